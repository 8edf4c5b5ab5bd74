"""Verdicts as others read them: JSON, JUnit XML, SARIF, and a table for the terminal."""

import io
import json
from xml.etree import ElementTree

import pytest
from rich.console import Console

from generators.blueprint import Source
from tests.workbench.criteria.world import API, RUN, World
from workbench.criteria.reports import (
    junit_report,
    proof_json,
    proof_lines,
    render_checklist,
    sarif_report,
    verdicts_json,
)
from workbench.criteria.verdict import Evidence, State, Verdict
from workbench.proving import Fault, Proof
from workbench.running.events import Outcome

SPEC, CODE = Source(API, 3, 9), Source("backend/app/routes/tasks.py", 12, 18)
VERDICTS = (
    Verdict(
        "C1",
        "All endpoints are implemented",
        State.RED,
        "1 of 3 endpoints answered a passing test.",
        (
            Evidence(
                "POST /api/tasks answered 201", State.GREEN, "tasks.create", SPEC, CODE, "tests/test_tasks.py::test_a"
            ),
            Evidence("GET /api/tasks is missing", State.RED, "tasks.list", SPEC),
            Evidence("GET /x was not called \x00", State.AMBER, "tasks#FR-001"),
        ),
    ),
    Verdict("C2", "All tables exist", State.AMBER, "The tests have not run yet."),
)


class TestJson:
    def test_the_format_is_the_one_promised(self) -> None:
        written = verdicts_json(VERDICTS, RUN)

        assert list(written) == ["format", "criteria", "green", "tests", "coverage"]
        assert (written["format"], written["green"], written["coverage"]) == (1, 0, 96.2)
        assert written["tests"] == {"passed": 6, "failed": 0}
        assert list(written["criteria"][0]) == ["id", "title", "state", "summary", "evidence"]

    def test_evidence_carries_what_it_has(self) -> None:
        full, spare, _ = verdicts_json(VERDICTS, RUN)["criteria"][0]["evidence"]

        assert full == {
            "text": "POST /api/tasks answered 201",
            "state": "green",
            "element": "tasks.create",
            "spec": {"file": API, "line": 3, "end_line": 9},
            "code": {"file": "backend/app/routes/tasks.py", "line": 12, "end_line": 18},
            "test": "tests/test_tasks.py::test_a",
        }
        assert list(spare) == ["text", "state", "element", "spec"]

    def test_without_a_run_nothing_passed(self) -> None:
        written = verdicts_json(VERDICTS, None)

        assert written["tests"] == {"passed": 0, "failed": 0}
        assert written["coverage"] is None

    def test_errors_count_as_failures(self, world: World) -> None:
        world.end("test_create", Outcome.FAILED)
        world.end("test_read", Outcome.ERROR)

        assert verdicts_json(VERDICTS, world.run)["tests"] == {"passed": 4, "failed": 2}

    def test_it_can_be_written(self) -> None:
        assert json.loads(json.dumps(verdicts_json(VERDICTS, RUN)))


class TestJUnit:
    @pytest.fixture
    def root(self, world: World) -> ElementTree.Element:
        return ElementTree.fromstring(junit_report(world.blueprint, VERDICTS))

    def test_a_suite_for_each_criterion_and_a_case_for_each_row(self, root: ElementTree.Element) -> None:
        assert [suite.get("name") for suite in root] == ["C1 All endpoints are implemented", "C2 All tables exist"]
        assert [len(suite) for suite in root] == [3, 1]

    def test_the_counts_agree(self, root: ElementTree.Element) -> None:
        assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("4", "1", "2")

    def test_red_is_a_failure_and_amber_is_skipped(self, root: ElementTree.Element) -> None:
        green, red, amber = root[0]

        assert [child.tag for child in green] == ["properties"]
        assert [child.tag for child in red] == ["properties", "failure"]
        assert [child.tag for child in amber] == ["properties", "skipped"]

    def test_a_case_names_feature_and_requirement(self, root: ElementTree.Element) -> None:
        green, _, amber = root[0]

        assert (green.get("classname"), amber.get("classname")) == ("tasks", "tasks")
        properties = {item.get("name"): item.get("value") for item in green.iter("property")}
        assert properties["requirement"] == "tasks.create"
        assert properties["spec"] == f"{API}:3-9"

    def test_what_xml_cannot_carry_is_replaced(self, root: ElementTree.Element) -> None:
        assert root[0][2].get("name") == "GET /x was not called �"


class TestSarif:
    @pytest.fixture
    def results(self, world: World) -> list[dict[str, object]]:
        log = json.loads(sarif_report(world.blueprint, VERDICTS))
        found: list[dict[str, object]] = log["runs"][0]["results"]
        return found

    def test_the_log_names_version_and_rules(self, world: World) -> None:
        log = json.loads(sarif_report(world.blueprint, VERDICTS))

        assert log["version"] == "2.1.0"
        assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["C1", "C2"]

    def test_only_what_is_not_green_is_a_result(self, results: list[dict[str, object]]) -> None:
        assert [(each["ruleId"], each["level"]) for each in results] == [
            ("C1", "error"),
            ("C1", "warning"),
            ("C2", "warning"),
        ]

    def test_the_place_is_the_specification_line(self, results: list[dict[str, object]]) -> None:
        assert results[0]["locations"] == [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": API},
                    "region": {"startLine": 3, "endLine": 9},
                }
            }
        ]

    def test_fingerprints_do_not_depend_on_lines(self, world: World, results: list[dict[str, object]]) -> None:
        row = VERDICTS[0].evidence[1]
        moved = Evidence(row.text, row.state, row.element, Source(API, 30, 39))
        log = json.loads(sarif_report(world.blueprint, [Verdict("C1", "", State.RED, "", (moved,))]))

        assert log["runs"][0]["results"][0]["partialFingerprints"] == results[0]["partialFingerprints"]


class TestChecklist:
    def shown(self, width: int = 100) -> str:
        console = Console(file=io.StringIO(), width=width, color_system=None)
        with console.capture() as captured:
            console.print(render_checklist(VERDICTS))
        return captured.get()

    def test_every_criterion_has_its_state_in_words(self) -> None:
        assert "✘ red" in self.shown()
        assert "● amber" in self.shown()

    def test_what_is_not_green_says_why(self) -> None:
        assert "GET /api/tasks is missing" in self.shown()
        assert "POST /api/tasks answered 201" not in self.shown()

    def test_a_narrow_terminal_loses_nothing(self) -> None:
        assert "missing" in self.shown(50)


class TestProof:
    PROOF = Proof(3, (Fault("app/routes/tasks.py", "get_task", 9, "without the guard row is None", 0, 0, ""),))

    def test_the_unnoticed_are_told_with_their_places(self) -> None:
        assert proof_lines(self.PROOF) == [
            "2 of 3 faults noticed by the tests",
            "  unnoticed  app/routes/tasks.py:9 get_task: without the guard row is None",
        ]

    def test_the_same_as_json(self) -> None:
        (unnoticed,) = proof_json(self.PROOF)["proof"].pop("unnoticed")
        assert unnoticed == {
            "text": "without the guard row is None",
            "in": "get_task",
            "file": "app/routes/tasks.py",
            "line": 9,
        }

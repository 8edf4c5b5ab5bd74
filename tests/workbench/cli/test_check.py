"""check judges what is on disk, for people and for machines; here without running the tests."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.workbench.cli.conftest import Command
from workbench.__main__ import main


@pytest.fixture
def checked(written: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[int, str]:
    """Exit code and output of a check that runs nothing and writes both reports."""
    words = ["--no-run", "--junit", str(tmp_path / "junit.xml"), "--sarif", str(tmp_path / "out.sarif")]
    code = main(["check", str(written), *words])
    return code, capsys.readouterr().out


def test_what_is_not_all_green_ends_with_1(checked: tuple[int, str]) -> None:
    assert checked[0] == 1


def test_every_criterion_is_printed_with_the_count_of_green_ones(checked: tuple[int, str]) -> None:
    _, text = checked
    assert all(f"C{number} " in text for number in range(1, 12))
    assert text.rstrip().splitlines()[-1].endswith(" of 11 green")
    assert "\x1b" not in text


def test_a_junit_report_is_written(checked: tuple[int, str], tmp_path: Path) -> None:
    cases = list(ElementTree.parse(tmp_path / "junit.xml").iter("testcase"))
    assert len(cases) >= 11


def test_a_sarif_report_is_written(checked: tuple[int, str], tmp_path: Path) -> None:
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"


def test_the_documented_json(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(written), "--no-run", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == 1
    assert [one["id"] for one in document["criteria"]] == [f"C{number}" for number in range(1, 12)]
    assert {"id", "title", "state", "summary", "evidence"} <= set(document["criteria"][0])
    assert {"green", "tests", "coverage"} <= set(document)


def test_a_report_that_cannot_be_written_is_named(written: Path, tmp_path: Path, command: Command) -> None:
    done = command("check", written, "--no-run", "--junit", tmp_path / "missing" / "junit.xml")
    assert done.returncode == 2
    assert "missing/junit.xml cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_backend_nothing_is_green_that_needs_one(project: Path, command: Command) -> None:
    done = command("check", project, "--no-run", "--json")
    assert done.returncode == 1
    states = {one["id"]: one["state"] for one in json.loads(done.stdout)["criteria"]}
    assert "green" not in {states[name] for name in ("C1", "C2", "C4", "C5", "C6", "C7", "C10")}


def test_tests_that_did_not_pass_prove_nothing(written: Path, command: Command) -> None:
    done = command("check", written, "--no-run", "--prove")
    assert done.returncode == 2
    assert "Only tests that pass can be proven" in done.stderr
    assert done.stderr.count("\n") == 1

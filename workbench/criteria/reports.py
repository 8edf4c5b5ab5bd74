"""Verdicts for others to read: JSON, JUnit XML, SARIF, and the checklist in a terminal."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from rich.table import Table
from rich.text import Text

from generators.blueprint import Blueprint, Source
from workbench.criteria.verdict import Evidence, State, Verdict
from workbench.proving import Proof
from workbench.running.events import Outcome, Run

_FORMAT = 1
_ROWS_EACH = 3
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {State.RED: "error", State.AMBER: "warning"}
_MARKS = {State.GREEN: ("✔", "green"), State.AMBER: ("●", "yellow"), State.RED: ("✘", "red")}


def verdicts_json(verdicts: Sequence[Verdict], run: Run | None) -> dict[str, Any]:
    """Give what ``check --json`` prints."""
    coverage = run.coverage if run else None
    return {
        "format": _FORMAT,
        "criteria": [_verdict_json(verdict) for verdict in verdicts],
        "green": sum(verdict.state is State.GREEN for verdict in verdicts),
        "tests": {
            "passed": run.count(Outcome.PASSED) if run else 0,
            "failed": run.count(Outcome.FAILED) + run.count(Outcome.ERROR) if run else 0,
        },
        "coverage": round(coverage.percent, 1) if coverage else None,
    }


def proof_json(proof: Proof) -> dict[str, Any]:
    """Give what ``check --prove --json`` adds."""
    unnoticed = [{"text": one.text, "in": one.symbol, "file": one.path, "line": one.line} for one in proof.survivors]
    return {"proof": {"faults": proof.faults, "noticed": proof.faults - len(unnoticed), "unnoticed": unnoticed}}


def proof_lines(proof: Proof) -> list[str]:
    """Give a proof as lines: how many faults the tests noticed, then those that they did not."""
    noticed = proof.faults - len(proof.survivors)
    return [
        f"{noticed} of {proof.faults} faults noticed by the tests",
        *(f"  unnoticed  {one.path}:{one.line} {one.symbol}: {one.text}" for one in proof.survivors),
    ]


def junit_report(blueprint: Blueprint, verdicts: Sequence[Verdict]) -> str:
    """Give the verdicts as JUnit XML: a suite for each criterion, a case for each row of evidence.

    ``classname`` is the feature that the row belongs to, the ``requirement`` property the blueprint
    element or requirement; red rows are failures, amber ones skipped.
    """
    features = {operation.id: operation.feature for operation in blueprint.operations}
    root = ElementTree.Element("testsuites", {"name": "workbench", **_totals(_rows(verdicts))})
    for verdict in verdicts:
        rows = list(_rows([verdict]))
        suite = ElementTree.SubElement(root, "testsuite", {"name": f"{verdict.id} {verdict.title}", **_totals(rows)})
        for _, row in rows:
            _add_case(suite, features.get(row.element) or _feature(verdict, row), verdict, row)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def sarif_report(blueprint: Blueprint, verdicts: Sequence[Verdict]) -> str:
    """Give what is not green as a SARIF 2.1.0 log: the criteria are its rules, specification lines its places.

    A result that has no place of its own is shown at the first line of the specifications.
    """
    rules = [
        {"id": verdict.id, "name": f"Criterion{verdict.id}", "shortDescription": {"text": verdict.title}}
        for verdict in verdicts
    ]
    anywhere = next((source for operation in blueprint.operations for source in operation.sources), None)
    results = [
        _sarif_result(verdict, row, anywhere) for verdict, row in _rows(verdicts) if row.state is not State.GREEN
    ]
    runs = [{"tool": {"driver": {"name": "workbench", "rules": rules}}, "results": results}]
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": runs}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def render_checklist(verdicts: Sequence[Verdict]) -> Table:
    """Give the checklist as a table; below what is not green stand its first reasons, worst first."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for name in ("mark", "id"):
        table.add_column(name, no_wrap=True)
    table.add_column("criterion", overflow="fold")
    for verdict in verdicts:
        mark, colour = _MARKS[verdict.state]
        table.add_row(
            Text(f"{mark} {verdict.state}", style=colour),
            verdict.id,
            Text.assemble((verdict.title, "bold"), "\n", (verdict.summary, "dim")),
        )
        for row in _reasons(verdict)[:_ROWS_EACH]:
            sign, shade = _MARKS[row.state]
            table.add_row("", "", Text.assemble((f"{sign} ", shade), row.text, (_place(row), "dim")))
        left = len(_reasons(verdict)) - _ROWS_EACH
        if left > 0:
            table.add_row("", "", Text(f"… and {left} more", style="dim"))
    return table


def _reasons(verdict: Verdict) -> list[Evidence]:
    ranks = {State.RED: 0, State.AMBER: 1}
    return sorted((row for row in verdict.evidence if row.state in ranks), key=lambda row: ranks[row.state])


def _place(row: Evidence) -> str:
    place = row.test or row.code or row.spec
    return f"  {place}" if place else ""


def _rows(verdicts: Sequence[Verdict]) -> Iterator[tuple[Verdict, Evidence]]:
    """Give every row of evidence; a verdict without any stands for itself."""
    for verdict in verdicts:
        for row in verdict.evidence or (Evidence(verdict.summary, verdict.state),):
            yield verdict, row


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "title": verdict.title,
        "state": verdict.state.value,
        "summary": verdict.summary,
        "evidence": [_evidence_json(row) for row in verdict.evidence],
    }


def _evidence_json(row: Evidence) -> dict[str, Any]:
    written: dict[str, Any] = {"text": row.text, "state": row.state.value}
    if row.element:
        written["element"] = row.element
    for name, source in (("spec", row.spec), ("code", row.code)):
        if source is not None:
            written[name] = source.as_json()
    if row.test:
        written["test"] = row.test
    return written


def _totals(rows: Iterator[tuple[Verdict, Evidence]] | list[tuple[Verdict, Evidence]]) -> dict[str, str]:
    states = [row.state for _, row in rows]
    return {
        "tests": str(len(states)),
        "failures": str(states.count(State.RED)),
        "skipped": str(states.count(State.AMBER)),
        "errors": "0",
    }


def _add_case(suite: ElementTree.Element, feature: str, verdict: Verdict, row: Evidence) -> None:
    case = ElementTree.SubElement(suite, "testcase", name=_clean(row.text), classname=feature)
    properties = ElementTree.SubElement(case, "properties")
    written = {
        "requirement": row.element or verdict.id,
        "spec": str(row.spec or ""),
        "code": str(row.code or ""),
        "test": row.test or "",
    }
    for name, value in written.items():
        if value:
            ElementTree.SubElement(properties, "property", name=name, value=_clean(value))
    if row.state is State.RED:
        ElementTree.SubElement(case, "failure", message=_clean(row.text))
    elif row.state is State.AMBER:
        ElementTree.SubElement(case, "skipped", message=_clean(row.text))


def _feature(verdict: Verdict, row: Evidence) -> str:
    """Give the feature of an element: ``tasks`` for ``tasks.create``, ``table:tasks.title`` and ``tasks#FR-001``."""
    element = row.element.removeprefix("table:")
    return element.partition("#")[0].partition(".")[0] or verdict.id


def _clean(text: str) -> str:
    """Take out what XML cannot carry."""
    return "".join(sign if sign >= " " or sign in "\t\n" else "�" for sign in text if not "\ud800" <= sign <= "\udfff")


def _sarif_result(verdict: Verdict, row: Evidence, anywhere: Source | None) -> dict[str, Any]:
    key = f"{verdict.id}:{row.element or row.text}"
    result: dict[str, Any] = {
        "ruleId": verdict.id,
        "level": _LEVELS[row.state],
        "message": {"text": row.text},
        "partialFingerprints": {"requirement/v1": hashlib.sha256(key.encode()).hexdigest()[:32]},
    }
    own = [source for source in (row.spec, row.code) if source is not None]
    shown = [_sarif_place(source) for source in own or (anywhere,) if source is not None]
    if shown:
        result["locations"] = shown[:1]
    if shown[1:]:
        result["relatedLocations"] = shown[1:]
    return result


def _sarif_place(source: Source) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": source.file},
            "region": {"startLine": source.line, "endLine": source.end_line},
        }
    }

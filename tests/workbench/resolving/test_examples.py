"""The bundled examples are read to their last sentence: none of their requirements is open."""

from pathlib import Path

import pytest

import workbench
from generators.blueprint import RequirementStatus
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve

EXAMPLES = sorted(folder.parent for folder in (Path(workbench.__file__).parent / "examples").glob("*/specs"))


PAGE = (Path(workbench.__file__).parent / "docs" / "rules.md").read_text().partition("## In the examples")[2]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_no_requirement_of_an_example_is_open(folder: Path) -> None:
    blueprint = resolve(read_project(folder)).blueprint
    left = [(one.id, one.reason) for one in blueprint.requirements if one.status is RequirementStatus.OPEN]
    assert left == []


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_leaves_nothing_to_ask(folder: Path) -> None:
    assert [question.text for question in resolve(read_project(folder)).questions] == []


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_page_of_rules_names_requirements_that_are_enforced_so(folder: Path) -> None:
    head, _, *rows = [line.strip("| ").split("|") for line in PAGE.splitlines() if line.startswith("|")]
    names = [cell.strip() for cell in head]
    blueprint = resolve(read_project(folder)).blueprint
    kinds = {rule.id: rule.kind.value.replace("_", " ") for rule in blueprint.rules}
    proven = {one.id: {kinds[name] for name in one.by if name in kinds} for one in blueprint.requirements}
    place = names.index(folder.name)
    told = [(row[0].strip(), row[place].strip(" `")) for row in rows if len(row) > place and row[place].strip(" `")]
    assert [pair for pair in told if pair[0] not in proven.get(pair[1], set())] == []
    assert told

"""The bundled examples are read to their last sentence: none of their requirements is open."""

from pathlib import Path

import pytest

import workbench
from generators.blueprint import RequirementStatus
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve

EXAMPLES = sorted(folder.parent for folder in (Path(workbench.__file__).parent / "examples").glob("*/specs"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_no_requirement_of_an_example_is_open(folder: Path) -> None:
    blueprint = resolve(read_project(folder)).blueprint
    left = [(one.id, one.reason) for one in blueprint.requirements if one.status is RequirementStatus.OPEN]
    assert left == []

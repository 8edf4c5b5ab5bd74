"""What a route asks of the rows that a body names."""

import dataclasses

import pytest

from generators.routes.context import Context
from generators.routes.helpers import Helpers
from generators.routes.rows import reference_checks
from tests.generators.examples.catalogue import EXAMPLES


@pytest.mark.parametrize(
    ("required", "nullable", "asked"),
    [(True, False, False), (True, True, True), (False, False, True)],
)
def test_a_row_is_looked_for_only_where_the_body_names_one(*, required: bool, nullable: bool, asked: bool) -> None:
    blueprint = EXAMPLES["nested"]
    patch = next(one for one in blueprint.operations if one.id == "tasks.patch")
    body = tuple(
        dataclasses.replace(field, required=required, nullable=nullable) if field.column == "project_id" else field
        for field in patch.body
    )
    lines = reference_checks(Context(blueprint, dataclasses.replace(patch, body=body), Helpers()))
    assert any(line.startswith("if ") and line.endswith(" is not None:") for line in lines) is asked

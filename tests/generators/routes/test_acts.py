"""What an act stores of its body."""

import dataclasses

import pytest

from generators.blueprint import Effect, EffectValue
from generators.routes.acts import render_act
from generators.routes.context import Context
from generators.routes.helpers import Helpers
from tests.generators.examples.catalogue import EXAMPLES


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        ("description", 'body.description if "description" in body.model_fields_set else col(Todo.description)'),
        ("completed", "not_(col(Todo.completed)) if body.completed is None else body.completed"),
    ],
)
def test_what_is_left_out_of_the_body_stays_unless_it_can_be_turned(column: str, stored: str) -> None:
    blueprint = EXAMPLES["accounts"]
    operations = {one.id: one for one in blueprint.operations}
    field = next(field for field in operations["todos.patch"].body if field.column == column)
    body = (dataclasses.replace(field, required=False),)
    act = dataclasses.replace(operations["todos.complete"], body=body, effects=(Effect(column, EffectValue.BODY),))
    assert f"{column}={stored}" in "\n".join(render_act(Context(blueprint, act, Helpers())))

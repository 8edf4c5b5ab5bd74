"""Views of the actions on many rows, whose keys the body lists."""

from dataclasses import dataclass

from generators.blueprint import Effect, EffectValue, Holds, OperationKind, TypeName
from generators.naming import attribute
from generators.testing.answers.responses import accessor
from generators.testing.naming import json_name, key_of
from generators.testing.rows.readiness import initial_state, moving_target
from generators.testing.rows.recipes import Recipe, jsonable
from generators.testing.views.changing import BodyView
from generators.testing.views.listing import ManyView


def acts_on_many(recipe: Recipe) -> bool:
    """Tell whether an operation is an action on the rows that its body lists."""
    operation = recipe.operation
    addressed = operation.addresses_row
    listed = any(field.type.name is TypeName.ARRAY and not field.column for field in operation.body)
    return operation.kind is OperationKind.ACT and listed and not addressed


@dataclass(frozen=True)
class BulkActView(BodyView, ManyView):
    """An action on many rows."""

    @property
    def template_name(self) -> str:
        """The template of its tests."""
        return "backend/tests/operations/bulk_act.j2"

    @property
    def keys(self) -> str:
        """The member of the body that lists the keys."""
        field = next(field for field in self.operation.body if field.type.name is TypeName.ARRAY)
        return json_name(self.recipe.blueprint, field.name)

    def key_of(self, variable: str) -> str:
        """Give the key of a stored row as JSON carries it."""
        key = key_of(self.entity)
        return jsonable(f"{variable}.{attribute(key.name)}", key.type.name)

    @property
    def key_name(self) -> str:
        """The attribute that holds a row's key."""
        return attribute(key_of(self.entity).name)

    @property
    def fitting(self) -> str:
        """The keyword arguments of a row that the action changes."""
        return self._in_state(fits=True)

    @property
    def unfitting(self) -> str | None:
        """The keyword arguments of a row that it leaves alone; nothing where it changes every row."""
        return self._in_state(fits=False) or None

    def _in_state(self, *, fits: bool) -> str:
        machine, target = self.entity.states, moving_target(self.operation, self.entity)
        if machine is None or target is None:
            return ""
        origins = machine.origins(target)
        states = self.entity.column(machine.column).limits.choices
        found = [state for state in states if (state in origins) is fits and state != target]
        preferred = initial_state(self.entity)
        state = preferred if preferred in found else next(iter(found), None)
        return f'{attribute(machine.column)}="{state}"' if state else ""

    @property
    def written(self) -> list[Effect]:
        """What the action writes that a test can foresee."""
        return [effect for effect in self.operation.effects if effect.value is EffectValue.LITERAL]

    @property
    def literals(self) -> str:
        """The columns that the action sets to fixed values, with the values."""
        return "{" + ", ".join(f'"{effect.column}": {effect.literal!r}' for effect in self.written) + "}"

    @property
    def counted(self) -> str | None:
        """The subscripts that lead to the number of changed rows."""
        return accessor(self.operation, Holds.COUNT, Holds.TOTAL)

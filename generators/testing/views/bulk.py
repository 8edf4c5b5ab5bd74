"""Views of the actions on many rows: those whose keys the body lists, or all that are not yet as they leave them."""

from dataclasses import dataclass

from generators.blueprint import Effect, EffectValue, Holds, OperationKind, TypeName
from generators.naming import attribute
from generators.testing.answers.responses import accessor
from generators.testing.lists.filtering import pair_of
from generators.testing.naming import json_name, key_of
from generators.testing.rows.readiness import initial_state, moving_target
from generators.testing.rows.recipes import Recipe, jsonable
from generators.testing.views.changing import BodyView
from generators.testing.views.listing import ManyView


def acts_on_many(recipe: Recipe) -> bool:
    """Tell whether an operation is an action on many rows, none of which its path names."""
    return recipe.operation.kind is OperationKind.ACT and not recipe.operation.addresses_row


@dataclass(frozen=True)
class BulkActView(BodyView, ManyView):
    """An action on many rows."""

    @property
    def template_name(self) -> str:
        """The template of its tests."""
        return "backend/tests/operations/bulk_act.j2"

    @property
    def keys(self) -> str | None:
        """The member of the body that lists the keys; nothing where all rows are meant."""
        field = next((field for field in self.operation.body if field.type.name is TypeName.ARRAY), None)
        return json_name(self.recipe.blueprint, field.name) if field else None

    def sent(self, *keys: str) -> str:
        """Give the expression that sends the request for the rows with some keys, as far as it names any."""
        return self.send(f'{{"{self.keys}": [{", ".join(keys)}]}}' if self.keys else None)

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
        if self.operation.only and (pair := pair_of(self.entity, self.operation.only)):
            return pair[0] if fits else pair[1]
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
    def stamped(self) -> list[str]:
        """The columns in which the action writes the time."""
        return [effect.column for effect in self.operation.effects if effect.value is EffectValue.NOW]

    @property
    def counted(self) -> str | None:
        """The subscripts that lead to the number of changed rows."""
        return accessor(self.operation, Holds.COUNT, Holds.TOTAL)

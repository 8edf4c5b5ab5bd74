"""Views of the operations that change a row's state."""

from dataclasses import dataclass

from generators.blueprint import Column, ColumnRole, DefaultKind, Effect, EffectValue, TypeName
from generators.naming import attribute
from generators.testing.rows.taking import Giving, givings_of
from generators.testing.suite import Source
from generators.testing.values.making import literal_source
from generators.testing.views.changing import BodyView

_STAMPS = frozenset({ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT})
_LONG_AGO = {TypeName.TIMESTAMP: "datetime(2020, 1, 31, 12, tzinfo=UTC)", TypeName.DATE: "date(2020, 1, 31)"}


@dataclass(frozen=True)
class ActView(BodyView):
    """A named change of state, or a toggle."""

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the operation writes."""
        return self.operation.effects

    @property
    def givings(self) -> tuple[Giving, ...]:
        """The numbers in other rows that the step moves."""
        return givings_of(self.recipe, self.row)

    @property
    def arrange_row_before(self) -> str:
        """The lines that store the row in the state from which the operation leads away."""
        return self.arrange_with(self.caller, tuple(self._state_before.items()))

    @property
    def arrange_row_long_before(self) -> str:
        """The lines that store the row so, and changed long ago."""
        return self.arrange_with(self.caller, tuple((self._long_ago | self._state_before).items()))

    @property
    def _state_before(self) -> dict[str, str]:
        values: dict[str, str] = {}
        for effect in self.effects:
            source = self._before(effect)
            if source is not None:
                values.setdefault(attribute(effect.column), source)
        return values

    def _before(self, effect: Effect) -> str | None:
        column = self.entity.column(effect.column)
        if column.type.name is TypeName.BOOLEAN:
            return "True" if effect.literal is False and effect.value is EffectValue.LITERAL else "False"
        if effect.value is EffectValue.NULL and effect.when is None:
            return _LONG_AGO.get(column.type.name)
        if column.nullable and effect.value is not EffectValue.NULL and effect.when is not False:
            return "None"
        return None

    @property
    def arrange_row_after(self) -> str:
        """The lines that store the row as the operation left it long ago."""
        stamps = [effect.column for effect in self.effects if effect.value is EffectValue.NOW]
        stamps += [column.name for column in self.entity.columns if _is_stamp(column)]
        values = {attribute(name): _LONG_AGO.get(self.entity.column(name).type.name, "") for name in stamps}
        for effect in self.effects:
            kind = self.entity.column(effect.column).type
            if effect.value is EffectValue.NULL or (effect.literal is None and effect.value is EffectValue.LITERAL):
                values[attribute(effect.column)] = "None"
            elif effect.value is EffectValue.LITERAL:
                values[attribute(effect.column)] = literal_source(kind, effect.literal) or ""
        return self.arrange_with(self.caller, tuple((name, source) for name, source in values.items() if source))

    @property
    def effect_checks(self) -> list[str]:
        """The expectations on the columns of the stored row, after one call."""
        return [line for effect in self.effects for line in self._checks(effect, turned_on=True)]

    @property
    def switch(self) -> tuple[str, str] | None:
        """The member of the body that says which way the row is switched, with the column that holds it."""
        for effect in self.effects:
            if effect.value is EffectValue.BODY and self.entity.column(effect.column).type.name is TypeName.BOOLEAN:
                field = next((each for each in self.operation.body if each.column == effect.column), None)
                return (field.name, effect.column) if field else None
        return None

    @property
    def arrange_switched(self) -> str:
        """The lines that store a row which is switched the other way than ``value`` says."""
        return self.arrange_with(self.caller, ((attribute(self.switch[1]), "not value"),) if self.switch else ())

    @property
    def ways(self) -> list[Source]:
        """Both values of the switch."""
        return [Source("True"), Source("False")]

    forth_checks = effect_checks

    @property
    def back_checks(self) -> list[str]:
        """The expectations after a second call turned everything back."""
        return [line for effect in self.effects for line in self._checks(effect, turned_on=False)]

    def _checks(self, effect: Effect, *, turned_on: bool) -> list[str]:
        place = f'row["{effect.column}"]'
        if effect.when is not None and effect.when is not turned_on:
            return []
        if effect.value is EffectValue.NOW:
            return [f"assert {place} is not None"]
        if effect.value is EffectValue.NULL:
            return [f"assert {place} is None"]
        if effect.value is EffectValue.FLIP:
            return [f"assert {place} is {turned_on}"]
        if effect.value is EffectValue.BODY:
            return self._body_checks(effect, place)
        source = literal_source(self.entity.column(effect.column).type, effect.literal)
        return [f"assert {place} {'is' if source in {'True', 'False', 'None'} else '=='} {source}"] if source else []

    def _body_checks(self, effect: Effect, place: str) -> list[str]:
        sent = dict(self.bodies.stored(optional=False)) or dict(self.bodies.stored(optional=True))
        source = sent.get(effect.column)
        return [f"assert {place} {'is' if source in {'True', 'False'} else '=='} {source}"] if source else []

    @property
    def body(self) -> str:
        """A valid body, with every field, so that what it says is what happens."""
        return self.full_body

    @property
    def repeatable(self) -> bool:
        """Whether a second call changes nothing more."""
        states = [effect for effect in self.effects if effect.value is not EffectValue.NOW]
        lasting = bool(states) or not any(effect.column.startswith("last_") for effect in self.effects)
        return (
            lasting
            and self.guards.target is None
            and 409 not in self.operation.errors
            and all(effect.value in {EffectValue.LITERAL, EffectValue.NULL} for effect in states)
        )


def _is_stamp(column: Column) -> bool:
    """Tell whether a row gets the time in ``column`` by itself, which a CHECK may hold against another."""
    return column.role in _STAMPS or (column.default is not None and column.default.kind is DefaultKind.NOW)

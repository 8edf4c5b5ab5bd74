"""Stamps in tests: the values that set a time, keep it and clear it."""

from dataclasses import dataclass

from generators.blueprint import Column, Entity, JsonScalar, Stamp
from generators.effects import stamps_of
from generators.naming import attribute
from generators.testing.naming import json_name
from generators.testing.rows.recipes import Recipe
from generators.testing.suite import Source


@dataclass(frozen=True, slots=True)
class Stamping:
    """A time that follows a ``field`` of the body: ``reached`` sets it, ``kept`` leaves it, ``away`` clears it."""

    column: str
    by: str
    field: str
    reached: str
    away: str
    kept: str

    @property
    def before(self) -> tuple[tuple[str, str], ...]:
        """The values of a row that has not come so far."""
        return ((attribute(self.by), self.away), (attribute(self.column), "None"))

    @property
    def table(self) -> list[Source]:
        """What a new row is given, and whether its time is set."""
        return [
            Source(f'({{"{self.field}": {value}}}, {stamped})')
            for value, stamped in ((self.reached, True), (self.away, False))
        ]


def stampings_of(recipe: Recipe) -> tuple[Stamping, ...]:
    """Give the times that the operation's body decides on."""
    operation, entity = recipe.operation, recipe.entity if recipe.operation.entity else None
    if entity is None:
        return ()
    return tuple(
        Stamping(
            column.name,
            stamp.by,
            json_name(recipe.blueprint, field.name),
            _source(stamp.equals),
            _source(_away(stamp, entity)),
            _source(stamp.kept[0]) if stamp.kept else "",
        )
        for column, stamp, field in stamps_of(operation, entity)
    )


def stamped_columns(recipe: Recipe) -> list[Column]:
    """Give the columns that change along with what the body carries."""
    return [column for column, _, _ in stamps_of(recipe.operation, recipe.entity)]


def _away(stamp: Stamp, entity: Entity) -> JsonScalar:
    if isinstance(stamp.equals, bool):
        return not stamp.equals
    choices = entity.column(stamp.by).limits.choices
    return next(choice for choice in choices if choice != stamp.equals and choice not in stamp.kept)


def _source(value: JsonScalar) -> str:
    return str(value) if isinstance(value, bool) else f'"{value}"'

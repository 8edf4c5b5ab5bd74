"""Recurrence: the words for steps, what brings a row to its end, and what the next one has of it."""

from generators.blueprint import (
    CHANGING,
    INTEGERS,
    Blueprint,
    Column,
    ColumnRole,
    EffectValue,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    Recurrence,
    TypeName,
)
from generators.datatypes import TEXTUAL

_STEPS = {
    (0, 0, 0, 1): ("daily", "day", "every_day", "everyday"),
    (0, 0, 1, 0): ("weekly", "week", "every_week"),
    (0, 0, 2, 0): ("biweekly", "bi_weekly", "fortnightly", "every_two_weeks"),
    (0, 1, 0, 0): ("monthly", "month", "every_month"),
    (0, 3, 0, 0): ("quarterly", "quarter", "every_quarter"),
    (1, 0, 0, 0): ("yearly", "annually", "annual", "year", "every_year"),
}
STEPS = {word: step for step, words in _STEPS.items() for word in words}
"""How much later the next row lies, in years, months, weeks and days, by the word that says so."""
_MOVING = frozenset({TypeName.DATE, TypeName.TIMESTAMP})
_USUAL = ("daily", "weekly", "monthly", "yearly")
"""The words that are taken where a column does not enumerate its own."""
_ENDING = (*CHANGING, OperationKind.ACT, OperationKind.TOGGLE)
_OWN = frozenset(
    {ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT, ColumnRole.DELETED_AT, ColumnRole.DELETED, ColumnRole.ACTIVE}
)


def steps_of(entity: Entity, recurrence: Recurrence) -> dict[str, tuple[int, int, int, int]]:
    """Give the values of the column that says how often, each with its step."""
    words = entity.column(recurrence.by).limits.choices or _USUAL
    known = {word: STEPS.get(word.lower().replace("-", "_").replace(" ", "_")) for word in words}
    return {word: step for word, step in known.items() if step is not None}


def why_not(entity: Entity, recurrence: Recurrence) -> str:
    """Give the reason why rows cannot come again so; empty where they can."""
    by, done = entity.column(recurrence.by), entity.column(recurrence.done)
    if len(entity.key) != 1:
        return f"rows of {entity.name} have no key of one column"
    if by.type.name not in TEXTUAL or not steps_of(entity, recurrence):
        return f"{entity.name}.{by.name} holds none of {', '.join(_USUAL)}"
    flag = done.type.name is TypeName.BOOLEAN
    if flag != isinstance(recurrence.equals, bool) or not (flag or recurrence.equals in done.limits.choices):
        return f"{entity.name}.{done.name} cannot be {recurrence.equals}"
    if not flag and done.default is None:
        return f"{entity.name}.{done.name} has no value for a new row"
    for names, kinds, what in (
        (recurrence.moves, _MOVING, "no date or time"),
        ((recurrence.until,), _MOVING, "no date or time"),
        ((recurrence.every, recurrence.left), INTEGERS, "no whole number"),
    ):
        wrong = next((name for name in names if name and entity.column(name).type.name not in kinds), None)
        if wrong:
            return f"{entity.name}.{wrong} is {what}"
    alone = _only_once(entity, recurrence)
    return f"no two rows of {entity.name} may have the same {alone}" if alone else ""


def _only_once(entity: Entity, recurrence: Recurrence) -> str:
    """Give the columns in which the next row would be the same as the one before, where none may be."""
    changing = {*recurrence.moves, recurrence.done, recurrence.left}
    changing |= {column.name for column in entity.columns if is_given_anew(column)}
    sets: list[tuple[str, ...]] = [(column.name,) for column in entity.columns if column.unique]
    sets += [index.columns for index in entity.indexes if index.unique]
    numbered = [column.name for column in entity.columns if column.default and column.default.by_application]
    return next((" and ".join(names) for names in sets if changing.isdisjoint(names)), "") or ", ".join(numbered)


def ends_by(operation: Operation, entity: Entity) -> EffectValue | None:
    """Tell how an operation can bring a row to its end that comes again: always, by flipping, as its body says;
    nothing where it cannot, or where it does so to many rows at once."""
    recurrence = entity.recurrence
    if recurrence is None or operation.kind not in _ENDING or not operation.addresses_row:
        return None
    told = next((one for one in operation.effects if one.column == recurrence.done and one.when is None), None)
    carried = any(field.column == recurrence.done for field in operation.body)
    if told is None:
        return EffectValue.BODY if carried and operation.kind in CHANGING else None
    if told.value is EffectValue.LITERAL:
        return EffectValue.LITERAL if told.literal == recurrence.equals else None
    if told.value is EffectValue.BODY:
        return EffectValue.BODY if carried else EffectValue.FLIP
    return EffectValue.FLIP if told.value is EffectValue.FLIP else None


def kept_columns(blueprint: Blueprint, entity: Entity) -> tuple[Column, ...]:
    """Give the columns that the next row has of the one before as they are: all but what a new row is given anew,
    what moves, and what tells how the one before came to its end."""
    recurrence = entity.recurrence
    if recurrence is None:
        return ()
    ending = [one for one in blueprint.operations if one.entity == entity.name and ends_by(one, entity)]
    own = {recurrence.done, *recurrence.moves, recurrence.left, recurrence.series}
    own |= {effect.column for one in ending for effect in one.effects}
    own |= {column.name for column in entity.columns if column.stamp and column.stamp.by == recurrence.done}
    return tuple(column for column in entity.columns if column.name not in own and not is_given_anew(column))


def is_given_anew(column: Column) -> bool:
    """Tell whether each row has a value of its own there, which nobody gives it."""
    return column.role in _OWN or (column.primary_key and column.default is not None)


def ties_kept(blueprint: Blueprint, entity: Entity) -> tuple[tuple[Entity, Column], ...]:
    """Give the join tables whose rows the next row gets as well, its tags, with the column that references it."""
    found = []
    for tie in blueprint.entities if entity.recurrence else ():
        to = [column for column in tie.columns if column.references and column.references.entity == entity.name]
        if tie.purpose is EntityPurpose.JOIN and len(to) == 1:
            found.append((tie, to[0]))
    return tuple(found)

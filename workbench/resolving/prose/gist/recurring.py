"""Meanings about rows that come again: what adds the next one, what it has of the one before, and when none follows."""

from generators.blueprint import Column, ColumnRole, Entity, RuleKind
from generators.recurring import STEPS, is_given_anew, steps_of
from workbench.resolving.prose.claims import Proof, missing, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning

_KIND = RuleKind.RECURRENCE
_NOTHING = "no row is followed by a next one"


def _rows(gist: Gist) -> Entity | None:
    """Give the entity whose rows come again: the one that the text is about, or the only one."""
    entity = gist.entity
    if entity is not None and entity.recurrence is not None:
        return entity
    again = [one for one in gist.book.entities if one.recurrence is not None]
    return again[0] if len(again) == 1 and not gist.texts("ENTITY") else None


def _columns(gist: Gist, entity: Entity) -> list[Column]:
    return [column for owner, column in gist.columns() if owner == entity]


def _proof(gist: Gist, entity: Entity | None) -> Proof:
    found = gist.book.ruled(_KIND, entity.name) if entity is not None else []
    return proven_or(_KIND, found, _NOTHING)


def _about_end(gist: Gist, entity: Entity) -> bool:
    """Tell whether each column that is named has its part in that a row comes to its end and again, or is said to be
    the same and is copied."""
    again = entity.recurrence
    parts = {again.by, again.done, *again.moves, again.every, again.until, again.left, again.series} if again else set()
    others = [column for column in _columns(gist, entity) if column.name not in parts]
    return not others or (gist.says("SAME") and not any(map(_is_new, others)))


def _is_new(column: Column) -> bool:
    """Tell whether the next row has a value of its own there."""
    return is_given_anew(column) or column.stamp is not None


def _follows(gist: Gist) -> Proof | None:
    """``When a repeating chore is done, the next one is created automatically``."""
    entity = _rows(gist)
    if entity is None:
        return missing(_NOTHING, _KIND)
    alone = any(text.startswith("auto") for text in gist.texts("CREATE"))
    if not (alone or gist.says("NEXT", "INSTANCE", "AUTO") or len(gist.texts("ENTITY")) > 1):
        return None  # Who can create and finish repeating chores says nothing of a next one.
    return _proof(gist, entity) if _about_end(gist, entity) else None


def _none_follows(gist: Gist) -> Proof | None:
    """``A chore that does not repeat has no next one``, ``no chore is created after ends_on``."""
    entity = _rows(gist)
    again = entity.recurrence if entity else None
    if entity is None or again is None:
        return missing(_NOTHING, _KIND)
    bound = [column.name for column in _columns(gist, entity) if column.name in (again.until, again.left)]
    by = entity.column(again.by)
    single = by.nullable or set(by.limits.choices) - set(steps_of(entity, again))
    rhythm = any(column.name == again.by for column in _columns(gist, entity))
    if not bound and not (single and (rhythm or gist.says("REPEAT", "ONCE"))):
        return None
    return _proof(gist, entity) if _about_end(gist, entity) else None


def _moves(gist: Gist) -> Proof | None:
    """``Its due date is one interval later``, ``clamped to the last day of the month``."""
    entity = _rows(gist)
    again = entity.recurrence if entity else None
    if entity is None or again is None:
        return missing(_NOTHING, _KIND)
    named = [column.name for column in _columns(gist, entity)]
    if set(named) - {*again.moves, again.by, again.every, again.left}:
        return None
    return _proof(gist, entity) if set(named) & set(again.moves) or gist.says("CLAMP") else None


def _keeps(gist: Gist) -> Proof | None:
    """``The next chore has the same title``: what is copied, and who owns it."""
    entity = _rows(gist)
    again = entity.recurrence if entity else None
    if entity is None or again is None:
        return missing(_NOTHING, _KIND)
    named = _columns(gist, entity)
    others = {*again.moves, again.done, again.left}
    changed = [one for one in named if one.name in others or _is_new(one)]
    owned = [one for one in entity.columns if one.role is ColumnRole.OWNER]
    if changed or not (named or (gist.says("USERID", "USER", "OWN") and owned)):
        return None
    return _proof(gist, entity)


def _steps(gist: Gist) -> Proof | None:
    """``weekly: repeats every 7 days``: a value of the column, with how far it leads."""
    entity = _rows(gist)
    again = entity.recurrence if entity else None
    if entity is None or again is None:
        return missing(_NOTHING, _KIND)
    known = steps_of(entity, again)
    said = [known[word] for text in gist.texts("STEPWORD") for word in known if STEPS.get(_word(text)) == known[word]]
    units = [STEPS[text.removesuffix("s")] for text in gist.texts("CALENDAR")]
    numbers = [int(text) for text in gist.texts("NUMBER") if text.isdigit()] or [1]
    other = [column for column in _columns(gist, entity) if column.name not in (again.by, again.every)]
    if not said or other or len(units) > 1 or len(numbers) > 1:
        return None
    length = _days(units[0], numbers[0]) if units else None
    if any(one != said[0] for one in said) or (length is not None and length != _days(said[0], 1)):
        return missing("the step is another", _KIND)
    return _proof(gist, entity)


def _word(text: str) -> str:
    return text.replace(" ", "_").replace("-", "_")


def _days(step: tuple[int, int, int, int], times: int) -> tuple[int, int]:
    """Give a step as months and days."""
    years, months, weeks, days = step
    return (12 * years + months) * times, (7 * weeks + days) * times


_ABOUT = "ENTITY COLUMN END REPEAT NEXT INSTANCE WHEN AUTO STATE TRUE EQUALS USERID STEPWORD"
_MANNER = "STEP CALCULATE SET TRANSACTION ATOMIC WITHOUT TOGGLE SAME OTHERS"

RECURRING = (
    meaning("NEXT|INSTANCE CREATE|SET REPEAT|END", f"{_ABOUT} {_MANNER}", _follows),
    meaning("CREATE REPEAT END|WITHOUT", f"{_ABOUT} {_MANNER}", _follows),
    meaning("NOT ONCE", "ENTITY COLUMN", _none_follows),
    meaning("NOT|ONCE CREATE|NEXT|INSTANCE REPEAT|ONCE|END|COLUMN", f"{_ABOUT} CREATE ONCE NULL OTHERS", _none_follows),
    meaning("NOT CREATE WHEN COLUMN", _ABOUT, _none_follows),
    meaning("COLUMN STEP|LATER|STEPWORD", f"{_ABOUT} STEP LATER CALCULATE SET CLAMP NUMBER CALENDAR", _moves),
    meaning("CLAMP", f"{_ABOUT} CALENDAR STEP LATER", _moves),
    meaning("SAME NEXT|INSTANCE|REPEAT COLUMN|USERID|OWN", f"{_ABOUT} SAME SET OWN CREATE", _keeps),
    meaning("STEPWORD REPEAT", "CALENDAR NUMBER ENTITY COLUMN", _steps),
)
"""What texts say of rows that come again."""

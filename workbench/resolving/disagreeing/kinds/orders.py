"""Orders that differ: due dates earliest first here, ``order`` descending unless stated there."""

import re
from collections.abc import Iterator

from generators.blueprint import OperationKind
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Told, is_disputed, put, sides_of
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import Statement, meaning_of

_UP = regex(
    r"\b(?:earliest|oldest|soonest|lowest|smallest|cheapest) first\b|\bascending\b|\bASC\b|\basc\b(?!\s*[|/,]\s*desc)"
    r"|\balphabetical(?:ly)?\b|\bA[-–→ ]+(?:to )?Z\b|\blow(?:est)? to high(?:est)?\b",
)
_DOWN = regex(
    r"\b(?:newest|latest|most recent|highest|largest) (?:\w+ )?first\b|\bdescending\b|\bDESC\b"
    r"|(?<!asc[|/,])(?<!asc, )(?<!asc or )\bdesc\b(?!ription)|\bZ[-–→ ]+(?:to )?A\b|\bhigh(?:est)? to low(?:est)?\b"
    r"|\breverse[- ]chronological\w*",
)
_ORDERED = regex(r"\b(?:sort\w*|order(?:ed|s|ing)?|first|ascending|descending|alphabetical\w*)\b", re.IGNORECASE)
_ASIDE = regex(
    r"\bindex\w*|\bmust be able\b|\btest\w*|\basc\w*\W{1,4}(?:or |and )?desc|\bin (?:order|ascending or)\b",
    re.IGNORECASE,
)
_NEWEST = regex(r"\b(?:newest|latest|most recent|oldest) (?:\w+ )?first\b|\breverse[- ]chronological", re.IGNORECASE)
_NOTED = {"ascending": "asc", "descending": "desc"}
_ORDER_NAMES = frozenset(
    {"order", "sort_order", "direction", "sort_direction", "order_dir", "sort_dir", "dir", "sortorder"}
)


def find_orders(desk: Desk) -> Iterator[Dispute]:
    """Find the columns by which a list is sorted upwards in one place and downwards in another."""
    names = desk.names
    told = Told[tuple[str, str], str]()
    for statement in desk.said.near(_UP.pattern, _DOWN.pattern):
        direction = _direction(statement)
        for column in _sorted_columns(statement, names) if direction else ():
            entity = names.owner_of(column, statement)
            if direction and entity:
                told.add((entity, column), direction, statement)
    general = _parameter_default(desk)
    for (entity, column), said in told:
        against = said if general is None else {general[0]: [general[1]]} | said
        if is_disputed(against):
            yield _dispute(desk, entity, column, against)


def _direction(statement: Statement) -> str:
    text = statement.text
    if not _ORDERED.search(f"{text} {' '.join(statement.titles[-1:])}") or _ASIDE.search(text):
        return ""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return "ascending" if up and not down else "descending" if down and not up else ""


def _sorted_columns(statement: Statement, names: Names) -> tuple[str, ...]:
    columns = names.columns_in(statement.text)
    if not columns and _NEWEST.search(statement.text):
        return ("created_at",)
    return columns[:1]


def _parameter_default(desk: Desk) -> tuple[str, Statement] | None:
    """Give the direction that an ``order`` parameter has unless it is stated."""
    for endpoint in desk.context.endpoints:
        for field in endpoint.query:
            default = str(field.default or "").lower()
            if field.name.lower().replace("-", "_") in _ORDER_NAMES and default in ("asc", "desc") and field.source:
                text = f"{field.name} of {endpoint.route}: {default} by default"
                value = "ascending" if default == "asc" else "descending"
                return value, Statement(text, field.source, meaning_of(text))
    return None


def _dispute(desk: Desk, entity: str, column: str, said: dict[str, list[Statement]]) -> Dispute:
    lists = [
        f"{one.route}: order by {column}"
        for one in desk.context.operations
        if one.kind is OperationKind.LIST
        and one.entity == entity
        and one.order_by[:1]
        and one.order_by[0].column == column
    ]
    sides = sides_of(said, lambda value: tuple(f"{line} {_NOTED[value]}" for line in lists))
    return put(f"{entity}.{column}.order", "order", f"In which direction are {entity} sorted by {column}", sides)

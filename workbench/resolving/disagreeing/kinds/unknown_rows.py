"""A body that names a row which is not there: ``unknown harbour: 400`` beside ``404 if the harbour does not exist``."""

import re
from collections.abc import Iterator

from generators.blueprint import Entity
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Told, put, sides_of
from workbench.resolving.disagreeing.statements import Statement

_ABSENT = regex(
    r"\b(?:invalid|unknown|non-?existent|no such)\s+(?P<named>[\w]+(?: [\w]+)?)\b"
    r"|\b(?P<gone>\w+)(?:[ _]ids?)?`? (?:does not|doesn't|do not) exist"
    r"|\b(?P<lost>\w+)(?:[ _]ids?)?`? (?:is |was )?not found\b",
    re.IGNORECASE,
)
_STATUS = regex(r"(?<![\w.,/-])(40[049]|422)(?![\w%]|[.,]\d)")
_LINKING = regex(r"\b(?:assign|link|creat|updat|provid|referenc|attach|book|plac|select)\w*\b", re.IGNORECASE)
_ASIDE = regex(r"\b(?:tokens?|jwt|claims?|path|filter\w*|delet\w*|GET|DELETE)\b")


def find_unknown_rows(desk: Desk) -> Iterator[Dispute]:
    """Find the references of which two places say otherwise what an unknown row is answered with."""
    told = Told[tuple[str, str], str]()
    for statement in desk.said.telling(_ABSENT, _STATUS, _LINKING, unless=_ASIDE):
        codes = set(_STATUS.findall(statement.text))
        about = _reference(desk, statement) if len(codes) == 1 else None
        if about is not None:
            told.add(about, codes.pop(), statement)
    for (child, parent), by_code in told.differing():
        lead = f"With which status is a body for {child} answered that names a row of {parent} which is not there"
        yield put(f"{child}.{parent}.unknown", "status", lead, sides_of(by_code))


def _reference(desk: Desk, statement: Statement) -> tuple[str, str] | None:
    """Give the table that refers and the one referred to, where a sentence tells of one pair alone."""
    match = _ABSENT.search(statement.text)
    parents = desk.names.entities_in(match["named"] or match["gone"] or match["lost"]) if match else ()
    if len(parents) != 1:
        return None
    named = set(desk.names.entities_in(statement.text)) - {parents[0]}
    children = [one.name for one in desk.context.entities if _refers(one, parents[0])]
    children = [one for one in children if one in named] or children
    return (children[0], parents[0]) if len(children) == 1 else None


def _refers(entity: Entity, parent: str) -> bool:
    return entity.name != parent and any(
        column.references is not None and column.references.entity == parent for column in entity.columns
    )

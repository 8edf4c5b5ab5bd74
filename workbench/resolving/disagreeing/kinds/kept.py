"""What becomes of rows when the row above them goes: ``bookings stay without a guest`` beside ON DELETE CASCADE."""

import re
from collections.abc import Iterator

from generators.blueprint import Column, DeleteRule, Entity
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, put
from workbench.resolving.disagreeing.statements import Statement

_DELETING = regex(
    r"\b(?:when|if|after|once)\b.{0,30}\b(?:is|are|gets?) (?:deleted|removed)\b|\b(?:deleting|removing|deletion of)\b",
    re.I,
)
_ORPHANS = regex("orphan", re.IGNORECASE)
_STANCES: tuple[tuple[DeleteRule, re.Pattern[str]], ...] = (
    (
        DeleteRule.SET_NULL,
        regex(
            r"\b(?:are|is|stays?|remains?) (?:\w+ )?(?:kept|preserved|retained)\b|\b(?:stay|remain|keep)s?\b"
            r"|\bset(?:s|ting)? (?:[\w']+ ){0,6}to null\b|\bnulls?\b",
            re.I,
        ),
    ),
    (
        DeleteRule.RESTRICT,
        regex(
            r"\b(?:refus|reject|prevent|block)\w*\b|\bnot (?:be )?(?:allowed|possible|deleted|removed)\b"
            r"|\bcannot\b|\b409\b",
            re.I,
        ),
    ),
    (
        DeleteRule.CASCADE,
        regex(
            r"\b(?:are|is) (?:also )?(?:deleted|removed)(?:,? too|,? as well| with)\b|\balso (?:deletes"
            r"|removes)\b|\bcascad\w*|(?:deletes|removes) .{0,40}\btoo\b",
            re.I,
        ),
    ),
)
_WORDS = {DeleteRule.CASCADE: "cascade", DeleteRule.RESTRICT: "restrict", DeleteRule.SET_NULL: "set null"}
_SHOWN = {
    DeleteRule.CASCADE: "deleted with it",
    DeleteRule.RESTRICT: "what keeps it from being deleted",
    DeleteRule.SET_NULL: "kept without it",
}


def find_kept(desk: Desk) -> Iterator[Dispute]:
    """Find the references whose rows are told another fate than their table gives them."""
    names = desk.names
    tables = {one.name: one for one in desk.context.entities}
    for statement in desk.said.telling(_DELETING, unless=_ORPHANS):
        told = [rule for rule, pattern in _STANCES if pattern.search(_DELETING.sub(" ", statement.text))]
        entities = names.entities_in(statement.text)
        if len(told) != 1 or len(entities) != 2:
            continue
        found = _reference(tables[entities[0]], tables[entities[1]])
        if found is None:
            continue
        child, column = found
        rule = column.references.on_delete if column.references else None
        if rule is not None and rule != told[0] and rule in _WORDS and column.sources:
            yield _dispute(child, column, rule, told[0], statement)


def _reference(one: Entity, other: Entity) -> tuple[Entity, Column] | None:
    found = [
        (child, column)
        for child, parent in ((one, other), (other, one))
        for column in child.columns
        if column.references is not None and column.references.entity == parent.name
    ]
    return found[0] if len(found) == 1 else None


def _dispute(child: Entity, column: Column, rule: DeleteRule, said: DeleteRule, statement: Statement) -> Dispute:
    where = f"{child.name}.{column.name}"
    there = Statement(f"{where}: on delete {_WORDS[rule]}", column.sources[0])
    loose = "optional; " if said is DeleteRule.SET_NULL else ""
    sides = (
        Side(_WORDS[rule], _SHOWN[rule], (there,), (f"{where}: on delete {_WORDS[rule]}",)),
        Side(_WORDS[said], _SHOWN[said], (statement,), (f"{where}: {loose}on delete {_WORDS[said]}",)),
    )
    parent = column.references.entity if column.references else ""
    lead = f"What becomes of {child.name} when the row of {parent} behind them is deleted"
    return put(f"{where}.kept", "deleting", lead, sides)

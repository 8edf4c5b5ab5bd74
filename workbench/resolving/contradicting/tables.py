"""Whole descriptions of one table that have other columns."""

from collections.abc import Sequence

from generators.blueprint import Source
from workbench.reading.facts import TableFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.storing.tables import TableDraft
from workbench.resolving.words import join_words, snake

_MANY = 4


def settle_rivals(ledger: Ledger, draft: TableDraft) -> TableDraft:
    """Whole descriptions of one table that have other columns: give the draft led by the one that holds."""
    lead = draft.facts[0]
    rivals = [fact for fact in draft.rivals() if fact.source.file != lead.source.file and _differing(lead, fact)]
    if not rivals:
        return draft
    files = list(dict.fromkeys(fact.source.file for fact in rivals))
    differing = sorted({name for fact in rivals for name in _differing(lead, fact)})
    choices = [Choice(lead.source.file, f"as {lead.source.file} describes it", "Its columns are created.")]
    choices += [Choice(file, f"as {file} describes it", "Its columns are created.") for file in files]
    evidence = [lead.source, *_lines(lead, differing)]
    for fact in rivals:
        evidence += [fact.source, *_lines(fact, differing)]
    chosen = ledger.ask(
        f"{draft.name}.description",
        f"Which description of {draft.name} holds? They differ in {_some(differing)}.",
        choices,
        evidence,
        why="the database documents have more authority than others.",
        blocking=False,
        affects=4 + len(differing),
    )
    first = next((fact for fact in draft.facts if fact.source.file == chosen), lead)
    ordered = [first, *(fact for fact in draft.facts if fact is not first)]
    return TableDraft(draft.key, ordered, draft.indexes)


def _names(fact: TableFact) -> set[str]:
    return {snake(column.field.name) for column in fact.columns}


def _differing(lead: TableFact, other: TableFact) -> set[str]:
    return _names(lead) ^ _names(other)


def _lines(fact: TableFact, names: Sequence[str]) -> list[Source]:
    return [column.source for column in fact.columns if snake(column.field.name) in names]


def _some(names: Sequence[str]) -> str:
    shown = [*names[:_MANY], f"{len(names) - _MANY} more"] if len(names) > _MANY + 1 else list(names)
    return join_words(shown)

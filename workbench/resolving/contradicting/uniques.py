"""Unique constraints that one description of a table has and another, which is whole, leaves out."""

from collections.abc import Iterable
from dataclasses import replace

from generators.blueprint import Source
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.storing.tables import TableDraft
from workbench.resolving.words import join_words, snake

Columns = tuple[str, ...]

_WHOLE = frozenset({"sql", "prisma", "dbml"})
"""Notations in which a constraint that is not written is not there."""

_SIGNING_IN = frozenset({"email", "username", "login", "token", "token_hash", "slug"})
"""What could not do its work if it were not unique: nobody asks about it."""


def settle_uniques(ledger: Ledger, draft: TableDraft) -> TableDraft:
    """Ask whether constraints hold that a whole description leaves out; give the draft with those that do.

    Example: ``code — unique`` in a table of columns, and a CREATE TABLE whose ``code`` is an ordinary column.
    """
    dropped: set[Columns] = set()
    for columns, said in _stated(draft).items():
        without = [fact for fact in draft.facts if _leaves_out(fact, columns, draft.indexes)]
        if (
            without
            and not (len(columns) == 1 and columns[0] in _SIGNING_IN)
            and not _wanted(ledger, draft, columns, said, without)
        ):
            dropped.add(columns)
    if not dropped:
        return draft
    facts = [replace(fact, columns=tuple(_loosened(fact.columns, dropped))) for fact in draft.facts]
    indexes = [one for one in draft.indexes if not (one.unique and _over(one) in dropped)]
    return TableDraft(draft.key, facts, indexes)


def _over(index: IndexFact) -> Columns:
    return tuple(map(snake, index.columns))


def _stated(draft: TableDraft) -> dict[Columns, list[Source]]:
    """Give what is said to be unique, each with the lines that say so."""
    found: dict[Columns, list[Source]] = {}
    for fact in draft.facts:
        for column in fact.columns:
            if column.unique and not column.primary_key:
                found.setdefault((snake(column.field.name),), []).append(column.source)
    for index in draft.indexes:
        if index.unique:
            found.setdefault(_over(index), []).append(index.source)
    return found


def _leaves_out(fact: TableFact, columns: Columns, indexes: Iterable[IndexFact]) -> bool:
    """Tell whether a whole description has the columns and no constraint on them, nor has its document one below it."""
    own = {snake(column.field.name): column for column in fact.columns}
    if fact.notation not in _WHOLE or not own.keys() >= set(columns):
        return False
    if len(columns) == 1 and (own[columns[0]].unique is not None or own[columns[0]].primary_key):
        return False
    below = (one for one in indexes if one.source.file == fact.source.file and one.source.line >= fact.source.line)
    return all(not one.unique or _over(one) != columns for one in below)


def _wanted(ledger: Ledger, draft: TableDraft, columns: Columns, said: list[Source], without: list[TableFact]) -> bool:
    shown, file = join_words(columns), without[0].source.file
    are = "are" if len(columns) > 1 else "is"
    chosen = ledger.ask(
        f"{draft.name}.{'+'.join(columns)}.constraint",
        f"May there be two rows of {draft.name} with the same {shown}? {said[0]} says that {shown} {are} unique, "
        f"the table at {without[0].source} is written out without such a constraint.",
        [
            Choice("no", f"no, as {said[0].file} says", f"A second row with the same {shown} is answered with 409."),
            Choice("yes", f"yes, as {file} has it", f"There is no unique constraint on {shown}."),
        ],
        [*said[:3], *(_line_of(fact, columns) for fact in without)],
        why="a constraint that was written down was meant.",
        blocking=False,
        affects=4,
    )
    return chosen == "no"


def _line_of(fact: TableFact, columns: Columns) -> Source:
    """Give the line of the first of the columns; of several, where the table begins."""
    found = [column.source for column in fact.columns if snake(column.field.name) == columns[0]]
    return found[0] if found and len(columns) == 1 else fact.source


def _loosened(columns: Iterable[ColumnFact], dropped: set[Columns]) -> Iterable[ColumnFact]:
    for column in columns:
        yield replace(column, unique=None) if (snake(column.field.name),) in dropped else column

"""Indexes that one description of a table has and another leaves out."""

from generators.blueprint import Source
from workbench.reading.facts import IndexFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.storing.tables import TableDraft
from workbench.resolving.words import join_words, snake

Columns = tuple[str, ...]


def settle_indexes(ledger: Ledger, draft: TableDraft) -> TableDraft:
    """Ask whether indexes that only some of the documents list are created; give the draft with those that are."""
    listed: dict[str, dict[Columns, IndexFact]] = {}
    lines: dict[str, list[Source]] = {}
    for fact in (one for one in draft.indexes if not one.unique):
        listed.setdefault(fact.source.file, {}).setdefault(tuple(map(snake, fact.columns)), fact)
        lines.setdefault(fact.source.file, []).append(fact.source)
    for table in draft.facts:
        for column in table.columns:
            if column.index and not column.unique:
                fact = IndexFact(draft.name, (column.field.name,), column.source)
                listed.setdefault(column.source.file, {}).setdefault((snake(column.field.name),), fact)
                lines.setdefault(column.source.file, []).append(column.source)
    every = {columns: fact for found in reversed(listed.values()) for columns, fact in found.items()}
    partial = {columns for columns in every if any(columns not in found for found in listed.values())}
    if len(listed) < 2 or not partial:
        return draft
    shorter = [file for file, found in listed.items() if partial - found.keys()]
    names = [" and ".join(columns) for columns in sorted(partial)]
    chosen = ledger.ask(
        f"{draft.name}.indexes",
        f"Only some of the documents that list the indexes of {draft.name} have {join_words(names)}: "
        f"{'are they' if len(names) > 1 else 'is it'} created?",
        [
            Choice("yes", f"yes, as {every[min(partial)].source.file} lists", f"Indexes: {join_words(names)}."),
            Choice("no", f"no, as {shorter[0]} lists", f"No index on {join_words(names, 'or')}."),
        ],
        [
            *(every[columns].source for columns in sorted(partial)),
            *(line for file in shorter for line in (min(lines[file]), max(lines[file]))),
        ],
        why="an index more costs little, a slow query costs much.",
        blocking=False,
        affects=2,
    )
    if chosen == "yes":
        return draft
    kept = [fact for fact in draft.indexes if fact.unique or tuple(map(snake, fact.columns)) not in partial]
    return TableDraft(draft.key, draft.facts, kept)

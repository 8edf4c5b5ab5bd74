"""The tables that one document defines, for readers of sentences that add to them."""

from dataclasses import dataclass
from functools import lru_cache

from workbench.reading.documents import Document
from workbench.reading.facts import TableFact
from workbench.reading.layout.outline import Place
from workbench.reading.schemas import notations, python_models
from workbench.reading.sql import sql
from workbench.reading.tables import tables
from workbench.reading.tables.table_names import find_table_name, same_thing


@dataclass(frozen=True, slots=True)
class Known:
    """A table with the names of its columns and where it is defined."""

    name: str
    line: int
    columns: frozenset[str]
    external: bool


@lru_cache(maxsize=256)
def known_tables(document: Document) -> tuple[Known, ...]:
    """Give the tables that the document defines in any notation, in the order of their lines."""
    merged: list[Known] = []
    found = [
        fact
        for reader in (tables, sql, python_models, notations)
        if reader.applies(document)
        for fact in reader.read(document).facts
        if isinstance(fact, TableFact) and fact.notation != "statement" and not fact.implied
    ]
    for fact in sorted(found, key=lambda fact: fact.source):
        columns = frozenset(column.field.name for column in fact.columns)
        for index, known in enumerate(merged):
            if same_thing(known.name, fact.name):
                name = fact.name if fact.notation == "sql" else known.name
                merged[index] = Known(name, known.line, known.columns | columns, known.external or bool(fact.external))
                break
        else:
            merged.append(Known(fact.name, fact.source.line, columns, bool(fact.external)))
    return tuple(merged)


def table_at(document: Document, place: Place, line: int, columns: tuple[str, ...] = ()) -> str | None:
    """Tell of which table a sentence at ``line`` speaks that names only ``columns``: the one that its
    headings name, else the only one that has them all, else the one defined last before it."""
    known = known_tables(document)
    for title in (place.lead, *reversed(place.titles)):
        name = find_table_name(title) if title else None
        match = next((each.name for each in known if name and same_thing(each.name, name)), None)
        if match:
            return match
        if name and title and title != place.lead and _names_a_table(title):
            return name
    fitting = [each for each in known if columns and each.columns.issuperset(columns)]
    within = [each for each in known if place.section.line <= each.line <= min(line, place.section.end_line)]
    if within and (not columns or within[-1] in fitting):
        return within[-1].name
    if len(fitting) == 1:
        return fitting[0].name
    ours = [each for each in (fitting or known) if not each.external]
    return ours[0].name if len(ours) == 1 else None


def _names_a_table(title: str) -> bool:
    low = title.lower()
    return " table" in low or "table:" in low or low.startswith(("table ", "entity"))

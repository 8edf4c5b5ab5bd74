"""Sentences that say where columns point: "`leader_id` and `deputy_id` refer to players"."""

import re
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.facts import ColumnFact, FieldFact, TableFact
from workbench.reading.statements.known_tables import Known
from workbench.reading.tables.table_names import same_thing

_POINTS = regex(
    r"(?P<columns>`[\w.]{1,90}`(?:(?:, | and |, and | & | y | und | et )`[\w.]{1,90}`){0,5})"
    r" (?:both |each |all |also )?(?:points? (?:to|at)|refers? to|references?|links? to|(?:is"
    r"|are) (?:a )?(?:foreign keys?|references?)"
    r" (?:to|into|of)|zeig(?:t|en) auf|verweis(?:t|en) auf|apuntan? a|référencent?)"
    r" (?:(?:a|an|the|other|another|die|der|das|la|los|las"
    r"|les) )?(?:table )?`?(?P<table>[A-Za-z_]\w{1,62})`?(?:\.`?(?P<key>\w{1,62})`?)?",
    re.IGNORECASE,
)
_NAME = regex(r"`(?:(\w{1,62})\.)?(\w{1,62})`")


def find_pointers(text: str, source: Source, known: tuple[Known, ...]) -> Iterator[TableFact]:
    """Give the references that a sentence states of columns of ``known`` tables; a column without a table before it
    is meant wherever it is one."""
    match = _POINTS.search(text[:600])
    target = next((each for each in known if match and same_thing(each.name, match["table"])), None)
    if match is None or target is None:
        return
    reference = f"{target.name}.{match['key'] or _key_of(target)}"
    for owner, column in _NAME.findall(match["columns"]):
        for each in known:
            if column in each.columns and (not owner or same_thing(each.name, owner)):
                field = FieldFact(column, source=source)
                yield TableFact(each.name, (ColumnFact(field, source, references=reference),), source, "statement")


def _key_of(table: Known) -> str:
    return next((name for name in ("id", f"{table.name.rstrip('s')}_id", "uuid") if name in table.columns), "id")

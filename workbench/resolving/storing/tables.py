"""Statements about tables, brought together: which of them speak of the same table, and which one leads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.patterns import regex
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.resolving.deciding.ranking import table_rank
from workbench.resolving.storing.stated import Statement
from workbench.resolving.words import plural, singular, snake

USERS = ("user", "app_user", "auth_user")
"""Keys of the tables that hold the users, whatever else is there."""

_NOISE = regex(r"\b(?:tables?|models?|entity|entities|schema|resource)\b|\bdb\.|^public\.", re.IGNORECASE)
_MIRROR = regex(
    r"(?:Create|Update|Read|Public|Response|Request|Base|In|Out|Dto|DTO|Payload|Input|Output|Schema|Patch|List|Summary)$"
)
_MIN_RIVAL = 3
_WHOLE = frozenset({"sql", "dbml", "prisma", "code"})
"""Notations that never show a part of a table."""


@dataclass(slots=True)
class TableDraft:
    """One table as all documents together describe it, most authoritative statement first."""

    key: str
    facts: list[TableFact]
    indexes: list[IndexFact] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The table's name: as a definition spells it, else the plural of what it is called."""
        return _table_name(self.facts)

    @property
    def implied(self) -> bool:
        """Whether nothing but suggestions speak of it."""
        return all(fact.implied for fact in self.facts)

    def columns(self) -> list[tuple[str, list[Statement]]]:
        """Give the columns in the order of the leading statement, those of fragments after them."""
        merged: dict[str, list[Statement]] = {}
        for fact in self.facts:
            for column in fact.columns:
                merged.setdefault(snake(column.field.name), []).append(Statement(column, fact.notation))
        return [(name, statements) for name, statements in merged.items() if name]

    def rivals(self) -> list[TableFact]:
        """Give the statements beside the leading one that describe the whole table, too."""
        lead = {snake(column.field.name) for column in self.facts[0].columns}
        return [fact for fact in self.facts[1:] if is_rival(fact, lead)]


def is_rival(fact: TableFact, lead: set[str]) -> bool:
    """Tell whether a statement describes a table as a whole and does not only add to it."""
    names = {snake(column.field.name) for column in fact.columns}
    least = 2 if fact.notation in _WHOLE else _MIN_RIVAL
    return len(names) >= least and len(names & lead) * 2 > len(names)


def collect_tables(facts: Iterable[TableFact], indexes: Iterable[IndexFact]) -> list[TableDraft]:
    """Group statements by the table that they speak of, in the order of the most authoritative ones."""
    groups: dict[str, list[TableFact]] = {}
    for fact in facts:
        if not _is_mirror(fact):
            groups.setdefault(table_key(fact.name), []).append(fact)
    drafts = [TableDraft(key, _led(found)) for key, found in groups.items() if key]
    by_key = {draft.key: draft for draft in drafts}
    for index in indexes:
        draft = by_key.get(table_key(index.table))
        if draft is not None:
            draft.indexes.append(index)
    return drafts


def table_key(name: str) -> str:
    """Give what identifies a table whatever way it is written: ``Tasks table``, ``Task``, ``tasks``."""
    return singular(_NOISE.sub("", name.strip('`*" ')).strip() or name)


def _is_mirror(fact: TableFact) -> bool:
    return fact.implied and bool(_MIRROR.search(fact.name)) and len(fact.name) > len("Update")


def _led(facts: Sequence[TableFact]) -> list[TableFact]:
    """Order statements by authority; where something real is there, suggestions are left out, and where a definition
    is there, the types of a client or a service that mirror it."""
    stated = [fact for fact in facts if not fact.implied] or list(facts)
    real = [fact for fact in stated if fact.notation not in ("interface", "statement")]
    real = [fact for fact in stated if fact.notation != "interface"] if real else stated
    with_columns = [fact for fact in real if fact.columns]
    return sorted(with_columns or real, key=table_rank) + (
        [] if not with_columns else [f for f in real if not f.columns]
    )


def _table_name(facts: Sequence[TableFact]) -> str:
    spelled = [_NOISE.sub("", fact.name.strip('`*" ')).strip() or fact.name for fact in facts]
    for name, fact in zip(spelled, facts, strict=True):
        if fact.notation in ("sql", "prisma", "dbml") or (name == name.lower() and " " not in name):
            return name if name.isidentifier() else snake(name)
    first = spelled[0]
    if all(fact.notation == "python" and not fact.implied for fact in facts):
        return first.lower()  # what SQLModel calls the table of a class that names none
    return plural(first)


def unknown_columns(draft: TableDraft, used: set[str]) -> dict[str, list[ColumnFact]]:
    """Give the columns that only rival descriptions have and that nothing else uses."""
    lead_fact = draft.facts[0]
    lead = {snake(column.field.name) for column in lead_fact.columns}
    rivals = draft.rivals()
    rival_lines = {id(fact) for fact in rivals}
    fragments = [fact for fact in draft.facts if fact is not lead_fact and id(fact) not in rival_lines]
    added = {snake(column.field.name) for fact in fragments for column in fact.columns}
    extra: dict[str, list[ColumnFact]] = {}
    for fact in rivals:
        for column in fact.columns:
            name = snake(column.field.name)
            if name not in lead and name not in added and name not in used:
                extra.setdefault(name, []).append(column)
    return extra

"""The book that sentences are read with: the nouns of a blueprint, and what it enforces by subject."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generators.blueprint import (
    CONFLICT,
    Column,
    ColumnRole,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    QueryUse,
    Rule,
    RuleKind,
    Settings,
    Source,
    users_among,
)
from workbench.patterns import regex
from workbench.reading.tongues.speaking import name_in_english
from workbench.resolving.words import plural, singular, snake, spelled_out, words

_COLUMN_WORDS = {
    "created_at": ("creation time", "creation date", "creation timestamp", "created date", "date created"),
    "updated_at": (
        "update time",
        "updated timestamp",
        "update timestamp",
        "last updated",
        "modification time",
        "updated",
    ),
    "completed": ("completion status", "complete", "done", "completed status", "completion state"),
    "is_completed": ("completion status", "complete", "completed", "done"),
    "due_date": ("due dates", "due time", "due at"),
    "due_at": ("due time", "due date", "due dates"),
    "password_hash": ("password", "passwords"),
    "hashed_password": ("password", "passwords"),
    "completed_at": ("completion time",),
    "email": ("email address", "emails", "email addresses", "e-mail"),
}
_UNITS = frozenset(
    {"kg", "g", "lb", "cm", "mm", "m", "km", "s", "ms", "sec", "secs", "seconds", "min", "mins", "minutes", "hours"}
) | {"days", "percent", "pct", "mb", "kb", "meters", "metres"}
"""The units that end names of columns, of which nobody speaks: the weight of ``weight_kg``."""
_MOST_LINES = 200
_WORD = regex(r"[^\W_]+")
_USER_NOUNS = ("user", "account", "person", "visitor", "customer", "member")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one blueprint: expressions for its nouns and columns, the ``phrases`` that those find, in small
    letters, and the words for ``persons`` who use it."""

    nouns: str
    columns: str
    phrases: tuple[str, ...]
    persons: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A blueprint's parts, ready to be looked up by what sentences call them."""

    settings: Settings
    entities: tuple[Entity, ...]
    operations: tuple[Operation, ...]
    rules: tuple[Rule, ...]
    ports: tuple[Operation, ...] = ()
    """The operations that wait for an implementation: what they do proves nothing, who may call them does."""
    persons: tuple[str, ...] = ()
    """What stories call those who use the backend, beside ``user``: ``As a collector, I want …``."""
    heard: str = ""
    """The texts that are read with it, as ``words_heard`` gives them: no word or phrase of others is looked for."""
    tongue: str = ""
    """The language of those texts that are not English, in which tables and columns may have their names."""

    @cached_property
    def nouns(self) -> dict[str, Entity]:
        """The entities by the words for one and for many of them."""
        found: dict[str, Entity] = {}
        for entity in self.entities:
            if entity.purpose in (EntityPurpose.JOIN, EntityPurpose.REFRESH_TOKENS):
                continue
            base = singular(entity.name)
            for name in (base, plural(entity.name), entity.singular, snake(entity.name)):
                found.setdefault(" ".join(words(name)), entity)
                found.setdefault("".join(words(name)), entity)
                if self.tongue:
                    found.setdefault(name_in_english(name, self.tongue), entity)
            if base.endswith("todo"):
                found.setdefault("to-do", entity)
                found.setdefault("to-dos", entity)
            # The entries of ticket_entries are entries, where nothing else is called so.
            first, _, rest = base.partition("_")
            if rest and first in {singular(one.name) for one in self.entities}:
                found.setdefault(" ".join(words(rest)), entity)
                found.setdefault(" ".join(words(plural(rest))), entity)
            if entity.purpose is EntityPurpose.USERS:
                for noun in _USER_NOUNS:
                    found.setdefault(noun, entity)
                    found.setdefault(plural(noun), entity)
        return found

    @cached_property
    def main(self) -> Entity | None:
        """The entity that most operations are about."""
        counts = [
            (sum(one.entity == entity.name for one in self.operations), -position, entity)
            for position, entity in enumerate(self.entities)
            if entity.purpose is EntityPurpose.DATA
        ]
        best = max(counts, key=lambda count: count[:2], default=None)
        return best[2] if best and best[0] else None

    @cached_property
    def noun_pattern(self) -> str:
        """A regular expression for any word that means an entity."""
        return _alternatives(self._spoken(self.nouns))

    @cached_property
    def noun_words(self) -> re.Pattern[str]:
        """Finds the words that mean an entity."""
        return re.compile(rf"\b{self.noun_pattern}\b", re.IGNORECASE)

    @cached_property
    def named_columns(self) -> re.Pattern[str]:
        """Finds the words that mean a column."""
        return re.compile(rf"\b{self.column_pattern}\b", re.IGNORECASE)

    @cached_property
    def column_words(self) -> dict[str, set[str]]:
        """The column names by the words that mean them."""
        found: dict[str, set[str]] = {}
        for entity in self.entities:
            for column in entity.columns:
                spoken = [name_in_english(snake(column.name), self.tongue)] if self.tongue else []
                for phrase in (*column_phrases(column), *self._person(column), *spoken):
                    found.setdefault(phrase, set()).add(column.name)
                short = snake(column.name).removeprefix(f"{singular(entity.name)}_")
                if short != snake(column.name) and short not in ("id", "by"):
                    found.setdefault(" ".join(words(short)), set()).add(column.name)
        for operation in self.operations:
            for one in operation.body:
                found.setdefault(" ".join(words(one.name)), set()).add(one.column or one.name)
                found.setdefault(one.name.lower(), set()).add(one.column or one.name)
                if one.column is None:
                    found.setdefault(plural(one.name).replace("_", " "), set()).add(one.name)
        return found

    def _person(self, column: Column) -> list[str]:
        """Give the word for the user whom a column holds, where no table is called so: ``assignee``."""
        plain = " ".join(words(column.name)).removesuffix(" id")
        refers = self.users is not None and column.references and column.references.entity == self.users.name
        return [plain] if refers and plain not in self.nouns else []

    @cached_property
    def column_pattern(self) -> str:
        """A regular expression for any word that means a column."""
        return _alternatives(self._spoken(self.column_words))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that patterns are searched with."""
        phrases = dict.fromkeys(phrase.lower() for words in (self.nouns, self.column_words) for phrase in words)
        return Vocabulary(self.noun_pattern, self.column_pattern, tuple(sorted(self._spoken(phrases))), self.persons)

    @cached_property
    def openers(self) -> frozenset[str]:
        """The words that names of several words begin with."""
        return frozenset(phrase.split()[0] for phrase in (*self.nouns, *self.column_words) if " " in phrase)

    def _spoken(self, phrases: Iterable[str]) -> Iterable[str]:
        """Give the phrases that can stand in the texts: all where those are not known."""
        if not self.heard:
            return phrases
        return (one for one in phrases if _plain(one) in self.heard)

    def entity_called(self, phrase: str | None) -> Entity | None:
        """Give the entity that a noun means."""
        if phrase not in self._called:
            self._called[phrase] = self.nouns.get(" ".join((phrase or "").lower().replace("_", " ").split()))
        return self._called[phrase]

    @cached_property
    def _called(self) -> dict[str | None, Entity | None]:
        """What was looked up so far; most phrases are asked for again and again."""
        return {}

    def columns_called(self, phrase: str) -> set[str]:
        """Give the names of the columns that a phrase can mean."""
        if phrase not in self._columns_called:
            plain = " ".join(phrase.lower().replace("`", "").split())
            found = self.column_words.get(plain) or self.column_words.get(plain.replace("_", " "))
            self._columns_called[phrase] = found or set()
        return self._columns_called[phrase]

    @cached_property
    def _columns_called(self) -> dict[str, set[str]]:
        """What was looked up so far, as above."""
        return {}

    def taken_status(self, entity: str | None) -> int:
        """Give the status that answers a value which another row of the table has."""
        return next((one.taken_status for one in self.entities if one.name == entity), CONFLICT)

    def of(self, entity: Entity | None, *kinds: OperationKind) -> list[Operation]:
        """Give the operations of those kinds on an entity, or on any where none is given."""
        return [one for one in self.operations if one.kind in kinds and (entity is None or one.entity == entity.name)]

    def recording(self, entity: Entity) -> list[Operation]:
        """Give the operations that leave rows in a table along with what they do."""
        return [one for one in self.operations if any(record.entity == entity.name for record in one.records)]

    def ruled(self, kind: RuleKind, entity: str | None = None, columns: Iterable[str] = ()) -> list[Rule]:
        """Give the rules of a kind, on an entity and any of the columns where those are given."""
        wanted = set(columns)
        return [
            rule
            for rule in self._by_kind.get(kind, ())
            if (entity is None or rule.entity == entity) and (not wanted or wanted & set(rule.columns))
        ]

    @cached_property
    def _by_kind(self) -> dict[RuleKind, list[Rule]]:
        found: dict[RuleKind, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.kind, []).append(rule)
        return found

    def operations_at(self, source: Source) -> list[Operation]:
        """Give the operations in whose description a line stands."""
        return list(self._told_at.get((source.file, source.line), {}).values())

    @cached_property
    def _told_at(self) -> dict[tuple[str, int], dict[str, Operation]]:
        """The operations by each line that tells of them, by their ids; a whole document tells of none."""
        found: dict[tuple[str, int], dict[str, Operation]] = {}
        for one in self.operations:
            for own in one.sources:
                for line in range(own.line, own.end_line + 1) if own.end_line - own.line < _MOST_LINES else ():
                    found.setdefault((own.file, line), {})[one.id] = one
        return found

    def entity_of(self, column: str, near: Sequence[Entity | None] = ()) -> Entity | None:
        """Give the entity that a column belongs to: one that is near, or the only one that has it."""
        for entity in near:
            if entity is not None and self.holds(entity, column):
                return entity
        holding = [entity for entity in self.entities if self.holds(entity, column)]
        return holding[0] if len(holding) == 1 else None

    def holds(self, entity: Entity, column: str) -> bool:
        """Tell whether an entity has a column of that name, or a body of one of its operations such a field."""
        if entity.has(column):
            return True
        return column in self._given.get(entity.name, ())

    @cached_property
    def _given(self) -> dict[str | None, set[str]]:
        """The fields that bodies give, by entity."""
        found: dict[str | None, set[str]] = {}
        for one in self.operations:
            found.setdefault(one.entity, set()).update(part.name for part in one.body)
        return found

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters that select something, in small letters, where no plain word is written so."""
        every = (query for one in self.operations for query in one.query if query.use is not QueryUse.IGNORED)
        return frozenset(one.name.lower() for one in every if "_" in one.name or one.name != one.name.lower())

    @cached_property
    def role_words(self) -> dict[str, str]:
        """The roles by the words for one and for many of those who have them."""
        found = {
            form.replace("_", " "): role
            for role in self.settings.roles
            for form in (role.lower(), plural(role.lower()))
        }
        if "admin" in found:
            found |= {"administrator": found["admin"], "administrators": found["admin"]}
        return found

    @cached_property
    def users(self) -> Entity | None:
        """The entity that holds the users."""
        return users_among(self.entities)


def words_heard(texts: Iterable[str]) -> str:
    """Give the words of some texts for a book: in small letters with blanks between them, each text once."""
    return "\n".join(dict.fromkeys(map(_plain, texts)))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def column_phrases(column: Column) -> list[str]:
    """Give the words that mean a column: its name in several styles and common ways to say it."""
    plain = " ".join(words(column.name))
    found = [column.name.lower(), plain, *_COLUMN_WORDS.get(snake(column.name), ())]
    if column.type.name.value == "array" or column.role is ColumnRole.PLAIN:
        found.append(plural(column.name).replace("_", " "))
        found.append(singular(column.name).replace("_", " "))
    full = " ".join(map(spelled_out, words(column.name)))
    if full != plain:
        found += [full, plural(full).replace("_", " ")]
    *stem, last = words(column.name) or ("",)
    if stem and spelled_out(last) == "quantity":
        found.append(" ".join(stem))
    if stem and last in _UNITS:
        found.append(" ".join(stem))
    if stem and last in ("on", "at"):
        found += [f"{' '.join(stem)} {noun}" for noun in ("date", "time")]
    if "_" in column.name:
        head, *tail = words(column.name)
        found.append(head + "".join(tail))
    if plain.startswith("is "):
        found.append(plain.removeprefix("is "))
    return [phrase for phrase in dict.fromkeys(found) if phrase]


def _alternatives(phrases: Iterable[str]) -> str:
    """Give an expression for any of some phrases, the longest first; ``due date`` finds ``due_date`` as well."""
    every = set(phrases)
    distinct = [one for one in every if "_" not in one or one.replace("_", " ") not in every]
    ordered = sorted(distinct, key=lambda phrase: (-len(phrase), phrase))
    return (
        "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"[\s_]") for phrase in ordered) + ")"
        if ordered
        else r"(?!x)x"
    )

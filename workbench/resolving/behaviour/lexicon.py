"""The lexicon of behaviour: the words of a project for roles, states, tables and columns, as patterns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generators.blueprint import Column, ColumnRole, Entity, EntityPurpose, TypeName
from workbench.resolving.behaviour.states import find_state
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import compile_words
from workbench.resolving.words import plural, singular, stem, words

_AND = r"(?:,? (?:and|or) |, )"


@dataclass(frozen=True)
class Lexicon:
    """A book of nouns, with the roles that users can have."""

    book: Book
    roles: tuple[str, ...]

    @cached_property
    def role_words(self) -> dict[str, str]:
        """The roles by the words for one and for many of those who have them."""
        found: dict[str, str] = {}
        for role in self.roles:
            plain = " ".join(words(role))
            for form in (plain, plural(plain).replace("_", " ")):
                found.setdefault(form, role)
            if plain == "admin":
                found |= {"administrator": role, "administrators": role}
        return found

    @cached_property
    def role_list(self) -> str:
        """A pattern for one or several roles: ``agents and admins``."""
        one = rf"(?:an? |the |any |all )?(?:{_any_of(self.role_words)})(?: users?)?"
        return rf"{one}(?:{_AND}{one})*"

    @cached_property
    def states(self) -> dict[str, set[str]]:
        """The choices of all columns by the words that mean them."""
        found: dict[str, set[str]] = {}
        for entity in self.book.entities:
            for column in entity.columns:
                for choice in column.limits.choices:
                    found.setdefault(" ".join(words(choice)), set()).add(choice)
                    found.setdefault(choice.lower(), set()).add(choice)
        return found

    @cached_property
    def state_list(self) -> str:
        """A pattern for one or several states: ``resolved or closed``."""
        one = rf"(?:{_any_of(self.states)})"
        return rf"{one}(?:{_AND}(?:nor )?{one})*"

    def pattern(self, expression: str) -> re.Pattern[str]:
        """Give an expression with ``{roles}``, ``{states}``, ``{noun}`` and ``{column}`` filled in."""
        if expression not in self._patterns:
            text = expression.replace("{roles}", self.role_list).replace("{states}", self.state_list)
            self._patterns[expression] = compile_words(text, self.book.noun_pattern, self.book.column_pattern)
        return self._patterns[expression]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """The patterns that some clause needed so far."""
        return {}

    # --- what words mean

    def roles_in(self, text: str) -> tuple[str, ...]:
        """Give the roles that a text names, in the order of the project's own."""
        found = {
            self.role_words[match.lower()] for match in re.findall(rf"\b(?:{_any_of(self.role_words)})\b", text, re.I)
        }
        return tuple(role for role in self.roles if role in found)

    def states_in(self, text: str, entity: Entity) -> tuple[Column, tuple[str, ...]] | None:
        """Give the column of an entity and those of its choices that a text names; nothing where a word is none."""
        named = [part.strip(" `'\"") for part in re.split(r"\b(?:and|or|nor)\b|,", text) if part.strip(" `'\"")]
        for column in entity.columns:
            found = [find_state(column, name) for name in named]
            if column.role is ColumnRole.PLAIN and found and all(found):
                return column, tuple(state for state in found if state)
        return None

    def entity_called(self, text: str) -> Entity | None:
        """Give the table that a noun means; the users only where they are called so."""
        entity = self.book.entity_called(text)
        if entity is self.book.users and singular(text) in {singular(role) for role in self.roles}:
            return None
        return entity

    def column_called(self, text: str, entity: Entity) -> Column | None:
        """Give the column of an entity that a phrase means."""
        names = self.book.columns_called(text)
        return next((column for column in entity.columns if column.name in names), None)

    def user_column(self, word: str, entity: Entity) -> Column | None:
        """Give the column that holds the user of whom a word speaks: ``assignee``, ``assigned``, ``reviewer``."""
        wanted = _root(word)
        for column in entity.columns:
            users = column.references and self._is_users(column.references.entity)
            if users and wanted in {_root(part) for part in words(column.name)}:
                return column
        return None

    def _is_users(self, table: str) -> bool:
        return any(one.name == table and one.purpose is EntityPurpose.USERS for one in self.book.entities)

    def flag_called(self, word: str, entity: Entity) -> tuple[Column, bool | str] | None:
        """Give what an adjective says of a row: a boolean column that is true, or the choice of another one."""
        wanted = stem(word.lower())
        for column in entity.columns:
            if column.type.name is TypeName.BOOLEAN and wanted in {stem(part) for part in words(column.name)}:
                return column, True
        for column in entity.columns:
            state = find_state(column, word) if column.role is ColumnRole.PLAIN else None
            if state:
                return column, state
        return None


def _root(word: str) -> str:
    """Cut a word for a person or a deed to what they share: ``assignee`` and ``assigned`` are ``assign``."""
    plain = word.lower()
    for ending in ("ees", "ee", "ers", "er", "ors", "or"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return stem(plain[: -len(ending)])
    return stem(plain)


def _any_of(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"[\s_-]") for phrase in ordered) or r"(?!x)x"

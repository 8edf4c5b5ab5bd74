"""What a sentence is listened to with: the words for tables, columns, states and people, and how to say numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generators.blueprint import Column, ColumnRole, Entity, Operation, OperationKind
from workbench.resolving.prose.book import Book
from workbench.resolving.words import plural, singular, snake, spelled_out, stem, words

_NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
NUMBER = rf"(?:\d[\d,]*|{'|'.join(_NUMBER_WORDS)})"
"""A whole number in digits or as a word."""
MOST = r"(?:at most|at the most|up to|no more than|not more than|a maximum of|max(?:imum|\.)?(?: of)?)"
"""The words that make a number the highest one."""
ANSWERS = r"(?:answers?|returns?|gets?|responds? with|fails? with|(?:is|are) (?:answered|refused|rejected)(?: with)?)"
"""The words before a status code."""
LEAD = r"(?:(?:the )?(?:system|backend|api|server|application|service) )?(?:(?:must|shall|should|will) )?"
"""How a sentence begins that says what the backend does."""
TAIL = (
    r"(?:\s*[;,:–—-]+\s*(?:and )?(?:an?y? |the |each |every )?(?:more|other|further|next|one|excess|additional)"
    rf"(?: [\w-]+){{0,5}}? {ANSWERS} (?:an? )?(?P<status>4\d\d)(?: with (?:a |the )?Retry-After(?: header)?)?)?"
)
"""What happens to what is beyond a limit, where the sentence goes on to say it."""


@dataclass(frozen=True)
class Ear:
    """The book of a project, and the entity and the column that a text is about before it says anything.

    ``heading`` is what stands above it where that names a password, which no column is called after.
    """

    book: Book
    about: Entity | None = None
    column: Column | None = None
    heading: str = ""

    def entity(self, phrase: str | None) -> Entity | None:
        """Give the entity that a noun means; a role means the users."""
        if phrase and snake(singular(phrase.strip())) in self.roles:
            return self.book.users
        return self.book.entity_called(phrase)

    @property
    def roles(self) -> frozenset[str]:
        """The roles that users can have."""
        users = self.book.users
        column = users.with_role(ColumnRole.USER_ROLE) if users else None
        stated = column.limits.choices if column else ()
        return frozenset(snake(role) for role in (*stated, *self.book.settings.roles))

    @property
    def nouns(self) -> str:
        """A regular expression for a noun, or for the people of a role."""
        people = "|".join(re.escape(form) for role in sorted(self.roles) for form in (plural(role), role))
        return rf"(?:{self.book.noun_pattern}{'|' + people if people else ''})"

    def to(self, entity: Entity, target: Entity | None) -> Column | None:
        """Give the column by which rows of ``entity`` belong to one of ``target``; the owner comes first."""
        if target is None:
            return None
        referring = [one for one in entity.columns if one.references and one.references.entity == target.name]
        owner = next((one for one in referring if one.role is ColumnRole.OWNER), None)
        return owner or (referring[0] if referring else None)

    def state(self, entity: Entity, word: str | None) -> tuple[str, str] | None:
        """Give the column that holds a state of that name, with the state as it is stored."""
        for column in entity.columns if word else ():
            for choice in column.limits.choices:
                if snake(choice) == snake(word or ""):
                    return column.name, choice
        return None

    def column_of(self, entity: Entity | None, phrase: str) -> Column | None:
        """Give the column of ``entity`` that a phrase means: ``unit price``, ``amounts``, ``seats``."""
        if entity is None:
            return None
        named = self.book.columns_called(phrase) | self.book.columns_called(singular(phrase))
        plain = snake(singular(phrase.strip()))
        for column in entity.columns:
            if column.name in named or snake(column.name) == plain:
                return column
        wanted = _roots(phrase)
        fitting = [one for one in entity.columns if wanted and wanted == _roots(one.name)]
        return fitting[0] if len(fitting) == 1 else None

    def creating(self, entity: Entity | None) -> list[Operation]:
        """Give the operations that create rows of an entity."""
        return self.book.of(entity, OperationKind.CREATE) if entity else []

    def acting(self, entity: Entity | None, verb: str) -> list[Operation]:
        """Give the operations on rows of an entity whose path ends with a verb: ``cancelling`` means ``/cancel``."""
        if entity is None:
            return []
        acts = self.book.of(entity, OperationKind.ACT, OperationKind.TOGGLE)
        return [one for one in acts if stem(one.path.rpartition("/")[2].replace("-", "_")) == stem(verb.lower())]


Rules = tuple[str, ...]
Hearing = Callable[[re.Match[str], Ear], Rules | None]
"""Gives the lines of the notation that a match says, or nothing where it says none after all."""


def _roots(name: str) -> set[str]:
    """Give what the words of a name share with their other forms, short ones in full."""
    return {stem(singular(spelled_out(word))) for word in words(name)}


def number(text: str) -> int:
    """Give the number that digits or a word say."""
    plain = text.lower().replace(",", "")
    return int(plain) if plain.isdigit() else _NUMBER_WORDS.index(plain)


def fits(match: re.Match[str], status: int) -> bool:
    """Tell whether the sentence names no status for what is beyond the limit, or the one that is answered."""
    said = match.groupdict().get("status")
    return said is None or int(said) == status

"""What a sentence calls by name: the columns and tables in it, however they are spelled."""

from collections.abc import Iterable
from functools import lru_cache

from generators.blueprint import Column, Entity, EntityPurpose
from workbench.patterns import regex
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import plural, snake

_WORD = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")


@lru_cache(maxsize=8192)
def spelled(text: str) -> str:
    """Give the words of a text as one name, so that ``due date``, ``dueDate`` and ``due_date`` are one."""
    return f"_{'_'.join(word.lower() for word in _WORD.findall(text))}_".replace("_e_mail", "_email")


def longest(keys: Iterable[str]) -> tuple[str, ...]:
    """Leave out the names that are a part of another one: ``id`` beside ``user_id``."""
    found = list(keys)
    return tuple(key for key in found if not any(key != other and key in other for other in found))


class _Called:
    """What is called by which names, each between underscores as ``spelled`` gives it."""

    def __init__(self, called: dict[str, str]) -> None:
        self._called = called
        self._order = {key: place for place, key in enumerate(called)}
        self._by_first: dict[str, list[str]] = {}
        for key in called:
            self._by_first.setdefault(key.split("_")[1], []).append(key)

    def found_in(self, text: str) -> tuple[str, ...]:
        """Give what a text calls by name, in the order in which it is known."""
        within = spelled(text)
        keys = [key for word in set(within.split("_")) for key in self._by_first.get(word, ()) if key in within]
        return tuple(dict.fromkeys(self._called[key] for key in longest(sorted(keys, key=self._order.__getitem__))))


class Names:
    """The names of the tables and columns of a backend, to be found in sentences."""

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        data = [one.name for one in entities if one.purpose is EntityPurpose.DATA]
        self._only = tuple(data) if len(data) == 1 else ()
        self._people = frozenset(one.name for one in entities if one.purpose is EntityPurpose.USERS)
        tables = {f"_{name}_": one.name for one in entities for name in (one.singular, plural(one.singular))}
        singulars = {one.singular for one in entities}
        for one in entities:
            # The entries of ticket_entries are entries, where nothing else is called so.
            first, _, rest = one.singular.partition("_")
            for name in (rest, plural(rest)) if rest and first in singulars else ():
                tables.setdefault(f"_{name}_", one.name)
        columns = {f"_{snake(column.name)}_": column.name for one in entities for column in one.columns}
        for name in list(columns.values()):
            columns.setdefault(f"_{plural(name)}_", name)
        self._entities, self._columns = _Called(tables), _Called(columns)
        self._holding: dict[str, dict[str, Column]] = {}
        for one in entities:
            for column in one.columns:
                self._holding.setdefault(column.name, {})[one.name] = column

    def entities_of(self, statement: Statement) -> tuple[str, ...]:
        """Give the tables that a sentence, else its heading, else its document names; else the only one."""
        for text in (statement.text, *reversed(statement.titles), statement.source.file):
            if found := self.entities_in(text):
                return found
        return self._only

    def entities_in(self, text: str) -> tuple[str, ...]:
        """Give the tables that a text names."""
        return self._entities.found_in(text)

    def columns_of(self, statement: Statement) -> tuple[str, ...]:
        """Give the columns that a sentence, else its heading names."""
        for text in (statement.text, *reversed(statement.titles)):
            if found := self.columns_in(text):
                return found
        return ()

    def columns_in(self, text: str) -> tuple[str, ...]:
        """Give the columns that a text names."""
        return self._columns.found_in(text)

    def owner_of(self, column: str, statement: Statement) -> str | None:
        """Give the table whose column a sentence means, where that is clear."""
        holding = self._holding.get(column, {})
        if len(holding) == 1:
            return next(iter(holding))
        named = [entity for entity in self.entities_of(statement) if entity in holding]
        # Of the bookings of a guest, it is the bookings that are spoken of.
        things = [entity for entity in named if entity not in self._people] or named
        return things[0] if len(things) == 1 else None

    def qualified(self, column: str, statement: Statement) -> str:
        """Give the column together with its table, where several have it and a heading tells which is meant."""
        holding = self._holding.get(column, {})
        for title in reversed(statement.titles) if len(holding) > 1 else ():
            named = [entity for entity in self.entities_in(title) if entity in holding]
            if len(named) == 1:
                return f"{named[0]}.{column}"
        return column

    def place_of(self, subject: str) -> str:
        """Give a column together with its table, where that is clear: a name that was qualified, or that one has."""
        holding = self._holding.get(subject, {})
        return subject if "." in subject else f"{next(iter(holding))}.{subject}" if len(holding) == 1 else ""

    def column(self, entity: str, name: str) -> Column | None:
        """Give a column, where the table has it."""
        return self._holding.get(name, {}).get(entity)

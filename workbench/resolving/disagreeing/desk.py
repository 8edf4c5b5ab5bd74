"""The desk where sentences of all documents are compared."""

from functools import cached_property, lru_cache
from math import log

from generators.blueprint import Operation, Source
from workbench.resolving.disagreeing.deeds import Deeds
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import NOTHING, Statement, Surroundings, meaning_of
from workbench.resolving.index import Index
from workbench.resolving.serving.endpoints import Endpoint


@lru_cache(maxsize=512)
def _named_after(file: str) -> frozenset[str]:
    return meaning_of(file.rpartition("/")[2].rpartition(".")[0])


_APART = frozenset(
    """
    get put post patch delet access refres login signup logout admin guest free pro paid daily weekl monthl
    creat updat small large first last from start end low high befor after read writ
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""Words that tell one thing from its counterpart."""


class Desk:
    """Where sentences are compared; ``said`` has them by their words. ``nouns`` are the words of tables and columns:
    two sentences that name different ones speak of different things."""

    def __init__(
        self,
        statements: tuple[Statement, ...],
        nouns: frozenset[str],
        context: Surroundings = NOTHING,
        said: Index[Statement] | None = None,
    ) -> None:
        self.statements = statements
        self.nouns = nouns
        self.context = context
        self.said = said or Index((one.text, one) for one in statements)
        self.tables = frozenset().union(*(meaning_of(one.name) for one in context.entities))
        self._telling = nouns | _APART
        self._every = len(statements) + 1
        self._files: dict[str, frozenset[str]] = {}
        self._count: dict[str, int] = {}
        for statement in statements:
            for word in statement.meaning:
                self._count[word] = self._count.get(word, 0) + 1

    @cached_property
    def names(self) -> Names:
        """The names of tables and columns, to be found in sentences."""
        return Names(self.context.entities)

    @cached_property
    def deeds(self) -> Deeds:
        """What the operations do, to be found in sentences."""
        return Deeds(self.context)

    @cached_property
    def weighed(self) -> Index[Statement]:
        """The sentences that only tell why something was chosen, by their words."""
        return Index((one.text, one) for one in self.context.decisions)

    def endpoints_at(self, line: Source) -> list[Endpoint]:
        """Give the endpoints in whose description a line stands."""
        return self._described.get((line.file, line.line), [])

    def operation_at(self, line: Source) -> tuple[Operation, Endpoint] | None:
        """Give the operation in whose description a line stands."""
        here = self.endpoints_at(line)
        return self.deeds.built(here[0]) if here else None

    def operation_of(self, statement: Statement) -> tuple[Operation, Endpoint] | None:
        """Give the operation that a sentence names, stands in, or whose document it is."""
        line = statement.source
        here = self.endpoints_at(line) or self.endpoints_in(line.file)
        return self.deeds.named(statement.text) or (self.deeds.built(here[0]) if len(here) == 1 else None)

    def endpoints_in(self, file: str) -> list[Endpoint]:
        """Give the endpoints that a document describes."""
        return [one for one in self.context.endpoints if any(fact.source.file == file for fact in one.facts)]

    @cached_property
    def _described(self) -> dict[tuple[str, int], list[Endpoint]]:
        found: dict[tuple[str, int], list[Endpoint]] = {}
        for endpoint in self.context.endpoints:
            lines = ((one.file, line) for one in endpoint.sources for line in range(one.line, one.end_line + 1))
            for place in dict.fromkeys(lines):
                found.setdefault(place, []).append(endpoint)
        return found

    def weight(self, meaning: frozenset[str]) -> float:
        """Tell how much some words say: rare ones much, those of every other sentence little."""
        return sum(0.3 + log(self._every / self._count.get(word, 1)) for word in meaning)

    def is_rare(self, meaning: frozenset[str]) -> bool:
        """Tell whether one of the words is in few sentences only."""
        return any(self._count.get(word, 0) <= max(4, self._every // 8) for word in meaning)

    def is_noun(self, meaning: frozenset[str]) -> bool:
        """Tell whether words are nothing but the name of one table or column."""
        return len(meaning) == 1 and meaning <= self.nouns

    def _about(self, file: str) -> frozenset[str]:
        if file not in self._files:
            self._files[file] = _named_after(file) & self.nouns
        return self._files[file]

    def placed(self, statement: Statement) -> frozenset[str]:
        """Give the tables and columns that the last heading and the document of a sentence are named after."""
        return self._about(statement.source.file) | (meaning_of(" ".join(statement.titles[-1:])) & self.nouns)

    def apart(self, left: Statement, right: Statement) -> bool:
        """Tell whether two documents are each about a table of their own: ``comments.md`` and ``posts.md``."""
        mine, other = self._about(left.source.file), self._about(right.source.file)
        return bool(mine and other) and not mine & other

    def likeness(self, left: Statement, right: Statement) -> float:
        """Tell from 0 to 1 how far one of two sentences speaks of what the other speaks of."""
        if left.source.file == right.source.file and left.titles == right.titles:
            return 0.0
        if self.apart(left, right):
            return 0.0
        shared = left.meaning & right.meaning
        mine, other = left.meaning - right.meaning, right.meaning - left.meaning
        if len(shared) < 2 or (mine & self._telling and other & self._telling):
            return 0.0
        weight = self.weight(shared)
        return weight / (weight + min(self.weight(mine), self.weight(other)))

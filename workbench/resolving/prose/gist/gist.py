"""The gist of a text: its words by sense, with the nouns, columns, numbers and calls of the blueprint among them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import Column, Entity, Operation, Source
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Sentence
from workbench.resolving.prose.gist.senses import lexicon, openers, weak

ENTITY, COLUMN, PARAMETER, NUMBER, STATUS, CALL, PATH, ROLE, USER, VALID = (
    "ENTITY",
    "COLUMN",
    "PARAMETER",
    "NUMBER",
    "STATUS",
    "CALL",
    "PATH",
    "ROLE",
    "USER",
    "VALID",
)
EVERYWHERE = frozenset({USER, VALID, "REQUESTS"})
"""Senses of words that any text may hold."""
_TOKEN = regex(
    r"(?:GET|POST|PUT|PATCH|DELETE) +/[\w{}/:.-]*(?:\?[^\s,;)]*)?|\"[^\"]*\""
    r"|[^\W\d][\w'’-]*(?:\.[a-z_]\w*)?|\d+(?:\.\d+)?|[<>=×*+]+|(?<![\w)])/[\w{}/:*-]+"
)
_LONGEST = 4
_SHORT = 200
_FILL = ("FILL", "MANNER")


@dataclass(frozen=True, slots=True)
class Part:
    """One word or phrase of a text with its sense."""

    sense: str
    text: str


@dataclass(frozen=True, slots=True)
class Gist:
    """The parts of a text in order."""

    parts: tuple[Part, ...]
    sentence: Sentence
    book: Book

    @property
    def senses(self) -> frozenset[str]:
        """The senses that occur."""
        return frozenset(part.sense for part in self.parts)

    def texts(self, sense: str) -> list[str]:
        """Give the words of a sense."""
        return [part.text for part in self.parts if part.sense == sense]

    def says(self, *senses: str) -> bool:
        """Tell whether one of some senses occurs."""
        return not self.senses.isdisjoint(senses)

    @property
    def statuses(self) -> list[int]:
        """The statuses that are named."""
        return [int(text) for text in self.texts(STATUS)]

    @property
    def entity(self) -> Entity | None:
        """The entity that the text is about: named in it, or by what stands around it."""
        named = [self.book.entity_called(text) for text in self.texts(ENTITY)]
        return next((one for one in named if one is not None), None) or self.sentence.entity or self.sentence.about

    @property
    def scope(self) -> list[Operation]:
        """The operations that the text is about: those of its place, of a call in it, of its entity, or all."""
        every = list(self.book.operations)
        if calls := self.texts(CALL):
            return [one for one in every if any(is_call(text, one) for text in calls)]
        if self.sentence.here:
            return list(self.sentence.here)
        named = [self.book.entity_called(text) for text in self.texts(ENTITY)]
        wanted = {one.name for one in named if one is not None}
        return [one for one in every if not wanted or one.entity in wanted]

    @property
    def reached(self) -> list[Operation]:
        """The operations whose callers the text is about: the ports that it names or stands at among them."""
        calls, source = self.texts(CALL), self.sentence.source
        at = [one for one in self.book.ports if any(each.holds(source) and _is_short(each) for each in one.sources)]
        named = [one for one in self.book.ports if any(is_call(text, one) for text in calls)]
        ports = named if calls else at
        return [*(self.scope if calls or self.sentence.here or not ports else []), *ports]

    def columns(self) -> list[tuple[Entity, Column]]:
        """Give the columns that are named, each of the nearest entity that has it."""
        found: list[tuple[Entity, Column]] = []
        for text in (*self.texts(COLUMN), *(text for text in self.texts("USERID") if "_" in text)):
            names = sorted(self.book.columns_called(text))
            near = [self.entity, self.sentence.about, *self.book.entities]
            owner = next((one for one in near if one is not None and any(one.has(name) for name in names)), None)
            found += [(owner, owner.column(name)) for name in names if owner is not None and owner.has(name)][:1]
        return list(dict.fromkeys(found))


def _is_short(source: Source) -> bool:
    """Tell whether a source is a description of one thing, and no whole document."""
    return source.end_line - source.line < _SHORT


def is_call(text: str, operation: Operation) -> bool:
    """Tell whether ``GET /items/42`` means an operation: a sample may stand in place of a parameter."""
    method, _, path = text.partition(" ")
    wanted, own = path.strip().partition("?")[0].strip("/").split("/"), operation.path.strip("/").split("/")
    return (
        method.upper() == operation.method
        and len(wanted) == len(own)
        and all(theirs == ours or ours.startswith("{") for theirs, ours in zip(wanted, own, strict=True))
    )


def gist_of(text: str, sentence: Sentence, book: Book, plain: frozenset[str] | set[str]) -> Gist | None:
    """Read the gist of a text, of which every word has a sense or is ``plain``: says nothing of its own."""
    words = _TOKEN.findall(text)
    parts: list[Part] = []
    position = 0
    while position < len(words):
        part, width = _part_at(words, position, book)
        if part is None and words[position].lower() not in plain:
            return None
        if part is not None and part.sense not in _FILL:
            parts.append(part)
        position += width
    return Gist(tuple(parts), sentence, book)


def _part_at(words: list[str], position: int, book: Book) -> tuple[Part | None, int]:
    """Give the part that begins at a word, the longest that is known, with how many words it takes."""
    senses = lexicon()
    word = words[position]
    if " /" in word:
        return Part(CALL, word), 1
    if word[0] == "/":
        return Part(PATH, word), 1
    if word.isdigit() and len(word) == 3 and word[0] in "2345":
        return Part(STATUS, word), 1
    if word[0].isdigit():
        return Part(NUMBER, word), 1
    if "." in word:
        table, _, name = word.partition(".")
        return _dotted(table, name, book), 1
    said = [one.lower().replace("’", "'") for one in words[position : position + _LONGEST]]
    first = said[0].partition("_")[0]
    for width in range(len(said) if first in openers() or first in book.openers else 1, 0, -1):
        phrase = " ".join(said[:width])
        for found in _meanings(phrase, senses, book):
            return found, width
    return None, 1


def _dotted(table: str, name: str, book: Book) -> Part | None:
    """Give the column of ``rooms.floor``; a key by itself, as in ``rooms.id``, only says what is referenced."""
    entity = book.entity_called(table.replace("_", " "))
    if entity is None or not entity.has(name):
        return None
    return Part(_FILL[0] if entity.column(name).primary_key else COLUMN, name)


def _meanings(phrase: str, senses: dict[str, str], book: Book) -> Iterator[Part]:
    entity = book.entity_called(phrase) or book.entity_called(phrase.removesuffix("'s").removesuffix("'"))
    if entity is not None:
        yield Part(USER if entity is book.users else ENTITY, phrase.removesuffix("'s").removesuffix("'"))
    if phrase in senses:
        yield Part(senses[phrase], phrase)
    if phrase in book.role_words:
        yield Part(ROLE, book.role_words[phrase])
    if phrase in ("user", "users", "caller", "user's", "users'"):
        yield Part(USER, phrase)
    if book.columns_called(phrase):
        yield Part(COLUMN, phrase)
    if phrase in book.parameters:
        yield Part(PARAMETER, phrase)
    if phrase in weak():
        yield Part(weak()[phrase], phrase)

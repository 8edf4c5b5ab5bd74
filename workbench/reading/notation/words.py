"""The words of a line, each with its column, and the cursor that walks along them."""

from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.notation.clauses import Scalar

_TOKEN = regex(
    r"(?P<space>\s+)|(?P<string>\"[^\"]*\"|'[^']*')|(?P<number>-?\d[\d_]*(?:\.\d+)?(?![\w]))|(?P<word>[^\W\d]\w*(?:-[^\W\d]\w*)*)"
    r"|(?P<path>/[\w{}/.-]*(?::[\w{}/.-]+)*)|(?P<symbol>->|\.\.|<=|>=|!=|[<>=:;,.*()])"
)
_LONGEST = 2000


class NotationError(Exception):
    """A line that is no rule: ``column`` tells where (from 1), ``text`` what was expected there."""

    def __init__(self, column: int, text: str) -> None:
        super().__init__(text)
        self.column = column
        self.text = text


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number, string or symbol of a line; ``at`` is its column, from 1."""

    kind: str
    text: str
    at: int

    @property
    def value(self) -> Scalar:
        """What it stands for: text, a number, true, false or null."""
        if self.kind == "string":
            return self.text[1:-1]
        if self.kind == "number":
            plain = self.text.replace("_", "")
            return float(plain) if "." in plain else int(plain)
        return {"true": True, "false": False, "null": None}.get(self.text, self.text)


def split_words(line: str, start: int = 0) -> tuple[Word, ...]:
    """Split a line from the position ``start`` on; raises ``NotationError`` at a letter that means nothing."""
    words: list[Word] = []
    position = start
    if len(line) > _LONGEST:
        raise NotationError(_LONGEST, f"a rule is at most {_LONGEST} characters long")
    while position < len(line):
        match = _TOKEN.match(line, position)
        if match is None:
            raise NotationError(position + 1, f"{line[position]!r} means nothing here")
        if match.lastgroup != "space":
            words.append(Word(match.lastgroup or "", match[0], position + 1))
        position = match.end()
    return tuple(words)


class Cursor:
    """Walks along the words of a line; what is not as expected raises ``NotationError`` with its column."""

    def __init__(self, words: tuple[Word, ...], end: int) -> None:
        self._words = words
        self._position = 0
        self._end = end

    @property
    def here(self) -> Word:
        """The word to be read next; one of the kind ``end`` behind the last."""
        return self._words[self._position] if self._position < len(self._words) else Word("end", "", self._end)

    def peek(self, ahead: int = 1) -> Word:
        """Give a word further on."""
        position = self._position + ahead
        return self._words[position] if position < len(self._words) else Word("end", "", self._end)

    def move(self) -> Word:
        """Give the next word and go on."""
        word = self.here
        self._position += 1
        return word

    def takes(self, *texts: str) -> bool:
        """Go on behind these words where they stand here, one after another."""
        if all(self.peek(ahead).text.lower() == text for ahead, text in enumerate(texts)):
            self._position += len(texts)
            return True
        return False

    def fail(self, expected: str) -> NotationError:
        """Give the error that something else was expected here."""
        found = f"found {self.here.text!r}" if self.here.kind != "end" else "the line ends"
        return NotationError(self.here.at, f"expected {expected}, {found}")

    def expect(self, *texts: str) -> None:
        """Go on behind these words; raises where they do not stand here."""
        for text in texts:
            if self.here.text.lower() != text:
                raise self.fail(f"{text!r}")
            self.move()

    def name(self, what: str) -> str:
        """Give the name that stands here."""
        if self.here.kind != "word":
            raise self.fail(what)
        return self.move().text

    def names(self, what: str) -> tuple[str, ...]:
        """Give names with commas between them."""
        found = [self.name(what)]
        while self.takes(","):
            found.append(self.name(what))
        return tuple(found)

    def texts(self, what: str) -> tuple[str, ...]:
        """Give names or strings with commas between them."""
        found = [self.text(what)]
        while self.takes(","):
            found.append(self.text(what))
        return tuple(found)

    def text(self, what: str) -> str:
        """Give the name or string that stands here."""
        if self.here.kind not in ("word", "string"):
            raise self.fail(what)
        word = self.move()
        return word.text[1:-1] if word.kind == "string" else word.text

    def number(self, what: str) -> int | float:
        """Give the number that stands here."""
        if self.here.kind != "number":
            raise self.fail(what)
        value = self.move().value
        return value if isinstance(value, int | float) else 0

    def whole(self, what: str) -> int:
        """Give the whole number that stands here."""
        word = self.here
        value = self.number(what)
        if not isinstance(value, int):
            raise NotationError(word.at, f"expected {what}, found {word.text!r}")
        return value

    def value(self, what: str) -> Scalar:
        """Give the value that stands here: a number, a string, a name, true, false or null."""
        if self.here.kind not in ("word", "string", "number"):
            raise self.fail(what)
        return self.move().value

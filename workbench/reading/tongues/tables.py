"""Tables: the words of a language with the English for each, ready to be looked up in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from unicodedata import normalize

import inflection

_NUMBER = r"\d+(?:[.,]\d+)*"
_DIGITS = re.compile(_NUMBER)


@dataclass(frozen=True)
class Tongue:
    """A language. ``words`` gives the English for each word and phrase, ``#`` standing for a number; ``orders`` is what
    it puts in another order, applied first; where ``parted``, words have blanks between them, elsewhere one may have
    one of the ``endings``, which tell its part in the sentence."""

    words: Mapping[str, str]
    orders: tuple[tuple[re.Pattern[str], str], ...]
    parted: bool
    endings: Mapping[str, str]

    @cached_property
    def known(self) -> frozenset[str]:
        """The single words that occur in words and phrases."""
        return frozenset(word for phrase in self.words for word in phrase.split())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words and phrases of the language, the longest first."""
        gap = r"\s+" if self.parted else r"\s*"
        longest = sorted(self.words, key=lambda phrase: (-len(phrase), phrase))
        spoken = (gap.join(map(re.escape, one.split())).replace(r"\#", _NUMBER) for one in longest)
        each = f"(?P<word>{'|'.join(spoken)})"
        if self.parted:
            return re.compile(rf"(?<!\w){each}(?!\w)", re.IGNORECASE)
        endings = "|".join(map(re.escape, sorted(self.endings, key=len, reverse=True)))
        ending = rf"(?P<ending>{endings})?(?![가-힣])" if endings else "(?P<ending>)"
        return re.compile(each + ending, re.IGNORECASE)

    @cached_property
    def keys(self) -> dict[str, str]:
        """The English by what is looked up: words without blanks, whose numbers are ``#``."""
        return {phrase.replace(" ", ""): english for phrase, english in self.words.items()}

    def translated(self, text: str) -> str:
        """Give a text with its words in English; words that are not known stay as they stand."""
        return self.pattern.sub(self._english, text)

    def _english(self, match: re.Match[str]) -> str:
        numbers = iter(_DIGITS.findall(match["word"]))
        english = self.keys["".join(_DIGITS.sub("#", match["word"].lower()).split())]
        said = re.sub("#", lambda _: next(numbers), english)
        if not self.parted:
            return f" {said}{self.endings.get(match['ending'] or '', '')} "
        return said[:1].upper() + said[1:] if match["word"][0].isupper() else said


@cache
def tongue_called(name: str) -> Tongue:
    """Give the language of a module here."""
    module = import_module(f"{__package__}.{name}")
    words: dict[str, str] = {}
    exact = list(_words(module.WORDS.strip().splitlines(), getattr(module, "FORMS", ())))
    for word, english in (*exact, *((fold(word), english) for word, english in exact)):
        words.setdefault(word, english)
    orders = tuple((re.compile(said, re.IGNORECASE), english) for said, english in module.ORDERS)
    endings = getattr(module, "ENDINGS", None)
    return Tongue(words, orders, endings is None, endings or {})


def _words(lines: Iterable[str], forms: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Read ``required = obligatori~ | requerid~``, with ``forms`` for the ``~``; a line that begins with ``+`` gives
    nouns, which have the English plural where theirs is made as in Romance languages."""
    for line in lines:
        english, _, spoken = line.partition(" = ")
        noun = english.removeprefix("+")
        for word in (part.strip().lower() for part in spoken.split(" | ")):
            for form in [word.replace("~", ending) for ending in forms] if "~" in word else [word]:
                yield form, noun
                if noun != english:
                    yield from ((many, str(inflection.pluralize(noun))) for many in _many(form))


def _many(word: str) -> Iterator[str]:
    """Give the plurals of a noun as Romance languages make them."""
    first, _, rest = word.partition(" ")
    for one, many in (("", "s"), ("", "es"), ("ão", "ões"), ("em", "ens"), ("ión", "iones")):
        if first.endswith(one):
            yield f"{first.removesuffix(one)}{many} {rest}".strip()


def fold(text: str) -> str:
    """Give a text without the accents of its Latin letters."""
    return text if text.isascii() else "".join(normalize("NFD", one)[0] if one < "ʰ" else one for one in text)

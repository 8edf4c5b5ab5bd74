r"""What a text must hold before an expression can be found in it: derived from the expression, without compiling it.

``(?:the )?tokens? (?:expires?|lasts?) after`` needs ``token``, one of ``expire`` and ``last``, and ``after``. To look
for those words takes a hundredth of what compiling the expression takes, and most sentences lack one of them.
"""

from collections.abc import Iterator
from functools import lru_cache

from workbench.patterns import regex

Words = tuple[str, ...]
"""Words, in small letters, of which a text must hold one."""
Needs = tuple[tuple[Words, ...], ...]
"""The ways to meet an expression, each all the words that it takes; a way without any needs nothing."""

_TOKEN = regex(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?P<\w+>|(?!\?)))|(?P<odd>\(\?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<optional>[*?][?+]?|\{0?(?:,\d*)?\}\??)|(?P<times>\+[?+]?|\{\d+(?:,\d*)?\}\??)|(?P<word>[\w'’-]+)"
    r"|(?P<other>\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|\{\w+\}|.)"
)
_MOST_WAYS = 6
"""How many words a way is asked for; the longest say most."""


@lru_cache(maxsize=2048)
def needs_of(expression: str) -> Needs:
    """Give what a text must hold for an expression to be found in it, whatever the case of its letters."""
    tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(expression)]
    if any(kind == "odd" for kind, _ in tokens):
        return ((),)
    ways = _ways(iter(tokens))
    return tuple(tuple(sorted(dict.fromkeys(way), key=_weakness)[:_MOST_WAYS]) for way in ways)


def meets(needs: Needs, lowered: str) -> bool:
    """Tell whether a text in small letters holds all that one of the ways needs."""
    return any(_holds_all(way, lowered) for way in needs)


def _holds_all(way: tuple[Words, ...], lowered: str) -> bool:
    # Asked hundreds of thousands of times, most often about a single word: loops cost a third of what nested
    # generators do.
    for words in way:
        for word in words:
            if word in lowered:
                break
        else:
            return False
    return True


def _ways(tokens: Iterator[tuple[str, str]]) -> list[list[Words]]:
    """Read alternatives up to the end, or to the bracket that closes them."""
    ways: list[list[Words]] = [[]]
    piece: list[Words] = []
    """What the last piece needs, as long as no mark behind it makes it optional."""
    word = ""
    for kind, text in tokens:
        if kind == "optional":
            piece = _word(word[:-1])
            continue
        if kind == "times":
            continue
        ways[-1] += piece
        piece = []
        word = text.lower() if kind == "word" else ""
        if kind == "word":
            piece = _word(word)
        elif kind == "open":
            piece = _any_of(_ways(tokens))
        elif kind == "look":
            _ways(tokens)
        elif kind == "bar":
            ways.append([])
        elif kind == "close":
            return ways
    ways[-1] += piece
    return ways


def _word(word: str) -> list[Words]:
    return [(word,)] if len(word) > 1 or word.isdigit() else []


def _any_of(ways: list[list[Words]]) -> list[Words]:
    """Give what a bracket needs: all that its only way needs, or of several ways the word that says most of each."""
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return []
    return [tuple(dict.fromkeys(word for way in ways for word in min(way, key=_weakness)))]


def _weakness(words: Words) -> tuple[int, int]:
    """Order what is needed: long words are rarer than short ones, and one is rarer than any of many."""
    return -min(map(len, words)), len(words)

r"""What a text must hold before an expression can be found in it: derived from the expression, without compiling it.

``(?:the )?tokens? (?:expires?|lasts?) after`` needs ``token``, one of ``expire`` and ``last``, and ``after``. To look
for those words takes a hundredth of what compiling the expression takes, and most sentences lack one of them.
"""

from functools import cache, lru_cache
from pathlib import Path

from workbench.compiling import SHELF

Words = tuple[str, ...]
"""Words, in small letters, of which a text must hold one."""
Way = tuple[Words, ...]
"""All that one way to meet an expression takes; a way without any needs nothing."""
Needs = tuple[Way, ...]

_TOKEN = (
    r"\(\?<?[=!]|\(\?:|\(\?P<\w+>|\(\?|[()|]|[*?][?+]?|\{[\d,]+\}\??|\+[?+]?|\{\w+\}|\\d|[\w'’-]+"
    r"|(?:\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^d])|[^\w'’(){|*+?\\\[-])+|."
)
_DIGITS = tuple("0123456789")
_MOST_WORDS = 6
"""How many words a way is asked for; the longest say most."""


@lru_cache(maxsize=4096)
def needs_of(expression: str, slots: tuple[str, ...] = ()) -> Needs:
    """Give what a text must hold for an expression to be found in it, whatever the case of its letters.

    Of a blueprint's words the expression holds names, ``{noun}``; those among ``slots`` are needed as they stand.
    It is kept for the next process: ``find_needs`` is for an expression that is made of one project's words.
    """
    return SHELF.recall(("needs", _written(), expression, slots), lambda: find_needs(expression, slots))


@cache
def _written() -> int:
    """Tell when this module was written: what another state of it found is not what it would find."""
    return Path(__file__).stat().st_mtime_ns


def find_needs(expression: str, slots: tuple[str, ...] = ()) -> Needs:
    """Find what ``needs_of`` gives."""
    ways: list[list[Words]] = [[]]
    outer: list[tuple[list[list[Words]], bool]] = []
    piece: list[Words] = []
    """What the last piece needs, as long as no mark behind it makes it optional."""
    word = ""
    for token in SHELF.compile(_TOKEN, 0).findall(expression):
        mark = token[0]
        if mark in "*?" or token.startswith(("{0", "{,")):
            piece = _word(word[:-1])
            continue
        if mark == "+" or (mark == "{" and token[1].isdigit()):
            continue
        ways[-1] += piece
        piece, word = [], ""
        if mark.isalnum() or mark in "_'’-":
            word = token.lower()
            piece = _word(word)
        elif token == "(?":
            return ((),)
        elif mark == "(":
            outer.append((ways, token[-1] in "=!"))
            ways = [[]]
        elif mark == "|":
            ways.append([])
        elif mark == ")":
            inner, (ways, is_around) = ways, outer.pop()
            piece = [] if is_around else _any_of(inner)
        elif token == r"\d":
            piece = [_DIGITS]
        elif token in slots:
            piece = [(token,)]
    ways[-1] += piece
    return tuple(tuple(sorted(dict.fromkeys(way), key=_weakness)[:_MOST_WORDS]) for way in ways)


def meets(needs: Needs, lowered: str) -> bool:
    """Tell whether a text in small letters holds all that one of the ways needs."""
    # Asked hundreds of thousands of times, most often about a single word: loops cost a third of what nested
    # generators do.
    for way in needs:
        for words in way:
            for word in words:
                if word in lowered:
                    break
            else:
                break
        else:
            return True
    return False


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

"""Names as people write them, brought into one form so that they can be compared."""

from functools import cache, lru_cache

import inflection

from workbench.patterns import regex

_SPLIT = regex(r"OAuth(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_INVARIANT = frozenset({
    "status", "address", "access", "process", "progress", "news", "series", "data", "media", "sms", "staff",
})  # fmt: skip
DEEDS = frozenset(
    """
    accept activate add aggregate approve archive assign authenticate book calculate cancel change check clear
    close complete compute confirm connect count create deactivate delete describe disable disconnect download
    edit enable end exchange exclude export fetch finish flag follow generate get give import invite issue join
    leave like link list log login logout lookup mark merge move obtain open partially pause pay permanently
    pick pin ping process publish query rate react receive record refresh refund register reject release remove
    rename reopen replace report request reserve reset resolve restore resume retrieve return revoke save
    schedule search send set show sign start stop store submit subscribe switch sync tell toggle track
    transcribe unassign undo unfollow unlike unlink unpin unsubscribe update upload upsert validate verify view
    withdraw
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""What operations do, in one word."""


def split_words(text: str) -> list[str]:
    """Split a text where words end, also within ``dueDate`` and ``due_date``."""
    return _SPLIT.findall(text)


@cache
def words(name: str) -> tuple[str, ...]:
    """Split ``dueDate``, ``due-date``, ``due_date`` or ``Due Date`` into its lower-case words."""
    return tuple(word.lower() for word in split_words(name))


@cache
def snake(name: str) -> str:
    """Give the snake-case form of a name."""
    return "_".join(words(name))


@cache
def singular(name: str) -> str:
    """Give the snake-case name of one of those."""
    *head, last = words(name) or ("",)
    if last not in _INVARIANT:
        last = str(inflection.singularize(last))
    return "_".join([*head, last])


@cache
def plural(name: str) -> str:
    """Give the snake-case name of many of those."""
    *head, last = words(name) or ("",)
    if last not in _INVARIANT or last in ("status", "address", "access", "process"):
        last = str(inflection.pluralize(last))
    return "_".join([*head, last])


_SHORT = {"qty": "quantity", "amt": "amount", "desc": "description", "num": "number", "avg": "average"}


def spelled_out(word: str) -> str:
    """Give the whole word for one that names of columns shorten: ``quantity`` for ``qty``."""
    return _SHORT.get(word, word)


_DOUBLED = regex(r"(?<=..)([bcdfgklmnprstvz])\1$")
_IRREGULAR = {"paid": "pay", "sent": "send", "sold": "sell", "held": "hold", "lent": "lend", "begun": "begin"}


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Cut a verb to what its forms share: ``complete``, ``completed`` and ``completing`` are ``complet``.

    A consonant that some forms double stands once: ``ship`` and ``shipped`` are ``ship``.
    """
    word = _IRREGULAR.get(word, word)
    for ending in ("ing", "es", "ed", "s", "d", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _DOUBLED.sub(r"\1", word[: -len(ending)].rstrip("e"))
    return _DOUBLED.sub(r"\1", word)


_INFINITIVES = ("en", "ar", "er", "ir", "re", "ern", "eln", "ate", "y", "e")
"""How verbs end of which other forms take something else instead, in English and in languages around it."""
_LONGEST_ENDING = 4


def is_form(word: str, verb: str) -> bool:
    """Tell whether a word is a form of a verb: ``denied`` of ``deny``, ``suspended``, ``pagada`` of ``pagar``,
    ``zurueckgegeben`` of ``zurueckgeben``."""
    if stem(word) == stem(verb):
        return True
    roots = [verb, *(verb.removesuffix(ending) for ending in _INFINITIVES if verb.endswith(ending))]
    forms = [word, *(word[:place] + word[place + 2 :] for place in range(len(word)) if word.startswith("ge", place))]
    return any(
        len(root) > 2 and form.startswith(root) and len(form) - len(root) <= _LONGEST_ENDING
        for root in roots
        for form in forms
    )


def is_akin(verb: str, noun: str) -> bool:
    """Tell whether a verb and the last word of a noun are of one kin: ``apply`` and ``application``."""
    last = words(noun)[-1] if words(noun) else ""
    shared = next((place for place, (one, two) in enumerate(zip(verb, last, strict=False)) if one != two), len(verb))
    return shared >= max(3, min(len(verb), len(last)) - 2)


def same_name(left: str, right: str) -> bool:
    """Tell whether two names mean the same thing, whatever their case, style and number."""
    return singular(left) == singular(right)


def join_words(items: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Give ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def join_some(items: list[str], most: int) -> str:
    """Give ``a, b and 3 more``: the first ones, and how many are left."""
    return join_words([*items[:most], *([f"{len(items) - most} more"] if len(items) > most else [])])

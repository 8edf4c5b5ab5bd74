"""Speaking: a sentence of another language in the English words that rules are read by.

Each language is a table of words, with the few ways in which it orders them otherwise. Nothing is understood here: a
word that no table holds stays as it is, and keeps its sentence from being read as a rule. What is quoted stays as
well, and so do paths and names of columns.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.tongues.tables import Tongue, fold, tongue_called

_LETTERS = regex(r"[À-ÖØ-öø-ɏ一-鿿가-힣]")
_HANGUL, _HAN, _KANA = regex(r"[가-힣]"), regex(r"[一-鿿]"), regex(r"[぀-ヿ]")
_MARKS_TEXT = """
    el los las una con sin para puede pueden debe deben solo campo obligatorio obligatoria obligatorios requerido
    requerida valores defecto caracteres opcional usuario usuarios
    le les une est sont avec sans doit doivent peut peuvent champ obligatoire requis facultatif
    der das und oder nicht ein eine einen ist sind mit ohne nur muss darf kann erforderlich pflichtfeld
    uma com sem pode podem deve devem apenas somente
"""
_MARKS = frozenset(_MARKS_TEXT.split())
"""Words of which one stands in most sentences of these languages that are written without an accent."""
_LATIN = ("spanish", "portuguese", "french", "german")
_WORD = regex(r"[^\W\d_]+")
_KEPT = regex(r"\"[^\"]*\"|“[^”]*”|`[^`]*`|«[^»]*»|(?<!\w)/[\w{}/:.-]+|\b\w+_\w+|\b[a-z]+[A-Z]\w*")
_LOOSE = regex(r" +(?=[.,;:)])|(?<=\() +|(?<= ) +")
_OPENING = regex(r"(?:^|(?<=[.!] ))[a-z]")


@lru_cache(maxsize=8192)
def in_english(text: str) -> str:
    """Give a sentence in English words as far as those of another language are known; an English one as it is."""
    tongue = _tongue_of(text)
    return _said(text, tongue_called(tongue)) if tongue else text


def tongue_among(texts: Iterable[str]) -> str:
    """Give the language of most of the texts that are not English; an empty text where all are."""
    counts = Counter(tongue for text in texts if (tongue := _tongue_of(text)) is not None)
    return max(sorted(counts), key=lambda tongue: counts[tongue], default="")


def name_in_english(name: str, tongue: str) -> str:
    """Give what a table or column is called in English: ``due date`` for ``fecha_limite``."""
    return tongue_called(tongue).translated(name.replace("_", " ")).lower()


@lru_cache(maxsize=8192)
def _tongue_of(text: str) -> str | None:
    """Tell the language of a text; nothing where that is English or none that is known."""
    if _LETTERS.search(text) is None and _MARKS.isdisjoint(text.lower().split()):
        return None
    if _HANGUL.search(text):
        return "korean"
    if _HAN.search(text):
        return None if _KANA.search(text) else "chinese"
    words = {word for word in _WORD.findall(fold(text).lower()) if len(word) > 1}
    most, name = max((len(words & tongue_called(name).known), name) for name in _LATIN)
    return name if most > 1 and most * 2 >= len(words) else None


def _said(text: str, tongue: Tongue) -> str:
    """Give a text with what it quotes as it stands, and the words between in English."""
    for order, english in tongue.orders:
        text = order.sub(english, text)
    found, start = list[str](), 0
    for kept in _KEPT.finditer(text):
        found += [tongue.translated(text[start : kept.start()]), kept[0]]
        start = kept.end()
    said = _LOOSE.sub("", "".join((*found, tongue.translated(text[start:])))).strip()
    return _OPENING.sub(lambda letter: letter[0].upper(), said)

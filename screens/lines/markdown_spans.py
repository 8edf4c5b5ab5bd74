"""Markdown and what stands in its fences, highlighted line by line as it comes into view."""

import re
from functools import cache, lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Literal, Name, Number, String, Token
from pygments.util import ClassNotFound

from screens.lines.sheet import Span

_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_FENCE = re.compile(r"\s*(```+|~~~+)\s*(\w*)")
_INLINE = re.compile(
    r"(?P<code>`[^`]+`)|(?P<emphasis>\*\*[^*]+\*\*)|(?P<link>\[[^\]]+\]\([^)]*\))"
    r"|(?P<keyword>\b(?:GET|POST|PUT|PATCH|DELETE|MUST NOT|MUST|SHALL|SHOULD)\b)|(?P<comment><!--.*?-->)"
)
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")

_TONES = (
    (Comment, "comment"),
    (Keyword, "keyword"),
    (Name.Tag, "keyword"),
    (Name.Function, "function"),
    (Name.Class, "type"),
    (Name.Builtin, "type"),
    (String, "string"),
    (Number, "number"),
    (Literal, "string"),
)


class MarkdownSpans:
    """The coloured parts of a Markdown text."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Keep the text; fences are found when the first line is shown."""
        self._lines = lines
        self._languages: list[str | None] | None = None

    def __call__(self, index: int) -> list[Span]:
        """Give the spans of the line of that index."""
        if self._languages is None:
            self._languages = fence_languages(self._lines)
        language = self._languages[index]
        text = self._lines[index]
        return _prose(text) if language is None else list(code_spans(text, language))


class CodeSpans:
    """The coloured parts of a text in another notation, each line for itself."""

    def __init__(self, lines: tuple[str, ...], language: str) -> None:
        """Keep the text and the name of its language."""
        self._lines = lines
        self._language = language

    def __call__(self, index: int) -> list[Span]:
        """Give the spans of the line of that index."""
        return list(code_spans(self._lines[index], self._language))


def fence_languages(lines: tuple[str, ...]) -> list[str | None]:
    """Tell for each line the language of the fence around it; none outside, ``-`` on the fence itself."""
    languages: list[str | None] = []
    closing, language = "", ""
    for text in lines:
        match = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if match and not closing:
            closing, language = match[1], match[2].lower() or "-"
            languages.append("-")
        elif match and match[1].startswith(closing):
            closing = ""
            languages.append("-")
        else:
            languages.append(language if closing else None)
    return languages


@lru_cache(maxsize=4096)
def code_spans(text: str, language: str) -> tuple[Span, ...]:
    """Colour one line of code by itself."""
    lexer = _lexer(language)
    if lexer is None or len(text) > 2000:
        return ((0, len(text), "code"),) if language == "-" else ()
    return tuple(
        (start, start + len(value), tone)
        for start, token, value in lexer.get_tokens_unprocessed(text)
        if (tone := _tone(token))
    )


def _prose(text: str) -> list[Span]:
    if _HEADING.match(text):
        return [(0, len(text), "heading")]
    spans: list[Span] = []
    if bullet := _BULLET.match(text):
        spans.append((0, bullet.end(), "keyword"))
    spans.extend((match.start(), match.end(), match.lastgroup or "") for match in _INLINE.finditer(text[:4000]))
    return spans


def _tone(token: object) -> str:
    return next((tone for kind, tone in _TONES if token in kind), "") if token is not Token else ""


@cache
def _lexer(language: str) -> Lexer | None:
    if language == "-":
        return None
    try:
        return get_lexer_by_name({"jsonc": "json", "ts": "typescript"}.get(language, language))
    except ClassNotFound:
        return None

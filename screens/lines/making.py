"""Making sheets of texts: whole files with their marks, and excerpts of several files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from generators.blueprint import Source
from screens.lines.markdown_spans import CodeSpans, MarkdownSpans
from screens.lines.python_spans import PythonSpans
from screens.lines.sheet import Line, Sheet, Spans, clean
from screens.marks import Mark

_LANGUAGES = {
    ".py": "python", ".md": "markdown", ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".sql": "sql",
    ".toml": "toml", ".ini": "ini", ".feature": "gherkin", ".mako": "python", ".example": "bash",
}  # fmt: skip
_WRAPPED = {"markdown", "text"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shown line stands: a file and its line."""

    file: str
    line: int


def language_of(path: str) -> str:
    """Name the notation of a file by its ending."""
    return _LANGUAGES.get(PurePosixPath(path).suffix.lower(), "text")


def spans_for(language: str, lines: tuple[str, ...]) -> Spans | None:
    """Give what highlights lines of that language."""
    if language == "python":
        return PythonSpans(lines)
    if language == "markdown":
        return MarkdownSpans(lines)
    return None if language == "text" else CodeSpans(lines, language)


def file_sheet(path: str, text: str, marks: Mapping[int, Mark] | None = None) -> Sheet:
    """Make a sheet of a whole file; ``marks`` by line number."""
    return _marked_sheet(path, text, marks) if marks else code_sheet(path, text)


@lru_cache(maxsize=64)
def code_sheet(path: str, text: str) -> Sheet:
    """Make a sheet of a whole file without marks; the same text is prepared once."""
    return _marked_sheet(path, text, {})


def _marked_sheet(path: str, text: str, marks: Mapping[int, Mark]) -> Sheet:
    texts = tuple(clean(line) for line in text.split("\n"))
    if texts and not texts[-1]:
        texts = texts[:-1]
    lines = tuple(
        Line(content, "", marks.get(number), number, (), Place(path, number)) for number, content in enumerate(texts, 1)
    )
    language = language_of(path)
    return Sheet(lines, spans_for(language, texts), language in _WRAPPED)


def excerpt_sheet(parts: Sequence[tuple[Source, str]], marks: Mapping[str, Mapping[int, Mark]] | None = None) -> Sheet:
    """Make a sheet of lines out of several files: each source with its own text, a citation above it."""
    lines: list[Line] = []
    texts: list[str] = []
    painters: list[tuple[int, int, Spans]] = []
    wrap = False
    for source, text in parts:
        language = language_of(source.file)
        wrap = wrap or language in _WRAPPED
        if lines:
            lines.append(Line(""))
        lines.append(Line(str(source), "title", target=Place(source.file, source.line)))
        numbered = [(number, clean(content)) for number, content in enumerate(text.split("\n"), source.line)]
        painter = spans_for(language, tuple(content for _, content in numbered))
        if painter:
            painters.append((len(lines), len(lines) + len(numbered), painter))
        shown = (marks or {}).get(source.file, {})
        lines.extend(
            Line(content, "", shown.get(number), number, (), Place(source.file, number)) for number, content in numbered
        )
        texts.extend(content for _, content in numbered)
    return Sheet(tuple(lines), _Painters(tuple(painters)), wrap)


@dataclass(frozen=True, slots=True)
class _Painters:
    """Highlights of several texts that stand one below the other."""

    parts: tuple[tuple[int, int, Spans], ...]

    def __call__(self, index: int) -> list[tuple[int, int, str]]:
        """Give the spans of the line of that index."""
        for first, last, painter in self.parts:
            if first <= index < last:
                return painter(index - first)
        return []


def cut(text: str, source: Source) -> str:
    """Give the lines of ``text`` that ``source`` names."""
    return "\n".join(text.split("\n")[source.line - 1 : source.end_line])

"""Documents: the specification files of a project folder, found in a fixed order and read as text.

A file that cannot be read (binary, too large, no permission, a link out of the folder) becomes a
``Finding`` of one sentence, and the others are read nevertheless.
"""

import os
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from generators.blueprint import Source
from workbench.errors import SpecsUnreadable, UsageError
from workbench.reading.facts import Finding
from workbench.reading.layout.disclosures import open_disclosures
from workbench.reading.layout.markdown import Section, parse_markdown
from workbench.reading.layout.other_marks import translate_marks
from workbench.reading.layout.outline import Place, walk_places

SPEC_FOLDERS = ("specs", ".specify/specs", ".kiro/specs", "openspec/specs")
"""Where projects keep specifications; one project may have several."""

WRITTEN_BY_US = frozenset({"specs/database/migrations"})
"""Descriptions that generating writes: reading them back would make output its own input."""

SUFFIXES = frozenset({
    ".md", ".markdown", ".yaml", ".yml", ".json", ".sql", ".dbml", ".prisma", ".feature", ".mmd", ".mermaid", ".puml",
})  # fmt: skip

LARGEST = 5 * 1024 * 1024
"""In bytes; no specification that people write comes near it."""

CLARIFICATIONS = "specs/clarifications.md"


@dataclass(frozen=True)
class Document:
    """The text of one file (``file`` relative to the project folder, Unix line ends, no byte-order
    mark). ``linked`` holds the (file, text) of other documents that this one refers to by ``$ref``."""

    file: str
    text: str
    linked: tuple[tuple[str, str], ...] = ()

    @cached_property
    def suffix(self) -> str:
        """The lower-case suffix with its dot."""
        return PurePosixPath(self.file).suffix.lower()

    @property
    def is_markdown(self) -> bool:
        """Whether this is Markdown that states facts; the accepted answers are read on their own."""
        return self.suffix in (".md", ".markdown") and self.file != CLARIFICATIONS

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, without their ends."""
        return tuple(self.text.split("\n"))

    @cached_property
    def line_count(self) -> int:
        """How many lines the text has."""
        return self.text.count("\n") + 1

    @cached_property
    def _starts(self) -> "array[int]":
        starts = array("I", (0,))
        starts.extend(match.end() for match in re.finditer("\n", self.text))
        return starts

    def line(self, number: int) -> str:
        """Give one line, from 1, where the text is too long to be split into all of them."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < self.line_count else len(self.text)
        return self.text[start:end]

    @cached_property
    def sections(self) -> Section:
        """The tree of headings and blocks of a Markdown document: shared, only to be read."""
        return parse_markdown(translate_marks(open_disclosures(blank_comments(blank_front_matter(self.text)))))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The blocks of a Markdown document with their surroundings, which most readers walk through."""
        return tuple(walk_places(self.sections))

    def source(self, line: int, end_line: int | None = None) -> Source:
        """Give the source of the lines ``line`` to ``end_line``, both inside and kept within the text."""
        last = self.line_count
        first = min(max(line, 1), last)
        return Source(self.file, first, min(max(end_line or first, first), last))


def blank_front_matter(text: str) -> str:
    """Empty the lines of YAML front matter, so that all others keep their numbers."""
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---\n", 3)
    if end < 0:
        return text
    return "\n" * text.count("\n", 0, end + 5) + text[end + 5 :]


def blank_comments(text: str) -> str:
    """Empty ``<!-- comments -->``: what people commented out is no specification."""
    if "<!--" not in text:
        return text
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join(parts) + text[position:]


def find_documents(folder: Path) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Read all specification files of the project ``folder``, in the order of their paths.

    Raises ``UsageError`` when the folder cannot be used, and ``SpecsUnreadable`` when it holds no
    specification or none that can be read.
    """
    root = _usable(folder)
    documents: list[Document] = []
    findings: list[Finding] = []
    for path in _candidates(root):
        file = path.relative_to(root).as_posix()
        text, obstacle = _read_text(root, path)
        if obstacle:
            findings.append(Finding(Source(file, 1, 1), f"{file}: {obstacle}"))
        else:
            documents.append(Document(file, text))
    if not documents:
        raise SpecsUnreadable(_nothing_to_read(folder, findings))
    return _linked(documents), tuple(findings)


def _usable(folder: Path) -> Path:
    try:
        root = folder.resolve(strict=True)
        if not root.is_dir():
            raise UsageError(f"{folder}: is no folder; pass the project folder that holds specs/.")
        os.scandir(root).close()
    except FileNotFoundError:
        raise UsageError(f"{folder}: there is no such folder; pass the project folder that holds specs/.") from None
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{folder}: cannot be opened ({error}); pass a readable project folder.") from None
    return root


def _nothing_to_read(folder: Path, findings: list[Finding]) -> str:
    if len(findings) == 1:
        return findings[0].text
    if findings:
        return f"{folder}: none of its {len(findings)} specification files can be read; first: {findings[0].text}"
    if folder.resolve().name == "specs":
        return f"{folder}: is the specs folder itself; pass the project folder above it."
    return f"{folder}: there are no specifications; write them to specs/api, specs/database and specs/features there."


def _candidates(root: Path) -> Iterator[Path]:
    found: set[Path] = set()
    for name in SPEC_FOLDERS:
        for base, folders, files in os.walk(root / name):
            here = Path(base)
            if here.relative_to(root).as_posix() in WRITTEN_BY_US:
                folders.clear()
                continue
            found.update(here / file for file in files if Path(file).suffix.lower() in SUFFIXES)
            found.update(here / link for link in folders if (here / link).is_symlink())
    yield from sorted(found, key=lambda path: path.as_posix())


def _read_text(root: Path, path: Path) -> tuple[str, str]:
    """Give the text, or the sentence that says why there is none."""
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            return "", "is a link that leaves the project folder; copy what it points to into the project."
        if real.is_dir():
            return "", "is a link to a folder, and such links are not followed; put the folder itself there."
        if not real.is_file():
            return "", "is no regular file; replace it by a text file or remove it."
        if (size := real.stat().st_size) > LARGEST:
            return "", f"is too large ({size / 1024 / 1024:.0f} MB, the limit is 5 MB); split it or move it elsewhere."
        data = real.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return "", f"cannot be read ({reason}); make it readable or remove it."
    return _decode(data)


def _decode(data: bytes) -> tuple[str, str]:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return "", f"is not UTF-8 text (byte {error.start}); save it as UTF-8 or remove it."
    if "\0" in text:
        return "", "is not text (it holds NUL bytes); replace it by a text file or remove it."
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""


def _linked(documents: list[Document]) -> tuple[Document, ...]:
    """Hand every YAML or JSON document that refers to other files the texts of all of those."""
    structured = tuple((d.file, d.text) for d in documents if d.suffix in (".yaml", ".yml", ".json"))
    return tuple(
        Document(document.file, document.text, tuple(pair for pair in structured if pair[0] != document.file))
        if document.suffix in (".yaml", ".yml", ".json") and _refers_out(document.text)
        else document
        for document in documents
    )


def _refers_out(text: str) -> bool:
    return any("$ref" in line and "#" not in line.split("$ref", 1)[1][:5] for line in text.split("\n"))

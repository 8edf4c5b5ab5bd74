"""The base path of a document's endpoints, stated once or for a section."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.describing.labels import Part, classify, split_label
from workbench.reading.endpoints.describing.languages import read_prefix, split_sentences
from workbench.reading.endpoints.places.marks import normal_path
from workbench.reading.layout.markdown import Block, Code, ListItem, Paragraph, Section, Table, walk_blocks

_ADDRESS = regex(r"https?://([\w.-]{1,100}(?::\d{1,5})?)(/[\w./{}:-]*)?")
_BETWEEN = regex(r"\s+[·•|]\s+")
_PATH = regex(r"(?:^|[\s`\"'(])(/[\w{}:-][\w./{}:-]*)")
_STAGES = frozenset({"", "dev", "development", "stage", "staging", "prod", "production", "sandbox", "qa", "uat"})
"""Paths of an address that name where the API is deployed and nothing of the API itself."""
_SENTENCE = regex(
    r"\b(?:(?:all|every|each)\b[^.\n]{0,60}\b(?:endpoints?|routes?|paths?|urls?|resources?|calls?"
    r"|interfaces?)|everything)\b[^.\n]{0,40}\b(?:prefix\w*|under|below"
    r"|starts? with|begins? with|relative to|(?:live|sit|stand)s? (?:at|under)|(?:served|mounted) (?:at|from|under|on))"
    r"\b[^.\n]{0,40}?"
    r"(?:https?://[\w.:-]{1,100}|(?<![\w.]))(/[\w./{}-]+)"
    r"|\b(?:paths?|routes?|urls?|endpoints?|addresses)\b[^.\n/]{0,30}\b(?:relative to|starts? with|begins? with)\b"
    r"[^.\n/]{0,20}(?:https?://[\w.:-]{1,100}|(?<![\w.]))(/[\w./{}-]+)|\b(?:prefixed|prefix)\b[^.\n]{0,20}`(/[\w./{}-]+)`"
    r"|\bbase (?:path|url|route)\b(?: of [^.\n/`]{1,30})?(?: is)? `(/[\w./{}-]+)`"
    r"|\b(?:root|base|entry point) of (?:the|this|our|all) (?:\w+ )?(?:interface|api|service|routes|paths)\b"
    r"(?: is| lies at)?:? `?(?:https?://[\w.:-]{1,100})?(/[\w./{}-]+)"
    r"|\b(?:service|api|backend|server|interface) is (?:reachable|available|hosted|deployed|served) (?:at|under|on) `?"
    r"https?://[\w.:-]{1,100}(/[\w./{}-]+)"
    r"|\b(?:all|every|each) (?:end ?points?|routes?|paths?)\b:? `(/[\w./{}-]+)` (?:as )?prefix"
    r"|\bprefix\s?(?:=|is|:)\s?(/[\w./{}-]*[\w}])"
    r"|\bapi (?:(?:is|lives|stands) )?(?:(?:(?:served|mounted|hosted) )?(?:under|below)|(?:served|mounted) at)"
    r" `(/[\w./{}-]+)`"
    r"|(?:\A|(?<=[.\n] )|(?<=\n))(?:the )?(?:paths|routes|urls|endpoints) (?:are|live|stand) (?:below|under)"
    r" `?(/[\w./{}-]+)",
    re.IGNORECASE,
)


_AND_ANOTHER = regex(r"[`'\"]{0,2}\s?(?:,|and|or|&)\s[`'\"]{0,2}/")
"""What follows a path that is one of several, so that none of them is the base: "below `/plans` and `/notes`"."""
_ROOTS = regex(r"api|apis|rest|services?|v\d+(?:\.\d+)?", re.IGNORECASE)
"""First parts of a path that name no resource."""


@dataclass(frozen=True, slots=True)
class Base:
    """A base path (empty where an address without a path was given) and the hosts named with it."""

    path: str
    line: int
    hosts: tuple[str, ...] = ()


def read_base(text: str, line: int) -> Base | None:
    """Read the rest of a "Base URL" label: ``http://localhost:8000/api`` or ``/api/v1``."""
    addresses = _ADDRESS.findall(text)
    if addresses:
        path = next((found for _, found in addresses if found.strip("/").lower() not in _STAGES), "")
        return Base(_clean(path), line, tuple(host for host, _ in addresses))
    path_match = _PATH.search(text)
    return Base(_clean(path_match[1]), line) if path_match else None


def _clean(path: str) -> str:
    path = normal_path(path.rstrip(".`)")) if path else ""
    return "" if path == "/" or _DOCUMENT.search(path) else path


_DOCUMENT = regex(r"\.(?:ya?ml|json|md|html?)\Z")
"""What a path ends with that leads to a document and holds no endpoints: ``/docs/api.yaml``."""


def lines_of_blocks(blocks: list[Block] | tuple[Block, ...]) -> list[tuple[str, int]]:
    """Give the text lines of paragraphs, list items and two-column tables, with their numbers."""
    found: list[tuple[str, int]] = []
    for block in walk_blocks(blocks):
        if isinstance(block, (Paragraph, ListItem)):
            found += [(line, block.line + offset) for offset, line in enumerate(block.text.split("\n"))]
        elif isinstance(block, Table):
            found += [(f"{row.cells[0]}: {row.cells[1]}", row.line) for row in block.rows if len(row.cells) == 2]
    return found


def sentences_of_blocks(blocks: list[Block]) -> list[tuple[str, int]]:
    """Give the lines of the blocks; one that ends in a colon goes on with the first line of the fence or the items
    that follow it ("All endpoints require:" and then the header, "All need a token except:" and then which not)."""
    found: list[tuple[str, int]] = []
    for position, block in enumerate(blocks):
        lines = lines_of_blocks([block])
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if lines and lines[-1][0].rstrip().endswith((":", "：", ":**")) and following is not None:
            text, line = lines[-1]
            lines[-1] = (f"{text.rstrip(':：* ')} {_beginning_of(blocks, position + 1)}".strip(), line)
        found += lines
    return found


def _pairs_of_blocks(blocks: list[Block]) -> Iterator[tuple[str, int]]:
    """Give the lines; one of several labels ("Version: 1 · Base: `/api` · Auth: JWT") label by label."""
    for text, number in lines_of_blocks(blocks):
        parts = _BETWEEN.split(text) if ":" in text else [text]
        yield from ((part, number) for part in parts)


def _beginning_of(blocks: list[Block], position: int) -> str:
    following = blocks[position]
    if isinstance(following, Code):
        return following.text.split("\n", 1)[0][:200]
    items = itertools.takewhile(lambda block: isinstance(block, ListItem), blocks[position:])
    return ", ".join(item.text.split("\n")[0] for item in items if isinstance(item, ListItem))[:300]


def base_of_section(section: Section) -> Base | None:
    """Find the base that a section states in its own blocks, in its title's words or in a label's."""
    label = classify(section.title)
    if label is not None and label.part is Part.PREFIX:
        texts = [(line, number) for line, number in lines_of_blocks(section.blocks)]
        texts += [(block.text, block.text_line) for block in section.blocks if isinstance(block, Code)]
        bases = [base for text, number in texts if (base := read_base(text, number))]
        return _joined(bases)
    bases = []
    for text, number in _pairs_of_blocks(section.blocks):
        found = split_label(text)
        if found is not None and found.part is Part.PREFIX and (base := read_base(found.rest, number)):
            bases.append(base)
        elif (path := _path_told(text)) is not None:
            bases.append(Base(path, number))
    return _joined(bases)


@lru_cache(maxsize=4096)
def _path_told(text: str) -> str | None:
    """Give the base path that a line states in words; a line is asked for its document and for its section."""
    if (match := _SENTENCE.search(text[:400])) and not _AND_ANOTHER.match(text, match.end()):
        return _clean(next(filter(None, match.groups()), ""))
    prefix = next(filter(None, map(read_prefix, split_sentences(text[:400]))), None)
    return None if prefix is None else _clean(prefix)


def _joined(bases: list[Base]) -> Base | None:
    if not bases:
        return None
    chosen = next((base for base in bases if base.path), bases[0])
    return Base(chosen.path, chosen.line, tuple(host for base in bases for host in base.hosts))


def base_of_document(document: Document, holds_endpoints: set[int]) -> Base:
    """Find the base path for the whole document; sections that hold endpoints (their lines are given)
    and have titles of their own speak for themselves only."""
    bases = []
    for section in document.sections.walk():
        own = section.level <= 1 or section.line not in holds_endpoints or _is_prefix_title(section.title)
        if own and (base := base_of_section(section)):
            bases.append(base)
    if not any(base.path for base in bases) and (base := base_of_variable(document.text)):
        bases.append(base)
    return _joined(bases) or Base("", 1)


_VARIABLE = regex(
    r"(?:^|[\s`(])(?:export |set |let |const )?[`$*{]{0,3}([A-Za-z_]\w{1,40})[}`*]{0,3}\s{0,2}(?:=|:|is|stands for"
    r"|means|holds)\s{0,2}[`\"'<]{0,2}(https?://[^\s`\"'>)]{3,200})",
    re.IGNORECASE,
)
_CALLED = regex(r"\$\{?(\w+)\}?/|\{\{?\s?(\w+)\s?\}?\}/")
_SCHEME = regex(r"https?://", re.IGNORECASE)
_LONGEST_BEFORE = 80
"""How far before an address its variable can begin."""


def base_of_variable(text: str) -> Base | None:
    """Find the address that a document keeps in a variable and calls by it: ``HOST=https://pets.example/v1`` and
    ``curl $HOST/pets``."""
    called = {name for names in _CALLED.findall(text) for name in names if name}
    before = [text[max(0, match.start() - _LONGEST_BEFORE) : match.start()] for match in _SCHEME.finditer(text)]
    if not any(name in words for words in before for name in called):
        return None
    for match in itertools.islice(_VARIABLE.finditer(text), 20):
        if match[1] in called:
            base = read_base(match[2], text.count("\n", 0, match.start() + 1) + 1)
            if base is not None:
                return base
    return None


def _is_prefix_title(title: str) -> bool:
    label = classify(title)
    return label is not None and label.part is Part.PREFIX


def join_paths(base: str, path: str) -> str:
    """Put a base path before a path, unless it is there already.

    Examples: ``/api`` and ``/books`` give ``/api/books``; ``/api/v1`` and ``/api/books`` stay ``/api/books``.
    """
    if not base or starts_alike(base, path):
        return path
    return base if path == "/" else f"{base}{path}"


def starts_alike(base: str, path: str) -> bool:
    """Tell whether a path already begins as the base does: with all of it, or with the same root, which names no
    resource. Below ``/api/v1`` are ``/api/books``; ``/boats`` is not below ``/boats/api``."""
    if not base.strip("/"):
        return False
    first = base.strip("/").split("/")[0].lower()
    if f"{path.lower()}/".startswith(f"/{base.strip('/').lower()}/"):
        return True
    return path.strip("/").split("/")[0].lower() == first and _ROOTS.fullmatch(first) is not None

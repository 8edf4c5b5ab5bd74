"""Where the description of an endpoint opens among blocks: the blocks that follow go on with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.patterns import regex
from workbench.reading.endpoints.bodies.sentences import is_demand
from workbench.reading.endpoints.describing.labels import Part, split_label
from workbench.reading.endpoints.places.base_paths import lines_of_blocks
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.marks import (
    Mark,
    find_marks,
    methods_in,
    read_call,
    read_target,
    same_shape,
    split_calls,
)
from workbench.reading.endpoints.places.request_lines import find_opening_request
from workbench.reading.layout.markdown import Block, Code, ListItem, Paragraph

_BEFORE = regex(
    r"^[\s`*_>\d.):\[\]x-]{0,20}$|^[`*\s]*(?:endpoint|api|route|request|operation|url)s?[`*\s]*[:–—-][`*\s]*$",
    re.IGNORECASE,
)
_ADDRESS = regex(r"(?:https?://[\w.:-]+)?/[^\s`*]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """The number of a block, the endpoints that it opens, and its line."""

    index: int
    marks: list[Mark]
    line: int


_ACTIONS = frozenset({
    "add", "all", "change", "create", "delete", "detail", "details", "edit", "fetch", "full", "get", "list", "login",
    "logout", "modify", "one", "partial", "read", "register", "remove", "replace", "retrieve", "search", "show",
    "single", "update", "view",
})  # fmt: skip
_NAMED = regex(r"[\s>*+-]{0,6}\*\*[^*\n]{2,40}\*\*\s*[—–:-]\s*[`*]{0,3}\Z")
"""A name in bold before an endpoint that ends the line: "**Sign up** — `POST /accounts`"."""


def opens_line(text: str, mark: Mark) -> bool:
    """Tell whether nothing but numbering, marks, a word such as "Endpoint:" or what the endpoint does stands before it:
    "partial update `PATCH /boats/{id}`"."""
    before = text[: mark.start]
    if _BEFORE.match(before):
        return True
    words = before.strip(" \t*-+`:").lower().split()
    if words and len(words) < 4 and before.endswith("`") and _ACTIONS.issuperset(words):
        return True
    return bool(_NAMED.match(before)) and not text[mark.end :].split("\n")[0].strip(" `*")


def find_openings(blocks: Sequence[Block], hosts: Hosts, path: str) -> Iterator[Opening]:
    """Find the blocks that open an endpoint; ``path`` is the one of the heading above, for a method alone.

    Method and path may stand in labels of their own: ``**Method**: POST`` and ``**URL**: /loans``.
    """
    apart = _Apart(hosts)
    stated: list[Mark] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Code):
            marks = find_opening_request(block, hosts)
            if marks and not any(is_call_of(mark, one) for mark in marks for one in stated):
                yield Opening(index, marks, block.text_line)
                stated += marks
            continue
        told = prose_lines(block.text) if isinstance(block, Paragraph) else frozenset()
        for text, line in lines_of_blocks([_shallow(block)]):
            label = split_label(text)
            opening = label is not None and label.part in (Part.ENDPOINT, Part.PATH, Part.METHOD)
            marks = hosts.find_own(text) if opening or isinstance(block, Paragraph) else []
            if not opening and line - block.line in told:
                continue
            if marks and (opening or opens_line(text, marks[0])) and not is_demand(text):
                yield Opening(index, marks, line)
                stated = marks
            elif label is not None and opening:
                apart.note(label.part, label.rest, index, line)
            if (found := apart.joined()) and found.marks:
                yield found
                stated = found.marks
    if apart.method and path and not apart.target and (mark := read_target(apart.method[1][0], path)):
        yield Opening(apart.method[0], [mark], apart.method[2])


def is_call_of(mark: Mark, stated: Mark) -> bool:
    """Tell a call of the endpoint that was stated before it, with values in place of parameters."""
    return mark.method == stated.method and "{" in stated.path and same_shape(mark.path, stated.path)


class _Apart:
    """Method and path that stand in labels of their own, until both are there."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts
        self.method: tuple[int, list[str], int] | None = None
        self.target: tuple[int, str, int] | None = None

    def note(self, part: Part, rest: str, index: int, line: int) -> None:
        if part is Part.METHOD and (methods := methods_in(rest)):
            self.method = index, methods, line
        elif address := _ADDRESS.search(rest):
            self.target = index, address[0], line

    def joined(self) -> Opening | None:
        """Give the endpoint once both parts are known, and begin anew."""
        if self.method is None or self.target is None:
            return None
        (index, methods, line), (other, target, under) = self.method, self.target
        self.method = self.target = None
        read = (read_target(method, target) for method in methods)
        marks = [mark for mark in read if mark is not None and self.hosts.is_ours(mark)]
        return Opening(min(index, other), marks, min(line, under))


def find_shown_calls(blocks: Sequence[Block], hosts: Hosts) -> Iterator[Opening]:
    """Find the fences that show one call of ``curl`` each, where nothing else names the endpoint."""
    for index, block in enumerate(blocks):
        chunks = split_calls(block.text) if isinstance(block, Code) and "curl" in block.text else []
        mark = read_call(chunks[0][1]) if len(chunks) == 1 else None
        if isinstance(block, Code) and mark is not None and hosts.is_ours(mark):
            yield Opening(index, [mark], block.text_line + chunks[0][0])


def join_siblings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give a bullet that states one endpoint together with the labelled bullets that follow it beside it.

    Example: ``- POST /boats``, ``- Input: name``, ``- Output: 201`` are one description.
    """
    opening: ListItem | None = None
    parts: list[Block] = []
    for block in (*blocks, None):
        label = split_label(block.text) if isinstance(block, ListItem) and opening is not None else None
        if block is not None and label is not None and label.part in _BESIDE and not find_marks(block.text):  # type: ignore[union-attr]
            parts.append(block)
            continue
        if opening is not None:
            last = parts[-1].end_line if parts else opening.end_line
            yield replace(opening, children=(*opening.children, *parts), end_line=last)
        opening, parts = None, []
        if isinstance(block, ListItem) and _states_one(block):
            opening = block
        elif block is not None:
            yield block


_BESIDE = (
    Part.AUTH, Part.ROLES, Part.REQUEST, Part.RESPONSE, Part.ERRORS, Part.STATUS, Part.QUERY, Part.PATH_PARAMETERS,
    Part.PARAMETERS, Part.HEADERS, Part.RULES, Part.SUMMARY,
)  # fmt: skip


def _states_one(item: ListItem) -> bool:
    marks = find_marks(item.text)
    return len(marks) == 1 and opens_line(item.text, marks[0]) and split_label(item.text) is None


def split_paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give a paragraph of several endpoint lines as one paragraph for each of them."""
    for block in blocks:
        lines = block.text.split("\n") if isinstance(block, Paragraph) else []
        told = prose_lines("\n".join(lines)) if len(lines) > 1 else frozenset()
        cuts = [
            n
            for n, line in enumerate(lines)
            if n not in told and (marks := find_marks(line)) and opens_line(line, marks[0])
        ]
        if len(cuts) < 2:
            yield block
            continue
        for start, end in zip([0, *cuts[1:]], [*cuts[1:], len(lines)], strict=True):
            yield Paragraph("\n".join(lines[start:end]), block.line + start, block.line + end - 1)


_STATED = regex(r"[\s>*-]{0,8}(?:GET|POST|PUT|PATCH|DELETE)\s{1,8}/")
"""A line that states an endpoint bare: the next line stands for itself."""
_LEADS_ON = regex(
    r"(?:,|\b(?:than|by|with|and|or|of|the|an?|to|as|for|from|(?:un)?like|in|on|before|after|via|see))\s*$",
    re.IGNORECASE,
)
_WRAPPED = 50
"""A line of at least so many characters that ends within a sentence was broken by an editor."""


def prose_lines(text: str) -> frozenset[int]:
    """Give the numbers of the lines that go on with a sentence of the line before, or of a paragraph that tells of
    endpoints within its sentences: an endpoint that such a line begins with opens nothing. A paragraph whose every
    line begins with one is a list, unless a line leads on to the next."""
    found: set[int] = set()
    lines = text.split("\n")
    stating = all((marks := find_marks(line)) and opens_line(line, marks[0]) for line in lines)
    if stating and not any(map(_LEADS_ON.search, lines)):
        return frozenset()
    telling = False
    for number, line in enumerate(lines):
        before = lines[number - 1].rstrip() if number else ""
        broken = len(before) >= _WRAPPED and before[-1:] not in ".:;!?)|" and not _STATED.match(before)
        if telling or broken:
            found.add(number)
        marks = find_marks(line)
        within = bool(marks) and not opens_line(line, marks[0]) and len(line) >= _WRAPPED
        telling = telling or (number in found and bool(marks)) or (within and split_label(line) is None)
    return frozenset(found)


def split_wrapped(text: str) -> Iterator[tuple[str, int]]:
    """Give the lines of a paragraph, those joined that an editor broke within a sentence, each with its offset."""
    lines = text.split("\n")
    start = 0
    for number, line in enumerate(lines, 1):
        stripped = line.rstrip()
        if number < len(lines) and len(stripped) >= _WRAPPED and stripped[-1:] not in ":|":
            continue
        yield "\n".join(lines[start:number]), start
        start = number


def _shallow(block: Block) -> Block:
    return replace(block, children=()) if isinstance(block, ListItem) else block

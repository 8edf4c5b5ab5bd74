"""Finding where a Markdown document states endpoints, by structure: headings, tables, lists, fences,
labelled bullets and sentences.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.reading.access import Statement, read_access, read_remark, read_statement
from workbench.reading.asides import is_aside, is_contents_entry, is_example, only_mentions
from workbench.reading.base_paths import base_of_section, lines_of_blocks
from workbench.reading.describing import Description
from workbench.reading.documents import Document
from workbench.reading.drafts import BODY_METHODS
from workbench.reading.endpoint_tables import endpoint_columns
from workbench.reading.labels import Part, classify, split_label
from workbench.reading.literals import strip_marks
from workbench.reading.markdown import Block, Code, ListItem, Paragraph, Section, Table
from workbench.reading.marks import (
    Mark,
    find_marks,
    find_reversed,
    methods_in,
    read_call,
    read_target,
    split_calls,
    template_of,
)
from workbench.reading.sentences import fields_of_sentence, is_demand
from workbench.reading.titles import access_of, area_of, handles_in, is_handle, title_without, without_number

_TITLE_PATH = re.compile(
    r"^[\d.)\s`*]*(?:(?:endpoint|resource|route"
    r"|path):?\s*)?[`*]{0,3}(/[\w/{}:<>.\[\]-]*)[`*]{0,3}(?:\s*(?:[(–—:-].*|endpoints?|routes?))?$",
    re.IGNORECASE,
)
_TITLE_METHOD = re.compile(r"^[\d.)\s`*]*(GET|POST|PUT|PATCH|DELETE)\b[`*]*\s*(?:[(–—:-]\s*(.*))?$")
_LINE_START = re.compile(r"^\s{0,12}(?:\d{1,3}[.)]\s+|[-*+•]\s+)?(?=(?:GET|POST|PUT|PATCH|DELETE)\b)")
_OPENING = re.compile(
    r"^[\s`*_>\d.):\[\]x-]{0,20}$|^[`*\s]*(?:endpoint|api|route|request|operation|url)s?[`*\s]*[:–—-][`*\s]*$",
    re.IGNORECASE,
)
_GHERKIN = re.compile(r"^\W{0,6}(?:given|when|then|and|but)\b|\*\*(?:given|when|then)\*\*", re.IGNORECASE)
_PLAIN_FENCES = frozenset({
    "", "http", "text", "txt", "rest", "plaintext", "api", "md", "markdown", "endpoints", "yaml", "yml",
})  # fmt: skip


_USAGE = re.compile(r"\b(?:usage|try|trying|demo|smoke|how to|getting started|walk-?through)\b", re.IGNORECASE)
_SHOWN = re.compile(r"\s*(\{[^{}]{1,400}\})")
_REMARK = re.compile(r"[(\[][^()\[\]]{3,60}[)\]]")
_LOCAL = re.compile(
    r"^(?:localhost|127\.|0\.0\.0\.0|\[?::1)|(?:^|\.)(?:example|yourdomain|your-domain|your-?app|yourapi|domain"
    r"|mydomain|test|local)\b",
    re.IGNORECASE,
)


_MOST = 1000
"""Endpoints of one document whose names are compared with headings."""


_Start = tuple[int, list[Mark], int]
"""The number of a block, the endpoints that it opens, and its line."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above say about the endpoints below."""

    areas: tuple[str, ...] = ()
    prefix: str = ""
    auth: str | None = None
    roles: tuple[str, ...] = ()
    statement: Statement | None = None
    path: str = ""
    mention: bool = False


class Finder:
    """Walks one document; ``drafts`` collects what it finds, in document order."""

    def __init__(self, document: Document, hosts: tuple[str, ...]) -> None:
        self.document = document
        self.hosts = hosts
        self.drafts: list[Description] = []
        self.mentions = only_mentions(document.file)
        self.defines_by_calls = "/api/" in document.file and not self.mentions

    def walk(self, section: Section, context: Context) -> None:
        """Read a section and all below it."""
        if section.title and is_aside(section.title) and not find_marks(section.title):
            return
        marks = [] if self._is_aside(section) else self._title_marks(section, context)
        if marks is None:
            return
        if marks:
            self._heading(section, marks, context)
            return
        if (named := self._named(section, context)) is not None:
            self._describe(named, section, titled=False)
            named.part = None
            return
        inner = self._enter(section, context)
        if inner is None:
            return
        opened = self.blocks(section.blocks, inner, section.title)
        for child in section.sections:
            if opened is not None and not _holds_marks(child):
                self._describe(opened, child)
                opened.end_line = child.end_line
            else:
                self.walk(child, inner)

    def _is_aside(self, section: Section) -> bool:
        return section.level > 0 and is_example(section.title, whole=True) and not find_marks(section.title)

    def _title_marks(self, section: Section, context: Context) -> list[Mark]:
        marks = [mark for mark in find_marks(section.title) if self._is_ours(mark)]
        if not marks and context.path and (match := _TITLE_METHOD.match(section.title)):
            mark = read_target(match[1], context.path)
            marks = [mark] if mark else []
        return marks or find_reversed(section.title)

    def _enter(self, section: Section, context: Context) -> Context | None:
        """Take what a heading and its own lines say for all below; nothing when it is another system's."""
        base = base_of_section(section) if section.level > 1 else None
        if base is not None and base.hosts and not any(self._is_local(host) for host in base.hosts):
            return None
        label = classify(section.title)
        area = area_of(section.title) if section.level > 1 and label is None else ""
        access = access_of(section.title) if section.level > 1 else None
        auth, roles = (access.auth, access.roles) if access and access.auth else (context.auth, context.roles)
        statement = context.statement
        for text, line in lines_of_blocks(section.blocks):
            found = split_label(text)
            if found is not None and found.part is Part.AUTH and section.level > 1:
                told = read_access(found.rest)
                auth, roles = told.auth or auth, told.roles or roles
            elif section.level > 1 and (said := read_statement(text, line)):
                statement = said
        path = _TITLE_PATH.match(section.title)
        return replace(
            context,
            areas=(*context.areas, area) if area else context.areas,
            prefix=base.path if base is not None and label is None and base.path else context.prefix,
            auth=auth,
            roles=roles,
            statement=statement,
            path=path[1] if path else context.path,
            mention=context.mention or is_example(section.title),
        )

    def _is_local(self, host: str) -> bool:
        return bool(_LOCAL.search(host)) or host in self.hosts

    def _is_ours(self, mark: Mark) -> bool:
        return not mark.host or self._is_local(mark.host)

    # endpoints in headings

    def _heading(self, section: Section, marks: list[Mark], context: Context) -> None:
        summary = title_without(section.title, marks)
        drafts = [self._draft(mark, section.line, section.end_line, context, title=section.title) for mark in marks]
        children = [child for child in section.sections if not self._title_marks(child, context)]
        for draft in drafts:
            draft.title = summary
            access = read_remark(section.title)
            draft.auth, draft.roles = access.auth, access.roles
            draft.take(section.blocks)
            for child in children:
                self._describe(draft, child)
            draft.summary = draft.summary or summary
            draft.defining = draft.defining and not is_example(section.title, whole=True)
        self.drafts += drafts
        for child in section.sections:
            if child not in children:
                self.walk(child, replace(context, areas=context.areas))

    def _named(self, section: Section, context: Context) -> Description | None:
        """Find the endpoint of a list or table above that the heading of a later section repeats by name."""
        name = _key_of_name(section.title)
        if section.level < 2 or not name or context.mention or len(self.drafts) > _MOST or _holds_marks(section):
            return None
        called = [draft for draft in self.drafts if draft.defining and _key_of_name(draft.summary) == name]
        if not called and (handles := handles_in(section.title[:30])):
            called = [draft for draft in self.drafts if draft.defining and draft.handles & handles]
        if len(called) == 1:
            called[0].handles |= handles_in(section.title[:30])
        return called[0] if len(called) == 1 else None

    def _describe(self, draft: Description, section: Section, *, titled: bool = True) -> None:
        if titled:
            draft.begin(section.title)
        draft.take(section.blocks)
        for child in section.sections:
            self._describe(draft, child)

    # endpoints in blocks

    def blocks(self, blocks: list[Block] | tuple[Block, ...], context: Context, title: str) -> Description | None:
        """Read the blocks of a section or list item that has no endpoint in its own heading; give the
        endpoint that they are all about, where it is one."""
        blocks = list(_split_paragraphs(blocks))
        starts = list(self._starts(blocks, context))
        called = not starts and self.defines_by_calls and not context.mention and not _USAGE.search(title)
        if called:
            starts = list(self._called(blocks))
        self._early_calls(blocks[: starts[0][0]] if starts else [], context, title)
        count = len(self.drafts)
        self._open(blocks, starts, context, title, called=called)
        owned = {index for index, _, _ in starts}
        calls = not starts and not any(isinstance(block, Table) and endpoint_columns(block) for block in blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, Table):
                self._table(block, blocks[index + 1 :] if not starts else (), context)
            elif isinstance(block, ListItem):
                self._item(block, context, owned=bool(starts))
            elif isinstance(block, Code) and index not in owned:
                self._fence(block, context)
                if calls and "curl" in block.text:
                    self._calls(block, context, title)
            elif isinstance(block, Paragraph) and index not in owned:
                self._prose(block.text, block.line, context)
        return self.drafts[count] if len(starts) == 1 and len(starts[0][1]) == 1 else None

    def _open(self, blocks: list[Block], starts: list[_Start], context: Context, title: str, *, called: bool) -> None:
        """Begin the endpoints of a section; each takes the blocks up to the next."""
        alone = len(starts) == 1
        for position, (index, marks, line) in enumerate(starts):
            end = starts[position + 1][0] if position + 1 < len(starts) else len(blocks)
            begin = 0 if alone else index
            for mark in marks:
                last = _end_of(blocks[end - 1]) if end > begin else line
                draft = self._draft(mark, line, max(last, line), context, title=title if alone else "")
                if alone and draft.area == area_of(title):
                    draft.area = context.areas[-2] if len(context.areas) > 1 else ""
                draft.from_call = draft.sole_call = called
                draft.defining = draft.defining and not called
                self.drafts.append(draft)
                draft.take(blocks[begin:end])
                draft.part = None
                if not draft.summary or find_marks(draft.summary):
                    draft.summary = without_number(title) if alone else ""

    def _called(self, blocks: list[Block]) -> Iterator[_Start]:
        """Find the fences that show one call each, where nothing else names the endpoint."""
        for index, block in enumerate(blocks):
            chunks = split_calls(block.text) if isinstance(block, Code) and "curl" in block.text else []
            mark = read_call(chunks[0][1]) if len(chunks) == 1 else None
            if isinstance(block, Code) and mark is not None and self._is_ours(mark):
                yield index, [mark], block.text_line + chunks[0][0]

    def _early_calls(self, blocks: list[Block], context: Context, title: str) -> None:
        for block in blocks:
            if isinstance(block, Code) and "curl" in block.text:
                self._calls(block, context, title)

    def _starts(self, blocks: list[Block] | tuple[Block, ...], context: Context) -> Iterator[_Start]:
        """Find the blocks that open the description of an endpoint which the following blocks go on with."""
        method: tuple[int, list[str], int] | None = None
        target: tuple[int, str, int] | None = None
        for index, block in enumerate(blocks):
            if isinstance(block, Code):
                if marks := self._opening_fence(block):
                    yield index, marks, block.text_line
                continue
            for text, line in lines_of_blocks([_shallow(block)]):
                label = split_label(text)
                opening = label is not None and label.part in (Part.ENDPOINT, Part.PATH, Part.METHOD)
                marks = (
                    [m for m in find_marks(text) if self._is_ours(m)] if opening or isinstance(block, Paragraph) else []
                )
                if marks and (opening or _OPENING.match(text[: marks[0].start])) and not is_demand(text):
                    yield index, marks, line
                elif opening and label is not None and label.part is Part.METHOD and methods_in(label.rest):
                    method = index, methods_in(label.rest), line
                elif (
                    opening
                    and label is not None
                    and (found := re.search(r"(?:https?://[\w.:-]+)?/[^\s`*]*", label.rest))
                ):
                    target = index, found[0], line
                if method and target:
                    marks = [m for word in method[1] if (m := read_target(word, target[1])) and self._is_ours(m)]
                    if marks:
                        yield min(method[0], target[0]), marks, min(method[2], target[2])
                    method = target = None
        if method and context.path and not target and (mark := read_target(method[1][0], context.path)):
            yield method[0], [mark], method[2]

    def _opening_fence(self, code: Code) -> list[Mark]:
        """Give the endpoint of a fence that holds one request line, with or without its message."""
        if code.language not in _PLAIN_FENCES:
            return []
        lines = [line for line in code.text.split("\n") if line.strip()]
        if not lines or not _LINE_START.match(lines[0]):
            return []
        marks = [mark for mark in find_marks(lines[0]) if self._is_ours(mark)]
        more = sum(1 for line in lines[1:] if _LINE_START.match(line) and find_marks(line))
        return marks if not more else []

    def _fence(self, code: Code, context: Context) -> None:
        if code.language not in _PLAIN_FENCES:
            return
        for offset, line in enumerate(code.text.split("\n")):
            if not _LINE_START.match(line):
                continue
            for mark in find_marks(line):
                if self._is_ours(mark) and not is_aside(line[mark.end :]):
                    number = code.text_line + offset
                    draft = self._draft(mark, number, number, context)
                    self._request_line(draft, line[mark.end :], number)
                    self.drafts.append(draft)

    def _request_line(self, draft: Description, rest: str, number: int) -> None:
        """Read what stands behind an endpoint on its line: ``{title, note?} -> 201 loan (public)``."""
        access = read_remark(rest)
        draft.auth, draft.roles = access.auth, access.roles
        sent, arrow, answer = rest.partition("->") if "->" in rest else rest.partition("→")
        if (shown := _SHOWN.match(sent)) and draft.mark.method in BODY_METHODS:
            draft.request_line(shown[1], number)
            sent = sent[shown.end() :]
        if arrow and re.match(r"\s*[1-5]\d\d\b", answer):
            draft.response_line(_REMARK.sub("", answer), number)
        elif arrow:
            sent = f"{sent} {answer}"
        words = _REMARK.sub("", sent) if access.auth else sent
        draft.summary = re.split(r"\s{2,}|\s*(?:[-–—#]|//|→)\s*", words.strip(" -–—#:→/>"))[0].strip()

    def _calls(self, code: Code, context: Context, title: str) -> None:
        """Take calls of ``curl`` as mentions: method, address, data."""
        for offset, chunk in split_calls(code.text):
            mark = read_call(chunk)
            if mark is None or not self._is_ours(mark):
                continue
            line = code.text_line + offset
            draft = self._draft(mark, line, line, replace(context, mention=True))
            draft.from_call, draft.summary = True, without_number(title)
            draft.take((Code(code.language or "bash", chunk, line, line, line),))
            draft.header_seen = "authorization" in chunk.lower()
            self.drafts.append(draft)

    def _item(self, item: ListItem, context: Context, *, owned: bool) -> None:
        """Read a list item: an endpoint with its own description, a demand, or a mention."""
        text = item.text
        if is_contents_entry(text):
            return
        marks = [mark for mark in find_marks(text) if self._is_ours(mark)] or find_reversed(text)
        label = split_label(text)
        if not marks and context.path and (method := _TITLE_METHOD.match(text.split("\n")[0])):
            if mark := read_target(method[1], context.path):
                draft = self._draft(mark, item.line, item.end_line, context)
                draft.say(method[2] or "", item.line)
                draft.take(item.children)
                self.drafts.append(draft)
            return
        if marks and _OPENING.match(text[: marks[0].start]) and not (owned and label) and not _GHERKIN.match(text):
            if is_aside(text[marks[-1].end :][:80]):
                return
            if item.checked is not None:
                context = replace(context, mention=True)
            for mark in marks[: 1 if _later_prose(text, marks) else None]:
                draft = self._draft(mark, item.line, item.end_line, context)
                draft.say(_after(text, mark), item.line)
                self._sentence(draft, text[mark.end :], item.line)
                draft.take(item.children)
                draft.summary = draft.summary or _after(text, mark)
                self.drafts.append(draft)
            return
        if marks:
            self._prose(text, item.line, context)
        if item.children and not owned:
            self.blocks(item.children, context, strip_marks(text.split("\n")[0]))

    def _prose(self, text: str, line: int, context: Context) -> None:
        """Take the endpoints that sentences name: demanded ones are defined, all others mentioned."""
        for offset, sentence in enumerate(text.split("\n")):
            marks = [mark for mark in find_marks(sentence) if self._is_ours(mark)]
            told = _GHERKIN.search(sentence) is not None and "SHALL" not in sentence
            demanded = is_demand(sentence) and not told and not context.mention
            for position, mark in enumerate(marks):
                until = marks[position + 1].start if position + 1 < len(marks) else len(sentence)
                clean = replace(mark, path=mark.path if demanded else template_of(mark.path))
                draft = self._draft(clean, line + offset, line + offset, context)
                draft.defining = draft.defining and demanded
                self._sentence(draft, sentence[mark.end : until], line + offset)
                draft.summary = sentence[:2000].strip() if demanded else ""
                self.drafts.append(draft)

    def _sentence(self, draft: Description, rest: str, line: int) -> None:
        body, query = fields_of_sentence(draft.mark.method, rest, self.document, line)
        if body:
            draft.add_body(body)
        draft.add_query(query)

    # tables

    def _table(self, table: Table, following: list[Block] | tuple[Block, ...], context: Context) -> None:
        columns = endpoint_columns(table)
        if columns is None:
            return
        method_column, path_column = columns
        for row in table.rows:
            for mark in self._row_marks(row.cells, method_column, path_column, context):
                draft = self._draft(mark, row.line, row.line, context)
                draft.handles = handles_in(" ".join(cell for cell in row.cells if len(cell) < 20))
                self._cells(draft, table.header, row.cells, {method_column, path_column}, row.line)
                if len(table.rows) == 1:
                    draft.take(list(_until_table(following)))
                self.drafts.append(draft)

    def _row_marks(
        self, cells: tuple[str, ...], method_column: int | None, path_column: int | None, context: Context
    ) -> list[Mark]:
        if path_column is None:
            path = context.path
        else:
            path = cells[path_column].replace("`", "").replace("**", "").strip() if path_column < len(cells) else ""
        if method_column is None:
            return [mark for mark in find_marks(path) + find_reversed(path) if self._is_ours(mark)]
        methods = methods_in(cells[method_column]) if method_column < len(cells) else []
        words = path.split()
        marks = [read_target(method, words[0]) for method in methods] if words and "/" in words[0] else []
        return [mark for mark in marks if mark is not None and self._is_ours(mark)]

    def _cells(
        self, draft: Description, header: tuple[str, ...], cells: tuple[str, ...], taken: set[int | None], line: int
    ) -> None:
        for position, cell in enumerate(cells):
            if position in taken or position >= len(header):
                continue
            label = classify(header[position])
            if label is None:
                draft.summary = draft.summary or ("" if is_handle(cell) else cell)
                continue
            draft.part, draft.status = label.part, None
            draft.apply(label.part, cell, line)
        draft.part = None

    def _draft(self, mark: Mark, line: int, end_line: int, context: Context, title: str = "") -> Description:
        return Description(
            document=self.document,
            mark=mark,
            line=line,
            end_line=end_line,
            area=context.areas[-1] if context.areas else "",
            defining=not (self.mentions or context.mention),
            prefix=context.prefix,
            section_auth=context.auth,
            section_roles=context.roles,
            statement=context.statement,
            title=title,
        )


def _split_paragraphs(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Block]:
    """Give a paragraph of several endpoint lines as one paragraph for each of them."""
    for block in blocks:
        lines = block.text.split("\n") if isinstance(block, Paragraph) else []
        cuts = [n for n, line in enumerate(lines) if (m := find_marks(line)) and _OPENING.match(line[: m[0].start])]
        if len(cuts) < 2:
            yield block
            continue
        for start, end in zip([0, *cuts[1:]], [*cuts[1:], len(lines)], strict=True):
            yield Paragraph("\n".join(lines[start:end]), block.line + start, block.line + end - 1)


def _holds_marks(section: Section) -> bool:
    return any(
        find_marks(part.title) or any(find_marks(text) for text, _ in lines_of_blocks(part.blocks))
        for part in section.walk()
    )


def _key_of_name(text: str) -> str:
    return " ".join(re.findall(r"\w+", without_number(text).lower())) if len(text) <= 80 else ""


def _shallow(block: Block) -> Block:
    return replace(block, children=()) if isinstance(block, ListItem) else block


def _end_of(block: Block) -> int:
    return block.end_line


def _until_table(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and endpoint_columns(block) is not None:
            return
        yield block


def _after(text: str, mark: Mark) -> str:
    return text[mark.end :].replace("**", "").strip("`*: –—-→\n").split("\n")[0]


def _later_prose(text: str, marks: list[Mark]) -> bool:
    """Tell whether the further endpoints of an item are only spoken of in its description."""
    return len(marks) > 1 and any(
        len(text[one.end : two.start]) > 8 for one, two in itertools.pairwise(marks) if two.start > one.end
    )

"""Finding where a Markdown document states endpoints, by structure: headings, tables, lists, fences,
labelled bullets and sentences.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.sentences import fields_of_sentence, is_demand
from workbench.reading.endpoints.describing.access import is_for_anybody, read_remark
from workbench.reading.endpoints.describing.blocks import Description
from workbench.reading.endpoints.describing.drafts import BODY_METHODS
from workbench.reading.endpoints.describing.labels import Part, classify, split_label
from workbench.reading.endpoints.places.base_paths import join_paths, lines_of_blocks
from workbench.reading.endpoints.places.decorators import find_handlers
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.listed_calls import find_listed_calls, take_listed_call
from workbench.reading.endpoints.places.marks import (
    Mark,
    find_marks,
    find_reversed,
    read_call,
    read_target,
    split_calls,
    template_of,
)
from workbench.reading.endpoints.places.openings import (
    Opening,
    find_openings,
    find_shown_calls,
    is_call_of,
    join_siblings,
    opens_line,
    split_paragraphs,
    split_wrapped,
)
from workbench.reading.endpoints.places.request_lines import find_request_lines, take_request_line
from workbench.reading.endpoints.places.surroundings import Context, enter_section, only_speaks
from workbench.reading.endpoints.places.tables import (
    endpoint_columns,
    mark_columns,
    marks_of_row,
    take_cells,
    until_table,
)
from workbench.reading.endpoints.places.titles import area_of, handles_in, path_alone, title_without, without_number
from workbench.reading.layout.asides import is_aside, is_contents_entry, is_example, only_mentions
from workbench.reading.layout.markdown import Block, Code, ListItem, Paragraph, Section, Table
from workbench.reading.literals import strip_marks

_TITLE_METHOD = regex(r"^[\d.)\s`*]*(GET|POST|PUT|PATCH|DELETE)\b[`*]*\s*(?:[(–—:-]\s*(.*))?$")
_GHERKIN = regex(r"^\W{0,6}(?:given|when|then|and|but)\b|\*\*(?:given|when|then)\*\*", re.IGNORECASE)
_PART_SUFFIX = regex(r"(.{2,40}?)的?(请求体|请求参数|请求|响应|返回|参数|リクエスト|レスポンス)\Z")
_CRUD = regex(r"\bCRUD\b")
"""A sentence that lists all that is done to a thing: "CRUD under `/berths` (`GET /berths`, `POST /berths`)"."""
_USAGE = regex(r"\b(?:usage|try|trying|demo|smoke|how to|getting started|walk-?through)\b", re.IGNORECASE)

_STATES = regex(
    r"[\W\d]{0,8}(?:(?:api|http|rest|base|basic) )?(?:endpoints?|routes?|operation|overview|summary|url|path"
    r"|request line|info(?:rmation)?|endpunkt|point d'accès|ruta|rota|엔드포인트|기본 ?정보|エンドポイント|基本情報"
    r"|接口信息|基本信息)"
    r"(?: (?:details?|definition|info(?:rmation)?|overview|summary|url|path))?\W{0,4}\Z",
    re.IGNORECASE,
)
_MOST = 1000
"""Endpoints of one document whose names are compared with headings."""


class Finder:
    """Walks one document; ``drafts`` collects what it finds, in document order."""

    def __init__(self, document: Document, hosts: tuple[str, ...]) -> None:
        self.document = document
        self.hosts = Hosts(hosts)
        self.drafts: list[Description] = []
        self.mentions = only_mentions(document.file)
        self.defines_by_calls = "/api/" in document.file and not self.mentions

    def walk(self, section: Section, context: Context) -> None:
        """Read a section and all below it."""
        if section.title and is_aside(section.title) and not find_marks(section.title):
            return
        marks = [] if self._is_aside(section) else self._title_marks(section, context)
        if marks:
            self._heading(section, marks, context)
            return
        if (named := self._named(section, context)) is not None:
            draft, label = named
            if label:
                draft.begin(label)
            self._describe(draft, section, titled=False)
            draft.part = None
            return
        inner = enter_section(section, context, self.hosts)
        if inner is None:
            return
        before = len(self.drafts)
        opened = self.blocks(section.blocks, inner, section.title)
        stated = None
        for child in section.sections:
            part = stated is not None and classify(child.title) is not None
            if (about := opened or (stated if part else None)) is not None and not _holds_marks(child):
                self._describe(about, child)
                about.end_line = child.end_line
            else:
                self.walk(child, inner)
                stated = self._stated(child, before)

    def _stated(self, section: Section, before: int) -> Description | None:
        """Give the endpoint that the section before its parts does nothing but state: "Endpoint", "Endpoint details"
        and below it "Request body", "Responses" on the same level; ``before`` counts the drafts above them all."""
        found = self.drafts[before:]
        if len(found) != 1 or not found[0].defining or not _STATES.match(section.title):
            return None
        return found[0] if section.line <= found[0].line <= section.end_line else None

    def _is_aside(self, section: Section) -> bool:
        return section.level > 0 and only_speaks(section, whole=True) and not find_marks(section.title)

    def _title_marks(self, section: Section, context: Context) -> list[Mark]:
        marks = self.hosts.find_own(section.title)
        if not marks and context.path and (match := _TITLE_METHOD.match(section.title)):
            mark = read_target(match[1], context.path)
            marks = [mark] if mark else []
        return marks or find_reversed(section.title)

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
            draft.name_body(section.title[marks[-1].end :].lstrip("`"), section.line)
            draft.summary = draft.summary or summary
            draft.defining = draft.defining and not is_example(section.title, whole=True)
        self.drafts += drafts
        for child in section.sections:
            if child not in children:
                self.walk(child, replace(context, areas=context.areas))

    def _named(self, section: Section, context: Context) -> tuple[Description, str] | None:
        """Find the endpoint of a list or table above that the heading of a later section repeats by name, alone or
        before the label of a part: "Lend a book", "Lend a book: request body"."""
        name = _key_of_name(section.title)
        if section.level < 2 or not name or context.mention or len(self.drafts) > _MOST or _holds_marks(section):
            return None
        called = [draft for draft in self.drafts if draft.defining and _key_of_name(draft.summary) == name]
        called = called or [draft for draft in self.drafts if draft.defining and _is_called(draft, name, context)]
        if not called and (handles := handles_in(section.title[:30])):
            called = [draft for draft in self.drafts if draft.defining and draft.handles & handles]
        label = ""
        for name, part in () if called else _split_part(section.title):
            if not called:
                called = [draft for draft in self.drafts if draft.defining and _key_of_name(draft.summary) == name]
                label = part
        if len(called) == 1:
            called[0].handles |= handles_in(section.title[:30])
        return (called[0], label) if len(called) == 1 else None

    def _describe(self, draft: Description, section: Section, *, titled: bool = True) -> None:
        if titled:
            draft.begin(section.title)
        draft.take(section.blocks)
        for child in section.sections:
            self._describe(draft, child)

    # endpoints in blocks

    def blocks(self, blocks: Sequence[Block], context: Context, title: str) -> Description | None:
        """Read the blocks of a section or list item that has no endpoint in its own heading; give the
        endpoint that they are all about, where it is one."""
        blocks = list(join_siblings(list(split_paragraphs(blocks))))
        starts = list(find_openings(blocks, self.hosts, context.path))
        called = not starts and self.defines_by_calls and not context.mention and not _USAGE.search(title)
        if called:
            starts = list(find_shown_calls(blocks, self.hosts))
        self._early_calls(blocks[: starts[0].index] if starts else [], context, title)
        count = len(self.drafts)
        self._open(blocks, starts, context, title, called=called)
        owned = {start.index for start in starts}
        calls = not starts and not any(isinstance(block, Table) and endpoint_columns(block) for block in blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, Table):
                self._table(block, blocks[index + 1 :] if not starts else (), context)
            elif isinstance(block, ListItem):
                self._item(block, context, owned=bool(starts))
            elif isinstance(block, Code) and index not in owned:
                self._fence(block, context, self.drafts[count:])
                if calls and "curl" in block.text:
                    self._calls(block, context, title)
            elif isinstance(block, Paragraph) and index not in owned:
                before = len(self.drafts)
                self._prose(block.text, block.line, context)
                self._continue(blocks[index:], self.drafts[before:] or self.drafts[count:])
        return self.drafts[count] if len(starts) == 1 and len(starts[0].marks) == 1 else None

    def _continue(self, blocks: list[Block], about: list[Description]) -> None:
        """Take the items or the table that a paragraph leads to for the one endpoint that it is about: the one that
        it names ("Filters of `GET /boats`:"), or the only one of the list before it ("Filters:")."""
        lead, following = blocks[0], blocks[1] if len(blocks) > 1 else None
        if not isinstance(lead, Paragraph) or not isinstance(following, (ListItem, Table)) or len(about) != 1:
            return
        text = lead.text.rsplit("\n", 1)[-1].strip()
        label = split_label(text) if text.endswith((":", ":**", "：")) else None
        if label is None and text.endswith((":", "：")) and (marks := find_marks(text)):
            words = text[: marks[0].start].strip("`* ").split()
            label = next((found for count in (3, 2, 1) if (found := classify(" ".join(words[:count])))), None)
        if label is not None and label.part in (Part.QUERY, Part.REQUEST, Part.PARAMETERS):
            draft = about[0]
            draft.enter(label, lead.line)
            draft.take_content(tuple(itertools.takewhile(lambda block: not isinstance(block, Paragraph), blocks[1:])))
            draft.part = None

    def _open(self, blocks: list[Block], starts: list[Opening], context: Context, title: str, *, called: bool) -> None:
        """Begin the endpoints of a section; each takes the blocks up to the next."""
        alone = len(starts) == 1
        for position, start in enumerate(starts):
            end = starts[position + 1].index if position + 1 < len(starts) else len(blocks)
            begin = 0 if alone else start.index
            last = blocks[end - 1].end_line if end > begin else start.line
            for mark in start.marks:
                draft = self._draft(mark, start.line, max(last, start.line), context, title=title if alone else "")
                if alone and draft.area == area_of(title):
                    draft.area = context.areas[-2] if len(context.areas) > 1 else ""
                draft.from_call = draft.sole_call = called
                draft.defining = draft.defining and not called
                self.drafts.append(draft)
                draft.take(blocks[begin:end])
                draft.part = None
                if not draft.summary or find_marks(draft.summary):
                    draft.summary = without_number(title) if alone else ""

    def _early_calls(self, blocks: list[Block], context: Context, title: str) -> None:
        for block in blocks:
            if isinstance(block, Code) and "curl" in block.text:
                self._calls(block, context, title)

    def _fence(self, code: Code, context: Context, stated: list[Description]) -> None:
        """Take the endpoints that a fence lists, but for calls of those that were stated before it."""
        for mark, rest, line in find_request_lines(code, self.hosts):
            if any(is_call_of(mark, draft.mark) for draft in stated):
                continue
            draft = self._draft(mark, line, line, context)
            take_request_line(draft, rest, line)
            self.drafts.append(draft)
        for mark, item in find_listed_calls(code, self.hosts):
            draft = self._draft(mark, item.line, item.end_line, context)
            take_listed_call(draft, item)
            self.drafts.append(draft)
        for handler in find_handlers(code, self.hosts):
            draft = self._draft(handler.mark, handler.line, handler.end_line, replace(context, mention=True))
            draft.from_call = True  # a sketch of code defines where the document defines in no other way
            draft.summary, draft.header_seen = handler.name, handler.guarded
            draft.auth = "public" if handler.public else None
            if handler.model and handler.mark.method in BODY_METHODS:
                draft.body_named, draft.body_line = handler.model, handler.line
            if handler.status:
                draft.respond(handler.status, "", handler.line)
            self.drafts.append(draft)

    def _calls(self, code: Code, context: Context, title: str) -> None:
        """Take calls of ``curl`` as mentions: method, address, data."""
        for offset, chunk in split_calls(code.text):
            mark = read_call(chunk)
            if mark is None or not self.hosts.is_ours(mark):
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
        marks = self.hosts.find_own(text) or find_reversed(text)
        label = split_label(text)
        if not marks and item.children and (path := path_alone(text)):
            below = replace(
                context, prefix=join_paths(context.prefix, path), path=path, areas=_with_area(context, path)
            )
            self.blocks(item.children, below, "")
            return
        if not marks and context.path and (method := _TITLE_METHOD.match(text.split("\n")[0])):
            if mark := read_target(method[1], context.path):
                draft = self._draft(mark, item.line, item.end_line, context)
                draft.say(method[2] or "", item.line)
                draft.take(item.children)
                self.drafts.append(draft)
            return
        if marks and opens_line(text, marks[0]) and not (owned and label) and not _GHERKIN.match(text):
            if is_aside(text[marks[-1].end :][:80]):
                return
            self._open_item(item, marks, replace(context, mention=context.mention or item.checked is not None))
            return
        if marks:
            self._prose(text, item.line, context)
        if item.children and not owned:
            self.blocks(item.children, context, strip_marks(text.split("\n")[0]))

    def _open_item(self, item: ListItem, marks: list[Mark], context: Context) -> None:
        """Read an item that opens with endpoints; the lines after its first describe them as those of a section do."""
        first, _, more = item.text.partition("\n")
        for mark in marks[: 1 if _later_prose(item.text, marks) else None]:
            draft = self._draft(mark, item.line, item.end_line, context)
            draft.say(_after(item.text, mark), item.line)
            self._sentence(draft, item.text[mark.end :], item.line)
            if more and marks[-1].end <= len(first):
                draft.take((Paragraph(more, item.line + 1, item.end_line),))
            draft.take(item.children)
            if not (rest := _after(item.text, mark)).startswith(("←", "<-", "⇐")):
                draft.summary = draft.summary or rest
            self.drafts.append(draft)

    def _prose(self, text: str, line: int, context: Context) -> None:
        """Take the endpoints that sentences name: demanded ones are defined, all others mentioned."""
        for sentence, start in split_wrapped(text):
            marks = self.hosts.find_own(sentence)
            told = _GHERKIN.search(sentence) is not None and "SHALL" not in sentence
            asked = is_demand(sentence) or _CRUD.search(sentence) is not None
            demanded = asked and not told and not context.mention
            for position, mark in enumerate(marks):
                until = marks[position + 1].start if position + 1 < len(marks) else len(sentence)
                clean = replace(mark, path=mark.path if demanded else template_of(mark.path))
                offset = start + sentence.count("\n", 0, mark.start)
                draft = self._draft(clean, line + offset, line + offset, context)
                draft.in_prose = draft.defining and not told
                draft.defining = draft.defining and demanded
                self._sentence(draft, sentence[mark.end : until], line + offset)
                access = read_remark(sentence[mark.end : until][:80])
                draft.auth, draft.roles = access.auth, access.roles
                if demanded and draft.auth is None and is_for_anybody(sentence):
                    draft.auth = "public"
                given = len(draft.body or ()) > 1 and not (told or context.mention or self.mentions)
                draft.defining = draft.defining or given
                draft.summary = sentence[:2000].strip() if demanded else ""
                self.drafts.append(draft)

    def _sentence(self, draft: Description, rest: str, line: int) -> None:
        body, query = fields_of_sentence(draft.mark.method, rest, self.document, line)
        if body:
            draft.add_body(body)
        draft.add_query(query)

    # tables

    def _table(self, table: Table, following: Sequence[Block], context: Context) -> None:
        if crossed := mark_columns(table):
            self._crossed(table, crossed, context)
            return
        columns = endpoint_columns(table)
        if columns is None:
            return
        for row in table.rows:
            for mark in marks_of_row(row, *columns, context.path, self.hosts):
                draft = self._draft(mark, row.line, row.line, context)
                draft.handles = handles_in(" ".join(cell for cell in row.cells if len(cell) < 20))
                take_cells(draft, table, row, set(columns))
                if len(table.rows) == 1:
                    draft.take(list(until_table(following)))
                self.drafts.append(draft)

    def _crossed(self, table: Table, columns: list[int], context: Context) -> None:
        """Take the endpoints of a table of things by what is done to them; both name the endpoint together."""
        for row in table.rows:
            for position in columns:
                for mark in self.hosts.find_own(row.cells[position] if position < len(row.cells) else ""):
                    draft = self._draft(mark, row.line, row.line, context)
                    draft.summary = f"{strip_marks(table.header[position])} {strip_marks(row.cells[0])}"
                    self.drafts.append(draft)

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


def _holds_marks(section: Section) -> bool:
    return any(
        find_marks(part.title) or any(find_marks(text) for text, _ in lines_of_blocks(part.blocks))
        for part in section.walk()
    )


def _split_part(title: str) -> Iterator[tuple[str, str]]:
    """Split a heading that ends in the label of a part into what stands before it, as a key, and the label, in each
    way that is possible."""
    words = without_number(title).split()
    for count in (1, 2, 3):
        label = " ".join(words[-count:]).strip("():–—-")
        if len(words) > count and classify(label):
            yield _key_of_name(" ".join(words[:-count]).rstrip(" :–—-(")), label
    if match := _PART_SUFFIX.match(without_number(title).strip()[:80]):
        yield _key_of_name(match[1]), match[2]


def _is_called(draft: Description, name: str, context: Context) -> bool:
    """Tell whether a heading of its own area names an action by the last part of its path: "Sign in" for
    ``POST /auth/sign-in``."""
    last = draft.mark.path.rsplit("/", 1)[-1]
    above = context.areas[-1] if context.areas else ""
    return draft.mark.method in BODY_METHODS and draft.area == above and _key_of_name(last.replace("-", " ")) == name


def _key_of_name(text: str) -> str:
    return " ".join(re.findall(r"\w+", without_number(text).lower())) if len(text) <= 80 else ""


def _with_area(context: Context, path: str) -> tuple[str, ...]:
    return (*context.areas, area) if (area := area_of(path)) else context.areas


def _after(text: str, mark: Mark) -> str:
    return text[mark.end :].replace("**", "").strip("`*: –—-→\n").split("\n")[0]


def _later_prose(text: str, marks: list[Mark]) -> bool:
    """Tell whether the further endpoints of an item are only spoken of in its description."""
    return len(marks) > 1 and any(
        len(text[one.end : two.start]) > 8 for one, two in itertools.pairwise(marks) if two.start > one.end
    )

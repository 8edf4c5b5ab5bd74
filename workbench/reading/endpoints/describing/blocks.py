"""The blocks that describe an endpoint, read one after the other: each label holds until the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.reading.endpoints.bodies.fences import Shown
from workbench.reading.endpoints.bodies.fields import (
    columns_of,
    field_of_bullet,
    fields_of_bullets,
    fields_of_table,
    merge_fields,
    placed_fields,
)
from workbench.reading.endpoints.describing.access import read_remark, read_spoken
from workbench.reading.endpoints.describing.drafts import BODY_METHODS, end_of_object
from workbench.reading.endpoints.describing.labels import (
    Label,
    Part,
    classify,
    is_bold_heading,
    split_label,
    statuses_in,
)
from workbench.reading.endpoints.describing.wording import (
    BODY_LEAD,
    REFUSAL_LINE,
    RETURNS,
    SHOWN_ANSWER,
    STATUS_BULLET,
    speaks_of,
    status_column,
)
from workbench.reading.endpoints.places.marks import find_marks
from workbench.reading.facts import FieldFact
from workbench.reading.layout.markdown import Block, Code, ListItem, Paragraph, Table
from workbench.reading.literals import strip_marks
from workbench.reading.values.phrases import read_phrase

_BRACKETS = ("{", "[")
_CONTENT_PARTS = (
    Part.QUERY,
    Part.REQUEST,
    Part.PATH_PARAMETERS,
    Part.PARAMETERS,
    Part.RULES,
    Part.ERRORS,
    Part.STATUS,
    Part.RESPONSE,
)


@dataclass
class Description(Shown):
    """A draft that takes whole blocks."""

    def take(self, blocks: list[Block] | tuple[Block, ...]) -> None:
        """Read blocks in their order; a label holds until the next one."""
        under_label = False
        for block in blocks:
            if isinstance(block, Paragraph):
                under_label = self._paragraph(block)
            elif isinstance(block, ListItem):
                self._item(block, content=under_label)
            elif isinstance(block, Table):
                self._table(block)
                under_label = False
            else:
                self.take_code(block)
                under_label = False

    def begin(self, title: str) -> None:
        """Enter a sub-heading."""
        label = classify(title) or split_label(title)
        self.enter(label or Label(Part.OTHER), 0)

    def _paragraph(self, block: Paragraph) -> bool:
        """Read the lines of a paragraph; tell whether its last line is a label that waits for blocks."""
        waiting = False
        lines = block.text.split("\n")
        for offset, line in _whole_lines(lines):
            if line.lstrip()[:1] in _BRACKETS and self.part is not None and (shown := _shown_json(lines[offset:])):
                begin = block.line + offset
                self.take_code(Code("json", shown, begin, begin, begin + shown.count("\n")))
                return False
            if self._answers(line, block.line + offset):
                waiting = False
                continue
            alone = (len(lines) == 1 and line[-1:].isalnum()) or line.rstrip().endswith((":", ")"))
            label = split_label(line) or (classify(line) if len(line) < 50 and alone else None)
            if label is None and self.mark.method in BODY_METHODS and BODY_LEAD.search(line):
                label = Label(Part.REQUEST)
            if label is not None:
                self.enter(label, block.line + offset)
                waiting = not label.rest
            elif is_bold_heading(line) and not find_marks(line, most=1):
                self.part, waiting = Part.OTHER, True
            else:
                self._text(line, block.line + offset)
                waiting = waiting and not line.strip()
        return waiting

    def _item(self, item: ListItem, *, content: bool) -> None:
        label = None if content and not self._nested_label(item) else split_label(item.text)
        if label is None and not content and item.children and len(item.text) < 40:
            label = classify(item.text)  # a bullet that only leads to those below it needs no colon
        if label is not None and label.part is not Part.SUMMARY:
            self.enter(label, item.line)
            self.take_content(item.children)
            if label.part is Part.REQUEST and "{" in label.rest and self.body:
                self.part = None  # the body is whole: the bullets beside it say something else
            return
        if not content and is_bold_heading(item.text) and self.part not in _CONTENT_PARTS:
            self._text(item.text, item.line)
            return
        self._bullet(item)

    def _nested_label(self, item: ListItem) -> bool:
        label = split_label(item.text)
        return (
            label is not None
            and item.text.lstrip().startswith("**")
            and self.part in (Part.REQUEST, Part.RESPONSE, Part.EXAMPLE, Part.OTHER)
            and label.part in (Part.HEADERS, Part.REQUEST, Part.QUERY, Part.PATH_PARAMETERS, Part.ERRORS, Part.RESPONSE)
        )

    def take_content(self, blocks: tuple[Block, ...]) -> None:
        """Read the blocks below a label's own bullet."""
        for block in blocks:
            if isinstance(block, ListItem):
                self._item(block, content=True)
            else:
                self.take((block,))

    def _answers(self, line: str, number: int) -> bool:
        """Take a line that shows what a status comes with, and what stands around it; tell whether it is one."""
        refusal = REFUSAL_LINE.match(line) if self.part is None else None
        if refusal is not None and not statuses_in(refusal[2]):
            self.respond(int(refusal[1]), refusal[2], number)
            return True
        shown = SHOWN_ANSWER.search(line)
        if shown is None:
            return False
        asked = self.part in (Part.REQUEST, Part.QUERY, Part.RULES) and line[: shown.start()].strip("`* ")
        if asked and not re.search(r"\b(?:respon|return|answer)", asked, re.IGNORECASE):
            return False
        before, end = line[: shown.start()].strip(" `*-–—:"), end_of_object(line, shown.end())
        within = self.part if self.part in (Part.RESPONSE, Part.ERRORS, Part.STATUS) else None
        self.part = None
        if before:
            self.say(before, number)
        self.respond(int(shown[1]), line[shown.end() : end], number)
        if rest := line[end:].strip(" `*.;,"):
            self.say(rest, number)
        self.part = within
        return True

    # labels
    def _text(self, line: str, number: int) -> None:
        text = line.strip()
        if not text:
            return
        if self.part is None:
            self.say(text, number)
            return
        if (spoken := read_spoken(text)).auth and self.part is not Part.AUTH:
            self.auth, self.roles, self.part = self.auth or spoken.auth, self.roles or spoken.roles, None
            self.say(text, number)
            return
        if RETURNS.match(text):
            self.returns(text, number)
            return
        if self.part in (Part.RESPONSE, Part.ERRORS, Part.STATUS) and text.endswith(":"):
            self._lead(text)
        elif self.part is Part.REQUEST and "{" in text:
            self.request_line(text, number)
        elif self.part is Part.HEADERS:
            self.headers(text)
        elif self.part in (Part.QUERY, Part.EXAMPLE):
            self.shown_query(text, number)
        elif self.part is Part.AUTH:
            self.apply(Part.AUTH, text, number)
        elif self.part is Part.SUMMARY:
            self.summary = self.summary or text
        elif self.part in (Part.RULES, Part.OTHER):
            self.notes.append(text)

    def _lead(self, text: str) -> None:
        """Stand under the answer whose content a line introduces: "The loan:" after "201: the loan" among others."""
        name = text.strip(" :*_`").lower()
        for response in self.responses:
            if name and name in response.description.lower() and (response.status or 200) < 300:
                self.part, self.status = Part.RESPONSE, response.status

    def _bullet(self, item: ListItem) -> None:
        source_line, text = item.line, item.text
        if self._answers(text, source_line):
            return
        if self.part in (Part.ERRORS, Part.STATUS, Part.RESPONSE) and (match := STATUS_BULLET.match(text)):
            self.status = int(match[1])
            self.respond(self.status, match[2], source_line)
            self.take_content(item.children)
            return
        found = field_of_bullet(text, self.document, source_line)
        if self.part is Part.QUERY and found:
            self.shown_query(text, source_line) if "?" in text and "=" in text else self.add_query((found,))
        elif self.part is Part.REQUEST and found:
            nested = fields_of_bullets(item.children, self.document)
            self.add_body((replace(found, fields=nested) if nested else found,))
        elif self.part is Part.PATH_PARAMETERS and found:
            self.path_parameters = merge_fields(self.path_parameters, (found,))
        elif self.part is Part.PARAMETERS and found:
            self.placed([(found, found.description.lower())])
        elif self.part is Part.RESPONSE and found:
            self.respond(self.status, "", source_line, fields=(found,))
        elif self.part is Part.RULES:
            self._rule(text, source_line)
        else:
            self._remark(text, source_line)
        if self.part in (Part.REQUEST, Part.RESPONSE, Part.ERRORS):
            self.take_content(tuple(child for child in item.children if isinstance(child, Code)))

    def _remark(self, text: str, line: int) -> None:
        """Read a bullet that names no field."""
        if self.part is Part.HEADERS:
            self.headers(text)
        elif self.part is Part.ERRORS:
            self.statuses(text, line)
        elif self.part is Part.AUTH:
            self.apply(Part.AUTH, text, line)
        else:
            self.notes.append(text)
            spoken = read_spoken(text.strip("*_ "))
            if spoken.auth is None and self.part is None:
                spoken = read_remark(text)  # "Declines the offer (no auth, the token tells who)"
            self.auth, self.roles = self.auth or spoken.auth, self.roles or spoken.roles
            if self.mark.method == "GET" and "?" in text:
                self.shown_query(text, line)

    def _rule(self, text: str, line: int) -> None:
        """A sentence below "Validation" that begins with the name of a field says more about it."""
        self.notes.append(text)
        for place in ("body", "query"):
            fields: tuple[FieldFact, ...] = getattr(self, place) or ()
            for known in fields:
                if speaks_of(text, known.name):
                    told = read_phrase(
                        known.name,
                        re.sub(r"^[\W_]*\w+(?:[\s_-]\w+)?", "", text, count=1) or text,
                        self.document.source(line),
                    )
                    setattr(self, place, merge_fields(fields, (replace(told, type=None if known.type else told.type),)))
                    return

    # tables and code
    def _table(self, table: Table) -> None:
        heads = [strip_marks(cell).lower() for cell in table.header]
        if len(heads) == 2 and heads[1] in ("", "value", "detail", "details", "setting", "valor", "values", "info"):
            self._pairs(table)
            return
        columns = columns_of(table)
        if status_column(heads) is not None and (
            self.part not in (Part.QUERY, Part.PARAMETERS, Part.REQUEST) or not columns
        ):
            self._status_table(table)
        elif columns and heads[columns["name"]] in ("header", "header name"):
            self.headers(" ".join(cell for row in table.rows for cell in row.cells))
        elif columns:
            place = _place_of(heads[columns["name"]]) if self.part in (None, Part.OTHER, Part.PARAMETERS) else None
            self.part = place or self.part
            self._fields(table, columns)
            self.part = None if place else self.part

    def _pairs(self, table: Table) -> None:
        for row in table.rows:
            if len(row.cells) > 1 and (label := classify(row.cells[0])):
                self.part, self.status = label.part, label.status
                self.apply(label.part, row.cells[1], row.line)
        self.part = None

    def _status_table(self, table: Table) -> None:
        column = status_column([strip_marks(cell).lower() for cell in table.header])
        for row in table.rows:
            statuses = statuses_in(row.cells[column]) if column is not None and column < len(row.cells) else []
            rest = ", ".join(cell for position, cell in enumerate(row.cells) if position != column and cell)
            for status in statuses:
                self.respond(status, rest, row.line)

    def _fields(self, table: Table, columns: dict[str, int]) -> None:
        fields = fields_of_table(table, self.document)
        if self.part is Part.QUERY:
            self.add_query(fields)
        elif self.part is Part.REQUEST:
            self.add_body(fields)
        elif self.part is Part.PATH_PARAMETERS:
            self.path_parameters = merge_fields(self.path_parameters, fields)
        elif self.part is Part.RESPONSE:
            self.respond(self.status, "", table.line, fields=fields)
        elif self.part in (Part.PARAMETERS, None) or (self.part is Part.OTHER and "place" in columns):
            self.placed(placed_fields(table, self.document))
        elif self.part is Part.HEADERS:
            self.headers(" ".join(cell for row in table.rows for cell in row.cells))
        elif self.part is Part.RULES and self.body is None and self.mark.method in BODY_METHODS:
            self.add_body(fields)  # nothing else tells what is sent but the rules that it must follow


def _shown_json(lines: list[str]) -> str:
    """Give the object or array that people show without a fence, where it opens a line and ends a later one."""
    text = "\n".join(lines)
    return text if len(lines) > 1 and lines[-1].rstrip()[-1:] in ("}", "]") else ""


def _place_of(head: str) -> Part | None:
    """Tell where the fields of a table belong whose first head says so: "Query parameter", "Body field"."""
    if head.startswith("query"):
        return Part.QUERY
    return Part.REQUEST if head.startswith(("body", "json", "form", "request")) else None


def _whole_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Give the lines with their numbers; names in a row go on where a comma ends a line: ```rig`,`` over ```crew```."""
    held, start = "", 0
    for number, line in enumerate(lines):
        start, held = (start, f"{held} {line.strip()}") if held else (number, line)
        follows = lines[number + 1 : number + 2]
        if not (held.rstrip().endswith("`,") and follows and follows[0].lstrip().startswith("`")):
            yield start, held
            held = ""

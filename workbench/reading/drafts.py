"""One endpoint in the making: it takes the blocks that describe it, one after the other, and knows
under which label it is.
"""

import re
from dataclasses import dataclass, field, replace

from workbench.reading.access import Statement, read_access, read_remark
from workbench.reading.bodies import (
    columns_of,
    field_of_bullet,
    fields_of_bullets,
    fields_of_node,
    fields_of_table,
    merge_fields,
    placed_fields,
)
from workbench.reading.documents import Document
from workbench.reading.facts import FieldFact, ResponseFact
from workbench.reading.labels import Label, Part, classify, is_bold_heading, split_label, statuses_in
from workbench.reading.literals import strip_marks
from workbench.reading.markdown import Block, Code, ListItem, Paragraph, Table
from workbench.reading.marks import Mark, find_marks, same_shape
from workbench.reading.models import declared
from workbench.reading.nodes import Kind, Node, parse_json
from workbench.reading.phrases import read_phrase

_NOTHING = re.compile(
    r"^[\s*`(]*(?:none|no(?:ne| request)?(?: body| payload| content| parameters)?|empty(?: body)?|n/?a|-|—|–|not (?:required|needed|applicable)|nothing|ninguno|없음|keine?|aucun)"
    r"(?:[\s*`).,;:(—–-]|$)",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:same|identical|see|like|equal)\b(?: (?:as|to|body|schema|fields|format|structure|response|request|object))*",
    re.IGNORECASE,
)
_ALL_OPTIONAL = re.compile(
    r"\b(?:all|every|any)\b[^.]{0,30}\boptional\b|\bpartial\b|\bany (?:subset|combination) of\b|todos? (?:los campos )?opcional",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:any|a|some) (?:subset|combination|part) of|\bany (?:of the )?(?:\w+ )?fields?\b|\bone or more (?:of the )?fields",
    re.IGNORECASE,
)
_LANGUAGES = frozenset(
    {
        "",
        "json",
        "jsonc",
        "json5",
        "javascript",
        "js",
        "typescript",
        "ts",
        "http",
        "text",
        "txt",
        "plaintext",
        "yaml",
        "yml",
        "python",
        "py",
    }
)
_SHELL = frozenset({"bash", "sh", "shell", "curl", "console", "zsh"})
_BODY_METHODS = ("POST", "PUT", "PATCH")
_STATUS_BULLET = re.compile(r"^[`*\s]*([1-5]\d\d)\b[^:–—-]{0,40}[`*\s]*[:–—-]?\s*(.*)$", re.DOTALL)
_NO_CONTENT = re.compile(r"\bno (?:content|body)\b|\bempty\b|\b204\b|^none\b", re.IGNORECASE)
_ENTITIES = (
    re.compile(r"`?\b([A-Z][A-Za-z]+|[a-z]+)`?(?:\s+(?:object|item|record|resource|model|details|data|schema)s?)\b"),
    re.compile(r"^\W*(?:\d{3})?[\w ]{0,12}?\W*\b([A-Z][A-Za-z]{2,40})(?:\[\])?\W*$"),
    re.compile(
        r"\b(?:[Cc]reated|[Uu]pdated|[Nn]ew|[Mm]odified|[Rr]egistered|[Rr]equested|[Tt]oggled|[Rr]estored)\s+`?([A-Za-z]{3,40})"
    ),
    re.compile(r"\b(?:[Aa]rray|[Ll]ist|[Cc]ollection) of\s+(?:the |all |user'?s? )?`?([A-Za-z]{3,40}?)s?\b"),
)
_NO_ENTITY = frozenset(
    "json http the all created updated new success response full complete ok not no user's empty deleted error single object objects data content found"
    " successfully resource unauthorized forbidden conflict bad request".split()
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\s+[—–]\s+")
_REQUIRES = re.compile(r"^\W*(?:requires?|needs?) (.{3,80})", re.IGNORECASE)
_RETURNS = re.compile(r"^\W*(?:(?:it )?returns?|responds?(?: with)?|response is|devuelve|retourne)\b", re.IGNORECASE)
_MODEL = re.compile(r"[A-Z][a-z]+\w*(?:\[\])?$")
_REQUEST_NAME = re.compile(r"Request|Create|Update|Input|Payload|Body|Patch|New|Form|Params")
_TYPED_LANGUAGES = frozenset({"typescript", "ts", "python", "py", "tsx", "java", "kotlin"})
_LIST_OF = re.compile(r"\b(?:array|list|paginated|collection|lista)\b|\[\]|^\s*`?\[", re.IGNORECASE)
_JSON_HINT = re.compile(
    r"\b(response|returns?|responds?|output|result|success|respuesta)\b|\b(request|send|sends|input|payload|body|accepts?)\b",
    re.IGNORECASE,
)
_CURL_DATA = re.compile(r"(?:-d|--data(?:-raw)?|--json)\s+(['\"])")
_EXAMPLE_PATH = re.compile(r"(?:https?://[^/\s'\"]+)?(/[^\s'\"`]*)\?([^\s'\"`]+)")


@dataclass
class Draft:
    """An endpoint being read; ``document`` is where it stands."""

    document: Document
    mark: Mark
    line: int
    end_line: int
    summary: str = ""
    area: str = ""
    defining: bool = True
    auth: str | None = None
    roles: tuple[str, ...] = ()
    prefix: str = ""
    section_auth: str | None = None
    section_roles: tuple[str, ...] = ()
    statement: Statement | None = None
    query: tuple[FieldFact, ...] = ()
    path_parameters: tuple[FieldFact, ...] = ()
    body: tuple[FieldFact, ...] | None = None
    body_named: str = ""
    body_optional: bool = False
    body_subset: bool = False
    body_line: int = 0
    response_named: str = ""
    responses: list[ResponseFact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""
    part: Part | None = None
    status: int | None = None
    header_seen: bool = False

    def __post_init__(self) -> None:
        """Take the query parameters that stand in the path itself."""
        self.add_query(tuple(self._query_field(name, value, self.line) for name, value in self.mark.query))

    # what stands in the blocks

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
                self._code(block)
                under_label = False

    def begin(self, title: str) -> None:
        """Enter a sub-heading."""
        label = classify(title) or split_label(title)
        self._enter(label or Label(Part.OTHER), 0)

    def _paragraph(self, block: Paragraph) -> bool:
        """Read the lines of a paragraph; tell whether its last line is a label that waits for blocks."""
        waiting = False
        lines = block.text.split("\n")
        for offset, line in enumerate(lines):
            alone = len(lines) == 1 and line[-1:].isalnum() or line.rstrip().endswith((":", ")"))
            label = split_label(line) or (classify(line) if len(line) < 50 and alone else None)
            if label is not None:
                self._enter(label, block.line + offset)
                waiting = not label.rest
            elif is_bold_heading(line):
                self.part, waiting = Part.OTHER, True
            else:
                self._text(line, block.line + offset)
                waiting = waiting and not line.strip()
        return waiting

    def _item(self, item: ListItem, *, content: bool) -> None:
        label = None if content and not self._nested_label(item) else split_label(item.text)
        if label is not None and label.part is not Part.SUMMARY:
            self._enter(label, item.line)
            self.take_content(item.children)
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

    # labels

    def _enter(self, label: Label, line: int) -> None:
        part = label.part
        if part is Part.EXAMPLE and label.rest == "" and self.part in (Part.REQUEST, Part.RESPONSE):
            return
        self.part, self.status = part, label.status
        if part is Part.REQUEST:
            self.body_optional = self.body_optional or bool(_ALL_OPTIONAL.search(label.remark))
            self.body_subset = self.body_subset or bool(_SUBSET.search(label.remark))
        self.apply(part, label.rest, line, label.remark)

    def apply(self, part: Part, rest: str, line: int, remark: str = "") -> None:
        """Read the text that follows a label on its line, or the cell below a column head."""
        if part is Part.RESPONSE or (part is Part.ERRORS and self.status):
            self._response_line(rest, line)
        if not rest.strip():
            return
        if part is Part.AUTH:
            access = read_access(rest)
            self.auth, self.roles = access.auth or self.auth, access.roles or self.roles
        elif part is Part.ROLES:
            self.roles = read_access(rest).roles or self.roles
        elif part is Part.SUMMARY:
            self.summary = self.summary or rest
        elif part is Part.QUERY:
            self._query_line(rest, line)
        elif part is Part.REQUEST:
            self._request_line(rest, line, remark)
        elif part in (Part.STATUS, Part.ERRORS):
            self._statuses(rest, line)
        elif part is Part.PARAMETERS:
            self._placed([(found, "") for found in _listed(rest, self.document, line)])
        elif part is Part.HEADERS:
            self._headers(rest)
        elif part is Part.ENDPOINT and "?" in rest:
            self._shown_query(rest, line)

    def _query_line(self, rest: str, line: int) -> None:
        if _NOTHING.match(rest):
            return
        self._shown_query(rest, line)
        if "?" not in rest.split("=")[0]:
            self.add_query(_listed(rest, self.document, line))

    def _request_line(self, rest: str, line: int, remark: str) -> None:
        if _NOTHING.match(rest):
            self.body = self.body or ()
            return
        lower = rest.lower()
        if lower.lstrip("*` ").startswith("query"):
            self._query_line(rest.partition(":")[2], line)
            return
        self.body_optional = self.body_optional or bool(_ALL_OPTIONAL.search(rest))
        self.body_subset = self.body_subset or bool(_SUBSET.search(rest))
        self.body_line = self.body_line or line
        brace = rest.find("{")
        if brace >= 0 and (node := _first(parse_json(rest[brace:].rstrip("`* "), line))) and node.members:
            self.add_body(fields_of_node(node, self.document))
            return
        if _SAME.search(rest[:40]):
            self.body_named = rest
            return
        fields = _listed(rest, self.document, line)
        if fields and not (len(fields) == 1 and _MODEL.match(rest.strip("`* "))):
            self.add_body(fields)
        elif self.mark.method in _BODY_METHODS:
            self.body_named = self.body_named or rest

    def _response_line(self, rest: str, line: int) -> None:
        stated = statuses_in(rest)
        status = self.status or (stated[0] if stated else None)
        brace = rest.find("{")
        node = (
            _first(parse_json(rest[brace - 1 if rest[brace - 1 : brace] == "[" else brace :].rstrip("`* "), line))
            if brace >= 0
            else None
        )
        fields = fields_of_node(node, self.document) if node is not None else ()
        array = (node is not None and node.kind is Kind.ARRAY) or bool(_LIST_OF.search(rest[:80]))
        if status is None and not rest.strip():
            return
        self._respond(status, rest, line, fields=fields, array=array)
        if _SAME.search(rest[:40]):
            self.response_named = rest
        for other in stated[1:]:
            self._respond(other, "", line)

    def _statuses(self, rest: str, line: int) -> None:
        for status in statuses_in(rest):
            self._respond(status, rest if rest.count(str(status)) and len(statuses_in(rest)) == 1 else "", line)

    def _headers(self, text: str) -> None:
        if re.search(r"authorization|bearer|x-api-key|cookie", text, re.IGNORECASE):
            self.header_seen = not re.search(r"optional", text, re.IGNORECASE)

    # single lines and bullets

    def _text(self, line: str, number: int) -> None:
        text = line.strip()
        if not text:
            return
        if self.part is None:
            self.say(text, number)
            return
        if _RETURNS.match(text):
            self._returns(text, number)
            return
        if self.part is Part.REQUEST and "{" in text:
            self._request_line(text, number, "")
        elif self.part is Part.HEADERS:
            self._headers(text)
        elif self.part in (Part.QUERY, Part.EXAMPLE):
            self._shown_query(text, number)
        elif self.part is Part.AUTH:
            self.apply(Part.AUTH, text, number)
        elif self.part is Part.SUMMARY:
            self.summary = self.summary or text
        elif self.part in (Part.RULES, Part.OTHER):
            self.notes.append(text)

    def say(self, text: str, line: int) -> None:
        """Read a line of prose about the endpoint; its sentences may hold labels of their own.

        Example: ``Lists loans. Query: `state`, `limit`. Requires admin. Returns 200.``
        """
        own = next((m for m in find_marks(text) if m.method == self.mark.method and m.path == self.mark.path), None)
        if own is not None:
            text = text[own.end :].strip("`*: –—-→|\t")
        access = read_remark(text)
        self.auth, self.roles = self.auth or access.auth, self.roles or access.roles
        for sentence in _SENTENCES.split(text):
            label = split_label(sentence)
            if label is not None:
                self._enter(label, line)
                self.part = None
            elif required := _REQUIRES.match(sentence):
                access = read_access(f"required {required[1]}")
                self.auth, self.roles = self.auth or access.auth, self.roles or access.roles
            elif _RETURNS.match(sentence):
                self._returns(sentence, line)
                self.part = None
            elif sentence.strip():
                self.summary = self.summary or sentence.strip()
                self.notes.append(sentence.strip())

    def _returns(self, text: str, line: int) -> None:
        """Read "Returns `201` with the created loan"; nothing but a status or a thing makes it a response."""
        self.part, self.status = Part.RESPONSE, None
        if statuses_in(text) or _entity_of(text) or "{" in text or _LIST_OF.search(text):
            self._response_line(text, line)
        else:
            self.notes.append(text)

    def _bullet(self, item: ListItem) -> None:
        source_line, text = item.line, item.text
        if self.part in (Part.ERRORS, Part.STATUS, Part.RESPONSE) and (match := _STATUS_BULLET.match(text)):
            self.status = int(match[1])
            self._respond(self.status, match[2], source_line)
            self.take_content(item.children)
            return
        found = field_of_bullet(text, self.document, source_line)
        if self.part is Part.QUERY and found:
            self._shown_query(text, source_line) if "?" in text and "=" in text else self.add_query((found,))
        elif self.part is Part.REQUEST and found:
            nested = fields_of_bullets(item.children, self.document)
            self.add_body((replace(found, fields=nested) if nested else found,))
        elif self.part is Part.PATH_PARAMETERS and found:
            self.path_parameters = merge_fields(self.path_parameters, (found,))
        elif self.part is Part.PARAMETERS and found:
            self._placed([(found, found.description.lower())])
        elif self.part is Part.RESPONSE and found:
            self._respond(self.status, "", source_line, fields=(found,))
        elif self.part is Part.RULES:
            self._rule(text, source_line)
        elif self.part is Part.HEADERS:
            self._headers(text)
        elif self.part is Part.ERRORS:
            self._statuses(text, source_line)
        elif self.part is Part.AUTH:
            self.apply(Part.AUTH, text, source_line)
        else:
            self.notes.append(text)
        if self.part in (Part.REQUEST, Part.RESPONSE, Part.ERRORS):
            self.take_content(tuple(child for child in item.children if isinstance(child, Code)))

    def _rule(self, text: str, line: int) -> None:
        """A sentence below "Validation" that begins with the name of a field says more about it."""
        self.notes.append(text)
        for place in ("body", "query"):
            fields: tuple[FieldFact, ...] = getattr(self, place) or ()
            for known in fields:
                if _speaks_of(text, known.name):
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
        if len(heads) == 2 and heads[1] in ("value", "detail", "details", "setting", "valor", "values", "info"):
            self._pairs(table)
            return
        columns = columns_of(table)
        if _status_column(heads) is not None and (
            self.part not in (Part.QUERY, Part.PARAMETERS, Part.REQUEST) or not columns
        ):
            self._status_table(table)
        elif columns and heads[columns["name"]] in ("header", "header name"):
            self._headers(" ".join(cell for row in table.rows for cell in row.cells))
        elif columns:
            self._fields(table, columns)

    def _pairs(self, table: Table) -> None:
        for row in table.rows:
            if len(row.cells) > 1 and (label := classify(row.cells[0])):
                self.part, self.status = label.part, label.status
                self.apply(label.part, row.cells[1], row.line)
        self.part = None

    def _status_table(self, table: Table) -> None:
        column = _status_column([strip_marks(cell).lower() for cell in table.header])
        for row in table.rows:
            statuses = statuses_in(row.cells[column]) if column is not None and column < len(row.cells) else []
            rest = ", ".join(cell for position, cell in enumerate(row.cells) if position != column and cell)
            for status in statuses:
                self._respond(status, rest, row.line)

    def _fields(self, table: Table, columns: dict[str, int]) -> None:
        fields = fields_of_table(table, self.document)
        if self.part is Part.QUERY:
            self.add_query(fields)
        elif self.part is Part.REQUEST:
            self.add_body(fields)
        elif self.part is Part.PATH_PARAMETERS:
            self.path_parameters = merge_fields(self.path_parameters, fields)
        elif self.part is Part.RESPONSE:
            self._respond(self.status, "", table.line, fields=fields)
        elif self.part in (Part.PARAMETERS, None) or (self.part is Part.OTHER and "place" in columns):
            self._placed(placed_fields(table, self.document))
        elif self.part is Part.HEADERS:
            self._headers(" ".join(cell for row in table.rows for cell in row.cells))

    def _placed(self, fields: list[tuple[FieldFact, str]]) -> None:
        """Sort parameters of which the text may or may not say where they go."""
        for found, place in fields:
            if "header" in place[:20]:
                self._headers(found.name)
            elif "{" + found.name + "}" in self.mark.path or place.startswith("path") or "path param" in place:
                self.path_parameters = merge_fields(self.path_parameters, (found,))
            elif place.startswith("body") or (
                place.startswith(("form", "json"))
                or (not place.startswith("query") and self.mark.method in _BODY_METHODS)
            ):
                self.add_body((found,))
            else:
                self.add_query((found,))

    def _code(self, code: Code) -> None:
        if code.language in _SHELL or "curl " in code.text[:200]:
            self._shell(code)
            return
        if code.language not in _LANGUAGES:
            return
        if code.language in _TYPED_LANGUAGES and (models := list(declared(code, self.document))):
            self._models(models, code)
            return
        text, line = code.text, code.text_line
        if self.part is Part.HEADERS or re.match(r"\s*Authorization:", text):
            self._headers(text)
            if self.part is Part.HEADERS:
                return
        message = _http_message(text)
        if message is not None:
            self._message(*message, code)
            return
        nodes = parse_json(text, line)
        if nodes:
            self._json(nodes, code)

    def _models(self, models: list[tuple[str, tuple[FieldFact, ...]]], code: Code) -> None:
        """Take interfaces and classes: by their names, the label above them or the comment before them."""
        for name, fields in models:
            before = code.text[: code.text.find(name)].rstrip().split("\n")[-3:]
            said = _JSON_HINT.findall(" ".join(line for line in before if line.lstrip().startswith(("//", "#", "/*"))))
            asked = self.part is Part.REQUEST or bool(_REQUEST_NAME.search(name)) or (bool(said) and not said[-1][0])
            if asked and not (said and said[-1][0]) and self.mark.method in _BODY_METHODS:
                self.add_body(fields)
            elif not any(response.fields for response in self.responses):
                self._respond(self.status, "", code.line, fields=fields)

    def _message(self, status: int | None, head: str, body: str, offset: int, code: Code) -> None:
        self._headers(head)
        nodes = parse_json(body, code.text_line + offset)
        if status is None:
            self._shown_query(head.split("\n")[0], code.text_line)
            if nodes and self.mark.method in _BODY_METHODS:
                self.add_body(fields_of_node(nodes[0], self.document))
            return
        fields = fields_of_node(nodes[0], self.document) if nodes else ()
        self._respond(status, "", code.line, fields=fields, array=bool(nodes) and nodes[0].kind is Kind.ARRAY)

    def _json(self, nodes: list[Node], code: Code) -> None:
        place = self.part
        if place in (None, Part.OTHER, Part.SUMMARY, Part.EXAMPLE, Part.AUTH):
            place = self._guess_place()
        if place is Part.REQUEST:
            if self.mark.method in _BODY_METHODS or self.part is Part.REQUEST:
                self.add_body(fields_of_node(nodes[0], self.document))
        elif place is Part.QUERY:
            self.add_query(fields_of_node(nodes[0], self.document))
        elif place in (Part.RESPONSE, Part.STATUS, Part.ERRORS):
            for node in nodes[:1] if place is not Part.ERRORS else nodes:
                self._respond(
                    self.status,
                    "",
                    code.line,
                    fields=fields_of_node(node, self.document),
                    array=node.kind is Kind.ARRAY,
                )

    def _guess_place(self) -> Part | None:
        """JSON without a label is what the last sentence says it is; else a request comes first."""
        said = _JSON_HINT.findall(self.notes[-1]) if self.notes else []
        if said:
            return Part.RESPONSE if said[-1][0] else Part.REQUEST
        if self.part is None:
            return Part.REQUEST if self.mark.method in _BODY_METHODS and self.body is None else Part.RESPONSE
        return None

    def _shell(self, code: Code) -> None:
        """Take names from a call's address and data, where it calls this endpoint."""
        for chunk in code.text.split("curl ")[1:] or [code.text]:
            self._shown_query(chunk, code.text_line)
            data = _CURL_DATA.search(chunk)
            if data and self.body is None and self.mark.method in _BODY_METHODS:
                node = _first(parse_json(chunk[data.end() :].lstrip(), code.text_line))
                if node is not None and node.kind is Kind.OBJECT:
                    self.add_body(fields_of_node(node, self.document))

    def _shown_query(self, text: str, line: int) -> None:
        """Take the parameters of ``?a=b&c=d`` where the path is this endpoint's or missing."""
        for match in re.finditer(
            r"(?:(?:https?://[\w.:-]{1,100})?(/[^\s?'\"`]{0,200}))?\?([A-Za-z_][^\s'\"`)]{0,300})", text
        ):
            path = match[1]
            if path and not (same_shape(path, self.mark.path) or path.rstrip("/").endswith(self.mark.path.rstrip("/"))):
                if not same_shape(
                    "/".join(path.split("/")[-len(self.mark.path.split("/")) + 1 :]), self.mark.path.lstrip("/")
                ):
                    continue
            marks = find_marks(f"GET /x?{match[2]}")
            for mark in marks[:1]:
                self.add_query(tuple(self._query_field(name, value, line) for name, value in mark.query))

    def _query_field(self, name: str, value: str, line: int) -> FieldFact:
        return FieldFact(name=name, example=f'"{value}"' if value else None, source=self.document.source(line))

    # results

    def add_query(self, fields: tuple[FieldFact, ...]) -> None:
        """Add query parameters; what is known already is completed."""
        self.query = merge_fields(self.query, tuple(f for f in fields if "{" + f.name + "}" not in self.mark.path))

    def add_body(self, fields: tuple[FieldFact, ...]) -> None:
        """Add body fields; what is known already is completed."""
        self.body = merge_fields(self.body or (), fields)

    def _respond(
        self, status: int | None, text: str, line: int, *, fields: tuple[FieldFact, ...] = (), array: bool = False
    ) -> None:
        entity = _entity_of(text)
        body = False if _NO_CONTENT.search(text) or status == 204 else (True if fields or entity else None)
        fact = ResponseFact(
            status=status,
            description=text.strip().strip("`*—–- ").strip(),
            array=array,
            body=body,
            fields=fields,
            refers=entity if entity and not fields else None,
            source=self.document.source(line),
        )
        known = next(
            (
                i
                for i, r in enumerate(self.responses)
                if r.status == status
                or (r.status is None and _is_success(status))
                or (status is None and _is_success(r.status))
            ),
            None,
        )
        if known is None:
            self.responses.append(fact)
        else:
            self.responses[known] = _merge_responses(self.responses[known], fact)


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


def _is_success(status: int | None) -> bool:
    return status is None or status < 300


def _merge_responses(one: ResponseFact, two: ResponseFact) -> ResponseFact:
    return replace(
        one,
        status=one.status if one.status is not None else two.status,
        description=one.description or two.description,
        array=one.array or two.array,
        body=one.body if one.body is not None else two.body,
        fields=merge_fields(one.fields, two.fields) if one.fields and two.fields else one.fields or two.fields,
        refers=one.refers or two.refers,
    )


def _entity_of(text: str) -> str | None:
    """Find the thing that a response line names: "Created task object", "201 Room", "the updated loan"."""
    for pattern in _ENTITIES:
        if (match := pattern.search(text[:200])) and match[1].lower() not in _NO_ENTITY:
            return match[1]
    return None


def _first(nodes: list[Node]) -> Node | None:
    return nodes[0] if nodes else None


def _status_column(heads: list[str]) -> int | None:
    for position, head in enumerate(heads):
        if head in ("status", "code", "status code", "http status", "http code", "código", "http", "response code"):
            return position
    return None


def _http_message(text: str) -> tuple[int | None, str, str, int] | None:
    """Split an HTTP request or response into status, head, body and the body's line offset."""
    stripped = text.lstrip("\n")
    answer = re.match(r"HTTP/[\d.]+ (\d{3})", stripped)
    request = re.match(r"(?:GET|POST|PUT|PATCH|DELETE) \S+", stripped)
    if not answer and not request:
        return None
    head, _, body = text.partition("\n\n")
    brace = re.search(r"^[\[{]", head, re.MULTILINE)
    if brace and not body.lstrip().startswith(("{", "[")):
        head, body = text[: brace.start()], text[brace.start() :]
        return (int(answer[1]) if answer else None), head, body, head.count("\n")
    return (int(answer[1]) if answer else None), head, body, head.count("\n") + 2


def _listed(text: str, document: Document, line: int) -> tuple[FieldFact, ...]:
    """Read names in a row: ``title, description (optional) and `due_date?```."""
    inner = re.search(r"\(([a-z_]\w*\??(?:,\s*[a-z_]\w*\??)+)\)", text)
    if inner:
        text = inner[1]
    pieces = _pieces(text.strip().rstrip(".").replace("**", ""))
    fields = [field_of_bullet(piece, document, line) for piece in pieces]
    known = tuple(found for found in fields if found is not None)
    return (
        known
        if len(known) == len(pieces) and all(_is_name(f.name) for f in known) and _looks_listed(text, pieces)
        else ()
    )


def _is_name(name: str) -> bool:
    return len(name) > 1 or name in ("q", "x", "y")


def _looks_listed(text: str, pieces: list[str]) -> bool:
    return len(pieces) > 1 or "`" in text or "(" in text or "_" in text or "?" in text


def _pieces(text: str) -> list[str]:
    """Split at commas and "and" outside parentheses."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter in ",;" and depth <= 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    found: list[str] = []
    for part in parts:
        found += re.split(r"(?:^|\s)(?:and|or|&|y|et|und)\s+(?![^()]*\))", part)
    return [part.strip() for part in found if part.strip()]


def _speaks_of(text: str, name: str) -> bool:
    """Tell whether a sentence begins with a field's name: "Due date must …" speaks of ``due_date``."""
    flat = re.sub(r"[^a-z0-9]", "", name.lower())
    words = re.findall(r"[A-Za-z0-9_]+", text[:80])
    joined = ""
    for word in words[:4]:
        joined += re.sub(r"[^a-z0-9]", "", word.lower())
        if joined == flat:
            return True
    return False

"""How a line about an endpoint is read: what stands behind a label, and sentences that may hold labels of their own."""

import re
from dataclasses import dataclass, replace

from workbench.patterns import regex
from workbench.reading.endpoints.bodies.fields import fields_of_node, merge_fields
from workbench.reading.endpoints.bodies.sentences import fields_of_sentence
from workbench.reading.endpoints.bodies.shapes import shape_in
from workbench.reading.endpoints.describing.access import read_access, read_remark, read_spoken
from workbench.reading.endpoints.describing.drafts import BODY_METHODS, Draft, first
from workbench.reading.endpoints.describing.labels import Label, Part, split_label, statuses_in
from workbench.reading.endpoints.describing.wording import (
    ALL_OPTIONAL,
    AS_ABOVE,
    CHANGES,
    CODED_RUN,
    DERIVED,
    LIST_OF,
    MODEL,
    NEEDS_FIELDS,
    NOTHING,
    PAGED,
    QUERY_WORDS,
    REQUIRES,
    RETURNS,
    SAME,
    SAME_BODY,
    SENDS,
    SENTENCES,
    SUBSET,
    entity_of,
    listed_fields,
)
from workbench.reading.endpoints.places.marks import find_marks
from workbench.reading.facts import FieldFact
from workbench.reading.layout.nodes import parse_json

_BRACKETS = regex(r"\([^()]{0,200}\)")
_ANSWER_BEHIND = regex(r"[.;]\s+(?=(?:answers|returns|responds|gives)\b)", re.IGNORECASE)
"""Where what comes back begins behind what is sent: "Body: isbn, shelf. Answers 201 with `{"id": 1}`"."""

_CARRIED = regex(
    r"\A\W{0,3}(?:(?:an?|the|json|form|multipart|request|url-?encoded)[ /-]){0,3}(?:data|object|body|payload|form)"
    r" (?:with|containing|holding|of)(?: the)?(?: fields?)? (?=`)",
    re.IGNORECASE,
)
"""What carries the names that follow: "Form data with `email` and `password`"."""
_LABELLED = regex(r"[(\[]([a-z ]{3,20}: [^()\[\]]{1,200})[)\]]", re.IGNORECASE)
_REMARK = regex(r"^\W*\([^()]{0,60}\)\W*$")
_ONE_NAME = regex(r"[\s*`]*([a-z][A-Za-z0-9_]{1,40})\??[\s*`.]*\Z")
_SENT = regex(r"\s*(?:←|⇐|<-{1,2})\s*([^→⇒;]{1,300}?)\s*(?=→|⇒|->|;|$)")
_ANSWERED = regex(r"[\s`*]*(?:→|⇒|->|=>)\s*([^;]{1,200})")
_OBJECT = regex(r"(?:[A-Za-z]\w{1,20}:\s+)?[\s`*]*(\{(?:[^{}]|\{[^{}]{0,200}\}){1,400}\})[`*]*")
"""An object that a line begins with, after one word at most: ``borrow: {"isbn": "…"}``."""
_ROW = regex(r"\s*(`\w+\??`(?:,?\s+(?:and\s+)?`\w+\??`){0,12})(?=\s*(?:→|⇒|->|=>))")
"""Names in code marks in front of an arrow."""
_ARROW = regex(r"\s(?:→|⇒|->|=>)\s(?=\d{3}\b|\{|`)")
_REMARK_BEFORE_ARROW = regex(r"^\s*\([^()]{1,60}\)(?=\s*(?:→|⇒|->|=>))")
_COLUMNS = regex(r"\s{3,}|\t+")
"""What parts the texts that are set in columns on one line."""
_QUERY_LABEL = regex(r"[*\s]*query(?: \w+){0,2}[*\s]*:")
_SENTENCE_END = regex(r"(?<=[a-z)`])\.\s+(?=[A-Z])")
_FLAGS = regex(r"[\s`,·/&]*(?:\?[A-Za-z_]\w{0,40}[\s`,·/&]*)+")
"""Nothing but names behind question marks: ```?city` `?open```."""
_SHOWN_QUERY = regex(r"(?:^|[\s`(])\?[A-Za-z_][\w\[\].-]{0,60}=")
_NAMED_FIRST = regex(r"`[A-Za-z_]\w{0,40}`")


_SENDING = regex(r"\W{0,3}(?:sends?|takes|expects)\s(?:[^:`,.]{1,40}:\s)?", re.IGNORECASE)
"""What leads to names in a row that may stand without code marks: "Send what should change: title, rig"."""
_ROUTE = regex(r"\A[`*\s]*(?:GET|POST|PUT|PATCH|DELETE)\s+/[^\s`]*`?[\s.,;:]*(?:with\b\s*)?")
"""The route itself at the head of a request: ``**Request**: `POST /samples` with `barcode```."""


@dataclass
class Spoken(Draft):
    """A draft that takes lines."""

    def enter(self, label: Label, line: int) -> None:
        """Stand under a label from now on, and read what follows it on its line."""
        part = label.part
        if part is Part.EXAMPLE and label.rest == "" and self.part in (Part.REQUEST, Part.RESPONSE):
            return
        self.part, self.status = part, label.status
        if part is Part.REQUEST:
            self.body_optional = self.body_optional or bool(ALL_OPTIONAL.search(label.remark))
            self.body_subset = self.body_subset or bool(SUBSET.search(label.remark))
            self.needed = {"required": True, "mandatory": True, "optional": False}.get(label.remark.split(" ")[0])
        self.apply(part, label.rest, line)

    def apply(self, part: Part, rest: str, line: int) -> None:
        """Read the text that follows a label on its line, or the cell below a column head."""
        if part is Part.RESPONSE or (part is Part.ERRORS and self.status):
            self.response_line(rest, line)
        if not rest.strip():
            return
        if part in (Part.REQUEST, Part.QUERY):
            rest = self._before_arrow(rest, line)
        if part in (Part.AUTH, Part.ROLES):
            self._callers(part, rest, line)
        elif part is Part.SUMMARY:
            self._described(rest, line)
        elif part is Part.QUERY:
            self._query_line(rest, line)
        elif part is Part.REQUEST:
            self.request_line(rest, line)
        elif part in (Part.STATUS, Part.ERRORS):
            self.statuses(rest, line)
        elif part is Part.PARAMETERS:
            self.placed([(found, "") for found in listed_fields(rest, self.document, line)])
        elif part is Part.HEADERS:
            self.headers(rest)
        elif part is Part.ENDPOINT and "?" in rest:
            self.shown_query(rest, line)

    def _before_arrow(self, rest: str, line: int) -> str:
        """Take the answer that an arrow points to: "Body: name, rig → 201 `Boat`"; give what stands before."""
        answer = _ARROW.search(rest)
        if answer is None:
            return rest
        self.response_line(rest[answer.end() :].strip(), line)
        return rest[: answer.start()]

    def _callers(self, part: Part, rest: str, line: int) -> None:
        """Take who may call from the first sentence; what follows it is read on its own: "Role: admin. No body."."""
        told, *more = _SENTENCE_END.split(rest, maxsplit=1)
        self._access(told) if part is Part.AUTH else self._roles(told)
        if more and not read_access(more[0]).auth:
            self.say(more[0], line)

    def _access(self, rest: str) -> None:
        """Take who may call; "Permissions: none" takes back no authentication that was asked for."""
        access = read_access(rest)
        if access.auth != "public" or self.auth is None:
            self.auth, self.roles = access.auth or self.auth, access.roles or self.roles

    def _roles(self, rest: str) -> None:
        """Take the roles of a cell or label; "– (public)" there says that none is needed."""
        access = read_access(rest)
        self.roles = access.roles or read_access(rest.split(",")[0]).roles or self.roles
        if self.auth is None and (access.auth == "public" or (access.auth == "required" and not self.roles)):
            self.auth = access.auth

    def _described(self, text: str, line: int) -> None:
        """Take what is told in a row, with the labels that stand among its sentences: "Lists boats. Params: `rig`"."""
        self.summary = self.summary or text
        text = self._signs(text, line)
        self._mentioned_query(text, line)
        if self.mark.method == "GET" and _SHOWN_QUERY.search(text):
            self.shown_query(text, line)
        for sentence in SENTENCES.split(text) if ":" in text else ():
            label = split_label(sentence.strip("_* "))
            if label is not None and label.part in (Part.PARAMETERS, Part.QUERY, Part.REQUEST, Part.AUTH):
                self.enter(label, line)

    def _mentioned_query(self, text: str, line: int) -> None:
        """Take the names in code marks of a sentence that speaks of query parameters or filters."""
        for sentence in re.split(r"(?<=[.;])\s", text[:600]):
            if self.mark.method == "GET" and QUERY_WORDS.search(sentence):
                place = QUERY_WORDS.search(_BRACKETS.sub("", sentence)) and _BRACKETS.sub("", sentence)
                names = re.findall(r"`([A-Za-z_]\w{0,40})`", place or sentence)
                source = self.document.source(line)
                self.add_query(tuple(FieldFact(name=name, source=source) for name in names))
            elif self.mark.method == "GET" and PAGED.search(sentence) and (run := CODED_RUN.search(sentence)):
                self.add_query(listed_fields(run[1], self.document, line))

    def _query_line(self, rest: str, line: int) -> None:
        if NOTHING.match(rest):
            return
        self.shown_query(rest, line)
        if not re.search(r"[?&]\w{1,60}=", rest):
            rest = rest.replace(" ", ", ").replace("?", "") if _FLAGS.fullmatch(rest) else rest
            alone = _ONE_NAME.match(rest)
            fields = (FieldFact(name=alone[1], source=self.document.source(line)),) if alone else ()
            self.add_query(fields or listed_fields(rest, self.document, line))

    def request_line(self, rest: str, line: int) -> None:
        """Read a body that stands on the line of its label: a shape, a list of names, a reference."""
        if answer := _ANSWER_BEHIND.search(rest):
            rest, said = rest[: answer.start()], rest[answer.end() :]
            self.say(said, line)
        if NOTHING.match(rest):
            self.body = self.body or ()
            return
        inner = split_label(rest) if rest[:1].isalpha() else None  # a cell headed "Request": "Body: `name`"
        rest = inner.rest if inner is not None and inner.part is Part.REQUEST and inner.rest else rest
        rest = _ROUTE.sub("", rest, count=1)
        if not rest or rest.startswith("**"):
            return  # The route alone, and perhaps the next label.
        lower = rest.lower()
        if lower.lstrip("*` ").startswith("?") and self.mark.method == "GET":
            self._query_line(rest, line)
            return
        if _QUERY_LABEL.match(lower) or (inner is not None and inner.part is Part.QUERY and self.mark.method == "GET"):
            self._query_line(rest.partition(":")[2], line)
            return
        self.body_optional = self.body_optional or bool(ALL_OPTIONAL.search(rest))
        self.body_subset = self.body_subset or bool(SUBSET.search(rest))
        self.body_line = self.body_line or line
        brace = rest.find("{")
        if brace >= 0 and (node := first(parse_json(rest[brace:].rstrip("`* "), line))) and node.members:
            self.add_body(fields_of_node(node, self.document))
            return
        if SAME.search(rest[:40]) or DERIVED.match(rest):
            self.body_named = rest
            return
        fields = listed_fields(_CARRIED.sub("", rest, count=1), self.document, line)
        if fields and not (len(fields) == 1 and MODEL.match(fields[0].name)):
            self.add_query(fields) if self.mark.method == "GET" else self._listed_body(fields)
        elif self.mark.method in BODY_METHODS:
            self.body_named = self.body_named or rest

    def _listed_body(self, fields: tuple[FieldFact, ...]) -> None:
        """Take fields in a row ("Required fields: `name`, `kind`"); those of an object that alone makes the body
        and holds one of them are its members."""
        if self.needed is not None:
            fields = tuple(replace(one, required=self.needed) for one in fields)
        wrapper = self.body[0] if self.body and len(self.body) == 1 else None
        if wrapper is not None and {one.name for one in wrapper.fields} & {one.name for one in fields}:
            self.body = (replace(wrapper, fields=merge_fields(wrapper.fields, fields)),)
        else:
            self.add_body(fields)

    def response_line(self, rest: str, line: int) -> None:
        """Read a response on one line: ``201 Created — the book``."""
        stated = statuses_in(rest)
        status = self.status or (stated[0] if stated else None)
        if status is None and not rest.strip():
            return
        self.respond(status, rest, line, array=bool(LIST_OF.search(rest[:80])))
        for other in stated[1:]:
            self.respond(other, "", line)

    def statuses(self, rest: str, line: int) -> None:
        """Take the status codes of a line; a single one holds for what follows."""
        stated = statuses_in(rest)
        if len(stated) == 1:
            self.status = stated[0]
        for status, said in zip(stated, [rest] if len(stated) == 1 else _said_of(stated, rest), strict=True):
            self.respond(status, said, line)

    def say(self, text: str, line: int) -> None:
        """Read a line of prose about the endpoint; its sentences may hold labels of their own.

        Example: ``Lists loans. Query: `state`, `limit`. Requires admin. Returns 200.``
        """
        first_marks = find_marks(text, most=3)
        own = next((m for m in first_marks if m.method == self.mark.method and m.path == self.mark.path), None)
        if own is not None:
            text = text[own.end :].strip("`*: –—-→|\t")
        columns = _COLUMNS.split(text.strip())
        for column in columns if len(columns) > 1 else ():
            self._column(column, line)
        if len(columns) < 2:
            self._tell(text, line)

    def bracketed(self, text: str, line: int) -> None:
        """Take what stands in brackets under a label of its own: "Lists boats (query: rig, berth)"."""
        for inner in _LABELLED.findall(text[:300]):
            label = split_label(inner)
            place = Part.QUERY if self.mark.method == "GET" else Part.REQUEST
            if label is not None and label.part in (place, Part.PARAMETERS):
                self.apply(place, label.rest, line)

    def _tell(self, text: str, line: int) -> None:
        self.bracketed(text, line)
        access = read_remark(text)
        self.auth, self.roles = self.auth or access.auth, self.roles or access.roles
        text = self._signs(text, line)
        self._mentioned_query(text, line)
        if self.mark.method == "GET" and _SHOWN_QUERY.search(text):
            self.shown_query(text, line)
        last: Label | None = None
        for part in SENTENCES.split(text):
            sentence = part.strip("_* ")
            label = split_label(sentence)
            if label is not None:
                last = label
                self.enter(label, line)
                self.part = None
            elif last is not None and last.part is Part.QUERY and _NAMED_FIRST.match(sentence):
                self.apply(Part.QUERY, sentence, line)
            else:
                self._say_sentence(sentence, text, line)

    def _say_sentence(self, sentence: str, text: str, line: int) -> None:
        """Read one sentence of ``text`` that opens with no label."""
        if (spoken := read_spoken(sentence)).auth:
            self.auth, self.roles = self.auth or spoken.auth, self.roles or spoken.roles
            self.notes.append(sentence)
            self._more(sentence, line)
        elif self.mark.method in BODY_METHODS and (AS_ABOVE.match(sentence) or SAME_BODY.match(sentence)):
            self.body_named = self.body_named or text
            self.body_optional = self.body_optional or bool(ALL_OPTIONAL.search(text))
            self.body_line = self.body_line or line
            self.notes.append(sentence)
        elif (named := self._named(sentence, line)) is not None:
            self.add_body(named)
        elif self.mark.method in BODY_METHODS and (sent := SENDS.match(sentence)):
            self.request_line(sent[1] or sent[2], line)
        elif required := REQUIRES.match(sentence):
            access = read_access(f"required {required[1]}")
            self.auth, self.roles = self.auth or access.auth, self.roles or access.roles
        elif RETURNS.match(sentence) or re.match(r"\W*[1-5]\d\d\b", sentence):
            self.returns(sentence, line)
            self.part = None
        elif words := _REMARK.sub("", sentence).strip():
            self.summary = self.summary or words
            self.notes.append(words)

    def name_body(self, said: str, line: int) -> None:
        """Take a body that stands beside the endpoint in its heading: "PATCH /boats/{id} — change `name` or `size`"."""
        changed = CHANGES.match(said)
        if changed is not None and self.body is None and self.mark.method in BODY_METHODS:
            self.add_body(self._row_of_names(changed, line))

    def _row_of_names(self, changed: re.Match[str], line: int) -> tuple[FieldFact, ...]:
        return listed_fields(changed[1].replace("and/or", "and"), self.document, line)

    def _column(self, text: str, line: int) -> None:
        """Read one of several texts that stand apart on the line of an endpoint: a label, an answer, who may call."""
        access = read_access(text) if len(text.split()) < 3 else read_spoken(text)
        if access.auth:
            self.auth, self.roles = self.auth or access.auth, self.roles or access.roles
        elif answer := _ANSWERED.match(text):
            self.response_line(answer[1].strip(), line)
        else:
            self.say(text, line)

    def _signs(self, text: str, line: int) -> str:
        """Take what signs say is sent and comes back, and give the rest: ``← NewLoan → 201 Loan``,
        ``{title, note?} (staff) → 201 Loan; 409 when …``, ```name`, `rig` -> 201``. What a read shows in braces is
        its answer."""
        braced = _OBJECT.match(text)
        shown = _SENT.match(text) or braced or _ROW.match(text)
        if self.mark.method not in BODY_METHODS:
            if braced:
                self.response_line(braced[1], line)
            return text
        if shown is None:
            return text
        self.request_line(shown[1].strip(), line)
        rest = _REMARK_BEFORE_ARROW.sub("", text[shown.end() :])
        answer = _ANSWERED.match(rest)
        if answer is None:
            return rest
        self.response_line(answer[1].strip(), line)
        return rest[answer.end() :].lstrip("; ")

    def _named(self, sentence: str, line: int) -> tuple[FieldFact, ...] | None:
        """Read names in a row that are fields of the body: "Requires `carrier_id`", unless the names are those of
        roles; "Changes `name` or `colour`"."""
        if self.mark.method not in BODY_METHODS:
            return None
        if changed := CHANGES.match(sentence):
            self.summary = self.summary or sentence
            return self._row_of_names(changed, line) or None
        match = NEEDS_FIELDS.match(sentence)
        if match is None and (sent := _SENDING.match(sentence)):
            row = f"with {sentence[sent.end() :]}"
            return fields_of_sentence(self.mark.method, row, self.document, line)[0] or None
        if match is None or read_access(f"required {match[1]}").roles:
            return None
        return tuple(replace(one, required=True) for one in listed_fields(match[1], self.document, line)) or None

    def _more(self, sentence: str, line: int) -> None:
        """Read what follows the first comma of a sentence: "Authentication required, returns the loan"."""
        rest = sentence.partition(",")[2].strip()
        if RETURNS.match(rest) or re.match(r"[1-5]\d\d\b", rest):
            self.returns(rest, line)
            self.part = None

    def returns(self, text: str, line: int) -> None:
        """Read "Returns `201` with the created loan"; nothing but a status or a thing makes it a response."""
        self.part, self.status = Part.RESPONSE, None
        if statuses_in(text) or entity_of(text) or "{" in text or LIST_OF.search(text) or shape_in(text):
            self.response_line(text, line)
        else:
            self.summary = self.summary or text
            self.notes.append(text)


def _said_of(statuses: list[int], text: str) -> list[str]:
    """Give what a line says behind each of its statuses: "400 name taken, 401"; nothing where words come first."""
    if not text.strip("`*( ").startswith(str(statuses[0]) if statuses else " "):
        return [""] * len(statuses)
    starts = [text.index(str(status)) for status in statuses]
    ends = [*starts[1:], len(text)]
    return [text[start + 3 : end].strip(" ,;.:—–-`*/|") for start, end in zip(starts, ends, strict=True)]

"""What fences show of an endpoint: JSON, types, messages, calls, both sides of a dialogue."""

import re
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.endpoints.bodies.dialogues import Turn, split_dialogue, split_turns
from workbench.reading.endpoints.bodies.fields import field_of_bullet, fields_of_lines, fields_of_node
from workbench.reading.endpoints.bodies.models import declared
from workbench.reading.endpoints.describing.drafts import BODY_METHODS, first
from workbench.reading.endpoints.describing.labels import Part
from workbench.reading.endpoints.describing.spoken import Spoken
from workbench.reading.endpoints.describing.wording import (
    JSON_HINT,
    http_message,
)
from workbench.reading.facts import FieldFact
from workbench.reading.layout.markdown import Code
from workbench.reading.layout.nodes import Kind, Node, parse_json

_LANGUAGES = frozenset({
    "", "json", "jsonc", "json5", "javascript", "js", "typescript", "ts", "http", "text", "txt", "plaintext",
    "yaml", "yml", "python", "py",
})  # fmt: skip
_SHELL = frozenset({"bash", "sh", "shell", "curl", "console", "zsh"})

_REQUEST_NAME = regex(r"Request|Create|Update|Input|Payload|Body|Patch|New|Form|Params")
_ANSWER_NAME = regex(r"Response|Result|Output|Out$|Reply|Token|Public$|Read$|View$")
_TYPED_LANGUAGES = frozenset({"typescript", "ts", "javascript", "js", "python", "py", "tsx", "java", "kotlin"})
_CURL_DATA = regex(r"(?:-d|--data(?:-raw)?|--json)\s+(['\"])")


@dataclass
class Shown(Spoken):
    """A draft that takes fences as well as lines."""

    def take_code(self, code: Code) -> None:
        """Read a fence by what it holds: a call, types, a message, both sides of a dialogue, JSON, lines of fields."""
        if code.language in _SHELL or "curl " in code.text[:200]:
            self._shell(code)
            if self.part is Part.REQUEST and self.body is not None:
                self.part = None  # the call shows all that is sent: what follows without a label comes back
            return
        if code.language not in _LANGUAGES:
            return
        if code.language in _TYPED_LANGUAGES and (models := list(declared(code, self.document))):
            self._models(models, code)
            return
        text, line = code.text, code.text_line
        if self.part is Part.HEADERS or re.match(r"\s*Authorization:", text):
            self.headers(text)
            if self.part is Part.HEADERS:
                return
        message = http_message(text)
        if message is not None:
            self._message(*message, code)
            return
        if turns := split_dialogue(text):
            self._dialogue(turns, code.text_line)
            return
        nodes = parse_json(text, line)
        if nodes:
            self._json(nodes, code.line)
        elif self.part in (Part.REQUEST, Part.QUERY) and (fields := fields_of_lines(code, self.document)):
            self.add_body(fields) if self.part is Part.REQUEST else self.add_query(fields)

    def _models(self, models: list[tuple[str, tuple[FieldFact, ...]]], code: Code) -> None:
        """Take interfaces and classes: by their names, the label above them or the comment before them."""
        for name, fields in models:
            place = re.search(rf"\b{name}\b", code.text)
            before = code.text[: place.start() if place else 0].rstrip().split("\n")[-3:]
            said = JSON_HINT.findall(" ".join(line for line in before if line.lstrip().startswith(("//", "#", "/*"))))
            answers = bool(said[-1][0]) if said else None
            if self.mark.method in BODY_METHODS and self._is_sent(name, fields, answers):
                self.add_body(fields)
            elif self.mark.method not in BODY_METHODS and self.part in (Part.REQUEST, Part.QUERY):
                self.add_query(fields)
            elif not any(response.fields for response in self.responses):
                self.respond(self.status, "", code.line, fields=fields)

    def _is_sent(self, name: str, fields: tuple[FieldFact, ...], answers: bool | None) -> bool:
        """Tell a model of the request from one of the answer, which carries what only the backend knows."""
        if answers is not None:
            return not answers
        if self.part is Part.REQUEST or _REQUEST_NAME.search(name):
            return True
        known = any(field.name.lower().replace("_", "") in ("id", "createdat") for field in fields)
        return self.part is None and self.body is None and not known and not _ANSWER_NAME.search(name)

    def _message(self, status: int | None, head: str, body: str, offset: int, code: Code) -> None:
        self.headers(head)
        if status is None:
            self.shown_bare = self.shown_bare or not self.header_seen
            self.shown_query(head.split("\n")[0], code.text_line)
            sent, turns = split_turns(body)
            nodes = parse_json(sent, code.text_line + offset)
            if nodes and self.mark.method in BODY_METHODS:
                self.add_body(fields_of_node(nodes[0], self.document))
            self._dialogue(turns, code.text_line + offset)
            return
        nodes = parse_json(body, code.text_line + offset)
        fields = fields_of_node(nodes[0], self.document) if nodes else ()
        self.respond(status, "", code.line, fields=fields, array=bool(nodes) and nodes[0].kind is Kind.ARRAY)

    def _json(self, nodes: list[Node], line: int) -> None:
        place = self.part
        if place is Part.QUERY and not self._asks(nodes[0]):
            place = None
        if place in (None, Part.OTHER, Part.SUMMARY, Part.EXAMPLE, Part.AUTH):
            place = self._guess_place()
        if place is Part.REQUEST:
            if self.mark.method in BODY_METHODS or self.part is Part.REQUEST:
                self.add_body(fields_of_node(nodes[0], self.document))
        elif place is Part.QUERY:
            self.add_query(fields_of_node(nodes[0], self.document))
        elif place in (Part.RESPONSE, Part.STATUS, Part.ERRORS):
            for node in nodes[:1] if place is not Part.ERRORS else nodes:
                self.respond(
                    self.status,
                    "",
                    line,
                    fields=fields_of_node(node, self.document),
                    array=node.kind is Kind.ARRAY,
                )

    def _asks(self, node: Node) -> bool:
        """Tell JSON below query parameters that gives values for them from what comes back: a list, or other names."""
        known = {field.name for field in self.query}
        shown = {field.name for field in fields_of_node(node, self.document)}
        return node.kind is not Kind.ARRAY and (not known or shown <= known)

    def _dialogue(self, turns: tuple[Turn, ...], first_line: int) -> None:
        """Read what is sent and what comes back, where one fence shows both."""
        for turn in turns:
            self.part, self.status = turn.part, turn.status
            brace = min((at for mark in "{[" if (at := turn.text.find(mark)) >= 0), default=len(turn.text))
            line = first_line + turn.offset + turn.text.count("\n", 0, brace)
            if turn.part is Part.QUERY and brace == len(turn.text):
                named = (text.strip().removeprefix("- ") for text in turn.text.split("\n") if text.strip())
                found = (field_of_bullet(text, self.document, line) for text in named)
                self.add_query(tuple(field for field in found if field is not None))
                continue
            if nodes := parse_json(turn.text[brace:], line):
                self._json(nodes, line)
            elif turn.part in (Part.RESPONSE, Part.ERRORS):
                self.response_line(turn.text.split("\n")[0], line)
        self.part = self.status = None

    def _guess_place(self) -> Part | None:
        """JSON without a label is what the last sentence says it is; else a request comes first."""
        said = JSON_HINT.findall(self.notes[-1]) if self.notes else []
        if said:
            return Part.RESPONSE if said[-1][0] else Part.REQUEST
        if self.part in (None, Part.QUERY):
            return Part.REQUEST if self.mark.method in BODY_METHODS and self.body is None else Part.RESPONSE
        return None

    def _shell(self, code: Code) -> None:
        """Take names from a call's address and data, where it calls this endpoint."""
        for chunk in code.text.split("curl ")[1:] or [code.text]:
            self.shown_query(chunk, code.text_line)
            if self.from_call:
                guarded = re.search(r"authorization|x-api-key|cookie", chunk, re.IGNORECASE) is not None
                self.header_seen, self.shown_bare = self.header_seen or guarded, self.shown_bare or not guarded
            data = _CURL_DATA.search(chunk)
            if data and self.body is None and self.mark.method in BODY_METHODS:
                node = first(parse_json(chunk[data.end() :].lstrip(), code.text_line))
                if node is not None and node.kind is Kind.OBJECT:
                    self.add_body(fields_of_node(node, self.document))

"""One endpoint in the making: what has been said of it so far."""

import re
from dataclasses import dataclass, field, replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import fields_of_node, merge_fields
from workbench.reading.endpoints.bodies.shapes import shape_in
from workbench.reading.endpoints.describing.access import Statement
from workbench.reading.endpoints.describing.labels import Part
from workbench.reading.endpoints.describing.wording import NO_CONTENT, entity_of
from workbench.reading.endpoints.places.marks import Mark, read_target, same_shape
from workbench.reading.facts import FieldFact, ResponseFact
from workbench.reading.layout.nodes import Kind, Node, parse_json

BODY_METHODS = ("POST", "PUT", "PATCH")
MARK_LIKE = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b[\s`*:]{1,5}/")
"""What looks like an endpoint wherever it stands: ``GET /books``, ``**POST** `/books```."""
MOST_REFERENCES = 500
"""References within one document that are followed; no written document has as many."""


@dataclass(slots=True)
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
    needed: bool | None = None
    body_line: int = 0
    responses: list[ResponseFact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""
    from_call: bool = False
    in_prose: bool = False
    sole_call: bool = False
    handles: frozenset[str] = frozenset()
    part: Part | None = None
    status: int | None = None
    header_seen: bool = False
    shown_bare: bool = False

    def __post_init__(self) -> None:
        """Take the query parameters that stand in the path itself."""
        self.add_query(tuple(self._query_field(name, value, self.line) for name, value in self.mark.query))

    def headers(self, text: str) -> None:
        """Note whether credentials are asked for."""
        if re.search(r"authorization|bearer|x-api-key|cookie", text, re.IGNORECASE):
            self.header_seen = not re.search(r"optional", text, re.IGNORECASE)

    def placed(self, fields: list[tuple[FieldFact, str]]) -> None:
        """Sort parameters of which the text may or may not say where they go."""
        for found, place in fields:
            if "header" in place[:20]:
                self.headers(found.name)
            elif "{" + found.name + "}" in self.mark.path or place.startswith("path") or "path param" in place:
                self.path_parameters = merge_fields(self.path_parameters, (found,))
            elif place.startswith("body") or (
                place.startswith(("form", "json"))
                or (not place.startswith("query") and self.mark.method in BODY_METHODS)
            ):
                self.add_body((found,))
            else:
                self.add_query((found,))

    # results

    def shown_query(self, text: str, line: int) -> None:
        """Take the parameters of ``?a=b&c=d`` where the path is this endpoint's or missing."""
        for match in re.finditer(
            r"(?:(?:https?://[\w.:-]{1,100})?(/[^\s?'\"`]{0,200}))?\?([A-Za-z_][^\s'\"`)]{0,300})", text
        ):
            if match[1] and not self._is_own(match[1].rstrip("/")):
                continue
            if mark := read_target("GET", f"/x?{match[2]}"):
                self.add_query(tuple(self._query_field(name, value, line) for name, value in mark.query))

    def _is_own(self, path: str) -> bool:
        """Tell whether the path of a call ends as this endpoint's does."""
        own = self.mark.path.strip("/").split("/")
        return same_shape("/".join(path.split("/")[-len(own) :]), "/".join(own))

    def _query_field(self, name: str, value: str, line: int) -> FieldFact:
        if "|" in value:
            return FieldFact(
                name=name, choices=tuple(filter(None, value.split("|"))), source=self.document.source(line)
            )
        return FieldFact(name=name, example=f'"{value}"' if value else None, source=self.document.source(line))

    def add_query(self, fields: tuple[FieldFact, ...]) -> None:
        """Add query parameters; what is known already is completed."""
        self.query = merge_fields(self.query, tuple(f for f in fields if "{" + f.name + "}" not in self.mark.path))

    def add_body(self, fields: tuple[FieldFact, ...]) -> None:
        """Add body fields; what is known already is completed."""
        self.body = merge_fields(self.body or (), fields)

    def respond(
        self, status: int | None, text: str, line: int, *, fields: tuple[FieldFact, ...] = (), array: bool = False
    ) -> None:
        """Add a response, or complete the known one of its status; the text may show its body among other words."""
        if not fields and (node := shown_in(text, line)) is not None:
            fields, array = fields_of_node(node, self.document), array or node.kind is Kind.ARRAY
        entity = entity_of(text)
        shape = shape_in(text) if not fields else None
        body = False if NO_CONTENT.search(text) or status == 204 else (True if fields or entity or shape else None)
        fact = ResponseFact(
            status=status,
            description=text.strip().strip("`*—–- ").strip(),
            array=array,
            body=body,
            fields=fields,
            refers=entity if entity and not fields else None,
            shape=shape,
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
        shape=one.shape or two.shape,
    )


def shown_in(text: str, line: int) -> Node | None:
    """Give the object or array that a line shows: ``Boat added, `{"boatId": 7}```."""
    brace = text.find("{")
    if brace < 0:
        return None
    start = brace - 1 if text[brace - 1 : brace] == "[" else brace
    return first(parse_json(text[start:].rstrip("`* "), line))


def end_of_object(text: str, start: int) -> int:
    """Give where the brackets are closed that open behind ``start``; the end of the text where they are not."""
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] in "{[") - (text[position] in "}]")
        if depth == 0 and text[position] in "}]":
            return position + 1
    return len(text)


def first(nodes: list[Node]) -> Node | None:
    """Give the first node, where there is one."""
    return nodes[0] if nodes else None

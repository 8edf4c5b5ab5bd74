"""Endpoints as a list of values, each with its method and path: in YAML or JSON that is of no known notation.

``- method: GET`` over ``path: /boats``, ``auth: none`` and ``query: [rig, limit]``.
"""

from collections.abc import Iterator

from workbench.reading.endpoints.bodies.fields import fields_of_node
from workbench.reading.endpoints.describing.blocks import Description
from workbench.reading.endpoints.describing.labels import Label, Part, classify
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.marks import Mark, find_marks, methods_in, read_target
from workbench.reading.facts import FieldFact
from workbench.reading.layout.markdown import Code
from workbench.reading.layout.nodes import Kind, Node
from workbench.reading.layout.yaml_nodes import Unparsable, parse_document

_SUFFIXES = {"yaml": ".yaml", "yml": ".yaml", "json": ".json"}


def find_listed_calls(code: Code, hosts: Hosts) -> Iterator[tuple[Mark, Node]]:
    """Give each endpoint of a fence whose values say methods and paths, with all that its own say."""
    lowered = code.text.lower()
    if code.language not in _SUFFIXES or "/" not in lowered or not ("method" in lowered or "endpoint" in lowered):
        return
    try:
        root = parse_document(code.text, _SUFFIXES[code.language], code.text_line)
    except Unparsable:
        return
    for item in (item for node in (root, *root.members.values()) for item in node.entries):
        mark = _mark_of(item)
        if mark is not None and hosts.is_ours(mark):
            yield mark, item


def _mark_of(item: Node) -> Mark | None:
    said = {
        label.part: node.text for name, node in item.members.items() if (label := classify(name)) and node.is_scalar
    }
    whole = find_marks(said.get(Part.ENDPOINT, ""), most=1)
    if whole:
        return whole[0]
    methods = methods_in(said.get(Part.METHOD, ""))
    path = said.get(Part.PATH) or said.get(Part.ENDPOINT) or ""
    return read_target(methods[0], path) if methods and path.startswith("/") else None


def take_listed_call(draft: Description, item: Node) -> None:
    """Read all that the values of an endpoint say: texts as those behind labels, objects and lists as fields."""
    for name, node in item.members.items():
        label = classify(name)
        if label is None or label.part in (Part.METHOD, Part.PATH, Part.ENDPOINT):
            continue
        if node.is_scalar:
            draft.enter(Label(label.part, node.text, label.status), node.line)
        elif label.part in (Part.ERRORS, Part.STATUS):
            draft.enter(Label(label.part, ", ".join(one.text for one in node.entries)), node.line)
        elif label.part in (Part.QUERY, Part.PARAMETERS, Part.REQUEST, Part.RESPONSE):
            _take_fields(draft, label.part, _fields(node, draft), node)
    draft.part = None


def _take_fields(draft: Description, part: Part, fields: tuple[FieldFact, ...], node: Node) -> None:
    if part is Part.RESPONSE:
        draft.respond(None, "", node.line, fields=fields, array=node.kind is Kind.ARRAY)
    elif part is Part.QUERY:
        draft.add_query(fields)
    elif part is Part.REQUEST:
        draft.add_body(fields)
    else:
        draft.placed([(field, "") for field in fields])


def _fields(node: Node, draft: Description) -> tuple[FieldFact, ...]:
    """Give the fields of an object, or of a list of names, of objects with one member, or of objects with a name."""
    if node.kind is not Kind.ARRAY:
        return fields_of_node(node, draft.document)
    found: list[FieldFact] = []
    for item in node.entries:
        if item.is_scalar:
            found.append(FieldFact(item.text, source=draft.document.source(item.line)))
        elif name := item.word("name"):
            found.append(FieldFact(name, type=item.word("type") or None, source=draft.document.source(item.line)))
        else:
            found += fields_of_node(item, draft.document)
    return tuple(found)

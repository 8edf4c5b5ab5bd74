"""Fields of a JSON Schema object, as OpenAPI documents and fenced examples hold them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from workbench.reading.documents import Document
from workbench.reading.facts import FieldFact
from workbench.reading.literals import read_literal
from workbench.reading.nodes import Kind, Node, source_of

Lookup = Callable[[str], Node | None]
"""Gives the node that a ``$ref`` points to."""

DEEPEST = 6
"""Objects within objects are followed so far; recursive schemas end here."""


def is_schema(node: Node) -> bool:
    """Tell a JSON Schema of an object from an object that is shown."""
    properties = node.get("properties")
    if node.kind is Kind.OBJECT and properties is not None and properties.kind is Kind.OBJECT:
        return node.word("type") in ("object", "") and (
            "type" in node.members or "required" in node.members or len(node.members) == 1
        )
    return node.kind is Kind.OBJECT and "$ref" in node.members


def no_lookup(reference: str) -> None:
    """Stand in where nothing can be referred to."""


def fields_of_schema(
    node: Node, document: Document, lookup: Lookup = no_lookup, depth: int = 0
) -> tuple[FieldFact, ...]:
    """Give the members of an object schema (for an array, of its items), ``allOf`` and ``$ref`` followed.

    Of ``oneOf`` and ``anyOf`` all members are given, none of them required.
    """
    if depth > DEEPEST:
        return ()
    node = follow(node, lookup)
    if (items := node.get("items")) is not None and node.word("type") in ("array", ""):
        return fields_of_schema(items, document, lookup, depth + 1)
    found: dict[str, FieldFact] = {}
    for part in _entries(node, "allOf"):
        found |= {field.name: field for field in fields_of_schema(part, document, lookup, depth + 1)}
    for choice in ("oneOf", "anyOf"):
        for part in _entries(node, choice):
            for field in fields_of_schema(part, document, lookup, depth + 1):
                found.setdefault(field.name, replace(field, required=False))
    required = {entry.text for entry in (node.get("required") or node).entries}
    if (properties := node.get("properties")) is not None:
        for name, schema in properties.members.items():
            found[name] = field_of_schema(name, schema, document, lookup, required=name in required, depth=depth)
    return tuple(replace(field, required=True) if field.name in required else field for field in found.values())


def field_of_schema(
    name: str,
    node: Node,
    document: Document,
    lookup: Lookup = no_lookup,
    *,
    required: bool | None = None,
    depth: int = 0,
) -> FieldFact:
    """Read one property (or parameter) by its schema."""
    schema = _flat(node, lookup)
    kind, nullable = _type(schema, lookup)
    bounds = {key: _number(schema.word(key)) for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")}
    default = schema.get("default")
    return FieldFact(
        name=name,
        type=kind,
        required=required,
        nullable=nullable,
        choices=tuple(entry.text for entry in (schema.get("enum") or schema).entries if entry.text != "null"),
        min_length=_whole(schema.word("minLength") or schema.word("minItems")),
        max_length=_whole(schema.word("maxLength") or schema.word("maxItems")),
        minimum=bounds["exclusiveMinimum"] if bounds["exclusiveMinimum"] is not None else bounds["minimum"],
        maximum=bounds["exclusiveMaximum"] if bounds["exclusiveMaximum"] is not None else bounds["maximum"],
        exclusive_minimum=bounds["exclusiveMinimum"] is not None or schema.word("exclusiveMinimum") == "true",
        exclusive_maximum=bounds["exclusiveMaximum"] is not None or schema.word("exclusiveMaximum") == "true",
        pattern=schema.word("pattern") or None,
        format=schema.word("format") or None,
        default=default.scalar if default is not None and default.is_scalar else None,
        has_default=default is not None,
        example=_example(schema),
        description=schema.word("description"),
        fields=fields_of_schema(schema, document, lookup, depth + 1) if _has_members(schema) else (),
        source=source_of(node, document),
    )


def follow(node: Node, lookup: Lookup) -> Node:
    """Follow ``$ref`` to what it points to, at most a few steps."""
    for _ in range(DEEPEST):
        reference = node.word("$ref")
        if not reference or (target := lookup(reference)) is None:
            return node
        node = target
    return node


def _flat(node: Node, lookup: Lookup) -> Node:
    """Follow references, and see through ``allOf`` of one and ``oneOf`` with null."""
    node = follow(node, lookup)
    for key in ("allOf", "anyOf", "oneOf"):
        parts = [part for part in _entries(node, key) if part.word("type") != "null"]
        if len(parts) == 1:
            inner = follow(parts[0], lookup)
            members = {**inner.members, **{name: member for name, member in node.members.items() if name != key}}
            if len(parts) < len(_entries(node, key)):
                members["nullable"] = Node(Kind.WORD, node.line, node.line, "true")
            return Node(Kind.OBJECT, node.line, node.end_line, members=members)
    return node


def _entries(node: Node, name: str) -> list[Node]:
    member = node.get(name)
    return member.entries if member is not None else []


def _has_members(schema: Node) -> bool:
    return any(name in schema.members for name in ("properties", "items", "allOf", "oneOf", "anyOf"))


def _type(schema: Node, lookup: Lookup) -> tuple[str | None, bool | None]:
    stated = schema.get("type")
    names = [entry.text for entry in stated.entries] if stated is not None and stated.entries else [schema.word("type")]
    nullable = True if "null" in names or schema.word("nullable") == "true" else None
    kind = next((name for name in names if name and name != "null"), None)
    form = schema.word("format")
    if kind is None and "properties" in schema.members:
        kind = "object"
    if kind == "string" and form in ("uuid", "date-time", "date", "time", "binary"):
        kind = {"date-time": "datetime", "binary": "file"}.get(form, form)
    if kind == "array" and (items := schema.get("items")) is not None:
        item, _ = _type(_flat(items, lookup), lookup) if not items.word("$ref") else ("object", None)
        kind = f"{item or 'object'}[]"
    return kind, nullable


def _example(schema: Node) -> str | None:
    shown = schema.get("example")
    if shown is None:
        shown = next(iter(_entries(schema, "examples")), None)
    return json.dumps(shown.scalar, ensure_ascii=False, default=str) if shown is not None and shown.is_scalar else None


def _number(text: str) -> float | None:
    value = read_literal(text) if text else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _whole(text: str) -> int | None:
    value = _number(text)
    return int(value) if value is not None else None


def members_of(node: Node | None) -> Iterator[tuple[str, Node]]:
    """Give the members of an object, nothing for all else."""
    if node is not None:
        yield from node.members.items()

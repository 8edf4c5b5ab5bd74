"""Fields of a JSON Schema object, as OpenAPI documents and fenced examples hold them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from itertools import islice

from workbench.reading.documents import Document
from workbench.reading.facts import FieldFact
from workbench.reading.layout.nodes import Kind, Node, source_of
from workbench.reading.literals import read_literal

Lookup = Callable[[str], Node | None]
"""Gives the node that a ``$ref`` points to."""

DEEPEST = 6
"""Objects within objects are followed so far."""

MOST = 2000
"""Members that one schema may write out; a table of PostgreSQL has at most 1,600 columns."""


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


def fields_of_schema(node: Node, document: Document, lookup: Lookup = no_lookup) -> tuple[FieldFact, ...]:
    """Give the members of an object schema (for an array, of its items), ``allOf`` and ``$ref`` followed.

    Of ``oneOf`` and ``anyOf`` all members are given, none of them required.
    """
    return _SchemaReader(document, lookup).fields(node)


def field_of_schema(
    name: str, node: Node, document: Document, lookup: Lookup = no_lookup, *, required: bool | None = None
) -> FieldFact:
    """Read one property (or parameter) by its schema."""
    return _SchemaReader(document, lookup).field(name, node, required=required)


@dataclass
class _SchemaReader:
    """Reads one schema. ``open`` holds the schemas being read, so that one which holds itself ends;
    ``left`` bounds how many members are written out."""

    document: Document
    lookup: Lookup
    open: set[tuple[str, int]] = dataclass_field(default_factory=set)
    left: int = MOST

    def fields(self, node: Node) -> tuple[FieldFact, ...]:
        """Give the members of an object schema, or of an array's items."""
        node = follow(node, self.lookup)
        if node.identity in self.open or len(self.open) > DEEPEST or self.left <= 0:
            return ()
        self.open.add(node.identity)
        try:
            if (items := node.get("items")) is not None and node.word("type") in ("array", ""):
                return self.fields(items)
            return self._members(node)
        finally:
            self.open.discard(node.identity)

    def _members(self, node: Node) -> tuple[FieldFact, ...]:
        found: dict[str, FieldFact] = {}
        for part in _entries(node, "allOf"):
            found |= {field.name: field for field in self.fields(part)}
        for choice in ("oneOf", "anyOf"):
            for part in _entries(node, choice):
                for field in self.fields(part):
                    found[field.name] = _either(found.get(field.name), replace(field, required=False))
        required = {entry.text for entry in _entries(node, "required")}
        properties = node.get("properties")
        for name, schema in islice(properties.members.items() if properties is not None else (), self.left):
            found[name] = self.field(name, schema, required=name in required)
        return tuple(replace(field, required=True) if field.name in required else field for field in found.values())

    def field(self, name: str, node: Node, *, required: bool | None) -> FieldFact:
        """Read one member by its schema."""
        self.left -= 1
        schema = _flat(node, self.lookup)
        kind, nullable = _type(schema, self.lookup)
        low, high = _number(schema.word("minimum")), _number(schema.word("maximum"))
        above, below = _number(schema.word("exclusiveMinimum")), _number(schema.word("exclusiveMaximum"))
        default = schema.get("default")
        return FieldFact(
            name=name,
            type=kind,
            required=required,
            nullable=nullable,
            choices=_choices(schema),
            min_length=_whole(schema.word("minLength") or schema.word("minItems")),
            max_length=_whole(schema.word("maxLength") or schema.word("maxItems")),
            minimum=above if above is not None else low,
            maximum=below if below is not None else high,
            exclusive_minimum=above is not None or schema.word("exclusiveMinimum") == "true",
            exclusive_maximum=below is not None or schema.word("exclusiveMaximum") == "true",
            pattern=schema.word("pattern") or None,
            format=schema.word("format") or None,
            default=default.scalar if default is not None and default.is_scalar else None,
            has_default=default is not None,
            example=_example(schema),
            description=" ".join(schema.word("description").split()),
            fields=self.fields(schema) if _has_members(schema) else (),
            source=source_of(node, self.document),
        )


def _choices(schema: Node) -> tuple[str, ...]:
    """Give the values of an ``enum``, or the one of a ``const`` that is a text."""
    const = schema.get("const")
    if const is not None and const.is_scalar and isinstance(const.scalar, str):
        return (const.text,)
    return tuple(entry.text for entry in _entries(schema, "enum") if entry.text != "null")


def _either(known: FieldFact | None, other: FieldFact) -> FieldFact:
    """Join a member that several alternatives have: it takes the values of each, or any where one takes any."""
    if known is None:
        return other
    both = known.choices and other.choices
    return replace(known, choices=tuple(dict.fromkeys((*known.choices, *other.choices))) if both else ())


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


def _entries(node: Node, name: str) -> Sequence[Node]:
    member = node.get(name)
    return member.entries if member is not None else ()


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
    if kind is None and (const := schema.get("const")) is not None and const.kind is Kind.STRING:
        kind = "string"
    if kind == "string" and form in ("uuid", "date-time", "date", "time", "binary"):
        kind = {"date-time": "datetime", "binary": "file"}.get(form, form)
    if kind == "array" and (items := schema.get("items")) is not None:
        item, _ = _type(_flat(items, lookup), lookup) if not items.word("$ref") else ("object", None)
        kind = f"{item or 'object'}[]"
    return kind, nullable


def with_examples(fields: tuple[FieldFact, ...], shown: Node) -> tuple[FieldFact, ...]:
    """Give fields with what an example of the whole object shows of each, as JSON where it is no single value."""
    return tuple(_with_example(field, shown.get(field.name)) for field in fields)


def _with_example(field: FieldFact, shown: Node | None) -> FieldFact:
    if shown is None:
        return field
    if field.fields:
        return replace(field, fields=with_examples(field.fields, shown))
    return replace(field, example=json.dumps(_plain(shown), ensure_ascii=False, default=str))


def _plain(node: Node) -> object:
    """Give the value of a node."""
    if node.members:
        return {name: _plain(member) for name, member in node.members.items()}
    return node.scalar if node.is_scalar else [_plain(item) for item in node.entries]


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

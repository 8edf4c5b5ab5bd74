"""Bodies that a document describes once under a name: ``### TaskResponse``, an ``interface``, a class."""

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import (
    columns_of,
    field_of_bullet,
    fields_of_bullets,
    fields_of_node,
    fields_of_table,
    merge_fields,
)
from workbench.reading.endpoints.places.marks import find_marks
from workbench.reading.facts import FieldFact
from workbench.reading.layout.markdown import Code, ListItem, Section, Table, walk_blocks
from workbench.reading.layout.nodes import Kind, Node, parse_json
from workbench.reading.literals import strip_marks
from workbench.reading.values.phrases import read_phrase
from workbench.reading.values.validators import ROOTS

Models = dict[str, tuple[FieldFact, ...]]
"""Fields by lower-case name; the empty name holds the fields of all form tables of the document."""

_DECLARED = regex(
    r"^[ \t]{0,8}(?:export\s+)?(?:(?:interface|type|class)\s+(\w{2,60})[^\n{:=]{0,120}[{:=]"
    r"|const\s+(\w{2,60})\s*=\s*(\w{1,60})\s*\.\s*(object|extend|partial|pick|omit)\s*\(\s*\{?)",
    re.MULTILINE,
)
_BASES = regex(r"(?:[(,]\s*|extends\s+)(\w{2,60})")
_TYPED = regex(
    r"^\s{1,12}(?:readonly )?(\w{1,60})(\?)?\s*:\s*([^\n=;]{1,160})(?:=\s*([^\n;]{1,160}))?;?[ \t]*"
    r"(?://[ \t]*([^\n]{0,160}))?$",
    re.MULTILINE,
)
_PICKED = regex(r"\b(Pick|Omit)<\s*\w{1,60}\s*,([^<>]{1,300})>")
_TITLE = regex(
    r"^[\d.\s`*]*([A-Za-z]\w{2,50})[`*]*(?:\s+(?:object|model|schema|dto|type|format|interface|entity|response"
    r"|request|resource|payload))*[`*]*\s*(?:\(.*\))?$",
    re.IGNORECASE,
)
_FORM = regex(r"\b(?:fields?|campos|champs|felder|form|formulario|level|nivel|inputs?|필드)\b", re.IGNORECASE)
_NAMED = regex(r"`?\[?([A-Z][A-Za-z0-9]{2,50})(?:\[\])?\]?`?|\b([a-z]{3,40})\s+(?:object|item|record|resource)s?\b")


def find_models(document: Document) -> Models:
    """Find the bodies described under a name of their own."""
    models: Models = {}
    forms: tuple[FieldFact, ...] = ()
    for section in document.sections.walk():
        for block in walk_blocks(section.blocks):
            if isinstance(block, Code):
                for name, fields in declared(block, document):
                    models.setdefault(name.lower(), fields)
            elif isinstance(block, Table) and _FORM.search(section.title) and columns_of(block):
                forms = merge_fields(forms, fields_of_table(block, document))
        title = _TITLE.match(section.title)
        if title and not find_marks(section.title) and (fields := _described(section, document)):
            models.setdefault(title[1].lower(), fields)
    if forms:
        models[""] = forms
    return models


def model_of(text: str, models: Models) -> tuple[FieldFact, ...] | None:
    """Give the fields of the first model that a text names."""
    for match in _NAMED.finditer(text[:200]):
        name = (match[1] or match[2]).lower()
        if name in models:
            return _as_written(text[:400], models[name])
    return None


def _as_written(text: str, fields: tuple[FieldFact, ...]) -> tuple[FieldFact, ...]:
    """Apply what TypeScript's ``Partial<…>``, ``Pick<…, 'a' | 'b'>`` and ``Omit<…>`` say of a model's fields."""
    if picked := _PICKED.search(text):
        names = set(re.findall(r"['\"](\w{1,60})['\"]", picked[2]))
        fields = tuple(field for field in fields if (field.name in names) is (picked[1] == "Pick"))
    return tuple(replace(field, required=False) for field in fields) if "Partial<" in text else fields


def _described(section: Section, document: Document) -> tuple[FieldFact, ...]:
    for block in section.blocks:
        if isinstance(block, Code) and block.language in ("", "json", "jsonc", "javascript", "js"):
            nodes = parse_json(block.text, block.text_line)
            if nodes:
                return fields_of_node(nodes[0], document)
        if isinstance(block, Table):
            return fields_of_table(block, document)
    return fields_of_bullets(
        [b for b in section.blocks if isinstance(b, ListItem) and strict_field(b, document)], document
    )


def strict_field(item: ListItem, document: Document) -> bool:
    """Tell a bullet that surely describes a field."""
    return field_of_bullet(strip_marks(item.text.split("\n")[0]), document, item.line, strict=True) is not None


def declared(code: Code, document: Document) -> Iterator[tuple[str, tuple[FieldFact, ...]]]:
    """Read interfaces and classes: TypeScript's as the object that they are, Python's one member to a line; and the
    schemas of validators (``const boat = z.object({ … })``)."""
    found = [match for match in _DECLARED.finditer(code.text) if match[4] != "object" or match[3] in ROOTS]
    known: Models = {}
    for position, match in enumerate(found):
        end = found[position + 1].start() if position + 1 < len(found) else len(code.text)
        body = code.text[match.end() : end]
        line = code.text_line + code.text.count("\n", 0, match.end())
        if match[2]:
            known[match[2]] = _validated(match, body, line, known, document)
            yield match[2], known[match[2]]
            continue
        taken = _inherited(match[0], body, known)
        node = _braced(match[0], body, line)
        members = fields_of_node(node, document) if node is not None else ()
        if members or (node is not None and taken):
            known[match[1]] = merge_fields(members, taken)
            yield match[1], known[match[1]]
            continue
        fields: list[FieldFact] = list(taken)
        inherited = len(fields)
        for member in _TYPED.finditer(body):
            number = line + body.count("\n", 0, member.start(1))
            phrase = ", ".join(
                part for part in (member[3].strip(), f"default: {member[4]}" if member[4] else "", member[5]) if part
            )
            phrase += ", optional" if member[2] else ""
            fields.append(read_phrase(member[1], phrase, document.source(number)))
        if fields:
            known[match[1]] = merge_fields(tuple(fields[inherited:]), tuple(fields[:inherited]))
            yield match[1], known[match[1]]


def _validated(match: re.Match[str], body: str, line: int, known: Models, document: Document) -> tuple[FieldFact, ...]:
    """Give the fields of a validator's schema: its own, and what it takes from another (``boat.partial()``)."""
    base, verb = known.get(match[3], ()), match[4]
    node = _braced("{", body, line, calls=True) if match[0].endswith("{") else None
    if verb in ("pick", "omit"):
        named = node.members if node is not None else {}
        return tuple(field for field in base if (field.name in named) is (verb == "pick"))
    if verb == "partial":
        return tuple(replace(field, required=False) for field in base)
    return merge_fields(fields_of_node(node, document) if node is not None else (), base)


def _inherited(opening: str, body: str, known: Models) -> tuple[FieldFact, ...]:
    """Give the fields that a class or interface takes from those before it: ``class New(Base)``, ``interface Change
    extends Partial<New>``, ``type Change = Omit<New, "id">``."""
    said = body.split(";", 1)[0][:300] if opening.endswith("=") else opening
    names = (
        re.findall(r"\w{2,60}", said) if "<" in said or "&" in said or opening.endswith("=") else _BASES.findall(said)
    )
    taken: tuple[FieldFact, ...] = ()
    for name in dict.fromkeys(names):
        taken = merge_fields(taken, _as_written(said, known.get(name, ())))
    return taken


def _braced(opening: str, body: str, line: int, *, calls: bool = False) -> Node | None:
    """Read the members between the braces of an ``interface`` or ``type``, whatever is nested in them."""
    if not opening.endswith("{") and not (opening.endswith("=") and body.lstrip().startswith("{")):
        return None
    text = f"{{{body}" if opening.endswith("{") else body.lstrip()
    skipped = 0 if opening.endswith("{") else body[: len(body) - len(body.lstrip())].count("\n")
    nodes = parse_json(re.sub(r"(?m)^(\s*)readonly ", r"\1", text), line + skipped, calls=calls)
    return nodes[0] if nodes and nodes[0].kind is Kind.OBJECT else None

"""Fields of bodies, from what people show in place of a schema: examples, types written into JSON,
JSON Schema, tables and bullets.
"""

import json
import re
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.nesting import nested
from workbench.reading.facts import FieldFact
from workbench.reading.layout.markdown import Block, Code, ListItem, Table
from workbench.reading.layout.nodes import Kind, Node
from workbench.reading.literals import read_literal, strip_marks
from workbench.reading.values.letters import read_letters, spell_out
from workbench.reading.values.phrases import read_phrase
from workbench.reading.values.schema_fields import fields_of_schema, is_schema
from workbench.reading.values.validators import read_validator

_TYPE_WORD = regex(
    r"(?:an? |optional |nullable |valid |array of |list of )*"
    r"(?:str(?:ing)?|text|varchar|char|int(?:eger)?|number|float|double|decimal|bool(?:ean)?|uuid|guid|date-?time"
    r"|date|time|timestamp|iso[- ]?8601|array|list|object|json|dict|enum|email|url|uri|any|null|file|문자열|cadena"
    r"|entero|chaîne)s?"
    r"(?:\[\]|<[^>]{0,40}>|\[[^\]]{0,40}\])?(?=$|[\s,;(|/?:=-])",
    re.IGNORECASE,
)
_ALTERNATIVES = regex(r"[\w-]{1,40}(?: ?\| ?[\w-]{1,40})+(?: ?\([^()]{0,80}\))?$")
_REMARK = regex(
    r"\((?=[^()]{0,160}(?:required|optional|default|max|min|chars|characters|nullable|unique"
    r"|\d ?[-–] ?\d))[^()]{0,160}\)|^optional\b",
    re.IGNORECASE,
)
_TIME = regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_DATE = regex(r"\d{4}-\d\d-\d\d$")
_UUID = regex(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.IGNORECASE)
_MAIL = regex(r"[^\s@]{1,64}@[^\s@]{1,200}\.\w+$")
_NAME = regex(r"[A-Za-z_$][\w$.-]{0,60}(?:\[[*]?\](?:\.[\w$-]{1,60})?)?\??$")

_COLUMNS = {
    "name": (
        "field", "name", "parameter", "param", "parameters", "property", "key", "attribute", "argument", "variable",
        "query parameter", "query param", "body field", "body",
        "json field", "form field", "member", "field name", "parameter name", "body parameter", "request field",
        "query",
        "filter", "column", "campo", "nombre", "parámetro", "champ", "nom", "feld",
        "필드", "필드명", "이름", "항목", "파라미터", "파라미터명", "변수", "alan", "поле", "veld", "nome", "parâmetro",
        "paramètre", "attribut", "eigenschaft", "propiedad", "propriedade", "propriété", "参数", "参数名", "字段",
        "字段名", "名称", "变量", "变量名", "パラメータ", "パラメータ名", "項目", "項目名", "フィールド",
    ),
    "type": (
        "type", "data type", "datatype", "format", "tipo", "tipo de dato", "tipo de dado", "typ", "datentyp",
        "type de données", "타입", "유형", "자료형", "tür", "тип", "类型", "数据类型", "参数类型", "型", "データ型",
    ),
    "required": (
        "required", "mandatory", "must", "req", "req.", "optional", "presence", "requerido", "needed",
        "obligatorio", "obligatoire", "obrigatório", "requis", "필수", "필수 여부", "필수여부",
        "pflicht", "pflichtfeld",
        "erforderlich", "zorunlu", "обязательный", "必填", "是否必填", "必须", "是否必须", "必須", "必選",
    ),
    "default": (
        "default", "default value", "por defecto", "valor por defecto", "predeterminado", "padrão", "défaut",
        "standard", "standardwert", "vorgabe", "기본값", "기본", "默认值", "默认", "デフォルト", "デフォルト値",
    ),
    "place": (
        "in", "location", "where", "source", "placement", "ubicación", "emplacement", "ort", "位置", "参数位置", "위치",
    ),
    "alias": ("alias",),
}  # fmt: skip
_YES = (
    "yes",
    "y",
    "true",
    "required",
    "✅",
    "✓",
    "✔",
    "x",
    "always",
    "sí",
    "si",
    "oui",
    "ja",
    "o",
    "mandatory",
    "예",
    "on",
    "sim",
    "evet",
    "да",
    "是",
    "必填",
    "필수",
    "はい",
    "必須",
    "○",
    "〇",
    "✔️",
)
_NO = (
    "no", "n", "false", "optional", "❌", "✗", "✘", "-", "—", "–", "non", "nein", "never", "아니오", "",
    "não", "нет", "hayır", "否", "可选", "선택", "いいえ", "任意", "×",
)  # fmt: skip


def fields_of_node(node: Node, document: Document) -> tuple[FieldFact, ...]:
    """Read the members of an object shown in JSON, or of the objects in an array.

    Example: ``{"title": "string (required)", "tags": ["work"], "due": null}`` gives a required
    string, a list of strings and a nullable field.
    """
    if node.kind is Kind.ARRAY:
        return next((fields_of_node(item, document) for item in node.items if item.kind is Kind.OBJECT), ())
    if is_schema(node):
        return fields_of_schema(node, document)
    return tuple(_field(name, member, document) for name, member in node.members.items() if member.kind is not Kind.GAP)


def _field(name: str, node: Node, document: Document) -> FieldFact:
    source = document.source(node.line, node.end_line)
    if node.kind in (Kind.OBJECT, Kind.ARRAY):
        remark = " ".join(part for part in (node.text, node.comment) if part)
        field = read_phrase(name, remark, source)
        fields = fields_of_node(node, document)
        kind = _array_type(node, fields) if node.kind is Kind.ARRAY else f"object{'[]' * node.text.startswith('[]')}"
        field = replace(field, type=kind, fields=fields, choices=(), example=_example(node))
    elif node.kind is Kind.WORD and (chained := read_validator(name, node.text, source)) is not None:
        field = chained
    elif is_phrase(node):
        text = node.text if node.kind is Kind.STRING else node.text.strip()
        field = read_phrase(name, f"{text} {node.comment}".strip(), source)
    else:
        field = _shown(name, node, document)
    return replace(field, required=False) if node.optional else field


def is_phrase(node: Node) -> bool:
    """Tell a description of a value (``string (max 10)``, ``low | high``) from an example of it.

    Example: ``"isbn": "string"`` describes, ``"isbn": "978-3"`` shows.
    """
    text = node.text.strip()
    if node.kind is Kind.WORD:
        return not isinstance(read_literal(text), (int, float, bool)) and text.lower() not in ("null", "none")
    if len(text) > 300:
        return False
    return bool(_TYPE_WORD.match(text) or _ALTERNATIVES.match(text) or _REMARK.search(text))


def _shown(name: str, node: Node, document: Document) -> FieldFact:
    """A field of which an example is shown, perhaps with a remark in a comment."""
    value = node.scalar
    described = read_phrase(name, node.comment, document.source(node.line))
    nullable = True if value is None else described.nullable
    return replace(
        described,
        type=described.type or type_of_example(value),
        nullable=nullable,
        example=json.dumps(value, ensure_ascii=False),
    )


def type_of_example(value: object) -> str | None:
    """Name the type that an example value has: ``2`` is an integer, ``"2024-01-31"`` a date."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) else "number"
    text = str(value)
    for pattern, name in ((_TIME, "datetime"), (_DATE, "date"), (_UUID, "uuid"), (_MAIL, "string")):
        if pattern.match(text):
            return name
    return "string"


def _array_type(node: Node, fields: tuple[FieldFact, ...]) -> str:
    if fields:
        return "object[]"
    first = next((item for item in node.items if item.is_scalar), None)
    if first is None:
        return "array"
    if first.kind is Kind.WORD and is_phrase(first):
        return f"{read_phrase('', first.text, None).type or 'object'}[]"
    described = read_phrase("", first.text, None).type if is_phrase(first) else type_of_example(first.scalar)
    return f"{described or 'string'}[]"


def _example(node: Node) -> str | None:
    if node.kind is Kind.ARRAY and all(item.is_scalar for item in node.items):
        return json.dumps([item.scalar for item in node.items], ensure_ascii=False)
    return None


def columns_of(table: Table) -> dict[str, int]:
    """Find which column of a field table holds what, by its header in any usual wording; empty
    where this is no field table."""
    heads = [strip_marks(cell).lower().rstrip(":?* ") for cell in table.header]
    found: dict[str, int] = {}
    for role, words in _COLUMNS.items():
        for position, head in enumerate(heads):
            if head in words and position not in found.values():
                found[role] = position
                break
    return found if "name" in found else {}


def fields_of_table(table: Table, document: Document) -> tuple[FieldFact, ...]:
    """Read a table of fields; columns stand in any order.

    Example: ``| Field | Type | Required | Constraints |``.
    """
    return nested(field for field, _ in placed_fields(table, document))


def placed_fields(table: Table, document: Document) -> list[tuple[FieldFact, str]]:
    """Read a table of fields, each with what its "In" or "Location" column says (or nothing)."""
    columns = columns_of(table)
    if not columns:
        return []
    optional_column = (
        strip_marks(table.header[columns["required"]]).lower().startswith("opt") if "required" in columns else False
    )
    answers = columns.get("required")
    letters = read_letters(_cell(row.cells, answers) for row in table.rows) if answers is not None else {}
    found = []
    for row in table.rows:
        names = split_names(row.cells[columns["name"]] if columns["name"] < len(row.cells) else "")
        for name in names:
            cells = tuple(spell_out(c, letters) if n == answers else c for n, c in enumerate(row.cells))
            field = _row_field(name, cells, columns, optional_column, document, row.line)
            found.append((field, _cell(row.cells, columns.get("place")).lower()))
    return found


def _row_field(
    name: str, cells: tuple[str, ...], columns: dict[str, int], optional_column: bool, document: Document, line: int
) -> FieldFact:
    kept = [_cell(cells, columns.get("type"))]
    kept += [
        c
        for i, c in enumerate(cells)
        if i
        not in (
            columns["name"],
            columns.get("type"),
            columns.get("required"),
            columns.get("place"),
            columns.get("alias"),
            columns.get("default"),
        )
    ]
    default = strip_marks(_cell(cells, columns.get("default")))
    if default and default.lower() not in ("-", "—", "–", "none", "n/a", "null"):
        kept.append(f"default: {default}")
    field = read_phrase(name.rstrip("?"), ", ".join(part for part in kept if part), document.source(line))
    required = _yes_or_no(_cell(cells, columns.get("required")))
    if required is not None:
        field = replace(field, required=required is not optional_column)
    return replace(field, required=False) if name.endswith("?") else field


def _cell(cells: tuple[str, ...], position: int | None) -> str:
    return cells[position].strip() if position is not None and position < len(cells) else ""


def _yes_or_no(text: str) -> bool | None:
    plain = strip_marks(text).lower()
    word = re.split(r"[\s,(;.]", plain, maxsplit=1)[0] if plain else plain
    if plain in _YES or word in _YES:
        return True
    return False if plain and (plain in _NO or word in _NO) else None


def split_names(cell: str) -> list[str]:
    """Give the field names in a cell: ``limit``, ``**title***``, ``page / limit``."""
    parts = re.split(r"\s*(?:,|/|\band\b|&)\s*", cell.replace("`", "").replace("**", "").strip(" *"))
    names = [part.strip().strip("*") for part in parts]
    return [name for name in names if _NAME.match(name)] if names and all(_NAME.match(name) for name in names) else []


_BULLET = regex(
    r"^[`*\"']{0,4}(?P<name>[A-Za-z_$][\w$.-]{0,60})(?P<array>\[\])?[`*\"']{0,4}(?P<optional>\?)?[`*]{0,3}\s*"
    r"(?:\((?P<paren>[^()]{0,200}(?:\([^()]{0,80}\)[^()]{0,120})?)\))?[*`]{0,3}\s*(?P<mark>[:：=]|[-–—]\s"
    r"|→)?\s*(?P<rest>.*)$",
    re.DOTALL,
)


def field_of_bullet(text: str, document: Document, line: int, *, strict: bool = False) -> FieldFact | None:
    """Read a bullet that describes a field; ``strict`` asks for a mark that it is one.

    Examples: ``- `limit` (optional): at most 50``, ``- email: string, required``, ``- **age** - integer``.
    """
    match = _BULLET.match(text.strip())
    if match is None:
        return None
    quoted = text.lstrip(" *")[:1] in "`\"'"
    if not (match["mark"] or match["paren"] or quoted or match["optional"]) and (strict or match["rest"]):
        return None
    if strict and not (quoted or match["paren"] or _TYPE_WORD.match(match["rest"])):
        return None
    phrase = ", ".join(part for part in (match["paren"], match["rest"]) if part)
    field = read_phrase(match["name"], phrase, document.source(line))
    if match["array"] and not (field.type or "").endswith("[]"):
        field = replace(field, type=f"{field.type or 'string'}[]")
    return replace(field, required=False) if match["optional"] else field


def fields_of_bullets(blocks: tuple[Block, ...] | list[Block], document: Document) -> tuple[FieldFact, ...]:
    """Read the bullets among ``blocks`` that describe fields."""
    found = (field_of_bullet(item.text, document, item.line) for item in blocks if isinstance(item, ListItem))
    return tuple(field for field in found if field is not None)


_LINE = regex(r"(?P<name>[A-Za-z_]\w{0,60})(?P<optional>\?)?\s*:\s*(?P<rest>\S.{0,300})?\Z")
_REMARKED = regex(r"\s+(?:#|//)\s*(.*)\Z")


def fields_of_lines(code: Code, document: Document) -> tuple[FieldFact, ...]:
    """Read a body in short hand, a field to a line: ``name: string  # required``, ``born_on: date?``, ``rig: a|b``.

    Values that name no type are examples. Nothing where a line at the margin says something else."""
    found: list[FieldFact] = []
    for number, line in enumerate(code.text.split("\n"), code.text_line):
        if not line.strip() or line[:1] in " \t-#":
            continue
        match = _LINE.match(line.rstrip())
        if match is None:
            return ()
        remark = _REMARKED.search(match["rest"] or "")
        value = (match["rest"] or "")[: remark.start() if remark else None].strip()
        said = remark[1] if remark else ""
        optional = bool(match["optional"]) or value.endswith("?")
        if _TYPE_WORD.match(value) or _ALTERNATIVES.match(value) or not value:
            field = read_phrase(
                match["name"], ", ".join(filter(None, (value.rstrip("?"), said))), document.source(number)
            )
        else:
            field = replace(
                read_phrase(match["name"], said, document.source(number)), type=type_of_example(read_literal(value))
            )
        found.append(replace(field, required=False) if optional else field)
    return tuple(found)


def merge_fields(first: tuple[FieldFact, ...], second: tuple[FieldFact, ...]) -> tuple[FieldFact, ...]:
    """Join two descriptions of the same body: what the first leaves open is taken from the second."""
    later = {field.name: field for field in second}
    merged = [_merge(field, later.pop(field.name)) if field.name in later else field for field in first]
    return (*merged, *later.values())


def _merge(one: FieldFact, two: FieldFact) -> FieldFact:
    merged = one.filled(two)
    if one.example is not None and two.example is None:
        # What an example suggests gives way to what is said.
        merged = replace(
            merged, type=two.type or merged.type, nullable=merged.nullable if two.nullable is None else two.nullable
        )
    return replace(merged, fields=merge_fields(one.fields, two.fields)) if one.fields and two.fields else merged

"""One attribute of a model class: ``title: str = Field(max_length=200)``, ``id = Column(Integer)``."""

import ast
import re
from dataclasses import dataclass, replace

from generators.blueprint import JsonScalar, Source
from workbench.patterns import regex
from workbench.reading.facts import ColumnFact, FieldFact

Enums = dict[str, tuple[str, ...]]
"""The values of each enumeration class, by its name."""

_FIELD = frozenset({"Field", "Column", "mapped_column", "field"})
_WRAPPERS = frozenset({"Optional", "Mapped", "Annotated", "ClassVar", "Required"})
_LISTS = frozenset({"List", "list", "Sequence", "Set", "set", "tuple", "Tuple"})
_SA_TYPES = regex(
    r"(?:String|Text|Integer|BigInteger|SmallInteger|Boolean|DateTime|Date|Time|Float|Numeric|JSON"
    r"|JSONB|UUID|LargeBinary|Enum|ARRAY|VARCHAR|TIMESTAMP|Interval|Uuid|Unicode|CHAR|TEXT|INTEGER|BOOLEAN)\Z"
)
_SA_NAMES = {
    "String": "varchar", "Text": "text", "Integer": "integer", "BigInteger": "bigint", "SmallInteger": "smallint",
    "Boolean": "boolean",
    "DateTime": "timestamp", "Float": "float", "Numeric": "numeric", "LargeBinary": "bytes", "Uuid": "uuid",
    "Unicode": "varchar",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Annotation:
    """What a type annotation says."""

    type: str | None
    optional: bool = False
    choices: tuple[str, ...] = ()
    relation: bool = False


def read_attribute(node: ast.stmt, source: Source, enums: Enums) -> ColumnFact | None:
    """Read a class member into its column; nothing for methods, relationships and private names."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        name, value = node.target.id, node.value
        annotation = _annotation(node.annotation, enums)
    elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        name, value, annotation = node.targets[0].id, node.value, _Annotation(None)
        if not (isinstance(value, ast.Call) and name_of(value.func) in _FIELD):
            return None
    else:
        return None
    if name.startswith("__") or name in ("model_config", "Config", "metadata") or annotation.relation:
        return None
    if isinstance(value, ast.Call) and name_of(value.func) in (
        "Relationship",
        "relationship",
        "back_populates",
        "deferred",
    ):
        return None
    field = FieldFact(name, annotation.type, choices=annotation.choices, source=source)
    column = ColumnFact(field, source)
    if isinstance(value, ast.Call) and name_of(value.func) in _FIELD:
        column = _apply_call(column, value, enums)
    elif value is not None:
        column = replace(column, field=_with_default(column.field, value))
    return _finish(column, optional=annotation.optional, annotated=annotation.type is not None)


def _finish(column: ColumnFact, *, optional: bool, annotated: bool) -> ColumnFact:
    """An annotation without Optional says that null is not allowed; a key never is null."""
    field = column.field
    nullable = field.nullable
    if nullable is None:
        nullable = optional if annotated else True
    serial = column.primary_key and optional and (field.type or "").lower() in ("int", "integer", "bigint")
    return replace(
        column,
        field=replace(field, nullable=False if column.primary_key else nullable),
        auto_increment=column.auto_increment or (True if serial else None),
    )


def name_of(node: ast.expr) -> str:
    """Give the last part of a name in code: ``Field`` of ``pydantic.Field``; nothing for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _annotation(node: ast.expr, enums: Enums) -> _Annotation:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _Annotation(None, relation=node.value[:1].isupper())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = node.left, node.right
        rest = left if _is_none(right) else right if _is_none(left) else left
        return replace(_annotation(rest, enums), optional=_is_none(left) or _is_none(right))
    if isinstance(node, ast.Subscript):
        return _subscript(node, enums)
    name = name_of(node)
    if name in enums:
        return _Annotation("str", choices=enums[name])
    own = (
        name[:1].isupper()
        and name not in ("UUID", "Decimal", "EmailStr", "Any", "AnyUrl", "HttpUrl", "JSON")
        and not isinstance(node, ast.Attribute)
    )
    return _Annotation(
        _python_type(name),
        relation=own and not re.search(r"Status|Type|Priority|Enum|Role|State|Level|Category|Kind", name),
    )


def _subscript(node: ast.Subscript, enums: Enums) -> _Annotation:
    outer = name_of(node.value)
    inner = node.slice
    arguments = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
    if outer == "Literal":
        return _Annotation(
            "str", choices=tuple(str(each.value) for each in arguments if isinstance(each, ast.Constant))
        )
    if outer == "Union":
        some = [each for each in arguments if not _is_none(each)]
        return replace(_annotation(some[0], enums), optional=len(some) < len(arguments)) if some else _Annotation(None)
    if outer in _WRAPPERS and arguments:
        below = _annotation(arguments[0], enums)
        return replace(below, optional=below.optional or outer == "Optional")
    if outer in _LISTS and arguments:
        item = _annotation(arguments[0], enums)
        return _Annotation(f"{item.type or 'str'}[]", relation=item.relation)
    return _Annotation("object")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _python_type(name: str) -> str | None:
    return {
        "Decimal": "decimal",
        "EmailStr": "email",
        "HttpUrl": "url",
        "AnyUrl": "url",
        "dict": "object",
        "Dict": "object",
    }.get(name, name) or None


def _apply_call(column: ColumnFact, call: ast.Call, enums: Enums) -> ColumnFact:
    for argument in call.args:
        column = _apply_argument(column, argument, enums)
    for keyword in call.keywords:
        if keyword.arg == "sa_column_kwargs" and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant):
                    column = _apply_keyword(column, str(key.value), value)
        elif keyword.arg in ("sa_column", "sa_type") and isinstance(keyword.value, ast.Call | ast.Name | ast.Attribute):
            column = _apply_argument(column, keyword.value, enums)
        elif keyword.arg:
            column = _apply_keyword(column, keyword.arg, keyword.value)
    return column


def _apply_argument(column: ColumnFact, node: ast.expr, enums: Enums) -> ColumnFact:
    """A positional argument: a type, a ForeignKey, a nested Column, the ellipsis, or the default."""
    call = node if isinstance(node, ast.Call) else None
    name = name_of(call.func if call else node)
    if name in ("Column", "mapped_column") and call:
        return _apply_call(column, call, enums)
    if name == "ForeignKey" and call:
        if call.args and isinstance(call.args[0], ast.Constant):
            column = replace(column, references=str(call.args[0].value))
        return _apply_call(column, ast.Call(call.func, [], call.keywords), enums)
    if name in ("Identity", "Sequence"):
        return replace(column, auto_increment=True)
    if _SA_TYPES.match(name):
        return _typed(column, name, call, enums)
    if isinstance(node, ast.Constant) and node.value is ...:
        return column
    return replace(column, field=_with_default(column.field, node)) if isinstance(node, ast.Constant) else column


def _typed(column: ColumnFact, name: str, call: ast.Call | None, enums: Enums) -> ColumnFact:
    text = _SA_NAMES.get(name, name.lower())
    field = column.field
    numbers = (
        [
            argument.value
            for argument in call.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, int)
        ]
        if call
        else []
    )
    if name == "Enum":
        words = [argument.value for argument in call.args if isinstance(argument, ast.Constant)] if call else []
        named = (
            next((enums[name_of(argument)] for argument in call.args if name_of(argument) in enums), ()) if call else ()
        )
        return replace(
            column, field=replace(field, type="str", choices=named or tuple(map(str, words)) or field.choices)
        )
    zoned = (
        any(
            word.arg == "timezone" and isinstance(word.value, ast.Constant) and bool(word.value.value)
            for word in call.keywords
        )
        if call
        else False
    )
    text = "timestamptz" if zoned else text
    if numbers:
        text = f"{text}({', '.join(map(str, numbers))})"
    if name == "ARRAY":
        inner = _SA_NAMES.get(name_of(call.args[0]), "text") if call and call.args else "text"
        text = f"{inner}[]"
    return replace(column, field=replace(field, type=text))


def _apply_keyword(column: ColumnFact, name: str, node: ast.expr) -> ColumnFact:
    value = node.value if isinstance(node, ast.Constant) else None
    flag = value is True
    field = column.field
    if name == "primary_key":
        return replace(column, primary_key=True if flag else None)
    if name in ("unique", "index"):
        return (
            replace(column, unique=True if flag else column.unique)
            if name == "unique"
            else replace(column, index=True if flag else column.index)
        )
    if name == "autoincrement":
        return replace(column, auto_increment=True if flag else None)
    if name == "foreign_key" and isinstance(value, str):
        return replace(column, references=value)
    if name in ("ondelete", "on_delete") and isinstance(value, str):
        return replace(column, on_delete=value.upper())
    if name == "nullable" and isinstance(value, bool):
        return replace(column, field=replace(field, nullable=value))
    if name in ("default", "default_factory", "server_default"):
        return replace(column, field=_with_default(field, node))
    return replace(column, field=_limited(field, name, value))


def _limited(field: FieldFact, name: str, value: object) -> FieldFact:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and isinstance(value, int) and name in ("min_length", "max_length"):
        return replace(field, min_length=value) if name == "min_length" else replace(field, max_length=value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if name in ("ge", "gt"):
            return replace(field, minimum=value, exclusive_minimum=name == "gt")
        if name in ("le", "lt"):
            return replace(field, maximum=value, exclusive_maximum=name == "lt")
    if name in ("regex", "pattern") and isinstance(value, str):
        return replace(field, pattern=value)
    if name == "description" and isinstance(value, str):
        return replace(field, description=value)
    return field


def _with_default(field: FieldFact, node: ast.expr) -> FieldFact:
    """Read the default; ``None`` means that there is none in the database."""
    if isinstance(node, ast.Constant):
        if node.value is None or node.value is ...:
            return field
        value: JsonScalar = node.value if isinstance(node.value, str | int | float | bool) else str(node.value)
        return replace(field, has_default=True, default=value)
    text = ast.unparse(node)
    low = text.lower()
    if "uuid4" in low or "gen_random_uuid" in low:
        return replace(field, has_default=True, default="gen_random_uuid()")
    if "now" in low or "utc" in low or "current_timestamp" in low:
        return replace(field, has_default=True, default="now()")
    if isinstance(node, ast.Name):
        return (
            replace(field, has_default=True, default={"list": "[]", "dict": "{}"}[low])
            if low in ("list", "dict")
            else field
        )
    if isinstance(node, ast.List | ast.Dict):
        return replace(field, has_default=True, default=text)
    if isinstance(node, ast.Attribute) and field.choices:
        chosen = next(
            (
                choice
                for choice in field.choices
                if choice.lower() == node.attr.lower().replace("_", "-") or choice.lower() == node.attr.lower()
            ),
            None,
        )
        return replace(field, has_default=True, default=chosen) if chosen else field
    return field

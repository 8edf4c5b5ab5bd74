"""Tables as Django's models: ``name = models.CharField(max_length=80)`` in a class of ``models.Model``."""

import ast
from collections.abc import Iterator

import inflection

from generators.blueprint import JsonScalar, Source
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.schemas.braces import Text
from workbench.reading.schemas.python_fields import Enums, name_of

_TYPES = {
    "CharField": "varchar", "TextField": "text", "SlugField": "varchar(50)", "EmailField": "varchar(254)",
    "URLField": "varchar(200)", "UUIDField": "uuid", "IntegerField": "integer", "PositiveIntegerField": "integer",
    "SmallIntegerField": "smallint", "PositiveSmallIntegerField": "smallint", "BigIntegerField": "bigint",
    "BooleanField": "boolean", "DateField": "date", "TimeField": "time", "DateTimeField": "timestamptz",
    "DurationField": "interval", "DecimalField": "numeric", "FloatField": "double precision", "JSONField": "jsonb",
    "BinaryField": "bytea", "FileField": "varchar(100)", "ImageField": "varchar(100)", "AutoField": "integer",
    "BigAutoField": "bigint", "GenericIPAddressField": "inet",
}  # fmt: skip
_LINKS = frozenset({"ForeignKey", "OneToOneField"})
_USERS = frozenset({"AbstractUser", "AbstractBaseUser"})
_RULES = {"PROTECT": "RESTRICT", "SET_NULL": "SET NULL", "SET_DEFAULT": "SET DEFAULT", "DO_NOTHING": "NO ACTION"}


def read_django(document: Document, text: Text) -> list[Fact]:
    """Read the model classes of a piece of Python; one that is no valid Python holds none."""
    code, first = text
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    models = [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef) and {name_of(base) for base in node.bases} & {"Model", *_USERS}
    ]
    return [fact for node in models for fact in _model(document, node, first - 1)]


def _model(document: Document, node: ast.ClassDef, shift: int) -> Iterator[Fact]:
    meta = next((item for item in node.body if isinstance(item, ast.ClassDef) and item.name == "Meta"), None)
    said = dict(_assigned(meta)) if meta is not None else {}
    if _literal(said.get("abstract")) is True:
        return
    enums = {item.name: _choices(item) for item in node.body if isinstance(item, ast.ClassDef)}
    source = document.source(node.lineno + shift, (node.end_lineno or node.lineno) + shift)
    table = str(_literal(said.get("db_table")) or node.name)
    columns: list[ColumnFact] = []
    for name, value in _assigned(node):
        if not isinstance(value, ast.Call):
            continue
        where = document.source(value.lineno + shift, (value.end_lineno or value.lineno) + shift)
        if name_of(value.func) == "ManyToManyField" and "through" not in _options(value):
            yield _joining(node.name, name, value, where)
        elif (column := _column(name, value, enums, where)) is not None:
            columns.append(column)
    users = _USERS & {name_of(base) for base in node.bases}
    columns = [*(_of_users(columns, source) if users else ()), *columns]
    if columns:
        yield TableFact(table, (*_own_key(columns, source), *columns), source, "code")
        for unique, names in _groups(said):
            yield IndexFact(table, _stored(names, columns), source, unique=unique)


def _assigned(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for item in node.body:
        if isinstance(item, ast.Assign) and len(item.targets) == 1 and isinstance(item.targets[0], ast.Name):
            yield item.targets[0].id, item.value


def _options(call: ast.Call) -> dict[str, ast.expr]:
    return {word.arg: word.value for word in call.keywords if word.arg}


def _literal(node: ast.expr | None) -> JsonScalar:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float, bool)) else None


def _choices(node: ast.ClassDef) -> tuple[str, ...]:
    """Give the stored values of ``class Rig(models.TextChoices)``: what stands first behind each name."""
    values = [value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value for _, value in _assigned(node)]
    return tuple(said for value in values if isinstance(said := _literal(value), str))


def _column(name: str, call: ast.Call, enums: Enums, source: Source) -> ColumnFact | None:
    kind, options = name_of(call.func), _options(call)
    nullable = _literal(options.get("null")) is True
    unique = True if _literal(options.get("unique")) is True or kind == "OneToOneField" else None
    if kind in _LINKS:
        rule = options.get("on_delete") or (call.args[1] if len(call.args) > 1 else None)
        stated = _RULES.get(name_of(rule), name_of(rule)) if rule is not None else None
        field = FieldFact(f"{name}_id", nullable=nullable, source=source)
        return ColumnFact(field, source, unique=unique, references=_target(call), on_delete=stated)
    if kind not in _TYPES:
        return None
    listed = options.get("choices")
    chosen = enums.get(name_of(listed.value), ()) if isinstance(listed, ast.Attribute) else _pairs(listed)
    stamped = any(_literal(options.get(word)) is True for word in ("auto_now", "auto_now_add"))
    default = "now()" if stamped else _default(options.get("default"))
    key = True if _literal(options.get("primary_key")) is True else None
    return ColumnFact(
        FieldFact(
            name,
            type=_type(kind, options),
            nullable=nullable,
            choices=chosen,
            has_default=default is not None,
            default=default,
            source=source,
        ),
        source,
        primary_key=key,
        unique=unique,
        index=True if _literal(options.get("db_index")) is True else None,
        auto_increment=True if kind.endswith("AutoField") else None,
    )


def _type(kind: str, options: dict[str, ast.expr]) -> str:
    said = _literal(options.get("max_length"))
    if said is not None and _TYPES[kind].startswith("varchar"):
        return f"varchar({said})"
    if kind == "DecimalField":
        return f"numeric({_literal(options.get('max_digits'))}, {_literal(options.get('decimal_places'))})"
    return _TYPES[kind]


def _default(node: ast.expr | None) -> JsonScalar:
    """Give a plain default, and those of the two functions that the database has as well."""
    if isinstance(node, ast.Attribute):
        return {"now": "now()", "uuid4": "gen_random_uuid()"}.get(node.attr)
    return _literal(node)


def _pairs(node: ast.expr | None) -> tuple[str, ...]:
    pairs = node.elts if isinstance(node, (ast.List, ast.Tuple)) else []
    firsts = [_literal(pair.elts[0]) for pair in pairs if isinstance(pair, (ast.Tuple, ast.List)) and pair.elts]
    return tuple(first for first in firsts if isinstance(first, str))


def _target(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else _options(call).get("to")
    named = _literal(first)
    if isinstance(named, str):
        return named.rsplit(".", 1)[-1]
    name = name_of(first) if first is not None else ""
    return "User" if name in ("AUTH_USER_MODEL", "get_user_model") else name or None


def _joining(model: str, name: str, call: ast.Call, source: Source) -> TableFact:
    """Give the table that a many-to-many field makes beside those of the two models."""
    target = _target(call) or name
    ends = ((f"{inflection.underscore(model)}_id", model), (f"{inflection.underscore(target)}_id", target))
    columns = tuple(
        ColumnFact(FieldFact(end, nullable=False, source=source), source, references=to, on_delete="CASCADE")
        for end, to in ends
    )
    return TableFact(
        f"{inflection.underscore(model)}_{name}", columns, source, "code", key=tuple(end for end, _ in ends)
    )


def _own_key(columns: list[ColumnFact], source: Source) -> tuple[ColumnFact, ...]:
    """Give the key that Django adds where a model names none."""
    if any(column.primary_key for column in columns):
        return ()
    field = FieldFact("id", type="bigint", nullable=False, source=source)
    return (ColumnFact(field, source, primary_key=True, auto_increment=True),)


def _of_users(columns: list[ColumnFact], source: Source) -> Iterator[ColumnFact]:
    """Give what accounts take from Django's own and do not declare anew."""
    own = {column.field.name for column in columns}
    for name, kind in (("username", "varchar(150)"), ("email", "varchar(254)"), ("password", "varchar(128)")):
        if name not in own:
            field = FieldFact(name, type=kind, nullable=False, source=source)
            yield ColumnFact(field, source, unique=True if name == "username" else None)


def _groups(said: dict[str, ast.expr]) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Give the columns that are unique or indexed together: ``unique_together``, ``constraints``, ``indexes``."""
    together = said.get("unique_together")
    listed = [together] if together is not None and _names(together) else getattr(together, "elts", [])
    yield from ((True, names) for one in listed if (names := _names(one)))
    for word, call_name in (("constraints", "UniqueConstraint"), ("indexes", "Index")):
        for call in getattr(said.get(word), "elts", []):
            if (
                isinstance(call, ast.Call)
                and name_of(call.func) == call_name
                and (names := _names(_options(call).get("fields")))
            ):
                yield call_name == "UniqueConstraint", names


def _names(node: ast.expr | None) -> tuple[str, ...]:
    values = [_literal(one) for one in getattr(node, "elts", [])]
    return (
        tuple(str(value).lstrip("-") for value in values) if values and all(isinstance(v, str) for v in values) else ()
    )


def _stored(names: tuple[str, ...], columns: list[ColumnFact]) -> tuple[str, ...]:
    """Give the columns behind the names of fields: that of ``author`` is ``author_id``."""
    known = {column.field.name for column in columns}
    return tuple(name if name in known or f"{name}_id" not in known else f"{name}_id" for name in names)

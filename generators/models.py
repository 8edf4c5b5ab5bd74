"""Tables: one SQLModel class for each entity, its constraints in the database."""

from generators.blueprint import (
    INTEGERS,
    Blueprint,
    Column,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Entity,
    TypeName,
)
from generators.constraints import find_checks, find_indexes, find_unique
from generators.datatypes import MODEL_TYPES, TEXTUAL, TOLD_BY_ANNOTATION, python_type
from generators.drafts import Draft
from generators.naming import attribute, class_name, human, module_name
from generators.templating import docstring, literal, render, sentence

_UUID_LENGTH = 36


def render_models(blueprint: Blueprint, circular: frozenset[tuple[str, str]] = frozenset()) -> tuple[Draft, ...]:
    """Give the modules below ``app/models``.

    ``circular`` are the columns, each with its table's name, that close a circle of foreign keys.
    """
    drafts = [
        Draft("app/models/base.py", render("backend/app/models/base.py")),
        Draft("app/models/__init__.py", _package(blueprint)),
    ]
    return (*drafts, *(_module(entity, circular) for entity in blueprint.entities))


def _package(blueprint: Blueprint) -> str:
    names = sorted((class_name(entity), module_name(entity)) for entity in blueprint.entities)
    imports = "\n".join(f"from app.models.{module} import {name}" for name, module in names)
    exported = ", ".join(f'"{name}"' for name, _ in names)
    return f'"""The tables."""\n\n{imports}\n\n__all__ = [{exported}]\n'


def _module(entity: Entity, circular: frozenset[tuple[str, str]]) -> Draft:
    name = class_name(entity)
    columns = [
        (attribute(column.name), _field(column, circular=(entity.name, column.name) in circular))
        for column in entity.columns
    ]
    symbols = {name: (f"table:{entity.name}",)}
    symbols |= {
        f"{name}.{attribute(column.name)}": (f"table:{entity.name}.{column.name}",) for column in entity.columns
    }
    text = render(
        "backend/app/models/entity.py",
        entity=entity,
        class_name=name,
        title=docstring(f"The table ``{entity.name}``."),
        docstring=docstring(_describe(entity), indent=4),
        arguments=_table_arguments(entity),
        columns=columns,
    )
    return Draft(f"app/models/{module_name(entity)}.py", text, symbols)


def _describe(entity: Entity) -> str:
    first = sentence(entity.description or f"One {human(entity.singular)}")
    if entity.external:
        return f"{first}\n\nAnother system writes this table; here it is only read."
    return first


def _table_arguments(entity: Entity) -> list[str]:
    arguments = [f"CheckConstraint({literal(check.expression)}, name={check.name!r})" for check in find_checks(entity)]
    for columns in find_unique(entity):
        arguments.append(f"UniqueConstraint({', '.join(map(repr, columns))})")
    for index in find_indexes(entity):
        parts = [repr(index.name), *map(repr, index.columns)]
        if index.unique:
            parts.append("unique=True")
        if index.where:
            parts.append(f"postgresql_where={index.where!r}")
        arguments.append(f"Index({', '.join(parts)})")
    return arguments


def _field(column: Column, *, circular: bool) -> str:
    annotation = python_type(column.type)
    if column.nullable:
        annotation = f"{annotation} | None" if annotation != "Any" else annotation
    arguments = _arguments(column, circular=circular)
    if not arguments:
        return annotation
    return f"{annotation} = Field({', '.join(arguments)})"


def _arguments(column: Column, *, circular: bool) -> list[str]:
    arguments = []
    if column.nullable or column.default:
        arguments.append("default=None")
    if column.primary_key:
        arguments.append("primary_key=True")
    if column.references:
        target = f'"{column.references.entity}.{column.references.column}"'
        kept = column.references.on_delete is DeleteRule.NO_ACTION
        rule = [] if kept else [f'ondelete="{column.references.on_delete}"']
        if circular:
            parts = ", ".join([target, *rule, "use_alter=True"])
            arguments.append(f"sa_column_args=(ForeignKey({parts}),)")
        else:
            arguments += [f"foreign_key={target}", *rule]
    arguments += _type_arguments(column)
    keywords = _column_keywords(column)
    if keywords:
        arguments.append("sa_column_kwargs={" + ", ".join(f'"{name}": {value}' for name, value in keywords) + "}")
    return arguments


def _type_arguments(column: Column) -> list[str]:
    """Name the type, and whether NULL is allowed, only where the annotation does not tell them already."""
    kind = column.type
    if kind.name is TypeName.VARCHAR and kind.length:
        return [f"max_length={kind.length}"]
    if kind.name in TOLD_BY_ANNOTATION:
        return []
    open_type = python_type(kind) == "Any" and not column.primary_key
    return [f"sa_type={MODEL_TYPES.write(kind)}", *([f"nullable={column.nullable}"] if open_type else [])]


def _column_keywords(column: Column) -> list[tuple[str, str]]:
    keywords = []
    if attribute(column.name) != column.name:
        keywords.append(("name", repr(column.name)))
    default = server_default(column)
    if default is not None:
        keywords.append(("server_default", default))
    serial = column.default is not None and column.default.kind is DefaultKind.SERIAL
    if column.primary_key and column.type.name in INTEGERS and not serial:
        keywords.append(("autoincrement", "False"))
    return keywords


def server_default(column: Column, prefix: str = "") -> str | None:
    """Give the server default as source, or nothing; ``prefix`` reaches SQLAlchemy's names."""
    default = column.default
    if default is None or default.kind is DefaultKind.SERIAL or default.by_application:
        return None
    if default.kind is DefaultKind.NOW:
        return _now(column, prefix)
    if default.kind is DefaultKind.UUID:
        return _new_key(column.type, prefix)
    return _literal_default(column, default, prefix)


def _new_key(kind: ColumnType, prefix: str) -> str:
    """Give a new identifier; where a text has no room for a whole UUID, as many digits as fit.

    What PostgreSQL says of the expression afterwards is what was written, so that no migration sees a difference.
    """
    whole = f"{prefix}func.gen_random_uuid()"
    if kind.length is None or kind.length >= _UUID_LENGTH:
        return whole
    return f"{prefix}func.substr({prefix}func.md5({prefix}func.concat({whole})), 1, {kind.length})"


def _now(column: Column, prefix: str) -> str:
    if column.type.name is TypeName.DATE:
        return f"{prefix}func.current_date()"
    return f"{prefix}func.now()"


def _literal_default(column: Column, default: Default, prefix: str) -> str | None:
    value = default.value
    if value is None:
        return None
    if column.type.name is TypeName.BOOLEAN:
        return f"{prefix}{'true' if value in (True, 'true', 'TRUE', 1) else 'false'}()"
    if column.type.name is TypeName.ARRAY:
        return repr(str(value).replace("[", "{").replace("]", "}"))
    if column.type.name in TEXTUAL or isinstance(value, str):
        return repr(str(value))
    return repr(f"{value}")

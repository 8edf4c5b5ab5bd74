"""Schemas: request and response models, apart from the tables."""

import json
import re
from collections.abc import Iterator

from generators.blueprint import (
    Blueprint,
    BodyField,
    ColumnType,
    DefaultKind,
    Entity,
    Holds,
    JsonScalar,
    Limits,
    Member,
    Operation,
    QueryParameter,
    QueryUse,
    ResponseField,
    RuleKind,
    Shows,
    TypeName,
    UnknownFields,
)
from generators.datatypes import INTEGER_BOUNDS, TEXTUAL, python_type
from generators.drafts import Draft
from generators.errors import render_error_schema
from generators.moments import Moment, moment_type, moments_in
from generators.naming import attribute, camel, human, module_name, parameter, pascal
from generators.shapes import (
    child_body_schema,
    child_columns,
    child_schema,
    column_members,
    far_column,
    limits_of,
    nested_name,
    parent_of,
    public_name,
    row_entity,
    shape_of,
    shown_members,
)
from generators.templating import docstring, literal, render, wrapped

_INPUT_TYPES = {
    TypeName.BOOLEAN: "bool",
    TypeName.UUID: "uuid.UUID",
    TypeName.DATE: "Date",
    TypeName.TIMESTAMP: "Timestamp",
    TypeName.TIME: "dt.time",
    TypeName.INTERVAL: "dt.timedelta",
    TypeName.JSON: "Json",
    TypeName.BYTES: "bytes",
}


_MOST_DIGITS = 30
"""The digits of a number whose column names no limit: far more than a JSON number keeps."""


class _Module:
    """One module below ``app/schemas`` while it is being collected."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.classes: dict[str, str] = {}
        self.symbols: dict[str, tuple[str, ...]] = {}
        self.imports: set[str] = set()

    def add(self, name: str, text: str, *elements: str) -> None:
        """Add a class, once; what it serves is gathered."""
        if text:
            self.classes.setdefault(name, text)
        self.symbols[name] = tuple(dict.fromkeys((*self.symbols.get(name, ()), *elements)))


def render_schemas(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give the modules below ``app/schemas``."""
    modules = _modules(blueprint)
    moments = moments_of(blueprint)
    drafts = [
        Draft("app/schemas/__init__.py", '"""Request and response models."""\n'),
        Draft("app/schemas/base.py", _base(blueprint)),
        Draft("app/schemas/error.py", render_error_schema(blueprint.settings)),
    ]
    for module in modules.values():
        if module.classes:
            text = render(
                "backend/app/schemas/module.py", module=module, title=f"Schemas: {human(module.name)}.", moments=moments
            )
            drafts.append(Draft(f"app/schemas/{module.name}.py", text, module.symbols))
    return tuple(drafts)


def _modules(blueprint: Blueprint) -> dict[str, _Module]:
    modules: dict[str, _Module] = {}
    for operation in blueprint.operations:
        _collect(blueprint, operation, modules)
    return modules


def _base(blueprint: Blueprint) -> str:
    forbid = blueprint.settings.unknown_fields is UnknownFields.FORBID
    return render(
        "backend/app/schemas/base.py",
        forbid=forbid,
        named=validators_of(blueprint),
        moments=moments_of(blueprint),
    )


def moments_of(blueprint: Blueprint) -> tuple[tuple[str, str, Moment], ...]:
    """Give the types of dates and times that relate to the present, as far as any schema uses them."""
    return moments_in("\n".join(text for module in _modules(blueprint).values() for text in module.classes.values()))


def validators_of(blueprint: Blueprint) -> frozenset[str]:
    """Give the names of the validated types that any schema or route uses: only these are written."""
    modules = _modules(blueprint).values()
    classes = "\n".join(text for module in modules for text in module.classes.values())
    named = set(re.findall(r"\b(?:Date|Timestamp|Number|Email|Url|Json|none_if_absent)\b", classes))
    if any(each.type.name is TypeName.DATE for o in blueprint.operations for each in o.path_parameters):
        named.add("Date")
    named.update(base for _, base, _ in moments_of(blueprint))
    return frozenset(named)


def _entity(blueprint: Blueprint, operation: Operation) -> Entity | None:
    return blueprint.entity(operation.entity) if operation.entity else None


def _collect(blueprint: Blueprint, operation: Operation, modules: dict[str, _Module]) -> None:
    shape = shape_of(blueprint, operation)
    module = modules.setdefault(shape.module, _Module(shape.module))
    entity, shown = _entity(blueprint, operation), row_entity(blueprint, operation)
    if shape.public and shown:
        home = modules.setdefault(module_name(shown), _Module(module_name(shown)))
        name = public_name(blueprint, operation)
        _collect_view(blueprint, name, shown, shown_members(blueprint, operation), modules)
        home.add(name, "", operation.id)
        if operation.response.children:
            _collect_family(blueprint, operation, shape.public, home, modules)
        if home is not module:
            module.imports.add(f"from app.schemas.{home.name} import {shape.public}")
    if shape.body:
        for name, text in _child_bodies(blueprint, operation):
            module.add(name, text, operation.id)
        module.add(shape.body, _body_class(blueprint, shape.body, operation, entity), operation.id)
    if shape.query:
        module.add(shape.query, _query_class(shape.query, operation), operation.id)
    if shape.envelope:
        for name, text in _envelope_classes(shape.envelope, operation, shown or entity, shape.public):
            module.add(name, text, operation.id)


def _collect_family(
    blueprint: Blueprint, operation: Operation, name: str, home: _Module, modules: dict[str, _Module]
) -> None:
    """Add the class of a row with its children, and the classes of the children."""
    lines = []
    for children in operation.response.children:
        child, shown = blueprint.entity(children.entity), child_schema(blueprint, children)
        _collect_view(blueprint, shown, child, column_members(blueprint, child_columns(blueprint, children)), modules)
        modules[module_name(child)].add(shown, "", operation.id)
        home.imports.add(f"from app.schemas.{module_name(child)} import {shown}")
        lines.append(f"{_aliased(blueprint, children.name)[0]}: list[{shown}]{_aliased(blueprint, children.name)[1]}")
    words = " and ".join(human(children.name) for children in operation.response.children)
    description = f"A {human(blueprint.entity(operation.entity or '').singular)} with its {words}."
    home.add(name, _class(name, public_name(blueprint, operation), description, lines), operation.id)


def _aliased(blueprint: Blueprint, name: str) -> tuple[str, str]:
    """Give the attribute of a response's member, and what follows its annotation where clients call it otherwise."""
    shown = camel(name) if blueprint.settings.camel_case else name
    return attribute(name), f' = Field(serialization_alias="{shown}")' if shown != attribute(name) else ""


def _child_bodies(blueprint: Blueprint, operation: Operation) -> Iterator[tuple[str, str]]:
    for field in operation.body:
        if field.children:
            name, child = child_body_schema(blueprint, field.children), blueprint.entity(field.children.entity)
            types = [(each, _given_type(blueprint, each, child)) for each in field.fields]
            lines = [_body_line(each, annotation, child, partial=False) for each, annotation in types]
            yield name, _class(name, "RequestModel", f"A {human(child.singular)} in a request body.", lines)


def _class(name: str, base: str, description: str, lines: list[str]) -> str:
    body = "\n".join(f"    {line}" for line in lines)
    text = description if "\n" in description else wrapped(description)
    return f"class {name}({base}):\n    {docstring(text, indent=4)}\n\n{body}\n"


def _collect_view(
    blueprint: Blueprint, name: str, entity: Entity, members: tuple[Member, ...], modules: dict[str, _Module]
) -> None:
    """Add the class that shows a row, the classes of the objects within it first."""
    home = modules.setdefault(module_name(entity), _Module(module_name(entity)))
    lines = []
    for member in members:
        if member.shows is Shows.PARENT:
            parent = parent_of(blueprint, entity, member)
            inner = nested_name(blueprint, name, member, parent)
            _collect_view(blueprint, inner, parent, member.members, modules)
            if module_name(parent) != home.name:
                home.imports.add(f"from app.schemas.{module_name(parent)} import {inner}")
            nullable = entity.column(member.column or "").nullable
            annotation = f"Annotated[{inner} | None, BeforeValidator(none_if_absent)]" if nullable else inner
        else:
            annotation = _member_type(blueprint, entity, member)
        own = attribute(member.name)
        alias = f' = Field(serialization_alias="{member.name}")' if own != member.name else ""
        lines.append(f"{own}: {annotation}{alias}")
    text = _class(name, "ResponseModel", f"A {human(entity.singular)} as clients see it.", lines)
    home.add(name, text, f"table:{entity.name}")


def _member_type(blueprint: Blueprint, entity: Entity, member: Member) -> str:
    if member.shows is Shows.EXISTS:
        return "bool"
    if member.shows is Shows.COUNT:
        return "int"
    if member.shows is Shows.VALUES and member.through:
        return f"list[{python_type(far_column(blueprint, entity, member.through).type)}]"
    column = entity.column(member.column or "")
    annotation = _shown_type(column.type, column.limits)
    return f"{annotation} | None" if column.nullable and annotation != "Any" else annotation


def _shown_type(kind: ColumnType, limits: Limits) -> str:
    if kind.name is TypeName.NUMERIC:
        return "Number"
    if limits.choices and kind.name in TEXTUAL:
        return f"Literal[{', '.join(map(repr, limits.choices))}]"
    return python_type(kind)


def _body_class(blueprint: Blueprint, name: str, operation: Operation, entity: Entity | None) -> str:
    partial = operation.method == "PATCH"
    lines = [
        _body_line(field, _given_type(blueprint, field, entity), entity, partial=partial) for field in operation.body
    ]
    text = wrapped(f"The request body of {operation.method} {operation.path}.")
    if requirements := _requirements(blueprint, operation):
        text += f"\n\n{wrapped('Requirements: ' + ', '.join(requirements) + '.')}"
    return _class(name, "RequestModel", text, lines)


_FIELD_RULES = frozenset(
    {
        RuleKind.REQUIRED,
        RuleKind.LENGTH,
        RuleKind.RANGE,
        RuleKind.PATTERN,
        RuleKind.FORMAT,
        RuleKind.CHOICES,
        RuleKind.DEFAULT,
        RuleKind.NORMALISATION,
        RuleKind.CROSS_FIELD,
        RuleKind.TIME,
    }
)


def _requirements(blueprint: Blueprint, operation: Operation) -> list[str]:
    """Give the requirements that the values in a body are held against."""
    rules = [rule for rule in blueprint.rules if rule.kind in _FIELD_RULES and operation.id in rule.operations]
    return sorted({name for rule in rules for name in rule.requirements})


def _given_type(blueprint: Blueprint, field: BodyField, entity: Entity | None) -> str:
    if field.children:
        item = f"list[{child_body_schema(blueprint, field.children)}]"
        return _annotated(item, _length_arguments(field.limits))
    if field.through and entity:
        far = far_column(blueprint, entity, field.through)
        least = max(1, far.limits.min_length or 1)
        most = far.limits.max_length or far.type.length
        item = input_type(far.type, Limits(least, most, pattern=far.limits.pattern), strict=True)
        return _annotated(f"list[{item}]", _length_arguments(field.limits))
    secret = "password" in field.name.lower() or "token" in field.name.lower()
    return input_type(field.type, limits_of(field, entity), secret=secret, strict=True)


def _body_line(field: BodyField, annotation: str, entity: Entity | None, *, partial: bool) -> str:
    name = attribute(field.name)
    if field.nullable:
        annotation += " | None"
    alias = f'alias="{field.name}"' if name != field.name else ""
    if field.required:
        return f"{name}: {annotation}" + (f" = Field({alias})" if alias else "")
    default = None if partial else body_default(field, entity)
    if default is None and not field.nullable:
        return f"{name}: Annotated[{annotation}, Field({alias})] = UNSET" if alias else f"{name}: {annotation} = UNSET"
    source = _default_source(default, field.type)
    return f"{name}: {annotation} = " + (f"Field(default={source}, {alias})" if alias else source)


def body_default(field: BodyField, entity: Entity | None) -> JsonScalar:
    """Give the value that an absent field has, its column's where it has none itself."""
    if field.default is not None or entity is None or not field.column or not entity.has(field.column):
        return field.default
    default = entity.column(field.column).default
    return default.value if default and default.kind is DefaultKind.LITERAL else None


def _default_source(value: JsonScalar, kind: ColumnType) -> str:
    if kind.name in {TypeName.ARRAY, TypeName.JSON} and isinstance(value, str):
        return repr(json.loads(value))
    if kind.name is TypeName.BOOLEAN and isinstance(value, str):
        return str(value.lower() == "true")
    if kind.name is TypeName.NUMERIC and value is not None:
        return f'Decimal("{value}")'
    return repr(value)


def input_type(kind: ColumnType, limits: Limits, *, secret: bool = False, strict: bool = False) -> str:
    """Give the annotation of a value that comes from a client, with every limit in it."""
    if kind.name is TypeName.ARRAY or kind.item:
        item = input_type(ColumnType(kind.item or TypeName.TEXT), Limits(choices=limits.choices), strict=strict)
        return _annotated(f"list[{item}]", _length_arguments(limits))
    if kind.name in TEXTUAL:
        return _text_type(limits, secret=secret)
    if kind.name in INTEGER_BOUNDS:
        return _annotated("int", [*_strictness(strict=strict), *_range_arguments(limits, kind)])
    if kind.name is TypeName.NUMERIC:
        exact = [f"max_digits={kind.precision}", f"decimal_places={kind.scale or 0}"]
        digits = exact if kind.precision else [f"max_digits={_MOST_DIGITS}"]
        return _annotated("Decimal", [*digits, *_range_arguments(limits, kind)])
    if kind.name is TypeName.FLOAT:
        return _annotated(
            "float", [*_strictness(strict=strict), "allow_inf_nan=False", *_range_arguments(limits, kind)]
        )
    if kind.name is TypeName.BOOLEAN and strict:
        return "StrictBool"
    if limits.moment and kind.name in (TypeName.DATE, TypeName.TIMESTAMP):
        return moment_type(kind.name, limits.moment)
    return _INPUT_TYPES[kind.name]


def _strictness(*, strict: bool) -> list[str]:
    return ["strict=True"] if strict else []


def _text_type(limits: Limits, *, secret: bool) -> str:
    if limits.choices:
        return f"Literal[{', '.join(map(repr, limits.choices))}]"
    base = {"email": "Email", "uri": "Url"}.get(limits.format or "", "str" if secret else "Text")
    arguments = _length_arguments(limits)
    if limits.format == "slug" and not limits.pattern:
        arguments.append('pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$"')
    if limits.pattern:
        arguments.append(f"pattern={_whole(limits.pattern)!r}")
    return _annotated(base, arguments)


def _whole(pattern: str) -> str:
    """Give a pattern that the whole value must match, not a part of it."""
    return pattern if pattern.startswith("^") and pattern.endswith("$") else f"^(?:{pattern})$"


def _annotated(base: str, arguments: list[str]) -> str:
    return f"Annotated[{base}, Field({', '.join(arguments)})]" if arguments else base


def _length_arguments(limits: Limits) -> list[str]:
    arguments = []
    if limits.min_length:
        arguments.append(f"min_length={limits.min_length}")
    if limits.max_length:
        arguments.append(f"max_length={limits.max_length}")
    return arguments


def _range_arguments(limits: Limits, kind: ColumnType) -> list[str]:
    low, high = INTEGER_BOUNDS.get(kind.name, (None, None))
    lower, upper = "gt" if limits.exclusive_minimum else "ge", "lt" if limits.exclusive_maximum else "le"
    arguments = []
    if limits.minimum is not None:
        arguments.append(f"{lower}={_number(limits.minimum)}")
    elif low is not None:
        arguments.append(f"ge={low}")
    if limits.maximum is not None:
        arguments.append(f"{upper}={_number(limits.maximum)}")
    elif high is not None:
        arguments.append(f"le={high}")
    return arguments


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def _query_class(name: str, operation: Operation) -> str:
    lines = [_query_line(parameter) for parameter in operation.query]
    return _class(name, "QueryModel", f"The query string of {operation.method} {operation.path}.", lines)


def _query_line(query: QueryParameter) -> str:
    name = parameter(query.name)
    annotation = query_type(query)
    arguments = [] if name == query.name else [f'alias="{query.name}"']
    if query.description:
        arguments.append(f"description={literal(query.description)}")
    if not query.required:
        default = query_default(query)
        if default is None and not query.multiple:
            annotation += " | None"
        source = "[]" if query.multiple and default is None else repr(default)
        if not arguments:
            return f"{name}: {annotation} = {source}"
        arguments.insert(0, f"default={source}")
    return f"{name}: {annotation}" + (f" = Field({', '.join(arguments)})" if arguments else "")


def query_default(query: QueryParameter) -> JsonScalar:
    """Give the value of a query parameter that is absent."""
    if query.default is not None:
        return query.default
    if query.use is QueryUse.FLAG:
        return False if query.type.name is TypeName.BOOLEAN else None
    return {QueryUse.OFFSET: 0, QueryUse.PAGE: 1, QueryUse.LIMIT: 10}.get(query.use)


def query_type(query: QueryParameter) -> str:
    """Give the annotation of a query parameter."""
    limits = query.limits
    if query.use is QueryUse.DIRECTION:
        return 'Literal["asc", "desc"]'
    if query.choices and query.use is not QueryUse.OVERDUE:
        return f"Literal[{', '.join(repr(choice.value) for choice in query.choices)}]"
    if query.use is QueryUse.LIMIT:
        limits = Limits(minimum=limits.minimum or 1, maximum=limits.maximum or 100)
    elif query.use is QueryUse.OFFSET:
        limits = Limits(minimum=0, maximum=limits.maximum)
    elif query.use is QueryUse.PAGE:
        limits = Limits(minimum=1, maximum=limits.maximum or 1_000_000)
    elif query.type.name in TEXTUAL and not limits.max_length:
        limits = Limits(limits.min_length, query.type.length or 200, pattern=limits.pattern, choices=limits.choices)
    kind = ColumnType(query.type.item or TypeName.TEXT) if query.type.name is TypeName.ARRAY else query.type
    annotation = input_type(kind, limits)
    return f"list[{annotation}]" if query.multiple else annotation


_ENVELOPE_TYPES = {
    Holds.TOTAL: "int",
    Holds.COUNT: "int",
    Holds.LIMIT: "int",
    Holds.OFFSET: "int",
    Holds.PAGE: "int",
    Holds.PAGES: "int",
    Holds.HAS_MORE: "bool",
    Holds.AVERAGE: "float | None",
    Holds.ACCESS_TOKEN: "str",
    Holds.REFRESH_TOKEN: "str",
    Holds.TOKEN_TYPE: 'str = "bearer"  # noqa: S105 - a scheme, not a secret',
    Holds.EXPIRES_IN: "int",
}


def _envelope_classes(
    name: str, operation: Operation, entity: Entity | None, public: str | None
) -> Iterator[tuple[str, str]]:
    yield from _object_classes(name, operation.response.envelope, entity, public)


def object_name(outer: str, field: ResponseField) -> str:
    """Give the name of the class of a nested object."""
    return f"{outer.removesuffix('Response')}{pascal(field.name)}"


def _object_classes(
    name: str, fields: tuple[ResponseField, ...], entity: Entity | None, public: str | None
) -> Iterator[tuple[str, str]]:
    lines = []
    for field in fields:
        if field.holds in (Holds.OBJECT, Holds.GROUPS):
            yield from _object_classes(object_name(name, field), field.fields, entity, public)
        lines.append(_envelope_line(name, field, entity, public))
    yield name, _class(name, "ResponseModel", "A response body.", lines)


def _envelope_line(name: str, field: ResponseField, entity: Entity | None, public: str | None) -> str:
    own = attribute(field.name)
    if field.holds is Holds.LITERAL:
        kind = type(field.value).__name__ if field.value is not None else "None"
        annotation, default = kind, repr(field.value)
        alias = f'Field(default={default}, serialization_alias="{field.name}")' if own != field.name else default
        secretive = any(word in own for word in ("password", "secret", "token"))
        note = "  # noqa: S105 - a fixed text, not a secret" if secretive and alias == default else ""
        return f"{own}: {annotation} = {alias}{note}"
    annotation = _envelope_type(name, field, entity, public)
    if own == field.name:
        return f"{own}: {annotation}"
    plain, _, default = annotation.partition(" = ")
    given = f"default={default}, " if default else ""
    return f'{own}: {plain} = Field({given}serialization_alias="{field.name}")'


def _envelope_type(name: str, field: ResponseField, entity: Entity | None, public: str | None) -> str:
    if field.holds is Holds.OBJECT:
        return object_name(name, field)
    if field.holds is Holds.GROUPS:
        return f"list[{object_name(name, field)}]"
    if field.holds is Holds.GROUP:
        grouped, by, _ = str(field.value).partition(" by ")
        return "dt.datetime" if by or entity is None else python_type(entity.column(grouped).type)
    if field.holds in (Holds.ITEM, Holds.USER):
        return public or "None"
    if field.holds is Holds.ITEMS:
        return f"list[{public}]"
    if field.holds is Holds.VALUES and entity:
        return f"list[{python_type(entity.column(str(field.value)).type)}]"
    if field.holds is Holds.COLUMN and entity:
        column = entity.column(str(field.value))
        return f"{_shown_type(column.type, column.limits)}{' | None' if column.nullable else ''}"
    if field.holds is Holds.KEY:
        return python_type(entity.key[0].type) if entity and entity.key else "str"
    return _ENVELOPE_TYPES[field.holds]

"""Request bodies: their classes, and those of the objects in them."""

import json
from collections.abc import Iterator
from dataclasses import replace

from generators.blueprint import (
    Blueprint,
    BodyField,
    ColumnType,
    DefaultKind,
    Entity,
    Group,
    JsonScalar,
    Limits,
    Operation,
    RuleKind,
    TypeName,
)
from generators.naming import attribute, with_article
from generators.schemas.annotations import annotated, input_type, length_arguments
from generators.schemas.classes import render_class
from generators.shapes import child_body_schema, far_column, group_body_name, groups_of, limits_of
from generators.templating import wrapped

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
"""The rules that a value in a body is held against."""


def render_child_bodies(blueprint: Blueprint, operation: Operation) -> Iterator[tuple[str, str]]:
    """Give the classes of the objects in the body of an operation, each by its name."""
    for field in operation.body:
        if field.children:
            name, child = child_body_schema(blueprint, field.children), blueprint.entity(field.children.entity)
            types = [(each, _given_type(blueprint, each, child)) for each in field.fields]
            lines = [_body_line(each, annotation, child, partial=False) for each, annotation in types]
            says = f"{with_article(child.singular).capitalize()} in a request body."
            yield name, render_class(name, "RequestModel", says, lines)


def render_groups(
    blueprint: Blueprint, body: str, operation: Operation, entity: Entity | None
) -> Iterator[tuple[str, str]]:
    """Give the classes of the objects in the body whose members are columns of the row, each by its name."""
    partial = operation.method == "PATCH"
    for group, fields in groups_of(operation).items():
        name = group_body_name(blueprint, body, entity, group)
        inner = [replace(field, required=_is_needed(field)) for field in fields]
        lines = [_body_line(each, _given_type(blueprint, each, entity), entity, partial=partial) for each in inner]
        says = f"{with_article(group).capitalize()} in the request body of {operation.route}."
        yield name, render_class(name, "RequestModel", says, lines)


def _is_needed(field: BodyField) -> bool:
    return field.required or (field.group is not None and field.member in field.group.needs)


def _group_line(blueprint: Blueprint, body: str, entity: Entity | None, group: Group) -> str:
    field = BodyField(group.name, ColumnType(TypeName.JSON), required=group.required)
    return _body_line(field, group_body_name(blueprint, body, entity, group.name), None, partial=True)


def render_body(blueprint: Blueprint, name: str, operation: Operation, entity: Entity | None) -> str:
    """Give the class ``name`` of the body of an operation on rows of ``entity``."""
    partial = operation.method == "PATCH"
    lines = dict.fromkeys(
        _group_line(blueprint, name, entity, field.group)
        if field.group
        else _body_line(field, _given_type(blueprint, field, entity), entity, partial=partial)
        for field in operation.body
    )
    text = wrapped(f"The request body of {operation.route}.")
    if requirements := _requirements(blueprint, operation):
        text += f"\n\n{wrapped('Requirements: ' + ', '.join(requirements) + '.')}"
    return render_class(name, "ChangeModel" if operation.needs_some else "RequestModel", text, list(lines))


def _requirements(blueprint: Blueprint, operation: Operation) -> list[str]:
    """Give the requirements that the values in a body are held against."""
    rules = [rule for rule in blueprint.rules if rule.kind in _FIELD_RULES and operation.id in rule.operations]
    return sorted({name for rule in rules for name in rule.requirements})


def is_secret(field: BodyField) -> bool:
    """Tell whether a field holds what is taken as it is sent, blanks and all: a password, a token."""
    return "password" in field.name.lower() or "token" in field.name.lower()


def _given_type(blueprint: Blueprint, field: BodyField, entity: Entity | None) -> str:
    if field.children:
        item = f"list[{child_body_schema(blueprint, field.children)}]"
        return annotated(item, length_arguments(field.limits))
    if field.through and entity:
        far = far_column(blueprint, entity, field.through)
        least = max(1, far.limits.min_length or 1)
        most = far.limits.max_length or far.type.length
        item = input_type(far.type, Limits(least, most, pattern=far.limits.pattern), strict=True)
        return annotated(f"list[{item}]", length_arguments(field.limits))
    return input_type(field.type, limits_of(field, entity), secret=is_secret(field), strict=True)


def _body_line(field: BodyField, annotation: str, entity: Entity | None, *, partial: bool) -> str:
    name = attribute(field.member)
    if field.nullable:
        annotation += " | None"
    alias = f'alias="{field.member}"' if name != field.member else ""
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

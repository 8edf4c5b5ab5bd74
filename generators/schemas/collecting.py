"""Collecting: which classes the operations need, and in which module below ``app/schemas`` each stands."""

from generators.blueprint import Blueprint, Entity, Member, Operation, Shows
from generators.cursors import cursor_schema, has_cursor
from generators.datatypes import python_type
from generators.naming import attribute, camel, human, module_name, with_article
from generators.schemas.annotations import shown_type
from generators.schemas.bodies import render_body, render_child_bodies, render_groups
from generators.schemas.classes import render_class, render_member
from generators.schemas.cursors import render_cursor
from generators.schemas.envelopes import render_envelope
from generators.schemas.queries import render_query
from generators.shapes import (
    child_columns,
    child_schema,
    column_members,
    far_column,
    group_name,
    has_groups,
    nested_name,
    parent_of,
    public_name,
    row_entity,
    shape_of,
    shown_members,
    summary_schema,
)


class Module:
    """One module below ``app/schemas`` while it is being collected."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.classes: dict[str, str] = {}
        self.symbols: dict[str, tuple[str, ...]] = {}
        self.imports: set[str] = set()

    def add(self, name: str, text: str, *elements: str) -> None:
        """Add a class, once, with what it serves."""
        self.classes.setdefault(name, text)
        self.serve(name, *elements)

    def serve(self, name: str, *elements: str) -> None:
        """Note that a class serves further elements of the blueprint."""
        self.symbols[name] = tuple(dict.fromkeys((*self.symbols.get(name, ()), *elements)))


def collect_modules(blueprint: Blueprint) -> tuple[Module, ...]:
    """Give the modules with the classes that the operations use, in the order of their first use."""
    modules: dict[str, Module] = {}
    for operation in blueprint.operations:
        _collect(blueprint, operation, modules)
    return tuple(modules.values())


def _collect(blueprint: Blueprint, operation: Operation, modules: dict[str, Module]) -> None:
    shape = shape_of(blueprint, operation)
    module = modules.setdefault(shape.module, Module(shape.module))
    entity = blueprint.entity(operation.entity) if operation.entity else None
    shown = row_entity(blueprint, operation)
    if shape.public and shown:
        home = modules.setdefault(module_name(shown), Module(module_name(shown)))
        name = public_name(blueprint, operation)
        _collect_view(blueprint, name, shown, shown_members(blueprint, operation), modules)
        home.serve(name, operation.id)
        if operation.response.children:
            _collect_family(blueprint, operation, shape.public, home, modules)
        if home is not module:
            module.imports.add(f"from app.schemas.{home.name} import {shape.public}")
    if shape.body:
        for name, text in render_child_bodies(blueprint, operation):
            module.add(name, text, operation.id)
        for name, text in render_groups(blueprint, shape.body, operation, entity):
            module.add(name, text, operation.id)
        module.add(shape.body, render_body(blueprint, shape.body, operation, entity), operation.id)
    if has_cursor(operation) and entity:
        module.add(cursor_schema(operation), render_cursor(operation, entity), operation.id)
    if shape.query:
        module.add(shape.query, render_query(shape.query, operation), operation.id)
    if shape.envelope:
        for name, text in render_envelope(operation, shape.envelope, shown or entity, shape.public):
            module.add(name, text, operation.id)


def _collect_family(
    blueprint: Blueprint, operation: Operation, name: str, home: Module, modules: dict[str, Module]
) -> None:
    """Add the class of a row with its children, and the classes of the children."""
    camel_case = blueprint.settings.camel_case
    lines = []
    for children in operation.response.children:
        child, shown = blueprint.entity(children.entity), child_schema(blueprint, children)
        _collect_view(blueprint, shown, child, column_members(blueprint, child_columns(blueprint, children)), modules)
        modules[module_name(child)].serve(shown, operation.id)
        home.imports.add(f"from app.schemas.{module_name(child)} import {shown}")
        lines.append(render_member(camel(children.name) if camel_case else children.name, f"list[{shown}]"))
    words = " and ".join(human(children.name) for children in operation.response.children)
    description = f"{with_article(blueprint.entity(operation.entity or '').singular).capitalize()} with its {words}."
    home.add(name, render_class(name, public_name(blueprint, operation), description, lines), operation.id)


def _collect_view(
    blueprint: Blueprint, name: str, entity: Entity, members: tuple[Member, ...], modules: dict[str, Module]
) -> None:
    """Add the class that shows a row, the classes of the objects within it first."""
    home = modules.setdefault(module_name(entity), Module(module_name(entity)))
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
        elif member.shows is Shows.GROUP:
            annotation = _collect_group(blueprint, name, entity, member, home)
        else:
            annotation = _member_type(blueprint, entity, member)
        lines.append(render_member(member.name, annotation))
    seen = "lists show" if name == summary_schema(entity) else "clients see"
    text = render_class(
        name,
        "PartedModel" if has_groups(members) else "ResponseModel",
        f"{with_article(entity.singular).capitalize()} as {seen} it.",
        lines,
    )
    home.add(name, text, f"table:{entity.name}")


def _collect_group(blueprint: Blueprint, outer: str, entity: Entity, member: Member, home: Module) -> str:
    """Add the class of an object of the row's own columns, and give its name."""
    name = group_name(blueprint, outer, entity, member)
    lines = [
        render_member(each.name, _member_type(blueprint, entity, each), column=attribute(each.column or ""))
        for each in member.members
    ]
    says = f"{with_article(member.name).capitalize()} as clients see it."
    home.add(name, render_class(name, "RowPart", says, lines), f"table:{entity.name}")
    return name


def _member_type(blueprint: Blueprint, entity: Entity, member: Member) -> str:
    if member.shows is Shows.EXISTS:
        return "bool"
    if member.shows is Shows.COUNT:
        return "int"
    if member.shows is Shows.LINK:
        return "str"
    if member.shows is Shows.VALUES and member.through:
        return f"list[{python_type(far_column(blueprint, entity, member.through).type)}]"
    column = entity.column(member.column or "")
    annotation = shown_type(column.type, column.limits)
    return f"{annotation} | None" if column.nullable and annotation != "Any" else annotation

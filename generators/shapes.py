"""Shapes: which schema classes an operation uses, and in which module each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Children,
    Column,
    ColumnRole,
    Entity,
    Holds,
    Limits,
    Member,
    Operation,
    OperationKind,
    QueryUse,
    ResponseField,
    Shows,
    Through,
)
from generators.naming import (
    body_schema,
    camel,
    class_name,
    feature_module,
    module_name,
    pascal,
    public_schema,
    query_schema,
    response_schema,
    snake,
)

T = TypeVar("T")

SESSION_KINDS = frozenset(
    {
        OperationKind.REGISTER,
        OperationKind.LOGIN,
        OperationKind.REFRESH,
        OperationKind.LOGOUT,
        OperationKind.CHANGE_PASSWORD,
    }
)
_SECRET = frozenset({ColumnRole.PASSWORD, ColumnRole.SECRET})
_ROWS = frozenset({Holds.ITEM, Holds.NEXT, Holds.ITEMS, Holds.USER})
_UNNAMED = frozenset({"data", "item", "result"})
"""What an envelope may call a row without naming what it is of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The schema classes of one operation; ``None`` where it needs none.

    ``public`` shows a row, ``row`` only its columns, without the lists of children in it; ``body`` takes the
    request body, ``query`` the query string, ``envelope`` is the response's own class, ``annotation`` what the
    route returns.
    """

    module: str
    public: str | None
    row: str | None
    public_module: str | None
    body: str | None
    query: str | None
    envelope: str | None
    annotation: str


def shape_of(blueprint: Blueprint, operation: Operation) -> Shape:
    """Work out the schema classes of ``operation``."""
    entity = row_entity(blueprint, operation)
    row = public_name(blueprint, operation) if shows_row(operation) and entity else None
    children = operation.response.children
    public = family_name(entity, children) if row and entity and children else row
    envelope = envelope_name(blueprint, operation) if operation.response.body is Body.ENVELOPE else None
    annotation = {
        Body.EMPTY: "None",
        Body.ITEM: public or "None",
        Body.ITEMS: f"list[{public}]",
        Body.ENVELOPE: envelope or "None",
        Body.CSV: "CSVResponse",
    }[operation.response.body]
    stated = blueprint.entity(operation.entity) if operation.entity else None
    return Shape(
        module=schema_module(blueprint, operation),
        public=public,
        row=row,
        public_module=module_name(entity) if public and entity else None,
        body=body_schema(operation, stated) if operation.body else None,
        query=query_schema(operation) if operation.query else None,
        envelope=envelope,
        annotation=annotation,
    )


def envelope_name(blueprint: Blueprint, operation: Operation) -> str:
    """Give the class of the response's envelope; operations that wrap the same row, or the same tokens, alike share
    one."""
    own, shared = response_schema(operation), _shared_envelope(blueprint, operation)
    if shared is None:
        return own
    module = schema_module(blueprint, operation)
    others = [
        other
        for other in blueprint.operations
        if schema_module(blueprint, other) == module and _shared_envelope(blueprint, other) == shared
    ]
    shapes = [_wrapped(blueprint, other) for other in others]
    first = next((shape for shape in shapes if shapes.count(shape) > 1), None)
    names = {response_schema(other) for other in blueprint.operations} | set(map(class_name, blueprint.entities))
    return shared if first == _wrapped(blueprint, operation) and shared not in names else own


def _wrapped(blueprint: Blueprint, operation: Operation) -> tuple[object, ...]:
    """Give what an envelope is made of: two that are made of the same are one class."""
    response, entity = operation.response, row_entity(blueprint, operation)
    return response.envelope, response.children, shown_members(blueprint, operation), entity and entity.name


def _shared_envelope(blueprint: Blueprint, operation: Operation) -> str | None:
    """Give the name for an envelope that several operations use, by what it holds; nothing for what only one does."""
    fields, entity = operation.response.envelope, row_entity(blueprint, operation)
    held = {field.holds for field in envelope_fields(fields)}
    if operation.kind is OperationKind.PORT or Holds.GROUPS in held:
        return None
    if operation.kind in SESSION_KINDS and Holds.ACCESS_TOKEN in held:
        return "AccountResponse" if Holds.USER in held else "TokenResponse"
    if Holds.ITEM not in held or entity is None:
        return None
    alone = fields[0].name if len(fields) == 1 else "item"
    return f"{class_name(entity) if alone in _UNNAMED else pascal(alone)}Response"


def schema_module(blueprint: Blueprint, operation: Operation) -> str:
    """Give the module below ``app/schemas`` that holds the operation's own classes."""
    if operation.response.entity:
        return module_name(blueprint.entity(operation.response.entity))
    if operation.entity is None or operation.kind in SESSION_KINDS:
        return feature_module(operation.feature)
    return module_name(blueprint.entity(operation.entity))


def row_entity(blueprint: Blueprint, operation: Operation) -> Entity | None:
    """Give the entity whose row a response shows."""
    if operation.response.entity:
        return blueprint.entity(operation.response.entity)
    if operation.kind in SESSION_KINDS and blueprint.users:
        return blueprint.users
    return blueprint.entity(operation.entity) if operation.entity else None


def public_columns(entity: Entity, operation: Operation | None = None) -> tuple[Column, ...]:
    """Give the columns that a response shows: those that are named, else all but the inner ones; secrets never."""
    names = (operation.response.columns if operation else ()) or entity.visible
    named = tuple(entity.column(name) for name in names if entity.has(name))
    hidden = _SECRET if named else _SECRET | {ColumnRole.DELETED_AT}
    return tuple(column for column in named or entity.columns if column.role not in hidden)


def shown_members(blueprint: Blueprint, operation: Operation) -> tuple[Member, ...]:
    """Give the members of the row that a response shows, those that are plain columns as such."""
    if operation.response.members:
        return operation.response.members
    entity = row_entity(blueprint, operation)
    return column_members(blueprint, public_columns(entity, operation) if entity else ())


def column_members(blueprint: Blueprint, columns: tuple[Column, ...]) -> tuple[Member, ...]:
    """Give the members that show plain columns."""
    named = camel if blueprint.settings.camel_case else str
    return tuple(Member(named(column.name), column=column.name) for column in columns)


def is_view(members: tuple[Member, ...]) -> bool:
    """Tell whether members show more than the row's own columns, under their own names or as camel case has them;
    objects of such columns are no more."""
    own = [member for member in members if member.shows is not Shows.GROUP]
    return any(member.shows is not Shows.COLUMN or _is_renamed(member) for member in own)


def has_groups(members: tuple[Member, ...]) -> bool:
    """Tell whether some of the row's own columns are shown in objects."""
    return any(member.shows is Shows.GROUP for member in members)


def _is_renamed(member: Member) -> bool:
    return member.column is None or member.name not in {member.column, camel(member.column)}


def depends_on_caller(members: tuple[Member, ...]) -> bool:
    """Tell whether members differ from caller to caller."""
    return any(member.shows is Shows.EXISTS or depends_on_caller(member.members) for member in members)


def summary_schema(entity: Entity) -> str:
    """Give the class that shows a row where lists alone show it so."""
    return f"{class_name(entity)}Summary"


def public_name(blueprint: Blueprint, operation: Operation) -> str:
    """Give the class that shows a row in this operation; operations with equal members share it."""
    entity = row_entity(blueprint, operation)
    if entity is None:
        raise ValueError(f"{operation.id} shows no row")
    return view_name(blueprint, entity, shown_members(blueprint, operation))


def view_name(blueprint: Blueprint, entity: Entity, members: tuple[Member, ...]) -> str:
    """Give the class that shows the rows of ``entity`` with these members: the entity's own for what most operations
    show, above all the whole row; a summary for what lists alone show, a detail for the whole row beside another rule;
    else one that is called like the first operation which shows them."""
    showing = [other for other in blueprint.operations if shows_row(other) and row_entity(blueprint, other) == entity]
    wholes = [shown_members(blueprint, other) for other in showing if other.kind is not OperationKind.LIST]
    shapes = [*wholes, *(shown_members(blueprint, other) for other in showing if other.kind is OperationKind.LIST)]
    if members == _main_shape(blueprint, entity, wholes, shapes):
        return public_schema(entity)
    if members == next((shape for shape in shapes if shape not in wholes), None):
        return summary_schema(entity)
    detail = f"{class_name(entity)}Detail"
    if _is_plain(entity, members) and detail not in map(class_name, blueprint.entities):
        return detail
    for other in showing:
        if shown_members(blueprint, other) == members:
            return _named_by(other, entity)
    raise ValueError(f"no operation shows {entity.name} like this")


def _is_plain(entity: Entity, members: tuple[Member, ...]) -> bool:
    """Tell whether members are the columns of the whole row."""
    plain = tuple(column.name for column in public_columns(entity))
    return tuple(member.column for member in members) == plain and not is_view(members)


def _main_shape(
    blueprint: Blueprint, entity: Entity, wholes: list[tuple[Member, ...]], shapes: list[tuple[Member, ...]]
) -> tuple[Member, ...] | None:
    """Give what is shown of the rows of ``entity`` as a rule: the whole row where it is a child of another, or is shown
    as often as anything else; what lists alone show is no rule."""
    plain = next((shape for shape in shapes if _is_plain(entity, shape)), None)
    children = {each.entity for other in blueprint.operations for each in other.response.children}
    if plain and (entity.name in children or plain not in wholes):
        return plain
    rule = max(wholes or shapes, key=shapes.count, default=None)
    return plain if plain and rule and shapes.count(plain) >= shapes.count(rule) else rule


def _named_by(operation: Operation, entity: Entity) -> str:
    """Name the class after the member that holds the row, where that is another word than the entity's."""
    for field in envelope_fields(operation.response.envelope):
        if field.holds is Holds.ITEM and snake(field.name) not in {entity.singular, *_UNNAMED}:
            return f"{pascal(field.name)}Public"
    return f"{pascal(operation.name)}Item"


def nested_name(blueprint: Blueprint, outer: str, member: Member, entity: Entity) -> str:
    """Give the class of an object within a shown row: that of a view with equal members, else one of its own."""
    for operation in blueprint.operations:
        if (
            shows_row(operation)
            and row_entity(blueprint, operation) == entity
            and shown_members(blueprint, operation) == member.members
        ):
            return public_name(blueprint, operation)
    return f"{outer.removesuffix('Public').removesuffix('Item')}{pascal(member.name)}"


def parent_of(blueprint: Blueprint, entity: Entity, member: Member) -> Entity:
    """Give the entity whose row a PARENT member shows."""
    reference = entity.column(member.column or "").references
    if reference is None:
        raise ValueError(f"{entity.name}.{member.column} references nothing")
    return blueprint.entity(reference.entity)


def far_entity(blueprint: Blueprint, entity: Entity, through: Through) -> Entity:
    """Give the entity whose rows ``through`` leads to from a row of ``entity``."""
    table = blueprint.entity(through.entity) if through.entity else entity
    reference = table.column(through.there).references
    if reference is None:
        raise ValueError(f"{table.name}.{through.there} references nothing")
    return blueprint.entity(reference.entity)


def far_column(blueprint: Blueprint, entity: Entity, through: Through) -> Column:
    """Give the column of those rows that matters."""
    return far_entity(blueprint, entity, through).column(through.column)


def family_name(entity: Entity, children: tuple[Children, ...]) -> str:
    """Give the class that shows a row with its children, ``OrderWithLines``."""
    return f"{pascal(entity.singular)}With{'And'.join(pascal(each.name) for each in children)}"


def child_columns(blueprint: Blueprint, children: Children) -> tuple[Column, ...]:
    """Give the columns that are shown of each child."""
    entity = blueprint.entity(children.entity)
    return tuple(entity.column(name) for name in children.columns) or public_columns(entity)


def child_schema(blueprint: Blueprint, children: Children) -> str:
    """Give the name of the class that shows one child, ``OrderLinePublic``."""
    entity = blueprint.entity(children.entity)
    plain = child_columns(blueprint, children) == public_columns(entity)
    return public_schema(entity) if plain else f"{pascal(entity.singular)}In{pascal(children.via.removesuffix('_id'))}"


def child_body_schema(blueprint: Blueprint, children: Children) -> str:
    """Give the name of the class that takes one child in a request body, ``OrderLineCreate``."""
    return f"{pascal(blueprint.entity(children.entity).singular)}Create"


def groups_of(operation: Operation) -> dict[str, tuple[BodyField, ...]]:
    """Give the objects in the body whose members are columns of the row, by their names."""
    names = dict.fromkeys(field.group.name for field in operation.body if field.group)
    return {name: tuple(one for one in operation.body if one.group and one.group.name == name) for name in names}


def prefix_of(columns: Mapping[str, str]) -> str | None:
    """Give what the columns of members have in front of the members' names, all of them alike: ``address_``."""
    prefixes = {column.removesuffix(member) if column.endswith(member) else None for member, column in columns.items()}
    return prefixes.pop() if len(prefixes) == 1 else None


def group_name(blueprint: Blueprint, outer: str, entity: Entity, member: Member) -> str:
    """Give the class of an object of a row's own columns: called like the member, or also like the class around it
    where rows of the table show several of that name."""
    shown = {
        each.members
        for operation in blueprint.operations
        if shows_row(operation) and row_entity(blueprint, operation) == entity
        for each in shown_members(blueprint, operation)
        if each.shows is Shows.GROUP and each.name == member.name
    }
    own = pascal(member.name)
    taken = any(class_name(each) == own for each in blueprint.entities)
    return f"{outer.removesuffix('Public')}{own}" if len(shown) > 1 or taken else f"{own}Public"


def group_body_name(blueprint: Blueprint, body: str, entity: Entity | None, name: str) -> str:
    """Give the class of an object in the request body ``body``: ``AddressCreate`` in ``CustomerCreate``."""
    own = pascal(name)
    taken = any(class_name(each) == own for each in blueprint.entities)
    kind = body.removeprefix(class_name(entity)) if entity else body
    return f"{own}{kind}" if kind != body and not taken else f"{body}{own}"


def envelope_fields(fields: tuple[ResponseField, ...]) -> tuple[ResponseField, ...]:
    """Give all members of an envelope, nested ones included."""
    return tuple(inner for field in fields for inner in (field, *envelope_fields(field.fields)))


def holds(operation: Operation, *wanted: Holds) -> bool:
    """Tell whether the operation's envelope holds one of ``wanted``."""
    return any(field.holds in wanted for field in envelope_fields(operation.response.envelope))


def enveloped_columns(operation: Operation) -> tuple[str, ...]:
    """Give the columns of the row that stand in the envelope one by one."""
    fields = envelope_fields(operation.response.envelope)
    return tuple(dict.fromkeys(str(field.value) for field in fields if field.holds is Holds.COLUMN))


def shows_row(operation: Operation) -> bool:
    """Tell whether the response shows a whole row."""
    if operation.response.body in (Body.ITEM, Body.ITEMS):
        return True
    return operation.response.body is Body.ENVELOPE and holds(operation, *_ROWS)


def limits_of(field: BodyField, entity: Entity | None) -> Limits:
    """Give what a body field must satisfy: its own limits, completed by those of its column."""
    own, stored = field.limits, Limits()
    if entity and field.column and entity.has(field.column):
        stored = entity.column(field.column).limits
    length = field.type.length
    return Limits(
        min_length=_first(own.min_length, stored.min_length),
        max_length=_first(own.max_length, stored.max_length, length),
        minimum=_first(own.minimum, stored.minimum),
        maximum=_first(own.maximum, stored.maximum),
        exclusive_minimum=own.exclusive_minimum if own.minimum is not None else stored.exclusive_minimum,
        exclusive_maximum=own.exclusive_maximum if own.maximum is not None else stored.exclusive_maximum,
        pattern=own.pattern or stored.pattern,
        format=own.format or stored.format,
        needs=own.needs or stored.needs,
        choices=own.choices or stored.choices,
        moment=own.moment,
        rank=stored.rank,
    )


def _first(*values: T | None) -> T | None:
    return next((value for value in values if value is not None), None)


def window(operation: Operation, use: QueryUse) -> str | None:
    """Give the name of the operation's first query parameter of that use."""
    return next((parameter.name for parameter in operation.query if parameter.use is use), None)

"""Children of a row: how those of a request body are checked, priced and stored, and how they are read again."""

from collections.abc import Iterable

from generators.blueprint import (
    Adjustment,
    Blueprint,
    BodyField,
    Children,
    Column,
    Derivation,
    DerivationKind,
    Entity,
    TypeName,
)
from generators.datatypes import product_source
from generators.naming import attribute, human, module_name, row_variable, snake
from generators.reach import not_deleted
from generators.routes.adjusting import guards, moved, refusal, takes_from
from generators.routes.context import Context, labelled
from generators.routes.refusals import not_there, require_row
from generators.shapes import child_body_schema, child_schema


def taken_children(context: Context) -> list[str]:
    """Give the statements that make rows of the lists of objects in the body, before their parent is stored."""
    return [_taken(context, field, field.children) for field in context.operation.body if field.children]


def sums(context: Context) -> list[tuple[str, str]]:
    """Give the columns that add up a column of the children, with their expressions."""
    found = []
    for column in context.entity.columns:
        source = column.derivation
        if source is None or source.kind is not DerivationKind.SUM:
            continue
        field = next((each for each in context.operation.body if _holds(each, source.entity)), None)
        if field is not None:
            each = _one(field)
            start = ", Decimal(0)" if column.type.name is TypeName.NUMERIC else ""
            value = f'{each}["{attribute(source.column)}"] for {each} in {new_rows(field)}'
            found.append((attribute(column.name), f"sum(({value}){start})" if start else f"sum({value})"))
    return found


def stored_children(context: Context, parent: str) -> list[str]:
    """Give the statements that store the children of a new row, ``parent``, and fetch what is shown of them."""
    lines = []
    for field in context.operation.body:
        if field.children is None:
            continue
        child = context.blueprint.entity(field.children.entity)
        name, key, each = new_rows(field), attribute(context.entity.key[0].name), _one(field)
        rows = f'[{{**{each}, "{attribute(field.children.via)}": {parent}.{key}}} for {each} in {name}]'
        model = context.helpers.use_model(child)
        shown = next((one for one in context.operation.response.children if one.entity == child.name), None)
        if shown is None:
            lines.append(f"await connection.execute(insert({model}).values({rows}))")
            continue
        returning = _columns(context, shown)
        lines.append(f"stored = insert({model}).values({rows}).returning(*{returning})")
        lines.append(f"{attribute(shown.name)} = (await connection.execute(stored)).all()")
    return lines


def fetched_children(context: Context) -> list[str]:
    """Give the statements that read the children of ``row``."""
    lines = []
    for children in context.operation.response.children:
        child = context.blueprint.entity(children.entity)
        model, key = context.helpers.use_model(child), attribute(context.entity.key[0].name)
        condition = f"col({model}.{attribute(children.via)}) == row.{key}"
        order = ", ".join(f"col({model}.{attribute(name)})" for name in _order(child, children.via))
        lines += [
            f"children = select(*{_columns(context, children)}).where({condition}).order_by({order})",
            f"{attribute(children.name)} = (await connection.execute(children)).all()",
        ]
    return lines


def family(context: Context) -> str:
    """Give the expression that shows ``row`` together with its children."""
    names = [attribute(each.name) for each in context.operation.response.children]
    members = ", ".join(f'"{name}": {name}' for name in names)
    return f"{context.shape.public}.model_validate({{**row._asdict(), {members}}})"


def _columns(context: Context, children: Children) -> str:
    """Give the constant that lists the columns which are shown of a child."""
    child, schema = context.blueprint.entity(children.entity), child_schema(context.blueprint, children)
    model = context.helpers.use_model(child)
    context.helpers.use_schema(module_name(child), schema)
    name = f"{snake(schema).upper().removesuffix('_PUBLIC')}_COLUMNS"
    context.helpers.constants.setdefault(name, f"{name} = columns_of({model}, {schema})")
    return name


def subject_of(blueprint: Blueprint, field: BodyField) -> Column | None:
    """Give the column that references what each object of a list is about: the product of an order's line."""
    if field.children is None:
        return None
    child = blueprint.entity(field.children.entity)
    return next((column for column in child.columns if column.references and column.name in names_of(field)), None)


def names_of(field: BodyField) -> dict[str, str]:
    """Give the attributes of one object of a list by the columns that hold them."""
    return {one.column: attribute(one.name) for one in field.fields if one.column}


def _order(child: Entity, parent: str) -> list[str]:
    """Give the columns by which children are ordered: what they are about, as they were stored."""
    subject = next((column for column in child.columns if column.references and column.name != parent), None)
    return [*([subject.name] if subject else []), *(column.name for column in child.key)]


def new_rows(field: BodyField) -> str:
    """Give the variable that holds the rows made of a list of objects."""
    return f"new_{attribute(field.name)}"


def _holds(field: BodyField, entity: str) -> bool:
    return field.children is not None and field.children.entity == entity


def _one(field: BodyField) -> str:
    """Give the variable for one object of the list."""
    name = attribute(field.name)
    return name.removesuffix("s") if name.endswith("s") and name != "s" else f"one_of_{name}"


def _taken(context: Context, field: BodyField, children: Children) -> str:
    child = context.blueprint.entity(children.entity)
    subject = subject_of(context.blueprint, field)
    name = f"_take_{attribute(field.name)}"
    user = ", user" if subject is not None and context.has_user else ""
    schema = context.helpers.use_schema(context.shape.module, child_body_schema(context.blueprint, children))
    annotation = (
        f"connection: AsyncConnection, {attribute(field.name)}: list[{schema}]{', user: Caller' if user else ''}"
    )
    if subject is None or subject.references is None:
        each = _one(field)
        return f"{new_rows(field)} = [{each}.model_dump() for {each} in body.{attribute(field.name)}]"
    moves = [one for one in context.operation.adjustments if (one.entity, one.via) == (child.name, subject.name)]
    header = f"async def {name}({annotation}) -> list[dict[str, Any]]:"
    lines = [header, *_body_of_taking(context, field, subject, moves)]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return f"{new_rows(field)} = await {name}(connection, body.{attribute(field.name)}{user})"


def _body_of_taking(context: Context, field: BodyField, subject: Column, moves: list[Adjustment]) -> list[str]:
    child = context.blueprint.entity(field.children.entity if field.children else "")
    target = context.blueprint.entity(subject.references.entity if subject.references else "")
    each, own = _one(field), row_variable(target)
    names = names_of(field)
    key = f"{each}.{names[subject.name]}"
    copies = [one for one in child.columns if _is(one.derivation, DerivationKind.COPY)]
    lines = [
        f'    """{_says(target, attribute(field.name), moves, copies)}"""',
        "    rows: list[dict[str, Any]] = []",
        "    # All requests lock in one order, so that no two wait for each other." if moves else "",
        f"    for {each} in sorted({attribute(field.name)}, key=lambda {each}: {key}):",
        *(f"        {line}" for line in _reach(context, target, key, each, moves, copies)),
    ]
    values = [f"**{each}.model_dump()"]
    if any(attribute(column) != name for column, name in names.items()):
        values = [f'"{attribute(column)}": {each}.{name}' for column, name in names.items()]
    known = {column: f"{each}.{name}" for column, name in names.items()}
    for column in copies:
        known[column.name] = f"{own}.{attribute(column.derivation.column if column.derivation else '')}"
        values.append(f'"{attribute(column.name)}": {known[column.name]}')
    for column in child.columns:
        if _is(column.derivation, DerivationKind.PRODUCT) and column.derivation:
            values.append(f'"{attribute(column.name)}": {product_source(child, column, known)}')
    lines += [f"        rows.append({{{', '.join(values)}}})", "    return rows"]
    return [line for line in lines if line]


def _says(target: Entity, lines: str, moves: list[Adjustment], copies: list[Column]) -> str:
    words = human(target.singular)
    if moves:
        return f"Give the rows for ``{lines}``, and take what each asks for from its {words}, if that is there."
    copied = " and what they copy of it" if copies else ""
    return f"Give the rows for ``{lines}``: each {words} must be there{copied}."


def _reach(
    context: Context, target: Entity, key: str, each: str, moves: list[Adjustment], copies: Iterable[Column]
) -> list[str]:
    """Give the statements that reach what one child is about, and move its numbers."""
    model, own = context.helpers.use_model(target), row_variable(target)
    wanted = [labelled(model, one.derivation.column) for one in copies if one.derivation]
    shown = ", ".join(wanted or [labelled(model, target.key[0].name)])
    conditions = [f"col({model}.{attribute(target.key[0].name)}) == {key}", *context.tenant_condition(target)]
    found = f"{own} = (await connection.execute(statement)).one_or_none()"
    missing = f"raise {not_there(context, target, key)}"
    conditions += not_deleted(target, model)
    if not moves:
        return [
            f"statement = select({shown}).where({', '.join(conditions)})",
            found,
            f"if {own} is None:",
            f"    {missing}",
        ]
    amounts = {move: f"{each}.{attribute(move.by)}" if move.by else "1" for move in moves}
    guarded = [condition for move in moves for condition in guards(context, target, move, amounts[move])]
    values = ", ".join(moved(context, target, move, amounts[move]) for move in moves)
    where = ", ".join([*conditions, *guarded])
    return [
        f"statement = update({model}).where({where}).values({values}).returning({shown})",
        found,
        f"if {own} is None:",
        f"    {require_row(context, target, key)}",
        f'    raise HTTPException(409, "{refusal(target, takes_from(moves))}")',
    ]


def _is(derivation: Derivation | None, kind: DerivationKind) -> bool:
    return derivation is not None and derivation.kind is kind

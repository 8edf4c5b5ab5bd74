"""Numbers in referenced rows that an operation moves: guarded, so that none passes its bounds however many move it."""

from generators.blueprint import Adjustment, Column, Entity
from generators.datatypes import python_type
from generators.naming import attribute, human, parameter, snake
from generators.routes.context import Context


def guards(context: Context, target: Entity, move: Adjustment, amount: str) -> list[str]:
    """Give the conditions under which a row of ``target`` may be moved by ``amount``."""
    model = context.helpers.use_model(target)
    column = f"col({model}.{attribute(move.column)})"
    conditions = []
    if move.state and move.among:
        state = f"col({model}.{attribute(move.state)})"
        named = ", ".join(f'"{each}"' for each in move.among)
        conditions.append(f"{state}.in_([{named}])" if len(move.among) > 1 else f"{state} == {named}")
    minimum = target.column(move.column).limits.minimum
    if move.subtract and minimum is not None:
        conditions.append(f"{column} >= {amount}" if not minimum else f"{column} - {amount} >= {minimum:.15g}")
    if move.at_most:
        conditions.append(f"{column} + {amount} <= col({model}.{attribute(move.at_most)})")
    return conditions


def moved(context: Context, target: Entity, move: Adjustment, amount: str) -> str:
    """Give the assignment that moves the number."""
    column = f"col({context.helpers.use_model(target)}.{attribute(move.column)})"
    return f"{attribute(move.column)}={column} {'-' if move.subtract else '+'} {amount}"


def takes_from(moves: list[Adjustment]) -> Adjustment:
    """Give the movement that a refusal is about: the one that takes something away, else the first."""
    return next((move for move in moves if move.subtract), moves[0])


def refusal(target: Entity, move: Adjustment) -> str:
    """Give what a client is told where a number cannot be moved."""
    words, row = human(move.column), human(target.singular)
    if move.subtract:
        return f"Too few {words} are left." if words.endswith("s") else f"Too little {words} is left."
    if move.at_most:
        return f"The {row} leaves no room for that: {words} may not exceed {human(move.at_most)}."
    return f"The {row} is not in a state for that."


def moved_numbers(context: Context) -> list[str]:
    """Give the statements that move the numbers of rows which the new row itself references."""
    lines = []
    for move in context.operation.adjustments:
        reference = context.entity.column(move.via).references if move.entity is None else None
        if reference is None:
            continue
        target = context.blueprint.entity(reference.entity)
        model, amount = context.helpers.use_model(target), _amount(context, move)
        conditions = [f"col({model}.{attribute(reference.column)}) == {_key(context, move.via)}"]
        conditions += [*context.tenant_condition(target), *guards(context, target, move, amount)]
        assigned = moved(context, target, move, amount)
        lines.append(f"moved = update({model}).where({', '.join(conditions)}).values({assigned})")
        if len(guards(context, target, move, amount)):
            lines.append("if not (await connection.execute(moved)).rowcount:")
            lines.append(f'    raise HTTPException(409, "{refusal(target, move)}")')
        else:
            lines.append("await connection.execute(moved)")
    return lines


def moved_by_children(context: Context) -> list[str]:
    """Give the statements that move the numbers of rows which the children of ``row`` reference."""
    lines = []
    for move in context.operation.adjustments:
        child = context.blueprint.entity(move.entity) if move.entity else None
        reference = child.column(move.via).references if child else None
        if child is None or reference is None:
            continue
        user = ", user" if context.tenant_condition(context.blueprint.entity(reference.entity)) else ""
        key = f"row.{attribute(context.entity.key[0].name)}"
        lines.append(f"await {_mover(context, move, child, reference.entity)}(connection, {key}{user})")
    return lines


def _mover(context: Context, move: Adjustment, child: Entity, table: str) -> str:
    """Write the function that moves the numbers for all children of one row, and give its name."""
    target, parent = context.blueprint.entity(table), _parent(child, context.entity)
    model, children = context.helpers.use_model(target), context.helpers.use_model(child)
    name = f"_{'take' if move.subtract else 'return'}_{snake(move.column)}"
    via, amount = attribute(move.via), attribute(move.by) if move.by else "1"
    tenant = context.tenant_condition(target)
    conditions = [f"col({model}.{attribute(target.key[0].name)}) == {via}", *tenant]
    conditions += guards(context, target, move, amount)
    selected = ", ".join(f"{children}.{column}" for column in (via, *([amount] if move.by else [])))
    parameters = f"connection: AsyncConnection, key: {python_type(parent.type)}{', user: Caller' if tenant else ''}"
    assigned = moved(context, target, move, amount)
    says = f"Move the {human(move.column)} of each {human(target.singular)} by what the {human(child.name)} hold."
    lines = [
        f"async def {name}({parameters}) -> None:",
        f'    """{says}"""',
        "    # In the order in which all requests lock, so that no two wait for each other.",
        f"    children = select({selected}).where(col({children}.{attribute(parent.name)}) == key)",
        f"    ordered = await connection.execute(children.order_by(col({children}.{via})))",
        f"    for {via}{f', {amount}' if move.by else ''} in ordered.all():",
        f"        moved = update({model}).where({', '.join(conditions)}).values({assigned})",
        "        await connection.execute(moved)",
    ]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return name


def _parent(child: Entity, entity: Entity) -> Column:
    for column in child.columns:
        if column.references and column.references.entity == entity.name:
            return column
    raise ValueError(f"{child.name} does not reference {entity.name}")


def _amount(context: Context, move: Adjustment) -> str:
    if move.by is None:
        return "1"
    field = next((each for each in context.operation.body if each.column == move.by), None)
    return f"body.{attribute(field.name)}" if field else "1"


def _key(context: Context, via: str) -> str:
    key = next((each for each in context.operation.path_parameters if each.via == via), None)
    if key is not None:
        return parameter(key.name)
    field = next((each for each in context.operation.body if each.column == via), None)
    return f"body.{attribute(field.name)}" if field else "user.id"

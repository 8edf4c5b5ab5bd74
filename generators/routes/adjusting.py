"""Numbers in referenced rows that an operation moves: guarded, so that none passes its bounds however many move it."""

from generators.blueprint import Adjustment, Column, Entity
from generators.naming import attribute, human, in_body
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
        lines += _move(context, move, target, amount)
    return lines


def moved_by_step(context: Context) -> list[str]:
    """Give the statements by which a step of ``row`` moves numbers of the rows that it, or its children, reference."""
    lines = []
    for move in context.operation.adjustments:
        holder = context.blueprint.entity(move.entity) if move.entity else context.entity
        reference = holder.column(move.via).references
        if reference is not None:
            target = context.blueprint.entity(reference.entity)
            lines += _by_children(context, move, holder, target) if move.entity else _by_row(context, move, target)
    return lines


def _by_children(context: Context, move: Adjustment, child: Entity, target: Entity) -> list[str]:
    """Move a number for each child, in the order in which all requests lock, so that no two wait for each other."""
    model, children = context.helpers.use_model(target), context.helpers.use_model(child)
    via, amount = attribute(move.via), attribute(move.by) if move.by else "1"
    conditions = [f"col({model}.{attribute(target.key[0].name)}) == {via}", *context.tenant_condition(target)]
    conditions += guards(context, target, move, amount)
    selected = ", ".join(f"{children}.{column}" for column in (via, *([amount] if move.by else [])))
    parent = f"col({children}.{attribute(_parent(child, context.entity).name)})"
    key = f"row.{attribute(context.entity.key[0].name)}"
    assigned = moved(context, target, move, amount)
    return [
        "# All requests lock in one order, so that no two wait for each other.",
        f"children = select({selected}).where({parent} == {key}).order_by(col({children}.{via}))",
        f"for {via}{f', {amount}' if move.by else ''} in (await connection.execute(children)).all():",
        f"    moved = update({model}).where({', '.join(conditions)}).values({assigned})",
        *(f"    {line}" for line in _move(context, move, target, amount)),
    ]


def _by_row(context: Context, move: Adjustment, target: Entity) -> list[str]:
    """Move a number of the row that ``row`` itself references."""
    model, own = context.helpers.use_model(target), context.model
    mine = f"where(col({own}.{attribute(context.entity.key[0].name)}) == row.{attribute(context.entity.key[0].name)})"
    amount = f"select({own}.{attribute(move.by)}).{mine}.scalar_subquery()" if move.by else "1"
    key = f"col({model}.{attribute(target.key[0].name)})"
    conditions = [f"{key}.in_(select({own}.{attribute(move.via)}).{mine})", *context.tenant_condition(target)]
    conditions += guards(context, target, move, amount)
    assigned = moved(context, target, move, amount)
    return [
        f"moved = update({model}).where({', '.join(conditions)}).values({assigned})",
        *_move(context, move, target, amount),
    ]


def _move(context: Context, move: Adjustment, target: Entity, amount: str) -> list[str]:
    """Run the statement ``moved``, and refuse where its conditions do not hold."""
    if not guards(context, target, move, amount):
        return ["await connection.execute(moved)"]
    return [
        "if not (await connection.execute(moved)).rowcount:",
        f'    raise HTTPException(409, "{refusal(target, move)}")',
    ]


def _parent(child: Entity, entity: Entity) -> Column:
    for column in child.columns:
        if column.references and column.references.entity == entity.name:
            return column
    raise ValueError(f"{child.name} does not reference {entity.name}")


def _amount(context: Context, move: Adjustment) -> str:
    if move.by is None:
        return "1"
    field = next((each for each in context.operation.body if each.column == move.by), None)
    return in_body(field) if field else "1"


def _key(context: Context, via: str) -> str:
    place = context.place_value(via)
    if place is not None:
        return place
    field = next((each for each in context.operation.body if each.column == via), None)
    return in_body(field) if field else context.caller

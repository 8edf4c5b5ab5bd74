"""Refusals: what looks whether the rows that a route builds on are there and within the caller's reach."""

from generators.blueprint import OF_ONESELF, Column, ColumnRole, Entity, PathParameter, PathUse, Within
from generators.callers import caller_type
from generators.datatypes import python_type
from generators.messages import forbidden_text, missing_source, says
from generators.naming import article, attribute, human, in_body, key_argument, parameter, snake
from generators.reach import must_own, not_deleted
from generators.routes.context import Context
from generators.routes.ownership import held_by, negated, owned_by
from generators.templating import quoted


def forbidden(context: Context) -> str:
    """Give the expression of the error for a caller who lacks the right."""
    entity = context.entity if context.operation.entity else None
    return f"HTTPException(403, {quoted(forbidden_text(context.blueprint.settings, entity))})"


def not_there(context: Context, entity: Entity, key: str) -> str:
    """Give the expression of the error for a row that is not there; ``key`` is the expression of the key asked for."""
    return f"HTTPException(404, {missing_source(context.blueprint.settings, entity, key)})"


def missing_row(context: Context) -> str:
    """Give the expression of the error for a row that the caller cannot reach; a caller without one has vanished."""
    if context.operation.kind in OF_ONESELF:
        return f"unauthorized({quoted(says(context.blueprint.settings)['vanished'])})"
    status = context.operation.other_status or context.blueprint.settings.other_users_row
    keys = context.keys(PathUse.ROW)
    if status != 403 or not context.owned or len(keys) != 1:
        return not_there(context, context.entity, parameter(keys[0].name) if keys else "")
    name = f"_missing_{snake(context.entity.singular)}"
    key = keys[0]
    column, given = f"{context.model}.{attribute(key.column or key.name)}", parameter(key.name)
    conditions = [
        f"col({column}) == {given}",
        negated(held_by(context.blueprint, context.operation, context.entity, context.helpers, "caller_id")),
        *context.kept_conditions(),
    ]
    caller = f"caller_id: {python_type(caller_type(context.blueprint))}"
    arguments = ["connection: AsyncConnection", f"{given}: {python_type(key.type)}", caller]
    lines = [
        f"async def {name}({', '.join(arguments)}) -> HTTPException:",
        '    """Give the error for a row out of reach: 403 for another user\'s row, 404 for none."""',
        f"    statement = select({column}).where({', '.join(conditions)})",
        "    if (await connection.execute(statement)).first() is None:",
        f"        return {not_there(context, context.entity, given)}",
        f"    return {forbidden(context)}",
    ]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return f"await {name}(connection, {given}, {context.caller})"


def require_row(
    context: Context,
    entity: Entity,
    value: str,
    roles: tuple[str, ...] = (),
    above: tuple[Column, PathParameter] | None = None,
) -> str:
    """Give the statement that refuses a referenced row out of reach, or a user who has none of ``roles``.

    A row that lies below another one in the path must belong to it: ``above`` is the column and the key.
    """
    words = " or ".join(human(role) for role in roles) or human(entity.singular)
    model, key = context.helpers.use_model(entity), attribute(entity.key[0].name)
    kept = _kept_to_caller(context, entity)
    conditions = [*kept, *not_deleted(entity, model), *_role_condition(context, entity, roles)]
    given = key_argument(entity)
    takes, gives = [f"{given}: {python_type(entity.key[0].type)}"], [value]
    absent = f'HTTPException(404, "{words.capitalize()} not found.")' if roles else not_there(context, entity, given)
    name, belongs = f"_require_{snake(words)}", " or not the user's" if kept else ""
    if above:
        column, upper = above
        below, parent = attribute(column.name), context.blueprint.entity(upper.entity or "").singular
        holder = below if below != given else f"upper_{below}"
        conditions.insert(0, f"col({model}.{below}) == {holder}")
        takes.append(f"{holder}: {python_type(column.type)}")
        gives.append(context.parent_value(upper))
        name, belongs = f"{name}_of_{snake(parent)}", f" in this {human(parent)}{belongs}"
    if kept:
        takes.append("user: Caller")
        gives.append("user")
    lines = [
        f"async def {{name}}(connection: AsyncConnection, {', '.join(takes)}) -> None:",
        f'    """Refuse {article(words)} {words} that is not there{belongs}."""',
        f"    statement = select({model}.{key}).where({', '.join([f'col({model}.{key}) == {given}', *conditions])})",
        "    if (await connection.execute(statement)).first() is None:",
        f"        raise {absent}",
    ]
    name = context.helpers.define(name, "\n".join(lines))
    return f"await {name}(connection, {', '.join(gives)})"


def _kept_to_caller(context: Context, entity: Entity) -> list[str]:
    """Give the conditions that keep a row on which a route builds to the caller's tenant, or to the caller's own."""
    own = must_own(context.blueprint, context.operation, entity)
    return [*context.tenant_condition(entity), *([context.owner_condition(entity)] if own else [])]


def foreign_checks(context: Context) -> list[str]:
    """Give the statement that refuses to tie a row to one of the caller's own, where it must be somebody else's."""
    foreign = context.operation.foreign
    if foreign is None:
        return []
    key = next((one for one in context.keys(PathUse.PARENT) if one.via == foreign.via), None)
    field = next((one for one in context.operation.body if one.column == foreign.via), None)
    value = context.parent_value(key) if key else in_body(field) if field else ""
    entity = context.blueprint.above(context.entity, (foreign.via,))
    model, words = context.helpers.use_model(entity), human(entity.singular)
    own = owned_by(context.blueprint, entity, context.helpers, "user.id")
    named, kind = f"{model}.{attribute(entity.key[0].name)}", python_type(entity.key[0].type)
    given = key_argument(entity)
    lines = [
        f"async def {{name}}(connection: AsyncConnection, {given}: {kind}, user: Caller) -> None:",
        f'    """Refuse {article(words)} {words} of the user\'s own."""',
        f"    statement = select({named}).where(col({named}) == {given}, {own})",
        "    if (await connection.execute(statement)).first() is not None:",
        f'        raise HTTPException({foreign.status}, "The {words} is your own.")',
    ]
    name = context.helpers.define(f"_refuse_own_{snake(words)}", "\n".join(lines))
    return [f"await {name}(connection, {value}, user)"]


def _role_condition(context: Context, entity: Entity, roles: tuple[str, ...]) -> list[str]:
    column = entity.with_role(ColumnRole.USER_ROLE)
    if not roles or column is None:
        return []
    held = f"col({context.helpers.use_model(entity)}.{attribute(column.name)})"
    return [f"{held} == {roles[0]!r}" if len(roles) == 1 else f"{held}.in_([{', '.join(map(repr, roles))}])"]


def find_key(context: Context, entity: Entity, key: PathParameter) -> str:
    """Give the call for the key of the row that has the value of a path parameter in another column."""
    model, primary, natural = context.helpers.use_model(entity), entity.key[0], key.column or ""
    kept = _kept_to_caller(context, entity)
    conditions = [f"col({model}.{attribute(natural)}) == {attribute(natural)}", *kept, *not_deleted(entity, model)]
    given = f"{attribute(natural)}: {python_type(key.type)}{', user: Caller' if kept else ''}"
    words = human(entity.singular)
    lines = [
        f"async def {{name}}(connection: AsyncConnection, {given}) -> {python_type(primary.type)}:",
        f'    """Give the key of the {words} with this {human(natural)}; refuse one that is not there."""',
        f"    statement = select({model}.{attribute(primary.name)}).where({', '.join(conditions)})",
        "    found = (await connection.execute(statement)).scalar_one_or_none()",
        "    if found is None:",
        f"        raise {not_there(context, entity, attribute(natural))}",
        "    return found",
    ]
    name = context.helpers.define(f"_find_{snake(entity.singular)}", "\n".join(lines))
    return f"await {name}(connection, {parameter(key.name)}{', user' if kept else ''})"


def parent_checks(context: Context) -> list[str]:
    """Give the statements that find the parents, or refuse those out of the caller's reach."""
    checks = [check_parent(context, key) for key in context.keys(PathUse.PARENT) if key.entity]
    within = context.operation.within
    return [*checks, f"{attribute(within.via)} = {_find_own(context, within)}"] if within else checks


def _find_own(context: Context, within: Within) -> str:
    """Give the call for the key of the caller's only row of the table above, which is made or refused where there is
    none."""
    entity = context.blueprint.above(context.entity, (within.via,))
    model, key, words = context.helpers.use_model(entity), entity.key[0], human(entity.singular)
    owner = attribute(entity.owner.steps[0]) if entity.owner else ""
    caller = python_type(caller_type(context.blueprint))
    conditions = ", ".join([f"col({model}.{owner}) == caller_id", *not_deleted(entity, model)])
    statement = f"statement = select({model}.{attribute(key.name)}).where({conditions})"
    lines = [f"async def {{name}}(connection: AsyncConnection, caller_id: {caller}) -> {python_type(key.type)}:"]
    if within.made:
        context.helpers.imports.add("from sqlalchemy.dialects.postgresql import insert")
        lines += [
            f'    """Give the key of the user\'s {words}, which is made where there is none yet."""',
            f"    new = insert({model}).values({owner}=caller_id)",
            "    await connection.execute(new.on_conflict_do_nothing())",
            f"    {statement}",
            "    return (await connection.execute(statement)).scalar_one()",
        ]
    else:
        lines += [
            f'    """Give the key of the user\'s {words}; refuse a user who has none."""',
            f"    {statement}",
            "    found = (await connection.execute(statement)).scalar_one_or_none()",
            "    if found is None:",
            f"        raise {not_there(context, entity, '')}",
            "    return found",
        ]
    name = context.helpers.define(f"_{'' if within.made else 'require_'}own_{snake(entity.singular)}", "\n".join(lines))
    return f"await {name}(connection, {context.caller})"


def check_parent(context: Context, key: PathParameter) -> str:
    """Give the statement that finds the row which a path parameter names, or refuses one out of reach."""
    entity = context.blueprint.entity(key.entity or "")
    if context.is_natural(key):
        return f"{context.parent_value(key)} = {find_key(context, entity, key)}"
    return require_row(context, entity, parameter(key.name), above=_above(context, key))


def _above(context: Context, key: PathParameter) -> tuple[Column, PathParameter] | None:
    """Give the parent that stands before another one in the path, with the column by which the latter names it."""
    parents = [each for each in context.keys(PathUse.PARENT) if each.entity]
    for upper in reversed(parents[: parents.index(key)] if key in parents else []):
        for column in context.blueprint.entity(key.entity or "").columns:
            if column.references and column.references.entity == upper.entity:
                return column, upper
    return None

"""Limits on counts and numbers without gaps: both rest on a row that stays locked until the transaction ends."""

from generators.blueprint import Column, ColumnRole, CountLimit, DefaultKind, Entity, Period, Reference
from generators.datatypes import python_type
from generators.marks import kept
from generators.naming import attribute, human, in_body, key_argument, snake, with_article
from generators.routes.context import Context, tenant_value
from generators.routes.ownership import owner_column


def count_limits(context: Context) -> list[str]:
    """Give the statements that refuse a row beyond one of the entity's limits."""
    return [_limited(context, limit) for limit in context.entity.count_limits if _scope(context, limit.within)]


def numbers(context: Context) -> list[tuple[str, str]]:
    """Give the columns that number the rows of a group, each with the call that gives the next number."""
    found = []
    for column in context.entity.columns:
        if column.default is None or column.default.kind is not DefaultKind.NEXT:
            continue
        scope = _scope(context, str(column.default.value))
        if scope:
            function = _numbering(context, column, scope[0])
            found.append((attribute(column.name), f"await {function}(connection, {scope[1]})"))
    return found


def _scope(context: Context, within: str | None) -> tuple[Column, str] | None:
    """Give the column within which rows count, with the expression for its value in the new row."""
    if within is None or not context.entity.has(within):
        return None
    column = context.entity.column(within)
    place = context.place_value(within)
    field = next((each for each in context.operation.body if each.column == within), None)
    tenant, owner = tenant_value(context), owner_column(context.entity)
    if tenant and tenant[0] == attribute(within):
        return column, tenant[1]
    if owner and owner.name == within and context.has_user:
        return column, context.caller
    if place:
        return column, place
    return (column, in_body(field)) if field else None


def _lock(context: Context, reference: Reference, value: str) -> list[str]:
    """Give the statement that locks the row of the key ``value``, within which something is counted; where several
    count within rows of one table, it is a function of theirs."""
    entity = context.blueprint.entity(reference.entity)
    model, name = context.helpers.use_model(entity), f"_lock_{snake(entity.singular)}"
    column = f"{model}.{attribute(reference.column)}"
    alone = _locking(context.entity).count(reference) < 2
    given = value if alone else key_argument(entity)
    locked = f"select({column}).where(col({column}) == {given}).with_for_update(key_share=True)"
    statement = f"await connection.execute({locked})"
    if alone:
        return [f"# Whoever counts for the same {human(entity.singular)} waits until this transaction ends.", statement]
    kind = python_type(entity.column(reference.column).type)
    lines = [
        f"async def {name}(connection: AsyncConnection, {given}: {kind}) -> None:",
        f'    """Let whoever counts for the same {human(entity.singular)} wait until this transaction ends."""',
        f"    {statement}",
    ]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return [f"await {name}(connection, {value})"]


def _locking(entity: Entity) -> list[Reference | None]:
    """Give what is locked for each limit and each number of the entity."""
    numbered = [one.default for one in entity.columns if one.default and one.default.kind is DefaultKind.NEXT]
    within = [limit.within for limit in entity.count_limits if not limit.plans]
    within += [str(default.value) for default in numbered]
    return [entity.column(name).references for name in within if name and entity.has(name)]


def _numbering(context: Context, column: Column, scope: Column) -> str:
    entity, model, given = context.entity, context.model, attribute(scope.name)
    name = f"_next_{snake(entity.singular)}_{snake(column.name)}"
    lines = [
        f"async def {name}(connection: AsyncConnection, {given}: {python_type(scope.type)}) -> int:",
        f'    """Give the next {human(column.name)}, without gaps and never twice for the same {_words(scope)}."""',
    ]
    if scope.references:
        lines += [f"    {line}" for line in _lock(context, scope.references, given)]
    highest = f"func.coalesce(func.max({model}.{attribute(column.name)}), 0) + 1"
    lines += [
        f"    statement = select({highest}).where({context.column(scope.name)} == {given})",
        "    return (await connection.execute(statement)).scalar_one()",
    ]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return name


def _words(scope: Column) -> str:
    return human(scope.name.removesuffix("_id"))


def _limited(context: Context, limit: CountLimit) -> str:
    scope = _scope(context, limit.within)
    if scope is None or scope[0].references is None:
        raise ValueError(f"{context.entity.name} has a limit within {limit.within}, which references nothing")
    name, given = f"_limit_{snake(context.entity.name)}", attribute(scope[0].name)
    others = [each for each in context.entity.count_limits if each is not limit]
    if others:
        name += f"_{snake('_'.join(limit.among) or str(limit.period or limit.within or ''))}"
    lines = [
        f"async def {name}(connection: AsyncConnection, {given}: {python_type(scope[0].type)}) -> None:",
        f'    """Refuse {_refused(context.entity, limit, scope[0])}."""',
        *(f"    {line}" for line in _steps(context, limit, scope[0], scope[0].references)),
    ]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return f"await {name}(connection, {scope[1]})"


def _refused(entity: Entity, limit: CountLimit, scope: Column) -> str:
    held = f" {' or '.join(limit.among)}" if limit.among else ""
    most = "what the plan allows" if limit.plans else f"the {limit.maximum}{held} ones"
    period = f" in one {limit.period}" if limit.period else ""
    return f"{with_article(entity.singular)} beyond {most}{period} for the same {_words(scope)}"


def _steps(context: Context, limit: CountLimit, scope: Column, reference: Reference) -> list[str]:
    given = attribute(scope.name)
    conditions = [f"{context.column(scope.name)} == {given}"]
    if limit.column and limit.among:
        named = ", ".join(map(repr, limit.among))
        column = context.column(limit.column)
        conditions.append(f"{column}.in_([{named}])" if len(limit.among) > 1 else f"{column} == {named}")
    mark, created = context.entity.mark, context.entity.with_role(ColumnRole.CREATED_AT)
    lines = _maximum(context, limit, reference, given)
    if limit.period and created:
        # By the clock that stamps the rows: the database's, in whose transaction no period ends.
        conditions.append(f'{context.column(created.name)} >= func.date_trunc("{limit.period}", func.now(), "UTC")')
    elif mark:
        conditions.append(kept(mark, context.column(mark.name)))
    lines.append(f"statement = select(func.count()).select_from({context.model}).where({', '.join(conditions)})")
    most = "maximum" if limit.plans else str(limit.maximum)
    lines.append(f"if (await connection.execute(statement)).scalar_one() >= {most}:")
    if limit.period:
        context.helpers.imports.add("from app.utils.limits import too_many")
        return [*lines, f'    raise too_many("{_told(context.entity, limit)}", "{limit.period}")']
    return [*lines, f"    raise HTTPException(409, {_message(context.entity, limit)})"]


def _maximum(context: Context, limit: CountLimit, reference: Reference, value: str) -> list[str]:
    """Give the statements that lock the row within which is counted, and find what its plan allows."""
    if not limit.plans or limit.plan is None:
        return _lock(context, reference, value)
    entity = context.blueprint.entity(reference.entity)
    model = context.helpers.use_model(entity)
    constant = f"{snake(context.entity.name).upper()}_BY_{snake(limit.plan).upper()}"
    plans = ", ".join(f'"{plan.value}": {plan.maximum}' for plan in limit.plans)
    context.helpers.constants.setdefault(constant, f"{constant}: dict[str, int | None] = {{{plans}}}")
    column = f"{model}.{attribute(limit.plan)}"
    where = f"where(col({model}.{attribute(reference.column)}) == {value})"
    return [
        f"plan = (await connection.execute(select({column}).{where}.with_for_update(key_share=True))).scalar_one()",
        f"maximum = {constant}.get(plan)",
        "if maximum is None:",
        "    return",
    ]


def _told(entity: Entity, limit: CountLimit) -> str:
    when = "today" if limit.period is Period.DAY else f"this {limit.period}"
    return f"No more {human(entity.name)} {when}."


def _message(entity: Entity, limit: CountLimit) -> str:
    held = f"{' or '.join(limit.among)} " if limit.among else ""
    if limit.plans:
        return f'f"The plan allows at most {{maximum}} {held}{human(entity.name)}."'
    return f'"At most {limit.maximum} {held}{human(entity.name)} are allowed."'

"""Records: the rows that an operation writes along in its own transaction."""

from generators.blueprint import Operation, OperationKind, PathUse, Record, RecordField, RecordValue
from generators.datatypes import python_type
from generators.naming import attribute, in_body, parameter, row_variable, snake, with_article
from generators.routes.context import Context


def record_lines(context: Context, *, after: str, each: str = "") -> list[str]:
    """Give the statements that insert the records; ``after`` is the variable of the changed row, if there is one,
    and ``each`` that of the list which it is taken from."""
    return [line for record in context.operation.records for line in _lines(context, record, after, each)]


def _lines(context: Context, record: Record, after: str, each: str) -> list[str]:
    model = context.helpers.use_model(context.blueprint.entity(record.entity))
    if each:
        members = ", ".join(f'"{attribute(one.column)}": {_value(context, one, after)}' for one in record.fields)
        return [f"await connection.execute(insert({model}).values([{{{members}}} for {after} in {each}]))"]
    if _is_repeated(context, record):
        passed = ", ".join(_value(context, one, after) for one in record.fields)
        statement = f"await {_adding(context, record)}(connection, {passed})"
    else:
        values = ", ".join(f"{attribute(one.column)}={_value(context, one, after)}" for one in record.fields)
        statement = f"await connection.execute(insert({model}).values({values}))"
    if record.on is None or not _is_optional(context.operation, record.on):
        return [statement]
    return [f'if "{attribute(record.on)}" in changes:', f"    {statement}"]


def _is_repeated(context: Context, record: Record) -> bool:
    """Tell whether more than two routes of the module write such a record, so that a function for it saves lines."""
    columns = [one.column for one in record.fields]
    alike = [
        one
        for operation in context.blueprint.operations
        if operation.feature == context.operation.feature
        for one in operation.records
        if one.entity == record.entity and [field.column for field in one.fields] == columns
    ]
    return len(alike) > 2


def _adding(context: Context, record: Record) -> str:
    """Give the name of the function that adds such a record."""
    entity = context.blueprint.entity(record.entity)
    columns = [entity.column(one.column) for one in record.fields]
    kinds = [python_type(column.type) + (" | None" if column.nullable else "") for column in columns]
    names = [attribute(column.name) for column in columns]
    arguments = ", ".join(f"{name}: {kind}" for name, kind in zip(names, kinds, strict=True))
    values = ", ".join(f"{name}={name}" for name in names)
    lines = [
        f"async def {{name}}(connection: AsyncConnection, {arguments}) -> None:",
        f'    """Add {with_article(entity.singular)}, in the transaction of what it tells about."""',
        f"    await connection.execute(insert({context.helpers.use_model(entity)}).values({values}))",
    ]
    return context.helpers.define(f"_add_{snake(entity.singular)}", "\n".join(lines))


def _is_optional(operation: Operation, column: str) -> bool:
    carried = next((field for field in operation.body if field.column == column), None)
    return operation.kind is OperationKind.PATCH and carried is not None and not carried.required


def _value(context: Context, one: RecordField, after: str) -> str:
    entity = context.entity
    if one.holds is RecordValue.CALLER:
        return context.caller
    if one.holds is RecordValue.KEY:
        keys = context.keys(PathUse.ROW)
        return parameter(keys[-1].name) if keys else f"{after}.{attribute(entity.key[0].name)}"
    if one.holds is RecordValue.BEFORE:
        return f"{row_variable(entity)}.{attribute(str(one.value))}"
    if one.holds is RecordValue.AFTER:
        return _after(context, str(one.value), after)
    if one.holds is RecordValue.BODY:
        return f"body.{attribute(str(one.value))}"
    return repr(one.value)


def _after(context: Context, column: str, after: str) -> str:
    told = next((one for one in context.operation.effects if one.column == column and one.literal is not None), None)
    if told is not None:
        return repr(told.literal)
    carried = next((one for one in context.operation.body if one.column == column and one.required), None)
    return in_body(carried) if carried else f"{after}.{attribute(column)}"

"""Routes without rows of their own: health, and ports."""

from generators.blueprint import Holds, PathUse
from generators.naming import attribute, parameter
from generators.routes.answers import respond
from generators.routes.context import Context
from generators.routes.refusals import missing_row, parent_checks


def render_health(context: Context) -> list[str]:
    """Ask the database for a sign of life; where it is away, the handlers answer 503."""
    values = {Holds.COUNT: "1", Holds.TOTAL: "1", Holds.NOW: "dt.datetime.now(dt.UTC)"}
    return ["await connection.execute(select(1))", *respond(context, values)]


def render_port(context: Context) -> list[str]:
    """Pass on to the implementation that the installation provides, 501 where there is none."""
    keys = ", ".join(
        f'"{key.name}": {parameter(key.name)}' for key in context.operation.path_parameters if key.use != "caller"
    )
    context.helpers.imports.add("from app.ports import call_port")
    lines = _authorise(context)
    given = [f'"{context.operation.name}"']
    given += [f"user_id=str({context.caller})"] if context.has_user else []
    given += [f"path={{{keys}}}"] if keys else []
    given += [f"{name}={name}.model_dump()" for name in ("query", "body") if getattr(context.shape, name)]
    call = f"await call_port({', '.join(given)})"
    if context.shape.annotation == "None":
        return [*lines, call]
    if context.shape.envelope:
        context.helpers.use_schema(context.shape.module, context.shape.envelope)
    if context.shape.public and context.shape.public_module:
        context.helpers.use_schema(context.shape.public_module, context.shape.public)
    return [*lines, f"answer = {call}", f"return {context.shape.annotation}.model_validate(answer)"]


def _authorise(context: Context) -> list[str]:
    # Whoever implements the port is given the path as it was sent: the keys that are looked up go no further.
    checks = [
        f"await {line.partition(' = await ')[2]}" if " = await _" in line else line for line in parent_checks(context)
    ]
    if context.operation.entity is None or not context.keys(PathUse.ROW):
        return checks
    key = f"{context.model}.{attribute(context.entity.key[0].name)}"
    return [
        *checks,
        f"statement = select({key}).where({', '.join(context.row_conditions())})",
        "row = (await connection.execute(statement)).one_or_none()",
        "if row is None:",
        f"    raise {missing_row(context)}",
    ]

"""Route modules: the routes of one feature, with the imports and helpers that they share."""

import re
from collections.abc import Callable

from generators.blueprint import DELETING, Blueprint, Entity, Operation, OperationKind, PathParameter, PathUse
from generators.callers import is_reading, need_of
from generators.constraints import find_unique, foreign_key_name
from generators.drafts import Draft
from generators.idempotency import reused_status
from generators.naming import feature_module, human, parameter, summary_of
from generators.rates import rate_checks, rate_constant
from generators.routes.acts import render_act
from generators.routes.aggregates import render_aggregate
from generators.routes.context import Context
from generators.routes.helpers import Helpers
from generators.routes.hoisting import hoist
from generators.routes.keyed import account_keys
from generators.routes.links import render_link, render_unlink
from generators.routes.lists import render_list
from generators.routes.methods import Refusal, find_refusals
from generators.routes.others import render_health, render_port
from generators.routes.paths import path_annotation, path_types
from generators.routes.rows import (
    render_bulk_delete,
    render_create,
    render_delete,
    render_patch,
    render_read,
    render_replace,
)
from generators.routes.sessions import (
    render_change_password,
    render_login,
    render_logout,
    render_refresh,
    render_register,
)
from generators.routes.sharing import RouteModule, Shared, share
from generators.singles import may_miss
from generators.states import guard_errors
from generators.templating import docstring, render, sentence, wrapped

Renderer = Callable[[Context], list[str]]

RENDERERS: dict[OperationKind, Renderer] = {
    OperationKind.CREATE: render_create,
    OperationKind.LIST: render_list,
    OperationKind.READ: render_read,
    OperationKind.REPLACE: render_replace,
    OperationKind.PATCH: render_patch,
    OperationKind.DELETE: render_delete,
    OperationKind.ACT: render_act,
    OperationKind.TOGGLE: render_act,
    OperationKind.LINK: render_link,
    OperationKind.UNLINK: render_unlink,
    OperationKind.BULK_DELETE: render_bulk_delete,
    OperationKind.AGGREGATE: render_aggregate,
    OperationKind.REGISTER: render_register,
    OperationKind.LOGIN: render_login,
    OperationKind.REFRESH: render_refresh,
    OperationKind.LOGOUT: render_logout,
    OperationKind.CHANGE_PASSWORD: render_change_password,
    OperationKind.READ_ME: render_read,
    OperationKind.UPDATE_ME: render_patch,
    OperationKind.DELETE_ME: render_delete,
    OperationKind.HEALTH: render_health,
    OperationKind.PORT: render_port,
}
"""How each kind of operation is written; a new kind is one function and one line."""

_DOCUMENTED = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 501})
_WRITES = frozenset(
    {
        OperationKind.CREATE,
        OperationKind.REPLACE,
        OperationKind.PATCH,
        OperationKind.REGISTER,
        OperationKind.UPDATE_ME,
        OperationKind.LINK,
    }
)
_CHANGES = (OperationKind.REPLACE, OperationKind.PATCH, OperationKind.UPDATE_ME)
"""Kinds that write nothing but what their bodies hold."""
_WRITE_ONCE = (OperationKind.LOGIN, OperationKind.REFRESH)
"""Kinds of which no statement builds on an earlier one's writing."""
_STATEMENT = re.compile(r"await (?:(\w+)\(connection\b|connection\.execute\()")
_LOOKING_UP = ("_require_", "_missing_", "require_caller")
"""How the helpers begin that only look whether a row is there."""
_REMOVES = (*DELETING, OperationKind.BULK_DELETE)


def render_routes(blueprint: Blueprint) -> tuple[tuple[Draft, ...], Shared]:
    """Give the modules below ``app/routes``, and the functions that several of them import."""
    modules = {feature: _module(blueprint, feature) for feature in blueprint.features}
    shared = share(tuple(modules.values()))
    package = Draft("app/routes/__init__.py", '"""The routes, by feature."""\n')
    return (package, *(_draft(blueprint, feature, module) for feature, module in modules.items())), shared


def _operations(blueprint: Blueprint, feature: str) -> tuple[Operation, ...]:
    return ordered(tuple(operation for operation in blueprint.operations if operation.feature == feature))


def _module(blueprint: Blueprint, feature: str) -> RouteModule:
    operations = _operations(blueprint, feature)
    prefix = common_prefix(operations)
    helpers = Helpers(path_types(blueprint, [key for one in operations for key in _path_keys(one)]))
    refusals = find_refusals(operations, blueprint.operations, prefix)
    routes = []
    for operation in operations:
        if refusals and operation == refusals[0].taker:
            # They go before the first taker: of two routes that fit, the first one answers.
            routes += [refusal.render() for refusal in refusals]
        routes.append(_route(Context(blueprint, operation, helpers), prefix))
    return RouteModule(helpers, routes)


def _draft(blueprint: Blueprint, feature: str, module: RouteModule) -> Draft:
    operations = _operations(blueprint, feature)
    text = render(
        "backend/app/routes/module.py",
        title=f"Routes: {human(feature)}.",
        feature=feature,
        prefix=common_prefix(operations),
        helpers=module.helpers,
        routes=module.routes,
    )
    symbols = {
        operation.name: (operation.id, *operation.requirements, *_rules(blueprint, operation))
        for operation in operations
    }
    return Draft(f"app/routes/{feature_module(feature)}.py", text, symbols)


def refusals_of(blueprint: Blueprint) -> tuple[Refusal, ...]:
    """Give everything that fixed paths do not offer, and paths with parameters would take."""
    modules = [tuple(one for one in blueprint.operations if one.feature == feature) for feature in blueprint.features]
    return tuple(
        refusal
        for operations in modules
        for refusal in find_refusals(ordered(operations), blueprint.operations, common_prefix(operations))
    )


def _rules(blueprint: Blueprint, operation: Operation) -> tuple[str, ...]:
    return tuple(rule.id for rule in blueprint.rules if operation.id in rule.operations)


def ordered(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """Put fixed paths before the parameters that would swallow them, all else as it was."""
    return tuple(sorted(operations, key=lambda operation: _shape_of_path(operation.path)))


def _shape_of_path(path: str) -> tuple[bool, ...]:
    return tuple("{" in part for part in path.split("/"))


def common_prefix(operations: tuple[Operation, ...]) -> str:
    """Give the path that all operations begin with, cut between segments."""
    shared: list[str] = []
    for parts in zip(*(operation.path.split("/") for operation in operations), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    prefix = "/".join(shared).rstrip("/")  # "/" alone belongs to the paths: neither they nor a prefix may end so
    ends_with_row = any(
        key.use is not PathUse.CALLER and prefix.endswith(f"{{{key.name}}}")
        for operation in operations
        for key in operation.path_parameters
    )
    return prefix.rpartition("/")[0] if ends_with_row else prefix


def _route(context: Context, prefix: str) -> str:
    operation = context.operation
    body = [*rate_checks(operation, context.caller if context.has_user else None), *RENDERERS[operation.kind](context)]
    if operation.rate_limits:
        names = ", ".join(dict.fromkeys(rate_constant(limit) for limit in operation.rate_limits))
        context.helpers.imports.add(f"from app.utils.limits import {names}")
    body = hoist(context, body)
    arguments = [repr(operation.path.removeprefix(prefix))]
    if operation.response.status != 200 or operation.exports:
        arguments.append(f"status_code={operation.response.status}")
    if operation.exports:
        arguments.append("response_class=CSVResponse")
    documented = statuses(context.blueprint, operation)
    if documented:
        arguments.append(f"responses=errors({', '.join(map(str, documented))})")
    if context.need and context.need.optional:
        context.helpers.imports.add("from app.middleware.auth import OPTIONAL_TOKEN")
        arguments.append("openapi_extra=OPTIONAL_TOKEN")
    parameters = ", ".join(_parameters(context, body))
    lines = [f"@router.{operation.method.lower()}({', '.join(arguments)})"]
    lines.append(f"async def {operation.name}({parameters}) -> {context.shape.annotation}:")
    lines.append(f"    {docstring(_describe(operation), indent=4)}")
    lines += [f"    {line}" for line in body]
    return "\n".join(lines)


def _describe(operation: Operation) -> str:
    # A summary that calls the function by name would read as its signature.
    text = sentence(summary_of(operation)).replace(f"{operation.name}(", f"{operation.name} (")
    if operation.description and operation.description != operation.summary:
        text += f"\n\n{wrapped(operation.description)}"
    if operation.requirements:
        named = ", ".join(operation.requirements)
        text += f"\n\n{wrapped(f'Requirements: {named}.')}"
    return text


def _parameters(context: Context, body: list[str]) -> list[str]:
    operation, shape, need = context.operation, context.shape, context.need
    text = "\n".join(body)
    parameters = [
        f"{parameter(key.name)}: {context.helpers.path_type(path_annotation(key))}" for key in _path_keys(operation)
    ]
    if "request." in text or operation.repeatable:
        parameters.append("request: Request")
    if shape.body:
        schema = context.helpers.use_schema(shape.module, shape.body)
        named = operation.body_name
        parameters.append(
            f'body: Annotated[{schema}, Body(embed=True, alias="{named}")]' if named else f"body: {schema}"
        )
    if shape.query:
        context.helpers.use_schema(shape.module, shape.query)
        parameters.append(f"query: Annotated[{shape.query}, Query()]")
    if need:
        name = "caller_id" if need.keyed else "user"
        parameters.append(f"{name if name in _words(text) else f'_{name}'}: {need.alias}")
        context.helpers.imports.add(f"from app.dependencies import {need.alias}")
    if _uses(text, "connection"):
        parameters.append(f"connection: {'TransactionDep' if _needs_transaction(context, text) else 'ConnectionDep'}")
    if operation.exports:
        parameters.append("connections: ConnectionsDep")
    if _uses(text, "session"):
        parameters.append("session: SessionDep")
    if operation.repeatable:
        parameters.append("idempotency_key: GivenKey = None")
    return parameters


def _path_keys(operation: Operation) -> list[PathParameter]:
    """Give the path parameters that the route takes itself; the caller's own key is a dependency's to look at."""
    need = need_of(operation)
    return [key for key in operation.path_parameters if key.use is not PathUse.CALLER or not (need and need.path)]


def _uses(text: str, name: str) -> bool:
    """Tell whether a route runs statements on what is called ``name``, or passes it on."""
    return re.search(rf"\b{name}\.\w|\({name}, ", text) is not None


def _needs_transaction(context: Context, text: str) -> bool:
    """Tell whether the route runs several statements that stand or fall together, or one under a lock."""
    if is_reading(context.operation) or context.operation.kind in _WRITE_ONCE:
        return False
    called = _STATEMENT.findall(text)
    locking = any("for_update" in context.helpers.functions.get(name, "") for name in called)
    writing = [name for name in called if not name.startswith(_LOOKING_UP)]
    return locking or "for_update" in text or len(writing) > 1


def _words(text: str) -> set[str]:
    return set("".join(character if character.isalnum() or character == "_" else " " for character in text).split())


def statuses(blueprint: Blueprint, operation: Operation) -> tuple[int, ...]:
    """Give every error status that the operation can answer with, beside 500 and 503."""
    settings = blueprint.settings
    found = {status for status in operation.errors if status in _DOCUMENTED}
    need = need_of(operation)
    if need:
        found.add(401)
        if need.roles or need.path:
            found.add(settings.other_users_path if need.path else 403)
    if operation.path_parameters or operation.query or operation.body:
        found.add(settings.validation_status)
    if operation.body:
        found |= {400, 413}
    if operation.repeatable:
        found.add(reused_status(settings.validation_status))
    if operation.kind is OperationKind.PORT:
        found.add(501)
    if any(key.use is not PathUse.CALLER for key in operation.path_parameters):
        found |= {404, operation.other_status or settings.other_users_row}
    if operation.entity and may_miss(operation, blueprint.entity(operation.entity)):
        found.add(404)
    if operation.entity:
        found |= guard_errors(operation, blueprint.entity(operation.entity))
    found |= _conflicts(blueprint, operation) | _exhausted(blueprint, operation)
    return tuple(sorted(found if settings.validation_status == 422 else found - {422}))


def _exhausted(blueprint: Blueprint, operation: Operation) -> set[int]:
    """Give the statuses of what may be done only so often, or only while there is enough of something."""
    found = {429} if operation.rate_limits else set()
    if operation.kind is OperationKind.CREATE and operation.entity:
        limits = blueprint.entity(operation.entity).count_limits
        found |= {429 if limit.period else 409 for limit in limits}
    if any(field.children for field in operation.body):
        found |= {404}
    return found | ({409} if operation.adjustments else set())


def _may_conflict(blueprint: Blueprint, operation: Operation, entity: Entity) -> bool:
    """Tell whether what is written may stand against a constraint: a value that is taken, or a row that is gone.

    A change writes what its body holds. That the caller's own account is gone is no conflict: 401.
    """
    fields = [field.column for field in operation.body]
    if operation.kind in _CHANGES and None not in fields and not any(one.is_slug for one in entity.columns):
        written = {name for name in fields if name} | {effect.column for effect in operation.effects}
    else:
        written = {column.name for column in entity.columns}
    accounts = account_keys(blueprint)
    unique = [*find_unique(entity), *(index.columns for index in entity.indexes if index.unique)]
    return any(written & set(columns) for columns in unique) or any(
        column.references and foreign_key_name(entity, column.name, column.references.entity) not in accounts
        for column in entity.columns
        if column.name in written
    )


def _conflicts(blueprint: Blueprint, operation: Operation) -> set[int]:
    if operation.entity is None:
        return set()
    entity = blueprint.entity(operation.entity)
    if operation.kind in _WRITES and _may_conflict(blueprint, operation, entity):
        return {409}
    kept = any(
        column.references and column.references.entity == entity.name and column.references.on_delete != "CASCADE"
        for other in blueprint.entities
        for column in other.columns
    )
    return {409} if operation.kind in _REMOVES and kept else set()

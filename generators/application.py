"""The application around the routes: start, configuration, dependencies, middleware, utilities."""

from generators.blueprint import (
    Blueprint,
    ColumnRole,
    OperationKind,
    TokenIssuer,
    TypeName,
)
from generators.callers import (
    CallerNeed,
    caller_type,
    needs_of,
    takes_closed_bodies,
    tenant_column,
    uses_roles,
    verifies_published_keys,
)
from generators.datatypes import INTEGER_BOUNDS, python_type
from generators.drafts import Draft
from generators.errors import render_error_handlers
from generators.idempotency import reused_status, takes_keys
from generators.messages import says
from generators.naming import attribute, class_name, feature_module, module_name, parameter
from generators.rates import counts_periods, rates_of
from generators.reach import usable
from generators.routes import Shared
from generators.routes.context import row_annotation, selectable
from generators.routes.keyed import account_keys, takes_key
from generators.routes.lists import counts_rows, selects_by_value
from generators.routes.paths import path_annotation
from generators.templating import docstring, render, sentence
from generators.views import views_of

_SLUG_SUFFIX = 12
"""What is kept free behind a slug for a number that makes it unique."""
_MAIN_NAMES = frozenset({"app", "describe", "errors", "gc", "settings"})
"""What ``main`` calls things of its own."""


def render_application(blueprint: Blueprint, shared: Shared) -> tuple[Draft, ...]:
    """Give ``main``, ``config``, ``dependencies`` with what routes share, the database, middleware and utilities."""
    settings = blueprint.settings
    issues = settings.token_issuer is TokenIssuer.HERE
    refreshes = blueprint.refresh_tokens is not None
    jwks, told = verifies_published_keys(blueprint), says(settings)
    exports = any(operation.exports for operation in blueprint.operations)
    drafts = [
        Draft("app/__init__.py", f"{docstring(sentence(settings.title))}\n"),
        Draft("app/main.py", _main(blueprint)),
        Draft(
            "app/config.py",
            render("backend/app/config.py", settings=settings, issues=issues, refreshes=refreshes, jwks=jwks),
        ),
        Draft("app/dependencies.py", _dependencies(blueprint, shared)),
        Draft("app/database/__init__.py", '"""The database."""\n'),
        Draft(
            "app/database/connection.py",
            render("backend/app/database/connection.py", views=bool(views_of(blueprint)), exports=exports),
        ),
        Draft("app/middleware/__init__.py", '"""What surrounds every route: authentication, errors, the log."""\n'),
        Draft("app/middleware/logging.py", render("backend/app/middleware/logging.py", says=told)),
        Draft("app/middleware/limits.py", render("backend/app/middleware/limits.py")),
        render_error_handlers(blueprint, account_keys(blueprint)),
        Draft("app/utils/__init__.py", '"""Tools without knowledge of any feature."""\n'),
    ]
    if needs_of(blueprint) or issues:
        optional = any(need.optional for need in needs_of(blueprint))
        bearer = settings.token_scheme.lower() == "bearer"
        auth = render(
            "backend/app/middleware/auth.py",
            settings=settings,
            bearer=bearer,
            jwks=jwks,
            optional=optional,
            closed_bodies=takes_closed_bodies(blueprint),
            says=told,
        )
        drafts.append(Draft("app/middleware/auth.py", auth))
        expiry = bool(told["expired_token"])
        tokens = render("backend/app/utils/jwt.py", issues=issues, jwks=jwks, tells_expiry=expiry)
        drafts.append(Draft("app/utils/jwt.py", tokens))
    if jwks:
        drafts.append(Draft("app/utils/jwks.py", render("backend/app/utils/jwks.py")))
    if issues:
        security = render("backend/app/utils/security.py", rounds=settings.bcrypt_rounds, refreshes=refreshes)
        drafts.append(Draft("app/utils/security.py", security))
    drafts += _pagination(blueprint)
    if slugs := [column for entity in blueprint.entities for column in entity.columns if column.is_slug]:
        longest = min(column.type.length or 255 for column in slugs) - _SLUG_SUFFIX
        drafts.append(Draft("app/utils/slugs.py", render("backend/app/utils/slugs.py", longest=longest)))
    rates, periods = rates_of(blueprint), counts_periods(blueprint)
    if rates or periods:
        drafts.append(
            Draft("app/utils/limits.py", render("backend/app/utils/limits.py", rates=rates, periods=periods, says=told))
        )
    if takes_keys(blueprint):
        kind, status = python_type(caller_type(blueprint)), reused_status(settings.validation_status)
        keys = render("backend/app/utils/idempotency.py", id_type=kind, reused=status)
        drafts.append(Draft("app/utils/idempotency.py", keys))
    if exports:
        drafts.append(Draft("app/utils/exports.py", render("backend/app/utils/exports.py")))
    if any(operation.kind is OperationKind.PORT for operation in blueprint.operations):
        drafts.append(Draft("app/ports.py", render("backend/app/ports.py")))
    return tuple(drafts)


def _pagination(blueprint: Blueprint) -> list[Draft]:
    """Give the tools of lists, where any list has pages or filters."""
    pages = any(counts_rows(operation) for operation in blueprint.operations)
    asked = any(selects_by_value(operation) for operation in blueprint.operations)
    if not pages and not asked:
        return []
    views = bool(views_of(blueprint))
    text = render("backend/app/utils/pagination.py", pages=pages, asked=asked, views=views)
    return [Draft("app/utils/pagination.py", text)]


def _main(blueprint: Blueprint) -> str:
    modules = [feature_module(feature) for feature in blueprint.features]
    routers = [f"{module}_routes" if module in _MAIN_NAMES else module for module in modules]
    return render(
        "backend/app/main.py",
        docstring=docstring(sentence(f"The application: {blueprint.settings.title}")),
        settings=blueprint.settings,
        imports=[one if one == name else f"{one} as {name}" for one, name in zip(modules, routers, strict=True)],
        routers=routers,
        jwks=verifies_published_keys(blueprint),
        replaces_validation_status=blueprint.settings.validation_status != 422,
    )


def _dependencies(blueprint: Blueprint, shared: Shared) -> str:
    users, kind = blueprint.users, caller_type(blueprint)
    role = users.with_role(ColumnRole.USER_ROLE) if users else None
    keyed = frozenset(one.id for one in blueprint.operations if takes_key(blueprint, one))
    needs = needs_of(blueprint, keyed)
    tenant = tenant_column(blueprint)
    held = (users.key[0], tenant, role if uses_roles(blueprint) else None) if users else ()
    selected = [selectable(class_name(users), one.name) for one in held if one] if users else []
    return render(
        "backend/app/dependencies.py",
        shared=shared,
        exports=any(operation.exports for operation in blueprint.operations),
        needs=[_need(need) for need in needs],
        views=bool(views_of(blueprint)),
        users=users,
        model=class_name(users) if users else "",
        module=module_name(users) if users else "",
        key=attribute(users.key[0].name) if users else "",
        selected=selected,
        annotation=row_annotation(selected),
        role=attribute(role.name) if role else "",
        tenant=attribute(tenant.name) if tenant else "",
        tenant_type=python_type(tenant.type) if tenant else "",
        role_nullable=role is not None and role.nullable,
        conditions=usable(users, class_name(users)) if users else [],
        id_type=python_type(kind),
        id_kind=_id_kind(kind.name),
        id_maximum=INTEGER_BOUNDS.get(kind.name, (0, 0))[1],
        roles=uses_roles(blueprint),
        authenticated=f"{'await ' if verifies_published_keys(blueprint) else ''}authenticate(token, request)",
        other_users_path=blueprint.settings.other_users_path,
        says=says(blueprint.settings),
    )


def _id_kind(name: TypeName) -> str:
    if name in INTEGER_BOUNDS:
        return "int"
    return "uuid" if name is TypeName.UUID else "str"


def _need(need: CallerNeed) -> dict[str, object]:
    return {
        "alias": need.alias,
        "function": need.function,
        "roles": need.roles,
        "roles_set": "{" + ", ".join(f'"{role}"' for role in need.roles) + "}",
        "path": parameter(need.path.name) if need.path else "",
        "path_annotation": path_annotation(need.path) if need.path else "",
        "optional": need.optional,
        "keyed": need.keyed,
        "base": need.base.alias if need.base else "",
    }

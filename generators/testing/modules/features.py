"""The tests of one feature: a module for each, with what all its operations share and what each does."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from generators.blueprint import (
    Access,
    Blueprint,
    Column,
    ColumnRole,
    ColumnType,
    OperationKind,
    PathParameter,
    PathUse,
    Settings,
    TypeName,
    UnknownFields,
)
from generators.drafts import Draft
from generators.naming import attribute, class_name, feature_module
from generators.rates import rate_constant
from generators.reach import must_own
from generators.templating import render
from generators.testing.answers.saying import formats_keys, missing_texts, says_arguments
from generators.testing.modules.frame import render_module
from generators.testing.naming import caller_of, headers_of, members_of, user_key
from generators.testing.rows.recipes import Recipe, Row, placeholder, related_rows
from generators.testing.rows.rooms import room_in
from generators.testing.sources import body_source
from generators.testing.suite import Source, Suite, rows_source
from generators.testing.views.acting import ActView
from generators.testing.views.bulk import BulkActView, acts_on_many
from generators.testing.views.changing import BodyView
from generators.testing.views.counting import AggregateView
from generators.testing.views.deleting import DeleteView
from generators.testing.views.linking import LinkView
from generators.testing.views.listing import BulkView, ListView
from generators.testing.views.ports import PortView
from generators.testing.views.view import View, listed_columns, visible_of


class _ViewClass(Protocol):
    def __call__(self, recipe: Recipe) -> View: ...


VIEWS: dict[OperationKind, _ViewClass] = {
    OperationKind.CREATE: BodyView,
    OperationKind.LIST: ListView,
    OperationKind.READ: View,
    OperationKind.REPLACE: BodyView,
    OperationKind.PATCH: BodyView,
    OperationKind.DELETE: DeleteView,
    OperationKind.ACT: ActView,
    OperationKind.TOGGLE: ActView,
    OperationKind.LINK: LinkView,
    OperationKind.UNLINK: LinkView,
    OperationKind.BULK_DELETE: BulkView,
    OperationKind.AGGREGATE: AggregateView,
    OperationKind.READ_ME: View,
    OperationKind.UPDATE_ME: BodyView,
    OperationKind.DELETE_ME: DeleteView,
    OperationKind.HEALTH: View,
    OperationKind.PORT: PortView,
}
"""The kinds of operation that are tested feature by feature, and how each is seen by its template."""

_OWN_TESTS = frozenset(
    {"auth", "concurrency", "config", "database", "errors", "jwks", "migrations", "schemas", "utils"}
)
"""What the modules of tests are about that belong to no feature."""
_FEW = 2
"""How many rows a table may have that is repeated rather than named."""
_KEYED = frozenset({TypeName.UUID, TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT})


def fixtures_of(blueprint: Blueprint) -> dict[str, str]:
    """Give the fixtures that tests can ask for, with their types, in the order of their parameters."""
    user = user_class(blueprint)
    roles = [role for role in blueprint.settings.roles if role != blueprint.settings.default_role]
    fixtures = {"app": "FastAPI", "client": "AsyncClient", "session": "AsyncSession", "keys": "Keys"}
    fixtures |= {"headers_of": "dict[str, Headers]"}
    fixtures |= {"user": user, "headers": "Headers", "other_user": user, "other_headers": "Headers"}
    fixtures |= {"stranger": user} if blueprint.tenants else {}
    for role in roles:
        fixtures |= {caller_of(role): user, headers_of(role): "Headers"}
    return fixtures | {"forged_headers": "Headers", "vanished_user": user, "monkeypatch": "pytest.MonkeyPatch"}


def user_class(blueprint: Blueprint) -> str:
    """Give the class of a calling user in the tests."""
    return class_name(blueprint.users) if blueprint.users else "Caller"


def render_feature(blueprint: Blueprint, feature: str) -> Draft | None:
    """Give the tests of a feature; nothing where all its operations are tested elsewhere."""
    views = views_of(blueprint, feature)
    if not views:
        return None
    suite = Suite(blueprint, fixtures_of(blueprint))
    body = render("backend/tests/feature.py", **_values(blueprint, suite, views))
    title = f"Tests of {feature}: what each operation does, what it refuses, and who may call it."
    ports = any(view.operation.kind is OperationKind.PORT for view in views)
    text = render_module(blueprint, title, body, ports=ports)
    module = feature_module(feature)
    taken = module in _OWN_TESTS
    return Draft(f"tests/test_{module}{'_routes' if taken else ''}.py", text, suite.symbols)


def views_of(blueprint: Blueprint, feature: str) -> tuple[View, ...]:
    """Give the operations of a feature as their templates see them."""
    return tuple(
        _view_of(Recipe(blueprint, operation))
        for operation in blueprint.operations
        if operation.feature == feature and operation.kind in VIEWS
    )


def _view_of(recipe: Recipe) -> View:
    return BulkActView(recipe) if acts_on_many(recipe) else VIEWS[recipe.operation.kind](recipe)


def _values(blueprint: Blueprint, suite: Suite, views: tuple[View, ...]) -> dict[str, object]:
    addressed = [(view, placeholder(view.recipe, each)) for view in views for each in view.recipe.addressed]
    calls = views if any(_is_called(view) for view in views) else ()
    tables = [table for table in _named_tables(calls) if len(table[1]) < len(calls) or isinstance(table[1][0], tuple)]
    suite.name_table("CALLS", views)
    for name, rows, _ in tables:
        suite.name_table(name, rows)
    roles = {view.role for view in views}
    mixed = len(roles) > 1
    return {
        "settings": blueprint.settings,
        "user_class": user_class(blueprint),
        "users": blueprint.users,
        "user_key": user_key(blueprint.users),
        "test": suite.test,
        "members": shown_members_of(views),
        "constants": constants_of(views),
        "calls": calls,
        "tables": [(name, rows_source(rows), says) for name, rows, says in tables],
        "operations": views,
        "forbids_unknown": blueprint.settings.unknown_fields is UnknownFields.FORBID,
        "malformed_body_statuses": malformed_body_statuses(blueprint.settings),
        "keys_owner": caller_of(next(iter(roles))) if not mixed else "user",
        "call_headers": "headers_of[call.role]" if mixed else headers_of(next(iter(roles))),
        "any_headers": "headers_of[CALLS[name].role]" if mixed else headers_of(next(iter(roles))),
        "roles": sorted((role or "user", headers_of(role)) for role in roles) if mixed else [],
        **_keys(blueprint, views),
        "protected": [view for view in views if view.operation.access is Access.REQUIRED],
        "optional": [view for view in views if view.operation.access is Access.OPTIONAL],
        "role_limited": [view for view in views if view.role],
        "caller_paths": [view for view in views if view.recipe.names_caller],
        "addressed": addressed,
        "says": says_arguments(blueprint.settings),
        "missing": missing_texts(
            blueprint.settings,
            [
                (placeholder(view.recipe, each), view.recipe.target(each))
                for view in views
                for each in view.recipe.addressed
            ],
        ),
        "formats_keys": formats_keys(blueprint.settings),
        "nested": _nested(views),
        "malformed": [
            (view, placeholder(view.recipe, each))
            for view in views
            for each in view.recipe.addressed
            if _key_type(view, each).name in _KEYED
        ],
        "isolated": _isolated(blueprint, views),
        "rated": [(view, limit) for view in views for limit in view.operation.rate_limits],
        "rated_table": [
            Source(f'("{view.name}", {rate_constant(limit)})') for view in views for limit in view.operation.rate_limits
        ],
        "apart": _apart(views),
        "tenant": blueprint.tenants,
        "role_column": attribute(role.name) if (role := _role_column(blueprint)) else "",
        "with_body": [view for view in views if view.operation.body],
        "closed_bodies": [view for view in views if view.operation.body and view.operation.access is Access.REQUIRED],
    }


def _nested(views: Iterable[View]) -> list[tuple[View, str]]:
    """Give the operations on rows below a parent that itself lies below another one, with the upper one's key."""
    found = []
    for view in views:
        parents = [each for each in view.recipe.addressed if each.use is PathUse.PARENT and each.entity]
        for upper, lower in pairwise(parents):
            columns = view.recipe.target(lower).columns
            if any(column.references and column.references.entity == upper.entity for column in columns):
                found.append((view, placeholder(view.recipe, upper)))
    return found


def malformed_body_statuses(settings: Settings) -> str:
    """Give the statuses that a body may get which is no JSON object, as arguments."""
    return ", ".join(map(str, sorted({400, settings.validation_status})))


def _is_called(view: View) -> bool:
    """Tell whether the tests that all operations share have anything to try on this one."""
    operation = view.operation
    protected = operation.access is not Access.PUBLIC
    return bool(protected or view.recipe.addressed or operation.body or operation.rate_limits)


def _key_type(view: View, parameter: PathParameter) -> ColumnType:
    return view.recipe.target(parameter).column(view.recipe.key_column(parameter)).type


def _isolated(blueprint: Blueprint, views: Iterable[View]) -> list[tuple[int, list[tuple[View, str]]]]:
    groups: dict[int, list[tuple[View, str]]] = {}
    for view in views:
        operation = view.operation
        if operation.access is not Access.REQUIRED or view.role is not None:
            continue
        for parameter in view.recipe.addressed:
            target = view.recipe.target(parameter)
            if not must_own(blueprint, operation, target):
                continue
            status = operation.other_status or blueprint.settings.other_users_row
            groups.setdefault(status, []).append((view, placeholder(view.recipe, parameter)))
    return sorted(groups.items())


def _apart(views: Iterable[View]) -> list[tuple[View, str]]:
    """Give the operations that name rows of the caller's tenant, with each of those names."""
    return [
        (view, placeholder(view.recipe, each))
        for view in views
        for each in view.recipe.addressed
        if view.operation.access is Access.REQUIRED and view.recipe.target(each).tenant is not None
    ]


def _role_column(blueprint: Blueprint) -> Column | None:
    return blueprint.users.with_role(ColumnRole.USER_ROLE) if blueprint.users else None


def shown_members_of(views: Iterable[View]) -> list[tuple[str, tuple[str, ...]]]:
    """Give the constants of what the answers show of a row, with the columns."""
    found: dict[str, tuple[str, ...]] = {}
    for view in views:
        if view.operation.entity is not None:
            found[members_of(view.shown_entity)] = listed_columns(visible_of(view.shown_entity))
            found[view.members] = view.shown_columns
    return list(found.items())


def _named_tables(views: Iterable[View]) -> list[tuple[str, list[object], str]]:
    """Give the lists of operations that several tests go through: their names, their rows, and what they are."""
    addressed = [(view, placeholder(view.recipe, each)) for view in views for each in view.recipe.addressed]
    with_body = [view for view in views if view.operation.body]
    tables: list[tuple[str, list[object], str]] = [
        ("ADDRESSED", [*addressed], "The operations whose paths name rows, each with the name of such a key."),
        ("WITH_BODY", [*with_body], "The operations that take a body."),
    ]
    return [table for table in tables if len(table[1]) > _FEW]


def constants_of(views: Iterable[View]) -> list[dict[str, str]]:
    """Give the constants that are valid bodies of ``views``: their names and sources."""
    found: dict[str, str] = {}
    for view in views:
        if view.operation.body:
            found[view.bodies.constant] = body_source(view.bodies.least())
            if view.bodies.has_full:
                found[view.bodies.full_constant] = body_source(view.bodies.full())
    return [{"name": name, "source": source} for name, source in found.items()]


def _keys(blueprint: Blueprint, views: tuple[View, ...]) -> dict[str, object]:
    wanted = []
    via: set[str] = set()
    members: dict[str, str] = {}
    for view in views:
        recipe = view.recipe
        wanted += [recipe.target(each) for each in recipe.addressed]
        wanted += [entity for _, entity, _ in (*recipe.references(), *recipe.lists())]
        via |= {each.via for each in recipe.addressed if each.via and each.use is PathUse.PARENT}
        for name, source in recipe.placeholders():
            members.setdefault(name, source.replace(f"{view.caller}.", "owner.", 1) if name == "user_id" else source)
    rows = [_with_room(row, views) for row in related_rows(blueprint, wanted, via)]
    lines = [row.line("owner") for row in rows]
    return {"keys_lines": lines, "keys_members": list(members.items())}


def _with_room(row: Row, views: tuple[View, ...]) -> Row:
    """Give a row in which every operation finds room for what it takes, as far as they agree."""
    room = dict(each for view in reversed(views) for each in room_in(row.blueprint, view.operation, row.entity))
    return replace(row, overrides=(*row.overrides, *room.items()))

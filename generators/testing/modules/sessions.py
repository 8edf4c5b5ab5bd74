"""The tests of authentication: tokens good and bad, and the operations that issue and withdraw them."""

import json
from dataclasses import dataclass

from generators.blueprint import (
    Access,
    Blueprint,
    BodyField,
    Column,
    ColumnRole,
    Holds,
    Operation,
    OperationKind,
    PathUse,
    TokenIssuer,
    UnknownFields,
)
from generators.callers import verifies_published_keys
from generators.datatypes import TEXTUAL
from generators.drafts import Draft
from generators.naming import attribute
from generators.passwords import hash_start
from generators.shapes import SESSION_KINDS
from generators.singles import may_miss
from generators.templating import render
from generators.testing.answers.responses import accessor
from generators.testing.answers.saying import says_arguments
from generators.testing.modules.features import (
    fixtures_of,
    malformed_body_statuses,
    shown_members_of,
    user_class,
)
from generators.testing.modules.frame import render_module
from generators.testing.naming import headers_of, json_name, key_of, members_of, user_key
from generators.testing.rows.recipes import Recipe
from generators.testing.sources import body_source, dict_source
from generators.testing.suite import Source, Suite
from generators.testing.values.cases import Case, accepted_cases
from generators.testing.views.changing import BodyView
from generators.testing.views.view import listed_columns, visible_of

_PROBES = (OperationKind.READ_ME, OperationKind.LIST, OperationKind.AGGREGATE, OperationKind.READ)


@dataclass(frozen=True)
class SessionView(BodyView):
    """One operation on sessions."""

    @property
    def template_name(self) -> str:
        """The template of this kind's tests."""
        return f"backend/tests/sessions/{self.operation.kind.value}.j2"

    def field_of(self, *words: str) -> str:
        """Give the JSON name of the body field whose name holds one of ``words``; raises LookupError."""
        for field in self.operation.body:
            if any(word in field.name.lower() for word in words):
                return json_name(self.recipe.blueprint, field.name)
        raise LookupError(f"{self.operation.id} takes no {' or '.join(words)}")

    @property
    def password_fields(self) -> tuple[str, ...]:
        """The JSON names of the body fields that carry passwords, in order."""
        return tuple(
            json_name(self.recipe.blueprint, field.name)
            for field in self.operation.body
            if "password" in field.name.lower()
        )

    @property
    def identity(self) -> BodyField:
        """The field that says who logs in; raises LookupError."""
        for field in self.operation.body:
            if "password" not in field.name.lower():
                return field
        raise LookupError(f"{self.operation.id} names no account")

    @property
    def identity_name(self) -> str:
        """The JSON name of that field."""
        return json_name(self.recipe.blueprint, self.identity.name)

    @property
    def identity_attribute(self) -> str:
        """The attribute of the account that the field is compared with."""
        return attribute(self.identity.column or self.identity.name)

    @property
    def has_token_field(self) -> bool:
        """Whether the body carries a refresh token."""
        return any("token" in field.name.lower() for field in self.operation.body)

    @property
    def token_field(self) -> str:
        """The JSON name of the field that carries a refresh token."""
        return self.field_of("token")

    @property
    def access_token(self) -> str | None:
        """The subscripts that lead to the access token of the answer."""
        return accessor(self.operation, Holds.ACCESS_TOKEN)

    @property
    def refresh_token(self) -> str | None:
        """The subscripts that lead to the refresh token of the answer."""
        return accessor(self.operation, Holds.REFRESH_TOKEN)

    @property
    def user_at(self) -> str | None:
        """The subscripts that lead to the account in the answer."""
        return accessor(self.operation, Holds.USER, Holds.ITEM)

    def column_checks(self, row: str) -> list[str]:
        """Give the expectations on what stands in the answer one by one, the account's key among it."""
        return [*self._key_checks(f"{row}.{user_key(self.recipe.blueprint.users)}"), *super().column_checks(row)]

    def stored_checks(self, row: str) -> list[str]:
        """Give the same expectations, ``row`` being what the database holds."""
        users = self.recipe.blueprint.users
        key = f'{row}["{key_of(users).name}"]' if users else ""
        return [*self._key_checks(key), *super().stored_checks(row)]

    def _key_checks(self, key: str) -> list[str]:
        place = accessor(self.operation, Holds.KEY)
        return [] if place is None else [f"assert response.json(){place} == to_jsonable_python({key})"]

    @property
    def credentials(self) -> str:
        """A body that logs the account in."""
        return dict_source(
            [(self.identity_name, f"user.{self.identity_attribute}"), (self.password_fields[0], "PASSWORD")]
        )

    @property
    def new_password(self) -> str:
        """The JSON name of the field that carries the new password."""
        return next((name for name in self.password_fields if "new" in name.lower()), self.password_fields[-1])

    @property
    def current_password(self) -> str | None:
        """The JSON name of the field that carries the present password, where one is asked for."""
        return next((name for name in self.password_fields if name != self.new_password), None)

    def change_of(self, current: str) -> str:
        """Give a body that sets a new password, ``current`` being given as the present one."""
        members = [(self.current_password, current)] if self.current_password else []
        return dict_source([*members, (self.new_password, '"Fresh-Horse-8-Battery"')])

    # --- what any body meets

    @property
    def valid_body(self) -> str:
        """A body that the schema takes; a token in it is one that nobody was given."""
        kind = self.operation.kind
        if kind is OperationKind.LOGIN:
            return self.credentials
        if kind is OperationKind.CHANGE_PASSWORD:
            return self.change_of("PASSWORD")
        return dict_source([(self.token_field, '"unknown"')]) if self.has_token_field else self.body

    @property
    def json_headers(self) -> str:
        """The headers of a request whose content is written by hand."""
        members = '"Content-Type": "application/json"'
        if self.operation.access is Access.PUBLIC:
            return f"{{{members}}}"
        return f"{{**{self.recipe.headers}, {members}}}"

    @property
    def at_limits(self) -> tuple[Case, ...]:
        """What the schema must just take."""
        cases = (case for field in self.recipe.fields for case in accepted_cases(field))
        return tuple(case for case in cases if case.kind is not None)

    @property
    def unstored_table(self) -> list[Source]:
        """The rows of the table of those values that no column shows: the password's."""
        unstored = {field.body.name for field in self.recipe.fields if field.body.column is None}
        return [
            Source(
                f'pytest.param({{"{json_name(self.recipe.blueprint, case.field)}": {case.value.sent}}}, '
                f"id={json.dumps(case.says)})"
            )
            for case in self.at_limits
            if case.field in unstored
        ]

    @property
    def limits_table(self) -> list[Source]:
        """The rows of the table of those values, each with the status that follows."""
        return [
            Source(
                f'pytest.param({{"{json_name(self.recipe.blueprint, case.field)}": {case.value.sent}}}, '
                f"{self._status_after(case)}, id={json.dumps(case.says)})"
            )
            for case in self.at_limits
        ]

    def _status_after(self, case: Case) -> int:
        """Give the status for a well-formed value that fits no account and no session."""
        if self.operation.kind in {OperationKind.LOGIN, OperationKind.REFRESH}:
            return 401
        if json_name(self.recipe.blueprint, case.field) == self.current_password:
            return 400
        return self.status


def render_auth(blueprint: Blueprint) -> Draft | None:
    """Give ``tests/test_auth.py``; nothing where no operation asks for a token and none issues one."""
    probe = _probe(blueprint)
    views = {
        operation.kind: SessionView(Recipe(blueprint, operation))
        for operation in blueprint.operations
        if operation.kind in SESSION_KINDS
    }
    if probe is None and not views:
        return None
    suite = Suite(blueprint, fixtures_of(blueprint))
    body = render("backend/tests/auth.py", **_values(blueprint, suite, probe, views))
    text = render_module(blueprint, "Tests of authentication: tokens good and bad, and who gets one.", body)
    return Draft("tests/test_auth.py", text, suite.symbols)


def _values(
    blueprint: Blueprint, suite: Suite, probe: Recipe | None, views: dict[OperationKind, SessionView]
) -> dict[str, object]:
    users = blueprint.users
    key = user_key(users)
    hidden = users.with_role(ColumnRole.PASSWORD) if users else None
    role = users.with_role(ColumnRole.USER_ROLE) if users else None
    tokens = blueprint.refresh_tokens
    members = {members_of(users): listed_columns(visible_of(users))} if users else {}
    members |= dict(shown_members_of(views.values()))
    constants = [
        {"name": name, "source": body_source(members)}
        for view in views.values()
        if view.operation.body and view.operation.kind is OperationKind.REGISTER
        for name, members in _constants(view)
    ]
    return {
        "settings": blueprint.settings,
        "says": says_arguments(blueprint.settings),
        "hash_start": hash_start(blueprint.settings.bcrypt_rounds),
        "sources": lambda text: [Source(text)],
        "issues": blueprint.settings.token_issuer is TokenIssuer.HERE,
        "jwks": verifies_published_keys(blueprint),
        "test": suite.test,
        "users": users,
        "user_class": user_class(blueprint),
        "user_key": key,
        "text_keys": users is not None and key_of(users).type.name in TEXTUAL,
        "members": list(members.items()),
        "asserts_unauthorized": probe is not None or any(map(_tells_a_stranger, views.values())),
        "password_column": hidden.name if hidden else None,
        "role_column": _ordinary_role(blueprint, role),
        "tokens": tokens,
        "constants": constants,
        "probe": probe,
        "probe_url": probe.url.replace(f"{{user.{key}}}", "{user_id}") if probe else None,
        "probe_headers": headers_of(probe.role) if probe else None,
        "about": [_Probe(probe)] if probe else [],
        "forbids_unknown": blueprint.settings.unknown_fields is UnknownFields.FORBID,
        "malformed_body_statuses": malformed_body_statuses(blueprint.settings),
        "views": list(views.values()),
        "kinds": {kind.value: view for kind, view in views.items()},
    }


@dataclass(frozen=True)
class _Probe:
    recipe: Recipe

    @property
    def operation(self) -> Operation:
        return self.recipe.operation


def _tells_a_stranger(view: SessionView) -> bool:
    """Tell whether the tests of an operation call it without a token and with a forged one."""
    kind, access = view.operation.kind, view.operation.access
    return kind is OperationKind.CHANGE_PASSWORD or (kind is OperationKind.LOGOUT and access is Access.REQUIRED)


def _ordinary_role(blueprint: Blueprint, column: Column | None) -> tuple[str, str] | None:
    role = blueprint.settings.default_role
    others = any(one != role for one in blueprint.settings.roles)
    return (column.name, role) if column and role and others else None


def _constants(view: SessionView) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    found = [(view.bodies.constant, view.bodies.least())]
    if view.bodies.has_full:
        found.append((view.bodies.full_constant, view.bodies.full()))
    return found


def _probe(blueprint: Blueprint) -> Recipe | None:
    """Give an operation that anybody with a valid token may call, and whose path names no row that must be there."""
    usable = [
        operation
        for operation in blueprint.operations
        if operation.access is Access.REQUIRED
        and not operation.roles
        and operation.kind in _PROBES
        and all(each.use is PathUse.CALLER for each in operation.path_parameters)
        and not (operation.entity and may_miss(operation, blueprint.entity(operation.entity)))
    ]
    found = min(usable, key=lambda operation: _PROBES.index(operation.kind), default=None)
    return Recipe(blueprint, found) if found else None

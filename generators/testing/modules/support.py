"""The modules that all generated tests stand on: settings, fixtures, helpers and tokens."""

import re

from generators.blueprint import (
    Access,
    Blueprint,
    ColumnRole,
    ErrorPart,
    Occasion,
    Operation,
    Settings,
    TokenIssuer,
    UnknownFields,
)
from generators.callers import needs_of, verifies_published_keys
from generators.drafts import Draft
from generators.messages import KEY, field_messages, status_of
from generators.naming import attribute, class_name, human, module_name
from generators.passwords import CHARACTERS, hash_start, password_without, sample_password
from generators.rates import rates_of
from generators.routes.modules import refusals_of
from generators.schemas.modules import validators_of
from generators.shapes import has_groups, shown_members
from generators.templating import render
from generators.testing.answers.errors import error_checks, error_fields, error_paths
from generators.testing.answers.oracles import render_oracles
from generators.testing.answers.saying import said_check, says_arguments, told_checks, told_rows
from generators.testing.naming import caller_of, headers_of, role_of, user_key

_ROOM = 60
"""How many calls every test may make, whatever is allowed to callers."""


def render_support(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give ``tests/__init__.py``, ``conftest.py``, ``helpers.py``, ``tokens.py`` and the tests of the frame."""
    values = _values(blueprint)
    return (
        *_utilities(blueprint, values),
        *render_oracles(blueprint, str(values["user_class"])),
        Draft("tests/test_config.py", render("backend/tests/test_config.py", **values)),
        Draft("tests/test_errors.py", render("backend/tests/test_errors.py", **values), _told_of(blueprint)),
        Draft("tests/__init__.py", render("backend/tests/package.py", **values)),
        Draft("tests/conftest.py", render("backend/tests/conftest.py", **values)),
        Draft("tests/database.py", render("backend/tests/database.py", **values)),
        Draft("tests/helpers.py", render("backend/tests/helpers.py", **values)),
        Draft("tests/tokens.py", render("backend/tests/tokens.py", **values)),
    )


def _values(blueprint: Blueprint) -> dict[str, object]:
    """Give what the templates of these modules ask for."""
    users = blueprint.users
    settings = blueprint.settings
    jwks = verifies_published_keys(blueprint)
    role_column = users.with_role(ColumnRole.USER_ROLE) if users else None
    call = next((each for each in blueprint.operations if each.body), None)
    return {
        "settings": settings,
        "users": users,
        "user_class": class_name(users) if users else "Caller",
        "user_module": module_name(users) if users else "",
        "user_key": user_key(users),
        "issues": settings.token_issuer is TokenIssuer.HERE,
        "refreshes": blueprint.refresh_tokens is not None,
        "jwks": jwks,
        "role_column": attribute(role_column.name) if role_column else None,
        "roles": [
            {"name": role, "user": caller_of(role), "headers": headers_of(role)}
            for role in settings.roles
            if role != settings.default_role
        ],
        "error_checks": error_checks(settings),
        "tenant": attribute(blueprint.tenant_column.name) if blueprint.tenant_column else "",
        "tenant_words": human(blueprint.tenants.singular) if blueprint.tenants else "",
        "error_fields": error_fields(settings),
        "says": says_arguments(settings),
        "said_check": said_check(settings),
        "tells_fields": bool(field_messages(blueprint)),
        "told_checks": told_checks(settings),
        **_codes(settings),
        "told_rows": told_rows(blueprint),
        "members_path": error_paths(settings).get(ErrorPart.FIELDS, ""),
        "rates": rates_of(blueprint),
        "room": _ROOM,
        "tight": any(rate.calls < _ROOM for rate in rates_of(blueprint)),
        "any_path": re.sub(r"{[^}]*}", "x", blueprint.operations[0].path) if blueprint.operations else "/",
        "refused": [
            (method, re.sub(r"{[^}]*}", "1", refusal.path))
            for refusal in refusals_of(blueprint)
            for method in refusal.methods
        ],
        "large_call": _large_call(blueprint, call) if call else None,
        "operations": blueprint.operations,
        "capital_columns": any(one.name[:1].isupper() for entity in blueprint.entities for one in entity.columns),
        "has_groups": any(field.group for operation in blueprint.operations for field in operation.body),
        "shows_groups": any(has_groups(shown_members(blueprint, one)) for one in blueprint.operations),
        "exports": any(operation.exports for operation in blueprint.operations),
        "wraps_bodies": any(operation.body_name for operation in blueprint.operations),
        "validators": validators_of(blueprint),
        "password": sample_password(),
        "hash_start": hash_start(settings.bcrypt_rounds),
        "weak_passwords": [(password_without(one, 8), CHARACTERS[one].words) for one in settings.password_needs],
        "external": [entity.name for entity in blueprint.entities if entity.external],
        "forbids_unknown": settings.unknown_fields is UnknownFields.FORBID,
    }


def _utilities(blueprint: Blueprint, values: dict[str, object]) -> tuple[Draft, ...]:
    """Give the tests of what no operation leads to in every case: migrations, validators, utilities."""
    drafts = [
        Draft(f"tests/{name}.py", render(f"backend/tests/{name}.py", **values))
        for name in ("test_migrations", "test_schemas")
    ]
    if values["jwks"]:
        drafts.append(Draft("tests/test_jwks.py", render("backend/tests/test_jwks.py")))
    elif needs_of(blueprint) or values["issues"]:
        drafts.append(Draft("tests/test_utils.py", render("backend/tests/test_utils.py", **values)))
    return tuple(drafts)


def _told_of(blueprint: Blueprint) -> dict[str, tuple[str, ...]]:
    """Give what the test of the documented words for a failure proves."""
    rules = tuple(rule.id for rule in blueprint.rules if dict(rule.parameters).get("occasion") == Occasion.UNEXPECTED)
    return {"test_an_unexpected_error_says_what_is_documented": rules} if rules else {}


def _codes(settings: Settings) -> dict[str, object]:
    """Give the documented codes with their status and message, and where an error carries its code."""
    path = error_paths(settings).get(ErrorPart.CODE)
    stated = [
        (status_of(settings, one.occasion), one.text.replace(KEY, "7"), one.code)
        for one in settings.messages
        if path and one.code and one.text
    ]
    return {"codes": list(dict.fromkeys(stated)), "code_path": path or ""}


def _large_call(blueprint: Blueprint, operation: Operation) -> dict[str, str]:
    """Give what a request with too large a body is made of; its path need not lead to a row."""
    headers = headers_of(role_of(blueprint, operation))
    protected = operation.access is not Access.PUBLIC
    path = operation.path
    for parameter in operation.path_parameters:
        path = path.replace("{" + parameter.name + "}", "1")
    return {
        "method": operation.method,
        "url": f'"{path}"',
        "fixtures": f"{headers}: Headers" if protected else "",
        "headers": f'{{**{headers}, "Content-Type": "application/json"}}'
        if protected
        else '{"Content-Type": "application/json"}',
    }

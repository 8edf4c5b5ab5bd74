"""The modules that all generated tests stand on: settings, fixtures, helpers and tokens."""

from generators.blueprint import Blueprint, ColumnRole, ErrorPart, TokenIssuer
from generators.drafts import Draft
from generators.naming import attribute, class_name, module_name
from generators.templating import render
from generators.testing.errors import error_checks, error_paths
from generators.testing.naming import caller_of, headers_of, key_of


def render_support(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give ``tests/__init__.py``, ``conftest.py``, ``helpers.py`` and ``tokens.py``."""
    users = blueprint.users
    settings = blueprint.settings
    role_column = users.with_role(ColumnRole.USER_ROLE) if users else None
    values = {
        "settings": settings,
        "users": users,
        "user_class": class_name(users) if users else "Caller",
        "user_module": module_name(users) if users else "",
        "user_key": attribute(key_of(users).name) if users else "id",
        "issues": settings.token_issuer is TokenIssuer.HERE,
        "role_column": attribute(role_column.name) if role_column else None,
        "roles": [
            {"name": role, "user": caller_of(role), "headers": headers_of(role)}
            for role in settings.roles
            if role != settings.default_role
        ],
        "error_checks": error_checks(settings),
        "errors_at": error_paths(settings).get(ErrorPart.ERRORS),
    }
    return (
        Draft("tests/__init__.py", render("backend/tests/package.py", **values)),
        Draft("tests/conftest.py", render("backend/tests/conftest.py", **values)),
        Draft("tests/helpers.py", render("backend/tests/helpers.py", **values)),
        Draft("tests/tokens.py", render("backend/tests/tokens.py", **values)),
    )

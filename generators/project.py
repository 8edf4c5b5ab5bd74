"""Project files: what makes the tree an installable, checkable, documented project."""

from generators.blueprint import Blueprint, Operation, OperationKind, TokenIssuer
from generators.callers import verifies_published_keys
from generators.drafts import Draft
from generators.naming import summary_of
from generators.routes.modules import statuses
from generators.templating import render

_TEMPLATES = ("pyproject.toml", "requirements.txt", "README.md", ".env.example", ".gitignore")


def render_project(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give ``pyproject.toml``, ``requirements.txt``, ``README.md``, ``.env.example`` and ``.gitignore``."""
    values = {
        "settings": blueprint.settings,
        "issues": blueprint.settings.token_issuer is TokenIssuer.HERE,
        "refreshes": blueprint.refresh_tokens is not None,
        "jwks": verifies_published_keys(blueprint),
        "counts": _counted(blueprint),
        "health": next((one.path for one in blueprint.operations if one.kind is OperationKind.HEALTH), ""),
        "operations": [_overview(blueprint, operation) for operation in blueprint.operations],
    }
    return tuple(Draft(name, render(f"backend/{name}", **values)) for name in _TEMPLATES)


def _counted(blueprint: Blueprint) -> str:
    """Give in words what a process counts by itself; nothing where it counts nothing."""
    logins = any(one.kind is OperationKind.LOGIN for one in blueprint.operations)
    rates = any(one.rate_limits for one in blueprint.operations)
    return " and ".join([*(["attempts to log in"] if logins else []), *(["calls of limited rate"] if rates else [])])


def _overview(blueprint: Blueprint, operation: Operation) -> dict[str, object]:
    return {
        "method": operation.method,
        "path": operation.path,
        "summary": summary_of(operation),
        "access": ", ".join(operation.roles) or operation.access.value,
        "status": operation.response.status,
        "errors": ", ".join(map(str, statuses(blueprint, operation))),
    }

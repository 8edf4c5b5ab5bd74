"""Modules of tests: what stands around the tests of a feature, of authentication and of concurrency."""

from generators.blueprint import Blueprint, ColumnRole, EntityPurpose
from generators.callers import verifies_published_keys
from generators.naming import class_name, module_name
from generators.rates import rates_of
from generators.templating import render
from generators.testing.answers.oracles import oracles_of
from generators.testing.naming import factory_of


def render_module(blueprint: Blueprint, title: str, body: str, *, ports: bool = False) -> str:
    """Give a module of tests with ``body``, its title, and everything imported that it can ask for.

    ``ports`` says that it tries operations which no implementation stands behind.
    """
    return render(
        "backend/tests/module.py",
        title=title,
        jwks=verifies_published_keys(blueprint),
        ports=ports,
        rates=[rate.constant for rate in rates_of(blueprint)],
        models=models_of(blueprint),
        factories=factories_of(blueprint),
        oracles=[oracle.name for oracle in oracles_of(blueprint)],
        body=body,
    )


def models_of(blueprint: Blueprint) -> list[tuple[str, str]]:
    """Give the modules below ``app.models`` with their classes."""
    return [(module_name(entity), class_name(entity)) for entity in blueprint.entities]


def factories_of(blueprint: Blueprint) -> list[str]:
    """Give the names that the module of factories offers."""
    names = [factory_of(entity) for entity in blueprint.entities if entity.purpose is not EntityPurpose.USERS]
    names.append("make_user")
    users = [] if blueprint.users else ["Caller"]
    password = blueprint.users is not None and blueprint.users.with_role(ColumnRole.PASSWORD) is not None
    return [*(["PASSWORD"] if password else []), *users, *names]

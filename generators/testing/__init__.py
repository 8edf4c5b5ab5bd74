"""The generated backend's own test suite."""

from generators.blueprint import Blueprint
from generators.drafts import Draft
from generators.testing.modules.factories import render_factories
from generators.testing.modules.features import render_feature
from generators.testing.modules.races import render_races
from generators.testing.modules.sessions import render_auth
from generators.testing.modules.support import render_support


def render_tests(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give the whole of ``tests/``: what the tests stand on, and one module for each feature."""
    features = (render_feature(blueprint, feature) for feature in blueprint.features)
    modules = (render_auth(blueprint), *features, render_races(blueprint))
    return (
        *render_support(blueprint),
        render_factories(blueprint),
        *(draft for draft in modules if draft is not None),
    )


__all__ = ["render_tests"]

"""The backend: a blueprint becomes the files of a whole project."""

from generators.application import render_application
from generators.blueprint import Blueprint
from generators.completion import complete
from generators.drafts import Draft
from generators.files import GeneratedFile
from generators.finishing import finish
from generators.frame import with_frame
from generators.migrations.history import NO_HISTORY, History
from generators.migrations.rendering import kept_revisions, render_migrations
from generators.migrations.tables import in_creation_order, tables_of
from generators.models import render_models
from generators.project import render_project
from generators.ranks import with_ranks
from generators.routes import render_routes
from generators.schemas import render_schemas
from generators.testing import render_tests
from generators.views import render_views


def generate(blueprint: Blueprint, previous: History = NO_HISTORY) -> tuple[GeneratedFile, ...]:
    """Write the backend of ``blueprint``, sorted by path; equal blueprints give equal bytes.

    ``previous`` are the revisions that were generated before: they stay as they are, and what they do
    not lead to becomes one more.
    """
    blueprint = complete(blueprint)
    return finish(render_drafts(blueprint, previous), blueprint, kept_revisions(blueprint, previous))


def render_drafts(blueprint: Blueprint, previous: History = NO_HISTORY) -> tuple[Draft, ...]:
    """Give every file of the backend that is written anew, before it is formatted."""
    _, circular = in_creation_order(tables_of(blueprint))
    routes, shared = render_routes(blueprint)
    drafts = (
        *render_application(blueprint, shared),
        *render_models(blueprint, frozenset((table, key.column) for table, key in circular)),
        *render_schemas(blueprint),
        *render_views(blueprint),
        *routes,
        *render_migrations(blueprint, previous),
        *render_project(blueprint),
        *render_tests(with_ranks(blueprint)),
    )
    return with_frame(drafts, blueprint)

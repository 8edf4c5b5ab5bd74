"""Rendering: Alembic's environment, the revisions so far, and the one that the blueprint asks for now."""

import ast

from generators.blueprint import Blueprint
from generators.completion import complete
from generators.drafts import Draft
from generators.files import GeneratedFile
from generators.migrations.history import NO_HISTORY, History, step_document, step_path
from generators.migrations.migration import (
    Migration,
    find_migration,
    past_migrations,
    render_description,
    render_revision,
)
from generators.templating import render

_FOLDER = "migrations"


def render_migrations(blueprint: Blueprint, previous: History = NO_HISTORY) -> tuple[Draft, ...]:
    """Give ``alembic.ini``, the environment, and the revision that is missing after the ``previous`` ones."""
    external = [entity.name for entity in blueprint.entities if entity.external]
    external += [table.name for table in previous.schema if table.external and table.name not in external]
    migration = find_migration(blueprint, previous)
    return (
        Draft("alembic.ini", render("backend/alembic.ini")),
        Draft(f"{_FOLDER}/env.py", render("backend/migrations/env.py", external=external)),
        Draft(f"{_FOLDER}/script.py.mako", render("backend/migrations/script.py.mako")),
        *(_revision(migration, blueprint) if migration else ()),
    )


def kept_revisions(blueprint: Blueprint, previous: History) -> tuple[Draft, ...]:
    """Give the generated revisions that are there already, exactly as they are."""
    found: list[Draft] = []
    texts = {revision.path: revision for revision in previous.revisions}
    for migration in past_migrations(previous):
        revision = texts[migration.path]
        symbols = _symbols(migration, blueprint) if _defines_upgrade(revision.text) else {}
        found += [Draft(revision.path, revision.text, symbols), Draft(step_path(revision.path), revision.document)]
    return tuple(found)


def next_migration(blueprint: Blueprint, previous: History = NO_HISTORY) -> Migration | None:
    """Give the revision that generating would add, or nothing where the revisions lead there already."""
    return find_migration(complete(blueprint), previous)


def describe_migrations(blueprint: Blueprint, previous: History = NO_HISTORY) -> tuple[GeneratedFile, ...]:
    """Describe every generated revision in plain words, with the missing one; paths are relative to the
    folder of the descriptions."""
    missing = next_migration(blueprint, previous)
    migrations = (*past_migrations(previous), *([missing] if missing else []))
    return tuple(GeneratedFile(f"{migration.name}.md", render_description(migration)) for migration in migrations)


def _revision(migration: Migration, blueprint: Blueprint) -> tuple[Draft, Draft]:
    return (
        Draft(migration.path, render_revision(migration), _symbols(migration, blueprint)),
        Draft(step_path(migration.path), step_document(migration.step)),
    )


def _symbols(migration: Migration, blueprint: Blueprint) -> dict[str, tuple[str, ...]]:
    """Tie the upgrade to the tables that it changes, where the specifications still know them."""
    known = {entity.name for entity in blueprint.entities}
    return {"upgrade": tuple(f"table:{table.name}" for table in migration.step.tables if table.name in known)}


def _defines_upgrade(text: str) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == "upgrade" for node in ast.parse(text).body)

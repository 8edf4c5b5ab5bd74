"""Migrations: Alembic's environment and the revision that builds the schema from nothing."""

import hashlib

from generators.blueprint import Blueprint, Column, DeleteRule, Entity
from generators.constraints import find_checks, find_indexes, find_unique, unique_name
from generators.datatypes import MIGRATION_TYPES
from generators.drafts import Draft
from generators.models import server_default
from generators.templating import render

_FOLDER = "migrations"


def render_migrations(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give ``alembic.ini``, the environment and the initial revision."""
    return (
        Draft("alembic.ini", render("backend/alembic.ini")),
        Draft(f"{_FOLDER}/env.py", render("backend/migrations/env.py")),
        Draft(f"{_FOLDER}/script.py.mako", render("backend/migrations/script.py.mako")),
        _initial(blueprint),
    )


def _initial(blueprint: Blueprint) -> Draft:
    entities = in_creation_order(blueprint)
    tables = [_table(entity) for entity in entities]
    body = "\n".join(table for table in tables)
    drops = "\n".join(
        line
        for entity in reversed(entities)
        if not entity.external
        for line in (
            *(f'    op.drop_index("{rule.name}", table_name="{entity.name}")' for rule in find_indexes(entity)),
            f'    op.drop_table("{entity.name}")',
        )
    )
    text = render(
        "backend/migrations/versions/initial.py",
        revision=hashlib.sha256(body.encode()).hexdigest()[:12],
        body=body,
        drops=drops or "    pass",
    )
    elements = tuple(f"table:{entity.name}" for entity in entities)
    return Draft(f"{_FOLDER}/versions/0001_initial.py", text, {"upgrade": elements})


def in_creation_order(blueprint: Blueprint) -> list[Entity]:
    """Order entities so that a referenced table comes before the tables that reference it."""
    ordered: list[Entity] = []
    waiting = list(blueprint.entities)
    while waiting:
        known = {entity.name for entity in ordered}
        ready = [entity for entity in waiting if _references(entity) <= known | {entity.name}] or waiting[:1]
        ordered += ready
        waiting = [entity for entity in waiting if entity not in ready]
    return ordered


def _references(entity: Entity) -> set[str]:
    return {column.references.entity for column in entity.columns if column.references}


def _table(entity: Entity) -> str:
    parts = [_column(column) for column in entity.columns]
    parts += [f"sa.CheckConstraint({check.expression!r}, name={check.name!r})" for check in find_checks(entity)]
    parts += [_foreign_key(column, entity) for column in entity.columns if column.references]
    key = ", ".join(f'"{column.name}"' for column in entity.key)
    parts.append(f'sa.PrimaryKeyConstraint({key}, name=op.f("pk_{entity.name}"))')
    parts += [
        f"sa.UniqueConstraint({', '.join(map(repr, columns))}, name=op.f({unique_name(entity, columns)!r}))"
        for columns in find_unique(entity)
    ]
    if entity.external:
        parts.append("if_not_exists=True")
    inner = ",\n        ".join(parts)
    lines = [f'    op.create_table(\n        "{entity.name}",\n        {inner},\n    )']
    for rule in find_indexes(entity):
        extra = f", postgresql_where=sa.text({rule.where!r})" if rule.where else ""
        extra += ", if_not_exists=True" if entity.external else ""
        lines.append(
            f"    op.create_index({rule.name!r}, {entity.name!r}, {list(rule.columns)!r}, unique={rule.unique}{extra})"
        )
    return "\n".join(lines)


def _column(column: Column) -> str:
    arguments = [f'"{column.name}"', MIGRATION_TYPES.write(column.type)]
    default = server_default(column, "sa.")
    if default is not None:
        arguments.append(f"server_default={default}")
    if column.primary_key and column.default is None:
        arguments.append("autoincrement=False")
    arguments.append(f"nullable={column.nullable}")
    return f"sa.Column({', '.join(arguments)})"


def _foreign_key(column: Column, entity: Entity) -> str:
    reference = column.references
    if reference is None:
        raise ValueError(f"{entity.name}.{column.name} references nothing")
    rule = f', ondelete="{reference.on_delete}"' if reference.on_delete is not DeleteRule.NO_ACTION else ""
    name = f"fk_{entity.name}_{column.name}_{reference.entity}"[:63]
    return (
        f'sa.ForeignKeyConstraint(["{column.name}"], ["{reference.entity}.{reference.column}"], '
        f'name=op.f("{name}"){rule})'
    )

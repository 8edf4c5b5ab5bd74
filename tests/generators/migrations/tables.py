"""Small tables to change, and how a backend gets one revision after the other."""

from dataclasses import replace
from pathlib import Path

from generators.application import render_application
from generators.blueprint import (
    Blueprint,
    Column,
    DeleteRule,
    Entity,
    Limits,
    Reference,
    Settings,
    TypeName,
)
from generators.finishing import finish
from generators.migrations.history import NO_HISTORY, VERSIONS, History, read_history
from generators.migrations.rendering import render_migrations
from generators.models import render_models
from generators.routes import Shared
from tests.generators.examples import parts

TEXT, INTEGER, BOOLEAN, UUID, TIME = parts.TEXT, parts.INTEGER, parts.BOOLEAN, parts.UUID, parts.TIMESTAMP
KEY, varchar, literal = parts.key_column(TypeName.INTEGER), parts.varchar, parts.literal


def status(*choices: str) -> Column:
    """Give a column with an enumeration."""
    return Column("status", varchar(20), default=literal(choices[0]), limits=Limits(choices=choices))


def entity(name: str, *columns: Column, **members: object) -> Entity:
    """Give a table with a counting key."""
    return replace(Entity(name, name.removesuffix("s"), (KEY, *columns)), **members)  # type: ignore[arg-type]


def link(name: str, table: str, rule: DeleteRule = DeleteRule.CASCADE, **members: object) -> Column:
    """Give a column that references another table's key."""
    column = Column(name, INTEGER, references=Reference(table, "id", rule))
    return replace(column, **members)  # type: ignore[arg-type]


def blueprint(*entities: Entity) -> Blueprint:
    """Give a backend that is nothing but tables."""
    return Blueprint(Settings(), entities, ())


def write_next(folder: Path, *entities: Entity) -> None:
    """Write into a folder what follows the revisions that are there, and what they need to run."""
    wanted = blueprint(*entities)
    drafts = (
        *render_application(wanted, Shared()),
        *render_models(wanted),
        *render_migrations(wanted, history_of(folder)),
    )
    for file in finish(drafts, wanted):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")


def history_of(folder: Path) -> History:
    """Read the revisions of a folder."""
    versions = folder / VERSIONS
    if not versions.is_dir():
        return NO_HISTORY
    return read_history(
        {f"{VERSIONS}/{path.name}": path.read_text(encoding="utf-8") for path in versions.iterdir() if path.is_file()}
    )


def revision_names(folder: Path) -> list[str]:
    """Give the names of a folder's revisions, in their order."""
    return sorted(path.stem for path in (folder / VERSIONS).glob("*.py"))

"""A migration: the revision that is missing between what is there and what is asked for, and its texts."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generators.blueprint import Blueprint
from generators.migrations.changes import Change
from generators.migrations.comparing import compare, next_schema
from generators.migrations.describing import describe, find_warnings, headline
from generators.migrations.history import VERSIONS, History, Step, step_between
from generators.migrations.operations import render_downgrade, render_upgrade
from generators.migrations.renames import find_former_names, find_renames
from generators.migrations.tables import tables_of
from generators.templating import docstring, render, wrapped

_LONGEST_SLUG = 40
_INITIAL = "Build the schema from nothing"


@dataclass(frozen=True, slots=True)
class Migration:
    """A revision: its file's name without suffix, what it changes, and what it leads to."""

    name: str
    title: str
    down: str | None
    changes: tuple[Change, ...]
    step: Step

    @property
    def path(self) -> str:
        """Where the revision is written, below the backend folder."""
        return f"{VERSIONS}/{self.name}.py"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know before it runs; building from nothing harms nobody."""
        return find_warnings(self.changes) if self.down else ()


def find_migration(blueprint: Blueprint, previous: History) -> Migration | None:
    """Give the revision that is missing between what the revisions so far lead to and what a completed
    blueprint asks for, or nothing where they lead there already."""
    old, head = previous.schema, previous.head
    wanted = next_schema(old, tables_of(blueprint))
    renames = find_renames(old, wanted, find_former_names(blueprint))
    changes = compare(old, wanted, renames)
    if head is not None and not changes:
        return None
    title = headline(changes) if head else _INITIAL
    name = f"{_number(previous):04d}_{_slug(title) if head else 'initial'}"
    down = head.id if head else None
    content = "\n".join([down or "", *_upgrade(changes)])
    revision = hashlib.sha256(content.encode()).hexdigest()[:12]
    return Migration(name, title, down, changes, step_between(revision, old, wanted, renames))


def past_migrations(previous: History) -> tuple[Migration, ...]:
    """Give the generated revisions that are there already, as they were when they were written."""
    found = []
    for revision, before, step in previous.generated():
        changes = compare(before, step.after(before), step.renames)
        down = revision.down[0] if revision.down else None
        title = headline(changes) if down else _INITIAL
        found.append(Migration(PurePosixPath(revision.path).stem, title, down, changes, step))
    return tuple(found)


def render_revision(migration: Migration) -> str:
    """Give the text of a revision."""
    first = migration.down is None
    return render(
        "backend/migrations/versions/revision.py",
        docstring=docstring(_docstring(migration)),
        revision=migration.step.revision,
        down=repr(migration.down),
        upgrade_words="Create the tables, each after the ones it references." if first else "Apply the change.",
        downgrade_words="Drop what was created, in the opposite order." if first else "Take the change back.",
        upgrade=_upgrade(migration.changes),
        downgrade=[line for change in reversed(migration.changes) for line in render_downgrade(change)],
    )


def render_description(migration: Migration) -> str:
    """Give the description of a revision in plain words, as Markdown."""
    step = migration.step
    after = f", after `{migration.down}`" if migration.down else ", the first"
    lines = [
        f"# {migration.name[:4]}: {migration.title}",
        "",
        f"Revision `{step.revision}`{after}: `{migration.path}`.",
    ]
    lines += ["", "## What it changes", "", *(f"- {describe(change)}." for change in migration.changes)]
    if migration.warnings:
        lines += ["", "## Before it runs", "", *(f"- {warning}" for warning in migration.warnings)]
    lines += ["", "## How to run it", "", "- `alembic upgrade head` applies it, and changes all of it or nothing."]
    lines.append(f"- `alembic downgrade {migration.down or 'base'}` takes it back.")
    return "\n".join(lines) + "\n"


def _docstring(migration: Migration) -> str:
    lines = [wrapped(f"{migration.title}.")]
    if migration.warnings:
        lines += ["", "Before it runs:", ""]
        lines += ["- " + wrapped(warning.replace("`", "")).replace("\n", "\n  ") for warning in migration.warnings]
    return "\n".join(lines)


def _number(previous: History) -> int:
    names = [PurePosixPath(revision.path).name for revision in previous.revisions]
    numbers = [int(match.group()) for name in names if (match := re.match(r"\d{1,6}(?=_)", name))]
    return max([*numbers, len(names)]) + 1


def _slug(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("_")[0].removesuffix("_and").removesuffix("_to")


def _upgrade(changes: Sequence[Change]) -> list[str]:
    return [line for change in changes for line in render_upgrade(change)]

"""The command as a user runs it: in a process of its own, without a terminal."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.__main__ import main

Command = Callable[..., "subprocess.CompletedProcess[str]"]

API = """\
# Books API

All endpoints require `Authorization: Bearer <token>`. Tokens are issued elsewhere and signed with the
shared secret `BETTER_AUTH_SECRET` (HS256).

## GET /api/books

List the caller's books.

**Response 200**: an array of books.

## POST /api/books

Create a book.

| Field | Type | Required | Rules |
|-------|------|----------|-------|
| title | string | yes | 1-100 characters |

**Response 201**: the book. **Errors**: 401, 422

## DELETE /api/books/{id}

Delete a book.

**Response 204**. **Errors**: 401, 404
"""

SCHEMA = """\
# Schema

## users

| Column | Type | Constraints |
|--------|------|-------------|
| id | uuid | primary key |
| email | varchar(255) | unique, not null |

## books

| Column | Type | Constraints |
|--------|------|-------------|
| id | uuid | primary key |
| user_id | uuid | not null, references users.id on delete cascade |
| title | varchar(100) | not null |
| created_at | timestamptz | not null, default now() |
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: books of users."""
    return write_books(tmp_path / "project")


def write_project(folder: Path, **documents: str) -> Path:
    """Write specifications below ``folder``."""
    (folder / "specs").mkdir(parents=True)
    for name, text in documents.items():
        file = folder / "specs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def write_books(folder: Path) -> Path:
    """Write specifications of books of users, about which nothing has to be asked."""
    return write_project(folder, **{"api/books.md": API, "database/schema.md": SCHEMA})


def write_contradiction(folder: Path) -> Path:
    """Write specifications of which two documents disagree about a key."""
    other = SCHEMA.replace("| id | uuid | primary key |\n| user_id", "| id | integer | primary key |\n| user_id")
    return write_project(folder, **{"api/books.md": API, "database/schema.md": SCHEMA, "database/books.md": other})


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose backend was written, never to be changed."""
    folder = write_books(tmp_path_factory.mktemp("written") / "project")
    assert main(["generate", str(folder), "--defaults"]) == 0
    return folder


@pytest.fixture
def generated(written: Path, tmp_path: Path) -> Path:
    """A copy of a project whose backend was written."""
    return Path(shutil.copytree(written, tmp_path / "copy" / written.name))


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run ``workbench`` with words; its home is an empty folder."""

    def run(*words: object, folder: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        # Coverage of this very run is not the subprocess's concern.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}
        return subprocess.run(
            [sys.executable, "-m", "workbench", *map(str, words)],
            cwd=folder or tmp_path,
            env={**inherited, "HOME": str(home), "XDG_STATE_HOME": str(home / "state"), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )

    return run


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything below a folder, to see that nothing was written."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }

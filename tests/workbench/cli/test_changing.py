"""A project whose specifications change after its backend was written: migrated, merged, tested, for real."""

import re
from pathlib import Path

import pytest

from tests.workbench.cli.conftest import files_of
from workbench.__main__ import main
from workbench.demos import copy_example
from workbench.running.events import Outcome, RunEvent
from workbench.session import Session

pytestmark = pytest.mark.slow


def ignore(event: RunEvent) -> None:
    """Take an event and do nothing."""


def change_specifications(specs: Path) -> None:
    """Add a column and rename another, in every document that speaks of it."""
    schema = specs / "database" / "schema.md"
    column = "| estimate | INTEGER | NOT NULL, DEFAULT 0, CHECK (estimate >= 0) | minutes |\n"
    schema.write_text(schema.read_text().replace("| completed | BOOLEAN", f"{column}| completed | BOOLEAN"))
    for name in ("database/schema.md", "api/todos.md", "features/todos.md"):
        file = specs / name
        file.write_text(re.sub(r"\bdescription\b", "long_description", file.read_text()))


def test_changed_specifications_migrate_the_backend_and_keep_hand_edits(tmp_path: Path) -> None:
    project = tmp_path / "todo"
    copy_example("todo", project)
    assert main(["generate", str(project), "--defaults"]) == 0
    model = project / "backend" / "app" / "models" / "todo.py"
    model.write_text(model.read_text() + '\n\ndef by_hand() -> int:\n    """Stay."""\n    return 1\n')
    change_specifications(project / "specs")

    assert main(["generate", str(project), "--defaults"]) == 0
    (revision,) = (project / "backend" / "migrations" / "versions").glob("0002_*.py")
    text = revision.read_text()
    assert 'op.alter_column("todos", "description", new_column_name="long_description")' in text
    assert 'op.add_column("todos", sa.Column("estimate"' in text
    assert "op.drop_column(" not in text.partition("def downgrade")[0]
    assert "by_hand" in model.read_text()
    assert "long_description" in model.read_text()

    before = files_of(project)
    assert main(["generate", str(project), "--defaults"]) == 0
    assert files_of(project) == before

    run = Session.open(project).run(ignore)
    assert run.migration_problem == ""
    assert [test.node for test in run.tests if test.outcome is not Outcome.PASSED] == []

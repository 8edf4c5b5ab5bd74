"""Tables that change after the backend was written: another revision, its description, and ways to start over."""

import shutil
from pathlib import Path

import pytest

from generators.migrations.history import VERSIONS
from tests.workbench.cli.conftest import files_of, write_books
from workbench.__main__ import main
from workbench.errors import UsageError, WorkbenchError
from workbench.reconciling import ChangeKind
from workbench.revisions import Migrations
from workbench.session import Session

SECOND = "0002_add_pages_to_books"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose backend was written, never to be changed."""
    folder = write_books(tmp_path_factory.mktemp("written") / "project")
    session = Session.open(folder)
    session.write(session.plan())
    return folder


@pytest.fixture
def project(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "project"))


def change_tables(
    project: Path, old: str = "| created_at", new: str = "| pages | integer | null |\n| created_at"
) -> None:
    schema = project / "specs" / "database" / "schema.md"
    assert old in schema.read_text()
    schema.write_text(schema.read_text().replace(old, new, 1))


def write(project: Path, migrations: Migrations = Migrations.FOLLOW) -> None:
    session = Session.open(project)
    session.write(session.plan(migrations=migrations))


def revisions(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "backend" / VERSIONS).iterdir())


def descriptions(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "specs" / "database" / "migrations").iterdir())


def pair(name: str) -> list[str]:
    return [f"{name}.json", f"{name}.py"]


def test_the_first_revision_is_described_with_the_specifications(project: Path) -> None:
    assert revisions(project) == pair("0001_initial")
    assert descriptions(project) == ["0001_initial.md"]


def test_changed_tables_get_another_revision_and_the_first_stays(project: Path) -> None:
    first = (project / "backend" / VERSIONS / "0001_initial.py").read_bytes()
    change_tables(project)
    write(project)
    assert revisions(project) == [*pair("0001_initial"), *pair(SECOND)]
    assert (project / "backend" / VERSIONS / "0001_initial.py").read_bytes() == first
    assert descriptions(project) == ["0001_initial.md", f"{SECOND}.md"]


def test_a_second_run_changes_nothing(project: Path) -> None:
    change_tables(project)
    write(project)
    before = files_of(project)
    write(project)
    assert files_of(project) == before


def test_what_does_not_change_tables_gets_no_revision(project: Path) -> None:
    api = project / "specs" / "api" / "books.md"
    api.write_text(api.read_text().replace("Create a book.", "Create one book."))
    write(project)
    assert revisions(project) == pair("0001_initial")


def test_descriptions_are_not_read_as_specifications(project: Path) -> None:
    before = Session.open(project).blueprint()
    (project / "specs" / "database" / "migrations" / "0009.md").write_text(
        "## films\n\n| Column | Type |\n|--|--|\n| a | text |\n"
    )
    assert Session.open(project).blueprint() == before


def test_another_checkout_without_the_state_folder_gives_the_same_revision(project: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(project, tmp_path / "elsewhere"))
    shutil.rmtree(other / ".workbench")
    for folder in (project, other):
        change_tables(folder)
        session = Session.open(folder)
        created = {one.path: one.after for one in session.plan().of(ChangeKind.CREATE) if SECOND in one.path}
        assert len(created) == 2
        if folder == project:
            expected = created
    assert created == expected


def test_a_revision_edited_by_hand_stays_edited(project: Path) -> None:
    file = project / "backend" / VERSIONS / "0001_initial.py"
    file.write_text(file.read_text() + "\n# by hand\n")
    change_tables(project)
    write(project)
    assert file.read_text().endswith("# by hand\n")
    assert revisions(project)[2:] == pair(SECOND)


def test_a_deleted_revision_is_written_again_for_the_tables_as_they_are_now(project: Path) -> None:
    change_tables(project)
    write(project)
    for name in pair(SECOND):
        (project / "backend" / VERSIONS / name).unlink()
    change_tables(project, "| pages | integer", "| sheets | integer")
    write(project)
    assert revisions(project)[2:] == pair("0002_add_sheets_to_books")
    assert descriptions(project) == ["0001_initial.md", "0002_add_sheets_to_books.md"]


def test_a_lost_document_is_taken_from_the_last_generated_text(project: Path) -> None:
    (project / "backend" / VERSIONS / "0001_initial.json").unlink()
    change_tables(project)
    write(project)
    assert revisions(project) == [*pair("0001_initial"), *pair(SECOND)]


def test_without_any_document_nothing_is_guessed(project: Path) -> None:
    (project / "backend" / VERSIONS / "0001_initial.json").unlink()
    shutil.rmtree(project / ".workbench")
    with pytest.raises(WorkbenchError, match="--restart-migrations"):
        Session.open(project).plan()


def test_the_newest_revision_can_be_written_anew(project: Path) -> None:
    change_tables(project)
    write(project)
    change_tables(project, "| pages | integer", "| sheets | integer")
    write(project, Migrations.AMEND)
    assert revisions(project) == [*pair("0001_initial"), *pair("0002_add_sheets_to_books")]
    assert descriptions(project) == ["0001_initial.md", "0002_add_sheets_to_books.md"]


def test_all_revisions_can_be_replaced_by_one(project: Path, tmp_path: Path) -> None:
    change_tables(project)
    write(project)
    write(project, Migrations.RESTART)
    fresh = write_books(tmp_path / "fresh")
    change_tables(fresh)
    write(fresh)
    assert revisions(project) == pair("0001_initial")
    assert descriptions(project) == ["0001_initial.md"]
    for name in pair("0001_initial"):
        path = Path("backend") / VERSIONS / name
        assert (project / path).read_bytes() == (fresh / path).read_bytes()


@pytest.mark.parametrize("migrations", [Migrations.AMEND, Migrations.RESTART])
def test_an_edited_revision_is_not_written_anew(migrations: Migrations, project: Path) -> None:
    file = project / "backend" / VERSIONS / "0001_initial.py"
    file.write_text(file.read_text() + "\n# by hand\n")
    write(project)
    with pytest.raises(UsageError, match=r"0001_initial\.py was edited by hand"):
        Session.open(project).plan(migrations=migrations)


def test_starting_over_needs_no_clear_history(project: Path) -> None:
    versions = project / "backend" / VERSIONS
    (versions / "0001_initial.json").write_text("<<<<<<< HEAD\n")
    with pytest.raises(WorkbenchError, match="is damaged"):
        Session.open(project).plan()
    write(project, Migrations.RESTART)
    assert Session.open(project).plan().writes == ()


@pytest.mark.parametrize("migrations", [Migrations.AMEND, Migrations.RESTART])
def test_a_revision_written_by_hand_is_not_written_anew(migrations: Migrations, project: Path) -> None:
    first = Session.open(project).history().revisions[0].id
    hand = f'revision = "hand"\ndown_revision = "{first}"\n'
    (project / "backend" / VERSIONS / "0002_by_hand.py").write_text(hand)
    with pytest.raises(UsageError, match=r"0002_by_hand\.py was written by hand"):
        Session.open(project).plan(migrations=migrations)


def test_a_description_edited_by_hand_keeps_its_words(project: Path) -> None:
    file = project / "specs" / "database" / "migrations" / "0001_initial.md"
    file.write_text(file.read_text() + "\nRan on the second of May.\n")
    change_tables(project)
    write(project)
    assert file.read_text().endswith("Ran on the second of May.\n")


def test_a_description_that_was_deleted_is_written_again(project: Path) -> None:
    (project / "specs" / "database" / "migrations" / "0001_initial.md").unlink()
    write(project)
    assert descriptions(project) == ["0001_initial.md"]


def test_descriptions_are_not_written_through_a_link_out_of_the_project(project: Path, tmp_path: Path) -> None:
    folder = project / "specs" / "database" / "migrations"
    shutil.rmtree(folder)
    (tmp_path / "outside").mkdir()
    folder.symlink_to(tmp_path / "outside")
    with pytest.raises(UsageError, match="leads out of the project"):
        Session.open(project).descriptions()


def test_a_backend_outside_the_project_leaves_the_specifications_alone(project: Path, tmp_path: Path) -> None:
    session = Session.open(project, tmp_path / "out")
    assert session.descriptions().changes == ()


def test_the_command_tells_what_a_revision_does_before_it_runs(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_tables(project, "| created_at", "| author | text | not null |\n| created_at")
    assert main(["generate", str(project), "--defaults", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "Refuses, and changes nothing, while `books` has rows" in shown
    assert "create   backend/migrations/versions/0002_add_author_to_books.py" in shown
    assert "create   specs/database/migrations/0002_add_author_to_books.md" in shown
    assert revisions(project) == pair("0001_initial")


def test_the_command_starts_over_when_told_to(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_tables(project)
    assert main(["generate", str(project), "--defaults", "--restart-migrations"]) == 0
    assert "databases that ran it before have to be created anew" in capsys.readouterr().out
    assert revisions(project) == pair("0001_initial")


def test_the_command_amends_when_told_to(project: Path) -> None:
    change_tables(project)
    assert main(["generate", str(project), "--defaults", "--amend-migration"]) == 0
    assert revisions(project) == pair("0001_initial")

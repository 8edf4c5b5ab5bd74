"""A revision says in words what it does and what to know before, and can be read as code."""

import ast
from dataclasses import replace

import pytest

from generators.blueprint import Column, Default, DefaultKind, Entity, Index, Limits
from generators.finishing import finish
from generators.migrations.history import VERSIONS, History, read_history
from generators.migrations.migration import Migration
from generators.migrations.rendering import describe_migrations, next_migration, render_migrations
from generators.project import render_project
from tests.generators.migrations.tables import (
    BOOLEAN,
    INTEGER,
    KEY,
    TEXT,
    TIME,
    blueprint,
    entity,
    link,
    literal,
    status,
    varchar,
)

NOTES = entity("notes", Column("title", varchar(50)), status("open", "done"))


def history_of(*entities: Entity) -> History:
    wanted = blueprint(*entities)
    return read_history({file.path: file.text for file in finish(render_migrations(wanted), wanted)})


def migration(old: Entity | tuple[Entity, ...], *new: Entity) -> Migration:
    found = next_migration(blueprint(*new), history_of(*(old if isinstance(old, tuple) else (old,))))
    assert found is not None
    return found


def text_of(old: Entity, *new: Entity) -> str:
    wanted = blueprint(*new)
    files = finish((*render_project(wanted), *render_migrations(wanted, history_of(old))), wanted)
    return next(file.text for file in files if file.path.startswith(f"{VERSIONS}/0002") and file.path.endswith(".py"))


def plus(*columns: Column) -> Entity:
    return replace(NOTES, columns=(*NOTES.columns, *columns))


STARS = Column("stars", INTEGER, default=literal(0))


@pytest.mark.parametrize(
    ("new", "name"),
    [
        ((plus(STARS),), "0002_add_stars_to_notes"),
        ((replace(NOTES, columns=NOTES.columns[:2]),), "0002_drop_status_from_notes"),
        ((), "0002_drop_notes"),
        ((NOTES, entity("tags", Column("word", TEXT))), "0002_create_tags"),
        ((replace(NOTES, indexes=(Index(("title",)),)),), "0002_change_rules_of_notes"),
        ((plus(STARS, Column("body", TEXT, nullable=True), Column("due", TIME, nullable=True)),), "0002_change_notes"),
        ((replace(NOTES, name="records"),), "0002_rename_notes_to_records"),
    ],
)
def test_a_revision_is_named_by_what_it_does(new: tuple[Entity, ...], name: str) -> None:
    assert migration(NOTES, *new).name == name


def test_a_long_name_is_cut_between_words() -> None:
    long = Column("a_rather_long_name_for_a_column_of_a_table", TEXT, nullable=True)
    assert migration(NOTES, plus(long)).name == "0002_add_a_rather_long_name_for_a_column_of_a"


def test_a_revision_is_plain_alembic() -> None:
    text = text_of(NOTES, plus(replace(STARS, limits=Limits(minimum=0))))
    assert 'op.add_column("notes", sa.Column("stars", sa.Integer(), server_default="0", nullable=False))' in text
    assert 'op.create_check_constraint("stars_range", "notes", "stars >= 0")' in text
    assert text.index('op.drop_constraint("stars_range"') < text.index('op.drop_column("notes", "stars")')
    assert "postgresql import" not in text


def test_a_short_textual_key_is_made_of_as_many_digits_as_fit() -> None:
    boats = Entity("boats", "boat", (Column("id", varchar(16), primary_key=True, default=Default(DefaultKind.UUID)),))
    assert "sa.func.substr(sa.func.md5(sa.func.concat(sa.func.gen_random_uuid())), 1, 16)" in text_of(
        NOTES, NOTES, boats
    )


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        (plus(STARS), NOTES, "Loses data: the values of `notes.stars`"),
        (NOTES, plus(Column("author", TEXT)), "Refuses, and changes nothing, while `notes` has rows"),
        (NOTES, replace(NOTES, columns=NOTES.columns[:2]), "Loses data: the values of `notes.status`"),
        (plus(Column("a", TEXT)), plus(Column("a", INTEGER)), "while a value of `notes.a` is no integer"),
        (plus(Column("a", INTEGER)), plus(Column("a", BOOLEAN)), "Locks `notes` while every row is written anew"),
        (plus(Column("a", TEXT, nullable=True)), plus(Column("a", TEXT)), "while `notes.a` is empty anywhere"),
        (
            plus(Column("a", TEXT, nullable=True)),
            plus(Column("a", TEXT, default=literal("x"))),
            "Fills empty `notes.a` with the default",
        ),
        (NOTES, replace(NOTES, indexes=(Index(("title",)),)), "Locks writing to `notes` while the index is built"),
        (NOTES, replace(NOTES, indexes=(Index(("title",), unique=True),)), "two rows of `notes` have the same (title)"),
        (
            NOTES,
            replace(NOTES, columns=(*NOTES.columns[:2], status("open"))),
            "while a row of `notes` breaks the check `status_choices`",
        ),
    ],
)
def test_what_to_know_before_it_runs_is_said(old: Entity, new: Entity, warning: str) -> None:
    found = migration(old, new)
    assert any(warning in one for one in found.warnings)
    docstring = ast.get_docstring(ast.parse(text_of(old, new))) or ""
    assert warning.replace("`", "").split(":")[0] in " ".join(docstring.split())


def test_a_column_that_may_be_another_under_a_new_name_is_asked_about() -> None:
    subject = replace(NOTES, columns=(KEY, Column("subject", varchar(50)), NOTES.columns[2]))
    (doubt,) = [warning for warning in migration(NOTES, subject).warnings if warning.startswith("If ")]
    assert "If `subject` is `title` under a new name" in doubt


def test_a_dropped_table_is_said_to_lose_its_rows() -> None:
    found = migration((NOTES, entity("tags", Column("word", TEXT))), NOTES)
    assert found.warnings == ("Loses data: the rows of `tags`, which a downgrade does not bring back.",)


@pytest.mark.parametrize(
    "new",
    [plus(Column("body", TEXT, nullable=True)), replace(NOTES, columns=(KEY, Column("title", TEXT), NOTES.columns[2]))],
    ids=["optional column", "longer text"],
)
def test_what_harms_nobody_warns_of_nothing(new: Entity) -> None:
    assert migration(NOTES, new).warnings == ()


def test_the_first_revision_warns_of_nothing() -> None:
    found = next_migration(blueprint(NOTES))
    assert found is not None
    assert found.warnings == ()


def test_a_description_says_what_changes_and_how_to_run_it() -> None:
    history = history_of(NOTES)
    text = describe_migrations(blueprint(plus(STARS)), history)[1].text
    assert text.startswith("# 0002: Add stars to notes\n")
    assert "- Add `notes.stars`: integer, required, default `'0'`." in text
    assert f"`alembic downgrade {history.revisions[0].id}`" in text


def test_long_conditions_are_broken_to_fit_a_line() -> None:
    many = status(*(f"choice number {number}" for number in range(12)))
    text = text_of(entity("notes"), entity("notes", replace(many, type=varchar(30))))
    assert max(map(len, text.splitlines())) <= 120
    assert "choice number 11" in text.replace('"\n', "")


def test_references_are_written_with_what_happens_on_delete() -> None:
    text = text_of(NOTES, plus(link("other_id", "notes", nullable=True)))
    assert 'op.f("fk_notes_other_id_notes"), "notes", "notes", ["other_id"], ["id"], ondelete="CASCADE"' in text

"""Revisions on a real PostgreSQL, with rows: up, down, up again, and nothing lost that need not be."""

import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generators.backend import generate
from generators.blueprint import (
    Check,
    Column,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Entity,
    Index,
    Limits,
    TypeName,
)
from generators.migrations.history import NO_HISTORY
from tests.generators.migrations.conftest import Walk
from tests.generators.migrations.tables import (
    BOOLEAN,
    INTEGER,
    KEY,
    TEXT,
    TIME,
    UUID,
    blueprint,
    entity,
    history_of,
    link,
    literal,
    revision_names,
    status,
    varchar,
    write_next,
)

pytestmark = pytest.mark.slow

NOTES = entity("notes", Column("title", varchar(50)), status("open", "done"))
FILLED = ("sql", "INSERT INTO notes (title) VALUES ('one'), ('two')")


@dataclass(frozen=True)
class Moved:
    """What a change did: ``rows`` and ``again`` after it was made twice, the shapes before it and once it
    was taken back."""

    rows: list[list[object]]
    again: list[list[object]]
    before: list[str]
    back: list[str]


def move(
    walk: Walk, folder: Path, before: tuple[Entity, ...], after: tuple[Entity, ...], fill: str, look: str
) -> Moved:
    """Change the tables of ``before`` to those of ``after`` with rows in them, and back, and again."""
    write_next(folder, *before)
    write_next(folder, *after)
    assert len(revision_names(folder)) == 2
    up, look_step = ("upgrade", "+1"), ("sql", look)
    first, second = (up, ("shape",), ("sql", fill)), (up, ("check",), ("shape",), look_step)
    steps = (*first, *second, ("downgrade", "-1"), ("shape",), *second)
    results = walk(*steps)
    assert results[2] == []
    assert [results[index] for index in (0, 3, 4, 7, 9, 10)] == ["done"] * 6
    assert results[11] == results[5], "the second way up leads elsewhere"
    return Moved(results[6], results[12], results[1], results[8])


def with_columns(table: Entity, *columns: Column) -> Entity:
    return replace(table, columns=columns)


def test_a_new_column_gets_its_default_and_takes_no_row_away(tmp_path: Path, walk: Walk) -> None:
    after = with_columns(
        NOTES, *NOTES.columns, Column("stars", INTEGER, default=literal(3)), Column("body", TEXT, nullable=True)
    )
    moved = move(walk, tmp_path, (NOTES,), (after,), FILLED[1], "SELECT title, stars, body FROM notes ORDER BY id")
    assert moved.rows == moved.again == [["one", 3, None], ["two", 3, None]]
    assert moved.back == moved.before


def test_a_renamed_column_keeps_its_values_both_ways(tmp_path: Path, walk: Walk) -> None:
    long = Column("title", varchar(50), unique=True, limits=Limits(min_length=2))
    old = entity("notes", long, status("open", "done"), indexes=(Index(("title", "status")),))
    new = with_columns(old, KEY, replace(long, name="full_title"), old.columns[2])
    new = replace(new, indexes=(Index(("full_title", "status")),))
    moved = move(walk, tmp_path, (old,), (new,), FILLED[1], "SELECT full_title, status FROM notes ORDER BY id")
    assert moved.rows == moved.again == [["one", "open"], ["two", "open"]]
    assert without_validity(moved.back) == moved.before


def without_validity(shape: list[str]) -> list[str]:
    """Give a shape in which checks that came back later look as if they had always been there."""
    return [line.removesuffix(" NOT VALID") for line in shape]


def test_a_rename_that_the_specifications_name_needs_no_likeness(tmp_path: Path, walk: Walk) -> None:
    new = with_columns(NOTES, KEY, Column("subject", varchar(80), description="formerly `title`"), NOTES.columns[2])
    moved = move(walk, tmp_path, (NOTES,), (new,), FILLED[1], "SELECT subject FROM notes ORDER BY id")
    assert moved.rows == [["one"], ["two"]]


def test_a_renamed_table_keeps_its_rows_and_those_that_reference_it(tmp_path: Path, walk: Walk) -> None:
    lines = entity("lines", link("note_id", "notes", index=True), Column("text", TEXT))
    records = replace(NOTES, name="records", singular="record")
    new_lines = with_columns(lines, KEY, link("note_id", "records", index=True), lines.columns[2])
    moved = move(
        walk,
        tmp_path,
        (NOTES, lines),
        (records, new_lines),
        "WITH n AS (INSERT INTO notes (title) VALUES ('one') RETURNING id) "
        "INSERT INTO lines (note_id, text) SELECT id, 'first' FROM n",
        "SELECT title, text FROM records JOIN lines ON note_id = records.id",
    )
    assert moved.rows == [["one", "first"]]
    assert without_validity(moved.back) == moved.before


def test_a_required_column_without_default_refuses_rows_and_changes_nothing(tmp_path: Path, walk: Walk) -> None:
    write_next(tmp_path, NOTES)
    walk(("upgrade", "head"), FILLED)
    before = walk(("shape",))
    write_next(
        tmp_path, with_columns(NOTES, *NOTES.columns, Column("author", TEXT), Column("body", TEXT, nullable=True))
    )
    refused, shape, rows = walk(("upgrade", "head"), ("shape",), ("sql", "SELECT title FROM notes ORDER BY id"))
    assert "author" in refused
    assert [shape] == before
    assert rows == [["one"], ["two"]]
    emptied = walk(("sql", "DELETE FROM notes"), ("upgrade", "head"), ("check",))
    assert emptied[1:] == ["done", "done"]


def test_a_choice_that_comes_is_allowed_and_taken_back_with_its_rows(tmp_path: Path, walk: Walk) -> None:
    write_next(tmp_path, NOTES)
    write_next(tmp_path, with_columns(NOTES, *NOTES.columns[:2], status("open", "done", "late")))
    results = walk(
        ("upgrade", "head"),
        ("check",),
        ("sql", "INSERT INTO notes (title, status) VALUES ('one', 'late')"),
        ("downgrade", "-1"),
        ("sql", "INSERT INTO notes (title, status) VALUES ('two', 'late')"),
        ("sql", "SELECT title, status FROM notes"),
        ("upgrade", "head"),
    )
    assert [results[index] for index in (0, 1, 3, 6)] == ["done"] * 4
    assert "ck_notes_status_choices" in results[4]
    assert results[5] == [["one", "late"]]


def test_a_choice_that_goes_refuses_rows_that_have_it(tmp_path: Path, walk: Walk) -> None:
    write_next(tmp_path, NOTES)
    write_next(tmp_path, with_columns(NOTES, *NOTES.columns[:2], status("open")))
    results = walk(
        ("upgrade", "+1"),
        ("sql", "INSERT INTO notes (title, status) VALUES ('one', 'done')"),
        ("upgrade", "head"),
        ("sql", "UPDATE notes SET status = 'open'"),
        ("upgrade", "head"),
        ("check",),
    )
    assert "ck_notes_status_choices" in results[2]
    assert results[4:] == ["done", "done"]


def test_a_table_that_goes_and_one_that_comes(tmp_path: Path, walk: Walk) -> None:
    lines = entity("lines", link("note_id", "notes"), Column("text", TEXT))
    tags = entity("tags", link("note_id", "notes", index=True), Column("word", varchar(20), unique=True))
    moved = move(walk, tmp_path, (NOTES, lines), (NOTES, tags), FILLED[1], "SELECT title FROM notes ORDER BY id")
    assert moved.rows == [["one"], ["two"]]
    assert moved.back == moved.before


@pytest.mark.parametrize(
    ("old", "new", "values", "kept"),
    [
        (varchar(50), TEXT, "'a'", "a"),
        (TEXT, varchar(50), "'a'", "a"),
        (INTEGER, ColumnType(TypeName.BIGINT), "7", 7),
        (INTEGER, TEXT, "7", "7"),
        (varchar(9), INTEGER, "'7'", 7),
        (BOOLEAN, INTEGER, "true", 1),
        (ColumnType(TypeName.SMALLINT), BOOLEAN, "1", True),
        (ColumnType(TypeName.DATE), TIME, "'2024-02-29'", "2024-02-29 00:00:00+00:00"),
        (TEXT, ColumnType(TypeName.JSON), "'plain words'", '"plain words"'),
        (TEXT, ColumnType(TypeName.ARRAY, item=TypeName.TEXT), "'a,b'", ["a", "b"]),
        (ColumnType(TypeName.ARRAY, item=TypeName.TEXT), ColumnType(TypeName.JSON), "'{a,b}'", '["a", "b"]'),
        (UUID, varchar(36), "'3f0e1c0a-0000-4000-8000-000000000001'", "3f0e1c0a-0000-4000-8000-000000000001"),
        (ColumnType(TypeName.NUMERIC, precision=8, scale=2), ColumnType(TypeName.FLOAT), "1.5", 1.5),
        (ColumnType(TypeName.INTERVAL), ColumnType(TypeName.TIME), "'1 hour'", "01:00:00"),
    ],
    ids=str,
)  # fmt: skip
def test_values_survive_a_change_of_type(
    old: ColumnType, new: ColumnType, values: str, kept: object, tmp_path: Path, walk: Walk
) -> None:
    moved = move(
        walk,
        tmp_path,
        (entity("notes", Column("value", old, nullable=True)),),
        (entity("notes", Column("value", new, nullable=True)),),
        f"INSERT INTO notes (value) VALUES ({values})",
        "SELECT value FROM notes",
    )
    assert moved.rows == [[kept]]


def test_a_type_with_a_default_changes_with_it(tmp_path: Path, walk: Walk) -> None:
    old = entity("notes", Column("level", varchar(9), default=literal("1")))
    new = entity("notes", Column("level", INTEGER, default=literal(5)))
    moved = move(walk, tmp_path, (old,), (new,), "INSERT INTO notes DEFAULT VALUES", "SELECT level FROM notes")
    assert moved.rows == [[1]]
    assert moved.back == moved.before


def test_a_type_without_a_way_over_makes_the_column_anew(tmp_path: Path, walk: Walk) -> None:
    old = entity("notes", Column("done", BOOLEAN, default=literal(False), index=True))
    new = entity("notes", Column("done", TIME, nullable=True, index=True))
    moved = move(walk, tmp_path, (old,), (new,), "INSERT INTO notes DEFAULT VALUES", "SELECT done FROM notes")
    assert moved.rows == [[None]]
    assert moved.back == moved.before


def test_a_column_that_becomes_required_is_filled_with_its_default(tmp_path: Path, walk: Walk) -> None:
    old = entity("notes", Column("level", INTEGER, nullable=True))
    new = entity("notes", Column("level", INTEGER, default=literal(5)))
    moved = move(walk, tmp_path, (old,), (new,), "INSERT INTO notes DEFAULT VALUES", "SELECT level FROM notes")
    assert moved.rows == [[5]]
    assert moved.back == moved.before


def test_rules_come_and_go(tmp_path: Path, walk: Walk) -> None:
    old = entity(
        "notes", Column("a", INTEGER), Column("b", INTEGER, index=True), link("other_id", "notes", nullable=True)
    )
    new = replace(
        with_columns(
            old,
            KEY,
            replace(old.columns[1], unique=True),
            replace(old.columns[2], index=False, limits=Limits(minimum=0)),
            link("other_id", "notes", DeleteRule.SET_NULL, nullable=True),
        ),
        indexes=(Index(("a", "b"), unique=True, where="b > 3"), Index(("b", "a"))),
        checks=(Check("ordered", "a < b"),),
    )
    moved = move(walk, tmp_path, (old,), (new,), "INSERT INTO notes (a, b) VALUES (1, 2)", "SELECT a, b FROM notes")
    assert moved.rows == [[1, 2]]
    assert moved.back == moved.before


def test_keys_of_another_kind_build_tables_anew(tmp_path: Path, walk: Walk) -> None:
    uuid_key = replace(KEY, type=UUID, default=Default(DefaultKind.UUID))
    lines = entity("lines", link("note_id", "notes"), Column("text", TEXT))
    new_lines = with_columns(lines, KEY, replace(lines.columns[1], type=UUID, nullable=True), lines.columns[2])
    new_notes = with_columns(NOTES, uuid_key, *NOTES.columns[1:])
    moved = move(
        walk,
        tmp_path,
        (NOTES, lines),
        (new_notes, new_lines),
        "WITH n AS (INSERT INTO notes (title) VALUES ('one') RETURNING id) "
        "INSERT INTO lines (note_id, text) SELECT id, 'first' FROM n",
        "SELECT text, note_id FROM lines",
    )
    assert moved.rows == [["first", None]]
    assert [line for line in moved.back if "lines.note_id" not in line] == [
        line for line in moved.before if "lines.note_id" not in line
    ]


def test_tables_that_reference_each_other_come_and_go(tmp_path: Path, walk: Walk) -> None:
    teams = entity("teams", link("lead_id", "people", DeleteRule.SET_NULL, nullable=True))
    people = entity("people", link("team_id", "teams", DeleteRule.SET_NULL, nullable=True), singular="person")
    write_next(tmp_path, NOTES)
    write_next(tmp_path, NOTES, teams, people)
    assert walk(("upgrade", "head"), ("downgrade", "base"), ("upgrade", "head"), ("downgrade", "-1")) == ["done"] * 4


def test_tables_of_another_system_are_left_to_it(tmp_path: Path, walk: Walk) -> None:
    users = entity("users", Column("email", TEXT), Column("phone", TEXT), external=True)
    write_next(tmp_path, users, NOTES)
    write_next(
        tmp_path, entity("users", Column("email", TEXT), Column("plan", TEXT, nullable=True), external=True), NOTES
    )
    write_next(tmp_path, NOTES)
    results = walk(
        (
            "sql",
            "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, phone text NOT NULL, plan text, own int)",
        ),
        ("sql", "INSERT INTO users (email, phone) VALUES ('a@b.c', '1')"),
        ("upgrade", "head"),
        ("check",),
        ("downgrade", "base"),
        ("sql", "SELECT email, phone FROM users"),
        ("upgrade", "head"),
    )
    assert [results[index] for index in (2, 3, 4, 6)] == ["done"] * 4
    assert results[5] == [["a@b.c", "1"]]


def test_many_revisions_lead_where_one_would(tmp_path: Path, walk: Walk) -> None:
    tags = entity("tags", link("note_id", "notes", index=True), Column("word", varchar(20), unique=True))
    last = with_columns(
        NOTES, *NOTES.columns[:2], status("open", "done", "late"), Column("stars", INTEGER, default=literal(0))
    )
    for tables in ((NOTES,), (NOTES, tags), (last, tags)):
        write_next(tmp_path, *tables)
    assert revision_names(tmp_path) == ["0001_initial", "0002_create_tags", "0003_add_stars_to_notes"]
    stepwise = walk(("upgrade", "head"), ("check",), ("shape",), ("downgrade", "base"), ("shape",))
    assert [line for line in stepwise[4] if "alembic_version" not in line] == []
    shutil.rmtree(tmp_path / "migrations" / "versions")
    write_next(tmp_path, last, tags)
    at_once = walk(("sql", "DROP TABLE alembic_version"), ("upgrade", "head"), ("shape",))
    assert sorted(at_once[2]) == sorted(stepwise[2])


def test_revisions_pass_the_checks_of_the_generated_project(tmp_path: Path) -> None:
    users = entity("users", Column("email", TEXT), Column("phone", TEXT), external=True)
    fewer = entity("users", Column("email", TEXT), Column("plan", TEXT, nullable=True), external=True)
    long = Check("told", " AND ".join(f"title <> 'a rather long value number {number}'" for number in range(9)))
    new = replace(NOTES, columns=(KEY, Column("name", TEXT, description="formerly title")), checks=())
    history = NO_HISTORY
    for tables in ((users, replace(NOTES, checks=(long,))), (fewer, new, entity("tags", link("note_id", "notes")))):
        wanted = blueprint(*tables)
        for file in generate(wanted, history):
            (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file.path).write_text(file.text, encoding="utf-8")
        history = history_of(tmp_path)
    assert len(history.revisions) == 2
    for command in (["-m", "ruff", "check"], ["-m", "ruff", "format", "--check"], ["-m", "mypy"]):
        words = [sys.executable, *command, "migrations"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

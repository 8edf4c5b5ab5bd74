"""Renames are recognised where nothing else can be meant, and nowhere else."""

from dataclasses import replace

import pytest

from generators.blueprint import Column, Entity
from generators.migrations.renames import NO_RENAMES, Renames, find_former_names, find_renames
from generators.migrations.tables import tables_of
from tests.generators.migrations.tables import INTEGER, KEY, TEXT, UUID, blueprint, entity, link, varchar


def found(old: tuple[Entity, ...], new: tuple[Entity, ...]) -> Renames:
    wanted = blueprint(*new)
    return find_renames(tables_of(blueprint(*old)), tables_of(wanted), find_former_names(wanted))


def columns(old: list[Column], new: list[Column]) -> list[tuple[str, str]]:
    renames = found((entity("notes", *old),), (entity("notes", *new),))
    return [(one, other) for _, one, other in renames.columns]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title", "full_title"),
        ("due_date", "due_on"),
        ("desc", "description"),
        ("colour", "color"),
        ("is_done", "done"),
    ],
)
def test_a_column_that_resembles_the_only_one_that_is_gone_is_that_one(old: str, new: str) -> None:
    assert columns([Column(old, TEXT)], [Column(new, TEXT)]) == [(old, new)]


@pytest.mark.parametrize(("old", "new"), [("phone", "email"), ("created_at", "starts_at"), ("user_id", "team_id")])
def test_a_column_that_resembles_nothing_is_a_new_one(old: str, new: str) -> None:
    assert columns([Column(old, TEXT)], [Column(new, TEXT)]) == []


@pytest.mark.parametrize(
    "change",
    [{"type": INTEGER}, {"type": varchar(9)}, {"nullable": True}],
    ids=["other type", "other length", "optional"],
)
def test_a_column_that_holds_something_else_is_a_new_one(change: dict[str, object]) -> None:
    new = replace(Column("full_title", TEXT), **change)  # type: ignore[arg-type]
    assert columns([Column("title", TEXT)], [new]) == []


def test_two_candidates_are_no_rename() -> None:
    assert columns([Column("title", TEXT)], [Column("title_one", TEXT), Column("title_two", TEXT)]) == []
    assert columns([Column("title_one", TEXT), Column("title_two", TEXT)], [Column("title", TEXT)]) == []


def test_columns_of_different_types_do_not_rival_each_other() -> None:
    old = [Column("title", TEXT), Column("size_of", INTEGER)]
    new = [Column("full_title", TEXT), Column("size", INTEGER)]
    assert sorted(columns(old, new)) == [("size_of", "size"), ("title", "full_title")]


@pytest.mark.parametrize(
    "words",
    [
        "formerly `title`",
        "Renamed from title.",
        "previously called title",
        "the subject (used to be `title`)",
        "old name: title",
    ],
)
def test_the_words_of_the_specifications_decide(words: str) -> None:
    new = [Column("subject", varchar(80), description=words), Column("title_two", TEXT)]
    assert columns([Column("title", TEXT)], new) == [("title", "subject")]


def test_words_about_a_name_that_never_was_say_nothing() -> None:
    assert columns([Column("phone", TEXT)], [Column("email", TEXT, description="formerly `mail`")]) == []


def test_references_to_different_tables_are_different_columns() -> None:
    others = (entity("teams"), entity("clubs"))
    old, new = link("lead_team_id", "teams"), link("lead_id", "clubs")
    assert found((*others, entity("notes", old)), (*others, entity("notes", new))) == NO_RENAMES


def test_a_table_with_the_same_columns_under_a_new_name_is_that_table() -> None:
    notes = entity("notes", Column("title", TEXT))
    assert found((notes,), (replace(notes, name="records"),)) == Renames(tables=(("notes", "records"),))


def test_a_table_with_other_columns_needs_words() -> None:
    old = entity("notes", Column("title", TEXT))
    new = entity("records", Column("title", TEXT), Column("size", INTEGER))
    assert found((old,), (new,)) == NO_RENAMES
    assert found((old,), (replace(new, description="Formerly `notes`."),)).tables == (("notes", "records"),)


def test_columns_of_a_renamed_table_can_be_renamed_too() -> None:
    old = entity("notes", Column("title", TEXT))
    new = replace(entity("records", Column("full_title", TEXT)), description="formerly notes")
    assert found((old,), (new,)) == Renames((("notes", "records"),), (("records", "title", "full_title"),))


def test_two_tables_that_look_the_same_are_no_rename() -> None:
    one = entity("notes", Column("title", TEXT))
    twins = (replace(one, name="records"), replace(one, name="cards"))
    assert found((one,), twins) == NO_RENAMES


def test_tables_of_another_system_are_not_renamed() -> None:
    users = Entity("users", "user", (replace(KEY, type=UUID), Column("mail", TEXT)))
    users = replace(users, external=True)
    assert found((users,), (replace(users, name="people"),)) == NO_RENAMES


def test_names_are_looked_up_both_ways() -> None:
    renames = Renames((("notes", "records"),), (("records", "title", "name"),))
    assert (renames.old_table("records"), renames.new_table("notes")) == ("notes", "records")
    assert renames.new_column("records", "title") == "name"
    assert (renames.old_table("tags"), renames.new_column("tags", "title")) == ("tags", "title")

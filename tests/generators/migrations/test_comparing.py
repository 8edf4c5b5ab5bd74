"""Comparing finds what changed, in an order in which it can be made, and nothing where nothing did."""

from dataclasses import replace

import pytest

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
from generators.migrations.changes import (
    AddColumn,
    AddRule,
    AlterColumn,
    Change,
    CreateTable,
    DropColumn,
    DropRule,
    DropTable,
    KeepColumn,
    RenameColumn,
    RenameRule,
    RenameTable,
)
from generators.migrations.comparing import compare, next_schema
from generators.migrations.renames import NO_RENAMES, Renames
from generators.migrations.tables import tables_of
from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.migrations.tables import (
    BOOLEAN,
    INTEGER,
    KEY,
    TEXT,
    TIME,
    UUID,
    blueprint,
    entity,
    link,
    literal,
    status,
    varchar,
)

NOTES = entity("notes", Column("title", varchar(50)), status("open", "done"))
LINES = entity("lines", link("note_id", "notes"), Column("text", TEXT))


def changes(old: tuple[Entity, ...], new: tuple[Entity, ...], renames: Renames = NO_RENAMES) -> tuple[Change, ...]:
    return compare(tables_of(blueprint(*old)), tables_of(blueprint(*new)), renames)


def kinds(found: tuple[Change, ...]) -> list[str]:
    return [type(change).__name__ for change in found]


def with_columns(table: Entity, *columns: Column) -> Entity:
    return replace(table, columns=columns)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_changes_between_equal_schemas(name: str) -> None:
    schema = tables_of(EXAMPLES[name])
    assert compare(schema, schema) == ()


def test_prose_roles_and_the_order_of_columns_are_no_change() -> None:
    key, title, state = NOTES.columns
    told = with_columns(NOTES, key, state, replace(title, description="What it is about."))
    assert changes((NOTES,), (replace(told, description="A note."),)) == ()


def test_tables_are_created_after_the_ones_they_reference() -> None:
    found = changes((), (LINES, NOTES))
    assert [change.table.name for change in found if isinstance(change, CreateTable)] == ["notes", "lines"]


def test_tables_are_dropped_before_the_ones_they_reference() -> None:
    found = changes((NOTES, LINES), ())
    assert [change.table.name for change in found if isinstance(change, DropTable)] == ["lines", "notes"]


def test_a_circle_of_references_is_closed_when_all_tables_are_there() -> None:
    one = entity("ones", link("two_id", "twos", nullable=True))
    two = entity("twos", link("one_id", "ones", nullable=True))
    assert kinds(changes((), (one, two))) == ["CreateTable", "CreateTable", "AddRule"]
    assert kinds(changes((one, two), ())) == ["DropRule", "DropTable", "DropTable"]


def test_columns_come_and_go() -> None:
    found = changes((NOTES,), (with_columns(NOTES, KEY, NOTES.columns[2], Column("stars", INTEGER, nullable=True)),))
    assert kinds(found) == ["DropColumn", "AddColumn"]


def test_the_rules_of_a_column_go_before_it_and_come_after_it() -> None:
    old = entity("notes", Column("a", INTEGER, unique=True))
    new = entity("notes", Column("b", TEXT, unique=True))
    assert kinds(changes((old,), (new,))) == ["DropRule", "DropColumn", "AddColumn", "AddRule"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Column("a", INTEGER), Column("a", TEXT)),
        (Column("a", INTEGER), Column("a", INTEGER, nullable=True)),
        (Column("a", INTEGER), Column("a", INTEGER, default=literal(1))),
        (Column("a", TIME), Column("a", TIME, default=Default(DefaultKind.NOW))),
    ],
    ids=["type", "nullable", "default", "now"],
)
def test_a_column_that_stays_is_altered(old: Column, new: Column) -> None:
    (change,) = changes((entity("notes", old),), (entity("notes", new),))
    assert isinstance(change, AlterColumn)


def test_a_type_without_a_way_over_makes_the_column_and_its_rules_anew() -> None:
    old = entity("notes", Column("a", BOOLEAN, index=True))
    new = entity("notes", Column("a", TIME, index=True))
    assert kinds(changes((old,), (new,))) == ["DropRule", "DropColumn", "AddColumn", "AddRule"]


def test_a_changed_enumeration_is_a_check_that_goes_and_one_that_comes() -> None:
    found = changes((NOTES,), (with_columns(NOTES, *NOTES.columns[:2], status("open", "done", "late")),))
    assert kinds(found) == ["DropRule", "AddRule"]


def test_a_renamed_column_takes_its_rules_along() -> None:
    long = Column("title", varchar(50), unique=True, limits=Limits(min_length=2))
    old = replace(entity("notes", long), indexes=(Index(("title", "id"), where="title > 'a'"),))
    new = replace(entity("notes", replace(long, name="name")), indexes=(Index(("name", "id"), where="name > 'a'"),))
    found = changes((old,), (new,), Renames(columns=(("notes", "title", "name"),)))
    assert kinds(found) == ["DropRule", "RenameColumn", "RenameRule", "RenameRule", "AddRule"]
    assert [change.rule.name for change in found if isinstance(change, DropRule | AddRule)] == [
        "title_length",
        "name_length",
    ]


def test_a_check_that_keeps_its_name_follows_a_renamed_column() -> None:
    old = replace(entity("notes", Column("a", INTEGER), Column("b", INTEGER)), checks=(Check("ordered", "a < b"),))
    new = replace(
        entity("notes", Column("first", INTEGER), Column("b", INTEGER)), checks=(Check("ordered", "first < b"),)
    )
    found = changes((old,), (new,), Renames(columns=(("notes", "a", "first"),)))
    assert found == (RenameColumn("notes", "a", "first"),)


def test_a_renamed_table_takes_everything_along() -> None:
    records = replace(NOTES, name="records", singular="record")
    lines = with_columns(LINES, KEY, link("note_id", "records"), LINES.columns[2])
    found = changes((NOTES, LINES), (records, lines), Renames(tables=(("notes", "records"),)))
    assert RenameTable("notes", "records") in found
    assert not [change for change in found if isinstance(change, DropTable | CreateTable | DropColumn | AddColumn)]
    assert RenameRule("records", "pk_notes", "pk_records") in found
    assert RenameRule("lines", "fk_lines_note_id_notes", "fk_lines_note_id_records") in found


def test_a_foreign_key_is_away_while_a_type_at_one_of_its_ends_changes() -> None:
    wide = replace(KEY, type=ColumnType(TypeName.BIGINT))
    new_notes = with_columns(NOTES, wide, *NOTES.columns[1:])
    new_lines = with_columns(LINES, KEY, replace(LINES.columns[1], type=wide.type), LINES.columns[2])
    assert kinds(changes((NOTES, LINES), (new_notes, new_lines))) == [
        "DropRule",
        "AlterColumn",
        "AlterColumn",
        "AddRule",
    ]


def test_another_delete_rule_is_another_foreign_key() -> None:
    new = with_columns(LINES, KEY, link("note_id", "notes", DeleteRule.RESTRICT), LINES.columns[2])
    assert kinds(changes((NOTES, LINES), (NOTES, new))) == ["DropRule", "AddRule"]


def test_a_key_of_another_kind_makes_the_table_anew() -> None:
    new = with_columns(NOTES, replace(KEY, type=UUID, default=Default(DefaultKind.UUID)), *NOTES.columns[1:])
    assert kinds(changes((NOTES,), (new,))) == ["DropTable", "CreateTable"]


def test_a_key_over_other_columns_keeps_the_rows() -> None:
    pair = Entity("pairs", "pair", (Column("a", INTEGER, primary_key=True), Column("b", INTEGER)))
    both = with_columns(pair, pair.columns[0], replace(pair.columns[1], primary_key=True))
    found = changes((pair,), (both,))
    assert kinds(found) == ["DropRule", "AddRule"]


def test_tables_of_another_system_only_gain_what_is_used() -> None:
    old = entity("users", Column("email", TEXT, unique=True), Column("phone", TEXT), external=True)
    new = entity("users", Column("email", varchar(9)), Column("plan", TEXT, nullable=True), external=True)
    found = changes((old,), (new,))
    assert kinds(found) == ["KeepColumn", "AddColumn"]
    assert all(change.external for change in found if isinstance(change, AddColumn))


def test_a_table_of_another_system_stays_known_when_it_is_not_used_any_more() -> None:
    users = entity("users", Column("email", TEXT), external=True)
    old, new = tables_of(blueprint(users, NOTES)), tables_of(blueprint(NOTES))
    assert [table.name for table in next_schema(old, new)] == ["notes", "users"]
    assert compare(old, next_schema(old, new)) == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_change_has_an_opposite_that_leads_back(name: str) -> None:
    for change in compare((), tables_of(EXAMPLES[name])):
        assert change.opposite().opposite() == change


def test_opposites_of_what_another_system_owns_leave_it_alone() -> None:
    column = tables_of(blueprint(NOTES))[0].columns[1]
    assert AddColumn("users", column, external=True).opposite() == KeepColumn("users", column)
    assert KeepColumn("users", column).opposite() == KeepColumn("users", column)
    assert DropColumn("notes", column).opposite() == AddColumn("notes", column)

"""The entity diagram: what stands where, and which lines join what."""

from generators.blueprint import Column, ColumnType, Entity, Reference, TypeName
from screens.dialogs.diagram import DiagramScreen
from screens.picture import diagram_sheet
from tests.screens.conftest import Opened

UUID = ColumnType(TypeName.UUID)
ID = Column("id", UUID, primary_key=True)


def table(name: str, *columns: Column) -> Entity:
    """Give a table."""
    return Entity(name, name[:-1], columns)


def foreign(name: str, entity: str, *, key: bool = False, unique: bool = False, nullable: bool = False) -> Column:
    """Give a column that references a table."""
    return Column(name, UUID, nullable, key, unique, references=Reference(entity, "id"))


def drawn(*entities: Entity) -> list[str]:
    """Give the picture without its legend."""
    return [line.text.rstrip() for line in diagram_sheet(entities).lines[:-2]]


def test_a_table_is_a_box_of_its_columns() -> None:
    note = Column("body", ColumnType(TypeName.VARCHAR, 80), nullable=True)
    assert drawn(table("notes", ID, note)) == [
        "╭ notes ──────────────╮",
        "│ ◆ id   uuid         │",
        "│   body varchar(80)? │",
        "╰─────────────────────╯",
    ]


def test_a_line_leads_from_one_row_to_the_many_that_reference_it() -> None:
    assert drawn(table("users", ID), table("notes", ID, foreign("user_id", "users"))) == [
        "╭ users ────╮      ╭ notes ─────────────────╮",
        "│ ◆ id uuid │1──╮  │ ◆ id      uuid         │",
        "╰───────────╯   ╰─n│ → user_id uuid → users │",
        "                   ╰────────────────────────╯",
    ]


def test_a_unique_foreign_key_is_one_to_one_and_part_of_a_key_is_not() -> None:
    users = table("users", ID)
    profile = drawn(users, table("profiles", foreign("user_id", "users", key=True)))
    member = drawn(users, table("members", foreign("user_id", "users", key=True), foreign("group_id", "x", key=True)))
    account = drawn(users, table("accounts", ID, foreign("user_id", "users", unique=True)))
    assert "1│ ◆ user_id" in profile[1]
    assert "n│ ◆ user_id" in member[1]
    assert "1│ → user_id" in account[2]


def test_tables_that_reference_each_other_or_themselves_are_drawn_too() -> None:
    first = table("teams", ID, foreign("lead_id", "people", nullable=True), foreign("parent_id", "teams"))
    second = table("people", ID, foreign("team_id", "teams"))
    text = "\n".join(drawn(first, second))
    assert "→ lead_id" in text
    assert "uuid? → people" in text
    assert "→ parent_id uuid → teams" in text


def test_lines_that_meet_are_joined() -> None:
    tables = (table(name, ID, foreign("user_id", "users")) for name in ("notes", "tasks"))
    rows = drawn(table("users", ID), *tables)
    assert [row[16] for row in rows[1:8]] == ["╮", "├", "│", "│", "│", "│", "╰"]


async def test_w_shows_the_diagram_and_leaves_it_again(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("w")
        assert isinstance(driver.app.screen, DiagramScreen)
        assert driver.texts("#diagram")[0].startswith("╭ notes ")
        await driver.press("w")
        assert driver.place == "specs"

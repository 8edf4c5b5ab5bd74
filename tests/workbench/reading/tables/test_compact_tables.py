"""Tables that stand on one line each."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, TableFact
from workbench.reading.tables import compact_tables


def tables_of(text: str, file: str = "specs/database/tables.md") -> dict[str, TableFact]:
    facts = compact_tables.read(Document(file, text)).facts
    return {fact.name: fact for fact in facts if isinstance(fact, TableFact)}


def columns_of(table: TableFact) -> dict[str, ColumnFact]:
    return {column.field.name: column for column in table.columns}


@pytest.mark.parametrize(
    "text",
    [
        "# Tables\n\n1. **boats** — id (uuid, pk), name (varchar(60), not null), harbour_id (int, fk harbours.id)\n",
        "# Tables\n\n- `boats`: id (uuid, pk), name (varchar(60), not null), harbour_id (int, fk harbours.id)\n",
        "# Tables\n\n**boats**: id uuid pk, name varchar(60) not null (`Ada`, `Bee`), harbour_id int fk harbours.id\n",
        "# Tables\n\nboats(id uuid PK, name varchar(60) NOT NULL, harbour_id int FK harbours)\n",
        "# Tables\n\n| Table | Columns |\n|---|---|\n"
        "| boats | id uuid PK, name varchar(60) not null in ('Ada','Bee'), harbour_id int -> harbours |\n",
        "# Tables\n\n#### boats\n`id` (uuid, PK) · `name` (text, not null) · `harbour_id` (int, fk harbours.id)\n",
    ],
)
def test_a_line_gives_a_table_with_its_columns(text: str) -> None:
    columns = columns_of(tables_of(text)["boats"])
    assert list(columns) == ["id", "name", "harbour_id"]
    assert columns["id"].primary_key
    assert columns["name"].field.nullable is False
    assert columns["harbour_id"].references == "harbours.id"


def test_a_fence_holds_the_columns_of_the_table_that_its_heading_names() -> None:
    text = (
        "# Database\n\n## 3. boats\n\n```text\nid    BIGINT PK\n\nname  VARCHAR UNIQUE NOT NULL\nrig   VARCHAR\n```\n"
    )
    columns = columns_of(tables_of(text)["boats"])
    assert list(columns) == ["id", "name", "rig"]
    assert (columns["id"].primary_key, columns["name"].unique, columns["rig"].field.nullable) == (True, True, True)
    assert tables_of(text.replace("rig   VARCHAR", "rig = sloop")) == {}


def test_several_tables_may_stand_on_one_line() -> None:
    members = "members(crew_id FK crews, sailor_id FK sailors, PK(crew_id, sailor_id))"
    found = tables_of(f"# Tables\n\ncrews(id int PK, name text); {members}\n")
    assert set(found) == {"crews", "members"}
    assert found["members"].key == ("crew_id", "sailor_id")


def test_beside_not_null_what_says_nothing_may_be_null() -> None:
    columns = columns_of(tables_of("# Tables\n\nboats(id int PK, name text NOT NULL, note text)\n")["boats"])
    assert [columns[name].field.nullable for name in ("name", "note")] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "# Tables\n\n- **Columns** — id (uuid), name (text)\n",
        "# Tables\n\nWe call now(at once) and later(when there is time, or never).\n",
        "# Tables\n\n- **boats** — what sails, what floats\n",
        "# Tables\n\n## Boat\n\n- `id`: ObjectId / string uuid, primary key\n- `name`: String\n",
        "# Future tables\n\nboats(id int PK, name text)\n",
        "# Request body\n\n- **boat** — id (uuid), name (text)\n",
    ],
)
def test_other_lines_give_none(text: str) -> None:
    assert tables_of(text) == {}


FENCED = """
# Tables

```
boats
  id        serial pk
  club_id   int not null -> clubs.id (cascade)
  rig       varchar(10) not null   -- sloop, ketch, yawl
  notes     text

clubs
  id        serial pk
  name      varchar(60) not null unique
```
"""


def test_names_at_the_margin_of_a_fence_have_their_columns_below() -> None:
    boats, clubs = tables_of(FENCED).values()
    assert [(c.field.name, c.field.nullable) for c in boats.columns] == [
        ("id", None), ("club_id", False), ("rig", False), ("notes", True),
    ]  # fmt: skip
    assert (boats.columns[1].references, boats.columns[1].on_delete) == ("clubs.id", "CASCADE")
    assert (clubs.name, clubs.columns[1].unique) == ("clubs", True)


def test_a_fence_of_something_else_is_no_table() -> None:
    tree = "# Tables\n\n```\nbackend\n  app       the code\n  tests     what proves it\n```\n"
    assert not tables_of(tree)


def test_columns_in_code_marks_may_hold_their_definitions() -> None:
    text = "# Tables\n\n## boats\n`id uuid PK` · `club_id uuid FK clubs.id NOT NULL` · `name varchar(60)`\n"
    columns = columns_of(tables_of(text)["boats"])
    assert columns["id"].primary_key
    assert columns["club_id"].references == "clubs.id"
    assert columns["name"].field.nullable


def test_a_plain_name_before_a_row_of_columns_that_a_key_leads() -> None:
    found = tables_of(
        "# tables\n\nboats: id, skipper_id -> users, name, length int, state (moored|sailing), built date\n"
    )
    columns = columns_of(found["boats"])
    assert list(columns) == ["id", "skipper_id", "name", "length", "state", "built"]
    assert (columns["skipper_id"].references, columns["built"].field.type) == ("users", "date")
    assert tables_of("# tables\n\nremember: names, hulls and ropes are painted\n") == {}


def test_columns_may_stand_on_lines_of_their_own_between_points() -> None:
    found = tables_of("# tables\n\n## boats\n\nid · bigint · primary key\nclub_id · bigint · required, → clubs.id\n")
    columns = columns_of(found["boats"])
    assert [(one.field.type, one.primary_key) for one in columns.values()] == [("bigint", True), ("bigint", None)]
    assert columns["club_id"].references == "clubs.id"

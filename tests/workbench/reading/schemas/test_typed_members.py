"""Entities as typed members of code: interfaces, structs, data classes."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.reading.schemas import notations

SCRIPT = """
interface Boat {
  id: string;              // UUID
  ownerId: string;         // FK to Owner
  rig: 'sloop' | 'ketch';
  draught?: number;
  soldAt: Date | null;
}
"""
GO = """
type Boat struct {
    ID      uuid.UUID  `json:"id" gorm:"type:uuid;primaryKey"`
    OwnerID uuid.UUID  `db:"owner_id"`
    Rig     string     `json:"rig" gorm:"uniqueIndex;size:20;not null"`
    Draught *float64   `json:"draught,omitempty"`
    SoldAt  *time.Time // when it changed hands
}
"""
RUST = """
pub struct Boat {
    pub id: Uuid,
    pub rig: String,
    pub sold_at: Option<DateTime<Utc>>,
}
"""
KOTLIN = """
data class Boat(
    val id: UUID,
    val rig: String = "sloop",
    val soldAt: Instant?,
)
"""


def read(language: str, code: str, file: str = "specs/001-boats/data-model.md", title: str = "Boat") -> list[TableFact]:
    text = f"# Data\n\n## {title}\n\n```{language}\n{code.strip()}\n```\n"
    return [fact for fact in notations.read(Document(file, text)).facts if isinstance(fact, TableFact)]


def column(table: TableFact, name: str) -> ColumnFact:
    return next(each for each in table.columns if each.field.name == name)


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("typescript", SCRIPT, {"id": "uuid", "ownerId": None, "rig": "string", "draught": "number",
                                "soldAt": "timestamp"}),
        ("go", GO, {"id": "uuid.UUID", "owner_id": "uuid.UUID", "rig": "string", "draught": "float64",
                    "sold_at": "timestamp"}),
        ("rust", RUST, {"id": "Uuid", "rig": "String", "sold_at": "timestamp"}),
        ("kotlin", KOTLIN, {"id": "UUID", "rig": "String", "soldAt": "timestamp"}),
    ],
)  # fmt: skip
def test_members_are_columns(language: str, code: str, expected: dict[str, str | None]) -> None:
    (table,) = read(language, code)
    assert table.name == "Boat"
    assert {each.field.name: each.field.type for each in table.columns} == expected


@pytest.mark.parametrize(
    ("language", "code", "optional"),
    [
        ("typescript", SCRIPT, ["draught", "soldAt"]),
        ("go", GO, ["draught", "sold_at"]),
        ("rust", RUST, ["sold_at"]),
        ("kotlin", KOTLIN, ["soldAt"]),
    ],
)
def test_members_that_may_be_missing_may_be_null(language: str, code: str, optional: list[str]) -> None:
    (table,) = read(language, code)
    assert [each.field.name for each in table.columns if each.field.nullable] == optional


def test_remarks_and_tags_tell_keys_and_references() -> None:
    assert column(read("ts", SCRIPT)[0], "ownerId").references == "Owner"
    (table,) = read("go", GO)
    assert column(table, "id").primary_key is True
    assert (column(table, "rig").unique, column(table, "rig").field.max_length) == (True, 20)


def test_types_without_a_key_and_bodies_are_no_entities() -> None:
    assert read("ts", "interface Point {\n  x: number;\n  y: number;\n}") == []
    assert read("ts", SCRIPT.replace("Boat", "CreateBoatRequest")) == []


def test_outside_of_data_models_they_are_only_suggested_or_nothing() -> None:
    assert [table.implied for table in read("ts", SCRIPT, "specs/001-boats/plan.md", "Data models")] == [True]
    assert read("ts", SCRIPT, "specs/001-boats/plan.md", "Components") == []


LINKED = """
type Skipper struct {
    ID uuid.UUID `gorm:"primaryKey"`
}

type Boat struct {
    ID        uuid.UUID `gorm:"primaryKey"`
    CaptainID uuid.UUID `gorm:"uniqueIndex:once"`
    Captain   Skipper   `gorm:"foreignKey:CaptainID"`
    MateID    *uuid.UUID
    Mate      *Skipper
    Name      string    `gorm:"uniqueIndex:once"`
    Crew      []Skipper
}
"""


def test_members_of_other_structs_are_loaded_by_their_keys() -> None:
    boat = next(table for table in read("go", LINKED) if table.name == "Boat")
    assert {one.field.name: one.references for one in boat.columns} == {
        "id": None, "captain_id": "Skipper.id", "mate_id": "Skipper.id", "name": None,
    }  # fmt: skip


def test_an_index_that_members_share_is_one() -> None:
    text = f"# Data\n\n## Boat\n\n```go\n{LINKED.strip()}\n```\n"
    found = notations.read(Document("specs/001-boats/data-model.md", text)).facts
    assert [fact.columns for fact in found if isinstance(fact, IndexFact)] == [("captain_id", "name")]
    assert all(one.unique is None for fact in found if isinstance(fact, TableFact) for one in fact.columns)

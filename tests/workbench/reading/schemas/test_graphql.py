"""Entities as types of GraphQL's schema language."""

from workbench.reading.documents import Document
from workbench.reading.facts import TableFact
from workbench.reading.schemas import notations

TYPES = """
enum Rig { SLOOP KETCH # two masts
}
type Skipper {
  id: ID!
  name: String! @unique
  boats: [Boat!]!
}
type Boat {
  id: ID!
  rig: Rig!
  skipper: Skipper!
  soldTo: Skipper
  tags: [String!]!
  launchedAt: DateTime # when it first swam
}
type Page { total: Int! }
"""


def tables(code: str, file: str = "specs/database/a.md") -> dict[str, TableFact]:
    found = notations.read(Document(file, f"# Data\n\n```graphql\n{code}```\n")).facts
    return {fact.name: fact for fact in found if isinstance(fact, TableFact)}


def test_types_with_an_id_are_tables() -> None:
    assert list(tables(TYPES)) == ["Skipper", "Boat"]
    assert [one.field.name for one in tables(TYPES)["Skipper"].columns] == ["id", "name"]
    assert [one.unique for one in tables(TYPES)["Skipper"].columns] == [None, True]


def test_members_are_columns_and_links_are_keys() -> None:
    told = {
        one.field.name: (one.field.type, one.field.nullable, one.references) for one in tables(TYPES)["Boat"].columns
    }
    assert told == {
        "id": (None, False, None), "rig": ("text", False, None), "skipper_id": (None, False, "Skipper.id"),
        "sold_to_id": (None, True, "Skipper.id"), "tags": ("jsonb", False, None),
        "launched_at": ("timestamp", True, None),
    }  # fmt: skip


def test_beside_what_a_server_is_asked_types_are_answers() -> None:
    assert not tables(f"type Query {{ boats: [Boat!]! }}\n{TYPES}")


def test_in_the_documents_of_an_interface_they_only_suggest_tables() -> None:
    assert [one.implied for one in tables(TYPES, "specs/api/a.md").values()] == [True, True]

"""Tables in PlantUML diagrams."""

from workbench.reading.documents import Document
from workbench.reading.facts import TableFact
from workbench.reading.schemas import notations

DIAGRAM = """\
# Model

```plantuml
@startuml
entity boats {
  * id : uuid <<PK>>
  --
  * club_id : uuid <<FK clubs.id>>
  name : varchar(60)
  * code : char(4) <<unique>>
}
clubs ||--o{ boats
@enduml
```
"""


def test_stars_keys_and_references_are_read() -> None:
    (table,) = (
        fact
        for fact in notations.read(Document("specs/database/model.md", DIAGRAM)).facts
        if isinstance(fact, TableFact)
    )
    key, club, name, code = table.columns
    assert (table.name, table.source.line, table.source.end_line) == ("boats", 5, 11)
    assert (key.primary_key, key.field.type) == (True, "uuid")
    assert (club.references, club.field.nullable) == ("clubs.id", False)
    assert (name.field.type, name.field.nullable) == ("varchar(60)", True)
    assert code.unique

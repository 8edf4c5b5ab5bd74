"""Tables in Mermaid: the entities of an ``erDiagram``, tied by its relations."""

from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, TableFact
from workbench.reading.schemas.braces import Text, lines_of
from workbench.reading.tables.table_names import same_thing
from workbench.reading.values.constraints import read_column

_ENTITY = regex(r"\s*[\"`]?([A-Za-z_][\w-]{0,62})[\"`]?(?:\[[^\]]{0,60}\])?\s*\{\s*\Z")
_COLUMN = regex(
    r"\s*([\w()\[\],<>-]{1,60}\??)\s+([A-Za-z_*][\w-]{0,62})\s*((?:(?:PK|FK|UK)\b,?\s*){0,3})\s*(?:\""
    r"([^\"]{0,200})\"|((?:UNIQUE|NOT NULL|NULL|DEFAULT|ENUM|INDEX|CHECK|REFERENCES)\b.{0,200}))?\s*\Z"
)
"""An attribute; what Mermaid itself would refuse, people write after it as in SQL: ``VARCHAR name UNIQUE``."""
_RELATION = regex(
    r"\s*[\"`]?([A-Za-z_][\w-]{0,62})[\"`]?\s+([|}][|o]|o\|)(?:--|\.\.)([|o][|{]|\|o)\s+[\"`]?([A-Za-z_][\w-]{0,62})"
)


def read_mermaid(document: Document, text: Text) -> list[Fact]:
    """Read the entities of an ``erDiagram`` that list attributes."""
    facts: list[Fact] = []
    name, first = "", 0
    columns: list[ColumnFact] = []
    for number, line in lines_of(text, "%%"):
        if entity := _ENTITY.match(line):
            name, first, columns = entity[1], number, []
        elif name and line.strip() == "}":
            facts.append(TableFact(name, tuple(columns), document.source(first, number), "mermaid"))
            name = ""
        elif name and (match := _COLUMN.match(line)):
            keys = match[3].upper()
            noted = read_column(match[2].strip("*"), match[4] or match[5] or "", document.source(number), kind=match[1])
            columns.append(
                replace(
                    noted,
                    field=replace(noted.field, example="FK") if "FK" in keys else noted.field,
                    primary_key=True if "PK" in keys or match[2].startswith("*") else noted.primary_key,
                    unique=True if "UK" in keys else noted.unique,
                )
            )
    entities = [fact for fact in facts if isinstance(fact, TableFact) and fact.columns]
    parents: dict[str, list[str]] = {}
    for _, line in lines_of(text, "%%"):
        if relation := _RELATION.match(line):
            left, right = relation[1], relation[4]
            parent, child = (right, left) if relation[2][0] == "}" and relation[3][-1] != "{" else (left, right)
            parents.setdefault(child.lower(), []).append(parent)
    keys = {fact.name.lower(): _key_of(fact) for fact in entities}
    return [_tied(entity, parents.get(entity.name.lower(), []), keys) for entity in entities]


def _tied(entity: TableFact, parents: list[str], keys: dict[str, str]) -> TableFact:
    """Tie the columns marked FK to the entities that relations make the parents of theirs: by name, and what
    is left over to the one parent that is left over. ``keys`` are those of all entities."""
    open_columns = [column for column in entity.columns if "FK" in (column.field.example or "")]
    named: dict[str, str] = {}
    for column in open_columns:
        stem = column.field.name.lower().removesuffix("_id").removesuffix("id").rstrip("_")
        same = [parent for parent in parents if stem and same_thing(stem, parent)]
        if same:
            named[column.field.name] = same[0]
    left = {parent for parent in parents if parent not in named.values()}
    columns = []
    for column in entity.columns:
        plain = replace(column, field=replace(column.field, example=None))
        target = named.get(column.field.name) or (
            next(iter(left)) if column in open_columns and len(left) == 1 else None
        )
        if column.references is None and target is not None and target.lower() in keys:
            plain = replace(plain, references=f"{target}.{keys[target.lower()]}")
        columns.append(plain)
    return replace(entity, columns=tuple(columns))


def _key_of(entity: TableFact) -> str:
    return next((column.field.name for column in entity.columns if column.primary_key), "id")

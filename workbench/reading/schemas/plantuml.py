"""Tables in PlantUML: the entities of a diagram with their attributes, keys and references in guillemets.

Example: ``* owner_id : uuid <<FK sailors.id>>`` is a column that must be given and refers to ``sailors.id``.
"""

import re
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, TableFact
from workbench.reading.schemas.braces import Text, lines_of
from workbench.reading.values.constraints import read_column

_ENTITY = regex(r"\s*(?:entity|table|class)\s+[\"(]{0,2}([A-Za-z_]\w{0,62})[\")]{0,2}[^{]{0,80}\{\s*\Z", re.IGNORECASE)
_COLUMN = regex(
    r"\s*(?P<given>\*)?\s*[+#~-]?\s*(?P<name>[a-z_]\w{0,62})\s*:\s*(?P<rest>[^<«]{1,120})(?P<marks>.{0,120})\Z"
)
_MARK = regex(r"(?:<<|«)([^>»]{1,60})(?:>>|»)")
_TARGET = regex(r"FK\W{1,3}(\w{1,62}\.\w{1,62})", re.IGNORECASE)


def read_plantuml(document: Document, text: Text) -> list[Fact]:
    """Read the entities that list attributes with their types; a star says that a value must be given."""
    facts: list[Fact] = []
    name, first = "", 0
    columns: list[ColumnFact] = []
    for number, line in lines_of(text, "'"):
        if entity := _ENTITY.match(line):
            name, first, columns = entity[1], number, []
        elif name and line.strip() == "}":
            if columns:
                facts.append(TableFact(name, tuple(columns), document.source(first, number), "diagram"))
            name = ""
        elif name and (match := _COLUMN.match(line)):
            marks = ", ".join(_MARK.findall(match["marks"]))
            said = _TARGET.sub(r"references \1", marks)
            column = read_column(match["name"], said, document.source(number), kind=match["rest"].strip())
            nullable = not (match["given"] or column.primary_key)
            columns.append(replace(column, field=replace(column.field, nullable=nullable)))
    return facts

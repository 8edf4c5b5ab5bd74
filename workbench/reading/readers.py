"""The readers, one for each notation: a new reader is one file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.reading import clarifications, leftovers
from workbench.reading.api import json_schema, openapi, postman
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies import shapes
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import DocumentFacts
from workbench.reading.notation import lines as exact_rules
from workbench.reading.requirements import gherkin_features, requirements, transitions
from workbench.reading.schemas import notations, python_models
from workbench.reading.settings import environment, error_bodies, settings
from workbench.reading.sql import sql
from workbench.reading.statements import statements
from workbench.reading.tables import compact_tables, diagrams, entities, tables


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader: ``applies`` looks at name and text and is cheap, ``read`` gives what it understood.

    ``read`` is pure, raises nothing whatever the text is, and takes time linear in its length.
    """

    name: str
    applies: Callable[[Document], bool]
    read: Callable[[Document], DocumentFacts]


def is_markdown(document: Document) -> bool:
    """Whether the document is Markdown that states facts."""
    return document.is_markdown


READERS: tuple[Reader, ...] = (
    Reader("endpoints", is_markdown, read_endpoints),
    Reader("shapes", shapes.applies, shapes.read),
    Reader("openapi", openapi.applies, openapi.read),
    Reader("postman", postman.applies, postman.read),
    Reader("tables", tables.applies, tables.read),
    Reader("sql", sql.applies, sql.read),
    Reader("python models", python_models.applies, python_models.read),
    Reader("entities", entities.applies, entities.read),
    Reader("compact tables", compact_tables.applies, compact_tables.read),
    Reader("notations", notations.applies, notations.read),
    Reader("json schema", json_schema.applies, json_schema.read),
    Reader("diagrams", diagrams.applies, diagrams.read),
    Reader("statements", statements.applies, statements.read),
    Reader("requirements", requirements.applies, requirements.read),
    Reader("transitions", transitions.applies, transitions.read),
    Reader("gherkin", gherkin_features.applies, gherkin_features.read),
    Reader("settings", settings.applies, settings.read),
    Reader("environment", environment.applies, environment.read),
    Reader("error bodies", error_bodies.applies, error_bodies.read),
    Reader("leftovers", leftovers.applies, leftovers.read),
    Reader("clarifications", clarifications.applies, clarifications.read),
    Reader("exact rules", exact_rules.applies, exact_rules.read),
)

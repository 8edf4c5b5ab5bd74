"""What is found in a Markdown document, in the words of the tests on endpoints."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import DocumentFacts, EndpointFact, FieldFact

API = "specs/api/library.md"


def facts_of(text: str, file: str = API) -> DocumentFacts:
    return read_endpoints(Document(file, dedent(text).lstrip("\n")))


def all_in(text: str, file: str = API) -> list[EndpointFact]:
    return [fact for fact in facts_of(text, file).facts if isinstance(fact, EndpointFact)]


def defined(text: str, file: str = API) -> list[EndpointFact]:
    return [fact for fact in all_in(text, file) if fact.defining]


def calls(text: str, file: str = API) -> list[str]:
    return [f"{fact.method} {fact.path}" for fact in defined(text, file)]


def only(text: str, file: str = API) -> EndpointFact:
    (fact,) = defined(text, file)
    return fact


def names(fields: tuple[FieldFact, ...] | None) -> list[str] | None:
    return None if fields is None else [field.name for field in fields]


def body_of(text: str) -> dict[str, FieldFact]:
    return {field.name: field for field in only(text).body or ()}

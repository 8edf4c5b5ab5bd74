"""What is read of documents about a harbour."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact


def endpoints_of(text: str, file: str = "specs/api/harbour.md") -> dict[str, EndpointFact]:
    facts = read_endpoints(Document(file, dedent(text).lstrip("\n"))).facts
    return {f"{fact.method} {fact.path}": fact for fact in facts if isinstance(fact, EndpointFact) and fact.defining}


def body_of(fact: EndpointFact) -> list[str]:
    return [field.name for field in fact.body or ()]


def query_of(fact: EndpointFact) -> list[str]:
    return [field.name for field in fact.query]

"""Bodies that a document shows once, under a heading of their own, for endpoints to refer to.

Example: a section "Single Boat" that holds nothing but ``{"boat": {"id": 1, "name": "Tern"}}``, and an endpoint of
another document that "returns a [Boat](bodies.md#single-boat)".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import fields_of_node
from workbench.reading.endpoints.places.marks import find_marks
from workbench.reading.facts import DocumentFacts, EndpointFact, ShapeFact, Unread
from workbench.reading.layout.markdown import Code, Section
from workbench.reading.layout.nodes import Kind, parse_json

_LINK = regex(r"\[[^\]\n]{1,80}\]\(([^)#\s]{0,200})#([^)\s]{1,100})\)")
_NOTATIONS = ("", "json", "jsonc", "json5", "javascript", "js")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown that shows something between fences."""
    return document.is_markdown and "```" in document.text


def read(document: Document) -> DocumentFacts:
    """Read the first body that each section shows; those of endpoints are the endpoints' own."""
    return DocumentFacts(document.file, tuple(_shapes(document, document.sections)))


def _shapes(document: Document, section: Section) -> Iterator[ShapeFact]:
    if find_marks(section.title):
        return
    blocks = [block for block in section.blocks if isinstance(block, Code) and block.language in _NOTATIONS]
    if section.title and blocks and (nodes := parse_json(blocks[0].text, blocks[0].text_line)):
        fields = fields_of_node(nodes[0], document)
        source = document.source(section.line, blocks[0].end_line)
        if fields:
            yield ShapeFact(anchor_of(section.title), fields, source, array=nodes[0].kind is Kind.ARRAY)
    for child in section.sections:
        yield from _shapes(document, child)


def with_lost_links(documents: tuple[DocumentFacts, ...]) -> tuple[DocumentFacts, ...]:
    """Add the bodies of which a link is all that is said, and that no section of any document shows, to what is
    unread: ``Body: [New boat](bodies.md#new-boat)`` where there is no such heading."""
    shown = {fact.anchor for document in documents for fact in document.facts if isinstance(fact, ShapeFact)}
    return tuple(_with_lost(document, shown) for document in documents)


def _with_lost(document: DocumentFacts, shown: set[str]) -> DocumentFacts:
    lost = tuple(
        Unread(fact.source, f"{fact.route}: the body is a link to {fact.body_shape}, which is not there")
        for fact in document.facts
        if isinstance(fact, EndpointFact) and fact.defining and fact.body is None
        if fact.body_shape and fact.body_shape.partition("#")[2] not in shown
    )
    return (
        replace(document, unread=tuple(sorted(document.unread + lost, key=lambda one: one.source)))
        if lost
        else document
    )


def anchor_of(title: str) -> str:
    """Give what a link writes after ``#`` to point at a heading: "Users (for sign-in)" is ``users-for-sign-in``."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def shape_in(text: str) -> str | None:
    """Give what the first link of a text to a heading points at: ``bodies.md#single-boat``, or ``#single-boat``."""
    match = _LINK.search(text[:600])
    return f"{PurePosixPath(match[1]).name}#{match[2].lower()}" if match else None

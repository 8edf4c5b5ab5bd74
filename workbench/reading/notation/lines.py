"""The lines of the notation in ``specs/clarifications.md``: bullets below "Rules", and fences of ``rules``."""

import re
from collections.abc import Callable, Iterator

from workbench.patterns import regex
from workbench.reading.documents import CLARIFICATIONS, Document
from workbench.reading.facts import DocumentFacts, Finding, RuleFact
from workbench.reading.notation.clauses import Clause, Subject
from workbench.reading.notation.fields import read_field
from workbench.reading.notation.operations import read_everything, read_operation
from workbench.reading.notation.tables import read_table
from workbench.reading.notation.words import Cursor, NotationError, split_words

_BULLET = regex(r"\s{0,8}[-*+]\s+(?P<mark>`{0,2})")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_FENCE = regex(r"\s{0,3}(?:`{3,}|~{3,})\s*(?P<language>\w*)")


def applies(document: Document) -> bool:
    """Tell whether the document is the one that holds clarifications."""
    return document.file == CLARIFICATIONS


def read(document: Document) -> DocumentFacts:
    """Read the rules; a line that is none is a finding that names the column and what was expected there."""
    facts: list[RuleFact] = []
    findings: list[Finding] = []
    for number, line, start, end in _lines(document):
        source = document.source(number)
        try:
            subject, clauses = read_rule(line[:end], start)
        except NotationError as error:
            findings.append(Finding(source, f"column {error.column}: {error.text}"))
        else:
            facts.append(RuleFact(subject, clauses, line[start:end].strip(), source))
    return DocumentFacts(document.file, tuple(facts), findings=tuple(findings))


def _lines(document: Document) -> Iterator[tuple[int, str, int, int]]:
    """Give the lines that hold rules, each with where the rule begins and ends in it."""
    inside, language = False, None
    for number, line in enumerate(document.lines, 1):
        fence = _FENCE.match(line)
        if fence:
            language = None if language is not None else fence["language"].lower()
            continue
        if language is not None:
            if language == "rules" and line.strip() and not line.strip().startswith("#"):
                yield number, line, len(line) - len(line.lstrip()), len(line.rstrip())
            continue
        if line.startswith("#"):
            inside = re.match(r"#{1,6}\s+(?:exact )?rules\b", line, re.IGNORECASE) is not None
        elif inside and (bullet := _BULLET.match(line)):
            end = line.find("<!--")
            text = line[: end if end >= 0 else len(line)].rstrip()
            yield number, line, bullet.end(), len(text) - (len(bullet["mark"]) if text.endswith("`") else 0)


def read_rule(line: str, start: int = 0) -> tuple[Subject, tuple[Clause, ...]]:
    """Read one rule from the position ``start`` of a line; raises ``NotationError``."""
    cursor = Cursor(split_words(line, start), len(line) + 1)
    subject, reader = _subject(cursor)
    cursor.expect(":")
    clauses = [reader(cursor)]
    while cursor.here.kind != "end":
        cursor.expect(";")
        if cursor.here.kind != "end":
            clauses.append(reader(cursor))
    return subject, tuple(clauses)


def _subject(cursor: Cursor) -> tuple[Subject, Callable[[Cursor], Clause]]:
    word = cursor.here
    if word.text in _METHODS:
        cursor.move()
        if cursor.here.kind != "path":
            raise cursor.fail("a path")
        return Subject(method=word.text, path=cursor.move().text), read_operation
    name = cursor.name("a table, a column as table.column, an endpoint, or 'all'")
    if name == "all" and cursor.here.text == ":":
        return Subject(), read_everything
    if cursor.takes("."):
        return Subject(table=name, column=cursor.name("a column")), read_field
    return Subject(table=name), read_table

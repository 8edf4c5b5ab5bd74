"""Accepted answers: ``specs/clarifications.md``, written for people first and read back without loss.

    ## Clarifications

    ### Session 2026-01-31

    - Q: What type are the ids of tasks? → A: integer <!-- tasks.id.type -->

The comment holds the question's id, which survives rewording; what stands after ``A:`` is the answer
that counts, so a person may change it in place. Questions answered elsewhere (Spec Kit writes
the same bullets into ``spec.md``, without ids) get an id made of their words.
"""

import re
import unicodedata

from workbench.reading.documents import CLARIFICATIONS, Document
from workbench.reading.facts import AnswerFact, DocumentFacts

_BULLET = re.compile(r"\s{0,8}[-*+]\s+(?:\*\*)?Q(?:\*\*)?\s?:(?:\*\*)?\s*(.*)\Z")
_ARROW = re.compile(r"(?:→|->|=>|⇒) ?(?:\*\*)?A(?:\*\*)? ?:(?:\*\*)?")
_ID = re.compile(r"<!--\s*(?:id:\s*)?([^\s<>]{1,200})\s*-->\s*\Z")
_SESSION = re.compile(r"###\s+Session\s+(\S+)\s*\Z")
_HEADING = re.compile(r"#{1,6}\s")
_TITLE = "## Clarifications"
_SLUG = re.compile(r"[^\w]+")


def applies(document: Document) -> bool:
    """Tell whether the document holds accepted answers, or may."""
    return document.file == CLARIFICATIONS or document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read the answers; a later answer to the same question replaces the earlier one."""
    found: dict[str, AnswerFact] = {}
    everywhere = document.file == CLARIFICATIONS
    inside = everywhere
    for number, line in enumerate(document.lines, 1):
        if line.startswith(("# ", "## ")):
            inside = everywhere or "clarification" in line.lower()
        parts = split_answer(line) if inside else None
        if parts:
            identity, question, answer = parts
            found.pop(identity, None)
            found[identity] = AnswerFact(identity, question, answer, document.source(number))
    return DocumentFacts(document.file, tuple(found.values()))


def split_answer(line: str) -> tuple[str, str, str] | None:
    """Split a line into id, question and answer; nothing where it holds no answer."""
    bullet = _BULLET.match(line)
    if bullet is None:
        return None
    text = bullet[1].rstrip()
    named = _ID.search(text)
    if named:
        text = text[: named.start()].rstrip()
    arrow = _ARROW.search(text)
    if arrow is None or not text[arrow.end() :].strip():
        return None
    question, answer = text[: arrow.start()].strip(), text[arrow.end() :].strip()
    return (named[1] if named else question_id(question)), question, answer


def question_id(question: str) -> str:
    """Make an id from the words of a question that has none of its own."""
    plain = unicodedata.normalize("NFKC", question).lower()
    return "asked." + (_SLUG.sub("-", plain).strip("-")[:80] or "question")


def write_answer(text: str, identity: str, question: str, answer: str, date: str) -> str:
    """Give the text of the file with this answer in it.

    An answer to the same id is replaced where it stands; a new one goes to the end of the session of
    that ``date`` (``YYYY-MM-DD``). Writing the same answer again changes nothing.
    """
    line = f"- Q: {_one_line(question, '→ A:')} → A: {_one_line(answer)} <!-- {identity} -->"
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    for index, existing in enumerate(lines):
        parts = split_answer(existing)
        if parts and parts[0] == identity:
            if parts[2] == _one_line(answer):
                return text
            lines[index] = line
            return "\n".join(lines) + "\n"
    return "\n".join(_appended(lines, line, date)) + "\n"


def _appended(lines: list[str], line: str, date: str) -> list[str]:
    if not any(existing.strip() == _TITLE for existing in lines):
        lines = [*lines, *([""] if lines else []), _TITLE]
    for index, existing in enumerate(lines):
        session = _SESSION.match(existing)
        if session and session[1] == date:
            end = index + 1
            while end < len(lines) and not _HEADING.match(lines[end]):
                end += 1
            while not lines[end - 1].strip():
                end -= 1
            gap = [""] if end == index + 1 else []
            return [*lines[:end], *gap, line, *lines[end:]]
    return [*lines, "", f"### Session {date}", "", line]


def _one_line(text: str, never: str = "") -> str:
    plain = " ".join(text.split()).replace("<!--", "").replace("-->", "")
    if never:
        plain = _ARROW.sub(" ", plain)
    return " ".join(plain.split())

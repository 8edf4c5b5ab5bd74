"""Accepted answers: ``specs/clarifications.md``, written for people first and read back without loss.

    ## Clarifications

    ### Session 2026-01-31

    - Q: What type are the ids of tasks? → A: integer <!-- tasks.id.type #5c1f9a02 -->

The comment holds the question's id, which survives rewording, and behind ``#`` the fingerprint of the
choice that was taken: where that says something else by now, the question is open again. What stands after
``A:`` is the answer that counts, so a person may change it in place. Questions answered elsewhere (Spec Kit writes
the same bullets into ``spec.md``, without ids) get an id made of their words.
"""

import unicodedata
from typing import NamedTuple

from workbench.patterns import regex
from workbench.reading.documents import CLARIFICATIONS, Document
from workbench.reading.facts import AnswerFact, DocumentFacts

_BULLET = regex(r"\s{0,8}[-*+]\s+(?:\*\*)?Q(?:\*\*)?\s?:(?:\*\*)?\s*(.*)\Z")
_ARROW = regex(r"(?:→|->|=>|⇒) ?(?:\*\*)?A(?:\*\*)? ?:(?:\*\*)?")
_ID = regex(r"<!--\s*(?:id:\s*)?([^<>]{1,200}?)(?:\s+#([0-9a-f]{4,16}))?\s*-->\s*\Z")
_SESSION = regex(r"###\s+Session\s+(\S+)\s*\Z")
_HEADING = regex(r"#{1,6}\s")
_TITLE = "## Clarifications"
_SLUG = regex(r"[^\w]+")


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
            found.pop(parts.id, None)
            found[parts.id] = AnswerFact(
                parts.id, parts.question, parts.answer, document.source(number), parts.fingerprint
            )
    return DocumentFacts(document.file, tuple(found.values()))


class Parts(NamedTuple):
    """What one line holds; no fingerprint where a person wrote it."""

    id: str
    question: str
    answer: str
    fingerprint: str = ""


def split_answer(line: str) -> Parts | None:
    """Split a line into its parts; nothing where it holds no answer."""
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
    identity = named[1] if named else question_id(question)
    return Parts(identity, question, answer, (named[2] or "") if named else "")


def question_id(question: str) -> str:
    """Make an id from the words of a question that has none of its own."""
    plain = unicodedata.normalize("NFKC", question).lower()
    return "asked." + (_SLUG.sub("-", plain).strip("-")[:80] or "question")


def write_answer(text: str, identity: str, question: str, answer: str, date: str, fingerprint: str = "") -> str:
    """Give the text of the file with this answer in it, bound to the ``fingerprint`` of what was asked.

    An answer to the same id is replaced where it stands; a new one goes to the end of the session of
    that ``date`` (``YYYY-MM-DD``). Writing the same answer again changes nothing.
    """
    mark = f"{identity} #{fingerprint}" if fingerprint else identity
    line = f"- Q: {_one_line(question, '→ A:')} → A: {_one_line(answer)} <!-- {mark} -->"
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    for index, existing in enumerate(lines):
        parts = split_answer(existing)
        if parts and parts.id == identity:
            if parts.answer == _one_line(answer) and parts.fingerprint == fingerprint:
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

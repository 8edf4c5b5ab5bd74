"""Fences that show what is sent and what comes back, each behind a label or an arrow."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.endpoints.describing.labels import Part, split_label, statuses_in
from workbench.reading.values.types import find_type

_ARROW = regex(r"\s*(?:→|←|⇒|⇐|-{1,2}>|<-{1,2}|=>|<=|>{1,3}|<{1,3})\s+(?=[\d{\[\"]|[A-Z])")
_PARTS = (Part.REQUEST, Part.QUERY, Part.RESPONSE, Part.ERRORS)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says: ``part`` tells which side; ``offset`` counts the lines before it."""

    part: Part
    status: int | None
    text: str
    offset: int


def split_dialogue(text: str) -> tuple[Turn, ...]:
    """Split a fence into the turns that its lines open outside of all brackets; nothing where it has none.

    Examples: ``Request: {"name": "Ada"}`` over ``Response: 201 {"id": 1}``; ``→ {"name": "Ada"}`` over
    ``← 201 {"id": 1}``, where a status tells the answer.
    """
    before, turns = split_turns(text)
    return () if before.strip() else turns


def split_turns(text: str) -> tuple[str, tuple[Turn, ...]]:
    """Split a text into what stands before the first turn, and the turns."""
    lines = text.split("\n")
    opened = list(_openings(lines))
    if not opened:
        return text, ()
    ends = [start for start, _, _ in opened[1:]] + [len(lines)]
    return "\n".join(lines[: opened[0][0]]), tuple(
        Turn(
            part,
            next(iter(statuses_in(rest.split("{")[0][:40])), None),
            "\n".join([rest, *lines[start + 1 : end]]),
            start,
        )
        for (start, part, rest), end in zip(opened, ends, strict=True)
    )


def _openings(lines: list[str]) -> Iterator[tuple[int, Part, str]]:
    depth = 0
    for number, line in enumerate(lines):
        if depth == 0 and line[:1] not in "{[\"'-*" and (opening := _opening(line)) is not None:
            yield number, *opening
        depth = max(0, depth + line.count("{") + line.count("[") - line.count("}") - line.count("]"))


def _opening(line: str) -> tuple[Part, str] | None:
    if arrow := _ARROW.match(line):
        rest = line[arrow.end() :]
        return (Part.RESPONSE if statuses_in(rest[:12]) or rest[:1].isupper() else Part.REQUEST), rest
    label = split_label(line) if ":" in line else None
    if label is None or label.part not in _PARTS or (line[:1].islower() and find_type(label.rest[:40])):
        return None  # ``query: string`` is a field
    return label.part, f"{label.status} {label.rest}" if label.status else label.rest

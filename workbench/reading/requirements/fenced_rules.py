"""Rules in fences: members of annotated bodies and of JSON Schemas, lines of DDL, scenarios, and the form of errors."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.patterns import regex
from workbench.reading.layout.markdown import Code
from workbench.reading.requirements.behaviour import states_behaviour

_ANNOTATED = regex(r"\s*[\"'`]?([A-Za-z_]\w{0,62})[\"'`]?\??\s*:\s*(.{3,300}?),?\s*\Z")
_BODY_LANGUAGES = frozenset(
    {"json", "jsonc", "json5", "javascript", "js", "ts", "typescript", "yaml", "", "text", "http"}
)
_PHRASE = regex(
    r"\b(?:required|optional|default\w*|max\w*|min\w*|\d+ ?(?:-|–|to) ?\d+ ?char\w*|nullable|unique"
    r"|enum|iso ?8601|one of|read-?only|auto\w*)\b| \| ",
    re.IGNORECASE,
)
SQL_RULE = regex(
    r"\bcheck\s?\(|^unique\s?\(|^constraint\b.*\bunique\b|\bdefault '|-- ?[\w-]+(?:, ?[\w-]+)+\s*$", re.IGNORECASE
)
_STEP = regex(r"(?:given|when|then|and|but)\b", re.IGNORECASE)
_SCENARIO = regex(r"(?:scenario(?: outline)?|example)\s*:", re.IGNORECASE)
_GHERKIN = frozenset({"gherkin", "feature", "cucumber", "", "text"})
_BULLET = regex(r"[-*•] +(?=\w)|\d{1,2}[.)] +(?=\w)")
_MEMBER = regex(r"\"(\w+)\": \{\Z")
_KEYWORD = regex(
    r"\"(type|format|minLength|maxLength|minimum|maximum|pattern|default|enum|description|minItems|maxItems)\": "
    r"(.+?),?\Z"
)
_WORDS = {
    "format": "format {}",
    "minLength": "min {} characters",
    "maxLength": "max {} characters",
    "minimum": "minimum {}",
    "maximum": "maximum {}",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "pattern {}",
    "default": "default {}",
    "enum": "one of {}",
}
_ERRORS = regex(r"\berrors?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FencedRule:
    """A text with the lines that it stands on."""

    text: str
    line: int
    end_line: int


def read_fence(code: Code, lead: str) -> Iterator[FencedRule]:
    """Give what a fence states as rules; ``lead`` is the paragraph before it."""
    lines = [
        (number, " ".join(line[:500].split())) for number, line in enumerate(code.text.split("\n"), code.text_line)
    ]
    if code.language in ("sql", "postgresql", "postgres"):
        yield from _from_ddl(lines)
        return
    if code.language in _GHERKIN and any(_SCENARIO.match(text) for _, text in lines):
        yield from _from_scenarios(lines)
        return
    if code.language in _BODY_LANGUAGES:
        yield from _from_form(code, lead)
        yield from _from_schema(lines)
        for number, text in lines:
            member, bullet = _ANNOTATED.match(text), _BULLET.match(text)
            if member and _PHRASE.search(member[2]):
                yield FencedRule(f"{member[1]}: {member[2].strip(chr(34))}", number, number)
            elif bullet and code.language in ("", "text") and states_behaviour(text):
                yield FencedRule(text[bullet.end() :], number, number)


def _from_ddl(lines: list[tuple[int, str]]) -> Iterator[FencedRule]:
    for number, text in lines:
        if SQL_RULE.search(text) and not text.startswith("--"):
            yield FencedRule(text.rstrip(","), number, number)


def _from_scenarios(lines: list[tuple[int, str]]) -> Iterator[FencedRule]:
    """Give each scenario with its steps in one text."""
    first, steps = 0, list[tuple[int, str]]()
    for number, text in [*lines, (0, "Scenario:")]:
        if _SCENARIO.match(text):
            if steps:
                yield FencedRule(" ".join(step for _, step in steps), first, steps[-1][0])
            first, steps = number, []
        elif _STEP.match(text):
            steps.append((number, text))


@dataclass(slots=True)
class _Member:
    """A property of a JSON Schema while its lines are read."""

    name: str
    line: int
    stated: dict[str, str] = field(default_factory=dict)

    def rules(self, end: int) -> Iterator[FencedRule]:
        """Give what its keywords limit, as a row of a table would say it, and what its description says."""
        limits = [words.format(self.stated[key]) for key, words in _WORDS.items() if key in self.stated]
        kind = self.stated.get("type")
        if kind is None:
            return  # an example's object, which may well hold a description of its own
        if limits:
            yield FencedRule(f"{self.name} — {kind} — {', '.join(limits)}", self.line, end)
        elif len(self.stated.get("description", "").split()) > 3:
            yield FencedRule(f"{self.name}: {self.stated['description']}", self.line, end)


def _from_schema(lines: list[tuple[int, str]]) -> Iterator[FencedRule]:
    """Read the properties of a JSON Schema that is written out, one keyword a line."""
    member: _Member | None = None
    for number, text in lines:
        opened, keyword = _MEMBER.match(text), _KEYWORD.match(text)
        if opened:
            member = None if opened[1] in ("properties", "items") else _Member(opened[1], number)
        elif member is not None and keyword and "{" not in keyword[2]:
            member.stated[keyword[1]] = keyword[2].strip('"[]').replace('", "', ", ")
        elif member is not None and text.startswith("}"):
            yield from member.rules(number)
            member = None


def _from_form(code: Code, lead: str) -> Iterator[FencedRule]:
    """Read ``All errors look like this:`` with the object below it."""
    plain = lead.strip().strip("*_")
    if not (plain.endswith(":") and len(plain) < 160 and _ERRORS.search(plain) and states_behaviour(plain)):
        return
    try:
        form = json.loads(code.text)
    except ValueError:
        return
    if isinstance(form, dict) and len(code.text) < 600:
        # The paragraph stands right above its fence, with a blank line between them.
        yield FencedRule(f"{plain} {json.dumps(form)}", max(1, code.line - 2), code.end_line)

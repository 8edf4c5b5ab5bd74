"""The outline of the specifications: folders, documents, and what stands in each, as lines of a tree."""

from collections.abc import Collection, Sized
from dataclasses import dataclass
from pathlib import PurePosixPath

from screens import marks
from screens.lines.sheet import Line, Sheet, clean
from screens.snapshot import Snapshot, last_line
from workbench.reading.facts import (
    AnswerFact,
    EndpointFact,
    Fact,
    IndexFact,
    RequirementFact,
    RuleFact,
    SettingFact,
    ShapeFact,
    TableFact,
    TransitionFact,
)
from workbench.reading.layout.markdown import parse_markdown

_WIDEST = 21
_LONGEST_SECTION = 120
"""How many characters of a folder fit beside the edges of the narrowest outline."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line of the outline leads: a document, and the first line of a section in it."""

    file: str
    line: int = 1
    section: bool = False


def outline_sheet(snapshot: Snapshot, opened: Collection[str]) -> Sheet:
    """Give the tree; documents in ``opened`` show their headings."""
    lines: list[Line] = []
    folders: dict[str, list[str]] = {}
    for file in snapshot.reading.texts:
        folders.setdefault(str(PurePosixPath(file).parent), []).append(file)
    for folder, files in folders.items():
        lines.append(Line(clean(f"{short_folder(folder)}/"), "title"))
        for file in files:
            lines.append(_document_line(snapshot, file, is_open=file in opened))
            if file in opened:
                lines.extend(_heading_lines(file, snapshot.reading.texts[file]))
    return Sheet(tuple(lines))


def short_folder(folder: str) -> str:
    """Give a folder's name for a narrow list: what all begin with says nothing, and its end says most.

    >>> short_folder("specs/001-shopping-basket/contracts"), short_folder("specs/api"), short_folder("specs")
    ('001-shopp…/contracts', 'api', 'specs')
    """
    inner = folder.removeprefix("specs/")
    first, _, rest = inner.partition("/")
    return inner if not rest or len(inner) <= _WIDEST else f"{first[: max(4, _WIDEST - len(rest) - 2)]}…/{rest}"


def headings(text: str) -> list[tuple[int, int, int, str]]:
    """Give level, first line, last line and title of every section of a Markdown text."""
    root = parse_markdown(text)
    return [(section.level, section.line, section.end_line, section.title) for section in root.walk() if section.level]


def section_at(text: str, line: int) -> tuple[int, int]:
    """Give the lines of the largest section around ``line`` that is no longer than a reader takes in."""
    last = text.count("\n") + 1
    if last <= _LONGEST_SECTION:
        return 1, last
    around = [(first, end) for _, first, end, _ in headings(text) if first <= line <= end]
    fitting = [entry for entry in around if entry[1] - entry[0] < _LONGEST_SECTION]
    first, end = fitting[0] if fitting else around[-1] if around else (line, line)
    return first, min(end, first + _LONGEST_SECTION)


def describe(fact: Fact) -> str:
    """Say in a few words what was understood."""
    match fact:
        case EndpointFact(method=method, path=path):
            return f"endpoint {method} {path}"
        case TableFact(name=name, columns=columns):
            return f"table {name} with {_count(columns, 'column')}"
        case ShapeFact(fields=fields):
            return f"body with {_count(fields, 'member')}, to be referred to"
        case IndexFact(table=table, columns=columns):
            return f"index on {table} ({', '.join(columns)})"
        case RequirementFact(label=label, feature=feature):
            return f"requirement {feature}#{label}" if label else f"requirement of {feature}"
        case TransitionFact(origin=origin, target=target):
            return f"step from {origin} to {target}"
        case SettingFact(topic=topic, value=value):
            return f"{topic.replace('_', ' ')} = {value[:60]}"
        case AnswerFact(id=name):
            return f"answer to {name}"
        case RuleFact(subject=subject):
            return f"rule on {subject}"


def _count(things: Sized, name: str) -> str:
    return f"{len(things)} {name}{'s' * (len(things) != 1)}"


def understood_at(snapshot: Snapshot, file: str, line: int) -> list[str]:
    """Say what was understood, asked, found or left unread at a line."""
    said: list[str] = []
    last = last_line(snapshot.reading.texts.get(file, ""))
    for document in snapshot.reading.documents:
        if document.file == file:
            facts = [fact for fact in document.facts if fact.source.line <= line <= fact.source.end_line]
            facts.sort(key=lambda fact: fact.source.end_line - fact.source.line)
            said += [f"✓ {describe(fact)}" for fact in facts]
            said += [
                f"! {entry.text}"
                for entry in document.findings
                if entry.source.line <= line <= entry.source.end_line or line == last < entry.source.line
            ]
            said += ["○ unread" for entry in document.unread if entry.source.line <= line <= entry.source.end_line]
    for question in snapshot.resolution.questions if snapshot.resolution else ():
        if any(s.file == file and s.line <= line <= s.end_line for s in question.evidence):
            said.insert(0, f"? {question.text}")
    return said


def _document_line(snapshot: Snapshot, file: str, *, is_open: bool) -> Line:
    shown = snapshot.margins.get(file, {})
    kinds = [mark for mark in (marks.CONTRADICTORY, marks.FINDING, marks.ASKED, marks.UNREAD) if mark in shown.values()]
    flags = "".join(mark.symbol for mark in kinds)
    name = PurePosixPath(file).name
    fold = (marks.OPENED if is_open else marks.CLOSED).symbol
    text = f"{fold} {name}" + (f"  {flags}" if flags else "")
    start = len(text) - len(flags)
    spans = tuple((start + index, start + index + 1, mark.tone) for index, mark in enumerate(kinds))
    return Line(text, spans=spans, target=Spot(file))


def _heading_lines(file: str, text: str) -> list[Line]:
    if not file.endswith((".md", ".markdown")):
        return []
    return [
        Line(f"{'  ' * level}{clean(title)}", "muted" if level > 2 else "", target=Spot(file, first, True))
        for level, first, _, title in headings(text)
    ]

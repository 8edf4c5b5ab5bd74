"""What can be answered: open questions and assumptions in one shape, and how one is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generators.blueprint import Source
from screens import marks
from screens.lines.making import Place, cut, language_of, spans_for
from screens.lines.sheet import Line, Sheet, Spans, clean
from workbench.previewing import Preview
from workbench.resolving.deciding.questions import Assumption, Choice, Question, Resolution

_LONGEST_QUOTE = 8
_LONGEST_PREVIEW = 200
_DIFF_TONES = {"+": "added", "-": "removed", "@": "hunk"}


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, or an assumption that can be overturned."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    evidence: tuple[Source, ...]
    why: str
    free: bool
    current: str | None = None
    """What was assumed; none for an open question."""
    defaulted: bool = False
    """Whether the first choice holds while nobody answers."""

    @property
    def preselected(self) -> int:
        """The choice that is marked at first: the recommended or the assumed one."""
        values = [choice.value for choice in self.choices]
        return values.index(self.current) if self.current in values else 0

    @property
    def settled(self) -> bool:
        """Whether nothing else can be chosen: only other specifications would decide otherwise."""
        return len(self.choices) < 2 and not self.free


def list_questions(resolution: Resolution) -> tuple[Ask, ...]:
    """Give the open questions, most deciding first."""
    return tuple(_of_question(question) for question in resolution.questions)


def list_assumptions(resolution: Resolution) -> tuple[Ask, ...]:
    """Give what was decided without asking."""
    return tuple(_of_assumption(assumption) for assumption in resolution.assumptions)


def ask_sheet(ask: Ask, chosen: int, texts: Mapping[str, str], preview: Preview | None = None) -> tuple[Sheet, int]:
    """Show one question: text, choices, reason, evidence, and what the chosen choice would change, as far as
    ``preview`` is known; also tell the line of the chosen choice."""
    lines = [Line(clean(ask.text), "title")]
    first = len(lines)
    for index, choice in enumerate(ask.choices):
        lines.append(_choice_line(ask, index, choice, chosen=index == chosen))
    if ask.free:
        lines.append(Line("  = another value: press =, type it, enter", "muted"))
    if ask.settled:
        lines.append(Line("  To decide otherwise, change the lines below.", "muted"))
    if ask.why:
        lines.append(Line(f"Why: {clean(ask.why)}", "muted"))
    painters: dict[int, tuple[int, Spans]] = {}
    for source in ask.evidence:
        lines.append(Line(str(source), "info", target=Place(source.file, source.line)))
        _quote(source, texts.get(source.file, ""), lines, painters)
    if preview is not None:
        lines.extend(_preview_lines(chosen, preview))

    def spans(index: int) -> list[tuple[int, int, str]]:
        if index not in painters:
            return []
        start, painter = painters[index]
        return painter(index - start)

    return Sheet(tuple(lines), spans, wrap=True), first + chosen


def _preview_lines(chosen: int, preview: Preview) -> Iterator[Line]:
    if not preview.diffs:
        yield Line(f"Choice {chosen + 1} changes nothing in the backend.", "title")
        return
    files = len(preview.diffs)
    changed = f"{preview.lines} line{'s' * (preview.lines != 1)} in {files} file{'s' * (files != 1)}"
    yield Line(f"Choice {chosen + 1} changes {changed}:", "title")
    rows = [row for _, diff in preview.diffs for row in diff.splitlines() if not row.startswith("--- ")]
    for row in rows[:_LONGEST_PREVIEW]:
        if row.startswith("+++ "):
            yield Line(clean(row.removeprefix("+++ ").removeprefix("b/")), "info")
        else:
            yield Line(clean(row), _DIFF_TONES.get(row[:1], ""))
    if len(rows) > _LONGEST_PREVIEW:
        yield Line(f"… {len(rows) - _LONGEST_PREVIEW} more lines", "muted")


def _quote(source: Source, text: str, lines: list[Line], painters: dict[int, tuple[int, Spans]]) -> None:
    quoted = [clean(content) for content in cut(text, source).split("\n")] if text else []
    shown = tuple(quoted[:_LONGEST_QUOTE])
    painter = spans_for(language_of(source.file), shown)
    start = len(lines)
    for number, content in enumerate(shown, source.line):
        if painter:
            painters[len(lines)] = (start, painter)
        lines.append(Line(content, number=number, target=Place(source.file, number)))
    if len(quoted) > len(shown):
        lines.append(Line(f"… {len(quoted) - len(shown)} more lines", "muted"))


def _choice_line(ask: Ask, index: int, choice: Choice, *, chosen: bool) -> Line:
    mark = marks.CHOSEN if chosen else marks.OFFERED
    note = ("assumed" if choice.value == ask.current else "") if ask.current is not None else ""
    if ask.current is None and index == 0:
        note = "recommended"
    head = f"{index + 1} {mark.symbol} {clean(choice.text or choice.value)}"
    text = head + (f" ({note})" if note else "") + (f" — {clean(choice.effect)}" if choice.effect else "")
    return Line(
        text, spans=((0, 1, "keyword"), (2, 3, mark.tone), (len(head), len(text), "muted")), target=index, hang=4
    )


def _of_question(question: Question) -> Ask:
    return Ask(
        question.id,
        question.text,
        question.choices,
        question.evidence,
        question.why,
        question.free,
        defaulted=not question.blocking,
    )


def _of_assumption(assumption: Assumption) -> Ask:
    choices = assumption.choices or (Choice(assumption.value, assumption.value),)
    return Ask(
        assumption.id,
        assumption.text,
        choices,
        assumption.evidence,
        assumption.reason,
        assumption.free,
        assumption.value,
    )

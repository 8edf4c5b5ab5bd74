"""The checklist as sheets: the eleven criteria, and the evidence behind one of them."""

from collections.abc import Sequence

from screens import marks
from screens.lines.sheet import Line, Sheet, clean
from workbench.criteria.verdict import Evidence, State, Verdict

_ORDER = {State.RED: 0, State.AMBER: 1, State.GREEN: 2}


def checklist_sheet(verdicts: Sequence[Verdict], *, brief: bool = False) -> Sheet:
    """Give one line for each criterion: symbol, word, title and summary; where it is to be ``brief``, the summary
    is left to the evidence beside it."""
    return Sheet(tuple(_criterion_line(verdict, brief=brief) for verdict in verdicts), wrap=True)


def _criterion_line(verdict: Verdict, *, brief: bool) -> Line:
    mark = marks.STATES[verdict.state]
    head = f"{verdict.id:<3} {mark.word:<5}  "
    title = clean(head + verdict.title)
    text = title if brief or not verdict.summary else clean(f"{title} — {verdict.summary}")
    spans = ((4, 9, mark.tone), (len(title), len(text), "muted"))
    return Line(text, mark=mark, spans=spans, target=verdict.id, hang=len(head))


def evidence_sheet(verdict: Verdict) -> Sheet:
    """Give the rows behind a verdict, what is wrong first, each with the places it leads to."""
    mark = marks.STATES[verdict.state]
    lines = [Line(f"{verdict.id} is {mark.word}: {clean(verdict.summary)}", "title", mark, target=None)]
    for row in sorted(verdict.evidence, key=lambda row: _ORDER[row.state]):
        places = "  ".join(_places(row))
        text = clean(f"{row.text}  {places}" if places else row.text)
        lines.append(Line(text, mark=marks.STATES[row.state], spans=((len(row.text), len(text), "muted"),), target=row))
    return Sheet(tuple(lines), wrap=True)


def _places(row: Evidence) -> list[str]:
    shown = [str(place) for place in (row.spec, row.code) if place]
    return [*shown, row.test] if row.test else shown

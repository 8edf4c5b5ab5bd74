"""How evidence becomes a verdict: one red row makes it red, one amber row amber, none at all amber too."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generators.blueprint import Operation, Source
from workbench.criteria.grounds import Grounds, specification
from workbench.criteria.verdict import Evidence, State, Verdict

Finding = tuple[State, str, str | None]
"""What is found of one thing: the state, what is said of it, and the test that shows it, if one does."""

_SEVERITY = {State.GREEN: 0, State.AMBER: 1, State.RED: 2}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the checklist; ``check`` gives the evidence and a summary in one sentence with figures.

    ``needs_run`` says that without a run there is nothing to judge; ``needs_tests`` that tests which
    could not run as a whole make it red.
    """

    id: str
    title: str
    check: Callable[[Grounds], tuple[str, tuple[Evidence, ...]]]
    needs_run: bool = True
    needs_tests: bool = True

    def judge(self, grounds: Grounds) -> Verdict:
        """Give the verdict on ``grounds``."""
        if not (grounds.backend / "app").is_dir():
            return self._verdict("The backend has not been written yet.", (), State.AMBER)
        if self.needs_run and grounds.run is None:
            return self._verdict("The tests have not run yet.", (), State.AMBER)
        if self.needs_run and self.needs_tests and grounds.run is not None and grounds.run.problem:
            problem = sentence(f"The tests could not run: {grounds.run.problem}")
            return self._verdict(problem, (Evidence(problem, State.RED),), State.RED)
        summary, evidence = self.check(grounds)
        return self._verdict(summary, evidence, worst(row.state for row in evidence))

    def _verdict(self, summary: str, evidence: tuple[Evidence, ...], state: State) -> Verdict:
        return Verdict(self.id, self.title, state, summary, evidence)


def evidence_of(grounds: Grounds, operation: Operation, finding: Finding, code: Source | None = None) -> Evidence:
    """Give what was found of an operation as evidence: beside its specification, and its route or other ``code``."""
    state, said, node = finding
    return Evidence(
        text=f"{operation.route} {said}",
        state=state,
        element=operation.id,
        spec=specification(operation.sources),
        code=code or grounds.route_of(operation),
        test=node,
    )


def worst(states: Iterable[State]) -> State:
    """Give the worst of ``states``; amber where there is none, for nothing was shown."""
    return max(states, key=_SEVERITY.__getitem__, default=State.AMBER)


def count(rows: Iterable[Evidence], state: State = State.GREEN) -> int:
    """Tell how many rows are of ``state``."""
    return sum(row.state is state for row in rows)


def sentence(text: str) -> str:
    """Give the first line of ``text`` with a full stop at its end."""
    first = next(iter(text.splitlines()), "").rstrip()
    return first if first.endswith((".", "!", "?")) else f"{first}."

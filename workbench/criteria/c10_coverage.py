"""C10: the test suite covers more than 80 % of the code."""

from generators.blueprint import Source
from workbench.criteria.grounds import Grounds
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import FileCoverage, Outcome
from workbench.wording import plural

REQUIRED_PERCENT = 80.0
_WENT_WRONG = (Outcome.FAILED, Outcome.ERROR)


def check_coverage(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Read the coverage of lines and branches of ``app/`` together.

    Red at 80 % or below and where a test failed, for a line that a failing test ran is not covered;
    amber where nothing was measured or only a part of the tests ran.
    """
    run = grounds.run
    wrong = [test for test in grounds.tests if test.outcome in _WENT_WRONG]
    rows = [Evidence(f"{test.node} {test.outcome}", State.RED, test=test.node) for test in wrong]
    if run is None or run.coverage is None:
        rows.append(Evidence("No coverage was measured.", State.AMBER))
        return "No coverage was measured.", tuple(rows)
    percent = run.coverage.percent
    enough = State.GREEN if percent > REQUIRED_PERCENT else State.RED
    state = enough if run.complete else State.AMBER
    rows.append(Evidence(f"{percent:.1f} % of lines and branches ran", state))
    rows += [_row(grounds, file) for file in run.coverage.files]
    failed = f"; {plural(len(wrong), 'test')} failed" if wrong else ""
    part = "" if run.complete else ", in a run of a part of the tests"
    return f"{percent:.1f} % covered by {plural(len(grounds.tests), 'test')}{failed}{part}.", tuple(rows)


def _row(grounds: Grounds, file: FileCoverage) -> Evidence:
    """List a file; what it lacks alone decides nothing."""
    missed = ", ".join(str(line) for line in file.missed[:10])
    text = f"{file.path} misses {plural(len(file.missed), 'line')}: {missed}" if missed else f"{file.path} is covered"
    line = file.missed[0] if file.missed else 1
    return Evidence(text, State.GREEN, code=Source(f"{grounds.backend.name}/{file.path}", line, line))

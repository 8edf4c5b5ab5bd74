"""What a run tells while it goes on, and what is left when it is over."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class TestResult:
    """One finished test. ``node`` is the pytest node id relative to ``backend/``; ``seconds`` covers
    set-up, call and tear-down; ``message`` is the failure as pytest prints it."""

    __test__ = False

    node: str
    outcome: Outcome
    seconds: float
    message: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that a test sent to the application, and what came back.

    ``route`` is the path template that matched (``/api/tasks/{task_id}``), none where nothing did;
    ``subject`` the token's subject (none without a token); ``token`` tells whether an Authorization
    header came along, ``bodies`` are JSON texts, cut at 64 KiB; ``problem`` says how the response
    departs from the application's own OpenAPI, empty where it does not.
    """

    node: str
    method: str
    path: str
    route: str | None
    status: int
    token: bool
    subject: str | None
    query: str = ""
    request_body: str = ""
    response_body: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """Coverage of one file; lines count from 1."""

    path: str
    statements: int
    missed: tuple[int, ...]
    branches: int = 0
    missed_branches: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of ``app/``; ``percent`` is of lines and branches together, 0 to 100."""

    percent: float
    files: tuple[FileCoverage, ...]


@dataclass(frozen=True, slots=True)
class ObservedColumn:
    """A column as PostgreSQL describes it after the migrations; ``type`` is ``format_type``'s text."""

    table: str
    name: str
    type: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run. ``fingerprint`` names the generated files that it ran against; ``openapi`` is the
    application's own document as JSON text; ``columns`` what the migrated database holds."""

    exit_code: int
    seconds: float
    tests: tuple[TestResult, ...] = ()
    coverage: Coverage | None = None
    exchanges: tuple[Exchange, ...] = ()
    columns: tuple[ObservedColumn, ...] = ()
    openapi: str = ""
    output: str = ""
    fingerprint: str = ""
    complete: bool = True

    def count(self, outcome: Outcome) -> int:
        """Tell how many tests ended so."""
        return sum(test.outcome is outcome for test in self.tests)


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A step of the run began: ``database``, ``migrate``, ``collect``, ``tests``, ``coverage``."""

    step: str


@dataclass(frozen=True, slots=True)
class Collected:
    """The tests that will run."""

    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestStarted:
    """A test began."""

    __test__ = False

    node: str


@dataclass(frozen=True, slots=True)
class TestFinished:
    """A test ended."""

    __test__ = False

    result: TestResult


@dataclass(frozen=True, slots=True)
class OutputLine:
    """A line that the run printed beside its events."""

    text: str


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The run is over."""

    run: Run


RunEvent = StepStarted | Collected | TestStarted | TestFinished | OutputLine | RunFinished

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
    header came along, ``forged`` that it was known not to be signed with the application's secret;
    the bodies are JSON texts, cut at 64 KiB; ``problem`` says how request or response depart from
    the application's own OpenAPI, empty where they do not.
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
    forged: bool = False


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row that was stored during a test; ``keys`` are its primary key, its foreign keys and what is unique in it
    alone, by column, as text."""

    node: str
    table: str
    keys: tuple[tuple[str, str], ...]


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
class ObservedConstraint:
    """A constraint or index of the migrated database; ``kind`` is ``primary key``, ``unique``,
    ``foreign key``, ``check`` or ``index``, ``definition`` PostgreSQL's own text."""

    table: str
    name: str
    kind: str
    definition: str


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run.

    ``fingerprint`` names the generated files that it ran against; ``openapi`` is the application's
    own document as JSON text; ``columns`` and ``constraints`` what the migrated database holds;
    ``complete`` says that every test was asked for and none cut short. ``problem`` tells why the
    tests could not run as a whole, ``migration_problem`` why the migrations did not lead to what
    the models say; both are empty where all went well. ``warnings_as_errors`` is unknown where
    pytest never started.
    """

    exit_code: int
    seconds: float
    tests: tuple[TestResult, ...] = ()
    coverage: Coverage | None = None
    exchanges: tuple[Exchange, ...] = ()
    rows: tuple[StoredRow, ...] = ()
    columns: tuple[ObservedColumn, ...] = ()
    constraints: tuple[ObservedConstraint, ...] = ()
    openapi: str = ""
    output: str = ""
    fingerprint: str = ""
    complete: bool = True
    problem: str = ""
    migration_problem: str = ""
    warnings_as_errors: bool | None = None

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

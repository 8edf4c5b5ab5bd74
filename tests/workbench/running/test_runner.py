"""A run tells what happens while it happens, and whatever goes wrong in the backend becomes part of it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.running import Server, run_tests
from workbench.running.events import (
    Collected,
    Exchange,
    ObservedColumn,
    Outcome,
    Run,
    RunEvent,
    RunFinished,
    StepStarted,
    TestFinished,
    TestStarted,
)

pytestmark = pytest.mark.usefixtures("server")


def ignore(_event: RunEvent) -> None:
    """Watch nothing."""


@pytest.fixture(scope="module")
def watched(notes_once: Path, data: Path, server: Server) -> tuple[Run, list[RunEvent]]:
    """Run the four tests of the small backend once."""
    events: list[RunEvent] = []
    return run_tests(notes_once, on_event=events.append, data=data, fingerprint="f1"), events


@pytest.fixture(scope="module")
def run(watched: tuple[Run, list[RunEvent]]) -> Run:
    return watched[0]


@pytest.fixture(scope="module")
def faulty(notes_anew: Callable[[], Path], data: Path) -> Run:
    """Run the small backend once with several faults: answers that nothing documents, and a migration that fails."""
    backend = notes_anew()
    change(backend, "app/main.py", "return row._mapping", 'return JSONResponse({"id": "one", "title": "milk"})')
    change(backend, "app/main.py", "import jwt\n", "import jwt\nfrom fastapi.responses import JSONResponse\n")
    change(backend, "app/main.py", "HTTPException(404,", "HTTPException(410,")
    change(backend, "migrations/versions/0001_notes.py", 'sa.Column("title"', 'sa.NoColumn("title"')
    return run_tests(backend, on_event=ignore, data=data)


def change(backend: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a file of a backend."""
    text = (backend / path).read_text()
    assert old in text
    (backend / path).write_text(text.replace(old, new))


def exchange(run: Run, test: str, status: int) -> Exchange:
    return next(each for each in run.exchanges if each.node.endswith(test) and each.status == status)


def test_events_tell_the_run_in_order(watched: tuple[Run, list[RunEvent]]) -> None:
    run, events = watched
    steps = [event.step for event in events if isinstance(event, StepStarted)]
    node = "tests/test_notes.py::test_create_and_read"

    assert steps == ["database", "migrate", "collect", "tests", "coverage"]
    collected = next(event for event in events if isinstance(event, Collected))
    assert collected.nodes == tuple(test.node for test in run.tests)
    started = events.index(TestStarted(node))
    finished = next(i for i, event in enumerate(events) if isinstance(event, TestFinished))
    assert started < finished
    assert events[-1] == RunFinished(run)


def test_a_run_that_went_well(run: Run) -> None:
    assert (run.exit_code, run.problem, run.migration_problem) == (0, "", "")
    assert [test.outcome for test in run.tests] == [Outcome.PASSED] * 4
    assert all(test.seconds > 0 for test in run.tests)
    assert run.complete
    assert run.fingerprint == "f1"
    assert run.warnings_as_errors is True


def test_requests_are_recorded_with_route_and_caller(run: Run) -> None:
    read = exchange(run, "test_other_user_sees_nothing", 404)

    assert (read.method, read.route, read.subject, read.token, read.forged) == (
        "GET",
        "/notes/{note_id}",
        "ben",
        True,
        False,
    )
    assert read.path.startswith("/notes/")
    assert read.response_body == '{"detail":"Note not found"}'


def test_a_token_signed_with_another_secret_is_forged(run: Run) -> None:
    refused = [each for each in run.exchanges if each.status == 401]

    assert [(each.token, each.forged) for each in refused] == [(False, False), (True, True)]


def test_responses_that_keep_to_the_document_have_no_problem(run: Run) -> None:
    assert {each.problem for each in run.exchanges} == {""}


def test_coverage_counts_lines_after_an_awaited_statement(run: Run) -> None:
    assert run.coverage is not None
    main = next(file for file in run.coverage.files if file.path == "app/main.py")

    assert run.coverage.percent > 90
    assert len(main.missed) == 1
    assert main.branches > 0


def test_the_migrated_database_is_described(run: Run) -> None:
    assert ObservedColumn("notes", "owner", "character varying(40)", nullable=False) in run.columns
    assert ObservedColumn("notes", "title", "text", nullable=True) in run.columns
    assert any(each.kind == "primary key" and each.table == "notes" for each in run.constraints)


def test_the_document_of_the_application_is_kept(run: Run) -> None:
    assert '"/notes/{note_id}"' in run.openapi


def test_a_failing_test_carries_its_failure(faulty: Run) -> None:
    failed = {test.node.rpartition("::")[2]: test.message for test in faulty.tests if test.outcome is Outcome.FAILED}

    assert (faulty.exit_code, faulty.problem) == (1, "")
    assert list(failed) == ["test_create_and_read", "test_other_user_sees_nothing"]
    assert "assert 410 == 404" in failed["test_other_user_sees_nothing"]


def test_a_response_that_departs_from_its_schema_is_a_problem(faulty: Run) -> None:
    wrong = exchange(faulty, "test_create_and_read", 200)

    assert wrong.problem == "the response departs from its schema at id: 'one' is not of type 'integer'"


def test_an_undocumented_status_is_a_problem(faulty: Run) -> None:
    gone = exchange(faulty, "test_other_user_sees_nothing", 410)

    assert gone.problem == "status 410 is not documented for GET /notes/{note_id}"


def test_migrations_that_fail_are_told(faulty: Run) -> None:
    assert faulty.migration_problem.startswith("alembic upgrade head failed: AttributeError")


def test_a_selection_runs_only_that_and_is_incomplete(notes_backend: Path, data: Path) -> None:
    run = run_tests(notes_backend, on_event=ignore, data=data, selection=["tests/test_notes.py::test_tokens"])

    assert [test.node for test in run.tests] == ["tests/test_notes.py::test_tokens"]
    assert not run.complete


def test_a_conftest_that_cannot_be_imported_is_told(notes_backend: Path, data: Path) -> None:
    change(notes_backend, "tests/conftest.py", "import httpx", "import no_such_module")

    run = run_tests(notes_backend, on_event=ignore, data=data)

    assert run.exit_code == 4
    assert run.problem == "pytest could not start: ModuleNotFoundError: No module named 'no_such_module'"


def test_a_module_that_cannot_be_collected_is_told(notes_backend: Path, data: Path) -> None:
    change(
        notes_backend, "tests/test_notes.py", "async def test_tokens", "import no_such_module\nasync def test_tokens"
    )

    run = run_tests(notes_backend, on_event=ignore, data=data)

    assert run.problem == ("1 test module could not be imported: ModuleNotFoundError: No module named 'no_such_module'")
    assert [(test.node, test.outcome) for test in run.tests] == [("tests/test_notes.py", Outcome.ERROR)]


def test_a_suite_without_tests_is_told(notes_backend: Path, data: Path) -> None:
    (notes_backend / "tests" / "test_notes.py").unlink()

    run = run_tests(notes_backend, on_event=ignore, data=data)

    assert (run.exit_code, run.problem) == (5, "no test was found")


def test_an_application_that_crashes_pytest_is_told(notes_backend: Path, data: Path) -> None:
    crash = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nasync def test_tokens"
    change(notes_backend, "tests/test_notes.py", "async def test_tokens", crash)

    run = run_tests(notes_backend, on_event=ignore, data=data)

    assert run.problem == "pytest was ended by SIGKILL"


def test_models_that_the_migrations_do_not_follow_are_told(notes_backend: Path, data: Path) -> None:
    change(notes_backend, "app/database.py", 'sa.Column("title", sa.Text, nullable=True)', 'sa.Column("text", sa.Text)')

    run = run_tests(notes_backend, on_event=ignore, data=data)

    assert run.migration_problem.startswith("models and migrations differ: ")


def test_a_cancelled_run_ends_at_once_and_is_incomplete(notes_backend: Path, data: Path) -> None:
    change(
        notes_backend,
        "tests/test_notes.py",
        "async def test_tokens(",
        "def test_slow():\n    import time; time.sleep(600)\n\nasync def test_tokens(",
    )
    cancel = threading.Event()
    moments = []

    def watch(event: RunEvent) -> None:
        if isinstance(event, TestStarted) and event.node.endswith("test_slow"):
            cancel.set()
            moments.append(time.monotonic())

    run = run_tests(notes_backend, on_event=watch, cancel=cancel, data=data)

    assert time.monotonic() - moments[0] < 60
    assert not run.complete
    assert run.problem == ""
    assert run.count(Outcome.PASSED) == 2


def test_a_run_beyond_its_time_is_ended(notes_backend: Path, data: Path) -> None:
    change(
        notes_backend,
        "tests/test_notes.py",
        "async def test_tokens(",
        "def test_slow():\n    import time; time.sleep(600)\n\nasync def test_tokens(",
    )

    run = run_tests(notes_backend, on_event=ignore, data=data, time_limit=8)

    assert run.problem == "the tests did not end within 8 s"


def test_without_a_backend_there_is_nothing_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no backend in"):
        run_tests(tmp_path, on_event=ignore)

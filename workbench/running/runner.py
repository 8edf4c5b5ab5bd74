"""A run: the backend's tests in a subprocess on a real PostgreSQL, and its migrations on an empty database."""

import contextlib
import importlib.util
import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Any

from workbench.errors import UsageError
from workbench.running.database import Server, open_server
from workbench.running.environment import backend_environment, module_command
from workbench.running.events import Run, RunEvent, RunFinished, StepStarted
from workbench.running.ledger import Ledger
from workbench.running.processes import LineTail, started, terminate

_LOOK_SECONDS = 0.03
_SCHEMA_SECONDS = 60.0
_TIME_LIMIT_SECONDS = 1800.0
_INTERRUPTED = 2


class _Ending(Enum):
    """How a run came to its end."""

    OWN = auto()
    CANCELLED = auto()
    TIME_OVER = auto()


def run_tests(
    backend: Path,
    *,
    on_event: Callable[[RunEvent], None],
    selection: Sequence[str] = (),
    cancel: threading.Event | None = None,
    data: Path | None = None,
    fingerprint: str = "",
    time_limit: float = _TIME_LIMIT_SECONDS,
) -> Run:
    """Run the tests of ``backend``, all or the node ids of ``selection``, and give what was observed.

    Events come from the calling thread, while it waits. ``cancel`` ends the run early, which leaves
    it incomplete. ``data`` is where the embedded PostgreSQL keeps its data between runs. Whatever
    goes wrong inside the backend becomes part of the run; raises ``UsageError`` where there is no
    backend and ``DatabaseUnavailable`` where there is no PostgreSQL.
    """
    if not (backend / "app").is_dir():
        raise UsageError(f"There is no backend in {backend}: generate it first.")
    backend = backend.resolve()
    begin = time.monotonic()
    ledger = Ledger(on_event)
    on_event(StepStarted("database"))
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(open_server(data))
        notes = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True)))
        on_event(StepStarted("migrate"))
        read_schema = stack.enter_context(_schema_run(backend, server, notes))
        on_event(StepStarted("collect"))
        process = stack.enter_context(_test_run(backend, server, notes, selection))
        ending = _follow(process, ledger, notes, cancel, begin + time_limit)
        schema = {} if ending is _Ending.CANCELLED else read_schema()
    if ending is _Ending.TIME_OVER:
        ledger.overtime = f"the tests did not end within {time_limit:g} s"
    run = ledger.run(
        exit_code=process.returncode if ending is _Ending.OWN else _INTERRUPTED,
        seconds=time.monotonic() - begin,
        schema=schema,
        complete=not (selection or ending is _Ending.CANCELLED),
        fingerprint=fingerprint,
    )
    on_event(RunFinished(run))
    return run


@contextlib.contextmanager
def _test_run(
    backend: Path, server: Server, notes: Path, selection: Sequence[str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run pytest with the observer; its events and output go to files in ``notes``."""
    options = ["-q", "--tb=short", "--color=no", f"--rootdir={backend}", "-p", "no:cacheprovider"]
    # The observer measures and counts in one process: coverage and distribution of the backend's own are off.
    if importlib.util.find_spec("pytest_cov"):
        options.append("--no-cov")
    if importlib.util.find_spec("xdist"):
        options += ["-n", "0"]
    # A database that is never there: tests make their own on the server, and must not use another.
    nowhere = server.database_url("not_for_tests")
    environment = backend_environment(backend, server_url=server.url, database_url=nowhere)
    command = module_command("pytest", "-p", "workbench.running.observer", *options, *selection)
    with started(
        command,
        folder=backend,
        environment={**environment, "WORKBENCH_EVENTS": str(notes / "events")},
        output=notes / "output",
    ) as process:
        yield process


@contextlib.contextmanager
def _schema_run(backend: Path, server: Server, notes: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """Migrate an empty database beside the tests; gives a function that waits for what it then holds."""
    result = notes / "schema.json"
    output = notes / "schema.txt"
    with server.fresh_database() as database_url:
        environment = backend_environment(backend, server_url=server.url, database_url=database_url)
        command = module_command("workbench.running.schema", str(result))
        with started(command, folder=backend, environment=environment, output=output) as process:

            def read_schema() -> dict[str, Any]:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_SCHEMA_SECONDS)
                if not result.exists():
                    last = next(
                        reversed(output.read_text(errors="replace").split("\n")[:-1]), "it ended without a word"
                    )
                    return {"problem": f"the migrations could not be run: {last.strip()}"}
                schema: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
                return schema

            yield read_schema


def _follow(
    process: subprocess.Popen[bytes], ledger: Ledger, notes: Path, cancel: threading.Event | None, deadline: float
) -> _Ending:
    """Pass on what the run tells until it ends, of itself or because it has to."""
    events, output = LineTail(notes / "events"), LineTail(notes / "output")
    ending = None
    while ending is None:
        if _ended(process):
            ending = _Ending.OWN
        elif cancel is not None and cancel.is_set():
            ending = _Ending.CANCELLED
        elif time.monotonic() > deadline:
            ending = _Ending.TIME_OVER
        if ending:
            terminate(process)
        for line in events.lines(final=ending is not None):
            ledger.take_event(line)
        for line in output.lines(final=ending is not None):
            ledger.take_output(line)
    return ending


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True

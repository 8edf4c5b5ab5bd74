"""A proof that the tests can fail: each fault is put into a copy of the backend, and its tests are run.

A fault is noticed when a test fails, or the tests cannot even be collected. The tests that reach the
faulty code run first; only where all of them pass the others run too.
"""

import contextlib
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from workbench.criteria.grounds import Grounds, function_of
from workbench.proving.faults import Fault, find_faults
from workbench.reconciling.disk import IGNORED_FOLDERS
from workbench.running.database import Server, open_server
from workbench.running.environment import backend_environment, module_command
from workbench.running.processes import started

_LONGEST_SECONDS = 600.0
"""Tests that a fault keeps from ending have noticed it."""
_LOOK_SECONDS = 0.1
_OPTIONS = ("-x", "-q", "--no-header", "-p", "no:cacheprovider")


@dataclass(frozen=True, slots=True)
class Proof:
    """How many faults were tried, and those that no test noticed."""

    faults: int
    survivors: tuple[Fault, ...]


def prove_tests(grounds: Grounds, on_fault: Callable[[int, int], None], workers: int | None = None) -> Proof:
    """Put every fault into a copy of the backend, and run its tests.

    ``on_fault`` is told how many faults are done and how many there are, from any thread. Raises
    ``DatabaseUnavailable`` where there is no PostgreSQL.
    """
    faults = find_faults(grounds.code)
    many = workers or os.cpu_count() or 1
    stop = threading.Event()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(open_server())
        benches: queue.SimpleQueue[_Bench] = queue.SimpleQueue()
        for _ in range(many):
            benches.put(stack.enter_context(_open_bench(grounds.backend, server, stop)))
        pool = stack.enter_context(ThreadPoolExecutor(many))
        stack.callback(pool.shutdown, cancel_futures=True)
        stack.callback(stop.set)
        tried = pool.map(lambda fault: _is_noticed(fault, grounds, benches), faults)
        survivors = []
        for done, (fault, noticed) in enumerate(zip(faults, tried, strict=True), 1):
            on_fault(done, len(faults))
            if not noticed:
                survivors.append(fault)
    return Proof(len(faults), tuple(survivors))


def _is_noticed(fault: Fault, grounds: Grounds, benches: "queue.SimpleQueue[_Bench]") -> bool:
    bench = benches.get()
    try:
        with bench.faulty(fault):
            near = _tests_near(fault, grounds)
            return bool(near and bench.fails(near)) or bench.fails(())
    finally:
        benches.put(bench)


def _tests_near(fault: Fault, grounds: Grounds) -> tuple[str, ...]:
    """Give the tests that were written for what the faulty code serves, and those that call it."""
    elements = [
        element
        for file in grounds.files
        if file.path == fault.path
        for origin in file.origins
        if origin.symbol == fault.symbol
        for element in origin.elements
    ]
    operations = [operation for operation in grounds.blueprint.operations if operation.id in elements]
    nodes = [test.node for element in elements for test in grounds.tests_of(element)]
    nodes += [exchange.node for operation in operations for exchange in grounds.exchanges_of(operation)]
    return tuple(dict.fromkeys("::".join(function_of(node)) for node in nodes))


@dataclass(frozen=True, slots=True)
class _Bench:
    """A copy of the backend that faults are put into, one at a time."""

    backend: Path
    environment: dict[str, str]
    stop: threading.Event

    @contextlib.contextmanager
    def faulty(self, fault: Fault) -> Iterator[None]:
        """Put the fault in, and take it out again."""
        file = self.backend / fault.path
        sound = file.read_text("utf-8")
        file.write_text(fault.put_into(sound), "utf-8")
        try:
            yield
        finally:
            file.write_text(sound, "utf-8")

    def fails(self, tests: Sequence[str]) -> bool:
        """Run the tests, all of them where none are named, and tell whether one of them failed."""
        command = module_command("pytest", *_OPTIONS, f"--rootdir={self.backend}", *tests)
        output = self.backend.parent / "output"
        deadline = time.monotonic() + _LONGEST_SECONDS
        with started(command, folder=self.backend, environment=self.environment, output=output) as process:
            while not self.stop.is_set() and time.monotonic() < deadline:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return process.wait(_LOOK_SECONDS) != 0
        return True


@contextlib.contextmanager
def _open_bench(backend: Path, server: Server, stop: threading.Event) -> Iterator[_Bench]:
    with tempfile.TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / backend.name
        shutil.copytree(backend, copy, ignore=shutil.ignore_patterns(*IGNORED_FOLDERS))
        environment = backend_environment(
            copy, server_url=server.url, database_url=server.database_url("not_for_tests")
        )
        # Byte code is found by time and size of a file, and a fault may change neither.
        yield _Bench(copy, {**environment, "PYTHONDONTWRITEBYTECODE": "1"}, stop)

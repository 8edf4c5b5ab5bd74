"""How long the screens stand still while a run streams, and what they do when nothing goes on.

    python tests/benchmarks/screens_run.py [TESTS] [PANE]

Every test prints six lines; all tests and PANE (test, log, coverage or slowest) are shown. Prints figures only: the
longest and the 99th percentile of the pauses between two beats of the event loop (a beat is due every 5 ms), how much
of that was work of the loop's own thread, the CPU milliseconds of each frame, and the CPU time of ten idle seconds.
"""

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from screens.application import WorkbenchApp
from screens.home import Home
from screens.places.run import RunPlace
from workbench.running.events import (
    Collected,
    Outcome,
    OutputLine,
    Run,
    RunEvent,
    RunFinished,
    TestFinished,
    TestResult,
    TestStarted,
)

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.screens import memory

_BEAT = 0.005


class Streaming(memory.MemoryProject):
    """A project whose run ends a test every few milliseconds."""

    tests = 1000

    def run(
        self,
        on_event: Callable[[RunEvent], None],
        selection: tuple[str, ...] = (),  # noqa: ARG002 - a run of all
        cancel: threading.Event | None = None,  # noqa: ARG002 - to its end
    ) -> Run:
        """Stream."""
        nodes = tuple(f"tests/test_{n % 10}.py::test_{n}" for n in range(self.tests))
        on_event(Collected(nodes))
        results = []
        for node in nodes:
            on_event(TestStarted(node))
            for number in range(6):
                on_event(OutputLine(f"tests/test_{number}.py:{number}: a line that {node} printed"))
            time.sleep(0.004)
            results.append(TestResult(node, Outcome.PASSED, 0.004))
            on_event(TestFinished(results[-1]))
        run = Run(0, 4.0, tuple(results))
        on_event(RunFinished(run))
        return run


async def main(tests: int, pane: str) -> None:
    """Run, and then do nothing."""
    Streaming.tests = tests
    frames: list[float] = []
    take = RunPlace._take

    def timed(place: RunPlace) -> None:
        began = time.thread_time()
        take(place)
        frames.append(1000 * (time.thread_time() - began))

    RunPlace._take = timed  # type: ignore[assignment,method-assign]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "specs").mkdir()
        project = Streaming(Path(folder))
        app = WorkbenchApp(project, lambda _: project, Home(Path(folder) / "state", Path(folder) / "config.toml"))
        async with app.run_test(size=(120, 40)) as pilot:
            while not (app.stage and app.stage.desk.snapshot and app.stage.desk.snapshot.verdicts):
                await pilot.pause(0.02)
            await pilot.press("3")
            place = app.query_one(RunPlace)
            place._opened.update(f"tests/test_{n}.py" for n in range(10))
            place.pane = pane
            pauses, worked = [], []
            await pilot.press("r", "l")
            last, cpu = time.monotonic(), time.thread_time()
            while app.stage.desk.running:
                await asyncio.sleep(_BEAT)
                pauses.append(1000 * (time.monotonic() - last - _BEAT))
                worked.append(1000 * (time.thread_time() - cpu))
                last, cpu = time.monotonic(), time.thread_time()
            for name, figures in (("pauses", sorted(pauses)), ("of these CPU", sorted(worked))):
                print(f"{name:<12} p99 {figures[int(len(figures) * 0.99)]:.0f} ms, longest {figures[-1]:.0f} ms")
            frames.sort()
            print(f"{len(frames)} frames: CPU median {frames[len(frames) // 2]:.1f} ms, longest {frames[-1]:.1f} ms")
            await pilot.pause(2)
            began = time.process_time()
            await asyncio.sleep(10)
            print(f"idle: {1000 * (time.process_time() - began):.0f} ms CPU in 10 s")


if __name__ == "__main__":
    asyncio.run(main(int((sys.argv[1:2] or ["1000"])[0]), (sys.argv[2:3] or ["log"])[0]))

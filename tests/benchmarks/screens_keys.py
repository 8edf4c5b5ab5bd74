"""CPU milliseconds from a key to its visible effect, on a project of 500 operations with long files.

    python tests/benchmarks/screens_keys.py [OPERATIONS]

Prints figures only: median and 95th percentile of each kind of key, and the peak of memory. Every place is
entered once before it is measured, and once more as it is built.
"""

import asyncio
import dataclasses
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from textual.pilot import Pilot

from generators.files import GeneratedFile, Origin
from screens.application import WorkbenchApp
from screens.home import Home

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.screens import memory

ROUNDS = 30


def grow(operations: int) -> None:
    """Let the project in memory have that many operations, each with its route, schema and test."""
    small = memory.a_blueprint()
    first = small.operations[0]
    many = tuple(
        dataclasses.replace(first, id=f"notes.op{index}", path=f"/notes/{index}", name=f"op{index}")
        for index in range(operations)
    )
    body = [
        f'async def test_op{n}() -> None:\n    """Do {n}."""\n' + "    assert x == 'y'\n" * 8 for n in range(operations)
    ]
    text = "\n".join(body)
    origins = tuple(
        Origin(f"test_op{index}", index * 11 + 1, index * 11 + 10, (f"notes.op{index}",)) for index in range(operations)
    )
    model = memory.some_files()[0]
    paths = ("app/schemas/note.py", "app/routes/notes.py", "tests/test_notes.py")
    files = (model, *(GeneratedFile(path, text, origins) for path in paths))
    memory.a_blueprint = lambda: dataclasses.replace(small, operations=many)
    memory.some_files = lambda: files


async def measure(pilot: Pilot[int], name: str, *keys: str) -> None:
    """Press keys in turn and print what that took."""
    figures = []
    for key in keys * ROUNDS:
        began = time.process_time()
        await pilot.press(key)
        await pilot.pause()
        figures.append(1000 * (time.process_time() - began))
    figures.sort()
    worst = figures[int(len(figures) * 0.95)]
    print(f"{name:<28} median {statistics.median(figures):6.1f}  p95 {worst:6.1f} ms CPU")


async def main(operations: int) -> None:
    """Open the project and press keys."""
    grow(operations)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "specs").mkdir()
        project = memory.MemoryProject(Path(folder))
        project.texts[memory.API] = memory.API_TEXT * 250
        app = WorkbenchApp(project, lambda _: project, Home(Path(folder) / "state", Path(folder) / "config.toml"))
        async with app.run_test(size=(120, 40)) as pilot:
            while not (app.stage and app.stage.desk.snapshot and app.stage.desk.snapshot.verdicts):
                await pilot.pause(0.02)
            await measure(pilot, "a key that does nothing", "f12")
            await measure(pilot, "outline, line by line", "j", "k")
            await pilot.press("enter")
            await measure(pilot, "document, line by line", "j")
            await measure(pilot, "document, page by page", "pagedown")
            await measure(pilot, "document, next mark", "right_square_bracket")
            for key in ("2", "3", "4"):
                began = time.process_time()
                await pilot.press(key)
                await pilot.pause()
                print(f"place {key}, built{'':<14} once   {1000 * (time.process_time() - began):6.1f} ms CPU")
            await pilot.press("2")
            await measure(pilot, "review, next operation", "n")
            await measure(pilot, "review, next pane", "right_square_bracket")
            await measure(pilot, "review, mark as reviewed", "m")
            await measure(pilot, "places in turn", "1", "2", "3", "4")
            await measure(pilot, "go to, opened and left", "ctrl+g", "escape")
    print(f"peak of memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))

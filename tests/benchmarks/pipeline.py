"""How long a command takes on a folder of specifications: at the first look, at the second, and step by step.

    python tests/benchmarks/pipeline.py [DIR ...]

Without arguments it measures the bundled examples. A folder that holds projects, and no ``specs``, stands for
all of them. Figures are the least of five runs, each in a process of its own, in milliseconds: wall time and CPU
time, children included. At the first look the user's cache is empty; at the second it holds what the first one
worked out. Modules and expressions are compiled in either case: both are kept beside the code, by the first run after
an installation, which takes longer and is not measured. Nothing is asserted.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

RUNS = 5
Figures = tuple[float, float]
"""Wall and CPU milliseconds."""

PROBE = """
import json, resource, sys, time
from pathlib import Path
marks = []
def mark(name):
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    marks.append((name, time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in usage)))
mark("start")
from generators.backend import generate
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve
mark("import")
reading = read_project(Path(sys.argv[1])); mark("read")
resolution = resolve(reading); mark("resolve")
generate(resolution.blueprint); mark("generate")
print(json.dumps(marks))
"""


def run(arguments: Sequence[str], cache: str) -> tuple[Figures, str]:
    """Run Python with those arguments, and give what it took and what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["XDG_CACHE_HOME"] = cache
    before, began = _cpu(), time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment)
    wall = time.perf_counter() - began
    return (1000 * wall, 1000 * (_cpu() - before)), done.stdout


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure_commands(folder: Path) -> dict[str, Figures]:
    """Give what `inspect` takes at the first and the second look, and `generate` at the first."""
    samples: dict[str, list[Figures]] = {}
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as cache:
            for look in ("first look", "second look"):
                samples.setdefault(look, []).append(
                    run(["-m", "workbench", "inspect", str(folder), "--json"], cache)[0]
                )
        with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as out:
            command = ["-m", "workbench", "generate", str(folder), "--defaults", "--yes", "--out", out]
            samples.setdefault("generate", []).append(run(command, cache)[0])
    return _least(samples)


def measure_steps(folder: Path) -> dict[str, Figures]:
    """Give what each step takes from importing the program to generated text."""
    samples: dict[str, list[Figures]] = {}
    for _ in range(RUNS):
        marks = json.loads(run(["-c", PROBE, str(folder)], os.devnull)[1])
        for (_, wall, cpu), (step, wall_after, cpu_after) in pairwise(marks):
            samples.setdefault(step, []).append((1000 * (wall_after - wall), 1000 * (cpu_after - cpu)))
    return _least(samples)


def _least(samples: dict[str, list[Figures]]) -> dict[str, Figures]:
    return {name: (min(wall for wall, _ in taken), min(cpu for _, cpu in taken)) for name, taken in samples.items()}


def _projects(arguments: Sequence[str]) -> Iterator[Path]:
    examples = Path(str(files("workbench.examples")))
    for folder in map(Path, arguments or [str(examples)]):
        inside = sorted(one for one in folder.iterdir() if (one / "specs").is_dir())
        yield from [folder] if (folder / "specs").is_dir() or not inside else inside


def main(arguments: list[str]) -> None:
    """Print the figures of each project on two lines: the commands, and the steps that they are made of."""
    for folder in _projects(arguments):
        for figures in (measure_commands(folder), measure_steps(folder)):
            said = "  ".join(f"{name} {wall:.0f} ms ({cpu:.0f} CPU)" for name, (wall, cpu) in figures.items())
            print(f"{folder.name:<14} {said}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

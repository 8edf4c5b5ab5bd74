"""How long each step takes from a folder of specifications to generated text.

    python tests/benchmarks/pipeline.py [DIR ...]

Without arguments it measures the bundled examples. Figures are the median of five runs, each in a process of
its own, in milliseconds: wall time and CPU time. Nothing is asserted.
"""

import json
import os
import statistics
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

RUNS = 5

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


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """Give the wall and CPU milliseconds of each step for one project folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    samples: dict[str, list[tuple[float, float]]] = {}
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", PROBE, str(folder)], capture_output=True, text=True, check=True, env=environment
        )
        marks = json.loads(done.stdout)
        for (_, wall, cpu), (step, wall_after, cpu_after) in pairwise(marks):
            samples.setdefault(step, []).append((1000 * (wall_after - wall), 1000 * (cpu_after - cpu)))
    return {
        step: (statistics.median(wall for wall, _ in values), statistics.median(cpu for _, cpu in values))
        for step, values in samples.items()
    }


def main(arguments: list[str]) -> None:
    """Print one row for each folder."""
    examples = Path(str(files("workbench.examples")))
    folders = [Path(argument) for argument in arguments] or sorted(p.parent for p in examples.glob("*/specs"))
    for folder in folders:
        figures = measure(folder)
        total = sum(wall for wall, _ in figures.values())
        steps = "  ".join(f"{step} {wall:.0f} ms ({cpu:.0f} CPU)" for step, (wall, cpu) in figures.items())
        print(f"{folder.name:<14} {steps}  total {total:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])

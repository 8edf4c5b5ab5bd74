"""CPU seconds from nothing to the first painted screen, beside an empty Textual application.

    python tests/benchmarks/screens_start.py [DIR] [ROUNDS]

Prints figures only: the medians, and their ratio.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("empty")
{measure}
measure(Empty())
"""

OURS = """
import sys
from pathlib import Path
from screens.application import WorkbenchApp
from screens.recent import Recent
from workbench.session import Session
{measure}
measure(WorkbenchApp(Session.open(Path({folder!r})), Session.open, Recent(Path({recent!r}))))
"""

MEASURE = """
import os, time
def measure(app):
    async def painted(pilot):
        await pilot.pause()
        t = os.times()
        print(t.user + t.system)
        os._exit(0)
    import sys
    sys.stdout.reconfigure(line_buffering=True)
    app.run(headless=True, size=(120, 40), auto_pilot=painted)
"""


def main() -> int:
    """Measure both in turn, so that a busy machine is as unfair to one as to the other."""
    default = Path(__file__).parents[2] / "workbench" / "examples" / "todo"
    folder = sys.argv[1] if len(sys.argv) > 1 else str(default)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    recent = f"/tmp/workbench-benchmark-{os.getpid()}.json"
    scripts = {
        "empty": EMPTY.format(measure=MEASURE),
        "workbench": OURS.format(measure=MEASURE, folder=folder, recent=recent),
    }
    figures: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(rounds):
        for name, script in scripts.items():
            figures[name].append(_cpu_seconds(script))
    Path(recent).unlink(missing_ok=True)
    medians = {name: statistics.median(values) for name, values in figures.items()}
    for name, value in medians.items():
        print(f"{name:<10} {value:.2f} s CPU to the first screen (median of {rounds})")
    print(f"ratio      {medians['workbench'] / medians['empty']:.2f}")
    return 0


def _cpu_seconds(script: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main())

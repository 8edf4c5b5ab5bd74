"""CPU seconds of the screens' start, beside an empty Textual application in the same rounds.

    python tests/benchmarks/screens_start.py [DIR] [ROUNDS]

Prints figures only: medians up to the first painted screen and up to the first document shown; with "" for DIR
up to the welcome screen, which is also where a folder without specifications ends.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MEASURE = """
import os, sys
def tell(name):
    times = os.times()
    print(name, times.user + times.system, flush=True)
"""

EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("empty")
    def on_mount(self):
        self.call_after_refresh(self.painted)
    def painted(self):
        tell("painted")
        os._exit(0)

Empty().run(headless=True, size=(120, 40))
"""

SCREENS = """
from pathlib import Path
from screens.app import open_session
from screens.application import WorkbenchApp
from screens.home import Home

class Measured(WorkbenchApp):
    async def _set_stage(self):
        tell("painted")
        self.set_interval(0.02, self.look)
        await super()._set_stage()
    def look(self):
        stage = self.stage
        if len(self.screen_stack) > 1 or (stage and stage.desk.snapshot and stage.place.snapshot):
            self.call_after_refresh(self.end)
    def end(self):
        tell("shown")
        os._exit(0)

home = Home(Path({state!r}), Path({state!r}) / "config.toml")
Measured(Path({folder!r}) if {folder!r} else None, open_session, home).run(headless=True, size=(120, 40))
"""


def main() -> int:
    """Measure both in turn, so that a busy machine is as unfair to one as to the other."""
    example = Path(__file__).parents[2] / "workbench" / "examples" / "todo"
    folder = sys.argv[1] if len(sys.argv) > 1 else str(example)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    figures: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as state:
        scripts = {
            "empty": MEASURE + EMPTY,
            "workbench": MEASURE + SCREENS.format(folder=folder, state=state),
        }
        for _ in range(rounds):
            for name, script in scripts.items():
                for step, seconds in _cpu_seconds(script).items():
                    figures.setdefault(f"{name} {step}", []).append(seconds)
    medians = {name: statistics.median(values) for name, values in figures.items()}
    for name, value in medians.items():
        print(f"{name:<18} {value:.2f} s CPU ({value / medians['empty painted']:.2f} x empty, median of {rounds})")
    return 0


def _cpu_seconds(script: str) -> dict[str, float]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    pairs = (line.split() for line in done.stdout.splitlines())
    return {pair[0]: float(pair[1]) for pair in pairs if len(pair) == 2 and pair[0] in ("painted", "shown")}


if __name__ == "__main__":
    sys.exit(main())

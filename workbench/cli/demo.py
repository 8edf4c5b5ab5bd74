"""Copy a bundled example to a folder of its own and open it; with --headless generate its backend, run
its tests and print the checklist instead, and exit with 0 if everything is green. A folder that is
already there is used again if it is the same example; any other is refused.
"""

import argparse
from pathlib import Path

from workbench.cli.check import print_checklist
from workbench.cli.console import say
from workbench.cli.progress import run_lines
from workbench.cli.registry import Screens
from workbench.cli.test import run_shown
from workbench.criteria.verdict import State
from workbench.demos import copy_example, example_names
from workbench.session import Session
from workbench.wording import plural


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    names = ", ".join(example_names())
    parser.add_argument("name", metavar="NAME", nargs="?", default="todo", help=f"the example (default: todo): {names}")
    parser.add_argument("--to", metavar="DIR", type=Path, help="where to copy it (default: ./workbench-NAME)")
    parser.add_argument("--headless", action="store_true", help="generate, test and check instead of opening the UI")


def run(arguments: argparse.Namespace) -> int | Screens:
    """Copy the example, then open it or prove it."""
    folder = arguments.to or Path(f"workbench-{arguments.name}")
    fresh = copy_example(arguments.name, folder)
    say(f"The example {arguments.name} {'was copied to' if fresh else 'is already in'} {folder}.")
    if not arguments.headless:
        return Screens(folder)
    session = Session.open(folder)
    plan = session.plan()
    session.write(plan)
    say(f"{session.backend}: {plural(len(session.files()), 'file')}, {len(plan.writes)} written.")
    outcome = run_shown(session)
    for line in run_lines(outcome):
        say(line)
    verdicts = session.check()
    print_checklist(verdicts)
    green = all(verdict.state is State.GREEN for verdict in verdicts)
    return 0 if green and outcome.exit_code == 0 else 1

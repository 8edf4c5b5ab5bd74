"""Run the tests of the generated backend on a real PostgreSQL (embedded, or the server that
TEST_DATABASE_URL names), with coverage. A complete run is kept, and `workbench check` judges it.
"""

import argparse

from workbench.cli.arguments import add_folder, add_json, add_out
from workbench.cli.console import say, say_json
from workbench.cli.progress import Progress, run_json, run_lines
from workbench.running.events import Run
from workbench.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_out(parser)
    parser.add_argument("-k", metavar="EXPRESSION", help="only tests whose names match, as pytest's -k")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the tests and print what came of it."""
    session = Session.open(arguments.folder, arguments.out)
    outcome = run_shown(session, ("-k", arguments.k) if arguments.k else ())
    if arguments.json:
        say_json(run_json(outcome))
    else:
        for line in run_lines(outcome):
            say(line)
    return 0 if outcome.exit_code == 0 else 1


def run_shown(session: Session, selection: tuple[str, ...] = ()) -> Run:
    """Run the tests with their progress on standard error."""
    progress = Progress()
    try:
        return session.run(progress.take, selection)
    finally:
        progress.end()

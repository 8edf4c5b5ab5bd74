"""Regenerate and run the tests whenever a specification is saved, until interrupted. What would clash
with hand edits is named and left alone.
"""

import argparse

from workbench.cli.arguments import add_folder, add_out
from workbench.cli.console import paint, say
from workbench.cli.progress import run_lines
from workbench.cli.test import run_shown
from workbench.errors import WorkbenchError
from workbench.session import Session
from workbench.watching import watch_specifications
from workbench.wording import plural


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_out(parser)
    parser.add_argument("--defaults", action="store_true", help="take the recommended answer of every open question")
    parser.add_argument("--no-test", action="store_true", help="only regenerate, run no tests")


def run(arguments: argparse.Namespace) -> int:
    """Do one round now, then one after each change."""
    session = Session.open(arguments.folder, arguments.out)
    _round(session, arguments)
    say(f"Watching the specifications of {session.folder}; end with Ctrl+C.")
    for changed in watch_specifications(session.folder):
        say(f"{paint('saved', 'cyan')} {', '.join(changed)}")
        _round(session, arguments)
    return 0


def _round(session: Session, arguments: argparse.Namespace) -> None:
    """Generate and test once; what is in the way is told, and the next save tries again."""
    try:
        if arguments.defaults:
            session.take_defaults(record=session.places.inside)
        session.refuse_unready()
        plan = session.plan()
        session.write(plan)
        say(f"{plural(len(plan.writes), 'file')} written" if plan.writes else "Nothing to write.")
        if arguments.no_test or (not plan.writes and session.last_run() is not None):
            return
        for line in run_lines(run_shown(session)):
            say(line)
    except WorkbenchError as error:
        say(f"{paint('not done', 'yellow')} {error}")

"""Judge the eleven success criteria on the backend on disk, each on evidence. The tests are run first,
unless the last run was of exactly these files. Exits with 0 only if all criteria are green.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from workbench.cli.arguments import add_folder, add_json, add_out
from workbench.cli.console import say, say_json
from workbench.cli.progress import Progress
from workbench.cli.tables import rich_console
from workbench.cli.test import run_shown
from workbench.criteria.reports import (
    junit_report,
    proof_json,
    proof_lines,
    render_checklist,
    sarif_report,
    verdicts_json,
)
from workbench.criteria.verdict import State, Verdict
from workbench.errors import UsageError
from workbench.proving import Proof
from workbench.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_out(parser)
    add_json(parser)
    parser.add_argument("--junit", metavar="FILE", type=Path, help="also write a JUnit XML report")
    parser.add_argument("--sarif", metavar="FILE", type=Path, help="also write a SARIF 2.1.0 report")
    parser.add_argument(
        "--prove", action="store_true", help="also put faults into a copy of the code: the tests must notice each"
    )
    parser.add_argument("--no-run", action="store_true", help="run no tests: what they would show stays amber")


def run(arguments: argparse.Namespace) -> int:
    """Judge, print, report."""
    session = Session.open(arguments.folder, arguments.out)
    session.refuse_nothing()
    if not arguments.no_run and session.last_run() is None:
        run_shown(session)
    verdicts = session.check()
    if arguments.junit:
        _write(arguments.junit, junit_report(session.blueprint(), verdicts))
    if arguments.sarif:
        _write(arguments.sarif, sarif_report(session.blueprint(), verdicts))
    proof = _prove(session) if arguments.prove else None
    if arguments.json:
        say_json(verdicts_json(verdicts, session.last_run()) | (proof_json(proof) if proof else {}))
    else:
        print_checklist(verdicts)
        for line in proof_lines(proof) if proof else ():
            say(line)
    green = all(verdict.state is State.GREEN for verdict in verdicts)
    return 0 if green and not (proof and proof.survivors) else 1


def _prove(session: Session) -> Proof:
    progress = Progress()
    try:
        return session.prove(progress.take_fault)
    finally:
        progress.end()


def print_checklist(verdicts: Sequence[Verdict]) -> None:
    """Print the criteria, and the first reasons of those that are not green."""
    rich_console().print(render_checklist(verdicts))
    green = sum(verdict.state is State.GREEN for verdict in verdicts)
    say(f"{green} of {len(verdicts)} green")


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"The report {file} cannot be written ({error.strerror}); name another file.") from error

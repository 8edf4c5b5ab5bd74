"""Answer one question, or overturn an assumption. The answer is kept in specs/clarifications.md, so that
the next run, another person and CI get the same result. ``yes`` takes the recommended choice.
"""

import argparse
from pathlib import Path

from workbench.cli.console import say
from workbench.places import Places
from workbench.specifications import Specifications
from workbench.wording import plural


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="the project folder")
    parser.add_argument("question", metavar="ID", help="the id of a question, as `workbench ask` shows it")
    parser.add_argument("value", metavar="VALUE", help="one of its choices, or `yes` for the recommended one")


def run(arguments: argparse.Namespace) -> int:
    """Keep the answer and tell how many questions are left."""
    specifications = Specifications(Places.of(arguments.folder, None))
    kept = specifications.accepted(arguments.question, arguments.value)
    specifications.answer(arguments.question, kept)
    left = len(specifications.resolution().questions)
    say(f"{arguments.question}: {kept} (kept in {specifications.places.clarifications})")
    say(f"{plural(left, 'question')} left." if left else "No question is left.")
    return 0

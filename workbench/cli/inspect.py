"""Show what was understood of a project's specifications: endpoints, tables, requirements, questions
and the text that nothing was made of. Writes nothing.
"""

import argparse

from workbench.cli.arguments import add_folder, add_json
from workbench.cli.console import note, say_json
from workbench.inspecting import inspect_json
from workbench.places import Places
from workbench.reading.facts import Reading
from workbench.resolving.deciding.questions import Resolution
from workbench.specifications import Specifications


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the inspection; files that cannot be read are named on standard error."""
    reading, resolution = Specifications(Places.of(arguments.folder, None)).look()
    if arguments.json:
        say_json(inspect_json(reading, resolution))
    else:
        _print(reading, resolution)
    for obstacle in reading.obstacles:
        note(f"workbench: {obstacle.text}")
    return 0


def _print(reading: Reading, resolution: Resolution) -> None:
    # Programs ask for JSON, and should not wait for Rich.
    from workbench.cli.inspection import print_inspection
    from workbench.cli.tables import rich_console

    print_inspection(rich_console(), reading, resolution)

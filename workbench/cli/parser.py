"""From command-line words to a command and its arguments."""

import argparse
import difflib
from collections.abc import Sequence
from pathlib import Path

from workbench import __version__
from workbench.cli.registry import COMMANDS, Command, Screens
from workbench.errors import UsageError

_WEB_PORT = 8765

_EXAMPLES = """\
examples:
  workbench .                        open the terminal UI on the project in this folder
  workbench . --web                  the same in a browser
  workbench demo todo --headless     generate, test and check the bundled example
  workbench inspect . --json         everything that was understood, as JSON
  workbench generate . --defaults    write backend/, taking the recommended answers
  workbench check . --junit out.xml  run the tests, judge C1 to C11, report to CI

exit codes:
  0 done   1 tests or criteria failed   2 wrong usage   3 questions open
  4 conflicts with hand edits   5 specifications unreadable

`workbench COMMAND --help` tells more about each.
"""


def parse(words: Sequence[str]) -> tuple[Command | None, argparse.Namespace]:
    """Give the command that was named, none for the UI, and its arguments.

    Ends through ``SystemExit`` where help, the version or a usage error was printed.
    """
    if words and words[0] in COMMANDS:
        command = COMMANDS[words[0]]
        module = command.load()
        parser = argparse.ArgumentParser(
            prog=f"workbench {command.name}",
            description=(module.__doc__ or "").strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(parser)
        return command, parser.parse_args(words[1:])
    return None, _top_parser().parse_args(words)


def run_ui(arguments: argparse.Namespace) -> Screens:
    """Give what opens the UI; a word that is neither command nor folder is refused with the nearest."""
    web = arguments.port if arguments.web else None
    if arguments.folder is None:
        return Screens(None, web)
    folder = Path(arguments.folder)
    if not folder.is_dir():
        near = difflib.get_close_matches(arguments.folder, COMMANDS, n=1)
        hint = f"did you mean `workbench {near[0]}`?" if near else "see `workbench --help`."
        raise UsageError(f"There is no folder and no command {arguments.folder}; {hint}")
    return Screens(folder, web)


def _top_parser() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {command.name:<9} {command.summary}" for command in COMMANDS.values())
    parser = argparse.ArgumentParser(
        prog="workbench",
        usage="workbench [DIR] [--web [--port N]]\n       workbench COMMAND [DIR] [options]",
        description="From specifications to a verified FastAPI backend: read, ask, generate, test, check.\n"
        "Without a command it opens the terminal UI.\n\ncommands:\n" + commands,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="DIR", nargs="?", help="the project: the folder that holds specs/")
    parser.add_argument("--web", action="store_true", help="the same UI in a browser, on this machine only")
    parser.add_argument("--port", type=int, default=_WEB_PORT, help=f"with --web: the port (default: {_WEB_PORT})")
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    return parser

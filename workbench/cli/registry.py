"""The commands, by name. A new command is one module with ``add_arguments`` and ``run``, and one line here.

A module is imported when its command is asked for, so that none pays for the others.
"""

import argparse
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast


class Screens(NamedTuple):
    """What a command gives when the terminal UI should open: on a project, or on none; ``web`` is the port on
    which a browser gets it instead."""

    folder: Path | None
    web: int | None = None


class CommandModule(Protocol):
    """What the module of a command offers. Its docstring is the command's help."""

    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare options and arguments."""

    def run(self, arguments: argparse.Namespace) -> int | Screens:
        """Do it, and give the exit code."""


class Command(NamedTuple):
    """A command, its module and its line in the help."""

    name: str
    module: str
    summary: str

    def load(self) -> CommandModule:
        """Import the command's module."""
        return cast("CommandModule", import_module(self.module))


COMMANDS = {
    command.name: command
    for command in (
        Command("inspect", "workbench.cli.inspect", "what was understood, asked and left unread"),
        Command("ask", "workbench.cli.ask", "the open questions"),
        Command("answer", "workbench.cli.answer", "answer one of them"),
        Command("generate", "workbench.cli.generate", "write backend/, merged with what is there"),
        Command("test", "workbench.cli.test", "run the backend's tests on PostgreSQL"),
        Command("check", "workbench.cli.check", "judge the success criteria C1 to C11"),
        Command("watch", "workbench.cli.watch", "regenerate and test whenever a specification is saved"),
        Command("serve", "workbench.cli.serve", "run the generated backend on an embedded database"),
        Command("demo", "workbench.cli.demo", "copy a bundled example and open it"),
    )
}

"""Run the generated backend on an embedded database, migrated and empty, until interrupted. Prints its
address, that of its interactive documentation, and a token to try it with where tokens come from
elsewhere. The data are thrown away at the end.
"""

import argparse

from workbench.cli.arguments import add_folder, add_out
from workbench.cli.console import say
from workbench.serving import serve_backend
from workbench.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_out(parser)
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000; 0 takes any free one)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    session = Session.open(arguments.folder, arguments.out)
    settings = session.blueprint().settings
    with serve_backend(session.backend, session.blueprint(), arguments.port) as served:
        say(f"Serving {settings.title} at {served.address}, documentation at {served.address}/docs")
        if served.token:
            say(f"Authorization: {settings.token_scheme} {served.token}")
        say("End with Ctrl+C.")
        return served.process.wait()

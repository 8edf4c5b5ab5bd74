"""Arguments that several commands share."""

import argparse
from pathlib import Path


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Declare the project folder, this one where none is named."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, default=Path(), help="the project folder (default: this one)"
    )


def add_out(parser: argparse.ArgumentParser) -> None:
    """Declare the backend folder."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="the backend folder (default: backend/ in the project); outside the project, "
        "nothing in the project is changed",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare machine-readable output."""
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of text")

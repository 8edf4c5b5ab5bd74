"""Where a test stands that pytest names, and where it failed."""

import re
from collections.abc import Sequence

from generators.files import GeneratedFile
from screens.lines.making import Place
from workbench.running.events import TestResult

_WHERE = re.compile(r"^((?:tests|app)/\S+?\.py):(\d+)(?=:)")
_FILE = re.compile(r'File "(?:.*/backend/)?((?:tests|app)/[^"]+\.py)", line (\d+)')


def failure_place(text: str) -> Place | None:
    """Give the place that a line of pytest's message names: ``tests/test_todos.py:12: in test_create``, or
    Python's own: ``File "backend/app/main.py", line 12``."""
    found = _WHERE.match(text) or (_FILE.search(text) if 'File "' in text else None)
    return Place(found[1], int(found[2])) if found else None


def find_failure(result: TestResult) -> Place | None:
    """Give the line of a test at which it failed, if its message names one."""
    places = (failure_place(text) for text in result.message.splitlines())
    return next((place for place in places if place and result.node.startswith(f"{place.file}::")), None)


def find_test(files: Sequence[GeneratedFile], node: str) -> Place:
    """Give the file and line of a test, or of the file's beginning where it is not found."""
    path, _, name = node.partition("::")
    file = next((file for file in files if file.path == path), None)
    symbol = name.partition("[")[0].replace("::", ".")
    last = symbol.rpartition(".")[2]
    for origin in file.origins if file else ():
        if origin.symbol in (symbol, last):
            return Place(path, origin.line)
    lines = file.text.split("\n") if file and last else []
    return Place(path, next((number for number, text in enumerate(lines, 1) if f"def {last}(" in text), 1))

"""Where a test stands that pytest names."""

from collections.abc import Sequence

from generators.files import GeneratedFile
from screens.lines.making import Place


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

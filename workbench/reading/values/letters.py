"""Single letters that answer yes or no in a column, and mean what the other cells of the column make of them."""

from collections.abc import Iterable, Mapping

from workbench.reading.literals import strip_marks

_MANDATORY = {"m": "yes", "o": "no", "c": "no", "": "no"}
"""M for mandatory, O for optional, C for conditional."""

_CIRCLED = {"o": "yes", "x": "no", "△": "no"}
"""O for a circle and X for a cross, as in Korea and Japan; alone in its column an X is a tick."""


def read_letters(cells: Iterable[str]) -> Mapping[str, str]:
    """Tell which words the lower-case letters of a column stand for; empty where they speak for themselves."""
    said = {strip_marks(cell).strip().lower() for cell in cells}
    if "m" in said:
        return _MANDATORY
    return _CIRCLED if {"o", "x"} <= said else {}


def spell_out(cell: str, letters: Mapping[str, str]) -> str:
    """Give the word for a cell that is one of the letters, else the cell as it is."""
    return letters.get(strip_marks(cell).strip().lower(), cell)

"""What a line of the notation holds once it is read: a subject, and clauses that each say one thing of it."""

from dataclasses import dataclass

Scalar = str | int | float | bool | None
Value = Scalar | tuple[str, ...] | tuple[tuple[str, Scalar], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line is about: a table, a column of it, an endpoint, or everything where all members are empty."""

    table: str = ""
    column: str = ""
    method: str = ""
    path: str = ""

    def __str__(self) -> str:
        """Give the subject as it is written."""
        if self.method:
            return f"{self.method} {self.path}"
        return f"{self.table}.{self.column}" if self.column else self.table or "all"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that is said. ``word`` names the kind of clause, ``at`` is the column in the line at which it
    begins (from 1), ``values`` holds what it says by name."""

    word: str
    at: int
    values: tuple[tuple[str, Value], ...] = ()

    def text(self, name: str) -> str:
        """Give a value that is text; empty where it is not said."""
        value = dict(self.values).get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | float | None:
        """Give a value that is a number; nothing where it is not said."""
        value = dict(self.values).get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def names(self, name: str) -> tuple[str, ...]:
        """Give a list of names; empty where it is not said."""
        value = dict(self.values).get(name)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()

    def pairs(self, name: str) -> tuple[tuple[str, Scalar], ...]:
        """Give a list of pairs; empty where it is not said."""
        value = dict(self.values).get(name)
        return tuple(item for item in value if isinstance(item, tuple)) if isinstance(value, tuple) else ()

    def scalar(self, name: str) -> Scalar:
        """Give a single value of any type."""
        value = dict(self.values).get(name)
        return None if isinstance(value, tuple) else value

"""Where a fact was read: the thread that ties every generated line to a specification."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A range of lines in one document.

    ``file`` is a POSIX path relative to the project folder; ``line`` and ``end_line``
    count from 1 and are both inside the range.
    """

    file: str
    line: int
    end_line: int

    def __str__(self) -> str:
        """Give ``file:line`` or ``file:first-last``, the form used in messages and citations."""
        if self.line == self.end_line:
            return f"{self.file}:{self.line}"
        return f"{self.file}:{self.line}-{self.end_line}"

    def holds(self, other: "Source") -> bool:
        """Whether another range begins within this one."""
        return self.file == other.file and self.line <= other.line <= self.end_line

    def as_json(self) -> dict[str, str | int]:
        """Give it as programs read it, wherever JSON is written."""
        return {"file": self.file, "line": self.line, "end_line": self.end_line}

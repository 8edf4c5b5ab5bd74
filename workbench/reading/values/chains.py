"""Chains of calls, as TypeScript's libraries describe values: ``z.string().min(1).optional()``."""

from workbench.reading.literals import read_literal
from workbench.reading.values.code_parts import split_parts

Call = tuple[str, str]
"""A name of a chain and the text between its parentheses: ``("min", "1")``; nothing where it has none."""
LONGEST = 4000
"""Longer texts are no description of one value."""


def split_chain(text: str) -> tuple[Call, ...]:
    """Split a chain at the points that stand outside brackets and quotes; nothing where the text is no chain.

    Example: ``z.enum(["a", "b"]).default("a")`` gives ``z``, ``enum`` with its list, and ``default``.
    """
    calls: list[Call] = []
    for link in split_parts(text.strip()[:LONGEST], 1, "."):
        name, opened, arguments = link.text.partition("(")
        name = name.split("<", 1)[0].strip()
        if not name.lstrip("$").isidentifier() or (opened and not arguments.rstrip().endswith(")")):
            return ()
        calls.append((name, arguments.rstrip()[:-1].strip() if opened else ""))
    return tuple(calls)


def arguments_of(call: Call) -> list[str]:
    """Split what a call is given at its commas: ``"owner_id", { length: 36 }``."""
    return [part.text for part in split_parts(call[1], 1)]


def quoted(text: str) -> str | None:
    """Give what stands between quotes, where the text is a quoted one."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`" else None


def number_in(call: Call) -> int | float | None:
    """Give the number that is the first thing a call is given: ``min(3, "Too short")``."""
    value = read_literal(arguments_of(call)[0].replace("_", "")) if call[1] else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

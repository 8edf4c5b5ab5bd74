"""Clauses about the rows of a table: ``tasks: at most 5 where status = open within user_id``."""

from collections.abc import Callable

from workbench.reading.notation.clauses import Clause, Scalar, Value
from workbench.reading.notation.fields import read_condition, read_message
from workbench.reading.notation.words import Cursor

_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
_PERIODS = ("hour", "day", "week", "month")

Reader = Callable[[Cursor], tuple[tuple[str, Value], ...]]


def read_table(cursor: Cursor) -> Clause:
    """Read one clause about a table."""
    at = cursor.here.at
    for words, name, reader in _CLAUSES:
        if cursor.takes(*words):
            return Clause(name, at, reader(cursor))
    raise cursor.fail("a rule for a table")


def _unique(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    values: list[tuple[str, Value]] = [("columns", cursor.names("a column"))]
    if cursor.takes("where"):
        values += read_condition(cursor)
    return tuple(values)


def _check(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    left = cursor.name("a column")
    if cursor.here.text not in _COMPARISONS:
        raise cursor.fail("a comparison")
    operator = cursor.move().text
    literal = cursor.here.kind != "word"
    return (
        ("left", left),
        ("operator", operator),
        ("right", cursor.value("a column or a value")),
        ("literal", literal),
    )


def _at_most(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    values: list[tuple[str, Value]] = []
    if cursor.peek().text == "for":
        values.append(("plans", _plans(cursor)))
    else:
        values.append(("maximum", cursor.whole("a whole number")))
    if cursor.takes("where"):
        values += read_condition(cursor)
    if cursor.takes("within"):
        values.append(("within", cursor.name("a column")))
    if cursor.takes("per"):
        if cursor.here.text not in _PERIODS:
            raise cursor.fail(f"one of {', '.join(_PERIODS)}")
        values.append(("period", cursor.name("a period")))
    if cursor.takes("by"):
        values.append(("plan", cursor.name("the column that holds the plan")))
    return tuple(values)


def _plans(cursor: Cursor) -> tuple[tuple[str, Scalar], ...]:
    found: list[tuple[str, Scalar]] = []
    while True:
        maximum = None if cursor.takes("any") else cursor.whole("a whole number or 'any'")
        cursor.expect("for")
        found.append((cursor.text("a plan"), maximum))
        if not cursor.takes(","):
            return tuple(found)


def _hide(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    cursor.expect("where")
    condition = read_condition(cursor)
    cursor.expect("except")
    return (*condition, ("roles", cursor.names("a role")))


def _repeats(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    values: list[tuple[str, Value]] = [("by", cursor.name("the column that says how often"))]
    if cursor.takes("every"):
        values.append(("every", cursor.name("a column")))
    if cursor.takes("moving"):
        values.append(("moves", cursor.names("a column")))
    cursor.expect("when")
    values.append(("done", cursor.name("a column")))
    cursor.expect("=")
    values.append(("equals", cursor.value("a value")))
    for word in ("until", "left", "series"):
        if cursor.takes(word):
            values.append((word, cursor.name("a column")))
    return tuple(values)


def _nothing(_cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return ()


_CLAUSES: tuple[tuple[tuple[str, ...], str, Reader], ...] = (
    (("unique",), "unique", _unique),
    (("check",), "check", _check),
    (("at", "most"), "at_most", _at_most),
    (("hide",), "hide", _hide),
    (("repeats", "by"), "repeats", _repeats),
    (("shared",), "shared", _nothing),
    (("message",), "message", lambda cursor: read_message(cursor, "missing")),
)

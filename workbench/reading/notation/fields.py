"""Clauses about one column: ``tasks.title: required; length 1..200; trimmed``."""

from collections.abc import Callable

from workbench.reading.notation.clauses import Clause, Scalar, Value
from workbench.reading.notation.words import Cursor

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_FORMATS = ("email", "uri", "slug")
_ON_DELETE = ("cascade", "restrict", "set null")

Reader = Callable[[Cursor], tuple[tuple[str, Value], ...]]


def read_field(cursor: Cursor) -> Clause:
    """Read one clause about a column."""
    at = cursor.here.at
    if cursor.here.kind == "word" and cursor.peek().text == "->":
        return Clause("transition", at, _transition(cursor))
    for words, name, reader in _CLAUSES:
        if cursor.takes(*words):
            return Clause(name, at, reader(cursor))
    raise cursor.fail("a rule for a column")


def _nothing(_cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return ()


def read_bounds(cursor: Cursor, what: str) -> tuple[tuple[str, Value], ...]:
    """Read ``1..200``, ``..200`` or ``1..``."""
    low: int | float | None = cursor.number(what) if cursor.here.kind == "number" else None
    cursor.expect("..")
    high: int | float | None = cursor.number(what) if cursor.here.kind == "number" else None
    if low is None and high is None:
        raise cursor.fail(what)
    return tuple((name, value) for name, value in (("min", low), ("max", high)) if value is not None)


def read_seconds(cursor: Cursor) -> int:
    """Read ``15 minutes``."""
    count = cursor.whole("a whole number")
    unit = cursor.name("seconds, minutes, hours, days or weeks").lower().removesuffix("s")
    if unit not in _UNITS:
        raise cursor.fail("seconds, minutes, hours, days or weeks before this")
    return count * _UNITS[unit]


def read_message(cursor: Cursor, *occasions: str) -> tuple[tuple[str, Value], ...]:
    """Read what an error says: ``missing "No such task" code NO_TASK``; the occasion is one of those given."""
    occasion = next((one for one in occasions if cursor.takes(*one.split())), None)
    if occasion is None:
        raise cursor.fail(f"one of {', '.join(occasions)}")
    if cursor.here.kind != "string":
        raise cursor.fail("a text in quotes")
    values: list[tuple[str, Value]] = [("occasion", occasion.replace(" ", "_")), ("value", cursor.text("a text"))]
    if cursor.takes("code"):
        values.append(("code", cursor.text("a code")))
    return tuple(values)


def _message(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return read_message(cursor, "taken", "required", "too short", "too long", "wrong")


def read_condition(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    """Read what stands behind ``where``: ``status = open`` or ``status in open, pending``."""
    column = cursor.name("a column")
    if cursor.takes("in"):
        return (("where", column), ("among", cursor.texts("a value")))
    cursor.expect("=")
    return (("where", column), ("equals", cursor.value("a value")))


def _bounds(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return read_bounds(cursor, "a number")


def _on_create(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("on", "create"),) if cursor.takes("on", "create") else ()


def _number(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("value", cursor.number("a number")),)


def _pattern(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    if cursor.here.kind != "string":
        raise cursor.fail("a pattern in quotes")
    return (("value", cursor.text("a pattern in quotes")),)


def _format(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    if cursor.here.text not in _FORMATS:
        raise cursor.fail(f"one of {', '.join(_FORMATS)}")
    return (("value", cursor.name("a format")),)


def _choices(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("values", cursor.texts("a value")),)


def _default(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("value", cursor.value("a value")),)


def _unique(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    values: list[tuple[str, Value]] = []
    if cursor.takes("within"):
        values.append(("within", cursor.names("a column")))
    if cursor.takes("where"):
        values += read_condition(cursor)
    if cursor.takes("ignoring", "case"):
        values.append(("case", True))
    return tuple(values)


def _references(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    table = cursor.name("a table")
    column = ""
    if cursor.takes("."):
        column = cursor.name("a column")
    rule = _on_delete(cursor) if cursor.takes("on", "delete") else ()
    return (("table", table), ("column", column), *rule)


def _on_delete(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    for rule in _ON_DELETE:
        if cursor.takes(*rule.split()):
            return (("on_delete", rule),)
    raise cursor.fail("cascade, restrict or set null")


def _column(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("column", cursor.name("a column")),)


def _next(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("within", cursor.name("a column") if cursor.takes("within") else ""),)


def _copy(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    via = cursor.name("a foreign key")
    cursor.expect(".")
    return (("via", via), ("column", cursor.name("a column")))


def _product(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    factors = [cursor.name("a column")]
    while cursor.takes("*"):
        factors.append(cursor.name("a column"))
    if len(factors) < 2:
        raise cursor.fail("'*'")
    return (("factors", tuple(factors)),)


def _sum(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    table = cursor.name("a table")
    cursor.expect(".")
    return (("table", table), ("column", cursor.name("a column")))


def _due(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    times: list[tuple[str, Scalar]] = []
    by = ""
    while True:
        seconds = read_seconds(cursor)
        cursor.expect("when")
        if by and cursor.here.text != by:
            raise cursor.fail(f"the same column {by!r}")
        by = cursor.name("a column")
        cursor.expect("=")
        times.append((cursor.text("a value"), seconds))
        if not cursor.takes(","):
            return (("by", by), ("times", tuple(times)))


def _stamp(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    cursor.expect("when")
    by = cursor.name("a column")
    cursor.expect("=")
    equals = cursor.value("a value")
    return (("by", by), ("equals", equals), ("kept", cursor.texts("a value") if cursor.takes("keep") else ()))


def _transition(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    origin = cursor.text("a state")
    cursor.expect("->")
    targets = cursor.texts("a state")
    roles = cursor.names("a role") if cursor.takes("by") else ()
    return (("origin", origin), ("targets", targets), ("roles", roles))


def _frozen(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("states", cursor.texts("a state")),)


def _marks(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    if cursor.here.text not in ("true", "false"):
        raise cursor.fail("true or false")
    return (("value", cursor.value("true or false")),)


_CLAUSES: tuple[tuple[tuple[str, ...], str, Reader], ...] = (
    (("required",), "required", _nothing),
    (("optional",), "optional", _nothing),
    (("length",), "length", _bounds),
    (("range",), "range", _bounds),
    (("above",), "above", _number),
    (("below",), "below", _number),
    (("pattern",), "pattern", _pattern),
    (("format",), "format", _format),
    (("one", "of"), "choices", _choices),
    (("default",), "default", _default),
    (("trimmed",), "trimmed", _nothing),
    (("future",), "future", _on_create),
    (("past",), "past", _on_create),
    (("not", "past"), "not_past", _on_create),
    (("not", "future"), "not_future", _on_create),
    (("ignoring", "case"), "case", _nothing),
    (("unique",), "unique", _unique),
    (("immutable",), "immutable", _nothing),
    (("hidden",), "hidden", _nothing),
    (("references",), "references", _references),
    (("on", "delete"), "on_delete", _on_delete),
    (("slug", "of"), "slug", _column),
    (("next",), "next", _next),
    (("copy",), "copy", _copy),
    (("product",), "product", _product),
    (("sum",), "sum", _sum),
    (("due",), "due", _due),
    (("stamp",), "stamp", _stamp),
    (("frozen",), "frozen", _frozen),
    (("marks", "deleted", "when"), "marks", _marks),
    (("message",), "message", _message),
)

"""Clauses about endpoints: ``POST /tasks/{id}/close: set status = closed; set closed_at = now``."""

from collections.abc import Callable

from generators.passwords import CHARACTERS
from workbench.reading.notation.clauses import Clause, Scalar, Value
from workbench.reading.notation.fields import read_bounds, read_message, read_seconds
from workbench.reading.notation.words import Cursor

Reader = Callable[[Cursor], tuple[tuple[str, Value], ...]]
_SIZES = {"kb": 1024, "mb": 1024**2}
_ROUNDS = 12
"""The cost of bcrypt where none is named."""
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_OCCASIONS = (
    "no token",
    "bad token",
    "expired token",
    "credentials",
    "forbidden",
    "invalid",
    "too many",
    "unexpected",
)
_HOLDS = ("key", "caller", "before", "after", "body")


def read_operation(cursor: Cursor) -> Clause:
    """Read one clause about an endpoint."""
    at = cursor.here.at
    if cursor.here.kind == "number":
        return Clause("calls", at, _calls(cursor))
    for words, name, reader in _CLAUSES:
        if cursor.takes(*words):
            return Clause(name, at, reader(cursor))
    raise cursor.fail("a rule for an endpoint")


def read_everything(cursor: Cursor) -> Clause:
    """Read one clause about the whole backend."""
    at = cursor.here.at
    if cursor.here.kind == "number":
        return Clause("calls", at, _calls(cursor))
    for name in ("access", "refresh"):
        if cursor.takes(name, "token"):
            return Clause(f"{name}_token", at, (("seconds", read_seconds(cursor)),))
    if cursor.takes("password", "needs"):
        return Clause("password_needs", at, (("needs", _needs(cursor)),))
    if cursor.takes("password", "at", "least"):
        return Clause("password_length", at, (("min", cursor.whole("a number of characters")),))
    if cursor.takes("body", "at", "most"):
        return Clause("body_size", at, (("bytes", _bytes(cursor)),))
    if cursor.takes("password", "hash"):
        return Clause("password_hash", at, _hash(cursor))
    if cursor.takes("message"):
        return Clause("message", at, read_message(cursor, *_OCCASIONS))
    raise cursor.fail("a number of calls, 'access token', 'refresh token', 'password', 'body' or 'message'")


def _bytes(cursor: Cursor) -> int:
    size = cursor.whole("a number of kilobytes or megabytes")
    unit = cursor.here.text.lower()
    if unit not in _SIZES:
        raise cursor.fail("KB or MB")
    cursor.move()
    return size * _SIZES[unit]


def _hash(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    if cursor.takes("argon2"):
        return (("value", "argon2"),)
    if not cursor.takes("bcrypt"):
        raise cursor.fail("argon2 or bcrypt")
    return (("value", "bcrypt"), ("rounds", cursor.whole("a cost") if cursor.here.kind == "number" else _ROUNDS))


def _needs(cursor: Cursor) -> tuple[str, ...]:
    found: list[str] = []
    while not found or cursor.takes(","):
        if cursor.here.text not in CHARACTERS:
            raise cursor.fail(f"one of {', '.join(CHARACTERS)}")
        found.append(cursor.move().text)
    return tuple(found)


def _nothing(_cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return ()


def _calls(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    count = cursor.whole("a whole number")
    if not (cursor.takes("calls") or cursor.takes("call")):
        raise cursor.fail("'calls'")
    cursor.expect("per")
    many = cursor.whole("a number") if cursor.here.kind == "number" else 1
    unit = cursor.here.text.removesuffix("s")
    if unit not in _UNITS:
        raise cursor.fail("second, minute, hour or day")
    cursor.move()
    cursor.expect("by")
    if cursor.here.text not in ("user", "address"):
        raise cursor.fail("user or address")
    return (("calls", count), ("seconds", many * _UNITS[unit]), ("per", cursor.name("user or address")))


def _answers(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    status = cursor.whole("200, 201, 202 or 204")
    if status not in (200, 201, 202, 204):
        raise cursor.fail("200, 201, 202 or 204 before this")
    return (("status", status),)


def _roles(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return (("roles", cursor.names("a role")),)


def _only(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    columns: list[str] = []
    roles: list[str] = []
    while True:
        if cursor.takes("role"):
            roles.append(cursor.name("a role"))
        else:
            column = cursor.name("a column, or 'role' and a role")
            columns.append(f"{column}.{cursor.name('a column')}" if cursor.takes(".") else column)
        if not cursor.takes("or"):
            return (("columns", tuple(columns)), ("roles", tuple(roles)))


def _order(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    found: list[tuple[str, Scalar]] = []
    while True:
        column = cursor.name("a column")
        descending = cursor.takes("desc")
        if not descending:
            cursor.takes("asc")
        found.append((column, descending))
        if not cursor.takes(","):
            return (("columns", tuple(found)),)


def _page(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    return read_bounds(cursor, "a number of rows")


def _set(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    column = cursor.name("a column")
    cursor.expect("=")
    values: list[tuple[str, Value]] = [("column", column), ("value", cursor.value("a value, now or caller"))]
    if cursor.takes("when"):
        values.append(("when", cursor.value("a value")))
    return tuple(values)


def _column(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    values: list[tuple[str, Value]] = [("column", cursor.name("a column"))]
    if cursor.takes("when"):
        values.append(("when", cursor.value("a value")))
    return tuple(values)


def _record(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    table = cursor.name("a table")
    cursor.expect("with")
    fields: list[tuple[str, Scalar]] = []
    while True:
        column = cursor.name("a column")
        cursor.expect("=")
        word = cursor.here
        if word.kind == "word" and word.text in _HOLDS:
            cursor.move()
            of = f" {cursor.name('a column')}" if word.text in ("before", "after", "body") else ""
            fields.append((column, f"{word.text}{of}"))
        else:
            fields.append((column, f"= {cursor.value('key, caller, before, after, body or a value')}"))
        if not cursor.takes(","):
            break
    on = cursor.name("a column") if cursor.takes("on") else ""
    return (("table", table), ("fields", tuple(fields)), ("on", on))


def _while(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    via = cursor.name("a foreign key")
    cursor.expect(".")
    column = cursor.name("a column")
    if not cursor.takes("in"):
        cursor.expect("=")
        return (("via", via), ("column", column), ("states", (cursor.name("a state"),)))
    return (("via", via), ("column", column), ("states", cursor.names("a state")))


def _moves(cursor: Cursor) -> tuple[tuple[str, Value], ...]:
    by = ""
    table = ""
    if cursor.here.kind == "number":
        cursor.expect("1")
    else:
        by = cursor.name("1 or a column")
        if cursor.takes("."):
            table, by = by, cursor.name("a column")
    if not (cursor.takes("from") or cursor.takes("to")):
        raise cursor.fail("'from' or 'to'")
    via = cursor.name("a foreign key")
    cursor.expect(".")
    column = cursor.name("a column")
    most = cursor.name("a column") if cursor.takes("at", "most") else ""
    return (("table", table), ("by", by), ("via", via), ("column", column), ("at_most", most))


_CLAUSES: tuple[tuple[tuple[str, ...], str, Reader], ...] = (
    (("public",), "public", _nothing),
    (("optional", "token"), "optional_token", _nothing),
    (("token",), "token", _nothing),
    (("role",), "role", _roles),
    (("only",), "only", _only),
    (("order", "by"), "order", _order),
    (("page",), "page", _page),
    (("set",), "set", _set),
    (("flip",), "flip", _column),
    (("clear",), "clear", _column),
    (("record",), "record", _record),
    (("add",), "add", _moves),
    (("subtract",), "subtract", _moves),
    (("while",), "while", _while),
    (("idempotent",), "idempotent", _nothing),
    (("idempotency", "key"), "repeatable", _nothing),
    (("at", "least", "one", "field"), "some", _nothing),
    (("answers",), "answers", _answers),
    (("as", "csv"), "csv", _nothing),
)

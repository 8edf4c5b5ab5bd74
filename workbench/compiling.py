"""Compiled expressions and methods of dataclasses, kept beside the modules as Python keeps their bytecode.

Compiling an expression takes a hundred times as long as searching with it, and Python forgets it with the process.
What its compiler made of a text is a row of numbers; they are kept in ``__pycache__``, and belong to one version of
Python just as bytecode does. So is what dataclasses are made of: at each import their methods are written as text and
compiled, half a millisecond for each of two hundred classes. This rests on the inside of ``re`` and ``dataclasses``:
wherever that looks otherwise than expected, or the file cannot be read, everything is compiled as ever.
"""

import dataclasses
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

Key = tuple[object, ...]
"""What is kept of a text, and the text: an expression's ``code`` with some flags, what it ``needs``; ``methods``."""
Made = tuple[int, bytes, int, tuple[tuple[str, int], ...]]
"""What came of it: all flags, the numbers, how many groups, and which of them have names."""

_OURS = ("generators", "workbench", "screens")
_MOST = 8_000
"""How many are kept; those that name a project's tables would add up."""
_UNEXPECTED = (ImportError, AttributeError, TypeError, ValueError, OverflowError, RuntimeError, EOFError)
"""What another inside of ``re``, or a damaged file, leads to."""


class Shelf:
    """The expressions that are kept in ``file``; nothing is written before ``keep``."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[Key, Any] | None = None
        self._used: set[Key] = set()
        self._fresh: dict[Key, Any] = {}
        self._untold: dict[Key, Any] = {}

    def compile(self, expression: str, flags: int) -> re.Pattern[str]:
        """Give the compiled expression; raises ``re.error`` for a mistake in it, as ``re.compile`` does."""
        key = ("code", expression, int(flags))
        try:
            return _load(expression, self.recall(key, lambda: _make(expression, int(flags))))
        except _UNEXPECTED:
            self._fresh.pop(key, None)
            return re.compile(expression, flags)

    def recall(self, key: Key, make: Callable[[], T]) -> T:
        """Give what is kept under ``key``, or ``make`` it; ``marshal`` can write it down."""
        known = self._all()
        self._used.add(key)
        if key not in known:
            known[key] = self._fresh[key] = self._untold[key] = make()
        found: T = known[key]
        return found

    def hand_over(self) -> dict[Key, Any]:
        """Give what was compiled since this was asked last, for another process to ``learn``."""
        untold, self._untold = self._untold, {}
        return untold

    def learn(self, fresh: dict[Key, Any]) -> None:
        """Take over what another process has compiled."""
        self._all().update(fresh)
        self._fresh |= fresh

    def _all(self) -> dict[Key, Any]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def keep(self) -> None:
        """Write down what was compiled and is not there yet, unless Python is told to write no bytecode."""
        if not self._fresh or sys.dont_write_bytecode:
            return
        kept = self._read() | self._fresh
        if len(kept) > _MOST:
            kept = {key: made for key, made in kept.items() if key in self._used or key in self._fresh}
        staged = self._file.with_suffix(f".{os.getpid()}")
        try:
            staged.write_bytes(marshal.dumps((_version(), kept)))
            staged.replace(self._file)
        except OSError:
            return  # an installation that belongs to somebody else
        self._fresh = {}

    def _read(self) -> dict[Key, Any]:
        try:
            version, known = marshal.loads(self._file.read_bytes())  # noqa: S302 - trusted as bytecode is
        except (OSError, EOFError, ValueError, TypeError):
            return {}
        return known if version == _version() and isinstance(known, dict) else {}


def _version() -> str:
    return f"{sys.version} {sys.byteorder} {array('I').itemsize}"


def _make(expression: str, flags: int) -> Made:
    """Let Python's own compiler make the numbers."""
    parsed = import_module("re._parser").parse(expression, flags)
    code = array("I", import_module("re._compiler")._code(parsed, flags)).tobytes()
    state = parsed.state
    return flags | state.flags, code, state.groups - 1, tuple(state.groupdict.items())


def _load(expression: str, made: Made) -> re.Pattern[str]:
    flags, code, count, names = made
    called: list[str | None] = [None] * (count + 1)
    for name, group in names:
        called[group] = name
    numbers = memoryview(code).cast("I").tolist()
    compiled: re.Pattern[str] = import_module("_sre").compile(
        expression, flags, numbers, count, dict(names), tuple(called)
    )
    return compiled


SHELF = Shelf(Path(cache_from_source(__file__)).with_suffix(".expressions"))


def keep_methods() -> None:
    """Keep what the program's own dataclasses compile.

    ``dataclasses`` calls ``exec`` with the text of their methods; a name of its module goes before the one built in.
    """
    vars(dataclasses)["exec"] = _execute


def _execute(text: str, names: dict[str, Any], found: dict[str, Any]) -> None:
    """Do what ``exec`` does, with a text that may have been compiled before."""
    made: Any = text
    if str(names.get("__name__")).partition(".")[0] in _OURS:
        try:
            made = marshal.loads(SHELF.recall(("methods", text), lambda: _written_out(text)))  # noqa: S302 - as above
        except _UNEXPECTED:
            made = text
    exec(made, names, found)  # noqa: S102 - what `dataclasses` would have done


def _written_out(text: str) -> bytes:
    return marshal.dumps(compile(text, "<string>", "exec", dont_inherit=True))

r"""Regular expressions that are compiled by their first use.

The readers and the resolver know a thousand ways to say something; most specifications use a part of them, and
compiling all takes as long as reading a project. So a module states its expressions with ``regex``, which keeps
them as text until one is searched for:

    _DEMAND = regex(r"\b(?:must|shall)\b", re.IGNORECASE)

To stay cheap, a new expression holds no name of a project's tables or columns: match any word, and look it up in
a dict. Most texts lack a word that an expression needs (``workbench.needs``); there it is not even looked for, which
takes a tenth of the time, and one that is never met is never compiled. One that few of many sentences hold is looked
up by those words (``resolving.index``; ``hints`` of a ``Pattern``), so that most sentences never meet it.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from workbench.compiling import SHELF
from workbench.needs import Needs, meets, needs_of

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags")
_FINDING: dict[str, Callable[[str], object]] = {
    "search": lambda _: None,
    "finditer": lambda _: iter(()),
    "findall": lambda _: [],
}
"""The methods that look for an expression anywhere in a text, with what they give where it is not there."""


class _Late:
    """Stands for a compiled expression, and takes over its methods once one of them is asked for."""

    def __init__(self, expression: str, flags: int, *, passing: bool) -> None:
        self.pattern = expression
        self._flags = flags
        self._passing = passing

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled expression has
        if name not in _METHODS:
            raise AttributeError(name)
        needs: Needs = ((),) if self._passing else needs_of(self.pattern)
        method = getattr(self._compiled, name) if () in needs or name not in _FINDING else self._guarded(name, needs)
        setattr(self, name, method)
        return method

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return (re.compile if self._passing else SHELF.compile)(self.pattern, self._flags)

    def _guarded(self, name: str, needs: Needs) -> Callable[..., object]:
        """Give a method that looks at a text only where it holds what the expression needs."""
        missing = _FINDING[name]

        def find(text: str, *span: int) -> object:
            return getattr(self._compiled, name)(text, *span) if meets(needs, text.lower()) else missing(text)

        return find


def regex(expression: str, flags: int = 0, *, passing: bool = False) -> re.Pattern[str]:
    """Give an expression to search with, compiled when it is first used; a mistake in it is raised then.

    What it compiles to is kept for the next process, unless it is ``passing``: made of one project's words.
    """
    return cast("re.Pattern[str]", _Late(expression, flags, passing=passing))

r"""Regular expressions that are compiled by their first use.

The readers and the resolver know a thousand ways to say something; most specifications use a part of them, and
compiling all takes as long as reading a project. So a module states its expressions with ``regex``, which keeps
them as text until one is searched for:

    _DEMAND = regex(r"\b(?:must|shall)\b", re.IGNORECASE)

To stay cheap, a new expression holds no name of a project's tables or columns: match any word, and look it up in
a dict. One that few of many sentences hold is looked up by the words that it needs (``resolving.index``, ``seek``
of ``prose.needs``; ``hints`` of a ``Pattern``), so that most sentences never meet it.
"""

import re
from collections.abc import Callable
from typing import Any, cast

from workbench.compiling import SHELF

Compiler = Callable[[str, int], re.Pattern[str]]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags")


class _Late:
    """Stands for a compiled expression, and takes over its methods once one of them is asked for."""

    def __init__(self, expression: str, flags: int, compiler: Compiler) -> None:
        self.pattern = expression
        self._flags = flags
        self._compile = compiler

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled expression has
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = self._compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(expression: str, flags: int = 0, *, passing: bool = False) -> re.Pattern[str]:
    """Give an expression to search with, compiled when it is first used; a mistake in it is raised then.

    What it compiles to is kept for the next process, unless it is ``passing``: made of one project's words.
    """
    return cast("re.Pattern[str]", _Late(expression, flags, re.compile if passing else SHELF.compile))

r"""Regular expressions that are compiled by their first use.

The readers and the resolver know a thousand ways to say something; most specifications use a part of them, and
compiling all takes as long as reading a project. So a module states its expressions with ``regex``, which keeps
them as text until one is searched for:

    _DEMAND = regex(r"\b(?:must|shall)\b", re.IGNORECASE)

To stay cheap, a new expression holds no name of a project's tables or columns: match any word, and look it up in
a dict. One that is tried on every sentence names the words of which one must be there, so that most sentences
never meet it (``hints`` of a ``Pattern``, what ``prose.needs`` derives).
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags")


class _Late:
    """Stands for a compiled expression, and takes over its methods once one of them is asked for."""

    def __init__(self, expression: str, flags: int) -> None:
        self.pattern = expression
        self._flags = flags

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled expression has
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Give an expression to search with, compiled when it is first used; a mistake in it is raised then."""
    return cast("re.Pattern[str]", _Late(expression, flags))

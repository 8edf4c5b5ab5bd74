"""Views of ports: operations whose work an installation provides."""

import re
from dataclasses import dataclass

from generators.blueprint import Access, Body, Holds
from generators.naming import attribute
from generators.testing.answers.responses import expected_body
from generators.testing.naming import key_of
from generators.testing.views.changing import BodyView

_MEMBER = re.compile(r'"(\w+)":')
_COUNTS = (Holds.TOTAL, Holds.COUNT, Holds.LIMIT, Holds.OFFSET, Holds.PAGE, Holds.PAGES, Holds.EXPIRES_IN)
_TEXTS = (Holds.ACCESS_TOKEN, Holds.REFRESH_TOKEN, Holds.TOKEN_TYPE)


@dataclass(frozen=True)
class PortView(BodyView):
    """A port."""

    @property
    def has_answer(self) -> bool:
        """Whether a success has a body."""
        return self.operation.response.body is not Body.EMPTY

    @property
    def port_answer(self) -> str | None:
        """What an implementation may give; nothing where the answer holds whole rows."""
        if not self.has_answer:
            return "{}"
        if self.operation.response.body is not Body.ENVELOPE:
            return None
        sources = dict.fromkeys(_COUNTS, "1") | dict.fromkeys(_TEXTS, '"text"') | {Holds.HAS_MORE: "False"}
        return expected_body(self.operation, sources)

    @property
    def port_result(self) -> str | None:
        """The same as Python has it, by the names of attributes; nothing where those are the same."""
        answer = self.port_answer or ""
        result = _MEMBER.sub(lambda match: f'"{attribute(match[1])}":', answer)
        return result if result != answer else None

    @property
    def port_caller(self) -> str:
        """Who the implementation is told that calls."""
        if self.operation.access is Access.PUBLIC:
            return "None"
        users = self.recipe.blueprint.users
        return f"str({self.caller}.{attribute(key_of(users).name) if users else 'id'})"

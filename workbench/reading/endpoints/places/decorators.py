"""Endpoints in code: ``@router.post("/boats")`` over a function, as people sketch them in a specification.

Beside endpoints that a document describes in words they are examples, and only mention."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.marks import Mark, read_target
from workbench.reading.layout.markdown import Code

_DECORATOR = regex(
    r"^[ \t]*@\w{1,40}\.(?P<method>get|post|put|patch|delete)\(\s*[rf]?[\"'](?P<path>/[^\"'\s]{0,200}"
    r"|)[\"'](?P<rest>[^\n]{0,200})",
    re.MULTILINE,
)
_PREFIX = regex(r"\bAPIRouter\([^)\n]{0,120}?prefix\s*=\s*[\"'](/[^\"'\s]{1,100})[\"']")
_FUNCTION = regex(r"\bdef (\w{1,80})\((.{0,800}?)\)\s*(?:->[^\n:]{0,120})?:", re.DOTALL)
_MODEL = regex(r"\b(?:\w+)\s*:\s*([A-Z]\w{2,60})\b(?!\s*=\s*Depends)")
_NO_MODEL = frozenset(
    {"User", "Request", "Response", "Session", "AsyncSession", "BackgroundTasks", "UploadFile", "UUID"}
)
_GUARD = regex(
    r"\bDepends\(\s*(?:get_)?(?:current_(?:active_)?user|require_\w+|auth\w*|verify_\w+)|\bCurrentUser\b", re.I
)
_STATUS = regex(r"status_code\s*=\s*(?:status\.HTTP_)?([1-5]\d\d)")


@dataclass(frozen=True, slots=True)
class Handler:
    """A decorated function: its endpoint, the model that its body has, whether it asks for a user, and its line."""

    mark: Mark
    line: int
    end_line: int
    name: str
    model: str
    guarded: bool
    status: int | None


def find_handlers(code: Code, hosts: Hosts) -> Iterator[Handler]:
    """Find the functions of a fence that are routes, in order."""
    if code.language not in ("python", "py", "") or "@" not in code.text:
        return
    prefix = match[1] if (match := _PREFIX.search(code.text)) else ""
    found = list(_DECORATOR.finditer(code.text))
    line, counted = code.text_line, 0
    for position, match in enumerate(found):
        line += code.text.count("\n", counted, match.start())
        counted = match.start()
        end = found[position + 1].start() if position + 1 < len(found) else len(code.text)
        mark = read_target(match["method"].upper(), f"{prefix}{match['path']}")
        function = _FUNCTION.search(code.text[match.end() : min(end, match.end() + 1200)])
        if mark is None or function is None or not hosts.is_ours(mark):
            continue
        models = [name for name in _MODEL.findall(function[2]) if name not in _NO_MODEL]
        status = _STATUS.search(match["rest"])
        yield Handler(
            mark,
            line,
            line + code.text[match.start() : match.end() + function.end()].count("\n"),
            function[1].replace("_", " ").capitalize(),
            models[0] if models else "",
            bool(_GUARD.search(function[2] + match["rest"])),
            int(status[1]) if status else None,
        )

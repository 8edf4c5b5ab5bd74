"""Endpoints in code: ``@router.post("/boats")`` over a function, ``router.post("/boats", requireAuth, addBoat)``, as
people sketch them in a specification.

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
_SCRIPTS = frozenset({"ts", "typescript", "js", "javascript", "mjs"})
_ROUTE = regex(
    r"^[ \t]*(?P<on>\w{1,30})\.(?P<method>get|post|put|patch|delete)\(\s*[\"'`](?P<path>/[^\"'`\s]{0,200})[\"'`]\s*,"
    r"(?P<handlers>[^;\n]{1,200}?)\)\s*;?\s*(?://(?P<remark>[^\n]{0,200}))?$",
    re.MULTILINE,
)
_ROUTER = regex(
    r"\b(\w{1,30})\s*=\s*(?:await )?(?:express\.|new )?(?:Router|express|[Ff]astify|Hono|Koa|KoaRouter)\s*\("
)
_MOUNTED = regex(r"\.use\(\s*[\"'`](/[^\"'`\s]{1,100})[\"'`]\s*,\s*(?:\w{1,30}\s*,\s*)*(\w{1,30})\s*\)")
_GUARDED = regex(r"auth|requir|protect|guard|verify|jwt|token", re.IGNORECASE)
_STATUS = regex(r"status_code\s*=\s*(?:status\.HTTP_)?([1-5]\d\d)")


@dataclass(frozen=True, slots=True)
class Handler:
    """A decorated function: its endpoint, the model that its body has, whether it asks for a user or says
    that it asks for none, and its line."""

    mark: Mark
    line: int
    end_line: int
    name: str
    model: str
    guarded: bool
    status: int | None = None
    public: bool = False


def find_handlers(code: Code, hosts: Hosts) -> Iterator[Handler]:
    """Find the functions of a fence that are routes, in order."""
    if code.language in _SCRIPTS:
        yield from _find_routes(code, hosts)
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


def _find_routes(code: Code, hosts: Hosts) -> Iterator[Handler]:
    """Find the routes of Express and its like: calls of what the fence makes a router, below where it is mounted."""
    routers = {"router", "app", *_ROUTER.findall(code.text)}
    mounted = {name: path for path, name in _MOUNTED.findall(code.text)}
    for match in _ROUTE.finditer(code.text):
        on, handlers = match["on"], match["handlers"]
        mark = read_target(match["method"].upper(), f"{mounted.get(on, '')}{match['path']}?{_asked(match['remark'])}")
        if on not in routers or mark is None or not hosts.is_ours(mark):
            continue
        line = code.text_line + code.text.count("\n", 0, match.start("on"))
        name = re.split(r"\W+", handlers.rstrip(") "))[-1]
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
        guarded = bool(_GUARDED.search(handlers.rpartition(",")[0]))
        public = not guarded and re.search(r"\b(?:public|anyone|no auth)\b", match["remark"] or "") is not None
        yield Handler(mark, line, line, words, "", guarded, public=public)


def _asked(remark: str | None) -> str:
    """Give the query that a remark behind a route shows: ``// public, ?rig=&limit=``."""
    shown = re.search(r"\?([\w=&]{1,200})", remark or "")
    return shown[1] if shown else ""

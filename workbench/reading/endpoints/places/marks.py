"""Recognising ``METHOD /path`` wherever it is written, and bringing paths into one notation."""

import itertools
import re
from dataclasses import dataclass
from sys import intern

from workbench.patterns import regex

_METHOD = r"(?:GET|POST|PUT|PATCH|DELETE)"
_MARK = regex(
    rf"(?<![\w/@.-])(?P<methods>{_METHOD}(?:\s?[/|,&]\s?{_METHOD}|\s(?:and|or)\s{_METHOD}){{0,4}})(?![\w-])"
    r"(?:\s?\*\*|[\s`\"'*_:\]|→–—-]){1,8}(?:[Rr]equests? (?:to |at |on )?(?:the )?)?[`\"'*]{0,3}"
    r"(?P<path>(?:https?://[\w.:-]{1,100}|\{\{?\w{1,40}\}?\}(?=/)|\$\{?\w{1,40}\}?(?=/))?"
    r"/[^\s`\"')|,;{]*(?:\{[?&][\w,*]{1,200}\}|[^\s`\"')|,;])*)"
)
_MISPLACED = regex(
    rf"^[`*\s]*(?P<path>/[^\s`*|]*)[`*\s]*(?:[-–—:(|\s]+)(?P<methods>{_METHOD}(?:\s?[/|,]\s?{_METHOD})*)\b"
)
_METHODS = regex(_METHOD)
_TEMPLATE = regex(r"\{[?&]([\w,*]{1,200})\}\Z")
"""Query parameters as URI templates have them: ``/boats{?name,page}``."""
_FILE = regex(r"\.(?:py|md|tsx?|jsx?|html?|css|png|jpe?g|svg|ya?ml|toml|sh|sql)(?=/|$)", re.IGNORECASE)
_DIGITS = regex(r"\d+\Z|[0-9a-f]{8}-[0-9a-f-]{27}\Z", re.IGNORECASE)
_CAPITALS = regex(r"[A-Z][A-Z_]+\d?\Z")
"""A segment in capitals stands for a value: ``BOAT_ID``, ``BOAT``."""
_PARAMETER = regex(
    r"\{\{?\s*([A-Za-z_][\w-]*)(?:[:?][^}]*)?\s*\}?\}|<(?:\w+:)?([A-Za-z_][\w-]*)>|\[(?:\.\.\.|:)?([A-Za-z_]\w*)\]"
    r"|^:([A-Za-z_]\w*)\??|\$\{?([A-Za-z_]\w*)\}?"
)


_MOST = 50
"""Endpoints that one line or paragraph names; nobody writes as many."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A ``METHOD /path`` in a text, at ``start`` to ``end``. ``host`` belongs to a full address;
    ``query`` is what stood behind a question mark."""

    method: str
    path: str
    start: int
    end: int
    host: str = ""
    query: tuple[tuple[str, str], ...] = ()

    @property
    def route(self) -> str:
        """Its method and path, as people write them: ``GET /tasks``."""
        return f"{self.method} {self.path}"


def find_marks(text: str, most: int = _MOST) -> list[Mark]:
    """Find the endpoints that a text names, in order.

    Example: ``**PUT** `/books/:isbn?dry_run=true``` gives PUT, ``/books/{isbn}``, ``dry_run``.
    """
    found: list[Mark] = []
    if "/" not in text:
        return found
    for match in itertools.islice(_MARK.finditer(text), most):
        for method in _METHODS.findall(match["methods"]):
            mark = read_target(method, match["path"], match.start(), match.end())
            if mark is not None:
                found.append(mark)
    return found


def find_reversed(text: str) -> list[Mark]:
    """Find endpoints written path first: ``/books - GET, POST``."""
    match = _MISPLACED.match(text)
    if match is None:
        return []
    marks = (read_target(method, match["path"], 0, match.end()) for method in _METHODS.findall(match["methods"]))
    return [mark for mark in marks if mark is not None]


def methods_in(text: str) -> list[str]:
    """Give the methods that a cell or label names."""
    return _METHODS.findall(text.upper()) if len(text) < 60 else []


def read_target(method: str, target: str, start: int = 0, end: int = 0) -> Mark | None:
    """Read a path or full address; nothing for wildcards and files."""
    host = ""
    if target.startswith("http"):
        host, _, rest = target.split("://", 1)[1].partition("/")
        target = "/" + rest
    elif not target.startswith("/"):
        target = target[target.index("/") :] if "/" in target else ""
    target = target.partition("</")[0].rstrip(".:…").rstrip("\\")  # what closes behind it in HTML is no part of it
    while target.endswith("*") and not target.endswith(("/*", "/**")):
        target = target[:-1]
    target = _TEMPLATE.sub(lambda match: "?" + match[1].replace("*", "").replace(",", "&"), target)
    path, _, query = target.partition("?")
    if not path or "*" in path or _FILE.search(path) or ".." in path or path.startswith("//"):
        return None
    return Mark(intern(method), normal_path(path), start, end, host, _pairs(query.partition("#")[0]))


def _pairs(query: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in re.split(r"[&]", query):
        name, _, value = part.strip("[]{}`").partition("=")
        if re.fullmatch(r"[A-Za-z_][\w.\[\]-]{0,60}", name):
            found.append((name.removesuffix("[]"), value.strip("`<>{}[]")))
    return tuple(found)


def normal_path(path: str) -> str:
    """Write every parameter as ``{name}`` and drop a trailing slash: ``/books/:isbn/`` to ``/books/{isbn}``."""
    segments = [_segment(segment) for segment in path.strip().split("/")]
    joined = "/".join(segment for index, segment in enumerate(segments) if segment or index == 0)
    return joined or "/"


def _segment(segment: str) -> str:
    return _PARAMETER.sub(lambda match: "{" + next(group for group in match.groups() if group) + "}", segment)


def template_of(path: str) -> str:
    """Turn the values in an example's path into parameters: ``/books/17`` to ``/books/{id}``."""
    return "/".join("{id}" if _DIGITS.match(part) or _CAPITALS.match(part) else part for part in path.split("/"))


def same_shape(path: str, other: str) -> bool:
    """Tell whether two paths differ in nothing but parameters, names and values of them."""
    one, two = path.lower().split("/"), other.lower().split("/")
    return len(one) == len(two) and all(a == b or a[:1] == "{" or b[:1] == "{" for a, b in zip(one, two, strict=True))


def key_of(path: str) -> str:
    """Give the path with nameless parameters, which identifies it."""
    return re.sub(r"\{[^}]*\}", "{}", path).lower()


_CALLED = regex(r"(?:https?://[\w.:-]{1,100}|\$\{?\w{1,40}\}?)?/[\w./{}:$?&=%,+*-]*")
_BY = regex(r"(?:-X|--request)[\s=]+[\"']?(GET|POST|PUT|PATCH|DELETE)\b", re.IGNORECASE)
_SENDS = regex(r"(?:^|\s)(?:-d|--data(?:-raw|-binary|-urlencode)?|--json|-F|--form)\b")
_AS_QUERY = regex(r"(?:^|\s)(?:-G|--get)\b")
_PAIR = regex(r"(?:-d|--data(?:-raw|-urlencode)?)[\s=]+[\"']?([A-Za-z_][\w.-]{0,60})=([^\"'\s&]{0,100})")


def split_calls(text: str) -> list[tuple[int, str]]:
    """Split a shell text at each ``curl``, with the number of lines before it."""
    starts = [match.start() for match in re.finditer(r"\bcurl\s", text)]
    calls: list[tuple[int, str]] = []
    before = lines = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        lines += text.count("\n", before, start)
        before = start
        calls.append((lines, text[start:end]))
    return calls


def read_call(chunk: str) -> Mark | None:
    """Read one ``curl`` call; values in its path become parameters.

    Example: ``curl -X DELETE http://localhost:8000/pets/7`` gives DELETE ``/pets/{id}``.
    """
    stated = _BY.search(chunk[:2000])
    sends = _SENDS.search(chunk[:4000]) is not None and _AS_QUERY.search(chunk[:4000]) is None
    method = stated[1].upper() if stated else ("POST" if sends else "GET")
    for match in _CALLED.finditer(chunk[4:2000]):
        if match[0].startswith(("http", "$")) and (mark := read_target(method, match[0])) is not None:
            sent = tuple(_PAIR.findall(chunk[:4000])) if method == "GET" else ()
            return Mark(method, template_of(mark.path), 0, 0, mark.host, (*mark.query, *sent))
    return None

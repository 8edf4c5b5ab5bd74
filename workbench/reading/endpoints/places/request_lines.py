"""Request lines in a fence: ``POST /loans {title, note?} -> 201 loan (public)``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import read_remark
from workbench.reading.endpoints.describing.blocks import Description
from workbench.reading.endpoints.describing.drafts import BODY_METHODS
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.marks import Mark, find_marks, template_of
from workbench.reading.layout.asides import is_aside
from workbench.reading.layout.markdown import Code

_LINE_START = regex(r"^\s{0,12}(?:\d{1,3}[.)]\s+|[-*+•]\s+)?(?=(?:GET|POST|PUT|PATCH|DELETE)\b)")
_SHOWN = regex(r"\s*(\{[^{}]{1,400}\})")
_ASKED = regex(r"\s*\?([A-Za-z_][\w=&?|.\[\]-]{0,200})")
_AUDIENCE = regex(
    r"(?P<all>any(?:one|body)|public|open|no auth\w*)|(?:signed|logged)[ -]in|auth(?:enticated|ed)?|token|jwt",
    re.IGNORECASE,
)
_MODEL = regex(r"[A-Z][a-z]\w{1,40}(?:Create|Update|Request|Input|Payload|Body|In|Dto|DTO)|New[A-Z]\w{1,40}")
_REMARK = regex(r"[(\[][^()\[\]]{3,60}[)\]]")
_PLAIN_FENCES = frozenset({
    "", "http", "text", "txt", "rest", "plaintext", "api", "md", "markdown", "endpoints", "yaml", "yml",
})  # fmt: skip


def find_opening_request(code: Code, hosts: Hosts) -> list[Mark]:
    """Give the endpoint of a fence that holds one request line, with or without its message."""
    if code.language not in _PLAIN_FENCES:
        return []
    lines = [line for line in code.text.split("\n") if line.strip()]
    if not lines or not _LINE_START.match(lines[0]):
        return []
    more = any(_LINE_START.match(line) and find_marks(line) for line in lines[1:])
    return [] if more else [replace(mark, path=template_of(mark.path)) for mark in hosts.find_own(lines[0])]


def find_request_lines(code: Code, hosts: Hosts) -> Iterator[tuple[Mark, str, int]]:
    """Give each endpoint of a fence that lists them, with the rest of its line and the line's number."""
    if code.language not in _PLAIN_FENCES:
        return
    for offset, line in enumerate(code.text.split("\n")):
        if _LINE_START.match(line):
            for mark in hosts.find_own(line):
                if not is_aside(line[mark.end :]):
                    yield replace(mark, path=template_of(mark.path)), line[mark.end :], code.text_line + offset


def _take_remarks(draft: Description, rest: str, number: int) -> str:
    """Take who may call, the body and the query from what is remarked behind an endpoint, part by part, and give the
    rest: ``# anyone; ?rig=&limit=``, ``# signed in; NewBoat``."""
    said, mark, remark = rest.partition(" # ")
    kept = []
    for part in (part.strip() for part in remark.split(";")):
        if draft.auth is None and (who := _AUDIENCE.fullmatch(part)):
            draft.auth = "public" if who["all"] else "required"
        elif draft.mark.method in BODY_METHODS and _MODEL.fullmatch(part):
            draft.body_named, draft.body_line = part, number
        elif draft.mark.method == "GET" and part.startswith("?"):
            draft.shown_query(part, number)
        else:
            kept.append(part)
    return f"{said}{mark}{'; '.join(kept)}"


def take_request_line(draft: Description, rest: str, number: int) -> None:
    """Read what stands behind an endpoint on its line: ``{title, note?} -> 201 loan (public)``."""
    draft.bracketed(rest, number)
    access = read_remark(rest)
    draft.auth, draft.roles = access.auth, access.roles
    rest = _take_remarks(draft, rest, number)
    sent, arrow, answer = rest.partition("->") if "->" in rest else rest.partition("→")
    if (shown := _SHOWN.match(sent)) and draft.mark.method in BODY_METHODS:
        draft.request_line(shown[1], number)
        sent = sent[shown.end() :]
    if draft.mark.method == "GET" and (asked := _ASKED.match(sent)):
        draft.shown_query(f"?{asked[1].replace('?', '')}", number)
        sent = sent[asked.end() :]
    if arrow and re.match(r"\s*[1-5]\d\d\b", answer):
        draft.response_line(_REMARK.sub("", answer), number)
    elif arrow:
        sent = f"{sent} {answer}"
    words = _REMARK.sub("", sent) if access.auth else sent
    draft.summary = re.split(r"\s{2,}|\s*(?:[-–—#]|//|→)\s*", words.strip(" -–—#:→/>"))[0].strip()

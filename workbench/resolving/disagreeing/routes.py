"""What is said of single endpoints in prose, held against their description: statuses, who may call, page sizes."""

import re
from collections.abc import Iterator

from generators.blueprint import Access, Operation, OperationKind, QueryUse, Source
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.statements import Statement

_CLOSED = regex(
    r"\b(?:only|requires?|must be|needs?)\b.{0,40}\b(?:signed[- ]in|logged[- ]in|authenticat\w+"
    r"|registered users?|a token|login)\b"
    r"|\bvisible to (?:signed|logged)[- ]in\b",
    re.IGNORECASE,
)
_OPEN = regex(
    r"\b(?:anybody|anyone|everybody|everyone|visitors?|the public)\b.{0,30}\b(?:can|may|list|view|see"
    r"|read|browse)\w*"
    r"|\bwithout (?:signing|logging|being (?:signed|logged)) in\b|\bno (?:login|sign[- ]in"
    r"|account) (?:is )?(?:required|needed)\b"
    r"|\bpublicly (?:visible|accessible|readable|available)\b",
    re.IGNORECASE,
)
_READING = regex(
    r"\b(?:list\w*|view\w*|see|seen|read\w*|brows\w+|visible|open\w*|access\w*|search\w*)\b", re.IGNORECASE
)
_ACCESS = regex(rf"{_CLOSED.pattern}|{_OPEN.pattern}", re.IGNORECASE)
_ASIDE = regex(
    r"\b(?:creat|add|chang|updat|edit|delet|remov|cancel|publish|post)\w*\b"
    r"|\b(?:own|private|their|his|her|drafts?|hidden|comments?|if|unless|when|except|role|admin\w*)\b",
    re.IGNORECASE,
)
_PER_PAGE = regex(
    r"\b(?P<a>\d{1,4})\s+(?:\w+\s+){0,2}(?:per|a|each)\s+page\b|\bpage size\s*(?:of|is|:|=)?\s*(?P<b>\d{1,4})\b"
    r"|\bdefault (?:page size|limit)\s*(?:of|is|:|=)?\s*(?P<c>\d{1,4})\b"
    r"|\blimit\b.{0,12}\bdefault\w*\W{0,4}(?P<d>\d{1,4})\b"
    r"|\blists?\b.{0,40}?\b(?P<e>\d{1,4}) (?:entries|items|rows|results|records)\b.{0,20}"
    r"\b(?:by default|unless|per page|at a time)\b",
    re.IGNORECASE,
)
_NOTED = {Access.REQUIRED: "token", Access.OPTIONAL: "optional token", Access.PUBLIC: "public"}
_SIZES = frozenset({"limit", "per_page", "page_size", "pagesize", "perpage", "size"})
_LARGEST = regex(r"\b(?:max\w*|most|up to|larger|capped)\b", re.IGNORECASE)


def find_route_disputes(desk: Desk) -> Iterator[Dispute]:
    """Find the endpoints of which a sentence says what their description does not."""
    yield from _accesses(desk)
    yield from _page_sizes(desk)


def _accesses(desk: Desk) -> Iterator[Dispute]:
    """``Only signed-in guests see the rooms`` beside a public ``GET /rooms``."""
    names = desk.names
    told: dict[tuple[str, str], list[Statement]] = {}
    for statement in desk.said.telling(_ACCESS, _READING, unless=_ASIDE):
        closed, is_open = bool(_CLOSED.search(statement.text)), bool(_OPEN.search(statement.text))
        if closed != is_open:
            for entity in names.entities_in(statement.text)[:1]:
                told.setdefault((entity, "required" if closed else "public"), []).append(statement)
    for operation in desk.context.operations:
        if operation.kind is OperationKind.LIST and operation.entity and operation.sources:
            against = "public" if operation.access is Access.REQUIRED else "required"
            said = told.get((operation.entity, against), [])
            said = [one for one in said if not any(_within(one.source, source) for source in operation.sources)]
            if said and operation.access is not Access.OPTIONAL:
                yield _access(operation, against, said)


def _within(line: Source, source: Source) -> bool:
    return line.file == source.file and source.line <= line.line <= source.end_line


def _access(operation: Operation, against: str, said: list[Statement]) -> Dispute:
    route = f"{operation.method} {operation.path}"
    there = Statement(f"{route}: {operation.access.value}", operation.sources[0], frozenset())
    sides = (
        Side(operation.access.value, operation.access.value, (there,), (f"{route}: {_NOTED[operation.access]}",)),
        Side(against, against, tuple(said[:2]), (f"{route}: {_NOTED[Access(against)]}",)),
    )
    return _put(f"endpoint.{route}.said_auth", "auth", f"Does {route} need a signed-in user", sides)


def _page_sizes(desk: Desk) -> Iterator[Dispute]:
    """``20 rooms per page`` beside a ``limit`` of 50 unless stated, or beside another sentence with another number."""
    sizes: dict[str, list[Statement]] = {}
    for endpoint in desk.context.endpoints:
        for field in endpoint.query:
            if field.name.lower().replace("-", "_") in _SIZES and str(field.default or "").isdigit() and field.source:
                text = f"{field.name} of {endpoint.method} {endpoint.path}: {field.default} by default"
                sizes.setdefault(str(field.default), []).append(Statement(text, field.source, frozenset()))
    shown = set(sizes)
    for statement in desk.said.near(_PER_PAGE.pattern):
        match = _PER_PAGE.search(statement.text.replace("`", ""))
        if match and not _LARGEST.search(statement.text[: match.end()]):
            size = next(number for number in match.groups() if number)
            sizes.setdefault(size, []).append(statement)
    told = [size for size in sizes if size not in shown]
    if not told or len(sizes) < 2:
        return
    named = [next(iter(shown))] if shown else []
    paged = [f"{one.method} {one.path}: page" for one in desk.context.operations if _is_paged(one)]
    sides = tuple(
        Side(size, size, tuple(sizes[size][:3]), tuple(f"{line} {size}.." for line in paged))
        for size in (*named, *told)
    )
    if len({one.place for side in sides for one in side.said}) > 1:
        yield _put("lists.page_size", "page size", "How many rows has a page unless the client says so", sides[:4])


def _is_paged(operation: Operation) -> bool:
    return operation.kind is OperationKind.LIST and any(one.use is QueryUse.LIMIT for one in operation.query)


def _put(identifier: str, kind: str, lead: str, sides: tuple[Side, ...]) -> Dispute:
    ordered = tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side.sources[0])))
    quotes = [f"{side.sources[0].file} says \u201c{quote(side.said[0].text)}\u201d" for side in ordered]
    return Dispute(identifier, kind, f"{lead}: {', but '.join(quotes)}?", ordered)

"""What is said of pages in prose, held against the parameters of the lists: their size, and the largest one."""

import re
from collections.abc import Iterator

from generators.blueprint import Operation, OperationKind, QueryUse
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, is_disputed, put, sides_of
from workbench.resolving.disagreeing.statements import Statement

_PER_PAGE = regex(
    r"\b(?P<a>\d{1,4})\s+(?:\w+\s+){0,2}(?:per|a|each)\s+page\b|\bpage size\s*(?:of|is|:|=)?\s*(?P<b>\d{1,4})\b"
    r"|\bdefault (?:page size|limit)\s*(?:of|is|:|=)?\s*(?P<c>\d{1,4})\b"
    r"|\blimit\b.{0,12}\bdefault\w*\W{0,4}(?P<d>\d{1,4})\b"
    r"|\blists?\b.{0,40}?\b(?P<e>\d{1,4}) (?:entries|items|rows|results|records)\b.{0,20}"
    r"\b(?:by default|unless|per page|at a time)\b",
    re.IGNORECASE,
)
_CAP = regex(
    r"\b(?:at most|up to|no more than|more than|max(?:imum)?\.?(?: of)?)\s+(?P<most>\d{2,4})\s+(?P<noun>[a-z]{3,})"
    r"|\blimit\b.{0,40}\b(?:at most|max\w*)\W{1,3}(?P<limit>\d{2,4})\b",
    re.I,
)
_LISTING = regex(
    r"\b(?:lists?|listing|pages?|at once|at a time|per (?:page|request|call)|page size|limit)\b", re.IGNORECASE
)
_ROWS = frozenset({"rows", "items", "entries", "results", "records"})
_SIZES = frozenset({"limit", "per_page", "page_size", "pagesize", "perpage", "size"})
_LARGEST = regex(r"\b(?:max\w*|most|up to|larger|capped)\b", re.IGNORECASE)


def find_route_disputes(desk: Desk) -> Iterator[Dispute]:
    """Find the sizes of pages of which a sentence says what the lists do not."""
    yield from _page_sizes(desk)
    yield from _page_caps(desk)


def _page_sizes(desk: Desk) -> Iterator[Dispute]:
    """``20 rooms per page`` beside a ``limit`` of 50 unless stated, or beside another sentence with another number."""
    sizes: dict[str, list[Statement]] = {}
    for endpoint in desk.context.endpoints:
        for field in endpoint.query:
            if field.name.lower().replace("-", "_") in _SIZES and str(field.default or "").isdigit() and field.source:
                text = f"{field.name} of {endpoint.route}: {field.default} by default"
                sizes.setdefault(str(field.default), []).append(Statement(text, field.source))
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
    paged = [f"{one.route}: page" for one in desk.context.operations if _is_paged(one)]
    against = {size: sizes[size] for size in (*named, *told)}
    if is_disputed(against):
        sides = sides_of(against, lambda size: tuple(f"{line} {size}.." for line in paged))
        yield put("lists.page_size", "page size", "How many rows has a page unless the client says so", sides)


def _page_caps(desk: Desk) -> Iterator[Dispute]:
    """``A list shows at most 200 rooms`` beside a ``limit`` that takes 150 at most."""
    told: dict[str, list[Statement]] = {}
    for operation in desk.context.operations:
        limit = next((one for one in operation.query if one.use is QueryUse.LIMIT and one.sources), None)
        if operation.kind is OperationKind.LIST and limit is not None and limit.limits.maximum and not told:
            most = str(int(limit.limits.maximum))
            text = f"{limit.name} of {operation.route}: at most {most}"
            told[most] = [Statement(text, limit.sources[0])]
    for statement in desk.said.telling(_CAP, _LISTING):
        # What stands in the description of one endpoint holds for that alone.
        match = None if desk.endpoints_at(statement.source) else _CAP.search(statement.text)
        if match and (most := _most(match, desk)):
            told.setdefault(most, []).append(statement)
    if is_disputed(told):
        paged = [f"{one.route}: page" for one in desk.context.operations if _is_paged(one)]
        sides = sides_of(told, lambda most: tuple(f"{line} ..{most}" for line in paged))
        yield put("lists.page_cap", "page size", "How many rows may a page have at most", sides)


def _most(match: re.Match[str], desk: Desk) -> str:
    noun = (match["noun"] or "").lower()
    return match["limit"] or (match["most"] if noun in _ROWS or desk.names.entities_in(noun) else "")


def _is_paged(operation: Operation) -> bool:
    return operation.kind is OperationKind.LIST and any(one.use is QueryUse.LIMIT for one in operation.query)

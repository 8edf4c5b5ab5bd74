"""Two names for one thing in the envelope of a list: ``per_page`` here, ``limit`` there."""

from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, by_authority, placed
from workbench.resolving.disagreeing.statements import Statement

_CONCEPTS = {
    "the page size": ("limit", "per_page", "perPage", "page_size", "pageSize", "size"),
    "the number of pages": ("pages", "total_pages", "totalPages", "page_count", "pageCount", "last_page"),
    "the number of all rows": ("total", "total_count", "totalCount", "total_items", "totalItems"),
    "the rows": ("items", "data", "results", "rows", "records"),
}
_KEY = regex(r"^\s*[\"'](\w+)[\"']\s*:\s*(\S)")


def find_envelopes(desk: Desk) -> Iterator[Dispute]:
    """Find what the documents call by different names in the answers that hold a page of a list."""
    blocks = [block for file, text in sorted(desk.context.texts.items()) for block in _blocks(file, text)]
    differing: dict[str, dict[str, Statement]] = {}
    for concept, words in _CONCEPTS.items():
        named: dict[str, Statement] = {}
        for block in blocks:
            names = [name for name in words if name in block]
            if len(names) == 1 and (concept != "the rows" or block[names[0]].text.endswith("[")):
                named.setdefault(names[0], block[names[0]])
        files = {one.source.file for one in named.values()}
        if len(named) > 1 and len(files) > 1:
            differing[concept] = named
    if differing:
        yield _dispute(differing)


def _blocks(file: str, text: str) -> Iterator[dict[str, Statement]]:
    """Give the members of the JSON examples that show a page: those with a total or a number of pages."""
    if not file.lower().endswith(".md"):
        return
    inside, members = False, dict[str, Statement]()
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            if inside and _is_page(members):
                yield members
            inside, members = not inside, {}
        elif inside and ":" in line and (match := _KEY.match(line)):
            members.setdefault(match[1], Statement(f"{match[1]}: {match[2]}", Source(file, number, number)))


def _is_page(members: dict[str, Statement]) -> bool:
    sizes, pages, totals = (_CONCEPTS[name] for name in list(_CONCEPTS)[:3])
    return any(name in members for name in (*pages, *totals)) and any(
        name in members for name in (*sizes, "page", "offset", "skip")
    )


def _dispute(differing: dict[str, dict[str, Statement]]) -> Dispute:
    by_file: dict[str, list[tuple[str, Statement]]] = {}
    for named in differing.values():
        for name, statement in named.items():
            by_file.setdefault(statement.source.file, []).append((name, statement))
    sides = []
    for found in by_file.values():
        names = ", ".join(name for name, _ in found)
        sides.append(Side(names, names, tuple(one for _, one in found)))
    ordered = by_authority(sides)
    text = f"What are {' and '.join(differing)} of a list called: {placed(ordered)}?"
    return Dispute("lists.envelope", "envelope", text, ordered)

"""Shapes of one name that two documents describe with other members: ``Stay {…}`` in text and ``Stay`` in OpenAPI.

Read are the schemas of OpenAPI documents, and in Markdown ``interface Stay { … }``, ``type Stay = { … }``,
``class Stay(BaseModel):`` and ``Stay { … }``. What one schema requires and the other leaves open is told as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import join_words, snake

_OPENS = regex(
    r"^(?P<indent>\s*)(?:[-*]\s+)?`?(?:export\s+)?(?:interface\s+|type\s+)?(?P<name>[A-Z]\w+)\s*(?:extends \w+\s*)?"
    r"=?\s*\{\s*(?P<rest>.*)$"
)
_CLASS = regex(r"^(?P<indent>\s*)class\s+(?P<name>[A-Z]\w+)\s*\((?:[\w.]*(?:BaseModel|Schema|TypedDict))\)\s*:\s*$")
_MEMBER = regex(r"^\s*(?:readonly\s+)?[\"']?(?P<name>[A-Za-z_]\w*)[\"']?(?P<open>\?)?\s*:")
_INLINE = regex(r"[\"']?([A-Za-z_]\w*)[\"']?\??\s*(?=[,:}]|$)")
_KEY = regex(r"^(?P<indent>\s*)(?P<name>[A-Za-z_]\w*):\s*(?P<rest>.*)$")
_ITEM = regex(r"^\s*-\s+(?P<name>[A-Za-z_]\w*)\s*$")
_WORDS = regex(r"[A-Za-z_]\w*")
_FEWEST = 3
_MOST = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape: its members, and those that it requires, each with the line it stands on; ``required`` is
    nothing where the notation does not tell."""

    name: str
    members: Mapping[str, int]
    source: Source
    required: Mapping[str, int] | None = None


def find_named_shapes(desk: Desk) -> Iterator[Dispute]:
    """Find the shapes of one name, in two documents, of which each has most members of the other but not all."""
    tables = {one.singular.replace("_", "") for one in desk.context.entities}
    by_name: dict[str, list[Shape]] = {}
    for file, text in sorted(desk.context.texts.items()):
        for shape in (*_from_yaml(file, text), *_from_code(file, text)):
            if len(shape.members) >= _FEWEST and shape.name.lower() not in tables:
                by_name.setdefault(shape.name, []).append(shape)
    for name, shapes in by_name.items():
        lead = min(shapes, key=lambda one: (endpoint_rank(one.source), one.source))
        rival = next((one for one in shapes if one.source.file != lead.source.file and _differ(lead, one)), None)
        if rival is not None:
            yield _dispute(name, lead, rival)


def _differ(one: Shape, other: Shape) -> bool:
    shared = one.members.keys() & other.members.keys()
    apart = one.members.keys() ^ other.members.keys()
    return bool(apart or _stricter(one, other) or _stricter(other, one)) and len(shared) >= max(2, len(apart) - 1)


def _stricter(one: Shape, other: Shape) -> list[str]:
    """Give the members that the first shape requires and the second has and leaves open."""
    if one.required is None or other.required is None:
        return []
    return [name for name in one.required if name in other.members and name not in other.required]


def _from_yaml(file: str, text: str) -> Iterator[Shape]:
    if not file.lower().endswith((".yaml", ".yml")) or "schemas:" not in text:
        return
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip() == "schemas:"), len(lines))
    depth = _indent(lines[first]) + 2 if first < len(lines) else 0
    rows: list[tuple[int, str]] = []
    for number, line in enumerate(lines[first + 1 :], first + 2):
        if line.strip() and _indent(line) < depth:
            break
        if line.strip() and _indent(line) == depth and rows:
            yield _schema(file, rows, depth)
            rows = []
        rows.append((number, line))
    if rows:
        yield _schema(file, rows, depth)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _schema(file: str, rows: list[tuple[int, str]], depth: int) -> Shape:
    """Read one schema: its name, and below it what it requires and its properties."""
    members: dict[str, int] = {}
    required: dict[str, int] = {}
    within = ""
    for number, line in rows[1:]:
        item, key = _ITEM.match(line), _KEY.match(line)
        if within == "required" and item:
            required[snake(item["name"])] = number
        if key and _indent(line) == depth + 2:
            within = key["name"]
            if within == "required":
                required |= {snake(one): number for one in _WORDS.findall(key["rest"])}
        elif key and _indent(line) == depth + 4 and within == "properties":
            members.setdefault(snake(key["name"]), number)
    number, line = rows[0]
    return Shape(line.strip().partition(":")[0], members, Source(file, number, number), required)


def _from_code(file: str, text: str) -> Iterator[Shape]:
    if not file.lower().endswith((".md", ".ts")):
        return
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        opened = _OPENS.match(line) if "{" in line else None
        if opened is not None:
            yield Shape(opened["name"], dict(_braced(lines, number, opened["rest"])), Source(file, number, number))
        elif line.lstrip().startswith("class ") and (made := _CLASS.match(line)):
            yield Shape(made["name"], dict(_indented(lines, number, len(made["indent"]))), Source(file, number, number))


def _braced(lines: list[str], number: int, rest: str) -> Iterator[tuple[str, int]]:
    """Give the members up to the closing brace; those of inner objects are not counted."""
    if "}" in rest:
        for name in _INLINE.findall(rest.partition("}")[0]):
            yield snake(name), number
        return
    depth = 1
    for at, line in enumerate(lines[number : number + 80], number + 1):
        match = _MEMBER.match(line) if depth == 1 else None
        if match:
            yield snake(match["name"]), at
        depth += line.count("{") - line.count("}")
        if depth < 1 or line.startswith("```"):
            return


def _indented(lines: list[str], number: int, indent: int) -> Iterator[tuple[str, int]]:
    for at, line in enumerate(lines[number : number + 80], number + 1):
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return
        match = _MEMBER.match(line)
        if match and len(line) - len(line.lstrip()) == indent + 4:
            yield snake(match["name"]), at


def _dispute(name: str, lead: Shape, rival: Shape) -> Dispute:
    extra = [one for one in rival.members if one not in lead.members]
    lacking = [one for one in lead.members if one not in rival.members]
    strict, loose = _stricter(lead, rival), _stricter(rival, lead)
    sides = (
        Side(lead.source.file, f"{name} as {lead.source.file} has it", _said(lead, lacking, strict)),
        Side(rival.source.file, f"{name} as {rival.source.file} has it", _said(rival, extra, loose)),
    )
    told = [
        f"only {file} {verb} {join_words(names[:_MOST])}"
        for file, verb, names in (
            (lead.source.file, "has", lacking),
            (rival.source.file, "has", extra),
            (lead.source.file, "requires", strict),
            (rival.source.file, "requires", loose),
        )
        if names
    ]
    return Dispute(f"shapes.{name}", "shape", f"Which members does {name} have: {', '.join(told)}?", sides)


def _said(shape: Shape, names: list[str], required: list[str]) -> tuple[Statement, ...]:
    lines = [shape.source.line, *(shape.members[name] for name in names[:_MOST])]
    needed = shape.required or {}
    lines += [needed[name] for name in (*names[:_MOST], *required[:_MOST]) if name in needed]
    text = f"{shape.name}: {', '.join(shape.members)}"
    return tuple(Statement(text, Source(shape.source.file, line, line)) for line in dict.fromkeys(lines))

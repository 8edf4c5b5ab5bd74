"""Values that one name can have, listed differently: ``kind`` is one of three here and of four there."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generators.blueprint import Source
from workbench.needs import meets, needs_of
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import MOST_SIDES, Dispute, Side, by_authority, placed
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import snake

_UNION = regex(
    r"[\"']?(?P<name>[A-Za-z_]\w*)[\"']?\??\s*[:=]\s*"
    r"(?P<values>(?:\|?\s*['\"][\w .-]+['\"]\s*\|\s*)+['\"][\w .-]+['\"])"
)
_ENUM = regex(r"[\"']?(?P<name>[A-Za-z_]\w*)[\"']?\s*:.{0,80}?[\"']?enum[\"']?\s*:\s*\[(?P<values>[^\]]+)\]")
_OFFER = r"\b(?:one of|either|allowed values?|valid values?|values?|enum)\b\s*[:(]?\s*(?P<values>[`\"'\w][^.;|)\]]*)"
_OFFERED = regex(_OFFER, re.IGNORECASE)
_ONE_OF = regex(
    rf"(?P<name>[A-Za-z_]\w*)[`*\"']{{0,3}}\W{{0,6}}(?:[\w, ]{{0,30}})?{_OFFER}",
    re.IGNORECASE,
)
_REACH = 40
"""How far before an offer, in characters, the name that it is made for ends at most."""

_LISTED = regex(r"\|\s*`?(?P<name>[a-z_]\w*)`?\s*\|.*\|\s*(?P<values>`[\w-]+`(?:\s*(?:,|/|or|\|)+\s*`[\w-]+`)+)")
_OPEN_LIST = regex(
    r"^\s*(?:export\s+)?(?:const|enum|type"
    r"|let)?\s*[\"']?(?P<name>[A-Za-z_]\w*)[\"']?\??\s*[:=]\s*(?:z\.enum\()?\[\s*(?://.*)?$"
)
_YAML_ENUM = regex(r"^(?P<indent>\s*)enum:\s*$")
_YAML_ITEM = regex(r"^\s*-\s+[\"']?([\w.-]+)[\"']?\s*(?:#.*)?$")
_ITEM = regex(r"^\s*[\"']([\w.-]+)[\"']\s*,?\s*(?://.*)?$")
_VALUE = regex(r"[`\"']?([A-Za-z][\w-]*)[`\"']?")
_SPLIT = regex(r"\s*(?:,|/|\||\bor\b|\band\b)\s*")
_KEY = regex(r"^(\s*)([A-Za-z_]\w*):")
_SUFFIX = regex(r"_(?:enum|type|param|values?|options?|schema)$|^(?:valid|allowed)_")
_USED = regex(r"(?<![\w.])(?P<name>[A-Za-z_]\w{2,})[`\"']?\s*[:=]\s*[\"'](?P<value>[A-Za-z][\w-]*)[\"'](?!\s*[|(])")
_PLACES = frozenset(
    {
        "string",
        "str",
        "value",
        "text",
        "undefined",
        "none",
        "true",
        "false",
        "xxx",
        "foo",
        "bar",
        "invalid",
        "unknown",
        "enum",
    }
)
_REFUSED = regex(r"\binvalid\b|\b4(?:00|22)\b|\berror\b|\breject\w*|\bunknown\b|\bsearch\b", re.IGNORECASE)
_WHATEVER = frozenset({"all", "any", "null"})
"""What a filter adds to the values of a column."""

_GENERIC = frozenset(
    {
        "type",
        "types",
        "status_code",
        "method",
        "enum",
        "values",
        "format",
        "in",
        "error",
        "code",
        "files",
        "env",
        "required",
    }
)


def find_choices(desk: Desk) -> Iterator[Dispute]:
    """Find the names whose values are listed in two documents and not the same."""
    listed: dict[str, list[tuple[frozenset[str], Statement]]] = {}
    for file, text in sorted(desk.context.texts.items()):
        for name, values, statement in _lists(file, text):
            listed.setdefault(name, []).append((values, statement))
    for name, values, statement in _described(desk):
        if all(statement.source != one.source for _, one in listed.get(name, [])):
            listed.setdefault(name, []).append((values, statement))
    filters = _filters(desk)
    for name, found in listed.items():
        sides, whole = _alike(found), _alike([one for one in found if not _is_part(one, found, filters)])
        if len(whole) > 1 and len({one.source.file for ones in sides.values() for one in ones}) > 1:
            yield _dispute(desk, name, sides)
    yield from _strangers(desk, {name: found for name, found in listed.items() if len(_alike(found)) == 1})


def _filters(desk: Desk) -> frozenset[tuple[str, int]]:
    """Give the lines on which the parameters of queries stand: those may offer some of the values of a column."""
    fields = [field for endpoint in desk.context.endpoints for fact in endpoint.facts for field in fact.query]
    return frozenset((field.source.file, field.source.line) for field in fields if field.source)


def _is_part(
    one: tuple[frozenset[str], Statement],
    every: list[tuple[frozenset[str], Statement]],
    filters: frozenset[tuple[str, int]],
) -> bool:
    values, said = one
    return (said.source.file, said.source.line) in filters and any(values < other for other, _ in every)


def _described(desk: Desk) -> Iterator[tuple[str, frozenset[str], Statement]]:
    """Give the values that the tables and the parameters and bodies of endpoints list."""
    for entity in desk.context.entities:
        for column in entity.columns:
            if column.sources and column.limits.choices:
                yield from _given(column.sources[0].file, column.sources[0].line, column.name, [*column.limits.choices])
    for endpoint in desk.context.endpoints:
        for fact in endpoint.facts:
            for field in (*fact.query, *(fact.body or ())):
                if field.source and field.choices:
                    yield from _given(field.source.file, field.source.line, field.name, [*field.choices])


def _alike(found: list[tuple[frozenset[str], Statement]]) -> dict[frozenset[str], list[Statement]]:
    """Give the lists of one thing: those that share half of their values with one that was met before."""
    sides: dict[frozenset[str], list[Statement]] = {}
    for values, statement in found:
        if not sides or any(len(values & other) * 2 >= min(len(values), len(other)) for other in sides):
            sides.setdefault(values, []).append(statement)
    return sides


def _strangers(desk: Desk, listed: dict[str, list[tuple[frozenset[str], Statement]]]) -> Iterator[Dispute]:
    """Find a value in use that is not among those that are listed."""
    met: dict[str, Statement] = {}
    for file, number, match in _used(desk) if any("_" in name for name in listed) else ():
        name, value = _SUFFIX.sub("", snake(match["name"])), match["value"].lower()
        known = listed.get(name) if "_" in name else None
        if known and value not in known[0][0] | _WHATEVER | _PLACES and not _REFUSED.search(match.string):
            met.setdefault(name, Statement(match["value"], Source(file, number, number)))
    for name, stranger in met.items():
        values, statement = listed[name][0]
        own = range(statement.source.line - 2, statement.source.end_line + 3)
        if stranger.source.file != statement.source.file or stranger.source.line not in own:
            sides = {
                values: [statement],
                values | {stranger.text.lower()}: [replace(stranger, text=f"{statement.text}, {stranger.text}")],
            }
            yield _dispute(desk, name, sides)


def _used(desk: Desk) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Give the values that are written beside a name, each with its file and line."""
    for file, text in sorted(desk.context.texts.items()):
        for number, line in enumerate(text.split("\n"), 1):
            if "'" in line or '"' in line:
                for match in _USED.finditer(line):
                    yield file, number, match


def _lists(file: str, text: str) -> Iterator[tuple[str, frozenset[str], Statement]]:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if match := _listed_in(line):
            yield from _given(file, number, match["name"], _SPLIT.split(match["values"]))
        elif "[" in line and (opened := _OPEN_LIST.match(line)):
            values = [item[1] for row in _run(lines, number, _ITEM) if (item := _ITEM.match(row))]
            yield from _given(file, number, opened["name"], values, number + len(values))
        elif "enum:" in line and (enum := _YAML_ENUM.match(line)):
            values = [item[1] for row in _run(lines, number, _YAML_ITEM) if (item := _YAML_ITEM.match(row))]
            owner = _owner(lines, number - 1, len(enum["indent"]))
            yield from _given(file, number, owner, values, number + len(values))


def _listed_in(line: str) -> re.Match[str] | None:
    """Give the list of values in a line; what each kind of list holds is looked for first, for most lines hold none."""
    return (
        (_UNION.search(line) if "|" in line and ("'" in line or '"' in line) else None)
        or (_ENUM.search(line) if "[" in line and "enum" in line else None)
        or _offered_in(line)
        or (_LISTED.search(line) if line.count("`") >= 4 and line.count("|") >= 3 else None)
    )


def _offered_in(line: str) -> re.Match[str] | None:
    """Give the name and values of an offer (``kind: one of …``), sought from a little before its words on."""
    offered = _OFFERED.search(line) if meets(needs_of(_OFFER), line.lower()) else None
    if offered is None:
        return None
    start = max(0, offered.start() - _REACH)
    while start and (line[start - 1].isalnum() or line[start - 1] == "_"):
        start -= 1
    return _ONE_OF.search(line, start)


def _run(lines: list[str], start: int, pattern: re.Pattern[str]) -> list[str]:
    end = start
    while end < len(lines) and pattern.match(lines[end]):
        end += 1
    return lines[start:end]


def _owner(lines: list[str], position: int, indent: int) -> str:
    """Give the property that a YAML ``enum`` belongs to: the next key further out, beyond ``schema`` and ``items``."""
    for line in reversed(lines[max(0, position - 30) : position]):
        key = _KEY.match(line)
        if key and len(key[1]) < indent:
            indent = len(key[1])
            if key[2] not in ("schema", "items", "properties"):
                return key[2]
    return ""


def _given(
    file: str, number: int, name: str, texts: list[str], end: int = 0
) -> Iterator[tuple[str, frozenset[str], Statement]]:
    values = [match[1] for text in texts if (match := _VALUE.fullmatch(text.strip(" \t`\"'*")))]
    key = _SUFFIX.sub("", snake(name))
    if (
        len(values) >= 2
        and len(values) == len([text for text in texts if text.strip()])
        and key
        and key not in _GENERIC
    ):
        source = Source(file, number, max(end, number))
        yield (
            key,
            frozenset(value.lower() for value in values) - _WHATEVER,
            Statement(", ".join(values), source),
        )


def _dispute(desk: Desk, name: str, sides: dict[frozenset[str], list[Statement]]) -> Dispute:
    where = desk.names.place_of(name)
    made = [
        Side(ones[0].text, ones[0].text, tuple(ones[:3]), (f"{where}: one of {ones[0].text}",) if where else ())
        for ones in sides.values()
    ]
    ordered = by_authority(made)[:MOST_SIDES]
    return Dispute(f"values.{name}", "choices", f"Which values can {name} have: {placed(ordered)}?", ordered)

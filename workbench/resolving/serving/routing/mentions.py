"""Endpoints that documents only name: another path for one that is described, or one that nothing describes."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.facts import EndpointFact
from workbench.reading.layout.outline import is_future
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import core_of, parameter_name, path_key, segments_of
from workbench.resolving.words import words

_NAMED = regex(r"\b(GET|POST|PUT|PATCH|DELETE)[`*]*\s+[`*]*(/[\w{}\[\]:/<>.-]*[\w}>\]])(?!\S*://)")
_DECORATED = regex(
    r"(?:@|\b(?:router|app)\.)(get|post|put|patch|delete)\(\s*[`'\"](/?[\w{}:/<>.-]*[\w}>])[`'\"]", re.IGNORECASE
)
"""An endpoint as code declares it: ``@Get('boats/today')``, ``router.post("/boats")``."""

_HEADING = regex(r"^(#{1,6})\s+(.+)$")
_EXAMPLE = regex(
    r"^(?:\d+|abc|user[-_]?\w|[\w-]*(?:test|example|demo|foo|xyz|123)[\w-]*|[0-9a-f-]{16,})$", re.IGNORECASE
)
_SOMEBODY = regex(r"^[A-Z]|_[A-Z](?:_|$)")
_ELSEWHERE = regex(
    r"https?://|/\*|\b(?!REST|HTTP|Web|Public|JSON|The)[A-Z][a-z]\w* API\b"
    r"|(?i:\b(?:external|third[- ]party|gateway|provider|upstream|webhook|cron|page|redirect|curl|frontend|old|former"
    r"|replaced|removed|deprecated|no longer|instead of|future|later|not (?:yet )?(?:implemented|part)"
    r"|out of scope)\b)",
)
_SEARCHING, _SEARCHED = frozenset({"search", "find"}), frozenset({"q", "query", "search", "keyword", "term"})
_LINES = 3
_STANDARD = frozenset({"docs", "redoc", "openapi", "metrics", "favicon", "static", "_next", "internal"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An endpoint as a line names it."""

    method: str
    path: str
    source: Source


def settle_mentions(ledger: Ledger, endpoints: Sequence[Endpoint], texts: Mapping[str, str]) -> tuple[Endpoint, ...]:
    """Ask where an endpoint is that two documents name differently, and whether one that nothing describes is built."""
    known = {(endpoint.method, core_of(endpoint.path)) for endpoint in endpoints}
    taken = {(endpoint.method, path_key(endpoint.path)) for endpoint in endpoints}
    strange: dict[tuple[str, tuple[str, ...]], list[Mention]] = {}
    for mention in _mentions(texts, {fact.source.file for endpoint in endpoints for fact in endpoint.facts}):
        key = mention.method, core_of(mention.path)
        if (
            key not in known
            and (mention.method, path_key(mention.path)) not in taken
            and key[1]
            and not set(key[1]) & _STANDARD
        ):
            strange.setdefault(key, []).append(mention)
    settled = list(endpoints)
    for found in strange.values():
        position = _variant(settled, found[0])
        if position is not None:
            settled[position] = _placed(ledger, settled[position], found)
        elif _is_near(endpoints, found[0]) and _is_wanted(ledger, found, _nearest(endpoints, found[0])):
            settled.append(_described(found[0]))
    return tuple(settled)


def _mentions(texts: Mapping[str, str], described: Container[str]) -> Iterator[Mention]:
    """Give the endpoints that lines name; headings of documents with ``described`` ones were left out as another's."""
    for file in sorted(texts):
        if not file.lower().endswith((".md", ".markdown")) or "clarifications" in file:
            continue
        titles: dict[int, str] = {}
        for number, line in enumerate(texts[file].split("\n"), 1):
            if heading := line.startswith("#") and _HEADING.match(line):
                titles = {level: title for level, title in titles.items() if level < len(heading[1])}
                titles[len(heading[1])] = heading[2]
            named = [*_NAMED.finditer(line)] if "/" in line else []
            named += _DECORATED.finditer(line) if "(" in line else ()
            if heading and file in described:
                continue
            if not named or _is_elsewhere((line, *titles.values())):
                continue
            for match in named:
                stated = match[2].partition("</")[0]
                path = "/" + re.sub(r":(\w+)|<(\w+)>|\[(?:\.\.\.)?(\w+)\]", r"{\1\2\3}", stated).lstrip("/")
                if not any(map(_is_example, segments_of(path))):
                    yield Mention(match[1].upper(), path, Source(file, number, number))


def _is_elsewhere(line_and_titles: tuple[str, ...]) -> bool:
    return any(map(_ELSEWHERE.search, line_and_titles)) or is_future(line_and_titles[1:])


def _is_example(segment: str) -> bool:
    name = parameter_name(segment)
    return bool(_EXAMPLE.match(segment)) if name is None else bool(_SOMEBODY.search(name))


def _statics(path: str) -> tuple[str, ...]:
    return tuple(segment for segment in core_of(path) if parameter_name(segment) is None and segment != "{}")


def _variant(endpoints: Sequence[Endpoint], mention: Mention) -> int | None:
    """Give the described endpoint that a mention means: as many parameters, and an end in the same words."""
    wanted = _statics(mention.path)
    if not wanted:
        return None
    for position, endpoint in enumerate(endpoints):
        statics = _statics(endpoint.path)
        if endpoint.method != mention.method or not statics or _parameters(endpoint.path) != _parameters(mention.path):
            continue
        if (
            words(statics[-1])[-1:] == words(wanted[-1])[-1:]
            and len(wanted) != 1
            and abs(len(statics) - len(wanted)) < 2
        ):
            return position
    return None


def _parameters(path: str) -> int:
    return sum(parameter_name(segment) is not None for segment in segments_of(path))


def _is_near(endpoints: Sequence[Endpoint], mention: Mention) -> bool:
    """Tell whether the path begins like those of the described endpoints."""
    first = segments_of(mention.path)[0]
    if "auth" in _statics(mention.path) and not any("auth" in _statics(endpoint.path) for endpoint in endpoints):
        return False
    return any(segments_of(endpoint.path)[:1] in ((first,), ()) for endpoint in endpoints) or any(
        set(_statics(endpoint.path)) & set(_statics(mention.path)) for endpoint in endpoints
    )


def _placed(ledger: Ledger, endpoint: Endpoint, found: Sequence[Mention]) -> Endpoint:
    there, source = found[0].path, endpoint.sources[0]
    chosen = ledger.ask(
        f"endpoint.{endpoint.route}.path",
        f"Where is {endpoint.route}: {source.file} describes it there, {found[0].source.file} names it {there}?",
        [
            Choice(endpoint.path, f"{endpoint.path}, as {source.file} describes it", f"The route is {endpoint.path}."),
            Choice(there, f"{there}, as {found[0].source.file} names it", f"The route is {there}."),
        ],
        [source, *(mention.source for mention in found)],
        why="the document that describes an endpoint has more authority than one that names it.",
        blocking=False,
        affects=4,
    )
    if chosen == endpoint.path:
        return endpoint
    own = [segment for segment in segments_of(endpoint.path) if parameter_name(segment) is not None]
    path = "/" + "/".join(
        own.pop(0) if parameter_name(segment) is not None else segment for segment in segments_of(chosen)
    )
    return replace(endpoint, path=path)


def _nearest(endpoints: Sequence[Endpoint], mention: Mention) -> Endpoint | None:
    """Give the described endpoint that comes nearest: a list that can be searched for a path that ends in search, else
    the one whose path begins in the same words the furthest."""
    wanted = core_of(mention.path)
    if wanted[-1] in _SEARCHING:
        searching = [one for one in endpoints if any(field.name.lower() in _SEARCHED for field in one.query)]
        return searching[0] if len(searching) == 1 else None
    near = [one for one in endpoints if _beginning(core_of(one.path), wanted)]
    return max(
        near, key=lambda one: (_beginning(core_of(one.path), wanted), one.method == mention.method), default=None
    )


def _beginning(path: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """Tell how many segments two paths begin with alike."""
    apart = (place for place, (mine, other) in enumerate(zip(path, wanted, strict=False)) if mine != other)
    return next(apart, min(len(path), len(wanted)))


def _is_wanted(ledger: Ledger, found: Sequence[Mention], nearest: Endpoint | None) -> bool:
    mention = found[0]
    route = f"{mention.method} {mention.path}"
    near = f" (the nearest that is described is {nearest.route})" if nearest else ""
    chosen = ledger.ask(
        f"endpoint.{route}.described",
        f"{mention.source.file} names {route}, which no document describes{near}: is it part of the backend?",
        [
            Choice("leave out", "it is left out", f"There is no route for {route}."),
            Choice("build", "it is built from what its path says", f"A route for {route} is generated."),
        ],
        [*(one.source for one in found[:4]), *(nearest.sources[:_LINES] if nearest else ())],
        why="nothing is said of what it takes and answers.",
        blocking=False,
        affects=4,
    )
    return chosen == "build"


def _described(mention: Mention) -> Endpoint:
    return Endpoint(mention.method, mention.path, (EndpointFact(mention.method, mention.path, mention.source),))

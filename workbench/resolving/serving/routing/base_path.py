"""The base path that one document states for the endpoints of all others."""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from workbench.reading.endpoints.places.base_paths import join_paths, starts_alike
from workbench.reading.facts import EndpointFact, Reading, SettingFact, Topic
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.serving.routing.paths import segments_of

_SERVED = frozenset({"api", "apis", "rest", "public", "backend", "service", "services", "gateway"})
"""First segments of paths that say where an interface is served, and not what it is about."""


def endpoints_under_base(ledger: Ledger, reading: Reading) -> tuple[EndpointFact, ...]:
    """Give the endpoints, under the base path that a document without endpoints of its own states for them.

    Example: ``architecture.md`` says "all routes live under `/api`", and ``boats.md`` has ``GET /boats``, and may call
    its own area ``Base path: /boats``. Nothing is changed where documents with endpoints state another base
    themselves, use it already, or are OpenAPI.
    """
    facts = _under_longer(ledger, reading)
    defining = [fact for fact in facts if fact.defining]
    files = {fact.source.file for fact in defining}
    bases = [
        fact
        for fact in reading.facts_of(SettingFact)
        if fact.topic is Topic.BASE_PATH and not _names_area(fact, defining)
    ]
    if not defining or len({base.value for base in bases}) != 1 or any(base.source.file in files for base in bases):
        return facts
    base = bases[0].value
    if any(starts_alike(base, fact.path) for fact in defining) or not all(map(_is_markdown, files)):
        return facts
    ledger.note(
        "api.base_path",
        f"All endpoints stand under {base}.",
        base,
        (bases[0].source,),
        reason="No document of the interface states a base path of its own.",
    )
    return tuple(replace(fact, path=join_paths(base, fact.path)) for fact in facts)


def _names_area(base: SettingFact, defining: list[EndpointFact]) -> bool:
    """Tell a base that only names what the endpoints of its document are about (``/boats``) from one that says where an
    interface is served (``/api/v1``)."""
    own = [fact for fact in defining if fact.source.file == base.source.file]
    first = segments_of(base.value)[0].lower()
    served = first in _SERVED or re.fullmatch(r"v\d{1,2}", first) is not None
    return bool(own) and not served and all(under(fact.path, base.value) for fact in own)


def _under_longer(ledger: Ledger, reading: Reading) -> tuple[EndpointFact, ...]:
    """Ask where paths begin that all leave out a part of the base which their own document states: ``/api/v2`` above
    ``GET /api/boats``."""
    facts = reading.facts_of(EndpointFact)
    bases = [fact for fact in reading.facts_of(SettingFact) if fact.topic is Topic.BASE_PATH]
    own = [fact for fact in facts if bases and fact.defining and fact.source.file == bases[0].source.file]
    base, first = (bases[0].value, f"/{segments_of(bases[0].value)[0]}") if own else ("", "")
    if base == first or any(under(fact.path, base) or not under(fact.path, first) for fact in own):
        return facts
    chosen = ledger.ask(
        "paths.prefix",
        f"Where do the paths begin: {own[0].source.file} states {base}, and writes {own[0].route}?",
        [
            Choice(first, f"{first}, as the endpoints are written", f"Every route is below {first}."),
            Choice(base, f"{base}, as the base path says", f"Every route is below {base}."),
        ],
        [bases[0].source, own[0].source],
        why="that is how each of the endpoints is written.",
        affects=8 * len(own),
    )
    if chosen == first:
        return facts
    return tuple(
        replace(fact, path=base + fact.path.removeprefix(first))
        if under(fact.path, first) and not under(fact.path, base)
        else fact
        for fact in facts
    )


def under(path: str, base: str) -> bool:
    """Tell whether a path begins with all segments of another one."""
    return segments_of(path)[: len(segments_of(base))] == segments_of(base)


def _is_markdown(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in (".md", ".markdown")

"""The base path that one document states for the endpoints of all others."""

from dataclasses import replace
from pathlib import PurePosixPath

from workbench.reading.base_paths import join_paths, starts_alike
from workbench.reading.facts import EndpointFact, Reading, SettingFact, Topic
from workbench.resolving.deciding.ledger import Ledger


def endpoints_under_base(ledger: Ledger, reading: Reading) -> tuple[EndpointFact, ...]:
    """Give the endpoints, under the base path that a document without endpoints of its own states for them.

    Example: ``architecture.md`` says "all routes live under `/api`", and ``boats.md`` has ``GET /boats``. Nothing is
    changed where documents with endpoints state a base themselves, use it already, or are OpenAPI.
    """
    facts = reading.facts_of(EndpointFact)
    defining = [fact for fact in facts if fact.defining]
    bases = [fact for fact in reading.facts_of(SettingFact) if fact.topic is Topic.BASE_PATH]
    files = {fact.source.file for fact in defining}
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


def _is_markdown(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in (".md", ".markdown")

"""What all documents say of one endpoint, brought together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.facts import EndpointFact, FieldFact, ResponseFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.serving.routing.paths import core_of, path_key, segments_of
from workbench.resolving.words import snake, words


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint with everything said of it; ``facts`` define it, most authoritative first, ``mentions``
    only name it."""

    method: str
    path: str
    facts: tuple[EndpointFact, ...]
    mentions: tuple[EndpointFact, ...] = ()

    @property
    def route(self) -> str:
        """Its method and path, as people write them: ``GET /tasks``."""
        return f"{self.method} {self.path}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """All lines that speak of it, defining ones first."""
        return tuple(dict.fromkeys(fact.source for fact in (*self.facts, *self.mentions)))

    @property
    def summary(self) -> str:
        """Its short description."""
        return next((fact.summary for fact in self.facts if fact.summary), "")

    @property
    def area(self) -> str:
        """The heading under which it stands."""
        return next((fact.area for fact in self.facts if fact.area), "")

    @property
    def text(self) -> str:
        """Everything said of it in words, in lower case."""
        parts = [fact.summary for fact in self.facts] + [note for fact in self.facts for note in fact.notes]
        return " ".join(parts).lower()

    @property
    def told(self) -> str:
        """What is said of it and of its successful answer, in lower case."""
        return f"{self.text} {self.success.description.lower() if self.success else ''}"

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that may call it."""
        return next((fact.roles for fact in self.facts if fact.roles), ())

    @property
    def query(self) -> tuple[FieldFact, ...]:
        """The query parameters of all documents, merged by name: those that a feature states beside an endpoint, which
        the documents of the interface define, count as well (``**Query:** ?species=cat&neutered=true``)."""
        return merge_fields([fact.query for fact in (*self.facts, *self.mentions)])

    @property
    def body(self) -> tuple[FieldFact, ...] | None:
        """The body fields of all documents, merged by name; None where none says anything of a body. What only names
        the endpoint is asked where no document that defines it says anything."""
        stated = [fact.body for fact in self.facts if fact.body is not None]
        stated = stated or [fact.body for fact in self.mentions if fact.body]
        if not stated:
            return None
        return merge_fields([stated[0], *(body for body in stated[1:] if not stated[0] or _overlap(stated[0], body))])

    @property
    def path_parameters(self) -> tuple[FieldFact, ...]:
        """What is said of the path parameters."""
        return merge_fields([fact.path_parameters for fact in self.facts])

    @property
    def responses(self) -> tuple[ResponseFact, ...]:
        """All documented responses, most authoritative first."""
        return tuple(response for fact in self.facts for response in fact.responses)

    @property
    def answers(self) -> Iterator[tuple[ResponseFact, Source]]:
        """All documented responses, each with the lines that state it."""
        return ((response, response.source or fact.source) for fact in self.facts for response in fact.responses)

    @property
    def success(self) -> ResponseFact | None:
        """The documented successful response that says most."""
        found = [response for response in self.responses if response.status is None or 200 <= response.status < 300]
        telling = [response for response in found if response.fields or response.array or response.body is False]
        return next(iter(telling or found), None)


_JOINING = regex(r"\bregist|\bsign(?:s|ing)?[- ]?up\b|\bcreat\w+ (?:an? |the )?(?:new )?(?:user|account)")


def signs_in(endpoint: Endpoint) -> bool:
    """Tell a request that gives a name and a password, and gets a token for them, whatever its path is called:
    ``POST /auth``, ``POST /tokens``; a session is made with them in any case: ``POST /session``."""
    sent = {snake(field.name) for field in unwrapped(endpoint.body or ())}
    if endpoint.method != "POST" or "password" not in sent or len(sent) != 2 or _JOINING.search(endpoint.text):
        return False
    if endpoint.path.rsplit("/", 1)[-1].lower() in ("session", "sessions"):
        return True
    shown = [
        inner for field in (endpoint.success.fields if endpoint.success else ()) for inner in (field, *field.fields)
    ]
    told = {word for field in shown for word in words(field.name)}
    return bool(told & {"token", "jwt"})


def unwrapped(body: Sequence[FieldFact]) -> Sequence[FieldFact]:
    """Give the fields within the one member that holds them all, where there is one."""
    return body[0].fields if len(body) == 1 and body[0].fields else body


def merge_fields(stated: Sequence[Sequence[FieldFact]]) -> tuple[FieldFact, ...]:
    """Merge fields of the same name; what the first leaves open is filled by the others."""
    merged: dict[str, FieldFact] = {}
    for fields in stated:
        for one in fields:
            key = snake(one.name)
            merged[key] = merged[key].filled(one) if key in merged else one
    return tuple(merged.values())


def _overlap(left: Sequence[FieldFact], right: Sequence[FieldFact]) -> bool:
    return bool({snake(field.name) for field in left} & {snake(field.name) for field in right})


def merge_endpoints(ledger: Ledger, facts: Iterable[EndpointFact]) -> tuple[Endpoint, ...]:
    """Give one endpoint for each method and path, in the order of the documents."""
    every = list(facts)
    defining = [fact for fact in every if fact.defining] or every
    mentions = [fact for fact in every if not fact.defining] if len(defining) < len(every) else []
    groups: dict[tuple[str, str], list[EndpointFact]] = {}
    for fact in defining:
        groups.setdefault((fact.method.upper(), path_key(fact.path)), []).append(fact)
    joined = _joined(ledger, groups)
    return tuple(_endpoint(found, mentions) for found in joined)


def _joined(ledger: Ledger, groups: dict[tuple[str, str], list[EndpointFact]]) -> list[list[EndpointFact]]:
    """Join groups whose paths differ only in where the interface begins."""
    by_core: dict[tuple[str, tuple[str, ...]], list[list[EndpointFact]]] = {}
    for (method, _), found in groups.items():
        by_core.setdefault((method, core_of(found[0].path)), []).append(found)
    rivals = [variants for variants in by_core.values() if _are_rivals(variants)]
    if not rivals:
        return list(groups.values())
    preferred = _preferred_prefix(ledger, rivals)
    joined: list[list[EndpointFact]] = []
    for variants in by_core.values():
        if variants not in rivals:
            joined.extend(variants)
            continue
        ordered = sorted(variants, key=lambda found: (_prefix(found[0]) != preferred, endpoint_rank(found[0].source)))
        joined.append([fact for found in ordered for fact in found])
    return joined


def _are_rivals(variants: Sequence[Sequence[EndpointFact]]) -> bool:
    """Tell whether variants come from different documents; those of one document are meant as they are."""
    if len(variants) < 2:
        return False
    files = [{fact.source.file for fact in found} for found in variants]
    return not set.intersection(*files)


def _prefix(fact: EndpointFact) -> str:
    parts = segments_of(fact.path)
    lead = parts[: len(parts) - len(core_of(fact.path))]
    return "/" + "/".join("{user_id}" if part.startswith("{") else part for part in lead)


def _preferred_prefix(ledger: Ledger, rivals: Sequence[Sequence[Sequence[EndpointFact]]]) -> str:
    facts = sorted(
        (fact for variants in rivals for found in variants for fact in found),
        key=lambda fact: endpoint_rank(fact.source),
    )
    weight: dict[str, tuple[tuple[int, ...], int]] = {}
    for fact in facts:
        prefix = _prefix(fact)
        rank, count = weight.get(prefix, (endpoint_rank(fact.source), 0))
        weight[prefix] = (rank, count + 1)
    ordered = sorted(weight, key=lambda prefix: (weight[prefix][0], -weight[prefix][1], prefix))
    evidence = [next(fact.source for fact in facts if _prefix(fact) == prefix) for prefix in ordered]
    return ledger.ask(
        "paths.prefix",
        f"Where do the paths begin: {' or '.join(ordered)}?",
        [
            Choice(prefix, f"{prefix}, as {source.file} says", f"Every route is below {prefix}.")
            for prefix, source in zip(ordered, evidence, strict=True)
        ],
        evidence,
        why="the documents of the interface have more authority than those that mention it.",
        affects=8 * len(rivals),
    )


def _endpoint(found: Sequence[EndpointFact], mentions: Sequence[EndpointFact]) -> Endpoint:
    first = found[0]
    ranked = sorted(found, key=lambda fact: (path_key(fact.path) != path_key(first.path), endpoint_rank(fact.source)))
    method, core = first.method.upper(), core_of(first.path)
    named = tuple(fact for fact in mentions if fact.method.upper() == method and core_of(fact.path) == core)
    leading = next(fact for fact in ranked if path_key(fact.path) == path_key(first.path))
    return Endpoint(method, "/" + "/".join(segments_of(leading.path)), tuple(ranked), named)

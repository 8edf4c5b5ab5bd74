"""What is left unsaid of calls: which route is matched, what a second call does, how refusals and errors look, what is
open to everybody, what nobody writes."""

from collections.abc import Iterator
from itertools import combinations

from generators.blueprint import (
    DEFAULT_ERROR_BODY,
    Access,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    TokenIssuer,
)
from workbench.resolving.serving.routing.paths import parameter_name, segments_of
from workbench.resolving.unsaid.entry import Known, Other, Unsaid, lines_of, routes

Kind = OperationKind
_SIGNING_IN = (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH, Kind.LOGOUT)
_READING = (Kind.LIST, Kind.READ, Kind.AGGREGATE)

_PREFIXED = ("api", "rest", "v")
_ISSUERS = r"\bbetter[-_ ]?auth|\bauth0\b|\bclerk\b|\bcognito\b|\bkeycloak\b|\bfirebase auth\w*|\bsupabase auth\w*"


def find_public_writes(known: Known) -> Iterator[Unsaid]:
    """Endpoints that change something for whoever reaches them: hooks, events, forms."""
    found = tuple(
        one
        for one in known.blueprint.operations
        if one.access is Access.PUBLIC and one.method != "GET" and one.kind not in _SIGNING_IN and one.sources
    )
    if found:
        rules = tuple(f"{one.route}: token" for one in found)
        yield Unsaid(
            "unsaid.public",
            f"{routes(found)} can be called by whoever reaches the backend: no token and no signature is looked at.",
            "open",
            "No document says how a caller is told from a stranger there.",
            lines_of(found),
            (Other("token", f"{'they ask' if len(found) > 1 else 'it asks'} for a token", rules),),
        )


def find_unwritten(known: Known) -> Iterator[Unsaid]:
    """Tables that are read, and that nothing fills."""
    for entity in known.blueprint.entities:
        own = tuple(one for one in known.blueprint.operations if one.entity == entity.name and one.sources)
        reading = tuple(one for one in own if one.kind in _READING)
        if entity.purpose is EntityPurpose.DATA and own and own == reading and not _is_filled(entity, known):
            yield Unsaid(
                f"{entity.name}.filled",
                f"No endpoint writes {entity.name}: its rows come from elsewhere (an import, a job, another system).",
                "elsewhere",
                f"{routes(reading)} only read{'s' * (len(reading) == 1)} it.",
                lines_of(reading),
            )


def _is_filled(entity: Entity, known: Known) -> bool:
    """Tell whether an operation on another table writes rows of this one along."""
    for one in known.blueprint.operations:
        recorded = any(record.entity == entity.name for record in one.records)
        within = any(field.children and field.children.entity == entity.name for field in one.body)
        if recorded or within or one.kind is Kind.LINK:
            return True
    return False


def find_refusals(known: Known) -> Iterator[Unsaid]:
    """How somebody without a valid token, or with a wrong password, is refused."""
    closed = tuple(one for one in known.blueprint.operations if one.access is Access.REQUIRED and one.sources)
    if closed and not known.speaks_of(r"\b401\b|\bunauthori[sz]ed\b"):
        yield Unsaid(
            "unsaid.refused",
            "A missing, malformed, expired or forged token is answered with 401, and so is one whose user is gone.",
            "401",
            "No document states what a caller without a valid token gets.",
            lines_of(closed, 2),
        )
    for kind, status, when in (
        (Kind.LOGIN, 401, "A wrong password and an account that is not there are answered alike"),
        (Kind.REGISTER, 409, "An account that is taken is answered"),
    ):
        silent = tuple(
            one for one in known.of_kind(kind) if status not in _documented(one, known) and status in one.errors
        )
        if silent:
            yield Unsaid(
                f"unsaid.{kind.value}",
                f"{when} with {status} by {routes(silent)}.",
                str(status),
                "No document states the status, and nobody should learn from it which accounts there are."
                if kind is Kind.LOGIN
                else "No document states the status.",
                lines_of(silent),
            )


def _documented(operation: Operation, known: Known) -> set[int]:
    endpoint = known.described(operation)
    return {one.status for one in endpoint.responses if one.status is not None} if endpoint else set()


def find_errors(known: Known) -> Iterator[Unsaid]:
    """What an error says."""
    some = tuple(one for one in known.blueprint.operations if one.sources)
    body = known.blueprint.settings.error_body
    names = ", ".join(field.name for field in body)
    if some:
        yield Unsaid(
            "unsaid.errors",
            f"An error is answered with {{{names}}}; its sentence is the backend's own where no document gives it, and "
            "what is wrong with a request is told field by field.",
            names,
            "No document shows what every error looks like."
            if body == DEFAULT_ERROR_BODY
            else "The documents show some errors, and not each one's words.",
            lines_of(some, 2),
        )


def find_matching(known: Known) -> Iterator[Unsaid]:
    """Routes of which one path fits the parameter of another: ``/shelves/new`` beside ``/shelves/{name}``."""
    found = [
        (fixed, free)
        for one, other in combinations([one for one in known.blueprint.operations if one.sources], 2)
        if one.method == other.method and len(segments_of(one.path)) == len(segments_of(other.path))
        for fixed, free in ((one, other), (other, one))
        if _shadows(fixed.path, free.path)
    ]
    for fixed, free in found[:1]:
        word = next(a for a, b in zip(segments_of(fixed.path), segments_of(free.path), strict=True) if a != b)
        yield Unsaid(
            "unsaid.matching",
            f"{fixed.route} is matched before {free.path}: a row whose key there is {word!r} cannot be "
            "reached" + (f", and {len(found) - 1} more routes are told apart in this way." if found[1:] else "."),
            "fixed first",
            "A fixed path says more than one with a parameter.",
            lines_of((fixed, free)),
        )


def _shadows(fixed: str, free: str) -> bool:
    """Tell whether a word of the first path stands where the second one has a text as its parameter."""
    ones, others = segments_of(fixed), segments_of(free)
    if len(ones) != len(others) or fixed == free:
        return False
    differing = [(one, other) for one, other in zip(ones, others, strict=True) if one != other]
    names = [parameter_name(other) or "" for _, other in differing]
    return all(
        parameter_name(one) is None and name and not name.lower().endswith("id")
        for (one, _), name in zip(differing, names, strict=True)
    )


def find_twins(known: Known) -> Iterator[Unsaid]:
    """One step that two methods take: ``PATCH`` and ``POST /rooms/{id}/close``."""
    steps = known.of_kind(Kind.ACT, Kind.TOGGLE)
    for one, other in combinations(steps, 2):
        if one.path == other.path:
            yield Unsaid(
                f"endpoint.{one.path}.methods",
                f"{one.method} and {other.method} {one.path} do the same.",
                "the same",
                "Both are described, and no document tells them apart.",
                lines_of((one, other)),
            )


def find_repeats(known: Known) -> Iterator[Unsaid]:
    """Steps that are taken a second time."""
    guarded = {one.name for one in known.blueprint.entities if one.states is not None}
    free = tuple(one for one in known.of_kind(Kind.ACT) if one.entity not in guarded and one.addresses_row)
    if free and not known.speaks_of(r"\bidempoten|\balready (?:been )?\w+ed\b"):
        yield Unsaid(
            "unsaid.repeated",
            f"A second call of {routes(free)} changes nothing and is answered like the first.",
            "like the first",
            "No document states what a call does that finds its work done.",
            lines_of(free),
        )


def find_again(known: Known) -> Iterator[Unsaid]:
    """Rows that are sent a second time, of tables in which nothing must be unique."""
    loose = {
        one.name
        for one in known.blueprint.entities
        if not any(column.unique for column in one.columns) and not any(index.unique for index in one.indexes)
    }
    creating = tuple(one for one in known.of_kind(Kind.CREATE) if one.entity in loose)
    if creating and not known.speaks_of(r"\bidempoten|\bduplicat\w*|\btwice\b"):
        yield Unsaid(
            "unsaid.again",
            f"The same body sent twice to {routes(creating)} makes two rows.",
            "two rows",
            "No document states what must be unique there, or what a repeated call does.",
            lines_of(creating),
        )


def find_health(known: Known) -> Iterator[Unsaid]:
    """What counts as healthy."""
    health = known.of_kind(Kind.HEALTH)
    if health and not known.speaks_of(r"\b503\b"):
        yield Unsaid(
            "unsaid.health",
            f"{routes(health)} answer{'s' * (len(health) == 1)} 200 as soon as the database has answered, however long "
            "it took, and 503 where it does not.",
            "200 or 503",
            "No document states when the backend is not healthy.",
            lines_of(health),
        )


def find_root(known: Known) -> Iterator[Unsaid]:
    """Endpoints without a prefix or a version."""
    some = tuple(one for one in known.blueprint.operations if one.sources and one.kind is not Kind.HEALTH)
    firsts = {next(iter(segments_of(one.path)), "").lower() for one in some}
    if len(firsts) > 1 and not any(first.rstrip("0123456789") in _PREFIXED for first in firsts):
        yield Unsaid(
            "unsaid.root",
            f"Paths begin at the root: {routes(some, 2)}.",
            "/",
            "No document states a prefix or a version.",
            lines_of(some, 2),
        )


def find_issuer(known: Known) -> Iterator[Unsaid]:
    """A provider of tokens that is named, beside endpoints that issue them."""
    signing = known.of_kind(Kind.LOGIN, Kind.REGISTER)
    line = known.line_of(_ISSUERS) if signing else ()
    if line and known.blueprint.settings.token_issuer is TokenIssuer.HERE:
        yield Unsaid(
            "unsaid.provider",
            f"This backend issues its tokens itself; the provider that {line[0].file} names is not called.",
            "here",
            f"{routes(signing)} {'are' if len(signing) > 1 else 'is'} described among its endpoints.",
            (*line, *lines_of(signing, 2)),
        )

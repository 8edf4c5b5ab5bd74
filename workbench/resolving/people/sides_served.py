"""Which side an operation on rows with two sides serves: their author, the holder of the row above, or both."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generators.blueprint import CHANGING, Access, EffectValue, Foreign, Operation, OperationKind, OwnerPath, PathUse
from workbench.patterns import regex
from workbench.resolving.behaviour.settling import does
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.people.sides import OWN, Side
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import segments_of
from workbench.resolving.words import singular, snake, stem, words

Kind = OperationKind
_READING = (Kind.LIST, Kind.READ)
_WRITING = (*CHANGING, Kind.DELETE, Kind.ACT, Kind.TOGGLE)
_DECIDING = frozenset(
    stem(word) for word in ("accept", "reject", "approve", "decline", "confirm", "deny", "refuse", "grant", "shortlist")
)
"""What the holder of a row says to what others add to it."""
_CLAUSES = regex(r"[;,.()|]|\band\b")
_RESERVED = frozenset({"only", "own", "owner", "owners"})


def serve_sides(
    operations: Iterable[Operation],
    sides: Sequence[Side],
    endpoints: Sequence[Endpoint],
    sentences: Sequence[Statement],
) -> tuple[Operation, ...]:
    """Give the operations with the sides that they serve, and with the rows that must be somebody else's."""
    said = {(one.method, one.path): one for one in endpoints}
    below = {side.entity: side for side in sides}
    above = {side.parent for side in sides}
    found = []
    for operation in operations:
        endpoint, side = said[operation.method, operation.path], below.get(operation.entity or "")
        if operation.access is Access.REQUIRED and side:
            reserved = [f"{role} only" for role in endpoint.roles]
            texts = [endpoint.text, *reserved, *_spoken_of(operation, side, sentences)]
            operation = _served(operation, side, endpoint, texts)
        elif operation.access is Access.REQUIRED and operation.entity in above:
            mine = operation.kind in _READING and bool(OWN.search(endpoint.text))
            operation = replace(operation, mine=operation.mine or mine)
        found.append(operation)
    return tuple(found)


def _spoken_of(operation: Operation, side: Side, sentences: Sequence[Statement]) -> list[str]:
    """Give the sentences that say who alone may do it: "Only the keeper can accept reservations"."""
    noun = singular(side.entity)
    only = [one.text.lower() for one in sentences if "only" in one.text.lower()]
    said = [(text, words(text)) for text in only]
    return [
        text for text, spoken in said if noun in map(singular, spoken) and any(does(operation, verb) for verb in spoken)
    ]


def _served(operation: Operation, side: Side, endpoint: Endpoint, texts: Sequence[str]) -> Operation:
    if operation.kind is Kind.CREATE:
        return _kept_from_own(operation, side)
    if not side.both or (operation.kind in _READING and (side.spoken or _is_authors(operation, endpoint))):
        return operation
    author, named = OwnerPath((side.author,)), _named(endpoint, side, texts)
    ways: tuple[OwnerPath, ...]
    if operation.kind in _READING:
        ways = named if named == (side.far,) else (author, side.far)
    elif operation.kind in _WRITING:
        ways = named or ((side.far,) if _decides(operation) or _is_for_others(operation, side) else (author,))
    else:
        return operation
    return operation if ways == (author,) else replace(operation, sides=ways)


def _kept_from_own(operation: Operation, side: Side) -> Operation:
    reached = any(key.via == side.via for key in operation.path_parameters) or any(
        field.column == side.via and field.required for field in operation.body
    )
    if side.refused is None or not reached:
        return operation
    status = side.refused[0]
    errors = tuple(sorted({*operation.errors, status}))
    return replace(operation, foreign=Foreign(side.via, status), errors=errors)


def _is_authors(operation: Operation, endpoint: Endpoint) -> bool:
    """Tell whether a list is of the caller's own rows: ``GET /bookings``, "my bookings"."""
    below = any(key.use is PathUse.PARENT for key in operation.path_parameters)
    return operation.mine or (not below and bool(OWN.search(endpoint.text)))


def _named(endpoint: Endpoint, side: Side, texts: Sequence[str]) -> tuple[OwnerPath, ...]:
    """Give the sides of which a description says that they may: "gig owner only", "Guest own, Host own"."""
    nouns = {singular(side.parent), *(singular(part) for part in segments_of(endpoint.path)[:-1])}
    nouns.discard(singular(side.entity))
    author = {snake(side.author).removesuffix("_id")} - {"user", "owner"}
    holder = {snake(side.holder[-1]).removesuffix("_id")} - {"user", "owner"} - author
    found: dict[OwnerPath, None] = {}
    for clause in (clause for text in texts for clause in _CLAUSES.split(text)):
        said = {singular(word) for word in words(clause)}
        if not said & _RESERVED:
            continue
        if said & author:
            found[OwnerPath((side.author,))] = None
        if said & holder or (said & nouns and said & {"owner", "own"}):
            found[side.far] = None
    return tuple(found)


def _is_for_others(operation: Operation, side: Side) -> bool:
    """Tell whether an operation is for roles of which none adds such rows, but for those that reach all of them."""
    roles = {snake(role) for role in operation.roles if role not in operation.bypass_roles}
    return bool(roles and side.makers) and not roles & {snake(role) for role in side.makers}


def _decides(operation: Operation) -> bool:
    """Tell whether an operation says yes or no to what somebody added: ``POST …/accept``, a PATCH of nothing but a
    state that can be ``accepted``."""
    if operation.kind is Kind.ACT:
        told = [str(one.literal) for one in operation.effects if one.value is EffectValue.LITERAL]
        return any(
            stem(word) in _DECIDING for text in (*told, operation.path.rpartition("/")[2]) for word in words(text)
        )
    choices = [field.limits.choices for field in operation.body]
    decided = any(stem(word) in _DECIDING for each in choices for choice in each for word in words(choice))
    return operation.kind in CHANGING and len(choices) == 1 and decided

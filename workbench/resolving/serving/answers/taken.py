"""What answers a value that is taken already, where documents state another status than 409.

Example: ``POST /boats`` lists ``400 — a boat with this name already exists``, and no endpoint of boats lists a 409.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generators.blueprint import CONFLICT, Entity, Operation
from workbench.reading.facts import ResponseFact
from workbench.resolving.serving.answers.messages import tells_of_taken, texts_of
from workbench.resolving.serving.endpoints import Endpoint

_STATUSES = (400, 422)


def with_taken_statuses(
    entities: Sequence[Entity], operations: Sequence[Operation], endpoints: Iterable[Endpoint]
) -> tuple[tuple[Entity, ...], tuple[Operation, ...]]:
    """Give the tables with the status that their endpoints state for what is taken, and the operations that answer
    with it; the usual one stays where an endpoint lists it, or where two others are stated."""
    described = {one.route: one for one in endpoints}
    found: dict[str, set[int]] = {}
    for one in operations:
        endpoint = described.get(one.route)
        if endpoint and one.entity and CONFLICT in one.errors:
            found.setdefault(one.entity, set()).update(_stated(endpoint.responses))
    taken = {name: statuses.pop() for name, statuses in found.items() if len(statuses) == 1} if found else {}
    changed = {name: status for name, status in taken.items() if status != CONFLICT}
    return (
        tuple(replace(one, taken_status=changed.get(one.name, CONFLICT)) for one in entities),
        tuple(_answering(one, changed.get(one.entity or "")) for one in operations),
    )


def _stated(responses: Iterable[ResponseFact]) -> Iterator[int]:
    for one in responses:
        if one.status == CONFLICT:
            yield CONFLICT
        elif one.status in _STATUSES and tells_of_taken(" ".join((one.description, *texts_of(one)))):
            yield one.status


def _answering(operation: Operation, status: int | None) -> Operation:
    if status is None or CONFLICT not in operation.errors:
        return operation
    return replace(operation, errors=tuple(sorted({*operation.errors, status} - {CONFLICT})))

"""Nouns of paths for a table that is called otherwise: ``/stays`` where the table is ``bookings``.

Only a table that no path names by itself is looked for, and only where one alone fits. What its rows are called in
paths is told by the name of a key (``/stays/{booking_id}``), by a table whose name ends in the noun (``/checkins``
are ``daily_checkins``), or by the fields that are sent and shown (asked, as fields can be alike by chance).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generators.blueprint import Entity, EntityPurpose
from workbench.reading.facts import FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import ROOT, is_prefix, parameter_name, segments_of, shape_of
from workbench.resolving.words import singular, snake

_LEAST_ALIKE = 3
_BELOW_ROOT = 2
_PORT = "port"


@dataclass(frozen=True, slots=True)
class _Collection:
    """A noun that stands in paths and names no table, with the endpoints below it and the names of its keys."""

    segment: str
    endpoints: tuple[Endpoint, ...]
    keys: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The names of what is sent and shown."""
        stated = [endpoint.body or () for endpoint in self.endpoints]
        stated += [endpoint.success.fields for endpoint in self.endpoints if endpoint.success]
        return frozenset(snake(field.name) for fields in stated for field in _leaves(fields))


def settle_path_names(ledger: Ledger, endpoints: Sequence[Endpoint], entities: Sequence[Entity]) -> dict[str, str]:
    """Give the tables that paths call by another noun: the singular noun to the table's name."""
    named = {resource.entity for one in endpoints for resource in shape_of(one.path, entities).resources}
    idle = [one for one in entities if one.name not in named and one.purpose is EntityPurpose.DATA and one.key]
    found: dict[str, str] = {}
    for collection in _collections(endpoints, entities):
        told = _by_reference(collection, entities) or _by_key(collection, idle) or _by_ending(collection, idle)
        entity = told or _by_fields(collection, idle)
        if entity is not None and _settle(ledger, collection, entity, told=told is not None) == entity.name:
            found[singular(collection.segment)] = entity.name
            idle = [one for one in idle if one is not entity]
    if (rows := _at_root(endpoints, entities)) is not None:
        found[ROOT] = rows.name
    return found


def _at_root(endpoints: Sequence[Endpoint], entities: Sequence[Entity]) -> Entity | None:
    """Give the only table, where the root of the interface is its collection: ``POST /`` and ``GET /{id}``."""
    rooted = {(one.method, segments_of(one.path)) for one in endpoints if len(segments_of(one.path)) < _BELOW_ROOT}
    makes = ("POST", ()) in rooted
    addresses = any(parts and parameter_name(parts[0]) is not None for _, parts in rooted)
    return _only(one for one in entities if one.purpose is EntityPurpose.DATA) if makes and addresses else None


def _collections(endpoints: Iterable[Endpoint], entities: Sequence[Entity]) -> Iterator[_Collection]:
    below: dict[str, list[Endpoint]] = {}
    keys: dict[str, set[str]] = {}
    for endpoint in endpoints:
        parts = segments_of(endpoint.path)
        unknown = shape_of(endpoint.path, entities).unnamed
        for part, following in zip_longest(parts, parts[1:], fillvalue=""):
            if part in unknown and not is_prefix(part):
                below.setdefault(part, []).append(endpoint)
                if key := parameter_name(following):
                    keys.setdefault(part, set()).add(snake(key))
    for segment, found in below.items():
        yield _Collection(segment, tuple(found), frozenset(keys.get(segment, ())))


def _by_reference(collection: _Collection, entities: Sequence[Entity]) -> Entity | None:
    """Find the table that foreign keys call so: ``/skippers`` where every ``skipper_id`` leads to ``crew_members``."""
    name = f"{singular(collection.segment)}_id"
    led = {
        column.references.entity
        for entity in entities
        for column in entity.columns
        if column.references and snake(column.name) == name
    }
    return _only(one for one in entities if {one.name} == led and one.purpose is EntityPurpose.DATA and one.key)


def _by_key(collection: _Collection, entities: Sequence[Entity]) -> Entity | None:
    return _only(one for one in entities if collection.keys & {f"{one.singular}_id", one.singular})


def _by_ending(collection: _Collection, entities: Sequence[Entity]) -> Entity | None:
    return _only(one for one in entities if one.singular.endswith(f"_{singular(collection.segment)}"))


def _by_fields(collection: _Collection, entities: Sequence[Entity]) -> Entity | None:
    """Give the table that has most of the fields, where rows of the collection are addressed by a key."""
    fields = collection.fields if collection.keys else frozenset[str]()
    alike = {one.name: len(fields & {snake(column.name) for column in one.columns}) for one in entities}
    return _only(one for one in entities if alike[one.name] >= _LEAST_ALIKE and alike[one.name] * 3 > len(fields) * 2)


def _only(fitting: Iterable[Entity]) -> Entity | None:
    found = list(fitting)
    return found[0] if len(found) == 1 else None


def _leaves(fields: Sequence[FieldFact]) -> Iterator[FieldFact]:
    """Give the fields that hold values: those of an envelope or a wrapper instead of itself."""
    for field in fields:
        yield from _leaves(field.fields) if field.fields else (field,)


def _settle(ledger: Ledger, collection: _Collection, entity: Entity, *, told: bool) -> str:
    identifier, path = f"path.{snake(collection.segment)}", f"/{collection.segment}"
    rows = Choice(entity.name, f"rows of {entity.name}", f"{path} reads and writes the table {entity.name}.")
    port = Choice(_PORT, "no table of this backend", f"{path} becomes a port: what it does is written by hand.")
    first = collection.endpoints[0]
    evidence = (*first.sources[:1], *entity.sources[:1])
    if told:
        text = f"{path} is about the rows of {entity.name}."
        return ledger.assume(identifier, text, [rows, port], evidence, reason="No table has the name of the path.")
    return ledger.ask(
        identifier,
        f"No table is called as in {first.route}. Whose rows does {path} read and write?",
        [rows, port],
        evidence,
        why=f"what is sent and shown there are columns of {entity.name}.",
        blocking=False,
        affects=4 * len(collection.endpoints),
    )

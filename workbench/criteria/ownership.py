"""Whose a row is: known from the rows that a test stored and from what the application gave to whom."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from generators.blueprint import Access, Entity, Operation, OperationKind, OwnerPath, PathParameter, PathUse
from generators.reach import must_own
from workbench.criteria.grounds import Grounds, body_of
from workbench.patterns import regex
from workbench.running.events import Exchange

_PARAMETER = regex(r"\{[^{}]*\}")

RowKey = tuple[str, str]
"""Entity name and key, as text."""


@dataclass(frozen=True)
class Ownership:
    """The owners of the rows of each test; tests share no rows, so every test is a world of its own."""

    grounds: Grounds

    def holders_of(self, node: str, row: RowKey, operation: Operation) -> tuple[str, ...]:
        """Give the subjects of the users whose row it is for the operation, in the test ``node``: its owner, or those
        on the sides that the operation serves; nobody where it is not known."""
        owner = self._owners.get(node, {}).get(row)
        if owner is None or row[0] != operation.entity or not operation.sides:
            return () if owner is None else (owner,)
        tables, entity = self._stored.get(node, {}), self.grounds.blueprint.entity(row[0])
        keys = [one for one in tables.get(entity.name, ()) if row[1] in {one.get(n) for n in self._addressing(entity)}]
        found = [self._followed(tables, entity, side, one) for one in keys for side in operation.sides]
        return tuple(one for one in found if one is not None) if keys else (owner,)

    def others_rows(self, node: str, operation: Operation, subject: str) -> frozenset[str]:
        """Give the keys of the rows of the operation's entity that belong to others than ``subject`` in that test."""
        rows = (row for row in self._owners.get(node, {}) if row[0] == operation.entity)
        return frozenset(row[1] for row in rows if subject not in self.holders_of(node, row, operation))

    @cached_property
    def _owners(self) -> Mapping[str, Mapping[RowKey, str]]:
        owners: dict[str, dict[RowKey, str]] = defaultdict(dict)
        for exchange in self.grounds.run.exchanges if self.grounds.run else ():
            for row in self._rows_created(exchange):
                owners[exchange.node].setdefault(row, exchange.subject or "")
        stored = self._stored
        for node, tables in stored.items():
            for entity in self._owned_entities:
                for keys in tables.get(entity.name, ()):
                    owner = self._followed(tables, entity, entity.owner, keys)
                    for name in self._addressing(entity) if owner is not None else ():
                        if (key := keys.get(name)) is not None:
                            owners[node][entity.name, key] = owner or ""
        return owners

    def _addressing(self, entity: Entity) -> tuple[str, ...]:
        """Give the columns by which paths name a row: its key, and other columns that are unique."""
        named = [
            parameter.column
            for operation in self.grounds.blueprint.operations
            for parameter in operation.path_parameters
            if parameter.column and (parameter.entity or operation.entity) == entity.name
        ]
        return tuple(dict.fromkeys([*(column.name for column in entity.key[:1]), *named]))

    @cached_property
    def _owned_entities(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.grounds.blueprint.entities if entity.owner is not None)

    @cached_property
    def _stored(self) -> Mapping[str, Mapping[str, list[dict[str, str]]]]:
        stored: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for row in self.grounds.run.rows if self.grounds.run else ():
            stored[row.node][row.table].append(dict(row.keys))
        return stored

    def _followed(
        self,
        tables: Mapping[str, list[dict[str, str]]],
        entity: Entity,
        path: OwnerPath | None,
        row: Mapping[str, str],
    ) -> str | None:
        """Follow the owner path from ``row`` to the user."""
        *parents, last = path.steps if path else ("",)
        for step in parents:
            reference = entity.column(step).references if entity.has(step) else None
            if reference is None:
                return None
            rows = tables.get(reference.entity, ())
            wanted = row.get(step)
            found = next((parent for parent in rows if parent.get(reference.column) == wanted), None)
            if found is None:
                return None
            entity, row = self.grounds.blueprint.entity(reference.entity), found
        return row.get(last)

    def _rows_created(self, exchange: Exchange) -> Iterator[RowKey]:
        """Give the rows that a successful creation answered with: they are the caller's."""
        operation = self.grounds.operation_of(exchange)
        if operation is None or operation.kind is not OperationKind.CREATE or not exchange.subject:
            return
        if exchange.status >= 300 or operation.entity is None:
            return
        entity = self.grounds.blueprint.entity(operation.entity)
        if entity.owner is not None:
            yield from ((entity.name, key) for key in keys_in(exchange, entity, self.grounds))


def keys_in(exchange: Exchange, entity: Entity, grounds: Grounds) -> frozenset[str]:
    """Give the keys of the entity's rows that a response shows; objects of other kinds may lie beside them."""
    if not entity.key:
        return frozenset()
    written = camel if grounds.blueprint.settings.camel_case else str
    columns = {written(column.name) for column in entity.columns}
    key = written(entity.key[0].name)
    rows = (row for row in _objects(body_of(exchange.response_body)) if 2 * len(columns & row.keys()) >= len(row))
    return frozenset(str(row[key]) for row in rows if isinstance(row.get(key), str | int))


def path_keys(operation: Operation, exchange: Exchange) -> Iterator[tuple[PathParameter, str]]:
    """Give the path parameters of a request with the values that they were called with."""
    match = _pattern(operation.path).fullmatch(exchange.path)
    values = dict(zip(_PARAMETER.findall(operation.path), match.groups(), strict=True)) if match else {}
    yield from (
        (parameter, values[f"{{{parameter.name}}}"])
        for parameter in operation.path_parameters
        if f"{{{parameter.name}}}" in values
    )


def owned_entity(grounds: Grounds, operation: Operation, parameter: PathParameter) -> Entity | None:
    """Give the owned entity of which ``parameter`` holds a key, if it is one; rows that are there for everyone are
    nobody's own where they are only read or tied to."""
    if parameter.use is PathUse.CALLER:
        return None
    name = parameter.entity or (operation.entity if parameter.use is PathUse.ROW else None)
    entity = next((entity for entity in grounds.blueprint.entities if entity.name == name), None)
    if entity is None or entity.owner is None:
        return None
    required = operation.access is Access.REQUIRED
    return None if required and entity.shared and not must_own(grounds.blueprint, operation, entity) else entity


def camel(name: str) -> str:
    """Give ``due_date`` as ``dueDate``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("([^/]+)".join(re.escape(part) for part in _PARAMETER.split(template)))


def _objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON has no narrower type
    pending = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            yield part
            pending += part.values()
        elif isinstance(part, list):
            pending += part

"""What somebody decided to leave out: endpoints below a path, and tables with the endpoints about them."""

from collections.abc import Iterator
from dataclasses import replace

from generators.blueprint import Entity, Operation
from workbench.resolving.serving.routing.paths import path_key


def drop(
    names: tuple[str, ...], entities: tuple[Entity, ...], operations: tuple[Operation, ...]
) -> tuple[tuple[Entity, ...], tuple[Operation, ...]]:
    """Give tables and operations without those of the ``names``: paths (``/v1/stays``), tables (``stays``) and the
    unique constraints on a column (``stays.code``). A table that another one refers to, or that an operation left
    needs, stays."""
    if not names:
        return entities, operations
    entities = tuple(
        _loosened(one, {name.partition(".")[2] for name in names if _is_of(name, one)}) for one in entities
    )
    paths = tuple(path_key(name) for name in names if name.startswith("/"))
    left = tuple(
        one
        for one in operations
        if one.entity not in names and not any(_is_below(path_key(one.path), path) for path in paths)
    )
    needed = {name for one in left for name in _needs(one)}
    needed |= {
        column.references.entity
        for entity in entities
        for column in entity.columns
        if column.references and column.references.entity != entity.name
    }
    return tuple(one for one in entities if one.name not in names or one.name in needed), left


def _is_of(name: str, entity: Entity) -> bool:
    return not name.startswith("/") and name.partition(".")[0] == entity.name and "." in name


def _loosened(entity: Entity, columns: set[str]) -> Entity:
    """Give a table without the unique constraints that some columns are a part of."""
    if not columns:
        return entity
    return replace(
        entity,
        columns=tuple(replace(one, unique=False) if one.name in columns else one for one in entity.columns),
        indexes=tuple(one for one in entity.indexes if not (one.unique and columns & set(one.columns))),
    )


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")


def _needs(operation: Operation) -> Iterator[str]:
    """Give the tables that an operation reads or writes beside its own."""
    ways = [field.through for field in operation.body] + [one.through for one in operation.query]
    ways += [member.through for member in operation.response.members]
    lists = [*operation.response.children, *(field.children for field in operation.body)]
    around = [*operation.path_parameters, *operation.adjustments, *operation.response.members, *ways, *lists]
    found = [operation.entity, operation.response.entity, *(one.entity for one in around if one)]
    yield from (name for name in (*found, *(record.entity for record in operation.records)) if name)

"""Ways: from a table through the rows that each of its rows must have."""

from collections.abc import Callable, Mapping

from generators.blueprint import Entity, OwnerPath


def shortest_way(
    entity: Entity, parents: Mapping[str, Entity], last_steps: Callable[[Entity], tuple[str, ...] | None]
) -> OwnerPath | None:
    """Find the shortest way through ``parents`` to a table for which ``last_steps`` gives how it goes on to its end."""
    ways: list[tuple[tuple[str, ...], Entity]] = [((), entity)]
    seen = {entity.name}
    while ways:
        steps, current = ways.pop(0)
        last = last_steps(current)
        if last is not None:
            return OwnerPath((*steps, *last))
        for column in current.columns:
            parent = parents.get(column.references.entity) if column.references else None
            if parent is not None and not column.nullable and parent.name not in seen:
                seen.add(parent.name)
                ways.append(((*steps, column.name), parent))
    return None

"""Orders: by what the rows of a list come one after the other where no request says so."""

from generators.blueprint import Choice, ColumnRole, Entity, Operation


def full_order(operation: Operation, entity: Entity) -> tuple[Choice, ...]:
    """Give the order of a list, the newest row first by default, down to the keys: no two rows have the same place."""
    chosen = [choice for choice in operation.order_by if choice.column]
    if not chosen and (created := entity.with_role(ColumnRole.CREATED_AT)):
        chosen = [Choice("created", created.name, descending=True)]
    told = {choice.column for choice in chosen}
    return (*chosen, *(Choice(key.name, key.name) for key in entity.key if key.name not in told))

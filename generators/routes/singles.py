"""Routes on single rows: what makes the only row of a caller or a parent where it is missing."""

from collections.abc import Sequence

from generators.blueprint import ColumnRole, EntityPurpose, PathUse
from generators.constraints import find_unique
from generators.marks import unmarked
from generators.naming import attribute, human
from generators.routes.context import Context, tenant_value
from generators.routes.ownership import owner_column


def places_of(context: Context) -> list[tuple[str, str]]:
    """Give the columns that say where a new row belongs, with their values: parents, owner, tenant."""
    entity = context.entity
    places = [
        (attribute(key.via), context.parent_value(key))
        for key in context.keys(PathUse.PARENT)
        if key.via and entity.has(key.via)
    ]
    if context.operation.within:
        places.append((attribute(context.operation.within.via), attribute(context.operation.within.via)))
    for column in (owner_column(entity), entity.with_role(ColumnRole.AUTHOR)):
        if column and context.has_user and entity.purpose is not EntityPurpose.USERS:
            places.append((attribute(column.name), context.caller))
    tenant = tenant_value(context)
    return [*places, tenant] if tenant else places


def made_row(context: Context) -> list[str]:
    """Give the statement that makes the single row where there is none yet, which calls at the same time agree on."""
    if not context.operation.made:
        return []
    context.helpers.imports.add("from sqlalchemy.dialects.postgresql import insert")
    values = ", ".join(f"{name}={value}" for name, value in places_of(context))
    return [f"await connection.execute(insert({context.model}).values({values}).on_conflict_do_nothing())"]


def _taking_turns(context: Context) -> list[str]:
    """Give the statement that lets calls for one place wait for each other, where a further key of the table could fail
    the second of two insertions before the place itself is found taken."""
    entity, operation = context.entity, context.operation
    written = {field.column for field in operation.body}
    place = entity.column(operation.single[0])
    if place.references is None or not any(set(key) & written for key in find_unique(entity)):
        return []
    held = context.blueprint.entity(place.references.entity)
    column = f"{context.helpers.use_model(held)}.{attribute(place.references.column)}"
    value = dict(places_of(context))[attribute(place.name)]
    return [
        f"# Of two calls for the same {human(held.singular)} the second waits until the first has ended.",
        f"await connection.execute(select({column}).where(col({column}) == {value}).with_for_update(key_share=True))",
    ]


def stored_anyway(context: Context, values: str, touched: Sequence[str]) -> list[str]:
    """Give the statements that make the insertion which replaces the single row that is there already."""
    context.helpers.imports.add("from sqlalchemy.dialects.postgresql import insert")
    entity, operation = context.entity, context.operation
    names = [attribute(field.column) for field in operation.body if field.column]
    changes = [f'"{name}": new.excluded["{name}"]' for name in names]
    changes += ['"{}": {}'.format(*one.split("=", 1)) for one in touched]
    changes += [f'"{attribute(entity.mark.name)}": {unmarked(entity.mark)}'] if entity.mark else []
    places = ", ".join(f"col({context.model}.{attribute(name)})" for name in operation.single)
    return [
        *_taking_turns(context),
        f"new = insert({context.model}).values({values})",
        f"statement = new.on_conflict_do_update(index_elements=[{places}], set_={{{', '.join(changes)}}})",
    ]

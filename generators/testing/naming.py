"""Names in the generated tests: of variables, fixtures and constants."""

from generators.blueprint import Blueprint, Column, ColumnRole, Entity, EntityPurpose, Operation
from generators.naming import attribute, camel, row_variable


def factory_of(entity: Entity) -> str:
    """Give the name of the function that stores a row; users are users, whatever their table is called."""
    own = f"make_{attribute(entity.singular)}"
    if entity.purpose is EntityPurpose.USERS:
        return "make_user"
    return "make_user_row" if own == "make_user" else own


def takes_owner(entity: Entity) -> bool:
    """Tell whether a factory stores rows for a user: as their owner, or as somebody of their tenant."""
    if entity.owner is not None:
        return True
    return entity.tenant is not None and entity.column(entity.tenant.steps[0]).references is not None


def variable_of(entity: Entity) -> str:
    """Give the name of a variable for a row; a users row beside the caller is an account."""
    return "account" if entity.purpose is EntityPurpose.USERS else row_variable(entity)


def members_of(entity: Entity) -> str:
    """Give the name of the constant that lists what a response shows of a row."""
    return f"{attribute(entity.singular).upper()}_MEMBERS"


def key_of(entity: Entity) -> Column:
    """Give the column that addresses a row: the first of its primary key."""
    return entity.key[0] if entity.key else entity.columns[0]


def user_key(users: Entity | None) -> str:
    """Give the attribute that holds a user's key, ``id`` of callers without a table."""
    return attribute(key_of(users).name) if users else "id"


def caller_key(column: Column | None) -> str:
    """Give the attribute of a caller that a column holds: the key that it references, ``id`` of callers without a
    table."""
    return attribute(column.references.column) if column and column.references else "id"


def json_name(blueprint: Blueprint, name: str) -> str:
    """Give the name of a body field as clients send it."""
    return camel(name) if blueprint.settings.camel_case else name


def role_of(blueprint: Blueprint, operation: Operation) -> str | None:
    """Give the role that a caller must be given for ``operation``, if an ordinary user does not do."""
    if not operation.roles or _ordinary_role(blueprint) in operation.roles:
        return None
    return operation.roles[0]


def _ordinary_role(blueprint: Blueprint) -> str | None:
    """Give the role of an ordinary user: the usual one, or one that an account has which must have some."""
    column = blueprint.users.with_role(ColumnRole.USER_ROLE) if blueprint.users else None
    needed = usual_role(blueprint) if column and not column.nullable and column.limits.choices else None
    return blueprint.settings.default_role or needed


def usual_role(blueprint: Blueprint) -> str | None:
    """Give the role of accounts that must have one: the first that opens nothing to those who have it, where there is
    such a one."""
    column = blueprint.users.with_role(ColumnRole.USER_ROLE) if blueprint.users else None
    roles = [str(role) for role in (column.limits.choices if column else ())]
    beyond = {role for operation in blueprint.operations for role in operation.bypass_roles}
    return next((role for role in roles if role not in beyond), roles[0] if roles else None)


def caller_of(role: str | None) -> str:
    """Give the fixture that holds the calling user of that role."""
    return "user" if role is None else f"{attribute(role)}_user"


def headers_of(role: str | None) -> str:
    """Give the fixture that holds the Authorization header of a user of that role."""
    return "headers" if role is None else f"{attribute(role)}_headers"

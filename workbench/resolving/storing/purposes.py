"""What tables are there for: which of them holds the people who sign in, and which only tie rows to each other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    INTEGERS,
    ColumnRole,
    ColumnType,
    Entity,
    EntityPurpose,
    Limits,
    TypeName,
)
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.storing.tables import USERS, table_key
from workbench.resolving.words import snake

_ROLES = frozenset({"role", "user_role", "is_admin"})
_SIGNING_IN = frozenset({"email", "username", "login", "phone", "email_address", "user_name"})


def find_users_table(entities: Sequence[Entity], keys: set[str], registered: frozenset[str]) -> str | None:
    """Find the table of those who sign in: by what they give who register, by its name, else by what it holds.

    Examples: ``users``; ``guests(email, password_hash, …)``; ``employees(email unique, role, …)`` where tokens come
    from elsewhere. Of several, the one that most columns refer to.
    """
    if registering := _registering(entities, registered):
        return registering
    for name in USERS:
        if name in keys:
            return next(one.name for one in entities if one.singular == name or table_key(one.name) == name)
    named = [one for one in entities if {snake(column.name) for column in one.columns} & _SIGNING_IN]
    with_password = [one for one in named if one.with_role(ColumnRole.PASSWORD)]
    fitting = with_password or [one for one in named if _has_roles(one)]
    counts = Counter(
        column.references.entity for one in entities for column in one.columns if column.references is not None
    )
    return max(fitting, key=lambda one: counts[one.name]).name if fitting else None


def _registering(entities: Sequence[Entity], given: frozenset[str]) -> str | None:
    """Find the table that alone can keep what whoever registers gives, and a password with it: ``clubs`` where a club
    registers with its name, its seat and an address, though its ``users`` have passwords, too."""
    keeping = [one for one in entities if one.with_role(ColumnRole.PASSWORD)]
    whole = [one for one in keeping if given <= {snake(column.name) for column in one.columns}]
    return whole[0].name if given and len(keeping) > 1 and len(whole) == 1 else None


def _has_roles(entity: Entity) -> bool:
    """Tell whether a table holds people with a role, each with a name of their own to sign in with."""
    unique = any(column.unique and snake(column.name) in _SIGNING_IN for column in entity.columns)
    return unique and any(snake(column.name) in _ROLES for column in entity.columns)


def with_purpose(ledger: Ledger, entity: Entity, users: str | None) -> Entity:
    """Give the entity with what it is there for: the ``users``, rows that only tie two others, or data."""
    if entity.name == users:
        return _with_named_roles(ledger, _as_users(entity))
    references = [column for column in entity.columns if column.references]
    others = [
        column
        for column in entity.columns
        if column not in references and column.role not in (ColumnRole.ID, ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT)
    ]
    if len(references) == 2 and not others:
        return replace(entity, purpose=EntityPurpose.JOIN)
    return entity


def _as_users(entity: Entity) -> Entity:
    columns = tuple(
        replace(column, role=ColumnRole.USER_ROLE)
        if snake(column.name) in _ROLES and column.role is ColumnRole.PLAIN
        else column
        for column in entity.columns
    )
    return replace(entity, columns=columns, purpose=EntityPurpose.USERS)


def _with_named_roles(ledger: Ledger, users: Entity) -> Entity:
    """Keep the role of accounts by its name where a table counts roles (``role tinyint``): callers and tokens know
    the names, and no document need say which number is which."""
    column = users.with_role(ColumnRole.USER_ROLE)
    if column is None or column.type.name not in INTEGERS or column.references is not None:
        return users
    ledger.note(
        f"{users.name}.{column.name}.named",
        f"{column.name} of {users.name} holds the name of a role, not its number.",
        "varchar",
        column.sources[:1],
        reason="Requests and tokens speak of roles by name, and no document says which number is which.",
    )
    checks = tuple(check for check in users.checks if column.name.lower() not in check.expression.lower())
    named = replace(column, type=ColumnType(TypeName.VARCHAR, length=20), limits=Limits(), default=None)
    return replace(users.replacing(named), checks=checks)

"""Callers: which of the dependencies that inject the calling user a backend needs, and their names."""

from dataclasses import dataclass, replace

from generators.blueprint import (
    Access,
    Blueprint,
    Column,
    ColumnRole,
    ColumnType,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    TokenIssuer,
    TypeName,
)
from generators.naming import pascal, snake

_READING = frozenset(
    {
        OperationKind.READ,
        OperationKind.LIST,
        OperationKind.AGGREGATE,
        OperationKind.READ_ME,
        OperationKind.HEALTH,
    }
)


@dataclass(frozen=True, slots=True)
class CallerNeed:
    """One way of injecting the caller: with roles, by path, optionally, or by the key alone."""

    roles: tuple[str, ...] = ()
    path: PathParameter | None = None
    optional: bool = False
    keyed: bool = False

    @property
    def alias(self) -> str:
        """The annotated type's name in routes, ``CurrentUser``."""
        words = ["optional"] if self.optional else []
        words += ["_or_".join(self.roles)] if self.roles else []
        words += ["path"] if self.path else []
        return f"{pascal('_'.join(words or ['current']))}User{'Id' if self.keyed else ''}"

    @property
    def function(self) -> str:
        """The dependency's name, ``get_current_user``."""
        return f"get_{snake(self.alias)}"

    @property
    def base(self) -> "CallerNeed | None":
        """The simpler dependency that this one builds on."""
        if self.path:
            return CallerNeed(self.roles, keyed=self.keyed)
        return CallerNeed() if self.roles else None


def is_reading(operation: Operation) -> bool:
    """Tell whether an operation only reads."""
    return operation.kind in _READING


def need_of(operation: Operation) -> CallerNeed | None:
    """Give the way in which an operation gets its caller; none where it is public."""
    if operation.access is Access.PUBLIC:
        return None
    if operation.access is Access.OPTIONAL:
        return CallerNeed(optional=True)
    path = next((key for key in operation.path_parameters if key.use is PathUse.CALLER), None)
    return CallerNeed(operation.roles, path)


def needs_of(blueprint: Blueprint, keyed: frozenset[str] = frozenset()) -> tuple[CallerNeed, ...]:
    """Give every way that the backend needs, the simpler ones first.

    ``keyed`` are the ids of the operations to which the caller's key is enough.
    """
    found: dict[str, CallerNeed] = {}
    for operation in blueprint.operations:
        need = need_of(operation)
        if need and operation.id in keyed:
            need = replace(need, keyed=True)
        chain = []
        while need is not None:
            chain.append(need)
            need = need.base
        for part in reversed(chain):
            found.setdefault(part.alias, part)
    if not found:
        return ()
    return tuple(sorted(found.values(), key=lambda need: (need.path is not None, bool(need.roles), need.alias)))


def takes_closed_bodies(blueprint: Blueprint) -> bool:
    """Tell whether any operation that asks for a token takes a body, which is read before the token is asked for."""
    return any(operation.body and operation.access is not Access.PUBLIC for operation in blueprint.operations)


def caller_type(blueprint: Blueprint) -> ColumnType:
    """Give the type of a user's key: the users table's, or that of the columns that hold it."""
    users = blueprint.users
    if users and users.key:
        return users.key[0].type
    for entity in blueprint.entities:
        owner = entity.with_role(ColumnRole.OWNER)
        if owner:
            return owner.type
    return ColumnType(TypeName.VARCHAR, length=255)


def uses_roles(blueprint: Blueprint) -> bool:
    """Tell whether anything asks for the caller's roles."""
    grants = [grant for operation in blueprint.operations for grant in (*operation.grants, *operation.permits)]
    steps = [step for entity in blueprint.entities if entity.states for step in entity.states.transitions]
    return (
        any(operation.roles or operation.bypass_roles for operation in blueprint.operations)
        or any(grant.roles for grant in grants)
        or any(step.roles for step in steps)
        or any(entity.hidden for entity in blueprint.entities)
    )


def tenant_column(blueprint: Blueprint) -> Column | None:
    """Give the users' column that tells a caller's tenant, where any rows are kept apart by it."""
    return blueprint.tenant_column if any(entity.tenant for entity in blueprint.entities) else None


def verifies_published_keys(blueprint: Blueprint) -> bool:
    """Tell whether tokens come from an issuer that publishes its keys, and any operation asks for one."""
    return blueprint.settings.token_issuer is TokenIssuer.JWKS and bool(needs_of(blueprint))

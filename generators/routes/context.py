"""The context of one route: its entity, its parameters, the conditions that keep it to the caller's rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from generators.blueprint import (
    OF_ONESELF,
    Access,
    Among,
    Blueprint,
    Choice,
    ColumnType,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
)
from generators.callers import CallerNeed, is_reading, need_of, tenant_column
from generators.naming import attribute, human, parameter, snake
from generators.reach import is_open, not_deleted, revives
from generators.routes.helpers import Helpers
from generators.routes.keyed import takes_key
from generators.routes.ownership import follow, granted, has_role, held_by, ownership
from generators.shapes import Shape, row_entity, shape_of
from generators.templating import docstring, wrapped
from generators.views import View, view_of

_LONGEST_LINE = 105
_OWN_ROWS_ONLY = (*OF_ONESELF, OperationKind.BULK_DELETE)
"""Kinds in which even a role that sees all rows acts on its own."""


@dataclass(frozen=True)
class Context:
    """Everything that a renderer of one route needs."""

    blueprint: Blueprint
    operation: Operation
    helpers: Helpers = field(repr=False)

    @property
    def entity(self) -> Entity:
        """The operation's entity; only kinds that have one ask for it."""
        if self.operation.entity is None:
            raise ValueError(f"{self.operation.id} ({self.operation.kind}) names no entity")
        return self.blueprint.entity(self.operation.entity)

    @property
    def model(self) -> str:
        """The name of the entity's table class, imported."""
        return self.helpers.use_model(self.entity)

    @property
    def shape(self) -> Shape:
        """The operation's schema classes."""
        return shape_of(self.blueprint, self.operation)

    @property
    def has_user(self) -> bool:
        """Whether the caller is known for certain."""
        return self.operation.access is Access.REQUIRED

    @cached_property
    def need(self) -> CallerNeed | None:
        """How the route gets its caller; nothing where it is public."""
        need = need_of(self.operation)
        return replace(need, keyed=True) if need and takes_key(self.blueprint, self.operation) else need

    @property
    def caller(self) -> str:
        """The expression for the caller's key."""
        return "caller_id" if self.need and self.need.keyed else "user.id"

    @property
    def owned(self) -> bool:
        """Whether the operation is kept to rows that belong to the caller."""
        owned = self.has_user and ownership(self.entity) is not None
        return owned and not self._for_roles_on_users and not is_open(self.operation, self.entity)

    @property
    def _for_roles_on_users(self) -> bool:
        return self.entity.purpose is EntityPurpose.USERS and bool(self.operation.roles)

    def keys(self, use: PathUse) -> tuple[PathParameter, ...]:
        """Give the path parameters of one use."""
        return tuple(parameter for parameter in self.operation.path_parameters if parameter.use is use)

    def column(self, name: str) -> str:
        """Give a column of the entity as an SQL expression in source."""
        return f"col({self.model}.{attribute(name)})"

    def scope(self) -> list[str]:
        """Give the conditions that hold for every row that the caller may reach."""
        conditions = [
            f"{self.column(key.via)} == {self.parent_value(key)}"
            for key in self.keys(PathUse.PARENT)
            if key.via and self.entity.has(key.via)
        ]
        if not self._is_implied(self.entity):
            conditions += self.tenant_condition(self.entity)
        if self.owned:
            conditions.append(self.owner_condition())
        if self.operation.among:
            conditions.append(self._among(self.operation.among))
        if self.operation.only:
            conditions.append(fits(self.operation.only, self.column(self.operation.only.column or "")))
        return [*conditions, *self._shown_conditions(), *self.kept_conditions()]

    def kept_conditions(self) -> list[str]:
        """Give the condition that a row is not marked as deleted, unless the operation is what takes the mark away."""
        return [] if revives(self.operation, self.entity) else not_deleted(self.entity, self.model)

    def _among(self, among: Among) -> str:
        """Give the condition that the caller is tied to a row."""
        tie = self.helpers.use_model(self.blueprint.entity(among.entity))
        tied = f"select({tie}.{attribute(among.there)}).where(col({tie}.{attribute(among.caller)}) == {self.caller})"
        return f"{self.column(among.column)}.in_({tied})"

    def row_conditions(self) -> list[str]:
        """Give the conditions for the one row that the path names."""
        keys = [key for key in self.keys(PathUse.ROW) if self.entity.has(key.column or key.name)]
        named = [f"{self.column(key.column or key.name)} == {parameter(key.name)}" for key in keys]
        return [*named, *self.scope()]

    def _is_implied(self, entity: Entity) -> bool:
        """Tell whether an own row is one of the caller's tenant in any case, and the way to the tenant a detour."""
        return (
            self.owned
            and not self.operation.bypass_roles
            and entity.tenant is not None
            and len(entity.tenant.steps) > 1
        )

    def tenant_condition(self, entity: Entity) -> list[str]:
        """Give the condition that a row belongs to the caller's tenant, where the entity's rows are kept apart so."""
        tenant = tenant_column(self.blueprint)
        if tenant is None or entity.tenant is None or not self.has_user:
            return []
        return [follow(self.blueprint, entity, entity.tenant.steps, self.helpers, f"user.{attribute(tenant.name)}")]

    def owner_condition(self, of: Entity | None = None) -> str:
        """Give the condition that a row belongs to the caller, through a shared function where it is not plain."""
        entity, operation = of or self.entity, self.operation
        own = held_by(self.blueprint, operation, entity, self.helpers, self.caller)
        grants = [(grant, granted(self.blueprint, entity, grant, self.helpers)) for grant in operation.grants]
        if (
            operation.kind in _OWN_ROWS_ONLY
            or operation.mine
            or not (operation.bypass_roles or any(where for _, where in grants))
        ):
            return own
        lines, said = [], self._whose(entity)
        if operation.bypass_roles:
            said += f"; all, for {' and '.join(operation.bypass_roles)}"
            lines += [f"    if {has_role(operation.bypass_roles)}:", "        return true()"]
        for grant, where in grants:
            if where and grant.column:
                said += f"; those of which they are the {human(grant.column.removesuffix('_id'))}"
                said += f", for {' and '.join(grant.roles)}" if grant.roles else ""
                one = f"return or_({own}, {where})"
                lines += [f"    if {has_role(grant.roles)}:", f"        {one}"] if grant.roles else [f"    {one}"]
        lines += [] if lines[-1].startswith("    return") else [f"    return {own}"]
        writes = not is_reading(operation) and operation.kind is not OperationKind.CREATE
        text = f"Rows that the user may reach: {said}."
        if len(text) > _LONGEST_LINE:
            text = f"Rows that the user may reach.\n\n{wrapped(f'These are {said}.')}"
        lines = ["def {name}(user: Caller) -> ColumnElement[bool]:", f"    {docstring(text, indent=4)}", *lines]
        other = f"_changeable_{snake(entity.name)}" if writes else ""
        name = self.helpers.define(f"_reachable_{snake(entity.name)}", "\n".join(lines), other)
        return f"{name}(user)"

    def _whose(self, entity: Entity) -> str:
        """Give in words the rows that belong to the caller."""
        sides = self.operation.sides if entity.name == self.operation.entity else ()
        reached = [self.blueprint.above(entity, side.steps[:-1]).name for side in sides]
        others = [human(name) for side, name in zip(sides, reached, strict=True) if len(side.steps) > 1]
        if not others:
            return "the user's own"
        below = f"those of their own {' and '.join(others)}"
        return below if len(others) == len(sides) else f"the user's own; {below}"

    def _shown_conditions(self) -> list[str]:
        """Give the conditions that leave out the rows of which only some roles know."""
        found = []
        for hidden in self.entity.hidden if self.has_user else ():
            if self.operation.roles and set(self.operation.roles) <= set(hidden.roles):
                continue
            column, roles = self.column(hidden.column), " and ".join(hidden.roles)
            plural = human(self.entity.name)
            test = f"{column}.is_({not hidden.equals})"
            if not isinstance(hidden.equals, bool):
                test = f"{column}.is_distinct_from({hidden.equals!r})"
            lines = [
                "def {name}(user: Caller) -> ColumnElement[bool]:",
                f'    """Rows of which the user may know: {human(hidden.column)} {plural} are for {roles} only."""',
                f"    if {has_role(hidden.roles)}:",
                "        return true()",
                f"    return {test}",
            ]
            name = self.helpers.define(f"_shown_{snake(self.entity.name)}", "\n".join(lines))
            found.append(f"{name}(user)")
        return found

    @property
    def view(self) -> View | None:
        """The statement that selects what is shown, where that is more than columns."""
        return view_of(self.blueprint, self.operation)

    @property
    def reader(self) -> str:
        """What runs the statement that selects what is shown: a session, where objects are put together from rows."""
        return "session" if self.view else "connection"

    @property
    def row_model(self) -> str:
        """The name of the table class of the shown row, imported."""
        entity = row_entity(self.blueprint, self.operation)
        return self.helpers.use_model(entity) if entity else ""

    def parent_value(self, key: PathParameter) -> str:
        """Give the key of the row that a path parameter names: the parameter itself, or what is found by it."""
        if not self.is_natural(key):
            return parameter(key.name)
        return attribute(key.via or f"{self.blueprint.entity(key.entity or '').singular}_id")

    def place_value(self, column: str) -> str | None:
        """Give the expression for a new row's value of a column that the path or the row above it settles."""
        if self.operation.within and self.operation.within.via == column:
            return attribute(column)
        key = next((each for each in self.operation.path_parameters if each.via == column), None)
        return self.parent_value(key) if key else None

    def value_type(self, key: PathParameter) -> ColumnType:
        """Give the type of what ``parent_value`` names."""
        if not self.is_natural(key):
            return key.type
        return self.blueprint.entity(key.entity or "").key[0].type

    def is_natural(self, key: PathParameter) -> bool:
        """Tell whether a path parameter names a parent by another column than its key, ``/teams/{slug}/members``."""
        entity = self.blueprint.entity(key.entity) if key.entity else self.entity
        return key.use is PathUse.PARENT and key.column is not None and key.column != entity.key[0].name


def fits(choice: Choice, column: str) -> str:
    """Give the condition that a row fits a choice; a missing value differs from every other."""
    if choice.equals is None or isinstance(choice.equals, bool):
        return f"{column}.{'is_not' if choice.negated else 'is_'}({choice.equals!r})"
    return f"{column}.is_distinct_from({choice.equals!r})" if choice.negated else f"{column} == {choice.equals!r}"


def labelled(model: str, column: str) -> str:
    """Give a column as an SQL expression in source, so that a row has it under its attribute's name."""
    name = attribute(column)
    return f"col({model}.{name})" + (f'.label("{name}")' if name != column else "")


def row_annotation(columns: Sequence[str]) -> str:
    """Give the annotation that a statement of single columns needs where some are labelled: SQLModel's ``select``
    knows no type for those."""
    return ": Select[*tuple[Any, ...]]" if any(".label(" in one for one in columns) else ""


def selectable(model: str, column: str) -> str:
    """Give a column as part of a statement whose rows have it under its attribute's name."""
    return f"{model}.{column}" if attribute(column) == column else labelled(model, column)


def tenant_value(context: Context) -> tuple[str, str] | None:
    """Give the column that a new row's tenant is written to, with the expression for the caller's; or nothing."""
    entity, tenant = context.entity, tenant_column(context.blueprint)
    if tenant is None or entity.tenant is None or len(entity.tenant.steps) != 1 or not context.has_user:
        return None
    return attribute(entity.tenant.steps[0]), f"user.{attribute(tenant.name)}"

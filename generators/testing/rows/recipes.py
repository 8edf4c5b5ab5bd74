"""Recipes: which rows must exist before an operation can be called, and what the call then says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from generators.blueprint import (
    CREATING,
    Blueprint,
    BodyField,
    Column,
    ColumnRole,
    Entity,
    EntityPurpose,
    Limits,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    TypeName,
)
from generators.naming import attribute, class_name
from generators.shapes import limits_of
from generators.states import moved_to
from generators.testing.naming import caller_of, factory_of, headers_of, key_of, role_of, takes_owner, variable_of
from generators.testing.rows.readiness import moving_target
from generators.testing.rows.rooms import object_members, room_in, subject_field
from generators.testing.sources import dict_source
from generators.testing.values.cases import Field
from generators.testing.values.making import value_of

_COMPLETE = (*CREATING, OperationKind.REPLACE)
"""The operations after which a row holds what the body says and nothing of before."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a test stores first: ``overrides`` are the factory's keyword arguments as Python source.

    A ``foreign`` row must be somebody else's than that of the user for whom the rows are stored.
    """

    blueprint: Blueprint
    variable: str
    entity: Entity
    overrides: tuple[tuple[str, str], ...] = ()
    foreign: bool = False

    def having(self, values: Mapping[str, str]) -> "Row":
        """Give the row with further values, which take the place of those it has."""
        return replace(self, overrides=tuple((dict(self.overrides) | dict(values)).items()))

    def line(self, owner: str) -> str:
        """Give the statement that stores the row for the user called ``owner``; a tenant is that user's own."""
        if self.foreign:
            owner = "user" if owner == "other_user" else "other_user"
        tenant = self.blueprint.tenant_column
        if tenant and self.entity == self.blueprint.tenants:
            key = f"{owner}.{attribute(tenant.name)}"
            return f"{self.variable} = await session.get_one({class_name(self.entity)}, {key})"
        arguments = ["session", *owner_arguments(self.blueprint, self.entity, owner)]
        arguments += [f"{attribute(name)}={value}" for name, value in self.overrides]
        return f"{self.variable} = await {factory_of(self.entity)}({', '.join(arguments)})"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one operation is called."""

    blueprint: Blueprint
    operation: Operation

    @property
    def entity(self) -> Entity:
        """The operation's entity; raises LookupError for an operation without one."""
        if self.operation.entity is None:
            raise LookupError(f"{self.operation.id} has no entity")
        return self.blueprint.entity(self.operation.entity)

    @property
    def role(self) -> str | None:
        """The role that the caller needs beyond an ordinary user's."""
        return role_of(self.blueprint, self.operation)

    @property
    def caller(self) -> str:
        """The fixture that is the calling user."""
        return caller_of(self.role)

    @property
    def headers(self) -> str:
        """The fixture that is the caller's Authorization header."""
        return headers_of(self.role)

    @property
    def addressed(self) -> tuple[PathParameter, ...]:
        """The path parameters that stand for rows of known tables."""
        return tuple(
            each
            for each in self.operation.path_parameters
            if each.use is not PathUse.CALLER and (each.entity or self.operation.entity)
        )

    @property
    def loose(self) -> tuple[PathParameter, ...]:
        """The path parameters that stand for something outside the tables."""
        known = self.addressed
        return tuple(
            each for each in self.operation.path_parameters if each.use is not PathUse.CALLER and each not in known
        )

    @property
    def deciding(self) -> str | None:
        """The column of the row above whose holder alone the operation serves, and not the row's author."""
        ways = [side.steps for side in self.operation.sides]
        return ways[0][0] if ways and all(len(steps) > 1 for steps in ways) else None

    @property
    def held(self) -> tuple[str, Entity] | None:
        """The caller's only row to which the operation adds: the column that leads to it, and its table."""
        within = self.operation.within
        return (within.via, self.blueprint.above(self.entity, (within.via,))) if within else None

    @property
    def names_caller(self) -> bool:
        """Whether the path carries the caller's own id."""
        return any(each.use is PathUse.CALLER for each in self.operation.path_parameters)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The body's fields with the columns behind them."""
        entity = self.entity if self.operation.entity is not None else None
        fields = [Field(each, self._column(each), limits_of(each, entity)) for each in self.operation.body]
        return tuple(self._reachable(field) for field in fields)

    def _reachable(self, field: Field) -> Field:
        """Put the state to which the call can move the row where the samples of a value are taken from."""
        target = moving_target(self.operation, self.entity) if self.operation.entity else None
        if target is None or field.column is None or field.column.name != self.state_column:
            return field
        rest = [choice for choice in field.limits.choices if choice != target]
        choices = (target, *rest) if self.operation.kind is not OperationKind.PATCH else (*rest[:1], target, *rest[1:])
        return replace(field, limits=replace(field.limits, choices=choices))

    @property
    def state_column(self) -> str | None:
        """The column of the state that the operation moves, if it moves one."""
        moves = self.operation.entity is not None and moved_to(self.operation, self.entity) is not None
        return self.entity.states.column if moves and self.entity.states else None

    def _column(self, field: BodyField) -> Column | None:
        if field.column is None or self.operation.entity is None or not self.entity.has(field.column):
            return None
        return self.entity.column(field.column)

    def target(self, parameter: PathParameter) -> Entity:
        """Give the entity whose key ``parameter`` carries."""
        return self.blueprint.entity(parameter.entity) if parameter.entity else self.entity

    def references(self) -> tuple[tuple[BodyField, Entity, str], ...]:
        """Give the required body fields that carry the key of another row, with its entity and column."""
        return tuple(each for each in self.all_references() if each[0].required)

    def all_references(self) -> tuple[tuple[BodyField, Entity, str], ...]:
        """Give the body fields that carry the key of another row, with its entity and column."""
        found = []
        for field in self.fields:
            reference = field.column.references if field.column else None
            if reference is not None:
                found.append((field.body, self.blueprint.entity(reference.entity), reference.column))
        return tuple(found)

    def lists(self) -> tuple[tuple[BodyField, Entity, str], ...]:
        """Give the body fields that are lists of objects about other rows, with the entity and column of those."""
        found = [(field, subject_field(self.blueprint, field)) for field in self.operation.body]
        return tuple((field, subject[1], subject[2]) for field, subject in found if subject)

    def rows(self, *, body: bool = True) -> tuple[Row, ...]:
        """Give the rows that the path and the body name, parents first, with room for what the operation takes."""
        wanted = [self.target(parameter) for parameter in self.addressed]
        if self.operation.single:
            wanted.append(self.entity)
        via = {each.via for each in self.addressed if each.via}
        if self.held:
            wanted.append(self.held[1])
            via.add(self.held[0])
        if body:
            wanted += [entity for _, entity, _ in (*self.references(), *self.lists())]
        if self.deciding and any(each.use is PathUse.ROW for each in self.addressed):
            wanted.insert(0, self.blueprint.above(self.entity, (self.deciding,)))
            via.add(self.deciding)
        foreign = self.operation.foreign
        holder = self.blueprint.above(self.entity, (foreign.via,)) if foreign else None
        rows = [self._fitting(row) for row in related_rows(self.blueprint, wanted, via)]
        return tuple(
            replace(
                row,
                overrides=(*row.overrides, *room_in(self.blueprint, self.operation, row.entity)),
                foreign=row.entity == holder,
            )
            for row in rows
        )

    def _fitting(self, row: Row) -> Row:
        """Give a user to whom a field of the body may point the role that this takes."""
        column = row.entity.with_role(ColumnRole.USER_ROLE)
        pointing = [field.column.references for field in self.fields if field.column and field.column.references]
        roles = next((one.roles for one in pointing if one.entity == row.entity.name and one.roles), ())
        if column is None or not roles:
            return row
        return replace(row, overrides=(*row.overrides, (attribute(column.name), f'"{roles[0]}"')))

    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """Give what the placeholders of the normalised path stand for: name and Python source."""
        found = {
            placeholder(self, each): f"{self.caller}.{attribute(each.column or 'id')}"
            if each.use is PathUse.CALLER
            else f"{variable_of(self.target(each))}.{attribute(self.key_column(each))}"
            for each in self.operation.path_parameters
            if each not in self.loose
        }
        for _, entity, column in (*self.references(), *self.lists()):
            found[f"{variable_of(entity)}_{column}"] = f"{variable_of(entity)}.{attribute(column)}"
        return tuple(found.items())

    def key_column(self, parameter: PathParameter) -> str:
        """Give the column whose value ``parameter`` carries."""
        return parameter.column or key_of(self.target(parameter)).name

    @property
    def template(self) -> str:
        """The path with its placeholders normalised, so that a name means the same everywhere."""
        path = self.operation.path
        for parameter in self.loose:
            value = value_of(parameter.name, parameter.type, Limits()).sent.strip('"')
            path = path.replace("{" + parameter.name + "}", quote(value))
        for parameter in self.operation.path_parameters:
            if parameter in self.loose:
                continue
            path = path.replace("{" + parameter.name + "}", "{" + placeholder(self, parameter) + "}")
        return path

    @property
    def url(self) -> str:
        """The path as Python source, the keys of the arranged rows filled in."""
        if len(self.loose) == len(self.operation.path_parameters):
            return f'"{self.template}"'
        path = self.template
        for name, source in self.placeholders():
            path = path.replace("{" + name + "}", "{" + source + "}")
        return f'f"{path}"'

    def needs(self, field: Field) -> bool:
        """Tell whether a new row cannot do without the field: said so, or for want of any default."""
        column, group = field.column, field.body.group
        if group and field.body.member in group.needs:
            return True
        if field.body.required or column is None or self.operation.kind not in _COMPLETE:
            return field.body.required
        return not column.nullable and column.default is None and field.body.default is None

    def may_vary(self, field: Field) -> bool:
        """Tell whether a field may be given alone; a CHECK may tie its column to another one's state."""
        if field.column is None or self.operation.entity is None:
            return True
        name = rf"\b{re.escape(field.column.name)}\b"
        tied = [check for check in self.entity.checks if re.search(name, check.expression)]
        return not any("'" in check.expression or " NOT NULL" in check.expression for check in tied)

    def given(self, *, optional: bool) -> tuple[Field, ...]:
        """Give the fields of a valid body, those aside that carry keys of other rows."""
        referring = {field.name for field, _, _ in (*self.all_references(), *self.lists())}
        return tuple(
            field
            for field in self.fields
            if (self.needs(field) or (optional and self.may_vary(field))) and field.body.name not in referring
            if not self._conceals(field)
        )

    def _conceals(self, field: Field) -> bool:
        """Tell whether the field makes a row one of which the caller may not know."""
        hidden = self.entity.hidden if field.column and self.operation.entity else ()
        roles = next((one.roles for one in hidden if field.column and one.column == field.column.name), ())
        return bool(roles) and (self.role or self.blueprint.settings.default_role) not in roles

    def body(self, *, optional: bool = False, variant: int = 0) -> tuple[tuple[str, str], ...]:
        """Give a valid body without references to other rows, as pairs of name and Python source."""
        return tuple(
            (field.body.name, value_of(field.body.name, field.body.type, field.limits, variant).sent)
            for field in self.given(optional=optional)
        )

    def stored(self, *, optional: bool = False, variant: int = 0) -> tuple[tuple[str, str], ...]:
        """Give what the columns hold after the ``body`` of the same arguments, as Python source."""
        return tuple(
            (field.column.name, value_of(field.body.name, field.body.type, field.limits, variant).stored)
            for field in self.given(optional=optional)
            if field.column
        )

    def reference_sources(self) -> tuple[tuple[str, str], ...]:
        """Give the members of the body that carry keys of arranged rows, as Python source."""
        keys = [
            (field.name, jsonable(f"{variable_of(entity)}.{attribute(column)}", field.type.name))
            for field, entity, column in self.references()
        ]
        return (*keys, *((field.name, self.objects(field, entity, column)) for field, entity, column in self.lists()))

    def objects(self, field: BodyField, entity: Entity, column: str, *, placeholder: bool = False) -> str:
        """Give the source of a list with one object about the arranged row of ``entity``."""
        row = variable_of(entity)
        own = jsonable(f"{row}.{attribute(column)}", entity.column(column).type.name)
        key = f'"{{{row}_{column}}}"' if placeholder else own
        return f"[{dict_source(object_members(self.blueprint, field, key))}]"


def has_one_row_each(entity: Entity) -> bool:
    """Tell whether nobody has two rows of a table that everybody sees: tests make each for somebody else."""
    owner = entity.with_role(ColumnRole.OWNER)
    return entity.shared and owner is not None and owner.unique


def owner_arguments(blueprint: Blueprint, entity: Entity, owner: str) -> list[str]:
    """Give the arguments by which a factory knows for whom it stores a row: users are of the same tenant."""
    tenant = blueprint.tenant_column
    if entity.purpose is not EntityPurpose.USERS:
        return [owner] if takes_owner(entity) else []
    return [f"{attribute(tenant.name)}={owner}.{attribute(tenant.name)}"] if tenant and entity.tenant else []


def related_rows(blueprint: Blueprint, wanted: list[Entity], via: set[str]) -> tuple[Row, ...]:
    """Order ``wanted`` parents first, once each, and tie the children to the parents among them.

    A child is tied through the columns in ``via`` and through those that it cannot do without.
    """
    names = {entity.name for entity in wanted}
    rows: list[Row] = []
    pending = list({entity.name: entity for entity in wanted}.values())
    while pending:
        placed = {row.entity.name for row in rows}
        entity = next(
            (each for each in pending if not (_parents(each) & names) - placed),
            pending[0],
        )
        pending.remove(entity)
        overrides = tuple(
            (attribute(column.name), f"{variable_of(row.entity)}.{attribute(column.references.column)}")
            for column in entity.columns
            for row in rows
            if column.references is not None
            and column.references.entity == row.entity.name
            and row.entity.purpose is not EntityPurpose.USERS
            and (column.name in via or not column.nullable)
        )
        rows.append(Row(blueprint, variable_of(entity), entity, overrides))
    return tuple(rows)


def placeholder(recipe: Recipe, parameter: PathParameter) -> str:
    """Give the name that ``parameter`` has in every path of the tests."""
    if parameter.use is PathUse.CALLER:
        return "user_id"
    return f"{variable_of(recipe.target(parameter))}_{attribute(recipe.key_column(parameter))}"


def jsonable(source: str, kind: TypeName) -> str:
    """Give the Python source of a key as JSON can carry it."""
    return f"str({source})" if kind is TypeName.UUID else source


def _parents(entity: Entity) -> set[str]:
    return {
        column.references.entity
        for column in entity.columns
        if column.references is not None and column.references.entity != entity.name
    }

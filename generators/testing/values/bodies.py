"""Bodies: what the requests of one operation may and may not carry."""

import json
from dataclasses import dataclass

from generators.blueprint import (
    CHANGING,
    Access,
    Blueprint,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    Entity,
    OperationKind,
    PathUse,
)
from generators.comparisons import comparisons_of
from generators.messages import taken_text
from generators.naming import attribute, human
from generators.schemas.bodies import is_secret
from generators.templating import quoted
from generators.testing.answers.telling import told_values
from generators.testing.naming import caller_key, json_name, variable_of
from generators.testing.rows.recipes import Recipe
from generators.testing.sources import body_source, dict_source
from generators.testing.suite import Source
from generators.testing.values.cases import Case, Field, accepted_cases, refused_cases, refused_groups, refused_objects
from generators.testing.values.making import TEXTS, literal_source, value_of

_CHANGING = (*CHANGING, OperationKind.UPDATE_ME)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A text field whose surrounding blanks go."""

    name: str
    column: str
    padded: str
    plain: str


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the body of one operation may hold, for the tables and constants of its tests."""

    recipe: Recipe

    @property
    def blueprint(self) -> Blueprint:
        """The blueprint."""
        return self.recipe.blueprint

    @property
    def variant(self) -> int:
        """Which values are sent: those that change something, for an operation that changes."""
        return 1 if self.recipe.operation.kind in _CHANGING else 0

    @property
    def constant(self) -> str:
        """The name of the constant that is a valid body."""
        return f"{self.recipe.operation.name.upper()}_BODY"

    @property
    def full_constant(self) -> str:
        """The name of the constant that is a valid body with every field."""
        return f"{self.recipe.operation.name.upper()}_FULL" if self.has_full else self.constant

    @property
    def has_full(self) -> bool:
        """Whether a full body differs from the least one."""
        return self.least() != self.full()

    def least(self) -> tuple[tuple[str, str], ...]:
        """Give the members of a body with only what is required; all of them where nothing is."""
        body = self.recipe.body(variant=self.variant)
        return self._named(body) if body or self.recipe.references() or self.recipe.lists() else self.full()

    def full(self) -> tuple[tuple[str, str], ...]:
        """Give the members of a body with every field."""
        return self._named(self.recipe.body(optional=True, variant=self.variant))

    def _named(self, members: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((json_name(self.blueprint, name), source) for name, source in members)

    @property
    def reference_members(self) -> tuple[tuple[str, str], ...]:
        """The members that carry keys of arranged rows."""
        return self._named(self.recipe.reference_sources())

    def with_members(self, constant: str, members: tuple[tuple[str, str], ...]) -> str:
        """Give the constant, or a copy of it with ``members`` where there are any."""
        return f"{{**{constant}, {dict_source(members)[1:]}" if members else constant

    def required_params(self) -> tuple[tuple[str, str], ...]:
        """Give the query parameters without which the call is refused."""
        return tuple(
            (
                each.name,
                f'"{each.choices[0].value}"' if each.choices else value_of(each.name, each.type, each.limits).sent,
            )
            for each in self.recipe.operation.query
            if each.required
        )

    # --- what is stored

    def stored(self, *, optional: bool) -> dict[str, str]:
        """Give what the columns hold after a valid body, the owner and the parents included."""
        stored = dict(self.recipe.stored(optional=optional, variant=self.variant))
        for field, entity, column in self.recipe.references():
            if field.column:
                stored[field.column] = f"{variable_of(entity)}.{attribute(column)}"
        if self.recipe.operation.kind is OperationKind.CREATE:
            stored |= self.places()
        return stored | told_values(self.recipe.operation, self.recipe)

    def places(self) -> dict[str, str]:
        """Give what the columns hold that say where a new row belongs: the owner, the tenant, the parents."""
        entity = self.recipe.entity
        places = {}
        owner = self.owner_column
        if owner:
            places[owner] = f"{self.recipe.caller}.{caller_key(entity.column(owner))}"
        held = self.blueprint.tenant_column
        if self.tenant_column and held:
            places[self.tenant_column] = f"{self.recipe.caller}.{attribute(held.name)}"
        for parameter in self.recipe.addressed:
            if parameter.use is PathUse.PARENT and parameter.via and entity.has(parameter.via):
                target = self.recipe.target(parameter)
                reference = entity.column(parameter.via).references
                column = reference.column if reference else self.recipe.key_column(parameter)
                places[parameter.via] = f"{variable_of(target)}.{attribute(column)}"
        if self.recipe.held:
            via, target = self.recipe.held
            places[via] = f"{variable_of(target)}.{attribute(target.key[0].name)}"
        return places

    @property
    def owner_column(self) -> str | None:
        """The column of the entity that holds the owner itself."""
        column = self.recipe.entity.with_role(ColumnRole.OWNER) if self.recipe.operation.entity else None
        return column.name if column else None

    @property
    def tenant_column(self) -> str | None:
        """The column of the entity that holds the tenant itself, which is the caller's."""
        tenant = self.recipe.entity.tenant if self.recipe.operation.entity else None
        known = self.recipe.operation.access is Access.REQUIRED
        return tenant.steps[0] if tenant and len(tenant.steps) == 1 and known else None

    def with_defaults(self) -> dict[str, str]:
        """Give what the columns hold after the least body, defaults included."""
        stored = self.stored(optional=not self.has_full)
        for field in self.recipe.fields:
            if self.recipe.needs(field) or field.column is None or field.column.name in stored:
                continue
            source = _default_source(field)
            if source is not None:
                stored[field.column.name] = source
        return stored

    # --- tables

    def refused(self) -> tuple[Case, ...]:
        """Give what must be refused, field by field."""
        cases = [case for field in self.recipe.fields for case in refused_cases(field)]
        cases += [case for field in self.recipe.fields for case in refused_objects(self.blueprint, field)]
        return (*cases, *refused_groups(self.recipe.operation))

    def accepted(self) -> tuple[Case, ...]:
        """Give what must be accepted, for the fields whose column shows it; a port stores nothing to look at."""
        if self.recipe.operation.kind is OperationKind.PORT:
            return ()
        referring = {field.name for field, _, _ in (*self.recipe.all_references(), *self.recipe.lists())}
        entity = self.recipe.entity if self.recipe.operation.entity else None
        # What must lie above or below another value of the row has its limits there.
        compared = {name for one in (comparisons_of(entity) if entity else ()) for name in (one.higher, one.lower)}
        return tuple(
            case
            for field in self.recipe.fields
            if field.column is not None and field.body.name not in referring and self.recipe.may_vary(field)
            if field.column.name not in {self.recipe.state_column, *compared}
            for case in accepted_cases(field)
            if case.value.sent != "None" or not self._gives_way(field)
        )

    def _gives_way(self, field: Field) -> bool:
        """Tell whether null in a new row leaves the column to its default, as if the field were not there."""
        changes = self.recipe.operation.kind in _CHANGING
        return not changes and field.column is not None and field.column.default is not None

    def refused_table(self) -> list[Source]:
        """Give the rows of the table of refusals."""
        return [
            Source(
                f'pytest.param({{"{self._json(case.field)}": {case.value.sent}}}, '
                f'"{self._json(case.field)}", id={json.dumps(case.says)})'
            )
            for case in self.refused()
        ]

    def accepted_table(self) -> list[Source]:
        """Give the rows of the table of what is just accepted."""
        columns = {field.body.name: field.column.name for field in self.recipe.fields if field.column}
        return [
            Source(
                f'pytest.param({{"{self._json(case.field)}": {case.value.sent}}}, '
                f'{{"{columns[case.field]}": {case.value.stored}}}, id={json.dumps(case.says)})'
            )
            for case in self.accepted()
        ]

    def _json(self, name: str) -> str:
        return json_name(self.blueprint, name)

    def trimmed(self) -> Trimmed | None:
        """Give a text field whose surrounding blanks go, if there is one."""
        for field in self.recipe.fields:
            limits = field.limits
            if field.column is None or field.column.references or field.body.type.name not in TEXTS:
                continue
            if limits.choices or limits.pattern or limits.format or (limits.max_length or 99) < 16:
                continue
            if is_secret(field.body):
                continue
            plain = value_of(field.body.name, field.body.type, limits).sent
            padded = f'"  {plain[1:-1]} "'
            return Trimmed(self._json(field.body.name), field.column.name, padded, plain)
        return None


def _default_source(field: Field) -> str | None:
    column = field.column
    if column is None:
        return None
    if field.body.default is not None:
        return literal_source(column.type, field.body.default)
    if column.default is not None:
        return column_default_source(column.type, column.default)
    return "None" if column.nullable else None


def column_default_source(kind: ColumnType, default: Default) -> str | None:
    """Give what a column holds by its default, where that is a fixed value."""
    if default.kind is not DefaultKind.LITERAL:
        return None
    return literal_source(kind, default.value)


@dataclass(frozen=True, slots=True)
class Unique:
    """Something that may not be there twice: ``body`` sends it again, with other values beside it. ``spare`` is what a
    row can do without, so that only a body with every field has it."""

    name: str
    field: str
    attribute: str
    body: str
    per_owner: bool
    per_tenant: bool
    column: str
    text: str | None = None
    spare: bool = False

    @property
    def says(self) -> str:
        """The argument that names what the error says, where that is documented."""
        return f", says={quoted(self.text)}" if self.text else ""


def uniques_of(recipe: Recipe, bodies: Bodies) -> tuple[Unique, ...]:
    """Give what the entity wants unique, as far as the body of the operation decides it."""
    found = []
    for columns in unique_columns(recipe.entity):
        in_body = [field for field in recipe.fields if field.column and field.column.name in columns]
        others = set(columns) - {field.column.name for field in in_body if field.column}
        given = {bodies.owner_column, bodies.tenant_column} | {each.via for each in recipe.addressed}
        given |= {recipe.held[0]} if recipe.held else set()
        referring = {field.name for field, _, _ in recipe.all_references()}
        if len(in_body) != 1 or others - given:
            continue
        text = taken_text(bodies.blueprint.settings, recipe.entity, columns)
        if in_body[0].body.name in referring:
            found += [_tied_once(bodies, in_body[0], text)] if _names_row(recipe, in_body[0]) else []
            continue
        found.append(
            _unique(
                recipe,
                bodies,
                in_body[0],
                text,
                per_owner=bodies.owner_column in others,
                per_tenant=bodies.tenant_column in others,
            )
        )
    return tuple(found)


def _names_row(recipe: Recipe, field: Field) -> bool:
    """Tell whether a creation names the row that ``field`` refers to in any case."""
    creates = recipe.operation.kind is OperationKind.CREATE
    return creates and any(each is field.body for each, _, _ in recipe.references())


def _tied_once(bodies: Bodies, field: Field, text: str | None) -> Unique:
    """Give the body that ties a second row to the same other one."""
    name = json_name(bodies.blueprint, field.body.name)
    again = bodies.with_members(bodies.constant, bodies.reference_members)
    column = field.column.name if field.column else name
    plain = attribute(column)
    return Unique(plain, name, plain, again, per_owner=False, per_tenant=False, column=column, text=text)


def unique_columns(entity: Entity) -> tuple[tuple[str, ...], ...]:
    """Give the sets of columns that are unique together, the primary key aside."""
    alone = [(column.name,) for column in entity.columns if column.unique]
    together = [index.columns for index in entity.indexes if index.unique and index.where is None]
    return tuple(dict.fromkeys((*alone, *together)))


def _unique(
    recipe: Recipe, bodies: Bodies, field: Field, text: str | None, *, per_owner: bool, per_tenant: bool
) -> Unique:
    column: Column = field.column  # type: ignore[assignment]
    name = json_name(bodies.blueprint, field.body.name)
    if recipe.operation.kind in _CHANGING:
        taken = f"second.{attribute(column.name)}"
        members = tuple((each, taken if each == name else source) for each, source in bodies.least())
        if name not in dict(members):
            members += ((name, taken),)
    else:
        same = dict(bodies.least()).get(name) or dict(bodies.full())[name]
        again = recipe.body(variant=1)
        members = tuple((json_name(bodies.blueprint, each), source) for each, source in again)
        members = tuple((each, same if each == name else source) for each, source in members)
        if name not in dict(members):
            members += ((name, same),)
    body = body_source((*members, *bodies.reference_members))
    words = human(column.name).replace(" ", "_")
    spare = name not in dict(bodies.least())
    return Unique(words, name, attribute(column.name), body, per_owner, per_tenant, column.name, text, spare)

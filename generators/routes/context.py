"""The context of one route: its entity, its parameters, the conditions that keep it to the caller's rows."""

from dataclasses import dataclass, field

from generators.blueprint import (
    Access,
    Among,
    Blueprint,
    Body,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    EntityPurpose,
    Grant,
    Holds,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    ResponseField,
    TypeName,
)
from generators.callers import caller_type, is_reading, tenant_column
from generators.datatypes import INTEGER_BOUNDS, TEXTUAL, python_type
from generators.naming import article, attribute, class_name, human, module_name, parameter, snake
from generators.reach import is_open, must_own
from generators.schemas.envelopes import object_name
from generators.shapes import Shape, enveloped_columns, row_entity, shape_of
from generators.templating import docstring, wrapped
from generators.views import View, view_of

_LONGEST_LINE = 105
_OWN_ROWS_ONLY = frozenset(
    {OperationKind.READ_ME, OperationKind.UPDATE_ME, OperationKind.DELETE_ME, OperationKind.BULK_DELETE}
)
"""Kinds in which even a role that sees all rows acts on its own."""


class Helpers:
    """The private functions, constants and imports that the routes of one module share."""

    def __init__(self) -> None:
        self.functions: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        self.imports: set[str] = set()

    def define(self, name: str, text: str, other: str = "") -> str:
        """Keep a function under ``name``, which stands as ``{name}`` in its text, or under ``other`` or a further one
        where another function has it already; gives the name."""
        candidates: list[str] = [name, *((other,) if other else ()), *(f"{name}_{number}" for number in range(2, 50))]
        same = (one for one in candidates if self.functions.get(one) == text.replace("{name}", one, 1))
        free = (one for one in candidates if one not in self.functions)
        chosen = next(same, None) or next(free)
        self.functions.setdefault(chosen, text.replace("{name}", chosen, 1))
        return chosen

    def use_model(self, entity: Entity) -> str:
        """Import the entity's table class, and give its name."""
        self.imports.add(f"from app.models.{module_name(entity)} import {class_name(entity)}")
        return class_name(entity)

    def use_schema(self, module: str, name: str) -> str:
        """Import a schema, and give its name."""
        self.imports.add(f"from app.schemas.{module} import {name}")
        return name


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
        conditions += self._shown_conditions()
        deleted = self.entity.with_role(ColumnRole.DELETED_AT)
        if deleted:
            conditions.append(f"{self.column(deleted.name)}.is_(None)")
        return conditions

    def _among(self, among: Among) -> str:
        """Give the condition that the caller is tied to a row."""
        tie = self.helpers.use_model(self.blueprint.entity(among.entity))
        tied = f"select({tie}.{attribute(among.there)}).where(col({tie}.{attribute(among.caller)}) == user.id)"
        return f"{self.column(among.column)}.in_({tied})"

    def row_conditions(self) -> list[str]:
        """Give the conditions for the one row that the path names."""
        named = [f"{self.column(key.column or key.name)} == {parameter(key.name)}" for key in self.keys(PathUse.ROW)]
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
        return [_follow(self.blueprint, entity, entity.tenant.steps, self.helpers, f"user.{attribute(tenant.name)}")]

    def owner_condition(self, of: Entity | None = None) -> str:
        """Give the condition that a row belongs to the caller, through a shared function where it is not plain."""
        entity, operation = of or self.entity, self.operation
        own = owned_by_user(self.blueprint, entity, self.helpers)
        granted = [(grant, _granted(self.blueprint, entity, grant, self.helpers)) for grant in operation.grants]
        if operation.kind in _OWN_ROWS_ONLY or not (operation.bypass_roles or any(where for _, where in granted)):
            return own
        lines, said = [], "the own ones"
        if operation.bypass_roles:
            said += f"; all, for {' and '.join(operation.bypass_roles)}"
            lines += [f"    if {has_role(operation.bypass_roles)}:", "        return true()"]
        for grant, where in granted:
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

    def selected(self) -> str:
        """Give the statement that selects what the response shows."""
        view = self.view
        if view is None:
            return f"select({self.returning()})"
        self.helpers.imports.add(f"from app.database.views import {view.name}")
        if self.shape.public and self.shape.public_module:
            self.helpers.use_schema(self.shape.public_module, self.shape.public)
        known = self.operation.access is not Access.PUBLIC
        return f"{view.name}({('user' if known else 'None') if view.by_caller else ''})"

    def returning(self) -> str:
        """Give the columns of the shown row, those of a schema as a constant."""
        shape = self.shape
        if shape.public is None or shape.public_module is None:
            return self._enveloped()
        self.helpers.use_schema(shape.public_module, shape.public)
        row = self.helpers.use_schema(shape.public_module, shape.row or shape.public)
        name = f"{snake(row).upper().removesuffix('_PUBLIC')}_COLUMNS"
        self.helpers.constants.setdefault(name, f"{name} = columns_of({self.row_model}, {row})")
        return f"*{name}"

    def _enveloped(self) -> str:
        """Give the constant that lists the columns which stand in the envelope one by one."""
        columns = enveloped_columns(self.operation)
        if not columns:
            return ""
        first = next(each for each in self.blueprint.operations if enveloped_columns(each) == columns)
        name = f"{snake(first.name).upper()}_COLUMNS"
        listed = ", ".join(labelled(self.row_model, column) for column in columns)
        self.helpers.constants.setdefault(name, f"{name}: tuple[Any, ...] = ({listed},)")
        return f"*{name}"

    @property
    def row_model(self) -> str:
        """The name of the table class of the shown row, imported."""
        entity = row_entity(self.blueprint, self.operation)
        return self.helpers.use_model(entity) if entity else ""

    def missing(self) -> str:
        """Give the expression of the error for a row that the caller cannot reach."""
        status = self.operation.other_status or self.blueprint.settings.other_users_row
        keys = self.keys(PathUse.ROW)
        message = f"{human(self.entity.singular).capitalize()} not found."
        if status != 403 or not self.owned or len(keys) != 1:
            return f'HTTPException(404, "{message}")'
        name = f"_missing_{snake(self.entity.singular)}"
        key = keys[0]
        column = f"{self.model}.{attribute(key.column or key.name)}"
        conditions = [f"col({column}) == key", negated(owned_by_user(self.blueprint, self.entity, self.helpers))]
        deleted = self.entity.with_role(ColumnRole.DELETED_AT)
        if deleted:
            conditions.append(f"{self.column(deleted.name)}.is_(None)")
        arguments = ["connection: AsyncConnection", f"key: {python_type(key.type)}", "user: Caller"]
        lines = [
            f"async def {name}({', '.join(arguments)}) -> HTTPException:",
            '    """Give the error for a row out of reach: 403 for another user\'s row, 404 for none."""',
            f"    statement = select({column}).where({', '.join(conditions)})",
            "    if (await connection.execute(statement)).first() is None:",
            f'        return HTTPException(404, "{message}")',
            '    return HTTPException(403, "Not allowed.")',
        ]
        self.helpers.functions.setdefault(name, "\n".join(lines))
        return f"await {name}(connection, {parameter(key.name)}, user)"

    def require(
        self, entity: Entity, value: str, roles: tuple[str, ...] = (), above: tuple[Column, PathParameter] | None = None
    ) -> str:
        """Give the statement that refuses a referenced row out of reach, or a user who has none of ``roles``.

        A row that lies below another one in the path must belong to it: ``above`` is the column and the key.
        """
        words = " or ".join(human(role) for role in roles) or human(entity.singular)
        model, key = self.helpers.use_model(entity), entity.key[0]
        own = must_own(self.blueprint, self.operation, entity)
        tenant = self.tenant_condition(entity)
        conditions = [f"col({model}.{attribute(key.name)}) == key", *tenant]
        if own:
            conditions.append(self.owner_condition(entity))
        deleted = entity.with_role(ColumnRole.DELETED_AT)
        if deleted:
            conditions.append(f"col({model}.{attribute(deleted.name)}).is_(None)")
        conditions += self._role_condition(entity, roles)
        user, belongs = (", user: Caller", " or not the user's") if own or tenant else ("", "")
        name, upper, taken = f"_require_{snake(words)}", "", ""
        if above:
            below = attribute(above[0].name)
            conditions.insert(1, f"col({model}.{below}) == {below}")
            upper, taken = f", {self.parent_value(above[1])}", f", {below}: {python_type(above[0].type)}"
            name += f"_of_{snake(self.blueprint.entity(above[1].entity or '').singular)}"
            belongs = f" in this {human(self.blueprint.entity(above[1].entity or '').singular)}{belongs}"
        lines = [
            f"async def {{name}}(connection: AsyncConnection, key: {python_type(key.type)}{taken}{user}) -> None:",
            f'    """Refuse {article(words)} {words} that is not there{belongs}."""',
            f"    statement = select({model}.{attribute(key.name)}).where({', '.join(conditions)})",
            "    if (await connection.execute(statement)).first() is None:",
            f'        raise HTTPException(404, "{words.capitalize()} not found.")',
        ]
        name = self.helpers.define(name, "\n".join(lines))
        return f"await {name}(connection, {value}{upper}{', user' if user else ''})"

    def _role_condition(self, entity: Entity, roles: tuple[str, ...]) -> list[str]:
        column = entity.with_role(ColumnRole.USER_ROLE)
        if not roles or column is None:
            return []
        held = f"col({self.helpers.use_model(entity)}.{attribute(column.name)})"
        return [f"{held} == {roles[0]!r}" if len(roles) == 1 else f"{held}.in_([{', '.join(map(repr, roles))}])"]

    def find(self, entity: Entity, key: PathParameter) -> str:
        """Give the call for the key of the row that has the value of a path parameter in another column."""
        model, primary, natural = self.helpers.use_model(entity), entity.key[0], key.column or ""
        own = must_own(self.blueprint, self.operation, entity)
        tenant = self.tenant_condition(entity)
        conditions = [f"col({model}.{attribute(natural)}) == {attribute(natural)}", *tenant]
        if own:
            conditions.append(self.owner_condition(entity))
        deleted = entity.with_role(ColumnRole.DELETED_AT)
        if deleted:
            conditions.append(f"col({model}.{attribute(deleted.name)}).is_(None)")
        given = f"{attribute(natural)}: {python_type(key.type)}{', user: Caller' if own or tenant else ''}"
        words = human(entity.singular)
        lines = [
            f"async def {{name}}(connection: AsyncConnection, {given}) -> {python_type(primary.type)}:",
            f'    """Give the key of the {words} with this {human(natural)}; refuse one that is not there."""',
            f"    statement = select({model}.{attribute(primary.name)}).where({', '.join(conditions)})",
            "    found = (await connection.execute(statement)).scalar_one_or_none()",
            "    if found is None:",
            f'        raise HTTPException(404, "{words.capitalize()} not found.")',
            "    return found",
        ]
        name = self.helpers.define(f"_find_{snake(entity.singular)}", "\n".join(lines))
        return f"await {name}(connection, {parameter(key.name)}{', user' if own or tenant else ''})"

    def parent_value(self, key: PathParameter) -> str:
        """Give the key of the row that a path parameter names: the parameter itself, or what is found by it."""
        if not self._is_natural(key):
            return parameter(key.name)
        return attribute(key.via or f"{self.blueprint.entity(key.entity or '').singular}_id")

    def value_type(self, key: PathParameter) -> ColumnType:
        """Give the type of what ``parent_value`` names."""
        if not self._is_natural(key):
            return key.type
        return self.blueprint.entity(key.entity or "").key[0].type

    def _is_natural(self, key: PathParameter) -> bool:
        entity = self.blueprint.entity(key.entity) if key.entity else self.entity
        return key.use is PathUse.PARENT and key.column is not None and key.column != entity.key[0].name

    def parent_checks(self) -> list[str]:
        """Give the statements that find the parents, or refuse those out of the caller's reach."""
        return [self.check_parent(key) for key in self.keys(PathUse.PARENT) if key.entity]

    def check_parent(self, key: PathParameter) -> str:
        """Give the statement that finds the row which a path parameter names, or refuses one out of reach."""
        entity = self.blueprint.entity(key.entity or "")
        if self._is_natural(key):
            return f"{self.parent_value(key)} = {self.find(entity, key)}"
        return self.require(entity, parameter(key.name), above=self._above(key))

    def _above(self, key: PathParameter) -> tuple[Column, PathParameter] | None:
        """Give the parent that stands before another one in the path, with the column by which the latter names it."""
        parents = [each for each in self.keys(PathUse.PARENT) if each.entity]
        for upper in reversed(parents[: parents.index(key)] if key in parents else []):
            for column in self.blueprint.entity(key.entity or "").columns:
                if column.references and column.references.entity == upper.entity:
                    return column, upper
        return None

    def respond(self, values: dict[Holds, str]) -> list[str]:
        """Give the closing statements: the response, built of ``values``."""
        response, shape = self.operation.response, self.shape
        if response.body is Body.EMPTY:
            return []
        if response.body is Body.ITEM:
            return [f"return {values[Holds.ITEM]}"]
        if response.body is Body.ITEMS:
            return [f"return {values[Holds.ITEMS]}"]
        if shape.envelope is None:
            raise ValueError(f"{self.operation.id} has an envelope without a schema")
        return [f"return {self.envelope(shape.envelope, response.envelope, values)}"]

    def envelope(self, name: str, fields: tuple[ResponseField, ...], values: dict[Holds, str]) -> str:
        """Give the expression that builds an envelope."""
        self.helpers.use_schema(self.shape.module, name)
        arguments = []
        for member in fields:
            if member.holds in (Holds.LITERAL, Holds.TOKEN_TYPE):
                continue
            if member.holds is Holds.OBJECT:
                value = self.envelope(object_name(name, member), member.fields, values)
            elif member.holds is Holds.COLUMN:
                value = f"row.{attribute(str(member.value))}"
            else:
                value = values[member.holds]
            arguments.append(f"{attribute(member.name)}={value}")
        return f"{name}({', '.join(arguments)})"


def labelled(model: str, column: str) -> str:
    """Give a column as an SQL expression in source, so that a row has it under its attribute's name."""
    name = attribute(column)
    return f"col({model}.{name})" + (f'.label("{name}")' if name != column else "")


def ownership(entity: Entity) -> tuple[str, ...] | None:
    """Give the columns that lead from a row to its owner; a user owns the own account."""
    if entity.owner:
        return entity.owner.steps
    if entity.purpose is EntityPurpose.USERS and entity.key:
        return (entity.key[0].name,)
    return None


def owned_by_user(blueprint: Blueprint, entity: Entity, helpers: Helpers) -> str:
    """Give the condition that a row of ``entity`` belongs to ``user``, through its parents where need be."""
    steps = ownership(entity)
    if steps is None:
        raise ValueError(f"{entity.name} has no owner")
    return _follow(blueprint, entity, steps, helpers, "user.id")


def _follow(blueprint: Blueprint, entity: Entity, steps: tuple[str, ...], helpers: Helpers, end: str) -> str:
    """Give the condition that the way from a row through ``steps`` ends at ``end``."""
    model = helpers.use_model(entity)
    column = f"col({model}.{attribute(steps[0])})"
    if len(steps) == 1:
        return f"{column} == {end}"
    reference = entity.column(steps[0]).references
    if reference is None:
        raise ValueError(f"{entity.name}.{steps[0]} leads nowhere")
    parent = blueprint.entity(reference.entity)
    parent_model = helpers.use_model(parent)
    conditions = [_follow(blueprint, parent, steps[1:], helpers, end)]
    deleted = parent.with_role(ColumnRole.DELETED_AT)
    if deleted:
        conditions.append(f"col({parent_model}.{attribute(deleted.name)}).is_(None)")
    return f"{column}.in_(select({parent_model}.{attribute(reference.column)}).where({', '.join(conditions)}))"


def _granted(blueprint: Blueprint, entity: Entity, grant: Grant, helpers: Helpers) -> str:
    """Give the condition that a row, or the row above it, holds the caller in the column of a grant."""
    column, steps = grant.column, ownership(entity) or ()
    if column is None:
        return ""
    for length in range(len(steps)):
        held = entity
        for step in steps[:length]:
            reference = held.column(step).references
            held = blueprint.entity(reference.entity) if reference else held
        if held.has(column):
            return _follow(blueprint, entity, (*steps[:length], column), helpers, "user.id")
    return ""


def has_role(roles: tuple[str, ...]) -> str:
    """Give the condition that the caller has one of ``roles``."""
    return f"not user.roles.isdisjoint({{{', '.join(map(repr, roles))}}})"


def negated(condition: str) -> str:
    """Give the opposite of a condition."""
    left, equal, right = condition.partition(" == ")
    return f"{left} != {right}" if equal and "(" not in right and left.count("(") == 1 else f"not_({condition})"


def path_annotation(key: PathParameter) -> str:
    """Give the annotation of a path parameter, bounded by what its column can hold."""
    name = parameter(key.name)
    arguments = [] if name == key.name else [f'alias="{key.name}"']
    base = python_type(key.type)
    if key.type.name in INTEGER_BOUNDS:
        arguments += ["ge=1", f"le={INTEGER_BOUNDS[key.type.name][1]}"]
    elif key.type.name in TEXTUAL:
        base = "KeyText"
        arguments.append(f"max_length={key.type.length or 255}")
    elif key.type.name is TypeName.DATE:
        base = "Date"
    return f"Annotated[{base}, Path({', '.join(arguments)})]" if arguments else base


def owner_column(entity: Entity) -> Column | None:
    """Give the column that a new row's owner is written to."""
    if entity.owner and len(entity.owner.steps) == 1 and entity.has(entity.owner.steps[0]):
        return entity.column(entity.owner.steps[0])
    return None


def tenant_value(context: "Context") -> tuple[str, str] | None:
    """Give the column that a new row's tenant is written to, with the expression for the caller's; or nothing."""
    entity, tenant = context.entity, tenant_column(context.blueprint)
    if tenant is None or entity.tenant is None or len(entity.tenant.steps) != 1 or not context.has_user:
        return None
    return attribute(entity.tenant.steps[0]), f"user.{attribute(tenant.name)}"


def user_key(blueprint: Blueprint) -> ColumnType:
    """Give the type of a user's key."""
    return caller_type(blueprint)

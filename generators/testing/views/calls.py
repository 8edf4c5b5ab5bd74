"""Calls: who sends what to one operation, and what must exist first, as the templates of its tests ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generators.blueprint import (
    CREATING,
    Access,
    Column,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    PathUse,
)
from generators.marks import is_kept, is_marked, marked_in_tests
from generators.naming import attribute, class_name, human
from generators.reach import is_open, revives
from generators.shapes import row_entity
from generators.singles import stores_anyway
from generators.testing.naming import caller_key, json_name, variable_of
from generators.testing.rows.guards import Concealed, Guards, concealed_of
from generators.testing.rows.readiness import ready_values
from generators.testing.rows.recipes import Recipe, Row
from generators.testing.sources import dict_source
from generators.testing.values.bodies import Bodies, Unique, uniques_of
from generators.testing.values.making import value_of


@dataclass(frozen=True)
class CallView:
    """A call of one operation: who sends it, what must exist first, and what it carries."""

    recipe: Recipe

    @property
    def operation(self) -> Operation:
        """The operation itself."""
        return self.recipe.operation

    @property
    def name(self) -> str:
        """The name of the route function, which also begins the names of its tests."""
        return self.operation.name

    @property
    def status(self) -> int:
        """The status of success."""
        return self.operation.response.status

    @property
    def template_name(self) -> str:
        """The template of this kind's tests."""
        kind = {OperationKind.REPLACE: "change", OperationKind.PATCH: "change"}.get(self.operation.kind)
        return f"backend/tests/operations/{kind or self.operation.kind.value}.j2"

    @property
    def entity(self) -> Entity:
        """The operation's entity."""
        return self.recipe.entity

    @property
    def model(self) -> str:
        """The class of the entity's rows."""
        return class_name(self.entity)

    @property
    def caller(self) -> str:
        """The fixture that is the calling user."""
        return self.recipe.caller

    @property
    def role(self) -> str | None:
        """The role that the caller needs beyond an ordinary user's."""
        return self.recipe.role

    @property
    def shown_entity(self) -> Entity:
        """The entity whose row the response shows."""
        return row_entity(self.recipe.blueprint, self.operation) or self.entity

    @property
    def owned(self) -> bool:
        """Whether the caller reaches only rows of their own."""
        roles = set(self.operation.bypass_roles)
        return not is_open(self.operation, self.entity) and (
            self.entity.owner is not None
            and self.entity.purpose is not EntityPurpose.USERS
            and self.operation.access is Access.REQUIRED
            and (self.operation.mine or self.role not in roles)
        )

    @property
    def _meets_others(self) -> bool:
        """Whether an ordinary caller reaches own rows alone, and somebody else may reach more."""
        return self.owned and not (self.role or self.recipe.names_caller or self.operation.mine)

    @property
    def apart(self) -> bool:
        """Whether the caller reaches only rows of the own tenant."""
        return self.entity.tenant is not None and self.operation.access is Access.REQUIRED

    @property
    def tenant(self) -> str:
        """What a tenant is called."""
        tenants = self.recipe.blueprint.tenants
        return tenants.singular if tenants else ""

    @property
    def bypass(self) -> tuple[str, ...]:
        """The roles that reach everybody's rows, where others do not."""
        if not self._meets_others:
            return ()
        return tuple(role for role in self.operation.bypass_roles if role != self.settings_role)

    @property
    def granted(self) -> tuple[tuple[str, str, str], ...]:
        """The roles that reach the rows which hold them, each with the keyword argument of such a row and the
        attribute of its user."""
        if not self._meets_others or self.operation.permits:
            return ()
        return tuple(
            (role, attribute(grant.column), caller_key(self.entity.column(grant.column)))
            for grant in self.operation.grants
            for role in grant.roles
            if grant.column and self.entity.has(grant.column) and role != self.settings_role
        )

    @property
    def settings_role(self) -> str | None:
        """The role of an ordinary user."""
        return self.recipe.blueprint.settings.default_role

    @property
    def creates(self) -> bool:
        """Whether the operation adds a row."""
        return self.operation.kind in CREATING

    @property
    def is_patch(self) -> bool:
        """Whether the operation changes only the fields that it is given."""
        return self.operation.kind is OperationKind.PATCH

    @cached_property
    def bodies(self) -> Bodies:
        """What the body may hold."""
        return Bodies(self.recipe)

    # --- what must exist first

    def arrange_with(self, owner: str, values: tuple[tuple[str, str], ...] = ()) -> str:
        """Give the lines that store what the call names, for ``owner``; ``values`` are for the row itself."""
        return "\n".join(self._line(row, owner, values) for row in self.recipe.rows())

    def _line(self, row: Row, owner: str, values: tuple[tuple[str, str], ...]) -> str:
        if self.operation.entity == row.entity.name and row.variable == self.row:
            ready = ready_values(self.operation, row.entity, self.caller)
            row = row.having(dict((*ready, *values)))
        return row.line(owner)

    @cached_property
    def guards(self) -> Guards:
        """What guards the row that the path addresses."""
        return Guards(self.recipe, self.row)

    @property
    def refusal(self) -> int:
        """The status that answers another user's row."""
        return self.operation.other_status or self.recipe.blueprint.settings.other_users_row

    @property
    def concealed(self) -> tuple[Concealed, ...]:
        """The rows of which the caller may not know."""
        return concealed_of(self.recipe)

    @property
    def arrange_in_state(self) -> str:
        """The lines that store the row in the state that the test's table names."""
        return self.arrange_with(self.caller, ((attribute(self.guards.state_column), "state"),))

    @property
    def arrange_strange(self) -> str:
        """The lines that store a row in which the caller has no part."""
        reaches = self.role in self.operation.bypass_roles
        return self.arrange_with("other_user" if reaches else self.caller, self.guards.strange)

    @property
    def arrange(self) -> str:
        """The lines that store what the call names."""
        return self.arrange_with(self.caller)

    arrange_row = arrange

    def arrange_for(self, owner: str) -> str:
        """Give the same lines for another user."""
        return self.arrange_with(owner)

    arrange_row_for = arrange_for

    @property
    def arrange_none(self) -> str:
        """The lines that store what the call names but for the single row."""
        rows = [row for row in self.recipe.rows() if row.variable != self.row]
        return "\n".join(row.line(self.caller) for row in rows)

    @property
    def arrange_unheld(self) -> str:
        """The lines that store what the call names but for the caller's only row to which it adds."""
        held = self.recipe.held
        return "\n".join(row.line(self.caller) for row in self.recipe.rows() if not held or row.entity != held[1])

    @property
    def arrange_deleted(self) -> str:
        """The lines that store the row as a deleted one."""
        mark = self.entity.mark
        values = ((mark.name, marked_in_tests(mark)),) if mark else ()
        return self.arrange_with(self.caller, values)

    @property
    def arrange_second(self) -> str:
        """The line that stores another row beside the one addressed."""
        return self.second_row()

    def second_row(self) -> str:
        """Give the line that stores a row beside the one addressed, below the same parents; beside a single one there
        are those of others."""
        return self._second({})

    def _second(self, values: Mapping[str, str]) -> str:
        row = next(each for each in self.recipe.rows() if each.variable == self.row)
        if self.operation.single:
            return Row(row.blueprint, "second", row.entity).having(values).line("other_user")
        return Row(row.blueprint, "second", row.entity, row.overrides).having(values).line(self.caller)

    def arrange_taken(self, unique: Unique) -> str:
        """Give the line that stores the row whose value is taken; a row that can do without has one, too."""
        field = next(each for each in self.recipe.fields if each.column and each.column.name == unique.column)
        if field.column is None or not field.column.nullable or field.column.unique:
            return self.second_row()
        return self._second({unique.attribute: value_of(field.body.name, field.body.type, field.limits).stored})

    @property
    def row(self) -> str:
        """The variable of the row that the path addresses."""
        for parameter in self.recipe.addressed:
            if parameter.use is PathUse.ROW:
                return variable_of(self.recipe.target(parameter))
        return self.caller if self.entity.purpose is EntityPurpose.USERS else variable_of(self.entity)

    @property
    def mark(self) -> Column | None:
        """The column that marks deleted rows, where the operation meets it."""
        if self.operation.entity is None or self.entity.purpose in {EntityPurpose.USERS, EntityPurpose.JOIN}:
            return None
        if revives(self.operation, self.entity) or stores_anyway(self.operation, self.entity):
            return None
        return self.entity.mark

    @property
    def row_is_back(self) -> str | None:
        """The condition that the single row which was read back is marked no more, where the call sees to that."""
        mark = self.entity.mark if stores_anyway(self.operation, self.entity) else None
        return is_kept(mark, f'row["{mark.name}"]') if mark else None

    @property
    def row_is_marked(self) -> str | None:
        """The condition that the row that was read back is marked as deleted; none where it is removed."""
        mark = self.entity.mark if self.operation.soft else None
        return is_marked(mark, f'row["{mark.name}"]') if mark else None

    # --- the call

    @property
    def url(self) -> str:
        """The path as Python source."""
        return self.recipe.url

    @property
    def call(self) -> str:
        """The call as an entry of the module's table."""
        parts = [f'"{self.operation.method}"', f'"{self.recipe.template}"']
        placeholders = tuple(
            (json_name(self.recipe.blueprint, field.name), f'"{{{variable_of(entity)}_{column}}}"')
            for field, entity, column in self.recipe.references()
        )
        placeholders += tuple(
            (
                json_name(self.recipe.blueprint, field.name),
                self.recipe.objects(field, entity, column, placeholder=True),
            )
            for field, entity, column in self.recipe.lists()
        )
        if self.operation.body:
            parts.append(self.bodies.with_members(self.bodies.constant, placeholders))
        required = self.bodies.required_params()
        if required:
            parts.append(f"params={dict_source(required)}")
        if self.role:
            parts.append(f'role="{self.role}"')
        if self.operation.body_name:
            parts.append(f'under="{self.operation.body_name}"')
        return f"Call({', '.join(parts)})"

    def send(
        self,
        body: str | None = None,
        *,
        params: str | None = None,
        headers: str | None = None,
        caller: str | None = None,
    ) -> str:
        """Give the expression that sends the request."""
        url = self.url if caller is None else self.url.replace(f"{{{self.caller}.", f"{{{caller}.")
        method = self.operation.method.lower()
        arguments = [url]
        function = f"client.{method}"
        if body is not None and method in {"get", "delete"}:
            function = "client.request"
            arguments = [f'"{self.operation.method}"', url]
        if body is not None:
            under = self.operation.body_name
            arguments.append(f'json={{"{under}": {body}}}' if under else f"json={body}")
        required = self.bodies.required_params()
        if params or required:
            arguments.append(f"params={_merged(params, required)}")
        if self.operation.access is not Access.PUBLIC or headers:
            arguments.append(f"headers={headers or self.recipe.headers}")
        return f"{function}({', '.join(arguments)})"

    # --- the body

    @property
    def body_members(self) -> tuple[str, ...]:
        """The names of what the body may hold, as clients send them."""
        return tuple(json_name(self.recipe.blueprint, field.name) for field in self.operation.body)

    @property
    def body(self) -> str:
        """A valid body."""
        if not self.operation.body:
            return "{}"
        return self.bodies.with_members(self.bodies.constant, self.bodies.reference_members)

    @property
    def body_or_none(self) -> str | None:
        """A valid body, or nothing where the operation takes none."""
        return self.body if self.operation.body else None

    @property
    def full_body(self) -> str:
        """A valid body with every field."""
        if not self.operation.body:
            return "{}"
        return self.bodies.with_members(self.bodies.full_constant, self.bodies.reference_members)

    def first_body(self, unique: Unique) -> str:
        """Give a valid body that takes what may not be there twice."""
        return self.full_body if unique.spare else self.body

    def first_constant(self, unique: Unique) -> str:
        """Give the constant that holds that body."""
        return self.bodies.full_constant if unique.spare else self.bodies.constant

    def body_with(self, name: str, source: str) -> str:
        """Give a valid body in which one field is ``source``."""
        return f'changed({self.body}, {{"{name}": {source}}})'

    @property
    def uniques(self) -> tuple[Unique, ...]:
        """What may not be there twice, as far as the body decides it."""
        return uniques_of(self.recipe, self.bodies)

    @property
    def words(self) -> str:
        """The name of a row in words."""
        return human(self.entity.singular)


def _merged(params: str | None, required: tuple[tuple[str, str], ...]) -> str:
    if not required:
        return params or "{}"
    base = dict_source(required)
    return f"{{**{base}, **{params}}}" if params else base

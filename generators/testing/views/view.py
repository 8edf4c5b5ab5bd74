"""Views: what the templates of one operation's tests ask for."""

from dataclasses import dataclass

from generators.blueprint import (
    Access,
    Children,
    ColumnRole,
    Entity,
    Holds,
    Member,
    Operation,
    OperationKind,
    PathUse,
    Shows,
)
from generators.naming import attribute, class_name, snake
from generators.shapes import (
    child_columns,
    envelope_fields,
    has_groups,
    is_view,
    public_columns,
    public_name,
    shows_row,
)
from generators.singles import may_miss
from generators.testing.answers.oracles import oracle_name
from generators.testing.answers.responses import accessor, enveloped_places, expected_body, moment_checks
from generators.testing.naming import caller_key, key_of, members_of, variable_of
from generators.testing.rows.sides import Sides
from generators.testing.rows.ties import tie_lines
from generators.testing.sources import dict_source
from generators.testing.views.calls import CallView
from generators.views import view_of


def visible_of(entity: Entity, operation: Operation | None = None) -> tuple[str, ...]:
    """Give the columns that a response shows, of an operation or wherever nothing else is said."""
    return tuple(column.name for column in public_columns(entity, operation))


def listed_columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names of columns as Python source."""
    return tuple(f'"{name}"' for name in columns)


def _listed(member: Member) -> str:
    if member.shows is not Shows.GROUP:
        return f'"{member.column}"'
    return f'("{member.name}", {dict_source((each.name, repr(each.column)) for each in member.members)})'


@dataclass(frozen=True)
class View(CallView):
    """One operation, seen by the templates of its tests: its call, and what the answer must be."""

    @property
    def sides(self) -> Sides:
        """The two sides of the rows."""
        return Sides(self)

    @property
    def members(self) -> str:
        """The constant that lists what the response shows of a row: the entity's own, or that of another schema."""
        if self.shown_columns == listed_columns(visible_of(self.shown_entity)):
            return members_of(self.shown_entity)
        if not shows_row(self.operation):
            return f"{self.name.upper()}_MEMBERS"
        return f"{snake(public_name(self.recipe.blueprint, self.operation)).upper()}_MEMBERS"

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns that the response shows of a row as Python source; those of an object by what it calls them."""
        members = self.operation.response.members
        if not has_groups(members) or is_view(members):
            return listed_columns(visible_of(self.shown_entity, self.operation))
        return tuple(map(_listed, members))

    def shown(self, source: str) -> str:
        """Give the expression for what the response shows of a row to the caller."""
        return self.shown_to(source, None if self.operation.access is Access.PUBLIC else self.caller)

    def shown_to(self, source: str, caller: str | None) -> str:
        """Give the expression for what the response shows of a row to ``caller``; none for somebody without a token."""
        values = next(
            (each for each in envelope_fields(self.operation.response.envelope) if each.holds is Holds.VALUES), None
        )
        if values is not None:
            return f"to_jsonable_python({source}.{attribute(str(values.value))})"
        view = view_of(self.recipe.blueprint, self.operation)
        if view is None:
            row = f"shown({source}, *{self.members})"
            members = tuple((each.name, self.shown_children(each)) for each in self.operation.response.children)
            return f"{{**{row}, {dict_source(members)[1:]}" if members else row
        return f"await {oracle_name(view.public)}(session, {source}{f', {caller}' if caller else ''})"

    @property
    def may_miss(self) -> bool:
        """Whether the single row can be found missing."""
        return self.operation.entity is not None and may_miss(self.operation, self.entity)

    @property
    def held_model(self) -> str:
        """The class of the caller's only row to which the operation adds."""
        return class_name(self.recipe.held[1]) if self.recipe.held else ""

    @property
    def held_words(self) -> str:
        """What that row is called."""
        return snake(self.recipe.held[1].singular) if self.recipe.held else ""

    @property
    def held_stored(self) -> str:
        """What the columns of that row hold which the call makes."""
        owner = self.recipe.held[1].with_role(ColumnRole.OWNER) if self.recipe.held else None
        return dict_source([(owner.name, f"{self.caller}.{caller_key(owner)}")] if owner else [])

    @property
    def makes_single(self) -> bool:
        """Whether the operation makes the single row that it finds missing."""
        return bool(self.operation.single) and not self.may_miss and self.operation.kind is not OperationKind.DELETE

    @property
    def made_stored(self) -> str:
        """What the columns of a single row hold that the call makes."""
        return dict_source(self.bodies.places().items())

    def stored_checks(self, row: str) -> list[str]:
        """Give the same expectations, ``row`` being what the database holds."""
        return [
            f'assert response.json(){place} == to_jsonable_python({row}["{column}"])'
            for place, column in enveloped_places(self.operation)
        ]

    @property
    def tie_lines(self) -> tuple[str, ...]:
        """The lines that tie others to the shown row, where what is shown tells of it."""
        view = view_of(self.recipe.blueprint, self.operation)
        if view is None or self.operation.among:
            return ()
        return tuple(tie_lines(self.recipe.blueprint, view.entity, view.members, self.row, self.caller))

    @property
    def for_everyone(self) -> str:
        """The loop over those who call: the caller, somebody else who sees the row, and nobody where no token is
        needed."""
        callers = [f"({self.caller}, {self.recipe.headers})"]
        if not self.owned:
            callers.append("(other_user, other_headers)")
        if self.operation.access is Access.OPTIONAL:
            callers.append("(None, {})")
        if self.operation.access is Access.PUBLIC:
            callers = ["(None, None)"]
        return f"for caller, sent in ({', '.join(callers)},):"

    def expected_by(self, caller: str) -> str | None:
        """Give the whole body that is expected when the arranged row is shown to ``caller``."""
        item = self.shown_to(self.row, caller)
        return expected_body(self.operation, {Holds.ITEM: item, Holds.USER: item})

    def column_checks(self, row: str) -> list[str]:
        """Give the expectations on the columns that stand in the answer one by one."""
        return [
            f"assert response.json(){place} == to_jsonable_python({row}.{attribute(column)})"
            for place, column in enveloped_places(self.operation)
        ]

    @property
    def moment_checks(self) -> list[str]:
        """The expectations on the times in the answer."""
        return moment_checks(self.operation)

    def shown_children(self, children: Children) -> str:
        """Give the expression for what the response shows of all stored children."""
        child = self.recipe.blueprint.entity(children.entity)
        names = "".join(f'"{column.name}", ' for column in child_columns(self.recipe.blueprint, children))
        return f"[shown(each, {names}) for each in await rows_of(session, {class_name(child)})]"

    def expected_of(self, source: str) -> str | None:
        """Give the whole body that is expected when the row is ``source``."""
        item = self.shown(source)
        found = {Holds.ITEM: item, Holds.USER: item}
        if self.operation.entity is not None and any(each.use is PathUse.ROW for each in self.recipe.addressed):
            found[Holds.KEY] = f"to_jsonable_python({self.row}.{attribute(key_of(self.entity).name)})"
        elif self.operation.kind is OperationKind.CREATE and source == "row":
            found[Holds.KEY] = f'to_jsonable_python(row["{key_of(self.entity).name}"])'
        return expected_body(self.operation, found)

    @property
    def expected(self) -> str | None:
        """The body expected when ``row`` is the stored row; for an operation without rows the fixed one."""
        if self.operation.entity is None:
            return expected_body(self.operation, {})
        return self.expected_of(self.shown_row)

    @property
    def shown_row(self) -> str:
        """The expression of the row that the answer shows after the call."""
        if self.operation.response.entity:
            return variable_of(self.shown_entity)
        return "row"

    @property
    def expected_row(self) -> str | None:
        """The body expected when the arranged row is shown unchanged."""
        if self.operation.soft and accessor(self.operation, Holds.ITEM) is not None:
            return None
        return self.expected_of(self.row)

    @property
    def expected_me(self) -> str | None:
        """The body expected when the caller's own account is shown."""
        return self.expected_of(self.caller)

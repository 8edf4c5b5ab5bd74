"""Views of the operations that change or delete a row, or tie rows together."""

import re
from dataclasses import dataclass

from generators.blueprint import (
    Access,
    ColumnRole,
    DeleteRule,
    Effect,
    EffectValue,
    Entity,
    EntityPurpose,
    OperationKind,
    PathUse,
    TypeName,
)
from generators.naming import attribute, human
from generators.testing.bodies import Trimmed, literal_source
from generators.testing.cascades import Going, goings_of
from generators.testing.cases import Case
from generators.testing.names import NameList, Slug, name_lists_of, slugs_of
from generators.testing.naming import factory_of, json_name, variable_of
from generators.testing.recipes import Row, owner_arguments
from generators.testing.sources import dict_source
from generators.testing.suite import Source
from generators.testing.taking import (
    Giving,
    Limited,
    Moving,
    Numbering,
    Taking,
    givings_of,
    limits_on,
    movings_of,
    numberings_of,
    takings_of,
)
from generators.testing.views import View

_GUARDED = frozenset({OperationKind.CREATE, OperationKind.REPLACE, OperationKind.PATCH})


@dataclass(frozen=True)
class BodyView(View):
    """An operation with a body: create, replace, patch, and those that act with a body."""

    @property
    def full_stored(self) -> str:
        """What the columns hold after the full body."""
        return dict_source(self.bodies.stored(optional=True).items())

    changed_stored = full_stored

    @property
    def default_stored(self) -> str:
        """What the columns hold after the least body."""
        return dict_source(self.bodies.with_defaults().items())

    @property
    def optional_fields(self) -> bool:
        """Whether there are fields that a client may leave out."""
        return self.bodies.has_full

    @property
    def refused(self) -> tuple[Case, ...]:
        """What must be refused."""
        return self.bodies.refused()

    @property
    def accepted(self) -> tuple[Case, ...]:
        """What must just be accepted."""
        return self.bodies.accepted()

    @property
    def refused_table(self) -> list[Source]:
        """The rows of the table of refusals."""
        return self.bodies.refused_table()

    @property
    def accepted_table(self) -> list[Source]:
        """The rows of the table of what is just accepted."""
        return self.bodies.accepted_table()

    @property
    def goings(self) -> tuple[Going, ...]:
        """Rows that go with others, which no operation deletes."""
        return goings_of(self.recipe.blueprint, self.entity, self.caller)

    @property
    def trimmed(self) -> Trimmed | None:
        """A text field whose surrounding blanks go."""
        return self.bodies.trimmed()

    @property
    def guarded_references(self) -> tuple["Guarded", ...]:
        """The members that carry keys of other rows, which must be there and within the caller's reach."""
        if self.operation.kind not in _GUARDED or self.operation.access is not Access.REQUIRED:
            return ()
        return tuple(
            Guarded(
                json_name(self.recipe.blueprint, field.name),
                human(field.name.removesuffix("_id")).replace(" ", "_"),
                Row(self.recipe.blueprint, "strange", entity).line("other_user"),
                f"strange.{attribute(column)}",
                owned=entity.owner is not None and entity.purpose is not EntityPurpose.USERS,
                unfit=self._takes_roles(field.column, entity),
            )
            for field, entity, column in self.recipe.all_references()
            if field.column != self.bodies.owner_column and not field.type.item
        )

    def make_elsewhere(self, values: str) -> str:
        """Give the expression that stores a row of another tenant."""
        arguments = ["session", *owner_arguments(self.recipe.blueprint, self.entity, "stranger"), values]
        return f"await {factory_of(self.entity)}({', '.join(arguments)})"

    @property
    def takings(self) -> tuple[Taking, ...]:
        """The lists of objects in the body that become rows of their own."""
        return takings_of(self.recipe)

    @property
    def movings(self) -> tuple[Moving, ...]:
        """The numbers in other rows that the operation moves."""
        return movings_of(self.recipe)

    @property
    def limits_on_counts(self) -> tuple[Limited, ...]:
        """The limits that hold back one row too many."""
        return limits_on(self.recipe)

    @property
    def numberings(self) -> tuple[Numbering, ...]:
        """The columns that number the rows of a group."""
        return numberings_of(self.recipe)

    def _takes_roles(self, name: str | None, users: Entity) -> bool:
        """Tell whether a column may point to some users only, of whom an ordinary one is none."""
        reference = self.entity.column(name).references if name else None
        ordinary = self.recipe.blueprint.settings.default_role
        return bool(reference and reference.roles and ordinary not in reference.roles) and bool(
            users.with_role(ColumnRole.USER_ROLE)
        )

    @property
    def deadlines(self) -> tuple["Falling", ...]:
        """The times that follow from a field of the body."""
        created = self.entity.with_role(ColumnRole.CREATED_AT)
        carried = {field.body.column: json_name(self.recipe.blueprint, field.body.name) for field in self.recipe.fields}
        return tuple(
            Falling(
                column.name,
                column.deadline.by,
                created.name,
                [
                    Source(f'({{"{carried[column.deadline.by]}": "{value}"}}, timedelta(seconds={seconds}))')
                    for value, seconds in column.deadline.seconds
                ],
            )
            for column in self.entity.columns
            if column.deadline and created and column.deadline.by in carried and column.name not in carried
        )

    @property
    def owner_column(self) -> str | None:
        """The column that holds the owner, where the body does not carry it."""
        column = self.bodies.owner_column
        return None if any(field.body.column == column for field in self.recipe.fields) else column

    @property
    def slugs(self) -> tuple[Slug, ...]:
        """The columns that are made of a text in the body."""
        return slugs_of(self.recipe)

    @property
    def moves_its_address(self) -> bool:
        """Whether the call changes what its own path names the row by."""
        addresses = {each.column for each in self.recipe.addressed if each.use is PathUse.ROW}
        return any(slug.column in addresses for slug in self.slugs)

    @property
    def password_column(self) -> str | None:
        """The attribute of the account that holds the hash of its password."""
        column = self.entity.with_role(ColumnRole.PASSWORD)
        return attribute(column.name) if column else None

    @property
    def new_password(self) -> str | None:
        """The field of the body that carries a new password, where no column takes it as it is."""
        given = [field.name for field in self.operation.body if field.name.lower() == "password" and not field.column]
        return json_name(self.recipe.blueprint, given[0]) if given and self.password_column else None

    @property
    def name_lists(self) -> tuple[NameList, ...]:
        """The fields of the body that are lists of names."""
        return name_lists_of(self.recipe)

    @property
    def single_changes(self) -> list[Source]:
        """The rows of a table that changes one field at a time."""
        return [Source(dict_source([member])) for member in self.bodies.full()]

    @property
    def touched(self) -> str:
        """The columns that every change touches beside the one asked for."""
        written = {field.body.column for field in self.recipe.fields}
        columns = [
            column.name
            for column in self.entity.columns
            if column.role is ColumnRole.UPDATED_AT or (column.deadline and column.deadline.by in written)
        ]
        columns += [effect.column for effect in self.operation.effects]
        return ", ".join(f'"{name}"' for name in dict.fromkeys(columns))

    @property
    def columns_of_changes(self) -> str:
        """The columns that ``changes`` names, as Python source."""
        renamed = {
            json_name(self.recipe.blueprint, field.body.name): field.column.name
            for field in self.recipe.fields
            if field.column
        }
        renamed |= {names.field: names.field for names in self.name_lists}
        if all(name == column for name, column in renamed.items()):
            return "changes"
        return f"({dict_source((name, repr(column)) for name, column in renamed.items())}[name] for name in changes)"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A member of a body that names a row: ``arrange`` stores one of another user, ``key`` is its key."""

    field: str
    words: str
    arrange: str
    key: str
    owned: bool
    unfit: bool = False


@dataclass(frozen=True, slots=True)
class Falling:
    """A time that follows from another column: ``table`` pairs what is sent with how long after ``since`` it lies."""

    column: str
    by: str
    since: str
    table: list[Source]


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that go, or lose their parent, when the addressed row is deleted."""

    verb: str
    words: str
    arrange: str
    check: str


@dataclass(frozen=True)
class DeleteView(BodyView):
    """A delete."""

    @property
    def children(self) -> tuple[Child, ...]:
        """What happens to the rows that reference the deleted one."""
        found = []
        for entity in self.recipe.blueprint.entities:
            if entity.purpose is EntityPurpose.REFRESH_TOKENS or entity.name == self.entity.name:
                continue
            for column in entity.columns:
                reference = column.references
                if reference is None or reference.entity != self.entity.name:
                    continue
                name = attribute(column.name)
                override = (name, f"{self.row}.{attribute(reference.column)}")
                arrange = Row(self.recipe.blueprint, "child", entity, (override,)).line(self.caller)
                if reference.on_delete is DeleteRule.CASCADE:
                    check = "assert await row_of(session, child) is None"
                    found.append(Child("removes", _plural(entity), arrange, check))
                elif reference.on_delete is DeleteRule.SET_NULL:
                    left = f'{{"{column.name}": None}}'
                    check = f"assert part(await row_of(session, child), {left}) == {left}"
                    found.append(Child("leaves", _plural(entity), arrange, check))
        return tuple({child.words: child for child in found}.values())


def _plural(entity: Entity) -> str:
    return human(entity.name).replace(" ", "_")


_STAMPS = frozenset({ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT})
_LONG_AGO = {TypeName.TIMESTAMP: "datetime(2020, 1, 31, 12, tzinfo=UTC)", TypeName.DATE: "date(2020, 1, 31)"}


@dataclass(frozen=True)
class ActView(BodyView):
    """A named change of state, or a toggle."""

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the operation writes."""
        return self.operation.effects

    @property
    def givings(self) -> tuple[Giving, ...]:
        """The numbers in other rows that the step moves."""
        return givings_of(self.recipe, self.row)

    @property
    def arrange_row_before(self) -> str:
        """The lines that store the row in the state from which the operation leads away."""
        values: dict[str, str] = {}
        for effect in self.effects:
            source = self._before(effect)
            if source is not None and effect.column not in values:
                values[attribute(effect.column)] = source
        return self.arrange_with(self.caller, tuple(values.items()))

    def _before(self, effect: Effect) -> str | None:
        column = self.entity.column(effect.column)
        if column.type.name is TypeName.BOOLEAN:
            return "True" if effect.literal is False and effect.value is EffectValue.LITERAL else "False"
        if column.nullable and effect.value is not EffectValue.NULL and effect.when is not False:
            return "None"
        return None

    @property
    def arrange_row_after(self) -> str:
        """The lines that store the row as the operation left it long ago."""
        stamps = [effect.column for effect in self.effects if effect.value is EffectValue.NOW]
        stamps += [column.name for column in self.entity.columns if column.role in _STAMPS]
        values = {attribute(name): _LONG_AGO.get(self.entity.column(name).type.name, "") for name in stamps}
        for effect in self.effects:
            kind = self.entity.column(effect.column).type
            if effect.value is EffectValue.NULL or (effect.literal is None and effect.value is EffectValue.LITERAL):
                values[attribute(effect.column)] = "None"
            elif effect.value is EffectValue.LITERAL:
                values[attribute(effect.column)] = literal_source(kind, effect.literal) or ""
        return self.arrange_with(self.caller, tuple((name, source) for name, source in values.items() if source))

    @property
    def effect_checks(self) -> list[str]:
        """The expectations on the columns of the stored row, after one call."""
        return [line for effect in self.effects for line in self._checks(effect, turned_on=True)]

    forth_checks = effect_checks

    @property
    def back_checks(self) -> list[str]:
        """The expectations after a second call turned everything back."""
        return [line for effect in self.effects for line in self._checks(effect, turned_on=False)]

    def _checks(self, effect: Effect, *, turned_on: bool) -> list[str]:
        place = f'row["{effect.column}"]'
        if effect.when is not None and effect.when is not turned_on:
            return []
        if effect.value is EffectValue.NOW:
            return [f"assert {place} is not None"]
        if effect.value is EffectValue.NULL:
            return [f"assert {place} is None"]
        if effect.value is EffectValue.FLIP:
            return [f"assert {place} is {turned_on}"]
        if effect.value is EffectValue.BODY:
            return self._body_checks(effect, place)
        source = literal_source(self.entity.column(effect.column).type, effect.literal)
        return [f"assert {place} {'is' if source in {'True', 'False', 'None'} else '=='} {source}"] if source else []

    def _body_checks(self, effect: Effect, place: str) -> list[str]:
        sent = dict(self.bodies.stored(optional=False)) or dict(self.bodies.stored(optional=True))
        source = sent.get(effect.column)
        return [f"assert {place} {'is' if source in {'True', 'False'} else '=='} {source}"] if source else []

    @property
    def body(self) -> str:
        """A valid body, with every field, so that what it says is what happens."""
        return self.full_body

    @property
    def repeatable(self) -> bool:
        """Whether a second call changes nothing more."""
        states = [effect for effect in self.effects if effect.value is not EffectValue.NOW]
        lasting = bool(states) or not any(effect.column.startswith("last_") for effect in self.effects)
        return (
            lasting
            and self.guards.target is None
            and 409 not in self.operation.errors
            and all(effect.value in {EffectValue.LITERAL, EffectValue.NULL} for effect in states)
        )


@dataclass(frozen=True)
class LinkView(BodyView):
    """A link between two rows, or its end."""

    @property
    def tied_columns(self) -> tuple[tuple[str, str], ...]:
        """The columns of the join table and the keys that they hold."""
        found = []
        for parameter in self.recipe.addressed:
            if parameter.via and self.entity.has(parameter.via):
                target = self.recipe.target(parameter)
                found.append((parameter.via, f"{variable_of(target)}.{self._referenced(parameter.via, target)}"))
        for field, entity, column in self.recipe.references():
            if field.column:
                found.append((field.column, f"{variable_of(entity)}.{attribute(column)}"))
        given = dict(found)
        for column_ in self.entity.columns:
            reference = column_.references
            users = self.recipe.blueprint.users
            if column_.name not in given and reference and users and reference.entity == users.name:
                given[column_.name] = f"{self.caller}.{attribute(reference.column)}"
        return tuple(given.items())

    def _referenced(self, column: str, target: Entity) -> str:
        """Give the attribute that a column of the join table references, whatever column the path names the row by."""
        reference = self.entity.column(column).references
        return attribute(reference.column if reference else target.key[0].name)

    @property
    def oneself(self) -> bool:
        """Whether the table keeps users from being tied to themselves."""
        users = self.recipe.blueprint.users
        ends = [column for column in self.entity.columns if column.references and users]
        between_users = users is not None and all(
            column.references is not None and column.references.entity == users.name for column in ends
        )
        return between_users and any(re.search(r"<>|!=", check.expression) for check in self.entity.checks)

    @property
    def send_oneself(self) -> str:
        """The expression that sends the request with the caller's own row in the path."""
        users = self.recipe.blueprint.users
        call = self.send(self.body_or_none)
        return call.replace(f"{{{variable_of(users)}.", f"{{{self.caller}.") if users else call

    @property
    def validation_status(self) -> int:
        """The answer to what is not allowed."""
        return self.recipe.blueprint.settings.validation_status

    @property
    def join_columns(self) -> str:
        """The same as a dictionary's source."""
        return dict_source(self.tied_columns)

    @property
    def arrange_link(self) -> str:
        """The line that stores the link."""
        overrides = "".join(f", {attribute(name)}={source}" for name, source in self.tied_columns)
        owner = owner_arguments(self.recipe.blueprint, self.entity, self.caller)
        return f"await {factory_of(self.entity)}({', '.join(['session', *owner])}{overrides})"

    @property
    def tied(self) -> list[str]:
        """The variables of the rows that are tied."""
        return list(dict.fromkeys(variable_of(self.recipe.target(each)) for each in self.recipe.addressed))

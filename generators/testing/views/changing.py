"""Views of the operations that take a body: what it may hold, and what follows from it."""

import re
from dataclasses import dataclass

from generators.blueprint import STORING, Access, ColumnRole, Entity, PathUse, TypeName
from generators.comparisons import comparisons_in
from generators.idempotency import reused_status
from generators.moments import span
from generators.naming import attribute, human, snake
from generators.passwords import hash_start
from generators.reach import must_own
from generators.shapes import groups_of
from generators.testing.answers.saying import Said, told_of, told_table
from generators.testing.answers.stamping import Stamping, stamped_columns, stampings_of
from generators.testing.answers.telling import otherwise, told_checks
from generators.testing.naming import caller_key, factory_of, json_name
from generators.testing.rows.cascades import Going, goings_of
from generators.testing.rows.recipes import Row, owner_arguments
from generators.testing.rows.recurring import Repeating, repeating_of
from generators.testing.rows.taking import (
    Limited,
    Moving,
    Numbering,
    Taking,
    limits_on,
    movings_of,
    numberings_of,
    takings_of,
)
from generators.testing.sources import dict_source, looked_up
from generators.testing.suite import Source
from generators.testing.values.bodies import Trimmed
from generators.testing.values.cases import Case
from generators.testing.values.names import NameList, Slug, name_lists_of, slugs_of
from generators.testing.views.view import View


@dataclass(frozen=True, slots=True)
class Compared:
    """Two fields of a body of which the first must lie above the second; ``higher`` and ``lower`` are their columns,
    ``changes`` what the body called ``full`` becomes where their values are swapped."""

    higher: str
    lower: str
    field: str
    changes: str


@dataclass(frozen=True)
class BodyView(View):
    """An operation with a body: create, replace, patch, and those that act with a body."""

    @property
    def full_stored(self) -> str:
        """What the columns hold after the full body."""
        return dict_source(self.bodies.stored(optional=True).items())

    changed_stored = full_stored

    @property
    def made_stored(self) -> str:
        """What the columns of a single row hold that the full body makes."""
        sent = {} if self.is_patch else self.bodies.stored(optional=True)
        return dict_source((sent | self.bodies.places()).items())

    @property
    def default_stored(self) -> str:
        """What the columns hold after the least body."""
        return dict_source(self.bodies.with_defaults().items())

    @property
    def keyed_headers(self) -> str:
        """The headers of a request with a key."""
        return f'{{**{self.recipe.headers}, "Idempotency-Key": "a-key-of-its-own"}}'

    @property
    def apart_from_others(self) -> bool:
        """Whether anybody may send the same body, each for a row of their own."""
        free = not (self.recipe.addressed or self.recipe.references() or self.role)
        return free and all(unique.per_owner for unique in self.uniques)

    @property
    def reused_status(self) -> int:
        """What refuses a key of another body."""
        return reused_status(self.recipe.blueprint.settings.validation_status)

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
    def compared(self) -> list[Compared]:
        """The fields of a body that must lie above each other, as far as the values that are sent do."""
        sent = dict(self.bodies.full())
        found = []
        for one, higher, lower in comparisons_in(self.operation, self.entity) if self.operation.entity else ():
            names = [json_name(self.recipe.blueprint, field.name) for field in (higher, lower)]
            if all(name in sent for name in names) and sent[names[0]] != sent[names[1]]:
                swapped = zip(names, reversed(names), strict=True)
                changes = dict_source((name, looked_up("full", other)) for name, other in swapped)
                found.append(Compared(snake(one.higher), snake(one.lower), names[0], changes))
        return found

    @property
    def has_groups(self) -> bool:
        """Whether the body has objects whose members are columns of the row."""
        return bool(groups_of(self.operation))

    @property
    def told_table(self) -> list[Source]:
        """The rows of the table of what is said about fields."""
        return told_table(self.bodies)

    @property
    def told_of(self) -> list[Said]:
        """The occasions and columns of that table."""
        return told_of(self.bodies)

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
        if self.operation.kind not in STORING or self.operation.access is not Access.REQUIRED:
            return ()
        return tuple(
            Guarded(
                json_name(self.recipe.blueprint, field.name),
                human(field.name.removesuffix("_id")).replace(" ", "_"),
                Row(self.recipe.blueprint, "strange", entity).line("other_user"),
                f"strange.{attribute(column)}",
                owned=must_own(self.recipe.blueprint, self.operation, entity),
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
                    Source(f'({{"{carried[column.deadline.by]}": "{value}"}}, {span(seconds)})')
                    for value, seconds in column.deadline.seconds
                ],
            )
            for column in self.entity.columns
            if column.deadline and created and column.deadline.by in carried and column.name not in carried
        )

    @property
    def stampings(self) -> tuple[Stamping, ...]:
        """The times that tell when a field of the body took a value."""
        return stampings_of(self.recipe)

    @property
    def repeating(self) -> Repeating | None:
        """The rows that come again, where the operation can bring one to its end."""
        return repeating_of(self.recipe)

    @property
    def told_checks(self) -> list[str]:
        """The expectations on what the operation writes whatever its body holds."""
        return told_checks(self.recipe) if self.operation.entity else []

    @property
    def owner_key(self) -> str:
        """The attribute of the caller that the owner's column holds."""
        return caller_key(self.recipe.entity.column(self.owner_column) if self.owner_column else None)

    @property
    def arrange_otherwise(self) -> str:
        """The lines that store a row which has all that otherwise."""
        return self.arrange_with(self.caller, otherwise(self.recipe))

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
    def moving_fields(self) -> frozenset[str]:
        """The fields that change what the path names the row by, such as the title that a slug is made of."""
        addresses = {each.column for each in self.recipe.addressed if each.use is PathUse.ROW}
        given = {json_name(self.recipe.blueprint, each.body.name): each.column for each in self.recipe.fields}
        named = {name for name, column in given.items() if column and column.name in addresses}
        return frozenset(named | {slug.field for slug in self.slugs if slug.column in addresses})

    @property
    def moves_its_address(self) -> bool:
        """Whether the full body changes what the path names the row by."""
        return bool(self.moving_fields)

    @property
    def password_column(self) -> str | None:
        """The attribute of the account that holds the hash of its password."""
        column = self.entity.with_role(ColumnRole.PASSWORD)
        return attribute(column.name) if column else None

    @property
    def hash_start(self) -> str:
        """What every stored hash of a password begins with."""
        return hash_start(self.recipe.blueprint.settings.bcrypt_rounds)

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
    def updated_at(self) -> str | None:
        """The column that says when a row was changed, where a test can set it without offending a CHECK."""
        column = self.entity.with_role(ColumnRole.UPDATED_AT)
        if column is None or column.type.name is not TypeName.TIMESTAMP:
            return None
        created = self.entity.with_role(ColumnRole.CREATED_AT)
        others = {each.name for each in self.entity.columns if each not in (column, created)}
        about = [set(re.findall(r"\w+", check.expression)) for check in self.entity.checks]
        return None if any(column.name in words and words & others for words in about) else column.name

    @property
    def arrange_long_ago(self) -> str:
        """The lines that store a row which was changed long ago, on the day after it was made."""
        return self.arrange_with(self.caller, tuple(self._long_ago.items()))

    @property
    def _long_ago(self) -> dict[str, str]:
        created, updated = self.entity.with_role(ColumnRole.CREATED_AT), self.updated_at
        stamps = {attribute(created.name): "datetime(2020, 1, 30, tzinfo=UTC)"} if created and updated else {}
        return stamps | ({attribute(updated): "datetime(2020, 1, 31, tzinfo=UTC)"} if updated else {})

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
        columns += [column.name for column in stamped_columns(self.recipe)]
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

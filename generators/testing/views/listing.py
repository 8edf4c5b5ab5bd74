"""Views of the operations that range over many rows: list, bulk delete and aggregate."""

from dataclasses import dataclass

from generators.blueprint import (
    Access,
    Column,
    ColumnRole,
    EntityPurpose,
    Holds,
    Member,
    PathUse,
    QueryParameter,
    QueryUse,
    TypeName,
)
from generators.constraints import find_unique
from generators.marks import marked_in_tests
from generators.naming import attribute, rows_variable
from generators.reach import is_open
from generators.shapes import column_members, public_columns
from generators.testing.answers.responses import accessor, expected_body
from generators.testing.lists.filtering import HAYSTACK, Filtering, filterings_of, pair_of
from generators.testing.lists.sorting import Sorting, sortings_of
from generators.testing.naming import caller_key, factory_of, variable_of
from generators.testing.rows.recipes import Row, has_one_row_each, owner_arguments, related_rows
from generators.testing.sources import dict_source, tuple_source
from generators.testing.suite import Source
from generators.testing.values.cases import Case
from generators.testing.values.making import TEXTS, effective_limits
from generators.testing.values.parameters import accepted_parameters, refused_parameters
from generators.testing.views.view import View

PAGE_SIZE = 2


@dataclass(frozen=True)
class ManyView(View):
    """An operation over the rows that the caller reaches."""

    def one(self, use: QueryUse) -> QueryParameter | None:
        """Give the parameter of that use, if there is one."""
        return next((each for each in self.operation.query if each.use is use), None)

    # --- rows

    @property
    def variable(self) -> str:
        """The variable of one row."""
        return variable_of(self.entity)

    @property
    def variable_many(self) -> str:
        """The variable of several rows."""
        return rows_variable(self.entity)

    @property
    def parents(self) -> tuple[Row, ...]:
        """The rows that the path names."""
        wanted = [self.recipe.target(each) for each in self.recipe.addressed if self.recipe.target(each) != self.entity]
        return related_rows(self.recipe.blueprint, wanted, {each.via for each in self.recipe.addressed if each.via})

    @property
    def arrange_parents(self) -> str:
        """The lines that store the rows that the path names."""
        lines = [row.line(self.caller) for row in self.parents]
        return "\n".join([*lines, *([self.tie_of("other_user")] if self.operation.among else [])])

    def tie_of(self, owner: str) -> str:
        """Give the line that ties the caller to the rows of ``owner``, where only tied rows are listed."""
        among = self.operation.among
        if among is None:
            return ""
        tie = self.recipe.blueprint.entity(among.entity)
        here, there = (caller_key(tie.column(column)) for column in (among.caller, among.there))
        ends = {among.caller: f"{self.caller}.{here}", among.there: f"{owner}.{there}"}
        arguments = ["session", *([self.caller] if tie.owner else [])]
        arguments += [f"{attribute(name)}={source}" for name, source in ends.items()]
        return f"await {factory_of(tie)}({', '.join(arguments)})"

    @property
    def usual_owner(self) -> str:
        """The user whose rows the caller is shown."""
        return "other_user" if self.operation.among else self.caller

    def make(self, owner: str | None = None, *, parents: bool = True, values: str = "") -> str:
        """Give the expression that stores one row, ``values`` being keyword arguments."""
        each = has_one_row_each(self.entity) or (self.crowded and not self.owned)
        owner = owner or ("await make_user(session)" if each else self.usual_owner)
        arguments = ["session", *owner_arguments(self.recipe.blueprint, self.entity, owner)]
        if parents:
            for parameter in self.recipe.addressed:
                if parameter.use is PathUse.PARENT and parameter.via and self.entity.has(parameter.via):
                    target = self.recipe.target(parameter)
                    reference = self.entity.column(parameter.via).references
                    key = attribute(reference.column if reference else self.recipe.key_column(parameter))
                    arguments.append(f"{attribute(parameter.via)}={variable_of(target)}.{key}")
        if values:
            arguments.append(values)
        return f"await {factory_of(self.entity)}({', '.join(arguments)})"

    @property
    def crowded(self) -> bool:
        """Whether one user can have no second row here: what is unique is theirs, or theirs and the path's."""
        owner = self.entity.with_role(ColumnRole.OWNER)
        given = {owner.name if owner else None, *(each.via for each in self.recipe.addressed)}
        alone = (*find_unique(self.entity), tuple(column.name for column in self.entity.key))
        return owner is not None and any(owner.name in columns and given.issuperset(columns) for columns in alone)

    @property
    def single(self) -> bool:
        """Whether the list holds one row at most, so that there is nothing to sort, filter or page."""
        return self.crowded and self.owned

    @property
    def closed(self) -> bool:
        """Whether the rows of a test are the only ones there."""
        return self.entity.purpose is not EntityPurpose.USERS

    @property
    def deleted_value(self) -> str:
        """The keyword argument that makes a row a deleted one."""
        return f"{attribute(self.mark.name)}={marked_in_tests(self.mark)}" if self.mark else ""

    # --- parameters

    @property
    def query_refused(self) -> tuple[Case, ...]:
        """What the parameters must refuse."""
        return tuple(case for each in self.operation.query for case in refused_parameters(self.recipe, each))

    @property
    def query_refused_table(self) -> list[Source]:
        """The rows of the table of refused parameters."""
        return [
            Source(f'pytest.param({{"{case.field}": {case.value.sent}}}, "{case.field}", id="{case.says}")')
            for case in self.query_refused
        ]

    @property
    def query_accepted_table(self) -> list[Source]:
        """The rows of the table of parameters that are just accepted."""
        return [
            Source(f'pytest.param({{"{case.field}": {case.value.sent}}}, id="{case.says}")')
            for each in self.operation.query
            for case in accepted_parameters(self.recipe, each)
        ]


@dataclass(frozen=True)
class ListView(ManyView):
    """A list."""

    @property
    def items(self) -> str:
        """The subscripts that lead to the rows of an answer."""
        return accessor(self.operation, Holds.ITEMS, Holds.VALUES) or ""

    @property
    def rows(self) -> str:
        """The expression for the rows of an answer."""
        return "lines_of(response)" if self.operation.exports else f"response.json(){self.items}"

    def shown_to(self, source: str, caller: str | None) -> str:
        """Give the expression for what the answer shows of a row to ``caller``."""
        return f"as_line({source}, *{self.members})" if self.operation.exports else super().shown_to(source, caller)

    @property
    def total(self) -> str | None:
        """The subscripts that lead to the number of matching rows."""
        return accessor(self.operation, Holds.TOTAL)

    @property
    def shows_the_caller_alone(self) -> bool:
        """Whether accounts are listed, and nobody reaches another one than their own."""
        operation = self.operation
        anybody = not (operation.roles or operation.bypass_roles or operation.grants)
        people = self.entity.purpose is EntityPurpose.USERS and not is_open(operation, self.entity)
        return people and anybody and operation.access is Access.REQUIRED

    @property
    def revealing(self) -> tuple[str, ...]:
        """The parameters that show deleted rows too."""
        return tuple(each.name for each in self.operation.query if each.use is QueryUse.DELETED)

    @property
    def expected_page(self) -> str | None:
        """The whole body expected for a list of one row."""
        return expected_body(
            self.operation,
            {
                Holds.ITEMS: f"[{self.shown(self.variable)}]",
                Holds.VALUES: f"[{self.shown(self.variable)}]",
                Holds.TOTAL: "1",
                Holds.COUNT: "1",
                Holds.LIMIT: str(self.limit_default),
                Holds.OFFSET: "0",
                Holds.PAGE: "1",
                Holds.PAGES: "1",
                Holds.HAS_MORE: "False",
                Holds.NEXT_CURSOR: "None",
            },
        )

    @property
    def limit_default(self) -> int:
        """How many rows a page has unless the caller says otherwise."""
        limit = self.one(QueryUse.LIMIT)
        default = limit.default if limit and limit.default is not None else None
        return int(default) if default is not None else self.recipe.blueprint.settings.default_limit

    @property
    def default_limit(self) -> int | None:
        """The same where the list has pages that are small enough to be overfilled."""
        paged = self.one(QueryUse.LIMIT) and not self.operation.exports and self.limit_default <= 50 and not self.single
        return self.limit_default if paged else None

    @property
    def widest(self) -> str | None:
        """The parameters that give as many rows as a page can hold."""
        limit = self.one(QueryUse.LIMIT)
        return dict_source([(limit.name, str(self.limit_maximum))]) if limit else None

    @property
    def limit_maximum(self) -> int:
        """How many rows a page can hold."""
        limit = self.one(QueryUse.LIMIT)
        maximum = limit.limits.maximum if limit else None
        return int(maximum) if maximum is not None else self.recipe.blueprint.settings.max_limit

    # --- pages

    @property
    def pages(self) -> bool:
        """Whether the list can be read in pages of two."""
        limit = self.one(QueryUse.LIMIT)
        return (
            limit is not None
            and not self.single
            and not self.operation.exports
            and (limit.limits.minimum or 1) <= PAGE_SIZE
            and self.limit_maximum >= 5
            and (self.one(QueryUse.OFFSET) or self.one(QueryUse.PAGE)) is not None
        )

    @property
    def page_variable(self) -> str:
        """What the test counts: offsets or pages."""
        return "offset" if self.one(QueryUse.OFFSET) else "page"

    @property
    def page_range(self) -> str:
        """The offsets or pages that hold five rows."""
        return "(0, 2, 4)" if self.one(QueryUse.OFFSET) else "(1, 2, 3)"

    def _page(self, size: int, source: str) -> str:
        limit = self.one(QueryUse.LIMIT)
        step = self.one(QueryUse.OFFSET) or self.one(QueryUse.PAGE)
        members = [(limit.name, str(size))] if limit else []
        return dict_source([*members, (step.name, source)] if step else members)

    @property
    def page_whole(self) -> str:
        """The parameters that give all five rows at once."""
        return self._page(5, "0" if self.one(QueryUse.OFFSET) else "1")

    @property
    def page_params(self) -> str:
        """The parameters of one page."""
        return self._page(PAGE_SIZE, self.page_variable)

    @property
    def page_beyond(self) -> str:
        """The parameters of a page far beyond the last row."""
        return self._page(PAGE_SIZE, "1000")

    @property
    def page_facts(self) -> list[tuple[str, str]]:
        """What else an answer says about its page."""
        by_offset = self.one(QueryUse.OFFSET) is not None
        facts = {
            Holds.LIMIT: str(PAGE_SIZE),
            Holds.OFFSET: "offset" if by_offset else "(page - 1) * 2",
            Holds.PAGE: "offset // 2 + 1" if by_offset else "page",
            Holds.PAGES: "3",
            Holds.HAS_MORE: "(offset + 2 < 5)" if by_offset else "(page < 3)",
        }
        known = facts if self.closed else {holds: facts[holds] for holds in (Holds.LIMIT, Holds.OFFSET, Holds.PAGE)}
        places = [(accessor(self.operation, holds), source) for holds, source in known.items()]
        return [(place, source) for place, source in places if place]

    # --- cursors

    @property
    def next_cursor(self) -> str | None:
        """The subscripts that lead to the cursor of the next page; nothing where pages cannot be of two rows."""
        limit = self.one(QueryUse.LIMIT)
        small = limit is not None and (limit.limits.minimum or 1) <= PAGE_SIZE
        walks = self.one(QueryUse.CURSOR) and small and self.closed and not self.single
        return accessor(self.operation, Holds.NEXT_CURSOR) if walks else None

    @property
    def cursor_params(self) -> str:
        """The parameters of the first page, to which a cursor is added."""
        limit = self.one(QueryUse.LIMIT)
        return dict_source([(limit.name, f'"{PAGE_SIZE}"')] if limit else [])

    @property
    def cursor_name(self) -> str:
        """What the parameter is called that takes the cursor."""
        cursor = self.one(QueryUse.CURSOR)
        return cursor.name if cursor else ""

    # --- lines of CSV

    @property
    def header(self) -> str:
        """The first line of an export."""
        return ",".join(each.name for each in self._exported)

    @property
    def _exported(self) -> tuple[Member, ...]:
        return column_members(self.recipe.blueprint, public_columns(self.entity, self.operation))

    @property
    def free_text(self) -> dict[str, str] | None:
        """A shown column that holds any text, by its attribute and by its name in the header."""
        for member in self._exported:
            column = self.entity.column(member.column or "")
            limits = effective_limits(column.limits, column.type)
            bound = limits.choices or limits.pattern or limits.format or (limits.max_length or 99) < len(HAYSTACK)
            if column.type.name in TEXTS and not bound and not (limits.min_length or 0) > 1 and not column.unique:
                return {"attribute": attribute(column.name), "name": member.name}
        return None

    # --- order and filters

    @property
    def sortings(self) -> tuple[Sorting, ...]:
        """The orders that the list can have."""
        return () if self.single else sortings_of(self.operation, self.entity)

    @property
    def filterings(self) -> tuple[Filtering, ...]:
        """The filters of the list."""
        return () if self.single else tuple(filterings_of(self))

    def arranged(self, filtering: Filtering) -> tuple[str, ...]:
        """Give the lines that store the rows of a filter; where others stand beside them, all that were made."""
        if self.closed:
            return filtering.brief
        rows = [
            line.partition(" = ")[0] for line in filtering.arrange if f" = await {factory_of(self.entity)}(" in line
        ]
        return (*filtering.arrange, f"made = [{self.shown('row')} for row in {tuple_source(rows)}]")

    def found(self, made: str = "made") -> str:
        """Give the expression for the rows of an answer, of users only those that the test has made."""
        return self.rows if self.closed else f"[row for row in {self.rows} if row in {made}]"

    def several(self, rows: tuple[str, ...]) -> str:
        """Give rows as a tuple in source."""
        return tuple_source(rows)

    def finds(self, rows: tuple[str, ...]) -> str:
        """Give the condition that an answer shows these rows and no others."""
        if len(rows) > 1:
            return f"same_members({self.found()}, [{self.shown('row')} for row in ({', '.join(rows)})])"
        return f"{self.found()} == [{self.shown(rows[0]) if rows else ''}]"


@dataclass(frozen=True)
class BulkView(ManyView):
    """A delete of many rows."""

    @property
    def _filter(self) -> tuple[QueryParameter, Column] | None:
        for each in self.operation.query:
            if each.use is QueryUse.FILTER and each.column:
                column = self.entity.column(each.column)
                if column.type.name is TypeName.BOOLEAN:
                    return each, column
        return None

    @property
    def bulk_params(self) -> str | None:
        """The parameters that choose the rows to delete."""
        found = self._filter
        return dict_source([(found[0].name, '"true"')]) if found else None

    @property
    def bulk_fitting(self) -> str:
        """The keyword argument of a row that is deleted."""
        return self._state(fits=True)

    @property
    def bulk_other(self) -> str:
        """The keyword argument of a row that stays."""
        return self._state(fits=False)

    @property
    def counted(self) -> str | None:
        """The subscripts that lead to the number of deleted rows."""
        return accessor(self.operation, Holds.COUNT, Holds.TOTAL)

    def _state(self, *, fits: bool) -> str:
        found = self._filter
        if found:
            return f"{attribute(found[1].name)}={fits}"
        pair = pair_of(self.entity, self.operation.only) if self.operation.only else None
        return (pair[0] if fits else pair[1]) if pair else ""

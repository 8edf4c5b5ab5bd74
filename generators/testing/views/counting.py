"""Views of the operations that count rows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generators.blueprint import Holds, ResponseField, TypeName
from generators.counts import counted_rows
from generators.naming import attribute
from generators.testing.lists.filtering import pair_of
from generators.testing.lists.periods import MOMENTS, counted_by, moment_source
from generators.testing.sources import dict_source
from generators.testing.suite import Source
from generators.testing.values.making import value_of
from generators.testing.views.listing import ManyView

_OVER = {Holds.SUM: "sum", Holds.LEAST: "min", Holds.GREATEST: "max"}
"""The functions that make one value of those of a column."""
_MEASURED = frozenset({Holds.AVERAGE, *_OVER})


@dataclass(frozen=True)
class AggregateView(ManyView):
    """Counts over the caller's rows."""

    @property
    def aggregate_rows(self) -> list[str]:
        """The keyword arguments of the rows that are counted: one row for each condition, and one besides."""
        counted = [each for each in members_of(self.operation.response.envelope) if each.holds is Holds.COUNT]
        choices = [rows for each in counted if (rows := counted_rows(each, self.entity))]
        spans = [mean for mean in self._means if " - " in mean]
        numbers = [mean for mean in self._means if mean not in spans and self._may_vary(mean)]
        # All numbers in one row: what a CHECK holds against each other stays equal.
        together = [", ".join(map(self._number, numbers))] if numbers else []
        return [
            "",
            *(pair[0] for rows in choices if (pair := pair_of(self.entity, rows))),
            *map(self._span, spans),
            *together,
        ]

    def _may_vary(self, name: str) -> bool:
        """Tell whether no CHECK wants the column's value below or above that of another one."""
        tied = [
            check.expression for check in self.entity.checks if re.search(rf"\b{re.escape(name)}\b", check.expression)
        ]
        return not any(re.search(r"[<>](?!=)|<>|!=", expression) for expression in tied)

    @property
    def _means(self) -> list[str]:
        envelope = self.operation.response.envelope
        inner = [each for group in envelope if group.holds is Holds.GROUPS for each in group.fields]
        figures = [each for each in (*members_of(envelope), *inner) if each.holds in _MEASURED]
        return list(dict.fromkeys(str(each.value) for each in figures))

    def _number(self, name: str) -> str:
        """Give the keyword argument of a row that counts for an average, a sum or a bound."""
        column = self.entity.column(name)
        return f"{attribute(name)}={value_of(name, column.type, column.limits, 1).stored}"

    def _span(self, mean: str) -> str:
        """Give the keyword arguments of a row between whose two times some time lies."""
        later, _, earlier = mean.partition(" - ")
        times = ((earlier, MOMENTS[0]), (later, MOMENTS[1]))
        return ", ".join(f"{attribute(name)}={moment_source(moment)}" for name, moment in times)

    @property
    def aggregate_expected(self) -> str:
        """The whole body, worked out from the stored rows."""
        return self._object(self.operation.response.envelope, self._figure)

    @property
    def aggregate_empty(self) -> str:
        """The whole body where there are no rows."""
        return self._object(self.operation.response.envelope, _nothing)

    def _figure(self, member: ResponseField) -> str:
        if member.holds is Holds.AVERAGE:
            return self._mean(str(member.value))
        if member.holds in _OVER:
            return self._over(member, self.variable_many)
        if member.holds is Holds.GROUPS:
            return self._groups(member)
        return self._count(member)

    def _mean(self, mean: str) -> str:
        later, minus, earlier = mean.partition(" - ")
        value = f"row.{attribute(later)}"
        measured = f"({value} - row.{attribute(earlier)}).total_seconds()" if minus else f"float({value})"
        nullable = self.entity.column(later).nullable
        mean_of = f"fmean({measured} for row in {self.variable_many}{f' if {value} is not None' if nullable else ''})"
        return f"pytest.approx({mean_of})"

    def _over(self, member: ResponseField, rows: str) -> str:
        """Give one value of those that the rows in the variable ``rows`` hold in a column."""
        column = self.entity.column(str(member.value))
        value = f"row.{attribute(column.name)}"
        filled = f" if {value} is not None" if column.nullable else ""
        found = f"{_OVER[member.holds]}({value} for row in {rows}{filled})"
        return f"float({found})" if column.type.name in (TypeName.NUMERIC, TypeName.FLOAT) else found

    def _groups(self, member: ResponseField) -> str:
        """Give the groups of the stored rows, in their order."""
        group = next(each for each in member.fields if each.holds is Holds.GROUP)
        count = next((each.name for each in member.fields if each.holds in {Holds.COUNT, Holds.TOTAL}), "")
        name, by, unit = str(group.value).partition(" by ")
        value = f"row.{attribute(name)}"
        if by:
            value = _start_source(value, self._default_unit(unit))
        if over := [each for each in member.fields if each.holds in _OVER]:
            figures = [
                (group.name, "to_jsonable_python(group)"),
                *((each.name, self._over(each, "same")) for each in over),
            ]
            figures += [(count, "len(same)")] if count else []
            same = f"[row for row in {self.variable_many} if {value} == group]"
            groups = f"sorted({{{value} for row in {self.variable_many}}})"
            return f"[{dict_source(figures)} for group in {groups} for same in [{same}]]"
        shown = f'{{"{group.name}": to_jsonable_python(group), "{count}": number}}'
        return f"[{shown} for group, number in sorted(Counter({value} for row in {self.variable_many}).items())]"

    def _default_unit(self, name: str) -> str:
        query = next((each for each in self.operation.query if each.name == name), None)
        return str(query.default) if query else name

    @property
    def periods(self) -> list["Period"]:
        """The lists of groups by a period that the caller chooses."""
        found = []
        for member in self.operation.response.envelope:
            group = next((each for each in member.fields if each.holds is Holds.GROUP), None)
            name, by, unit = str(group.value).partition(" by ") if group else ("", "", "")
            query = next((each for each in self.operation.query if by and each.name == unit), None)
            count = next((each.name for each in member.fields if each.holds is Holds.COUNT), "")
            if group and query and count:
                rows = [self.make(values=f"{attribute(name)}={moment_source(moment)}") for moment in MOMENTS]
                table = [
                    Source(f"({dict_source([(query.name, repr(each.value))])}, {counted_by(each.value)})")
                    for each in query.choices
                ]
                found.append(Period(member.name, group.name, count, rows, table))
        return found

    def _count(self, member: ResponseField) -> str:
        rows = counted_rows(member, self.entity)
        if rows is None:
            return f"len({self.variable_many})"
        value = repr(rows.equals)
        if rows.equals is None or isinstance(rows.equals, bool):
            operator = "is not" if rows.negated else "is"
        else:
            operator = "!=" if rows.negated else "=="
        return f"sum(row.{attribute(rows.column or '')} {operator} {value} for row in {self.variable_many})"

    def _object(self, fields: tuple[ResponseField, ...], figure: Callable[[ResponseField], str]) -> str:
        members = []
        for each in fields:
            if each.holds is Holds.OBJECT:
                members.append((each.name, self._object(each.fields, figure)))
            elif each.holds is Holds.LITERAL:
                members.append((each.name, repr(each.value)))
            else:
                members.append((each.name, figure(each)))
        return dict_source(members)


@dataclass(frozen=True, slots=True)
class Period:
    """A list of groups by period: the member that holds it, those of a group, the rows to store, and what is
    counted by each period."""

    name: str
    group: str
    count: str
    rows: list[str]
    table: list[Source]


def _nothing(member: ResponseField) -> str:
    return {Holds.GROUPS: "[]", Holds.SUM: "0"}.get(member.holds, "None" if member.holds in _MEASURED else "0")


def _start_source(value: str, unit: str) -> str:
    """Give the beginning of the period in which the time ``value`` lies, as Python source."""
    fields = {"hour": "", "day": "hour=0, ", "week": "hour=0, ", "month": "day=1, hour=0, "}
    fields["year"] = "month=1, day=1, hour=0, "
    start = f"{value}.replace({fields[unit]}minute=0, second=0, microsecond=0)"
    return f"{start} - timedelta(days={value}.weekday())" if unit == "week" else start


def members_of(fields: tuple[ResponseField, ...]) -> Iterator[ResponseField]:
    """Give the members of an answer and of the objects in it; not those of groups."""
    for field in fields:
        yield field
        if field.holds is Holds.OBJECT:
            yield from members_of(field.fields)

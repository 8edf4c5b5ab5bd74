"""Oracles: what responses show of a row beside its columns, worked out row by row, to compare the answers with."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import Blueprint, Entity, Member, Shows
from generators.drafts import Draft
from generators.marks import is_kept
from generators.naming import attribute, class_name, human, module_name, row_variable
from generators.shapes import far_column, far_entity, nested_name, parent_of
from generators.templating import render
from generators.testing.naming import caller_key
from generators.testing.sources import dict_source
from generators.views import base_name, views_of


@dataclass(frozen=True, slots=True)
class Oracle:
    """One function of ``tests/views.py``, for one class of ``app/schemas``."""

    name: str
    public: str
    entity: Entity
    members: tuple[Member, ...]


def oracles_of(blueprint: Blueprint) -> tuple[Oracle, ...]:
    """Give the oracles of all views and of the objects within them, the inner ones first."""
    found: dict[str, Oracle] = {}
    for view in views_of(blueprint):
        for oracle in _collected(blueprint, view.public, view.entity, view.members):
            found.setdefault(oracle.name, oracle)
    return tuple(found.values())


def oracle_name(public: str) -> str:
    """Give the name of the oracle for a class."""
    return f"shown_{base_name(public)}"


def _collected(blueprint: Blueprint, public: str, entity: Entity, members: tuple[Member, ...]) -> Iterator[Oracle]:
    for member in members:
        if member.shows is Shows.PARENT:
            parent = parent_of(blueprint, entity, member)
            yield from _collected(blueprint, nested_name(blueprint, public, member, parent), parent, member.members)
    yield Oracle(oracle_name(public), public, entity, members)


def render_oracles(blueprint: Blueprint, user_class: str) -> tuple[Draft, ...]:
    """Give ``tests/views.py``, where any response shows more than columns."""
    oracles = oracles_of(blueprint)
    if not oracles:
        return ()
    writers = [_Writer(blueprint, oracle) for oracle in oracles]
    text = render(
        "backend/tests/views.py",
        user_class=user_class,
        users=blueprint.users is not None,
        models=[(module_name(entity), class_name(entity)) for entity in blueprint.entities],
        functions=[
            {
                "name": writer.oracle.name,
                "words": human(writer.oracle.entity.singular),
                "row": writer.row,
                "before": writer.before,
                "members": members,
            }
            for writer in writers
            for members in [writer.written()]
        ],
    )
    return (Draft("tests/views.py", text),)


class _Writer:
    def __init__(self, blueprint: Blueprint, oracle: Oracle) -> None:
        self.blueprint, self.oracle = blueprint, oracle
        self.row = row_variable(oracle.entity)
        self.before: list[str] = []

    def written(self) -> list[tuple[str, str]]:
        """Give the members with their sources; what must be read first is in ``before`` then."""
        return [(member.name, self._source(member)) for member in self.oracle.members]

    def _source(self, member: Member) -> str:
        if member.shows is Shows.COLUMN:
            return f'as_json({self.row}["{member.column}"])'
        if member.shows is Shows.LINK:
            return f"f\"{member.here}{{{self.row}['{member.column}']}}\""
        if member.shows is Shows.GROUP:
            return dict_source((each.name, self._source(each)) for each in member.members)
        if member.shows is Shows.PARENT:
            return self._parent(member)
        if member.shows is Shows.VALUES:
            return self._values(member)
        tie = self.blueprint.entity(member.entity or "")
        one = row_variable(tie)
        conditions = [self._refers(tie, one, member.here or "")]
        conditions += [is_kept(tie.mark, f'{one}["{tie.mark.name}"]')] if tie.mark else []
        rows = f"for {one} in await rows_of(session, {class_name(tie)})"
        if member.shows is Shows.COUNT:
            return f"sum({' and '.join(conditions)} {rows})"
        held = tie.column(member.caller or "")
        conditions.append(f'{one}["{held.name}"] == caller.{caller_key(held)}')
        return f"caller is not None and any({' and '.join(conditions)} {rows})"

    def _refers(self, tie: Entity, one: str, column: str) -> str:
        reference = tie.column(column).references
        return f'{one}["{column}"] == {self.row}["{reference.column if reference else ""}"]'

    def _parent(self, member: Member) -> str:
        parent = parent_of(self.blueprint, self.oracle.entity, member)
        column = self.oracle.entity.column(member.column or "")
        reference = column.references
        variable = attribute(member.name)
        rows = f"await rows_of(session, {class_name(parent)})"
        key = f'{self.row}["{column.name}"]'
        found = f'next((row for row in {rows} if row["{reference.column if reference else ""}"] == {key}), None)'
        inner = oracle_name(nested_name(self.blueprint, self.oracle.public, member, parent))
        self.before.append(f"{variable} = {found}")
        shown = f"await {inner}(session, {variable}, caller)"
        return f"{shown} if {variable} else None"

    def _values(self, member: Member) -> str:
        through = member.through
        if through is None:
            raise ValueError(f"{member.name} leads nowhere")
        tie = self.blueprint.entity(through.entity or "")
        far = far_entity(self.blueprint, self.oracle.entity, through)
        value = far_column(self.blueprint, self.oracle.entity, through)
        there = tie.column(through.there).references
        names, key = attribute(far.name), there.column if there else ""
        one = f'row["{key}"]: row["{value.name}"]'
        self.before.append(f"{names} = {{{one} for row in await rows_of(session, {class_name(far)})}}")
        ties = f"for tie in await rows_of(session, {class_name(tie)})"
        return f'sorted({names}[tie["{through.there}"]] {ties} if {self._refers(tie, "tie", through.here or "")})'

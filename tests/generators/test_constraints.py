"""Constraints: the database enforces what a single row or a set of rows must satisfy."""

import dataclasses

import pytest
import sqlalchemy as sa
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.elements import conv

from generators.blueprint import Check, Column, ColumnType, Entity, Index, Limits, Settings, TypeName
from generators.constraints import conflict_messages, find_checks, find_indexes, find_unique, limited, taken_statuses

DIALECT = sa.make_url("postgresql+asyncpg://").get_dialect()()
TEXT = ColumnType(TypeName.VARCHAR, length=20)


def entity(*columns: Column, **more: object) -> Entity:
    """Give an entity with these columns and members."""
    return dataclasses.replace(Entity("things", "thing", columns), **more)  # type: ignore[arg-type]


def expressions(*columns: Column) -> list[str]:
    """Give the CHECK expressions of an entity with these columns."""
    return [check.expression for check in find_checks(entity(*columns))]


def test_choices_become_a_check() -> None:
    assert expressions(Column("state", TEXT, limits=Limits(choices=("on", "it's off")))) == [
        "state IN ('on', 'it''s off')"
    ]


def test_a_range_becomes_a_check_with_exclusive_ends() -> None:
    column = Column("rate", ColumnType(TypeName.INTEGER), limits=Limits(minimum=0, maximum=5, exclusive_maximum=True))
    assert expressions(column) == ["rate >= 0 AND rate < 5"]


def test_a_maximum_that_the_type_holds_already_is_not_checked_again() -> None:
    assert expressions(Column("name", TEXT, limits=Limits(min_length=2, max_length=20))) == ["char_length(name) >= 2"]


def test_the_length_of_an_array_is_the_number_of_its_items() -> None:
    tags = Column("tags", ColumnType(TypeName.ARRAY, item=TypeName.TEXT), limits=Limits(max_length=10))
    assert expressions(tags) == ["cardinality(tags) <= 10"]


def test_names_in_capitals_are_quoted() -> None:
    assert expressions(Column("dueIn", ColumnType(TypeName.INTEGER), limits=Limits(minimum=1))) == ['"dueIn" >= 1']


def test_names_that_need_it_are_quoted_in_conditions_across_columns() -> None:
    columns = (Column("end", ColumnType(TypeName.DATE)), Column("startsOn", ColumnType(TypeName.DATE)))
    checks = (Check("order", "end > startsOn OR startsOn IN ('end')"),)
    partial = (Index(("startsOn",), unique=True, where="end IS NULL"),)
    things = entity(*columns, checks=checks, indexes=partial)
    assert [check.expression for check in find_checks(things)] == ['"end" > "startsOn" OR "startsOn" IN (\'end\')']
    assert [index.where for index in find_indexes(things)] == ['"end" IS NULL']


def test_checks_across_columns_are_kept_as_they_are_written() -> None:
    assert find_checks(entity(checks=(Check("order", "a < b"),)))[0].expression == "a < b"


def test_a_partial_unique_index_is_no_constraint() -> None:
    things = entity(Column("name", TEXT), indexes=(Index(("name",), unique=True, where="deleted_at IS NULL"),))
    assert find_unique(things) == ()
    assert [(rule.name, rule.unique, rule.where) for rule in find_indexes(things)] == [
        ("uq_things_name", True, "deleted_at IS NULL")
    ]


def test_what_a_unique_constraint_covers_gets_no_second_index() -> None:
    assert find_indexes(entity(Column("name", TEXT, unique=True, index=True))) == ()


def test_a_conflict_names_the_columns() -> None:
    assert conflict_messages(entity(Column("nick_name", TEXT, unique=True)), Settings()) == {
        "uq_things_nick_name": "A thing with this nick name exists already."
    }


@pytest.mark.parametrize("name", ["uq_todos_title", "fk_" + "a_long_name_" * 6, "ix_" + "x" * 60, "ix_" + "x" * 61])
def test_a_long_name_is_shortened_as_the_naming_convention_shortens_it(name: str) -> None:
    table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.UniqueConstraint("a", name=conv(name)))
    assert f"CONSTRAINT {limited(name)} " in str(CreateTable(table).compile(dialect=DIALECT))


def test_a_documented_status_of_what_is_taken_goes_by_the_constraint() -> None:
    named = Column("name", TEXT, unique=True)
    assert taken_statuses(entity(named, taken_status=400)) == {"uq_things_name": 400}
    assert taken_statuses(entity(named)) == {}

"""Blueprints to JSON and back."""

import dataclasses
import json

import pytest

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Children,
    Column,
    ColumnType,
    CountLimit,
    Limits,
    Member,
    Period,
    Plan,
    Record,
    RecordField,
    RecordValue,
    Response,
    Shows,
    Source,
    StateMachine,
    Through,
    Transition,
    TypeName,
    fingerprint,
    from_json,
    to_json,
)
from tests.generators.examples.catalogue import EXAMPLES


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_was_written_reads_back_equal(name: str) -> None:
    blueprint = EXAMPLES[name]
    assert from_json(Blueprint, json.loads(json.dumps(to_json(blueprint)))) == blueprint


def test_a_view_of_a_row_reads_back_equal() -> None:
    author = Member("author", Shows.PARENT, "author_id", members=(Member("username", column="username"),))
    tags = Member("tagList", Shows.VALUES, through=Through("tag_id", "name", "post_tags", "post_id"))
    response = Response(200, Body.ITEM, members=(Member("slug", column="slug"), author, tags))
    assert from_json(Response, json.loads(json.dumps(to_json(response)))) == response


def test_members_at_their_default_are_left_out() -> None:
    column = Column("title", ColumnType(TypeName.VARCHAR, length=200), nullable=True)
    assert to_json(column) == {"name": "title", "type": {"name": "varchar", "length": 200}, "nullable": True}


def test_a_fingerprint_names_the_content_and_nothing_else() -> None:
    short = Limits(max_length=10)
    assert fingerprint(short) == fingerprint(Limits(max_length=10))
    assert fingerprint(short) != fingerprint(dataclasses.replace(short, max_length=11))


def test_a_source_is_cited_by_its_file_and_lines() -> None:
    assert str(Source("specs/api/loans.md", 4, 4)) == "specs/api/loans.md:4"
    assert str(Source("specs/api/loans.md", 4, 9)) == "specs/api/loans.md:4-9"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ColumnType(TypeName.VARCHAR, length=20), "varchar(20)"),
        (ColumnType(TypeName.VARCHAR), "varchar"),
        (ColumnType(TypeName.NUMERIC, precision=10, scale=2), "numeric(10,2)"),
        (ColumnType(TypeName.ARRAY, item=TypeName.INTEGER), "integer[]"),
        (ColumnType(TypeName.ARRAY), "text[]"),
    ],
)
def test_a_type_is_written_as_postgresql_writes_it(kind: ColumnType, text: str) -> None:
    assert str(kind) == text


def test_data_of_another_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        from_json(Limits, {"least": 3})


def test_the_steps_between_states_are_looked_up_from_both_ends() -> None:
    machine = StateMachine(
        "stage",
        (
            Transition("draft", "sent"),
            Transition("sent", "paid"),
            Transition("sent", "void"),
            Transition("draft", "void"),
        ),
    )
    assert machine.origins("void") == ("sent", "draft")
    assert machine.targets("sent") == ("paid", "void")
    assert machine.targets("paid") == ()


def test_what_is_written_along_with_a_change_reads_back_equal() -> None:
    record = Record(
        "order_events",
        (RecordField("order_id", RecordValue.KEY), RecordField("old", RecordValue.BEFORE, "stage")),
        on="stage",
    )
    assert from_json(Record, json.loads(json.dumps(to_json(record)))) == record


def test_lists_of_objects_in_a_body_and_the_rows_that_they_become_read_back_equal() -> None:
    quantity = BodyField("quantity", ColumnType(TypeName.INTEGER), "quantity", limits=Limits(minimum=1))
    children = Children("lines", "order_lines", "order_id")
    lines = BodyField("lines", ColumnType(TypeName.JSON), children=children, fields=(quantity,))
    assert from_json(BodyField, json.loads(json.dumps(to_json(lines)))) == lines


def test_a_limit_by_plan_and_period_reads_back_equal() -> None:
    plans = (Plan("free", 3), Plan("pro"))
    limit = CountLimit(None, "shop_id", period=Period.DAY, plan="plan", plans=plans)
    assert from_json(CountLimit, json.loads(json.dumps(to_json(limit)))) == limit

"""Statements about a column become one column."""

import pytest

from generators.blueprint import Column, ColumnRole, DefaultKind, Limits
from tests.workbench.resolving.readings import answer, column
from workbench.reading.facts import AnswerFact, ColumnFact, FieldFact
from workbench.resolving.contradicting.nullables import settle_nullables
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.storing.column_limits import field_limits
from workbench.resolving.storing.columns import resolve_column
from workbench.resolving.storing.stated import Statement


def merged(*facts: ColumnFact, answers: tuple[AnswerFact, ...] = (), notation: str = "sql") -> tuple[Column, Ledger]:
    ledger = Ledger(answers)
    statements = [Statement(fact, notation) for fact in facts]
    (settled,) = settle_nullables(ledger, "tasks", [(resolve_column(ledger, "tasks", statements), statements)])
    return settled, ledger


def ids(ledger: Ledger) -> list[str]:
    return [question.id for question in ledger.questions]


def test_a_length_that_only_one_gives_makes_the_type_exact() -> None:
    one, ledger = merged(column("title", "string"), column("title", "varchar(80)"))
    assert (str(one.type), ids(ledger)) == ("varchar(80)", [])


def test_different_lengths_are_asked_about() -> None:
    one, ledger = merged(column("title", "varchar(80)"), column("title", "varchar(90)"))
    assert (str(one.type), ids(ledger)) == ("varchar(80)", ["tasks.title.type"])


def test_an_answer_settles_the_type() -> None:
    facts = (column("title", "varchar(80)"), column("title", "varchar(90)"))
    one, ledger = merged(*facts, answers=(answer("tasks.title.type", "varchar(90)"),))
    assert (str(one.type), ids(ledger)) == ("varchar(90)", [])


def test_nullability_that_differs_is_asked_about() -> None:
    _, ledger = merged(column("title", "text", nullable=False), column("title", "text", nullable=True))
    assert ids(ledger) == ["tasks.title.nullable"]


def test_columns_that_differ_alike_are_one_question() -> None:
    ledger = Ledger((answer("tasks.label+note.nullable", "nullable"),))
    pair = [
        [Statement(column(name, "text", nullable=value), "sql") for value in (False, True)]
        for name in ("note", "label")
    ]
    columns = [(resolve_column(ledger, "tasks", said), said) for said in pair]
    assert [one.nullable for one in settle_nullables(ledger, "tasks", columns)] == [True, True]
    asked = Ledger(())
    settle_nullables(asked, "tasks", columns)
    assert ids(asked) == ["tasks.label+note.nullable"]


def test_enumerations_in_another_order_are_the_same() -> None:
    _, ledger = merged(column("size", "text", choices=("s", "m")), column("size", "text", choices=("m", "s")))
    assert ids(ledger) == []


def test_enumerations_that_differ_are_asked_about() -> None:
    _, ledger = merged(column("size", "text", choices=("s", "m")), column("size", "text", choices=("s", "l")))
    assert ids(ledger) == ["tasks.size.choices"]


@pytest.mark.parametrize(
    ("kind", "default", "expected"),
    [
        ("boolean", "FALSE", (DefaultKind.LITERAL, False)),
        ("integer", "0", (DefaultKind.LITERAL, 0)),
        ("varchar(20)", "'open'::character varying", (DefaultKind.LITERAL, "open")),
        ("timestamptz", "CURRENT_TIMESTAMP", (DefaultKind.NOW, None)),
        ("uuid", "gen_random_uuid()", (DefaultKind.UUID, None)),
        ("integer", "nextval('seq')", (DefaultKind.SERIAL, None)),
        ("text[]", "{}", (DefaultKind.LITERAL, "[]")),
        ("jsonb", "{}", (DefaultKind.LITERAL, "{}")),
    ],
)
def test_a_default_is_read_for_its_type(kind: str, default: str, expected: tuple[DefaultKind, object]) -> None:
    one, _ = merged(column("x", kind, default=default, has_default=True))
    assert one.default is not None
    assert (one.default.kind, one.default.value) == expected


@pytest.mark.parametrize(("default", "choices"), [("none", ()), (None, ("none", "weekly"))])
def test_none_is_a_default_in_quotes_and_where_it_is_a_value(default: str | None, choices: tuple[str, ...]) -> None:
    one, _ = merged(column("x", "varchar(9)", default=default, has_default=True, choices=choices))
    assert one.default is not None
    assert one.default.value == "none"


def test_none_is_no_default_elsewhere() -> None:
    assert merged(column("x", "varchar(9)", default=None, has_default=True))[0].default is None


def test_a_default_that_makes_no_sense_for_the_type_is_left_out() -> None:
    assert merged(column("x", "integer", default="soon", has_default=True))[0].default is None


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("id", "uuid", ColumnRole.ID),
        ("created_at", "timestamp", ColumnRole.CREATED_AT),
        ("updatedAt", "timestamp", ColumnRole.UPDATED_AT),
        ("deleted_at", "timestamp", ColumnRole.DELETED_AT),
        ("hashed_password", "varchar", ColumnRole.PASSWORD),
        ("api_key", "varchar", ColumnRole.SECRET),
        ("title", "varchar", ColumnRole.PLAIN),
    ],
)
def test_the_name_tells_what_a_column_is_for(name: str, kind: str, role: ColumnRole) -> None:
    assert merged(column(name, kind))[0].role is role


def test_creation_time_is_now_unless_stated() -> None:
    default = merged(column("created_at", "timestamp"))[0].default
    assert default is not None
    assert default.kind is DefaultKind.NOW


@pytest.mark.parametrize(
    ("name", "kind"), [("is_open", "boolean"), ("due_date", "timestamptz"), ("price", "numeric(12,2)")]
)
def test_a_type_that_nobody_states_follows_from_the_name(name: str, kind: str) -> None:
    assert str(merged(column(name))[0].type) == kind


def test_a_description_may_stay_empty_where_nobody_says() -> None:
    assert merged(column("description", "text"))[0].nullable


def test_a_title_is_needed_where_nobody_says() -> None:
    assert not merged(column("title", "text"))[0].nullable


def test_a_check_on_the_column_limits_it() -> None:
    assert merged(column("stars", "integer", check="stars BETWEEN 1 AND 5"))[0].limits.maximum == 5


def test_a_vague_mirror_does_not_contradict_an_exact_type() -> None:
    ledger = Ledger(())
    facts = [Statement(column("id", "uuid"), "sql"), Statement(column("id", "string"), "mermaid")]
    assert str(resolve_column(ledger, "tasks", facts).type) == "uuid"
    assert ids(ledger) == []


def test_a_bound_that_is_not_reached_stays_out_of_reach() -> None:
    above = FieldFact("price", "numeric(10,2)", minimum=0, exclusive_minimum=True)
    assert field_limits(above) == Limits(minimum=0, exclusive_minimum=True)


def test_a_length_beside_an_unlimited_text_is_decided_and_can_be_overturned() -> None:
    facts = (column("note", "text"), column("note", "varchar(900)"))
    one, ledger = merged(*facts)
    assert (str(one.type), ids(ledger), [assumed.id for assumed in ledger.assumptions]) == (
        "text",
        [],
        ["tasks.note.type"],
    )
    other, _ = merged(*facts, answers=(answer("tasks.note.type", "varchar(900)"),))
    assert str(other.type) == "varchar(900)"


@pytest.mark.parametrize(("kind", "makes"), [("varchar(16)", True), ("text", True), ("varchar(3)", False)])
def test_a_textual_id_is_made_by_the_database_unless_it_is_a_short_code(kind: str, makes: bool) -> None:
    assert (merged(column("id", kind, primary_key=True))[0].default is not None) is makes

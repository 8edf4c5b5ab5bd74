"""What no document states is decided, told with its reason, and told no more once a document states it."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.workbench.resolving.readings import (
    API,
    CRUD,
    FEATURE,
    answer,
    at,
    column,
    endpoint,
    field,
    ok,
    reading,
    table,
    tasks_table,
    users_table,
)
from workbench.reading.facts import Fact
from workbench.resolving.deciding.questions import Assumption
from workbench.resolving.resolver import resolve


def assumed(*facts: Fact, text: str = "") -> dict[str, Assumption]:
    given = replace(reading(*facts), texts=MappingProxyType({FEATURE: text}))
    return {one.id: one for one in resolve(given).assumptions}


PLAIN: tuple[Fact, ...] = (users_table(), tasks_table(), *CRUD)


@pytest.mark.parametrize(
    "identifier",
    [
        "unsaid.texts",
        "unsaid.concurrency",
        "unsaid.delete",
        "unsaid.malformed_id",
        "unsaid.pages",
        "unsaid.ties",
        "unsaid.algorithm",
        "unsaid.carried",
        "unsaid.users",
        "unsaid.origins",
        "unsaid.rates",
        "validation.status.setting",
        "rows.other_user.setting",
    ],
)
def test_what_every_backend_decides_is_told_with_reason_and_value(identifier: str) -> None:
    one = assumed(*PLAIN)[identifier]
    assert one.text.endswith(".")
    assert one.reason.endswith(".")
    assert one.value


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("unsaid.algorithm", "Tokens are signed with HS256."),
        ("unsaid.concurrency", "A version mismatch is a conflict."),
        ("unsaid.delete", "Deleting is idempotent."),
    ],
)
def test_what_a_document_states_is_no_assumption(identifier: str, text: str) -> None:
    assert identifier not in assumed(*PLAIN, text=text)


def test_a_reference_without_rule_keeps_the_row_that_it_leads_to() -> None:
    notes = table("notes", column("id", "uuid", primary_key=True), column("task_id", "uuid", references="tasks.id"))
    assert "notes.task_id" in assumed(*PLAIN, notes)["unsaid.references"].text


def test_states_without_transitions_may_follow_each_other() -> None:
    kinds = column("status", "varchar(9)", choices=("open", "done"), line=8)
    one = assumed(users_table(), tasks_table(kinds), *CRUD)["tasks.status.transitions"]
    assert [source.line for source in one.evidence] == [8]


def test_a_conflict_that_nothing_can_cause_is_told() -> None:
    create = endpoint("POST /lamps", body=(field("label", "string"),), responses=(ok(201), ok(409, source=at(7))))
    lamps = table("lamps", column("id", "uuid", primary_key=True), column("label", "text"))
    one = assumed(users_table(), lamps, create)["endpoint.POST /lamps.clash"]
    assert (one.value, one.evidence[0].line) == ("never", 7)


def test_questions_that_a_document_asks_itself_are_told_with_their_lines() -> None:
    text = "# Lamps\n\n### Edge Cases\n\n- What happens when the lamp is gone?\n- Two at once? → the last one wins\n"
    one = assumed(*PLAIN, text=text)[f"unsaid.questions.{FEATURE}"]
    assert [(source.file, source.line) for source in one.evidence] == [(FEATURE, 5)]


def test_documents_that_are_named_and_missing_are_told() -> None:
    one = assumed(*PLAIN, text="The fields stand in specs/data/lamps.md and in specs/features/tasks.md.")
    assert one["unsaid.documents"].text.startswith("specs/data/lamps.md is named")


def test_an_order_nobody_states_can_be_turned_around() -> None:
    tasks = tasks_table(column("created_at", "timestamptz", nullable=False))
    facts: tuple[Fact, ...] = (users_table(), tasks, endpoint("GET /tasks", file=API))
    one = assumed(*facts)["endpoint.GET /tasks.order"]
    assert [choice.value for choice in one.choices] == ["newest first", "oldest first"]
    turned = resolve(reading(*facts, answer(one.id, "oldest first"))).blueprint.operations[0]
    assert [way.descending for way in turned.order_by] == [False, False]
    assert "endpoint.GET /tasks.order" not in assumed(*facts, text="Tasks are sorted by title.")


@pytest.mark.parametrize(
    ("said", "descending"),
    [
        ("All tasks as an array, in the order in which they were created", False),
        ("The tasks in order of their creation", False),
        ("All tasks, oldest first", False),
        ("All tasks as an array", True),
    ],
)
def test_the_order_that_an_answer_is_described_with_is_that_of_the_list(said: str, descending: bool) -> None:
    tasks = tasks_table(column("created_at", "timestamptz", nullable=False))
    listed = endpoint("GET /tasks", file=API, responses=(replace(ok(200, array=True), description=said),))
    operation = resolve(reading(users_table(), tasks, listed)).blueprint.operations[0]
    assert operation.order_by[0].descending is descending


def test_a_status_nobody_states_can_be_overturned() -> None:
    answered = resolve(reading(*PLAIN, answer("validation.status.setting", "400")))
    assert answered.blueprint.settings.validation_status == 400
    assert answered.notices == ()


BUOYS = table(
    "buoys", column("id", "uuid", primary_key=True), column("bay_id", "uuid", nullable=False, references="bays.id")
)
BAYS = table("bays", column("id", "uuid", primary_key=True), column("label", "varchar(20)", nullable=False))
OPEN: tuple[Fact, ...] = (
    BAYS,
    BUOYS,
    endpoint("GET /buoys"),
    endpoint("POST /buoys", body=(field("bay_id", "uuid"),)),
    endpoint("DELETE /bays/{id}", responses=(ok(204),)),
)


@pytest.mark.parametrize(
    ("identifier", "value"),
    [
        ("unsaid.statuses", "200"),
        ("unsaid.pages", "20 rows"),
        ("unsaid.references", "cascade"),
        ("unsaid.rates", "100 a minute"),
    ],
)
def test_what_was_decided_can_be_overturned_and_is_built_otherwise(identifier: str, value: str) -> None:
    before, after = resolve(reading(*OPEN)), resolve(reading(*OPEN, answer(identifier, value)))
    one = next(one for one in before.assumptions if one.id == identifier)
    assert one.value == one.choices[0].value != value
    assert value in [choice.value for choice in one.choices]
    assert identifier not in [other.id for other in after.assumptions]
    assert after.notices == ()
    changed = (before.blueprint.entities, before.blueprint.operations)
    assert changed != (after.blueprint.entities, after.blueprint.operations)


def test_to_confirm_what_was_decided_changes_nothing() -> None:
    before = resolve(reading(*OPEN)).blueprint
    for identifier, value in (("unsaid.references", "no action"), ("unsaid.rates", "not counted")):
        after = resolve(reading(*OPEN, answer(identifier, value))).blueprint
        assert (after.entities, after.operations) == (before.entities, before.operations)

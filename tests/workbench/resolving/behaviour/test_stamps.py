"""Stamps: times that follow a flag or a state, and the sentences that ask for them."""

import dataclasses
from itertools import starmap

import pytest

from generators.blueprint import (
    Blueprint,
    Check,
    Column,
    ColumnType,
    Default,
    DefaultKind,
    Entity,
    Limits,
    RequirementStatus,
    Stamp,
    StateMachine,
    TypeName,
)
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, users_table
from workbench.resolving.behaviour.stamps import with_stamps
from workbench.resolving.resolver import resolve

ENFORCED, OPEN = RequirementStatus.ENFORCED, RequirementStatus.OPEN
TIME = ColumnType(TypeName.TIMESTAMP)
PARCEL = ("packed", "sent", "delivered", "returned")


def stamp_of(*columns: Column, name: str = "sent_at", **more: object) -> Stamp | None:
    parcels = Entity("parcels", "parcel", (*columns, Column(name, TIME, nullable=True)))
    (entity,) = with_stamps([dataclasses.replace(parcels, **more)])  # type: ignore[arg-type]
    return entity.column(name).stamp


def state(*choices: str, default: str | None = None) -> Column:
    value = Default(DefaultKind.LITERAL, default) if default else None
    return Column("status", ColumnType(TypeName.TEXT), default=value, limits=Limits(choices=choices))


def test_a_time_follows_the_flag_of_its_name() -> None:
    assert stamp_of(Column("is_sent", ColumnType(TypeName.BOOLEAN))) == Stamp("is_sent", True)


@pytest.mark.parametrize(
    ("status", "stamp"),
    [
        (state(*PARCEL, default="packed"), Stamp("status", "sent", ("delivered",))),
        (state(*PARCEL), Stamp("status", "sent")),
        (state("sent", "packed", default="packed"), Stamp("status", "sent")),
    ],
    ids=["later states keep it", "no default, no order", "the first value is behind it"],
)
def test_a_time_follows_the_state_of_its_name(status: Column, stamp: Stamp) -> None:
    assert stamp_of(status) == stamp


def test_done_is_completed() -> None:
    assert stamp_of(state("open", "done", default="open"), name="completed_at") == Stamp("status", "done")


def test_a_check_that_ties_the_time_to_its_state_lets_no_other_state_keep_it() -> None:
    check = Check("sent", "(status = 'sent') = (sent_at IS NOT NULL)")
    assert stamp_of(state(*PARCEL, default="packed"), checks=(check,)) == Stamp("status", "sent")


def test_nothing_follows_where_transitions_say_what_happens_or_no_state_is_called_so() -> None:
    assert stamp_of(state(*PARCEL), states=StateMachine("status", ())) is None
    assert stamp_of(state("packed", "lost")) is None


FACTS = (
    users_table(),
    table(
        "parcels",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", "uuid", nullable=False, references="users.id"),
        column("name", "text", nullable=False),
        column("status", "text", nullable=False, choices=PARCEL, default="packed", has_default=True),
        column("fragile", "boolean", nullable=False, default=False, has_default=True),
        column("sent_at", "timestamptz", nullable=True),
        column("fragile_at", "timestamptz", nullable=True),
        line=20,
    ),
    endpoint("POST /parcels", line=1, body=(field("name"),)),
    endpoint("PATCH /parcels/{id}", line=2, body=(field("name"), field("status"), field("fragile", "boolean"))),
)  # fmt: skip


def built(*texts: str) -> Blueprint:
    facts = list(starmap(lambda line, text: requirement(text, line, feature="parcels"), enumerate(texts, 1)))
    return resolve(reading(*FACTS, *facts)).blueprint


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("When the status becomes sent, `sent_at` is set to the current time.", ENFORCED),
        ("If status changed to 'sent', sent_at is set", ENFORCED),
        ("`sent_at` is set automatically when a parcel is sent", ENFORCED),
        ("Sets `sent_at` when marking a parcel as sent", ENFORCED),
        ("Clears `sent_at` when the status is changed to packed", ENFORCED),
        ("`sent_at` is cleared when the status is set to returned", ENFORCED),
        ("`fragile_at` is set when `fragile` is set to true", ENFORCED),
        ("`fragile_at` must be null when a parcel is not fragile", ENFORCED),
        ("`sent_at` is cleared when the status becomes delivered", OPEN),
        ("`sent_at` must be null when the status is not sent", OPEN),
        ("`sent_at` is set when the status becomes packed", OPEN),
        ("`sent_at` is cleared when the status becomes sent", OPEN),
        ("`fragile_at` is set when `fragile` is set to false", OPEN),
        ("`sent_at` is set when a parcel is weighed", OPEN),
    ],
)
def test_a_sentence_about_a_time_is_held_against_its_stamp(text: str, status: RequirementStatus) -> None:
    (found,) = built(text).requirements
    assert found.status is status, found.reason


def test_the_requirement_is_enforced_by_the_operation_whose_body_decides() -> None:
    blueprint = built("`sent_at` is set when the status becomes sent")
    (found,) = blueprint.requirements
    (rule,) = [one for one in blueprint.rules if one.id in found.by]
    assert rule.operations == ("parcels.update",)

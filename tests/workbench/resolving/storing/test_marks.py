"""Soft deletion by a flag: what sets it, which sentences it bears out, and near misses that stay open."""

from functools import cache

import pytest

from generators.blueprint import ColumnRole, OperationKind, Requirement, RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, reading, requirement, table, users_table
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

TELLING = "Deleting a room is a soft delete (is_open = false)"

BORNE_OUT = """
Rooms are soft-deleted
Soft delete: sets is_open to false
DELETE /rooms/{id} deactivates the room without losing historical data
Inactive rooms are not returned
Only active rooms are listed
Inactive rooms (is_open = false) are excluded from lists and searches
Given a room is soft-deleted, when I call GET /rooms/{id}, then I receive a 404 error
""".strip().splitlines()

NEAR_MISSES = """
Rooms are not soft-deleted
Soft-deleted rooms are listed
Soft delete: sets is_open to true
Soft delete: sets name to false
Soft-deleted rooms can be restored
Inactive rooms are returned
Inactive notes are not returned
Inactive rooms are removed after 30 days
A soft-deleted room answers 410
Deleting a room removes it permanently
""".strip().splitlines()


def _resolved(*facts: str, flag: str = "is_open") -> Resolution:
    rooms = table(
        "rooms",
        column("id", "uuid", primary_key=True),
        column("name", "text", nullable=False),
        column(flag, "boolean", nullable=False),
    )
    notes = table("notes", column("id", "uuid", primary_key=True), column("text", "text", nullable=False))
    routes = [f"{method} /rooms{rest}" for method, rest in (("GET", ""), ("GET", "/{id}"), ("DELETE", "/{id}"))]
    endpoints = [endpoint(route) for route in (*routes, "GET /notes", "DELETE /notes/{id}")]
    told = [requirement(text, line=100 + number) for number, text in enumerate(facts)]
    return resolve(reading(users_table(), rooms, notes, *endpoints, *told))


@cache
def _requirements() -> dict[str, Requirement]:
    found = _resolved(TELLING, *BORNE_OUT, *NEAR_MISSES).blueprint.requirements
    return {one.text: one for one in found}


@pytest.mark.parametrize("text", [TELLING, *BORNE_OUT])
def test_what_the_flag_does_is_enforced(text: str) -> None:
    assert _requirements()[text].status is RequirementStatus.ENFORCED, _requirements()[text].reason


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_the_flag_does_not_do_is_open(text: str) -> None:
    assert _requirements()[text].status is RequirementStatus.OPEN


@pytest.mark.parametrize(
    "told", [TELLING, "방 삭제는 soft delete (rooms.is_open = false)", "Zimmer: soft delete, is_open=false"]
)
def test_a_sentence_on_soft_deletion_names_the_flag_in_any_language(told: str) -> None:
    blueprint = _resolved(told).blueprint
    mark = blueprint.entity("rooms").mark
    assert mark is not None
    assert (mark.name, mark.role) == ("is_open", ColumnRole.ACTIVE)
    deleting = [one for one in blueprint.operations if one.kind is OperationKind.DELETE]
    assert {one.entity: one.soft for one in deleting} == {"rooms": True, "notes": False}


def test_the_row_of_a_flag_says_what_it_is_for() -> None:
    mark = _resolved("is_open — BOOLEAN — DEFAULT TRUE — Soft delete flag").blueprint.entity("rooms").mark
    assert mark is not None
    assert (mark.name, mark.role) == ("is_open", ColumnRole.DELETED)


def test_a_flag_called_deleted_marks_without_a_sentence() -> None:
    mark = _resolved(flag="is_deleted").blueprint.entity("rooms").mark
    assert mark is not None
    assert mark.role is ColumnRole.DELETED


def test_a_flag_alone_marks_nothing() -> None:
    assert _resolved("Rooms have a flag is_open = false when closed").blueprint.entity("rooms").mark is None

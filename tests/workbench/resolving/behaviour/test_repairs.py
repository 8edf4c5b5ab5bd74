"""Behaviour told of another trade in other words: a workshop that repairs what customers bring in."""

import re
from types import MappingProxyType

import pytest

from generators.blueprint import (
    Blueprint,
    ColumnRole,
    EffectValue,
    Grant,
    Holds,
    Operation,
    OperationKind,
    RecordValue,
)
from workbench.reading.documents import Document
from workbench.reading.facts import Reading
from workbench.reading.project import read_document
from workbench.resolving.resolver import resolve

SCHEMA = """
# Tables

```sql
CREATE TABLE users (
  id SERIAL PRIMARY KEY,
  email VARCHAR(200) NOT NULL UNIQUE,
  password_hash VARCHAR(255) NOT NULL,
  role VARCHAR(20) NOT NULL DEFAULT 'owner' CHECK (role IN ('owner', 'technician', 'manager'))
);
CREATE TABLE repairs (
  id SERIAL PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  technician_id INTEGER REFERENCES users(id),
  device VARCHAR(100) NOT NULL,
  urgency VARCHAR(10) NOT NULL DEFAULT 'calm' CHECK (urgency IN ('calm', 'rushed')),
  stage VARCHAR(20) NOT NULL DEFAULT 'received' CHECK (stage IN ('received', 'on_bench', 'ready', 'collected')),
  promised_at TIMESTAMPTZ,
  ready_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE repair_log (
  id SERIAL PRIMARY KEY,
  repair_id INTEGER NOT NULL REFERENCES repairs(id) ON DELETE CASCADE,
  changed_by INTEGER NOT NULL REFERENCES users(id),
  old_stage VARCHAR(20) NOT NULL,
  new_stage VARCHAR(20) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE remarks (
  id SERIAL PRIMARY KEY,
  repair_id INTEGER NOT NULL REFERENCES repairs(id) ON DELETE CASCADE,
  author_id INTEGER NOT NULL REFERENCES users(id),
  words TEXT NOT NULL,
  is_private BOOLEAN NOT NULL DEFAULT false
);
```
"""
API = """
# API

All endpoints require a JWT.

## POST /repairs
Hand in a device.

**Request body**
- `device` (string, required)
- `urgency` (string, optional)

## GET /repairs
List repairs.

## PUT /repairs/{id}
Replace the description.

**Request body**
- `device` (string, required)

## POST /repairs/{id}/start
Put the device on the bench: the repair moves to `on_bench`. Roles: technician, manager.

## PATCH /repairs/{id}/stage
Move a repair on. Roles: technician, manager.

**Request body**
- `stage` (string, required)

## GET /repairs/{id}/remarks
List the remarks.

## POST /repairs/{id}/remarks
Add a remark.

**Request body**
- `words` (string, required)
- `is_private` (boolean, optional)
"""
RULES = """
# Rules

## Stage transitions

- received -> on_bench
- on_bench -> ready
- ready -> on_bench | collected

## Business rules

- Technicians see the repairs that are assigned to them.
- A manager can view and edit every repair.
- The technician must be a technician.
- Only the technician or a manager may start a repair.
- Owners never see private remarks.
- Collected repairs are read-only.
- As soon as a repair reaches ready, ready_at is set to now.
- The promised_at of a repair depends on its urgency: calm 10 days, rushed 48 hours.
- Every change of a repair's stage is recorded in the repair log with the previous stage and the new stage.
"""


def blueprint_of(rules: str = RULES) -> Blueprint:
    texts = {"specs/api/a.md": API, "specs/database/d.md": SCHEMA, "specs/features/repairs.md": rules}
    documents = tuple(read_document(Document(file, text)) for file, text in texts.items())
    return resolve(Reading(documents, MappingProxyType(texts))).blueprint


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return blueprint_of()


def operation(blueprint: Blueprint, method: str, path: str) -> Operation:
    return next(one for one in blueprint.operations if (one.method, one.path) == (method, path))


def test_arrows_make_the_states_of_a_column(blueprint: Blueprint) -> None:
    machine = blueprint.entity("repairs").states
    assert machine is not None
    assert machine.column == "stage"
    assert machine.origins("on_bench") == ("received", "ready")
    assert machine.targets("ready") == ("on_bench", "collected")


def test_a_final_state_freezes_the_row(blueprint: Blueprint) -> None:
    machine = blueprint.entity("repairs").states
    assert machine is not None
    assert machine.frozen == ("collected",)
    assert 409 in operation(blueprint, "PUT", "/repairs/{id}").errors


def test_a_description_says_to_which_state_an_action_leads(blueprint: Blueprint) -> None:
    start = operation(blueprint, "POST", "/repairs/{id}/start")
    assert start.kind is OperationKind.ACT
    assert [(one.column, one.literal) for one in start.effects] == [("stage", "on_bench")]
    assert start.roles == ("technician", "manager")
    assert 409 in start.errors


def test_a_stage_in_the_body_stamps_by_the_stage_that_is_reached(blueprint: Blueprint) -> None:
    move = operation(blueprint, "PATCH", "/repairs/{id}/stage")
    assert [field.required for field in move.body] == [True]
    assert [(one.column, one.value, one.when) for one in move.effects] == [("ready_at", EffectValue.NOW, "ready")]


def test_rows_are_reached_by_role_and_by_assignment(blueprint: Blueprint) -> None:
    listing = operation(blueprint, "GET", "/repairs")
    assert listing.bypass_roles == ("manager",)
    assert listing.grants == (Grant(("technician",), "technician_id"),)


def test_what_is_below_a_row_is_reached_with_it(blueprint: Blueprint) -> None:
    remarks = blueprint.entity("remarks")
    assert remarks.owner is not None
    assert remarks.owner.steps == ("repair_id", "owner_id")
    assert remarks.column("author_id").role is ColumnRole.AUTHOR
    assert operation(blueprint, "GET", "/repairs/{id}/remarks").bypass_roles == ("manager",)


def test_only_those_named_may_act(blueprint: Blueprint) -> None:
    start = operation(blueprint, "POST", "/repairs/{id}/start")
    assert start.permits == (Grant((), "technician_id"), Grant(("manager",)))


def test_a_column_may_point_to_users_of_a_role_only(blueprint: Blueprint) -> None:
    reference = blueprint.entity("repairs").column("technician_id").references
    assert reference is not None
    assert reference.roles == ("technician",)


def test_rows_that_a_role_never_sees_are_for_the_others(blueprint: Blueprint) -> None:
    [hidden] = blueprint.entity("remarks").hidden
    assert (hidden.column, hidden.equals, hidden.roles) == ("is_private", True, ("technician", "manager"))
    assert 403 in operation(blueprint, "POST", "/repairs/{id}/remarks").errors


def test_a_due_time_follows_from_another_column(blueprint: Blueprint) -> None:
    deadline = blueprint.entity("repairs").column("promised_at").deadline
    assert deadline is not None
    assert deadline.by == "urgency"
    assert dict(deadline.seconds) == {"calm": 10 * 86400, "rushed": 48 * 3600}


def test_a_change_of_state_is_recorded_where_it_is_made(blueprint: Blueprint) -> None:
    for path in ("/repairs/{id}/start", "/repairs/{id}/stage"):
        [record] = next(one.records for one in blueprint.operations if one.path == path)
        assert record.entity == "repair_log"
        assert {field.column: field.holds for field in record.fields} == {
            "repair_id": RecordValue.KEY,
            "changed_by": RecordValue.CALLER,
            "old_stage": RecordValue.BEFORE,
            "new_stage": RecordValue.AFTER,
        }


@pytest.mark.parametrize(
    "sentence",
    [
        "A manager can view every repair that is not collected.",
        "A repair can be assigned to a technician.",
        "Only the technician or the courier may start a repair.",
        "Collected repairs are rare.",
        "The promised_at of a repair depends on its urgency: calm 10 days.",
        "Every change of a repair's stage is recorded in the diary.",
        "Owners never see gloomy remarks.",
        "A repair goes received -> ready.",
    ],
)
def test_a_sentence_that_says_something_else_changes_nothing(sentence: str) -> None:
    plain = blueprint_of("# Rules\n")
    told = blueprint_of(f"# Rules\n\n## Business rules\n\n- {sentence}\n")
    assert told.entities == plain.entities
    assert [_bare(one) for one in told.operations] == [_bare(one) for one in plain.operations]


def _bare(operation: Operation) -> str:
    return re.sub(r"\s+", " ", repr((operation.id, operation.bypass_roles, operation.permits, operation.records)))


def test_no_answer_holds_a_figure_that_nothing_counts(blueprint: Blueprint) -> None:
    assert not any(field.holds is Holds.LITERAL for one in blueprint.operations for field in one.response.envelope)

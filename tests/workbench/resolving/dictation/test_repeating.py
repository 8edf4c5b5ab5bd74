"""Keys of requests: which sentences let creations take one, and which creations cannot."""

import pytest

from generators.blueprint import Blueprint, RequirementStatus, RuleKind
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, tasks_table
from tests.workbench.resolving.readings import users_table as users
from workbench.reading.facts import Fact
from workbench.resolving.resolver import resolve

FACTS: tuple[Fact, ...] = (
    users(),
    tasks_table(),
    endpoint("POST /tasks", body=(field("title", required=True),)),
    endpoint("GET /tasks", line=2),
    endpoint("PATCH /tasks/{id}", line=3, body=(field("title"),)),
)


def built(*facts: Fact) -> Blueprint:
    return resolve(reading(*FACTS, *facts)).blueprint


def told(text: str, *facts: Fact) -> tuple[bool, RequirementStatus, RuleKind | None]:
    blueprint = built(requirement(text), *facts)
    [found] = [one for one in blueprint.requirements if one.text == text]
    [creating] = [one for one in blueprint.operations if one.route == "POST /tasks"]
    return creating.repeatable, found.status, found.kind


@pytest.mark.parametrize(
    "text",
    [
        "`POST /tasks` accepts an `Idempotency-Key` header",
        "Creating a task supports an optional Idempotency-Key header",
        "All POST endpoints accept an Idempotency-Key header",
        "POST /tasks takes an idempotency key, so that retries do not create a second task",
        "Repeating a request with the same Idempotency-Key returns the original response",
        "Retrying POST /tasks with the same Idempotency-Key does not create a second task",
        "Reusing an Idempotency-Key with a different body is rejected with 422",
    ],
)
def test_a_creation_takes_a_key_where_a_sentence_says_so(text: str) -> None:
    assert told(text) == (True, RequirementStatus.ENFORCED, RuleKind.IDEMPOTENT)


@pytest.mark.parametrize(
    "text",
    [
        "`PATCH /tasks/{id}` accepts an `Idempotency-Key` header",
        "Reusing an Idempotency-Key with a different body is rejected with 400",
        "Idempotency keys expire after 24 hours",
        "POST /tasks ignores the Idempotency-Key header",
    ],
)
def test_what_a_key_does_not_do_stays_open(text: str) -> None:
    repeatable, status, _ = told(text)
    assert (repeatable, status) == (False, RequirementStatus.OPEN)


def test_keys_are_not_kept_in_a_table_that_the_specifications_describe_otherwise() -> None:
    keys = table("idempotency_keys", column("id", "uuid", primary_key=True), column("request", "text"))
    assert told("`POST /tasks` accepts an `Idempotency-Key` header", keys)[:2] == (False, RequirementStatus.OPEN)

"""The bundled helpdesk: complete specifications, whose rules on states, permissions and times are all enforced."""

import pytest

from generators.backend import generate
from generators.blueprint import Blueprint, OperationKind, QueryUse, RequirementStatus, RuleKind
from workbench.demos import EXAMPLES
from workbench.reading.project import read_project
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return resolve(read_project(EXAMPLES / "helpdesk"))


@pytest.fixture(scope="module")
def blueprint(resolution: Resolution) -> Blueprint:
    return resolution.blueprint


def test_no_question_is_open(resolution: Resolution) -> None:
    assert resolution.questions == ()


def test_nothing_is_left_to_a_port(blueprint: Blueprint) -> None:
    assert not [one.id for one in blueprint.operations if one.kind is OperationKind.PORT]


@pytest.mark.parametrize("feature", ["tickets", "comments"])
def test_every_requirement_of_its_own_domain_is_enforced(blueprint: Blueprint, feature: str) -> None:
    numbered = [one for one in blueprint.requirements if one.id.startswith(f"{feature}#FR-")]
    assert len(numbered) >= 5
    assert {one.id: one.reason for one in numbered if one.status is not RequirementStatus.ENFORCED} == {}


@pytest.mark.parametrize(
    "kind",
    [
        RuleKind.TRANSITION,
        RuleKind.IMMUTABLE,
        RuleKind.PERMISSION,
        RuleKind.VISIBILITY,
        RuleKind.OWNERSHIP,
        RuleKind.EFFECT,
        RuleKind.TIME,
        RuleKind.COMPUTED,
        RuleKind.FILTER,
        RuleKind.ORDER,
    ],
)
def test_it_asks_for_every_kind_of_rule_of_its_domain(blueprint: Blueprint, kind: RuleKind) -> None:
    wanted = [one for one in blueprint.requirements if "#FR-" in one.id and one.status is RequirementStatus.ENFORCED]
    assert [one for one in wanted if one.kind is kind or any(by.endswith(f".{kind.value}") for by in one.by)]


def test_customers_reach_their_own_tickets_and_staff_all(blueprint: Blueprint) -> None:
    tickets = [one for one in blueprint.operations if one.entity == "tickets" and one.kind is not OperationKind.CREATE]
    assert {one.bypass_roles for one in tickets} == {("agent", "admin")}
    assert blueprint.entity("comments").hidden[0].roles == ("agent", "admin")


def test_every_change_of_state_leaves_an_event(blueprint: Blueprint) -> None:
    moving = next(rule for rule in blueprint.rules if rule.kind is RuleKind.TRANSITION)
    assert len(moving.operations) == 4
    for operation in blueprint.operations:
        if operation.id in moving.operations:
            assert [record.entity for record in operation.records] == ["ticket_events"]


def test_what_is_overdue_looks_at_the_due_time_and_the_states_that_are_done(blueprint: Blueprint) -> None:
    [overdue] = [query for one in blueprint.operations for query in one.query if query.use is QueryUse.OVERDUE]
    assert overdue.column == "due_at"
    assert [choice.equals for choice in overdue.choices] == ["resolved", "closed"]


def test_the_routes_that_leave_an_event_share_what_adds_it(blueprint: Blueprint) -> None:
    [routes] = [file.text for file in generate(blueprint) if file.path == "app/routes/tickets.py"]
    assert routes.count("await _add_ticket_event(connection, ticket_id, user.id, ticket.status, ") == 3

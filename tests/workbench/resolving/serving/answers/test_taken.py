"""What answers a value that another row has: 409, or the status that documents state."""

import pytest

from generators.blueprint import Entity, Operation, RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, field, ok, reading, requirement, table
from workbench.reading.facts import EndpointFact, ResponseFact
from workbench.resolving.resolver import resolve

BOATS = table(
    "boats",
    column("id", "uuid", primary_key=True, nullable=False),
    column("name", "varchar(80)", nullable=False, unique=True),
)
BODY = (field("name", "string", required=True),)
TAKEN = ok(400, description="A boat with this name already exists")


def resolved(*facts: EndpointFact) -> tuple[Entity, Operation]:
    blueprint = resolve(reading(BOATS, *facts)).blueprint
    return blueprint.entity("boats"), blueprint.operations[0]


def test_it_is_409_where_no_document_says_otherwise() -> None:
    boats, create = resolved(endpoint("POST /boats", body=BODY))
    assert boats.taken_status == 409
    assert 409 in create.errors


def test_the_status_of_an_answer_that_tells_of_it_is_taken_over() -> None:
    boats, create = resolved(endpoint("POST /boats", body=BODY, responses=(TAKEN,)))
    assert boats.taken_status == 400
    assert 400 in create.errors
    assert 409 not in create.errors


def test_the_message_that_an_answer_shows_may_tell_of_it() -> None:
    shown = ok(400, field("detail", "string", example='"Name is taken"'))
    assert resolved(endpoint("POST /boats", body=BODY, responses=(shown,)))[0].taken_status == 400


@pytest.mark.parametrize(
    "response",
    [ok(400, description="Validation error"), ok(404, description="This name already exists"), ok(409)],
    ids=["about something else", "a status of something else", "409 itself"],
)
def test_no_other_answer_changes_it(response: ResponseFact) -> None:
    assert resolved(endpoint("POST /boats", body=BODY, responses=(response,)))[0].taken_status == 409


def test_it_stays_409_where_two_endpoints_of_a_table_say_otherwise() -> None:
    create = endpoint("POST /boats", body=BODY, responses=(TAKEN,))
    rename = endpoint("PATCH /boats/{id}", body=BODY, responses=(ok(409),))
    assert resolved(create, rename)[0].taken_status == 409


@pytest.mark.parametrize(
    ("responses", "status"),
    [((TAKEN,), RequirementStatus.ENFORCED), ((), RequirementStatus.OPEN)],
    ids=["as the interface", "alone"],
)
def test_a_sentence_about_it_is_enforced_where_the_backend_answers_so(
    responses: tuple[ResponseFact, ...], status: RequirementStatus
) -> None:
    create = endpoint("POST /boats", body=BODY, responses=responses)
    found = resolve(reading(BOATS, create, requirement("A duplicate name answers 400."))).blueprint.requirements
    assert [one.status for one in found if "duplicate" in one.text] == [status]

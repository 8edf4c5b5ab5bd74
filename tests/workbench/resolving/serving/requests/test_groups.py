"""Objects in bodies and answers whose members are columns of the row itself."""

import pytest

from generators.blueprint import Group, Holds, Member, Operation, OperationKind, Shows
from tests.workbench.resolving.readings import column, endpoint, field, ok, reading, table
from workbench.reading.facts import EndpointFact, FieldFact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve
from workbench.resolving.serving.requests.groups import fold

DEPOTS = table(
    "depots",
    column("id", "uuid", primary_key=True, nullable=False),
    column("name", "varchar(80)", nullable=False),
    column("address_street", "varchar(120)", nullable=False),
    column("address_city", "varchar(60)", nullable=False),
    column("opens", "time", nullable=True),
    column("closes", "time", nullable=True),
    column("keeper_id", "uuid", nullable=True, references="keepers.id"),
    column("extras", "jsonb", nullable=True),
)
KEEPERS = table("keepers", column("id", "uuid", primary_key=True, nullable=False), column("name", "varchar(80)"))
ADDRESS = field("address", "object", fields=(field("street", "string", min_length=3), field("city", "string")))
HOURS = field(
    "hours", "object", required=False, fields=(field("opens", "time", required=True), field("closes", "time"))
)
BODY = (field("name", "string", required=True), ADDRESS, HOURS)


def resolved(*facts: EndpointFact) -> Resolution:
    return resolve(reading(DEPOTS, KEEPERS, *facts))


def operation(*facts: EndpointFact) -> Operation:
    return resolved(*facts).blueprint.operations[-1]


def test_the_members_of_an_object_are_stored_in_the_columns_that_carry_its_name() -> None:
    fields = operation(endpoint("POST /depots", body=BODY)).body
    assert [(one.name, one.column) for one in fields[:3]] == [
        ("name", "name"),
        ("address.street", "address_street"),
        ("address.city", "address_city"),
    ]


def test_or_in_the_columns_that_are_called_like_them() -> None:
    fields = operation(endpoint("POST /depots", body=BODY)).body
    assert [(one.name, one.column) for one in fields[3:]] == [("hours.opens", "opens"), ("hours.closes", "closes")]


def test_nothing_is_asked_about_it() -> None:
    assert not resolved(endpoint("POST /depots", body=BODY)).questions


def test_an_object_whose_columns_every_row_needs_is_required() -> None:
    street = operation(endpoint("POST /depots", body=BODY)).body[1]
    assert (street.required, street.group) == (True, Group("address", True, ("street", "city")))


def test_an_optional_object_may_need_some_of_its_members() -> None:
    opens, closes = operation(endpoint("POST /depots", body=BODY)).body[3:]
    assert not opens.required
    assert not closes.required
    assert opens.group == Group("hours", False, ("opens",))


def test_members_have_the_limits_of_the_document_and_of_the_column() -> None:
    street = operation(endpoint("POST /depots", body=BODY)).body[1]
    assert (street.limits.min_length, street.limits.max_length) == (3, 120)


def test_a_patch_needs_no_object_and_no_member() -> None:
    fields = operation(endpoint("PATCH /depots/{id}", body=BODY)).body
    assert not any(one.required for one in fields)
    assert {one.group.needs for one in fields if one.group} == {()}


@pytest.mark.parametrize("route", ["PUT /depots/{id}", "PATCH /depots/{id}"])
def test_a_body_that_no_document_shows_looks_like_the_one_that_is_shown(route: str) -> None:
    found = operation(endpoint("POST /depots", body=BODY), endpoint(route))
    names = {one.column: one for one in found.body}
    assert names["address_street"].name == "address.street"
    assert names["address_street"].limits.min_length == 3


def test_a_body_that_no_document_shows_has_the_objects_of_the_answer() -> None:
    shown = ok(200, field("name"), ADDRESS)
    found = operation(endpoint("GET /depots/{id}", responses=(shown,)), endpoint("POST /depots"))
    assert "address.city" in [one.name for one in found.body]


def test_an_answer_shows_the_columns_in_an_object() -> None:
    found = operation(endpoint("GET /depots/{id}", responses=(ok(200, field("id"), field("name"), ADDRESS),)))
    inner = (Member("street", column="address_street"), Member("city", column="address_city"))
    assert found.response.members[2] == Member("address", Shows.GROUP, members=inner)


def test_an_object_that_is_a_column_is_that_column() -> None:
    extras = field("extras", "object", fields=(field("name", "string"),))
    found = operation(endpoint("POST /depots", body=(*BODY, extras))).body
    assert [one.column for one in found if one.name == "extras"] == ["extras"]


def test_an_object_that_a_reference_leads_to_is_no_part_of_the_row() -> None:
    keeper = field("keeper", "object", fields=(field("name", "string"),))
    shown = ok(200, field("id"), field("name"), keeper)
    member = operation(endpoint("GET /depots/{id}", responses=(shown,))).response.members[-1]
    assert member.shows is Shows.PARENT


def test_an_object_with_a_member_that_no_column_holds_is_asked_about() -> None:
    odd = field("address", "object", fields=(field("street", "string"), field("planet", "string")))
    found = resolved(endpoint("POST /depots", body=(field("name", "string"), odd)))
    assert [one.id for one in found.questions] == ["depots.address.stored"]


@pytest.mark.parametrize("name", ["depot", "data", "result"])
def test_the_row_in_an_envelope_is_no_object_of_its_columns(name: str) -> None:
    row = field(name, "object", fields=(field("name"), field("opens", "time"), field("closes", "time")))
    found = operation(endpoint("GET /depots/{id}", responses=(ok(200, field("message"), row),)))
    assert [one.holds for one in found.response.envelope] == [Holds.LITERAL, Holds.ITEM]
    assert not found.response.members


def test_a_put_beside_a_patch_replaces_the_row() -> None:
    found = resolved(endpoint("PUT /depots/{id}"), endpoint("PATCH /depots/{id}")).blueprint.operations
    assert [one.kind for one in found] == [OperationKind.REPLACE, OperationKind.PATCH]


def test_an_account_may_have_such_an_object_from_the_start() -> None:
    people = table(
        "users",
        column("id", "uuid", primary_key=True, nullable=False),
        column("email", "varchar(255)", unique=True, nullable=False),
        column("password_hash", "varchar(255)", nullable=False),
        column("address_city", "varchar(60)", nullable=True),
    )
    address = field("address", "object", fields=(field("city", "string"),))
    shown = ok(201, field("id"), field("email"), address)
    body = (field("email", required=True), field("password", required=True), address)
    register = endpoint("POST /auth/register", body=body, responses=(shown,))
    [found] = resolve(reading(people, register)).blueprint.operations
    assert found.kind is OperationKind.REGISTER
    assert "address.city" in [one.name for one in found.body]
    assert found.response.members[-1].shows is Shows.GROUP


def names_in(fields: tuple[FieldFact, ...]) -> list[object]:
    return [(one.name, names_in(one.fields)) if one.fields else one.name for one in fields]


def test_a_dotted_name_leads_into_an_object() -> None:
    fields = (field("name"), field("address.street"), field("address.geo.lat"), field("address.geo.lon"))
    assert names_in(fold(fields)) == ["name", ("address", ["street", ("geo", ["lat", "lon"])])]


def test_a_row_of_its_own_describes_the_object_of_dotted_names() -> None:
    folded = fold((field("hours", "object", required=False), field("hours.opens", "time")))
    assert [(one.name, one.required, names_in(one.fields)) for one in folded] == [("hours", False, ["opens"])]


def test_a_dotted_name_with_brackets_leads_into_the_objects_of_a_list() -> None:
    assert [(one.name, one.type) for one in fold((field("lines[].amount", "number"),))] == [("lines", "object[]")]

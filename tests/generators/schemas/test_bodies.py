"""Objects within bodies and answers: their classes, and how routes put their members where the columns are."""

import dataclasses

import pytest

from generators.backend import generate
from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Column,
    Entity,
    EntityPurpose,
    Group,
    Holds,
    Limits,
    Member,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    Response,
    ResponseField,
    Settings,
    Shows,
)
from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.examples.parts import UUID, key_column, varchar

COLUMNS = (
    key_column(),
    Column("name", varchar(80)),
    Column("address_street", varchar(120)),
    Column("address_city", varchar(60)),
    Column("opens", varchar(5), nullable=True),
)
DEPOTS = Entity("depots", "depot", columns=COLUMNS)
ADDRESS = Group("address", True, ("street", "city"))
HOURS = Group("hours", False, ("from",))
FIELDS = (
    BodyField("name", varchar(80), "name"),
    BodyField("address.street", varchar(120), "address_street", group=ADDRESS, limits=Limits(min_length=3)),
    BodyField("address.city", varchar(60), "address_city", group=ADDRESS),
    BodyField("hours.from", varchar(5), "opens", required=False, group=HOURS),
)
MEMBERS = (
    Member("id", column="id"),
    Member(
        "address",
        Shows.GROUP,
        members=(Member("street", column="address_street"), Member("city", column="address_city")),
    ),
)
SHOWN = Response(200, Body.ITEM, members=MEMBERS)
ROW = (PathParameter("id", PathUse.ROW, UUID, column="id"),)


def optional(field: BodyField) -> BodyField:
    group = field.group and dataclasses.replace(field.group, required=False, needs=())
    return dataclasses.replace(field, required=False, group=group)


CREATE = Operation(
    "depots.create", "POST", "/depots", OperationKind.CREATE, "depots", "create_depot", SHOWN, "depots", body=FIELDS
)
UPDATE = Operation(
    "depots.update",
    "PATCH",
    "/depots/{id}",
    OperationKind.PATCH,
    "depots",
    "update_depot",
    SHOWN,
    "depots",
    path_parameters=ROW,
    body=tuple(map(optional, FIELDS)),
)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    blueprint = Blueprint(Settings("Depots"), (DEPOTS,), (CREATE, UPDATE), (), ())
    return {file.path: file.text for file in generate(blueprint)}


def in_class(text: str, name: str) -> str:
    return text.partition(f"class {name}(")[2].partition("\nclass ")[0]


def test_an_object_has_a_class_with_the_limits_of_its_members(files: dict[str, str]) -> None:
    text = files["app/schemas/depot.py"]
    assert "\nStreet = Annotated[Text, Field(min_length=3, max_length=120)]\n" in text
    assert "\nCity = Annotated[Text, Field(max_length=60)]\n" in text
    assert in_class(text, "AddressCreate").endswith("    street: Street\n    city: City\n\n")


def test_the_body_holds_the_object(files: dict[str, str]) -> None:
    written = in_class(files["app/schemas/depot.py"], "DepotCreate")
    assert "address: AddressCreate\n" in written
    assert "hours: HoursCreate = UNSET\n" in written


def test_a_patch_takes_any_part_of_it(files: dict[str, str]) -> None:
    assert "city: City = UNSET" in in_class(files["app/schemas/depot.py"], "AddressUpdate")


def test_creating_stores_each_member_in_its_column(files: dict[str, str]) -> None:
    route = files["app/routes/depots.py"]
    assert '"address_city": body.address.city' in route
    assert '"opens": body.hours.from_ if body.hours else None' in route


def test_a_patch_changes_the_given_members_alone(files: dict[str, str]) -> None:
    route = files["app/routes/depots.py"]
    assert 'changes |= {f"address_{name}": value for name, value in changes.pop("address").items()}' in route
    assert 'HOURS_COLUMNS = {"from_": "opens"}' in route


def test_an_answer_takes_the_object_from_the_columns_of_the_row(files: dict[str, str]) -> None:
    schemas = files["app/schemas/depot.py"]
    assert 'street: str = Field(validation_alias="address_street")' in in_class(schemas, "AddressPublic")
    assert "address: AddressPublic" in in_class(schemas, "DepotPublic")
    assert "insert(Depot).returning(*DEPOT_COLUMNS)" in files["app/routes/depots.py"]


def test_a_key_beside_the_row_is_read_with_it() -> None:
    envelope = (ResponseField("depotid", Holds.KEY), ResponseField("depot", Holds.ITEM))
    shown = Response(201, Body.ENVELOPE, envelope, members=MEMBERS[1:])
    create = dataclasses.replace(CREATE, response=shown)
    files = {file.path: file.text for file in generate(Blueprint(Settings("Depots"), (DEPOTS,), (create,), (), ()))}
    route = files["app/routes/depots.py"]
    assert "insert(Depot).returning(*DEPOT_COLUMNS, col(Depot.id))" in route
    assert "depotid=row.id" in route
    assert '"depotid": to_jsonable_python(row["id"])' in files["tests/test_depots.py"]


def test_registering_stores_the_members_of_an_object_with_the_account() -> None:
    accounts = EXAMPLES["accounts"]
    [users] = [one for one in accounts.entities if one.purpose is EntityPurpose.USERS]
    settled = dataclasses.replace(users, columns=(*users.columns, Column("home_city", varchar(60), nullable=True)))
    city = BodyField("home.city", varchar(60), "home_city", required=False, group=Group("home", False))
    operations = tuple(
        dataclasses.replace(one, body=(*one.body, city)) if one.kind is OperationKind.REGISTER else one
        for one in accounts.operations
    )
    entities = tuple(settled if one is users else one for one in accounts.entities)
    files = generate(dataclasses.replace(accounts, entities=entities, operations=operations))
    [route] = [file.text for file in files if file.path == "app/routes/auth.py"]
    [tests] = [file.text for file in files if file.path == "tests/test_auth.py"]
    assert '"home_city": body.home.city if body.home else None' in route
    assert '"home": {"city": "Some city"}' in tests


def test_the_tests_change_one_member_of_an_object_at_a_time(files: dict[str, str]) -> None:
    assert '{"address.street": "Another street"}' in files["tests/test_depots.py"]
    assert '("address", {"street": "address_street", "city": "address_city"})' in files["tests/test_depots.py"]

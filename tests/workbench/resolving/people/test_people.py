"""Who signs in, and whose rows the others are, whatever the table of users is called."""

import pytest

from generators.blueprint import EntityPurpose, OperationKind, OwnerPath, PathUse
from tests.workbench.resolving.readings import column, endpoint, field, reading, table
from workbench.reading.facts import ColumnFact, TableFact
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True)
MAIL = column("email", "varchar(255)", unique=True)
GUESTS = table("guests", ID, MAIL, column("password_hash", "text"))
STAYS = table("stays", ID, column("guest_id", "uuid", nullable=False, references="guests.id"), line=20)


def users_of(*tables: TableFact) -> str | None:
    entities = resolve(reading(*tables)).blueprint.entities
    return next((one.name for one in entities if one.purpose is EntityPurpose.USERS), None)


@pytest.mark.parametrize(
    ("people", "found"),
    [
        (GUESTS, "guests"),
        (table("crew", ID, MAIL, column("role", "varchar(9)")), "crew"),
        (table("accounts", ID, MAIL, column("password_hash", "text")), "accounts"),
        (table("suppliers", ID, MAIL, column("city", "text")), None),
        (table("crew", ID, column("email", "varchar(255)"), column("role", "varchar(9)")), None),
    ],
)
def test_those_who_sign_in_are_told_by_what_their_table_holds(people: TableFact, found: str | None) -> None:
    assert users_of(people, table("boats", ID, column("name", "text"), line=30)) == found


def test_of_two_tables_with_passwords_most_rows_belong_to_that_of_the_users() -> None:
    partners = table("partners", ID, MAIL, column("password_hash", "text"), line=10)
    assert users_of(partners, GUESTS, STAYS) == "guests"


def test_a_table_that_is_called_users_is_theirs() -> None:
    assert users_of(GUESTS, table("users", ID, MAIL, line=40)) == "users"


@pytest.mark.parametrize(
    "more",
    [
        (),
        (column("companion_id", "uuid", nullable=False, references="guests.id"),),
        (column("approved_by", "uuid", nullable=True, references="guests.id"),),
    ],
)
def test_a_row_belongs_to_whom_the_column_called_like_the_users_names(more: tuple[ColumnFact, ...]) -> None:
    stays = table("stays", *STAYS.columns, *more, line=20)
    entities = resolve(reading(GUESTS, stays)).blueprint.entities
    assert next(one.owner for one in entities if one.name == "stays") == OwnerPath(("guest_id",))


def test_a_row_belongs_to_the_only_user_that_it_must_name() -> None:
    talks = table(
        "talks",
        ID,
        column("speaker_id", "uuid", nullable=False, references="guests.id"),
        column("host_id", "uuid", nullable=True, references="guests.id"),
        line=20,
    )
    entities = resolve(reading(GUESTS, talks)).blueprint.entities
    assert next(one.owner for one in entities if one.name == "talks") == OwnerPath(("speaker_id",))


def test_no_second_table_of_users_is_made_where_there_is_one() -> None:
    signs = endpoint("POST /auth/register", body=(field("email", "string"), field("password", "string")))
    assert [one.name for one in resolve(reading(GUESTS, STAYS, signs)).blueprint.entities] == ["guests", "stays"]


STAFF = table(
    "users", ID, MAIL, column("password_hash", "text", nullable=False),
    column("role", "varchar(20)", choices=("super_admin", "sales_manager", "guest"), nullable=False),
)  # fmt: skip


def test_an_account_is_created_with_its_password_and_others_are_reached_by_roles_alone() -> None:
    facts = (
        STAFF,
        endpoint("POST /users"),
        endpoint("PUT /users/{id}"),
        endpoint("DELETE /users/{id}", roles=("admin",)),
    )
    create, change, delete = resolve(reading(*facts)).blueprint.operations
    assert [one.name for one in create.body] == ["email", "password"]
    assert (change.kind, change.path_parameters[0].use, change.errors) == (
        OperationKind.UPDATE_ME,
        PathUse.CALLER,
        (401, 403, 409, 422),
    )
    assert (delete.kind, delete.roles) == (OperationKind.DELETE, ("super_admin",))


def test_roles_that_no_account_can_have_say_nothing_beside_others() -> None:
    facts = (STAFF, endpoint("GET /users", roles=("agent", "manager")), endpoint("GET /users/{id}", roles=("agent",)))
    assert [one.roles for one in resolve(reading(*facts)).blueprint.operations] == [
        ("sales_manager",),
        ("super_admin",),
    ]


def test_the_accounts_are_those_that_register() -> None:
    clubs = table("clubs", ID, MAIL, column("seat", "text"), column("password", "text", nullable=False), line=60)
    body = (field("seat", "string"), field("email", "email"), field("password", "string"))
    facts = (STAFF, clubs, endpoint("POST /auth/register", body=body))
    entities = resolve(reading(*facts)).blueprint.entities
    assert [one.name for one in entities if one.purpose is EntityPurpose.USERS] == ["clubs"]


def test_nobody_signs_in_with_nothing() -> None:
    (login,) = resolve(reading(STAFF, endpoint("POST /auth/login", body=()))).blueprint.operations
    assert [one.name for one in login.body] == ["email", "password"]


def test_a_role_that_no_account_can_have_leaves_it_to_admins() -> None:
    (operation,) = resolve(reading(STAFF, endpoint("POST /hooks/pay", roles=("provider",)))).blueprint.operations
    assert operation.roles == ("super_admin",)

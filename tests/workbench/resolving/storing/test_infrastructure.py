"""What signing up needs and no document gives: a role for new accounts, and all that a row cannot do without."""

import pytest

from generators.blueprint import Entity, Operation, OperationKind
from tests.workbench.resolving.readings import column, endpoint, field, reading, table
from workbench.reading.facts import ColumnFact
from workbench.resolving.resolver import resolve

SIGN_UP = endpoint("POST /register", body=(field("email", "string"), field("password", "string")))


def signed_up(*columns: ColumnFact) -> tuple[Entity, Operation]:
    users = table(
        "users",
        column("id", "uuid", primary_key=True),
        column("email", "varchar(200)", nullable=False, unique=True),
        column("password_hash", "varchar(255)", nullable=False),
        *columns,
    )
    blueprint = resolve(reading(users, SIGN_UP)).blueprint
    assert blueprint.users is not None
    return blueprint.users, next(one for one in blueprint.operations if one.kind is OperationKind.REGISTER)


@pytest.mark.parametrize(
    ("roles", "given"),
    [((), "user"), (("admin", "guest", "host"), "guest"), (("admin", "owner"), "admin")],
)
def test_new_accounts_have_the_first_role_that_administers_nothing(roles: tuple[str, ...], given: str) -> None:
    users, _ = signed_up(column("role", "varchar(20)", nullable=False, choices=roles))
    default = users.column("role").default
    assert default is not None
    assert default.value == given


def test_whoever_signs_up_gives_what_no_account_can_be_without() -> None:
    _, register = signed_up(column("nickname", "varchar(40)", nullable=False))
    assert [(one.name, one.required) for one in register.body][-1] == ("nickname", True)

"""From facts to a blueprint, seen from outside."""

from generators.blueprint import OperationKind, TokenIssuer
from tests.workbench.resolving.readings import CRUD, endpoint, reading, tasks_table, users_table
from tests.workbench.resolving.validating import validate
from workbench.resolving.resolver import resolve

K = OperationKind


def test_a_plain_set_of_endpoints_over_a_table_becomes_crud() -> None:
    resolution = resolve(reading(*CRUD, users_table(), tasks_table()))
    kinds = [operation.kind for operation in resolution.blueprint.operations]
    assert kinds == [K.CREATE, K.LIST, K.READ, K.PATCH, K.DELETE]


def test_the_blueprint_of_plain_specifications_is_consistent() -> None:
    assert validate(resolve(reading(*CRUD, users_table(), tasks_table())).blueprint) == ()


def test_specifications_that_agree_raise_no_question() -> None:
    assert resolve(reading(*CRUD, users_table(), tasks_table())).questions == ()


def test_resolving_the_same_reading_twice_gives_the_same() -> None:
    facts = (*CRUD, users_table(), tasks_table())
    assert resolve(reading(*facts)) == resolve(reading(*facts))


def test_register_and_login_here_make_this_backend_the_issuer() -> None:
    facts = (endpoint("POST /api/auth/register"), endpoint("POST /api/auth/login"), users_table())
    blueprint = resolve(reading(*facts)).blueprint
    assert blueprint.settings.token_issuer is TokenIssuer.HERE


def test_refreshing_tokens_adds_a_table_that_keeps_them() -> None:
    facts = (endpoint("POST /auth/login"), endpoint("POST /auth/refresh"), users_table())
    tables = [entity.name for entity in resolve(reading(*facts)).blueprint.entities]
    assert tables == ["users", "refresh_tokens"]


def test_nothing_at_all_still_gives_an_empty_blueprint() -> None:
    blueprint = resolve(reading()).blueprint
    assert (blueprint.operations, blueprint.entities) == ((), ())

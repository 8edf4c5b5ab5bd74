"""Statements as constants: only what parameters can stand for leaves the route."""

import pytest

from generators.routes.context import Context
from generators.routes.helpers import Helpers
from generators.routes.hoisting import bind, hoist
from tests.generators.examples.catalogue import EXAMPLES


@pytest.fixture
def context() -> Context:
    """The context of the operation that reads one task by its key."""
    blueprint = EXAMPLES["accounts"]
    operation = next(each for each in blueprint.operations if each.kind == "read" and each.path_parameters)
    return Context(blueprint, operation, Helpers())


def key(context: Context) -> str:
    return context.operation.path_parameters[0].name


def test_parameters_stand_for_keys_and_for_what_is_known_of_the_caller(context: Context) -> None:
    name = key(context)
    bound = bind(context, f"select(A.id).where(col(A.id) == {name}, col(A.owner_id) == user.id)")
    assert bound == (
        f"select(A.id).where(col(A.id) == bindparam('{name}'), col(A.owner_id) == bindparam('caller_id'))",
        {name: name, "caller_id": "user.id"},
    )


@pytest.mark.parametrize(
    "condition",
    [
        "_reachable(user)",
        "col(A.title) == body.title",
        "col(A.state).in_(query.states)",
        "true() if user.roles else false()",
    ],
)
def test_what_depends_on_a_request_in_another_way_stays(context: Context, condition: str) -> None:
    assert bind(context, f"select(A.id).where({condition})") is None


def test_a_route_runs_its_constant_with_the_values(context: Context) -> None:
    name, operation = key(context), context.operation.name
    body = [f"statement = select(A.id).where(col(A.id) == {name})", "row = (await connection.execute(statement)).one()"]
    constant = operation.upper()
    assert hoist(context, body) == [f'row = (await connection.execute({constant}, {{"{name}": {name}}})).one()']
    assert context.helpers.constants == {constant: f"{constant} = select(A.id).where(col(A.id) == bindparam('{name}'))"}


def test_a_list_runs_its_constant_with_the_window(context: Context) -> None:
    statement = 'select(A.id).limit(bindparam("limit"))'
    body = [
        f"statement = {statement}",
        'rows = (await connection.execute(statement, {"limit": query.limit})).all()',
    ]
    constant = context.operation.name.upper()
    assert hoist(context, body) == [f'rows = (await connection.execute({constant}, {{"limit": query.limit}})).all()']


def test_the_values_of_an_insertion_become_its_parameters(context: Context) -> None:
    body = [
        "statement = insert(A).values(**body.model_dump(), owner_id=user.id).returning(*A_COLUMNS)",
        "row = (await connection.execute(statement)).one()",
    ]
    constant = context.operation.name.upper()
    assert hoist(context, body) == [
        f'row = (await connection.execute({constant}, body.model_dump() | {{"owner_id": user.id}})).one()'
    ]
    assert context.helpers.constants[constant] == f"{constant} = insert(A).returning(*A_COLUMNS)"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            ["changes = {}", "statement = update(A).values(**changes)", "await connection.execute(statement)"],
            id="made of a name that the route assigns",
        ),
        pytest.param(
            ["statement = insert(A).values(at=func.now())", "statement = statement.returning(A.id)"],
            id="built in two steps",
        ),
        pytest.param(
            ["statement = select(A.id).where(_reachable(user))", "await connection.execute(statement)"],
            id="made by a function of the caller",
        ),
    ],
)
def test_other_statements_stay_where_they_are(context: Context, body: list[str]) -> None:
    assert hoist(context, list(body)) == body
    assert context.helpers.constants == {}


def test_no_parameter_is_called_like_a_column_for_which_it_would_be_a_value() -> None:
    blueprint = EXAMPLES["no-users-table"]
    operation = next(each for each in blueprint.operations if each.kind == "delete")
    bound = bind(Context(blueprint, operation, Helpers()), "update(A).where(col(A.id) == id).values(done=True)")
    assert bound == ("update(A).where(col(A.id) == bindparam('path_id')).values(done=True)", {"path_id": "id"})


def test_values_that_are_too_long_for_the_line_get_a_name_before_it(context: Context) -> None:
    named, operation = (
        {f"{word}_{'x' * 20}": f"body.{word}" for word in ("title", "note", "due")},
        context.operation.name,
    )
    values = ", ".join(f"{name}={value}" for name, value in named.items())
    body = [
        f"statement = insert(A).values({values}).returning(A.id)",
        "row = (await connection.execute(statement)).one()",
    ]
    given = ", ".join(f'"{name}": {value}' for name, value in named.items())
    assert hoist(context, body) == [
        f"values = {{{given}}}",
        f"row = (await connection.execute({operation.upper()}, values)).one()",
    ]

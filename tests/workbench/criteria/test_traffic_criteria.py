"""C1 and C4 to C7: what is judged from the requests that the tests sent."""

import json

import pytest

from generators.blueprint import (
    Access,
    Body,
    ErrorField,
    ErrorPart,
    OperationKind,
    PathParameter,
    PathUse,
    Response,
    Settings,
    Source,
)
from tests.generators.examples.parts import UUID
from tests.workbench.criteria.world import API, ROUTE_DOCUMENT, ROWS, TEST, World, exchange
from workbench.criteria.c07_errors import is_hostile
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import Outcome, StoredRow


def row(world: World, criterion: str, element: str) -> Evidence:
    return next(each for each in world.judge(criterion).evidence if each.element == element)


class TestEndpoints:
    def test_the_evidence_leads_to_specification_code_and_test(self, world: World) -> None:
        found = row(world, "C1", "tasks.create")

        assert found.text == "POST /api/tasks answered 201"
        assert found.spec == Source(API, 3, 9)
        assert found.code == Source("backend/app/routes/tasks.py", 12, 18)
        assert found.test == f"{TEST}test_create"

    def test_lines_follow_a_symbol_that_a_hand_edit_moved(self, world: World) -> None:
        world.replace("app/routes/tasks.py", "router = APIRouter()", "LIMIT = 1\n\nrouter = APIRouter()")

        assert row(world, "C1", "tasks.create").code == Source("backend/app/routes/tasks.py", 14, 20)

    def test_an_operation_that_the_application_lacks_is_red(self, world: World) -> None:
        world.change_run(openapi=json.dumps({"paths": {"/health": {"get": {}}}}))

        assert row(world, "C1", "tasks.create").text == "POST /api/tasks is missing in the application"
        assert world.judge("C1").state is State.RED

    def test_an_operation_under_another_method_is_missing(self, world: World) -> None:
        paths = {**ROUTE_DOCUMENT["paths"], "/health": {"post": {}}}
        world.change_run(openapi=json.dumps({"paths": paths}))

        assert row(world, "C1", "health.read").state is State.RED

    def test_an_operation_that_no_test_called_is_amber(self, world: World) -> None:
        world.observe(instead_of="test_health")

        verdict = world.judge("C1")

        assert verdict.state is State.AMBER
        assert verdict.summary == "3 of 4 endpoints answered a passing test."

    def test_an_operation_that_only_failing_tests_called_is_red(self, world: World) -> None:
        world.end("test_health", Outcome.FAILED)

        assert row(world, "C1", "health.read").text == "GET /health answered, but only in tests that failed"

    def test_another_success_than_specified_is_red(self, world: World) -> None:
        world.change_operation("tasks.list", response=Response(206, Body.ITEMS))

        assert row(world, "C1", "tasks.list").text == "GET /api/tasks answered 200 where 206 is specified"

    def test_a_port_is_honestly_amber(self, world: World) -> None:
        world.change_operation("tasks.list", kind=OperationKind.PORT)

        assert row(world, "C1", "tasks.list").state is State.AMBER


class TestValidation:
    def test_a_departure_from_the_schema_is_red_and_quoted(self, world: World) -> None:
        world.observe(exchange("test_list", "GET", "/api/tasks", 200, problem="title is missing"))

        found = row(world, "C4", "tasks.list")

        assert found.state is State.RED
        assert found.text == "GET /api/tasks departs from its schema: title is missing"

    def test_a_body_that_was_never_refused_is_amber(self, world: World) -> None:
        world.observe(
            exchange("test_create", "POST", "/api/tasks", 201, request_body='{"title": "a"}'), instead_of="test_create"
        )

        assert row(world, "C4", "tasks.create").text == "POST /api/tasks was not seen to refuse an invalid body"

    def test_a_body_that_was_never_accepted_is_amber(self, world: World) -> None:
        world.observe(
            exchange("test_create", "POST", "/api/tasks", 422, request_body='{"title": 1}'), instead_of="test_create"
        )

        assert row(world, "C4", "tasks.create").state is State.AMBER

    def test_a_body_without_a_schema_is_red(self, world: World) -> None:
        paths = {**ROUTE_DOCUMENT["paths"], "/api/tasks": {"post": {}, "get": {}}}
        world.change_run(openapi=json.dumps({"paths": paths}))

        assert row(world, "C4", "tasks.create").state is State.RED

    def test_an_operation_that_was_not_called_is_amber(self, world: World) -> None:
        world.observe(instead_of="test_health")

        assert row(world, "C4", "health.read").state is State.AMBER


class TestAuthentication:
    @pytest.mark.parametrize(("subject", "how"), [(None, "without a token"), ("ann", "with a forged token")])
    def test_an_answer_to_a_stranger_is_red(self, world: World, subject: str | None, how: str) -> None:
        leak = exchange("test_list", "GET", "/api/tasks", 200, subject, forged=subject is not None)
        world.observe(leak)

        assert row(world, "C5", "tasks.list").text == f"GET /api/tasks answered 200 {how}"
        assert world.judge("C5").state is State.RED

    def test_another_refusal_than_401_is_red(self, world: World) -> None:
        world.observe(exchange("test_tokens", "GET", "/api/tasks", 403, None), instead_of="test_tokens")

        assert row(world, "C5", "tasks.list").text == "GET /api/tasks answered 403 without a token where 401 is due"

    def test_an_operation_that_nobody_tried_without_a_token_is_amber(self, world: World) -> None:
        world.observe(instead_of="test_tokens")

        assert row(world, "C5", "tasks.list").state is State.AMBER
        assert world.judge("C5").state is State.AMBER

    def test_a_forged_token_that_nobody_tried_is_amber(self, world: World) -> None:
        world.observe(exchange("test_tokens", "GET", "/api/tasks", 401, None), instead_of="test_tokens")

        assert row(world, "C5", "tasks.list").text == "GET /api/tasks was not called with a forged token"

    def test_a_public_operation_shows_the_line_that_declares_it(self, world: World) -> None:
        found = row(world, "C5", "health.read")

        assert (found.state, found.text) == (State.GREEN, "GET /health is declared public")
        assert found.spec == Source(API, 40, 40)

    def test_an_operation_that_answers_everybody_is_no_leak_if_that_is_declared(self, world: World) -> None:
        world.observe(exchange("test_list", "GET", "/api/tasks", 200, None))
        world.change_operation("tasks.list", access=Access.OPTIONAL)

        assert row(world, "C5", "tasks.list").state is State.GREEN


class TestIsolation:
    def test_a_second_user_who_gets_the_row_makes_it_red(self, world: World) -> None:
        world.observe(exchange("test_read", "GET", "/api/tasks/t1", 200, "ben"))

        found = row(world, "C6", "tasks.read")

        assert found.text == "GET /api/tasks/{id} answered 200 to ben for ann's id"
        assert world.judge("C6").state is State.RED

    def test_a_row_that_only_its_owner_addressed_is_amber(self, world: World) -> None:
        world.observe(exchange("test_read", "GET", "/api/tasks/t1", 200), instead_of="test_read")

        assert (
            row(world, "C6", "tasks.read").text == "GET /api/tasks/{id} was not tried by a second user on another's id"
        )

    def test_a_404_on_a_row_that_never_was_proves_nothing(self, world: World) -> None:
        world.observe(exchange("test_read", "GET", "/api/tasks/t9", 404, "ben"), instead_of="test_read")

        assert row(world, "C6", "tasks.read").state is State.AMBER

    def test_a_404_to_a_forged_token_proves_nothing(self, world: World) -> None:
        world.observe(exchange("test_read", "GET", "/api/tasks/t1", 404, "ben", forged=True), instead_of="test_read")

        assert row(world, "C6", "tasks.read").state is State.AMBER

    def test_a_row_that_the_application_gave_to_its_creator_is_theirs(self, world: World) -> None:
        world.change_run(rows=())
        world.observe(
            exchange("test_read", "POST", "/api/tasks", 201, response_body='{"id": "t7", "title": "a"}'),
            exchange("test_read", "GET", "/api/tasks/t7", 404, "ben"),
        )

        assert row(world, "C6", "tasks.read").state is State.GREEN

    def test_a_list_that_shows_a_row_of_another_user_is_red(self, world: World) -> None:
        body = '{"items": [{"id": "t1", "title": "a", "user_id": "ann"}]}'
        world.observe(exchange("test_list", "GET", "/api/tasks", 200, "ben", response_body=body))

        assert row(world, "C6", "tasks.list").text == "GET /api/tasks showed ben 1 row of another user"

    def test_a_list_called_while_nobody_else_had_rows_is_amber(self, world: World) -> None:
        world.change_run(rows=ROWS[:1])

        assert row(world, "C6", "tasks.list").state is State.AMBER

    def test_keys_of_other_things_in_a_response_are_no_leak(self, world: World) -> None:
        body = '{"id": "t2", "title": "b", "label": {"id": "t1", "colour": "red", "shade": 1}}'
        world.observe(exchange("test_list", "GET", "/api/tasks", 200, "ben", response_body=body))

        assert row(world, "C6", "tasks.list").state is State.GREEN

    def test_an_owner_taken_from_the_body_is_red(self, world: World) -> None:
        create = next(each for each in world.blueprint.operations if each.id == "tasks.create")
        title = create.body[0]
        owner = type(title)("user_id", UUID, "user_id")
        world.change_operation("tasks.create", body=(title, owner))

        assert row(world, "C6", "tasks.create").text == "POST /api/tasks takes the owner from the body"

    def test_rows_of_a_parent_belong_to_the_owner_of_the_parent(self, world: World) -> None:
        world.own_subtasks()
        world.change_run(rows=(*ROWS, StoredRow(f"{TEST}test_read", "subtasks", (("id", "s1"), ("task_id", "t1")))))
        world.observe(exchange("test_read", "GET", "/api/subtasks/s1", 200, "ben"))

        assert row(world, "C6", "subtasks.read").text == "GET /api/subtasks/{id} answered 200 to ben for ann's id"

    def test_another_users_path_is_anothers_data(self, world: World) -> None:
        caller = PathParameter("user_id", PathUse.CALLER, UUID)
        world.change_operation("tasks.list", path="/api/users/{user_id}", path_parameters=(caller,))
        world.observe(exchange("test_list", "GET", "/api/users/ann", 200, "ben", route="/api/users/{user_id}"))

        assert row(world, "C6", "tasks.list").text == "GET /api/users/{user_id} answered 200 to ben for ann's user_id"

    def test_a_role_that_may_see_everything_is_no_leak(self, world: World) -> None:
        world.change_operation("tasks.read", bypass_roles=("admin",))
        world.observe(exchange("test_read", "GET", "/api/tasks/t1", 200, "ben"))

        assert row(world, "C6", "tasks.read").state is State.GREEN

    def test_an_operation_for_a_role_has_to_be_seen_refusing_others(self, world: World) -> None:
        world.change_operation("tasks.list", roles=("admin",))
        assert row(world, "C6", "tasks.list").state is State.AMBER

        world.observe(exchange("test_list", "GET", "/api/tasks", 403, "ben"))
        assert row(world, "C6", "tasks.list").state is State.GREEN

    def test_a_statement_that_does_not_name_the_owner_is_red(self, world: World) -> None:
        world.replace("app/routes/tasks.py", "select(Task).where(Task.user_id == user.id)", "select(Task)")

        found = row(world, "C6", "table:tasks")

        assert (found.state, found.text) == (State.RED, "list_tasks does not filter tasks by its owner")
        assert found.code == Source("backend/app/routes/tasks.py", 21, 24)

    def test_a_statement_that_uses_a_filter_made_elsewhere_is_green(self, world: World) -> None:
        world.replace("app/routes/tasks.py", "where(Task.user_id == user.id)", "where(owned_by(user))")
        world.write(
            "app/utils/owners.py",
            """
            def owned_by(user):
                return Task.user_id == user.id
            """,
        )

        assert row(world, "C6", "table:tasks").state is State.GREEN

    def test_a_statement_that_serves_everybody_needs_no_owner(self, world: World) -> None:
        world.replace("app/routes/tasks.py", "select(Task).where(Task.user_id == user.id)", "select(Task)")
        world.change_operation("tasks.list", access=Access.PUBLIC)

        assert world.judge("C6").state is State.GREEN


class TestErrors:
    def test_a_server_error_is_red(self, world: World) -> None:
        world.observe(exchange("test_create", "POST", "/api/tasks", 500, problem="the application raised KeyError: x"))

        found = row(world, "C7", "tasks.create")

        assert found.text == "POST /api/tasks answered 500: the application raised KeyError: x"
        assert "1 server error among" in world.judge("C7").summary

    @pytest.mark.parametrize("test", ["test_errors", "test_read_answers_503_while_the_database_is_away"])
    def test_a_server_error_that_a_passing_test_provokes_is_none(self, world: World, test: str) -> None:
        world.end("test_health", Outcome.PASSED)
        world.change_run(tests=(*(world.run.tests if world.run else ()), world.passed(test)))
        world.observe(exchange(test, "GET", "/api/tasks/t1", 503))

        assert world.judge("C7").state is State.GREEN

    def test_a_provoked_error_in_a_failing_test_is_red(self, world: World) -> None:
        world.observe(exchange("test_errors", "GET", "/api/tasks/t1", 500))
        world.end("test_errors", Outcome.FAILED)

        assert world.judge("C7").state is State.RED

    def test_a_health_check_may_say_that_the_database_is_away(self, world: World) -> None:
        world.observe(exchange("test_health", "GET", "/health", 503, None))

        assert row(world, "C7", "health.read").state is State.GREEN

    def test_an_error_that_is_not_as_documented_is_red(self, world: World) -> None:
        world.observe(exchange("test_create", "POST", "/api/tasks", 422, problem="errors is missing"))

        assert row(world, "C7", "tasks.create").state is State.RED

    @pytest.mark.parametrize("body", ["", "[]", "{}", '{"detail": ""}', '{"detail": ["x"]}'])
    def test_an_error_without_a_message_is_red(self, world: World, body: str) -> None:
        world.observe(exchange("test_create", "POST", "/api/tasks", 422, response_body=body))

        assert row(world, "C7", "tasks.create").text == (
            "POST /api/tasks answered 422 without the message of the error format"
        )

    def test_the_message_is_looked_for_where_the_format_has_it(self, world: World) -> None:
        message = ErrorField("message", ErrorPart.MESSAGE)
        world.use_settings(Settings(error_body=(ErrorField("error", ErrorPart.OBJECT, fields=(message,)),)))
        answer = '{"error": {"message": "No."}}'
        world.change_run(exchanges=(exchange("test_read", "GET", "/api/tasks/t1", 404, response_body=answer),))

        assert "answered 404 without" not in row(world, "C7", "tasks.read").text

    def test_an_operation_that_saw_nothing_hostile_is_amber(self, world: World) -> None:
        world.observe(exchange("test_read", "GET", "/api/tasks/t1", 404, "ben"), instead_of="test_read")

        assert row(world, "C7", "tasks.read").text == "GET /api/tasks/{id} was not called with hostile input"

    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("/api/tasks/%00", ""),
            ("/api/tasks/99999999999", ""),
            ("/api/tasks/a", '{"title": "a\\u0000b"}'),
            ("/api/tasks/a", '{"title": "\\ud800"}'),
            ("/api/tasks/a", '{"title": null}'),
            ("/api/tasks/a", '{"size": 99999999999}'),
            ("/api/tasks/a", "{"),
            ("/api/tasks/a", "[]"),
            ("/api/tasks/a", json.dumps({"title": "x" * 6000})),
        ],
    )
    def test_what_breaks_careless_code_is_hostile(self, path: str, body: str) -> None:
        assert is_hostile(exchange("test_read", "POST", path, 422, request_body=body))

    def test_an_ordinary_request_is_not_hostile(self) -> None:
        assert not is_hostile(exchange("test_read", "POST", "/api/tasks", 201, request_body='{"title": "milk"}'))

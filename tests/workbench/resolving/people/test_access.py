"""Who may call an operation, as its endpoint or the whole API has it."""

from generators.blueprint import Access, Operation
from tests.workbench.resolving.readings import (
    at,
    column,
    endpoint,
    reading,
    setting,
    table,
    tasks_table,
)
from tests.workbench.resolving.tasks import operation, resolved
from workbench.reading.facts import Fact, FieldFact, ResponseFact, SettingFact, Topic
from workbench.resolving.resolver import resolve


def test_everything_is_closed_unless_it_is_said_to_be_public() -> None:
    assert operation("GET /tasks").access is Access.REQUIRED
    assert operation("GET /tasks", auth="public").access is Access.PUBLIC


def test_the_general_statement_holds_where_an_endpoint_says_nothing() -> None:
    facts = (setting(Topic.AUTH_DEFAULT, "public"), endpoint("GET /tasks"))
    assert resolved(*facts).blueprint.operations[0].access is Access.PUBLIC


def test_an_interface_without_callers_is_open_unless_something_speaks_of_tokens() -> None:
    free = setting(Topic.NO_AUTH, "public")
    assert resolved(free, endpoint("GET /tasks")).blueprint.operations[0].access is Access.PUBLIC
    guarded = resolved(free, setting(Topic.TOKEN_SCHEME, "Bearer"), endpoint("GET /tasks"))
    assert guarded.blueprint.operations[0].access is Access.REQUIRED


def test_some_that_need_a_token_are_those_that_say_so() -> None:
    some = setting(Topic.AUTH_DEFAULT, "marked")
    facts = (endpoint("GET /tasks"), endpoint("POST /tasks", auth="required"))
    assert [one.access for one in resolved(some, *facts).blueprint.operations] == [Access.PUBLIC, Access.REQUIRED]
    assert resolved(some, endpoint("GET /tasks")).blueprint.operations[0].access is Access.REQUIRED


def test_reads_of_what_belongs_to_nobody_stay_open_where_others_ask_for_a_token_one_by_one() -> None:
    marked = (endpoint("POST /tasks", auth="required"), endpoint("DELETE /tasks/{id}", auth="required"))
    silent = (endpoint("GET /tasks"), endpoint("GET /labels"), endpoint("GET /notes"), endpoint("GET /users"))
    labels = table("labels", column("id", "uuid", primary_key=True))
    notes = table("notes", column("id", "uuid", primary_key=True), column("user_id", "uuid", references="users.id"))
    found = resolved(labels, notes, *marked, *silent)
    assert {one.route: one.access for one in found.blueprint.operations if one.method == "GET"} == {
        "GET /tasks": Access.REQUIRED,
        "GET /labels": Access.PUBLIC,
        "GET /notes": Access.REQUIRED,
        "GET /users": Access.REQUIRED,
    }
    assert any(one.id == "auth.unmarked" for one in found.assumptions)


def test_methods_are_open_or_reserved_as_it_is_said_of_them() -> None:
    said = (setting(Topic.AUTH_METHODS, "GET public"), setting(Topic.AUTH_METHODS, "POST required admin"))
    found = resolved(*said, endpoint("GET /tasks", file="specs/x.md"), endpoint("POST /tasks", file="specs/x.md"))
    reading, writing = found.blueprint.operations
    assert (reading.access, writing.access, writing.roles) == (Access.PUBLIC, Access.REQUIRED, ("admin",))


def test_what_is_said_within_a_resource_holds_there_alone() -> None:
    said = SettingFact(Topic.AUTH_METHODS, "GET public", at(), "tasks")
    found = resolved(said, endpoint("GET /tasks", file="specs/x.md"), endpoint("GET /users/{id}", file="specs/x.md"))
    assert {one.path: one.access for one in found.blueprint.operations} == {
        "/tasks": Access.PUBLIC,
        "/users/{id}": Access.REQUIRED,
    }


def test_a_document_that_describes_endpoints_speaks_of_those() -> None:
    said = setting(Topic.AUTH_METHODS, "GET public", file="specs/api/tasks.md")
    facts = (endpoint("GET /tasks", file="specs/api/tasks.md"), endpoint("GET /users/{id}", file="specs/api/users.md"))
    assert [one.access for one in resolved(said, *facts).blueprint.operations] == [Access.PUBLIC, Access.REQUIRED]


def test_an_endpoint_that_is_open_and_closed_is_asked_about() -> None:
    facts = (endpoint("GET /tasks", auth="required"), endpoint("GET /tasks", auth="public", file="specs/x.md"))
    assert [one.id for one in resolved(*facts).questions] == ["endpoint.GET /tasks.auth"]


def test_signing_in_is_always_public() -> None:
    assert operation("POST /auth/login", auth="required").access is Access.PUBLIC


ROLES = table(
    "users",
    column("id", "uuid", primary_key=True),
    column("email", "text", unique=True, nullable=False),
    column("role", "varchar(10)", nullable=False, choices=("guest", "skipper", "admin")),
)


def _served(*facts: Fact) -> Operation:
    return resolve(reading(ROLES, tasks_table(), *facts)).blueprint.operations[0]


def test_a_row_is_for_whoever_it_belongs_to_and_for_the_roles_beside() -> None:
    changing = _served(endpoint("PUT /tasks/{id}", roles=("author", "admin")))
    assert (changing.roles, changing.bypass_roles) == ((), ("admin",))
    adding = _served(endpoint("POST /tasks", roles=("author", "admin")))
    assert adding.roles == ("admin",)


def test_a_remark_names_the_roles_that_accounts_have() -> None:
    assert _served(endpoint("POST /tasks", summary="Hire a boat (skipper)")).roles == ("skipper",)
    assert _served(endpoint("POST /tasks", summary="Hire a boat (sailor)")).roles == ()


def test_invalid_input_is_answered_as_the_calls_that_carry_it_show() -> None:
    refusing = ResponseFact(400, "Validation error", source=at(3))
    body = (FieldFact("title", "string", required=True),)
    shown = resolved(endpoint("POST /tasks", body=body, responses=(refusing,))).blueprint.settings
    assert shown.validation_status == 400
    both = (refusing, ResponseFact(422, "Validation error", source=at(4)))
    assert resolved(endpoint("POST /tasks", body=body, responses=both)).blueprint.settings.validation_status == 422
    other = ResponseFact(400, "The boat has left", source=at(3))
    assert resolved(endpoint("POST /tasks", body=body, responses=(other,))).blueprint.settings.validation_status == 422

"""Who may call an operation, as its endpoint or the whole API has it."""

from generators.blueprint import Access
from tests.workbench.resolving.readings import at, endpoint, setting
from tests.workbench.resolving.tasks import operation, resolved
from workbench.reading.facts import SettingFact, Topic


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

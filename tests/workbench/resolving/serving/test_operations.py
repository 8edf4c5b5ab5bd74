"""Endpoints become operations of a kind, with everything that a route needs."""

import pytest

from generators.blueprint import Effect, EffectValue, OperationKind, PathUse
from tests.workbench.resolving.readings import API, answer, column, endpoint, field, index, reading, table, users_table
from tests.workbench.resolving.tasks import K, operation, resolved
from workbench.reading.facts import EndpointFact, ResponseFact
from workbench.resolving.resolver import resolve


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        ("POST /tasks", K.CREATE),
        ("GET /api/v1/tasks", K.LIST),
        ("GET /tasks/search", K.LIST),
        ("GET /tasks/{id}", K.READ),
        ("PATCH /tasks/{id}", K.PATCH),
        ("DELETE /tasks/{id}", K.DELETE),
        ("DELETE /tasks", K.BULK_DELETE),
        ("PATCH /tasks/{id}/complete", K.ACT),
        ("POST /tasks/{id}/publish", K.ACT),
        ("PATCH /tasks/{id}/toggle", K.TOGGLE),
        ("PATCH /tasks/{id}/status", K.PATCH),
        ("GET /tasks/stats", K.AGGREGATE),
        ("GET /tasks/{task_id}/comments", K.LIST),
        ("POST /auth/register", K.REGISTER),
        ("POST /auth/sign-up", K.REGISTER),
        ("POST /auth/login", K.LOGIN),
        ("POST /auth/refresh", K.REFRESH),
        ("POST /auth/change-password", K.CHANGE_PASSWORD),
        ("GET /auth/me", K.READ_ME),
        ("PATCH /users/me", K.UPDATE_ME),
        ("GET /users/{user_id}", K.READ_ME),
        ("GET /health", K.HEALTH),
        ("GET /api/system/db-health", K.HEALTH),
        ("POST /tasks/{id}/fly", K.PORT),
        ("POST /tasks/{id}/register", K.PORT),
        ("POST /weather", K.PORT),
    ],
)
def test_method_path_and_tables_tell_the_kind(route: str, kind: OperationKind) -> None:
    facts = [endpoint(route), endpoint("POST /auth/signin")] if "auth" in route else [endpoint(route)]
    found = next(one for one in resolved(*facts).blueprint.operations if one.path.endswith(route.split("/")[-1]))
    assert found.kind is kind


def test_the_default_of_a_field_that_no_table_holds_is_a_value_of_its_type() -> None:
    body = (field("words", "string[]", required=False, default="empty", has_default=True),)
    found = operation("POST /tasks/{id}/fly", body=body)
    assert (found.kind, found.body[0].default) == (K.PORT, "[]")


def test_a_port_is_about_no_table_where_its_path_names_rows_by_what_no_column_holds() -> None:
    assert operation("POST /tasks/{id}/fly").entity == "tasks"
    assert operation("POST /weather/{town}/tasks/fly").entity is None


def test_a_put_with_required_fields_replaces() -> None:
    assert operation("PUT /tasks/{id}", body=(field("title", "string", required=True),)).kind is K.REPLACE


def test_a_put_of_optional_fields_changes_only_those() -> None:
    found = operation("PUT /tasks/{id}", body=(field("title", "string", required=False),))
    assert (found.kind, found.body[0].required) == (K.PATCH, False)


def test_a_put_that_is_said_to_be_partial_is_so() -> None:
    found = operation("PUT /tasks/{id}", summary="Partial update", body=(field("title", required=True),))
    assert found.kind is K.PATCH


def test_links_go_by_the_join_table() -> None:
    tags = table("tags", column("id", "uuid", primary_key=True), column("user_id", "uuid", references="users.id"))
    join = table(
        "task_tags",
        column("task_id", "uuid", references="tasks.id"),
        column("tag_id", "uuid", references="tags.id"),
        key=("task_id", "tag_id"),
    )
    facts = (tags, join, endpoint("POST /tasks/{id}/tags/{tag_id}"), endpoint("DELETE /tasks/{id}/tags/{tag_id}"))
    found = resolved(*facts).blueprint.operations
    assert [(one.kind, one.entity) for one in found] == [(K.LINK, "task_tags"), (K.UNLINK, "task_tags")]
    assert [parameter.via for parameter in found[0].path_parameters] == ["task_id", "tag_id"]


def test_a_password_is_changed_for_the_caller_whom_the_path_names() -> None:
    body = (field("current_password", "string"), field("new_password", "string"))
    found = resolved(endpoint("POST /login"), endpoint("PATCH /users/{id}/password", body=body)).blueprint.operations
    [change] = [one for one in found if one.kind is K.CHANGE_PASSWORD]
    assert [(one.name, one.use) for one in change.path_parameters] == [("id", PathUse.CALLER)]


def test_the_caller_in_front_of_owned_rows_is_checked() -> None:
    found = operation("GET /api/{user_id}/tasks/{id}")
    assert [(one.name, one.use) for one in found.path_parameters] == [("user_id", PathUse.CALLER), ("id", PathUse.ROW)]
    assert 403 in found.errors


def test_a_parent_in_the_path_is_reached_by_its_reference() -> None:
    parent = operation("GET /tasks/{task_id}/comments").path_parameters[0]
    assert (parent.use, parent.entity, parent.via) == (PathUse.PARENT, "tasks", "task_id")


def test_completing_sets_flag_and_time() -> None:
    assert operation("POST /tasks/{id}/complete").effects == (
        Effect("completed", EffectValue.LITERAL, True),
        Effect("completed_at", EffectValue.NOW),
    )


def test_undoing_clears_flag_and_time() -> None:
    assert operation("POST /tasks/{id}/reopen").effects == (
        Effect("completed", EffectValue.LITERAL, False),
        Effect("completed_at", EffectValue.NULL),
    )


def test_a_body_may_say_which_way() -> None:
    found = operation("PATCH /tasks/{id}/complete", body=(field("completed", "boolean", required=True),))
    assert found.effects[0] == Effect("completed", EffectValue.BODY, True)


def test_a_toggle_flips() -> None:
    assert operation("PATCH /tasks/{id}/toggle").effects[0] == Effect("completed", EffectValue.FLIP)


def test_a_verb_that_is_a_state_sets_it() -> None:
    assert operation("POST /tasks/{id}/archive").effects == (Effect("status", EffectValue.LITERAL, "archived"),)


def test_a_unique_column_makes_creating_clash() -> None:
    facts = (index("tasks", "user_id", "title", unique=True), endpoint("POST /tasks"))
    assert 409 in resolved(*facts).blueprint.operations[0].errors


def test_one_endpoint_in_two_documents_is_one_operation() -> None:
    facts = (
        endpoint("GET /api/tasks/{id}"),
        endpoint("GET /api/tasks/{task_id}", file="specs/features/tasks.md", summary="One task"),
    )
    found = resolved(*facts).blueprint.operations
    assert [(one.path, len(one.sources)) for one in found] == [("/api/tasks/{id}", 2)]


def test_a_mention_adds_its_source_and_nothing_else() -> None:
    facts = (
        endpoint("GET /api/tasks"),
        endpoint("GET /tasks", file="specs/x.md", defining=False),
        endpoint("GET /moon", defining=False),
    )
    found = resolved(*facts).blueprint.operations
    assert [(one.path, len(one.sources)) for one in found] == [("/api/tasks", 2)]


def test_what_a_mention_takes_counts_where_the_definition_leaves_it_open() -> None:
    feature = "specs/features/tasks.md"
    found = resolved(
        endpoint("GET /api/tasks", query=(field("completed", "boolean"),)),
        endpoint("GET /tasks", query=(field("priority"),), file=feature, defining=False),
        endpoint("POST /api/tasks"),
        endpoint("POST /tasks", body=(field("title"),), file=feature, defining=False),
        endpoint("PATCH /api/tasks/{id}", body=(field("priority"),)),
        endpoint("PATCH /tasks/{id}", body=(field("title"),), file=feature, defining=False),
    ).blueprint.operations
    assert [one.name for one in found[0].query if one.sources or one.column] == ["completed", "priority"]
    assert [[one.name for one in each.body] for each in found[1:]] == [["title"], ["priority"]]


def two_beginnings() -> tuple[EndpointFact, ...]:
    return (
        endpoint("GET /api/tasks", file=API),
        endpoint("GET /api/v1/tasks", file="specs/features/tasks.md"),
    )


def test_paths_that_begin_in_two_ways_are_asked_about_once() -> None:
    result = resolved(*two_beginnings())
    assert [one.id for one in result.questions] == ["paths.prefix"]
    assert [one.path for one in result.blueprint.operations] == ["/api/tasks"]


def test_the_answer_moves_the_paths() -> None:
    result = resolved(*two_beginnings(), answer("paths.prefix", "/api/v1"))
    assert [one.path for one in result.blueprint.operations] == ["/api/v1/tasks"]


def test_names_are_told_apart() -> None:
    facts = (endpoint("PUT /tasks/{id}", body=(field("title", required=False),)), endpoint("PATCH /tasks/{id}"))
    names = [one.name for one in resolved(*facts).blueprint.operations]
    assert names == ["update_task", "update_task_patch"]


def test_a_soft_delete_is_one_where_the_table_keeps_the_time() -> None:
    notes = table("notes", column("id", "uuid", primary_key=True), column("deleted_at", "timestamptz", nullable=True))
    found = resolved(notes, endpoint("DELETE /notes/{id}")).blueprint.operations[0]
    assert found.soft


@pytest.mark.parametrize(
    ("roles", "beyond"),
    [
        (("nurse",), ("nurse",)),  # the visits are those of patients: no nurse has any
        (("nurse", "admin"), ("nurse", "admin")),
        (("patient", "admin"), ("admin",)),
        (("patient",), ()),
    ],
)
def test_a_role_whose_people_own_no_rows_reaches_those_of_others(
    roles: tuple[str, ...], beyond: tuple[str, ...]
) -> None:
    role = column("role", "text", nullable=False, choices=("patient", "nurse", "admin"), default="patient")
    people = table("users", *users_table().columns, role)
    visits = table(
        "visits",
        column("id", "uuid", primary_key=True, nullable=False),
        column("patient_id", "uuid", nullable=False, references="users.id"),
        column("status", "text", nullable=False, choices=("open", "done")),
    )
    close = endpoint("POST /visits/{id}/close", auth="required", roles=roles)
    operation = resolve(reading(people, visits, close)).blueprint.operations[0]
    assert (operation.roles, operation.bypass_roles) == (roles, beyond)


def test_a_part_of_a_row_is_changed_by_fields_that_are_all_columns() -> None:
    planning = (field("due_date", "datetime"), field("priority", "string"))
    assert operation("PATCH /tasks/{id}/planning", body=planning).kind is K.PATCH
    assert operation("PATCH /tasks/{id}/planning", body=(*planning, field("weather", "string"))).kind is K.PORT


def test_roles_are_written_as_the_accounts_have_them_and_an_owner_is_one_where_they_do() -> None:
    roles = ("CREW", "HARBOUR_MASTER", "OWNER")
    users = users_table()
    crew = table("users", *users.columns, column("role", "varchar(20)", nullable=False, choices=roles))
    facts = (endpoint("PATCH /users/{id}/role", roles=("owner",)), endpoint("GET /users", roles=("harbour master",)))
    found = resolve(reading(crew, *facts)).blueprint
    assert [one.roles for one in found.operations] == [("OWNER",), ("HARBOUR_MASTER",)]
    assert found.settings.roles == roles
    assert resolve(reading(users, facts[0])).blueprint.operations[0].roles == ()


def test_who_may_have_no_address_signs_in_with_what_every_account_has() -> None:
    users = table(
        "users",
        column("id", "uuid", primary_key=True, nullable=False),
        column("email", "varchar(255)", unique=True, nullable=True),
        column("phone_number", "varchar(20)", unique=True, nullable=False),
        column("password_hash", "varchar(255)", nullable=False),
    )
    [login] = resolve(reading(users, endpoint("POST /auth/login"))).blueprint.operations
    assert [one.name for one in login.body] == ["phone_number", "password"]


def test_rows_that_outlive_their_owner_may_be_without_one() -> None:
    key = column("id", "uuid", primary_key=True, nullable=False)
    owner = column("creator_id", "uuid", references="users.id", on_delete="SET NULL", nullable=True)
    found = resolve(reading(users_table(), table("notices", key, owner), endpoint("GET /notices"))).blueprint
    assert found.entity("notices").column("creator_id").nullable
    assert found.entity("notices").owner is not None


LANGUAGE = column("language", "varchar(5)", nullable=False, default="en")
NEWS = column("newsletter", "boolean", nullable=False, default=True)


@pytest.mark.parametrize("path", ["/me/preferences", "/users/me/settings", "/users/{user_id}/preferences"])
def test_a_part_of_the_callers_own_row_is_read_and_changed_alone(path: str) -> None:
    users = table("users", *users_table().columns, LANGUAGE, NEWS)
    part = (field("language"), field("newsletter", "boolean"))
    shown = ResponseFact(200, fields=part)
    facts = (endpoint(f"GET {path}", responses=(shown,)), endpoint(f"PUT {path}", body=part))
    found = resolve(reading(users, *facts)).blueprint.operations
    assert [(one.kind, one.response.columns) for one in found] == [
        (K.READ_ME, ("language", "newsletter")),
        (K.UPDATE_ME, ("language", "newsletter")),
    ]
    assert [one.name for one in found[1].body] == ["language", "newsletter"]


def test_a_part_that_nothing_documents_is_that_of_which_the_description_speaks() -> None:
    users = table("users", *users_table().columns, LANGUAGE, NEWS)
    told = endpoint("PUT /me/settings", summary="Change my language or newsletter.")
    (found,) = resolve(reading(users, told)).blueprint.operations
    assert [one.column for one in found.body] == ["language", "newsletter"]
    untold = endpoint("PUT /me/settings", body=(field("theme"),))
    assert resolve(reading(users, untold)).blueprint.operations[0].kind is K.PORT

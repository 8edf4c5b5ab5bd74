"""Endpoints become operations of a kind, with everything that a route needs."""

from typing import Any

import pytest

from generators.blueprint import (
    Access,
    Body,
    ColumnType,
    Effect,
    EffectValue,
    Holds,
    Operation,
    OperationKind,
    PathUse,
    QueryParameter,
    QueryUse,
    TypeName,
)
from tests.workbench.resolving.readings import (
    API,
    answer,
    column,
    endpoint,
    field,
    index,
    ok,
    reading,
    setting,
    table,
    tasks_table,
    users_table,
)
from workbench.reading.facts import EndpointFact, Fact, FieldFact, Topic
from workbench.resolving.questions import Resolution
from workbench.resolving.resolver import resolve
from workbench.resolving.validating import validate

K = OperationKind
STATES = ("draft", "published", "archived")
STATUS = column("status", "varchar(20)", nullable=False, choices=STATES, default="draft", has_default=True)
TABLES = (
    users_table(),
    tasks_table(
        STATUS,
        column("priority", "varchar(10)", nullable=False, choices=("low", "high"), default="low", has_default=True),
        column("due_date", "timestamptz", nullable=True),
        column("completed_at", "timestamptz", nullable=True),
        column("tags", "text[]", nullable=True),
    ),
    table(
        "comments",
        column("id", "uuid", primary_key=True),
        column("task_id", "uuid", nullable=False, references="tasks.id"),
    ),
)


def resolved(*facts: Fact) -> Resolution:
    resolution = resolve(reading(*TABLES, *facts))
    assert validate(resolution.blueprint) == ()
    return resolution


def operation(route: str, **more: Any) -> Operation:  # noqa: ANN401 - whatever an endpoint can say
    return resolved(endpoint(route, **more)).blueprint.operations[0]


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
        ("POST /weather", K.PORT),
    ],
)
def test_method_path_and_tables_tell_the_kind(route: str, kind: OperationKind) -> None:
    facts = [endpoint(route), endpoint("POST /auth/signin")] if "auth" in route else [endpoint(route)]
    found = next(one for one in resolved(*facts).blueprint.operations if one.path.endswith(route.split("/")[-1]))
    assert found.kind is kind


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


def query(one: FieldFact) -> QueryParameter:
    return operation("GET /tasks", query=(one,)).query[0]


@pytest.mark.parametrize(
    ("name", "use", "columns"),
    [
        ("priority", QueryUse.FILTER, "priority"),
        ("tag", QueryUse.FILTER, "tags"),
        ("completed", QueryUse.FILTER, "completed"),
        ("due_before", QueryUse.TO, "due_date"),
        ("due_from", QueryUse.FROM, "due_date"),
        ("created_after", QueryUse.FROM, "created_at"),
        ("limit", QueryUse.LIMIT, None),
        ("per_page", QueryUse.LIMIT, None),
        ("skip", QueryUse.OFFSET, None),
        ("page", QueryUse.PAGE, None),
        ("q", QueryUse.SEARCH, None),
        ("sort_by", QueryUse.SORT, None),
        ("order", QueryUse.DIRECTION, None),
    ],
)
def test_a_query_parameter_is_read_by_its_name(name: str, use: QueryUse, columns: str | None) -> None:
    found = query(field(name, "string"))
    assert (found.use, found.column) == (use, columns)


def test_words_for_a_flag_become_states_of_it() -> None:
    tables = (users_table(), tasks_table())
    facts = (endpoint("GET /tasks", query=(field("status", "string", choices=("all", "pending", "completed")),)),)
    found = resolve(reading(*tables, *facts)).blueprint.operations[0].query[0]
    assert [(choice.value, choice.column, choice.equals) for choice in found.choices] == [
        ("all", None, None),
        ("pending", "completed", False),
        ("completed", "completed", True),
    ]
    assert (found.use, found.default) == (QueryUse.STATE, "all")


def test_all_beside_an_enumeration_lifts_the_filter() -> None:
    found = query(field("status", "string", choices=("all", "draft", "published")))
    assert [(choice.value, choice.equals) for choice in found.choices] == [
        ("all", None),
        ("draft", "draft"),
        ("published", "published"),
    ]


def test_ways_to_sort_name_column_and_direction() -> None:
    found = query(
        field("sort", "string", choices=("-created_at", "created_at", "due_date:desc", "title_asc", "newest"))
    )
    assert [(choice.column, choice.descending) for choice in found.choices] == [
        ("created_at", True),
        ("created_at", False),
        ("due_date", True),
        ("title", False),
        ("created_at", True),
    ]


def test_ways_to_sort_may_stand_in_the_description() -> None:
    found = query(field("sort", description="title | -title | due_date, the order"))
    assert [choice.value for choice in found.choices] == ["title", "-title", "due_date"]


def test_a_search_looks_at_the_columns_that_are_named() -> None:
    assert query(field("search", description="text in the title")).columns == ("title",)


def test_a_parameter_that_fits_nothing_is_asked_about() -> None:
    questions = resolved(endpoint("GET /tasks", query=(field("moon_phase", "string"),))).questions
    assert [question.id for question in questions] == ["endpoint.GET /tasks.moon_phase"]


def test_a_list_always_has_a_window() -> None:
    uses = {one.use for one in operation("GET /tasks").query}
    assert {QueryUse.LIMIT, QueryUse.OFFSET} <= uses


def test_a_list_has_a_stable_order() -> None:
    assert [(one.column, one.descending) for one in operation("GET /tasks").order_by] == [
        ("created_at", True),
        ("id", True),
    ]


def test_body_fields_go_to_their_columns_with_the_limits_of_both() -> None:
    found = operation("POST /tasks", body=(field("title", "string", required=True, min_length=1),)).body[0]
    assert (found.column, found.required, found.limits.min_length, found.limits.max_length) == ("title", True, 1, 200)


def test_camel_case_fields_find_their_columns() -> None:
    assert operation("POST /tasks", body=(field("dueDate", "string"),)).body[0].column == "due_date"


def test_a_body_that_nobody_describes_follows_from_the_columns() -> None:
    result = resolved(endpoint("POST /tasks"))
    names = [one.name for one in result.blueprint.operations[0].body]
    assert names == ["title", "description", "completed", "status", "priority", "due_date", "completed_at", "tags"]
    assert any(one.id == "endpoint.POST /tasks.body" for one in result.assumptions)


def test_owner_key_and_time_stamps_never_come_from_the_body() -> None:
    fields = (field("id"), field("user_id"), field("created_at"), field("title", required=True))
    assert [one.name for one in operation("POST /tasks", body=fields).body] == ["title"]


def test_a_body_field_without_a_column_is_asked_about() -> None:
    body = (field("title", required=True), field("mood", "string"))
    assert [one.id for one in resolved(endpoint("POST /tasks", body=body)).questions] == ["tasks.mood.stored"]


def test_the_answer_refuses_the_field() -> None:
    body = (field("title", required=True), field("mood", "string"))
    result = resolved(endpoint("POST /tasks", body=body), answer("tasks.mood.stored", "refuse"))
    assert [one.name for one in result.blueprint.operations[0].body] == ["title"]


def test_documents_that_limit_a_field_otherwise_are_asked_about_and_the_answer_holds() -> None:
    facts = (
        endpoint("POST /tasks", body=(field("title", max_length=90, required=True),)),
        endpoint("POST /tasks", file="specs/x.md", body=(field("title", max_length=80, required=True),)),
    )
    key = "endpoint.POST /tasks.title.length"
    assert [one.id for one in resolved(*facts).questions] == [key]
    body = resolved(*facts, answer(key, "80")).blueprint.operations[0].body
    assert body[0].limits.max_length == 80


def test_values_that_documents_offer_otherwise_are_asked_about_and_the_answer_holds() -> None:
    facts = (
        endpoint("GET /tasks", query=(field("sort", choices=("title",)),)),
        endpoint("GET /tasks", file="specs/x.md", query=(field("sort", choices=("title", "due_date")),)),
    )
    key = "endpoint.GET /tasks.sort.offers"
    assert [one.id for one in resolved(*facts).questions] == [key]
    found = resolved(*facts, answer(key, "title, due_date")).blueprint.operations[0].query[0]
    assert [choice.column for choice in found.choices] == ["title", "due_date"]


def test_a_password_is_checked_and_not_stored_as_it_is() -> None:
    body = (field("email", "email", required=True), field("password", "string", required=True))
    found = operation("POST /auth/register", body=body)
    assert [(one.name, one.column) for one in found.body] == [("email", "email"), ("password", None)]
    assert found.body[1].limits.min_length == 8


ROW = (field("id"), field("title"), field("description"), field("completed"))


@pytest.mark.parametrize(
    ("route", "answer_", "body", "held"),
    [
        ("GET /tasks", ok(200, *ROW, array=True), Body.ITEMS, []),
        ("GET /tasks", ok(200, field("tasks", "array", fields=ROW), field("count", "integer")), Body.ENVELOPE,
         [Holds.ITEMS, Holds.TOTAL]),
        ("GET /tasks", ok(200, field("success", "boolean", example="true"), field("data", "array", fields=ROW)),
         Body.ENVELOPE, [Holds.LITERAL, Holds.ITEMS]),
        ("GET /tasks/{id}", ok(200, *ROW), Body.ITEM, []),
        ("GET /tasks/{id}", ok(200, field("data", "object", fields=ROW)), Body.ENVELOPE, [Holds.ITEM]),
        ("DELETE /tasks/{id}", ok(204), Body.EMPTY, []),
        ("DELETE /tasks/{id}", ok(200, field("message", "string", example='"Gone"'), field("id")), Body.ENVELOPE,
         [Holds.LITERAL, Holds.KEY]),
    ],
)  # fmt: skip
def test_the_documented_answer_gives_its_shape(route: str, answer_: object, body: Body, held: list[Holds]) -> None:
    found = operation(route, responses=(answer_,)).response
    assert (found.body, [one.holds for one in found.envelope]) == (body, held)


def test_a_list_of_which_nothing_is_said_has_the_usual_envelope() -> None:
    assert [one.name for one in operation("GET /tasks").response.envelope] == ["total", "items", "limit", "offset"]


def test_a_row_shows_what_the_example_shows() -> None:
    assert operation("GET /tasks/{id}", responses=(ok(200, *ROW),)).response.columns == (
        "id",
        "title",
        "description",
        "completed",
    )


def test_a_login_answers_with_a_token() -> None:
    held = [one.holds for one in operation("POST /auth/login").response.envelope]
    assert held == [Holds.ACCESS_TOKEN, Holds.TOKEN_TYPE]


@pytest.mark.parametrize(("route", "status"), [("POST /tasks", 201), ("GET /tasks", 200), ("DELETE /tasks/{id}", 204)])
def test_the_usual_status_holds_where_none_is_stated(route: str, status: int) -> None:
    assert operation(route).response.status == status


def test_two_statuses_of_success_are_asked_about() -> None:
    facts = (
        endpoint("DELETE /tasks/{id}", responses=(ok(204, body=False),)),
        endpoint("DELETE /tasks/{id}", file="specs/features/x.md", responses=(ok(200),)),
    )
    result = resolved(*facts)
    assert [one.id for one in result.questions] == ["endpoint.DELETE /tasks/{id}.status"]
    assert result.blueprint.operations[0].response.status == 204


def test_everything_is_closed_unless_it_is_said_to_be_public() -> None:
    assert operation("GET /tasks").access is Access.REQUIRED
    assert operation("GET /tasks", auth="public").access is Access.PUBLIC


def test_the_general_statement_holds_where_an_endpoint_says_nothing() -> None:
    facts = (setting(Topic.AUTH_DEFAULT, "public"), endpoint("GET /tasks"))
    assert resolved(*facts).blueprint.operations[0].access is Access.PUBLIC


def test_an_endpoint_that_is_open_and_closed_is_asked_about() -> None:
    facts = (endpoint("GET /tasks", auth="required"), endpoint("GET /tasks", auth="public", file="specs/x.md"))
    assert [one.id for one in resolved(*facts).questions] == ["endpoint.GET /tasks.auth"]


def test_signing_in_is_always_public() -> None:
    assert operation("POST /auth/login", auth="required").access is Access.PUBLIC


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


def test_a_list_in_the_body_over_a_json_column_keeps_the_type_of_its_entries() -> None:
    labels = column("labels", "jsonb", nullable=False, default="[]", has_default=True)
    facts = (users_table(), tasks_table(labels), endpoint("POST /api/tasks", body=(field("labels", "string[]"),)))
    body = resolve(reading(*facts)).blueprint.operations[0].body
    assert [(one.name, one.type, one.nullable) for one in body if one.column == "labels"] == [
        ("labels", ColumnType(TypeName.JSON, item=TypeName.TEXT), False)
    ]


def test_a_body_of_one_object_under_a_name_gives_its_members() -> None:
    wrapped = FieldFact("task", type="object", fields=(field("title", "string", required=True),))
    resolution = resolved(endpoint("POST /tasks", body=(wrapped,)))
    [operation] = resolution.blueprint.operations
    assert [one.name for one in operation.body] == ["title"]
    assert operation.body_name == "task"


def test_a_field_without_which_no_row_can_be_stored_is_required_whatever_the_endpoint_says() -> None:
    parcels = table(
        "parcels",
        column("id", "uuid", primary_key=True, nullable=False),
        column("weight", "integer", nullable=False),
        column("carrier", "varchar(40)", nullable=False, default="post", has_default=True),
        column("note", "text", nullable=True),
    )
    optional = tuple(field(name, kind, required=False) for name, kind in (("weight", "integer"), ("carrier", "string")))
    body = (*optional, field("note", "string", required=False))
    (create,) = resolve(reading(parcels, endpoint("POST /parcels", body=body))).blueprint.operations
    assert [one.name for one in create.body if one.required] == ["weight"]


def test_a_body_that_leaves_out_what_no_row_can_be_stored_without_is_completed() -> None:
    parcels = table(
        "parcels",
        column("id", "uuid", primary_key=True, nullable=False),
        column("address", "text", nullable=False),
        column("weight", "integer", nullable=False),
        column("note", "text", nullable=True),
    )
    body = (field("address", "string", required=True),)
    (create,) = resolve(reading(parcels, endpoint("POST /parcels", body=body))).blueprint.operations
    assert [(one.name, one.required) for one in create.body] == [("address", True), ("weight", True)]

"""Body fields become what a request carries, with the limits of their columns."""

from generators.blueprint import ColumnType, TypeName
from tests.workbench.resolving.readings import answer, column, endpoint, field, reading, table, tasks_table, users_table
from tests.workbench.resolving.tasks import operation, resolved
from workbench.reading.facts import FieldFact
from workbench.resolving.resolver import resolve


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

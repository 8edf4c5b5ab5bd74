"""Lists of objects in bodies and answers are rows of the table that belongs to the row."""

from generators.blueprint import BodyField, Children, Operation
from tests.workbench.resolving.readings import column, endpoint, field, ok, reading, table
from workbench.reading.facts import FieldFact, TableFact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True, nullable=False)


def tables(*, tied: bool = True) -> tuple[TableFact, ...]:
    recipe = column("recipe_id", "uuid", nullable=not tied, references="recipes.id", on_delete="CASCADE")
    return (
        table("recipes", ID, column("name", "varchar(80)", nullable=False)),
        table(
            "ingredients",
            ID,
            recipe,
            column("label", "varchar(80)", nullable=False),
            column("grams", "integer", nullable=False, check="grams >= 1"),
        ),
    )


def told(name: str, *members: FieldFact, **more: object) -> Resolution:
    listed = field(name, "object[]", required=True, fields=members, **more)
    shown = ok(201, field("id", "uuid"), field("name", "string"), field(name, "object[]", fields=members))
    facts = endpoint("POST /recipes", body=(field("name", "string", required=True), listed), responses=(shown,))
    return resolve(reading(facts, *tables()))


def created(resolution: Resolution) -> Operation:
    return resolution.blueprint.operations[0]


def body_field(operation: Operation, name: str) -> BodyField:
    return next(each for each in operation.body if each.name == name)


MEMBERS = (field("label", "string", required=True), field("grams", "integer", required=True))


def test_each_object_becomes_a_row_of_the_table_that_must_reference_it() -> None:
    parts = body_field(created(told("ingredients", *MEMBERS, min_length=1, max_length=30)), "ingredients")
    assert parts.children == Children("ingredients", "ingredients", "recipe_id")
    assert [(each.name, each.column) for each in parts.fields] == [("label", "label"), ("grams", "grams")]
    assert (parts.limits.min_length, parts.limits.max_length) == (1, 30)


def test_the_name_of_the_list_need_not_be_the_tables() -> None:
    assert body_field(created(told("parts", *MEMBERS)), "parts").children == Children(
        "parts", "ingredients", "recipe_id"
    )


def test_a_list_that_nothing_limits_holds_at_least_one_and_says_so() -> None:
    resolution = told("ingredients", *MEMBERS)
    assert body_field(created(resolution), "ingredients").limits.min_length == 1
    assert any("at least one entry" in each.text for each in resolution.assumptions)


def test_the_answer_shows_the_columns_that_its_example_shows() -> None:
    assert created(told("ingredients", *MEMBERS)).response.children == (
        Children("ingredients", "ingredients", "recipe_id", ("label", "grams")),
    )


def test_a_list_with_a_member_that_no_column_holds_is_none_of_them() -> None:
    resolution = told("ingredients", *MEMBERS, field("colour", "string"))
    assert all(each.children is None for each in created(resolution).body)

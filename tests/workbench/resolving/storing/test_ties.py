"""What ties rows: follows and saves, names through join tables, nested rows, counts, and who may read them."""

from typing import Any

import pytest

from generators.blueprint import (
    Access,
    Among,
    Blueprint,
    DefaultKind,
    EffectValue,
    ErrorField,
    ErrorPart,
    Holds,
    Member,
    Operation,
    OperationKind,
    PathUse,
    Shows,
    Through,
)
from tests.workbench.resolving.readings import endpoint, field, ok, reading
from tests.workbench.resolving.recipes import COOKS, PATHS, RECIPE, RECIPES, TABLES
from workbench.reading.facts import EndpointFact
from workbench.resolving.resolver import resolve


def blueprint_of(*endpoints: EndpointFact) -> Blueprint:
    return resolve(reading(*TABLES, *endpoints)).blueprint


def operation_of(route: str, **more: Any) -> Operation:  # noqa: ANN401 - whatever an endpoint takes
    return blueprint_of(endpoint(route, **more)).operations[0]


def test_a_shown_row_holds_its_parent_its_names_its_count_and_the_callers_tie() -> None:
    operation = operation_of("GET /recipes/{slug}", auth="optional", responses=(ok(200, RECIPE),))
    assert operation.response.members == (
        Member("slug", column="slug"),
        Member("name", column="name"),
        Member(
            "ingredients", Shows.VALUES, through=Through("ingredient_id", "name", "recipe_ingredients", "recipe_id")
        ),
        Member("savesCount", Shows.COUNT, entity="saves", here="recipe_id"),
        Member("isSaved", Shows.EXISTS, entity="saves", here="recipe_id", caller="user_id"),
        Member(
            "cook",
            Shows.PARENT,
            "cook_id",
            members=(
                Member("handle", column="handle"),
                Member("subscribed", Shows.EXISTS, entity="subscriptions", here="cook_id", caller="subscriber_id"),
            ),
        ),
    )


def test_rows_of_plain_columns_are_no_view() -> None:
    plain = field("recipe", "object", fields=(field("slug", "string"), field("name", "string")))
    assert operation_of("GET /recipes/{slug}", responses=(ok(200, plain),)).response.members == ()


@pytest.mark.parametrize(
    ("route", "kind", "name"),
    [
        ("POST /recipes/{slug}/save", OperationKind.LINK, "save_recipe"),
        ("PUT /recipes/{slug}/save", OperationKind.LINK, "save_recipe"),
        ("DELETE /recipes/{slug}/save", OperationKind.UNLINK, "unsave_recipe"),
        ("POST /recipes/{slug}/unsave", OperationKind.UNLINK, "unsave_recipe"),
    ],
)
def test_a_verb_below_a_row_ties_the_caller_to_it(route: str, kind: OperationKind, name: str) -> None:
    operation = operation_of(route, responses=(ok(200, RECIPE),))
    [parameter] = operation.path_parameters
    assert (operation.kind, operation.entity, operation.name) == (kind, "saves", name)
    assert (parameter.use, parameter.column, parameter.via) == (PathUse.PARENT, "slug", "recipe_id")
    assert operation.response.entity == "recipes"


def test_who_acts_is_the_caller_between_users_and_users() -> None:
    operation = operation_of("POST /cooks/{handle}/subscribe")
    [parameter] = operation.path_parameters
    assert (operation.kind, operation.entity) == (OperationKind.LINK, "subscriptions")
    assert (parameter.entity, parameter.column, parameter.via) == ("users", "handle", "cook_id")
    subscriptions = blueprint_of().entity("subscriptions")
    assert subscriptions.owner is not None
    assert subscriptions.owner.steps == ("subscriber_id",)


def test_a_verb_that_no_table_knows_ties_nothing() -> None:
    assert operation_of("POST /recipes/{slug}/print").kind is OperationKind.PORT


def test_a_feed_shows_the_rows_of_those_whom_the_caller_follows() -> None:
    operation = operation_of("GET /recipes/feed", summary="Recipes of the cooks to whom the caller subscribes")
    assert operation.kind is OperationKind.LIST
    assert operation.among == Among("cook_id", "subscriptions", "cook_id", "subscriber_id")


def test_a_key_filters_through_the_join_table_that_holds_it() -> None:
    operation = operation_of("GET /recipes", query=(field("ingredient_id", "string"), field("user_id", "string")))
    by_key = {one.name: (one.through, str(one.type)) for one in operation.query if one.through}
    way = Through("ingredient_id", "id", "recipe_ingredients", "recipe_id")
    assert by_key == {"ingredient_id": (way, "uuid")}


def test_filters_lead_through_join_tables_and_parents() -> None:
    query = tuple(field(name, "string") for name in ("ingredient", "cook", "savedBy"))
    operation = operation_of("GET /recipes", auth="public", query=query)
    assert {one.name: one.through for one in operation.query if one.through} == {
        "ingredient": Through("ingredient_id", "name", "recipe_ingredients", "recipe_id"),
        "cook": Through("cook_id", "handle"),
        "savedBy": Through("user_id", "handle", "saves", "recipe_id"),
    }


def test_a_list_of_names_in_a_wrapped_body_is_stored_through_its_join_table() -> None:
    wrapped = field(
        "recipe", "object", fields=(field("name", "string"), field("ingredientList", "string[]", required=False))
    )
    operation = operation_of("POST /recipes", body=(wrapped,))
    assert operation.body_name == "recipe"
    assert {one.name: one.column for one in operation.body} == {"name": "name", "ingredientList": None}
    assert operation.body[-1].through == Through("ingredient_id", "name", "recipe_ingredients", "recipe_id")


def test_a_slug_that_no_body_carries_is_made_of_the_name() -> None:
    slug = blueprint_of(endpoint("POST /recipes", body=(field("name", "string"),))).entity("recipes").column("slug")
    assert slug.default is not None
    assert (slug.default.kind, slug.default.value) == (DefaultKind.SLUG, "name")


def test_a_slug_that_a_body_carries_is_the_clients() -> None:
    body = (field("name", "string"), field("slug", "string"))
    assert blueprint_of(endpoint("POST /recipes", body=body)).entity("recipes").column("slug").default is None


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("Renaming a recipe updates its slug with the name.", True),
        ("The slug never changes, even where the name does.", False),
        ("The slug is made of the name.", False),
    ],
)
def test_a_slug_follows_its_name_only_where_that_is_said(text: str, follows: bool) -> None:
    facts = reading(*TABLES, endpoint("PATCH /recipes/{slug}", body=(field("name", "string", required=False),)))
    facts = type(facts)(facts.documents, {"specs/features/recipes.md": f"# Recipes\n\n{text}\n"})
    [operation] = resolve(facts).blueprint.operations
    assert any(effect.value is EffectValue.SLUG for effect in operation.effects) is follows


def test_rows_that_anybody_reads_are_shared_and_their_change_is_refused_with_what_is_documented() -> None:
    blueprint = blueprint_of(
        endpoint("GET /recipes/{slug}", auth="public", line=1),
        endpoint("PATCH /recipes/{slug}", body=(field("name", "string"),), responses=(ok(200), ok(403)), line=2),
        endpoint("DELETE /recipes/{slug}", responses=(ok(204), ok(404)), line=3),
    )
    assert blueprint.entity("recipes").shared
    assert [one.other_status for one in blueprint.operations] == [None, 403, None]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("403 Forbidden, when the caller does not have the permission to do it.", 403),
        ("Whoever lacks the rights is answered with 403.", 403),
        ("404 for rows that are not there.", None),
    ],
)
def test_a_general_answer_to_missing_rights_holds_for_rows_that_everybody_sees(text: str, status: int | None) -> None:
    facts = reading(
        *TABLES,
        endpoint("GET /recipes/{slug}", auth="public", line=1),
        endpoint("DELETE /recipes/{slug}", responses=(ok(204),), line=2),
    )
    facts = type(facts)(facts.documents, {"specs/api/errors.md": f"# Errors\n\n- {text}\n"})
    assert [one.other_status for one in resolve(facts).blueprint.operations] == [None, status]


def test_a_public_answer_that_tells_of_the_caller_takes_a_token_where_one_is_sent() -> None:
    operation = operation_of("GET /recipes/{slug}", auth="public", responses=(ok(200, RECIPE),))
    assert operation.access is Access.OPTIONAL
    assert 401 in operation.errors


def test_a_put_whose_wrapped_fields_are_all_optional_changes_what_it_is_given() -> None:
    wrapped = field("recipe", "object", required=True, fields=(field("name", "string", required=False),))
    assert operation_of("PUT /recipes/{slug}", body=(wrapped,)).kind is OperationKind.PATCH


def test_the_title_of_a_slug_is_never_empty() -> None:
    recipes = blueprint_of(endpoint("POST /recipes", body=(field("name", "string"),))).entity("recipes")
    assert recipes.column("name").limits.min_length == 1


def test_the_error_that_most_endpoints_document_is_that_of_all() -> None:
    errors = field("errors", "object", fields=(field("body", "string[]"),))
    endpoints = [endpoint(f"GET {path}", responses=(ok(422, errors),), line=line) for line, path in enumerate(PATHS, 1)]
    assert blueprint_of(*endpoints).settings.error_body == (
        ErrorField("errors", ErrorPart.OBJECT, fields=(ErrorField("body", ErrorPart.MESSAGES),)),
    )


def test_a_list_of_values_is_told_from_a_list_of_rows() -> None:
    operation = operation_of("GET /ingredients", auth="public", responses=(ok(200, field("ingredients", "string[]")),))
    [member] = operation.response.envelope
    assert (member.holds, member.value) == (Holds.VALUES, "name")
    assert operation.query == ()


def test_the_account_is_answered_with_its_token() -> None:
    account = field("user", "object", fields=(field("handle", "string"), field("token", "string")))
    body = (field("email"), field("password"))
    operation = operation_of("POST /users/login", body=body, responses=(ok(200, account),))
    [outer] = operation.response.envelope
    assert outer.holds is Holds.OBJECT
    assert [(one.name, one.holds) for one in outer.fields] == [("handle", Holds.COLUMN), ("token", Holds.ACCESS_TOKEN)]


def test_one_user_without_a_key_is_the_caller() -> None:
    operation = operation_of("GET /user")
    assert (operation.kind, operation.access) == (OperationKind.READ_ME, Access.REQUIRED)


def test_a_slug_that_is_made_here_is_no_part_of_a_body_that_no_document_states() -> None:
    blueprint = resolve(reading(COOKS, RECIPES, endpoint("POST /recipes", line=1))).blueprint
    (create,) = blueprint.operations
    default = blueprint.entity("recipes").column("slug").default
    assert default is not None
    assert default.kind is DefaultKind.SLUG
    assert [field.name for field in create.body] == ["name"]

"""What sentences say of ties, of what is shown, of whose rows these are and of names."""

from typing import Any

import pytest

from generators.blueprint import RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, field, ok, reading, requirement, table
from tests.workbench.resolving.recipes import COOK, KEY, RECIPE, TABLES
from workbench.resolving.resolver import resolve

SHORT = (field("slug", "string"), field("savesCount", "integer"), field("isSaved", "boolean"), COOK)
LISTED = field("recipes", "object[]", fields=SHORT)
FILTERS = (field("ingredient", "string"),)
PROFILE = field("profile", "object", fields=(field("handle", "string"), field("subscribed", "boolean")))
NAMED = field(
    "recipe",
    "object",
    fields=(field("name", "string", required=True), field("ingredientList", "string[]", required=False, max_length=9)),
)
NOTES = table(
    "notes",
    column("id", "uuid", **KEY),
    column("recipe_id", "uuid", nullable=False, references="recipes.id", on_delete="CASCADE"),
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("text", "varchar(500)", nullable=False),
    line=80,
)
ENDPOINTS = (
    endpoint("GET /recipes", auth="public", query=FILTERS, responses=(ok(200, LISTED),), line=1),
    endpoint("GET /recipes/feed", responses=(ok(200, LISTED),), line=2),
    endpoint("GET /recipes/{slug}", auth="public", responses=(ok(200, RECIPE),), line=3),
    endpoint("POST /recipes", body=(NAMED,), responses=(ok(201, RECIPE),), line=4),
    endpoint("PATCH /recipes/{slug}", body=(NAMED,), responses=(ok(200, RECIPE), ok(403)), line=5),
    endpoint("DELETE /recipes/{slug}", responses=(ok(204), ok(403)), line=6),
    endpoint("POST /recipes/{slug}/save", responses=(ok(200, RECIPE),), line=7),
    endpoint("DELETE /recipes/{slug}/save", responses=(ok(200, RECIPE),), line=8),
    endpoint("GET /profiles/{handle}", auth="public", responses=(ok(200, PROFILE),), line=9),
    endpoint("POST /profiles/{handle}/subscribe", responses=(ok(200, PROFILE),), line=10),
    endpoint("POST /recipes/{slug}/notes", body=(field("text", "string", required=True),), line=11),
)


def read(text: str) -> Any:  # noqa: ANN401 - a requirement, read for its status and ids
    facts = reading(*TABLES, NOTES, *ENDPOINTS, requirement(text, feature="recipes", section=("Recipes",)))
    [found] = [one for one in resolve(facts).blueprint.requirements if one.text == text]
    return found


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("A user MUST be able to save a recipe.", "recipes.save_recipe"),
        ("A user MUST be able to unsave a recipe.", "recipes.unsave_recipe"),
        ("Saving a recipe twice is no error.", "recipes.save_recipe"),
        ("A recipe tells whether the caller saved it.", "recipes.get"),
        ("A recipe shows the number of its saves.", "recipes.get"),
        ("A recipe shows its cook with handle and subscribed.", "recipes.get"),
        ("isSaved is false for a caller without a token.", "recipes.get"),
        ("The list leaves out the name of the recipes.", "recipes.list"),
        ("A profile MUST NOT show the email.", "profiles.get_profile"),
        ("Everyone MUST be able to read a recipe by its slug.", "recipes.get"),
        ("Everyone MUST be able to read a profile by its handle.", "profiles.get_profile"),
        ("Only the author MUST be able to update or delete a recipe; anybody else gets 403.", "recipes.delete"),
        ("Deleting a recipe deletes its notes.", "recipes.delete"),
        ("The slug is made of the name.", "recipes.create"),
        ("The slug MUST be unique.", "recipes.create"),
        ("Ingredients that do not exist yet are created.", "recipes.create"),
        ("A recipe MUST NOT carry more than 9 ingredients.", "recipes.create"),
        ("The list can be filtered by ingredient.", "rule:recipes.list.ingredient.filter"),
        ("A user MUST be able to note on a recipe.", "notes.create"),
    ],
)
def test_what_the_blueprint_bears_out_is_enforced(text: str, by: str) -> None:
    found = read(text)
    assert found.status is RequirementStatus.ENFORCED, found.reason
    assert by in found.by


@pytest.mark.parametrize(
    "text",
    [
        "A user MUST be able to print a recipe.",
        "A user MUST NOT subscribe themselves.",
        "A recipe tells whether the caller cooked it.",
        "A recipe shows the number of its cooks.",
        "A recipe shows its cook with handle and age.",
        "handle is false for a caller without a token.",
        "The list leaves out the slug of the recipes.",
        "A profile MUST NOT show the handle.",
        "Everyone MUST be able to delete a recipe.",
        "Everyone MUST be able to read a recipe by its name.",
        "Only the author MUST be able to read a recipe.",
        "Only the author MUST be able to delete a recipe; anybody else gets 404.",
        "Renaming a recipe updates its slug.",
        "Units that do not exist yet are created.",
        "A recipe MUST NOT carry more than 12 ingredients.",
        "The list can be filtered by oven.",
    ],
)
def test_what_nothing_bears_out_stays_open(text: str) -> None:
    assert read(text).status is RequirementStatus.OPEN

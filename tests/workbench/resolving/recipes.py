"""Recipes of cooks who follow each other: the tables and bodies that tests on ties describe endpoints for."""

from typing import Any

from tests.workbench.resolving.readings import column, field, table

KEY: dict[str, Any] = {"primary_key": True, "nullable": False}
COOKS = table(
    "users",
    column("id", "uuid", **KEY),
    column("handle", "varchar(40)", unique=True, nullable=False),
    column("email", "varchar(255)", unique=True, nullable=False),
    column("password_hash", "varchar(255)", nullable=False),
    column("about", "text", nullable=True),
)
RECIPES = table(
    "recipes",
    column("id", "uuid", **KEY),
    column("slug", "varchar(220)", unique=True, nullable=False),
    column("cook_id", "uuid", nullable=False, references="users.id"),
    column("name", "varchar(200)", nullable=False),
    column("created_at", "timestamptz", nullable=False, default="now()", has_default=True),
    line=20,
)
INGREDIENTS = table(
    "ingredients", column("id", "uuid", **KEY), column("name", "varchar(50)", unique=True, nullable=False), line=40
)
USES = table(
    "recipe_ingredients",
    column("recipe_id", "uuid", nullable=False, references="recipes.id"),
    column("ingredient_id", "uuid", nullable=False, references="ingredients.id"),
    key=("recipe_id", "ingredient_id"),
    line=50,
)
SAVES = table(
    "saves",
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("recipe_id", "uuid", nullable=False, references="recipes.id"),
    key=("user_id", "recipe_id"),
    line=60,
)
SUBSCRIPTIONS = table(
    "subscriptions",
    column("cook_id", "uuid", nullable=False, references="users.id"),
    column("subscriber_id", "uuid", nullable=False, references="users.id"),
    key=("cook_id", "subscriber_id"),
    line=70,
)
TABLES = (COOKS, RECIPES, INGREDIENTS, USES, SAVES, SUBSCRIPTIONS)
COOK = field("cook", "object", fields=(field("handle", "string"), field("subscribed", "boolean")))
PATHS = ("/recipes", "/recipes/{slug}", "/ingredients")
RECIPE = field(
    "recipe",
    "object",
    fields=(
        field("slug", "string"),
        field("name", "string"),
        field("ingredients", "string[]"),
        field("savesCount", "integer"),
        field("isSaved", "boolean"),
        COOK,
    ),
)

"""Names in bodies: slugs that are made of a text, and lists of names that are tied to the row."""

from dataclasses import dataclass

from generators.blueprint import EffectValue, OperationKind
from generators.naming import attribute, class_name, human
from generators.shapes import far_entity
from generators.testing.naming import factory_of, json_name
from generators.testing.rows.recipes import Recipe


@dataclass(frozen=True, slots=True)
class Slug:
    """A column that is made of the text in ``field``."""

    column: str
    field: str


@dataclass(frozen=True, slots=True)
class NameList:
    """A field that lists names; ``far`` and ``tie`` are the classes of the named rows and of the join table,
    ``arrange`` stores a row whose name is known."""

    field: str
    words: str
    far: str
    tie: str
    column: str
    there: str
    key: str
    arrange: str


def slugs_of(recipe: Recipe) -> tuple[Slug, ...]:
    """Give the slugs that an operation makes."""
    if recipe.operation.entity is None:
        return ()
    made = {effect.column: effect.literal for effect in recipe.operation.effects if effect.value is EffectValue.SLUG}
    if recipe.operation.kind is OperationKind.CREATE:
        made = {
            column.name: column.default.value for column in recipe.entity.columns if column.default and column.is_slug
        }
    fields = {field.column: json_name(recipe.blueprint, field.name) for field in recipe.operation.body}
    return tuple(Slug(column, fields[str(of)]) for column, of in made.items() if str(of) in fields)


def name_lists_of(recipe: Recipe) -> tuple[NameList, ...]:
    """Give the lists of names that an operation takes."""
    found = []
    for field in recipe.operation.body:
        through = field.through
        if through is None or through.entity is None:
            continue
        far, tie = far_entity(recipe.blueprint, recipe.entity, through), recipe.blueprint.entity(through.entity)
        column = attribute(through.column)
        found.append(
            NameList(
                json_name(recipe.blueprint, field.name),
                human(field.name).replace(" ", "_"),
                class_name(far),
                class_name(tie),
                through.column,
                through.there,
                attribute(far.key[0].name),
                f'known = await {factory_of(far)}(session, {column}="there already")',
            )
        )
    return tuple(found)

"""What an operation writes beside its body, in tests: a row that has it otherwise, and what is stored in the end."""

from generators.blueprint import Column, Effect, EffectValue, Operation, TypeName
from generators.effects import told_effects
from generators.naming import attribute
from generators.testing.naming import caller_key
from generators.testing.rows.recipes import Recipe
from generators.testing.values.making import literal_source, value_of


def told_values(operation: Operation, recipe: Recipe) -> dict[str, str]:
    """Give what the columns hold for certain, as Python source; when something happened is none of it."""
    return {
        effect.column: source for effect in told_effects(operation) if (source := _source(effect, recipe)) is not None
    }


def told_checks(recipe: Recipe) -> list[str]:
    """Give the expectations on the stored ``row``."""
    checks = []
    for effect in told_effects(recipe.operation):
        source, place = _source(effect, recipe), f'row["{effect.column}"]'
        if effect.value is EffectValue.NOW:
            checks.append(f"assert {place} is not None")
        elif source is not None:
            checks.append(f"assert {place} {'is' if source in {'True', 'False', 'None'} else '=='} {source}")
    return checks


def otherwise(recipe: Recipe) -> tuple[tuple[str, str], ...]:
    """Give values of a row in which nothing is as the operation writes it."""
    found = []
    for effect in told_effects(recipe.operation):
        source = _otherwise(effect, recipe.entity.column(effect.column))
        if source is not None:
            found.append((attribute(effect.column), source))
    return tuple(found)


def _source(effect: Effect, recipe: Recipe) -> str | None:
    if effect.value is EffectValue.NOW:
        return None
    if effect.value is EffectValue.CALLER:
        return f"{recipe.caller}.{caller_key(recipe.entity.column(effect.column))}"
    return literal_source(recipe.entity.column(effect.column).type, effect.literal)


def _otherwise(effect: Effect, column: Column) -> str | None:
    if column.type.name is TypeName.BOOLEAN:
        return str(effect.literal is not True)
    if column.limits.choices:
        return next((f'"{choice}"' for choice in column.limits.choices if choice != effect.literal), None)
    if effect.value is EffectValue.NULL and column.references is None:
        return value_of(column.name, column.type, column.limits).stored
    return "None" if column.nullable else None

"""Query parameters: what each must refuse and what it must just accept."""

from generators.blueprint import INTEGERS, QueryParameter, QueryUse, RuleKind, TypeName
from generators.testing.rows.recipes import Recipe
from generators.testing.values.cases import Case
from generators.testing.values.making import TEXTS, Value

_NUMBERED = frozenset({QueryUse.LIMIT, QueryUse.OFFSET, QueryUse.PAGE})
_CHOSEN = frozenset({QueryUse.STATE, QueryUse.SORT, QueryUse.DIRECTION, QueryUse.PERIOD})
_WRONG = {
    TypeName.BOOLEAN: "perhaps",
    TypeName.UUID: "not-a-uuid",
    TypeName.DATE: "someday",
    TypeName.TIMESTAMP: "someday",
    TypeName.NUMERIC: "many",
    TypeName.FLOAT: "many",
}


def bounds_of(recipe: Recipe, parameter: QueryParameter) -> tuple[int, int | None]:
    """Give the least and the greatest value of a page parameter."""
    maximum = parameter.limits.maximum
    if parameter.use is QueryUse.LIMIT and maximum is None:
        maximum = recipe.blueprint.settings.max_limit
    least = 0 if parameter.use is QueryUse.OFFSET else 1
    minimum = parameter.limits.minimum
    return int(least if minimum is None else minimum), None if maximum is None else int(maximum)


def refused_parameters(recipe: Recipe, parameter: QueryParameter) -> tuple[Case, ...]:
    """Give what ``parameter`` must refuse."""
    if parameter.use in _NUMBERED:
        low, high = bounds_of(recipe, parameter)
        values = [str(low - 1), "many", *([str(high + 1)] if high is not None else [])]
        return tuple(_case(parameter, value, RuleKind.PAGINATION) for value in values)
    if parameter.use in _CHOSEN or parameter.limits.choices:
        return (_case(parameter, "none-of-these", RuleKind.CHOICES),)
    if parameter.use is QueryUse.CURSOR:
        return tuple(_case(parameter, value, RuleKind.PAGINATION) for value in ("garbage", "e30=", "W10="))
    if parameter.type.name in INTEGERS:
        return (_case(parameter, "many", RuleKind.FILTER),)
    if parameter.type.name in _WRONG:
        return (_case(parameter, _WRONG[parameter.type.name], RuleKind.FILTER),)
    if parameter.type.name in TEXTS:
        return _refused_texts(parameter)
    return ()


def _refused_texts(parameter: QueryParameter) -> tuple[Case, ...]:
    cases = [Case(parameter.name, Value(r'"a\x00b"', ""), f"{parameter.name} with a NUL")]
    if parameter.limits.min_length:
        cases.append(Case(parameter.name, Value('" "', ""), f"{parameter.name} blank", RuleKind.LENGTH))
    longest = _longest(parameter)
    if longest:
        says = f"{parameter.name} of {longest + 1} characters"
        cases.append(Case(parameter.name, Value(f'"x" * {longest + 1}', ""), says, RuleKind.LENGTH))
    return tuple(cases)


def accepted_parameters(recipe: Recipe, parameter: QueryParameter) -> tuple[Case, ...]:
    """Give what ``parameter`` must just accept."""
    if parameter.use in _NUMBERED:
        low, high = bounds_of(recipe, parameter)
        return tuple(_case(parameter, str(value)) for value in dict.fromkeys((low, high)) if value is not None)
    if parameter.use in _CHOSEN:
        return tuple(_case(parameter, choice.value) for choice in parameter.choices)
    longest = _longest(parameter)
    if parameter.use is QueryUse.SEARCH and parameter.type.name in TEXTS and longest:
        says = f"{parameter.name} of {longest} characters"
        return (Case(parameter.name, Value(f'"x" * {longest}', ""), says, RuleKind.LENGTH),)
    return ()


def _longest(parameter: QueryParameter) -> int | None:
    return parameter.limits.max_length or parameter.type.length


def _case(parameter: QueryParameter, value: str, kind: RuleKind | None = None) -> Case:
    return Case(parameter.name, Value(f'"{value}"', ""), f"{parameter.name} {value}", kind)

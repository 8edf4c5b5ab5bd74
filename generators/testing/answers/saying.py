"""What the tests expect errors to say, where the specifications say it."""

from collections.abc import Iterable

from generators.blueprint import Blueprint, Entity, ErrorPart, Occasion, Settings
from generators.messages import KEY, field_text, missing_text, text_of, told_under
from generators.templating import quoted
from generators.testing.answers.errors import error_paths
from generators.testing.naming import json_name
from generators.testing.sources import dict_source
from generators.testing.suite import Source
from generators.testing.values.bodies import Bodies
from generators.testing.values.cases import Case

Said = tuple[Occasion, str | None]
"""An occasion, and the column that it is about where it is about one."""


def said_check(settings: Settings) -> str | None:
    """Give the expectation that the ``body`` of an error says ``says``; nothing where nothing is documented."""
    paths = error_paths(settings)
    if not settings.messages:
        return None
    if ErrorPart.MESSAGE in paths:
        return f"assert says in (None, body{paths[ErrorPart.MESSAGE]})"
    if ErrorPart.MESSAGES in paths:
        return f"assert says is None or body{paths[ErrorPart.MESSAGES]} == [says]"
    return f"assert says is None or [says] in body{paths[ErrorPart.FIELDS]}.values()"


def told_checks(settings: Settings) -> list[str]:
    """Give the expectations that the ``body`` of a validation error says ``says`` about ``field``."""
    paths = error_paths(settings)
    checks = []
    if ErrorPart.MESSAGE in paths and not settings.message(Occasion.INVALID):
        checks.append(f"assert body{paths[ErrorPart.MESSAGE]} == says")
    if ErrorPart.ERRORS in paths:
        checks.append(f'assert {{"field": field, "message": says}} in body{paths[ErrorPart.ERRORS]}')
    elif ErrorPart.FIELDS in paths:
        checks.append(f"assert says in body{paths[ErrorPart.FIELDS]}[field]")
    elif ErrorPart.MESSAGES in paths:
        checks.append(f'assert f"{{field}} {{says}}" in body{paths[ErrorPart.MESSAGES]}')
    return checks


def says_arguments(settings: Settings) -> dict[str, str]:
    """Give the argument that names the documented text of each occasion without a table; empty without one."""
    found = {}
    for occasion in Occasion:
        stated = settings.message(occasion)
        found[occasion.value] = f", says={quoted(stated.text)}" if stated and stated.text else ""
    if not found[Occasion.EXPIRED_TOKEN] and found[Occasion.BAD_TOKEN]:
        found[Occasion.EXPIRED_TOKEN] = f", says={quoted(text_of(settings, Occasion.BAD_TOKEN))}"
    return found


def told_rows(blueprint: Blueprint) -> list[str]:
    """Give what routes say, with the member and the words that it becomes in the body of an error, as parameters."""
    return [
        f"pytest.param({quoted(said)}, {quoted(key)}, {quoted(words)}, id={quoted(said)})"
        for said, (key, words) in told_under(blueprint).items()
    ]


def missing_texts(settings: Settings, targets: Iterable[tuple[str, Entity]]) -> str:
    """Give the dictionary of what is said of a missing row by the name of its key in the path; empty without one."""
    named = dict(targets)
    if not any(settings.message(Occasion.MISSING, entity.name) for entity in named.values()):
        return ""
    return dict_source([(name, quoted(_missing(settings, entity))) for name, entity in named.items()])


def _missing(settings: Settings, entity: Entity) -> str:
    message = settings.message(Occasion.MISSING, entity.name)
    return message.text if message and message.key else missing_text(settings, entity)


def formats_keys(settings: Settings) -> bool:
    """Tell whether some of these texts name the key that was asked for."""
    return any(one.occasion is Occasion.MISSING and KEY in one.text for one in settings.messages)


def told_cases(bodies: Bodies) -> list[tuple[Case, str]]:
    """Give what the body of an operation must refuse in documented words, with these words."""
    settings, entity = bodies.blueprint.settings, bodies.recipe.operation.entity
    if not settings.messages or entity is None:
        return []
    fields = {field.body.name: field for field in bodies.recipe.fields}
    found = []
    for case in bodies.refused():
        field = fields.get(case.field)
        text = field and case.occasion and field_text(settings, entity, field.body, field.limits, case.occasion)
        if text:
            found.append((case, text))
    return found


def told_table(bodies: Bodies) -> list[Source]:
    """Give the rows of the table of what is said about fields."""
    return [
        Source(f'pytest.param({{"{name}": {case.value.sent}}}, "{name}", {quoted(text)}, id={quoted(case.says)})')
        for case, text in told_cases(bodies)
        for name in (json_name(bodies.blueprint, case.field),)
    ]


def told_of(bodies: Bodies) -> list[Said]:
    """Give the occasions and columns of that table."""
    names = {field.body.name: field.column.name if field.column else field.body.name for field in bodies.recipe.fields}
    return [(case.occasion, names[case.field]) for case, _ in told_cases(bodies) if case.occasion]

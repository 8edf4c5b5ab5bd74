"""The factories of the generated tests: one function for each table, that stores a valid row."""

import re
from dataclasses import dataclass, replace

from generators.blueprint import (
    Blueprint,
    Column,
    ColumnRole,
    DefaultKind,
    Entity,
    EntityPurpose,
    Limits,
    TypeName,
)
from generators.drafts import Draft
from generators.naming import attribute, class_name, human, module_name
from generators.templating import quoted, render
from generators.testing.naming import caller_key, factory_of, takes_owner, usual_role
from generators.testing.rows.recipes import has_one_row_each
from generators.testing.values.making import TEXTS, effective_limits, value_of
from generators.testing.values.patterns import shape

_ROOMY = 8
"""The characters that a text has at least in which a counter finds room."""
_FEWEST_DIGITS = 4
"""The digits that a counter of rows needs."""


@dataclass(frozen=True, slots=True)
class Factory:
    """One factory, ready for the template: ``parents`` are (attribute, factory call, its column),
    ``values`` the other members as Python source."""

    name: str
    model: str
    words: str
    owned: bool
    held: str
    parents: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]


def render_factories(blueprint: Blueprint) -> Draft:
    """Give the module of factories."""
    entities = [entity for entity in blueprint.entities if entity.purpose is not EntityPurpose.USERS]
    users = blueprint.users
    text = render(
        "backend/tests/factories.py",
        users=users,
        user_class=class_name(users) if users else "Caller",
        user_parents=_user_parents(blueprint, users) if users else (),
        user_values=_user_values(blueprint, users) if users else (),
        user_key=_user_key(blueprint),
        password=users.with_role(ColumnRole.PASSWORD) if users else None,
        rounds=blueprint.settings.bcrypt_rounds,
        factories=[_factory(blueprint, entity) for entity in entities],
        modules=sorted((module_name(entity), class_name(entity)) for entity in blueprint.entities),
    )
    symbols = {factory_of(entity): (f"table:{entity.name}",) for entity in blueprint.entities}
    return Draft("tests/factories.py", text, symbols)


def _factory(blueprint: Blueprint, entity: Entity) -> Factory:
    parents: list[tuple[str, str]] = []
    values: list[tuple[str, str]] = []
    for column in entity.columns:
        if column.role is ColumnRole.TENANT and (tenant := blueprint.tenant_column):
            values.append((attribute(column.name), f"owner.{attribute(tenant.name)}"))
        elif column.references is not None and not column.nullable:
            parent = _parent(blueprint, entity, column)
            (parents if parent.startswith("(await") else values).append((attribute(column.name), parent))
        elif (source := _member(entity, _as_written(blueprint, entity, column))) is not None:
            values.append((attribute(column.name), source))
    return Factory(
        factory_of(entity),
        class_name(entity),
        human(entity.singular),
        takes_owner(entity),
        _held(entity),
        tuple(parents),
        tuple(values),
    )


def _held(entity: Entity) -> str:
    """Give the condition that finds the one row which an owner can have; nothing where there may be more."""
    owner = entity.with_role(ColumnRole.OWNER)
    if owner is None or not owner.unique or not takes_owner(entity):
        return ""
    return f"col({class_name(entity)}.{attribute(owner.name)}) == owner.{caller_key(owner)}"


def _parent(blueprint: Blueprint, entity: Entity, column: Column) -> str:
    reference = column.references
    if reference is None:
        raise ValueError(f"{entity.name}.{column.name} references nothing")
    target = blueprint.entity(reference.entity)
    key = attribute(reference.column)
    if target.purpose is EntityPurpose.USERS:
        another = entity.purpose is EntityPurpose.JOIN and column.role is not ColumnRole.OWNER
        return f"owner.{key}" if takes_owner(entity) and not another else f"(await make_user(session)).{key}"
    owner_argument = ", owner" if takes_owner(target) and takes_owner(entity) else ""
    if takes_owner(target) and (not takes_owner(entity) or has_one_row_each(target)):
        owner_argument = ", await make_user(session)"
    return f"(await {factory_of(target)}(session{owner_argument})).{key}"


def _member(entity: Entity, column: Column) -> str | None:
    """Give the value that a factory stores, nothing where the database fills the column."""
    if column.role is ColumnRole.OWNER:
        return f"owner.{caller_key(column)}"
    default = column.default
    if default and default.kind is DefaultKind.NEXT:
        return "next(numbers)"
    if default and not default.by_application and (default.kind is not DefaultKind.LITERAL or _plain(column)):
        return None
    # What may be missing but is nobody else's is there, so that tests have something to take from others.
    differing = column.unique and column.references is None and column.type.name in TEXTS
    return value_source(entity, column) if differing or not column.nullable else None


def _plain(column: Column) -> bool:
    return not column.unique


def _as_written(blueprint: Blueprint, entity: Entity, column: Column) -> Column:
    """Give the column with the pattern and the form that clients must keep to where they write it."""
    if column.limits.pattern or column.limits.format:
        return column
    for operation in blueprint.operations:
        for field in operation.body if operation.entity == entity.name else ():
            if field.column == column.name and (field.limits.pattern or field.limits.format):
                limits = replace(column.limits, pattern=field.limits.pattern, format=field.limits.format)
                return replace(column, limits=limits)
    return column


def value_source(entity: Entity, column: Column) -> str:
    """Give a valid value for the column, another one at each call where it must be unique."""
    limits = effective_limits(column.limits, column.type)
    kind = column.type.name
    name = f"{entity.singular}_{column.name}" if column.name in {"name", "title"} else column.name
    # A counter outgrows a short text: only one that must differ from row to row counts there.
    differs = column.unique or entity.key == (column,)
    counts = differs or (limits.max_length or _ROOMY) >= _ROOMY
    if kind in TEXTS and not limits.choices and not limits.pattern and counts:
        return _counted(name, limits)
    if kind in TEXTS and differs and limits.pattern and (fitting := _counted_in(limits.pattern, column.name)):
        return fitting
    if kind is TypeName.UUID:
        return "uuid4()"
    if differs and kind not in TEXTS | {TypeName.BOOLEAN}:
        return "next(numbers)"
    return value_of(column.name, column.type, limits).stored


def _counted(name: str, limits: Limits) -> str:
    forms = {"email": 'f"{}-{{next(numbers)}}@example.com"', "uri": 'f"https://example.com/{}/{{next(numbers)}}"'}
    word = attribute(name).replace("_", "-")
    if limits.format in forms:
        return forms[limits.format].format(word)
    if limits.format == "slug":
        return f'f"{word}-{{next(numbers)}}"'
    text = human(name).capitalize()
    length = limits.max_length or 200
    if length < len(text) + 6:
        text = text[: max(0, length - 6)]
    text = f"{text} " if text else ""
    least = limits.min_length or 0
    if least > len(text) and least + 5 > length:
        # Between the shortest and the longest there is no room for a number that grows.
        return f'f"{text}{{next(numbers):0{length - len(text)}d}}"'
    padding = max(0, least - len(text) - 1)
    return f'f"{text}{"x" * padding}{{next(numbers)}}"'


def _counted_in(pattern: str, name: str) -> str | None:
    """Give text that is another one at each call and matches the pattern, if a word with a number does."""
    word = attribute(name)
    for start in (f"{word}_", f"{word}-", word, f"{word.upper()}-", word.upper(), word[0], word[0].upper(), ""):
        if all(re.fullmatch(pattern, f"{start}{number}") for number in (101, 99999)):
            return f'f"{start}{{100 + next(numbers)}}"'
    return _padded_in(pattern)


def _padded_in(pattern: str) -> str | None:
    """Give text of a fixed length that ends in digits, with a counter in their place: ``[0-9]{13}``."""
    for extra in (0, _FEWEST_DIGITS):
        sample = shape(pattern, extra=extra) or ""
        head = sample.rstrip("0123456789")
        width = len(sample) - len(head)
        fits = width >= _FEWEST_DIGITS and '"' not in head and "{" not in head
        if fits and all(re.fullmatch(pattern, f"{head}{number:0{width}d}") for number in (1, 9999)):
            return f'f"{head}{{next(numbers):0{width}d}}"'
    return None


def _user_key(blueprint: Blueprint) -> str:
    """Give the expression for the id of a caller whom no table holds."""
    owner = next(
        (column for entity in blueprint.entities for column in entity.columns if column.role is ColumnRole.OWNER), None
    )
    kind = owner.type.name if owner else TypeName.TEXT
    if kind is TypeName.UUID:
        return "uuid4()"
    return "next(numbers)" if kind not in TEXTS else 'f"user-{next(numbers)}"'


def _user_parents(blueprint: Blueprint, users: Entity) -> tuple[tuple[str, str], ...]:
    return tuple(
        (attribute(column.name), f"(await {factory_of(target)}(session)).{attribute(column.references.column)}")
        for column in users.columns
        if column.references is not None and not column.nullable
        if (target := blueprint.entity(column.references.entity)) is not users and not takes_owner(target)
    )


def _user_values(blueprint: Blueprint, users: Entity) -> tuple[tuple[str, str], ...]:
    values = []
    for column in (_as_written(blueprint, users, column) for column in users.columns):
        if column.role is ColumnRole.PASSWORD:
            values.append((attribute(column.name), "password_hash_of(PASSWORD)"))
            continue
        if column.primary_key and column.default is None:
            source: str | None = _key_source(column)
        elif column.role is ColumnRole.USER_ROLE and not (column.nullable or column.default) and column.limits.choices:
            source = quoted(usual_role(blueprint) or "")
        else:
            source = None if column.references is not None else _member(users, column)
        if source is not None:
            values.append((attribute(column.name), source))
    return tuple(values)


def _key_source(column: Column) -> str:
    if column.type.name is TypeName.UUID:
        return "uuid4()"
    return 'f"user-{next(numbers)}"' if column.type.name in TEXTS else "next(numbers)"

"""Query parameters that say in which order a list comes."""

import re

from generators.blueprint import Choice, Column, ColumnType, Entity, QueryParameter, QueryUse, TypeName
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.serving.listing.parameter_names import role_of
from workbench.resolving.storing.column_types import stated_choices
from workbench.resolving.words import snake

_SORT_SYNONYMS = {
    "created": "created_at",
    "date": "created_at",
    "newest": "created_at",
    "latest": "created_at",
    "oldest": "created_at",
    "recent": "created_at",
    "updated": "updated_at",
    "modified": "updated_at",
    "alphabetical": "title",
    "due": "due_date",
    "name": "title",
}
_DESCENDING_WORDS = frozenset({"newest", "latest", "recent"})
_WORD = regex(r"[-+]?[A-Za-z_][\w]*(?:[:.](?:asc|desc))?", re.IGNORECASE)


def resolve_sort(field: FieldFact, entity: Entity) -> QueryParameter | None:
    """Read a sort parameter with the ways to sort that it offers; nothing where it is none."""
    name = snake(field.name)
    choices = tuple(
        choice for text in _stated_choices(field, entity) if (choice := sort_choice(text, entity)) is not None
    )
    role = role_of(name, is_column=any(one.name == name for one in entity.columns))
    if role != "sort" and not (name == "order" and choices):
        return None
    if not choices:
        choices = tuple(Choice(one.name, one.name) for one in entity.columns if _is_sortable(one, entity))
    if not choices:
        return None
    default = str(field.default) if field.has_default and field.default is not None else None
    known = {choice.value for choice in choices}
    return QueryParameter(
        field.name,
        QueryUse.SORT,
        ColumnType(TypeName.VARCHAR),
        choices=choices,
        default=default if default in known else None,
    )


def _stated_choices(field: FieldFact, entity: Entity) -> tuple[str, ...]:
    if stated := stated_choices(field):
        return stated
    candidates = _WORD.findall(field.description)
    return tuple(dict.fromkeys(text for text in candidates if "_" in text and sort_choice(text, entity)))


def sort_choice(text: str, entity: Entity) -> Choice | None:
    """Read one way to sort: ``created_at``, ``-created_at``, ``created_at:desc``, ``newest``, ``title_asc``."""
    plain = text.strip().strip("`'\"")
    descending = plain.startswith("-")
    base = plain.lstrip("+-")
    for ending, falls in (
        (":desc", True),
        (":asc", False),
        (".desc", True),
        (".asc", False),
        ("_desc", True),
        ("_asc", False),
    ):
        if base.lower().endswith(ending):
            base, descending = base[: -len(ending)], falls
            break
    column = sort_column(base, entity)
    if column is None:
        return None
    return Choice(plain, column, descending=descending or snake(base) in _DESCENDING_WORDS)


def sort_column(name: str, entity: Entity) -> str | None:
    """Give the column that a word for sorting means."""
    wanted = snake(name)
    by_name = {snake(column.name): column.name for column in entity.columns if column.name in entity.visible}
    for candidate in (
        wanted,
        _SORT_SYNONYMS.get(wanted, ""),
        f"{wanted}_at",
        f"{wanted}_date",
        "name" if wanted in ("title", "alphabetical") else "",
    ):
        if candidate in by_name:
            return by_name[candidate]
    return None


def _is_sortable(column: Column, entity: Entity) -> bool:
    return (
        column.name in entity.visible
        and column.references is None
        and column.type.name not in (TypeName.JSON, TypeName.ARRAY, TypeName.BYTES)
        and column.role.value not in ("owner",)
    )

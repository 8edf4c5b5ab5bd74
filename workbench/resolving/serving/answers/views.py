"""Views: what documented responses show of a row beside its own columns.

Example: beside ``title``, a recipe is shown with ``cook: {name, following}``, ``savesCount``, ``saved`` and
``ingredientNames``: the row that ``cook_id`` leads to, the number of rows in ``saves``, whether the caller has one,
and the names that a join table ties to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generators.blueprint import ColumnRole, Entity, Member, Shows
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.serving.answers.responses import names_key
from workbench.resolving.serving.requests.groups import shown_group
from workbench.resolving.storing.ties import Tie, find_names, find_tie
from workbench.resolving.words import singular, snake, words

_HIDDEN = (ColumnRole.PASSWORD, ColumnRole.SECRET)
_ADDRESSES = frozenset({"url", "uri", "href", "link", "self", "self_link", "self_url"})
_ADDRESS = regex(r"(?:https?://[^/]{1,100})?((?:/[\w-]{1,60}){0,8}/)(?:[\w-]{1,60}|\{\w+\})")
_COUNTING = ("count", "counts", "total", "number", "num", "of", "no", "nb", "amount")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The tables among which a row is shown."""

    entities: tuple[Entity, ...]
    ties: tuple[Tie, ...]

    def entity(self, name: str) -> Entity | None:
        """Give an entity by its name."""
        return next((entity for entity in self.entities if entity.name == name), None)


def resolve_members(fields: Sequence[FieldFact], entity: Entity, around: Surroundings) -> tuple[Member, ...]:
    """Give the members of a shown row in their documented order; nothing where they are plain columns.

    A field that nothing accounts for is left out.
    """
    members = tuple(member for field in fields if (member := _member(field, entity, around)) is not None)
    return () if all(_is_own(member) for member in members) else members


def _is_own(member: Member) -> bool:
    """Tell a column that is shown under its own name, in whatever style."""
    return member.shows is Shows.COLUMN and snake(member.name) == snake(member.column or "")


def _member(field: FieldFact, entity: Entity, around: Surroundings) -> Member | None:
    column = next((one for one in entity.columns if snake(one.name) == snake(field.name)), None)
    if column is not None and column.role not in _HIDDEN and not field.fields:
        return Member(field.name, column=column.name)
    if column is None and len(entity.key) == 1 and not field.fields and names_key(field.name, entity):
        return Member(field.name, column=entity.key[0].name)
    if _is_list(field):
        through = find_names(field.name, entity, around.entities) if not field.fields else None
        return Member(field.name, Shows.VALUES, through=through) if through else None
    if field.fields:
        return _parent(field, entity, around) or shown_group(field, entity)
    return _flag(field, entity, around) or _count(field, entity, around) or _link(field, entity)


def _link(field: FieldFact, entity: Entity) -> Member | None:
    """Read the address of the row itself, which an example shows: ``"url": "http://localhost:8000/boats/7"``."""
    if snake(field.name) not in _ADDRESSES or len(entity.key) != 1 or not field.example:
        return None
    shown = _ADDRESS.fullmatch(field.example.strip('"'))
    collection = shown[1].strip("/").rpartition("/")[2] if shown else ""
    if shown is None or (collection and singular(snake(collection)) != entity.singular):
        return None
    return Member(field.name, Shows.LINK, entity.key[0].name, here=shown[1])


def _is_list(field: FieldFact) -> bool:
    kind = (field.type or "").lower()
    return kind.startswith(("array", "list")) or kind.endswith("[]")


def _parent(field: FieldFact, entity: Entity, around: Surroundings) -> Member | None:
    """Read an object that a foreign key leads to: called like the column, or like the table where one does."""
    references = [column for column in entity.columns if column.references]
    named = [column for column in references if snake(column.name).removesuffix("_id") == snake(field.name)]
    table = [
        column for column in references if column.references and singular(column.references.entity) == snake(field.name)
    ]
    column = next(iter(named or (table if len(table) == 1 else [])), None)
    parent = around.entity(column.references.entity) if column and column.references else None
    if column is None or parent is None:
        return None
    inner = tuple(member for one in field.fields if (member := _member(one, parent, around)) is not None)
    return Member(field.name, Shows.PARENT, column.name, members=inner) if inner else None


def _flag(field: FieldFact, entity: Entity, around: Surroundings) -> Member | None:
    """Read whether the caller is tied to the row: ``liked``, ``isSaved``, ``following``."""
    if not _is_flag(field):
        return None
    tie = find_tie(words(field.name), entity.name, around.ties)
    if tie is None:
        return None
    return Member(field.name, Shows.EXISTS, entity=tie.table, here=tie.here, caller=tie.caller)


def _is_flag(field: FieldFact) -> bool:
    return (field.type or "").lower() in ("boolean", "bool") or field.example in ("true", "false")


def _count(field: FieldFact, entity: Entity, around: Surroundings) -> Member | None:
    """Read the number of rows that refer to this one: ``commentsCount``, ``num_saves``, ``total_likes``."""
    if (field.type or "").lower() not in ("integer", "int", "number", ""):
        return None
    spoken = words(field.name)
    if not set(spoken) & set(_COUNTING):
        return None
    counted = singular("_".join(word for word in spoken if word not in _COUNTING))
    for other in around.entities:
        if counted not in (other.singular, other.singular.removeprefix(f"{entity.singular}_")):
            continue
        here = next((one for one in other.columns if one.references and one.references.entity == entity.name), None)
        if here is not None:
            return Member(field.name, Shows.COUNT, entity=other.name, here=here.name)
    tie = find_tie([word for word in spoken if word not in _COUNTING], entity.name, around.ties)
    if tie is None:
        return None
    # Of those who follow each other, "followers" are they who follow the row, "following" whom it follows.
    turned = tie.mutual and not counted.endswith(("er", "or"))
    return Member(field.name, Shows.COUNT, entity=tie.table, here=tie.caller if turned else tie.here)


def row_fields(fields: Sequence[FieldFact], entity: Entity, around: Surroundings) -> tuple[FieldFact, ...]:
    """Give the fields of the row within a documented response, whatever it is wrapped in: most of them are accounted
    for, and a column is among them. An object that is called like the row, beside its key, is the row."""
    read = [(field, _member(field, entity, around)) for field in fields]
    rows = [one.fields for one, member in read if member is None and singular(one.name) == entity.singular]
    inner = [shown for row in rows if row and (shown := row_fields(row, entity, around))]
    if inner:
        return inner[0]
    members = [member for _, member in read if member is not None]
    if len(members) * 2 >= len(fields) and any(member.shows is Shows.COLUMN for member in members):
        return tuple(fields)
    wrapped = [field for field in fields if field.fields]
    wrapped.sort(key=lambda field: singular(field.name) != entity.singular)
    return next((found for field in wrapped if (found := row_fields(field.fields, entity, around))), ())


def left_out(fields: Sequence[FieldFact], entity: Entity, around: Surroundings) -> tuple[str, ...]:
    """Give the fields of a documented row that nothing in the tables accounts for."""
    return tuple(field.name for field in fields if _member(field, entity, around) is None)

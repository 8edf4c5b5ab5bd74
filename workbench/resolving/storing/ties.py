"""Ties: join tables between the caller and a row, and the words by which documents call them.

Example: a table ``likes(user_id, recipe_id)`` ties users to recipes; ``liked``, ``POST …/like`` and "recipes that
a user likes" speak of it. A table ``follows(follower_id, followed_id)`` ties users to users.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generators.blueprint import (
    Among,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    EntityPurpose,
    Through,
    TypeName,
    users_among,
)
from workbench.patterns import regex
from workbench.resolving.words import singular, snake, stem, words

_GENERIC = frozenset({"id", "user", "users", "at", "by", "on", "is", "has", "the", "created", "count", "member"})
_AGENT = regex(r"(?:er|or)$")
_NO_AGENTS = frozenset({"user", "owner", "member", "customer", "author", "folder", "order", "offer"})
_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)
_LABELS = ("name", "title", "label", "tag", "slug", "value")


@dataclass(frozen=True, slots=True)
class Tie:
    """A join table whose column ``here`` references a row of ``entity`` and whose column ``caller`` the user."""

    table: str
    entity: str
    here: str
    caller: str
    words: frozenset[str]
    mutual: bool = False
    """Whether it ties users to users."""


def ties_of(entities: Sequence[Entity]) -> tuple[Tie, ...]:
    """Give every way in which users are tied to rows."""
    users = users_among(entities)
    if users is None:
        return ()
    return tuple(tie for entity in entities if is_join(entity) for tie in _ties(entity, users))


def is_join(entity: Entity) -> bool:
    """Tell whether a table only ties rows: two references, and beside them nothing that must be given."""
    if entity.purpose is EntityPurpose.JOIN:
        return True
    references = [column for column in entity.columns if column.references]
    if len(references) != 2 or entity.purpose is not EntityPurpose.DATA:
        return False
    pair = {column.name for column in references}
    unique = {column.name for column in entity.key} == pair or any(
        index.unique and set(index.columns) == pair for index in entity.indexes
    )
    given = [
        column
        for column in entity.columns
        if not column.references and not column.nullable and column.default is None and column.role is ColumnRole.PLAIN
    ]
    return unique and not given


def _ties(join: Entity, users: Entity) -> Iterator[Tie]:
    references = [column for column in join.columns if column.references]
    own = [column for column in references if column.references and column.references.entity == users.name]
    if not own:
        return
    caller = min(own, key=_agency)
    for column in references:
        if column is not caller and column.references:
            spoken = _stems([join.name, caller.name, column.name]) - _stems([column.references.entity])
            mutual = column.references.entity == users.name
            yield Tie(join.name, column.references.entity, column.name, caller.name, spoken, mutual)


def acting_column(entity: Entity, users: str | None) -> Column | None:
    """Give the column of a table between users that holds who acts: ``follower_id`` beside ``followed_id``."""
    own = [column for column in entity.columns if column.references and column.references.entity == users]
    if users is None or len(own) != 2 or not is_join(entity):
        return None
    first, second = sorted(own, key=_agency)
    return first if _agency(first) < _agency(second) else None


def _agency(column: Column) -> int:
    """Rank the columns that hold users: who acts (``follower_id``) before whoever is meant (``followed_id``)."""
    name = snake(column.name).removesuffix("_id")
    if _AGENT.search(name) and name not in _NO_AGENTS:
        return 0
    return 1 if name in ("user", "owner", "source", "from_user", "actor") else 2


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in words(text) if word not in _GENERIC)


def find_tie(spoken: Collection[str], entity: str, ties: Sequence[Tie]) -> Tie | None:
    """Give the tie to a row of ``entity`` of which some words speak, in any form: ``favorite``, ``isFavorited``."""
    stems = _stems(spoken)
    found = [tie for tie in ties if tie.entity == entity and any(_alike(one, tie.words) for one in stems)]
    return found[0] if len(found) == 1 else None


def _alike(word: str, known: frozenset[str]) -> bool:
    return any(
        word == other or (min(len(word), len(other)) >= 4 and (word.startswith(other) or other.startswith(word)))
        for other in known
    )


def find_among(text: str, entity: Entity, ties: Sequence[Tie], users: str) -> Among | None:
    """Give the rows to which a text restricts a list: those of users whom the caller is tied to, or those that the
    caller is tied to themselves.

    Examples: "recipes of the cooks that I follow", "the projects of which the caller is a member".
    """
    spoken = words(text)
    among_users = find_tie(spoken, users, ties)
    if among_users is not None and entity.owner is not None and len(entity.owner.steps) == 1:
        return Among(entity.owner.steps[0], among_users.table, among_users.here, among_users.caller)
    own = find_tie(spoken, entity.name, ties)
    if own is not None and entity.key:
        return Among(entity.key[0].name, own.table, own.here, own.caller)
    return None


def find_names(name: str, entity: Entity, entities: Sequence[Entity]) -> Through | None:
    """Give the way to the names that a list is made of: ``tagList``, ``tags`` or ``tag_names`` of a recipe.

    The far table must have one telling unique text, and a join table must lead to it.
    """
    spoken = _stems([name])
    by_name = {other.name: other for other in entities}
    for join, here, there in _joins(entity, entities):
        far = by_name.get(there.references.entity) if there.references else None
        label = label_of(far) if far else None
        if far and label and far.purpose is EntityPurpose.DATA and _stems([far.name]) & spoken:
            return Through(there.name, label.name, join.name, here.name)
    return None


def _joins(entity: Entity, entities: Sequence[Entity]) -> Iterator[tuple[Entity, Column, Column]]:
    """Give the join tables with their columns: that for a row of ``entity``, and that for the other one."""
    for join in entities:
        references = [column for column in join.columns if column.references]
        if not is_join(join) or len(references) != 2:
            continue
        for here, there in (references, references[::-1]):
            if here.references and there.references and here.references.entity == entity.name:
                yield join, here, there


def find_key(name: str, entity: Entity, entities: Sequence[Entity]) -> tuple[Through, ColumnType] | None:
    """Give the way to the rows that a key names, with its type, where a join table leads there: ``author_id`` of books
    with ``book_authors(book_id, author_id)``."""
    users = {one.name for one in entities if one.purpose is EntityPurpose.USERS}
    found = [
        (Through(there.name, there.references.column, join.name, here.name), there.type)
        for join, here, there in _joins(entity, entities)
        if there.references
        and there.references.entity not in users
        and snake(name) in (snake(there.name), f"{singular(there.references.entity)}_id")
    ]
    return found[0] if len(found) == 1 else None


def label_of(entity: Entity) -> Column | None:
    """Give the unique text by which people call a row."""
    texts = [column for column in entity.columns if column.type.name in _TEXTS and not column.primary_key]
    unique = [column for column in texts if column.unique]
    named = [column for column in unique if snake(column.name) in _LABELS]
    return next(iter(named or unique), None)


def find_path(name: str, entity: Entity, entities: Sequence[Entity], ties: Sequence[Tie]) -> Through | None:
    """Give the way that a filter takes to another table: ``tag``, ``author`` (the name of a parent row), ``likedBy``.

    A parent is found by what its column is called; the text that it is compared with is the parent's label.
    """
    names = find_names(name, entity, entities)
    if names is not None:
        return names
    by_name = {other.name: other for other in entities}
    for column in entity.columns:
        parent = by_name.get(column.references.entity) if column.references else None
        label = label_of(parent) if parent else None
        if parent and label and snake(name) in (_bare(column), f"{_bare(column)}_{snake(label.name)}"):
            return Through(column.name, _public_label(parent).name)
    tie = find_tie(words(name), entity.name, ties)
    users = users_among(entities)
    if tie is not None and users is not None and label_of(users):
        return Through(tie.caller, _public_label(users).name, tie.table, tie.here)
    return None


def _bare(column: Column) -> str:
    return snake(column.name).removesuffix("_id")


def _public_label(entity: Entity) -> Column:
    """Give the text by which a row is called in public: a name rather than an address."""
    texts = [column for column in entity.columns if column.type.name in _TEXTS and column.unique]
    named = [column for column in texts if snake(column.name) in ("username", "handle", "slug", "name", "nickname")]
    return next(iter(named or texts))

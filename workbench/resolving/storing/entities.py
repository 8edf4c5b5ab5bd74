"""Tables to entities: columns merged, references tied, owners found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    Check,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    EntityPurpose,
    Index,
    Source,
    TypeName,
)
from workbench.reading.facts import IndexFact, TableFact
from workbench.resolving.contradicting.indexes import settle_indexes
from workbench.resolving.contradicting.nullables import settle_nullables
from workbench.resolving.contradicting.tables import settle_rivals
from workbench.resolving.contradicting.uniques import settle_uniques
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.people.ownership import with_owners
from workbench.resolving.storing.checks import ColumnCheck, is_portable, read_check
from workbench.resolving.storing.columns import resolve_column
from workbench.resolving.storing.defaults import natural_default
from workbench.resolving.storing.purposes import find_users_table, with_purpose
from workbench.resolving.storing.references import with_references
from workbench.resolving.storing.tables import TableDraft, collect_tables, unknown_columns
from workbench.resolving.words import singular, snake

_MAX_CHECK_NAME = 40


@dataclass(frozen=True, slots=True)
class Needs:
    """What the endpoints want of the tables: names in their paths, names of fields they carry, and names of those that
    whoever registers gives."""

    resources: frozenset[str]
    fields: frozenset[str]
    registered: frozenset[str] = frozenset()


def resolve_entities(
    ledger: Ledger, tables: Iterable[TableFact], indexes: Iterable[IndexFact], needs: Needs
) -> tuple[Entity, ...]:
    """Merge what is said of tables into entities, parents before children."""
    drafts = [
        settle_uniques(ledger, settle_indexes(ledger, settle_rivals(ledger, draft)))
        for draft in collect_tables(tables, indexes)
        if _is_wanted(draft, needs)
    ]
    keys = {draft.key for draft in drafts}
    entities = [_entity(ledger, draft, needs) for draft in drafts]
    by_key = {draft.key: entity for draft, entity in zip(drafts, entities, strict=True)}
    tied = [
        _with_generated_key(with_references(ledger, entity, draft, by_key))
        for draft, entity in zip(drafts, entities, strict=True)
    ]
    users = find_users_table(tied, keys, needs.registered)
    marked = [with_purpose(ledger, entity, users) for entity in tied]
    return in_order(with_owners(ledger, marked))


def _is_wanted(draft: TableDraft, needs: Needs) -> bool:
    if not any(fact.columns for fact in draft.facts):
        # Named in prose as being there: a table with nothing but its key, until more is said of it.
        return any(fact.notation == "prose" and not fact.implied for fact in draft.facts)
    return not draft.implied or draft.key in needs.resources


def _entity(ledger: Ledger, draft: TableDraft, needs: Needs) -> Entity:
    name = draft.name
    dropped = set(unknown_columns(draft, set(needs.fields)))
    checks, rest = _table_checks(draft)
    key = _composite_key(draft)
    statements = [(column, said) for column, said in draft.columns() if column not in dropped]
    resolved = [
        resolve_column(
            ledger,
            name,
            said,
            [check for check in checks if check.column == column],
            key=column in key,
            affects=len(statements),
        )
        for column, said in statements
    ]
    columns = settle_nullables(ledger, name, [(one, said) for one, (_, said) in zip(resolved, statements, strict=True)])
    columns = _with_key(ledger, name, columns, draft)
    columns = tuple(sorted(columns, key=lambda column: column.role is not ColumnRole.ID))
    entity = Entity(
        name=name,
        singular=singular(name),
        columns=columns,
        external=any(fact.external for fact in draft.facts),
        description=next((fact.description for fact in draft.facts if fact.description), ""),
        sources=tuple(dict.fromkeys(fact.source for fact in draft.facts)),
    )
    return _with_constraints(ledger, entity, draft, rest)


def _table_checks(draft: TableDraft) -> tuple[list[ColumnCheck], list[tuple[str, Source]]]:
    single: list[ColumnCheck] = []
    rest: list[tuple[str, Source]] = []
    for fact in draft.facts:
        texts = [(text, fact.source) for text in fact.checks]
        texts += [(column.check, column.source) for column in fact.columns if column.check]
        for text, source in texts:
            found, more = read_check(text)
            single.extend(found)
            rest.extend((part, source) for part in more)
    return single, rest


def _composite_key(draft: TableDraft) -> set[str]:
    for fact in draft.facts:
        if fact.key:
            return {snake(name) for name in fact.key}
    return set()


def _with_key(ledger: Ledger, table: str, columns: tuple[Column, ...], draft: TableDraft) -> tuple[Column, ...]:
    if any(column.primary_key for column in columns):
        return columns
    source = draft.facts[0].source
    candidate = next((column for column in columns if column.role is ColumnRole.ID), None)
    if candidate is not None:
        ledger.note(
            f"{table}.key",
            f"{candidate.name} is the key of {table}.",
            candidate.name,
            [source],
            reason="It is called id, and no document names another key.",
        )
        keyed = replace(
            candidate,
            primary_key=True,
            nullable=False,
            unique=False,
            default=candidate.default or natural_default(candidate.type, ColumnRole.ID, primary_key=True),
        )
        return tuple(keyed if column is candidate else column for column in columns)
    ledger.note(
        f"{table}.key",
        f"{table} gets a key column id.",
        "id",
        [source],
        reason="Every table needs a key, and no document names one.",
    )
    kind = ColumnType(TypeName.UUID)
    return (
        Column(
            "id",
            kind,
            primary_key=True,
            role=ColumnRole.ID,
            default=natural_default(kind, ColumnRole.ID, primary_key=True),
        ),
        *columns,
    )


def _with_constraints(ledger: Ledger, entity: Entity, draft: TableDraft, rest: Sequence[tuple[str, Source]]) -> Entity:
    names = {snake(column.name): column.name for column in entity.columns}
    singles: dict[str, IndexFact] = {}
    composite: dict[tuple[tuple[str, ...], bool, str | None], Index] = {}
    for fact in draft.indexes:
        over = tuple(names[snake(name)] for name in fact.columns if snake(name) in names)
        if not over or len(over) != len(fact.columns):
            continue
        if len(over) == 1 and fact.where is None:
            previous = singles.get(over[0])
            singles[over[0]] = fact if previous is None or fact.unique else previous
        else:
            where = fact.where if fact.where and is_portable(fact.where, names.values()) else None
            composite.setdefault((over, fact.unique, where), Index(over, fact.unique, where, (fact.source,)))
    columns = tuple(_indexed(column, singles.get(column.name)) for column in entity.columns)
    return replace(
        entity, columns=columns, indexes=tuple(composite.values()), checks=_cross_checks(ledger, entity, rest)
    )


def _indexed(column: Column, fact: IndexFact | None) -> Column:
    if fact is None:
        return column
    unique = column.unique or (fact.unique and not column.primary_key)
    return replace(column, unique=unique, index=column.index or not fact.unique)


def _cross_checks(ledger: Ledger, entity: Entity, rest: Sequence[tuple[str, Source]]) -> tuple[Check, ...]:
    checks: dict[str, Check] = {}
    columns = [column.name for column in entity.columns]
    for expression, source in rest:
        if is_portable(expression, columns):
            name = _check_name(expression, columns, [check.name for check in checks.values()])
            checks.setdefault(expression, Check(name, expression, (source,)))
        else:
            ledger.note(
                f"{entity.name}.check.{snake(expression)[:40]}",
                f"The database does not check that {expression}.",
                "not checked",
                [source],
                reason="A constraint that depends on the time, or on more than the row, would refuse later updates.",
            )
    return tuple(checks.values())


def _check_name(expression: str, columns: Sequence[str], taken: Sequence[str]) -> str:
    """Name a constraint after the columns that it is about, or count it where that is too long or there already."""
    about = dict.fromkeys(word for word in re.findall(r"\w+", expression) if word in columns)
    name = "_".join(about)
    return name if about and len(name) <= _MAX_CHECK_NAME and name not in taken else f"rule_{len(taken) + 1}"


def _with_generated_key(entity: Entity) -> Entity:
    """Let a key of its own be made for each row, whatever it is called: ``sample_id UUID`` as well as ``id``."""
    [key, *others] = entity.key or (None,)
    if key is None or others or key.references or key.default or not snake(key.name).endswith("_id"):
        return entity
    made = replace(key, default=natural_default(key.type, ColumnRole.ID, primary_key=True))
    return entity.replacing(made)


def in_order(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Put referenced entities before those that refer to them, otherwise keeping the order."""
    placed: dict[str, Entity] = {}
    names = {entity.name for entity in entities}
    waiting = sorted(entities, key=lambda entity: entity.purpose is not EntityPurpose.USERS)
    while waiting:
        ready = next(
            (entity for entity in waiting if _parents(entity) & names <= placed.keys() | {entity.name}), waiting[0]
        )
        placed[ready.name] = ready
        waiting.remove(ready)
    return tuple(placed.values())


def _parents(entity: Entity) -> set[str]:
    return {column.references.entity for column in entity.columns if column.references}

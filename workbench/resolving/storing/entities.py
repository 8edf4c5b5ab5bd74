"""Tables to entities: columns merged, references tied, owners found."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    Check,
    Column,
    ColumnRole,
    ColumnType,
    DeleteRule,
    Entity,
    EntityPurpose,
    Index,
    Limits,
    Reference,
    Source,
    TypeName,
)
from workbench.reading.facts import IndexFact, TableFact
from workbench.resolving.deciding import conflicts
from workbench.resolving.deciding.conflicts import Said, settle
from workbench.resolving.deciding.contradictions import find_rival_tables
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.people.ownership import with_owners
from workbench.resolving.storing.checks import ColumnCheck, is_portable, read_check
from workbench.resolving.storing.columns import resolve_column
from workbench.resolving.storing.defaults import natural_default
from workbench.resolving.storing.index_conflicts import settle_indexes
from workbench.resolving.storing.nullables import settle_nullables
from workbench.resolving.storing.roles import OWNER_NAMES
from workbench.resolving.storing.stated import Statement
from workbench.resolving.storing.tables import TableDraft, collect_tables, table_key, unknown_columns
from workbench.resolving.storing.unique_conflicts import settle_uniques
from workbench.resolving.words import singular, snake

_MAX_CHECK_NAME = 40
_USERS = ("user", "app_user", "auth_user")
_ROLES = frozenset({"role", "user_role", "is_admin"})
_SIGNING_IN = frozenset({"email", "username", "login", "phone", "email_address", "user_name"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What the endpoints want of the tables: names in their paths, and names of fields they carry."""

    resources: frozenset[str]
    fields: frozenset[str]


def resolve_entities(
    ledger: Ledger, tables: Iterable[TableFact], indexes: Iterable[IndexFact], needs: Needs
) -> tuple[Entity, ...]:
    """Merge what is said of tables into entities, parents before children."""
    drafts = [
        settle_uniques(ledger, settle_indexes(ledger, find_rival_tables(ledger, draft)))
        for draft in collect_tables(tables, indexes)
        if _is_wanted(draft, needs)
    ]
    keys = {draft.key for draft in drafts}
    entities = [_entity(ledger, draft, needs) for draft in drafts]
    by_key = {draft.key: entity for draft, entity in zip(drafts, entities, strict=True)}
    tied = [
        _with_generated_key(_with_references(ledger, entity, draft, by_key))
        for draft, entity in zip(drafts, entities, strict=True)
    ]
    users = _users_key(tied, keys)
    marked = [_marked(entity, users) for entity in tied]
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


def _with_references(ledger: Ledger, entity: Entity, draft: TableDraft, by_key: dict[str, Entity]) -> Entity:
    statements = dict(draft.columns())
    columns = tuple(
        _referring(ledger, entity, column, statements.get(snake(column.name), []), by_key) for column in entity.columns
    )
    return replace(entity, columns=columns)


def _referring(
    ledger: Ledger, entity: Entity, column: Column, statements: Sequence[Statement], by_key: dict[str, Entity]
) -> Column:
    target, stated = _target(entity, column, statements, by_key)
    if target is None:
        return column
    key = next((one for one in target.key), None)
    if key is None:
        return column
    on_delete = _on_delete(ledger, f"{entity.name}.{column.name}", statements, column)
    kind = key.type if _is_untyped(statements) else _reference_type(ledger, entity, column, target, key)
    if not stated:
        ledger.note(
            f"{entity.name}.{column.name}.references",
            f"{entity.name}.{column.name} refers to {target.name}.{key.name}.",
            target.name,
            column.sources,
            reason="Its name says so, and its type fits.",
        )
    return replace(
        column,
        type=kind,
        references=Reference(target.name, key.name, on_delete),
        limits=Limits(),
        default=None if column.default and column.default.kind.value in ("uuid", "serial") else column.default,
    )


def _target(
    entity: Entity, column: Column, statements: Sequence[Statement], by_key: dict[str, Entity]
) -> tuple[Entity | None, bool]:
    for statement in statements:
        if statement.fact.references:
            table = statement.fact.references.replace("(", ".").split(".")[0].strip()
            found = by_key.get(table_key(table))
            return found, True
    name = snake(column.name)
    if name in OWNER_NAMES and _is_untyped(statements):
        return next((by_key[one] for one in _USERS if one in by_key and by_key[one].name != entity.name), None), False
    alone = column.primary_key and len(entity.key) == 1  # a part of a key over several columns may well be a reference
    if alone or not name.endswith("_id") or all(one.notation == "prose" for one in statements):
        return None, False
    upward = name == f"parent_{singular(entity.name)}_id"  # ``parent_branch_id`` of branches leads to the branch above
    found = entity if upward else by_key.get(singular(name.removesuffix("_id")))
    if found is None or (found.name == entity.name and not upward) or not found.key:
        return None, False
    return (found if found.key[0].type.name is column.type.name else None), False


def _is_untyped(statements: Sequence[Statement]) -> bool:
    """Tell whether no document says of which type a column is, so that ``created_by`` may hold a user's key."""
    return all(one.field.type is None for one in statements)


def _reference_type(ledger: Ledger, entity: Entity, column: Column, target: Entity, key: Column) -> ColumnType:
    if column.type.name is key.type.name:
        return key.type
    settle(
        ledger,
        conflicts.USER_ID_TYPE,
        f"{target.name}.{key.name} and {entity.name}.{column.name}",
        [Said(key.type, (key.sources or target.sources)[0]), Said(column.type, (column.sources or entity.sources)[0])],
        name=f"{entity.name}.{column.name}",
        affects=2,
    )
    return key.type


def _on_delete(ledger: Ledger, about: str, statements: Sequence[Statement], column: Column) -> DeleteRule:
    said = [
        Said(rule, statement.fact.source)
        for statement in statements
        if (rule := _delete_rule(statement.fact.on_delete)) is not None
    ]
    if said:
        rule = settle(ledger, conflicts.ON_DELETE, about, said)
        return DeleteRule.CASCADE if rule is DeleteRule.SET_NULL and not column.nullable else rule
    return DeleteRule.NO_ACTION


def _delete_rule(text: str | None) -> DeleteRule | None:
    words = (text or "").upper().replace("_", " ")
    return next((rule for rule in DeleteRule if rule.value in words), None)


def _with_generated_key(entity: Entity) -> Entity:
    """Let a key of its own be made for each row, whatever it is called: ``sample_id UUID`` as well as ``id``."""
    [key, *others] = entity.key or (None,)
    if key is None or others or key.references or key.default or not snake(key.name).endswith("_id"):
        return entity
    made = replace(key, default=natural_default(key.type, ColumnRole.ID, primary_key=True))
    return replace(entity, columns=tuple(made if column is key else column for column in entity.columns))


def _users_key(entities: Sequence[Entity], keys: set[str]) -> str | None:
    """Find the table of those who sign in: by its name, else by what it holds.

    Examples: ``users``; ``guests(email, password_hash, …)``; ``employees(email unique, role, …)`` where tokens come
    from elsewhere. Of several, the one that most columns refer to.
    """
    for name in _USERS:
        if name in keys:
            return next(one.name for one in entities if one.singular == name or table_key(one.name) == name)
    named = [one for one in entities if {snake(column.name) for column in one.columns} & _SIGNING_IN]
    with_password = [one for one in named if one.with_role(ColumnRole.PASSWORD)]
    fitting = with_password or [one for one in named if _has_roles(one)]
    counts = Counter(
        column.references.entity for one in entities for column in one.columns if column.references is not None
    )
    return max(fitting, key=lambda one: counts[one.name]).name if fitting else None


def _has_roles(entity: Entity) -> bool:
    """Tell whether a table holds people with a role, each with a name of their own to sign in with."""
    unique = any(column.unique and snake(column.name) in _SIGNING_IN for column in entity.columns)
    return unique and any(snake(column.name) in _ROLES for column in entity.columns)


def _marked(entity: Entity, users: str | None) -> Entity:
    if entity.name == users:
        return _as_users(entity)
    references = [column for column in entity.columns if column.references]
    others = [
        column
        for column in entity.columns
        if column not in references and column.role not in (ColumnRole.ID, ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT)
    ]
    if len(references) == 2 and not others:
        return replace(entity, purpose=EntityPurpose.JOIN)
    return entity


def _as_users(entity: Entity) -> Entity:
    columns = tuple(
        replace(column, role=ColumnRole.USER_ROLE)
        if snake(column.name) in _ROLES and column.role is ColumnRole.PLAIN
        else column
        for column in entity.columns
    )
    return replace(entity, columns=columns, purpose=EntityPurpose.USERS)


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

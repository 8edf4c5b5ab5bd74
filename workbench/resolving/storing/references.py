"""References: which rows the columns of a table lead to, as stated or as their names say."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import Column, ColumnType, DeleteRule, Entity, Limits, Reference
from workbench.patterns import regex
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.storing.roles import OWNER_NAMES
from workbench.resolving.storing.stated import Statement
from workbench.resolving.storing.tables import USERS, TableDraft, table_key
from workbench.resolving.words import singular, snake

_MARKED = regex(r"\bFK\b|\bforeign key\b")


def with_references(ledger: Ledger, entity: Entity, draft: TableDraft, by_key: dict[str, Entity]) -> Entity:
    """Tie the columns of a table to the rows that they lead to, as documents state or their names say.

    ``by_key`` are all tables by the key of their names.
    """
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
        return next((by_key[one] for one in USERS if one in by_key and by_key[one].name != entity.name), None), False
    alone = column.primary_key and len(entity.key) == 1  # a part of a key over several columns may well be a reference
    if alone or not name.endswith("_id") or all(one.notation == "prose" for one in statements):
        return None, False
    upward = name == f"parent_{singular(entity.name)}_id"  # ``parent_branch_id`` of branches leads to the branch above
    noun = singular(name.removesuffix("_id"))
    found = entity if upward else by_key.get(noun) or _last_noun(noun, statements, by_key)
    if found is None or (found.name == entity.name and not upward) or not found.key:
        return None, False
    return (found if found.key[0].type.name is column.type.name else None), False


def _last_noun(noun: str, statements: Sequence[Statement], by_key: dict[str, Entity]) -> Entity | None:
    """Find the table of ``advancing_member_id`` by its last noun, where the column is said to be a foreign key."""
    marked = any(_MARKED.search(one.field.description) for one in statements)
    return by_key.get(noun.rpartition("_")[2]) if marked else None


def _is_untyped(statements: Sequence[Statement]) -> bool:
    """Tell whether no document says of which type a column is, so that ``created_by`` may hold a user's key."""
    return all(one.field.type is None for one in statements)


def _reference_type(ledger: Ledger, entity: Entity, column: Column, target: Entity, key: Column) -> ColumnType:
    if column.type.name is key.type.name:
        return key.type
    settle(
        ledger,
        kinds.USER_ID_TYPE,
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
        rule = settle(ledger, kinds.ON_DELETE, about, said)
        return DeleteRule.CASCADE if rule is DeleteRule.SET_NULL and not column.nullable else rule
    return DeleteRule.NO_ACTION


def _delete_rule(text: str | None) -> DeleteRule | None:
    words = (text or "").upper().replace("_", " ")
    return next((rule for rule in DeleteRule if rule.value in words), None)

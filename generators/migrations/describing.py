"""Describing: changes in plain words, and what should be known before they run."""

from collections.abc import Sequence

from generators.constraints import CheckRule, IndexRule
from generators.migrations.casts import find_cast
from generators.migrations.changes import (
    AddColumn,
    AddRule,
    AlterColumn,
    Change,
    CreateTable,
    DropColumn,
    DropRule,
    DropTable,
    KeepColumn,
    RenameColumn,
    RenameRule,
    RenameTable,
    Rule,
)
from generators.migrations.tables import ForeignKey, PrimaryKey, TableColumn, Unique, mentions


def describe(change: Change) -> str:
    """Give one sentence about a change, without its full stop; names stand in backticks."""
    match change:
        case CreateTable(table):
            names = ", ".join(f"`{column.name}`" for column in table.columns)
            where = " where it is not there yet" if table.external else ""
            return f"Create the table `{table.name}`{where}, with {names}"
        case DropTable(table):
            return f"Drop the table `{table.name}`"
        case RenameTable(old, new):
            return f"Rename the table `{old}` to `{new}`; its rows stay"
        case AddColumn(table, column):
            return f"Add `{table}.{column.name}`: {_column(column)}"
        case DropColumn(table, column):
            return f"Drop `{table}.{column.name}` ({column.type})"
        case KeepColumn(table, column):
            return f"Leave `{table}.{column.name}` to the system that writes that table, and let it be empty"
        case RenameColumn(table, old, new):
            return f"Rename `{table}.{old}` to `{new}`; its values stay"
        case AlterColumn(table, old, new):
            return f"Change `{table}.{new.name}`: {_differences(old, new)}"
        case RenameRule(_, old, new, index):
            return f"Rename the {'index' if index else 'constraint'} `{old}` to `{new}`"
        case AddRule(table, rule):
            return f"Add to `{table}` {_rule(rule)}"
        case DropRule(table, rule):
            return f"Take from `{table}` {_rule(rule)}"


def _column(column: TableColumn) -> str:
    parts = [str(column.type), "can be empty" if column.nullable else "required"]
    if column.default is not None:
        parts.append(f"default {_default(column.default)}")
    return ", ".join(parts)


def _default(source: str) -> str:
    return f"`{source.removeprefix('sa.').removeprefix('func.')}`"


def _differences(old: TableColumn, new: TableColumn) -> str:
    parts = []
    if old.type != new.type:
        parts.append(f"{old.type} becomes {new.type}")
    if old.default != new.default:
        parts.append(f"default {_default(new.default)}" if new.default is not None else "no default any more")
    if old.nullable != new.nullable:
        parts.append("can be empty now" if new.nullable else "required now")
    return ", ".join(parts)


def _rule(rule: Rule) -> str:
    match rule:
        case PrimaryKey(_, columns):
            return f"the primary key ({', '.join(columns)})"
        case Unique(_, columns):
            return f"the rule that ({', '.join(columns)}) is unique"
        case CheckRule(name, expression):
            return f"the check `{name}`: `{expression}`"
        case IndexRule(name, columns, unique):
            return f"the {'unique ' if unique else ''}index `{name}` on ({', '.join(columns)})"
        case ForeignKey(_, column, table, target, on_delete):
            return f"the foreign key from `{column}` to `{table}.{target}` (on delete: {on_delete.lower()})"


def find_warnings(changes: Sequence[Change]) -> tuple[str, ...]:
    """Give what a person should know before the changes run: lost data, locks, and what can refuse."""
    created = {change.table.name for change in changes if isinstance(change, CreateTable)}
    added = {(change.table, change.column.name) for change in changes if isinstance(change, AddColumn)}
    found = [
        warning
        for change in changes
        for warning in (*_losses(change, changes), *_refusals(change, added), *_locks(change, created))
    ]
    return tuple(dict.fromkeys(found))


def _losses(change: Change, changes: Sequence[Change]) -> list[str]:
    match change:
        case DropTable(table):
            return [f"Loses data: the rows of `{table.name}`, which a downgrade does not bring back."]
        case DropColumn(table, column):
            lost = f"Loses data: the values of `{table}.{column.name}`, which a downgrade does not bring back."
            return [lost, *_doubts(table, column, changes)]
    return []


def _doubts(table: str, column: TableColumn, changes: Sequence[Change]) -> list[str]:
    """Ask whether a column that goes is one that comes, where they hold the same and the names differ."""
    come = [one.column for one in changes if isinstance(one, AddColumn) and one.table == table]
    alike = [f"`{one.name}`" for one in come if one.type == column.type and one.name != column.name]
    if not alike:
        return []
    return [
        f"If {' or '.join(alike)} is `{column.name}` under a new name, say so in the specifications "
        f"(formerly `{column.name}`) and generate with --amend-migration: the values stay then."
    ]


def _refusals(change: Change, added: set[tuple[str, str]]) -> list[str]:
    match change:
        case AddColumn(table, column) if not column.nullable and column.default is None:
            return [
                f"Refuses, and changes nothing, while `{table}` has rows: nothing says what their "
                f"`{column.name}` would be. Give it a default in the specifications, or fill it by hand here."
            ]
        case AlterColumn(table, old, new):
            return _refusals_of_column(table, old, new)
        case AddRule(table, Unique(_, columns)) | AddRule(table, IndexRule(_, columns, True)):
            return [f"Refuses, and changes nothing, while two rows of `{table}` have the same ({', '.join(columns)})."]
        case AddRule(table, PrimaryKey(_, columns)):
            return [
                f"Refuses, and changes nothing, while ({', '.join(columns)}) does not tell rows of `{table}` apart."
            ]
        case AddRule(table, CheckRule(name, expression)) if not any(
            owner == table and mentions(expression, column) for owner, column in added
        ):
            return [f"Refuses, and changes nothing, while a row of `{table}` breaks the check `{name}`."]
        case AddRule(table, ForeignKey(_, column, target)) if (table, column) not in added:
            return [f"Refuses, and changes nothing, while `{table}.{column}` names what `{target}` does not hold."]
    return []


def _refusals_of_column(table: str, old: TableColumn, new: TableColumn) -> list[str]:
    found = []
    if old.type != new.type:
        cast = find_cast(new.name, old.type, new.type)
        if cast and cast.may_fail:
            found.append(f"Refuses, and changes nothing, while a value of `{table}.{new.name}` is no {new.type}.")
    if old.nullable and not new.nullable:
        found.append(
            f"Fills empty `{table}.{new.name}` with the default."
            if new.default is not None
            else f"Refuses, and changes nothing, while `{table}.{new.name}` is empty anywhere."
        )
    return found


def _locks(change: Change, created: set[str]) -> list[str]:
    match change:
        case AlterColumn(table, old, new) if old.type != new.type:
            cast = find_cast(new.name, old.type, new.type)
            if cast is None or cast.rewrites:
                return [f"Locks `{table}` while every row is written anew."]
        case AddRule(table, IndexRule() | Unique() | PrimaryKey()) if table not in created:
            return [f"Locks writing to `{table}` while the index is built."]
        case AddRule(table, CheckRule() | ForeignKey()) if table not in created:
            return [f"Locks `{table}` while its rows are looked through."]
    return []


def headline(changes: Sequence[Change]) -> str:
    """Give the first line of a revision: what it is about, in a few words."""
    telling: list[Change] = [one for one in changes if not isinstance(one, RenameRule | AddRule | DropRule)]
    telling = telling or list(changes)
    words = list(dict.fromkeys(_words(change) for change in telling))
    if not words:
        return "Change nothing"
    text = words[0] if len(words) == 1 else f"{words[0]} and {words[1]}" if len(words) == 2 else ""
    if not text or len(text) > 90:
        tables = list(dict.fromkeys(subject(change) for change in telling))
        text = f"change {', '.join(tables)}" if len(", ".join(tables)) <= 80 else f"change {len(tables)} tables"
    return text[0].upper() + text[1:]


def subject(change: Change) -> str:
    """Give the table that a change is about, by its name before it."""
    match change:
        case CreateTable(table) | DropTable(table):
            return table.name
        case RenameTable(old, _):
            return old
    return change.table


def _words(change: Change) -> str:
    match change:
        case CreateTable(table):
            return f"create {table.name}"
        case DropTable(table):
            return f"drop {table.name}"
        case RenameTable(old, new):
            return f"rename {old} to {new}"
        case AddColumn(table, column):
            return f"add {column.name} to {table}"
        case DropColumn(table, column):
            return f"drop {column.name} from {table}"
        case KeepColumn(table, column):
            return f"leave {column.name} of {table} alone"
        case RenameColumn(table, old, new):
            return f"rename {old} of {table} to {new}"
        case AlterColumn(table, _, new):
            return f"change {new.name} of {table}"
    return f"change rules of {change.table}"

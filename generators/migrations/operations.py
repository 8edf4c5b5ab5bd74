"""Operations: each change as the Alembic calls of a revision."""

from dataclasses import replace

from generators.blueprint import DeleteRule
from generators.constraints import CheckRule, IndexRule
from generators.datatypes import MIGRATION_TYPES
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
from generators.migrations.tables import ForeignKey, PrimaryKey, Table, TableColumn, Unique

_WIDEST = 90


def render_upgrade(change: Change) -> list[str]:
    """Give the statements that make a change."""
    return _render(change, back=False)


def render_downgrade(change: Change) -> list[str]:
    """Give the statements that take a change back.

    Rows that were written since must not stand in the way: a column that comes back without values
    can be empty, and a CHECK that comes back holds for new rows alone.
    """
    return _render(change.opposite(), back=True)


def _render(change: Change, *, back: bool) -> list[str]:
    match change:
        case CreateTable(table):
            return [_create_table(table), *(_create_index(table.name, rule, table.external) for rule in table.indexes)]
        case DropTable(table):
            return [] if table.external else [f"op.drop_table({table.name!r})"]
        case RenameTable(old, new):
            return [f"op.rename_table({old!r}, {new!r})"]
        case AddColumn(table, column, external):
            return [_add_column(table, column, external=external, back=back)]
        case DropColumn(table, column):
            return [f"op.drop_column({table!r}, {column.name!r})"]
        case KeepColumn(table, column):
            return [] if back else [_alter(table, column.name, "nullable=True")]
        case RenameColumn(table, old, new):
            return [_alter(table, old, f"new_column_name={new!r}")]
        case AlterColumn(table, old, new):
            return _alter_column(table, old, new)
        case RenameRule(table, old, new, index):
            return [_rename_rule(table, old, new, index=index)]
        case AddRule(table, rule):
            return [_add_rule(table, rule, back=back)]
        case DropRule(table, rule):
            return [_drop_rule(table, rule)]


def _create_table(table: Table) -> str:
    parts = [repr(table.name), *(_column(column, table) for column in table.columns)]
    parts += [f"sa.CheckConstraint({_text(check.expression)}, name={check.name!r})" for check in table.checks]
    parts += [_foreign_key(key) for key in table.foreign_keys]
    if table.key:
        parts.append(f"sa.PrimaryKeyConstraint({_names(table.key)}, name=op.f({table.primary_key.name!r}))")
    parts += [f"sa.UniqueConstraint({_names(rule.columns)}, name=op.f({rule.name!r}))" for rule in table.unique]
    if table.external:
        parts.append("if_not_exists=True")
    return f"op.create_table({', '.join(parts)},)"


def _column(column: TableColumn, table: Table | None = None, *, nullable: bool | None = None) -> str:
    arguments = [repr(column.name), MIGRATION_TYPES.write(column.type)]
    if column.default is not None:
        arguments.append(f"server_default={column.default}")
    elif table and column.name in table.key and not column.serial:
        arguments.append("autoincrement=False")
    arguments.append(f"nullable={column.nullable if nullable is None else nullable}")
    return f"sa.Column({', '.join(arguments)})"


def _foreign_key(key: ForeignKey) -> str:
    return (
        f"sa.ForeignKeyConstraint([{key.column!r}], [{f'{key.table}.{key.target}'!r}], "
        f"name=op.f({key.name!r}){_on_delete(key)})"
    )


def _on_delete(key: ForeignKey) -> str:
    return f", ondelete={str(key.on_delete)!r}" if key.on_delete is not DeleteRule.NO_ACTION else ""


def _create_index(table: str, rule: IndexRule, external: bool = False) -> str:
    extra = f", postgresql_where=sa.text({_text(rule.where)})" if rule.where else ""
    extra += ", if_not_exists=True" if external else ""
    return f"op.create_index(op.f({rule.name!r}), {table!r}, {list(rule.columns)!r}, unique={rule.unique}{extra})"


def _add_column(table: str, column: TableColumn, *, external: bool, back: bool) -> str:
    bare = back and column.default is None
    written = _column(column, nullable=True if bare else None)
    return f"op.add_column({table!r}, {written}{', if_not_exists=True' if external else ''})"


def _alter(table: str, column: str, *arguments: str) -> str:
    return f"op.alter_column({table!r}, {column!r}, {', '.join(arguments)})"


def _alter_column(table: str, old: TableColumn, new: TableColumn) -> list[str]:
    """Change the type first, then the default, and last whether it can be empty, which the default helps.

    Where there is no way back to an old type, its values are gone, and it can be empty afterwards.
    """
    lines = []
    default = old.default
    cast = find_cast(new.name, old.type, new.type)
    if cast is None:
        lines += [] if old.nullable else [_alter(table, new.name, "nullable=True")]
        old = replace(old, nullable=True)
        new = replace(new, nullable=new.nullable or new.default is None)
    if old.type != new.type:
        expression = cast.using if cast else "NULL"
        using = [f"postgresql_using={_text(expression)}"] if expression else []
        if using and default is not None:
            lines.append(_alter(table, new.name, "server_default=None"))
            default = None
        types = [f"existing_type={MIGRATION_TYPES.write(old.type)}", f"type_={MIGRATION_TYPES.write(new.type)}"]
        lines.append(_alter(table, new.name, *types, *using))
    if default != new.default:
        lines.append(_alter(table, new.name, f"server_default={new.default}"))
    if old.nullable and not new.nullable and new.default is not None:
        name = _quoted(new.name)
        filling = f"UPDATE {_quoted(table)} SET {name} = DEFAULT WHERE {name} IS NULL"  # noqa: S608 - source, not run
        lines.append(f"op.execute({_text(filling)})")
    if old.nullable != new.nullable:
        lines.append(_alter(table, new.name, f"nullable={new.nullable}"))
    return lines


def _rename_rule(table: str, old: str, new: str, *, index: bool) -> str:
    if index:
        return f"op.execute({_text(f'ALTER INDEX {_quoted(old)} RENAME TO {_quoted(new)}')})"
    sql = f"ALTER TABLE {_quoted(table)} RENAME CONSTRAINT {_quoted(old)} TO {_quoted(new)}"
    return f"op.execute({_text(sql)})"


def _add_rule(table: str, rule: Rule, *, back: bool) -> str:
    match rule:
        case PrimaryKey(name, columns):
            return f"op.create_primary_key(op.f({name!r}), {table!r}, {list(columns)!r})"
        case Unique(name, columns):
            return f"op.create_unique_constraint(op.f({name!r}), {table!r}, {list(columns)!r})"
        case CheckRule(name, expression):
            later = ", postgresql_not_valid=True" if back else ""
            return f"op.create_check_constraint({name!r}, {table!r}, {_text(expression)}{later})"
        case IndexRule():
            return _create_index(table, rule)
        case ForeignKey(name, column, target, key):
            return (
                f"op.create_foreign_key(op.f({name!r}), {table!r}, {target!r}, [{column!r}], [{key!r}]"
                f"{_on_delete(rule)})"
            )


def _drop_rule(table: str, rule: Rule) -> str:
    match rule:
        case IndexRule(name):
            return f"op.drop_index(op.f({name!r}), table_name={table!r})"
        case CheckRule(name):
            return f"op.drop_constraint({name!r}, {table!r}, type_='check')"
        case PrimaryKey():
            kind = "primary"
        case Unique():
            kind = "unique"
        case ForeignKey():
            kind = "foreignkey"
    return f"op.drop_constraint(op.f({rule.name!r}), {table!r}, type_={kind!r})"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(map(repr, columns))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    """Give a string as source, in pieces that fit on a line."""
    if len(text) <= _WIDEST:
        return repr(text)
    pieces: list[str] = [""]
    for word in text.split(" "):
        if pieces[-1] and len(pieces[-1]) + len(word) >= _WIDEST:
            pieces.append("")
        pieces[-1] += f"{word} "
    pieces[-1] = pieces[-1][:-1]
    return "(" + " ".join(map(repr, pieces)) + ")"

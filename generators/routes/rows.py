"""Routes on rows: create, read, replace, patch, delete."""

from collections.abc import Sequence

from generators.blueprint import (
    Body,
    BodyField,
    ColumnRole,
    DefaultKind,
    Entity,
    Holds,
    TypeName,
)
from generators.marks import marked
from generators.naming import attribute, in_body, parameter, snake
from generators.routes.adjusting import moved_numbers
from generators.routes.answers import EXPIRY, respond, returned_columns, select_shown
from generators.routes.children import family, fetched_children, stored_children, sums, taken_children
from generators.routes.context import Context, labelled
from generators.routes.counting import count_limits, numbers
from generators.routes.derived import changed_lines, created_values, replaced_stamps, told_assignments
from generators.routes.guards import guard_lines, hidden_checks
from generators.routes.names import changed_slugs, names_of, slug_values, tie_names
from generators.routes.ownership import owner_column
from generators.routes.passwords import new_password, password_changes
from generators.routes.records import record_lines
from generators.routes.recurring import repeat_lines
from generators.routes.refusals import foreign_checks, missing_row, parent_checks, require_row
from generators.routes.singles import made_row, places_of, stored_anyway
from generators.schemas.bodies import body_default
from generators.shapes import enveloped_columns, groups_of, holds, prefix_of
from generators.singles import stores_anyway


def render_create(context: Context) -> list[str]:
    """Insert a row that belongs to the caller; a request with a key that was answered before, no more."""
    lines = _render_insertion(context)
    if not context.operation.repeatable:
        return lines
    context.helpers.imports.add("from app.utils.idempotency import GivenKey, claim_key")
    answer = lines[-1].removeprefix("return ")
    claim = f"claim = await claim_key(connection, request, {context.caller}, idempotency_key, body)"
    return [claim, *lines[:-1], f"return await claim.keep({answer}, {context.operation.response.status})"]


def _render_insertion(context: Context) -> list[str]:
    entity = context.entity
    fixed = places_of(context)
    fixed += [*slug_values(context), *numbers(context), *sums(context), *created_values(context)]
    hashing, hashed = new_password(context), entity.with_role(ColumnRole.PASSWORD)
    if hashing and hashed:
        fixed.append((attribute(hashed.name), "password_hash"))
    awaited = {name: value for name, value in fixed if value.startswith("await ")}
    fixed = [(name, f"new_{name}" if name in awaited else value) for name, value in dict(fixed).items()]
    values = _insert_values(context, fixed)
    lines = [*hashing, *hidden_checks(context), *parent_checks(context), *reference_checks(context)]
    lines += foreign_checks(context)
    lines += [*count_limits(context), *taken_children(context), *moved_numbers(context)]
    lines += [f"new_{name} = {value}" for name, value in awaited.items()]
    kept = _kept_columns(context) if names_of(context) else _shown_columns(context)
    if not kept:
        return [*lines, f"await connection.execute(insert({context.model}).values({values}))", *answer_row(context)]
    found = "created" if context.view or not _shown_columns(context) else "row"
    return [
        *lines,
        f"statement = insert({context.model}).values({values}).returning({kept})",
        f"{found} = (await connection.execute(statement)).one()",
        *stored_children(context, found),
        *tie_names(context, found),
        *show_again(context, found),
        *answer_row(context),
    ]


def render_read(context: Context) -> list[str]:
    """Read the row, if the caller may reach it."""
    shown = _shown_columns(context) or f"{context.model}.{attribute(context.entity.key[0].name)}"
    selected = select_shown(context) if context.view else f"select({shown})"
    return [
        *parent_checks(context),
        *made_row(context),
        f"statement = {selected}.where({', '.join(context.row_conditions())})",
        *fetch_or_refuse(context),
        *fetched_children(context),
        *answer_row(context),
    ]


def render_replace(context: Context) -> list[str]:
    """Replace every field that the body can carry; a single row is made where it is missing."""
    if stores_anyway(context.operation, context.entity):
        return _render_stored(context)
    values = [_dump(context, context.operation.body), *_touch(context.entity), *replaced_stamps(context)]
    values += told_assignments(context)
    return [
        *parent_checks(context),
        *reference_checks(context),
        *settle_row(context, update_row(context, [*filter(None, (*values, *_slug_assignments(context)))])),
    ]


def _render_stored(context: Context) -> list[str]:
    """Make the single row, or replace the one that is there: one statement, so that of two calls none fails."""
    shown = _kept_columns(context)
    found = "stored" if context.view or not _shown_columns(context) else "row"
    return [
        *parent_checks(context),
        *reference_checks(context),
        *stored_anyway(context, _insert_values(context, places_of(context)), [*_touch(context.entity)]),
        f"{found} = (await connection.execute(statement.returning({shown}))).one()",
        *show_again(context, found),
        *answer_row(context),
    ]


def render_patch(context: Context) -> list[str]:
    """Change the fields that the body carries."""
    touched = [*told_assignments(context), *_touch(context.entity)]
    lines = [*parent_checks(context), *made_row(context), *_changes(context, touched)]
    for field in context.operation.body:
        if field.column and field.group is None and attribute(field.column) != attribute(field.name):
            own, stored = attribute(field.name), attribute(field.column)
            lines += [f'if "{own}" in changes:', f'    changes["{stored}"] = changes.pop("{own}")']
    lines += _unfolded_groups(context)
    lines += [*_slug_changes(context), *password_changes(context)]
    return [
        *lines,
        *changed_lines(context),
        *hidden_checks(context),
        *reference_checks(context),
        *settle_row(context, update_row(context, ["**changes", *touched])),
    ]


def _changes(context: Context, touched: Sequence[str]) -> list[str]:
    """Give the statements that take what the body changes; ``touched`` is what is written in any case."""
    taken = f"changes = body.model_dump(exclude_unset=True{_exclusion(context.operation.body)})"
    if touched:
        return [taken]
    key = attribute(context.entity.key[0].name)
    return [
        "# An update sets something: where the body is empty, the key to itself.",
        f'{taken} or {{"{key}": col({context.model}.{key})}}',
    ]


def _unfolded_groups(context: Context) -> list[str]:
    """Give the statements that put the members of objects where their columns are."""
    lines = []
    for name, fields in groups_of(context.operation).items():
        columns = {attribute(field.member): attribute(field.column or "") for field in fields}
        changes = f'changes.pop("{attribute(name)}")'
        if any(member != column for member, column in columns.items()):
            prefix = prefix_of(columns)
            constant = f"{snake(name).upper()}_COLUMNS"
            if prefix is None:
                context.helpers.constants.setdefault(constant, f"{constant} = {columns!r}")
            renamed = f'f"{prefix}{{name}}"' if prefix else f"{constant}[name]"
            changes = f"{{{renamed}: value for name, value in {changes}.items()}}"
        lines += [f'if "{attribute(name)}" in changes:', f"    changes |= {changes}"]
    return lines


def settle_row(context: Context, statement: Sequence[str], then: Sequence[str] = ()) -> list[str]:
    """Give the statements around a change: see what guards the row, refuse what is not there, do what goes with it
    and ``then``, answer."""
    found = "changed" if context.view or not _shown_columns(context) else "row"
    changed = run_guarded(context, statement, found, used=bool(names_of(context)))
    return [*changed, *then, *tie_names(context, found), *show_again(context, found), *answer_row(context)]


def run_guarded(context: Context, statement: Sequence[str], name: str = "row", *, used: bool = False) -> list[str]:
    """Give the statements that change the row, under a lock where something guards it, and write its records."""
    guards, records = guard_lines(context), record_lines(context, after=name)
    used = used or f"={name}." in "".join(records)
    if not guards:
        return [*statement, *fetch_or_refuse(context, name, used=used), *records]
    reader = context.reader if name == "row" else "connection"
    taken = f"{name} = (await {reader}.execute(statement)).one()"
    fetched = taken if used or shows_row(context) else "await connection.execute(statement)"
    return [*guards, *statement, fetched, *records, *repeat_lines(context)]


def _slug_changes(context: Context) -> list[str]:
    return [
        line
        for column, given, call in changed_slugs(context)
        for line in (f'if "{given}" in changes:', f'    changes["{column}"] = {call}')
    ]


def _slug_assignments(context: Context) -> list[str]:
    return [f"{column}={call}" for column, _, call in changed_slugs(context)]


def render_delete(context: Context) -> list[str]:
    """Delete the row, or mark it as deleted."""
    removal = _removal(context, context.row_conditions())
    if context.view:
        shown = f"statement = {select_shown(context)}.where({', '.join(context.row_conditions())})"
        gone = f"await connection.execute({removal})"
        looked = [*parent_checks(context), *guard_lines(context), shown]
        return [*looked, *fetch_or_refuse(context), gone, *answer_row(context)]
    statement = f"statement = {removal}.returning({_kept_columns(context)})"
    return [*parent_checks(context), *run_guarded(context, [statement]), *answer_row(context)]


def render_bulk_delete(context: Context) -> list[str]:
    """Delete all rows of the caller that fit."""
    conditions = context.scope()
    lines = ["conditions: list[ColumnElement[bool]] = [" + ", ".join(conditions) + "]"]
    for query in context.operation.query:
        if query.column:
            name = parameter(query.name)
            lines += [
                f"if query.{name} is not None:",
                f"    conditions.append({context.column(query.column)} == query.{name})",
            ]
    lines += [f"conditions.append({condition})" for condition in key_conditions(context)]
    if len(lines) == 1:
        lines, removal = [], _removal(context, conditions)
    else:
        removal = _removal(context, ["*conditions"])
    return [*parent_checks(context), *lines, *run_bulk(context, removal)]


def _removal(context: Context, conditions: list[str]) -> str:
    mark = context.entity.mark
    where = f".where({', '.join(conditions)})" if conditions else ""
    if context.operation.soft and mark:
        return f"update({context.model}){where}.values({attribute(mark.name)}={marked(mark)})"
    return f"delete({context.model}){where}"


def _answer_count(context: Context) -> list[str]:
    return respond(context, {Holds.COUNT: "result.rowcount", Holds.TOTAL: "result.rowcount"})


def key_conditions(context: Context) -> list[str]:
    """Give the conditions that a row is among those that the body names."""
    named = [field for field in context.operation.body if field.type.name is TypeName.ARRAY]
    keys = [(context.column(field.column or context.entity.key[0].name), attribute(field.name)) for field in named]
    return [f"{column}.in_(body.{name})" for column, name in keys]


def run_bulk(context: Context, statement: str) -> list[str]:
    """Give the statements that run a statement on many rows and answer."""
    counted = context.operation.response.body is not Body.EMPTY and holds(context.operation, Holds.COUNT, Holds.TOTAL)
    return [f"{'result = ' if counted else ''}await connection.execute({statement})", *_answer_count(context)]


def update_row(context: Context, values: list[str]) -> list[str]:
    """Give the statement that changes the row that the path names."""
    conditions = ", ".join(context.row_conditions())
    return [
        f"statement = update({context.model}).where({conditions}).values({', '.join(values)})"
        f".returning({_kept_columns(context)})"
    ]


def _kept_columns(context: Context) -> str:
    # A row that is only looked for needs no name for its key.
    return _shown_columns(context) or context.column(context.entity.key[0].name)


def _key_column(context: Context) -> str:
    return labelled(context.model, context.entity.key[0].name)


def _shown_columns(context: Context) -> str:
    if context.view:
        return _key_column(context)
    if context.shape.public or enveloped_columns(context.operation):
        return returned_columns(context)
    if holds(context.operation, Holds.KEY) and context.entity.key:
        return _key_column(context)
    return ""


def show_again(context: Context, found: str) -> list[str]:
    """Give the statement that reads what is shown of a written row, where the writing statement could not."""
    if found == "row" or not context.view:
        return []
    key = attribute(context.entity.key[0].name)
    condition = f"{context.column(context.entity.key[0].name)} == {found}.{key}"
    return [f"row = (await {context.reader}.execute({select_shown(context)}.where({condition}))).one()"]


def fetch_or_refuse(context: Context, name: str = "row", *, used: bool = False) -> list[str]:
    """Give the statements that take the row, or refuse one out of reach."""
    shown = used or shows_row(context)
    reader = context.reader if name == "row" and shown else "connection"
    return [
        f"{name} = (await {reader}.execute(statement)).one_or_none()",
        f"if {name} is None:",
        f"    raise {missing_row(context)}",
    ]


def shows_row(context: Context) -> bool:
    """Tell whether the answer shows the changed row or its key."""
    shown = context.shape.public is not None or bool(enveloped_columns(context.operation))
    return shown or holds(context.operation, Holds.KEY)


def answer_row(context: Context) -> list[str]:
    """Give the statements that answer with the row."""
    public = context.shape.public
    item = f"{public}.model_validate(row)" if public else ""
    if context.operation.response.children:
        item = family(context)
    key = f"row.{attribute(context.entity.key[0].name)}" if public else "row[0]"
    values = {Holds.ITEM: item, Holds.USER: item, Holds.KEY: key}
    if holds(context.operation, Holds.NEXT):
        values[Holds.NEXT] = f"{public}.model_validate(following) if following else None"
    if not holds(context.operation, Holds.ACCESS_TOKEN):
        return respond(context, values)
    context.helpers.imports.add("from app.utils.jwt import create_access_token")
    token = {Holds.ACCESS_TOKEN: "access_token", **EXPIRY}
    return [
        "settings = get_settings()",
        f"access_token = create_access_token({context.caller}, settings)",
        *respond(context, values | token),
    ]


def _insert_values(context: Context, fixed: list[tuple[str, str]]) -> str:
    names = {name for name, _ in fixed}
    fields = tuple(field for field in context.operation.body if field.column and attribute(field.column) not in names)
    omits = any(_unset_default(field, context.entity) for field in fields)
    parts = [_dump(context, fields, omit_none=omits)] if fields else []
    return ", ".join([*parts, *(f"{name}={value}" for name, value in fixed)])


def _unset_default(field: BodyField, entity: Entity) -> bool:
    if field.required or not field.column or not entity.has(field.column):
        return False
    column = entity.column(field.column)
    generated = column.default is not None and column.default.kind is not DefaultKind.LITERAL
    return body_default(field, entity) is None and (generated or not column.nullable)


def _dump(context: Context, fields: tuple[BodyField, ...], *, omit_none: bool = False) -> str:
    stored = [field for field in fields if field.column]
    renamed = [field for field in stored if field.group or attribute(field.column or "") != attribute(field.name)]
    if renamed and not omit_none:
        return ", ".join(f"{attribute(field.column or '')}={in_body(field)}" for field in stored)
    if renamed:
        plain = tuple(field for field in stored if field not in renamed)
        own = [_dump(context, plain, omit_none=True)] if plain else []
        return ", ".join([*own, *(_unless_absent(context, field) for field in renamed)])
    unused = tuple(field for field in context.operation.body if field not in stored)
    exclusion = _exclusion_of(unused)
    arguments = ["exclude_none=True"] if omit_none else []
    arguments += [exclusion] if exclusion else []
    return f"**body.model_dump({', '.join(arguments)})"


def _unless_absent(context: Context, field: BodyField) -> str:
    """Give the value of a column that is called otherwise; one that the database gives is left to it where absent."""
    column, value = attribute(field.column or ""), in_body(field)
    if _unset_default(field, context.entity):
        return f'**({{"{column}": {value}}} if {value} is not None else {{}})'
    return f"{column}={value}"


def _exclusion(fields: tuple[BodyField, ...]) -> str:
    excluded = _exclusion_of(tuple(field for field in fields if not field.column))
    return f", {excluded}" if excluded else ""


def _exclusion_of(fields: tuple[BodyField, ...]) -> str:
    attributes = dict.fromkeys(attribute(field.group.name if field.group else field.name) for field in fields)
    names = ", ".join(f'"{name}"' for name in attributes)
    return f"exclude={{{names}}}" if names else ""


def _touch(entity: Entity) -> list[str]:
    updated = entity.with_role(ColumnRole.UPDATED_AT)
    return [f"{attribute(updated.name)}=func.now()"] if updated else []


def reference_checks(context: Context) -> list[str]:
    """Give the statements that refuse rows in the body which are not there or out of the caller's reach."""
    lines = []
    owner = owner_column(context.entity)
    for field in context.operation.body:
        if not field.column or not context.entity.has(field.column):
            continue
        column = context.entity.column(field.column)
        if column.references is None or column == owner:
            continue
        value = in_body(field)
        target = context.blueprint.entity(column.references.entity)
        check = require_row(context, target, value, column.references.roles)
        always = field.required and not field.nullable
        lines += [check] if always else [f"if {value} is not None:", f"    {check}"]
    return lines

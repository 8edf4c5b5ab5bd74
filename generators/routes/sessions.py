"""Routes of sessions that are issued here: register, login, refresh, logout, change password."""

import re

from generators.blueprint import (
    BodyField,
    Column,
    ColumnRole,
    Entity,
    Holds,
    Occasion,
    Operation,
    OperationKind,
)
from generators.datatypes import python_type
from generators.messages import text_of
from generators.naming import attribute, class_name, in_body
from generators.reach import usable
from generators.routes.answers import EXPIRY, respond, returned_columns
from generators.routes.context import Context, labelled, row_annotation, selectable
from generators.shapes import enveloped_columns, holds, shown_members
from generators.templating import quoted, render

_ROW = re.compile(r"\brow\b")
_TOKENS = (Holds.ACCESS_TOKEN, Holds.REFRESH_TOKEN)


def render_register(context: Context) -> list[str]:
    """Insert the account with the hash of its password; a taken account is refused by the database."""
    users, password = _users(context), _password(context.operation)
    fields = [field for field in context.operation.body if field.column and field is not password]
    values = [f"{attribute(field.column or '')}={in_body(field)}" for field in fields]
    values.append(f"{attribute(_hash_column(users).name)}=password_hash")
    key = f"row.{_key(users)}"
    answer = [*_issue(context, key), *_answer(context, key)]
    hashed = f"password_hash = await hash_password(body.{attribute(password.name)})"
    inserted = f"insert({context.model}).values({', '.join(values)})"
    if not any(_ROW.search(line) for line in answer):
        return [hashed, f"await connection.execute({inserted})", *answer]
    statement = f"statement = {inserted}.returning({_account_columns(context)})"
    return [hashed, statement, "row = (await connection.execute(statement)).one()", *answer]


def render_login(context: Context) -> list[str]:
    """Check the password in the same time for known and unknown accounts, and issue tokens."""
    users, password = _users(context), _password(context.operation)
    account = _account(context.operation, password)
    key, stored = _key(users), attribute(_hash_column(users).name)
    name = "row" if _shows_account(context) else "account"
    selected = f"{selectable(context.model, _hash_column(users).name)}, {_account_columns(context)}"
    typed = "" if "*" in selected else row_annotation([selected])
    if typed:
        context.helpers.imports.add("from typing import Any")
    column = users.column(account.column or account.name)
    given = f"body.{attribute(account.name)}"
    conditions = [f"{context.column(column.name)} == {given}", *usable(users, context.helpers.use_model(users))]
    context.helpers.imports.add("from app.utils.security import login_throttle")
    lines = [
        "settings = get_settings()",
        'address = request.client.host if request.client else ""',
        f'attempt = f"{{address}} {{{given}.lower()}}"',
        "wait = login_throttle.wait_seconds(attempt, attempts=settings.login_attempts, window=settings.login_window)",
        "if wait:",
        '    raise HTTPException(429, "Too many attempts.", headers={"Retry-After": str(wait)})',
        f"statement{typed} = select({selected}).where({', '.join(conditions)})",
        f"{name} = (await connection.execute(statement)).one_or_none()",
        f"stored = {name}.{stored} if {name} else None",
        f"if not await verify_password(body.{attribute(password.name)}, stored) or {name} is None:",
        f"    raise unauthorized({quoted(text_of(context.blueprint.settings, Occasion.CREDENTIALS))})",
        "login_throttle.clear(attempt)",
    ]
    return [*lines, *_issue(context, f"{name}.{key}"), *_answer(context, f"{name}.{key}")]


def render_refresh(context: Context) -> list[str]:
    """Exchange a refresh token for new ones; one that was used before ends the whole session."""
    field = context.operation.body[0]
    token = f"body.{attribute(field.name)}"
    _require_sessions(context)
    lines = [
        f"rotated = await rotate_session(connection, {token})",
        "if rotated is None:",
        '    raise unauthorized("The refresh token is not valid.")',
        "user_id, refresh_token = rotated",
        "settings = get_settings()",
    ]
    if holds(context.operation, Holds.ACCESS_TOKEN):
        lines.append("access_token = create_access_token(user_id, settings)")
    if _shows_account(context):
        users = _users(context)
        condition = f"col({context.helpers.use_model(users)}.{_key(users)}) == user_id"
        lines.append(f"row = (await connection.execute(select({returned_columns(context)}).where({condition}))).one()")
    return [*lines, *_answer(context, "user_id")]


def render_logout(context: Context) -> list[str]:
    """End the session of the given refresh token, or all of the caller's where none is given."""
    if context.blueprint.refresh_tokens is None:
        return _answer(context, context.caller)
    context.helpers.imports.add("from app.utils.security import hash_token")
    model = context.helpers.use_model(context.blueprint.refresh_tokens)
    conditions = [f"col({model}.revoked_at).is_(None)"]
    if context.has_user:
        conditions.insert(0, f"col({model}.user_id) == user.id")
    if context.operation.body:
        field = context.operation.body[0]
        given = f"hash_token(body.{attribute(field.name)})"
        family = f"select({model}.family).where(col({model}.token_hash) == {given})"
        conditions.append(f"col({model}.family).in_({family})")
    statement = f"update({model}).where({', '.join(conditions)}).values(revoked_at=func.now())"
    return [f"await connection.execute({statement})", *_answer(context, context.caller)]


def render_change_password(context: Context) -> list[str]:
    """Set a new password after checking the present one; every session ends."""
    users = _users(context)
    fields = [field for field in context.operation.body if "password" in field.name.lower()]
    current = fields[0] if len(fields) > 1 else None
    new = next((field for field in fields if "new" in field.name.lower()), fields[-1])
    if current is new:
        current = next(field for field in fields if field is not new)
    model, stored = context.helpers.use_model(users), attribute(_hash_column(users).name)
    own = f"col({model}.{_key(users)}) == user.id"
    lines = []
    if current is not None:
        lines += [
            f"present = select({model}.{stored}).where({own}).with_for_update()",
            "stored = (await connection.execute(present)).scalar_one()",
            f"if not await verify_password(body.{attribute(current.name)}, stored):",
            '    raise HTTPException(400, "The current password is wrong.")',
        ]
    updated = users.with_role(ColumnRole.UPDATED_AT)
    touched = f", {attribute(updated.name)}=func.now()" if updated else ""
    lines += [
        f"password_hash = await hash_password(body.{attribute(new.name)})",
        f"await connection.execute(update({model}).where({own}).values({stored}=password_hash{touched}))",
    ]
    if context.blueprint.refresh_tokens:
        refresh = context.helpers.use_model(context.blueprint.refresh_tokens)
        lines.append(
            f"await connection.execute(update({refresh}).where(col({refresh}.user_id) == user.id, "
            f"col({refresh}.revoked_at).is_(None)).values(revoked_at=func.now()))"
        )
    if _shows_account(context):
        lines.append(f"row = (await connection.execute(select({returned_columns(context)}).where({own}))).one()")
    return [*lines, *_answer(context, context.caller)]


def issues_sessions(operations: tuple[Operation, ...]) -> bool:
    """Tell whether refresh tokens are handed out."""
    return any(
        operation.kind is OperationKind.REFRESH or holds(operation, Holds.REFRESH_TOKEN) for operation in operations
    )


def render_session_helpers(context: Context) -> dict[str, str]:
    """Give the functions that start and rotate a session."""
    users, tokens = _users(context), context.blueprint.refresh_tokens
    if tokens is None:
        return {}
    text = render(
        "backend/app/routes/sessions.py",
        user=class_name(users),
        key=_key(users),
        token=context.helpers.use_model(tokens),
        present=", ".join(["", *usable(users, context.helpers.use_model(users))]),
        key_type=_key_type(users),
        keeps_use=tokens.has("used_at"),
    )
    context.helpers.use_model(users)
    return {"sessions": text}


def _key_type(users: Entity) -> str:
    return python_type(users.key[0].type)


def _require_sessions(context: Context) -> None:
    for name, text in render_session_helpers(context).items():
        context.helpers.functions.setdefault(name, text)


def _issue(context: Context, user_id: str) -> list[str]:
    if not holds(context.operation, *_TOKENS):
        return []
    lines = [] if context.operation.kind is OperationKind.LOGIN else ["settings = get_settings()"]
    if holds(context.operation, Holds.ACCESS_TOKEN):
        lines.append(f"access_token = create_access_token({user_id}, settings)")
    if holds(context.operation, Holds.REFRESH_TOKEN):
        _require_sessions(context)
        lines.append(f"refresh_token = await start_session(connection, {user_id})")
    return lines


def _answer(context: Context, key: str) -> list[str]:
    """Give the closing statements; ``key`` is the expression for the account's key."""
    item = f"{context.shape.public}.model_validate(row)" if context.shape.public else ""
    return respond(
        context,
        {
            Holds.ITEM: item,
            Holds.USER: item,
            Holds.ACCESS_TOKEN: "access_token",
            Holds.REFRESH_TOKEN: "refresh_token",
            Holds.KEY: key,
            **EXPIRY,
        },
    )


def _shows_account(context: Context) -> bool:
    return context.shape.public is not None or bool(enveloped_columns(context.operation))


def _account_columns(context: Context) -> str:
    """Give the columns that the response shows of the account, after its key where that is not among them."""
    key, shown = _users(context).key[0].name, set(enveloped_columns(context.operation))
    if context.shape.public:
        shown |= {member.column for member in shown_members(context.blueprint, context.operation) if member.column}
    own = [] if key in shown else [labelled(context.model, key)]
    return ", ".join([*own, *([returned_columns(context)] if shown else [])])


def _users(context: Context) -> Entity:
    if context.blueprint.users is None:
        raise ValueError(f"{context.operation.id} needs a users table")
    return context.blueprint.users


def _key(users: Entity) -> str:
    return attribute(users.key[0].name)


def _hash_column(users: Entity) -> Column:
    column = users.with_role(ColumnRole.PASSWORD)
    if column is None:
        raise ValueError(f"{users.name} has no column for the password's hash")
    return column


def _password(operation: Operation) -> BodyField:
    for field in operation.body:
        if "password" in field.name.lower():
            return field
    raise ValueError(f"{operation.id} takes no password")


def _account(operation: Operation, password: BodyField) -> BodyField:
    return next(field for field in operation.body if field is not password)

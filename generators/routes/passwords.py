"""Passwords that a body carries: the hash of one is stored, the password itself never."""

from generators.blueprint import ColumnRole
from generators.naming import attribute
from generators.routes.context import Context


def new_password(context: Context) -> list[str]:
    """Give the statement that makes the hash which a new account keeps."""
    value = _given_password(context)
    return [f"password_hash = await hash_password({value})"] if value else []


def password_changes(context: Context) -> list[str]:
    """Give the statements that store the hash of a new password."""
    password, value = context.entity.with_role(ColumnRole.PASSWORD), _given_password(context)
    if password is None or not value:
        return []
    return [f"if {value} is not None:", f'    changes["{attribute(password.name)}"] = await hash_password({value})']


def _given_password(context: Context) -> str:
    """Give the source of a password that the body carries and that only its hash is stored of; nothing without one."""
    given = next((field for field in context.operation.body if field.name.lower() == "password"), None)
    if context.entity.with_role(ColumnRole.PASSWORD) is None or given is None or given.column:
        return ""
    context.helpers.imports.add("from app.utils.security import hash_password")
    return f"body.{attribute(given.name)}"

"""What an operation does and who may do it, each a closed set, and the kinds that are spoken of together."""

from enum import StrEnum


class OperationKind(StrEnum):
    """The kinds of operation; each has one renderer for its route and one for its tests."""

    CREATE = "create"
    LIST = "list"
    READ = "read"
    REPLACE = "replace"
    PATCH = "patch"
    DELETE = "delete"
    ACT = "act"
    TOGGLE = "toggle"
    LINK = "link"
    UNLINK = "unlink"
    BULK_DELETE = "bulk_delete"
    AGGREGATE = "aggregate"
    REGISTER = "register"
    LOGIN = "login"
    REFRESH = "refresh"
    LOGOUT = "logout"
    CHANGE_PASSWORD = "change_password"
    READ_ME = "read_me"
    UPDATE_ME = "update_me"
    DELETE_ME = "delete_me"
    HEALTH = "health"
    PORT = "port"


class Access(StrEnum):
    """Who may call an operation."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    PUBLIC = "public"


# Tuples, not sets: some are walked in order, and what is written must not depend on hashing.
CREATING = (OperationKind.CREATE, OperationKind.REGISTER)
"""What adds a row of its entity."""
CHANGING = (OperationKind.PATCH, OperationKind.REPLACE)
"""What changes a row's content by a body."""
STORING = (OperationKind.CREATE, *CHANGING)
"""What stores a body's fields in a row of its entity."""
DELETING = (OperationKind.DELETE, OperationKind.DELETE_ME)
"""What takes one row away."""
OF_ONESELF = (OperationKind.READ_ME, OperationKind.UPDATE_ME, OperationKind.DELETE_ME)
"""What is about the calling user's own row."""
SESSIONS = (
    OperationKind.REGISTER,
    OperationKind.LOGIN,
    OperationKind.REFRESH,
    OperationKind.LOGOUT,
    OperationKind.CHANGE_PASSWORD,
)
"""What is done with accounts and tokens, and with no row of a feature."""

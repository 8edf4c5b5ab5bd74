"""What a column is for, told by its name and type."""

import re
from collections.abc import Sequence

from generators.blueprint import ColumnRole, ColumnType, TypeName
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.words import snake

_TIMES = (TypeName.TIMESTAMP, TypeName.DATE)
_CREATED = frozenset({"created_at", "created", "created_on", "date_created", "creation_date", "inserted_at"})
_UPDATED = frozenset(
    {"updated_at", "updated", "updated_on", "modified_at", "last_modified", "last_updated", "date_updated"}
)
_DELETED = frozenset({"deleted_at", "removed_at", "archived_at_deleted"})
_DELETED_FLAGS = frozenset({"deleted", "is_deleted", "removed", "is_removed", "soft_deleted", "trashed", "is_trashed"})
_PASSWORD = regex(r"^(?:hashed_|encrypted_)?(?:password|passwd|pwd)(?:_hash|_hashed|_digest)?$")
_SECRET = regex(r"(?:^|_)(?:secret|token_hash|access_token|refresh_token|api_key|private_key|salt|otp)(?:$|_)")
_OPTIONAL_WORDS = regex(
    r"\b(?:optional|nullable|may be (?:null|empty|omitted)|if (?:any|set|given|provided))\b", re.IGNORECASE
)
_OPTIONAL_NAMES = regex(
    r"^(?:description|notes?|bio|image|avatar(?:_url)?|phone(?:_number)?|address|due_date|deadline|completed_at|deleted_at"
    r"|published_at|last_\w+|\w*_url|parent_id|middle_name|nickname|website|reminder\w*|recurrence\w*)$"
)

OWNER_NAMES = (
    "user_id",
    "owner_id",
    "author_id",
    "creator_id",
    "created_by_id",
    "created_by",
    "account_id",
    "customer_id",
    "member_id",
    "userid",
    "owner",
)
"""Names of columns that hold the owner, the most telling first."""


def column_role(name: str, kind: ColumnType) -> ColumnRole:
    """Give the role that a name and a type suggest; owners are told later, by their references."""
    plain = snake(name)
    if plain == "id":
        return ColumnRole.ID
    if kind.name in _TIMES:
        for names, role in (
            (_CREATED, ColumnRole.CREATED_AT),
            (_UPDATED, ColumnRole.UPDATED_AT),
            (_DELETED, ColumnRole.DELETED_AT),
        ):
            if plain in names:
                return role
    if kind.name is TypeName.BOOLEAN and plain in _DELETED_FLAGS:
        return ColumnRole.DELETED
    if kind.name in (TypeName.VARCHAR, TypeName.TEXT, TypeName.BYTES):
        if _PASSWORD.match(plain):
            return ColumnRole.PASSWORD
        if _SECRET.search(plain):
            return ColumnRole.SECRET
    return ColumnRole.PLAIN


def is_optional_by_name(name: str, fields: Sequence[FieldFact]) -> bool:
    """Tell whether a column of which no document says so is better left nullable."""
    if any(_OPTIONAL_WORDS.search(field.description) for field in fields):
        return True
    return bool(_OPTIONAL_NAMES.match(snake(name)))

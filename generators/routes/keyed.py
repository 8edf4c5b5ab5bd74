"""Routes that take the caller's key alone: what they reach is tied to a user who exists by a foreign key.

A user who has vanished owns no row, so that the one statement which finds a row of the caller's has seen the user as
well. Only where it finds nothing does the route ask whether the caller is still there.
"""

import ast
import re
import textwrap

from generators.blueprint import OF_ONESELF, Blueprint, Entity, OperationKind
from generators.callers import CallerNeed, need_of
from generators.constraints import find_indexes, find_unique, foreign_key_name
from generators.reach import active_column
from generators.routes.context import Context
from generators.routes.ownership import owner_column, ownership

_KINDS = frozenset(
    {
        OperationKind.CREATE,
        OperationKind.LIST,
        OperationKind.READ,
        OperationKind.REPLACE,
        OperationKind.PATCH,
        OperationKind.DELETE,
        OperationKind.ACT,
        OperationKind.TOGGLE,
    }
)
_FETCHED = re.compile(r"(?:rows|\w+, (?P<total>total)) = \(?await (?:fetch_page\()?(?P<reader>connection|session)\b")
"""The line of a list that takes its rows."""
_REFUSED = re.compile(r" +raise (?:HTTPException\(404, |await _missing_)")
_READER = re.compile(r"await (connection|session)\b")


def take_key(context: Context, body: list[str]) -> list[str] | None:
    """Give the route's statements with the caller's key in place of the caller; nothing where they need more.

    They need no more where a lone statement reaches rows of the caller's, or makes one.
    """
    if not body or not _may(context) or not _needs_key_only(body):
        return None
    asking = _ask(context, body)
    return None if asking is None else [re.sub(r"\buser\.id\b", "caller_id", line) for line in asking]


def _needs_key_only(body: list[str]) -> bool:
    """Tell whether the statements use of the caller nothing but the key, for a lone statement on the database.

    What only finds words for a refusal does not count.
    """
    tree = ast.parse("async def route():\n" + textwrap.indent("\n".join(body), "    "))
    nodes = list(ast.walk(tree))
    named = [node for node in nodes if isinstance(node, ast.Name) and node.id == "user"]
    keys = [node for node in nodes if isinstance(node, ast.Attribute) and node.attr == "id" and node.value in named]
    refusing = {node.exc for node in nodes if isinstance(node, ast.Raise)}
    awaited = [node for node in nodes if isinstance(node, ast.Await) and node not in refusing]
    return len(named) == len(keys) > 0 and len(awaited) == 1


def _may(context: Context) -> bool:
    """Tell whether nothing but the key is known of a caller who may call, and every account in the table is one."""
    need, users = need_of(context.operation), context.blueprint.users
    plain = need is not None and need == CallerNeed(path=need.path)
    return plain and users is not None and bool(users.key) and not _keeps_vanished(users)


def _keeps_vanished(users: Entity) -> bool:
    return users.mark is not None or active_column(users) is not None


def _ask(context: Context, body: list[str]) -> list[str] | None:
    """Give the statements with the question whether the caller is still there, where nothing is found."""
    kind, raised = context.operation.kind, [line for line in body if "raise " in line]
    if kind in OF_ONESELF:
        return body if raised and all("raise unauthorized(" in line for line in raised) else None
    if kind not in _KINDS or not _is_tied(context.blueprint, context.entity):
        return None
    if kind is OperationKind.CREATE:
        return body if not raised and _makes_own(context.blueprint, context.entity) else None
    if not context.owned:
        return None
    if kind is OperationKind.LIST:
        return None if raised else _asked_list(body)
    return _asked_row(body, raised)


def _asked_row(body: list[str], raised: list[str]) -> list[str] | None:
    reader = _READER.search("\n".join(body))
    if reader is None or len(raised) != 1 or not _REFUSED.match(raised[0]):
        return None
    place = body.index(raised[0])
    return [*body[:place], f"    await require_caller({reader[1]}, caller_id)", *body[place:]]


def _asked_list(body: list[str]) -> list[str] | None:
    for place, line in enumerate(body, 1):
        if found := _FETCHED.match(line):
            asked = [f"if not {found['total'] or 'rows'}:", f"    await require_caller({found['reader']}, caller_id)"]
            return [*body[:place], *asked, *body[place:]]
    return None


def _is_tied(blueprint: Blueprint, entity: Entity) -> bool:
    """Tell whether foreign keys lead from every row of ``entity`` to the user who owns it."""
    held, users, named = entity, blueprint.users, ""
    for step in ownership(entity) or ():
        reference = held.column(step).references
        if reference is None:
            return False
        held, named = blueprint.entity(reference.entity), reference.column
    return users is not None and held == users and named == users.key[0].name


def _makes_own(blueprint: Blueprint, entity: Entity) -> bool:
    """Tell whether a new row without an owner fails for that reason alone: no row of another user stands in its way,
    and nobody writes the owner's key but the owner."""
    owner = owner_column(entity)
    if owner is None or owner.nullable:
        return False
    unique = [*find_unique(entity), *(index.columns for index in find_indexes(entity) if index.unique)]
    written = [field.column for each in blueprint.operations if each.entity == entity.name for field in each.body]
    return owner.name not in written and all(owner.name in columns for columns in unique)


def account_keys(blueprint: Blueprint, keyed: frozenset[str]) -> list[str]:
    """Give the foreign keys that fail only where a caller without an account makes a row."""
    made = [each.entity for each in blueprint.operations if each.id in keyed and each.kind is OperationKind.CREATE]
    return [
        foreign_key_name(entity, owner.name, owner.references.entity)
        for entity in blueprint.entities
        if entity.name in made and (owner := owner_column(entity)) and owner.references
    ]

"""Meanings about rows that are only marked as deleted: what marks them, and who sees them no more."""

from generators.blueprint import DELETING, ColumnRole, Entity, Operation, OperationKind, RuleKind
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.access import kinds_of
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning

Kind = OperationKind
_SHOWN = frozenset({"listed", "returned", "shown", "visible"})
"""Words that carry no condition elsewhere, and say here that deleted rows are seen."""
_NOTHING_SOFT = "nothing is deleted softly"


def _marked(gist: Gist) -> Entity | None:
    """Give the entity whose rows are marked, if it is one that a text can be about."""
    entity = gist.entity
    if entity is None or entity.mark is None:
        entity = next((one for one, column in gist.columns() if one.mark is column), None)
    return entity


def _contradicts(gist: Gist, entity: Entity) -> Proof | None:
    """Tell where a text names another flag than the one that marks rows, or its other value."""
    mark = entity.mark
    other = next((column.name for _, column in gist.columns() if column is not mark), None)
    if mark is None or other is not None:
        return missing(f"{other or 'nothing'} marks no deleted rows", RuleKind.EFFECT)
    said = {"TRUE": True, "FALSE": False}
    wrong = [word for word in said if word in gist.senses and said[word] is not (mark.role is ColumnRole.DELETED)]
    return missing(f"{mark.name} is not {wrong[0].lower()} of deleted rows", RuleKind.EFFECT) if wrong else None


def _softly(gist: Gist) -> Proof | None:
    """``Deleting a room is a soft delete (is_open = false), without losing its history``."""
    entity = _marked(gist)
    if entity is None:
        return missing(_NOTHING_SOFT, RuleKind.EFFECT)
    if failed := _contradicts(gist, entity):
        return failed
    if gist.statuses or _is_shown(gist):
        return None
    changing = [one for one in gist.scope if gist.texts("CALL") and one.kind in (Kind.REPLACE, Kind.PATCH)]
    unable = next((one for one in changing if not _takes(one, entity)), None)
    if unable is not None:
        return missing(f"{unable.id} takes no {entity.mark.name if entity.mark else ''}", RuleKind.EFFECT)
    deleting = [one for one in gist.book.of(entity, *DELETING) if one.soft]
    return proven_or(RuleKind.EFFECT, deleting, _NOTHING_SOFT)


def _is_shown(gist: Gist) -> bool:
    return not _SHOWN.isdisjoint(gist.sentence.text.lower().split())


def _takes(operation: Operation, entity: Entity) -> bool:
    return any(entity.mark is not None and part.column == entity.mark.name for part in operation.body)


def _hidden(gist: Gist) -> Proof | None:
    """``Inactive rooms are left out of lists``, ``reading a deleted room answers 404``: of the operations that are
    meant, each with its own test."""
    entity = _marked(gist)
    rules = gist.book.ruled(RuleKind.VISIBILITY, entity.name) if entity else []
    hiding = [rule for rule in rules if ".deleted." in rule.id]
    if entity is None or not hiding:
        return missing("deleted rows are not kept", RuleKind.VISIBILITY)
    if failed := _contradicts(gist, entity):
        return failed
    if "NOT" in gist.senses and not (gist.says("READ", "LIST", "SEARCH", "EXIST") or _is_shown(gist)):
        return None
    if set(gist.statuses) - {404}:
        return missing("what is deleted answers 404", RuleKind.VISIBILITY)
    meant = _meant(gist, entity)
    unhidden = next((one for one in meant if one.entity != entity.name or not _hides(one, hiding[0].operations)), None)
    if unhidden is not None:
        return missing(f"{unhidden.id} does not look at {entity.mark.name if entity.mark else ''}", RuleKind.VISIBILITY)
    return proven(RuleKind.VISIBILITY, *hiding, *meant) if meant else None


def _meant(gist: Gist, entity: Entity) -> list[Operation]:
    kinds = kinds_of(gist) | ({Kind.LIST} if "SEARCH" in gist.senses else set())
    if gist.texts("CALL") or gist.sentence.here:
        return [one for one in gist.scope if not kinds or one.kind in kinds] or gist.scope
    return gist.book.of(entity, *(kinds or {Kind.READ, Kind.LIST}))


def _hides(operation: Operation, known: tuple[str, ...]) -> bool:
    return operation.id in known


_ABOUT = "ENTITY CALL COLUMN FALSE TRUE EQUALS SET STATE UPDATE DELETE EXIST RETAIN"

REMOVALS = (
    meaning("DELETE STATE|UPDATE|SET INACTIVE|ONLY|INSTEAD", "ENTITY RETAIN WITHOUT INACTIVE ONLY INSTEAD", _softly),
    meaning("SOFT", f"{_ABOUT} WITHOUT INSTEAD", _softly),
    meaning("SOFT|INACTIVE|DELETE STATUS|ABSENT|NOTFOUND", f"{_ABOUT} SOFT INACTIVE READ", _hidden),
    meaning("INACTIVE|SOFT|DELETE EXCEPT|HIDE|NOT", f"{_ABOUT} SOFT INACTIVE SEARCH LIST READ", _hidden),
    meaning("ONLY ACTIVE", f"{_ABOUT} INACTIVE SEARCH LIST READ", _hidden),
    meaning("LIST|READ|SEARCH ACTIVE", "ENTITY CALL ONLY COLUMN TRUE EQUALS", _hidden),
)
"""What texts say of rows that are marked as deleted."""

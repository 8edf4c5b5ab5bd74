"""Meanings about rows: what is set by itself, what must exist, what goes along, what is done together."""

from generators.blueprint import ColumnRole, DeleteRule, Operation, OperationKind, RuleKind, TypeName
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning

Kind = OperationKind
_STAMPS = (ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT)


def _stamped(gist: Gist) -> Proof | None:
    """``Created and updated time stamps are kept automatically``: each column that is named is the backend's own."""
    named = gist.columns()
    if not named:
        return None
    rules = [gist.book.ruled(RuleKind.EFFECT, entity.name, [column.name]) for entity, column in named]
    loose = next((column.name for (_, column), found in zip(named, rules, strict=True) if not found), None)
    taken = next((column.name for entity, column in named if _is_taken(entity.name, column.name, gist)), None)
    if loose or taken:
        return missing(f"{loose or taken} is not set by the backend alone", RuleKind.EFFECT)
    if any(column.role not in _STAMPS and not column.primary_key for _, column in named):
        return None
    return proven(RuleKind.EFFECT, *(rule for found in rules for rule in found))


def _is_taken(entity: str, column: str, gist: Gist) -> bool:
    return any(one.entity == entity and any(part.column == column for part in one.body) for one in gist.book.operations)


def _zoned(gist: Gist) -> Proof | None:
    """``Times are stored in UTC, whatever the zone they come in``: every time is kept with its zone."""
    timed = [entity.name for entity in gist.book.entities if any(_is_time(one.type.name) for one in entity.columns)]
    kinds = (Kind.CREATE, Kind.REGISTER, Kind.READ, Kind.LIST)
    found = [one for kind in kinds for one in gist.book.of(None, kind) if one.entity in timed][:4]
    return proven_or(RuleKind.TIME, found, "no time is kept")


def _is_time(name: TypeName) -> bool:
    return name is TypeName.TIMESTAMP


def _exists(gist: Gist) -> Proof | None:
    """``The room must exist``: a body that names a row of another table is refused where there is none."""
    target = gist.book.entity_called(gist.texts("ENTITY")[0]) if gist.texts("ENTITY") else None
    if target is None:
        return None
    naming = [one for one in gist.book.operations if _names(one, target.name, gist)]
    if not naming:
        return missing(f"no body names a row of {target.name}", RuleKind.STATUS)
    expected = {404} & set(naming[0].errors) or {422}
    if set(gist.statuses) - expected:
        return missing(f"a body that names no row of {target.name} answers {min(expected)}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *naming)


def _names(operation: Operation, target: str, gist: Gist) -> bool:
    entity = next((one for one in gist.book.entities if one.name == operation.entity), None)
    held = [entity.column(part.column) for part in operation.body if part.column and entity and entity.has(part.column)]
    return any(column.references is not None and column.references.entity == target for column in held)


def _cascades(gist: Gist) -> Proof | None:
    """``notes.author_id references users, on delete cascade``."""
    named = [(entity, column) for entity, column in gist.columns() if column.references is not None]
    if not named:
        return None
    for entity, column in named:
        reference = column.references
        if reference is None or reference.on_delete is not DeleteRule.CASCADE:
            return missing(f"{entity.name}.{column.name} does not cascade", RuleKind.CASCADE)
    parents = {column.references.entity for _, column in named if column.references}
    rows = {entity.name for entity, _ in named}
    rules = [
        rule
        for rule in gist.book.ruled(RuleKind.CASCADE)
        if rule.entity in parents and dict(rule.parameters).get("rows") in rows
    ]
    return proven_or(RuleKind.CASCADE, rules, "no rows go with their parent")


def _together(gist: Gist) -> Proof | None:
    """``An order and its lines are saved in one transaction``: what writes several rows does so in one."""
    meant = [one for one in gist.scope if one.kind is not Kind.PORT and _writes_more(one)]
    return proven_or(RuleKind.OPERATION, meant, "nothing here writes several rows")


def _writes_more(operation: Operation) -> bool:
    return bool(operation.records or operation.adjustments or any(part.children for part in operation.body))


def _partial(gist: Gist) -> Proof | None:
    """``Only the fields that are sent are changed``: an update of parts, also where it is called PUT."""
    changing = [one for one in gist.scope if one.kind in (Kind.PATCH, Kind.REPLACE, Kind.UPDATE_ME)]
    whole = next((one for one in changing if one.kind is Kind.REPLACE), None)
    if whole is not None:
        return missing(f"{whole.id} replaces all of the row", RuleKind.OPERATION)
    return proven_or(RuleKind.OPERATION, changing, "nothing is changed in part")


ROWS = (
    meaning("COLUMN AUTO|IMMUTABLE", "SET CREATE UPDATE TIMESTAMP ENTITY AUTO NOT", _stamped),
    meaning("UTC SET|CONVERT|TIMESTAMP", "TIMESTAMP CONVERT TIMEZONE SET ISO", _zoned),
    meaning("CONVERT TIMEZONE", "TIMESTAMP", _zoned),
    meaning("ENTITY EXIST VERIFY|REQUIRE", "REFERENCE CREATE UPDATE", _exists),
    meaning("ENTITY ABSENT|NOTFOUND STATUS REFERENCE", "CREATE UPDATE", _exists),
    meaning("COLUMN CASCADE", "REFERENCE DELETE FOREIGN ENTITY", _cascades),
    meaning("TRANSACTION ATOMIC|ROLLBACK", "CREATE UPDATE DELETE ENTITY FAIL SUCCESS", _together),
    meaning("ATOMIC CREATE|UPDATE|ENTITY", "TRANSACTION ROLLBACK ENTITY FAIL SUCCESS", _together),
    meaning("ONLY PROVIDED UPDATE", "REST UNCHANGED PARTIAL ENTITY CALL", _partial),
    meaning("PARTIAL UPDATE", "CALL ENTITY ACCEPT PROVIDED ONLY REST UNCHANGED", _partial),
)
"""What texts say of rows."""

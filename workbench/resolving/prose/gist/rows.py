"""Meanings about rows: what is set by itself, what must exist, what goes along, what is done together."""

from generators.blueprint import (
    CHANGING,
    Column,
    ColumnRole,
    DeleteRule,
    DerivationKind,
    Operation,
    OperationKind,
    RuleKind,
    TypeName,
)
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.gist import NUMBER, VALID, Gist
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


def _refers(gist: Gist) -> Proof | None:
    """``room_id must belong to a room that exists``."""
    for entity, column in gist.columns():
        naming = [
            one
            for one in gist.book.operations
            if one.entity == entity.name and any(part.column == column.name for part in one.body)
        ]
        if column.references is None or not naming:
            return None
        expected = {404} & set(naming[0].errors) or {422}
        if set(gist.statuses) - expected:
            return missing(f"a body that names no such row answers {min(expected)}", RuleKind.STATUS)
        return proven(RuleKind.STATUS, *naming)
    return None


def _cascades_all(gist: Gist) -> Proof | None:
    """``Deleting it deletes related data as well``: the rows that belong to the entity."""
    here = gist.sentence.here
    name = here[0].entity if here else gist.sentence.about.name if gist.sentence.about else None
    rules = gist.book.ruled(RuleKind.CASCADE, name) if name else []
    return proven_or(RuleKind.CASCADE, rules, "no rows go with it")


def _digits(gist: Gist) -> Proof | None:
    """``At most 9 digits and 2 decimals``: of the columns that are named, else of any."""
    wanted: dict[str, int] = {}
    number = 0
    for part in gist.parts:
        if part.sense == NUMBER:
            number = int(float(part.text))
        elif part.sense in _DIGITS and number:
            wanted[_DIGITS[part.sense]] = number
    names = [(entity.name, column.name) for entity, column in gist.columns()]
    rules = [rule for entity, column in names for rule in gist.book.ruled(RuleKind.PRECISION, entity, [column])]
    if names and len(rules) < len(names):
        return missing(f"the digits of {names[0][1]} are not limited", RuleKind.PRECISION)
    rules = rules if names else gist.book.ruled(RuleKind.PRECISION)
    fitting = [rule for rule in rules if wanted.items() <= dict(rule.parameters).items()]
    return proven_or(RuleKind.PRECISION, fitting, "the digits of no number are limited so")


_DIGITS = {"INTEGERDIGITS": "whole", "DECIMALS": "decimals"}


def _unique(gist: Gist) -> Proof | None:
    """``The address must be valid and unique``: held to a form as well, where it is to be valid."""
    named = gist.columns()
    if not {"per", "within", "each"}.isdisjoint(gist.sentence.text.lower().split()):
        return None  # within something: that is no uniqueness of the value alone
    rules = [gist.book.ruled(RuleKind.UNIQUE, entity.name, [column.name]) for entity, column in named]
    alone = [[rule for rule in found if len(rule.columns) == 1] for found in rules]
    forms = [gist.book.ruled(RuleKind.FORMAT, entity.name, [column.name]) for entity, column in named]
    if not named or not all(alone) or (VALID in gist.senses and not all(forms)):
        return None
    return proven(RuleKind.UNIQUE, *(rule for found in (*alone, *forms) for rule in found))


def _optional(gist: Gist) -> Proof | None:
    """``Without a note the loan is created all the same``: a body that does not ask for what is named."""
    creating = [one for one in gist.scope if one.kind in (Kind.CREATE, Kind.REGISTER)]
    names = {column.name for _, column in gist.columns()}
    taking = [one for one in creating if names <= {part.column for part in one.body if not part.required}]
    return proven_or(RuleKind.REQUIRED, taking if names else [], f"nothing takes no {' or '.join(sorted(names))}")


def _malformed_key(gist: Gist) -> Proof | None:
    """``A key that is no number answers 422``."""
    expected = gist.book.settings.validation_status
    if set(gist.statuses) - {expected}:
        return missing(f"a malformed key answers {expected}", RuleKind.STATUS)
    textual = (TypeName.TEXT, TypeName.VARCHAR)
    keyed = [one for one in gist.scope if any(part.type.name not in textual for part in one.path_parameters)]
    return proven_or(RuleKind.STATUS, keyed, "no path holds a key")


def _as_created(gist: Gist) -> Proof | None:
    """``Body: same as for creating``, where a row is changed."""
    for one in gist.sentence.here:
        creating = next((each for each in gist.book.of(None, Kind.CREATE) if each.entity == one.entity), None)
        if creating is None or {part.name for part in creating.body} - {part.name for part in one.body}:
            return missing(f"{one.id} takes another body", RuleKind.OPERATION)
    return proven_or(RuleKind.OPERATION, list(gist.sentence.here), "it stands at no endpoint")


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


def _partial(gist: Gist) -> Proof | None:
    """``Only the fields that are sent are changed``: an update of parts, also where it is called PUT."""
    kinds = (Kind.PATCH, Kind.UPDATE_ME) if "patch" in gist.texts("UPDATE") else (*CHANGING, Kind.UPDATE_ME)
    changing = [one for one in gist.scope if one.kind in kinds]
    whole = next((one for one in changing if one.kind is Kind.REPLACE), None)
    if whole is not None:
        return missing(f"{whole.id} replaces all of the row", RuleKind.OPERATION)
    return proven_or(RuleKind.OPERATION, changing, "nothing is changed in part")


def _copied(gist: Gist) -> Proof | None:
    """``Lines capture name and price as snapshots at the time of purchase``: each column that is named is a copy."""
    named = gist.columns()
    loose = next((column.name for _, column in named if not _is_copy(column)), None)
    if loose:
        return missing(f"{loose} is not copied", RuleKind.COMPUTED)
    rules = [
        rule for entity, column in named for rule in gist.book.ruled(RuleKind.COMPUTED, entity.name, [column.name])
    ]
    return proven_or(RuleKind.COMPUTED, rules, "nothing is copied")


def _is_copy(column: Column) -> bool:
    return column.derivation is not None and column.derivation.kind is DerivationKind.COPY


ROWS = (
    meaning("SNAPSHOT COLUMN", "CREATE ENTITY SET WHEN READ", _copied),
    meaning("COLUMN AUTO|IMMUTABLE", "SET CREATE UPDATE TIMESTAMP ENTITY AUTO NOT", _stamped),
    meaning("UTC SET|CONVERT|TIMESTAMP", "TIMESTAMP CONVERT TIMEZONE SET ISO", _zoned),
    meaning("CONVERT TIMEZONE", "TIMESTAMP", _zoned),
    meaning("ENTITY EXIST VERIFY|REQUIRE", "REFERENCE CREATE UPDATE WHEN SET ABSENT NOTFOUND STATUS", _exists),
    meaning("ENTITY ABSENT|NOTFOUND STATUS REFERENCE", "CREATE UPDATE", _exists),
    meaning("COLUMN EXIST|REFERENCE", "ENTITY REQUIRE VERIFY EXIST REFERENCE ABSENT STATUS", _refers),
    meaning("CASCADE CASCADED", "DELETE ENTITY COLUMN", _cascades_all),
    meaning("INTEGERDIGITS|DECIMALS NUMBER", "COLUMN MAXIMUM DECIMALS NUMERIC", _digits),
    meaning("NUMERIC PRECISION VERIFY", "DECIMAL COLUMN", _digits),
    meaning("COLUMN UNIQUE", "REQUIRE", _unique),
    meaning("COLUMN OPTIONAL", "CREATE ENTITY WITHOUT SUCCESS NULL EMPTY ACCEPT", _optional),
    meaning("COLUMN WITHOUT CREATE NULL", "ENTITY", _optional),
    meaning("INVALIDKEY STATUS", "CALL COLUMN ENTITY VERIFY INVALID FAIL", _malformed_key),
    meaning("SAMEBODY", "ENTITY", _as_created),
    meaning("ISO TIMESTAMP", "UTC", _zoned),
    meaning("COLUMN|USERID CASCADE", "REFERENCE DELETE FOREIGN ENTITY", _cascades),
    meaning("ONLY PROVIDED UPDATE", "REST UNCHANGED PARTIAL ENTITY CALL", _partial),
    meaning("UPDATE HIDE|ABSENT UNCHANGED|RETAIN|SET", "CALL ENTITY PROVIDED REST PARTIAL", _partial),
    meaning("PARTIAL UPDATE", "CALL ENTITY ACCEPT PROVIDED ONLY REST UNCHANGED", _partial),
)
"""What texts say of rows."""

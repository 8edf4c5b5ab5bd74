"""What is left unsaid of tables: references, states, uniqueness, columns that nothing sets, points in time."""

from collections.abc import Iterator

from generators.blueprint import (
    Column,
    ColumnRole,
    DeleteRule,
    Entity,
    EntityPurpose,
    OperationKind,
    RuleKind,
    TypeName,
)
from workbench.resolving.unsaid.entry import Known, Other, Unsaid, lines_of, routes
from workbench.resolving.words import join_words

_STATES = frozenset({"status", "state", "stage", "phase"})
_MANY = 5


def _data(known: Known) -> tuple[Entity, ...]:
    return tuple(one for one in known.blueprint.entities if one.sources and one.purpose is EntityPurpose.DATA)


def find_references(known: Known) -> Iterator[Unsaid]:
    """References that say nothing of deleting."""
    silent = [
        (entity, column)
        for entity in known.blueprint.entities
        for column in entity.columns
        if column.references and column.references.on_delete is DeleteRule.NO_ACTION and column.sources
    ]
    if silent:
        names = [f"{entity.name}.{column.name}" for entity, column in silent]
        yield Unsaid(
            "unsaid.references",
            f"A row that {join_words(names[:_MANY], 'or')} refers to cannot be deleted while it does.",
            "no action",
            "No document states what becomes of the rows that refer to it, and nothing is lost this way.",
            tuple(column.sources[0] for _, column in silent)[:8],
            (Other("cascade", "they are deleted with it", tuple(f"{name}: on delete cascade" for name in names)),),
        )


def find_plain_ids(known: Known) -> Iterator[Unsaid]:
    """Columns that look like references and lead nowhere."""
    for entity in _data(known):
        for column in entity.columns:
            if column.name.endswith("_id") and column.references is None and column.sources and not column.primary_key:
                owner = " it holds the subject of the token" if column.role is ColumnRole.OWNER else ""
                yield Unsaid(
                    f"{entity.name}.{column.name}.reference",
                    f"{entity.name}.{column.name} is kept as a plain value,{owner or ' no table is referred to'}.",
                    "plain value",
                    "No document names a table that it refers to.",
                    (column.sources[0],),
                )


def find_states(known: Known) -> Iterator[Unsaid]:
    """States without transitions."""
    ruled = {rule.entity for rule in known.blueprint.rules if rule.kind is RuleKind.TRANSITION}
    for entity in _data(known):
        for column in entity.columns:
            if column.name in _STATES and column.limits.choices and entity.name not in ruled and column.sources:
                yield Unsaid(
                    f"{entity.name}.{column.name}.transitions",
                    f"Any {column.name} of {entity.name} may follow any other.",
                    "any",
                    "No document states which changes are allowed.",
                    (column.sources[0],),
                )


def find_clashes(known: Known) -> Iterator[Unsaid]:
    """Conflicts that are documented, and nothing that could clash."""
    for operation in known.of_kind(OperationKind.CREATE):
        endpoint = known.described(operation)
        clash = next((one for one in endpoint.responses if one.status == 409), None) if endpoint else None
        if clash is not None and 409 not in operation.errors:
            yield Unsaid(
                f"endpoint.{operation.route}.clash",
                f"{operation.route} never answers 409.",
                "never",
                f"It is documented, and no document states what must be unique in {operation.entity}.",
                (clash.source or operation.sources[0],),
            )


def find_no_clashes(known: Known) -> Iterator[Unsaid]:
    """Conflicts that the documents speak of in general, and nothing that could clash."""
    clashing = any(409 in operation.errors for operation in known.blueprint.operations)
    line = () if clashing else known.line_of(r"\b409\b")
    if line and known.of_kind(OperationKind.CREATE):
        yield Unsaid(
            "unsaid.clashes",
            "No endpoint answers 409: no two rows can be in each other's way.",
            "never",
            "It is documented, and no document states what must be unique.",
            line,
        )


def find_unset(known: Known) -> Iterator[Unsaid]:
    """Columns that no endpoint sets and no default fills."""
    writing = [one for one in known.blueprint.operations if one.body]
    for entity in _data(known):
        set_by = {field.column for one in writing if one.entity == entity.name for field in one.body}
        used = any(one.entity == entity.name for one in writing)
        unset = [column for column in entity.columns if used and _is_open(column) and column.name not in set_by]
        if unset:
            names = [column.name for column in unset]
            yield Unsaid(
                f"{entity.name}.unset",
                f"No request sets {join_words(names[:_MANY], 'or')} of {entity.name}: "
                f"{'they keep' if len(names) > 1 else 'it keeps'} "
                "what the table gives a new row.",
                "table default",
                "No document names it in a body.",
                tuple(column.sources[0] for column in unset)[:6],
            )


def _is_open(column: Column) -> bool:
    if column.primary_key or not column.sources or column.references is not None:
        return False
    return column.role is ColumnRole.PLAIN and not column.is_slug


def find_slugs(known: Known) -> Iterator[Unsaid]:
    """Slugs that the backend makes, since no request carries them."""
    for entity in _data(known):
        for column in entity.columns:
            if column.default is not None and column.is_slug:
                yield Unsaid(
                    f"{entity.name}.{column.name}.made",
                    f"{column.name} of {entity.name} is made of {column.default.value}, with a number behind it where "
                    "it is taken.",
                    str(column.default.value),
                    "No document names it in a body, and every row needs its own.",
                    column.sources[:1],
                )


def find_times(known: Known) -> Iterator[Unsaid]:
    """Points in time, and days."""
    columns = [column for entity in _data(known) for column in entity.columns if column.sources]
    stamps = [column for column in columns if column.type.name in (TypeName.TIMESTAMP, TypeName.DATE)]
    if stamps:
        yield Unsaid(
            "unsaid.times",
            "Points in time are kept and sent in UTC, with their zone; one that is given without a zone is taken as "
            "UTC, and a day is a day in UTC.",
            "UTC",
            "No document states whose clock counts, and UTC is the same for all."
            if not known.speaks_of(r"\butc\b|\btime ?zones?\b")
            else "What the documents say of time zones leaves days and values without a zone open.",
            tuple(dict.fromkeys(column.sources[0] for column in stamps))[:4],
        )
    touched = [column for column in columns if column.role is ColumnRole.UPDATED_AT]
    if touched:
        yield Unsaid(
            "unsaid.updated_at",
            f"{touched[0].name} is set by the application whenever a row is changed, and by nothing else.",
            "application",
            "A trigger would hide from the code what it does.",
            tuple(dict.fromkeys(column.sources[0] for column in touched))[:4],
        )


def find_numbers(known: Known) -> Iterator[Unsaid]:
    """Numbers with a fixed count of decimals."""
    exact = [
        column
        for entity in _data(known)
        for column in entity.columns
        if column.type.name is TypeName.NUMERIC and column.sources
    ]
    if exact:
        yield Unsaid(
            "unsaid.decimals",
            f"{join_words([column.name for column in exact[:_MANY]])} take{'s' * (len(exact) == 1)} numbers and texts "
            "that hold one; more decimals than the column has are refused, never rounded.",
            "refuse",
            "A silent rounding of money is found too late.",
            tuple(column.sources[0] for column in exact)[:4],
        )


def find_rowless(known: Known) -> Iterator[Unsaid]:
    """Tables that a feature needs and no document describes with columns."""
    bare = [entity for entity in _data(known) if len([one for one in entity.columns if one.sources]) == 0]
    for entity in bare:
        operations = tuple(one for one in known.blueprint.operations if one.entity == entity.name)
        yield Unsaid(
            f"{entity.name}.columns",
            f"The columns of {entity.name} follow from what its endpoints take and answer"
            f"{f' ({routes(operations)})' if operations else ''}.",
            "derived",
            "No document describes them.",
            entity.sources[:2] or lines_of(operations),
        )


def find_checks(known: Known) -> Iterator[Unsaid]:
    """Check constraints that are spoken of and written nowhere."""
    lines = known.line_of(r"\bcheck constraints?\b")
    limits = [column.limits for one in known.blueprint.entities for column in one.columns]
    written = any(one.checks for one in known.blueprint.entities) or any(
        one.choices or one.minimum is not None or one.maximum is not None for one in limits
    )
    if lines and not written:
        yield Unsaid(
            "unsaid.checks",
            f"{lines[0].file} speaks of check constraints that no table writes down: the database refuses what the "
            "type and the length of a column do, everything else is checked in requests.",
            "none",
            "What a constraint checks can only be read where it is written.",
            lines,
        )

"""What is left unsaid of values: how long a text is, which bounds count, what may be left out, what is told apart."""

from collections.abc import Iterator

from generators.blueprint import (
    STORING,
    BodyField,
    Column,
    ColumnRole,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    QueryParameter,
    QueryUse,
    TypeName,
)
from workbench.patterns import regex
from workbench.resolving.unsaid.entry import Known, Other, Unsaid, lines_of, routes
from workbench.resolving.words import join_some

_MANY = 5
_LONG = 5000
_TEXTS = (TypeName.TEXT, TypeName.VARCHAR)
_WRITTEN = regex(r"-?\w+")
_RANGE = (QueryUse.FROM, QueryUse.TO)


def _shown(names: list[str]) -> str:
    return join_some(list(dict.fromkeys(names)), _MANY)


def find_windows(known: Known) -> Iterator[Unsaid]:
    """Lists whose pages have a documented size, and no word on what is beyond it."""
    lists = tuple(
        one
        for one in known.of_kind(OperationKind.LIST)
        if any(two.use is QueryUse.LIMIT and two.sources for two in one.query)
    )
    if lists and not known.speaks_of(r"\bclamp\w*|\bcapped\b|\b(?:limit|page size|per_page)\b.{0,40}\b(?:4\d\d)\b"):
        settings = known.blueprint.settings
        yield Unsaid(
            "unsaid.windows",
            f"A page of {routes(lists)} that is larger than allowed, empty, or before the first row is answered with "
            f"{settings.validation_status} and not cut to size; a page behind the last row is empty.",
            str(settings.validation_status),
            "No document states what a limit or an offset out of range gets.",
            lines_of(lists),
        )


def find_ranges(known: Known) -> Iterator[Unsaid]:
    """Filters from one value to another."""
    lists = tuple(one for one in known.of_kind(OperationKind.LIST) if any(two.use in _RANGE for two in one.query))
    if lists:
        ends = [two for one in lists for two in one.query if two.use in _RANGE]
        days = ", a day from its first moment to its last in UTC" if any(map(_is_day, ends)) else ""
        yield Unsaid(
            "unsaid.ranges",
            f"{_shown([one.name for one in ends])} include the value that they are given{days}; one of them is enough, "
            "and where the first lies behind the last nothing is found.",
            "inclusive",
            "No document states whether the bounds belong to what is found.",
            lines_of(lists),
        )


def _is_day(parameter: QueryParameter) -> bool:
    return parameter.type.name is TypeName.DATE


def find_sorts(known: Known) -> Iterator[Unsaid]:
    """Parameters that sort, of which no document lists what they take."""
    for one in known.of_kind(OperationKind.LIST):
        endpoint = known.described(one)
        listed = {field.name for field in endpoint.query if field.choices or field.pattern} if endpoint else set()
        sort = next((two for two in one.query if two.use is QueryUse.SORT and two.sources), None)
        if sort is not None and sort.name not in listed and sort.choices and not _are_written(sort, known):
            yield Unsaid(
                f"endpoint.{one.route}.sorts",
                f"{sort.name} of {one.route} takes {_shown([choice.value for choice in sort.choices])}.",
                "as listed",
                "No document lists what it takes.",
                sort.sources[:1],
            )


def _are_written(sort: QueryParameter, known: Known) -> bool:
    """Tell whether the line of a parameter has all that it takes, in whatever form: ``due`` or ``-due``."""
    place = sort.sources[0]
    lines = known.texts.get(place.file, "").split("\n")[place.line - 1 : place.end_line]
    words = set(_WRITTEN.findall(" ".join(lines)))
    return all(choice.value in words for choice in sort.choices)


def find_lengths(known: Known) -> Iterator[Unsaid]:
    """Texts and lists of any length."""
    found = [
        (entity, column)
        for _, entity, column, field in _written(known)
        if (column.type.name in (TypeName.TEXT, TypeName.ARRAY, TypeName.JSON) or column.type.item is not None)
        and not (field.limits.max_length or column.limits.max_length or field.limits.choices)
    ]
    texts = [(entity, column) for entity, column in found if column.type.name is TypeName.TEXT]
    if found:
        rules = tuple(dict.fromkeys(f"{entity.name}.{column.name}: length ..{_LONG}" for entity, column in texts))
        size = known.blueprint.settings.max_body // 1024 // 1024
        others = (Other(f"{_LONG} characters", f"texts hold at most {_LONG} characters", rules),) if rules else ()
        yield Unsaid(
            "unsaid.lengths",
            f"{_shown([f'{entity.name}.{column.name}' for entity, column in found])} may be as long as a request, "
            f"which holds {size} MB.",
            "any length",
            "No document states a longest one.",
            tuple(dict.fromkeys(column.sources[0] for _, column in found if column.sources))[:_MANY],
            others,
        )


def _written(known: Known) -> Iterator[tuple[Operation, Entity, Column, BodyField]]:
    """Give the columns that bodies fill, with the operations and the fields that do."""
    columns = {(one.name, column.name): (one, column) for one in known.blueprint.entities for column in one.columns}
    for operation in known.of_kind(*STORING):
        for field in operation.body:
            entity, column = columns.get((operation.entity or "", field.column or ""), (None, None))
            if entity is not None and column is not None and column.sources:
                yield operation, entity, column, field


def find_unique(known: Known) -> Iterator[Unsaid]:
    """Texts that must be unique, and whether case tells them apart."""
    found = [
        (entity, column)
        for entity in known.blueprint.entities
        if entity.purpose is EntityPurpose.DATA
        for column in entity.columns
        if column.unique and column.sources and column.type.name in _TEXTS
        if not column.primary_key and column.role is ColumnRole.PLAIN and not column.is_slug
    ]
    if found:
        spoken = known.speaks_of(r"\bcase[- ]?(?:in)?sensitiv|\bignoring case\b|\bregardless of case\b")
        names = [f"{entity.name}.{column.name}" for entity, column in found]
        yield Unsaid(
            "unsaid.unique",
            f"{_shown(names)} {'are' if len(found) > 1 else 'is'} compared by the database"
            f"{'' if spoken else ', as written, upper and lower case apart'}; a row never clashes with itself.",
            "by the database",
            "No document states when two of them are the same.",
            tuple(column.sources[0] for _, column in found)[:_MANY],
        )


def find_markup(known: Known) -> Iterator[Unsaid]:
    """Texts that may hold markup."""
    line = known.line_of(r"\bsaniti[sz]\w*|\b(?:html|markup|rich[- ]text)\b.{0,60}\b(?:allow|accept|support|strip|tag)")
    writing = known.of_kind(*STORING)
    if line and writing:
        yield Unsaid(
            "unsaid.markup",
            "Texts are kept and sent as they came: markup is neither read, removed nor escaped, and counts towards "
            "their length.",
            "as sent",
            "Whoever shows a text knows what is harmful there.",
            line,
        )


def find_secrets(known: Known) -> Iterator[Unsaid]:
    """Secrets of others that a table keeps."""
    found = [
        (entity, column)
        for entity in known.blueprint.entities
        for column in entity.columns
        if column.role is ColumnRole.SECRET and column.sources and "hash" not in column.name
    ]
    if found:
        names = [f"{entity.name}.{column.name}" for entity, column in found]
        yield Unsaid(
            "unsaid.secrets",
            f"{_shown(names)} {'are' if len(found) > 1 else 'is'} kept as given, not encrypted by the backend, and "
            "never part of an answer.",
            "as given",
            "No document states how it is protected; the disk of the database can be encrypted.",
            tuple(column.sources[0] for _, column in found)[:_MANY],
        )


def find_left_out(known: Known) -> Iterator[Unsaid]:
    """Fields that a client may leave out since the table has a value for them."""
    found = [*_defaulted(known)]
    if found:
        names = [f"{column.name} ({str(column.default.value).lower()})" for _, _, column in found if column.default]
        rules = tuple(dict.fromkeys(f"{entity.name}.{column.name}: required" for _, entity, column in found))
        operations = tuple(dict.fromkeys(operation for operation, _, _ in found))
        yield Unsaid(
            "unsaid.defaults",
            f"{routes(operations)} may leave out {_shown(names)}: the table's default is taken.",
            "may be left out",
            "No document states that they must be given.",
            tuple(dict.fromkeys(column.sources[0] for _, _, column in found if column.sources))[:_MANY],
            (Other("required", "they must be given", rules),),
        )


def _defaulted(known: Known) -> Iterator[tuple[Operation, Entity, Column]]:
    for operation, entity, column, field in _written(known):
        endpoint = known.described(operation) if operation.kind is OperationKind.CREATE else None
        stated = {one.name: one for one in (endpoint.body or ())} if endpoint else {}
        silent = field.name in stated and stated[field.name].required is None and not stated[field.name].has_default
        if silent and not field.required and column.default is not None and column.default.value is not None:
            yield operation, entity, column

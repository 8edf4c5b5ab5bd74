"""What is left unsaid of requests and responses: statuses, bodies, order, pages, filters, ids."""

from collections.abc import Iterator

from generators.blueprint import STORING, Operation, OperationKind, QueryUse
from workbench.resolving.serving.answers.siblings import find_siblings
from workbench.resolving.serving.answers.views import Surroundings, left_out, row_fields
from workbench.resolving.storing.ties import ties_of
from workbench.resolving.unsaid.entry import Known, Other, Unsaid, lines_of, routes
from workbench.resolving.words import join_words

_ROWS = (
    OperationKind.LIST,
    OperationKind.CREATE,
    OperationKind.READ,
    OperationKind.REPLACE,
    OperationKind.PATCH,
    OperationKind.ACT,
    OperationKind.TOGGLE,
)
_MANY = 6
_PAGE = 20
_WINDOW = (QueryUse.LIMIT, QueryUse.OFFSET)


_NARROWING = frozenset(
    {
        *(QueryUse.FILTER, QueryUse.STATE, QueryUse.FROM, QueryUse.TO, QueryUse.SEARCH, QueryUse.OVERDUE),
        *(QueryUse.DELETED, QueryUse.IGNORED),
    }
)
"""What chooses some of the rows."""


def find_statuses(known: Known) -> Iterator[Unsaid]:
    """Endpoints without a status of success."""
    silent = tuple(
        one
        for one in known.blueprint.operations
        if (endpoint := known.described(one))
        and not any(response.status and response.status < 300 for response in endpoint.responses)
    )
    if silent:
        yield Unsaid(
            "unsaid.statuses",
            f"{routes(silent)} answer{'s' * (len(silent) == 1)} 201 where a row is made, 204 where nothing is sent "
            "back, and 200 otherwise.",
            "201, 204, 200",
            "No document states their status of success.",
            lines_of(silent),
            _always_200(silent),
        )


def _always_200(operations: tuple[Operation, ...]) -> tuple[Other, ...]:
    rules = tuple(f"{one.route}: answers 200" for one in operations if one.response.status == 201)
    return (Other("200", "200 where a row is made, too", rules),) if rules else ()


def find_responses(known: Known) -> Iterator[Unsaid]:
    """Endpoints of whose answers nothing is shown."""
    siblings = find_siblings(known.blueprint.operations, known.endpoints, known.blueprint.entities)
    silent = tuple(
        one
        for one in known.blueprint.operations
        if one.entity
        and one.response.status != 204
        and (endpoint := known.described(one))
        and not any(response.fields or response.array for response in endpoint.responses)
    )
    plain = tuple(one for one in silent if one.id not in siblings)
    alike = tuple(one for one in silent if one.id in siblings)
    shown = tuple({siblings[one.id].id: siblings[one.id] for one in alike}.values())
    if plain:
        yield Unsaid(
            "unsaid.responses",
            f"{routes(plain)} answer{'s' * (len(plain) == 1)} with the row as its table has it, without secrets.",
            "the row",
            "No document shows what the answer holds.",
            lines_of(plain),
        )
    if alike:
        yield Unsaid(
            "unsaid.rows",
            f"{routes(alike)} show{'s' * (len(alike) == 1)} a row as {routes(shown)} show{'s' * (len(shown) == 1)} it.",
            "the row",
            "No document shows what their answers hold, and one thing looks the same everywhere.",
            lines_of(alike),
        )


def find_members(known: Known) -> Iterator[Unsaid]:
    """Members of shown rows that nothing in the tables accounts for."""
    by_names: dict[tuple[str, ...], list[Operation]] = {}
    for one in known.of_kind(*_ROWS):
        if names := _missing(one, known):
            by_names.setdefault(names, []).append(one)
    for names, operations in by_names.items():
        yield Unsaid(
            f"endpoint.{operations[0].route}.left_out",
            f"{routes(tuple(operations))} leave{'s' * (len(operations) == 1)} out {join_words(names[:_MANY])}.",
            "left out",
            "The documented answer holds more than the tables do: no column, reference or count gives it.",
            lines_of(tuple(operations)),
        )


def _missing(operation: Operation, known: Known) -> tuple[str, ...]:
    """Give the documented members of an operation's rows that the tables do not give."""
    entities = known.blueprint.entities
    row = operation.response.entity or operation.entity
    entity = next((one for one in entities if one.name == row), None)
    endpoint = known.described(operation)
    if entity is None or endpoint is None or endpoint.success is None:
        return ()
    around = Surroundings(entities, ties_of(entities))
    lists = {children.name for children in operation.response.children}
    fields = row_fields(endpoint.success.fields, entity, around)
    return tuple(name for name in left_out(fields, entity, around) if name not in lists)


def find_orders(known: Known) -> Iterator[Unsaid]:
    """Rows that are equal in what a list is sorted by."""
    lists = known.of_kind(OperationKind.LIST)
    if lists:
        yield Unsaid(
            "unsaid.ties",
            "Rows that are equal in what a list is sorted by come in the order of their ids; texts sort as PostgreSQL "
            "collates them, rows without a value come last.",
            "by id",
            "No document states what comes first among equals.",
            lines_of(lists, 2),
        )


def find_pages(known: Known) -> Iterator[Unsaid]:
    """Lists without a way to ask for a part."""
    silent = tuple(
        one
        for one in known.of_kind(OperationKind.LIST)
        if known.described(one)
        and not any(two.use is QueryUse.PAGE or (two.use in _WINDOW and two.sources) for two in one.query)
    )
    if silent:
        settings = known.blueprint.settings
        yield Unsaid(
            "unsaid.pages",
            f"{routes(silent)} take{'s' * (len(silent) == 1)} limit and offset; without them at most "
            f"{settings.max_limit} rows are sent, and a larger limit is refused.",
            "limit and offset",
            "No document states how many rows a list may have, and an unbounded one does not scale.",
            lines_of(silent),
            _fewer(silent),
        )


def _fewer(lists: tuple[Operation, ...]) -> tuple[Other, ...]:
    paged = [one for one in lists if any(two.use is QueryUse.LIMIT for two in one.query)]
    rules = tuple(f"{one.route}: page {_PAGE}.." for one in paged)
    return (Other(f"{_PAGE} rows", f"{_PAGE} rows are sent unless the client asks for more", rules),) if rules else ()


def find_filters(known: Known) -> Iterator[Unsaid]:
    """Lists with several filters."""
    uses = (QueryUse.FILTER, QueryUse.SEARCH)
    several = tuple(one for one in known.of_kind(OperationKind.LIST) if sum(two.use in uses for two in one.query) > 1)
    if several:
        yield Unsaid(
            "unsaid.filters",
            f"Several filters of {routes(several)} all have to fit"
            f"{'' if _takes_many(several) else ', each with one value'}; a value that a filter cannot have is "
            f"answered with {known.blueprint.settings.validation_status}.",
            "all",
            "No document states how filters go together.",
            lines_of(several),
        )
    searching = tuple(
        one for one in known.of_kind(OperationKind.LIST) if any(two.use is QueryUse.SEARCH for two in one.query)
    )
    if searching and not known.speaks_of(r"\bcase[- ]?(?:in)?sensitiv|\bfull[- ]text\b|\bilike\b"):
        yield Unsaid(
            "unsaid.search",
            f"The search of {routes(searching)} finds rows that contain the text in {_searched(searching)}, whatever "
            "its case.",
            "contains",
            "No document states how a search matches.",
            lines_of(searching),
        )


def find_unfiltered(known: Known) -> Iterator[Unsaid]:
    """Lists that nothing narrows, where the documents speak of filters or searches."""
    whole = tuple(
        one for one in known.of_kind(OperationKind.LIST) if not any(two.use in _NARROWING for two in one.query)
    )
    if whole and known.speaks_of(r"\bfilter|\bsearch"):
        yield Unsaid(
            "unsaid.whole",
            f"{routes(whole)} take{'s' * (len(whole) == 1)} no filter and no search: all rows that the caller may see "
            "are shown, page by page.",
            "no filter",
            "No document names a parameter that narrows them.",
            lines_of(whole),
        )


def _takes_many(lists: tuple[Operation, ...]) -> bool:
    return any(two.multiple for one in lists for two in one.query)


def _searched(lists: tuple[Operation, ...]) -> str:
    columns = [column for one in lists for two in one.query if two.use is QueryUse.SEARCH for column in two.columns]
    return join_words(list(dict.fromkeys(columns)), "or") or "the columns searched"


def find_bad_ids(known: Known) -> Iterator[Unsaid]:
    """Ids in paths that cannot be one."""
    rows = tuple(one for one in known.blueprint.operations if one.addresses_row)
    if rows:
        status = known.blueprint.settings.validation_status
        yield Unsaid(
            "unsaid.malformed_id",
            f"An id in a path that is none (a word, a malformed UUID) is answered with {status}, an id of no row "
            f"with 404.",
            str(status),
            "Both are told apart: the one can never exist.",
            lines_of(rows, 2),
        )


def find_writes(known: Known) -> Iterator[Unsaid]:
    """What bodies may hold, and what two writers at once do."""
    writing = known.of_kind(*STORING)
    if not writing:
        return
    status = known.blueprint.settings.validation_status
    yield Unsaid(
        "unsaid.texts",
        "Blanks around texts are removed before they are checked; a text that must not be empty and holds nothing else "
        f"is answered with {status}, as are a missing or malformed body and a value of another type.",
        str(status),
        "A title of blanks is no title.",
        lines_of(writing, 3),
    )
    if not known.speaks_of(r"\bversion\b.{0,60}\bconflict|\boptimistic\b|\bif-match\b"):
        yield Unsaid(
            "unsaid.concurrency",
            "Of two clients that change one row at once the last one wins; nothing that is computed from the row is "
            "lost.",
            "last write",
            "No document asks for a version check.",
            lines_of(writing, 2),
        )
    replaced = known.of_kind(OperationKind.REPLACE)
    patched = known.of_kind(OperationKind.PATCH)
    if replaced:
        yield Unsaid(
            "unsaid.put",
            f"{routes(replaced)} replace{'s' * (len(replaced) == 1)} the row: optional fields that the body leaves "
            "out get their default again.",
            "replace",
            "That is what PUT means where no document says otherwise.",
            lines_of(replaced),
        )
    if patched:
        yield Unsaid(
            "unsaid.patch",
            f"{routes(patched)} change{'s' * (len(patched) == 1)} only the fields that the body holds, an empty "
            "one nothing; null empties a field that can be empty.",
            "given fields",
            "That is what a partial update means where no document says otherwise.",
            lines_of(patched),
        )


def find_deletes(known: Known) -> Iterator[Unsaid]:
    """What deleting does, and doing it twice."""
    deleting = known.of_kind(OperationKind.DELETE)
    yield from _hidden(known, tuple(one for one in deleting if one.soft))
    if deleting and not known.speaks_of(r"\bidempoten"):
        soft = any(one.soft for one in deleting)
        done = "keeps the row and hides it" if soft else "removes the row for good"
        yield Unsaid(
            "unsaid.delete",
            f"{deleting[0].route} {done}; deleting what is gone is answered with 404.",
            "404",
            "A second call finds nothing to delete, and says so.",
            lines_of(deleting),
        )


def _hidden(known: Known, deleting: tuple[Operation, ...]) -> Iterator[Unsaid]:
    """What becomes of rows that are only marked as deleted."""
    shown = any(two.use is QueryUse.DELETED for one in known.blueprint.operations for two in one.query)
    if deleting and not shown and not known.speaks_of(r"\brestor|\bundelet|\breactivat"):
        names = join_words(list(dict.fromkeys(one.entity or "" for one in deleting)))
        yield Unsaid(
            "unsaid.hidden",
            f"A call for a row of {names} that was deleted is answered with 404, and no endpoint brings it back.",
            "404",
            "No document names a way to see or to restore it.",
            lines_of(deleting),
        )

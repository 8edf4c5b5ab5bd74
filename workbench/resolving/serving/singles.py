"""Single rows: paths that name the only row of the caller or of a parent.

Examples: ``GET /settings`` and ``PUT /users/me/preferences`` are about the one row that the caller has,
``DELETE /shops/{id}/address`` about the one of the shop, ``PUT /talks/{id}/rating`` about the caller's one of that
talk. Where no key of the table keeps a second row out yet, one that does is added.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generators.blueprint import Entity, EntityPurpose, Index, Within
from generators.constraints import find_unique
from generators.singles import can_be
from workbench.patterns import regex
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.serving.answers.responses import shows_many
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import Resource, Shape, is_caller_name, path_key, shape_of
from workbench.resolving.words import join_words, plural, singular, snake, words

_METHODS = ("GET", "PUT", "PATCH", "DELETE")
_OWN = frozenset({"me", "my", "mine", "own", "current", "profile"})
"""What says after the noun of a table that its row is the caller's: ``/stores/me``, ``/student/profile``."""
_SETS = frozenset({"settings", "preferences"})
"""What one row is called although the word is a plural."""
_MADE = regex(
    r"\b(?:creat|made|mak(?:e|ing)|initiali[sz]|provision)\w*\b[^.]{0,60}?"
    r"\b(?:first|lazily|on demand|(?:if|when|where|as long as) (?:it |there |none|one |no |missing|absent))"
    r"|\bif (?:none|no \w+) (?:yet )?(?:exists?|is found)\b[^.]{0,40}?\b(?:creat|default)"
)


def with_single_keys(
    ledger: Ledger, endpoints: Sequence[Endpoint], entities: tuple[Entity, ...], names: Mapping[str, str]
) -> tuple[Entity, ...]:
    """Give the tables, those of which paths name a single row with a key that keeps a second one out."""
    keyed = {entity.name: entity for entity in entities}
    for found, entity, places in _found(endpoints, entities, names):
        if not places or _key_within(keyed[entity.name], places) or not _is_told(found, entity):
            continue
        if _settle(ledger, found[0], entity, places):
            own = Index(places, unique=True, sources=found[0].sources[:1])
            keyed[entity.name] = _with_key(keyed[entity.name], own)
    return tuple(keyed.values())


def find_singles(
    endpoints: Sequence[Endpoint], entities: Sequence[Entity], names: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Give the routes that are about a single row, with the columns of which that is the only one."""
    return {
        endpoint.route: key
        for found, entity, places in _found(endpoints, entities, names)
        if (key := _key_within(entity, places))
        for endpoint in found
    }


def is_made(endpoint: Endpoint, single: Sequence[str]) -> bool:
    """Tell whether a request makes the single row that it finds missing: "created on first access"."""
    return bool(single) and endpoint.method in ("GET", "PATCH") and bool(_MADE.search(endpoint.told))


def find_upper(shape: Shape, entity: Entity | None, entities: Sequence[Entity]) -> tuple[str, Entity] | None:
    """Give the table above that of the rows, with the column that leads to it, where the path names the caller's only
    row of it without a key: ``/basket/items`` where nobody has two baskets."""
    above = shape.resources[-2] if len(shape.resources) > 1 else None
    if entity is None or above is None or above.parameter or shape.resources[-1].entity != entity.name:
        return None
    upper = next((one for one in entities if one.name == above.entity and one.purpose is EntityPurpose.DATA), None)
    own, via = (upper.owner.steps if upper and upper.owner else ()), _referring(entity, above)
    return (via, upper) if upper and via and len(own) == 1 and _key_within(upper, own) else None


def add_within(ledger: Ledger, endpoint: Endpoint, via: str, upper: Entity) -> Within:
    """Say to which row of the caller's a request adds one; that is made where it is missing and needs nothing else."""
    makes = upper.mark is None and upper.tenant is None and can_be((), upper)
    return Within(via, makes and _settle_making(ledger, endpoint, upper))


def _settle_making(ledger: Ledger, endpoint: Endpoint, holder: Entity) -> bool:
    words = holder.singular.replace("_", " ")
    made = Choice("made", f"make the {words}", f"{endpoint.route} makes the caller's {words} where there is none.")
    missing = Choice("missing", "answer 404", f"{endpoint.route} answers 404 where the caller has no {words}.")
    text = f"{endpoint.route} adds to the caller's {words}; what if there is none yet?"
    sources = (*endpoint.sources[:1], *holder.sources[:1])
    reason = f"A {words} needs nothing but its owner."
    return ledger.assume(f"{holder.name}.missing", text, [made, missing], sources, reason=reason) == made.value


def names_single(shape: Shape) -> bool:
    """Tell whether a path ends in a noun, or says after it that it is the caller's."""
    return shape.target is not None and shape.target.parameter is None and set(shape.action) <= _OWN


def _found(
    endpoints: Sequence[Endpoint], entities: Sequence[Entity], names: Mapping[str, str]
) -> Iterator[tuple[list[Endpoint], Entity, tuple[str, ...]]]:
    """Give the endpoints of each path that speaks of one row, its table, and the columns that the path settles."""
    by_name = {entity.name: entity for entity in entities}
    paths: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        if endpoint.method in _METHODS:
            paths.setdefault(path_key(endpoint.path), []).append(endpoint)
    for found in paths.values():
        shape = shape_of(found[0].path, entities, names)
        entity = by_name.get(shape.target.entity) if shape.target and names_single(shape) else None
        if (
            entity
            and entity.purpose in (EntityPurpose.DATA, EntityPurpose.JOIN)
            and _speaks_of_one(found, shape, entity)
        ):
            yield found, entity, _places(shape, entity, by_name)


def _speaks_of_one(found: Sequence[Endpoint], shape: Shape, entity: Entity) -> bool:
    reads = [one.success for one in found if one.method == "GET" and one.success]
    told = [many for success in reads if (many := shows_many(entity, success)) is not None]
    if told:
        return not told[0]
    segment = snake(shape.target.segment) if shape.target else ""
    *_, last = words(segment) or ("",)
    return singular(segment) == segment != plural(segment) or last in _SETS or _is_written(found)


def _is_written(found: Sequence[Endpoint]) -> bool:
    """Tell whether what a path names is changed as a whole, which nobody does with many rows; keys and lists in the
    body are for some of many: ``PATCH /messages`` with ``{"ids": [...]}``."""
    written = [one for one in found if one.method in ("PUT", "PATCH")]
    listed = {"ids", "items", "order", "keys"}
    return any(not {snake(field.name) for field in one.body or ()} & listed for one in written) and not any(
        (field.type or "").lower().startswith(("array", "list")) for one in written for field in one.body or ()
    )


def _is_told(found: Sequence[Endpoint], entity: Entity) -> bool:
    """Tell whether a path is about one row for another reason than that its noun is a singular."""
    return any(one.success and shows_many(entity, one.success) is False for one in found) or _is_written(found)


def _places(shape: Shape, entity: Entity, by_name: Mapping[str, Entity]) -> tuple[str, ...]:
    """Give the columns of a row that its path and its caller settle; none where it leaves open whose row it is."""
    places: list[str] = []
    for resource in shape.resources[:-1]:
        above = by_name[resource.entity]
        if above.purpose is EntityPurpose.USERS:
            continue
        via = _referring(entity, resource)
        if via is None or resource.parameter is None:
            return ()
        places.append(via)
    if any(not is_caller_name(name) for name in shape.loose):
        return ()
    own = entity.owner.steps if entity.owner else ()
    return (*places, *own) if len(own) == 1 and own[0] not in places else tuple(places)


def _referring(entity: Entity, resource: Resource) -> str | None:
    columns = (one.name for one in entity.columns if one.references and one.references.entity == resource.entity)
    return next(columns, None)


def _key_within(entity: Entity, places: Sequence[str]) -> tuple[str, ...]:
    """Give the first key of a table of which a path settles every column."""
    key = tuple(column.name for column in entity.key)
    return next((each for each in (*find_unique(entity), key) if each and set(each) <= set(places)), ())


def _settle(ledger: Ledger, endpoint: Endpoint, entity: Entity, places: tuple[str, ...]) -> bool:
    shown = join_words(list(places))
    one = Choice("one", f"one row for each {shown}", f"{entity.name} gets a unique key over {shown}.")
    many = Choice("many", "any number", f"{endpoint.route} lists rows of {entity.name}.")
    text = f"{endpoint.path} is about one row: {entity.name} holds one for each {shown}."
    sources = (*endpoint.sources[:1], *entity.sources[:1])
    reason = "The path names no key of a row, and what it shows or takes is one."
    return ledger.assume(f"{entity.name}.single", text, [one, many], sources, reason=reason) == one.value


def _with_key(entity: Entity, index: Index) -> Entity:
    """Give the table with a unique key; that over one column belongs to the column."""
    if len(index.columns) > 1:
        return replace(entity, indexes=(*entity.indexes, index))
    return entity.replacing(replace(entity.column(index.columns[0]), unique=True, index=False))

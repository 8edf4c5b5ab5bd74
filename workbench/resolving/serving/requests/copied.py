"""Lines that keep what they are about: ``POST /orders`` with ``[{"dish_id", "quantity"}]``, where each line needs a
``dish_name`` and a ``unit_price`` as well, copies these from the dish as it is at that time; ``subtotal`` is their
product, and the order's ``total`` the sum of those. So no client is asked for a price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.blueprint import NUMBERS, Column, Derivation, DerivationKind, Entity, Source
from workbench.reading.facts import FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.requests.bodies import is_needed
from workbench.resolving.serving.requests.children import find_children
from workbench.resolving.serving.routing.paths import Shape, shape_of
from workbench.resolving.words import snake, words

_QUALIFIERS = frozenset({"unit", "item", "current", "snapshot", "at", "purchase", "order", "time", "of", "each"})
"""Words that say of a copy when or for what it was taken: ``unit_price``, ``price_at_purchase``."""
_AMOUNTS = frozenset({"quantity", "qty", "count", "units"})
_TOTALS = frozenset({"subtotal", "sub", "total", "amount", "line", "sum", "grand", "price", "cost"})
"""The words of columns that multiply or add up prices."""


def with_copies(
    ledger: Ledger, endpoints: Sequence[Endpoint], entities: tuple[Entity, ...], names: Mapping[str, str]
) -> tuple[Entity, ...]:
    """Give the tables with what rows that are created as a list within another one copy, multiply and add up."""
    found = {entity.name: entity for entity in entities}
    shapes = {one.route: shape_of(one.path, entities, names) for one in endpoints if one.method == "POST" and one.body}
    alone = {shape.target.entity for shape in shapes.values() if _creates(shape) and shape.target}
    for endpoint in endpoints:
        shape = shapes.get(endpoint.route)
        entity = found.get(shape.target.entity) if shape and shape.target and _creates(shape) else None
        for field in (endpoint.body or ()) if entity else ():
            children = find_children(entity, field, entities) if entity else None
            if entity is None or children is None or children.entity in alone:
                continue
            child = _with_derived(found[children.entity], children.via, field, found)
            total = _with_sum(entity, child, endpoint)
            for one, before in ((child, found[children.entity]), (total, entity)):
                _tell(ledger, one, before, endpoint.sources[:1])
                found[one.name] = one
    return tuple(found.values())


def _creates(shape: Shape) -> bool:
    return shape.target is not None and shape.target.parameter is None and not shape.action


def _with_derived(child: Entity, via: str, field: FieldFact, entities: Mapping[str, Entity]) -> Entity:
    """Give the table of lines with its columns that no object of the list gives worked out."""
    given = {snake(one.name) for one in field.fields} | {via}
    subject = next((one for one in child.columns if snake(one.name) in given - {via} and one.references), None)
    about = entities.get(subject.references.entity) if subject and subject.references else None
    if subject is None or about is None:
        return child
    for column in child.columns:
        copied = _copied(column, about) if is_needed(column) and snake(column.name) not in given else None
        if copied is not None:
            derivation = Derivation(DerivationKind.COPY, copied.name, subject.name)
            child = child.replacing(replace(column, derivation=derivation))
    for column in child.columns:
        factors = _factors(child, column) if is_needed(column) and snake(column.name) not in given else ()
        if factors:
            child = child.replacing(replace(column, derivation=Derivation(DerivationKind.PRODUCT, factors=factors)))
    return child


def _copied(column: Column, about: Entity) -> Column | None:
    """Give the column that another one keeps as it was: ``price`` of ``unit_price``, ``name`` of ``dish_name``."""
    told = set(words(column.name))
    for one in about.columns:
        own = set(words(one.name))
        rest = told - own
        named = own <= told and rest <= _QUALIFIERS | set(words(about.singular)) | {"product"}
        if named and one.type.name is column.type.name and not (one.primary_key or one.references or one.nullable):
            return one
    return None


def _factors(child: Entity, column: Column) -> tuple[str, ...]:
    """Give the price and the amount that a column multiplies, where the lines have one of each."""
    if column.type.name not in NUMBERS or column.references or not set(words(column.name)) <= _TOTALS:
        return ()
    copies = [one.name for one in child.columns if one.derivation and one.type.name is column.type.name]
    amounts = [one.name for one in child.columns if words(one.name)[-1] in _AMOUNTS and one.type.name in NUMBERS]
    return (copies[0], amounts[0]) if len(copies) == len(amounts) == 1 else ()


def _with_sum(entity: Entity, child: Entity, endpoint: Endpoint) -> Entity:
    """Give the table with the number that adds up those of its lines."""
    given = {snake(one.name) for one in endpoint.body or ()}
    products = [one for one in child.columns if one.derivation and one.derivation.kind is DerivationKind.PRODUCT]
    totals = [
        one
        for one in entity.columns
        if is_needed(one) and one.type.name in NUMBERS and set(words(one.name)) <= _TOTALS and not one.references
        if snake(one.name) not in given
    ]
    if len(products) != 1 or len(totals) != 1 or totals[0].type.name is not products[0].type.name:
        return entity
    derivation = Derivation(DerivationKind.SUM, products[0].name, entity=child.name)
    return entity.replacing(replace(totals[0], derivation=derivation))


def _tell(ledger: Ledger, entity: Entity, before: Entity, sources: Sequence[Source]) -> None:
    for column in entity.columns:
        if column.derivation is None or column.derivation == before.column(column.name).derivation:
            continue
        name, how = f"{entity.name}.{column.name}", _saying(column.derivation)
        reason = "No row can be stored without it, and no request gives it."
        ledger.note(f"{name}.derived", f"{name} is {how}.", how, (*sources, *column.sources[:1]), reason=reason)


def _saying(derivation: Derivation) -> str:
    if derivation.kind is DerivationKind.PRODUCT:
        return " * ".join(derivation.factors)
    taken = "copied from" if derivation.kind is DerivationKind.COPY else "the sum of"
    return f"{taken} {derivation.entity or derivation.via}.{derivation.column}"

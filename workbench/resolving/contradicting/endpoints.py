"""What several descriptions of one endpoint say otherwise: its status, its parameters, its body, its answer."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import Source
from workbench.reading.facts import EndpointFact, FieldFact, ResponseFact
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.storing.types import read_type
from workbench.resolving.words import snake

_MANY = 4


def settle_status(ledger: Ledger, endpoint: Endpoint, default: int) -> int:
    """Different statuses of success for one endpoint: give the one that holds."""
    said = [
        Said(response.status, response.source or fact.source)
        for fact in (*endpoint.facts, *endpoint.mentions)
        for response in fact.responses[:3]
        if response.status is not None and 200 <= response.status < 300
    ]
    by_file: dict[str, set[int]] = {}
    for one in said:
        by_file.setdefault(one.source.file, set()).add(one.value)
    if len(set().union(*by_file.values(), set())) < 2:
        return default
    about = endpoint.route
    return settle(ledger, kinds.STATUS, about, said, name=f"endpoint.{about}")


def settle_offers(ledger: Ledger, endpoint: Endpoint) -> tuple[FieldFact, ...]:
    """Different values offered for one query parameter: give the parameters with those that hold."""
    offered: dict[str, list[Said[tuple[str, ...]]]] = {}
    for fact in endpoint.facts:
        for field in fact.query:
            choices = field.choices or read_type(field.type).choices
            if choices:
                offered.setdefault(snake(field.name), []).append(Said(choices, field.source or fact.source))
    settled: list[FieldFact] = []
    for field in endpoint.query:
        said = offered.get(snake(field.name), [])
        if len({tuple(sorted(snake(choice) for choice in one.value)) for one in said}) > 1:
            route = endpoint.route
            about, key = f"{field.name} of {route}", f"endpoint.{route}.{snake(field.name)}"
            chosen = settle(ledger, kinds.OFFERED, about, said, show=", ".join, name=key)
            field = replace(field, choices=chosen)
        settled.append(field)
    return tuple(settled)


def settle_shape(ledger: Ledger, endpoint: Endpoint) -> ResponseFact | None:
    """Different members in the answer of one endpoint: give the response that holds."""
    stated: dict[str, tuple[ResponseFact, EndpointFact]] = {}
    for fact in endpoint.facts:
        for response in fact.responses:
            telling = _shows(response) and (response.status is None or 200 <= response.status < 300)
            if telling and response is _fullest(fact):
                lists = [one for one, _ in stated.values() if _is_same(one, response)]
                stated.setdefault(_outline(lists[0] if lists else response), (response, fact))
    if len(stated) < 2 or len({fact.source.file for _, fact in stated.values()}) < 2:
        return endpoint.success
    said = [Said(response, response.source or fact.source) for response, fact in stated.values()]
    about = endpoint.route
    return settle(ledger, kinds.SHAPE, about, said, show=_outline, name=f"endpoint.{about}")


def _is_same(one: ResponseFact, other: ResponseFact) -> bool:
    """Tell whether two answers have the same members: one shows what is inside of them and the other does not, or a
    list is among them and the whole was misread as one."""
    if [field.name for field in one.fields] != [field.name for field in other.fields]:
        return False
    if one.array != other.array:
        return any((field.type or "").endswith("[]") for field in (*one.fields, *other.fields))
    pairs = zip(one.fields, other.fields, strict=True)
    return all(_is_short(mine) or _is_short(theirs) or _member(mine) == _member(theirs) for mine, theirs in pairs)


def _is_short(field: FieldFact) -> bool:
    """Tell whether a member does not show what is inside of it, or has a bare name in the place of that."""
    inner = field.fields
    return not inner or (len(inner) == 1 and not (inner[0].type or inner[0].example or inner[0].fields))


def _shows(response: ResponseFact) -> bool:
    """Tell whether members of a body are shown, and not only headers (``Location``)."""
    return any(field.name[:1].islower() or field.name.startswith("_") for field in response.fields)


def _fullest(fact: EndpointFact) -> ResponseFact | None:
    found = [one for one in fact.responses if one.fields and (one.status is None or 200 <= one.status < 300)]
    return max(found, key=lambda response: len(response.fields), default=None)


def _outline(response: ResponseFact) -> str:
    outline = "{" + ", ".join(_member(field) for field in response.fields) + "}"
    return f"[{outline}]" if response.array else outline


def _member(field: FieldFact) -> str:
    scalars = [inner for inner in field.fields if not inner.fields]
    nested = (field.type or "").startswith("object") and len(scalars) == len(field.fields) <= _MANY
    return (
        f"{field.name}: {{{', '.join(inner.name for inner in field.fields)}}}"
        if nested and field.fields
        else field.name
    )


def settle_body(ledger: Ledger, endpoint: Endpoint) -> tuple[FieldFact, ...] | None:
    """Body fields that one document requires and another does not, or limits otherwise: give the body with
    what holds."""
    if endpoint.body is None:
        return None
    stated: dict[str, list[tuple[FieldFact, Source]]] = {}
    for fact in endpoint.facts:
        for field in fact.body or ():
            stated.setdefault(snake(field.name), []).append((field, field.source or fact.source))
    return tuple(_settled(ledger, endpoint, field, stated.get(snake(field.name), [])) for field in endpoint.body)


def _settled(
    ledger: Ledger, endpoint: Endpoint, field: FieldFact, stated: Sequence[tuple[FieldFact, Source]]
) -> FieldFact:
    about = f"{field.name} of {endpoint.route}"
    key = f"endpoint.{endpoint.route}.{snake(field.name)}"
    required = [Said(one.required, source) for one, source in stated if one.required is not None]
    if required:
        field = replace(field, required=settle(ledger, kinds.REQUIRED, about, required, show=_required, name=key))
    lengths = [Said(one.max_length, source) for one, source in stated if one.max_length is not None]
    if lengths:
        field = replace(field, max_length=settle(ledger, kinds.LENGTH, about, lengths, name=key))
    return field


def _required(value: bool | None) -> str:
    return "required" if value else "optional"

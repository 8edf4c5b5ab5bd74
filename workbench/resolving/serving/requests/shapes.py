"""Bodies that endpoints refer to by a link, put where they are referred to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.reading.facts import EndpointFact, ResponseFact, ShapeFact
from workbench.resolving.serving.requests.groups import with_folded_names


def with_shapes(endpoints: Iterable[EndpointFact], shapes: Sequence[ShapeFact]) -> tuple[EndpointFact, ...]:
    """Give the endpoints with the bodies that other sections, of whatever document, show for them.

    Example: "returns a [Boat](bodies.md#single-boat)". A link that leads nowhere says nothing; reading tells it.
    """
    by_anchor: dict[str, list[ShapeFact]] = {}
    for shape in shapes:
        by_anchor.setdefault(shape.anchor, []).append(shape)
    return tuple(with_folded_names(_with_shapes(fact, by_anchor)) for fact in endpoints)


def _with_shapes(fact: EndpointFact, by_anchor: dict[str, list[ShapeFact]]) -> EndpointFact:
    body = _find(fact.body_shape, fact, by_anchor)
    return replace(
        fact,
        body=body.fields if body else fact.body,
        responses=tuple(_with_shape(response, fact, by_anchor) for response in fact.responses),
    )


def _with_shape(response: ResponseFact, fact: EndpointFact, by_anchor: dict[str, list[ShapeFact]]) -> ResponseFact:
    shape = _find(response.shape, fact, by_anchor)
    if shape is None or response.fields:
        return response
    return replace(response, fields=shape.fields, array=shape.array)


def _find(link: str | None, fact: EndpointFact, by_anchor: dict[str, list[ShapeFact]]) -> ShapeFact | None:
    """Find what a link points at: in the file that it names, else in the endpoint's own document, else anywhere."""
    if link is None:
        return None
    file, _, anchor = link.partition("#")
    found = by_anchor.get(anchor, [])
    named = [shape for shape in found if file and shape.source.file.endswith(f"/{file}")]
    own = [shape for shape in found if not file and shape.source.file == fact.source.file]
    return next(iter(named or own or found), None)

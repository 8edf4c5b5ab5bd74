"""Bodies that are shown once, and the links by which endpoints refer to them."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies import shapes
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact, ShapeFact

BODIES = """# Bodies

## Single Boat

```json
{"boat": {"id": 1, "name": "Tern"}}
```

## Berths (all)

```json
[{"number": 4}]
```

## GET /boats

```json
{"boats": []}
```

## About boats

They float.
"""


def shapes_in(text: str) -> list[ShapeFact]:
    facts = shapes.read(Document("specs/api/bodies.md", text)).facts
    return [fact for fact in facts if isinstance(fact, ShapeFact)]


def test_a_section_that_shows_a_body_is_found_by_the_anchor_of_its_heading() -> None:
    boat, berths = shapes_in(BODIES)
    assert (boat.anchor, [one.name for one in boat.fields], boat.array) == ("single-boat", ["boat"], False)
    assert (berths.anchor, [one.name for one in berths.fields], berths.array) == ("berths-all", ["number"], True)


def test_the_source_of_a_shape_holds_its_heading_and_its_body() -> None:
    assert [(fact.source.line, fact.source.end_line) for fact in shapes_in(BODIES)] == [(3, 7), (9, 13)]


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        ("Returns a [Boat](bodies.md#single-boat).", "bodies.md#single-boat"),
        ("Authentication required, returns a [Boat](/api/bodies.md#single-boat)", "bodies.md#single-boat"),
        ("Will return [all berths](#berths-all), newest first", "#berths-all"),
        ("Returns `200` with the [Boat](https://boats.example).", None),
    ],
)
def test_an_answer_is_what_its_link_points_at(said: str, shape: str | None) -> None:
    text = f"# API\n\n### Get a boat\n\n`GET /boats/:id`\n\n{said}\n"
    [fact] = [
        one for one in read_endpoints(Document("specs/api/boats.md", text)).facts if isinstance(one, EndpointFact)
    ]
    assert next((one.shape for one in fact.responses), None) == shape


def test_a_request_body_is_what_its_link_points_at() -> None:
    text = "# API\n\n### POST /boats\n\n**Request body**: see [New boat](bodies.md#new-boat)\n"
    document = read_endpoints(Document("specs/api/boats.md", text))
    [fact] = [one for one in document.facts if isinstance(one, EndpointFact)]
    assert (fact.body_shape, document.unread) == ("bodies.md#new-boat", ())

"""Links between documents: the body that one shows is the answer of an endpoint that another describes."""

from tests.workbench.resolving.readings import at, endpoint, field
from workbench.reading.facts import EndpointFact, ResponseFact, ShapeFact
from workbench.resolving.serving.requests.shapes import with_shapes

BOAT = ShapeFact("boat", (field("name"),), at(9, "specs/api/bodies.md"))
OTHER_BOAT = ShapeFact("boat", (field("sail"),), at(3, "specs/api/boats.md"), array=True)


def answered(shape: str, *shapes: ShapeFact) -> tuple[list[str], bool]:
    fact = endpoint("GET /boats/{id}", file="specs/api/boats.md", responses=(ResponseFact(200, shape=shape),))
    [found] = with_shapes([fact], shapes)
    return [one.name for one in found.responses[0].fields], found.responses[0].array


def test_the_file_of_a_link_decides_between_headings_of_one_name() -> None:
    assert answered("bodies.md#boat", OTHER_BOAT, BOAT) == (["name"], False)


def test_a_link_without_a_file_means_the_document_that_it_stands_in() -> None:
    assert answered("#boat", BOAT, OTHER_BOAT) == (["sail"], True)


def test_a_link_that_leads_nowhere_says_nothing() -> None:
    assert answered("bodies.md#ship", BOAT) == ([], False)


def test_what_an_endpoint_shows_itself_stands() -> None:
    own = ResponseFact(200, fields=(field("flag"),), shape="#boat")
    [found] = with_shapes([endpoint("GET /boats/{id}", responses=(own,))], [BOAT])
    assert found.responses == (own,)


def test_a_body_is_taken_from_where_its_link_points() -> None:
    fact: EndpointFact = endpoint("POST /boats", body_shape="bodies.md#boat")
    [found] = with_shapes([fact], [BOAT])
    assert found.body == BOAT.fields

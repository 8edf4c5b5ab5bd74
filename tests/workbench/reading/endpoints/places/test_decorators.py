"""Routes sketched in code."""

from textwrap import dedent

import pytest

from tests.workbench.reading.endpoints.found import all_in, names
from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact

ROUTES = """
    # Boats

    ```python
    router = APIRouter(prefix="/api/boats")

    class BoatIn(BaseModel):
        name: str = Field(max_length=60)
        mast: float | None = None

    @router.post("", status_code=201)
    async def add_boat(payload: BoatIn, user: User = Depends(get_current_user)) -> BoatOut: ...

    @router.get("/{boat_id}")
    async def one_boat(boat_id: UUID) -> BoatOut: ...
    ```
"""


@pytest.fixture
def routes() -> list[EndpointFact]:
    facts = read_endpoints(Document("specs/api/boats.md", dedent(ROUTES))).facts
    return [fact for fact in facts if isinstance(fact, EndpointFact)]


def test_every_decorated_function_is_an_endpoint_under_the_prefix_of_its_router(routes: list[EndpointFact]) -> None:
    assert [f"{one.method} {one.path}" for one in routes] == ["POST /api/boats", "GET /api/boats/{boat_id}"]
    assert [one.source.line for one in routes] == [11, 14]


def test_its_body_is_the_model_that_it_takes(routes: list[EndpointFact]) -> None:
    assert [field.name for field in routes[0].body or ()] == ["name", "mast"]
    assert routes[0].responses[0].status == 201


def test_one_that_takes_the_current_user_asks_for_credentials(routes: list[EndpointFact]) -> None:
    assert routes[0].auth == "required"
    assert routes[1].auth is None


def test_beside_endpoints_in_words_it_is_an_example() -> None:
    text = f"# Boats\n\n- `DELETE /boats/{{id}}`\n\n{dedent(ROUTES)}"
    facts = read_endpoints(Document("specs/api/boats.md", text)).facts
    assert [one.method for one in facts if isinstance(one, EndpointFact) and one.defining] == ["DELETE"]


def test_decorators_of_anything_else_are_none() -> None:
    text = '```python\n@pytest.fixture\ndef a(): ...\n\n@cache.get("key")\ndef b(): ...\n```\n'
    assert read_endpoints(Document("specs/api/boats.md", text)).facts == ()


EXPRESS = """
const boats = express.Router();
boats.get('/', listBoats);                    // public, ?rig=&limit=
boats.get('/mine', requireAuth, listOwn);
boats.post("/boats/:id/notes", requireRole('skipper'), addNote);
axios.get('/elsewhere', { params });
app.use('/api/v1', boats);
"""


def test_routes_of_express_stand_below_where_their_router_is_mounted() -> None:
    boats, mine, note = all_in(f"# API\n\n```ts\n{EXPRESS}```\n")
    assert [one.route for one in (boats, mine, note)] == [
        "GET /api/v1", "GET /api/v1/mine", "POST /api/v1/boats/{id}/notes",
    ]  # fmt: skip
    assert (boats.auth, names(boats.query), boats.summary) == ("public", ["rig", "limit"], "List boats")
    assert [one.auth for one in (mine, note)] == ["required", "required"]

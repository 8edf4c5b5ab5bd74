"""Fences that hold a request with all that belongs to it, and bodies shown by the name of their model."""

import pytest

from tests.workbench.reading.endpoints.found import body_of, calls, names, only


def test_a_request_in_a_fence_goes_on_with_its_query_and_its_answer() -> None:
    found = only("""
        # API

        ### List the crew

        ```
        GET /boats/:id/crew
        Authorization: Bearer <token>

        Query Parameters:
        - page: number (default: 1)
        - search: string (optional)

        Response: 200 OK
        { "crew": [] }
        ```
    """)
    assert names(found.query) == ["page", "search"]
    assert [response.status for response in found.responses] == [200]


def test_an_answer_in_the_fence_of_a_request_without_body_is_not_sent() -> None:
    found = only("""
        # API

        ### Launch

        ```
        POST /boats/:id/launch
        Authorization: Bearer <token>

        Response: 201 Created
        { "launched": true }
        ```
    """)
    assert found.body is None
    assert [response.status for response in found.responses] == [201]


@pytest.mark.parametrize(
    "text",
    [
        "Request `NewBoat`:\n\n```\nquery: str    # required, stripped\nrig: str = sloop\n```\n",
        "`CreateBoatRequest {query: str, rig: sloop | ketch}` → `Boat`.\n",
        'Example request:\n\n```json\n{"query": "Ada", "rig": "sloop"}\n```\n',
        "Тело: `{\"query\": \"Ada\", \"rig\": \"sloop\"}`\n",
        "- Form field: `query` (required)\n- Form field: `rig` (optional)\n",
    ],
)  # fmt: skip
def test_a_body_is_read_in_whatever_way_it_is_shown(text: str) -> None:
    assert list(body_of(f"# API\n\n### POST /boats\n\n{text}")) == ["query", "rig"]


def test_what_a_list_is_sent_stands_in_its_query() -> None:
    found = only("# API\n\n| Endpoint | Request |\n|---|---|\n| `GET /boats` | `rig: str = sloop` |\n")
    assert (names(found.query), found.body) == (["rig"], None)


def test_names_in_a_row_go_on_behind_a_comma_at_the_end_of_a_line() -> None:
    assert names(only("# API\n\n### GET /boats\n\nQuery: `rig`, `crew`,\n`hull`.\n").query) == ["rig", "crew", "hull"]


def test_paths_with_and_without_the_base_are_the_same_endpoints() -> None:
    text = """
        # API

        | Item | Contract |
        |---|---|
        | Base path | `/api/v1` |

        | Method | Path |
        |---|---|
        | GET | `/boats` |
        | POST | `/boats` |

        ## List

        `GET /api/v1/boats`

        ## Create

        `POST /api/v1/boats`
    """
    assert set(calls(text)) == {"GET /api/v1/boats", "POST /api/v1/boats"}

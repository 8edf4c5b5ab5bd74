"""Endpoints in Markdown: whatever a text holds, it is read to its end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbench.reading.endpoints.found import API
from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["GET /a", "### ", "POST ", "`", "**", "- ", "| a | b |\n|---|---|\n", "```json\n", "```\n", "{", "}",
             "\n", "\n\n", ":", "Body", "Response", "Query: ", "Base URL: ", "/x/{id}", "?a=b", "same as ",
             "All endpoints require ", "(", ")", "  ", "é", "201"]
        ),
        max_size=40,
    ).map("".join)
    | st.text(max_size=200)
)  # fmt: skip
def test_no_text_makes_it_fail(text: str) -> None:
    read_endpoints(Document(API, "/" + text))


@pytest.mark.parametrize(
    "text",
    [
        "POST " * 20_000 + "/x",
        "*" * 60_000 + " GET /x",
        "GET /" * 20_000,
        "all endpoints except " * 20_000 + "/x",
        "| Method | Path |\n|---|---|\n" + "| GET | /x/{a} |\n" * 2_000,
        "### GET /x\n\nQuery: " + "word, " * 20_000,
        "### POST /x\n\nBody:\n\n```json\n" + '{"a":' * 20_000 + "\n```\n",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    assert read_endpoints(Document(API, text)).file == API

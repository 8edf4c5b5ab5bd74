"""Endpoints in Markdown: what they answer."""

import pytest

from tests.workbench.reading.endpoints.found import names, only


class TestResponses:
    def test_statuses_are_gathered_from_every_notation(self) -> None:
        fact = only(
            """
            ### POST /books
            **Response**: `201 Created` — Created book object
            **Errors**: `400` bad title, `409` known
            **Status Codes**:
            - 422: malformed

            | Status | Condition |
            |---|---|
            | 404 | no shelf |
            """
        )
        assert [response.status for response in fact.responses] == [201, 400, 409, 422, 404]
        assert fact.responses[0].refers == "book"

    def test_what_stands_behind_each_of_several_statuses_is_said_of_it(self) -> None:
        fact = only("### POST /books\n\n**Errors**: `400` bad title, 409 (known already), 429\n")
        assert [(one.status, one.description) for one in fact.responses] == [
            (400, "bad title"),
            (409, "(known already)"),
            (429, ""),
        ]

    def test_words_in_front_of_several_statuses_are_said_of_none(self) -> None:
        fact = only("### POST /books\n\n**Errors**: bad title (400), known already (409)\n")
        assert [(one.status, one.description) for one in fact.responses] == [(400, ""), (409, "")]

    def test_no_content_is_an_empty_body(self) -> None:
        assert only("### DELETE /books/{id}\n\n**Response:** 204 No Content\n").responses[0].body is False

    @pytest.mark.parametrize(
        "line", ["**Response**: Array of book objects", "Response: `Book[]`", "**Response:** `[{id, title}]`"]
    )
    def test_lists_are_told_from_single_things(self, line: str) -> None:
        assert only(f"### GET /books\n\n{line}\n").responses[0].array

    def test_example_errors_are_errors(self) -> None:
        fact = only(
            """
            ### GET /books/{id}
            **Response (200 OK)**:
            ```json
            {"id": 1, "title": "Dune"}
            ```
            **Error Responses**:
            - **404 Not Found**: no such book
              ```json
              {"detail": "no"}
              ```
            """
        )
        assert [(response.status, names(response.fields)) for response in fact.responses] == [
            (200, ["id", "title"]),
            (404, ["detail"]),
        ]

    def test_a_sentence_says_what_returns(self) -> None:
        fact = only("### POST /books\n\nCreates a book. Returns `201` with the created book.\n")
        assert [(response.status, response.refers) for response in fact.responses] == [(201, "book")]

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


class TestShownBodies:
    """Bodies that stand among the words of a line."""

    @pytest.mark.parametrize(
        "text",
        [
            '| Case | Status | Body |\n|---|---|---|\n| Moored | 201 | `{"state": "done", "berthId": 7}` |',
            '201 – `{"state": "done", "berthId": 7}`',
            '201 Created: `{"state": "done", "berthId": 7}`. 409 when it is taken.',
            'The answer holds the key: `201 {"state": "done", "berthId": 7}`',
            '- 201 `{"state": "done", "berthId": 7}`',
            'Body: `{"berth": 3}`\n\n- 201 `{"state": "done", "berthId": 7}`',
        ],
    )
    def test_a_status_comes_with_the_body_beside_it(self, text: str) -> None:
        answer = next(one for one in only(f"### POST /moorings\n\n{text}\n").responses if one.status == 201)
        assert names(answer.fields) == ["state", "berthId"]

    def test_what_stands_around_it_is_read_as_well(self) -> None:
        fact = only('### POST /moorings\n\nPublic. 201 `{"id": 7}`. 409 when the berth is taken.\n')
        assert (fact.auth, [one.status for one in fact.responses]) == ("public", [201, 409])

    def test_an_error_that_speaks_of_tokens_opens_nothing(self) -> None:
        fact = only("### GET /moorings\n\n401 – No authentication token in the header\n")
        assert fact.auth is None
        assert fact.responses[0].description == "No authentication token in the header"

    def test_numbers_among_other_words_are_no_statuses(self) -> None:
        assert not only('### PUT /moorings\n\nBody: the depth, as in `{"depth": 201}`\n').responses

"""Endpoints in Markdown: what their requests carry."""

import pytest

from tests.workbench.reading.endpoints.found import body_of, defined, facts_of, names, only


class TestBodies:
    def test_a_json_example_gives_names_and_types(self) -> None:
        fields = body_of(
            """
            ### POST /books
            **Request body:**
            ```json
            {"title": "Dune", "pages": 412, "price": 9.5, "sold": false, "out_on": "2024-01-31",
             "tags": ["a"], "by": {"name": "F"}}
            ```
            """
        )
        assert {name: field.type for name, field in fields.items()} == {
            "title": "string", "pages": "integer", "price": "number", "sold": "boolean", "out_on": "date",
            "tags": "string[]", "by": "object",
        }  # fmt: skip
        assert fields["title"].example == '"Dune"'
        assert names(fields["by"].fields) == ["name"]

    def test_types_written_into_json_give_limits(self) -> None:
        fields = body_of(
            """
            ### POST /books
            Request Body:
            ```
            {
              "title": "string (required, 1-80 chars)",
              "shelf": "a | b | c",
              "note": string (optional, max 10 chars),
              "due": "ISO 8601 | null"
            }
            ```
            """
        )
        assert (fields["title"].required, fields["title"].min_length, fields["title"].max_length) == (True, 1, 80)
        assert fields["shelf"].choices == ("a", "b", "c")
        assert (fields["note"].required, fields["note"].max_length) == (False, 10)
        assert fields["due"].nullable is True

    def test_a_schema_gives_what_it_says(self) -> None:
        fields = body_of(
            """
            ### POST /books
            **Request Schema**:
            ```json
            {
              "type": "object",
              "required": ["title"],
              "properties": {
                "title": {"type": "string", "maxLength": 80},
                "pages": {"type": "integer", "minimum": 1, "default": 10}
              }
            }
            ```
            """
        )
        assert (fields["title"].required, fields["title"].max_length) == (True, 80)
        assert (fields["pages"].required, fields["pages"].minimum, fields["pages"].default) == (False, 1, 10)

    def test_a_table_completes_an_example(self) -> None:
        fields = body_of(
            """
            ### POST /books
            **Body**
            ```json
            {"title": "Dune", "note": "x"}
            ```
            | Field | Type | Required | Constraints |
            |---|---|---|---|
            | `title` | string | **Yes** | 1–80 characters |
            | `note` | string | No | |
            """
        )
        assert [(name, field.required) for name, field in fields.items()] == [("title", True), ("note", False)]
        assert fields["title"].max_length == 80

    def test_bullets_describe_fields(self) -> None:
        fields = body_of(
            """
            ### POST /books
            - **Body**:
              - `title` (string, required, max 80 chars)
              - `note?`: string
            - **Response**: 201
            """
        )
        assert [(name, field.required) for name, field in fields.items()] == [("title", True), ("note", False)]

    @pytest.mark.parametrize(
        "line",
        [
            "**Body:** `{ title, note? }`",
            "Body: `title`, `note` (optional)",
            "- **Request Body**: `{title: string, note?: string}`",
            "**Payload**: title (required), note (optional)",
            "**Cuerpo:** `{ title: string, note?: string }`",
            "Creates a book. Body: `title`, `note?`. Returns 201.",
            "**Request Body:** Form data with `title` and `note` (optional).",
            "**Validation rules**\n\n| Field | Rules |\n|---|---|\n| title | required |\n| note | optional |",
        ],
    )
    def test_a_body_can_stand_on_one_line(self, line: str) -> None:
        fields = body_of(f"### POST /books\n\n{line}\n")
        assert list(fields) == ["title", "note"]
        assert fields["note"].required is False

    @pytest.mark.parametrize("words", ["None", "Empty", "No body", "-", "N/A"])
    def test_no_body_is_told_from_nothing_said(self, words: str) -> None:
        assert only(f"### POST /books/{{id}}/lend\n\n**Request Body**: {words}\n").body == ()
        assert only("### POST /books/{id}/lend\nLend it.\n").body is None

    def test_http_messages_hold_request_and_response(self) -> None:
        fact = only(
            """
            ### Lend
            ```http
            POST /loans HTTP/1.1
            Authorization: Bearer <token>

            {"book_id": 3}
            ```
            ```http
            HTTP/1.1 201 Created

            {"id": 1, "book_id": 3}
            ```
            """
        )
        assert names(fact.body) == ["book_id"]
        assert fact.auth == "required"
        assert [(response.status, names(response.fields)) for response in fact.responses] == [(201, ["id", "book_id"])]

    def test_same_as_another_endpoint(self) -> None:
        text = """
            ### Create book
            ```
            POST /books
            ```
            **Request Body:**
            ```json
            {"title": "string"}
            ```
            ### Update book
            ```
            PUT /books/{id}
            ```
            **Request Body:** Same as Create book, all optional
        """
        assert [(names(fact.body), fact.body[0].required) for fact in defined(text) if fact.body] == [
            (["title"], None),
            (["title"], False),
        ]

    def test_any_subset_means_the_fields_of_the_full_update(self) -> None:
        text = """
            ### PUT /books/{id}
            Body: `title`, `note`
            ### PATCH /books/{id}
            **Request Body** (any subset of fields):
            ```json
            {"note": "x"}
            ```
        """
        assert names(defined(text)[1].body) == ["note", "title"]
        assert all(field.required is False for field in defined(text)[1].body or ())

    def test_named_models_are_looked_up_in_the_document(self) -> None:
        text = """
            ### POST /books
            Request body: `BookCreate`
            Response: `BookRead`
            ## Models
            ```python
            class BookCreate(BaseModel):
                title: str = Field(..., max_length=80)
                note: str | None = None

            class BookRead(BookCreate):
                id: int
            ```
        """
        fact = only(text)
        assert names(fact.body) == ["title", "note"]
        assert names(fact.responses[0].fields) == ["id", "title", "note"]

    def test_interfaces_go_where_their_comment_says(self) -> None:
        text = """
            ## POST /orders
            ```typescript
            // Request
            interface OrderIn { }
            interface CreateOrder {
              items: string[];
              note?: string;
            }
            // Response 201
            interface Order {
              id: string;
            }
            ```
        """
        fact = only(text)
        assert names(fact.body) == ["items", "note"]
        assert names(fact.responses[0].fields) == ["id"]

    def test_validation_sentences_say_more_of_the_fields(self) -> None:
        fields = body_of(
            """
            ### POST /books
            **Request Body**:
            ```json
            {"title": "Dune", "due_date": "2024-01-31"}
            ```
            **Validation**:
            - Title is required and must be 1-80 characters
            - Due date is optional
            """
        )
        assert (fields["title"].required, fields["title"].max_length) == (True, 80)
        assert fields["due_date"].required is False

    def test_a_sentence_names_the_fields_of_a_demanded_endpoint(self) -> None:
        text = "- **FR-001**: It MUST expose POST /loans to create loans with book_id, due_on (optional), list of notes"
        assert names(only(text, "specs/features/a.md").body) == ["book_id", "due_on", "notes"]

    def test_a_response_is_no_request(self) -> None:
        fact = only('### POST /books/{id}/lend\n\n**Response (200)**:\n```json\n{"id": 1}\n```\n')
        assert fact.body is None
        assert names(fact.responses[0].fields) == ["id"]

    def test_a_body_that_is_only_named_and_not_found_stays_unread(self) -> None:
        found = facts_of("### POST /books\n\n**Body**: the usual envelope\n")
        assert [(entry.source.line, entry.text) for entry in found.unread] == [(3, "POST /books: the usual envelope")]

    def test_sections_below_the_one_that_names_the_endpoint_describe_it(self) -> None:
        fact = only(
            """
            ## 1. Create book
            **URL**: `/books`
            **Method**: `POST`
            **Auth required**: YES
            **Permissions required**: None

            ### Data constraints
            ```json
            {"title": "string (1-80 chars)"}
            ```
            ### Success response
            **Code**: `201 CREATED`
            ```json
            {"id": 1}
            ```
            ### Error response
            **Code**: `400 BAD REQUEST`
            ```json
            {"detail": "no title"}
            ```
            """
        )
        assert (fact.summary, fact.auth, names(fact.body)) == ("Create book", "required", ["title"])
        assert [(response.status, names(response.fields)) for response in fact.responses] == [
            (201, ["id"]),
            (400, ["detail"]),
        ]
        assert fact.source.end_line == 21


class TestBodiesAsAbove:
    FIRST = "## Books\n\n### 3.2 POST /books\n\n**Request:** `isbn` (string), `shelf` (string)\n\n"

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("As above.", ["isbn", "shelf"]),
            ("Request body as in 3.2.", ["isbn", "shelf"]),
            ("All fields from above except `isbn`, plus `lost` (boolean).", ["shelf", "lost"]),
            ("Wie oben, dazu `lost`.", ["isbn", "shelf", "lost"]),
        ],
    )
    def test_the_body_is_that_of_the_part_it_names(self, words: str, expected: list[str]) -> None:
        assert names(defined(f"{self.FIRST}### 3.3 PUT /books/{{id}}\n\n{words}\n")[1].body) == expected

    def test_a_table_adds_to_it(self) -> None:
        table = "| Field | Type |\n|---|---|\n| version | integer |\n"
        text = f"{self.FIRST}### 3.3 PUT /books/{{id}}\n\nRequest body as in 3.2, and\n\n{table}"
        assert names(defined(text)[1].body) == ["isbn", "shelf", "version"]


class TestModelsInTypeScript:
    def test_members_may_be_objects_in_lists(self) -> None:
        text = """
            ### POST /games
            ```ts
            type ReportGame = {
              readonly opponentId: string
              rounds: { own: number; other: number }[]
              note?: string // at most 80
            }
            ```
        """
        body = body_of(text)
        assert list(body) == ["opponentId", "rounds", "note"]
        assert names(body["rounds"].fields) == ["own", "other"]
        assert body["rounds"].type == "object[]"
        assert body["note"].required is False

    def test_a_model_that_carries_an_id_is_the_answer(self) -> None:
        fact = only("### POST /games\n```ts\ninterface Game {\n  id: string\n  note: string\n}\n```")
        assert not fact.body
        assert names(fact.responses[0].fields) == ["id", "note"]


class TestFieldsInARow:
    def test_required_and_optional_ones_are_told_apart(self) -> None:
        body = body_of(
            "### POST /games\n\nRequired fields: `title`\n\nOptional fields: `note`, `tags` as a list of strings"
        )
        assert {name: field.required for name, field in body.items()} == {"title": True, "note": False, "tags": False}
        assert body["tags"].type == "string[]"

    def test_they_complete_the_object_that_makes_the_body(self) -> None:
        text = """
            ### POST /games

            Example request body:
            ```json
            {"game": {"title": "Go", "note": ""}}
            ```

            Required fields: `title`
        """
        body = body_of(text)
        assert list(body) == ["game"]
        assert {field.name: field.required for field in body["game"].fields}["title"] is True


def test_the_route_behind_the_label_of_a_request_is_no_field() -> None:
    document = """
        ### 2.1 Register boat

        **Request**: `POST /boats`

        | Member | Type |
        |---|---|
        | `hull` | string |

        **Response**: 201
        """
    assert list(body_of(document)) == ["hull"]


@pytest.mark.parametrize("said", ["Same body as adding a boat.", "Takes the same fields as `POST /boats`."])
def test_a_sentence_hands_on_the_body_of_another_endpoint(said: str) -> None:
    add = '## Add a boat\n\n`POST /boats`\n\n```json\n{"rig": "gaff"}\n```\n'
    text = f"{add}\n## Change\n\n`PUT /boats/{{id}}`\n\n{said}\n"
    assert [names(fact.body) for fact in defined(text)] == [["rig"], ["rig"]]


def test_a_sentence_may_lead_to_the_fields_of_a_body() -> None:
    text = "### PATCH /boats/{id}\n\nThe request body may hold the following properties:\n\n- `rig` - String\n"
    assert names(only(text).body) == ["rig"]


def test_fields_without_the_mark_of_the_optional_ones_are_needed() -> None:
    body = body_of("| Method | Path | Body |\n|---|---|---|\n| PUT | /boats/{id} | rig, length, berth? |\n")
    assert {name: field.required for name, field in body.items()} == {"rig": True, "length": True, "berth": False}


@pytest.mark.parametrize("sent", ["rig, length", '`{"rig": "gaff", "length": 9}`'])
def test_what_comes_back_may_follow_what_is_sent_on_one_line(sent: str) -> None:
    fact = only(f'### POST /boats\n\nBody: {sent}. Answers 201 with `{{"id": 1}}`.\n')
    assert names(fact.body) == ["rig", "length"]
    assert [(answer.status, names(answer.fields)) for answer in fact.responses] == [(201, ["id"])]

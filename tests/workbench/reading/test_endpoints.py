"""Endpoints in Markdown: where they stand, and what their descriptions say."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.documents import Document
from workbench.reading.endpoints import read_endpoints
from workbench.reading.facts import DocumentFacts, EndpointFact, FieldFact, SettingFact, Topic

API = "specs/api/library.md"


def facts_of(text: str, file: str = API) -> DocumentFacts:
    return read_endpoints(Document(file, dedent(text).lstrip("\n")))


def all_in(text: str, file: str = API) -> list[EndpointFact]:
    return [fact for fact in facts_of(text, file).facts if isinstance(fact, EndpointFact)]


def defined(text: str, file: str = API) -> list[EndpointFact]:
    return [fact for fact in all_in(text, file) if fact.defining]


def calls(text: str, file: str = API) -> list[str]:
    return [f"{fact.method} {fact.path}" for fact in defined(text, file)]


def only(text: str, file: str = API) -> EndpointFact:
    (fact,) = defined(text, file)
    return fact


def names(fields: tuple[FieldFact, ...] | None) -> list[str] | None:
    return None if fields is None else [field.name for field in fields]


def body_of(text: str) -> dict[str, FieldFact]:
    return {field.name: field for field in only(text).body or ()}


class TestWhereEndpointsStand:
    @pytest.mark.parametrize(
        "text",
        [
            "### GET /books/{isbn}\nOne book.",
            "### `GET /books/:isbn`\nOne book.",
            "## 2.1 One book — GET `/books/<isbn>`\n",
            "**GET** `/books/{isbn}` — one book",
            "- `GET /books/[isbn]`: one book",
            "* GET /books/<int:isbn> - one book",
            "1. **GET /books/{isbn}** one book",
            "```\nGET /books/{isbn}\n```",
            "```http\nGET /books/{isbn} HTTP/1.1\nAccept: application/json\n```",
            "Endpoint: `GET /books/{isbn}`",
            "### One book\n\n**Endpoint**: `GET /books/{isbn}`",
            "### One book\n- **Method**: GET\n- **Path**: `/books/{isbn}`",
            "### One book\n\n| Property | Value |\n|---|---|\n| Method | GET |\n| URL | `/books/{isbn}` |",
            "| Method | Path |\n|---|---|\n| GET | /books/{isbn} |",
            "| Endpoint | What |\n|---|---|\n| `GET /books/{isbn}` | one book |",
            "| Route | Methods |\n|---|---|\n| /books/{isbn} | GET |",
            "## /books/{isbn}\n### GET\nOne book.",
            "## `/books/{isbn}`\n- **GET** — one book",
            "- **FR-001**: The API MUST provide `GET /books/{isbn}` to show one book.",
            "- `/books/{isbn}` (GET)",
            "1. WHEN a client sends GET /books/{isbn} THEN THE SYSTEM SHALL return the book",
        ],
    )
    def test_an_endpoint_is_found_however_it_is_written(self, text: str) -> None:
        assert calls(f"# Library\n\n{text}\n") == ["GET /books/{isbn}"]

    def test_a_list_in_a_fence_gives_one_endpoint_a_line(self) -> None:
        text = """
            ```
            GET    /notes?tag=x          # list notes
            POST   /notes                - create one
            PATCH  /notes/:id/archive
            ```
        """
        assert calls(text) == ["GET /notes", "POST /notes", "PATCH /notes/{id}/archive"]
        assert [fact.summary for fact in defined(text)] == ["list notes", "create one", ""]
        assert [fact.source.line for fact in defined(text)] == [2, 3, 4]

    def test_several_methods_share_one_path(self) -> None:
        assert calls("| Path | Methods |\n|---|---|\n| /tags | GET, POST |\n| /tags/{id} | PUT/DELETE |\n") == [
            "GET /tags",
            "POST /tags",
            "PUT /tags/{id}",
            "DELETE /tags/{id}",
        ]

    def test_several_lines_of_one_paragraph_are_several_endpoints(self) -> None:
        found = defined("# API\n\nGET /ping: health (public)\nPOST /items/{id}/move: move it. Body: `position` (int)\n")
        assert [(fact.path, fact.auth, names(fact.body)) for fact in found] == [
            ("/ping", "public", None),
            ("/items/{id}/move", None, ["position"]),
        ]

    def test_nested_bullets_describe_an_endpoint_each(self) -> None:
        text = """
            # Loans
            - **Create loan**
              - Method: `POST`
              - URL: `/loans`
              - Body:
                - `book_id` (uuid, required)
            - **List loans**
              - Method: GET
              - URL: `/loans?state=open`
        """
        first, second = defined(text)
        assert (first.method, first.summary, names(first.body)) == ("POST", "Create loan", ["book_id"])
        assert (second.method, names(second.query)) == ("GET", ["state"])

    def test_lines_reach_from_the_heading_to_the_end_of_its_section(self) -> None:
        first, second = defined("# A\n\n### GET /a\nOne.\n\nMore.\n\n### GET /b\nTwo.\n")
        assert (first.source.line, first.source.end_line) == (3, 7)
        assert second.source.line == 8

    def test_calls_define_where_nothing_else_does(self) -> None:
        text = """
            # Pets
            ## Create
            ```bash
            curl -X POST http://localhost:8000/pets -H "Authorization: Bearer X" -d '{"name": "Rex"}'
            ```
            ## Remove
            ```bash
            curl -X DELETE http://localhost:8000/pets/7
            ```
        """
        create, remove = defined(text)
        assert (create.method, create.path, names(create.body), create.auth) == ("POST", "/pets", ["name"], "required")
        assert (remove.method, remove.path) == ("DELETE", "/pets/{id}")

    def test_calls_beside_definitions_define_nothing(self) -> None:
        text = "### GET /pets\nAll.\n\n## Usage\n```bash\ncurl -X POST http://localhost/cats\n```\n"
        assert calls(text) == ["GET /pets"]


class TestWhatIsNoEndpoint:
    @pytest.mark.parametrize(
        "title",
        [
            "Out of scope", "Future enhancements", "Not implemented", "Roadmap", "MCP tools", "Frontend routes",
            "GitHub API", "External services", "File structure", "Revision history", "Third-party endpoints",
            "Dependencies", "Non-goals",
        ],
    )  # fmt: skip
    def test_sections_on_other_things_define_nothing(self, title: str) -> None:
        assert all_in(f"# API\n\n### GET /a\nA.\n\n## {title}\n- `POST /b`\n")[0].path == "/a"
        assert len(all_in(f"# API\n\n### GET /a\nA.\n\n## {title}\n- `POST /b`\n")) == 1

    @pytest.mark.parametrize(
        "line",
        [
            "The page calls GET /a/b when it opens.",
            "1. **Given** a book, **When** I call GET /a/b, **Then** I see it.",
            "- SC-001: `GET /a/b` answers within 200 ms.",
            "- [ ] `GET /a/b` returns the list",
        ],
    )
    def test_prose_only_mentions(self, line: str) -> None:
        (fact,) = all_in(f"# Feature\n\n{line}\n", "specs/features/a.md")
        assert (fact.path, fact.defining) == ("/a/b", False)

    @pytest.mark.parametrize("title", ["Rate limits", "Testing", "Performance"])
    def test_tables_on_other_matters_only_mention(self, title: str) -> None:
        (fact,) = all_in(f"# API\n\n## {title}\n\n| Endpoint | Limit |\n|---|---|\n| `GET /a` | 60 |\n")
        assert not fact.defining

    @pytest.mark.parametrize(
        "file", ["specs/001-x/tasks.md", "specs/database/schema.md", "specs/001-x/checklists/api.md"]
    )
    def test_documents_on_other_matters_only_mention(self, file: str) -> None:
        (fact,) = all_in("# Tasks\n\n- `GET /a` list\n", file)
        assert not fact.defining

    def test_tables_of_contents_are_links_and_no_definitions(self) -> None:
        assert calls("- [GET /a](#get-a)\n- [POST /a](#post-a)\n\n### GET /a\nA.\n") == ["GET /a"]

    @pytest.mark.parametrize(
        "line",
        ["- `GET /admin/*`", "- `GET https://api.weather.io/v1/now`", "- GET src/app.py", "- `GET /static/app.js`"],
    )
    def test_wildcards_files_and_other_hosts_are_none(self, line: str) -> None:
        assert all_in(f"# API\n\n{line}\n") == []

    def test_a_section_with_the_address_of_another_service_is_not_ours(self) -> None:
        text = """
            # API
            **Base URL**: http://localhost:8000
            ## Books
            ### GET /books
            All.
            ## Mailer
            **Base URL**: http://mailer:9000
            ### POST /send
            Send.
        """
        assert calls(text) == ["GET /books"]

    def test_shell_and_code_snippets_are_none(self) -> None:
        text = '# API\n\n- `GET /books`\n\n```python\n@app.get("/x")\ndef x(): ...\n# GET /y\n```\n'
        assert calls(text) == ["GET /books"]


class TestBasePaths:
    @pytest.mark.parametrize(
        "statement",
        [
            "Base URL: `/api/v1`",
            "**Base path**: `/api/v1/`",
            "## Base URL\n\n`https://library.example.com/api/v1`",
            "## Base URL\n- Development: http://localhost:8000/api/v1\n- Production: https://x.org/api/v1",
            "| Setting | Value |\n|---|---|\n| Base URL | `/api/v1` |",
            "All endpoints are prefixed with `/api/v1`.",
        ],
    )
    def test_a_base_path_goes_before_every_path(self, statement: str) -> None:
        found = facts_of(f"# API\n\n{statement}\n\n## Books\n\n### GET /books\nAll.\n").facts
        assert [fact.path for fact in found if isinstance(fact, EndpointFact)] == ["/api/v1/books"]
        assert [fact.value for fact in found if isinstance(fact, SettingFact) and fact.topic is Topic.BASE_PATH] == [
            "/api/v1"
        ]

    def test_a_base_path_is_not_doubled(self) -> None:
        assert calls("# API\n\nBase URL: `/api`\n\n### GET /api/books\nAll.\n") == ["GET /api/books"]

    def test_where_most_paths_are_full_the_others_are_meant_as_they_are(self) -> None:
        text = "# API\n\nBase URL: `/api`\n\n- `GET /api/a`\n- `GET /api/b`\n- `GET /health`\n"
        assert calls(text) == ["GET /api/a", "GET /api/b", "GET /health"]

    def test_a_section_can_have_a_prefix_of_its_own(self) -> None:
        text = """
            # API
            ## Books
            Prefix: `/books`
            ### GET /
            All.
            ### GET /{id}
            One.
            ## Health
            ### GET /health
            Up.
        """
        assert calls(text) == ["GET /books", "GET /books/{id}", "GET /health"]

    def test_an_address_without_a_path_adds_nothing(self) -> None:
        assert calls("# API\n\nBase URL: http://localhost:8000\n\n### GET /a\nA.\n") == ["GET /a"]


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


class TestQueries:
    @pytest.mark.parametrize(
        "text",
        [
            "### GET /books?state=open&limit=5\nAll.",
            "### GET /books\n\n**Query Parameters:**\n- `state` (optional): open or lent\n- `limit`: integer "
            "(default: 20)",
            '### GET /books\n\nQuery Parameters:\n- state: "open" | "lent"\n- limit: integer',
            "### GET /books\n\n**Query parameters**\n\n| Param | Type |\n|---|---|\n| state | string |\n| limit "
            "| integer |",
            "### GET /books\n\n| Name | In | Type |\n|---|---|---|\n| state | query | string |\n| limit | query "
            "| integer |",
            "### GET /books\n\n#### Query Params\n\n| Name | Type |\n|---|---|\n| state | string |\n| limit | int |",
            "### GET /books\n- **Query:** `?state=open&limit=5` (both optional)",
            "### GET /books\n\nFilters: `state`, `limit`",
            '### GET /books\n\nExample:\n```bash\ncurl "http://localhost:8000/books?state=open&limit=5"\n```',
            "- `GET /books` - filtering by state and limit",
        ],
    )
    def test_parameters_are_found_however_they_are_written(self, text: str) -> None:
        assert names(only(text).query) == ["state", "limit"]

    def test_parameters_of_the_path_are_told_apart(self) -> None:
        fact = only("### GET /books/{id}\n\n| Parameter | Type |\n|---|---|\n| id | uuid |\n| full | boolean |\n")
        assert names(fact.path_parameters) == ["id"]
        assert names(fact.query) == ["full"]

    def test_none_means_none(self) -> None:
        assert only("### GET /books\n\n**Query Parameters:** None\n").query == ()

    def test_a_mention_in_the_same_document_adds_its_parameters(self) -> None:
        text = "- FR-1: System MUST provide `GET /books`.\n\nWhen I call GET /books?state=open, then I see them.\n"
        assert names(only(text, "specs/features/a.md").query) == ["state"]

    def test_a_sentence_on_lists_holds_for_the_lists(self) -> None:
        text = """
            - **FR-1**: GET /books MUST return a paginated list.
            - **FR-2**: GET /books/{id} MUST return one.
            - **FR-3**: Pagination MUST be supported with query parameters: page, limit, and sort
        """
        assert [names(fact.query) for fact in defined(text, "specs/features/a.md")] == [["page", "limit", "sort"], []]


class TestAccess:
    @pytest.mark.parametrize(
        ("line", "auth"),
        [
            ("**Authentication**: Required", "required"),
            ("**Auth:** Bearer token", "required"),
            ("Auth required: Yes", "required"),
            ("**Authentication**: None (public)", "public"),
            ("- **Auth**: No", "public"),
            ("**Auth:** Not required", "public"),
            ("**Auth**: Optional", "optional"),
            ("- **Autenticación:** Requerida", "required"),
            ("Requires authentication.", "required"),
            ("**Headers**:\n```\nAuthorization: Bearer <token>\n```", "required"),
            ("_Requires auth_. Just a book.", "required"),
            ("Just a book.", None),
        ],
    )
    def test_an_endpoint_says_who_may_call_it(self, line: str, auth: str | None) -> None:
        assert only(f"### GET /books/{{id}}\n\n{line}\n").auth == auth

    @pytest.mark.parametrize(
        ("cell", "auth", "roles"),
        [
            ("✅", "required", ()),
            ("❌", "public", ()),
            ("Yes", "required", ()),
            ("Admin", "required", ("admin",)),
            ("JWT (editor)", "required", ("editor",)),
            ("librarian only", "required", ("librarian",)),
            ("Public", "public", ()),
            ("—", "public", ()),
        ],
    )
    def test_a_column_says_it_by_word_or_sign(self, cell: str, auth: str, roles: tuple[str, ...]) -> None:
        fact = only(f"| Method | Path | Auth |\n|---|---|---|\n| GET | /books | {cell} |\n")
        assert (fact.auth, fact.roles) == (auth, roles)

    @pytest.mark.parametrize(
        ("statement", "expected"),
        [
            ("All endpoints require a JWT.", ["required", "required"]),
            ("All endpoints require:\n```\nAuthorization: Bearer <jwt>\n```", ["required", "required"]),
            ("All endpoints except `/status` require a token.", ["required", "public"]),
            ("All endpoints are public.", ["public", "public"]),
            ("All book endpoints require a token.", ["required", None]),
            ("It specifies all endpoints and authentication requirements.", [None, None]),
        ],
    )
    def test_a_sentence_holds_for_the_document(self, statement: str, expected: list[str | None]) -> None:
        text = f"# API\n\n{statement}\n\n### GET /books\nAll.\n\n### GET /status\nUp.\n"
        assert [fact.auth for fact in defined(text)] == expected

    def test_nobody_needs_a_token_to_get_one(self) -> None:
        text = "# API\n\nAll endpoints require a JWT.\n\n### POST /auth/login\nLog in.\n"
        assert only(text).auth is None

    @pytest.mark.parametrize(
        ("title", "auth"),
        [("GET /books (public)", "public"), ("GET /books 🔒", "required"), ("GET /books 🔓", "public")],
    )
    def test_a_remark_in_the_heading_says_it_too(self, title: str, auth: str) -> None:
        assert only(f"### {title}\nAll.\n").auth == auth

    def test_ones_own_data_is_never_public(self) -> None:
        text = "# API\n\n## Accounts\nAuth: No\n\n### POST /auth/login\nLog in.\n\n### GET /auth/me\nMe.\n"
        assert [fact.auth for fact in defined(text)] == ["public", "required"]

    @pytest.mark.parametrize(
        ("title", "auth", "roles"),
        [
            ("Public endpoints", "public", ()),
            ("Books (all require JWT)", "required", ()),
            ("Admin endpoints", "required", ("admin",)),
            ("Books", None, ()),
        ],
    )
    def test_a_heading_says_it_for_its_section(self, title: str, auth: str | None, roles: tuple[str, ...]) -> None:
        fact = only(f"# API\n\n## {title}\n\n| Method | Path |\n|---|---|\n| GET | /books |\n")
        assert (fact.auth, fact.roles) == (auth, roles)

    def test_protected_ones_are_those_that_ask_for_the_header(self) -> None:
        text = """
            # API
            All protected endpoints require JWT authentication.
            ### GET /books
            **Headers:**
            ```
            Authorization: Bearer <token>
            ```
            ### GET /status
            Up.
        """
        assert [fact.auth for fact in defined(text)] == ["required", "public"]


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


def test_the_area_is_the_heading_above() -> None:
    assert only("# API\n\n## 2. Book Endpoints\n\n### GET /books\nAll.\n").area == "Book"
    assert only("# API\n\n## Functional Requirements\n\n- FR-1: MUST offer `GET /books`\n").area == ""


def test_mentions_of_one_endpoint_are_one_fact() -> None:
    text = "I call GET /a/1?x=1 and then\n\nI call GET /a/2?y=2 again.\n"
    (fact,) = all_in(text, "specs/features/a.md")
    assert (fact.path, names(fact.query)) == ("/a/{id}", ["x", "y"])


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


class TestAccessInPlainWords:
    @pytest.mark.parametrize(
        ("words", "auth", "roles"),
        [
            ("anyone", "public", ()),
            ("everybody", "public", ()),
            ("any role", "required", ()),
            ("everyone with an account", "required", ()),
            ("librarian", "required", ("librarian",)),
            ("curators, guides", "required", ("curator", "guide")),
            ("guide (own rooms) or curator", "required", ("guide", "curator")),
        ],
    )
    def test_who_may_call(self, words: str, auth: str, roles: tuple[str, ...]) -> None:
        found = only(f"### List\n\n**Endpoint:** `GET /books`\n**Access:** {words}\n")
        assert (found.auth, found.roles) == (auth, roles)

    @pytest.mark.parametrize(
        ("sentence", "auth"),
        [
            ("No authentication required, returns the books", "public"),
            ("Authentication required, returns the books", "required"),
            ("Authentication optional, returns the books", "optional"),
            ("Authentication is not needed.", "public"),
            ("Login required.", "required"),
        ],
    )
    def test_a_sentence_that_opens_with_it(self, sentence: str, auth: str) -> None:
        assert only(f"### List\n\n`GET /books`\n\n{sentence}\n").auth == auth

    def test_what_follows_the_comma_is_read(self) -> None:
        (response,) = only("### New\n\n`POST /books`\n\nLogin required, returns the book with status 201\n").responses
        assert response.status == 201

    def test_a_column_that_says_who(self) -> None:
        found = defined(
            "| Verb | Path | Who |\n|---|---|---|\n| GET | /books | anyone |\n| POST | /books | curator |\n"
        )
        assert [(fact.auth, fact.roles) for fact in found] == [("public", ()), ("required", ("curator",))]


@pytest.mark.parametrize(
    "words",
    ["Base path for everything: `/api/v2`", "Root path: /api/v2", "Everything lives below `/api/v2`."],
)
def test_a_base_path_in_other_words(words: str) -> None:
    assert calls(f"# API\n\n{words}\n\n## Books\n\n### GET /books\n") == ["GET /api/v2/books"]


class TestDetailsElsewhere:
    TABLE = "| Id | Name | Method | Path |\n|---|---|---|---|\n| B-1 | Add a book | POST | /books |\n"

    @pytest.mark.parametrize("title", ["Add a book", "2.3 Add a book", "B-1 What is sent"])
    def test_a_later_section_describes_the_row_of_its_name_or_number(self, title: str) -> None:
        found = only(f"# API\n\n{self.TABLE}\n## {title}\n\n| Field | Type |\n|---|---|\n| isbn | string |\n")
        assert (found.source.line, names(found.body)) == (5, ["isbn"])

    def test_a_name_that_two_rows_share_describes_none(self) -> None:
        row = "| B-2 | Add a book | PUT | /books |\n"
        found = defined(
            f"# API\n\n{self.TABLE}{row}\n## Add a book\n\n| Field | Type |\n|---|---|\n| isbn | string |\n"
        )
        assert [names(fact.body) for fact in found] == [None, None]

    @pytest.mark.parametrize(("head", "place"), [("Query parameter", "query"), ("Body field", "body")])
    def test_the_head_of_a_table_says_where_its_fields_go(self, head: str, place: str) -> None:
        found = only(f"### POST /books\n\n| {head} | Type | Mandatory? |\n|---|---|---|\n| isbn | string | yes |\n")
        (field,) = getattr(found, place)
        assert (field.name, field.required) == ("isbn", True)


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


class TestNamesInSentences:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Query parameters `shelf`, `state`.",
            "Can also take `shelf` and `state` query parameters like the list of loans.",
            "All books by title; filter by `shelf`, `state`.",
            "Abfrageparameter `shelf` (Pflicht) und `state`.",
        ],
    )
    def test_query_parameters(self, sentence: str) -> None:
        assert names(only(f"### GET /books\n\n{sentence}\n").query) == ["shelf", "state"]

    def test_a_request_line_says_body_answer_and_access(self) -> None:
        first, second = defined(
            "```\nPOST /books  {isbn, shelf?}  -> 201 book  (public)\nGET /books -> 200 [book]\n```\n"
        )
        assert (names(first.body), first.auth, [response.status for response in first.responses]) == (
            ["isbn", "shelf"],
            "public",
            [201],
        )
        assert (second.auth, [response.status for response in second.responses]) == (None, [200])

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("`BookInput`", ["isbn", "shelf", "size"]),
            ("`Pick<BookInput, 'isbn' | 'size'>`", ["isbn", "size"]),
            ("`Omit<BookInput, 'isbn'>`", ["shelf", "size"]),
        ],
    )
    def test_types_of_typescript(self, words: str, expected: list[str]) -> None:
        types = "```ts\ninterface BookInput {\n  isbn: string;\n  shelf?: string;\n  size: number; // 1-9\n}\n```\n"
        assert names(only(f"# API\n\n{types}\n## Books\n\n`POST /books` with {words}.\n").body) == expected

    def test_partial_makes_all_optional(self) -> None:
        types = "```ts\ninterface BookInput {\n  isbn: string;\n}\n```\n"
        (field,) = only(f"# API\n\n{types}\n## Books\n\n`PATCH /books/:id` with `Partial<BookInput>`.\n").body or ()
        assert field.required is False

    def test_the_comment_of_a_member_limits_it(self) -> None:
        types = "```ts\ninterface BookInput {\n  size: number; // 1-9, default 3\n}\n```\n"
        (field,) = only(f"# API\n\n{types}\n## Books\n\n`POST /books` with `BookInput`.\n").body or ()
        assert (field.minimum, field.maximum, field.default) == (1, 9, 3)


class TestCallsOfASection:
    def test_a_call_that_a_section_is_about_defines_what_nothing_else_does(self) -> None:
        text = """
            ## Books
            `GET /books`

            ## Add one
            ```bash
            curl -X POST https://books.example.com/books -H "Authorization: Bearer $T" -d '{"isbn": "1"}'
            ```
            Answers `201` with the book.
        """
        found = defined(text)[1]
        assert (found.method, names(found.body), found.auth, found.responses[0].status) == (
            "POST",
            ["isbn"],
            "required",
            201,
        )

    def test_a_call_before_the_endpoint_shows_its_query(self) -> None:
        text = """
            ## Books
            ```bash
            curl "https://books.example.com/books?shelf=a"
            curl -X POST https://books.example.com/books/$ID/loan -d '{"days": 3}'
            ```
            `GET /books` answers 200.

            `POST /books/{id}/loan` answers 201.
        """
        first, second = defined(text)
        assert (names(first.query), names(second.body)) == (["shelf"], ["days"])


def test_what_is_for_later_is_no_endpoint() -> None:
    assert calls("# API\n\n## Books\n\n`GET /books`\n\n## later (don't build)\n\n```\nPOST /tips {cents}\n```\n") == [
        "GET /books"
    ]


class TestOneEndpointInSeveralPlaces:
    def test_what_its_own_section_says_of_access_holds_in_the_overview_too(self) -> None:
        text = """
            All endpoints require a Bearer token unless marked public.

            | Method | Path |
            |---|---|
            | GET | /boats |
            | POST | /boats |

            ### List boats

            `GET /boats` *(public)*
        """
        assert {(fact.method, fact.auth) for fact in defined(text)} == {("GET", "public"), ("POST", "required")}

    def test_fields_that_an_endpoint_requires_are_its_body(self) -> None:
        fact = only("### `POST /parcels/:id/send`\nSends it. Requires `carrier_id`.")
        assert names(fact.body) == ["carrier_id"]

    def test_a_role_that_an_endpoint_requires_is_none_of_its_body(self) -> None:
        fact = only("### `POST /parcels/:id/send`\nSends it. Requires `admin`.")
        assert not fact.body
        assert fact.roles == ("admin",)


class TestParametersShownWithoutTheirPath:
    @pytest.mark.parametrize(
        "text",
        [
            "**GET /clubs** 🌐 — `?q=&open=true&sort=name|size&limit=50`",
            "### GET /clubs\nQuery: `q?`, `open?`, `sort` (default name), `limit` (default 20, max 100)",
            "### GET /clubs\n`?q=chess&open=true&sort=name&limit=5`",
        ],
    )
    def test_they_are_the_endpoints(self, text: str) -> None:
        assert names(only(text).query) == ["q", "open", "sort", "limit"]

    def test_alternatives_of_a_value_are_its_choices(self) -> None:
        (field,) = only("**GET /clubs** — `?sort=name|size`").query
        assert field.choices == ("name", "size")

    @pytest.mark.parametrize(
        ("mark", "auth"), [("🌐", "public"), ("🔓", "public"), ("🔒", "required"), ("🔐", "required")]
    )
    def test_a_sign_says_who_may_call(self, mark: str, auth: str) -> None:
        assert only(f"**GET /clubs** {mark}").auth == auth


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


class TestPartsUnderTheNameOfAnEndpoint:
    @pytest.mark.parametrize("title", ["Open a club: request body", "Open a club request", "Open a club (payload)"])
    def test_a_later_heading_adds_to_the_endpoint_that_it_names(self, title: str) -> None:
        text = (
            f"## Clubs\n\n| Name | Method | Path |\n|---|---|---|\n| Open a club | POST | /clubs |\n\n### {title}\n\n"
        )
        assert names(only(text + '```json\n{"name": "Chess", "town": "Ulm"}\n```').body) == ["name", "town"]

    def test_a_heading_may_name_it_in_chinese(self) -> None:
        text = "| 接口 | 方法 | 路径 |\n|---|---|---|\n| 创建社团 | POST | /clubs |\n\n### 创建社团请求体\n\n"
        text += '```json\n{"name": "x"}\n```'
        assert names(only(text).body) == ["name"]


class TestQueriesInTheirDescription:
    @pytest.mark.parametrize(
        "words",
        ["Paginated list (`page`, `per_page`)", "Liste paginée (`page`, `per_page`)", "可按 `page` 和 `per_page` 筛选"],
    )
    def test_names_in_code_marks_are_parameters_of_a_list(self, words: str) -> None:
        text = f"| Method | Path | Description |\n|---|---|---|\n| GET | /clubs | {words} |\n"
        assert names(only(text).query) == ["page", "per_page"]

    def test_columns_that_a_list_shows_are_none(self) -> None:
        text = "| Method | Path | Description |\n|---|---|---|\n| GET | /clubs | All clubs (`name`, `town`) |\n"
        assert names(only(text).query) == []


def test_a_sentence_that_gives_an_endpoint_its_fields_defines_it() -> None:
    fact = only("Somente a direção abre clubes: `POST /clubs` com `name`, `town` e `size`.", "specs/clubs/spec.md")
    assert names(fact.body) == ["name", "town", "size"]


class TestATableThatCrossesThingsWithWhatIsDone:
    TEXT = (
        "| Resource | Create | Read | Delete |\n|---|---|---|---|\n"
        "| Boats | POST /boats | GET /boats, GET /boats/{id} | – |\n| Crews | – | `GET /crews` | DELETE /crews/{id} |\n"
    )

    def test_every_cell_gives_its_endpoints(self) -> None:
        assert calls(self.TEXT) == [
            "POST /boats",
            "GET /boats",
            "GET /boats/{id}",
            "GET /crews",
            "DELETE /crews/{id}",
        ]

    def test_head_and_first_cell_name_them(self) -> None:
        assert defined(self.TEXT)[0].summary == "Create Boats"


def test_a_line_of_several_labels_may_hold_the_base() -> None:
    assert calls("# Boats\n\nVersion: 2 · Base: `/api/v2` · Auth: JWT\n\n- `GET /boats`\n") == ["GET /api/v2/boats"]


@pytest.mark.parametrize("title", ["Webhooks we send", "Outgoing webhooks", "Assistant tools", "LLM functions"])
def test_what_a_backend_sends_or_an_assistant_calls_is_not_defined(title: str) -> None:
    assert calls(f"# API\n\n- `GET /boats`\n\n## {title}\n\n- `POST /boats/search`\n") == ["GET /boats"]

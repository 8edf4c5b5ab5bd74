"""Endpoints in Markdown: where they stand, and what is none."""

import pytest

from tests.workbench.reading.endpoints.found import all_in, calls, defined, names, only


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
            "- detail `GET /books/{isbn}`",
            "**One book** — `GET /books/{isbn}`",
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

    @pytest.mark.parametrize(
        "stated",
        [
            "## Endpoint\n\n`POST /books`",
            "## Overview\n\nMore.\n\n## Endpoint details\n\n|Item|Value|\n|---|---|\n|Method|POST|\n|Path|/books|",
        ],
    )
    def test_sections_beside_the_one_that_states_an_endpoint_describe_it(self, stated: str) -> None:
        parts = '## Authentication\n\nNot required.\n\n## Request body\n\n```json\n{"isbn": "string"}\n```\n'
        book = only(f"# Add a book\n\n{stated}\n\n{parts}")
        assert (book.auth, [field.name for field in book.body or ()]) == ("public", ["isbn"])

    def test_sections_beside_several_endpoints_describe_none_of_them(self) -> None:
        found = defined(
            '## Endpoints\n\n- `POST /books`\n- `POST /loans`\n\n## Request body\n\n```json\n{"isbn": "string"}\n```\n'
        )
        assert [endpoint.body for endpoint in found] == [None, None]

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


def test_the_area_is_the_heading_above() -> None:
    assert only("# API\n\n## 2. Book Endpoints\n\n### GET /books\nAll.\n").area == "Book"
    assert only("# API\n\n## Functional Requirements\n\n- FR-1: MUST offer `GET /books`\n").area == ""


def test_mentions_of_one_endpoint_are_one_fact() -> None:
    text = "I call GET /a/1?x=1 and then\n\nI call GET /a/2?y=2 again.\n"
    (fact,) = all_in(text, "specs/features/a.md")
    assert (fact.path, names(fact.query)) == ("/a/{id}", ["x", "y"])


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


@pytest.mark.parametrize("title", ["Webhooks we send", "Outgoing webhooks", "Assistant tools", "LLM functions"])
def test_what_a_backend_sends_or_an_assistant_calls_is_not_defined(title: str) -> None:
    assert calls(f"# API\n\n- `GET /boats`\n\n## {title}\n\n- `POST /boats/search`\n") == ["GET /boats"]


def test_tests_may_be_what_the_backend_is_about() -> None:
    text = "# API\n\n## Tests\n\n| Method | Path |\n|---|---|\n| GET | /tests |\n| POST | /tests/:id/submit |\n"
    assert calls(text) == ["GET /tests", "POST /tests/{id}/submit"]
    assert calls(text.replace("/tests", "/boats")) == []

"""Endpoints in Markdown: their query parameters."""

import pytest

from tests.workbench.reading.endpoints.found import defined, names, only


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
            "- `GET /books` - all of them (query: state, limit)",
            "```\nGET /books{?state,limit}\n```",
            "The system SHALL expose `GET /books` with filters `state` and `limit`.",
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

    def test_a_requirement_on_parameters_holds_for_the_list_that_it_speaks_of(self) -> None:
        text = """
            - **FR-1**: System MUST support GET `/books` to list books
            - **FR-2**: System MUST support GET `/loans` to list loans
            - **FR-3**: System MUST support query parameter `state` (open/closed) for filtering loans
        """
        books, loans = defined(text, "specs/features/a.md")
        assert (names(books.query), names(loans.query)) == ([], ["state"])
        assert loans.query[0].choices == ("open", "closed")


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

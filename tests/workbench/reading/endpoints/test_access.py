"""Endpoints in Markdown: who may call them."""

import pytest

from tests.workbench.reading.endpoints.found import defined, only


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
            ("- Shows a book (no auth, the link tells which)", "public"),
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
            ("All (own) / Manager / Admin", "required", ("owner", "manager", "admin")),
            ("Self or admin", "required", ("owner", "admin")),
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

    @pytest.mark.parametrize("lead", ["Public:", "**Public endpoints**:", "No auth:"])
    def test_open_endpoints_are_listed_in_a_row(self, lead: str) -> None:
        text = f"# API\n\n{lead} `GET /books`. Everything else needs a JWT.\n\n### GET /books\n\n### POST /books\n"
        assert [fact.auth for fact in defined(text)] == ["public", "required"]

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
            ("Public, no login needed.", "public"),
        ],
    )
    def test_a_sentence_that_opens_with_it(self, sentence: str, auth: str) -> None:
        assert only(f"### List\n\n`GET /books`\n\n{sentence}\n").auth == auth

    def test_what_follows_the_comma_is_read(self) -> None:
        (response,) = only("### New\n\n`POST /books`\n\nLogin required, returns the book with status 201\n").responses
        assert response.status == 201

    @pytest.mark.parametrize("head", ["Public?", "Public", "Anonymous?"])
    def test_a_tick_below_public_says_that_everyone_may(self, head: str) -> None:
        found = defined(
            f"| Verb | Path | {head} | Who |\n|---|---|---|---|\n"
            "| GET | /books | ✅ | public |\n| POST | /books | ❌ | guest |\n"
        )
        assert [fact.auth for fact in found] == ["public", "required"]

    def test_a_column_in_russian(self) -> None:
        found = defined(
            "| Метод | Путь | Доступ | Описание |\n|---|---|---|---|\n"
            "| GET | /books | публично | |\n| POST | /books | админ | тело: `title`, `shelf` |\n"
        )
        assert [fact.auth for fact in found] == ["public", "required"]
        assert [field.name for field in found[1].body or ()] == ["title", "shelf"]

    def test_a_column_that_says_who(self) -> None:
        found = defined(
            "| Verb | Path | Who |\n|---|---|---|\n| GET | /books | anyone |\n| POST | /books | curator |\n"
        )
        assert [(fact.auth, fact.roles) for fact in found] == [("public", ()), ("required", ("curator",))]

    @pytest.mark.parametrize(
        ("path", "auth"),
        [("/auth/forgot-password", "public"), ("/auth/password-reset/confirm", "public"), ("/verify-email", "public"),
         ("/auth/change-password", None)],
    )  # fmt: skip
    def test_those_who_cannot_sign_in_need_no_token(self, path: str, auth: str | None) -> None:
        assert only(f"### POST {path}\n\nJust mail.\n").auth == auth

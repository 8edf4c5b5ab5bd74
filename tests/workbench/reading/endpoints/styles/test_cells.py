"""Endpoints, bodies and queries in the cells of tables."""

import pytest

from tests.workbench.reading.endpoints.styles.harbour import body_of, endpoints_of, query_of


def test_pairs_need_no_words_above_them() -> None:
    text = (
        "### Add\n\n| | |\n|---|---|\n| **Method** | `POST` |\n| **URL** | `/boats` |\n| **Body** | `name` (text) |\n"
    )
    assert body_of(endpoints_of(text)["POST /boats"]) == ["name"]


def test_a_cell_of_requests_may_show_a_query() -> None:
    found = endpoints_of(
        "| Methode | Pfad | Anfrage |\n|---|---|---|\n| GET | /kisten | `?woche=` |\n| POST | /kisten | `preis` |\n"
    )
    assert query_of(found["GET /kisten"]) == ["woche"]


class TestCellsThatSayMoreThanTheirHead:
    TEXT = """
        # Harbour

        | Method | Path | Description |
        |---|---|---|
        | GET | `/boats` | Lists boats. Params: `kind`, `limit` |
        | GET | `/berths` | All berths, optional `?free=` query |
        | POST | `/boats/:id/notes` | Adds a note. Body: `{ text, pinned? }` |
        """

    def test_labels_within_a_description_are_read(self) -> None:
        found = endpoints_of(self.TEXT)
        assert query_of(found["GET /boats"]) == ["kind", "limit"]
        assert [(one.name, one.required) for one in found["POST /boats/{id}/notes"].body or ()] == [
            ("text", None), ("pinned", False),
        ]  # fmt: skip

    def test_a_query_shown_in_a_description_is_read(self) -> None:
        assert query_of(endpoints_of(self.TEXT)["GET /berths"]) == ["free"]


class TestEndpointsInTablesOfTheirItems:
    TEXT = """
        # Harbour

        ## Sign-in

        Base path: `/api/v1/auth`

        ### 1. Sign in with a provider

        | Item | Value |
        |---|---|
        | **Method** | `GET` |
        | **Path** | `/oauth2/{provider}` |
        | **Auth** | Not required |

        **Example**

        ```
        GET /oauth2/harbourpass

        HTTP/1.1 302 Found
        ```

        ### 2. Renew

        | Item | Value |
        |---|---|
        | **Method** | `POST` |
        | **Path** | `/api/v1/auth/refresh` |
        """

    def test_a_call_with_values_is_no_endpoint_beside_the_one_that_it_calls(self) -> None:
        assert [path for path in endpoints_of(self.TEXT) if "oauth2" in path] == ["GET /oauth2/{provider}"]

    def test_paths_beside_one_that_is_written_whole_are_whole_as_well(self) -> None:
        assert list(endpoints_of(self.TEXT)) == ["GET /oauth2/{provider}", "POST /api/v1/auth/refresh"]


@pytest.mark.parametrize("title", ["요청 필드", "请求字段", "リクエストフィールド"])
def test_the_fields_of_a_request_may_be_called_so_in_other_scripts(title: str) -> None:
    table = "| 필드 | 타입 |\n|---|---|\n| `name` | string |\n"
    (fact,) = endpoints_of(f"# Harbour\n\n## Boats\n\n`POST /boats`\n\n### {title}\n\n{table}").values()
    assert body_of(fact) == ["name"]


class TestShortHeads:
    TEXT = """
        # Harbour

        | Resource | Verb | Path | Key | In | Out |
        |---|---|---|---|---|---|
        | Boats | GET | /boats | – | `?rig` `?open` | 200 |
        | | POST | /boats | skipper | name, rig? | 201, 409 |
        """

    def test_a_column_of_what_goes_in_is_the_query_or_the_body(self) -> None:
        found = endpoints_of(self.TEXT)
        assert query_of(found["GET /boats"]) == ["rig", "open"]
        assert body_of(found["POST /boats"]) == ["name", "rig"]

    def test_a_column_of_keys_says_who_may_call(self) -> None:
        found = endpoints_of(self.TEXT).values()
        assert [(one.auth, one.roles) for one in found] == [("public", ()), ("required", ("skipper",))]


def test_what_goes_in_is_named_in_other_languages_and_may_hold_a_filter() -> None:
    text = (
        "| Methode | Pfad | Eingabe | Ausgabe |\n|---|---|---|---|\n| GET | /boote | Filter: `ort`, `von` | 200 |\n"
        "| POST | /boote | `name`, `ort` (optional) | 201 |\n"
    )
    found = endpoints_of(text)
    assert query_of(found["GET /boote"]) == ["ort", "von"]
    assert body_of(found["POST /boote"]) == ["name", "ort"]


def test_a_remark_beside_the_endpoint_says_who_may_call() -> None:
    text = (
        "| Operation | Call | Takes |\n|---|---|---|\n"
        "| List | `GET /boats` (no auth) | `rig` |\n| One | `GET /boats/{id}` | – |\n"
    )
    assert [one.auth for one in endpoints_of(text).values()] == ["public", None]


def test_what_parentheses_say_of_one_name_is_no_row_of_names() -> None:
    found = endpoints_of("### GET /boats\n\nParameters: `rig`, `since` (date, inclusive), `page`.\n")["GET /boats"]
    assert query_of(found) == ["rig", "since", "page"]

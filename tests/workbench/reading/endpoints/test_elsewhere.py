"""Endpoints in Markdown that more than one place of a document describes."""

import pytest

from tests.workbench.reading.endpoints.found import defined, names, only


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

"""Requests and answers in code fences: listings, cookbooks, short hand."""

import pytest

from tests.workbench.reading.endpoints.styles.harbour import body_of, endpoints_of, query_of
from workbench.reading.facts import EndpointFact


class TestCookbooks:
    TEXT = """
        # Cookbook

        `$HOST` is `https://harbour.example/api`.

        ## Register a boat

        ```bash
        curl -X POST "$HOST/boats" -H "Authorization: Bearer $T" -d '{"name": "Ada"}'
        ```

        ## See the log

        ```bash
        curl -G "$HOST/boats/{boatId}/log" -H "Authorization: Bearer $T" \\
          --data-urlencode "since=2026-01-01" \\
          --data-urlencode "limit=100"
        ```

        ## Is it up?

        ```bash
        curl $HOST/status
        ```
        """

    def test_the_variable_holds_the_base(self) -> None:
        assert list(endpoints_of(self.TEXT)) == [
            "POST /api/boats", "GET /api/boats/{boatId}/log", "GET /api/status",
        ]  # fmt: skip

    def test_data_of_a_get_is_its_query(self) -> None:
        assert query_of(endpoints_of(self.TEXT)["GET /api/boats/{boatId}/log"]) == ["since", "limit"]

    def test_a_call_without_the_credentials_of_all_others_needs_none(self) -> None:
        assert [fact.auth for fact in endpoints_of(self.TEXT).values()] == ["required", "required", "public"]


def test_an_interface_by_example_is_defined_by_its_messages() -> None:
    found = endpoints_of(
        """
        # API by example

        Every request carries `Authorization: Bearer <token>`, except where the example shows none.

        ## Look around

        ```http
        GET /boats?q=ada HTTP/1.1
        ```

        ## Launch

        ```http
        POST /boats/c1a2b3c4-0000-4000-8000-000000000001/launch HTTP/1.1
        Authorization: Bearer <token>
        ```

        ## Sell

        ```http
        DELETE /boats/{id} HTTP/1.1
        Authorization: Bearer <token>
        ```
        """
    )
    assert {name: fact.auth for name, fact in found.items()} == {
        "GET /boats": "public", "POST /boats/{id}/launch": "required", "DELETE /boats/{id}": "required",
    }  # fmt: skip


class TestLinesSetInColumns:
    TEXT = """
        # HARBOUR

        [1] BOATS
          GET  /api/boats        query: kind, moored     → 200 [boat]        public
          POST /api/boats        body: name*, length     → 201 boat, 409     admin
          DELETE /api/boats/{id}                         → 204
        """

    def test_each_line_is_an_endpoint(self) -> None:
        assert list(endpoints_of(self.TEXT)) == ["GET /api/boats", "POST /api/boats", "DELETE /api/boats/{id}"]

    def test_each_column_says_one_thing(self) -> None:
        found = endpoints_of(self.TEXT)
        listing, adding = found["GET /api/boats"], found["POST /api/boats"]
        assert (query_of(listing), listing.auth) == (["kind", "moored"], "public")
        assert (adding.auth, adding.roles) == ("required", ("admin",))
        assert [response.status for response in adding.responses] == [201, 409]

    def test_where_some_names_are_starred_the_others_can_be_left_out(self) -> None:
        body = endpoints_of(self.TEXT)["POST /api/boats"].body or ()
        assert {field.name: field.required for field in body} == {"name": True, "length": False}


def test_a_body_in_short_hand_is_read_line_by_line() -> None:
    fact = endpoints_of(
        """
        #### `POST` /boats

        Payload:
        ```yaml
        name: string        # required, <= 40 chars
        rig: sloop|ketch
        built_on: date?
        insured: bool = false
        colour: navy
        ```
        """
    )["POST /boats"]
    name, rig, built, insured, colour = fact.body or ()
    assert (name.required, name.max_length) == (True, 40)
    assert rig.choices == ("sloop", "ketch")
    assert (built.type, built.required) == ("date", False)
    assert (insured.type, insured.default) == ("bool", False)
    assert (colour.name, colour.type) == ("colour", "string")


def test_a_listed_request_shows_its_query() -> None:
    found = endpoints_of("```\nGET  /boats  ?moored&limit=50  -> 200 Boat[]\nPOST /boats  { name }  -> 201\n```\n")
    assert query_of(found["GET /boats"]) == ["moored", "limit"]


class TestFencesThatShowBothSides:
    @pytest.mark.parametrize(
        "fence",
        [
            'Request:  { "name": "string", "kind": "sail|motor" }\nResponse: 201 { "data": { Boat } }',
            '→ { "name": "Ida",\n    "kind": "sail" }\n← 201 Boat',
            'Body: {\n  "name": "Ida",\n  "kind": "sail"\n}\nReturns: 201\n{ "id": 7 }',
        ],
    )
    def test_what_is_sent_is_the_body_and_what_comes_back_the_answer(self, fence: str) -> None:
        (fact,) = endpoints_of(f"# Harbour\n\n## POST /boats\n\n```json\n{fence}\n```\n").values()
        assert body_of(fact) == ["name", "kind"]
        assert [one.status for one in fact.responses] == [201]

    def test_json_that_is_shown_alone_is_no_dialogue(self) -> None:
        (fact,) = endpoints_of(
            '# Harbour\n\n## POST /boats\n\n```json\n{\n  "response": "x",\n  "body": 1\n}\n```\n'
        ).values()
        assert body_of(fact) == ["response", "body"]


def test_json_without_a_fence_below_its_label_is_the_body() -> None:
    text = '# Harbour\n\n## POST /boats\nRegisters a boat.\n\nRequest Body:\n{\n"name": "Ida",\n"rig": "sloop"\n}\n'
    (fact,) = endpoints_of(text).values()
    assert body_of(fact) == ["name", "rig"]


class TestJsonBelowQueryParameters:
    TEXT = """
        # Harbour

        ### `GET /boats`

        Query parameters: `kind`, `harbour`.

        ```json
        {shown}
        ```
    """

    def found(self, shown: str) -> EndpointFact:
        return endpoints_of(self.TEXT.replace("{shown}", shown))["GET /boats"]

    @pytest.mark.parametrize("shown", ['[{"boatid": 1}]', '{"boatid": 1, "kind": "sail"}'])
    def test_a_list_or_other_names_are_what_comes_back(self, shown: str) -> None:
        fact = self.found(shown)
        assert (query_of(fact), fact.responses[0].fields[0].name) == (["kind", "harbour"], "boatid")

    def test_values_for_the_parameters_are_an_example_of_them(self) -> None:
        fact = self.found('{"kind": "sail"}')
        assert (query_of(fact), fact.responses) == (["kind", "harbour"], ())

"""Endpoints that sentences tell of, in full or in short forms."""

import pytest

from tests.workbench.reading.endpoints.styles.harbour import body_of, endpoints_of, query_of
from workbench.reading.facts import EndpointFact


class TestSentences:
    TEXT = """
        # Harbour

        **Boats.** A skipper lists the boats of their club with `GET /boats` and registers a new one with
        `POST /boats`, sending `name` and optionally `length_cm` and `colour`. `DELETE /boats/{id}`
        removes it.

        **Berths.** `PUT /berths/{id}` assigns a berth; the
        body holds `boat_id`, `quay` and, if known, `until`. `GET /berths` can be narrowed with the query
        parameters `quay` and `free_on` (a date).
        """

    def test_each_endpoint_that_they_name_is_defined(self) -> None:
        assert list(endpoints_of(self.TEXT)) == [
            "GET /boats", "POST /boats", "DELETE /boats/{id}", "PUT /berths/{id}", "GET /berths",
        ]  # fmt: skip

    def test_a_line_that_an_editor_broke_goes_on(self) -> None:
        found = endpoints_of(self.TEXT)
        assert body_of(found["POST /boats"]) == ["name", "length_cm", "colour"]
        assert body_of(found["PUT /berths/{id}"]) == ["boat_id", "quay", "until"]
        assert query_of(found["GET /berths"]) == ["quay", "free_on"]

    def test_what_is_optional_is_told(self) -> None:
        assert [field.required for field in endpoints_of(self.TEXT)["POST /boats"].body or ()] == [None, False, False]

    def test_elsewhere_a_sentence_only_mentions(self) -> None:
        assert "GET /boats" not in endpoints_of(self.TEXT, "specs/features/boats.md")

    def test_beside_endpoints_of_another_form_a_sentence_only_mentions(self) -> None:
        assert list(endpoints_of("# H\n\n### GET /boats\nAll.\n\n## Notes\n\nSee `GET /old` and `GET /older`.\n")) == [
            "GET /boats"
        ]


class TestShortForms:
    @pytest.mark.parametrize(
        ("rest", "fields"),
        [
            ("Body: optional `note` (string, at most 200).", {"note": False}),
            ("Body: any of name, colour", {"name": None, "colour": None}),
            ("Body: `name`、`colour`", {"name": None, "colour": None}),
            ("Takes: name, required `colour`", {"name": None, "colour": True}),
        ],
    )
    def test_a_row_of_names_is_the_body(self, rest: str, fields: dict[str, bool | None]) -> None:
        fact = endpoints_of(f"### PATCH /boats/{{id}}\n{rest}\n")["PATCH /boats/{id}"]
        assert {field.name: field.required for field in fact.body or ()} == fields

    def test_values_in_parentheses_are_no_names(self) -> None:
        fact = endpoints_of("### GET /boats\n\n- Query: `state` (moored, sailing, sunk)\n")["GET /boats"]
        assert query_of(fact) == ["state"]

    def test_one_word_in_a_cell_is_a_field_unless_it_is_what_the_path_names(self) -> None:
        found = endpoints_of(
            "| Verb | Route | Input |\n|---|---|---|\n| POST | /returns | barcode |\n| POST | /boats | boat |\n"
        )
        assert [body_of(fact) for fact in found.values()] == [["barcode"], []]

    def test_one_word_after_query_is_a_parameter(self) -> None:
        found = endpoints_of("| Verb | Route | Input |\n|---|---|---|\n| GET | /boats | query: moored |\n")
        assert query_of(found["GET /boats"]) == ["moored"]

    def test_what_follows_a_role_is_read_on_its_own(self) -> None:
        fact = endpoints_of("### POST /boats/{id}/launch\n\nRole: manager. No body.\n")["POST /boats/{id}/launch"]
        assert (fact.auth, fact.roles) == (None, ("manager",))

    @pytest.mark.parametrize("same", ["同上", "igual que arriba", "wie oben", "위와 동일", "idem"])
    def test_the_same_as_above_in_other_languages(self, same: str) -> None:
        text = f"### POST /boats\n\nBody: `name`, `colour`\n\n### PUT /boats/{{id}}\n\nBody: {same}\n"
        assert body_of(endpoints_of(text)["PUT /boats/{id}"]) == ["name", "colour"]

    def test_arrows_say_what_is_sent_and_what_comes_back(self) -> None:
        found = endpoints_of(
            """
            ```ts
            interface NewBoat { name: string; colour?: string }
            interface BoatChange extends Partial<NewBoat> {}
            ```

            * `POST /boats` ← `NewBoat` → 201 `Boat`
            * `PATCH /boats/{id}` ← `BoatChange` → `Boat`; only while moored
            * `POST /boats/{id}/sink` ← `{ reason: string }` → `Boat`
            """
        )
        assert [body_of(fact) for fact in found.values()] == [["name", "colour"], ["name", "colour"], ["reason"]]
        assert [field.required for field in found["PATCH /boats/{id}"].body or ()] == [False, False]
        assert found["POST /boats"].responses[0].status == 201


def demanded(rest: str) -> EndpointFact:
    return endpoints_of(f"# Harbour\n\nR1: {rest}\n")["GET /boats"]


def test_parameters_are_those_of_the_query() -> None:
    assert query_of(demanded("`GET /boats` MUST list them. It takes the optional parameters `rig` and `port`.")) == [
        "rig", "port",
    ]  # fmt: skip


def test_names_may_stand_in_front_of_what_they_are() -> None:
    found = demanded(
        "the system SHALL list boats on `GET /boats`, which accepts `status` and `limit` as query parameters."
    )
    assert query_of(found) == ["status", "limit"]


@pytest.mark.parametrize(
    ("demand", "auth"),
    [
        ("Anyone SHALL be able to see the boats through `GET /boats`.", "public"),
        ("Boats MUST be shown without signing in by `GET /boats`.", "public"),
        ("Without a token, `GET /boats` MUST answer 401.", None),
    ],
)
def test_a_demand_says_whom_it_is_for(demand: str, auth: str | None) -> None:
    assert demanded(demand).auth == auth

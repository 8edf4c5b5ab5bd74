"""Styles of writing an API down that know no template: paths as bullets, cookbooks, sentences, agreed signs."""

from textwrap import dedent

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact


def endpoints_of(text: str, file: str = "specs/api/harbour.md") -> dict[str, EndpointFact]:
    facts = read_endpoints(Document(file, dedent(text).lstrip("\n"))).facts
    return {f"{fact.method} {fact.path}": fact for fact in facts if isinstance(fact, EndpointFact) and fact.defining}


def body_of(fact: EndpointFact) -> list[str]:
    return [field.name for field in fact.body or ()]


def query_of(fact: EndpointFact) -> list[str]:
    return [field.name for field in fact.query]


class TestBulletsThatArePaths:
    TEXT = """
        # Harbour

        - **Base**: /api
        - **/boats**
          - GET /
            - all boats, `?kind=sail|motor`
          - POST /
            - takes
              - name – required, 1–60 characters
              - length_cm – integer, optional
            - gives 201 boat
          - PUT /:boatId
            - takes: same as POST
        - **/berths**
          - POST /
            - takes: boat_id, quay
        """

    def test_they_are_the_prefix_of_what_stands_below(self) -> None:
        assert list(endpoints_of(self.TEXT)) == [
            "GET /api/boats", "POST /api/boats", "PUT /api/boats/{boatId}", "POST /api/berths",
        ]  # fmt: skip

    def test_a_bullet_that_leads_to_others_needs_no_colon(self) -> None:
        name, length = endpoints_of(self.TEXT)["POST /api/boats"].body or ()
        assert (name.name, name.required, name.max_length) == ("name", True, 60)
        assert (length.name, length.required) == ("length_cm", False)

    def test_the_same_as_post_is_that_of_its_own_path(self) -> None:
        assert body_of(endpoints_of(self.TEXT)["PUT /api/boats/{boatId}"]) == ["name", "length_cm"]

    def test_a_query_that_a_bullet_shows_belongs_to_the_call(self) -> None:
        (kind,) = endpoints_of(self.TEXT)["GET /api/boats"].query
        assert (kind.name, kind.choices) == ("kind", ("sail", "motor"))


class TestSignsThatADocumentExplains:
    @pytest.mark.parametrize(
        ("legend", "sign"),
        [
            ("Calls marked [P] = public.", "[P]"),
            ("`open` means no token is asked for.", "`open`"),
            ("Unless a call says *open*, the caller\nsends a bearer token.", "*open*"),
            ("Sofern nicht „frei“ vermerkt, ist ein JWT nötig.", "„frei“"),
        ],
    )
    def test_they_say_who_may_call(self, legend: str, sign: str) -> None:
        found = endpoints_of(f"# Harbour\n\n{legend}\n\n- `GET /boats` {sign}\n- `POST /boats`\n")
        assert [fact.auth for fact in found.values()] == ["public", None]

    def test_a_row_of_signs_explains_them_all(self) -> None:
        text = (
            "# Harbour\n\n> Legend: 🌍 anyone, 👤 signed-in user, ⭐ owner\n\n"
            "| | Endpoint | Does |\n|---|---|---|\n| 🌍 | `GET /boats` | list |\n| 👤 | `POST /boats` | add |\n"
        )
        assert [fact.auth for fact in endpoints_of(text).values()] == ["public", "required"]

    def test_a_label_in_bold_is_no_sign(self) -> None:
        text = (
            "# Harbour\n\n**Prefix**: `/api/auth` **Auth Required**: Yes\n\n## Prefix\n\n### GET /boats\n**Prefix**\n"
        )
        assert [fact.auth for fact in endpoints_of(text).values()] != ["public"]

    def test_one_alone_below_the_heading_counts(self) -> None:
        text = (
            "# Harbour\n\nUnless a call says *open*, it needs a token.\n\n### GET /boats\n*open*\n\n### POST /boats\n"
        )
        assert [fact.auth for fact in endpoints_of(text).values()] == ["public", None]

    def test_a_word_that_nobody_explained_says_nothing(self) -> None:
        assert endpoints_of("# Harbour\n\n- `GET /boats` [P]\n")["GET /boats"].auth is None


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


class TestDisclosures:
    TEXT = """
        # Harbour

        <details>
        <summary><code>POST</code> <code>/boats</code> — registers a boat</summary>

        ##### Parameters

        > | name | type | data type | description |
        > |------|------|-----------|-------------|
        > | name | required | string | 3 to 100 characters |
        > | rig | optional | string | |

        </details>

        <details><summary><b>GET</b> /boats (public)</summary>
        </details>
        """

    def test_a_summary_is_the_heading_of_what_it_opens(self) -> None:
        found = endpoints_of(self.TEXT)
        assert list(found) == ["POST /boats", "GET /boats"]
        assert body_of(found["POST /boats"]) == ["name", "rig"]
        assert found["GET /boats"].auth == "public"

    def test_lines_keep_their_numbers(self) -> None:
        assert endpoints_of(self.TEXT)["POST /boats"].source.line == 4


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


def test_pairs_need_no_words_above_them() -> None:
    text = (
        "### Add\n\n| | |\n|---|---|\n| **Method** | `POST` |\n| **URL** | `/boats` |\n| **Body** | `name` (text) |\n"
    )
    assert body_of(endpoints_of(text)["POST /boats"]) == ["name"]


def test_the_base_may_stand_among_conventions_that_name_endpoints() -> None:
    found = endpoints_of(
        """
        # Harbour

        ## Conventions

        * host: `https://harbour.example.net`, everything under `/api/v2`
        * 401 when the token is missing (only `GET /boats` and `GET /boats/{id}` work without one)

        ## Boats

        ### GET /boats
        ### GET /boats/{id}
        ### POST /boats
        """
    )
    assert {name: fact.auth for name, fact in found.items()} == {
        "GET /api/v2/boats": "public", "GET /api/v2/boats/{id}": "public", "POST /api/v2/boats": "required",
    }  # fmt: skip


def test_labelled_bullets_beside_an_endpoint_describe_it() -> None:
    found = endpoints_of(
        """
        ## Boats
        - POST /boats
        - Input: name (required), rig (optional)
        - Output: 201
        - DELETE /boats/{id}
        - Output: 204
        """
    )
    adding, removing = found.values()
    assert body_of(adding) == ["name", "rig"]
    assert [response.status for fact in (adding, removing) for response in fact.responses] == [201, 204]


def test_a_bullet_may_say_who_calls() -> None:
    found = endpoints_of(
        "1. **`GET /boats`** — list\n   - *Público*\n2. **`POST /boats`** — add\n   - *Requiere sesión*\n"
    )
    assert [fact.auth for fact in found.values()] == ["public", "required"]


@pytest.mark.parametrize("said", ["Path prefix = /api.", "Root: `https://harbour.example/api`", "Mounted at: `/api`"])
def test_the_base_in_few_words(said: str) -> None:
    assert list(endpoints_of(f"# Harbour\n\n{said}\n\n- `GET /boats`\n")) == ["GET /api/boats"]


def test_a_listed_request_shows_its_query() -> None:
    found = endpoints_of("```\nGET  /boats  ?moored&limit=50  -> 200 Boat[]\nPOST /boats  { name }  -> 201\n```\n")
    assert query_of(found["GET /boats"]) == ["moored", "limit"]


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


@pytest.mark.parametrize("label", ["Cuerpo opcional", "Optional body", "Corpo **opcional**", "Body required"])
def test_a_label_may_say_whether_its_part_is_needed(label: str) -> None:
    (fact,) = endpoints_of(
        f'# Harbour\n\n### `POST /boats/{{id}}/sell`\n{label}: `{{ "price": 12 }}` (max 255).\n'
    ).values()
    assert body_of(fact) == ["price"]


def test_json_without_a_fence_below_its_label_is_the_body() -> None:
    text = '# Harbour\n\n## POST /boats\nRegisters a boat.\n\nRequest Body:\n{\n"name": "Ida",\n"rig": "sloop"\n}\n'
    (fact,) = endpoints_of(text).values()
    assert body_of(fact) == ["name", "rig"]


class TestItemsThatAParagraphLeadsTo:
    TEXT = """
        # Harbour

        - `GET /boats`
        - `POST /boats`

        Filters expected by `GET /boats`:

        - `rig`
        - `quay`

        ## Berths

        - `GET /berths`

        Filtros:

        - `free`
        """

    def test_they_belong_to_the_endpoint_that_it_names(self) -> None:
        assert query_of(endpoints_of(self.TEXT)["GET /boats"]) == ["rig", "quay"]

    def test_or_to_the_only_one_of_the_list_before_it(self) -> None:
        assert query_of(endpoints_of(self.TEXT)["GET /berths"]) == ["free"]


class TestParametersOfAllLists:
    @pytest.mark.parametrize(
        "said",
        [
            "All list endpoints support pagination:\n\n- `page=1` - Page number\n- `per_page=20` - At most 100\n",
            "Every list endpoint takes:\n\n| Parameter | Default |\n|---|---|\n| page | 1 |\n| per_page | 20 |\n",
            "All paginated endpoints use `page` (default 1) and `per_page` (max 100).\n",
        ],
    )
    def test_a_section_about_all_lists_is_read_for_each(self, said: str) -> None:
        found = endpoints_of(f"# Harbour\n\n- `GET /boats`\n- `GET /boats/{{id}}`\n\n## Pagination\n\n{said}")
        assert query_of(found["GET /boats"]) == ["page", "per_page"]
        assert query_of(found["GET /boats/{id}"]) == []


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_the_stage_of_a_deployment_is_no_prefix(stage: str) -> None:
    text = f"# Harbour\n\n**Base URL:** `https://api.example.com/{stage}`\n\n### GET /boats\n"
    assert list(endpoints_of(text)) == ["GET /boats"]


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


def test_a_bullet_beside_a_whole_body_is_no_field_of_it() -> None:
    text = "# Harbour\n\n### POST /login\n- Body: `{ name, pin }`\n- 200: ok\n- Rate: 5 failures per 15 min\n"
    (fact,) = endpoints_of(text).values()
    assert body_of(fact) == ["name", "pin"]


@pytest.mark.parametrize(
    "said",
    [
        "모든 업무 API는 별도 인증 없이 호출합니다.",
        "Todas las rutas se llaman sin autenticación.",
        "Alle Endpunkte sind ohne Anmeldung erreichbar.",
        "所有接口无需登录。",
    ],
)
def test_a_sentence_may_say_that_no_endpoint_asks_for_credentials(said: str) -> None:
    (fact,) = endpoints_of(f"# Harbour\n\n{said}\n\n### GET /boats\n").values()
    assert fact.auth == "public"


@pytest.mark.parametrize("title", ["외부 데이터 수집 API 계약", "외부 결제 시스템"])
def test_what_stands_below_another_system_is_not_ours(title: str) -> None:
    text = f"# Harbour\n\n## {title}\n\n`POST /events`\n\n## Boats\n\n`GET /boats`\n"
    assert list(endpoints_of(text)) == ["GET /boats"]


@pytest.mark.parametrize("title", ["요청 필드", "请求字段", "リクエストフィールド"])
def test_the_fields_of_a_request_may_be_called_so_in_other_scripts(title: str) -> None:
    table = "| 필드 | 타입 |\n|---|---|\n| `name` | string |\n"
    (fact,) = endpoints_of(f"# Harbour\n\n## Boats\n\n`POST /boats`\n\n### {title}\n\n{table}").values()
    assert body_of(fact) == ["name"]


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

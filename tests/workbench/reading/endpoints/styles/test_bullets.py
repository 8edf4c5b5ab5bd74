"""Paths, bodies and callers as bullets."""

import pytest

from tests.workbench.reading.endpoints.styles.harbour import body_of, endpoints_of, query_of


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


@pytest.mark.parametrize("label", ["Cuerpo opcional", "Optional body", "Corpo **opcional**", "Body required"])
def test_a_label_may_say_whether_its_part_is_needed(label: str) -> None:
    (fact,) = endpoints_of(
        f'# Harbour\n\n### `POST /boats/{{id}}/sell`\n{label}: `{{ "price": 12 }}` (max 255).\n'
    ).values()
    assert body_of(fact) == ["price"]


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


def test_a_bullet_beside_a_whole_body_is_no_field_of_it() -> None:
    text = "# Harbour\n\n### POST /login\n- Body: `{ name, pin }`\n- 200: ok\n- Rate: 5 failures per 15 min\n"
    (fact,) = endpoints_of(text).values()
    assert body_of(fact) == ["name", "pin"]


class TestLinesOfOneItem:
    TEXT = """
        # Harbour

        1. `GET /boats` lists the boats.
           Auth: none. May be narrowed with `rig` and `state`.
        2. `DELETE /boats/:id` takes one out.
           Admins only. Gives 204.
        """

    def test_those_after_the_first_tell_of_its_endpoint_too(self) -> None:
        boats, gone = endpoints_of(self.TEXT).values()
        assert (boats.auth, query_of(boats)) == ("public", ["rig", "state"])
        assert (gone.auth, gone.roles) == ("required", ("admin",))
        assert [one.status for one in gone.responses] == [204]


def test_a_call_may_be_one_of_the_items_that_describe_it() -> None:
    text = "# Harbour\n\n- boats\n  - list\n    - call: GET /boats\n    - who: everyone\n    - filters\n      - rig\n"
    boats = endpoints_of(text)["GET /boats"]
    assert (boats.auth, query_of(boats)) == ("public", ["rig"])

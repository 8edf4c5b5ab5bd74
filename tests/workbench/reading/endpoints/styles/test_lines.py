"""Endpoints on lines of their own, each with what it takes and gives in a few signs."""

from tests.workbench.reading.endpoints.styles.harbour import body_of, endpoints_of, query_of


class TestLinesOfOneParagraph:
    TEXT = """
        # Harbour

        The harbour master's service issues the tokens; the claim `role` is `master` or `pilot`.

        `POST /boats` {name, rig?, length_cm} → 201 `{id, name}`
        `GET /boats?rig=&limit=` → list of boats
        `GET /boats/:id` → Boat
        `PATCH /boats/:id` { "name": "Alk" } (master) → 200; 409 while at sea
        `DELETE /boats/:id` (master, pilot) → 204
        `GET /boats/:id/log` → `{ "count": 3, "last": "2026-05-04" }`
        """

    def test_each_line_is_an_endpoint_however_long_the_one_before(self) -> None:
        assert list(endpoints_of(self.TEXT)) == [
            "POST /boats", "GET /boats", "GET /boats/{id}", "PATCH /boats/{id}", "DELETE /boats/{id}",
            "GET /boats/{id}/log",
        ]  # fmt: skip

    def test_braces_before_an_arrow_are_the_body(self) -> None:
        found = endpoints_of(self.TEXT)
        assert [(one.name, one.required) for one in found["POST /boats"].body or ()] == [
            ("name", None), ("rig", False), ("length_cm", None),
        ]  # fmt: skip
        assert body_of(found["PATCH /boats/{id}"]) == ["name"]

    def test_what_the_arrow_points_to_is_the_answer(self) -> None:
        found = endpoints_of(self.TEXT)
        (created,) = found["POST /boats"].responses
        assert (created.status, [one.name for one in created.fields]) == (201, ["id", "name"])
        assert [one.status for one in found["PATCH /boats/{id}"].responses] == [200, 409]
        (log,) = found["GET /boats/{id}/log"].responses
        assert [one.name for one in log.fields] == ["count", "last"]
        assert found["GET /boats/{id}/log"].body is None

    def test_a_query_without_values_is_read(self) -> None:
        assert query_of(endpoints_of(self.TEXT)["GET /boats"]) == ["rig", "limit"]

    def test_a_role_that_the_document_names_may_stand_alone_in_parentheses(self) -> None:
        found = endpoints_of(self.TEXT)
        assert [found[f"{method} /boats/{{id}}"].roles for method in ("GET", "PATCH", "DELETE")] == [
            (), ("master",), ("master", "pilot"),
        ]  # fmt: skip


def test_a_word_in_parentheses_is_no_role_because_it_stands_somewhere_behind_the_word() -> None:
    found = endpoints_of("The `role` decides what is shown, `moored` who sees it.\n\n`GET /boats` (moored) → boats\n")
    assert found["GET /boats"].roles == ()


def test_a_sentence_that_an_editor_broke_before_an_endpoint_lists_nothing() -> None:
    found = endpoints_of(
        "`GET /boats` gives the boats that the caller may see, which is less than\n`GET /fleet` does.\n"
    )
    assert "GET /boats" in found
    assert "GET /fleet" not in found


def test_names_in_code_before_an_arrow_are_the_body() -> None:
    text = '| Verb | Path | What |\n|---|---|---|\n| POST | /login | `mail`, `password` -> `{ "token": "…" }` |\n'
    found = endpoints_of(text)["POST /login"]
    assert body_of(found) == ["mail", "password"]
    assert [one.name for one in found.responses[0].fields] == ["token"]


def test_a_word_may_stand_before_the_braces_of_a_cell() -> None:
    text = '| Verb | Path | What |\n|---|---|---|\n| POST | /trips | book: `{ "boat": 3 }` -> 201 trip |\n'
    assert body_of(endpoints_of(text)["POST /trips"]) == ["boat"]


def test_a_json_body_in_a_bullet_has_no_fields_named_by_its_values() -> None:
    found = endpoints_of('- POST /notes `{ "body": "hi", "replyTo": 12 }` → 201\n')
    assert body_of(found["POST /notes"]) == ["body", "replyTo"]


def test_fields_may_follow_the_endpoint_of_a_sentence() -> None:
    found = endpoints_of('### Sign in\n\nPOST /signin with `mail` and `password`; answers `{"token": "…"}`.\n')
    assert body_of(found["POST /signin"]) == ["mail", "password"]


def test_a_sentence_of_crud_defines_what_it_lists() -> None:
    found = endpoints_of("## Berths\n\nCRUD under `/berths` (`GET /berths`, `POST /berths`, `DELETE /berths/{id}`).\n")
    assert list(found) == ["GET /berths", "POST /berths", "DELETE /berths/{id}"]


def test_a_row_of_names_without_marks_may_follow_what_is_sent() -> None:
    text = """
        # Harbour

        `GET /boats` — open to all. Takes `?rig=`.
        `POST /boats` — skippers. Send name, berth_id and (if you like) rig.
        `PATCH /boats/:id` — skippers. Send what should change: name, rig.
        `POST /boats/:id/notes` — skippers. Send berth_id and an optional message.
        """
    boats, add, change, note = endpoints_of(text).values()
    assert (boats.auth, query_of(boats)) == ("public", ["rig"])
    assert {field.name: field.required for field in add.body or ()} == {"name": None, "berth_id": None, "rig": False}
    assert body_of(change) == ["name", "rig"]
    assert body_of(note) == ["berth_id", "message"]


def test_remarks_behind_the_lines_of_a_fence_are_read_part_by_part() -> None:
    text = """
        # Harbour

        ```
        GET  /boats        # anyone; ?rig=&limit=
        POST /boats        # signed in; BoatCreate
        GET  /berths       # the free ones
        ```

        ```typescript
        interface BoatCreate { name: string; rig?: string }
        ```
        """
    boats, add, berths = endpoints_of(text).values()
    assert (boats.auth, query_of(boats)) == ("public", ["rig", "limit"])
    assert (add.auth, body_of(add)) == ("required", ["name", "rig"])
    assert (berths.auth, berths.summary) == (None, "the free ones")

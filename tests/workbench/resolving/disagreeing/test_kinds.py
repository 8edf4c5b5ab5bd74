"""Every kind of disagreement is found in the words of a domain that its patterns were not made from."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.workbench.resolving.readings import at, column, endpoint, field, reading, table
from workbench.reading.facts import Fact, Reading
from workbench.resolving.deciding.questions import Question
from workbench.resolving.resolver import resolve

API, SCHEMA = "specs/api/endpoints.md", "specs/database/schema.md"
HERE, THERE = "specs/features/stays.md", "specs/overview.md"

STAYS = table(
    "stays",
    column("id", "uuid", primary_key=True, line=3),
    column("room_id", "uuid", nullable=False, line=4),
    column("guest_note", "text", nullable=True, line=5),
    column("level", "integer", nullable=False, default=0, has_default=True, line=6),
    column("arrival_date", "date", nullable=False, line=7),
    column("kind", "varchar(20)", nullable=False, line=8),
    column("created_at", "timestamptz", nullable=False, line=9),
)
ROOMS = table("rooms", column("id", "uuid", primary_key=True, line=20), column("title", "varchar(80)", line=21))


def told(here: str, there: str, *more: Fact) -> Reading:
    facts = (STAYS, ROOMS, endpoint("GET /stays", auth="public"), endpoint("GET /rooms", auth="public"), *more)
    return replace(reading(*facts), texts=MappingProxyType({HERE: here, THERE: there}))


def asked(here: str, there: str, *more: Fact) -> tuple[Question, ...]:
    return resolve(told(here, there, *more)).questions


def values(questions: Sequence[Question]) -> list[list[str]]:
    return [[choice.value for choice in question.choices] for question in questions]


STANCES = [
    ("All stays are stored in a SQLite database.", "**Storage**: Neon (PostgreSQL)", ["PostgreSQL", "SQLite"]),
    ("Stays are kept in memory, nothing is stored.", "Data is stored in PostgreSQL.", ["PostgreSQL", "memory"]),
    ("Alembic brings the schema up to date.", "Tables are made by `create_all()` on start.", ["Alembic", "create_all"]),
    ("Passwords are hashed with MD5.", "Passwords: Argon2id hashes", ["Argon2", "MD5"]),
    ("Tokens are signed with RS256.", "JWT algorithm: HS256", None),
    ("All primary keys are UUIDs.", "Use integer ids with auto-increment for all primary keys.", None),
    ("An update replaces the whole stay.", "Updating a stay is a partial update.", ["reset", "kept"]),
    ("Deleting a stay is a soft delete.", "Deleted stays are permanently removed.", None),
    ("The search finds stays that contain the words.", "Search of stays uses a full-text index.", None),
    ("The guest note is compared case-insensitively.", "`guest_note` is case-sensitive.", None),
    ("Two stays of one kind: duplicates of kind are allowed.", "The kind must be unique.", None),
    ("List responses are cached.", "Responses of the API are never cached.", None),
    ("Lists of stays use `offset` and `limit`.", "GET /stays has page-based pagination.", None),
    ("The guest note is trimmed.", "White space is preserved in the guest note.", None),
    ("Deleting a room cascades (room_id).", "A room cannot be deleted while a `room_id` refers to it.", None),
    ("`room_id` is a foreign key.", "`room_id` is kept without a foreign key.", None),
]


@pytest.mark.parametrize(("here", "there", "offered"), STANCES)
def test_stances_that_exclude_each_other_are_asked_once_with_both_lines(
    here: str, there: str, offered: list[str] | None
) -> None:
    (question,) = asked(here, there)
    told = {(source.file, source.line) for source in question.evidence if not source.file.startswith("specs/database")}
    assert told == {(HERE, 1), (THERE, 1)}
    assert not question.blocking
    assert offered is None or values([question]) == [offered]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Stays are stored in PostgreSQL.", "Tests run against an in-memory SQLite database."),
        ("Stays are stored in PostgreSQL.", "We store rows in PostgreSQL instead of SQLite."),
        ("Stays are stored in PostgreSQL.", "Storage: PostgreSQL (production) or SQLite."),
        ("Passwords are hashed with bcrypt.", "Passwords: bcrypt or Argon2"),
        ("Passwords are hashed with bcrypt.", "Webhooks carry an HMAC-SHA256 signature hash."),
        ("Alembic brings the schema up to date.", "We considered Flyway and rejected it."),
        ("Deleting a stay is a soft delete.", "Rooms are permanently deleted."),
        ("Updating a stay is a partial update.", "Updating a room replaces the whole room."),
        ("The guest note is case-sensitive.", "Titles are compared case-insensitively."),
        ("List responses are cached.", "Images are never cached."),
    ],
)
def test_stances_that_can_both_hold_are_not_asked(here: str, there: str) -> None:
    assert asked(here, there) == ()


def test_what_is_left_out_here_and_demanded_there_is_asked_for_all_features_of_two_documents_at_once() -> None:
    out = "# Overview\n\n## Out of scope\n\n- Payments and reviews\n- Reminders by text message"
    here = "- FR-1: The system MUST accept payments.\n- FR-2: Guests MUST be able to write reviews."
    (question,) = asked(here, out)
    assert question.id == "scope.payments-reviews"
    assert values([question]) == [["part of it", "left out"]]
    assert {(one.file, one.line) for one in question.evidence} == {(HERE, 1), (HERE, 2), (THERE, 5)}


@pytest.mark.parametrize(
    ("here", "out"),
    [
        ("Guests MUST be able to search.", "- Semantic search of rooms"),
        ("Guests MUST be able to search.", "- Filters (only a basic search is built)"),
        ("Payments may come later.", "- Payments"),
        ("Do rooms need payments?", "- Payments"),
    ],
)
def test_a_special_kind_left_out_is_no_contradiction(here: str, out: str) -> None:
    assert asked(here, f"## Out of scope\n\n{out}") == ()


def test_a_count_is_held_against_what_is_listed() -> None:
    (question,) = asked("There are 4 kinds of stay: night, week, month, season and year.", "")
    assert "speaks of 4 kinds" in question.text
    assert values([question]) == [["as listed", "4"]]


@pytest.mark.parametrize("text", ["There are 3 kinds: night, week and month.", "Wait 5 seconds: low, high, none, mid."])
def test_a_count_that_fits_or_measures_is_left_alone(text: str) -> None:
    assert asked(text, "") == ()


def test_values_listed_differently_are_asked() -> None:
    here = "```ts\ntype Stay = {\n  kind: 'night' | 'week' | 'month';\n}\n```"
    (question,) = asked(here, "`kind` must be one of: night, week")
    assert (question.id, values([question])) == ("values.kind", [["night, week, month", "night, week"]])


def test_a_filter_may_take_one_value_more() -> None:
    assert asked("`kind` is one of: night, week", "`kind` is one of: all, night, week") == ()


def test_a_field_required_here_and_optional_there_is_asked() -> None:
    (question,) = asked("The guest note is required.", "The guest note is optional.")
    assert (question.id, values([question])) == ("stays.guest_note.said_required", [["optional", "required"]])


def test_a_required_field_is_held_against_the_body_that_takes_it() -> None:
    post = endpoint("POST /stays", auth="public", body=(field("guest_note", "string", required=False, source=at(12)),))
    (question,) = asked("The guest note is required.", "", post)
    assert {(one.file, one.line) for one in question.evidence} >= {(HERE, 1), (API, 12)}


def test_a_change_may_leave_out_what_a_new_row_needs() -> None:
    assert asked("The arrival date is required.", "## Updating a stay\n\n- arrival date (optional)") == ()


def test_a_default_is_held_against_the_one_of_the_column() -> None:
    (question,) = asked("The level defaults to 1.", "")
    assert question.evidence[0].file != question.evidence[1].file
    assert sorted(values([question])[0]) == ["0", "1"]


def test_no_limit_is_held_against_a_limit() -> None:
    (question,) = asked("The guest note is of unlimited length.", "The guest note has up to 900 characters.")
    assert sorted(values([question])[0]) == ["900", "unlimited"]


def test_directions_of_one_order_are_asked() -> None:
    (question,) = asked(
        "Stays are sorted by arrival date, earliest first.", "List of stays: ORDER BY arrival_date DESC"
    )
    assert (question.id, sorted(values([question])[0])) == ("stays.arrival_date.order", ["ascending", "descending"])


def test_a_way_to_choose_the_direction_is_no_direction() -> None:
    assert asked("Stays are sorted by arrival date, earliest first.", "Sort order of arrival_date: asc or desc") == ()


def test_names_in_the_envelope_of_a_list_are_asked_together() -> None:
    here = '```json\n{\n  "items": [],\n  "page": 1,\n  "per_page": 20,\n  "pages": 3\n}\n```'
    there = '```json\n{\n  "items": [],\n  "page": 1,\n  "limit": 20,\n  "total_pages": 3\n}\n```'
    (question,) = asked(here, there)
    assert (question.id, values([question])) == ("lists.envelope", [["per_page, pages", "limit, total_pages"]])


def test_a_list_of_what_is_given_is_held_against_the_body() -> None:
    body = (field("room_id", "uuid"), field("arrival_date", "date"))
    form = "## Creating a stay\n\n- Room id (required)\n- Arrival date\n- Guest note (text)"
    (question,) = asked(form, "", endpoint("POST /stays", auth="public", body=body))
    assert (question.id, "also guest_note" in values([question])[0]) == ("endpoint.POST /stays.form", True)


def test_what_is_replaced_and_described_all_the_same_is_asked() -> None:
    (question,) = asked("- FR-9: Rename table `rooms` to `suites`.", "")
    assert (question.id, values([question])) == ("replaced.rooms", [["suites", "both"]])


def test_a_value_in_use_that_is_not_among_the_listed_ones_is_asked() -> None:
    (question,) = asked("`room_state` must be one of: free, taken", 'Example: `room_state = "closed"`')
    assert values([question]) == [["free, taken", "free, taken, closed"]]


@pytest.mark.parametrize(
    "line", ["room_state: 'taken'", "A request with room_state 'closed' is invalid", 'state = "closed"']
)
def test_listed_refused_and_other_values_are_no_contradiction(line: str) -> None:
    assert asked("`room_state` must be one of: free, taken", line) == ()


SAMPLE = '```json\n{\n  "iat": 1700000000,\n  "exp": 1700003600\n}\n```'


def test_a_token_that_lives_otherwise_in_the_example_is_asked() -> None:
    (question,) = asked("Access tokens expire after 2 hours.", SAMPLE)
    assert (question.id, values([question])) == ("tokens.lifetime", [["7200", "3600"]])
    assert {(one.file, one.line) for one in question.evidence} == {(HERE, 1), (THERE, 4)}


def test_an_example_that_fits_is_left_alone() -> None:
    assert asked("Access tokens expire after 1 hour.", SAMPLE) == ()


def test_the_subject_of_a_token_is_held_against_the_ids_of_users() -> None:
    users = table("users", column("id", "uuid", primary_key=True, line=30), column("email", "text", line=31))
    (question,) = asked('```json\n{"sub": "guest-12"}\n```', "", users)
    assert (question.id, values([question])) == ("users.id.sample", [["uuid", "text"]])
    assert asked('```json\n{"sub": "8d3f0a1c-0000-4000-8000-000000000000"}\n```', "", users) == ()

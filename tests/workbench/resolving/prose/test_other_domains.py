"""Rules of a booking service in the ways that teams write them: numbered lines, EARS, scenarios, tables, checklists."""

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.resolver import resolve

NAME = field("name", "string", required=True, min_length=2, max_length=80)
CAPACITY = field("capacity", "integer", required=True, minimum=1, maximum=500)
SUBJECT = field("subject", "string", required=True, min_length=1, max_length=120)
GUESTS = field("guests", "integer", required=True, minimum=1, maximum=50)
NOTES = field("notes", "string", required=False, max_length=500)
KIND = field("kind", "string", required=False, choices=("meeting", "party"))
BODY = (SUBJECT, GUESTS, NOTES, KIND)
FACTS: tuple[Fact, ...] = (
    users_table(),
    table(
        "rooms",
        column("id", "uuid", primary_key=True, nullable=False),
        column("name", "varchar(80)", nullable=False, unique=True),
        column("capacity", "integer", nullable=False),
        column("price", "numeric(10,2)", nullable=False),
        line=40,
    ),
    table(
        "bookings",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", "uuid", nullable=False, references="users.id", on_delete="CASCADE"),
        column("room_id", "uuid", nullable=False, references="rooms.id", on_delete="CASCADE"),
        column("subject", "varchar(120)", nullable=False),
        column("guests", "integer", nullable=False),
        column("notes", "text", nullable=True),
        column("remark", "text", nullable=False),
        column(
            "kind", "varchar(10)", nullable=False, choices=("meeting", "party"), default="meeting", has_default=True
        ),
        column("created_at", "timestamptz", nullable=False, default="now()", has_default=True),
        column("updated_at", "timestamptz", nullable=False, default="now()", has_default=True),
        line=60,
    ),
    endpoint("POST /api/auth/register", line=1, body=(field("email", "email"), field("password", "string"))),
    endpoint("POST /api/auth/login", line=2),
    endpoint("GET /api/rooms", line=10, query=(field("name", "string"),)),
    endpoint("POST /api/rooms", line=11, body=(NAME, CAPACITY, field("price", "number", required=True))),
    endpoint("DELETE /api/rooms/{id}", line=12),
    endpoint("POST /api/bookings", line=20, body=(*BODY, field("room_id", "uuid"), field("remark", "string"))),
    endpoint("GET /api/bookings", line=21, query=(field("kind", "string"), field("search", "string"))),
    endpoint("GET /api/bookings/{id}", line=22),
    endpoint("PATCH /api/bookings/{id}", line=23, body=BODY),
    endpoint("DELETE /api/bookings/{id}", line=24),
)


def read(text: str) -> Requirement:
    """Read one sentence of a page on bookings."""
    said = requirement(text, 3, feature="bookings", section=("Bookings",))
    return resolve(reading(*FACTS, said)).blueprint.requirements[0]


@pytest.mark.parametrize(
    "text",
    [
        "FR-001: The system MUST allow users to create bookings.",
        "FR-002: The system MUST reject booking creation with a validation error when the subject is empty.",
        "FR-003: The API MUST refuse requests if the subject is too long",
        "Reject any booking when guests is invalid",
        "FR-004: The system MUST default kind to meeting if not specified for any booking",
        "FR-005: The create endpoint MUST accept JSON with subject (required), notes (optional), "
        "kind (optional, default meeting)",
        "FR-006: Guests MUST be between 1 and 50",
        "Guests is a number from 1 to 50",
        "The price is non-negative",
        "Prices must be positive",
        "Room names are unique",
        "WHEN a booking is requested without a token THEN THE SYSTEM SHALL respond with 401",
        "IF the booking does not exist THEN THE SYSTEM SHALL return 404",
        "404 Not Found: Resource doesn't exist or doesn't belong to user",
        "401 Unauthorized: Expired JWT (exp < current time)",
        "401 Unauthorized: Invalid JWT format (not 3 parts)",
        "User existence is verified in the database",
        "Given an empty subject, when a booking is created, then the response is 422",
        "The remark must not be empty",
        "Subject: trimmed from start and end",
        "Subjects are trimmed from start/end",
        "Notes: optional, max 500 characters",
        "subject — string — Yes — 1–120 characters",
        "Kind must be one of meeting, party; defaults to meeting",
        "Bookings can be filtered by kind",
        "Returns all bookings ordered by subject",
        "Retrieves all bookings ordered by guests descending",
        "The API allows 100 requests per minute per IP",
        "Users only see their own bookings",
        "Deleting a room deletes its bookings",
        "room_id references rooms.id with CASCADE delete",
        "A user can delete their own bookings",
        "guests must be at least 1 (validated via @Min)",
    ],
)
def test_what_the_backend_does_is_read_in_another_domain(text: str) -> None:
    found = read(text)
    assert found.status is RequirementStatus.ENFORCED, found.reason
    assert found.by


@pytest.mark.parametrize(
    "text",
    [
        "FR-002: The system MUST reject booking creation with a validation error when the notes are empty.",
        "Reject any booking when the room is full",
        "Reject any booking when the subject is empty and the guest is a child",
        "The system MUST default kind to party if not specified for any booking",
        "The create endpoint MUST accept JSON with subject (required) and created_at (optional)",
        "The create endpoint MUST accept JSON with capacity (required)",
        "Guests are non-negative",
        "Guests must be positive or zero for members",
        "Bookings have a 15-minute lifetime",
        "Tokens have a 9-day expiry",
        "User existence is verified by a phone call",
        "Subjects contain one uppercase and one lowercase letter",
        "Passwords need a word that no dictionary has",
        "The remark must not be empty on Sundays",
        "Retrieves all bookings ordered by popularity",
        "Retrieves the archived bookings ordered by subject",
        "The API allows 100 requests per minute",
        "The API allows partners 100 requests per minute per IP",
        "Subject: trimmed from start to the first comma",
        "guests must be at least 2 (validated via @Min)",
        "401 Unauthorized: Expired JWT (exp < last login)",
        "404 Not Found: Resource doesn't exist or doesn't belong to the team",
        "Users can change the room of a booking",
        "Rooms can be filtered by kind",
        "Bookings can be filtered by kind and room",
        "The booking list is empty for new members",
        "Deleted bookings are kept for a year",
        "Search bookings by subject and guests",
        "Filtering by an unknown kind returns an empty list",
        "If a room does not exist an empty list is returned",
    ],
)
def test_what_it_does_not_do_stays_open_in_another_domain(text: str) -> None:
    assert read(text).status is not RequirementStatus.ENFORCED


def test_a_text_that_must_not_be_empty_gets_a_least_length() -> None:
    said = requirement("The remark must not be empty", 3, feature="bookings", section=("Bookings",))
    [creation] = [one for one in resolve(reading(*FACTS, said)).blueprint.operations if one.id == "bookings.create"]
    assert {one.name: one.limits.min_length for one in creation.body}["remark"] == 1

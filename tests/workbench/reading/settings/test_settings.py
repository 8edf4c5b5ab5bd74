"""Settings and environment variables, each by its own sentence."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import SettingFact, Topic
from workbench.reading.settings import environment, settings
from workbench.reading.values.durations import find_seconds


def read(text: str, file: str = "specs/api/loans.md") -> list[SettingFact]:
    return [fact for fact in settings.read(Document(file, text)).facts if isinstance(fact, SettingFact)]


def value(text: str, topic: Topic) -> str | None:
    return next((fact.value for fact in read(f"# Library\n\n- {text}\n") if fact.topic is topic), None)


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("All endpoints require a valid JWT", Topic.AUTH_DEFAULT, "required"),
        ("Every request to the API must carry a bearer token", Topic.AUTH_DEFAULT, "required"),
        ("Some endpoints need a token", Topic.AUTH_DEFAULT, "marked"),
        ("Tokens are verified against the JWKS of the identity provider", Topic.TOKEN_ISSUER, "jwks"),
        ("Both sides use the same secret, a shared secret", Topic.TOKEN_ISSUER, "shared_secret"),
        ("The backend issues a signed JWT after login", Topic.TOKEN_ISSUER, "here"),
        ("Header: `Authorization: Bearer <token>`", Topic.TOKEN_SCHEME, "Bearer"),
        ("Access tokens expire after 15 minutes", Topic.TOKEN_SECONDS, "900"),
        ("Refresh tokens expire after 30 days", Topic.REFRESH_SECONDS, "2592000"),
        ("404 Not Found: loan does not exist or belongs to another reader", Topic.OTHER_USERS_ROW, "404"),
        ("403 when the loan is not owned by the caller", Topic.OTHER_USERS_ROW, "403"),
        ("Answer 404 (not 403) for a loan of another reader", Topic.OTHER_USERS_ROW, "404"),
        ("A user_id in the path that does not match the token is answered with 403", Topic.OTHER_USERS_PATH, "403"),
        ("422: validation failed", Topic.VALIDATION_STATUS, "422"),
        ("400 Bad Request: invalid input", Topic.VALIDATION_STATUS, "400"),
        ("`limit`: items per page (default: 25, max: 50)", Topic.DEFAULT_LIMIT, "25"),
        ("`limit`: items per page (default: 25, max: 50)", Topic.MAX_LIMIT, "50"),
        ("PUT is a partial update", Topic.PUT_MEANS, "partial"),
        ("PUT replaces the whole loan", Topic.PUT_MEANS, "replace"),
        ("Unknown fields in a body are ignored", Topic.UNKNOWN_FIELDS, "ignore"),
        ("Extra fields are rejected with 422", Topic.UNKNOWN_FIELDS, "forbid"),
        ("Password must be at least 12 characters", Topic.PASSWORD_MIN_LENGTH, "12"),
        ("Password: 10+ characters", Topic.PASSWORD_MIN_LENGTH, "10"),
        ("The account is locked after 5 failed attempts", Topic.LOGIN_ATTEMPTS, "5"),
        ("Roles: user, admin", Topic.ROLE, "user,admin"),
        ("The default role is `member`", Topic.DEFAULT_ROLE, "member"),
        ("JSON fields use camelCase", Topic.CASE, "camelCase"),
        ("Database: PostgreSQL 16", Topic.DATABASE, "PostgreSQL"),
        ("Each request carries the header `X-API-Key`", Topic.CREDENTIALS, "api key"),
        ("Callers are known by HTTP Basic", Topic.CREDENTIALS, "password"),
        ("CORS is open to any origin", Topic.ORIGIN, "*"),
        ("CORS: browsers at http://localhost:5173 may call", Topic.ORIGIN, "http://localhost:5173"),
    ],
)
def test_a_sentence_states_a_setting(text: str, topic: Topic, expected: str) -> None:
    assert value(text, topic) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No authentication: the API is public.",
        "This is a public API; no token is needed.",
        "The service does not authenticate its callers.",
        "Anyone may call every endpoint; there are no accounts.",
        "Single user, no login.",
        "Sem autenticação.",
        "## Status\n\nNo authentication is implemented yet.",
        "## Authentication\n\nNone.",
        "| aspect | decision |\n|---|---|\n| Auth | not required |",
    ],
)
def test_an_interface_may_be_said_to_know_no_callers(text: str) -> None:
    assert Topic.NO_AUTH in {fact.topic for fact in read(f"# Tides\n\n{text}\n")}


@pytest.mark.parametrize(
    "text",
    [
        "The public API requires a token.",
        "No request is answered without a token.",
        "No login is needed for the timetable.",
        "This endpoint needs no authentication.",
        "No endpoint is public.",
        "## Errors\n\nNo authentication.",
        "Public pages are cached.",
    ],
)
def test_what_is_said_of_a_part_does_not_open_the_whole(text: str) -> None:
    assert Topic.NO_AUTH not in {fact.topic for fact in read(f"# Tides\n\n{text}\n")}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("401: token is invalid, validation failed", Topic.VALIDATION_STATUS),
        ("Either 403 or 404 for a loan of another reader", Topic.OTHER_USERS_ROW),
        ("The backend never issues a JWT", Topic.TOKEN_ISSUER),
        ("The reset link expires after 1 hour", Topic.TOKEN_SECONDS),
        ("Roles are described elsewhere", Topic.ROLE),
        ("The weather service needs `WEATHER_API_KEY`", Topic.CREDENTIALS),
        ("CORS never answers to all origins", Topic.ORIGIN),
        ("CORS: allow https://your-domain.com", Topic.ORIGIN),
        ("See https://docs.tides.org for CORS origins", Topic.ORIGIN),
    ],
)
def test_what_does_not_decide_states_nothing(text: str, topic: Topic) -> None:
    assert value(text, topic) is None


def test_each_statement_keeps_its_line_and_contradictions_stay() -> None:
    found = read("# Library\n\n- 400: validation error\n- 422: validation error\n")
    assert [(fact.value, fact.source.line) for fact in found] == [("400", 3), ("422", 4)]


def test_a_statement_below_an_endpoint_is_about_it_alone() -> None:
    (fact,) = read("# Library\n\n### POST /loans\n\n- 400: validation error\n")
    assert fact.scope == "POST /loans"


def test_rows_are_statements() -> None:
    (fact,) = read("# Library\n\n| Case | Code |\n|---|---|\n| Validation failed | 422 |\n")
    assert (fact.topic, fact.source.line) == (Topic.VALIDATION_STATUS, 5)


def test_what_is_for_later_states_nothing() -> None:
    assert read("# Library\n\n## Future\n\n- Access tokens expire after 15 minutes\n") == []


def test_the_first_heading_of_an_overview_is_the_title() -> None:
    (fact,) = read("# Village Library - System Overview\n\nText.\n", "specs/overview.md")
    assert (fact.topic, fact.value) == (Topic.TITLE, "Village Library")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15 minutes", 900), ("30min", 1800), ("7 days", 604800), ("1h", 3600), ("two days", None), ("v2.1 day", None)],
)
def test_durations(text: str, seconds: int | None) -> None:
    assert find_seconds(text) == seconds


def variables(text: str) -> list[tuple[str, str, int]]:
    facts = environment.read(Document("specs/architecture.md", text)).facts
    return [(fact.value, fact.scope, fact.source.line) for fact in facts if isinstance(fact, SettingFact)]


def test_variables_in_a_fence() -> None:
    text = (
        "## Environment\n\n```bash\n# the database\nDATABASE_URL=postgresql://localhost/x # local"
        "\nexport LOG_LEVEL=info\n```\n"
    )
    assert variables(text) == [("DATABASE_URL=postgresql://localhost/x", "", 5), ("LOG_LEVEL=info", "", 6)]


def test_variables_in_a_table() -> None:
    assert variables("## Config\n\n| Variable | Use |\n|---|---|\n| `DATABASE_URL` | data |\n") == [
        ("DATABASE_URL", "", 5)
    ]


def test_variables_in_bullets() -> None:
    assert variables("## Environment variables\n\n- `DATABASE_URL`: data\n- not one\n") == [("DATABASE_URL", "", 3)]


def test_variables_of_the_front_end_are_marked() -> None:
    assert variables("## Frontend environment\n\n- `API_URL`: where\n") == [("API_URL", "frontend", 3)]


def test_other_tables_hold_no_variables() -> None:
    assert variables("## Loans\n\n| Name | Use |\n|---|---|\n| MAX_SIZE | x |\n") == []

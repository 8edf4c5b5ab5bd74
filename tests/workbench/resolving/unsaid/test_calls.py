"""What no document says of calls and of values: it is decided, told, and overturned where there is another way."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import Access
from tests.workbench.resolving.readings import (
    API,
    CRUD,
    FEATURE,
    answer,
    at,
    column,
    endpoint,
    field,
    ok,
    reading,
    setting,
    table,
    tasks_table,
    users_table,
)
from workbench.reading.facts import AnswerFact, EndpointFact, Fact, TableFact, Topic
from workbench.resolving.deciding.questions import Assumption, Resolution
from workbench.resolving.resolver import resolve

LAMPS = table(
    "lamps",
    column("id", "uuid", primary_key=True, nullable=False),
    column("label", "varchar(40)", unique=True, nullable=False),
    column("note", "text"),
    column("glow", "integer", nullable=False, default=3, has_default=True),
    column("made_on", "date"),
    column("relay_access_token", "text"),
)
LIGHT = endpoint("POST /api/lamps", line=1, body=(field("label"), field("note"), field("glow")), auth="public")
LIST = endpoint(
    "GET /api/lamps",
    line=2,
    query=(field("limit", "integer"), field("sort"), field("made_from", "date"), field("made_to", "date")),
)
SIGNING = (endpoint("POST /api/login", line=7, responses=(ok(200),)), endpoint("POST /api/register", line=8))


def resolved(*facts: Fact, text: str = "") -> Resolution:
    return resolve(replace(reading(*facts), texts=MappingProxyType({FEATURE: text})))


def assumed(*facts: Fact, text: str = "") -> dict[str, Assumption]:
    return {one.id: one for one in resolved(*facts, text=text).assumptions}


def route(path: str, line: int, summary: str = "") -> EndpointFact:
    return endpoint(path, line=line, summary=summary)


@pytest.mark.parametrize(
    ("identifier", "told", "facts", "text"),
    [
        ("unsaid.public", "POST /api/lamps can be called by whoever", (LIGHT,), ""),
        ("lamps.filled", "No endpoint writes lamps", (LIST,), ""),
        ("unsaid.refused", "answered with 401", (LIST,), ""),
        ("unsaid.login", "answered alike with 401 by POST /api/login", SIGNING, ""),
        ("unsaid.register", "answered with 409 by POST /api/register", SIGNING, ""),
        ("unsaid.again", "The same body sent twice to POST /api/tasks makes two rows", CRUD, ""),
        ("unsaid.errors", "{detail, errors}", (LIST,), ""),
        ("unsaid.checks", "speaks of check constraints that no table", (LIST,), "Integrity: check constraints."),
        ("unsaid.whole", "GET /api/tasks takes no filter", CRUD, "Filters are planned."),
        (
            "unsaid.matching",
            "whose key there is 'new'",
            (route("GET /api/lamps/new", 3), route("GET /api/lamps/{label}", 4)),
            "",
        ),
        ("unsaid.health", "503 where it does not", (route("GET /api/health", 3),), ""),
        ("unsaid.root", "Paths begin at the root", (route("GET /lamps", 3), route("GET /users", 4)), ""),
        ("unsaid.provider", "issues its tokens itself", SIGNING, "Accounts come from Auth0."),
        ("unsaid.windows", "not cut to size", (LIST,), ""),
        ("unsaid.ranges", "made_from and made_to include the value that they are given, a day from", (LIST,), ""),
        ("endpoint.GET /api/lamps.sorts", "sort of GET /api/lamps takes", (LIST,), ""),
        ("unsaid.lengths", "lamps.note may be as long as a request", (LIGHT,), ""),
        ("unsaid.unique", "lamps.label is compared by the database, as written", (LIGHT,), ""),
        ("unsaid.markup", "markup is neither read", (LIGHT,), "Notes are sanitized."),
        ("unsaid.secrets", "lamps.relay_access_token is kept as given", (LIGHT,), ""),
        ("unsaid.defaults", "may leave out glow (3)", (LIGHT,), ""),
        ("unsaid.clashes", "No endpoint answers 409", CRUD, "409 Conflict: a duplicate."),
        ("bodies.unknown", "no document names are ignored", (LIGHT,), ""),
        ("auth.default", "needs a signed-in user", (LIST,), ""),
        ("unsaid.carried", "an API key or a password there is refused", (LIST,), "Callers send `X-API-Key`."),
    ],
)
def test_what_no_document_says_is_told(identifier: str, told: str, facts: tuple[Fact, ...], text: str) -> None:
    tables = (users_table(), tasks_table()) if facts is CRUD else (users_table(), LAMPS)
    one = assumed(*tables, *facts, text=text)[identifier]
    assert told in one.text
    assert one.reason.endswith(".")


@pytest.mark.parametrize(
    ("identifier", "facts", "text"),
    [
        ("unsaid.refused", (LIST,), "Without a token: 401."),
        ("unsaid.again", (LIGHT,), ""),
        ("unsaid.public", (replace(LIGHT, auth="required"),), ""),
        ("lamps.filled", (LIST, LIGHT), ""),
        ("unsaid.login", (endpoint("POST /api/login", responses=(ok(200), ok(401))),), ""),
        ("unsaid.matching", (route("GET /api/lamps/new", 3), route("GET /api/lamps/{id}", 4)), ""),
        ("unsaid.windows", (LIST,), "A larger limit is capped."),
        ("unsaid.whole", (LIST,), "Filters are planned."),
        ("unsaid.hidden", (endpoint("DELETE /api/lamps/{id}", line=4),), ""),
        ("unsaid.markup", (LIGHT,), "Notes are short."),
        ("auth.default", (LIST, setting(Topic.AUTH_DEFAULT, "required")), ""),
        ("auth.default", (LIST, setting(Topic.CREDENTIALS, "api key")), ""),
        ("bodies.unknown", (LIGHT, setting(Topic.UNKNOWN_FIELDS, "forbid")), ""),
    ],
)
def test_what_a_document_says_or_does_not_concern_it_is_not_told(
    identifier: str, facts: tuple[Fact, ...], text: str
) -> None:
    assert identifier not in assumed(users_table(), LAMPS, *facts, text=text)


def test_what_sorts_is_not_told_where_its_line_lists_it() -> None:
    listed = MappingProxyType({API: "| sort | `label` / `-label` / `id`, `note`, `glow`, `made_on` |"})
    given = replace(reading(users_table(), LAMPS, LIST), texts=listed)
    assert "endpoint.GET /api/lamps.sorts" not in {one.id for one in resolve(given).assumptions}


def test_two_methods_of_one_step_do_the_same() -> None:
    lamps = replace(LAMPS, columns=(*LAMPS.columns, column("lit", "boolean", nullable=False)))
    steps = (
        route("PATCH /api/lamps/{id}/lit", 3, summary="Light a lamp"),
        route("POST /api/lamps/{id}/lit", 4, summary="Light a lamp"),
    )
    assert "do the same" in assumed(users_table(), lamps, *steps)["endpoint./api/lamps/{id}/lit.methods"].text


def overturned(identifier: str, value: str, *facts: Fact, lamps: TableFact = LAMPS) -> Resolution:
    result = resolved(users_table(), lamps, *facts, answer(identifier, value))
    assert result.notices == ()
    assert identifier not in {one.id for one in result.assumptions}
    return result


def test_an_open_endpoint_can_be_closed() -> None:
    (operation,) = overturned("unsaid.public", "token", LIGHT).blueprint.operations
    assert operation.access is Access.REQUIRED


def test_a_backend_of_which_nothing_is_said_can_be_opened() -> None:
    (operation,) = overturned("auth.default", "public", LIST).blueprint.operations
    assert operation.access is Access.PUBLIC


def test_texts_without_a_length_can_get_one() -> None:
    (operation,) = overturned("unsaid.lengths", "5000 characters", LIGHT).blueprint.operations
    assert next(one for one in operation.body if one.name == "note").limits.max_length == 5000


def test_a_field_with_a_default_can_be_demanded() -> None:
    (operation,) = overturned("unsaid.defaults", "required", LIGHT).blueprint.operations
    assert next(one for one in operation.body if one.name == "glow").required


def test_unknown_members_can_be_refused() -> None:
    assert overturned("bodies.unknown", "forbid", LIGHT).blueprint.settings.unknown_fields == "forbid"


@pytest.mark.parametrize(
    ("topic", "value", "attribute"),
    [
        ("token_seconds", "7200", "access_token_seconds"),
        ("password_min_length", "11", "password_min_length"),
        ("login_attempts", "3", "login_attempts"),
    ],
)
def test_a_number_that_was_assumed_can_be_any_other(topic: str, value: str, attribute: str) -> None:
    found = overturned(f"settings.{topic}.limit", value, *SIGNING).blueprint.settings
    assert getattr(found, attribute) == int(value)


@pytest.mark.parametrize("value", ["few", "0", "-3", "8.5"])
def test_what_is_no_such_number_leaves_the_assumption_and_says_so(value: str) -> None:
    said: AnswerFact = answer("settings.password_min_length.limit", value)
    result = resolved(users_table(), LAMPS, *SIGNING, said)
    assert result.blueprint.settings.password_min_length == 8
    assert value in result.notices[0]


def test_one_status_that_is_said_of_some_rows_holds_for_all() -> None:
    said = replace(setting(Topic.OTHER_USERS_ROW, "403"), source=at(9))
    one = assumed(users_table(), tasks_table(), *CRUD, said)["rows.other_user.everywhere"]
    assert (one.value, one.evidence) == ("403", (at(9),))


@pytest.mark.parametrize(("text", "told"), [("", True), ("A lamp can be restored.", False)])
def test_rows_that_are_only_marked_as_deleted_stay_away_unless_something_restores_them(text: str, told: bool) -> None:
    marked = replace(LAMPS, columns=(*LAMPS.columns, column("deleted_at", "timestamptz")))
    found = assumed(users_table(), marked, endpoint("DELETE /api/lamps/{id}", line=4), text=text)
    assert ("unsaid.hidden" in found) is told

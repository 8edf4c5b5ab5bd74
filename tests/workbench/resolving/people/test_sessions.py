"""Who issues tokens, and what follows from it."""

from dataclasses import replace
from types import MappingProxyType

from generators.blueprint import Access, EntityPurpose, ErrorPart, OperationKind, TokenIssuer, UnknownFields
from tests.workbench.resolving.readings import (
    FEATURE,
    answer,
    endpoint,
    field,
    ok,
    reading,
    setting,
    tasks_table,
    users_table,
)
from tests.workbench.resolving.validating import validate
from workbench.reading.facts import Fact, Topic
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve
from workbench.resolving.serving.answers.error_bodies import read_error_body, show_error_body


def resolved(*facts: Fact, line: str = "Tokens come from the identity provider") -> Resolution:
    base = reading(*facts)
    texts = MappingProxyType({document.file: f"{line}\n" * 9 for document in base.documents})
    resolution = resolve(replace(base, texts=texts))
    assert validate(resolution.blueprint) == ()
    return resolution


ELSEWHERE = setting(Topic.TOKEN_ISSUER, "shared_secret")


def test_without_login_the_tokens_come_from_elsewhere() -> None:
    assert resolved(endpoint("GET /tasks"), tasks_table()).blueprint.settings.token_issuer is TokenIssuer.SHARED_SECRET


def test_published_keys_are_used_where_only_they_are_named() -> None:
    facts = (setting(Topic.TOKEN_ISSUER, "jwks"), tasks_table())
    assert resolved(*facts).blueprint.settings.token_issuer is TokenIssuer.JWKS


def test_both_ways_to_verify_are_asked_about() -> None:
    facts = (setting(Topic.TOKEN_ISSUER, "jwks"), setting(Topic.TOKEN_ISSUER, "shared_secret", line=2))
    assert [one.id for one in resolved(*facts).questions] == ["tokens.verification"]


def test_a_login_here_beside_another_issuer_is_asked_about() -> None:
    result = resolved(ELSEWHERE, endpoint("POST /auth/login"), users_table())
    assert [one.id for one in result.questions] == ["tokens.issuer"]
    assert result.blueprint.settings.token_issuer is TokenIssuer.HERE


NAME_AND_PASSWORD = (field("email", "string"), field("password", "string"))


def test_a_name_and_a_password_for_a_token_are_a_login_whatever_the_path() -> None:
    trade = endpoint("POST /auth", body=NAME_AND_PASSWORD, responses=(ok(200, field("token", "string")),))
    result = resolved(trade, users_table())
    [login] = result.blueprint.operations
    assert (login.kind, login.access) == (OperationKind.LOGIN, Access.PUBLIC)
    assert result.blueprint.settings.token_issuer is TokenIssuer.HERE


def test_a_password_that_brings_no_token_signs_nobody_in() -> None:
    [operation] = resolved(endpoint("POST /unlock", body=NAME_AND_PASSWORD), users_table()).blueprint.operations
    assert operation.kind is OperationKind.PORT


def test_the_name_of_the_secret_alone_is_no_other_issuer() -> None:
    result = resolved(ELSEWHERE, endpoint("POST /auth/login"), users_table(), line="signed with BETTER_AUTH_SECRET")
    assert result.questions == ()


def test_a_login_that_only_a_feature_mentions_belongs_to_the_other_system() -> None:
    facts = (
        ELSEWHERE,
        endpoint("GET /tasks"),
        endpoint("POST /auth/login", file=FEATURE),
        users_table(),
        tasks_table(),
    )
    assert [one.path for one in resolved(*facts).blueprint.operations] == ["/tasks"]


def test_the_answer_takes_the_session_endpoints_away() -> None:
    facts = (ELSEWHERE, endpoint("POST /auth/login"), endpoint("GET /tasks"), users_table(), tasks_table())
    result = resolved(*facts, answer("tokens.issuer", "shared_secret"))
    assert [one.path for one in result.blueprint.operations] == ["/tasks"]
    assert any(one.id == "endpoint.POST /auth/login.foreign" for one in result.assumptions)


def test_users_are_added_where_this_backend_signs_them_in_and_nobody_describes_them() -> None:
    users = resolved(endpoint("POST /auth/register"), endpoint("POST /auth/login")).blueprint.users
    assert users is not None
    assert [one.name for one in users.columns] == ["id", "email", "password_hash", "created_at"]


def test_added_users_have_the_key_that_owners_refer_to() -> None:
    users = resolved(endpoint("POST /auth/login"), tasks_table(owner="integer")).blueprint.users
    assert users is not None
    assert str(users.key[0].type) == "integer"


def test_refresh_tokens_are_kept_in_a_table_of_their_own() -> None:
    facts = (endpoint("POST /auth/login"), endpoint("POST /auth/refresh"), users_table())
    found = [one for one in resolved(*facts).blueprint.entities if one.purpose is EntityPurpose.REFRESH_TOKENS]
    assert [(one.name, one.sources) for one in found] == [("refresh_tokens", ())]


def test_the_answer_for_another_users_row_follows_the_documents() -> None:
    assert resolved(setting(Topic.OTHER_USERS_ROW, "403")).blueprint.settings.other_users_row == 403


def test_documents_that_disagree_about_it_are_asked_about() -> None:
    facts = (setting(Topic.OTHER_USERS_ROW, "403"), setting(Topic.OTHER_USERS_ROW, "404", line=2))
    assert [one.id for one in resolved(*facts).questions] == ["rows.other_user.setting"]


def test_numbers_and_words_are_settled() -> None:
    settings = resolved(
        setting(Topic.TITLE, "Book Club API Specification"),
        setting(Topic.TOKEN_SECONDS, "3600"),
        setting(Topic.DEFAULT_LIMIT, "25"),
        setting(Topic.UNKNOWN_FIELDS, "forbid"),
        setting(Topic.VALIDATION_STATUS, "400"),
    ).blueprint.settings
    assert (settings.title, settings.name) == ("Book Club", "book-club-backend")
    assert (settings.access_token_seconds, settings.default_limit, settings.validation_status) == (3600, 25, 400)
    assert settings.unknown_fields is UnknownFields.FORBID


def test_an_error_body_is_read_from_its_example() -> None:
    body = read_error_body('{"error": {"code": "gone", "message": "No such book"}}')
    assert show_error_body(body) == "{error: {code, message}, errors}"
    assert [one.part for one in body[0].fields] == [ErrorPart.CODE, ErrorPart.MESSAGE]


def test_an_error_body_without_a_message_is_none() -> None:
    assert read_error_body('{"id": 1}') == ()
    assert read_error_body("not json") == ()

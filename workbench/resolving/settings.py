"""Settings: what holds for the whole backend, from the statements of all documents."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    DEFAULT_ERROR_BODY,
    ColumnRole,
    Entity,
    EntityPurpose,
    ErrorField,
    ErrorPart,
    JsonScalar,
    Operation,
    Settings,
    TokenIssuer,
    UnknownFields,
)
from workbench.reading.facts import SettingFact, Topic
from workbench.resolving import conflicts
from workbench.resolving.conflicts import Said, settle
from workbench.resolving.endpoints import Endpoint
from workbench.resolving.ledger import Ledger
from workbench.resolving.ranking import endpoint_rank
from workbench.resolving.words import snake, words

_GENERIC_TITLE = re.compile(
    r"\b(?:project|product|system|technical|application)?\s*(?:overview|architecture|specifications?|specs?|rest|api|endpoints?|"
    r"documentation|document|design)\b|[:—–|-]\s*phase.*$|\(.*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """All setting statements, most authoritative first for each topic."""

    facts: tuple[SettingFact, ...]

    def of(self, topic: Topic) -> list[SettingFact]:
        """Give the statements of one topic that hold for everything."""
        return [fact for fact in self.facts if fact.topic is topic and not fact.scope]

    def every(self, topic: Topic) -> list[SettingFact]:
        """Give the statements of one topic, scoped ones too."""
        return [fact for fact in self.facts if fact.topic is topic]

    def first(self, topic: Topic) -> str | None:
        """Give the most authoritative value of a topic."""
        return next((fact.value for fact in self.of(topic)), None)


def stated_settings(facts: Iterable[SettingFact]) -> Stated:
    """Put the statements in order of authority."""
    return Stated(tuple(sorted(facts, key=lambda fact: (endpoint_rank(fact.source), fact.source))))


def resolve_settings(ledger: Ledger, stated: Stated, endpoints: Sequence[Endpoint], issuer: TokenIssuer) -> Settings:
    """Settle what holds for the whole backend."""
    base = Settings()
    title = _title(stated)
    return Settings(
        name="-".join([*(words(title)[:4] or ("app",)), "backend"]),
        title=title,
        token_issuer=issuer,
        token_scheme=stated.first(Topic.TOKEN_SCHEME) or base.token_scheme,
        access_token_seconds=_number(
            ledger,
            stated,
            Topic.TOKEN_SECONDS,
            "the lifetime of an access token in seconds",
            base.access_token_seconds,
            30,
        ),
        refresh_token_seconds=_number(
            ledger,
            stated,
            Topic.REFRESH_SECONDS,
            "the lifetime of a refresh token in seconds",
            base.refresh_token_seconds,
            60,
        ),
        password_min_length=_number(
            ledger, stated, Topic.PASSWORD_MIN_LENGTH, "the shortest password", base.password_min_length, 1
        ),
        login_attempts=_number(
            ledger, stated, Topic.LOGIN_ATTEMPTS, "the number of login attempts allowed", base.login_attempts, 1
        ),
        roles=tuple(dict.fromkeys(fact.value for fact in stated.of(Topic.ROLE))),
        default_role=stated.first(Topic.DEFAULT_ROLE),
        other_users_row=_status(
            ledger, stated, Topic.OTHER_USERS_ROW, "rows.other_user", "the answer for another user's row", (404, 403)
        ),
        other_users_path=_status(
            ledger,
            stated,
            Topic.OTHER_USERS_PATH,
            "paths.other_user",
            "the answer for another user's id in the path",
            (403, 404),
        ),
        validation_status=_status(
            ledger, stated, Topic.VALIDATION_STATUS, "validation.status", "the answer to invalid input", (422, 400)
        ),
        unknown_fields=UnknownFields.FORBID if stated.first(Topic.UNKNOWN_FIELDS) == "forbid" else UnknownFields.IGNORE,
        error_body=_error_body(ledger, stated),
        camel_case=_camel_case(stated, endpoints),
        default_limit=_number(ledger, stated, Topic.DEFAULT_LIMIT, "the page size of a list", base.default_limit, 1),
        max_limit=_number(ledger, stated, Topic.MAX_LIMIT, "the largest page of a list", base.max_limit, 1),
    )


def settle_roles(settings: Settings, entities: Sequence[Entity], operations: Sequence[Operation]) -> Settings:
    """Complete the roles: those that a column of the users enumerates, those stated, those operations ask for."""
    users = next((entity for entity in entities if entity.purpose is EntityPurpose.USERS), None)
    column = users.with_role(ColumnRole.USER_ROLE) if users else None
    asked = [role for operation in operations for role in operation.roles]
    roles = tuple(dict.fromkeys([*(column.limits.choices if column else ()), *settings.roles, *asked]))
    default = column.default.value if column and column.default else settings.default_role
    return replace(settings, roles=roles, default_role=str(default) if default is not None else None)


def _title(stated: Stated) -> str:
    for fact in reversed(stated.of(Topic.TITLE)):
        plain = " ".join(_GENERIC_TITLE.sub(" ", fact.value).split()).strip(" -–—:&")
        if len(words(plain)) >= 1 and len(plain) > 2:
            return plain[:60]
    # Not the folder's name: the same specifications give the same bytes wherever they lie.
    return "App"


def _number(ledger: Ledger, stated: Stated, topic: Topic, about: str, default: int, least: int) -> int:
    said = [Said(int(fact.value), fact.source) for fact in stated.of(topic) if fact.value.strip().isdigit()]
    said = [one for one in said if one.value >= least]
    if not said:
        return default
    return settle(ledger, conflicts.LIMIT, about, said, name=f"settings.{topic.value}")


def _status(ledger: Ledger, stated: Stated, topic: Topic, name: str, about: str, known: tuple[int, int]) -> int:
    said = [Said(int(fact.value), fact.source) for fact in stated.every(topic) if fact.value.strip().isdigit()]
    said = [one for one in said if one.value in known]
    counts = Counter(one.value for one in said)
    said.sort(key=lambda one: (-counts[one.value], one.value != known[0]))
    if not said:
        return known[0]
    return settle(ledger, conflicts.SETTING, about, said, name=name, affects=3)


_PARTS: dict[str, ErrorPart] = {
    "detail": ErrorPart.MESSAGE,
    "message": ErrorPart.MESSAGE,
    "error": ErrorPart.MESSAGE,
    "error_message": ErrorPart.MESSAGE,
    "msg": ErrorPart.MESSAGE,
    "errors": ErrorPart.ERRORS,
    "details": ErrorPart.ERRORS,
    "field_errors": ErrorPart.ERRORS,
    "code": ErrorPart.CODE,
    "error_code": ErrorPart.CODE,
    "type": ErrorPart.CODE,
    "status": ErrorPart.STATUS,
    "status_code": ErrorPart.STATUS,
}


def _error_body(ledger: Ledger, stated: Stated) -> tuple[ErrorField, ...]:
    said: list[Said[tuple[ErrorField, ...]]] = []
    for fact in stated.of(Topic.ERROR_BODY):
        body = read_error_body(fact.value)
        if body:
            said.append(Said(body, fact.source))
    if not said:
        return DEFAULT_ERROR_BODY
    return settle(
        ledger, conflicts.SETTING, "the body of an error", said, show=show_error_body, name="errors.body", affects=4
    )


def show_error_body(fields: Sequence[ErrorField]) -> str:
    """Give an error body as a person reads it: ``{error: {code, message}}``."""
    return (
        "{"
        + ", ".join(f"{one.name}: {show_error_body(one.fields)}" if one.fields else one.name for one in fields)
        + "}"
    )


def read_error_body(text: str) -> tuple[ErrorField, ...]:
    """Read the documented JSON of an error; nothing where it holds no message."""
    try:
        value = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(value, dict):
        return ()
    fields = _error_fields(value)
    parts = {one.part for field in fields for one in (field, *field.fields)}
    if ErrorPart.MESSAGE not in parts:
        return ()
    return fields if ErrorPart.ERRORS in parts or len(fields) > 1 else (*fields, ErrorField("errors", ErrorPart.ERRORS))


def _error_fields(value: dict[str, object]) -> tuple[ErrorField, ...]:
    words_for_message = [name for name in ("message", "detail", "error", "msg") if isinstance(value.get(name), str)]
    fields: list[ErrorField] = []
    for name, member in value.items():
        part = _PARTS.get(snake(name))
        if isinstance(member, dict):
            inner = _error_fields(member)
            fields.append(
                ErrorField(name, ErrorPart.OBJECT, fields=inner)
                if inner and part is not ErrorPart.ERRORS
                else ErrorField(name, ErrorPart.ERRORS)
            )
        elif isinstance(member, list):
            fields.append(ErrorField(name, ErrorPart.ERRORS))
        elif part is ErrorPart.MESSAGE and name not in words_for_message[:1]:
            fields.append(ErrorField(name, ErrorPart.CODE))
        elif part in (ErrorPart.MESSAGE, ErrorPart.CODE, ErrorPart.STATUS):
            fields.append(ErrorField(name, part))
        elif isinstance(member, bool) or member is None:
            fields.append(ErrorField(name, ErrorPart.LITERAL, _scalar(member)))
    return tuple(fields)


def _scalar(value: object) -> JsonScalar:
    return value if isinstance(value, str | int | float | bool) else None


def _camel_case(stated: Stated, endpoints: Sequence[Endpoint]) -> bool:
    case = stated.first(Topic.CASE)
    if case is not None:
        return case.lower().startswith("camel")
    names = [field.name for endpoint in endpoints for field in (endpoint.body or ())]
    names += [field.name for endpoint in endpoints for field in (endpoint.success.fields if endpoint.success else ())]
    camel = sum(1 for name in names if name != name.lower() and "_" not in name)
    snakes = sum(1 for name in names if "_" in name)
    return camel > snakes

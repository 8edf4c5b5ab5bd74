"""Settings: what holds for the whole backend, from the statements of all documents."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    ColumnRole,
    Entity,
    Operation,
    Settings,
    TokenIssuer,
    UnknownFields,
    users_among,
)
from workbench.patterns import regex
from workbench.reading.facts import FieldFact, SettingFact, Topic
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.serving.answers.error_bodies import resolve_error_body
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.storing.infrastructure import refreshes
from workbench.resolving.words import words

_BAD_REQUEST, _UNPROCESSABLE = 400, 422
_GENERIC_TITLE = regex(
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


@dataclass(frozen=True, slots=True)
class _Settling:
    """Single settings, settled from what is stated of them."""

    ledger: Ledger
    stated: Stated

    def number(self, topic: Topic, about: str, default: int, least: int, others: tuple[int, ...] = ()) -> int:
        """Settle a number; what is below ``least`` is not meant. Where no document states it and there are ``others``
        that people take, too, the default is told and can be overturned."""
        said = [
            Said(int(fact.value), fact.source)
            for fact in self.stated.of(topic)
            if fact.value.strip().isdigit() and not self._is_access(fact)
        ]
        said = [one for one in said if one.value >= least]
        if not said and others:
            reason = "No document states it, and it is usual."
            return self._assumed(f"settings.{topic.value}.limit", about, (default, *others), reason, least)
        if not said:
            return default
        return settle(self.ledger, kinds.LIMIT, about, said, name=f"settings.{topic.value}")

    def _assumed(
        self, identifier: str, about: str, known: tuple[int, ...], reason: str, least: int | None = None
    ) -> int:
        """Take the first of the ``known`` numbers where no document states one; an answer overturns it."""
        told = [_told(about, one) for one in known]
        choices = [Choice(str(one), str(one), text) for one, text in zip(known, told, strict=True)]
        return int(self.ledger.assume(identifier, told[0], choices, (), reason=reason, least=least))

    def _is_access(self, fact: SettingFact) -> bool:
        """Tell whether a line that also speaks of refreshing gave the lifetime of the access token."""
        return fact.topic is Topic.REFRESH_SECONDS and any(
            (other.source, other.value) == (fact.source, fact.value) for other in self.stated.of(Topic.TOKEN_SECONDS)
        )

    def status(
        self, topic: Topic, name: str, about: str, known: tuple[int, int], documented: Sequence[Said[int]] = ()
    ) -> int:
        """Settle a status among the ``known`` ones, the usual one first; what answers show is ``documented``, and
        counts where no sentence states it."""
        said = [Said(int(fact.value), fact.source) for fact in self.stated.every(topic) if fact.value.strip().isdigit()]
        said = [one for one in said if one.value in known] or list(documented)
        counts = Counter(one.value for one in said)
        said.sort(key=lambda one: (-counts[one.value], one.value != known[0]))
        if not said:
            return self._assumed(f"{name}.setting", about, known, "No document states it.")
        if len(counts) == 1:
            self.ledger.note(
                f"{name}.everywhere",
                _told(about, f"{said[0].value} wherever no document says otherwise"),
                str(said[0].value),
                [one.source for one in said[:3]],
                reason="It is what is said of the places that the documents name.",
            )
        return settle(self.ledger, kinds.SETTING, about, said, name=name, affects=3)


def _origins(stated: Stated) -> tuple[str, ...]:
    """Give the origins that the documents name; where one of them says any, it is any."""
    named = tuple(dict.fromkeys(fact.value for fact in stated.of(Topic.ORIGIN)))
    return ("*",) if "*" in named else named


_REFUSING = regex(r"\b(?:validation|invalid|bad request|malformed|missing|required)\b", re.IGNORECASE)


def _documented_refusals(endpoints: Sequence[Endpoint]) -> list[Said[int]]:
    """Give the status with which calls that carry a body refuse what is invalid, where their answers show one alone:
    ``400: Validation error``."""
    said = [
        Said(response.status, response.source or fact.source)
        for endpoint in endpoints
        for fact in endpoint.facts
        for response in (fact.responses if fact.body else ())
        if response.status == _UNPROCESSABLE
        or (response.status == _BAD_REQUEST and _REFUSING.search(response.description))
    ]
    return said if len({one.value for one in said}) == 1 else []


def _told(about: str, value: object) -> str:
    return f"{about[0].upper()}{about[1:]} is {value}."


def stated_settings(facts: Iterable[SettingFact]) -> Stated:
    """Put the statements in order of authority."""
    return Stated(tuple(sorted(facts, key=lambda fact: (endpoint_rank(fact.source), fact.source))))


def resolve_settings(ledger: Ledger, stated: Stated, endpoints: Sequence[Endpoint], issuer: TokenIssuer) -> Settings:
    """Settle what holds for the whole backend."""
    base, settling = Settings(), _Settling(ledger, stated)
    title = _title(stated)
    here = issuer is TokenIssuer.HERE
    return Settings(
        name="-".join([*(words(title)[:4] or ("app",)), "backend"]),
        title=title,
        token_issuer=issuer,
        token_scheme=stated.first(Topic.TOKEN_SCHEME) or base.token_scheme,
        access_token_seconds=settling.number(
            Topic.TOKEN_SECONDS,
            "the lifetime of an access token in seconds",
            base.access_token_seconds,
            30,
            (3600, 86400) if here else (),
        ),
        refresh_token_seconds=settling.number(
            Topic.REFRESH_SECONDS,
            "the lifetime of a refresh token in seconds",
            base.refresh_token_seconds,
            60,
            (7 * 86400, 90 * 86400) if here and refreshes(endpoints) else (),
        ),
        password_min_length=settling.number(
            Topic.PASSWORD_MIN_LENGTH,
            "the shortest password",
            base.password_min_length,
            1,
            (12, 16) if here else (),
        ),
        login_attempts=settling.number(
            Topic.LOGIN_ATTEMPTS,
            "the number of login attempts allowed",
            base.login_attempts,
            1,
            (5, 3) if here else (),
        ),
        roles=tuple(dict.fromkeys(fact.value for fact in stated.of(Topic.ROLE))),
        default_role=stated.first(Topic.DEFAULT_ROLE),
        other_users_row=settling.status(
            Topic.OTHER_USERS_ROW, "rows.other_user", "the answer for another user's row", (404, 403)
        ),
        other_users_path=settling.status(
            Topic.OTHER_USERS_PATH, "paths.other_user", "the answer for another user's id in the path", (403, 404)
        ),
        validation_status=settling.status(
            Topic.VALIDATION_STATUS,
            "validation.status",
            "the answer to invalid input",
            (422, 400),
            _documented_refusals(endpoints),
        ),
        unknown_fields=_unknown_fields(ledger, stated, endpoints),
        error_body=resolve_error_body(ledger, stated.of(Topic.ERROR_BODY), endpoints),
        camel_case=_camel_case(stated, endpoints),
        origins=_origins(stated),
        default_limit=settling.number(Topic.DEFAULT_LIMIT, "the page size of a list", base.default_limit, 1),
        max_limit=settling.number(Topic.MAX_LIMIT, "the largest page of a list", base.max_limit, 1),
    )


def _unknown_fields(ledger: Ledger, stated: Stated, endpoints: Sequence[Endpoint]) -> UnknownFields:
    """Tell what becomes of members of a body that no document names."""
    value = stated.first(Topic.UNKNOWN_FIELDS)
    if value is None and any(endpoint.method in ("POST", "PUT", "PATCH") for endpoint in endpoints):
        value = ledger.assume(
            "bodies.unknown",
            "Members of a body that no document names are ignored.",
            [
                Choice("ignore", "they are ignored", "Schemas ignore what they do not know."),
                Choice("forbid", "they are refused", "Schemas refuse what they do not know."),
            ],
            (),
            reason="No document states what becomes of them.",
        )
    return UnknownFields.FORBID if value == "forbid" else UnknownFields.IGNORE


def settle_roles(settings: Settings, entities: Sequence[Entity], operations: Sequence[Operation]) -> Settings:
    """Complete the roles: those that a column of the users enumerates, those stated, those operations ask for."""
    users = users_among(entities)
    column = users.with_role(ColumnRole.USER_ROLE) if users else None
    asked = [role for operation in operations for role in (*operation.roles, *operation.bypass_roles)]
    # One role however it is written; as the accounts have it, which comes first.
    written: dict[str, str] = {}
    for role in (*(column.limits.choices if column else ()), *settings.roles, *asked):
        written.setdefault(str(role).lower(), str(role))
    roles = tuple(written.values())
    default = column.default.value if column and column.default else settings.default_role
    return replace(settings, roles=roles, default_role=str(default) if default is not None else None)


def _title(stated: Stated) -> str:
    for fact in reversed(stated.of(Topic.TITLE)):
        plain = " ".join(_GENERIC_TITLE.sub(" ", fact.value).split()).strip(" -–—:&")
        if len(words(plain)) >= 1 and len(plain) > 2:
            return plain[:60]
    # Not the folder's name: the same specifications give the same bytes wherever they lie.
    return "App"


def _names_in(field: FieldFact) -> Iterator[str]:
    """Give the names of a field and of all within it: a row may lie in an envelope."""
    yield field.name
    for inner in field.fields:
        yield from _names_in(inner)


def _camel_case(stated: Stated, endpoints: Sequence[Endpoint]) -> bool:
    case = stated.first(Topic.CASE)
    if case is not None:
        return case.lower().startswith("camel")
    fields = [field for endpoint in endpoints for field in (endpoint.body or ())]
    fields += [field for endpoint in endpoints for field in (endpoint.success.fields if endpoint.success else ())]
    names = [name for field in fields for name in _names_in(field)]
    camel = sum(1 for name in names if name != name.lower() and "_" not in name)
    snakes = sum(1 for name in names if "_" in name)
    return camel > snakes

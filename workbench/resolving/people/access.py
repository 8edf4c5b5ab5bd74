"""Who may call an operation: its authentication, its roles, and the errors that follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from generators.blueprint import Access, Entity, EntityPurpose, OperationKind, Source
from workbench.reading.facts import SettingFact, Topic
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.people.general_access import General
from workbench.resolving.serving.classify import Kind
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import core_of
from workbench.resolving.settings import Stated
from workbench.resolving.words import singular

_PUBLIC_KINDS = (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH, Kind.HEALTH)
_CALLER_KINDS = (Kind.READ_ME, Kind.UPDATE_ME, Kind.DELETE_ME, Kind.CHANGE_PASSWORD)
_SETTLED_KINDS = (*_CALLER_KINDS, Kind.REGISTER, Kind.LOGIN, Kind.REFRESH)


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for authentication in general, and for ``methods`` where it is said of them."""

    default: Access
    sources: tuple[Source, ...] = ()
    methods: tuple[SettingFact, ...] = ()
    files: frozenset[str] = frozenset()
    """The documents that describe endpoints."""
    unmarked: frozenset[str] = frozenset()
    """The endpoints that stay open where others say one by one that they need a token."""

    def access_of(self, endpoint: Endpoint) -> Access:
        """Tell who may call an endpoint of which nothing is said."""
        said = self._said_of(endpoint)
        if not said and endpoint.route in self.unmarked:
            return Access.PUBLIC
        return _access(said[0]) if said else self.default

    def roles_of(self, endpoint: Endpoint) -> tuple[str, ...]:
        """Give the roles that such an endpoint is reserved to."""
        return tuple(self._said_of(endpoint)[1:])

    def _said_of(self, endpoint: Endpoint) -> list[str]:
        """Give the access and the roles; what is said of a resource goes before what is said of everything."""
        if any(fact.auth for fact in (*endpoint.facts, *endpoint.mentions)):
            return []
        files, described = (
            {fact.source.file for fact in endpoint.facts},
            {one.source.file for one in self.methods} & self.files,
        )
        resources = {"", *(singular(part) for part in core_of(endpoint.path))}
        fitting = [
            one
            for one in self.methods
            if one.value.startswith(f"{endpoint.method} ")
            and singular(one.scope) in resources
            # What a document that describes endpoints says without a name holds for those.
            and (one.scope or one.source.file not in described or one.source.file in files)
        ]
        return max(fitting, key=lambda one: bool(one.scope)).value.split()[1:] if fitting else []


def resolve_policy(ledger: Ledger, stated: Stated, endpoints: Sequence[Endpoint], entities: Sequence[Entity]) -> Policy:
    """Tell what holds for endpoints of which nothing is said: they are open where the interface is said to know no
    callers and nothing speaks of tokens, and else closed until somebody decides otherwise."""
    general, methods = stated.of(Topic.AUTH_DEFAULT), tuple(stated.every(Topic.AUTH_METHODS))
    files = frozenset(fact.source.file for endpoint in endpoints for fact in endpoint.facts)
    some = [fact for fact in general if fact.value == "marked"]
    if some and any(fact.auth == "required" for endpoint in endpoints for fact in endpoint.facts):
        # "Some endpoints require authentication": those that say so, and no others.
        return Policy(Access.PUBLIC, (some[0].source,), methods, files)
    general = [fact for fact in general if fact.value != "marked"]
    if general:
        sources = tuple(fact.source for fact in general)
        return Policy(_access(general[0].value), sources, methods, files)
    topics = (Topic.CREDENTIALS, Topic.TOKEN_ISSUER, Topic.TOKEN_SCHEME, Topic.TOKEN_SECONDS)
    spoken = [fact.source for topic in topics for fact in stated.every(topic)]
    spoken += [
        fact.source
        for endpoint in endpoints
        for fact in endpoint.facts
        if fact.auth == "required" or any(response.status == 401 for response in fact.responses)
    ]
    silent = [endpoint.sources[0] for endpoint in endpoints if not any(fact.auth for fact in endpoint.facts)]
    if spoken or methods or not silent:
        return Policy(Access.REQUIRED, tuple(spoken[:4]), methods, files, _unmarked(ledger, endpoints, entities))
    if free := stated.of(Topic.NO_AUTH):
        return Policy(Access.PUBLIC, sources=tuple(fact.source for fact in free))
    return Policy(_access(_assumed(ledger, silent[0])))


def _unmarked(ledger: Ledger, endpoints: Sequence[Endpoint], entities: Sequence[Entity]) -> frozenset[str]:
    """Give the reads of resources at which no endpoint asks for a token, where at least two others do one by one.
    Accounts, and rows that belong to somebody, stay closed until somebody opens them.

    Example: `POST /moorings` and `DELETE /moorings/{id}` say "requires authentication", `GET /boats` says nothing.
    """
    said = {fact.auth for endpoint in endpoints for fact in endpoint.facts}
    marked = [one for one in endpoints if any(fact.auth == "required" for fact in one.facts)]
    private = {one.singular for one in entities if one.owner or one.purpose is EntityPurpose.USERS}
    closed = {_resource(one) for one in marked} | private
    open_reads = [
        one
        for one in endpoints
        if one.method == "GET" and _resource(one) not in closed and not any(fact.auth for fact in one.facts)
        if not any(response.status in (401, 403) for response in one.responses)
    ]
    if len(marked) < _FEW or not open_reads or "public" in said:
        return frozenset()
    value = ledger.assume(
        "auth.unmarked",
        f"{', '.join(one.route for one in open_reads[:4])} need no token.",
        [
            Choice("public", "no token", "They can be called by everybody."),
            Choice("required", "a token as well", "They answer 401 without a token."),
        ],
        [one.sources[0] for one in (*open_reads[:1], *marked[:1])],
        reason="Other endpoints say one by one that they need one, and these do not.",
    )
    return frozenset(one.route for one in open_reads) if value == "public" else frozenset()


def _resource(endpoint: Endpoint) -> str:
    return singular(next(iter(core_of(endpoint.path)), "").replace("-", "_"))


_FEW = 2
"""How many endpoints must ask for a token by themselves before the silence of others means something."""


def _assumed(ledger: Ledger, evidence: Source) -> str:
    return ledger.assume(
        "auth.default",
        "Every endpoint needs a signed-in user unless it is declared public.",
        [
            Choice("required", "a signed-in user", "Endpoints of which nothing is said ask for a token."),
            Choice("public", "nobody", "Endpoints of which nothing is said are open to everybody."),
        ],
        [evidence],
        reason="No document speaks of authentication, and closed is safer than open.",
    )


def _access(text: str) -> Access:
    return Access(text) if text in ("required", "optional", "public") else Access.REQUIRED


def resolve_access(
    ledger: Ledger, endpoint: Endpoint, kind: OperationKind, policy: Policy, general: Sequence[General] = ()
) -> Access:
    """Tell whether an operation needs a signed-in user, held against what is said of all endpoints."""
    access = _own_access(ledger, endpoint, kind, policy)
    if kind in _SETTLED_KINDS or ledger.asked(f"endpoint.{endpoint.route}.auth"):
        return access
    files = {fact.source.file for fact in endpoint.facts}
    against = [
        Said(one.access, one.source)
        for one in general
        if one.access is not access and one.source.file not in files and one.covers(endpoint.path)
    ]
    if not against or Access.OPTIONAL in (access, *(one.value for one in against)):
        return access
    said = [Said(access, _line_of(endpoint, access)), *against]
    part = next(iter(core_of(endpoint.path)), "root")
    return settle(ledger, kinds.GENERAL_AUTH, endpoint.route, said, name=f"access.{part}")


def _line_of(endpoint: Endpoint, access: Access) -> Source:
    """Give the line that says who may call an endpoint, else the one that describes it."""
    return next((fact.source for fact in endpoint.facts if fact.auth == access.value), endpoint.sources[0])


def _own_access(ledger: Ledger, endpoint: Endpoint, kind: OperationKind, policy: Policy) -> Access:
    stated = [fact for fact in endpoint.facts if fact.auth] or [fact for fact in endpoint.mentions if fact.auth]
    said = [Said(_access(fact.auth), fact.source) for fact in stated if fact.auth]
    if kind in _CALLER_KINDS:
        return Access.REQUIRED
    if kind in (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH):
        return Access.PUBLIC
    if said:
        about = endpoint.route
        return settle(ledger, kinds.AUTH, about, said, name=f"endpoint.{about}")
    if kind in _PUBLIC_KINDS:
        return Access.PUBLIC
    return policy.access_of(endpoint)

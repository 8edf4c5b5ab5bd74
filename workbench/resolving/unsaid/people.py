"""What is left unsaid of users, tokens, roles and who may call how often."""

from collections.abc import Iterator

from generators.blueprint import Access, EntityPurpose, OperationKind, Source, TokenIssuer
from workbench.resolving.unsaid.entry import Known, Other, Unsaid, lines_of
from workbench.resolving.words import join_words

_SIGNING_IN = (OperationKind.LOGIN, OperationKind.REGISTER)


def find_tokens(known: Known) -> Iterator[Unsaid]:
    """How tokens are signed, carried, and taken back."""
    closed = tuple(one for one in known.blueprint.operations if one.access is Access.REQUIRED and one.sources)
    if not closed:
        return
    issuer = known.blueprint.settings.token_issuer
    if issuer is not TokenIssuer.JWKS and not known.speaks_of(r"\bhs256\b|\brs256\b|\beddsa\b"):
        yield Unsaid(
            "unsaid.algorithm",
            "Tokens are signed with HS256 and the shared secret; exp and sub are required, other claims are ignored.",
            "HS256",
            "No document names an algorithm, and with a shared secret there is one that everybody speaks.",
            known.line_of(r"\bjwt\b|\btokens?\b") or lines_of(closed, 1),
        )
    yield _carried(known, lines_of(closed, 1))
    out = known.line_of(r"\b(?:sign|log)[- ]?out\b")
    if out:
        yield Unsaid(
            "unsaid.signing_out",
            "Signing out ends the refresh token where there is one; an access token stays valid until it expires.",
            "until it expires",
            "A stateless token cannot be taken back, and no table for revoked ones is described.",
            out,
        )


def _carried(known: Known, some: tuple[Source, ...]) -> Unsaid:
    if other := known.line_of(r"\bx-api-key\b|\bapi[ -]keys? (?:auth|header)\w*|\bhttp basic\b|\bbasic auth\w*"):
        text = (
            "A request carries a signed token in the Authorization header; an API key or a password there is refused."
        )
        reason = "The documents speak of another kind of credentials, which is not built."
        return Unsaid("unsaid.carried", text, "a token", reason, other)
    cookie = known.line_of(r"\bhttp-?only\b|\bcookies?\b")
    text = "A request carries its token in the Authorization header; a cookie is not looked at."
    between = "What the documents say of cookies is between the browser and the frontend."
    return Unsaid(
        "unsaid.carried", text, "header", between if cookie else "No document names another place.", cookie or some
    )


def find_users(known: Known) -> Iterator[Unsaid]:
    """Who makes the rows of users."""
    if any(one.kind in _SIGNING_IN for one in known.blueprint.operations):
        return
    closed = tuple(one for one in known.blueprint.operations if one.access is Access.REQUIRED and one.sources)
    users = known.blueprint.users
    if closed:
        there = "the system that issues the tokens; a token whose user has no row is answered with 401"
        none = "the subject of a token is taken as the user's id, no row is looked up"
        yield Unsaid(
            "unsaid.users",
            f"No endpoint makes users or issues tokens: "
            f"{f'their rows come from {there}' if users and users.sources else none}.",
            "made elsewhere",
            "No document describes an endpoint that registers or signs in.",
            (users.sources[:1] if users and users.sources else ()) or lines_of(closed, 2),
        )


def find_roles(known: Known) -> Iterator[Unsaid]:
    """Roles that are named, and that nothing grants."""
    users = known.blueprint.users
    held = users is not None and any("role" in column.name for column in users.columns)
    line = known.line_of(r"\b(?:admin(?:istrator)?s?|rbac|role[- ]based)\b")
    asked = any(one.roles for one in known.blueprint.operations)
    if line and not held and not asked:
        yield Unsaid(
            "unsaid.roles",
            "Everybody who is signed in may do the same with their own rows: roles that the documents name have no "
            "effect.",
            "no roles",
            "No column holds a role, and no endpoint asks for one.",
            line,
        )


def find_flags(known: Known) -> Iterator[Unsaid]:
    """Columns of users that look as if they decided something."""
    for entity in known.blueprint.entities:
        if entity.purpose is not EntityPurpose.USERS:
            continue
        told = [one for one in entity.columns if one.sources and one.name in _FLAGS]
        if told:
            yield Unsaid(
                f"{entity.name}.flags",
                f"{join_words([one.name for one in told])} of {entity.name} {'are' if len(told) > 1 else 'is'} kept "
                "and shown, and set by no endpoint that the documents describe.",
                "kept",
                "No document states what follows from it.",
                tuple(one.sources[0] for one in told),
            )


_FLAGS = frozenset(
    {"is_active", "active", "email_verified", "is_verified", "last_login_at", "last_login", "suspended", "locked_until"}
)


def find_limits(known: Known) -> Iterator[Unsaid]:
    """How often somebody may call, and from where."""
    spoken = known.line_of(r"\brate[- ]?limit\w*|\bthrottl\w+|\block(?:ed)?[- ]?out\b")
    some = lines_of(tuple(one for one in known.blueprint.operations if one.sources), 1)
    signing = any(one.kind is OperationKind.LOGIN for one in known.blueprint.operations)
    settings = known.blueprint.settings
    guard = (
        f" {settings.login_attempts} failed sign-ins within {settings.login_window // 60} minutes are followed by 429."
        if signing
        else ""
    )
    yield Unsaid(
        "unsaid.rates",
        f"Calls are not counted unless a rule below says so; a limit per client is the gateway's.{guard}",
        "not counted",
        "The documents speak of a limit without a figure that can be enforced here."
        if spoken
        else "No document asks for it.",
        spoken or some,
        (
            Other(
                "100 a minute", "100 calls a minute are answered for each user", ("all: 100 calls per minute by user",)
            ),
        ),
    )
    if not settings.origins:
        yield Unsaid(
            "unsaid.origins",
            "Browsers may call from the origins in CORS_ORIGINS, and from none while it is empty.",
            "none",
            "The address of a frontend is a setting of the place where it runs.",
            known.line_of(r"\bcors\b|\ballowed origins?\b|\bfrontend_url\b") or some,
        )

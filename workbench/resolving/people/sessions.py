"""Sessions: which endpoints sign people up and in, and whether they are this backend's or another system's."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generators.blueprint import Source, TokenIssuer
from workbench.patterns import regex
from workbench.reading.facts import SettingFact, Topic
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.endpoints import Endpoint, signs_in
from workbench.resolving.serving.routing.paths import segments_of
from workbench.resolving.words import snake

ISSUING = frozenset({"register", "signup", "sign_up", "login", "signin", "sign_in", "log_in"})
_OTHER_SESSION = frozenset(
    {
        *("logout", "signout", "sign_out", "log_out", "session", "refresh", "refresh_token", "token_refresh"),
        *("change_password", "forgot_password", "reset_password", "verify_email", "callback"),
    }
)
_SECRET_NAME = regex(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
_SOMEBODY_ELSE = regex(
    r"better[- ]?auth|next\.?js|front-?end|clerk|auth0|supabase|cognito|firebase|keycloak|okta"
    r"|identity provider|external|\bshared\b|\bsame (?:secret|key|value)",
    re.IGNORECASE,
)


_PROVIDER = r"(?:better[- ]?auth|clerk|auth0|supabase auth|cognito|firebase auth\w*|keycloak|okta)"
_NAMED = regex(_PROVIDER, re.IGNORECASE)
_PROVIDING = regex(
    rf"\b{_PROVIDER}\b(?: \([\w ]+\))?[ —]+(?:\w+ (?:— )?)?"
    rf"(?:issues|creates|generates|signs|manages|handles|owns|validates credentials)\b"
    rf"|\b(?:managed|handled|issued|created|owned|provided) by {_PROVIDER}\b"
    rf"|\b(?:authentication|auth library|auth)\b\W{{1,4}}{_PROVIDER}\b"
    rf"|\buse {_PROVIDER} (?:apis? )?for\b",
    re.IGNORECASE,
)
"""Another system that has the users or issues the tokens: ``Clerk manages the accounts``, ``managed by Keycloak``."""


def last_word(path: str) -> str:
    """Give the last segment of a path in snake case."""
    parts = segments_of(path)
    return snake(parts[-1]) if parts else ""


def is_issuing(endpoint: Endpoint) -> bool:
    """Tell whether an endpoint registers or signs in."""
    return endpoint.method == "POST" and (last_word(endpoint.path) in ISSUING or signs_in(endpoint))


def is_session(endpoint: Endpoint) -> bool:
    """Tell whether an endpoint belongs to signing up, in or out."""
    return is_issuing(endpoint) or last_word(endpoint.path) in _OTHER_SESSION


def find_providers(sentences: Iterable[Statement]) -> tuple[Source, ...]:
    """Give where another system is said to have the users or to issue the tokens, in a sentence or in its heading."""
    said = ((one.source, f"{one.text} {one.titles[-1] if one.titles else ''}") for one in sentences)
    return tuple(source for source, text in said if _NAMED.search(text) and _PROVIDING.search(text))


def resolve_issuer(
    ledger: Ledger,
    facts: Sequence[SettingFact],
    endpoints: Sequence[Endpoint],
    texts: Mapping[str, str],
    providers: Sequence[Source] = (),
) -> TokenIssuer:
    """Settle who issues the access tokens; ``providers`` are the lines that name another system as the one."""
    own = [endpoint for endpoint in endpoints if is_issuing(endpoint)]
    stated = [fact for fact in facts if fact.topic is Topic.TOKEN_ISSUER]
    here = [fact.source for fact in stated if fact.value == TokenIssuer.HERE.value]
    outside = [fact for fact in stated if fact.value in (TokenIssuer.SHARED_SECRET.value, TokenIssuer.JWKS.value)]
    telling = [*(fact.source for fact in outside if _names_somebody(fact, texts)), *providers]
    if not own:
        return _verified(ledger, outside)
    lines = [source for endpoint in own for source in endpoint.sources]
    if not telling:
        return TokenIssuer.HERE
    documented = [endpoint for endpoint in own if endpoint_rank(endpoint.sources[0])[0] == 0]
    first = TokenIssuer.HERE if documented or here else TokenIssuer.SHARED_SECRET
    return _asked(ledger, first, _verification(outside), list(dict.fromkeys((*lines, *here, *telling))))


def _names_somebody(fact: SettingFact, texts: Mapping[str, str]) -> bool:
    """Tell whether a statement is about another system and not only about what the secret is called."""
    if fact.value == TokenIssuer.JWKS.value:
        return True
    lines = texts.get(fact.source.file, "").split("\n")[fact.source.line - 1 : fact.source.end_line]
    return bool(_SOMEBODY_ELSE.search(_SECRET_NAME.sub("", " ".join(lines))))


def _verification(facts: Sequence[SettingFact]) -> TokenIssuer:
    counts = Counter(fact.value for fact in facts)
    return TokenIssuer.JWKS if counts["jwks"] > counts["shared_secret"] else TokenIssuer.SHARED_SECRET


def _verified(ledger: Ledger, facts: Sequence[SettingFact]) -> TokenIssuer:
    """Settle how the tokens of another system are verified."""
    if len({fact.value for fact in facts}) < 2:
        return _verification(facts)
    value = ledger.ask(
        "tokens.verification",
        "How are the tokens of the other system signed: with the shared secret, or with keys that it publishes?",
        [
            Choice("shared_secret", "HS256 with the shared secret", "Tokens are verified with BETTER_AUTH_SECRET."),
            Choice("jwks", "with published keys (JWKS)", "Keys are fetched, cached and rotated."),
        ],
        [fact.source for fact in facts],
        why="the shared secret is named as the way to verify.",
        affects=50,
    )
    return TokenIssuer(value)


def _asked(ledger: Ledger, first: TokenIssuer, outside: TokenIssuer, evidence: Sequence[Source]) -> TokenIssuer:
    choices = [
        Choice("here", "this backend", "Register, login and token routes are generated here."),
        Choice(outside.value, "another system, the backend only verifies", "No login route is generated."),
    ]
    choices.sort(key=lambda choice: choice.value != (first.value if first is TokenIssuer.HERE else outside.value))
    why = (
        "Register and login are described as endpoints of this backend."
        if first is TokenIssuer.HERE
        else "The documents of the interface have no register or login endpoint."
    )
    value = ledger.ask(
        "tokens.issuer",
        "Who issues the access tokens: this backend, or another system whose tokens it only verifies?",
        choices,
        evidence,
        why=why,
        affects=60,
    )
    return TokenIssuer(value)


def own_endpoints(ledger: Ledger, issuer: TokenIssuer, endpoints: Iterable[Endpoint]) -> tuple[Endpoint, ...]:
    """Leave out the session endpoints of the other system where that is who issues the tokens."""
    every = tuple(endpoints)
    if issuer is TokenIssuer.HERE:
        return every
    foreign = [endpoint for endpoint in every if is_session(endpoint)]
    for endpoint in foreign:
        ledger.note(
            f"endpoint.{endpoint.route}.foreign",
            f"{endpoint.route} is answered by the system that issues the tokens.",
            "left out",
            endpoint.sources[:1],
            reason="This backend only verifies tokens.",
        )
    return tuple(endpoint for endpoint in every if endpoint not in foreign)

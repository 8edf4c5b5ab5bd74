"""Claims about tokens: their algorithm, claims, lifetime and header, and where the caller's identity comes from."""

import re

from generators.blueprint import OperationKind, Rule, RuleKind, TokenIssuer
from workbench.reading.values.durations import seconds_in
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or

Kind = OperationKind
_JWT = r"(?:(?:the|a|an|all|valid|jwt|access|bearer|auth|authentication|session|incoming|every) )*(?:jwts?|tokens?)"
_SECRET = r"`?(?:BETTER_AUTH_SECRET|(?:the )?shared secret(?: key)?|(?:the )?same secret)`?"
_SPAN = (
    r"(?P<count>\d+)[ -]?(?P<unit>seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|s|m|h|d)\b"
    r"(?: ?\(\d[\d,]* ?s(?:econds)?\))?"
)


def _token_rules(book: Book) -> list[Rule]:
    return [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:tokens.")]


def _shared(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """The algorithm and the secret: pinned wherever tokens are not verified with published keys."""
    if book.settings.token_issuer is TokenIssuer.JWKS:
        return missing("tokens are verified with published keys", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, _token_rules(book), "no endpoint needs a token")


def _required_claim(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``exp`` and ``sub`` are asked of every token; other claims are not looked at."""
    named = set(re.findall(r"\b(?:sub|exp|iat|iss|aud|email|user_id|jti|nbf|role)\b", match["claims"].lower()))
    if re.search(r"\bsubject\b", match["claims"], re.IGNORECASE):
        named.add("sub")
    if re.search(r"\bexpir\w+", match["claims"], re.IGNORECASE):
        named.add("exp")
    others = sorted(named - {"sub", "exp"})
    if others or not named:
        return missing(f"a token without {', '.join(others)} is accepted", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, _token_rules(book), "no endpoint needs a token")


def _identity(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``The user id comes from the token's sub claim``, never from what the client sends."""
    claim = (match.groupdict().get("claim") or "sub").lower()
    if claim not in ("sub", "subject"):
        return missing(f"the caller is the token's sub, not {claim}", RuleKind.AUTHENTICATION)
    rules = book.ruled(RuleKind.OWNERSHIP) or _token_rules(book)
    tokens = _token_rules(book)
    return proven_or(RuleKind.OWNERSHIP, [*tokens, *rules][:8] if tokens else [], "no endpoint needs a token")


def _identity_of_rows(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Set user_id on create``: a new row belongs to the caller."""
    entity = sentence.entity or sentence.about
    owned = book.ruled(RuleKind.OWNERSHIP, entity.name if entity else None)
    return proven_or(RuleKind.OWNERSHIP, [rule for rule in owned if rule.columns], "the rows have no owner")


def _lifetime(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    seconds = int(match["count"]) * seconds_in(match["unit"])
    settings = book.settings
    refresh = "refresh" in sentence.text.lower()
    if settings.token_issuer is not TokenIssuer.HERE:
        return missing("tokens are issued elsewhere, which decides how long they live", RuleKind.TIME)
    have = settings.refresh_token_seconds if refresh else settings.access_token_seconds
    if have != seconds:
        return missing(f"such a token lives {have} seconds", RuleKind.TIME)
    kinds = (Kind.REFRESH,) if refresh else (Kind.LOGIN, Kind.REGISTER)
    return proven_or(RuleKind.TIME, book.of(None, *kinds), "the backend issues no such tokens")


def _expired(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    return proven_or(RuleKind.AUTHENTICATION, _token_rules(book), "no endpoint needs a token")


def _issued(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Generate a JWT on login``: the operations that answer with a token."""
    kinds = (Kind.REFRESH,) if "refresh" in match[0].lower() else (Kind.LOGIN,)
    if re.search(r"\bregist|\bsign ?up", sentence.text, re.IGNORECASE) and kinds == (Kind.LOGIN,):
        issuing = [
            one
            for one in book.of(None, Kind.REGISTER)
            if any(field.holds.value == "access_token" for field in one.response.envelope)
        ]
        if not issuing:
            return missing("registering gives no token", RuleKind.OPERATION)
        return proven(RuleKind.OPERATION, *issuing)
    return proven_or(RuleKind.OPERATION, book.of(None, *kinds), "the backend issues no tokens")


def _lived(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``JWTs with a 7-day expiry``: the span stands first, and tokens must be what the sentence is about."""
    return _lifetime(match, sentence, book) if re.search(r"\btokens?\b|\bjwt", sentence.text, re.IGNORECASE) else None


def _vanished(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    if book.users is None:
        return missing("no users are kept", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, _token_rules(book), "no endpoint needs a token")


def _scheme(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    if match["scheme"].lower() != book.settings.token_scheme.lower():
        return missing(f"the header says {book.settings.token_scheme}", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, _token_rules(book), "no endpoint needs a token")


def _locked(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Account lockout after 5 failed attempts``: the number of attempts, where one is named."""
    rules = book.ruled(RuleKind.RATE_LIMIT)
    rules = [rule for rule in rules if rule.id.startswith("rule:auth.login")]
    wanted = match["attempts"]
    if wanted.isdigit():
        rules = [rule for rule in rules if dict(rule.parameters).get("attempts") == int(wanted)]
    return proven_or(RuleKind.RATE_LIMIT, rules, "the number of attempts is another")


_EXTRACTED = (
    r"(?:extract(?:s|ed)?|identified|identifies|taken|comes?|derived?|obtained|read|determined|set|resolved"
    r"|retrieved|decoded?)"
)
_SUBJECT = (
    r"(?:(?:the|their|its|jwt's|token's|jwt|token) )*[\"'`]?(?P<claim>sub|subject|user_id|userid|id|uid)[\"'`]?(?:"
    r" \(?user[ _]id\)?)?"
    r"(?: claims?)?(?: (?:in|of|from) (?:(?:the|jwt|token|access|verified|validated|decoded) )*(?:jwt|token|payload"
    r"|claims)(?: payload)?)?"
)
_NEVER = (
    r"(?:,? ?(?:and |— |- |– )?(?:never|not) (?:trusted )?(?:from |in )?(?:(?:the|any|a|client|user|url|path|query)"
    r" )*(?:(?:request )?(?:parameters?|body|bodies|payload|input|path|url|data)(?:(?:,? or |,? |/)"
    r"(?:(?:the|a|any|request|url|path|query) )*(?:parameters?|body|path|url|headers?|query))*))"
)

PATTERNS = (
    Pattern(
        rf"(?:using |use |uses |with |via |is |are |must be |be |as |an? |and |verif(?:y|ies) |validates? |signed"
        rf" )*(?:the )?\bHS-?256\b"
        rf"(?: (?:algorithm|signatures?|signed|jwts?|tokens?|hmac)| \(HMAC[^()]*\))*"
        rf"(?: (?:with|using|and|by|signed|verified) (?:{_SECRET}))?",
        _shared,
        ("hs256", "hs-256"),
    ),
    Pattern(
        rf"(?:(?:validate[sd]?|verif(?:y|ies|ied)|signed|checks?|decode[sd]?|checked|decoded|must|be|is|are"
        rf"|signatures?|of|that|the|"
        rf"on every request) )*(?:{_JWT} )?(?:(?:signatures?|is|are|must|be|validated|verified|signed) )*"
        rf"(?:with|using|by|against|via) (?:the )?{_SECRET}(?: environment variable)?",
        _shared,
        ("secret",),
    ),
    Pattern(
        rf"(?:{_JWT}|(?:the )?(?:jwt )?payload) (?:payload )?(?:must|shall|should|has to)? ?(?:contains?|carr(?:y"
        rf"|ies)|includes?|ha(?:s|ve)|holds?)"
        rf" (?:(?:the|a|an|claims?|following|required) )*(?P<claims>[`'\"]?(?:sub|exp|iat|iss|aud|jti|nbf|email"
        rf"|user_id|expir\w+|subject)\b[\w`'\" ,()]*?)(?: claims?| date| time)*(?=[.;:]|$)",
        _required_claim,
        ("token", "jwt", "payload"),
    ),
    Pattern(
        r"^(?P<claims>sub|exp|iat|iss|aud|jti|nbf)\b ?[:—–(-] ?(?:subject|expir\w+(?: time)?|issued at(?: time)?"
        r"|audience|issuer)?"
        r"(?: ?\([^()]*\))?(?: claim)?(?: ?[-—–,:(]* ?(?:is )?(?:required|mandatory)\)?)",
        _required_claim,
        ("required", "mandatory"),
    ),
    Pattern(
        rf"(?:(?:the|authenticated|current|jwt verification must|tokens?) )*(?:user(?:'s)?(?: id| identity|_id)?"
        rf"|identity|user_id|owner(?: id)?|caller(?:'s id)?)"
        rf" (?:(?:is|are|must|shall|should|always|be|only|will) )*{_EXTRACTED} (?:solely |only |exclusively )?from"
        rf" {_SUBJECT}{_NEVER}?",
        _identity,
        ("sub", "user_id", "id"),
    ),
    Pattern(
        rf"(?:(?:the|authenticated|current) )*(?:user(?:'s)?(?: id| identity|_id)?|identity|user_id|owner(?: id)?"
        rf"|caller(?:'s id)?)"
        rf" (?:(?:is|are|must|shall|should|always|be|only|will) )*(?:{_EXTRACTED} )?(?:solely |only |exclusively"
        rf" )?from (?:(?:the|jwt|access|verified|"
        rf"validated|bearer|decoded) )*(?:jwt|token|claims|jwt token|token payload){_NEVER}?",
        _identity,
        ("token", "jwt"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|system|verification|jwt|token|then) )*extracts? (?:(?:the|authenticated) )*user"
        rf"(?:'s)?(?: id| identity|_id)? from {_SUBJECT}"
        rf"{_NEVER}?",
        _identity,
        ("extract",),
    ),
    Pattern(
        r"(?:an? |any |the )?(?:owner|user_?id|user id)(?: id)? (?:(?:sent|given|supplied|provided|passed|named)"
        r" )?in the (?:request )?(?:body|payload) (?:(?:is|are|must be|gets|get) )+ignored",
        _identity_of_rows,
        ("ignored",),
    ),
    Pattern(
        r"\bset (?:the )?`?(?:user_id|owner(?:_id)?)`? (?:on|at|upon|during|when) creat\w+|new {noun} (?:are|is"
        r"|belongs?)(?: (?:associated with|assigned to|owned by|to))? (?:the )?(?:authenticated|current|calling"
        r"|creating) user",
        _identity_of_rows,
        ("set ", "new "),
    ),
    Pattern(
        r"(?:set |use )?(?:the )?(?:jwt|token)(?:'s)? user(?:_id| id| identity)?,? ?(?:and )?(?:ignor(?:e|es|ing)"
        r"|never trust|not) (?:any )?(?:the )?"
        r"`?user_id`? (?:in|from|of) (?:the )?(?:request )?(?:body|payload)",
        _identity,
        ("ignor", "not", "trust"),
    ),
    Pattern(
        rf"(?:(?:(?:the|an?|access|refresh|jwt|auth|session|bearer|generated?|issued?|default|lifetime|of|backend"
        rf"|generates?|issues?|token|tokens|jwts?) )*"
        rf"(?:tokens?|jwts?|expir(?:y|ation)|lifetime)(?: lifetime| expiry| expiration)?)"
        rf"(?: ?[:(—–-] ?| (?:(?:must|shall|should|will|is|are|to|that|which|of|be|valid|has|have|with|a|an|it) )*"
        rf"(?:expire[sd]?|live[sd]?|valid|last|expiry|expiration|"
        rf"lifetime|default)?(?: (?:after|in|for|of|within|is))? ?)(?:lifetime of )?{_SPAN}"
        rf"(?: ?\(?(?:lifetime|expiration|expiry|validity|of inactivity|from issue(?: time)?|after issu\w+"
        rf"|\(?configurable\)?|for (?:access|refresh) tokens?)\)?)*",
        _lifetime,
        ("token", "jwt", "expir", "lifetime"),
    ),
    Pattern(
        rf"(?:(?:tokens?|jwts?|with|have|has|an?|algorithm) )*{_SPAN} (?:token )?(?:expiry|expiration"
        r"|lifetime|validity)(?: (?:time|period))?",
        _lived,
        ("expir", "lifetime", "validity"),
    ),
    Pattern(
        rf"(?:{_JWT} )?(?:must|shall|should)? ?(?:validate|verify|check|checks|verifies)? ?(?:the )?(?:token|jwt)?"
        rf"(?:'s)? ?expir(?:y|ation)(?: time)?"
        rf"(?: (?:is|must be|are) (?:checked|validated|verified|enforced))|(?:validate|verify|check)s? (?:the )?"
        rf"(?:token|jwt)(?:'s)? (?:signature(?: and )?)?(?:expir(?:y|ation))",
        _expired,
        ("expir",),
    ),
    Pattern(
        r"(?:(?:backend|system|server|must|shall|it|api|and) )*(?:generat(?:e|es|ed|ing)|issu(?:e|es|ed|ing)"
        r"|return(?:s|ed)?|receives?|creates?) (?:(?:a|an|the|its|own|new|signed|both|and|jwt|access|refresh|valid)"
        r" )*"
        r"(?:tokens?|jwts?)(?: tokens?)?(?: (?:upon|on|after|for|at|when|following) (?:(?:a|the|successful|valid)"
        r" )*(?:authentication|login|log in|sign ?in|registration|signup|"
        r"sign up|credentials))?",
        _issued,
        ("token", "jwt"),
    ),
    Pattern(
        r"(?:(?:the )?(?:token's |token )?user (?:(?:must|should|still|has to|to) )*(?:exists?\b|be present)(?: in "
        r"(?:the )?(?:database|users table|db))?|user existence is (?:verified|checked)"
        r"(?: in (?:the )?database)?|(?:verify|check)s? (?:that )?(?:the )?user (?:still )?exists(?: in (?:the"
        r" )?database)?)",
        _vanished,
        ("exist", "present"),
    ),
    Pattern(
        r"(?:in |via |using |as |through )?(?:(?:the|an?|http|bearer|format) )*`?authorization(?: header)?:? ?`?"
        r"(?:header )?(?:as |with |format |: |of )*(?:the )?`?"
        r"(?P<scheme>bearer|token|jwt) ?[<{\[]?(?:jwt|access|your)?[ _-]?(?:tokens?|jwt)?[>}\]]?`?(?: header|"
        r" scheme)?",
        _scheme,
        ("authorization",),
    ),
    Pattern(
        r"(?:(?:account|accounts|users?|lock(?:ed|s)?|temporar(?:y|ily)|out|lockout|is|are|must be|be|the) )+"
        r"(?:after|following) (?P<attempts>\d+|multiple|several|repeated|too many) "
        r"(?:(?:consecutive|failed|unsuccessful|wrong|login|invalid) )+(?:attempts?|logins?|passwords?)",
        _locked,
        ("after", "following"),
    ),
    Pattern(
        r"(?:implement |enforce |apply )?rate[- ]?limit(?:s|ed|ing)? (?:(?:for|on|of|the) )*(?:auth(?:entication)?"
        r"|login|log ?in|sign ?in) ?(?:endpoints?|attempts?|requests?)(?P<attempts>)",
        _locked,
        ("rate",),
    ),
)

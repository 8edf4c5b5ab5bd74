"""Claims about who may do what, and about the status that a situation answers with."""

import re
from collections.abc import Callable

from generators.blueprint import Access, ColumnRole, Operation, OperationKind, RuleKind, TokenIssuer
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or

Kind = OperationKind
_TOKEN = (
    r"(?:(?:valid|jwt|access|bearer|authentication|auth|authorization|authenticated|verified|proper) )"
    r"*(?:tokens?|jwts?|authentication|authorization headers?|credentials)"
)
_OTHER = r"(?:another|other|different|someone else'?s?|else'?s)"


def _authenticated(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:tokens.")]
    if not rules:
        return missing("no endpoint needs a token", RuleKind.AUTHENTICATION)
    closed = set(rules[0].operations)
    if sentence.here and not {one.id for one in sentence.here} <= closed:
        return missing("the endpoint is public", RuleKind.AUTHENTICATION)
    if re.search(r"\b(?:all|every|any|each)\b", sentence.text, re.IGNORECASE) and _open_data(book):
        return missing(f"{_open_data(book)[0].id} is public", RuleKind.AUTHENTICATION)
    return proven(RuleKind.AUTHENTICATION, *rules)


def _open_data(book: Book) -> list[Operation]:
    sessions = (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH, Kind.LOGOUT, Kind.HEALTH)
    return [one for one in book.operations if one.access is not Access.REQUIRED and one.kind not in sessions]


def _secret(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:tokens.")]
    if book.settings.token_issuer is TokenIssuer.JWKS:
        return missing("tokens are verified with published keys", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, rules, "no endpoint needs a token")


def _owned(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    noun = match.groupdict().get("noun")
    entity = book.entity_called(noun) or sentence.entity or sentence.about or book.main
    if entity is book.users or entity is None:
        entity = sentence.about if sentence.about is not book.users else book.main
    rules = book.ruled(RuleKind.OWNERSHIP, entity.name if entity else None)
    if entity is not None and rules:
        sentence.entity = entity
    return proven_or(RuleKind.OWNERSHIP, rules, "the rows have no owner")


def _own_path(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.OWNERSHIP) if rule.id.startswith("rule:paths.caller")]
    return proven_or(RuleKind.OWNERSHIP, rules, "no path holds the caller's id")


def _role(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    named = next(value for value in match.groupdict().values() if value)
    role = named.strip("`'\"").lower().removesuffix("istrators").removesuffix("istrator").removesuffix("s")
    rules = [rule for rule in book.ruled(RuleKind.PERMISSION) if str(dict(rule.parameters)["role"]).lower() == role]
    return proven_or(RuleKind.PERMISSION, rules, f"nothing is reserved to {role}")


_AUTH, _ROW, _ABSENT, _INVALID, _TAKEN, _FORBIDDEN, _RATE, _PATH = (
    "auth",
    "row",
    "absent",
    "invalid",
    "taken",
    "forbidden",
    "rate",
    "path",
)
_CONDITIONS: tuple[tuple[str, str], ...] = (
    (_PATH, r"user_?id.{0,60}(?:match|mismatch|equal|differ|!=|≠)|(?:mismatch|!=|≠).{0,40}user_?id"),
    (
        _AUTH,
        r"without (?:a |an )?(?:valid )?(?:jwt|token|auth)|unauthenticated|not authenticated|(?:missin"
        r"g|expired|invalid|forged|malformed|tampered|no)[\w ,/-]{0,30}(?:token|jwt|authorization|sign"
        r"ature|authentication|credentials)|token[\w ]{0,20}(?:missing|expired|invalid|malformed)|wron"
        r"g password|unknown email|(?:email|password)[\w ]* (?:is|are) wrong|without authentication",
    ),
    (_FORBIDDEN, r"without the role|\brole\b|\badmin|everybody else"),
    (
        _ROW,
        rf"{_OTHER}[\w' -]{{0,20}}(?:users?|owner|person)|(?:not|doesn't|does not) (?:own|belong)|owned"
        rf" by {_OTHER}|belongs to {_OTHER}|cross-user",
    ),
    (_TAKEN, r"duplicate|taken|already (?:exists|registered|used|in use)"),
    (_RATE, r"failed logins?|attempts|rate limit|too many"),
    (
        _ABSENT,
        r"non-?existent|(?:does not|doesn't|do not|not) (?:exist|found)|missing (?:task|todo|item|row|"
        r"resource)|unknown id|invalid id|not found|that is gone",
    ),
    (
        _INVALID,
        r"invalid(?: (?:input|data|parameters?|values?|body))?|validation|malformed|missing|empty|blan"
        r"k|too (?:long|short)|exceed|whitespace|required",
    ),
)
_STATUS_WORDS = (
    r"(?:unauthorized|unauthorised|forbidden|not found|conflict|bad request|created|no content|ok|unpr"
    r"ocessable (?:entity|content)|validation errors?|too many requests|errors?|responses?|status(?: c"
    r"ode)?|answers?|codes?)"
)


def _status(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    status = int(match["status"] or match["status2"])
    first, last = _clause(sentence.text, match.start(), match.end())
    for condition, expression in _CONDITIONS:
        said = re.compile(expression, re.IGNORECASE).search(sentence.text, first, last)
        if said is None and (first, last) != (0, len(sentence.text)) and _only_here(expression, sentence):
            said = re.search(expression, sentence.text, re.IGNORECASE)
        if said is not None:
            proof = _CHECKS[condition](status, sentence, book)
            if proof.by and condition in (_ABSENT, _INVALID, _TAKEN):
                sentence.spans.append(said.span())
            return proof
    return _plain_status(status, sentence)


def _only_here(expression: str, sentence: Sentence) -> bool:
    """Tell whether the whole sentence names the situation and only one status."""
    statuses = re.findall(r"\b[2-5]\d\d\b", sentence.text)
    return len(statuses) == 1 and bool(re.search(expression, sentence.text, re.IGNORECASE))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the clause around a place begins and ends."""
    before = max((text.rfind(mark, 0, start) for mark in (",", ";", ". ", ":")), default=-1)
    after = min((position for mark in (",", ";", ". ") if (position := text.find(mark, end)) >= 0), default=len(text))
    return before + 1, after


def _is_auth(status: int, sentence: Sentence, book: Book) -> Proof:
    rules = book.ruled(RuleKind.AUTHENTICATION)
    if sentence.here:
        rules = [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    return proven_or(RuleKind.AUTHENTICATION, rules if status == 401 else [], f"that answers 401, not {status}")


def _is_row(status: int, sentence: Sentence, book: Book) -> Proof:
    expected = book.settings.other_users_row
    rules = book.ruled(RuleKind.OWNERSHIP)
    named = sentence.entity or sentence.about
    own = [rule for rule in rules if named is not None and rule.entity == named.name] or [
        rule for rule in rules if rule.entity
    ]
    return proven_or(RuleKind.OWNERSHIP, own if status == expected else [], f"another user's row answers {expected}")


def _is_path(status: int, _sentence: Sentence, book: Book) -> Proof:
    expected = book.settings.other_users_path
    rules = [rule for rule in book.ruled(RuleKind.OWNERSHIP) if rule.id.startswith("rule:paths.caller")]
    return proven_or(RuleKind.OWNERSHIP, rules if status == expected else [], f"another user's path answers {expected}")


def _is_absent(status: int, sentence: Sentence, book: Book) -> Proof:
    rows = [one for one in (sentence.here or book.operations) if 404 in one.errors]
    return proven_or(RuleKind.STATUS, rows if status == 404 else [], f"a missing row does not answer {status}")


def _is_invalid(status: int, sentence: Sentence, book: Book) -> Proof:
    expected = book.settings.validation_status
    checked = [one for one in (sentence.here or book.operations) if one.body and expected in one.errors]
    return proven_or(RuleKind.STATUS, checked if status == expected else [], f"invalid input answers {expected}")


def _is_taken(status: int, sentence: Sentence, book: Book) -> Proof:
    rules = book.ruled(RuleKind.UNIQUE)
    if sentence.here:
        rules = [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    return proven_or(RuleKind.UNIQUE, rules if status == 409 else [], f"a duplicate answers 409, not {status}")


def _is_forbidden(status: int, _sentence: Sentence, book: Book) -> Proof:
    rules = book.ruled(RuleKind.PERMISSION)
    return proven_or(RuleKind.PERMISSION, rules if status == 403 else [], "no operation is reserved to a role")


def _is_rate(status: int, _sentence: Sentence, book: Book) -> Proof:
    rules = book.ruled(RuleKind.RATE_LIMIT)
    return proven_or(RuleKind.RATE_LIMIT, rules if status == 429 else [], f"too many attempts answer 429, not {status}")


_CHECKS: dict[str, Callable[[int, Sentence, Book], Proof]] = {
    _AUTH: _is_auth,
    _ROW: _is_row,
    _PATH: _is_path,
    _ABSENT: _is_absent,
    _INVALID: _is_invalid,
    _TAKEN: _is_taken,
    _FORBIDDEN: _is_forbidden,
    _RATE: _is_rate,
}


def _plain_status(status: int, sentence: Sentence) -> Proof | None:
    """A status without a situation: the endpoint in whose description it stands has it."""
    if not sentence.here:
        return None
    able = [one for one in sentence.here if status == one.response.status or status in one.errors]
    if len(able) == len(sentence.here):
        return proven(RuleKind.STATUS, *able)
    return missing(f"{sentence.here[0].id} does not answer {status}", RuleKind.STATUS)


def _hidden(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    users = book.users
    if users is None or "password" not in sentence.text.lower():
        return None
    rules = [
        rule
        for rule in book.ruled(RuleKind.VISIBILITY, users.name)
        if any(users.has(name) and users.column(name).role is ColumnRole.PASSWORD for name in rule.columns)
    ]
    return proven_or(RuleKind.VISIBILITY, rules, "no response shows a user")


def _reserved(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Those under /users that name another user are for administrators only``."""
    role = match["role"].lower().removesuffix("istrators").removesuffix("istrator").removesuffix("s")
    mine = (Kind.READ_ME, Kind.UPDATE_ME, Kind.DELETE_ME)
    below = [one for one in book.operations if one.path.startswith(match["path"].rstrip(".,")) and one.kind not in mine]
    if not below or not all(any(own.lower() == role for own in one.roles) for one in below):
        return missing(f"not all of them are reserved to {role}", RuleKind.PERMISSION)
    rules = [rule for rule in book.ruled(RuleKind.PERMISSION) if {one.id for one in below} & set(rule.operations)]
    return proven_or(RuleKind.PERMISSION, rules, f"nothing is reserved to {role}")


def _base_path(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    base = match["path"].rstrip("./,")
    outside = [one for one in book.operations if not one.path.startswith(base + "/") and one.kind is not Kind.HEALTH]
    inside = [one for one in book.operations if one.path.startswith(base + "/")]
    if outside:
        return missing(f"{outside[0].id} is at {outside[0].path}", RuleKind.OPERATION)
    return proven_or(RuleKind.OPERATION, inside, f"nothing is below {base}")


def _health_outside(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    return proven_or(RuleKind.OPERATION, book.of(None, Kind.HEALTH), "there is no health check")


OWNERSHIP = (
    Pattern(
        r"(?:users? )?(?:must |can |may |shall |should )?only (?:be able to )?(?:\w+(?:(?:, ?(?:and |o"
        r"r )?| and | or |/)\w+)* )"
        r"(?:only )?(?:to )?(?:their own|their|his own|its own|own)(?: (?P<noun>{noun}))?",
        _owned,
        ("only",),
    ),
    Pattern(
        r"those under (?P<path>/\S+) (?:that name another {noun} )?are for (?P<role>admin(?:istrator)?s?) only",
        _reserved,
        ("those under",),
    ),
    Pattern(r"(?:the )?base (?:path|url)(?: is)?:? (?P<path>/[\w/.-]+)", _base_path, ("base",)),
    Pattern(r"only the health check lives outside(?: of it)?", _health_outside, ("health",)),
    Pattern(
        r"on (?:every|all) (?:protected |other )?endpoints?(?: that (?:is|are) not public)?",
        _authenticated,
        ("endpoint",),
    ),
    Pattern(
        r"(?:tokens? )?(?:— )?(?:jwts?, )?(?:hs256, )?(?:issued and )?(?:signed|verified|signs the tok"
        r"ens)(?: by this backend)? (?:with|using|by) `?BETTER_AUTH_SECRET`?"
        r"|`?BETTER_AUTH_SECRET`? — signs the tokens; at least 32 characters",
        _secret,
        ("better_auth",),
    ),
)

PATTERNS = (
    Pattern(r"(?:if|when) (?:the (?:user|caller) is )?(?:not |un)authenticated", _authenticated, ("authenticated",)),
    Pattern(
        rf"(?:(?:all|every|each|the|api|protected|task|data) )*(?:endpoints?|requests?|operations?|rout"
        rf"es?|calls|access)? ?(?:(?:must|shall|should|will) )?"
        rf"(?:requires?|needs?|have|include|be protected (?:with|by)|be secured (?:with|by)|are protect"
        rf"ed (?:with|by)|carry|validate|verify|verified|validated)"
        rf" (?:(?:a|an|the|jwt|user|in) )*{_TOKEN}(?: (?:verification|validation|in the authorization h"
        rf"eader|on every request|header))*",
        _authenticated,
        ("token", "auth", "jwt", "credential"),
    ),
    Pattern(
        rf"(?:{_TOKEN}:? (?:is |are |be )?(?:required|needed|mandatory|verified|validated))",
        _authenticated,
        ("token", "auth", "jwt", "credential"),
    ),
    Pattern(
        r"(?:unauthenticated|unauthorized) (?:requests?|users?|access)(?: (?:must|shall|should|are|is|"
        r"be|get|gets))* (?:rejected|denied|refused|blocked)?",
        _authenticated,
        ("token", "auth", "jwt", "credential"),
    ),
    Pattern(
        rf"(?:requests? )?(?:without|with (?:a |an )?(?:missing|expired|invalid|forged)(?:(?:, | or |/)"
        rf"(?:missing|expired|invalid|forged|malformed))*) (?:a |an )?{_TOKEN}",
        _authenticated,
        ("token", "auth", "jwt", "credential"),
    ),
    Pattern(
        rf"(?:an? |the |with )*(?:missing|expired|invalid|forged|malformed|tampered)(?:(?:, ?(?:or )?| "
        rf"or |/| and )(?:missing|expired|invalid|forged|malformed|tampered))* {_TOKEN}(?: (?:must|shal"
        rf"l|should|are|is|be|gets?|receives?))*(?: (?:rejected|refused|denied))?",
        _authenticated,
        ("token", "auth", "jwt", "credential"),
    ),
    Pattern(
        r"(?:using|with|via|from|by|through) (?:the )?(?:hs256 (?:and|with) )?(?:the )?(?:shared )?(?:"
        r"secret )?`?BETTER_AUTH_SECRET`?(?: (?:environment variable|secret))?",
        _secret,
        ("better_auth",),
    ),
    Pattern(
        r"(?:only )?(?:their|his|her|the caller's|the user's|the authenticated user's|its|caller's) ow"
        r"n (?P<noun>{noun})(?: only)?",
        _owned,
        ("own", "only", "other", "belong", "else", "user", "isolat"),
    ),
    Pattern(
        rf"(?:access(?:ing)? |to |of |from |a |an |the |view(?:ing)? |each |see )*(?:{_OTHER}) (?:users"
        rf"?'?s?'?|owner's|person's)(?: (?P<noun>{{noun}}|data|rows?))?",
        _owned,
        ("own", "only", "other", "belong", "else", "user", "isolat"),
    ),
    Pattern(
        r"(?:(?:a|the|if|that|which|it|row|rows|{noun}) )*belong(?:s|ing)? to (?:the |an? )?(?:authenticated "
        r"|current |logged-in |another |calling |different |other )?(?:users?|them|caller)",
        _owned,
        ("own", "only", "other", "belong", "else", "user", "isolat"),
    ),
    Pattern(
        r"(?:(?:are|is|be|must be|all|queries|query|data|database) )*(?:filter(?:ed)?|scoped|isolated|"
        r"limited|associated|restricted|linked) (?:by|to|with|per) (?:the |that |an? )?(?:authenticate"
        r"d |current |logged-in |requesting |owning )?(?:user(?:_id|'s id| id)?|owner)",
        _owned,
        ("own", "only", "other", "belong", "else", "user", "isolat"),
    ),
    Pattern(
        r"(?:user |data |tenant |strict |complete )*isolation(?: between users)?|(?:see|sees|and see) "
        r"only the caller's own (?P<noun>{noun})",
        _owned,
        ("own", "only", "other", "belong", "else", "user", "isolat"),
    ),
    Pattern(
        r"(?:the )?`?\{?user_?id\}?`? (?:in|from) (?:the )?(?:url|path|url path)(?: parameter)? (?:mus"
        r"t |should |does not |doesn't )?(?:match(?:es)?|equals?|be equal to) (?:the )?(?:`?\{?user_?i"
        r"d\}?`?|user|subject|authenticated user(?:'s id)?)? ?(?:(?:in|from) (?:the )?(?:jwt|token)(?:"
        r" token)?)?",
        _own_path,
        ("user_id", "userid", "user id"),
    ),
    Pattern(
        r"(?:a user |users |anyone |everybody )?without the (?:role `?)?(?P<role>\w+)`?(?: role)?",
        _role,
        ("role", "admin", "without"),
    ),
    Pattern(
        r"(?:(?:are|is|for|to) )*(?:only )?(?:for |by |to )?(?P<role>admin(?:istrator)?s?) only|only ("
        r"?:an? )?(?P<role2>admin(?:istrator)?s?)(?: can| may)",
        _role,
        ("role", "admin", "without"),
    ),
    Pattern(
        rf"(?:(?:request (?:bodies|body)|that fail|validation|and|then|with|the same|everybody else|fur"
        rf"ther|attempts|registering|an?|taken|duplicate|invalid|row|missing|on all of these|it|the|{{c"
        rf"olumn}}|they|must|shall|should|will|is|are|be) )*"
        rf"(?:(?:answers?|returns?|gets?|receives?|responds?|gives?|rejected|refused|results? in|→|->|=>|responses?:?)"
        rf"(?: (?:with|an?|the|same|http|status|code|answer|is))* (?P<status>[2-5]\d\d)\b(?! char)(?: {_STATUS_WORDS})*"
        rf"|(?P<status2>[2-5]\d\d) {_STATUS_WORDS}(?: {_STATUS_WORDS})*)(?: on all of these|, as if it did not exist)?",
        _status,
        ("200", "201", "204", "400", "401", "403", "404", "409", "422", "429", "500", "503"),
    ),
    Pattern(
        r"(?:and |are |is |must |be |passwords? |hash(?:es)? )*(?:never|not) (?:be )?(?:appear|shown|r"
        r"eturned|included|exposed|appears|logged)(?: in (?:a |any |the )?(?:api )?responses?)?",
        _hidden,
        ("never", "not "),
    ),
)

"""Claims about who may do what, and about the status that a situation answers with."""

import re

from generators.blueprint import OF_ONESELF, Access, ColumnRole, Operation, OperationKind, RuleKind, TokenIssuer
from workbench.resolving.people.opening import ANYBODY, SEEN, SEES
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or

Kind = OperationKind
_REACH = (
    r"(?:access|view|see|read|list|get|retrieve|fetch|manage|create|add|modify|edit|update|change|delete|remove"
    r"|complete|perform operations|operate|interact|work|perform actions|act)"
)
_TOKEN = (
    r"(?:(?:valid|jwt|access|bearer|authentication|auth|authorization|authenticated|verified|proper) )"
    r"*(?:tokens?|jwts?|authentication|authorization headers?|credentials)"
)
_OTHER = r"(?:somebody else'?s?|another|other|different|someone else'?s?|else'?s)"


def _authenticated(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:tokens.")]
    if not rules:
        return missing("no endpoint needs a token", RuleKind.AUTHENTICATION)
    closed = set(rules[0].operations)
    if sentence.here and not {one.id for one in sentence.here} <= closed:
        return missing("the endpoint is public", RuleKind.AUTHENTICATION)
    excepted = re.search(r"\b(?:unless|except|other than|apart from)\b[^.]*\bpublic\b", sentence.text, re.IGNORECASE)
    whole = re.search(r"\b(?:all|every|any|each)\b", sentence.text, re.IGNORECASE) and not excepted
    if whole and _open_data(book):
        return missing(f"{_open_data(book)[0].id} is public", RuleKind.AUTHENTICATION)
    return proven(RuleKind.AUTHENTICATION, *rules)


def _public_aside(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``unless they are marked public``: an exception that needs something to be excepted from."""
    return SILENT if book.ruled(RuleKind.AUTHENTICATION) else None


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


def _of_everybody(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``tasks of every user``: not where rows are seen by their owner alone."""
    entity = sentence.entity or sentence.about
    if entity is not None and not entity.shared and book.ruled(RuleKind.OWNERSHIP, entity.name):
        return missing(f"rows of {entity.name} are seen by their owner alone", RuleKind.OWNERSHIP)
    return None


def _seen_by_all(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Every member can read any recipe``, ``Recipes are visible to all users``."""
    entity = book.entity_called(match["noun"])
    if entity is None:
        return None
    if entity.owner is not None and not entity.shared:
        return missing(f"rows of {entity.name} are seen by their owner alone", RuleKind.OWNERSHIP)
    sentence.entity = entity
    reading = book.of(entity, Kind.LIST) + book.of(entity, Kind.READ)
    return proven_or(RuleKind.PERMISSION, reading, f"nothing shows {entity.name}")


def _own_path(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.OWNERSHIP) if rule.id.startswith("rule:paths.caller")]
    return proven_or(RuleKind.OWNERSHIP, rules, "no path holds the caller's id")


def _role(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    named = next(value for value in match.groupdict().values() if value)
    role = named.strip("`'\"").lower().removesuffix("istrators").removesuffix("istrator").removesuffix("s")
    rules = [
        rule for rule in book.ruled(RuleKind.PERMISSION) if str(dict(rule.parameters).get("role", "")).lower() == role
    ]
    return proven_or(RuleKind.PERMISSION, rules, f"nothing is reserved to {role}")


def _hidden(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    users = book.users
    topic = sentence.topic
    on_row = topic is not None and any(
        topic.entity.has(name) and topic.entity.column(name).role is ColumnRole.PASSWORD for name in topic.columns
    )
    if users is None or not (on_row or "password" in sentence.text.lower()):
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
    path = match["path"].rstrip(".,")
    below = [one for one in book.operations if one.path.startswith(path) and one.kind not in OF_ONESELF]
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
        rf"{ANYBODY} {SEES} (?:any|every|all|each)(?: of)?(?: the)? (?P<noun>{{noun}})",
        _seen_by_all,
        ("any", "every", "all", "each"),
    ),
    Pattern(
        rf"(?:(?:all|any|every|each|the) )?(?P<noun>{{noun}}) (?:is|are) {SEEN} (?:to|for|by) {ANYBODY}",
        _seen_by_all,
        ("any", "every", "all", "each"),
    ),
    Pattern(
        rf"(?:(?:must|can|may|shall|should|to) )*{_REACH}s? (?:nothing|none|no {{noun}}) (?:but|except|other than) "
        rf"(?:their|his|her|its|the caller's) own (?P<noun>{{noun}})",
        _owned,
        ("nothing", "none", "no "),
    ),
    Pattern(
        rf"only (?:the|its|their) owner(?: of (?:the|an?) {{noun}})? (?:may|can|must|is able to|are able to|is"
        rf" allowed to) (?:{_REACH}|record)(?:(?:, ?(?:or |and )?| or | and |/)(?:{_REACH}|record))* (?:it|them|"
        rf"(?:its|the|his|her|their) (?P<noun>{{noun}}))",
        _owned,
        ("owner",),
    ),
    Pattern(
        rf"(?:users? )?(?:must |can |may |shall |should )?only (?:be able to )?(?:{_REACH}(?:(?:, ?(?:and |o"
        rf"r )?| and | or |/){_REACH})* )"
        r"(?:only )?(?:to |on )?(?:their own|their|his own|its own|own)(?: (?P<noun>{noun}))?",
        _owned,
        ("only",),
    ),
    Pattern(
        rf"(?:users? )?(?:must |can |may |shall |should )?only (?:be able to )?(?:{_REACH}(?:(?:, ?(?:and |or )?|"
        rf" and | or |/){_REACH})* )"
        r"(?:on |to )?(?P<noun>{noun}) (?:that )?(?:they|it|he|she) owns?",
        _owned,
        ("only",),
    ),
    Pattern(
        r"(?:filter|scope|restrict|limit) (?:(?:all|every|each|database|db|the) )*(?:{noun} )?quer(?:y|ies) (?:by"
        r"|to) (?:(?:the|authenticated|current|calling) )*`?(?:user(?:_id|'s id| id)?|owner(?:_id)?|caller)`?",
        _owned,
        ("quer",),
    ),
    Pattern(
        r"(?:then )?only (?:(?:the|that|authenticated|current|calling|requesting) )*(?:user|caller|owner)'s (?:own"
        r" )?(?P<noun>{noun}) (?:(?:are|is|must be|should be) )?(?:returned|shown|listed|visible)",
        _owned,
        ("only",),
    ),
    Pattern(
        r"(?:the )?(?:jwt|token) (?:must |should )?(?:contains?|carr(?:y|ies)|holds?|ha(?:s|ve)) (?:an? |the"
        r" )?user[ _]?id (?:that )?(?:match(?:es|ing)|equals?|equal to) (?:the )?\{?user_?id\}?(?: (?:path"
        r" )?parameter| in the (?:path|url)| path parameter)*",
        _own_path,
        ("user_id", "user id"),
    ),
    Pattern(
        r"(?:user |data |tenant |strict |complete )*isolation (?:(?:is|are|must be|should be) )?(?:enforced"
        r"|guaranteed|ensured|maintained)",
        _owned,
        ("isolation",),
    ),
    Pattern(
        r",? ?\b(?:unless|except(?: for)?|other than|apart from) (?:(?:they|it|those|the|ones?|endpoints?|where"
        r"|which|that) )*(?:(?:is|are) )?(?:(?:marked|declared|stated|listed)(?: as)? )?`?public`?(?: (?:ones"
        r"|endpoints))?",
        _public_aside,
        ("public",),
    ),
    Pattern(
        rf"{_TOKEN} (?:validation|verification) (?:occurs|happens|is (?:performed|done|required|applied)|takes"
        rf" place) (?:on|for|at) (?:every|each|all) (?:protected )?(?:endpoints?|requests?|routes?)",
        _authenticated,
        ("token", "jwt", "auth"),
    ),
    Pattern(
        r"(?:(?:all|every|each|any|database|db|sql|the|filter|scope|on|user|for|and|that|ensure) )*(?:{noun}"
        r" )?(?:quer(?:y|ies)|selects?|reads|operations?|lookups?)"
        r"(?:,? ?(?:and |or )?(?:updates?|deletes?|selects?|inserts?))*(?: (?:must|shall|should|are|is|be|always"
        r"|automatically|will))*"
        r" (?:filter(?:ed|s)?|scoped?|restricted|limited|constrained|includes?|has|have|contains?)(?: (?:by|to|on"
        r"|with|a|an|the|for))*"
        r" (?:(?:the|authenticated|current|extracted|calling|requesting|logged-in|verified|jwt) )*`?(?:user(?:_id"
        r"|'s id| id|s' ids?)?|owner(?:_id)?|caller(?:'s id)?)`?"
        r"(?: (?:clause|condition|filter|in (?:the )?where clauses?))?(?: from (?:the )?(?:jwt|token)(?: token)?)?",
        _owned,
        ("quer", "select", "lookup", "operation"),
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


def _checked(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Credentials are verified``: where somebody logs in. Anything else that is checked comes with a request."""
    said = match[0].lower()
    if "credential" in said and said.endswith(("verified", "validated")):
        return proven_or(RuleKind.OPERATION, book.of(None, OperationKind.LOGIN), "there is no login")
    return _authenticated(match, sentence, book)


PATTERNS = (
    Pattern(r"(?:if|when) (?:the (?:user|caller) is )?(?:not |un)authenticated", _authenticated, ("authenticated",)),
    Pattern(
        rf"(?:(?:all|every|each|the|api|protected|data) )*(?:{{noun}} )?(?:endpoints?|requests?|operations?|rout"
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
        _checked,
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
        rf"(?:users? )?(?:(?:cannot|can ?not|can't|must not|may not|shall not|should not|never|unable to|not|is|are"
        rf"|be|able to|prevented|"
        rf"prevents?|from|denied|forbidden|ever|allowed|to) )*\b(?:cannot|can ?not|can't|not|never|unable to|from"
        rf"|denied|forbidden|no) "
        rf"(?:(?:be able to|ever|allowed to|to) )*(?:(?:any|direct) )?(?:{_REACH}(?:ing)?(?:(?:, ?(?:or |and )?| or"
        rf" | and |/){_REACH}(?:ing)?)* )?"
        rf"(?:(?:to|of|any|the|an?) )*(?:{_OTHER}) (?:users?'?s?'?|owner's|person's|people's)(?: (?P<noun>{{noun}}"
        rf"|data|rows?))?",
        _owned,
        ("other", "else"),
    ),
    Pattern(
        r"(?:of|belonging to|from|for) (?:all|every|any|each|other) users?\b|(?:all|every|any|other) users?'s?"
        r" {noun}|every(?:one|body)'s(?: {noun})?",
        _of_everybody,
        ("users", "every", "any user"),
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
        r"(?:and |are |is |must |be |passwords? |hash(?:es)? )*(?:never|not) (?:be )?(?:appear|shown|r"
        r"eturned|included|exposed|appears|logged|leaves? the (?:server|backend|database))(?: in (?:a |any |the )?"
        r"(?:api )?responses?)?",
        _hidden,
        ("never", "not "),
    ),
)

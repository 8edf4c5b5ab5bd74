"""Situations that a status answers: "the task does not exist", "another user's task", "an expired token".

Each is a class of phrases with a check: whether the blueprint answers that situation with that status.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from re import Match

from generators.blueprint import CONFLICT, JsonScalar, Operation, OperationKind, PathUse, Rule, RuleKind, TypeName
from generators.reach import active_column
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence, missing, proven, proven_or
from workbench.resolving.prose.subjects import from_zero, rules_against_empty

Kind = OperationKind
Check = Callable[[int, Match[str], Sentence, Book], Proof | None]


@dataclass(frozen=True, slots=True)
class Situation:
    """A class of phrases, with ``{noun}`` and ``{column}`` for the words of the blueprint, and its check."""

    expression: str
    check: Check


_BAD = r"(?:missing|absent|no|expired|invalid|forged|malformed|tampered|wrong|bad|revoked|incorrect|unsigned)"
_LISTED_BAD = rf"{_BAD}(?:(?:, ?(?:or )?| or | and |/| ?/ ?){_BAD})*"
_TOKENS = (
    r"(?:(?:valid|jwt|access|bearer|authentication|auth|authorization|json web|security|session|proper) )*"
    r"(?:tokens?|jwts?|authentication|authorization(?: header)?|auth headers?|bearer headers?|credentials?"
    r"|authorization headers?|auth)"
)
_NOT_EVEN_ZERO = r"\bzero\b|non-positive"
_OTHERS = r"(?:another|other|different|someone else'?s?|somebody else'?s?|else'?s)"
_DOES = (
    r"(?:(?:access|view|read|see|updat|modif|delet|edit|chang|retriev|get|fetch|complet|remov|request|toggl|ask"
    r"(?:ing)? for|open)(?:e|y|ies|ied|es|ed|s|ing)?"
    r"(?:,? or |/| and |, ?| )(?:to |of |an? |any )?)*"
)
_NOT = r"(?:does not|doesn't|do not|don't|did not|is not|isn't|not)"


def _local(rules: list[Rule], sentence: Sentence) -> list[Rule]:
    """Give the rules that bear on the operations in whose description the sentence stands."""
    if not sentence.here:
        return rules
    return [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]


def _is_token(status: int, _match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = _local([rule for rule in book.ruled(RuleKind.AUTHENTICATION) if ".auth." not in rule.id], sentence)
    if sentence.here and not rules:
        rules = _local(book.ruled(RuleKind.AUTHENTICATION), sentence)
    return proven_or(RuleKind.AUTHENTICATION, rules if status == 401 else [], f"that answers 401, not {status}")


def _is_login(status: int, _match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:auth.login")]
    if sentence.here and not any(one.kind in (Kind.LOGIN, Kind.CHANGE_PASSWORD) for one in sentence.here):
        return missing("no credentials are taken here", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, rules if status == 401 else [], "no login answers so")


def _is_row(status: int, _match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    named = sentence.entity or sentence.about
    rules = book.ruled(RuleKind.OWNERSHIP)
    own = [rule for rule in rules if named is not None and rule.entity == named.name] or [
        rule for rule in rules if rule.entity
    ]
    about = [one for one in sentence.here if one.addresses_row]
    bearing = about or [one for one in book.operations if any(one.id in rule.operations for rule in own)]
    expected = {one.other_status or book.settings.other_users_row for one in bearing if one.kind is not Kind.LIST}
    if expected - {status}:
        return missing(f"another user's row answers {', '.join(map(str, sorted(expected)))}", RuleKind.OWNERSHIP)
    return proven_or(RuleKind.OWNERSHIP, _local(own, sentence) or own, "the rows have no owner")


def _is_path(status: int, _match: Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    expected = book.settings.other_users_path
    rules = [rule for rule in book.ruled(RuleKind.OWNERSHIP) if rule.id.startswith("rule:paths.caller")]
    if rules and status != expected:
        return missing(f"another user's path answers {expected}", RuleKind.OWNERSHIP)
    return proven_or(RuleKind.OWNERSHIP, rules, "no path holds the caller's id")


def _addressed(sentence: Sentence, book: Book) -> list[Operation]:
    named = sentence.entity or sentence.about
    every = [one for one in (sentence.here or book.operations) if one.kind is not Kind.PORT]
    own = [one for one in every if named is not None and one.entity == named.name] or every
    return [one for one in own if any(part.use in (PathUse.ROW, PathUse.PARENT) for part in one.path_parameters)]


def _is_absent(status: int, _match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rows = [one for one in _addressed(sentence, book) if 404 in one.errors]
    return proven_or(RuleKind.STATUS, rows if status == 404 else [], f"a missing row does not answer {status}")


def _is_malformed_key(status: int, _match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    expected = book.settings.validation_status
    rows = [
        one
        for one in _addressed(sentence, book)
        if any(part.type.name not in (TypeName.TEXT, TypeName.VARCHAR) for part in one.path_parameters)
    ]
    return proven_or(RuleKind.STATUS, rows if status == expected else [], f"a malformed key answers {expected}")


def _is_invalid(status: int, match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    expected = book.settings.validation_status
    of_query = "parameter" in match[0].lower()
    checked = [
        one
        for one in (sentence.here or book.operations)
        if expected in one.errors and (one.body or (of_query and one.query) or (sentence.here and one.path_parameters))
    ]
    return proven_or(RuleKind.STATUS, checked if status == expected else [], f"invalid input answers {expected}")


def _is_bad_value(status: int, match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Title too long``, ``missing title``: the value is limited so, and the operations answer with that status."""
    expected = book.settings.validation_status
    if status != expected:
        return missing(f"invalid input answers {expected}", RuleKind.STATUS)
    columns = book.columns_called(match["column"])
    text = match[0].lower()
    if re.search(r"empty|blank|white", text):
        return _is_empty(columns, sentence, book)
    kinds: tuple[tuple[RuleKind, str], ...] = (
        ((RuleKind.RANGE, ""),)
        if (below := re.search(rf"\bnegative|{_NOT_EVEN_ZERO}", text))
        else ((RuleKind.LENGTH, "max"),)
        if "long" in text or "exceed" in text
        else ((RuleKind.LENGTH, "min"),)
        if "short" in text
        else ((RuleKind.REQUIRED, ""),)
        if "missing" in text or "not provided" in text
        else tuple((kind, "") for kind in (RuleKind.CHOICES, RuleKind.FORMAT, RuleKind.PATTERN, RuleKind.RANGE))
    )
    for column in sorted(columns):
        entity = book.entity_of(column, sentence.near)
        for kind, name in kinds:
            rules = _local(book.ruled(kind, entity.name, columns), sentence) if entity else []
            rules = [rule for rule in rules if not name or dict(rule.parameters).get(name)]
            rules = from_zero(rules, beyond=re.search(_NOT_EVEN_ZERO, text) is not None) if below else rules
            if rules:
                return proven(kind, *rules)
    return missing(f"{'/'.join(sorted(columns))} is not checked so", RuleKind.STATUS)


def _is_too_long(status: int, match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A title of 201 characters``: one that is longer, or shorter, than the value may be."""
    expected, size = book.settings.validation_status, int(match["size"])
    columns = book.columns_called(match["column"])
    entity = next((one for name in sorted(columns) if (one := book.entity_of(name, sentence.near))), None)
    rules = _local(book.ruled(RuleKind.LENGTH, entity.name, columns), sentence) if entity else []
    outside = [rule for rule in rules if _is_outside(size, dict(rule.parameters))]
    if status != expected:
        return missing(f"invalid input answers {expected}", RuleKind.STATUS)
    return proven_or(RuleKind.LENGTH, outside, f"{'/'.join(sorted(columns))} may have {size} characters")


def _is_outside(size: int, limits: dict[str, JsonScalar]) -> bool:
    least, most = limits.get("min"), limits.get("max")
    return (isinstance(most, int) and size > most) or (isinstance(least, int) and size < least)


def _is_too_large(status: int, match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A limit above 100``: larger than any page may be, which is refused and not cut to size."""
    rules = _local(book.ruled(RuleKind.PAGINATION), sentence)
    fitting = [rule for rule in rules if dict(rule.parameters).get("max") == int(match["most"])]
    if status != book.settings.validation_status:
        return missing(f"invalid input answers {book.settings.validation_status}", RuleKind.STATUS)
    return proven_or(RuleKind.PAGINATION, fitting, f"no page ends at {match['most']} rows")


def _is_empty(columns: set[str], sentence: Sentence, book: Book) -> Proof:
    for column in sorted(columns):
        entity = book.entity_of(column, sentence.near)
        rules = _local(rules_against_empty(entity, columns, book), sentence) if entity else []
        if rules:
            return proven(RuleKind.LENGTH, *rules)
    return missing(f"an empty {'/'.join(sorted(columns))} is accepted", RuleKind.STATUS)


def _is_taken(status: int, match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    named = match.groupdict().get("column")
    columns = book.columns_called(named) if named else set()
    rules = _local(
        [rule for rule in book.ruled(RuleKind.UNIQUE) if not columns or columns & set(rule.columns)], sentence
    )
    answers = {book.taken_status(rule.entity) for rule in rules} or {CONFLICT}
    if status not in answers:
        return missing(f"a duplicate answers {min(answers)}, not {status}", RuleKind.UNIQUE)
    return proven_or(RuleKind.UNIQUE, rules, "nothing of it is unique")


def _is_forbidden(status: int, match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = _local(book.ruled(RuleKind.PERMISSION), sentence)
    role = match.groupdict().get("role")
    if role:
        rules = [rule for rule in rules if str(dict(rule.parameters).get("role", "")).lower() == role.lower()]
    return proven_or(RuleKind.PERMISSION, rules if status == 403 else [], "no operation is reserved to a role")


def _is_rate(status: int, _match: Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = _local(book.ruled(RuleKind.RATE_LIMIT), sentence)
    return proven_or(RuleKind.RATE_LIMIT, rules if status == 429 else [], "nothing here is limited to a rate")


def _is_down(status: int, _match: Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    health = book.of(None, Kind.HEALTH)
    return proven_or(RuleKind.STATUS, health if status == 503 else [], "the health check then answers 503")


def _is_unknown_field(status: int, _match: Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    refusing = book.settings.unknown_fields.value == "forbid" and status == book.settings.validation_status
    return proven_or(
        RuleKind.STATUS, [one for one in book.operations if one.body] if refusing else [], "unknown fields are ignored"
    )


def _is_inactive(_status: int, _match: Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    active = book.users is not None and (book.users.mark or active_column(book.users)) is not None
    return None if active else missing("accounts have no state that is looked at", RuleKind.AUTHENTICATION)


SITUATIONS: tuple[Situation, ...] = (
    Situation(
        r"(?:the )?(?:(?:url|path|jwt|token)(?:'s)? )?\{?user[_ ]?ids?\}?(?: (?:in|from) (?:the )?(?:url|path|jwt"
        r"|token))?"
        rf" (?:mismatch(?:es|ed)?|(?:must |should )?(?:{_NOT} )?(?:match(?:es)?|equals?|differs? from|differ from"
        rf"|!=|≠)(?: (?:the )?(?:(?:jwt|token|url|path|authenticated|token's|jwt's|caller's) )*"
        r"(?:user[_ ]?ids?|user(?:'s id)?|sub(?:ject)?(?: claim)?|id|caller|one)?)?)"
        r"(?: (?:in|from) (?:the )?(?:jwt|token|url|path))?"
        r"|(?:jwt|token) (?:for|of) \w+ (?:accessing|calling|requesting) /\S*|mismatch(?:ed|ing)? user[_ ]?ids?"
        r"|user[_ ]?ids? mismatch",
        _is_path,
    ),
    Situation(
        r"(?:(?:wrong|invalid|incorrect|bad|unknown) (?:login )?(?:credentials|password|email (?:or|and|/) password"
        r"|username (?:or|and|/) password|e-?mail(?: address)?)(?: (?:or|and) (?:wrong|invalid|unknown|incorrect) "
        r"(?:password"
        r"|email))?|(?:e-?mail|password)[\w ]* (?:is|are) (?:wrong|incorrect)|credentials (?:are )?(?:invalid"
        r"|wrong|incorrect))",
        _is_login,
    ),
    Situation(
        r"invalid (?:jwt|token) format(?: \(not (?:3|three) parts\))?|expired (?:jwt|token) \(exp ?< ?(?:current"
        r" time|now)\)"
        rf"|{_LISTED_BAD} (?:jwt|token) signatures?"
        rf"|(?:with )?(?:an? |the )?(?:{_LISTED_BAD}) (?:or (?:missing|invalid|expired) )?(?:a |an |the )?{_TOKENS}"
        rf"|without (?:an? |the |any )?{_TOKENS}|{_TOKENS} (?:(?:is|are|was|has|not) )*(?:{_LISTED_BAD}|provided"
        rf"|present)"
        rf"|{_LISTED_BAD} (?:(?:jwt|token) )?signatures?(?: tokens?)?|(?:tokens?|jwts?) with (?:an? )?{_LISTED_BAD}"
        rf" signatures?"
        rf"|(?:jwt|token)s? signed (?:by|with) (?:a |an )?(?:different|other|another|wrong) (?:secret|key)"
        rf"|invalid (?:user id|subject|sub)(?: in (?:the )?(?:sub(?:ject)?|token)(?: claim)?)|malformed "
        rf"(?:authorization )?headers?"
        rf"|not authenticated|not logged in|unauthenticated(?: (?:users?|requests?|access|callers?))?"
        rf"|(?:the )?user is not authenticated",
        _is_token,
    ),
    Situation(
        r"(?:suspended|inactive|disabled|deactivated)(?: or (?:suspended|inactive|disabled|deactivated))* (?:user"
        r" )?accounts?",
        _is_inactive,
    ),
    Situation(
        r"(?:(?:users? )?without the (?:\w+ )?role(?: [`'\"]?(?P<role>(?!gets?\b|is\b|are\b|receives?\b|answers?\b"
        r"|must\b|cannot\b|on\b)\w+)[`'\"]?)?|non-?admins?|not an? admin\w*|lacks? (?:the )?(?:\w+ )?(?:role"
        r"|permissions?)|insufficient (?:permissions?|rights|privileges|roles?)|missing (?:role|permissions?))",
        _is_forbidden,
    ),
    Situation(
        rf"{_DOES}\b(?:(?:another|other|a different) users?'?s?'?|(?:someone|somebody) else's) (?:{{noun}}|data"
        rf"|rows?|resources?|items?)"
        rf"|unauthori[sz]ed access(?: to (?:an? |the )?{{noun}})?",
        _is_row,
    ),
    Situation(
        rf"(?:(?:the |a |an |their |its )?(?:{{noun}}|resource|row|record|item|it)(?: id)?,? )?(?:(?:that|which|or"
        rf"|and|it|exists|but|is|access(?:ing)?|to) )*"
        rf"(?:belong(?:s|ing)? to (?:an? |the )?{_OTHERS}(?: (?:user|person|owner|account))?|owned by (?:an?"
        rf" )?{_OTHERS}"
        rf"(?: (?:user|person))?|of (?:an? )?(?:another|different|other) users?|(?:another|other|a different)"
        rf" users?'?s?'?"
        rf" (?:{{noun}}|data|rows?|resources?|items?)|{_NOT} (?:belong(?:ing)? to|owned by|own(?:ed)?(?: by)?)"
        rf" (?:the |that |this )?(?:(?:authenticated|current|calling|requesting|logged-in) )?(?:users?|callers?"
        rf"|them|it)|cross-user access|(?:the )?(?:user|caller) (?:{_NOT}) own (?:the |this |it)?(?:{{noun}})?)",
        _is_row,
    ),
    Situation(
        r"(?:an? |the )?(?P<column>{column}) (?:of|with|that has|which has|has|having) (?P<size>\d+) "
        r"(?:characters|chars|letters)",
        _is_too_long,
    ),
    Situation(r"(?:an? |the )?(?:second (?:attempt|try|one)|collisions?|clash(?:es)?|duplicates?)", _is_taken),
    Situation(
        r"(?:(?:registering|signing up|using|creating|choosing|saving|adding)(?: (?:with|an?|the|{noun}))* )?"
        r"(?:(?:an? |the )?second (?:{noun} )?with (?:the same|that|an identical)|duplicate|taken"
        r"|already (?:used|taken|registered|existing)|existing|the same) (?P<column>{column})",
        _is_taken,
    ),
    Situation(
        r"(?P<column>{column}) (?:is |has |was )?(?:been )?(?:already )?(?:exists|taken|registered|used|in use"
        r"|duplicated|not unique)"
        r"(?: already)?",
        _is_taken,
    ),
    Situation(
        r"(?:too many|failed) (?:requests|attempts|logins|calls)|rate limit (?:is )?(?:exceeded|reached|hit)", _is_rate
    ),
    Situation(
        r"(?:the )?database (?:is )?(?:unreachable|unavailable|down|away|not reachable)|cannot reach the database",
        _is_down,
    ),
    Situation(
        r"(?:a |an )?(?:non-?(?:numeric|integer|uuid)|malformed|invalid) (?:{noun} )?(?:id|uuid|identifier)s?(?:"
        r" format)?"
        r"(?: in (?:the )?(?:path|url))?|(?:id|identifier) (?:is )?not (?:an? )?(?:integer|number|uuid|valid uuid)",
        _is_malformed_key,
    ),
    Situation(
        r"(?:an? |the )?(?:limit|page[_ ]?size|per[_ ]?page) (?:that )?(?:(?:is|exceeds|exceeding|above|over|beyond"
        r"|greater than|larger than|more than|higher than) )+(?P<most>\d+)",
        _is_too_large,
    ),
    Situation(
        r"validat(?:e|es|ing) (?:(?:all|every|any|the|user|incoming|client) )*(?:inputs?|requests?(?: bodies| data)?"
        r"|data|payloads?)",
        _is_invalid,
    ),
    Situation(r"(?:unknown|extra|additional|unexpected) (?:fields?|properties)", _is_unknown_field),
    Situation(
        r"(?P<column>{column}) (?:(?:is|are|was|has) )?(?:missing|not provided|too long|too short|empty|blank|invalid"
        r"|whitespace(?:-only)?)(?: or (?:empty|blank|missing|whitespace(?:-only)?))?(?: string)?",
        _is_bad_value,
    ),
    Situation(
        r"(?:an? |the )?(?:missing|empty|blank|invalid|unknown|whitespace(?:-only)?|too long|too short"
        r"|(?:zero|negative|non-positive)(?: or (?:zero|negative))?)(?: string)? "
        r"(?P<column>{column})"
        r"(?: value)?",
        _is_bad_value,
    ),
    Situation(
        rf"{_DOES}(?:the |a |an |their |its )?(?:{{noun}}|resource|row|record|item|it|that)(?: with (?:this|that|the"
        rf" given) id)?(?: id)?"
        rf",? (?:(?:that|which|or|is|was|were|could|be) )*(?:{_NOT} (?:exist(?:s|ing)?|found|there)|cannot be found"
        rf"|missing|unknown|gone|never there)"
        rf"|{_DOES}(?:a |an |the )?(?:non-?existent|non-?existing|missing|unknown|absent)"
        rf" (?:{{noun}}|resource|row|record|item|ids?)(?: ids?)?"
        rf"|{_NOT} exist|not found",
        _is_absent,
    ),
    Situation(
        r"(?:(?:invalid|malformed|missing|bad|incorrect|wrong|incomplete|unprocessable) )+(?:or (?:missing|invalid"
        r"|malformed) )?"
        r"(?:request |required |query |input |json )*(?:inputs?|data|parameters?|body|bodies|requests?|json"
        r"|payloads?|values?|fields?"
        r"|format|types?)(?: (?:format|values?|types?))?(?: or (?:(?:invalid|missing|malformed|bad) )?"
        r"(?:parameters?|values?|fields?|data))?"
        r"|(?:the )?(?:input )?validation (?:fails|failed|failures?|errors?)|(?:that )?fails? validation",
        _is_invalid,
    ),
)

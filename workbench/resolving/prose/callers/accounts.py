"""Claims about accounts and sessions: what is offered for them, and how passwords are kept."""

import re

from generators.blueprint import ColumnRole, OperationKind, RuleKind
from workbench.reading.values.durations import seconds_in
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Reader, Sentence, missing, proven, proven_or

Kind = OperationKind


def _exists(kind: OperationKind) -> Reader:
    """Give the reader of a claim that there is an operation of that kind."""

    def read(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
        return proven_or(RuleKind.OPERATION, book.of(None, kind), f"there is no {kind.value.replace('_', ' ')}")

    return read


def _named_hash(_match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """The algorithm's name in the row of the column that keeps the hash."""
    topic = sentence.topic
    if topic is None or not topic.fixed:
        return None
    hashes = [topic.entity.column(name) for name in sorted(topic.columns) if topic.entity.has(name)]
    return SILENT if any(column.role is ColumnRole.PASSWORD for column in hashes) else None


def _hashed(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    have = "bcrypt" if book.settings.bcrypt_rounds else "argon2"
    named = (match.groupdict().get("algorithm") or have).lower()
    if not named.startswith(have):
        return missing(f"passwords are hashed with {have.capitalize()}, not {named}", RuleKind.EFFECT)
    return proven_or(RuleKind.EFFECT, book.of(None, Kind.REGISTER), "the backend keeps no passwords")


def _never_leaves(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    users = book.users
    hidden = [
        rule
        for rule in (book.ruled(RuleKind.VISIBILITY, users.name) if users else [])
        if any(
            users is not None and users.has(name) and users.column(name).role is ColumnRole.PASSWORD
            for name in rule.columns
        )
    ]
    storing = [
        one for one in book.of(None, Kind.REGISTER) if users is not None and "password" not in " ".join(users.visible)
    ]
    if hidden:
        return proven(RuleKind.VISIBILITY, *hidden)
    return proven_or(RuleKind.VISIBILITY, storing, "the backend keeps no passwords")


def _throttled(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    seconds = int(match["time"]) * seconds_in(match["unit"])
    wanted = {"attempts": int(match["attempts"]), "seconds": seconds}
    rules = [rule for rule in book.ruled(RuleKind.RATE_LIMIT) if dict(rule.parameters) == wanted]
    return proven_or(RuleKind.RATE_LIMIT, rules, "the number of attempts is another")


def _same_answer(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:auth.login.")]
    return proven_or(RuleKind.AUTHENTICATION, rules, "there is no login")


PATTERNS = (
    Pattern(
        r"(?:the )?(?:`?\w+`? )?health[- ]check(?:s| endpoints?)?(?: (?:must|shall|should|is|are|be|exists?"
        r"|available|provided|there))*(?: (?:to|for) (?:monitor(?:ing)? )?(?:the )?(?:system |service )?(?:status"
        r"|health|monitoring))?",
        _exists(Kind.HEALTH),
        ("health",),
    ),
    Pattern(
        r"\b(?:any(?:one|body) (?:can|may) )?(?:register|sign ?up|create (?:a |an |their )?(?:new )?account)(?: for"
        r" (?:a |an )?account)?",
        _exists(Kind.REGISTER),
    ),
    Pattern(r"\b(?:log ?in|sign ?in|authenticate)\b", _exists(Kind.LOGIN)),
    Pattern(r"\b(?:log|sign) ?out\b(?:, which revokes the refresh token)?", _exists(Kind.LOGOUT)),
    Pattern(r"change (?:the|their|his) password(?:; all refresh tokens are revoked)?", _exists(Kind.CHANGE_PASSWORD)),
    Pattern(
        r"(?:an? |the |each )?refresh tokens? (?:must )?works? once(?:; using (?:it again|it twice|one"
        r" a second time|it a second time) revokes (?:its|the whole) family)?",
        _exists(Kind.REFRESH),
    ),
    Pattern(r"(?:hashed with |hash: )?\bargon2(?:id)?\b(?: hash)?(?=\W|$)", _named_hash, ("argon2",)),
    Pattern(
        r"tells? whether (?:the )?(?:service|system|api|backend)(?: and (?:its|the) database)? (?:is|are) (?:up"
        r"|healthy|alive|running|reachable)",
        _exists(Kind.HEALTH),
        ("whether",),
    ),
    Pattern(
        r"(?:the )?(?:caller|user|current user|authenticated user)'s own (?:profile|account)",
        _exists(Kind.READ_ME),
        ("own",),
    ),
    Pattern(
        r"(?:and )?(?:is |are |must be |be )?(?:only )?(?:stored|kept|saved) (?:only )?as (?:salted )?"
        r"(?P<algorithm>argon2\w*|bcrypt|pbkdf2|scrypt|sha\w*) hash(?:es)?(?: only)?",
        _hashed,
        ("hash",),
    ),
    Pattern(
        r"password hash(?:es)? (?:must |may |shall )?never (?:leaves?|appears?|be (?:shown|returned|sent)|(?:is"
        r"|are) (?:shown|returned|sent|exposed))(?: (?:in|to|from|by) (?:the |any |a )?\w+| the (?:server|backend"
        r"|database))?",
        _never_leaves,
        ("hash",),
    ),
    Pattern(
        r"passwords? (?:must |shall |should |are |is |be )*(?:stored (?:only )?as |hashed (?:with|usin"
        r"g) |hashed)(?:salted )?(?P<algorithm>argon2\w*|bcrypt|pbkdf2|scrypt|sha\w*)?(?: hash(?:es)?)"
        r"?(?: before (?:storage|storing|being stored))?",
        _hashed,
        ("password",),
    ),
    Pattern(
        r"after (?P<attempts>\d+) failed logins? (?:attempts )?(?:within|in) (?P<time>\d+) (?P<unit>minutes?|hours?)",
        _throttled,
        ("failed",),
    ),
    Pattern(r"(?:a |an )?wrong password and (?:a |an )?unknown email(?: address)?", _same_answer, ("wrong",)),
)

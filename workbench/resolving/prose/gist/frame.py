"""Meanings about what holds for every request: where it may come from, what is logged, what errors hide."""

from generators.blueprint import Rule, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import Check, meaning

_UNITS = {"kb": 1024, "mb": 1024**2, "kib": 1024, "mib": 1024**2}


def frame_rules_of(book: Book, name: str) -> list[Rule]:
    """Give the rule of the frame that is called so, where the backend has it."""
    return [rule for rule in book.ruled(RuleKind.FRAME) if rule.id.split(".")[1] == name]


def _by(name: str, otherwise: str) -> Check:
    def check(gist: Gist) -> Proof | None:
        return proven_or(RuleKind.FRAME, frame_rules_of(gist.book, name), otherwise)

    return check


def _logged(gist: Gist) -> Proof | None:
    """``Every request is logged``; a line holds neither what was sent nor the address that it came from."""
    words = set(gist.sentence.text.lower().split())
    if not words.isdisjoint(_UNLOGGED):
        return missing(f"a line of the log holds no {min(words & _UNLOGGED)}", RuleKind.FRAME)
    return proven(RuleKind.FRAME, *frame_rules_of(gist.book, "request_log"))


_UNLOGGED = frozenset(
    {"body", "bodies", "payload", "payloads", "parameters", "headers", "response", "responses", "data"}
)


def _size(gist: Gist) -> Proof | None:
    """``Request bodies are limited to 1 MB``."""
    unit = _UNITS.get(next(iter(gist.texts("UNIT")), ""))
    numbers = gist.texts("NUMBER")
    if unit is None or len(numbers) != 1:
        return None
    rules = frame_rules_of(gist.book, "body_size")
    have = gist.book.settings.max_body
    if float(numbers[0]) * unit != have and float(numbers[0]) * 1000 ** (1 if unit == 1024 else 2) != have:
        return missing(f"a body may hold {have} bytes", RuleKind.FRAME)
    return proven_or(RuleKind.FRAME, rules, "no operation takes a body")


def _together(gist: Gist) -> Proof | None:
    """``Creating a loan is atomic``: what writes does so in one transaction, undone where the request fails."""
    writing = [one for one in gist.scope if one.method in ("POST", "PUT", "PATCH", "DELETE")]
    if not writing:
        return missing("nothing here writes", RuleKind.FRAME)
    return proven(RuleKind.FRAME, *frame_rules_of(gist.book, "transactions"))


FRAME = (
    meaning(
        "CORS ORIGIN|CONFIGURE|ACCEPT", "ORIGIN CONFIGURE ACCEPT ONLY ENDPOINT VERIFY SPECIFIC", _by("origins", "")
    ),
    meaning("CORS ANYORIGIN", "ACCEPT CONFIGURE REQUESTS ENDPOINT", _by("any_origin", "origins are named")),
    meaning("CORS METHODS|CREDENTIALS|TOKEN|TRUE", "TOKEN METHODS ACCEPT", _by("origins", "")),
    meaning("LOG REQUESTS|ENDPOINT", "TIMESTAMP USERID METHODS DURATION", _logged),
    meaning("LOG TOKEN FAIL|UNAUTHORIZED|REFUSE", "TIMESTAMP LOGIN UNAUTHORIZED", _logged),
    meaning("LOG FAIL", "INTERNAL EXPECTED", _by("failure_log", "")),
    meaning("NOT EXPOSE INTERNAL", "FAIL LOG", _by("discretion", "")),
    meaning("SECRET ENVIRONMENT", "SET READ TOKEN EXTRACT", _by("environment", "")),
    meaning("NOT HARDCODED SECRET", "ENVIRONMENT", _by("environment", "")),
    meaning("BODYSIZE NUMBER UNIT", "MAXIMUM LIMITS", _size),
    meaning(
        "TRANSACTION|ATOMIC ROLLBACK|ATOMIC", "CREATE UPDATE DELETE ENTITY COLUMN FAIL SUCCESS REQUESTS", _together
    ),
    meaning("ATOMIC CREATE|UPDATE|DELETE|ENTITY", "TRANSACTION ROLLBACK ENTITY", _together),
    meaning("ROLLBACK FAIL", "TRANSACTION UPDATE CREATE", _together),
)
"""What texts say of every request."""

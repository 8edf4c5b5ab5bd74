"""Claims about how often one may call: "Authentication endpoints: 10 requests per minute per IP"."""

import re

from generators.blueprint import Access, Operation, OperationKind, RuleKind
from workbench.patterns import regex
from workbench.reading.notation.clauses import Clause, Subject, Value
from workbench.reading.values.durations import seconds_in
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, Wish, missing, proven
from workbench.resolving.prose.gist.gist import is_call

Kind = OperationKind
_SESSION = (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH, Kind.CHANGE_PASSWORD)
_AUTH = regex(r"\b(?:auth(?:entication)?|log ?in|sign ?in|sign ?up|credential)\b", re.IGNORECASE)
_EVERYTHING = regex(r"\b(?:all|every|each|global|globally|overall|api|general|other)\b", re.IGNORECASE)
_WHO = r"(?:ip(?: address(?:es)?)?|address(?:es)?|users?|clients?|accounts?|callers?)"
_PER = r"(?: ?(?:/|per|a|an|each|every|for each|and|by) ?)"


def _limited(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    group = match["group"] or ""
    if not group.strip() and re.match(r"\W*rate[- ]?limit", match[0], re.IGNORECASE):
        group = "all"
    chosen = _chosen(group, sentence, book)
    if chosen is None:
        return None
    name, operations = chosen
    who = (match["who"] or match["who2"] or "").lower()
    per = "user" if who.startswith(("user", "account", "caller")) else "address"
    if not who and name != "auth_calls":
        return missing("it does not say whose calls count together", RuleKind.RATE_LIMIT)
    if per == "user":
        operations = [one for one in operations if one.access is Access.REQUIRED]
    return _held(name, operations, _values(match, per), sentence, book)


def _row(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``POST /loans — 20 requests — 60 seconds``, the row of a table of limits: where nobody is signed in, and the
    row does not say whose calls count together, those of one address do."""
    named = [one for one in book.operations if is_call(match["group"], one)]
    if not named and "/" in match["group"]:
        return missing("there is no such endpoint", RuleKind.RATE_LIMIT)
    chosen = (f"{named[0].name}_calls", named) if named else _chosen(match["group"], sentence, book)
    if chosen is None:
        return None
    who = (match["who"] or "").lower()
    if not who and any(one.access is Access.REQUIRED for one in chosen[1]):
        return missing("it does not say whose calls count together", RuleKind.RATE_LIMIT)
    per = "user" if "user" in who or "account" in who else "address"
    return _held(*chosen, _values(match, per), sentence, book)


def _values(match: re.Match[str], per: str) -> dict[str, Value]:
    seconds = int(match.groupdict().get("time") or 1) * seconds_in(match["unit"])
    return {"calls": int(match["calls"].replace(",", "")), "seconds": seconds, "per": per}


def _held(
    name: str, operations: list[Operation], values: dict[str, Value], sentence: Sentence, book: Book
) -> Proof | None:
    """Give the limits that hold for all of some operations, or the wish for them where nothing limits them yet."""
    ids = {one.id for one in operations}
    rules = [rule for rule in book.ruled(RuleKind.RATE_LIMIT) if "calls" in dict(rule.parameters)]
    fitting = [rule for rule in rules if dict(rule.parameters) == values and ids <= set(rule.operations)]
    if fitting:
        return proven(RuleKind.RATE_LIMIT, *fitting)
    if not operations or any(f"calls.{name}." in rule.id for rule in rules):
        return missing("calls are limited otherwise", RuleKind.RATE_LIMIT)
    wishes = [
        Wish(Subject(method=one.method, path=one.path), Clause("calls", 1, (*values.items(), ("name", name))))
        for one in operations
    ]
    sentence.wishes.extend(wishes[1:])
    return missing("calls are not limited so", RuleKind.RATE_LIMIT, wishes[0])


def _chosen(group: str, sentence: Sentence, book: Book) -> tuple[str, list[Operation]] | None:
    """Give the operations that a group of words means, and the name that their common limit goes by."""
    every = [one for one in book.operations if one.kind not in (Kind.HEALTH, Kind.PORT)]
    if _AUTH.search(group):
        return "auth_calls", [one for one in every if one.kind in _SESSION]
    for found in book.noun_words.finditer(group):
        entity = book.entity_called(found[0])
        if entity is not None and entity is not book.users:
            return f"{entity.singular}_calls", [one for one in every if one.entity == entity.name]
    if sentence.here and not group.strip():
        return f"{sentence.here[0].name}_calls", list(sentence.here)
    if _EVERYTHING.search(group):
        others = re.search(r"\bother\b", group, re.IGNORECASE)
        name = "global_calls" if re.search(r"\bglobal|\boverall", group, re.IGNORECASE) else "api_calls"
        return name, [one for one in every if not (others and one.kind in _SESSION)]
    return None


PATTERNS = (
    Pattern(
        r"^(?P<group>(?:GET|POST|PUT|PATCH|DELETE) /\S+|[\w /-]+?) — (?P<calls>\d[\d,]*)(?: (?:requests?|calls?))? — "
        r"(?:per )?(?:(?P<time>\d+) ?)?(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?)"
        rf"(?: — (?:sliding|rolling) window)?(?: — (?:per )?(?P<who>{_WHO}))?$",
        _row,
        (" — ",),
    ),
    Pattern(
        rf"(?:rate[- ]?limit(?:s|ed|ing)?:? ?)?(?:(?:on|for|of|to) )?(?P<group>(?:(?:all|every|each|the|global"
        rf"|globally|overall|api|general|other|auth|authentication"
        rf"|login|sign-?in|credential|{{noun}}|management|protected) )*)(?:(?:endpoints?|requests?|operations?"
        rf"|limits?|routes?|calls?|are|is|be|must|limited|to|rate|api|allows?|accepts?|permits?)"
        rf"(?: |(?=[:—–(])))*[:—–(]? ?"
        rf"(?:(?:max(?:imum)?(?: of)?|at most|up to|no more than|limited to|limit of|is|are) )*(?P<calls>\d[\d,]*)"
        rf" ?(?:requests?|calls?|attempts?|req)"
        rf"(?:{_PER}(?P<who>{_WHO})\b)?{_PER}(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)\b(?:{_PER}"
        rf"(?P<who2>{_WHO})\b)?\)?",
        _limited,
        ("request", "call", "attempt", "req"),
    ),
)

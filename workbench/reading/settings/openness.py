"""Sentences that say of a whole interface that nobody signs in, whatever the order of their words.

"No authentication: the API is public", "The service has no user accounts", "Clients do not log in",
"Every endpoint is open", and "None." below the heading "Authentication".

Each clause is read as a whole: it counts where all its words are known, so that "No login is needed for the
catalogue" says nothing of everything.
"""

import re

from workbench.patterns import regex

_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASIDE = regex(r"\([^()]*\)")
_CLAUSE = regex(r"[.;!?\u2014\u2013]\s*|, ")
_ENTERING = regex(r"\b(?:sign|log)(?:ged|ging|ing)?[ -]?(?:in|on|up)s?\b")


def words_of(text: str) -> list[str]:
    """Give the words of a text in lower case, "sign in" and its like as ``login``."""
    return [word.replace("’", "'") for word in _WORD.findall(_ENTERING.sub("login", text.lower()))]


NEGATIONS = frozenset(words_of("no not none without never nobody nor neither disabled cannot sem sin sans ohne"))
SIGNING = frozenset(
    words_of(
        "authentication auth authorization authorisation authenticate authenticated authenticates login accounts"
        " registration autenticação autenticación authentification authentifizierung anmeldung"
    )
)
CARRIED = frozenset(words_of("token tokens jwt credentials password passwords key keys session sessions"))
_NEEDING = frozenset(words_of("required require requires needed need needs necessary has have there"))
OPENNESS = frozenset(words_of("public publicly open unauthenticated anonymous anonymously"))
_WHOLE = frozenset(
    words_of("api apis service endpoints endpoint routes route everything backend server application app system")
)
_CALLERS = frozenset(words_of("users callers clients anyone anybody everyone everybody"))
NEUTRAL = frozenset(
    words_of(
        "the a an this its our of at in for to by on with and or any all every each kind is are be being it that"
        " does do don't doesn't isn't aren't there's will can may simple single single-user rest http web json"
        " call calls use uses used using access accessible reach reachable available management whatsoever yet"
        " currently now implemented supported supports implements provides v1 mvp version phase prototype first"
        " demo internal tool local fully completely intentionally deliberately request requests roles identity"
        " data mode model security user caller client"
    )
)
_KNOWN = NEGATIONS | SIGNING | CARRIED | _NEEDING | OPENNESS | _WHOLE | _CALLERS | NEUTRAL
_SUBJECT = frozenset({"authentication", "auth", "authorization", "security", "login", "access"})
_VERBS = frozenset({"authenticate", "authenticated", "authenticates"})
_TELLING = frozenset({"is", "are", "can", "may", "will"})
_SINGLE = frozenset({"endpoint", "route", "request"})
_SEVERAL = frozenset({"every", "all", "each", "any", "no"})
_ELSEWHERE = regex(r"error|test|scenario|risk|threat|edge|checklist|status code", re.IGNORECASE)


def says_open(text: str, titles: tuple[str, ...] = ()) -> bool:
    """Tell whether a line, below its headings, says of everything that nobody has to sign in."""
    if any(map(_ELSEWHERE.search, titles)):
        return False
    lead = words_of(titles[-1]) if titles else []
    subject = lead if lead and set(lead) <= _SUBJECT | {"and"} else []
    return any(
        _is_open([*subject, *words_of(clause)], bool(subject)) for clause in _CLAUSE.split(_ASIDE.sub("", text[:400]))
    )


def _is_open(words: list[str], titled: bool) -> bool:
    said = set(words)
    if len(said) < 2 or not said <= _KNOWN or _speaks_of_one(words):
        return False
    negations = sum(word in NEGATIONS or word.endswith("n't") for word in words)
    if titled or said & (SIGNING | CARRIED):
        doubled = "without" in said and negations > 1
        of_nobody = said & _VERBS and not said & (_CALLERS | _WHOLE)
        missing = said & CARRIED and not said & _NEEDING
        return negations > 0 and not (doubled or of_nobody or missing)
    return not negations and bool(said & OPENNESS and said & (_WHOLE | _CALLERS) and said & _TELLING)


def _speaks_of_one(words: list[str]) -> bool:
    """Tell "this endpoint" from "every endpoint"."""
    return any(word in _SINGLE and before not in _SEVERAL for before, word in zip(["", *words], words, strict=False))

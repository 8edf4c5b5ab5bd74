"""Sentences that say who may read and who may write, for all endpoints or for those of one resource.

"GET endpoints are public; all others require a Bearer token", "Reading needs no login", "Only admins may create,
change or delete rooms", and the rows of a table of methods: ``| POST, DELETE | Bearer token |``.

Each clause is read as a whole: words that mean nothing here must name a resource, or the clause says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import read_access
from workbench.reading.settings.openness import NEGATIONS, NEUTRAL, OPENNESS, SIGNING, words_of

_READING, _CHANGING = ("GET",), ("PUT", "PATCH")
_WRITING = ("POST", "PUT", "PATCH", "DELETE")
_METHODS = {
    **{method.lower(): (method,) for method in ("GET", *_WRITING)},
    **dict.fromkeys(
        words_of("read reads reading browse browsing list listing view viewing retrieving fetching"), _READING
    ),
    **dict.fromkeys(words_of("write writes writing mutation mutations mutating modifications"), _WRITING),
    **dict.fromkeys(words_of("create creates creating creation add adding post posting"), ("POST",)),
    **dict.fromkeys(words_of("update updates updating edit editing change changing modify modifying"), _CHANGING),
    **dict.fromkeys(words_of("delete deletes deleting deletion remove removing"), ("DELETE",)),
}
_CHANGES_DATA = regex(r"\bchang(?:e|es|ing) (?:any )?(?:data|state|something|anything)\b")
_ROLES = {"admin": "admin", "admins": "admin", "administrator": "admin", "administrators": "admin"}
_VISITORS = frozenset(words_of("visitor visitors guest guests anonymous unauthenticated"))
_REQUIRING = frozenset(words_of("require requires required need needs needed must only protected"))
_SIGNED = SIGNING | frozenset(words_of("token tokens jwt credentials"))
_OTHERS = frozenset(words_of("other others else rest remaining"))
_WHOLE = frozenset(
    words_of(
        "endpoint endpoints route routes operation operations action actions method methods api request requests calls"
    )
)
_FILLING = (
    NEUTRAL
    | _WHOLE
    | frozenset(
        words_of(
            "everyone everybody anyone anybody users clients callers valid bearer header carry carries must made"
            " only need needs require requires required needed protected while but signed-in logged-in access role"
            " admin-only state something anything"
        )
    )
)
_CLAUSE = regex(
    r"[.;!?\u2014\u2013]\s*|, (?=while |but |and (?:all|every|only|no)|all others|everything|writ|mutat)|:\s"
)
_HINT = regex(r"public|auth|login|logged|sign|token|jwt|admin|role|anonymous|visitor|guest|none|open", re.IGNORECASE)
_PATH = regex(r"(?:^|[\s`(|])/\w")
_CELL = regex(r"^[\s`*]*(?:(?:GET|POST|PUT|PATCH|DELETE)[\s`*,/]*(?:and |or )?)+$")


@dataclass(frozen=True, slots=True)
class Deeds:
    """Who may call the endpoints of some methods: all, or those whose path has the ``resource``; ``whole`` where it
    speaks of endpoints, and not of what a feature is about."""

    methods: tuple[str, ...]
    auth: str
    roles: tuple[str, ...] = ()
    resource: str = ""
    whole: bool = True


def read_deeds(text: str) -> Iterator[Deeds]:
    """Read what a line, or a row of a table with ``|`` between its cells, says of some methods."""
    if _PATH.search(text) or not _HINT.search(text):
        return
    first, bar, rest = text.partition("|")
    if bar:
        told = read_access(rest.split("|")[0]) if _CELL.match(first) else None
        if told and told.auth in ("public", "required"):
            methods = tuple(one for word in words_of(first) for one in _METHODS[word] if word in _METHODS)
            yield Deeds(methods, told.auth, told.roles)
        return
    for clause in _CLAUSE.split(text[:400]):
        if deeds := _read_clause(clause):
            yield deeds


def _read_clause(clause: str) -> Deeds | None:
    words = words_of(clause)
    said = set(words)
    changing = _WRITING if _CHANGES_DATA.search(clause.lower()) else ()
    methods = [*changing, *(method for word in words for method in _METHODS.get(word, ()))]
    roles = tuple(_roles_in(words))
    auth = _auth_of(words, roles)
    if not methods or auth is None or said & _OTHERS:
        return None
    known = _FILLING | _SIGNED | NEGATIONS | OPENNESS | _VISITORS | _METHODS.keys() | _ROLES.keys() | {*roles}
    resources = tuple(dict.fromkeys(word for word in words if word not in known))
    if len(resources) > 1:
        return None
    whole = bool(said & _WHOLE) or any(method in clause for method in ("GET", *_WRITING))
    return Deeds(tuple(dict.fromkeys(methods)), auth, roles, "".join(resources), whole)


def _roles_in(words: list[str]) -> Iterator[str]:
    """Give the roles that are named: admins, and what stands before "role" or beside another role."""
    for place, word in enumerate(words):
        following = words[place + 1 : place + 3]
        beside = following[:1] in (["or"], ["and"]) and following[-1] in _ROLES
        if word in _ROLES:
            yield _ROLES[word]
        elif word not in _FILLING and (beside or following[:1] in (["role"], ["roles"])):
            yield word


def _auth_of(words: list[str], roles: tuple[str, ...]) -> str | None:
    said, negations = set(words), sum(word in NEGATIONS or word.endswith("n't") for word in words)
    if said & _SIGNED and negations < 2:  # "nobody writes without a token" denies what it seems to say
        return "public" if negations else "required" if said & _REQUIRING else None
    if negations:
        return None
    if roles:
        return "required" if said & {"only", "require", "requires", "reserved"} else None
    return "public" if said & (OPENNESS | _VISITORS) else None

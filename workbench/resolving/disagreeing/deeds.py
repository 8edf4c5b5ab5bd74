"""Which operation a sentence speaks of: ``closing a rental`` is ``POST /rentals/{id}/close``.

An operation is known by what it does (its kind, the first word of its summary, the last word of its path) and by
what it does it to. A sentence that could mean two operations means none.
"""

import re
from collections.abc import Iterable

from generators.blueprint import Operation, OperationKind
from workbench.patterns import regex
from workbench.resolving.disagreeing.naming import spelled
from workbench.resolving.disagreeing.statements import Statement, Surroundings
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import core_of, parameter_name, segments_of
from workbench.resolving.words import plural, singular, snake, stem, words

Kind = OperationKind
_VERBS: dict[OperationKind, str] = {
    Kind.CREATE: "create add",
    Kind.LIST: "list browse",
    Kind.READ: "read retrieve",
    Kind.REPLACE: "update change edit modify",
    Kind.PATCH: "update change edit modify",
    Kind.DELETE: "delete remove",
    Kind.REGISTER: "register signup",
    Kind.LOGIN: "login",
    Kind.LOGOUT: "logout",
}
_TWO_WORDS = regex(r"\b(sign|log|check)(?:s|ging|ged|ing|ed)?[- ](in|up|out)\b", re.IGNORECASE)
_NAMED = regex(r"\b(GET|POST|PUT|PATCH|DELETE)\s+`?(/[\w{}:/.-]*[\w}])")
_ANSWERING = frozenset({"return", "returns", "returned", "list", "lists", "read", "create", "update", "delete"})
"""Words that name a deed only in some of their forms: ``the list returns 200`` returns nothing."""

_WHOLE = frozenset({"read", "send", "add", "feed", "need", "seed", "upload", "download", "spend", "lend", "end"})
_REASON = regex(r"\b\d{3}\s+(?:created|accepted|ok|no content|not found|deleted|updated)\b", re.IGNORECASE)
"""The name of a status tells of no deed."""

_LETTERS = regex(r"[a-z]+")
_ABLE = regex(r"(?:\A\W*|\b(?:to|can|may|must|cannot|not|users?)\s+)([a-z]+)\s+(?!\d)")
_RETURNING = regex(r"\W*return (?:an?|the)\b")
_PEOPLE = (Kind.REGISTER, Kind.LOGIN, Kind.LOGOUT)


class Deeds:
    """The operations of a backend, to be found in sentences."""

    def __init__(self, context: Surroundings) -> None:
        described = {one.route: one for one in context.endpoints}
        self._known: list[tuple[Operation, Endpoint, frozenset[str], tuple[str, ...]]] = []
        self._routes: dict[tuple[str, tuple[str, ...]], tuple[Operation, Endpoint]] = {}
        self._verbs: set[str] = set()
        for operation in context.operations:
            endpoint = described.get(operation.route)
            if endpoint is not None:
                self._routes[operation.method, core_of(operation.path)] = (operation, endpoint)
                verbs = frozenset(_verbs(operation, endpoint))
                self._verbs |= verbs
                self._known.append((operation, endpoint, verbs, _things(operation)))

    def built(self, endpoint: Endpoint) -> tuple[Operation, Endpoint] | None:
        """Give the operation that an endpoint became."""
        return self._routes.get((endpoint.method, core_of(endpoint.path)))

    def named(self, text: str) -> tuple[Operation, Endpoint] | None:
        """Give the operation whose method and path a text names, where it names one alone."""
        found = _NAMED.findall(text)
        return self._routes.get((found[0][0], core_of(found[0][1]))) if len(found) == 1 else None

    def of(self, statement: Statement) -> tuple[Operation, Endpoint] | None:
        """Give the operation that a sentence speaks of: by its route, or in words, of its own or of its headings."""
        around = " ".join((statement.text, *statement.titles[-2:], statement.source.file))
        return self.named(statement.text) or self.told(statement.text) or self.told(statement.text, around)

    def told(self, text: str, around: str = "") -> tuple[Operation, Endpoint] | None:
        """Give the operation that a text tells of in words; what it is done to may stand ``around`` it."""
        said = _said(text) & self._verbs
        if not said:
            return None
        within = spelled(around or text)
        found = [
            (operation, endpoint)
            for operation, endpoint, verbs, things in self._known
            if verbs & said and (operation.kind in _PEOPLE or any(f"_{thing}_" in within for thing in things))
        ]
        acting = [one for one in found if one[0].kind in (Kind.ACT, Kind.TOGGLE, Kind.PORT)]
        found = acting or found
        return found[0] if len(found) == 1 else None


def _said(text: str) -> set[str]:
    text = _TWO_WORDS.sub(r"\1\2", text)
    text = _REASON.sub(" ", text)
    return {_root(word) for word in _LETTERS.findall(text.lower()) if word not in _ANSWERING} | _infinitives(text)


def _infinitives(text: str) -> set[str]:
    """Give the deeds that a text begins with or that somebody is able to do: ``Return a book``, ``to add one``."""
    found = _ABLE.findall(text.lower())
    return {_root(word) for word in found if word in _ANSWERING and not word.startswith("return")} | (
        {"return"} if _RETURNING.match(text.lower()) else set()
    )


def _root(word: str) -> str:
    """Cut a verb to what its forms share, as ``stem`` does, but leave ``read`` and ``send`` as they are."""
    return word if word in _WHOLE else stem(word)


def _verbs(operation: Operation, endpoint: Endpoint) -> Iterable[str]:
    for word in _VERBS.get(operation.kind, "").split():
        yield _root(word)
    first = words(endpoint.summary)[:1]
    if first and operation.kind not in (Kind.LIST, Kind.READ):
        yield _root(first[0])
    last = segments_of(operation.path)[-1:]
    if last and parameter_name(last[0]) is None and operation.kind in (Kind.ACT, Kind.TOGGLE, Kind.PORT):
        name = "".join(words(last[0]))
        yield _root(name)
        if name == "export":
            yield _root("download")


def _things(operation: Operation) -> tuple[str, ...]:
    static = [part for part in segments_of(operation.path) if parameter_name(part) is None]
    names = {operation.entity or "", *(singular(part) for part in static[:2])} - {""}
    return tuple(sorted({form for name in names for form in (singular(name), plural(name), snake(name))}))

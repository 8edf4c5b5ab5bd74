"""Lists of what somebody gives, held against the body of the endpoint that takes it: a name here, none there."""

import re
from collections.abc import Iterator

from generators.blueprint import Operation, OperationKind, Source
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, by_authority
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import join_words, snake

_TITLES = {
    OperationKind.REGISTER: regex(r"\b(?:regist\w+|sign[- ]?up\w*|account creation)\b", re.IGNORECASE),
    OperationKind.LOGIN: regex(r"\b(?:log[- ]?in|sign[- ]?in)(?:form)?\b", re.IGNORECASE),
    OperationKind.CREATE: regex(r"\b(?:creat\w+|add(?:ing)?|new)\b", re.IGNORECASE),
}
_NAME = regex(r"\A\W*([A-Za-z][\w]*(?:[ -][a-z]\w*)?)\s*(?:[(:,—–]|\Z)")
_PROVIDE = regex(
    r"\b(?:provid\w+|enter\w*|giv\w+|with|accepts?|requires?)\s+(?:an? |their |the )?(\w+(?:(?:,| and| or"
    r"|, and) (?:an? )?\w+)+)\s*\Z",
    re.I,
)
_SERVER = {"id", "created_at", "updated_at", "user_id"}
_PARTS = regex(r",\s*(?:and |or )?|\s+and\s+|\s+or\s+")
_CONFIRMED = regex(r"confirm|repeat|remember|captcha|terms|button|link", re.IGNORECASE)
_VALUED = regex(r"\A\W*\w+\s*[:=]\s*(?:\d|true|false|null|none|current|auto)", re.IGNORECASE)
_EXCHANGED = regex(
    r"\b(?:respon\w*|returns?|answers?|errors?|validat\w*|schema|model|columns?|table|index\w*)\b", re.IGNORECASE
)

_MOST = 2
Named = tuple[str, Statement]
"""A name, and the sentence that lists it."""

Topic = tuple[OperationKind, str | None]
"""What is done, and to which table where a row of it is made."""


def find_forms(desk: Desk) -> Iterator[Dispute]:
    """Find the lists of what somebody gives that name other fields than the body that takes them."""
    told = _told(desk)
    for operation in desk.context.operations:
        body = {snake(field.name) for field in operation.body}
        if operation.kind not in _TITLES or len(body) < 2:
            continue
        known = _known(operation, desk)
        fewest = 1 if operation.kind is OperationKind.LOGIN else 2
        alike: list[list[Named]] = []
        longer: list[list[Named]] = []
        for listed in _lists(told.get(_topic(operation.kind, operation.entity), []), operation):
            given = {name for name, _ in listed}
            extra = [(name, said) for name, said in listed if name not in body | _SERVER and name in known]
            if len(given & body) >= fewest:
                (longer if extra else alike).append(extra or [one for one in listed if one[0] in body])
        if longer:
            yield _dispute(operation, longer[0], alike)


def _known(operation: Operation, desk: Desk) -> set[str]:
    """Give the words that may be fields of the body: columns, and what people are asked for."""
    columns = {column.name for one in desk.context.entities if one.name == operation.entity for column in one.columns}
    people = {"name", "full_name", "first_name", "last_name", "username", "email", "phone", "phone_number"}
    return columns | (people if operation.kind in (OperationKind.REGISTER, OperationKind.LOGIN) else set())


def _told(desk: Desk) -> dict[Topic, list[Statement]]:
    """Give the sentences by what their heading is about; a heading on answers, errors or tables is about none of it."""
    found: dict[Topic, list[Statement]] = {}
    topics: dict[tuple[str, str], set[Topic]] = {}
    for one in desk.statements:
        above = one.titles[-1] if one.titles else "", one.source.file
        if above not in topics:
            topics[above] = _topics(*above, desk.names)
        for topic in topics[above]:
            found.setdefault(topic, []).append(one)
    return found


def _topic(kind: OperationKind, entity: str | None) -> Topic:
    return kind, entity if kind is OperationKind.CREATE else None


def _topics(title: str, file: str, names: Names) -> set[Topic]:
    kinds = [kind for kind, pattern in _TITLES.items() if pattern.search(title)]
    if not kinds or _EXCHANGED.search(title):
        return set()
    entities = names.entities_in(title) or names.entities_in(file)
    return {
        _topic(kind, entity) for kind in kinds for entity in (entities if kind is OperationKind.CREATE else (None,))
    }


def _lists(told: list[Statement], operation: Operation) -> Iterator[list[tuple[str, Statement]]]:
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, Statement]]] = {}
    for one in told:
        for name in () if any(source.holds(one.source) for source in operation.sources) else _names_in(one.text):
            groups.setdefault(one.place, []).append((name, one))
    yield from groups.values()


def _names_in(text: str) -> Iterator[str]:
    if _CONFIRMED.search(text.split("(")[0]) or _VALUED.match(text):
        return
    if provided := _PROVIDE.search(text):
        yield from (snake(part) for part in _PARTS.split(provided[1]) if part)
    elif match := _NAME.match(text):
        yield snake(match[1])


def _dispute(operation: Operation, extra: list[Named], alike: list[list[Named]]) -> Dispute:
    """Put the fields that are listed beyond the body; other lists that are ``alike`` to the body speak for it."""
    route = operation.route
    names = sorted({name for name, _ in extra})
    source: Source = operation.sources[0]
    taken = ", ".join(field.name for field in operation.body)
    agreeing = [said for listed in alike[:_MOST] for _, said in listed[:1]]
    sides = [
        Side("as described", f"{taken}", (Statement(route, source), *agreeing)),
        Side("also " + ", ".join(names), f"also {join_words(names)}", tuple(said for _, said in extra)),
    ]
    text = (
        f"What does {route} take: {taken}, as {source.file} says, or also {join_words(names)}, "
        f"as {extra[0][1].source.file} says?"
    )
    return Dispute(f"endpoint.{route}.form", "form", text, by_authority(sides))

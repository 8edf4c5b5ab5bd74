"""What two descriptions of one endpoint say otherwise: the fields of its body, setting or toggling, open or not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import Access, OperationKind, Source
from workbench.patterns import regex
from workbench.reading.facts import EndpointFact, FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.endpoints import Endpoint, merge_fields
from workbench.resolving.serving.routing.paths import core_of
from workbench.resolving.words import join_words, snake

_TOGGLED = regex(r"\btoggl", re.IGNORECASE)
_SET = regex(r"\b(?:marks?|sets?|completes?)\b", re.IGNORECASE)
_EXCEPT = regex(
    r"\b(?:except|excluding|other than|besides|apart from|without)\b[^.;]{0,60}?(?P<path>/[\w/-]+)(?:/\*)?"
    r"|(?P<open>/[\w/-]+)/\*[^.;]{0,30}\b(?:public|open|no auth\w*)\b",
    re.IGNORECASE,
)
_NO_AUTH = regex(r"\bauth\w*(?: required| needed)?\s*(?::|—|-)\s*(?:no|none|not required|public)\b", re.IGNORECASE)


def settle_fields(ledger: Ledger, endpoint: Endpoint) -> Endpoint:
    """Ask about the body fields that only one of two descriptions has; give the endpoint with those it takes."""
    stated = [fact for fact in (*endpoint.facts, *endpoint.mentions) if fact.body]
    body = endpoint.body
    if len(stated) < 2 or not body or endpoint.method not in ("POST", "PUT"):
        return endpoint
    extra = _extra(stated)
    if not extra:
        return endpoint
    names = [field.name for _, field in extra]
    route = endpoint.route
    with_it, without = extra[0][0], _lacking(stated, extra)
    chosen = ledger.ask(
        f"endpoint.{route}.takes",
        f"Does {route} take {join_words(names)}? {with_it.source.file} shows {'them' if len(names) > 1 else 'it'}, "
        f"{without.source.file} does not.",
        [
            Choice("yes", f"yes, as {with_it.source.file} says", f"The body of {route} has {join_words(names)}."),
            Choice("no", f"no, as {without.source.file} says", f"The body of {route} lacks {join_words(names, 'or')}."),
        ],
        [*(field.source or fact.source for fact, field in extra), *_body_lines(without)],
        why="a client that sends what one of the documents shows must not be refused.",
        blocking=False,
        affects=4,
    )
    dropped = {snake(name) for name in names}
    kept = merge_fields([body, [replace(field, required=bool(field.required)) for _, field in extra]])
    if chosen == "no":
        kept = tuple(field for field in kept if snake(field.name) not in dropped)
    facts = tuple(fact if fact.body is None else replace(fact, body=()) for fact in endpoint.facts)
    return replace(endpoint, facts=(replace(facts[0], body=kept), *facts[1:]))


def _extra(stated: Sequence[EndpointFact]) -> list[tuple[EndpointFact, FieldFact]]:
    """Give the fields that one description has and another whole one of another document lacks."""
    found: dict[str, tuple[EndpointFact, FieldFact]] = {}
    for fact in stated:
        names = {snake(field.name) for field in fact.body or ()}
        for other in stated:
            theirs = {snake(field.name) for field in other.body or ()}
            whole = other.source.file != fact.source.file and other.defining and 2 * len(names & theirs) >= len(names)
            for field in fact.body if whole and fact.body else ():
                if snake(field.name) not in theirs and len(theirs) > 1:
                    found.setdefault(snake(field.name), (fact, field))
    return list(found.values())


def _lacking(stated: Sequence[EndpointFact], extra: Sequence[tuple[EndpointFact, FieldFact]]) -> EndpointFact:
    names = {snake(field.name) for _, field in extra}
    return min(stated, key=lambda fact: len(names & {snake(field.name) for field in fact.body or ()}))


def _body_lines(fact: EndpointFact) -> list[Source]:
    lines = [field.source for field in fact.body or () if field.source]
    return [fact.source, *(min(lines, key=lambda line: line.line) for _ in lines[:1])]


def settle_toggling(ledger: Ledger, endpoint: Endpoint, kind: OperationKind) -> OperationKind:
    """Ask whether an action sets or toggles where one document says this and another that; give its kind."""
    if kind not in (OperationKind.TOGGLE, OperationKind.ACT):
        return kind
    toggled, is_set = [], []
    for fact in (*endpoint.facts, *endpoint.mentions):
        text = f"{fact.summary} {' '.join(fact.notes)}"
        if _TOGGLED.search(text):
            toggled.append(fact)
        elif _SET.search(fact.summary):
            is_set.append(fact)
    if not toggled or not is_set or {one.source.file for one in toggled} & {one.source.file for one in is_set}:
        return kind
    route = endpoint.route
    choices = [
        Choice("toggle", f"yes, it toggles, as {toggled[0].source.file} says", "Each call turns the state over."),
        Choice("set", f"no, it sets, as {is_set[0].source.file} says", "A second call changes nothing."),
    ]
    chosen = ledger.ask(
        f"endpoint.{route}.toggles",
        f"Does a second call of {route} take back the first? {toggled[0].source.file} says "
        f"\u201c{toggled[0].summary}\u201d, {is_set[0].source.file} \u201c{is_set[0].summary}\u201d.",
        choices if kind is OperationKind.TOGGLE else choices[::-1],
        [toggled[0].source, is_set[0].source],
        why="the tables have a column for that.",
        blocking=False,
        affects=5,
    )
    return OperationKind.TOGGLE if chosen == "toggle" else OperationKind.ACT


def settle_open_profile(ledger: Ledger, endpoint: Endpoint, access: Access, sentences: Sequence[Statement]) -> Access:
    """Ask about an endpoint that reads the caller and that a sentence about many endpoints leaves open."""
    leaving = next((one for one in sentences if _leaves_open(one, endpoint, sentences)), None)
    if leaving is None or access is not Access.REQUIRED or any(fact.auth == "public" for fact in endpoint.facts):
        return access
    route = endpoint.route
    chosen = ledger.ask(
        f"endpoint.{route}.auth",
        f"Does {route} need a signed-in user? It answers with the caller, and {leaving.source.file} asks for no token "
        "there.",
        [
            Choice("required", "yes, the caller must be known", "The endpoint is required."),
            Choice("optional", f"no, as {leaving.source.file} says", "Without a token it answers with nobody."),
        ],
        [leaving.source, endpoint.sources[0]],
        why="without a token nobody knows whose data to answer with.",
        blocking=False,
        affects=5,
    )
    return Access(chosen)


def _leaves_open(one: Statement, endpoint: Endpoint, sentences: Sequence[Statement]) -> bool:
    match = _EXCEPT.search(one.text)
    if match and re.search(r"\b(?:auth\w*|jwt|tokens?|bearer)\b", one.text, re.IGNORECASE):
        path = match["path"] or match["open"]
        return core_of(endpoint.path)[: len(core_of(path))] == core_of(path) != ()
    return bool(_NO_AUTH.search(one.text)) and any(_heads(one, fact.source, sentences) for fact in endpoint.facts)


def _heads(one: Statement, endpoint: Source, sentences: Sequence[Statement]) -> bool:
    """Tell whether a sentence stands at the head of the section that an endpoint is described in."""
    if one.source.file != endpoint.file or one.source.line >= endpoint.line:
        return False
    between = [
        other
        for other in sentences
        if other.source.file == endpoint.file and one.source.line < other.source.line < endpoint.end_line
    ]
    return all(other.titles[: len(one.titles)] == one.titles for other in between)

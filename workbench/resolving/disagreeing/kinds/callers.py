"""Who may call, told in words and described otherwise: ``only signed-in members can browse boats`` beside ``public``.

A sentence says whether somebody has to be signed in, to do what (see, add, change, remove), and with what.
"""

import re
from collections.abc import Iterator

from generators.blueprint import Access, EntityPurpose, Operation, OperationKind
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, put
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import words

Kind = OperationKind
_KNOWN = r"(?:(?:signed|logged)[- ]?in|authenticated|registered)"
_PEOPLE = regex(rf"{_KNOWN} \w+", re.IGNORECASE)
_CLOSED = regex(
    rf"\b(?:only|requires?|must be|needs?)\b.{{0,40}}\b(?:{_KNOWN}|authenticat\w+|an account|a token|login|logging in"
    rf"|signing in)\b|\bvisible to {_KNOWN}",
    re.IGNORECASE,
)
_OPEN = regex(
    r"\b(?:anybody|anyone|everybody|everyone|visitors?|the public)\b.{0,30}\b(?:can|may|list|view|see|read|browse)\w*"
    r"|\bwithout (?:an account|a token|a login|(?:(?:signing|logging|being (?:signed|logged)) in))\b"
    r"|\bno (?:login|sign[- ]in|account) (?:is )?(?:required|needed)\b"
    r"|\b(?:unauthenticated|anonymous|logged-out) \w+ (?:can|may)\b"
    r"|\bpublicly (?:visible|accessible|readable|available)\b",
    re.IGNORECASE,
)
_ASIDE = regex(
    r"\b(?:own|private|their|his|her|drafts?|hidden|comments?|if|unless|when|except|role|admin\w*|cancel\w*|publish\w*"
    r"|posts?|test\w*|page|screen|button|redirect\w*|not|cannot|never|4\d\d)\b",
    re.IGNORECASE,
)
_SEEING = (
    "see seen view viewed viewing list listed listing browse browsing read readable visible open access search look"
)
_DOING: dict[str, tuple[OperationKind, ...]] = {
    **dict.fromkeys(_SEEING.split(), (Kind.LIST, Kind.READ)),
    **dict.fromkeys(("create", "add", "submit", "write", "book", "place"), (Kind.CREATE,)),
    **dict.fromkeys(("update", "edit", "change", "modify"), (Kind.REPLACE, Kind.PATCH)),
    **dict.fromkeys(("delete", "remove"), (Kind.DELETE,)),
}


def find_callers(desk: Desk) -> Iterator[Dispute]:
    """Find the operations that a sentence opens to everybody, or closes, and their description does not."""
    people = {one.name for one in desk.context.entities if one.purpose is EntityPurpose.USERS}
    for pattern, told, built in ((_CLOSED, Access.REQUIRED, Access.PUBLIC), (_OPEN, Access.PUBLIC, Access.REQUIRED)):
        for statement in desk.said.telling(pattern, unless=_ASIDE):
            deeds = [word for word in words(statement.text) if word in _DOING]
            rest = _PEOPLE.sub(" ", statement.text)
            things = [one for one in desk.names.entities_in(rest) if one not in people]
            if len(things) == 1 and len({_DOING[word] for word in deeds}) == 1:
                kinds = _DOING[deeds[0]]
                against = [
                    one
                    for one in desk.context.operations
                    if one.entity == things[0] and one.kind in kinds and one.access is built and one.sources
                ]
                if against and all(source != statement.source for one in against for source in one.sources):
                    yield _dispute(things[0], kinds[0], told, against, statement)


def _dispute(thing: str, kind: OperationKind, told: Access, against: list[Operation], statement: Statement) -> Dispute:
    lead, built = against[0], against[0].access
    there = Statement(f"{lead.route}: {built.value}", lead.sources[0])
    sides = (
        Side(built.value, _shown(built), (there,), _rules(against, built)),
        Side(told.value, _shown(told), (statement,), _rules(against, told)),
    )
    return put(f"{thing}.{kind}.callers", "access", f"Must somebody be signed in to {kind} {thing}", sides)


def _shown(access: Access) -> str:
    return "signed-in users alone" if access is Access.REQUIRED else "everybody"


def _rules(operations: list[Operation], access: Access) -> tuple[str, ...]:
    clause = "token" if access is Access.REQUIRED else "public"
    return tuple(f"{one.route}: {clause}" for one in operations)

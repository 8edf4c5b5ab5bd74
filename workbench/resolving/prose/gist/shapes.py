"""Meanings about answers and lists: statuses of success, filters together, counts of pages, the first order."""

from generators.blueprint import Body, Holds, Operation, OperationKind, QueryUse, RuleKind
from workbench.resolving.prose.answering.shapes import members
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.access import kinds_of
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import Check, meaning

Kind = OperationKind
_NARROWING = (QueryUse.FILTER, QueryUse.STATE, QueryUse.FROM, QueryUse.TO, QueryUse.SEARCH, QueryUse.OVERDUE)


def _done(gist: Gist) -> Proof | None:
    """``Returns 204 on successful deletion``, ``201 Created``: the status of success of what the verb means."""
    wanted, kinds = set(gist.statuses), kinds_of(gist)
    if not wanted or any(status >= 300 for status in wanted) or not (gist.sentence.here or kinds):
        return None
    if gist.says("ABSENT", "NOTFOUND") and "LIST" not in gist.senses:
        return None  # what answers a row that is not there is no success
    meant = [one for one in gist.scope if not kinds or one.kind in kinds]
    if gist.sentence.here and not meant:
        meant = list(gist.sentence.here)
    if "LIST" in gist.senses:
        meant = [one for one in meant if one.kind is Kind.LIST]
    other = next((one for one in meant if one.response.status not in wanted), None)
    if other is not None:
        return missing(f"{other.id} answers {other.response.status}", RuleKind.STATUS)
    if "EMPTY" in gist.senses and any(one.kind is not Kind.LIST for one in meant):
        meant = [one for one in meant if one.response.body is Body.EMPTY]
    return proven_or(RuleKind.STATUS, meant, "no operation answers so")


def lists_of(gist: Gist) -> list[Operation]:
    """Give the lists that a text is about: around it, else of what it names or its document is about."""
    here = [one for one in gist.scope if one.kind is Kind.LIST]
    if gist.sentence.here or gist.texts("CALL"):
        return here
    return gist.book.of(gist.entity, Kind.LIST) if gist.entity else here


def _combined(gist: Gist) -> Proof | None:
    """``Filters combine with AND``: of a list that has two of them at least."""
    for one in lists_of(gist):
        narrowing = [parameter for parameter in one.query if parameter.use in _NARROWING]
        searched = "SEARCH" not in gist.senses or any(part.use is QueryUse.SEARCH for part in narrowing)
        asked = "OPTIONAL" in gist.senses and any(part.required for part in one.query)
        if len(narrowing) > 1 and searched and not asked:
            names = {parameter.name for parameter in narrowing}
            rules = [rule for rule in gist.book.ruled(RuleKind.FILTER) if one.id in rule.operations]
            return proven(RuleKind.FILTER, *[rule for rule in rules if rule.id.split(".")[-2] in names])
    return missing("no list has two such filters", RuleKind.FILTER)


def _holding(holds: Holds, what: str) -> Check:
    def check(gist: Gist) -> Proof | None:
        found = [
            one
            for one in (lists_of(gist) or gist.book.of(None, Kind.LIST))
            if any(field.holds is holds for field in members(one.response.envelope))
        ]
        return proven_or(RuleKind.PAGINATION, found, f"no list tells {what}")

    return check


SHAPES = (
    meaning(
        "STATUS CREATE|UPDATE|DELETE|READ|LIST|SUCCESS|ENTITY",
        "EMPTY NOT NOTFOUND ABSENT ENTITY SUCCESS CREATE UPDATE DELETE READ LIST CALL",
        _done,
    ),
    meaning(
        "STATUS CREATE SET",
        "ENTITY SUCCESS COLUMN LOGGEDIN READ",
        _done,
    ),
    meaning("FILTER|ENDPOINT|SEARCH COMBINE|AND", "OPTIONAL SEARCH FILTER COMBINE AND EXIST ENTITY COLUMN", _combined),
    meaning("BOTH|COMBINE FILTER MATCH", "PROVIDED COLUMN CALL ENTITY", _combined),
    meaning("TOTAL PAGES", "CEIL LIMITS NUMBER", _holding(Holds.PAGES, "how many pages there are")),
    meaning("TOTAL MATCH", "FILTER ENTITY LIST SEARCH", _holding(Holds.TOTAL, "how many rows there are")),
)
"""What texts say of answers and lists."""

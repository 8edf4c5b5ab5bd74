"""Comparisons in sentences: one value of a row must lie above another one of it."""

import re

from generators.blueprint import MOMENTS, Column, Entity, TypeName
from workbench.resolving.dictation.listening import ANSWERS, Ear, Hearing, Rules
from workbench.resolving.words import stem, words

_NAME = r"[a-z]\w*(?:[ -][a-z]\w*){0,2}?"
_ABOVE = {
    ">": r"after|later than|(?:strictly )?(?:greater|higher|larger|more) than|above|exceeds?|>",
    "<": r"before|earlier than|(?:strictly )?(?:less|lower|smaller) than|below|<",
    ">=": r"on or after|at or after|not (?:before|earlier than|less than|below)|no (?:earlier|less) than|at least|>=|≥"
    r"|(?:greater|later|higher) than or equal to|equal to or (?:greater|later) than|the same as or (?:later|after)",
    "<=": r"on or before|at or before|not (?:after|later than|more than|greater than|above|exceed)"
    r"|no (?:later|more) than|at most|<=|≤|(?:less|earlier|lower) than or equal to",
}
_OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_HOW = rf"(?P<how>{'|'.join(_ABOVE[sign] for sign in ('>=', '<=', '>', '<'))})"
_BE = r"(?:(?:must|shall|has to|have to|needs to)(?: always)?(?: (?:be|lie|come|end|start))?|is(?: always)?|lies|comes)"
_NEVER = r"(?P<never>(?:must|may|can|shall)(?: ?not| never)(?: (?:be|lie|come))?)"
_TIMES = {stem(word) for word in ("at", "on", "date", "time", "day", "timestamp")}


def _compared(match: re.Match[str], ear: Ear) -> Rules | None:
    """``The end must be after the start``: the CHECK that holds the two columns against each other."""
    said = match.groupdict()
    status = said.get("status")
    if status and int(status) != ear.book.settings.validation_status:
        return None
    sign = next(one for one in (">=", "<=", ">", "<") if re.fullmatch(_ABOVE[one], said["how"], re.IGNORECASE))
    if said.get("never") or said.get("refused"):
        sign = _OPPOSITE[sign]
    for entity in dict.fromkeys((ear.about, *ear.book.entities)):
        left = _column(entity, said.get("left"), ear) if entity else None
        right = _column(entity, said["right"], ear) if entity else None
        if entity and left and right and left is not right and _alike(left, right):
            return (f"{entity.name}: check {left.name} {sign} {right.name}",)
    return None


def _column(entity: Entity, phrase: str | None, ear: Ear) -> Column | None:
    """Give the column that a phrase means; a time is called by what happens then: ``the start``, ``end date``."""
    if phrase is None:
        return ear.column if ear.column and entity is ear.about else None
    if column := ear.column_of(entity, phrase):
        return column
    wanted = {stem(word) for word in words(phrase)} - _TIMES
    moments = [one for one in entity.columns if one.type.name in MOMENTS]
    fitting = [one for one in moments if wanted and {stem(word) for word in words(one.name)} - _TIMES == wanted]
    return fitting[0] if len(fitting) == 1 else None


def _alike(left: Column, right: Column) -> bool:
    """Tell whether two columns can be compared: times of one kind, or numbers."""
    text = (TypeName.VARCHAR, TypeName.TEXT, TypeName.BOOLEAN, TypeName.JSON, TypeName.UUID, TypeName.ARRAY)
    if left.type.name in MOMENTS or right.type.name in MOMENTS:
        return left.type.name is right.type.name
    return left.type.name not in text and right.type.name not in text


_LEFT, _RIGHT = rf"(?:the |its |an? )?(?P<left>{_NAME})", rf"(?:the |its |an? |their )?(?P<right>{_NAME})"
_OF = r"(?: of (?:an? |the |each |every )?{noun})?"
_STATUS = r"(?P<status>4\d\d)(?: [\w ]{0,40})?"
_REFUSED = (
    rf",? (?:the )?(?:request|call|api|it)? ?(?:is )?(?:{ANSWERS}|rejected|refused)(?: with)? ?(?:an? )?(?:http )?"
)

PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (rf"{_LEFT}{_OF} (?:{_NEVER}|{_BE}) {_HOW} {_RIGHT}(?: ?[:;,(–—-]+ ?(?:otherwise )?{_STATUS}\)?)?", _compared),
    (rf"{_LEFT} (?P<how>>=|<=|>|<|≥|≤) {_RIGHT}", _compared),
    (rf"(?:if|when|where) {_LEFT} (?P<refused>is|lies|comes) {_HOW} {_RIGHT}{_REFUSED}{_STATUS}", _compared),
    (rf"(?:(?:{_NEVER}|must be|is|has to be) )?{_HOW} {_RIGHT}", _compared),
)
"""The ways to compare two values of a row, each with how they are taken down."""

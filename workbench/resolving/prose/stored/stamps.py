"""Claims about times that follow from a flag or a state: when they are set, and when they are cleared."""

import re
from collections.abc import Sequence

from generators.blueprint import Column, EffectValue, Entity, Operation, Rule, RuleKind
from generators.effects import stamps_of
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven_or
from workbench.resolving.words import snake, stem

_QUOTE = r"[`'\"“”]?"
_VALUE = rf"{_QUOTE}(?P<value>[a-z][a-z_-]*){_QUOTE}"
_STATE = (
    rf"(?:the |an? |its )?(?:{{noun}}(?:'s)? )?(?:status|state|stage|{{column}}) ?"
    rf"(?:is(?: changed to| set to| updated to)?|was|becomes|changes to|changed to|set to|moves to|goes to|==?)"
    rf" ?(?P<not>not |no longer |!= ?)?{_VALUE}"
)
_MARKED = (
    rf"(?:marking (?:it |them |the {{noun}} |an? {{noun}} )?(?:as )?|(?:it|the {{noun}}|an? {{noun}}) "
    rf"(?:is|becomes|gets|was) (?:marked )?(?:as )?)(?P<not>not )?{_VALUE}"
)
_WRITTEN = (
    r"(?:(?:is|are|gets|must be|should be|will be) )?(?:also |automatically )?"
    r"(?:(?P<sets>set|recorded|stamped|filled)(?: automatically)?(?: to (?:the )?(?:current|present)"
    r"(?: time| timestamp| date)*| to now(?:\(\))?)?|(?P<clears>cleared|reset|emptied|(?:set to )?null))"
)
_WRITES = (
    r"(?:it )?(?:(?P<sets>sets?|records?|stamps?)|(?P<clears>clears?|resets?|empties))"
    r" (?:the )?`?(?P<column>{column})`?(?: to (?:the )?(?:current|present)(?: time| timestamp| date)*| to now(?:\(\))?"
    r"| to null)?"
)
_WHEN = r"(?:when(?:ever)?|if|once|as soon as)"
_UNDONE = frozenset({"incomplete", "uncompleted", "pending", "open", "active", "undone", "unchecked"})


def _follows(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``completed_at is set when the status becomes completed``: the body that writes the one writes the other."""
    for entity, column in _stamped(match["column"], sentence, book):
        value, clears = match["value"].lower(), bool(match["clears"])
        if not _fits(column, value, clears=clears, denied=bool(match["not"])):
            return missing(f"{column.name} does not follow from {value}", RuleKind.EFFECT)
        wanted = EffectValue.NULL if clears else EffectValue.NOW
        found = stamp_rules(entity, column, wanted, sentence.here, book)
        return proven_or(RuleKind.EFFECT, found, f"no operation writes {column.name}")
    return None


def stamp_rules(
    entity: Entity, column: Column, value: EffectValue, here: Sequence[Operation], book: Book
) -> list[Rule]:
    """Give the rules by which operations write a stamp: with what it follows, or as the effect of an action."""
    writing = {
        one.id
        for one in here or book.operations
        if one.entity == entity.name
        and (
            any(stamped.name == column.name for stamped, _, _ in stamps_of(one, entity))
            or any(effect.column == column.name and effect.value is value for effect in one.effects)
        )
    }
    return [rule for rule in book.ruled(RuleKind.EFFECT, entity.name, [column.name]) if writing & set(rule.operations)]


def _stamped(phrase: str, sentence: Sentence, book: Book) -> list[tuple[Entity, Column]]:
    names = book.columns_called(phrase)
    entities = [one for one in sentence.near if one is not None] or list(book.entities)
    return [(entity, one) for entity in entities for one in entity.columns if one.name in names and one.stamp]


def _fits(column: Column, value: str, *, clears: bool, denied: bool) -> bool:
    """Tell whether the column's stamp does with a value what is said of it."""
    stamp = column.stamp
    if stamp is None:
        return False
    if isinstance(stamp.equals, bool):
        word = stem(snake(stamp.by).removeprefix("is_"))
        said = {"true": True, "false": False}.get(value, stem(value) == word or value == "done")
        known = value in _UNDONE or value in ("true", "false", "done") or stem(value) == word
        return known and (said != denied) == (stamp.equals != clears)
    if value in (snake(str(stamp.equals)), str(stamp.equals).lower()) or _same(value, str(stamp.equals)):
        # "Not done" speaks of every other state: one that keeps the time belies it.
        return clears == denied and not (denied and stamp.kept)
    return clears and not denied and (value in _UNDONE or value not in stamp.kept)


def _same(value: str, state: str) -> bool:
    return stem(value) == stem(snake(state))


_HINTS = ("_at", " at ", "completion", "time")
PATTERNS = tuple(
    Pattern(expression, _follows, _HINTS)
    for condition in (_STATE, _MARKED)
    for expression in (
        rf"{_WHEN} {condition},? (?:then )?(?:the )?`?(?P<column>{{column}})`? {_WRITTEN}",
        rf"(?:the )?`?(?P<column>{{column}})`? {_WRITTEN} {_WHEN} {condition}",
        rf"{_WRITES} {_WHEN} {condition}",
    )
)
"""Both ways round, for a state by its column and for a row that is marked as something."""

"""Claims about what an operation writes: values that it sets, clears or flips, and what a second call does."""

import re

from generators.blueprint import EffectValue, Operation, OperationKind, Rule, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or

Kind = OperationKind
_VALUES = {"true": True, "false": False}


def _focus(sentence: Sentence, book: Book) -> list[Operation]:
    """Give the actions of which the sentence speaks: those in whose description it stands, or that it names."""
    acting = [one for one in sentence.here if one.kind in (Kind.ACT, Kind.TOGGLE)]
    if acting:
        return acting
    text = sentence.text.lower()
    entity = sentence.entity or sentence.about
    named = [
        one
        for one in book.of(entity, Kind.ACT, Kind.TOGGLE)
        if any(_is_said(word, text) for word in one.name.split("_")[:1])
    ]
    exact = [one for one in named if text.startswith(one.name.split("_")[0].rstrip("e"))]
    return exact or named


def _is_said(verb: str, text: str) -> bool:
    """Tell whether a text speaks of what an action is called after; a short verb must begin one of its words."""
    root = verb.rstrip("e")
    return root in text if len(verb) > 4 else re.search(rf"\b{root}(?:e|s|es|ed|d|ing)?\b", text) is not None


def _sets(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    columns = book.columns_called(match["column"])
    value = match["value"].lower()
    wanted = (
        EffectValue.NULL
        if value in ("null", "none")
        else EffectValue.NOW
        if "time" in value or value == "now"
        else EffectValue.LITERAL
    )
    return _effect(columns, wanted, _VALUES.get(value), sentence, book)


def _stamps(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Shipping stamps shipped_at``: the moment of the action."""
    return _effect(book.columns_called(match["column"]), EffectValue.NOW, None, sentence, book)


def _clears(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    return _effect(book.columns_called(match["column"]), EffectValue.NULL, None, sentence, book)


def _effect(
    columns: set[str], wanted: EffectValue, literal: bool | None, sentence: Sentence, book: Book
) -> Proof | None:
    rules: list[Rule] = []
    for operation in _focus(sentence, book):
        for effect in operation.effects:
            if (
                effect.column in columns
                and effect.value is wanted
                and (wanted is not EffectValue.LITERAL or effect.literal == literal)
            ):
                rules += [rule for rule in book.ruled(RuleKind.EFFECT) if rule.operations == (operation.id,)]
    return proven_or(RuleKind.EFFECT, rules, "no action writes that")


def _flips(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The endpoint toggles the completion status``: an operation that writes the other value."""
    columns = book.columns_called(match["column"]) if match["column"] else set()
    entity = sentence.entity or sentence.about
    toggling = [one for one in sentence.here if one.kind is Kind.TOGGLE] or (
        [] if any(one.body for one in sentence.here) else book.of(entity, Kind.TOGGLE)
    )
    values = [word.lower() for word in (match["first"], match["second"]) if word]
    for one in toggling:
        flipped = {effect.column for effect in one.effects if effect.value is EffectValue.FLIP}
        if (
            (not columns or columns & flipped)
            and flipped
            and set(values) <= {"true", "false", "complete", "incomplete", "completed", "pending"}
        ):
            return proven(
                RuleKind.EFFECT, one, *[rule for rule in book.ruled(RuleKind.EFFECT) if rule.operations == (one.id,)]
            )
    return missing("nothing is toggled so", RuleKind.EFFECT)


def _completed(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Then it is completed and has a completion time``: what the action leaves behind."""
    if not re.search(r"\bwhen\b", sentence.text[: match.start()], re.IGNORECASE):
        return None
    columns = book.columns_called(match["column"])
    rules: list[Rule] = []
    for operation in _focus(sentence, book):
        if {effect.column for effect in operation.effects} & columns:
            rules += [rule for rule in book.ruled(RuleKind.EFFECT) if rule.operations == (operation.id,)]
    return proven(RuleKind.EFFECT, *rules) if rules else None


def _nothing(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    focus = _focus(sentence, book)
    rules = [rule for rule in book.ruled(RuleKind.IDEMPOTENT) if {one.id for one in focus} & set(rule.operations)]
    return proven_or(RuleKind.IDEMPOTENT, rules, "no action can be repeated so")


def _unchanged(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    rules = book.ruled(RuleKind.OWNERSHIP, entity.name if entity else None)
    return proven_or(RuleKind.OWNERSHIP, rules, "the rows have no owner")


def _replaces(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    replacing = [one for one in (sentence.here or book.operations) if one.kind is Kind.REPLACE]
    return proven_or(RuleKind.OPERATION, replacing, "nothing is replaced as a whole")


PATTERNS = (
    Pattern(r"fields that are left out fall back to their defaults", _replaces, ("left out",)),
    Pattern(
        r"(?:\w+ing (?:(?:an? |the |every |each )?{noun} )?|and |it |which )?sets? `?(?P<column>{column})`? to "
        r"(?:the )?`?(?P<value>current time(?:stamp)?|now|true|false|null)`?",
        _sets,
        ("set",),
    ),
    Pattern(
        r"\band `?(?P<column>{column})`? to (?:the )?`?(?P<value>current time(?:stamp)?|now|true|false|null)`?",
        _sets,
        (" sets ",),
    ),
    Pattern(
        r"(?:\w+ing (?:(?:an? |the |every |each )?{noun} )?|and |it |which )?(?:stamps|records|notes|fills in|fills)"
        r"(?: the (?:current )?(?:time|moment|date)(?: (?:of it )?(?:in|as))?)? `?(?P<column>{column})`?"
        r"(?: with the (?:current )?(?:time|moment|date))?",
        _stamps,
        ("stamp", "record", "note", "fill"),
    ),
    Pattern(r"(?:and |it |which )?clears `?(?P<column>{column})`?", _clears, ("clear",)),
    Pattern(
        r"(?:(?:the|endpoint|it|must|patch|toggle|completion|operation|should) )*(?:toggles?|flips?|inverts?"
        r"|switches)\b(?: (?:the|a|its|current|boolean|{noun}|{noun}'s))*(?: `?(?P<column>{column})`?)?(?: "
        r"(?:status|state|flag|field|value))*"
        r"(?: ?\(?(?:between|from) [`'\"]?(?P<first>\w+)[`'\"]? (?:and|to) [`'\"]?(?P<second>\w+)[`'\"]?\)?)?",
        _flips,
        ("toggl", "flip", "invert", "switch"),
    ),
    Pattern(
        r"(?:an? )?(?:\w+ )?{noun} \((?P<column>{column}) ?[:=] ?(?P<first>true|false)\) becomes (?:\w+ )?\("
        r"(?:{column}) ?[:=] ?(?P<second>true|false)\)(?: and vice versa)?",
        _flips,
        ("becomes",),
    ),
    Pattern(
        r"(?:it|{noun}) (?:is|has|gets) (?:a |an |then )?(?P<column>{column})(?: and (?:has|gets) (?:a"
        r" |an )?{column})?",
        _completed,
        ("when",),
    ),
    Pattern(
        r"(?:(?:a|an|the|completed|again|doing it|it) )*(?:{noun} )?(?:changes? nothing|has no effect|"
        r"is (?:a no-op|idempotent))",
        _nothing,
        ("nothing", "no effect", "no-op", "idempotent"),
    ),
    Pattern(r"(?:and )?(?:the )?(?:{noun}) (?:is|stays|remains) unchanged", _unchanged, ("unchanged",)),
)

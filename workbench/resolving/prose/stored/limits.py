"""Claims about lengths and ranges: "1 to 200 characters", "at least 0", "rejected when negative"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from generators.blueprint import NUMBERS, Rule, RuleKind, TypeName
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import (
    Pattern,
    Proof,
    Sentence,
    Wish,
    missing,
    proven,
    proven_or,
    wish_for,
)
from workbench.resolving.prose.subjects import each_named, from_zero, ruled_at, subject

_CHARACTERS = r"(?:char(?:acter)?s?|letters|symbols)"


_OF_TEXT = regex(r"char|letter|symbol|length|item|entr", re.IGNORECASE)
_LONG = r"(?: long| in length)?"


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _length(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    if not _OF_TEXT.search(match[0]) and _is_number(match, sentence, book):
        return _range(match, sentence, book)
    wanted = {name: _whole(value) for name, value in match.groupdict().items() if value}
    if "exact" in wanted:  # "exactly 13 characters": the shortest and the longest are one.
        wanted = dict.fromkeys(("min", "max"), wanted["exact"])
    found = ruled_at(RuleKind.LENGTH, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    if re.search(r"char|letter|symbol", match[0], re.IGNORECASE) and _is_list(match, sentence, book):
        return missing(f"nothing limits how long each of {about} is", RuleKind.LENGTH)
    fitting = [rule for rule in rules if _agrees(rule, wanted)]
    if fitting:
        return proven(RuleKind.LENGTH, *fitting)
    stated = "; ".join(_shown(rule) for rule in rules) or "no length"
    wish = None if any(_contradicts(rule, wanted) for rule in rules) else _wish(match, sentence, book, "length", wanted)
    return missing(f"the blueprint has {stated} for {about}", RuleKind.LENGTH, wish)


def _is_number(match: re.Match[str], sentence: Sentence, book: Book) -> bool:
    """Tell whether a claim is about a number: its maximum is the largest one, and no length."""
    entity, columns = subject(match, sentence, book) or (None, set[str]())
    return entity is not None and any(entity.has(one) and entity.column(one).type.name in NUMBERS for one in columns)


def _is_list(match: re.Match[str], sentence: Sentence, book: Book) -> bool:
    """Tell whether a claim is about a list: its length counts what is in it, and not the letters of that."""
    entity, columns = subject(match, sentence, book) or (None, set[str]())
    held = [entity.column(name) for name in columns if entity.has(name)] if entity else []
    return any(one.type.name in (TypeName.ARRAY, TypeName.JSON) for one in held)


def _contradicts(rule: Rule, wanted: Mapping[str, int]) -> bool:
    """Tell whether a rule states another bound where the text states one."""
    have = dict(rule.parameters)
    return any(have.get(name) not in (None, value) for name, value in wanted.items())


_LIMITED = {
    "length": (TypeName.VARCHAR, TypeName.TEXT, TypeName.ARRAY, TypeName.JSON),
    "range": NUMBERS,
}


def _wish(
    match: re.Match[str], sentence: Sentence, book: Book, word: str, wanted: Mapping[str, int | float]
) -> Wish | None:
    """Give the wish for a limit of a column that has none and is of a type that can have it."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    fitting = [name for name in columns if entity.has(name) and entity.column(name).type.name in _LIMITED[word]]
    exclusive = next((name for name in ("above", "below") if name in wanted), None)
    if exclusive:
        return wish_for(entity, fitting, exclusive, value=wanted[exclusive])
    return wish_for(entity, fitting, word, **wanted)


def _bounds(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``max 1000``, ``length 1-200``: a length for text, a range for numbers."""
    wanted = {name.rstrip("2"): _whole(value) for name, value in match.groupdict().items() if value}
    for kind in (RuleKind.LENGTH, RuleKind.RANGE):
        found = ruled_at(kind, match, sentence, book)
        if found is None:
            return None
        rules, about = found
        if fitting := [rule for rule in rules if _agrees(rule, wanted)]:
            return proven(kind, *fitting)
    return missing(f"the blueprint has no such limit for {about}", RuleKind.LENGTH)


def _agrees(rule: Rule, wanted: dict[str, int]) -> bool:
    have = dict(rule.parameters)
    return all(
        have.get(name) == value or (name == "min" and value == 0 and not have.get("min"))
        for name, value in wanted.items()
    )


def _shown(rule: Rule) -> str:
    return ", ".join(f"{name} {value}" for name, value in rule.parameters)


def _range(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    wanted = {name: float(value.replace(",", "")) for name, value in match.groupdict().items() if value}
    words = match[0].lower()
    if not wanted:
        wanted = {"min": 0.0} if "non" in words or "negative" in words else {"above": 0.0}
    found = ruled_at(RuleKind.RANGE, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    fitting = [
        rule for rule in rules if all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    if fitting:
        return proven(RuleKind.RANGE, *fitting)
    wish = None if rules else _wish(match, sentence, book, "range", wanted)
    return missing(f"the blueprint has no such range for {about}", RuleKind.RANGE, wish)


def _negative(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``rejected when amount is negative or zero``: the smallest number that is accepted."""
    found = ruled_at(RuleKind.RANGE, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    words = match[0].lower()
    beyond_zero = "zero" in words.replace("below zero", "") or "equal" in words or " 0" in words
    fitting = from_zero(rules, beyond=beyond_zero)
    return proven_or(RuleKind.RANGE, fitting, f"the blueprint has no such range for {about}")


def _decimals(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``with at most 2 decimal places``: what the column keeps, and more are refused."""
    found = ruled_at(RuleKind.PRECISION, match, sentence, book)
    if found is None:
        return None
    fitting = [rule for rule in found[0] if dict(rule.parameters).get("decimals") == int(match["decimals"])]
    return proven_or(RuleKind.PRECISION, fitting, f"the decimals of {found[1]} are not limited so")


_SINGLE = (
    Pattern(
        r"(?:(?:must|may|can|has|have|with|and|be|is|are|to|of|a|exactly|precision|kept|stored|rounded|at most|up to"
        r"|no more than|a maximum of|max(?:imum)?) )*(?P<decimals>\d) (?:decimal(?: place)?s?|digits after the"
        r" (?:decimal )?point|fraction(?:al)? digits)",
        _decimals,
        ("decimal", "digits after", "fraction"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|consists? of|contain|needs?|of) )*exactly (?P<exact>\d+)"
        rf" {_CHARACTERS}{_LONG}",
        _length,
        ("exactly",),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|be|is|are|and|can|may) )*(?:no|not|never) (?:be )?longer than (?P<max>\d[\d,]*)"
        rf" {_CHARACTERS}",
        _length,
        ("longer",),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|be|is|are|and|can|may) )*(?:no|not|never) (?:be )?shorter than (?P<min>\d[\d,]*)"
        rf" {_CHARACTERS}",
        _length,
        ("shorter",),
    ),
    Pattern(
        r"(?:(?:must|shall|should|be|is|are) )*(?:greater|more|larger|bigger) than zero|(?:(?:must|shall|should|be"
        r"|is|are) )*above zero",
        _range,
        ("zero",),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|between|from|with|of|length|a|contain) )*"
        rf"(?P<min>\d+) ?(?:-|–|—|to|and) ?(?P<max>\d[\d,]*) {_CHARACTERS}{_LONG}",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|not|length|cannot|can|a|of|with|to|limited|carry|contain"
        rf"|more) )*"
        rf"(?:at most|up to|max(?:imum)?\.?(?: length)?(?: of)?:?|no more than|not (?:more|longer) than"
        rf"|exceed|more than|limited to|≤|<=) "
        rf"(?P<max>\d[\d,]*) ?(?:{_CHARACTERS}|items|entries|{{column}}|per {{noun}}|for each {{noun}}){_LONG}",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|has|have|be|is|are|a) )*(?P<max>\d[\d,]*) {_CHARACTERS} (?:or (?:less|fewer)|max("
        rf"?:imum)?|at most)",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|length|a|of|with|contain|hold|need|needs) )*"
        rf"(?:at least|min(?:imum)?\.?(?: length)?(?: of)?:?|no (?:less|fewer) than|≥|>=) (?P<min>\d[\d"
        rf",]*) ?{_CHARACTERS}{_LONG}",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|be|have|has|at|least|is|are|a) )*(?P<min>\d+)\+ ?{_CHARACTERS}{_LONG}",
        _length,
        ("+",),
    ),
    Pattern(
        rf"(?:min(?:imum)?|at least) ?(?:length)? ?[:—-]? ?(?P<min>\d+) ?{_CHARACTERS}|(?:max(?:imum)? length"
        rf"|maximum) ?(?:is|of|[:—-])? ?(?P<max>\d[\d,]*)(?: ?{_CHARACTERS})?",
        _length,
        ("min", "max", "least"),
    ),
    Pattern(
        rf"(?:length|characters?):? ?(?:is |of |between |from )?(?P<min>\d+) ?(?:-|–|to|and|\.\.) ?"
        rf"(?P<max>\d[\d,]*)(?: ?{_CHARACTERS})?|max(?:imum)?:? (?P<max2>\d[\d,]*)(?=\)|,|;|$| —)",
        _bounds,
        ("length", "max"),
    ),
    Pattern(
        r"(?:(?:must|shall|should|be|is|are) )*(?:(?:greater than or equal to|(?:>=|≥)) ?(?P<min>-?\d+(?:\.\d+)?)|"
        r"(?:less than or equal to|(?:<=|≤)) ?(?P<max>-?\d+(?:\.\d+)?)"
        r"|(?:greater than|more than|above|(?<![-=<])>) ?(?P<above>-?\d+(?:\.\d+)?)|(?:less than|below|(?<![-=<])<)"
        r" ?(?P<below>-?\d+(?:\.\d+)?))(?! ?char)(?!\d)",
        _range,
        (">", "<", "≥", "≤", "than", "above", "below"),
    ),
    Pattern(
        r"(?:(?:must|shall|should|has|have|to|be|is|are|a|number|and) )*(?:(?:at least|minimum(?: of)?:?)"
        r" (?P<min>-?\d+(?:\.\d+)?)"
        r"|(?:at most|up to) (?P<max>-?\d+(?:\.\d+)?))(?=[,;:)]|\.?$| and | or )",
        _range,
        ("at least", "at most", "up to", "minimum"),
    ),
    Pattern(r"(?:must|may|can|should|shall) ?not be negative|(?:can ?not|can't) be negative", _range, ("negative",)),
    Pattern(
        r"(?:(?:must|shall|should|be|is|are|range|a|number) )*(?:between|from|range) (?P<min>-?\d+(?:\.\d+)?)"
        r" ?(?:-|–|to|and) ?(?P<max>-?\d+(?:\.\d+)?)(?! ?char)",
        _range,
        ("between", "from", "range", "positive", "negative", "greater", "at least", ">=", "≥"),
    ),
    Pattern(
        r"(?:(?:must|shall|should) be|is|are) (?:a )?(?:non-?negative|positive|greater than (?P<above>-?\d+)|(?:a"
        r"t least|>=|≥) (?P<min>-?\d+))(?: (?:number|integer))?",
        _range,
        ("between", "from", "range", "positive", "negative", "greater", "at least", ">=", "≥"),
    ),
    Pattern(
        r"(?:(?:reject\w*|refuse\w*|return\w*|with|an?|validation|error|{noun}|creation(?:/update)?|updates?|and"
        r"|or) )*(?:when|if|where) (?:the )?{column} (?:is|are) (?:negative|zero|less than or equal to (?:zero|0)"
        r"|below (?:zero|0))(?: or (?:negative|zero))?",
        _negative,
        ("negative", "zero"),
    ),
)
PATTERNS = tuple(replace(pattern, reader=each_named(pattern.reader)) for pattern in _SINGLE)

"""Claims about what ties users to rows: who follows and saves, and the feed of what they follow."""

import re

from generators.blueprint import (
    Operation,
    OperationKind,
    PathUse,
    RuleKind,
    Shows,
)
from workbench.resolving.prose.answering.shown import MemberTest, find_showing
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.prose.operations.actions import VERB_PATTERN
from workbench.resolving.words import stem, words

Kind = OperationKind
_TIES = (Kind.LINK, Kind.UNLINK)
_CALLER = r"(?:the |a )?(?:caller|viewer|reader|current user|signed-in user|logged-in user|requesting user)"
_MAY = r"(?:(?:must|shall|should|can|may|will) )?(?:be able to )?"
_OBJECT = r"(?:(?:a|an|the|another|other|any|each|their|his|her|somebody|someone|somebody else's) )*"


def _verb_of(operation: Operation) -> str:
    return operation.name.split("_", 1)[0]


def _forms(verb: str) -> list[str]:
    base = verb.removesuffix("e")
    doubled = f"{verb}{verb[-1]}ing" if re.search(r"[^aeiou][aeiou][bdgmnprt]$", verb) else f"{base}ing"
    return [verb, f"{verb}s", f"{verb}es", f"{base}ing", doubled, f"{base}ed"]


def _tied(book: Book, spoken: str, *kinds: OperationKind) -> list[Operation]:
    """Give the operations that tie or untie by a verb, in whatever form it is spoken."""
    return [one for one in book.of(None, *(kinds or _TIES)) if spoken.lower() in _forms(_verb_of(one))]


def _row_of(operation: Operation) -> str | None:
    """Give the table of the row that an operation ties the caller to."""
    return next((key.entity for key in operation.path_parameters if key.use is PathUse.PARENT), None)


def _ties(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``follow another cook``, ``unlike a recipe``."""
    found = _tied(book, match["verb"])
    entity = book.entity_called(match["noun"]) if match["noun"] else None
    if entity is not None:
        found = [one for one in found if _row_of(one) == entity.name]
    if not found:
        return missing(f"no operation does {match['verb']}", RuleKind.OPERATION)
    sentence.here = tuple(found)
    return proven(RuleKind.OPERATION, *found)


def _twice(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Saving a recipe twice is no error``: a tie is kept once by its key, and its end is a plain delete."""
    found = _tied(book, match["verb"])
    return proven_or(RuleKind.IDEMPOTENT, found, f"no operation does {match['verb']}")


def _oneself(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    found = [one for one in _tied(book, match["verb"], Kind.LINK) if _differs(book, one)]
    return proven_or(RuleKind.CROSS_FIELD, found, "no constraint keeps users from themselves")


def _differs(book: Book, operation: Operation) -> bool:
    tie = next((entity for entity in book.entities if entity.name == operation.entity), None)
    return tie is not None and any(re.search(r"<>|!=", check.expression) for check in tie.checks)


def _whether(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A recipe tells whether the caller saved it``."""
    entity = book.entity_called(match["of"]) or sentence.entity or sentence.about
    tables = [one.entity for one in _tied(book, match["verb"])]
    tests = [MemberTest(Shows.EXISTS, table=table) for table in dict.fromkeys(tables)]
    found = [one for test in tests for one in find_showing(book, entity, test)]
    return proven_or(RuleKind.COMPUTED, found, "no response tells it")


def _among(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``the recipes of the cooks whom they follow``: a list that is kept to what the caller is tied to."""
    ties = {one.entity for one in _tied(book, match["verb"])}
    entity = book.entity_called(match["noun"])
    found = [
        one
        for one in book.of(entity, Kind.LIST)
        if one.among is not None and one.among.entity in ties and (not sentence.here or one in sentence.here)
    ]
    if found:
        sentence.here, sentence.entity = tuple(found), entity
    return proven_or(RuleKind.FILTER, found, "no list is kept to those")


def _feed(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The feed``: the list that is called so; what is said of it is said of that operation."""
    found = [one for one in book.of(None, Kind.LIST) if match["feed"].lower() in words(one.name)]
    if not found:
        return None
    sentence.here = tuple(found)
    sentence.entity = next((entity for entity in book.entities if entity.name == found[0].entity), sentence.entity)
    return proven(RuleKind.OPERATION, *found) if match["verb"] else SILENT


def _below(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``comment on a recipe``: a creation below a row, called by the noun for what is created."""
    entity, parent = book.entity_called(match["what"]), book.entity_called(match["noun"])
    if entity is None or parent is None:
        return None
    found = [
        one
        for one in book.of(entity, Kind.CREATE)
        if any(key.use is PathUse.PARENT and key.entity == parent.name for key in one.path_parameters)
    ]
    sentence.entity = entity
    return proven_or(RuleKind.OPERATION, found, f"nothing creates {entity.name} below {parent.name}")


def tie_patterns(book: Book) -> tuple[Pattern, ...]:
    """Give the patterns for the verbs by which a blueprint ties rows."""
    verbs = dict.fromkeys(form for one in book.of(None, *_TIES) for form in _forms(_verb_of(one)))
    if not verbs:
        return ()
    verb = "(?P<verb>" + "|".join(sorted(map(re.escape, verbs), key=lambda form: (-len(form), form))) + ")"
    hints = tuple(dict.fromkeys(stem(_verb_of(one)).removeprefix("un") for one in book.of(None, *_TIES)))
    some = r"(?:somebody|someone|a user|it|them|" + f"{_OBJECT}{{noun}})"
    already = (
        r"(?: (?:whom|that|which) (?:one|they|he|she|the caller) (?:already )?(?:does not |do not )?\w+(?:"
        r" already)?)?"
    )
    return (
        Pattern(
            rf"\b{verb} {some}{already}(?: (?:twice|again|already|repeatedly))?"
            r" (?:is|are) (?:no error|not an error|idempotent|no problem|harmless)",
            _twice,
            hints,
        ),
        Pattern(
            rf"\b(?:must |can |may |shall )?(?:not|never|cannot) (?:be able to )?{verb}"
            r" (?:themselves|themself|oneself|himself|herself|itself)",
            _oneself,
            hints,
        ),
        Pattern(
            rf"(?:(?:a|an|the|each|every) )?(?P<of>[a-z]+) (?:tells?|shows?|says?|indicates?|states?) (?:whether|if)"
            rf" {_CALLER} (?:has |is )?{verb}(?: (?:it|them|{_OBJECT}(?:{{noun}})))?",
            _whether,
            hints,
        ),
        Pattern(
            rf"(?:the )?(?P<noun>{{noun}}) (?:of|by|from) (?:the |those |all )?(?:{{noun}})"
            rf" (?:whom |that |who |which )?(?:they|the caller|he|she|one|i|{_CALLER}) {verb}\b",
            _among,
            hints,
        ),
        Pattern(rf"\b{_MAY}{verb} {_OBJECT}(?P<noun>{{noun}})?\b", _ties, hints),
    )


PATTERNS = (
    Pattern(
        rf"(?P<verb>(?:{VERB_PATTERN}) )?(?:a|the|their|his|her) (?:personal |own )?(?P<feed>feed|timeline)\b"
        r"(?: (?:with|of|containing|shows))?",
        _feed,
        ("feed", "timeline"),
    ),
    Pattern(
        rf"{_MAY}(?P<what>{{noun}}) (?:on|to) {_OBJECT}(?P<noun>{{noun}})",
        _below,
        (" on ", " to "),
    ),
)

"""Claims that a situation answers with a status: "returns 404 if the task does not exist", "→ 401"."""

import re
from functools import lru_cache

from generators.blueprint import CHANGING, CREATING, OperationKind, RuleKind
from workbench.needs import meets, needs_of
from workbench.patterns import regex
from workbench.resolving.prose.answering.situations import SITUATIONS, Situation
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import (
    SILENT,
    Pattern,
    Proof,
    Sentence,
    compile_words,
    missing,
    proven,
    proven_or,
    with_persons,
)

_NAMES = (
    r"(?:unauthori[sz]ed|forbidden|not found|conflict|bad request|created|no content|ok|unprocessable (?:entity"
    r"|content)"
    r"|validation errors?|too many requests|service unavailable|errors?|responses?|status(?: code)?|answers?|codes?)"
)
_STATUSES = tuple(str(number) for number in (200, 201, 204, 400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 500, 503))
_ANY = regex(r"(?<![\d.,])[2-5]\d\d\b(?! ?(?:char|items|seconds|ms|days|entries|letters))")


_DIGITS = ("status", "status2", "status3", "status4", "status5")


def _status(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    status = int(match["status"] or match["status2"] or match["status3"] or match["status4"] or match["status5"])
    alone = len(set(_ANY.findall(sentence.text))) == 1
    region = (0, len(sentence.text)) if alone else _clause(sentence.text, match.start(), match.end())
    digits = next(match.start(name) for name in _DIGITS if match[name])
    found = _situations(region, (digits, match.end()), sentence, book)
    if not found:
        return _plain_status(status, sentence, book)
    return _all_answered(found, status, sentence, book)


def _refused(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Reject the creation of a task when its title is empty``: what is refused so answers as invalid input does."""
    found = _situations((match.end(), len(sentence.text)), match.span(), sentence, book)
    return _all_answered(found, book.settings.validation_status, sentence, book) if found else None


def _all_answered(
    found: list[tuple[Situation, re.Match[str]]], status: int, sentence: Sentence, book: Book
) -> Proof | None:
    """Give the proof that each of the situations answers with a status, else that of the first which does not."""
    by: list[str] = []
    kind: RuleKind | None = None
    for situation, said in found:
        proof = situation.check(status, said, sentence, book)
        if proof is None or not proof.by:
            return proof
        sentence.spans.append(said.span())
        by += proof.by
        kind = kind or proof.kind
    return Proof(tuple(dict.fromkeys(by)), kind)


def _situations(
    region: tuple[int, int], code: tuple[int, int], sentence: Sentence, book: Book
) -> list[tuple[Situation, re.Match[str]]]:
    """Give the situations named in a region, none within another and none that is the status' own name."""
    found: list[tuple[Situation, re.Match[str]]] = []
    lowered = sentence.text.lower()
    for situation in SITUATIONS:
        if not meets(needs_of(with_persons(situation.expression, book.persons)), lowered):
            continue
        for said in _compiled(situation, book).finditer(sentence.text, *region):
            first, last = said.span()
            if not said[0].strip() or (first < code[1] and code[0] < last):
                continue
            if not any(first < other.end() and other.start() < last for _, other in found):
                found.append((situation, said))
    return found


@lru_cache(maxsize=256)
def _pattern(expression: str, nouns: str, columns: str, persons: tuple[str, ...]) -> re.Pattern[str]:
    lead = r"(?:(?:if|when|whenever|where|in case|for|on|given|exactly as for|as for) )*(?:the |an? )?"
    return compile_words(rf"\b{lead}(?:{with_persons(expression, persons)})(?!\w)", nouns, columns)


def _compiled(situation: Situation, book: Book) -> re.Pattern[str]:
    return _pattern(situation.expression, book.noun_pattern, book.column_pattern, book.persons)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the clause around a place begins and ends."""
    marks = (",", ";", ". ", ":", " — ", " | ")
    before = max((text.rfind(mark, 0, start) for mark in marks), default=-1)
    after = min((place for mark in marks if (place := text.find(mark, end)) >= 0), default=len(text))
    return before + 1, after


def _plain_status(status: int, sentence: Sentence, book: Book) -> Proof | None:
    """A status without a situation: the endpoint in whose description it stands has it."""
    if not sentence.here:
        return _success(status, sentence, book)
    able = [one for one in sentence.here if status == one.response.status or status in one.errors]
    if len(able) == len(sentence.here):
        return proven(RuleKind.STATUS, *able)
    return missing(f"{sentence.here[0].id} does not answer {status}", RuleKind.STATUS)


_DOING: dict[int, tuple[tuple[str, tuple[OperationKind, ...]], ...]] = {
    200: (
        (r"list|brows", (OperationKind.LIST,)),
        (r"read|view|retriev|fetch|get", (OperationKind.READ, OperationKind.LIST)),
        (r"updat|chang|edit|modif", CHANGING),
    ),
    201: ((r"creat|add|record|post|submit|register", CREATING),),
    204: ((r"delet|remov", (OperationKind.DELETE,)),),
}


def _success(status: int, sentence: Sentence, book: Book) -> Proof | None:
    """``Adding a book returns 201``: the operation that does what the sentence says answers so."""
    entity = sentence.entity or sentence.about
    for words, kinds in _DOING.get(status, ()):
        if re.match(rf"\W*(?:an? |the |when )?(?:successful(?:ly)? )?(?:{words})\w*", sentence.text, re.IGNORECASE):
            found = [one for one in book.of(entity, *kinds) if one.response.status == status]
            return proven_or(RuleKind.STATUS, found, f"that does not answer {status}")
    return None


def _other_status(match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """``404 (not 403)``: what is said of the one status excludes the other."""
    others = [code for code in _ANY.findall(sentence.text) if code != match["status"]]
    return SILENT if others else None


_WRITTEN = r"(?:creations?|updates?|submissions?|creating|updating|posting|saving|adding|editing)"

PATTERNS = (
    Pattern(
        rf"\b(?:reject|refuse)s? (?:(?:the|an?|any|every|all) )*(?:{{noun}} {_WRITTEN}(?:(?: or | and |/){_WRITTEN})?"
        rf"|{_WRITTEN}(?:(?: or | and |/){_WRITTEN})? (?:of )?(?:an? |the |any )?{{noun}}|(?:requests?|{{noun}}))"
        r"(?: with (?:an? )?(?:validation|clear)(?: error)?(?: message)?)?(?= (?:if|when|whenever|where) )",
        _refused,
        ("reject", "refuse"),
    ),
    Pattern(
        r"[(,]? ?\b(?:not|never|instead of|rather than) (?:an? |with )?(?P<status>[45]\d\d)(?: (?:forbidden|not"
        r" found))?\)?",
        _other_status,
        _STATUSES,
    ),
    Pattern(
        rf"(?:(?:request (?:bodies|body)|that fail|validation|and|then|with|the same|everybody else|fur"
        rf"ther|attempts|logins|calls|registering|an?|taken|duplicate|row|on all of these|it|the|they|he|she|i|if"
        rf"|when|for|response|receives?|must|shall|should|will|is|are|be) )*"
        rf"(?:(?:answer(?:s|ed)?|(?:the )?(?:response|answer|status(?: code)?|result) (?:is|must be|will be|should"
        rf" be)|yields?|return(?:s|ed)?|gets?|receives?|responds?|gives?|reject(?:s|ed)?|refused?|results?"
        rf" in|denied|fails?|→|->|=>|responses?:?)"
        rf"(?: (?:with|an?|the|same|http|status|code|answer|is|by))*:? ?(?P<status>[2-5]\d\d)\b(?! char)(?:"
        rf" {_NAMES})*|(?<![\w.])(?P<status5>[45]\d\d)(?: {_NAMES})*(?= (?:if|when|where|for)\b)"
        rf"|\ban? (?P<status4>[2-5]\d\d)(?: {_NAMES})* (?:is|are|will be|gets|must be|should be) (?:returned|sent"
        rf"|given|answered)|(?<![\w.])(?P<status2>[2-5]\d\d) {_NAMES}(?: {_NAMES})*|(?:^|(?<=[—|]\s))(?:http )?"
        rf"(?P<status3>[2-5]\d\d)(?= ?[:—–|-] |$)(?:(?: ?[:—–-])? {_NAMES})*)"
        rf"(?: ?[:→])?(?: on all of these|, as if it did not exist)?",
        _status,
        _STATUSES,
    ),
)

"""Claims about deleted rows: marked or gone for good, and what becomes of the rows that reference them."""

import re

from generators.blueprint import DELETING, ColumnRole, DeleteRule, OperationKind, RuleKind
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven_or

Kind = OperationKind
_SOFT = regex(r"\bsoft[- ]?delet|\bdeleted\b|\bdeleting\b|\bdeactivat", re.IGNORECASE)


def _soft(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    return proven_or(
        RuleKind.EFFECT, [one for one in book.of(entity, Kind.DELETE) if one.soft], "nothing is deleted softly"
    )


def _marked(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``by setting is_open to false``, ``(archived = true)``: the flag that marks deleted rows, and its value then."""
    value = match["value"].lower() == "true"
    for entity in dict.fromkeys((sentence.entity, sentence.about, *book.entities)):
        mark = entity.mark if entity else None
        if entity and mark and mark.name in book.columns_called(match["column"]) and _SOFT.search(sentence.text):
            if value is not (mark.role is ColumnRole.DELETED):
                return missing(f"{mark.name} is {str(not value).lower()} of deleted rows", RuleKind.EFFECT)
            return proven_or(
                RuleKind.EFFECT, [one for one in book.of(entity, *DELETING) if one.soft], "nothing is deleted softly"
            )
    return None


def _gone(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    rules = [
        rule for rule in book.ruled(RuleKind.VISIBILITY, entity.name if entity else None) if ".deleted." in rule.id
    ]
    return proven_or(RuleKind.VISIBILITY, rules, "deleted rows are not kept")


def _hard(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    return proven_or(
        RuleKind.EFFECT,
        [one for one in book.of(entity, Kind.DELETE) if not one.soft],
        "rows are only marked as deleted",
    )


def _cascades(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    parent, child = book.entity_called(match["parent"]), book.entity_called(match["child"])
    if parent is None or child is None:
        return None
    rules = [rule for rule in book.ruled(RuleKind.CASCADE, parent.name) if dict(rule.parameters)["rows"] == child.name]
    return proven_or(RuleKind.CASCADE, rules, f"no operation deletes {parent.name} with their {child.name}")


def _all_cascade(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """Foreign keys cascade: every one of them, and a test shows it for each."""
    others = [
        f"{entity.name}.{column.name}"
        for entity in book.entities
        for column in entity.columns
        if column.references and column.references.on_delete is not DeleteRule.CASCADE
    ]
    if others:
        return missing(f"{others[0]} does not cascade", RuleKind.CASCADE)
    return proven_or(RuleKind.CASCADE, book.ruled(RuleKind.CASCADE), "nothing references anything")


def _kept_by_children(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A category that has posts cannot be deleted``: the reference restricts, and the operation answers 409."""
    parent = book.entity_called(match["parent"] or match["parent2"])
    child = book.entity_called(match["child"] or match["child2"])
    if parent is None or child is None:
        return None
    kept = any(
        column.references is not None
        and column.references.entity == parent.name
        and column.references.on_delete in (DeleteRule.RESTRICT, DeleteRule.NO_ACTION)
        for column in child.columns
    )
    deleting = [one for one in book.of(parent, Kind.DELETE) if 409 in one.errors and not one.soft]
    if not kept:
        return missing(f"deleting {parent.name} does not look at {child.name}", RuleKind.CASCADE)
    return proven_or(RuleKind.CASCADE, deleting, f"no operation that deletes {parent.name} answers 409")


PATTERNS = (
    Pattern(
        r"(?:by |with |which |that |it |via )?"
        r"(?:(?:setting|sets?|marks?|marking|flags?|flagging|having) )?(?:its |the )?"
        r"(?:{noun}\.)?(?P<column>{column}) ?(?:to|==?|as|:|becomes|is set to) ?(?P<value>true|false)",
        _marked,
        ("true", "false"),
    ),
    Pattern(r"`?{column}`? is set and no endpoint shows (?:the |a )?{noun} any more", _gone, ("any more",)),
    Pattern(r"[(,;—-]? ?\b(?:no|not an?|never|without|not) soft[- ]delet(?:es?|ed|ion|ing)\)?", _hard, ("soft",)),
    Pattern(
        r"(?:(?:a|must|by) )*soft[- ]delet(?:es?|ions?|ing)\b"
        r"|(?:(?:must|will|should) )?(?:(?:is|are|be|gets?) )+soft[- ]deleted",
        _soft,
        ("soft",),
    ),
    Pattern(
        r"(?:an? |the )?(?:soft-)?deleted (?:{noun}) (?:is|are|must be) (?:never|not) (?:shown|returne"
        r"d|listed|visible)(?: again| any more)?",
        _gone,
        ("deleted",),
    ),
    Pattern(
        r"(?:(?:the )?(?:deleted|deletion of|deleting|deletion|delete)(?: (?:the |a |an )?{noun})? )?(?:(?:is|are"
        r"|be|a|gets?|must) )*"
        r"(?:permanent(?:ly)?(?: (?:deletes?|deleted|removes?|removed|deletion))?|hard delet(?:e|ed|ion))(?: from "
        r"(?:the )?(?:system|database))?",
        _hard,
        ("permanent", "hard"),
    ),
    Pattern(
        r"(?:when|if|once|after) (?:an? |the )?(?P<parent>{noun}) (?:account )?(?:is|gets|has been) deleted,? "
        r"(?:then )?(?:all )?(?:of )?"
        r"(?:(?:their|its|the|his|her|associated|related|owned|user's) )*(?P<child>{noun}) (?:(?:are|is|must|should"
        r"|shall|will|be|also|automatically|get) )*"
        r"(?:deleted|removed)(?: (?:too|as well|automatically))?(?: ?\(cascad\w+(?: delet\w+)?\))?",
        _cascades,
        ("delet",),
    ),
    Pattern(
        r"foreign keys?(?: constraints?)? (?:must |should |shall )?cascade(?: on delete| deletes?)?",
        _all_cascade,
        ("cascade",),
    ),
    Pattern(
        r"(?:prevent|refuse|reject|block|disallow|forbid)s? (?:the )?(?:deletion|deleting|removal|removing) (?:of"
        r" )?(?:an? |the )?(?P<parent>{noun}) (?:(?:that|which|with|having|if|while|when|it|they|still|has|have|is"
        r"|are|any) )*"
        r"(?:(?:associated|linked|existing|related|assigned) )*(?P<child>{noun})(?:,? (?:and |by )?(?:returns?"
        r"|returning|answers?) (?:an? )?(?:http )?409(?: conflict)?)?"
        r"|(?:an? |the )?(?P<parent2>{noun}) (?:cannot|can not|can't|must not|may not) be deleted (?:while|if|when"
        r"|as long as) (?:it has|it still has|there are|they have) (?:(?:associated|linked|existing|related) )*"
        r"(?P<child2>{noun})",
        _kept_by_children,
        ("delet", "remov"),
    ),
    Pattern(
        r"(?:delete (?:a |an )?)?(?:with )?(?:all (?:of )?)?(?:the )?(?P<parent>{noun})(?:'s|s') (?P<c"
        r"hild>{noun}) (?:are|is) (?:also )?deleted(?: too)?",
        _cascades,
        ("delet",),
    ),
    Pattern(
        r"delet(?:ing|es|ed) (?:a |an |the )?(?P<parent>{noun}) (?:also |will )?(?:delet(?:es?|ed|ing)"
        r"|removes?|cascades? to) (?:all )?(?:of )?(?:their |its |the |his |associated )*(?:{noun}'s )"
        r"?(?P<child>{noun})",
        _cascades,
        ("delet",),
    ),
)

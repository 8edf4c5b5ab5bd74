"""Words that claim nothing: reasons, examples, leads and fillers, each a closed class of writing.

A reason tells why ("to prevent user enumeration"), an example shows one value ("(e.g. 2.5 kg)"), a lead
names the subject of what follows ("Note:", "Data isolation:"). None of them asks for anything of its own.
"""

import re

from generators.blueprint import CREATING, DELETING, STORING, OperationKind, TypeName
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence

_HARMS = (
    r"(?:enumeration|(?:information |data )?(?:leak(?:s|age|ing)?|disclosure)|abuse|brute[- ]?force(?: attacks?)?"
    r"|attacks?|injections?|overload|spam|hijacking|replay|tampering|probing|guessing|confusion)"
)
_GOODS = (
    r"(?:isolation|integrity|security(?: monitoring)?|consistency|privacy|safety|auditing|traceability"
    r"|flexibility|auditability|historical accuracy|debugging|monitoring)"
)
_LEADS = (
    r"on delete cascade|cascade deletes?|on delete|note|notes|important|validation|validations|rules?|constraints?"
    r"|behaviou?r|purpose|description|effects?"
    r"|results?"
    r"|requirements?|security|ownership|isolation|user isolation|data isolation|scoping|(?:query|user|data) scoping"
    r"|authori[sz]ation|access control|user identity|verification|token verification|signature verification"
    r"|signature|protection|uniqueness|ordering|sorting|search|filtering|pagination|format|case sensitivity"
    r"|timestamps?|idempotency|cascade|immutability|error handling|errors?|responses?|success"
    r"|request body|body|on success|query parameters?|acceptance criteria|criteria|edge cases?"
    r"|password hashing|hashing|algorithm|jwt algorithm|token expiry|expiry|soft delete|deletion|status"
)


def _silent(_match: re.Match[str], _sentence: Sentence, _book: Book) -> Proof | None:
    return SILENT


def _lead(match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """A lead is silent only before something: alone it would be the whole sentence."""
    return SILENT if sentence.text[match.end() :].strip(" .—-") else None


_VERBS = {
    "created": CREATING,
    "added": (OperationKind.CREATE,),
    "saved": STORING,
    "submitted": (OperationKind.CREATE,),
    "updated": (OperationKind.PATCH, OperationKind.REPLACE, OperationKind.UPDATE_ME),
    "changed": (OperationKind.PATCH, OperationKind.REPLACE, OperationKind.UPDATE_ME),
    "requested": (OperationKind.READ, OperationKind.LIST),
    "read": (OperationKind.READ,),
    "deleted": DELETING,
    "listed": (OperationKind.LIST,),
}


def _done(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``when a book is created``: the moment of a request, where there is an operation that does it."""
    entity = book.entity_called(match["noun"]) or sentence.entity or sentence.about
    kinds = _VERBS.get((match["verb"] or "").lower())
    return SILENT if kinds is None or book.of(entity, *kinds) else None


def _kinds(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``all rooms (large and small)``: kinds of what is meant as a whole, unless one of them is what marks deleted rows
    or a value by which a list could be filtered."""
    before = sentence.text[: match.start()].lower().split()
    entity = book.entity_called(before[-1]) if len(before) > 1 and before[-2] in ("all", "every", "any") else None
    if entity is None:
        return None
    names = {name for one in book.named_columns.finditer(match[0]) for name in book.columns_called(one[0])}
    own = [entity.column(name) for name in names if entity.has(name)]
    flags = all(one.type.name is TypeName.BOOLEAN and one is not entity.mark for one in own)
    return SILENT if flags and len(own) == len(names) else None


PATTERNS = (
    Pattern(rf"^\W*(?:{_LEADS})(?: ?\([^()]{{1,20}}\))? ?[:—–] ", _lead),
    Pattern(rf"^\W*[A-Z]{{1,4}}-?\d{{1,3}} ?[:—–] (?:(?:{_LEADS}) ?[:—–] )?", _lead),
    Pattern(
        rf"[(,;—–-]? ?(?:in order )?(?:to |for |this |which |and )?(?:prevent(?:s|ing)?|avoid(?:s|ing)?|stop(?:s"
        rf"|ping)?|mitigat(?:e|es|ing)|protect(?:s|ing)? (?:against|from)|no|without) (?:any )?(?:(?:user|email|account"
        rf"|id) )?"
        rf"{_HARMS}\)?",
        _silent,
        ("enumerat", "leak", "abuse", "brute", "attack", "disclos", "inject", "overload", "spam", "hijack", "replay"),
    ),
    Pattern(
        rf"[(,;—–-]? ?(?:in order )?(?:to |for )(?:(?:enforce|ensure|maintain|guarantee|preserve|provide|support"
        rf"|protect"
        rf"|improve) )?(?:the )?(?:strict |complete |proper )?(?:(?:data|user|tenant|referential|row) )?{_GOODS}"
        rf"(?: (?:purposes|reasons))?\)?",
        _silent,
        ("to ", "for "),
    ),
    Pattern(
        r"\bgiven (?:that )?(?:an?|the|any) (?:user|client|caller|person) (?:who )?(?:is |has )?(?:authenticated"
        r"|logged[ -]in|signed in|a valid (?:jwt|token|session))"
        r"(?: (?:with|using|by) (?:an? )?(?:valid )?(?:jwt|tokens?|credentials|session)(?: tokens?)?)?",
        _silent,
        ("given",),
    ),
    Pattern(
        r"\b(?:it|they|the request|the user|a request|i) (?:hits?|reach(?:es)?|calls?|access(?:es)?) (?:any|an?"
        r"|the) (?:(?:protected|api|other) )*endpoints?",
        _silent,
        ("endpoint",),
    ),
    Pattern(
        r",? ?\b(?:if|when) (?:(?:it|they|one) (?:is|are) )?(?:provided|given|specified|present|supplied|included)\b",
        _silent,
        ("if ", "when "),
    ),
    Pattern(
        r"(?:must |should |shall )?\b(?:meets?|satisf(?:y|ies)|follows?) (?:the )?(?:security|complexity|strength"
        r"|password|following)(?: (?:security|complexity|strength))? "
        r"(?:requirements?|rules?|policy|criteria)",
        _silent,
        ("requirement", "rules", "policy", "criteria"),
    ),
    Pattern(
        r"\b(?:when|while|whenever) (?:a |an |the )?(?:user|client|caller|they|it|system|request)s? (?:is |are )?"
        r"(?:(?:creating|updating|adding|editing|submitting|creates?|updates?|submits?|adds?) )?(?=,| an?\b| the\b"
        r"|$)",
        _silent,
        ("when", "while"),
    ),
    Pattern(
        r"\((?:e\.g\.|i\.e\.|eg|for example|such as|example:?)[^()]*(?:\([^()]*\)[^()]*)*\)",
        _silent,
        ("e.g", "i.e", "eg", "example", "such as"),
    ),
    Pattern(
        r"[—–|+,]? ?\b(?:route handlers?|`?get_current_user(?:\(\))?`?(?: dependency)?)(?: ?\+ ?)?",
        _silent,
        ("route handler", "get_current_user"),
    ),
    Pattern(r"\b(?:when |if )?i (?:call|send|make|perform|request|provide|give|receive|get)\b", _silent, (" i ",)),
    Pattern(
        r",? ?\b(?:regardless|irrespective|independent(?:ly)?) of (?:the )?(?:\w+ ){0,2}\w+",
        _silent,
        ("regardless", "irrespective", "independent"),
    ),
    Pattern(r"\((?:is |are )?(?:validated|checked|enforced) (?:via|by|with|using) @\w+\)", _silent, ("@",)),
    Pattern(
        r"\bwith (?:(?:proper|input|appropriate|server-side|full) )*validation\b|\b(?:validate|ensure|verify"
        r"|enforce|guarantee|check)s? that\b"
        r"|^\W*(?:the )?(?:system|backend|api|server|app|application|database|service)? ?(?:must|shall|should"
        r"|will)? ?(?:validate|ensure|enforce|guarantee|support)s?\b",
        _silent,
        ("validat", "ensur", "verif", "enforc", "guarante", "check", "support"),
    ),
    Pattern(
        r"\b(?:when |by )?(?:the )?fastapi(?:'s)?(?: default)?(?: processes the request)?\b|\bsubmits? (?:an?|the) "
        r"(?:{noun} )?(?:request |body )?with\b",
        _silent,
        ("fastapi", "submit"),
    ),
    Pattern(r"(?<=\s)\((?:both )?\w+,? (?:and|or) \w+\)", _kinds, ("all ", "every ", "any ")),
    Pattern(
        r"(?:,|;| —| -| and| but) ?(?:not|never) an? error(?: (?:message|response))?"
        r"|(?:,? (?:rather than|instead of) (?:with )?an? error)(?: (?:message|response))?",
        _silent,
        ("error",),
    ),
    Pattern(
        r",? ?\b(?:unless|until|if not) (?:the |a )?(?:client|caller|user|request|sort parameter)s? (?:asks? for"
        r"|requests?|specifies|chooses?|gives?|says?|names?) (?:another|a different|some other) (?:order|sorting|one)",
        _silent,
        ("another", "different", "other"),
    ),
    Pattern(
        r",? ?\bbut (?=(?:must|may|can|cannot|should|it|they|is|are|has|have|no|at|never|not|always|when|if)\b)",
        _silent,
        ("but",),
    ),
    Pattern(r"\bnumber of (?={column})", _silent, ("number of",)),
    Pattern(
        r"\b(?:when|once|after|if|as soon as) (?:an? |the |this )?(?P<noun>{noun}|it) (?:is|was|has been|gets) "
        r"(?P<verb>created|added|saved|submitted|updated|changed|requested|read|deleted|listed|exists)\b|\bonce "
        r"(?:an? |the )?{noun} exists",
        _done,
        ("when", "once", "after", "if", "as soon"),
    ),
    Pattern(
        r"\b(?:successful(?:ly)?|correct(?:ly)?|proper(?:ly)?|appropriate(?:ly)?|accordingly|respective(?:ly)?"
        r"|consistent(?:ly)?|clear(?:ly)?(?= error)|via the api|over the api|in the (?:backend|database)"
        r"|by the (?:backend|server|system|api|database)|at (?:the )?database level|at (?:the )?api level)\b",
        _silent,
    ),
    Pattern(
        r"\b(?:they|it|the user|a user|i|he|she|the client|the caller)?\b ?(?:make|makes|send|sends|submit|submits"
        r"|issue|issues|perform|performs) (?:the|a|an|this|such an?|that) (?:api )?(?:request|call)\b",
        _silent,
        ("request", "call"),
    ),
    Pattern(r"\b(?:attempts?|tr(?:y|ies)|wants?|wish(?:es)?|attempting|trying) to\b", _silent, (" to",)),
    Pattern(
        r"\(?\b(?:see|cf\.?|refer to) (?:section |above|below|[\w/.-]+\.md)[^).;]*\)?", _silent, ("see", "cf", "refer")
    ),
)

"""Claims about the shape of answers: pages and their counts, the error body, empty lists, the row in return."""

import json
import re
from collections.abc import Iterator

from generators.blueprint import (
    CHANGING,
    Body,
    Entity,
    ErrorField,
    Holds,
    Operation,
    OperationKind,
    QueryUse,
    ResponseField,
    RuleKind,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import snake

Kind = OperationKind
_PAGING = {
    "page": (QueryUse.PAGE,),
    "limit": (QueryUse.LIMIT,),
    "per_page": (QueryUse.LIMIT,),
    "page_size": (QueryUse.LIMIT,),
    "offset": (QueryUse.OFFSET,),
    "skip": (QueryUse.OFFSET,),
    "sort": (QueryUse.SORT,),
    "order": (QueryUse.DIRECTION, QueryUse.SORT),
    "search": (QueryUse.SEARCH,),
    "q": (QueryUse.SEARCH,),
}
_HOLDS = {
    "total": Holds.TOTAL,
    "total_count": Holds.TOTAL,
    "count": Holds.COUNT,
    "limit": Holds.LIMIT,
    "page_size": Holds.LIMIT,
    "per_page": Holds.LIMIT,
    "offset": Holds.OFFSET,
    "page": Holds.PAGE,
    "pages": Holds.PAGES,
    "total_pages": Holds.PAGES,
    "has_more": Holds.HAS_MORE,
}
_NAME_LIST = r"(?P<names>`?\w+`?(?:(?:, ?(?:and |or )?| and | or |/)`?\w+`?)*)"


def _lists(sentence: Sentence, book: Book) -> list[Operation]:
    here = [one for one in sentence.here if one.kind is Kind.LIST]
    named = sentence.entity or sentence.about
    return here or (book.of(named, Kind.LIST) if named else []) or book.of(None, Kind.LIST)


def _names(text: str) -> list[str]:
    return [snake(name) for name in re.split(r", ?(?:and |or )?| and | or |/", text) if snake(name)]


def members(fields: tuple[ResponseField, ...]) -> Iterator[ResponseField]:
    """Give the members of an envelope, nested ones too."""
    for field in fields:
        yield field
        yield from members(field.fields)


def _parameters(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``with query parameters page, limit and sort``: a list that takes all of them."""
    names = _names(match["names"])
    for one in _lists(sentence, book):
        taken = {snake(parameter.name) for parameter in one.query} | {
            name for name, uses in _PAGING.items() if any(parameter.use in uses for parameter in one.query)
        }
        if names and all(name in taken for name in names):
            return proven(RuleKind.PAGINATION, one)
    return missing(f"no list takes {', '.join(names)}", RuleKind.PAGINATION)


def _metadata(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``metadata (total, page, limit)``: members of the envelope beside the rows."""
    names = _names(match["names"])
    for one in _lists(sentence, book):
        held = {field.holds for field in members(one.response.envelope)}
        spelled = {snake(field.name) for field in members(one.response.envelope)}
        if names and all(name in spelled or _HOLDS.get(name) in held for name in names):
            return proven(RuleKind.PAGINATION, one)
    return missing(f"no list answers with {', '.join(names)}", RuleKind.PAGINATION)


def _page_size(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    wanted = {name.rstrip("23"): int(value) for name, value in match.groupdict().items() if value}
    ids = {one.id for one in _lists(sentence, book)}
    every = [rule for rule in book.ruled(RuleKind.PAGINATION) if ids & set(rule.operations)]
    fitting = [
        rule for rule in every if all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    whole = re.search(r"\b(?:all|every|each)\b", match[0], re.IGNORECASE)
    if whole and len(fitting) < len(every):
        return missing("not every list has such pages", RuleKind.PAGINATION)
    return proven_or(RuleKind.PAGINATION, fitting, "no list has such pages")


def _empty_list(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    return proven_or(RuleKind.OPERATION, _lists(sentence, book)[:1], "nothing is listed")


def _never_status(match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    status = int(match["status"])
    if not sentence.here:
        return None
    if any(status in one.errors or one.response.status == status for one in sentence.here):
        return missing(f"{sentence.here[0].id} can answer {status}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *sentence.here)


def _flat(fields: tuple[ErrorField, ...]) -> Iterator[str]:
    for field in fields:
        yield field.name
        yield from _flat(field.fields)


def _error_body(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``{"detail": "message"}``: the members must be those of the blueprint's error body."""
    names = set(re.findall(r"[\"'`]?([A-Za-z_]\w*)[\"'`]? ?(?:\[\])? ?(?=[:,}])", _without_values(match["body"])))
    have = set(_flat(book.settings.error_body))
    optional = {"errors", "details", "fields", "field_errors", "validation_errors"}
    if not names <= have or (have - names) - optional:
        return missing(f"an error holds {', '.join(_flat(book.settings.error_body))}", RuleKind.STATUS)
    failing = [one for one in book.operations if one.errors and one.kind is not Kind.HEALTH]
    return proven_or(RuleKind.STATUS, failing[:6], "no operation answers with an error")


def _error_member(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Errors are JSON with a detail field``."""
    have = tuple(_flat(book.settings.error_body))
    if match["member"] not in have:
        return missing(f"an error holds {', '.join(have)}", RuleKind.STATUS)
    failing = [one for one in book.operations if one.errors and one.kind is not Kind.HEALTH]
    return proven_or(RuleKind.STATUS, failing[:6], "no operation answers with an error")


def _by_field(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``422 with field-level errors``: the body of an error has a place for them."""
    listed = any(name in ("errors", "fields", "field_errors") for name in _flat(book.settings.error_body))
    return SILENT if listed else missing("errors do not tell their fields", RuleKind.STATUS)


def _without_values(body: str) -> str:
    """Give an object's text with only its members' names: values of a documented example are not names."""
    try:
        value = json.loads(body)
    except ValueError:
        return re.sub(r":\s*[\"'][^\"']*[\"']", ": 0", body)
    return json.dumps(dict.fromkeys(_keys(value), 0))


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from _keys(member)


def _row_back(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``and return the updated task``: the operation answers with the row."""
    entity = book.entity_called(match["noun"]) or sentence.entity or sentence.about
    kinds = {
        "updat": (Kind.PATCH, Kind.REPLACE, Kind.TOGGLE, Kind.ACT, Kind.UPDATE_ME),
        "creat": (Kind.CREATE,),
        "modif": CHANGING,
        "new": (Kind.CREATE,),
        "toggl": (Kind.TOGGLE,),
    }
    wanted = next((value for stem, value in kinds.items() if stem in match[0].lower()), ())
    near = [one for one in sentence.here if one.kind in wanted] or book.of(entity, *wanted)
    showing = [one for one in near if _shows_row(one)]
    return proven_or(RuleKind.OPERATION, showing, "no operation gives the row back")


def _shows_row(operation: Operation) -> bool:
    held = {field.holds for field in members(operation.response.envelope)}
    return operation.response.body is Body.ITEM or Holds.ITEM in held


def _all_members(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Responses include all fields as stored``: nothing but secrets is left out."""
    entity = sentence.entity or sentence.about
    if entity is None:
        return None
    left_out = [one.name for one in entity.columns if one.name not in entity.visible]
    if left_out:
        return missing(f"{entity.name} hides {', '.join(left_out)}", RuleKind.VISIBILITY)
    showing = [one for one in book.of(entity, Kind.READ, Kind.LIST) if not one.response.columns]
    return proven_or(RuleKind.VISIBILITY, showing, "no response shows all of it")


def _partial(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Only the provided fields are updated``: an update of which every field may be left out."""
    entity: Entity | None = sentence.entity or sentence.about
    near = [one for one in sentence.here if one.kind in (Kind.PATCH, Kind.REPLACE, Kind.UPDATE_ME)]
    partial = [
        one
        for one in near or book.of(entity, Kind.PATCH, Kind.UPDATE_ME, Kind.REPLACE)
        if one.kind is not Kind.REPLACE and one.body and not any(field.required for field in one.body)
    ]
    return proven_or(RuleKind.OPERATION, partial, "an update takes all fields")


def _body_names(match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """``Body: title, notes``: the operation takes these fields; ``any of`` says that each may be left out."""
    takers = [one for one in sentence.here if one.body]
    names = _names(match["names"])
    if not takers or not names:
        return None
    for one in takers:
        held = {snake(field.name): field for field in one.body}
        strange = next((name for name in names if name not in held), None)
        if strange:
            return missing(f"{one.id} takes no {strange}", RuleKind.OPERATION)
        if match["any"] and any(held[name].required for name in names):
            return missing(f"{one.id} requires some of them", RuleKind.OPERATION)
    return proven(RuleKind.OPERATION, *takers)


def _all_required(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    takers = [one for one in sentence.here if one.body]
    if not takers:
        return None
    loose = [field.name for one in takers for field in one.body if not field.required]
    if loose:
        return missing(f"{loose[0]} may be left out", RuleKind.REQUIRED)
    rules = [rule for rule in book.ruled(RuleKind.REQUIRED) if {one.id for one in takers} & set(rule.operations)]
    return proven_or(RuleKind.REQUIRED, rules, "nothing is required")


PATTERNS = (
    Pattern(
        rf"(?:(?:must|shall|should|be|is|are|supports?|supported|accepts?|with|via|using|through|takes?|the|these"
        rf"|following|optional) )*"
        rf"(?:query (?:string )?parameters?|parameters|params)(?: ?:|,)? ?\(?{_NAME_LIST}\)?(?! ?—)(?=[\s).;,]|$)",
        _parameters,
        ("param",),
    ),
    Pattern(
        rf"(?:(?:returns?|answers?|include[sd]?|carr(?:y|ies)|with|accurate|results?|result|sets?|the|and|list"
        rf"|paginated|contains?|must|proper|a|correct|pagination|page) )*"
        rf"\b(?:metadata|envelope|meta|counts)(?: ?:)? ?\(? ?(?:with |of |including )?{_NAME_LIST}\)?",
        _metadata,
        ("meta", "envelope", "counts"),
    ),
    Pattern(
        r"(?:and |with |shows |of )*(?:at most|up to|no more than|max(?:imum)?(?: of)?) (?P<max>\d+)(?: (?:items?"
        r"|results?|rows?|{noun}))? (?:per|a|on a) page(?: ?\((?P<default>\d+) (?:unless (?:asked|told|stated"
        r"|specified|requested) otherwise|by default)\))?",
        _page_size,
        ("page",),
    ),
    Pattern(
        r"(?:(?:with|a|an|the|and|returns?|of|must|be|is|are|paginated|list|lists|by|all|every|each|results?|have"
        r"|has|using) )*"
        r"(?:default(?: page)? (?:limit|size|page size)(?: is| of|:)? ?(?P<default>\d+)|max(?:imum)?(?: page)? "
        r"(?:limit|size|page size)(?: is| of|:)? ?(?P<max>\d+)"
        r"|(?P<default2>\d+) (?:items?|results?|rows?|{noun}) (?:per|a) page by default)(?: (?:items?|results?"
        r"|rows?|{noun}))?(?: (?:per|a) page)?",
        _page_size,
        ("limit", "size", "per page", "a page"),
    ),
    Pattern(
        r"(?:(?:returns?|answers?|with|an?|is|the|list|response|200|ok) )*(?:\[\](?: ?\(empty (?:array|list)\))?"
        r"|empty (?:array|list|collection)(?: ?\(?\[\]\)?)?)"
        r"(?: ?,? ?(?:when|if|where|for)(?: filtering by)? (?:(?:the|a|{noun}|user|caller|there|that) )*(?:(?:has"
        r"|have|are|is|exist|with) )?"
        r"(?:no|without any) (?:{noun}|results?|rows?|matches|items?)(?: (?:exist|match|are found|yet))*)?",
        _empty_list,
        ("empty", "[]"),
    ),
    Pattern(
        r"(?:(?:all|every|each|the|api|any) )*errors?(?: (?:responses?|bodies|body|answers?))* (?:(?:must|are|is|come"
        r"|comes|as|have|has|carry|carries|contain|contains|include|includes|json|objects?|bod(?:y|ies)|an?|with|in|the"
        r"|single) )+[`'\"]?(?P<member>\w+)[`'\"]? (?:field|member|key|property|attribute)",
        _error_member,
        ("error",),
    ),
    Pattern(
        r"(?:with|containing|including|listing) (?:(?:an?|the|list|of|detailed|all|clear) )*(?:field[- ](?:level"
        r"|specific)|per[- ]field)(?: (?:validation|error))? (?:errors?|messages?|details)",
        _by_field,
        ("field",),
    ),
    Pattern(
        r"\bnever (?:returns?|answers?|gives?)(?: (?:an?|with))? (?P<status>[45]\d\d)\b", _never_status, ("never",)
    ),
    Pattern(
        r"(?:(?:all|every|each|the|api|http) )*(?:errors?|error responses?|error bod(?:y|ies)|error messages?)(?: "
        r"(?:must|shall|should|are|is|follows?|use|uses|using|in|have|has|be|returned|return|the|this|a|as"
        r"|consistent|json|format|structure|shape|body|of|existing|error|response))*"
        r" ?:? ?\(?(?P<body>\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})\)?(?: (?:with|and) (?:appropriate|proper|the "
        r"(?:correct|right|proper)|matching|correct) (?:http )?status(?: codes?)?)?",
        _error_body,
        ("error",),
    ),
    Pattern(
        r"(?:and |it )?(?:must )?(?:returns?|responds? with|answers? with|gives?(?: back)?|yields?) (?:the |a |an"
        r" )?(?:full |complete )?(?:newly |just )?(?:updated|created|modified|new|toggled) (?P<noun>{noun})(?: "
        r"(?:object|data|details|record|row|resource|json|in the response))*",
        _row_back,
        ("updated", "created", "modified", "new", "toggled"),
    ),
    Pattern(
        r"(?:response (?:objects?|bod(?:y|ies)) |responses? )?(?:must |should )?(?:includes?|contains?|shows?"
        r"|returns?) all (?:stored |table )?(?:fields|columns|attributes)(?: (?:as )?stored(?: in (?:the"
        r" )?database)?)?"
        r"(?: with (?:consistent|the same) (?:field )?names)?",
        _all_members,
        ("all",),
    ),
    Pattern(
        r"(?:(?:must|accepts?|supports?|allows?|can|be|is|with|a|an|any|for) )*(?:partial (?:updates?|bod(?:y|ies)"
        r"|modifications?|changes?)|any subset of (?:the )?(?:{noun} )?(?:fields|body)|updated partially|partially"
        r" updated?(?: (?:a|an|the) {noun})?"
        r"|only (?:the )?(?:provided|given|supplied|sent) fields (?:are |get |is |will be )?(?:updated|changed"
        r"|modified)(?:,? (?:and )?(?:the )?others? (?:(?:fields|stay|remain|are|is|left|keep) )*unchanged)?"
        r"|(?:omitted|missing|absent) fields (?:remain|stay|are|keep)(?: left)? unchanged)",
        _partial,
        ("partial", "subset", "fields"),
    ),
    Pattern(
        r"^\W*(?:(?:request )?body|takes|expects) ?:? ?(?P<any>any (?:subset )?of )?(?P<names>`?\w+`?(?:(?:, ?"
        r"(?:and )?| and )`?\w+`?)*)(?=\W*$)",
        _body_names,
        ("body", "takes", "expects"),
    ),
    Pattern(r"all fields(?: are)? required", _all_required, ("all fields",)),
)

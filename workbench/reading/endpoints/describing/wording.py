"""Wordings that the description of an endpoint uses, and what they say."""

import re
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import field_of_bullet
from workbench.reading.facts import FieldFact
from workbench.reading.values.phrases import read_phrase

NOTHING = regex(
    r"^[\s*`(]*(?:none|no(?:ne| request)?(?: body| payload| content| parameters)?|empty(?: body)?|n/?a|-|—|–"
    r"|not (?:required|needed|applicable)|nothing|ninguno|없음|keine?|aucun)"
    r"(?:[\s*`).,;:(—–-]|$)",
    re.IGNORECASE,
)
BODY_LEAD = regex(
    r"(?:\A|\. )(?:the |json )*(?:request )?(?:body|payload)\b[^:.]{3,80}\b(?:properties|fields|attributes|keys):\s*\Z",
    re.I,
)
"""A sentence that leads to the fields of a body: "The request body may contain the following properties:"."""
SAME_BODY = regex(
    r"\W{0,3}(?:takes |sends |with )?(?:the )?same (?:request )?(?:body|payload|fields|attributes|properties)"
    r" (?:as|like)\b",
    re.IGNORECASE,
)
"""A sentence that hands a body on: "Same body as adding a boat", "Takes the same fields as `POST /boats`"."""
SAME = regex(
    r"\b(?:same|identical|see|like|equal)\b(?: (?:as|to|body|schema|fields|format|structure|response|request|object))*",
    re.IGNORECASE,
)
AS_ABOVE = regex(
    r"\W{0,3}(?:(?:request )?(?:body|payload|fields?)\b:? ?(?:is |are )?)?(?:(?:the )?same )?(?:as|like|wie|comme|como)"
    r" (?:in |bei |dans |en |under |for )?(?:above|oben|ci-dessus|arriba|before|\d{1,2}\.\d{1,2}|`?(?:POST"
    r"|PUT|PATCH) /)"
    r"|\W{0,3}(?:同上|同前|与(?:上|前)[^，。]{0,8}(?:相同|一致)|위와 ?(?:같음|동일)|상동|上記と同じ|同様|idem\b|ditto\b"
    r"|como arriba|(?:igual|lo mismo) (?:que|a) (?:arriba|lo anterior)|igual ao anterior|(?:wie|siehe) (?:oben|zuvor)"
    r"|как выше|yukarıdaki gibi)"
    r"|\W{0,3}(?:all|alle|todos|tous) (?:the |los |les )?(?:fields|felder|campos|champs) (?:of |from |von |de )?"
    r"(?:above|oben|arriba|ci-dessus)",
    re.IGNORECASE,
)
QUERY_WORDS = regex(
    r"\b(?:query (?:param\w*|string)|url param\w*|filter(?:s|ed|n)?\b(?: (?:by|on|with|nach))?(?=:? `)"
    r"|narrow\w* (?:down )?(?:by|with|to) (?=`)|(?<!path )(?<!route )\bparameters (?=`)"
    r"|abfrageparameter|parámetros? de consulta|paramètres? de requête|parâmetros? de consulta|filtr\w+ (?:por|par"
    r"|nach|per)|gefiltert nach|filtrables? par)|筛选|过滤|필터|フィルタ|絞り込",
    re.IGNORECASE,
)
PAGED = regex(
    r"\b(?:filter|filtr|search|such|busc|recherch|cerc|sort|orden|trier|pagin|seiten|quer(?:y|ies))|分页|搜索|查询"
    r"|페이지|검색|検索"
    r"|`(?:page|page_size|per_page|limit|offset|cursor|q|search|sort|order|order_by|sort_by)`",
    re.IGNORECASE,
)
CODED_RUN = regex(r"[(（]((?:`[A-Za-z_]\w{0,40}\??`(?:\s*[,、，]\s*|\s+(?:and|und|et|y|e)\s+)?){2,12})[)）]")
ALL_OPTIONAL = regex(
    r"\balle?s? optional\b|\b(?:all|every|any)\b[^.]{0,30}\boptional\b|\bpartial\b|\bany (?:subset|combination) of\b"
    r"|todos? (?:los campos )?opcional",
    re.IGNORECASE,
)
SUBSET = regex(
    r"\b(?:any|a|some) (?:subset|combination|part) of|\bany (?:of the )?(?:\w+ )?fields?\b"
    r"|\bone or more (?:of the )?fields",
    re.IGNORECASE,
)
STATUS_BULLET = regex(r"^[`*\s]*([1-5]\d\d)\b[^:–—-]{0,40}[`*\s]*[:–—-]?\s*(.*)$", re.DOTALL)
SHOWN_ANSWER = regex(
    r"(?<![\w./=\"])([1-5]\d\d)(?: [A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)?[`*]*\s?[:–—-]?\s?(?=`?\[?\{\s?[\"}.])"
)
"""A status with the body that it comes with: ``200 – `{"id": 7}```, ``404 Not Found: {"error": "No such boat"}``."""
REFUSAL_LINE = regex(r"[`*\s]*([45]\d\d)\b(?: [A-Z][A-Za-z]+){0,2}[`*]*\s?[:–—-]\s([^{}]+)$")
"""A line that says when an error comes: ``401 – No token in the header``."""
NO_CONTENT = regex(r"\bno (?:content|body)\b|\bempty\b|\b204\b|^none\b", re.IGNORECASE)
_ENTITIES = (
    regex(r"`?\b([A-Z][A-Za-z]+|[a-z]+)`?(?:\s+(?:object|item|record|resource|model|details|data|schema)s?)\b"),
    regex(r"^\W*(?:\d{3})?[\w ]{0,12}?\W*\b([A-Z][A-Za-z]{2,40})(?:\[\])?\W*$"),
    regex(
        r"\b(?:[Cc]reated|[Uu]pdated|[Nn]ew|[Mm]odified|[Rr]egistered|[Rr]equested|[Tt]oggled"
        r"|[Rr]estored)\s+`?([A-Za-z]{3,40})"
    ),
    regex(r"\b(?:[Aa]rray|[Ll]ist|[Cc]ollection) of\s+(?:the |all |user'?s? )?`?([A-Za-z]{3,40}?)s?\b"),
)
_NO_ENTITY = frozenset({
    "json", "http", "the", "all", "created", "updated", "new", "success", "response", "full", "complete", "ok",
    "not", "no", "user's", "empty", "deleted", "error", "single", "object", "objects", "data", "content",
    "found", "successfully", "resource", "unauthorized", "forbidden", "conflict", "bad", "request",
})  # fmt: skip
SENTENCES = regex(r"(?<=[.;!?])\s+(?![}\])])|\s+[—–]\s+")
REQUIRES = regex(r"^\W*(?:requires?|needs?) (.{3,80})", re.IGNORECASE)
NEEDS_FIELDS = regex(
    r"^\W{0,3}(?:requires?|needs?|requiere|requer|exige|benötigt|erfordert|braucht|nécessite|richiede)"
    r" ((?:`\w{1,60}`(?:, | and | y | e | et | und )?)+)\W*$",
    re.IGNORECASE,
)
RETURNS = regex(
    r"^\W*(?:(?:it )?(?:will )?(?:returns?|responds?(?: with)?|answers?(?: with)?)|response is|devuelve|retourne)\b"
    r"|^\W*(?:response|answer|status|gives)(?: code| status)? \W?(?=[1-5]\d\d\b)",
    re.IGNORECASE,
)
SENDS = regex(
    r"^\W{0,3}(?i:with|takes|expects|accepts|sends|body|payload) (`[A-Z][^`]{1,300}`|`?\{.{1,300}\}`?)"
    r"|^(?:POST |PUT |PATCH )?`?(?=[A-Z]\w{0,40}(?:Request|Create|Update|Input|Payload|Body|In) ?\{)([^`]{1,400}\})"
)
"""A body after a verb, or shown with its name: ``NewLoanRequest {book_id: uuid}``."""
CHANGES = regex(
    r"^\W{0,3}(?:changes?|updates?|edits?|sets?|modif(?:y|ies)|accepts?|takes?|with|(?=(?:any|one or more) of ))"
    r" ?(?:(?:the|any|one or more|some|of) )*"
    r"((?:`\w{1,60}`(?: ?\([^()]{0,60}\))?(?:,? (?:and/or|and|or) |, ?)?){2,20})"
    r"(?:\W*|,? (?:while|when|as long as|until|before|if)\b.*|\s*(?:→|->|⇒).*)$",
    re.IGNORECASE,
)
"""Names in a row after a verb: "Changes `name`, `colour` or `size` while the boat is for sale."."""
DERIVED = regex(r"[`*\s]*(?:Partial|Pick|Omit|Required|Readonly)<")
MODEL = regex(r"[A-Z][a-z]+\w*(?:\[\])?$")
LIST_OF = regex(r"\b(?:array|list|paginated|collection|lista)\b|\[\]|^\s*`?\[", re.IGNORECASE)
JSON_HINT = regex(
    r"\b(response|returns?|responds?|output|result|success|respuesta)\b|\b(request|send|sends|input|payload|body"
    r"|accepts?)\b",
    re.IGNORECASE,
)


def entity_of(text: str) -> str | None:
    """Find the thing that a response line names: "Created task object", "201 Room", "the updated loan"."""
    for pattern in _ENTITIES:
        if (match := pattern.search(text[:200])) and match[1].lower() not in _NO_ENTITY:
            return match[1]
    return None


def status_column(heads: list[str]) -> int | None:
    """Find the column of status codes in the head of a table."""
    for position, head in enumerate(heads):
        if head in ("status", "code", "status code", "http status", "http code", "código", "http", "response code"):
            return position
    return None


def http_message(text: str) -> tuple[int | None, str, str, int] | None:
    """Split an HTTP request or response into status, head, body and the body's line offset."""
    stripped = text.lstrip("\n")
    answer = re.match(r"HTTP/[\d.]+ (\d{3})", stripped)
    request = re.match(r"(?:GET|POST|PUT|PATCH|DELETE) \S+", stripped)
    if not answer and not request:
        return None
    head, _, body = text.partition("\n\n")
    brace = re.search(r"^[\[{]", head, re.MULTILINE)
    if brace and not body.lstrip().startswith(("{", "[")):
        head, body = text[: brace.start()], text[brace.start() :]
        return (int(answer[1]) if answer else None), head, body, head.count("\n")
    return (int(answer[1]) if answer else None), head, body, head.count("\n") + 2


_DESCRIBING = regex(r"\b(?:required|optional|nullable|mandatory|unique|default)\b")
"""What parentheses hold that say more of one name: ``label (string, required)``."""


_STARRED = regex(r"`?[A-Za-z_]\w{0,60}`?\*\Z")
_CODED_NAMES = regex(r"`[a-z_]\w{0,60}`")
"""Names beside parentheses: what those hold is said of one of them (```kind` (bike, cargo)``)."""
_ANY_OF = regex(
    r"(?:(?:any|some|one or more|at least one|all|either) of|one or more|any)\s+(?:the )?:?\s*", re.IGNORECASE
)
_LEADING_NEED = regex(
    r"(optional(?:ly)?|required|mandatory|opcional|optionnel|可选|必填)[:：]?\s+(?=`?[A-Za-z_]\w*`?\W?)", re.I
)


def listed_fields(text: str, document: Document, line: int) -> tuple[FieldFact, ...]:
    """Read names in a row: ``title, description (optional) and `due_date?```."""
    inner = re.search(r"\(([a-z_]\w*\??(?:,\s*[a-z_]\w*\??)+)\)", text)
    if inner and not _DESCRIBING.search(inner[1]) and not _CODED_NAMES.search(text.replace(inner[0], " ")):
        text = inner[1]
    text = _ANY_OF.sub("", text.strip())
    pieces = _pieces(text.strip().rstrip(".").replace("**", ""))
    fields = [_listed_field(piece, document, line) for piece in pieces]
    if any(_STARRED.match(piece) for piece in pieces):  # where some are starred, the others can be left out
        fields = [
            replace(found, required=_STARRED.match(piece) is not None) if found is not None else None
            for piece, found in zip(pieces, fields, strict=True)
        ]
    elif any(piece.strip("`* ").endswith("?") for piece in pieces):  # where some have the mark, the others are needed
        fields = [
            replace(found, required=True) if found is not None and found.required is None else found for found in fields
        ]
    known = tuple(found for found in fields if found is not None)
    return (
        known
        if len(known) == len(pieces) and all(_is_name(f.name) for f in known) and _looks_listed(text, pieces)
        else ()
    )


def _listed_field(piece: str, document: Document, line: int) -> FieldFact | None:
    """Read one name of a row: bare, in code marks, with parentheses, or after its need ("optional `note`")."""
    need = _LEADING_NEED.match(piece)
    bare = piece[need.end() :] if need else piece
    found = field_of_bullet(bare, document, line) or _coded(bare, document, line)
    if found is None or need is None:
        return found
    return replace(found, required=not need[1].lower().startswith(("opt", "opc", "可选")))


def _coded(piece: str, document: Document, line: int) -> FieldFact | None:
    """Read a name in code marks with words behind it: "`tags` as an array of strings"."""
    match = re.match(r"`([A-Za-z_]\w{0,60})`\s+(?:as|which|that|being|with)\s+(.{1,200})", piece)
    return read_phrase(match[1], match[2], document.source(line)) if match else None


def _is_name(name: str) -> bool:
    return len(name) > 1 or name in ("q", "x", "y")


def _looks_listed(text: str, pieces: list[str]) -> bool:
    return len(pieces) > 1 or "`" in text or "(" in text or "_" in text or "?" in text


def _pieces(text: str) -> list[str]:
    """Split at commas and "and" outside parentheses."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter in "([{（") - (letter in ")]}）")
        if letter in ",;、，；" and depth <= 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    found: list[str] = []
    for part in parts:
        found += re.split(r"(?:^|\s)(?:and|or|&|y|et|und)\s+(?![^()]*\))", part)
    return [part.strip() for part in found if part.strip()]


def speaks_of(text: str, name: str) -> bool:
    """Tell whether a sentence begins with a field's name: "Due date must …" speaks of ``due_date``."""
    flat = re.sub(r"[^a-z0-9]", "", name.lower())
    words = re.findall(r"[A-Za-z0-9_]+", text[:80])
    joined = ""
    for word in words[:4]:
        joined += re.sub(r"[^a-z0-9]", "", word.lower())
        if joined == flat:
            return True
    return False

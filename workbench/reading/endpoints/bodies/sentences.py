"""Fields that a sentence about an endpoint names: "creates a loan with book_id, due_date (optional)"."""

import re
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import field_of_bullet
from workbench.reading.facts import FieldFact

_DEMAND = regex(
    r"\b(?:MUST|SHALL|must|shall|provides?|exposes?|implements?|offers?|will"
    r"|DEVE|DEBE|DEBERÁ|DOIT|MUSS|deve|debe|deberá|doit|muss)\b|^\W*(?:\*\*)?[A-Z]{1,4}-?\d{1,4}\b"
)
_NO_DEMAND = regex(
    r"\b(?:SC|NFR|PERF)-?\d|\b(?:\d+ ?ms|milliseconds?|latency|response time|percentile|p95|throughput"
    r"|performance|frontend|client (?:must|shall|calls|app)|ui|browser)\b",
    re.IGNORECASE,
)
_WITH = regex(
    r"\b(?:with|accept(?:s|ing)?|contain(?:s|ing)?|includ(?:es|ing)|fields?|body|json|taking|takes|sends?|sending"
    r"|holds?|holding|carr(?:ies|ying)|com|con|mit|avec)\b:?\s+(?:a |the |json |body |request |fields? |object |with "
    r"|of |containing |holds? |shall |must ){0,4}",
    re.IGNORECASE,
)
_FILTER = regex(
    r"\b(?:filter(?:s|ed|ing|able)?|narrow(?:s|ed|ing|able)?|search(?:es|able|ing)?|sort(?:ed|ing|able)?|quer(?:y|ied)"
    r"|pagina\w+)\b[^.;()]{0,40}?\b(?:by|on|with|using|parameters?:?|params?:?|via)\s+",
    re.IGNORECASE,
)
_CALLED_SO = regex(
    r"((?:`\w{1,40}`(?:,? (?:and|or) |, )?){1,8}) (?:as|in|through|via) (?:the )?(?:query|filter)", re.IGNORECASE
)
"""Names in front of what they are: "accepts `rig` and `limit` as query parameters"."""
_FILTERS = regex(
    r"\b(?:filters?|(?<!path )parameters|filtr[eio]s?|filtros|filtern?|фильтры):?\s+(?=`[a-z])", re.IGNORECASE
)
"""Names in code marks right behind the word: "with the filters `open` and `boat_id`"."""
_IN_PARENTHESES = regex(r"\(([a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:,\s*(?:and )?[a-z][a-z0-9_]*){1,12})\)")
_ASSIGNED = regex(
    r"\b(?:with|set|setting|and)\s+`?([a-z]\w*)\s*=\s*(true|false|null|\d+|\"[^\"]{1,40}\"|'[^']{1,40}')`?",
    re.IGNORECASE,
)
_TRAILING_AND = regex(r"\s(?:and|or|und|et|y|e)\Z")
_NEED = regex(
    r"(?:and |or )?(?:an? )?\(?"
    r"(?P<optional>optional(?:ly)?|if (?:known|given|any|wanted|present|you (?:like|want|wish))|perhaps|possibly)\)?\s*"
    r"(?=`|[a-z]\w*(?:\Z|_)|\Z)|(?:and |or )?(?:(?:at least )?one of |either )?(?=`|[a-z]\w*_|\Z)",
    re.IGNORECASE,
)
"""What stands before a name of a row: "and, if known, `firmware`", "at least one of `above` and `below`"."""
_COUNTED = regex(r"^(?:an? )?(?:array|list|collection) of ([a-z_]{2,30})\b", re.IGNORECASE)
_IDENTIFIER = regex(r"[a-z]\w{0,40}\Z")
_PLAIN_WORDS = frozenset({
    "the", "a", "an", "valid", "data", "new", "all", "any", "each", "user", "token", "jwt", "id", "proper",
    "correct", "appropriate", "optional", "status", "authentication", "pagination", "access", "updates",
    "values", "details", "error", "errors", "message", "success", "ownership", "validation", "none", "null",
    "case", "case-insensitive", "partial", "filters",
})  # fmt: skip


def is_demand(text: str) -> bool:
    """Tell a sentence that asks for an endpoint from one that only speaks of it.

    "FR-2: the API MUST offer `GET /books`" asks; "`GET /books` answers within 200 ms" does not.
    """
    return bool(_DEMAND.search(text)) and not _NO_DEMAND.search(text)


def fields_of_sentence(
    method: str, rest: str, document: Document, line: int
) -> tuple[tuple[FieldFact, ...], tuple[FieldFact, ...]]:
    """Give body fields and query parameters that the rest of a sentence names."""
    rest = " ".join(rest[:600].split())
    if method in ("GET", "DELETE"):
        return (), _filters(rest, document, line)
    fields = _named(rest, document, line)
    known = {field.name for field in fields}
    for name, value in _ASSIGNED.findall(rest):
        if name not in known:
            fields += tuple(f for f in (field_of_bullet(f"`{name}`: example {value}", document, line),) if f)
    return fields, ()


def _named(rest: str, document: Document, line: int) -> tuple[FieldFact, ...]:
    for match in _WITH.finditer(rest):
        fields = _run(rest[match.end() :], document, line)
        if len(fields) > 1 or (fields and ("_" in fields[0].name or rest[match.end() :].lstrip().startswith("`"))):
            return fields
    inner = _IN_PARENTHESES.search(rest)
    return _run(inner[1], document, line) if inner else ()


def _filters(rest: str, document: Document, line: int) -> tuple[FieldFact, ...]:
    found: dict[str, FieldFact] = {}
    for match in (*_FILTER.finditer(rest), *_FILTERS.finditer(rest)):
        found |= {field.name: field for field in _run(rest[match.end() :], document, line)}
    if called := _CALLED_SO.search(rest):
        found |= {field.name: field for field in _run(called[1], document, line)}
    if re.search(r"filter|search|range|paginat|parameter", rest, re.IGNORECASE):
        for inner in _IN_PARENTHESES.findall(rest):
            found |= {field.name: field for field in _run(inner, document, line)}
    return tuple(found.values())


def _run(text: str, document: Document, line: int) -> tuple[FieldFact, ...]:
    """Read names in a row until something comes that is none."""
    found: list[FieldFact] = []
    optional = False
    for raw in split_run(text):
        need = _NEED.match(raw)
        piece = raw[need.end() :] if need else raw
        optional = optional or bool(need and need["optional"])
        if not piece:
            continue
        counted = _COUNTED.match(piece)
        if counted:
            found.append(FieldFact(name=counted[1], type="object[]", source=document.source(line)))
            continue
        name = re.match(r"`?([A-Za-z]\w*)`?(\?)?\s*(?:\([^()]{0,120}\))?", piece)
        plain = name is not None and name[1].lower() in _PLAIN_WORDS and not (optional or piece.startswith("`"))
        if name is None or not _IDENTIFIER.match(name[1]) or plain:
            break
        whole = name.end() == len(piece) or piece[name.end() :].strip() in ("", ".")
        field = field_of_bullet(piece[: name.end()], document, line)
        if field is None or not (whole or "_" in name[1] or piece.startswith("`")):
            break
        found.append(replace(field, required=False) if optional else field)
        if not whole:
            break
    return tuple(found)


def split_run(text: str) -> list[str]:
    """Split ``a, b (x, y) and c`` into its names with their parentheses; a sentence end ends the run."""
    parts, depth, start = [], 0, 0
    end = len(text)
    for position, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}" and depth > 0)
        if depth == 0 and letter in ",;.":
            if letter in ";." and not text[position + 1 : position + 2].isalnum():
                end = position
                break
            if letter == ",":
                parts.append(text[start:position])
                start = position + 1
    parts.append(text[start:end])
    pieces: list[str] = []
    for part in parts:
        part = _TRAILING_AND.sub("", part.strip())
        pieces += re.split(r"(?:^|\s+)(?:and|or|und|et|y|e)\s+(?![^()]*\))", part.strip())
    return [piece.strip() for piece in pieces if piece.strip()]

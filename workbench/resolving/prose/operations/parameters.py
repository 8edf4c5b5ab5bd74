"""Rows about parameters of a query string, held against what the parameter does."""

import re
from collections.abc import Callable

from generators.blueprint import Operation, QueryParameter, QueryUse, RuleKind, Source
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, missing, proven
from workbench.resolving.prose.rows import is_bare
from workbench.resolving.words import snake

_DEFAULT = regex(
    r"\b(?:defaults?(?: value)?(?: to| is| of)?|default ?[:=])[:=]? ?[`'\"]?(?P<value>[\w:.-]+)[`'\"]?", re.IGNORECASE
)
_MOST = regex(
    r"(?:\bmax(?:imum)?(?: value)?(?: of| is)?|\bat most|\bup to|\bcapped at|≤|<=) ?[:=]? ?"
    r"(?P<value>\d+)(?: characters)?",
    re.IGNORECASE,
)
_LEAST = regex(
    r"(?:\bmin(?:imum)?(?: value)?(?: length)?(?: of| is)?|\bat least|≥|>=) ?[:=]? ?(?P<value>\d+)(?: characters?)?",
    re.IGNORECASE,
)
_BETWEEN = regex(r"\b(?P<least>\d+) ?(?:-|–|to|and|\.\.) ?(?P<most>\d+)\b")
_CELL = regex(r"(?:^|(?<=— ))(?P<value>[\w:-]+)(?= —|$)")
_SILENT = regex(
    r"\b(?:optional(?:ly)?|required|string|str|integer|int|number|boolean|bool|uuid|date|datetime|array|enum|query"
    r"|values?|one of|any of"
    r"|comma[- ]separated|iso ?8601)\b|\be\.g\.[^—]*|\(e\.g\.[^()]*\)|\byes\b|(?:^|(?<=— ))no(?= —|$)",
    re.IGNORECASE,
)
_OF_USE: dict[QueryUse, re.Pattern[str]] = {
    QueryUse.FILTER: regex(r"\bonly\b", re.IGNORECASE),
    QueryUse.STATE: regex(r"\bonly\b", re.IGNORECASE),
    QueryUse.FROM: regex(
        r">=|≥|\b(?:or later|inclusive|only|from|since|on or after|after|starting|start|min(?:imum)?|at least)\b",
        re.IGNORECASE,
    ),
    QueryUse.TO: regex(
        r"<=|≤|\b(?:or earlier|inclusive|only|until|to|on or before|before|ending|end|up to|max(?:imum)?|at most)\b",
        re.IGNORECASE,
    ),
    QueryUse.SEARCH: regex(r"\bmatch(?:es|ing)?\b|\bignoring case\b", re.IGNORECASE),
    QueryUse.PAGE: regex(r"\b1-based\b|\b(?:starting|starts|counted|beginning) (?:at|from|with) 1\b", re.IGNORECASE),
    QueryUse.LIMIT: regex(r"\bmax(?:imum)? number of\b|\bmax(?:imum)?\b(?= \w+ (?:to return|per page))", re.IGNORECASE),
}
_LISTED = regex(r"\bone of:? (?P<values>[\w-]+(?:(?:, ?(?:or |and )?| or |/|\|)(?!default)[\w-]+)+)", re.IGNORECASE)
_NOTHING = regex(r"(?!x)x")
_CASE = regex(r"\b(?:case[- ]insensitive|partial(?: match(?:es)?)?|contains?|substring)\b", re.IGNORECASE)


def read_parameter(parameter: QueryParameter, operation: Operation, text: str, book: Book) -> Proof:
    """Read what a row says of a parameter: default, limits and choices must be the parameter's own."""
    if parameter.use is QueryUse.IGNORED:
        return missing(f"{operation.id}: {parameter.name} has no effect")
    rest = _OF_USE[QueryUse.LIMIT].sub(" ", text) if parameter.use is QueryUse.LIMIT else text
    for pattern, agrees in _READERS:
        for match in pattern.finditer(rest):
            if not agrees(match, parameter):
                return missing(
                    f"{operation.id}: {parameter.name} says otherwise than {match[0].strip()}", RuleKind.FILTER
                )
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    if stranger := _other_values(text, parameter):
        return missing(f"{operation.id}: {parameter.name} does not take {stranger} alone", RuleKind.FILTER)
    rest = _OF_USE.get(parameter.use, _NOTHING).sub(" ", _without_choices(rest, parameter))
    rest = _SILENT.sub(" ", rest)
    strange = _strange_columns(rest, parameter, operation, book)
    if strange:
        return missing(f"{operation.id}: {parameter.name} has nothing to do with {strange}", RuleKind.FILTER)
    if not is_bare(rest):
        return missing(f"{operation.id}: not understood: {' '.join(rest.split())[:60]}")
    kind = {QueryUse.SORT: RuleKind.ORDER, QueryUse.DIRECTION: RuleKind.ORDER}.get(parameter.use, RuleKind.FILTER)
    if parameter.use in (QueryUse.LIMIT, QueryUse.OFFSET, QueryUse.PAGE):
        kind = RuleKind.PAGINATION
    rules = [
        rule
        for rule in book.ruled(kind)
        if operation.id in rule.operations and (kind is not RuleKind.FILTER or f".{parameter.name}." in rule.id)
    ]
    return proven(kind, operation, *rules)


def read_description(
    source: Source, text: str, here: tuple[Operation, ...], book: Book, plain: frozenset[str]
) -> Proof:
    """Read a sentence that describes the one parameter in whose place it stands: "Page number (1-based)", "Only rooms
    of this kind", where every word of it is known."""
    told = [(one, part) for one in here for part in one.query if any(each.holds(source) for each in part.sources)]
    if not told or len({part.name for _, part in told}) != 1:
        return Proof()
    proofs = [read_parameter(part, one, text.strip(" ."), book) for one, part in told]
    rest = text
    for pattern in (_OF_USE.get(told[0][1].use, _NOTHING), _SILENT, _CASE, book.noun_words, book.named_columns):
        rest = pattern.sub(" ", rest)
    strange = [word for word in re.findall(r"[\w-]+", rest.lower()) if word not in plain and word not in _DESCRIBING]
    if strange or not all(one.by for one in proofs):
        return Proof()
    return Proof(tuple(dict.fromkeys(name for one in proofs for name in one.by)), proofs[0].kind)


_DESCRIBING_TEXT = """
    how many much number count page pages size per return returned maximum minimum skip skipped filter filters filtered
    search searches term phrase words query sort sorts sorted sorting order direction results items start end before
    after matching across over name code kind type
"""
_DESCRIBING = frozenset(_DESCRIBING_TEXT.split())
"""Words that describe what a parameter selects, and ask for nothing beside it."""


def _strange_columns(text: str, parameter: QueryParameter, operation: Operation, book: Book) -> str:
    """Give the first column that a row names and the parameter does not look at; of filters and searches alone."""
    own = {parameter.column, *parameter.columns}
    if parameter.use not in (QueryUse.SEARCH, QueryUse.FILTER, QueryUse.FROM, QueryUse.TO):
        return ""
    entity = next((one for one in book.entities if one.name == operation.entity), None)
    for found in book.named_columns.finditer(text):
        columns = {name for name in book.columns_called(found[0]) if entity is not None and entity.has(name)}
        if columns and not columns & own:
            return found[0]
    return ""


def _has_default(match: re.Match[str], parameter: QueryParameter) -> bool:
    value = match["value"].strip(".").lower()
    if value in ("none", "null", "all", "no"):
        return parameter.default in (None, "all")
    if parameter.use is QueryUse.OFFSET and value == "0":
        return parameter.default in (None, 0)
    if parameter.use is QueryUse.PAGE and value == "1":
        return parameter.default in (None, 1)
    return str(parameter.default).lower() == value or snake(str(parameter.default)) == snake(value) != ""


def _has_most(match: re.Match[str], parameter: QueryParameter) -> bool:
    return int(match["value"]) in (parameter.limits.maximum, parameter.limits.max_length)


def _has_least(match: re.Match[str], parameter: QueryParameter) -> bool:
    return int(match["value"]) in (parameter.limits.minimum, parameter.limits.min_length)


def _has_range(match: re.Match[str], parameter: QueryParameter) -> bool:
    limits = parameter.limits
    wanted = (int(match["least"]), int(match["most"]))
    return wanted in ((limits.minimum, limits.maximum), (limits.min_length, limits.max_length))


def _is_own(match: re.Match[str], parameter: QueryParameter) -> bool:
    """A cell of one word: the default, where it is none of the words for a type."""
    value = match["value"].lower()
    known = str(parameter.default).lower()
    return not (value.isdigit() or value in ("true", "false")) or value == known


def _matches_partly(_match: re.Match[str], parameter: QueryParameter) -> bool:
    return parameter.use is QueryUse.SEARCH


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], QueryParameter], bool]], ...] = (
    (_DEFAULT, _has_default),
    (_MOST, _has_most),
    (_LEAST, _has_least),
    (_BETWEEN, _has_range),
    (_CASE, _matches_partly),
    (_CELL, _is_own),
)


def _other_values(text: str, parameter: QueryParameter) -> str:
    """Give the values that a row lists, where they are not those that the parameter takes."""
    own = {choice.value.lower() for choice in parameter.choices} or {one.lower() for one in parameter.limits.choices}
    listed = _LISTED.search(text)
    if listed is None or not own:
        return ""
    named = {word.lower() for word in re.findall(r"[\w-]+", listed["values"])} - {"or", "and"}
    return "" if named == own else listed["values"].strip()


def _without_choices(text: str, parameter: QueryParameter) -> str:
    """Take the values of an enumeration out of a text, where it lists all of them."""
    values = [choice.value for choice in parameter.choices] or list(parameter.limits.choices)
    named = [value for value in values if re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", text, re.IGNORECASE)]
    if not values or len(named) < len(values):
        return text
    return re.sub(
        "|".join(rf"(?<![\w-]){re.escape(value)}(?![\w-])" for value in values), " ", text, flags=re.IGNORECASE
    )

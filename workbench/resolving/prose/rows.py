"""Rows of tables and lines of endpoint descriptions, which the blueprint was made from.

Such a line is enforced by the element that was read from it, provided that every number and every
condition in it is among that element's own.
"""

import re
from collections.abc import Iterator

from generators.blueprint import (
    Access,
    BodyField,
    Column,
    Operation,
    OperationKind,
    QueryParameter,
    RuleKind,
    Source,
    UnknownFields,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence, missing, proven
from workbench.resolving.words import snake

_CELLS = re.compile(r"\s+—\s+|\s+\|\s+")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w.])")
_CONDITION = re.compile(
    r"\b(?:must|unless|except|cannot|can't|future|past|before|after|earlier|later|unique|until|when|if|match(?:es)?|valid"
    r"|immutable|read-?only|pattern|regex|future|ignored)\b",
    re.IGNORECASE,
)
_ERRORS = re.compile(r"^errors?(?: responses?)?\W*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_ERROR = re.compile(r"^(?P<status>[45]\d\d)(?P<said>\D.*)?$", re.DOTALL)
_PHRASE = re.compile(
    r"(?:bad request|unauthori[sz]ed|forbidden|not found|conflict|unprocessable (?:entity|content)|validation error"
    r"|too many requests)",
    re.IGNORECASE,
)
_SITUATIONS: dict[int, re.Pattern[str]] = {
    status: re.compile(text, re.IGNORECASE)
    for status, text in (
        (400, r"invalid|validation|missing|malformed|bad request|too long|empty|wrong"),
        (401, r"token|auth|password|credential|expired|revoked|invalid|wrong|missing"),
        (403, r"forbidden|role|admin|mismatch|owner|another|match|password|permission|denied"),
        (404, r"not found|exist|unknown|missing|another user|belong|own|deleted"),
        (409, r"taken|exist|duplicate|already|conflict|unique"),
        (422, r"invalid|validation|field|malformed|missing|unprocessable"),
        (429, r"attempts|many|rate|limit"),
        (503, r"database|unavailable|reach|down"),
    )
}


def read_line(sentence: Sentence, book: Book) -> Proof | None:
    """Read a line by what it is; nothing where it is ordinary prose."""
    for reader in (
        _read_status_row,
        _read_row,
        _read_errors,
        _read_summary,
        _read_no_body,
        _read_public,
        _read_unknown_fields,
    ):
        found = reader(sentence, book)
        if found is not None:
            return found
    return None


def _read_row(sentence: Sentence, book: Book) -> Proof | None:
    cells = _CELLS.split(sentence.text)
    if len(cells) < 2:
        return None
    name = snake(cells[0].strip("`*"))
    for operation in sentence.here:
        for field in operation.body:
            if snake(field.name) == name and _is_from(field.sources, sentence.source):
                return _field_proof(operation, field, cells, book)
        for parameter in operation.query:
            if snake(parameter.name) == name:
                return _parameter_proof(operation, parameter, cells, book)
    return _column_row(name, cells, sentence, book)


def _read_status_row(sentence: Sentence, book: Book) -> Proof | None:
    """``404 — Not found — the task does not exist``: the endpoints answer so in that situation."""
    cells = [cell.strip(" `*") for cell in _CELLS.split(sentence.text)]
    if len(cells) < 2 or not re.fullmatch(r"4\d\d", cells[0]):
        return None
    status = int(cells[0])
    situation = _SITUATIONS.get(status)
    if situation is None or not all(situation.search(cell) or _PHRASE.fullmatch(cell) for cell in cells[1:] if cell):
        return missing(f"not understood: {cells[-1]}", RuleKind.STATUS)
    answering = [one for one in (sentence.here or book.operations) if status in one.errors]
    if not answering or (sentence.here and len(answering) < len(sentence.here)):
        return missing(f"not every endpoint here answers {status}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *answering)


def _is_from(sources: tuple[Source, ...], line: Source) -> bool:
    return any(one.file == line.file and one.line <= line.line <= one.end_line for one in sources)


def _column_row(name: str, cells: list[str], sentence: Sentence, book: Book) -> Proof | None:
    for entity in book.entities:
        for column in entity.columns:
            if snake(column.name) == name and _is_from(column.sources, sentence.source):
                return _column_proof(entity.name, column, cells, book)
    return None


def _unaccounted(text: str, known: set[float]) -> list[str]:
    return [number for number in _NUMBER.findall(text) if float(number.replace(",", "")) not in known]


def _numbers(*values: object) -> set[float]:
    return {float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)}


def _field_proof(operation: Operation, field: BodyField, cells: list[str], book: Book) -> Proof | None:
    limits = field.limits
    known = _numbers(
        limits.min_length, limits.max_length, limits.minimum, limits.maximum, field.default, field.type.length
    )
    text = " ".join(cells[1:])
    if left := _unaccounted(text, known):
        return missing(f"{operation.id}: {field.name} is not checked against {', '.join(left)}")
    if (condition := _CONDITION.search(text)) and not (condition[0].lower() == "valid" and limits.format):
        return missing(f"not understood: {condition[0]}")
    rules = [
        rule
        for rule in book.rules
        if operation.id in rule.operations
        and {field.name, field.column or field.name} & set(rule.columns)
        and rule.kind
        in (RuleKind.REQUIRED, RuleKind.LENGTH, RuleKind.RANGE, RuleKind.CHOICES, RuleKind.FORMAT, RuleKind.PATTERN)
    ]
    return proven(rules[0].kind if rules else RuleKind.OPERATION, operation, *rules)


def _parameter_proof(operation: Operation, parameter: QueryParameter, cells: list[str], book: Book) -> Proof | None:
    limits = parameter.limits
    known = _numbers(limits.min_length, limits.max_length, limits.minimum, limits.maximum, parameter.default)
    if left := _unaccounted(" ".join(cells[1:]), known):
        return missing(f"{operation.id}: {parameter.name} is not checked against {', '.join(left)}")
    if parameter.use.value == "flag":
        return missing(f"{operation.id}: {parameter.name} has no effect")
    rules = [
        rule
        for rule in book.ruled(RuleKind.FILTER)
        if operation.id in rule.operations and f".{parameter.name}." in rule.id
    ]
    return proven(RuleKind.FILTER, operation, *rules)


def _column_proof(entity: str, column: Column, cells: list[str], book: Book) -> Proof | None:
    limits = column.limits
    default = column.default.value if column.default else None
    known = _numbers(
        limits.min_length,
        limits.max_length,
        limits.minimum,
        limits.maximum,
        default,
        column.type.length,
        column.type.precision,
        column.type.scale,
    )
    text = re.sub(r"SHA-?\d+|ISO[- ]?\d+|HS\d+", "", " ".join(cells[1:]))
    if left := _unaccounted(text, known):
        return missing(f"{entity}.{column.name} is not checked against {', '.join(left)}")
    if condition := _CONDITION.search(re.sub(r"\bunique\b", "", text, flags=re.IGNORECASE) if column.unique else text):
        return missing(f"not understood: {condition[0]}")
    using = list(_using(entity, book))
    return proven(RuleKind.EFFECT, using[0]) if using else missing(f"no operation uses {entity}")


def _using(entity: str, book: Book) -> Iterator[Operation]:
    """Give the operations that write and read rows of a table, those that store them first."""
    kinds = (
        OperationKind.CREATE,
        OperationKind.REGISTER,
        OperationKind.READ,
        OperationKind.LIST,
        OperationKind.READ_ME,
    )
    for kind in kinds:
        yield from (one for one in book.operations if one.kind is kind and one.entity == entity)
    if any(one.name == entity and one.purpose.value == "refresh_tokens" for one in book.entities):
        yield from (one for one in book.operations if one.kind is OperationKind.REFRESH)


def _read_errors(sentence: Sentence, _book: Book) -> Proof | None:
    match = _ERRORS.match(sentence.text)
    if not match or not sentence.here:
        return None
    for part in re.split(r"[,;]\s*(?=[45]\d\d)", match["rest"].strip(" .")):
        error = _ERROR.match(part.strip())
        if error is None:
            return None
        status = int(error["status"])
        if not all(status in one.errors for one in sentence.here):
            return missing(f"{sentence.here[0].id} does not answer {status}", RuleKind.STATUS)
        situation = _SITUATIONS.get(status)
        if error["said"] and error["said"].strip(" .") and not (situation and situation.search(error["said"])):
            return missing(f"not understood: {error['said'].strip()}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *sentence.here)


def _read_summary(sentence: Sentence, _book: Book) -> Proof | None:
    """The sentence that says what an endpoint does: its operation is what it asks for."""
    plain = _bare(sentence.text)
    if _CONDITION.search(sentence.text) or _NUMBER.search(sentence.text):
        return None
    found = [one for one in sentence.here if plain and _bare(one.summary) == plain]
    return proven(RuleKind.OPERATION, *found) if found else None


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _read_no_body(sentence: Sentence, _book: Book) -> Proof | None:
    if not sentence.here or _bare(sentence.text) not in (
        "no request body",
        "no body",
        "request body none",
        "no content",
    ):
        return None
    silent = [one for one in sentence.here if not one.body]
    return proven(RuleKind.OPERATION, *silent) if silent else missing(f"{sentence.here[0].id} takes a body")


def _read_public(sentence: Sentence, _book: Book) -> Proof | None:
    if not sentence.here or _bare(sentence.text) not in ("public", "public the refresh token is the credential"):
        return None
    public = [one for one in sentence.here if one.access is Access.PUBLIC]
    return proven(RuleKind.OPERATION, *public) if public else missing(f"{sentence.here[0].id} needs a token")


def _read_unknown_fields(sentence: Sentence, book: Book) -> Proof | None:
    if not re.match(r"^(?:unknown|extra|additional|unexpected) fields\b", sentence.text, re.IGNORECASE):
        return None
    refused = re.search(r"\b(?:refused|rejected|forbidden|not allowed)\b", sentence.text, re.IGNORECASE)
    status = re.search(r"\b4\d\d\b", sentence.text)
    if not refused or book.settings.unknown_fields is not UnknownFields.FORBID:
        return missing("unknown fields are ignored")
    if status and int(status[0]) != book.settings.validation_status:
        return missing(f"they answer {book.settings.validation_status}")
    return proven(RuleKind.STATUS, *[one for one in book.operations if one.body])

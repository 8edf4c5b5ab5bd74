"""Rows of tables and lines of endpoint descriptions, which the blueprint was made from.

Such a line is enforced by the element that was read from it, provided that every number and every
condition in it is among that element's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from generators.blueprint import (
    Access,
    BodyField,
    Column,
    Entity,
    Holds,
    Operation,
    OperationKind,
    QueryParameter,
    ResponseField,
    RuleKind,
    Source,
    UnknownFields,
)
from workbench.patterns import regex
from workbench.resolving.behaviour.claims import refuses_by_state
from workbench.resolving.prose.answering.messages import read_message
from workbench.resolving.prose.answering.shapes import members
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence, Topic, missing, proven, proven_or
from workbench.resolving.prose.sentences import cells_of
from workbench.resolving.prose.stored.borne import without_schema
from workbench.resolving.serving.answers.messages import is_shown
from workbench.resolving.words import snake

_MEMBER = regex(r"`?(?P<outer>\w+)(?:\[[*]?\]|\.\*)\.(?P<inner>\w+)`?\s+(?:—|\|)\s+(?P<rest>.*)$", re.DOTALL)
_TYING = (OperationKind.LINK, OperationKind.UNLINK)
_NUMBER = regex(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w.])")
_CONDITION = regex(
    r"\b(?:must|shall|should|unless|except|cannot|can't|future|past|before|after|earlier|later|unique|until|when|if"
    r"|match(?:es)?|valid|immutable|read-?only|pattern|regex|ignored|not|no|never|none|only|always|without|at least"
    r"|at most|max(?:imum)?|min(?:imum)?|between|than|equal\w*|hash\w*|encrypt\w*|trim\w*|lower-?case|upper-?case|case"
    r"|comput\w+"
    r"|calculat\w+|snapshot\w*|cop(?:y|ies|ied)|sum|increment\w*|format|default\w*|require[sd]?|soft|cascade)\b|[<>≤≥=]",
    re.IGNORECASE,
)
_QUOTED = regex(r"(?<!\w)'[^']{0,80}'(?!\w)")
_BULLET = regex(
    r"^[`*]*(?P<name>[A-Za-z_][\w.]*(?: [a-z]\w*){0,2})[`*]*\s*(?P<inner>\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*"
    r"(?:(?::|—|–| - )\s*(?P<rest>.*))?$",
    re.DOTALL,
)
_DDL = regex(r"^[`\"]?(?P<name>[a-z_]\w*)[`\"]?\s+(?P<rest>[A-Za-z_]\w*(?: ?\([\d, ]+\))?(?:\s.*)?)$", re.DOTALL)
_ERRORS = regex(r"^errors?(?: responses?)?\W*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_ERROR = regex(r"^(?P<status>[45]\d\d)(?P<said>\D.*)?$", re.DOTALL)
_PHRASE = regex(
    r"(?:bad request|unauthori[sz]ed|forbidden|not found|conflict|unprocessable (?:entity|content)|validation error"
    r"|too many requests)",
    re.IGNORECASE,
)
_SITUATIONS: dict[int, re.Pattern[str]] = {
    status: regex(text, re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Row:
    """A line that begins with the name of a value: the ``rest`` says something of it. ``made`` tells that the
    blueprint has the value from this very line, ``by`` what uses it."""

    rest: str
    by: tuple[str, ...]
    topic: Topic | None = None
    made: bool = False
    parameter: QueryParameter | None = None
    operation: Operation | None = None


def read_line(sentence: Sentence, book: Book) -> Proof | None:
    """Read a line by what it is; nothing where it is ordinary prose."""
    for reader in (
        _read_status_row,
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


def open_row(
    text: str, source: Source, here: tuple[Operation, ...], near: Sequence[Entity | None], book: Book
) -> Row | None:
    """Open the row of a table, a bullet or a line of DDL that begins with the name of a value."""
    if listed := _open_member(text, here, book):
        return listed
    for name, rest in _openings(text):
        for operation in here:
            for parameter in operation.query:
                if snake(parameter.name) == name:
                    return Row(rest, (operation.id,), parameter=parameter, operation=operation)
            if any(
                snake(member.name) == name and _is_told(member, rest) for member in members(operation.response.envelope)
            ):
                return Row(
                    rest,
                    (operation.id,),
                    Topic(_entity(operation.entity, book) or book.entities[0], frozenset(), fixed=True),
                    made=True,
                )
            for field in operation.body:
                if snake(field.name) == name and (entity := _entity(operation.entity, book)) is not None:
                    topic = Topic(entity, frozenset({field.column or field.name, field.name}), fixed=True)
                    return Row(rest, (operation.id,), topic, made=_is_from(field.sources, source))
        column = _column_from(name, source, book)
        if column is not None:
            using = lived_by(column[0], book)[:1]
            rest = without_schema(rest, *column, used=any(find_using(column[0].name, book)))
            return Row(rest, using, Topic(column[0], frozenset({column[1].name}), fixed=True), made=True)
        columns = book.columns_called(name.replace("_", " ")) or book.columns_called(name)
        entity = next((one for one in near if one is not None and any(one.has(each) for each in columns)), None)
        if entity is None and ("_" in name or len(cells_of(text)) > 1):
            entity = _only_holder(columns, book)
        if entity is not None:
            own = frozenset(each for each in columns if entity.has(each))
            return Row(rest, (), Topic(entity, own, fixed=True))
    return None


def _only_holder(columns: set[str], book: Book) -> Entity | None:
    """Give the only table that has one of some columns: a name as special as ``hull_color`` needs no heading."""
    holding = [one for one in book.entities if any(one.has(each) for each in columns)]
    return holding[0] if len(holding) == 1 else None


def _open_member(text: str, here: tuple[Operation, ...], book: Book) -> Row | None:
    """Open the row of a member of listed objects: ``guests[].name — string — yes``."""
    named = _MEMBER.match(text)
    for operation in here if named else ():
        for field in operation.body:
            inner = next((one for one in field.fields if named and snake(one.name) == snake(named["inner"])), None)
            if named and inner and field.children and snake(field.name) == snake(named["outer"]):
                entity = _entity(field.children.entity, book) or book.entities[0]
                columns = frozenset({inner.column or inner.name, inner.name, field.name})
                return Row(named["rest"], (operation.id,), Topic(entity, columns, fixed=True), made=True)
    return None


def _is_told(member: ResponseField, rest: str) -> bool:
    """Tell whether a row of a response's members says of one what it holds."""
    words = {
        Holds.TOTAL: r"total|number of|count of",
        Holds.COUNT: r"number of|count of|items in",
        Holds.LIMIT: r"limit|page size|per page",
        Holds.OFFSET: r"offset|skip",
        Holds.PAGE: r"page",
        Holds.PAGES: r"pages",
        Holds.ITEMS: r"list|array",
        Holds.ACCESS_TOKEN: r"token",
        Holds.REFRESH_TOKEN: r"refresh",
    }.get(member.holds)
    return words is not None and re.search(rf"\b(?:{words})", rest, re.IGNORECASE) is not None


def _openings(text: str) -> Iterator[tuple[str, str]]:
    """Give the names that a line may begin with, each in snake case with the rest of the line."""
    cells = [cell.strip() for cell in cells_of(text)]
    if len(cells) > 1:
        yield snake(cells[0].strip("`*")), " — ".join(cells[1:])
    if match := _BULLET.match(text):
        inner = f"{match['inner'].strip('()')} — " if match["inner"] else ""
        yield snake(match["name"]), f"{inner}{match['rest'] or ''}".strip(" —")
    if match := _DDL.match(text):
        yield snake(match["name"]), match["rest"]


def _entity(name: str | None, book: Book) -> Entity | None:
    return next((one for one in book.entities if one.name == name), None)


def _column_from(name: str, source: Source, book: Book) -> tuple[Entity, Column] | None:
    for entity in book.entities:
        for column in entity.columns:
            if snake(column.name) == name and _is_from(column.sources, source):
                return entity, column
    return None


def is_bare(text: str) -> bool:
    """Tell whether what is left of a row only describes: no number in it, no condition and no negation."""
    plain = _QUOTED.sub("", text)  # a value that is stored is no condition: DEFAULT 'none yet'
    plain = re.sub(r"SHA-?\d+|ISO[- ]?8601|HS\d+|UTF-?8|UUID ?v?4", "", plain, flags=re.IGNORECASE)
    return not _NUMBER.search(plain) and not _CONDITION.search(plain)


def _read_status_row(sentence: Sentence, book: Book) -> Proof | None:
    """``404 — Not found — the task does not exist``: the endpoints answer so in that situation; one that is not usual
    for the status (``400 — Email already taken``) is read as any sentence is."""
    cells = [cell.strip(" `*") for cell in cells_of(sentence.text)]
    if len(cells) < 2 or not re.fullmatch(r"4\d\d", cells[0]):
        return None
    status = int(cells[0])
    situation = _SITUATIONS.get(status)
    message = read_message(sentence, book)
    if message is not None:
        if not message.by:
            return message
        cells = [cell for cell in cells if not is_shown(cell) and not cell.isupper()]
    if situation is None or not all(situation.search(cell) or _PHRASE.fullmatch(cell) for cell in cells[1:] if cell):
        return None
    answering = [one for one in (sentence.here or book.operations) if status in one.errors]
    if not answering or (sentence.here and len(answering) < len(sentence.here)):
        return missing(f"not every endpoint here answers {status}", RuleKind.STATUS)
    proof = proven(RuleKind.STATUS, *answering)
    return replace(message, by=(*message.by, *proof.by)) if message else proof


def _is_from(sources: tuple[Source, ...], line: Source) -> bool:
    return any(one.holds(line) for one in sources)


def lived_by(entity: Entity, book: Book) -> tuple[str, ...]:
    """Give the ids of the operations that live by a table; where none does, that of the schema itself, which is
    compared with the models column by column."""
    using = tuple(one.id for one in islice(find_using(entity.name, book), 2))
    schema = () if entity.external else tuple(rule.id for rule in book.ruled(RuleKind.FRAME) if ".schema." in rule.id)
    return using or schema


def find_using(entity: str, book: Book) -> Iterator[Operation]:
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
    yield from (one for one in book.operations if one.kind in _TYING and one.entity == entity)
    yield from (one for one in book.operations if any(_names(field, entity, book) for field in one.body))
    if any(one.name == entity and one.purpose.value == "refresh_tokens" for one in book.entities):
        yield from (one for one in book.operations if one.kind is OperationKind.REFRESH)


def _names(field: BodyField, entity: str, book: Book) -> bool:
    """Tell whether a list of names in a body is kept in that table, or tied by it."""
    tie = _entity(field.through.entity, book) if field.through else None
    reference = tie.column(field.through.there).references if tie and field.through else None
    return tie is not None and entity in (tie.name, reference.entity if reference else "")


def _read_errors(sentence: Sentence, book: Book) -> Proof | None:
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
        said = (error["said"] or "").strip(" .")
        if status == 409 and said and refuses_by_state(said, sentence.here, book):
            continue
        if said and not (situation and situation.search(said)):
            return missing(f"not understood: {error['said'].strip()}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *sentence.here)


def _read_summary(sentence: Sentence, _book: Book) -> Proof | None:
    """The sentence that says what an endpoint does: its operation is what it asks for."""
    plain = _bare(sentence.text) if sentence.here else ""
    if not plain or _CONDITION.search(sentence.text) or _NUMBER.search(sentence.text):
        return None
    found = [one for one in sentence.here if _plain_verb(_bare(one.summary)) == _plain_verb(plain)]
    return proven(RuleKind.OPERATION, *found) if found else None


def _plain_verb(text: str) -> str:
    """Give a sentence with its first word as a command: "tells whether" asks for what "tell whether" does."""
    first, blank, rest = text.partition(" ")
    return f"{first.removesuffix('s')}{blank}{rest}"


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
    if re.search(r"\b(?:ignored|dropped|discarded)\W*$", sentence.text, re.IGNORECASE):
        ignoring = book.settings.unknown_fields is UnknownFields.IGNORE
        return proven_or(
            RuleKind.STATUS,
            [one for one in book.operations if one.body] if ignoring else [],
            "unknown fields are refused",
        )
    refused = re.search(r"\b(?:refused|rejected|forbidden|not allowed)\b", sentence.text, re.IGNORECASE)
    status = re.search(r"\b4\d\d\b", sentence.text)
    if not refused or book.settings.unknown_fields is not UnknownFields.FORBID:
        return missing("unknown fields are ignored")
    if status and int(status[0]) != book.settings.validation_status:
        return missing(f"they answer {book.settings.validation_status}")
    return proven(RuleKind.STATUS, *[one for one in book.operations if one.body])

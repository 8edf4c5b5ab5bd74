"""Facts: what one document states, each with its source, before any document is compared with another.

Readers give facts and never guess across documents. Text stays as written (types as ``VARCHAR(200)``,
paths as ``/tasks/:id``); bringing them into one form is resolving. ``None`` means "not stated",
which is never the same as "stated to be false".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from generators.blueprint import JsonScalar, Source
from workbench.reading.notation.clauses import Clause, Subject
from workbench.reading.tongues.speaking import in_english


@dataclass(frozen=True, slots=True)
class FieldFact:
    """A member of a body, a response or a query string, or a column's mirror in code.

    ``type`` is the text of the type (``string``, ``string[]``, ``integer``, ``uuid``). ``example`` is
    JSON text of the value shown. ``fields`` are the members of a nested object or of the objects
    in an array. ``minimum`` and ``maximum`` belong to the range unless the matching ``exclusive_…`` is set.
    """

    name: str
    type: str | None = None
    required: bool | None = None
    nullable: bool | None = None
    choices: tuple[str, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    pattern: str | None = None
    format: str | None = None
    default: JsonScalar = None
    has_default: bool = False
    example: str | None = None
    description: str = ""
    fields: tuple["FieldFact", ...] = ()
    source: Source | None = None

    def filled(self, other: "FieldFact") -> "FieldFact":
        """Give it with what it leaves open as ``other`` has it; where a bound stands goes along with the bound."""
        gaps = [name for name in _FILLED if getattr(self, name) in _OPEN]
        gaps += [f"exclusive_{name}" for name in ("minimum", "maximum") if name in gaps]
        gaps += [] if self.has_default else ["default", "has_default"]
        return replace(self, **{name: getattr(other, name) for name in gaps})


_FILLED = (
    *("type", "required", "nullable", "choices", "min_length", "max_length", "minimum", "maximum"),
    *("pattern", "format", "example", "description", "fields"),
)
_OPEN = (None, "", ())


@dataclass(frozen=True, slots=True)
class ResponseFact:
    """One documented response. ``fields`` describe the JSON object shown (or the element, when
    ``array``); ``body`` is False when it is stated to be empty; ``refers`` names an entity where the
    text says only "Created task object"."""

    status: int | None
    description: str = ""
    array: bool = False
    body: bool | None = None
    fields: tuple[FieldFact, ...] = ()
    refers: str | None = None
    shape: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class EndpointFact:
    """An endpoint as one document states it. ``path`` is absolute after the document's own base
    path was applied, with ``{name}`` parameters; ``auth`` is ``required``, ``optional``, ``public`` or
    not stated; ``area`` is the heading under which it stands ("Tasks"). ``body`` is None when the
    document says nothing of a body, and empty when it says there is none; ``body_shape`` is the section that a
    link says shows it. ``defining`` is False for a mere mention (in prose or a feature document)."""

    method: str
    path: str
    source: Source
    summary: str = ""
    area: str = ""
    auth: str | None = None
    roles: tuple[str, ...] = ()
    path_parameters: tuple[FieldFact, ...] = ()
    query: tuple[FieldFact, ...] = ()
    body: tuple[FieldFact, ...] | None = None
    body_shape: str | None = None
    responses: tuple[ResponseFact, ...] = ()
    notes: tuple[str, ...] = ()
    defining: bool = True

    @property
    def route(self) -> str:
        """Its method and path, as people write them: ``GET /tasks``."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class ShapeFact:
    """A body that a document shows once, for others to refer to by ``anchor``, what a link writes after ``#``.
    ``fields`` describe the JSON object shown (or the element, when ``array``)."""

    anchor: str
    fields: tuple[FieldFact, ...]
    source: Source
    array: bool = False


@dataclass(frozen=True, slots=True)
class ColumnFact:
    """A column as one document states it. ``references`` is ``table.column`` as written;
    ``on_delete`` the SQL words; ``check`` SQL text of a CHECK on this column; ``field`` carries type,
    nullability, limits, default and description."""

    field: FieldFact
    source: Source
    primary_key: bool | None = None
    unique: bool | None = None
    index: bool | None = None
    auto_increment: bool | None = None
    references: str | None = None
    on_delete: str | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class IndexFact:
    """An index or a unique constraint over columns of a table."""

    table: str
    columns: tuple[str, ...]
    source: Source
    unique: bool = False
    where: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TableFact:
    """A table as one document states it. ``external`` when it is said to be managed by another
    system; ``key`` is a composite primary key; ``checks`` are SQL texts of table-level CHECKs;
    ``notation`` is ``table``, ``bullets``, ``sql``, ``python``, ``dbml``, ``mermaid``, ``prisma``, ``code``, ``prose``,
    ``diagram``, ``openapi`` or ``json-schema``; ``interface`` for types that mirror one where another defines it; or
    ``statement`` for what only adds to a table that is defined elsewhere (an index section, ALTER TABLE) and never
    makes one. ``implied`` marks one that is only suggested (a
    schema object of an API, a class that may be no table)."""

    name: str
    columns: tuple[ColumnFact, ...]
    source: Source
    notation: str
    key: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    external: bool | None = None
    implied: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class RequirementFact:
    """A sentence that asks for behaviour. ``feature`` is the document's own short name (its folder in
    the Spec Kit layout), ``label`` its id where it has one (``FR-001``); ``section`` the headings above
    it, outermost first; ``aside`` says why it is not the backend's (``user interface``, ``deployment``,
    ``process``, ``out of scope``, ``future``) where the reader can tell."""

    feature: str
    text: str
    source: Source
    label: str | None = None
    section: tuple[str, ...] = ()
    aside: str | None = None

    @property
    def said(self) -> str:
        """The text in English words, as far as those of another language are known."""
        return in_english(self.text)


@dataclass(frozen=True, slots=True)
class TransitionFact:
    """A step between two states as a document writes it: ``origin`` and ``target`` are its words, ``roles`` those
    whom it names for the step; ``section`` the headings above it, outermost first. ``only`` says that the
    steps beside it are all that there are (a table of transitions), and not what usually happens."""

    origin: str
    target: str
    source: Source
    roles: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    only: bool = True


class Topic(StrEnum):
    """What a setting is about."""

    TITLE = "title"
    BASE_PATH = "base_path"
    AUTH_DEFAULT = "auth_default"
    """``required`` or ``public`` for all endpoints that say nothing."""
    NO_AUTH = "no_auth"
    """``public`` where the interface as a whole is said to know no callers."""
    AUTH_METHODS = "auth_methods"
    """``GET public``, ``POST required admin``: who may call the endpoints of a method, within the resource in ``scope``
    where there is one."""
    CREDENTIALS = "credentials"
    """What a caller is known by where it is no token: ``api key``, or ``password`` for HTTP Basic."""
    TOKEN_ISSUER = "token_issuer"
    """``here``, ``shared_secret`` or ``jwks``."""
    TOKEN_SCHEME = "token_scheme"
    TOKEN_SECONDS = "token_seconds"
    REFRESH_SECONDS = "refresh_seconds"
    OTHER_USERS_ROW = "other_users_row"
    """404 or 403."""
    OTHER_USERS_PATH = "other_users_path"
    """404 or 403 when ``{user_id}`` in the path is not the caller."""
    VALIDATION_STATUS = "validation_status"
    ERROR_BODY = "error_body"
    """JSON text of the documented error body."""
    ENVELOPE = "envelope"
    """JSON text of a documented common success body."""
    DEFAULT_LIMIT = "default_limit"
    MAX_LIMIT = "max_limit"
    USER_ID_TYPE = "user_id_type"
    PUT_MEANS = "put_means"
    """``replace`` or ``partial``."""
    UNKNOWN_FIELDS = "unknown_fields"
    PASSWORD_MIN_LENGTH = "password_min_length"
    LOGIN_ATTEMPTS = "login_attempts"
    ROLE = "role"
    DEFAULT_ROLE = "default_role"
    CASE = "case"
    ORIGIN = "origin"
    """An origin whose browsers may call; ``*`` for any."""
    ENVIRONMENT = "environment"
    """``NAME`` or ``NAME=example`` of an environment variable."""
    DATABASE = "database"
    """The database engine that the specifications name."""


@dataclass(frozen=True, slots=True)
class SettingFact:
    """A statement that holds beyond one endpoint or table; ``scope`` limits it to a document's area
    or path prefix where it is not for all."""

    topic: Topic
    value: str
    source: Source
    scope: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """An accepted answer in ``specs/clarifications.md``; ``fingerprint`` tells the choice that was taken,
    and is empty where a person wrote the answer down."""

    id: str
    question: str
    answer: str
    source: Source
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class RuleFact:
    """A rule in the exact notation: what it is about, what it says, and its line as written."""

    subject: Subject
    clauses: tuple[Clause, ...]
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that states something about the backend and that no reader understood."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a document: unreadable, refused, mapped, contradictory
    in itself. ``text`` is one sentence that says what and what to do; ``unread`` where nothing else of the document
    was read."""

    source: Source
    text: str
    unread: bool = False


Fact = (
    EndpointFact
    | ShapeFact
    | TableFact
    | IndexFact
    | RequirementFact
    | TransitionFact
    | SettingFact
    | AnswerFact
    | RuleFact
)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that was read in one document."""

    file: str
    facts: tuple[Fact, ...] = ()
    unread: tuple[Unread, ...] = ()
    findings: tuple[Finding, ...] = ()


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in a project. ``texts`` holds every readable document by its file name;
    ``documents`` what each of them states, in the same order; ``obstacles`` the files that could
    not be read."""

    documents: tuple[DocumentFacts, ...]
    texts: Mapping[str, str]
    obstacles: tuple[Finding, ...] = ()

    def facts_of(self, kind: type[F]) -> tuple[F, ...]:
        """Give all facts of one kind, in document order."""
        return tuple(fact for fact in self._facts() if isinstance(fact, kind))

    def _facts(self) -> Iterator[Fact]:
        for document in self.documents:
            yield from document.facts

    @property
    def unread(self) -> tuple[Unread, ...]:
        """All texts that no reader understood, in document order."""
        return tuple(entry for document in self.documents for entry in document.unread)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should know: files that could not be read first, then notes of the readers."""
        return self.obstacles + tuple(entry for document in self.documents for entry in document.findings)

"""Short ways to write readings for the tests of resolving: facts as a reader would give them."""

# ruff: noqa: ANN401 - the builders pass on whatever a fact takes

from types import MappingProxyType
from typing import Any

from generators.blueprint import Source
from workbench.reading.facts import (
    AnswerFact,
    ColumnFact,
    DocumentFacts,
    EndpointFact,
    Fact,
    FieldFact,
    IndexFact,
    Reading,
    RequirementFact,
    ResponseFact,
    SettingFact,
    TableFact,
    Topic,
)

API = "specs/api/endpoints.md"
DATABASE = "specs/database/schema.md"
FEATURE = "specs/features/tasks.md"


def at(line: int = 1, file: str = API, end: int | None = None) -> Source:
    return Source(file, line, end or line)


def field(name: str, kind: str | None = None, **more: Any) -> FieldFact:
    return FieldFact(name, kind, source=more.pop("source", at()), **more)


def column(name: str, kind: str | None = None, *, line: int = 1, file: str = DATABASE, **more: Any) -> ColumnFact:
    known = {"primary_key", "unique", "index", "auto_increment", "references", "on_delete", "check"}
    own = {key: more.pop(key) for key in list(more) if key in known}
    return ColumnFact(field(name, kind, **more), at(line, file), **own)


def table(
    name: str, *columns: ColumnFact, line: int = 1, file: str = DATABASE, notation: str = "sql", **more: Any
) -> TableFact:
    return TableFact(name, columns, at(line, file), notation, **more)


def index(of: str, *columns: str, **more: Any) -> IndexFact:
    return IndexFact(of, columns, at(file=DATABASE), **more)


def endpoint(route: str, *, line: int = 1, file: str = API, **more: Any) -> EndpointFact:
    method, path = route.split()
    return EndpointFact(method, path, at(line, file), **more)


def ok(status: int = 200, *fields: FieldFact, **more: Any) -> ResponseFact:
    return ResponseFact(status, fields=fields, **more)


def setting(topic: Topic, value: str, *, line: int = 1, file: str = API) -> SettingFact:
    return SettingFact(topic, value, at(line, file))


def answer(identifier: str, value: str, line: int = 1) -> AnswerFact:
    return AnswerFact(identifier, "?", value, at(line, "specs/clarifications.md"))


def requirement(text: str, line: int = 1, **more: Any) -> RequirementFact:
    return RequirementFact(more.pop("feature", "tasks"), text, at(line, FEATURE), **more)


def reading(*facts: Fact) -> Reading:
    files: dict[str, list[Fact]] = {}
    for fact in facts:
        files.setdefault(fact.source.file, []).append(fact)
    documents = tuple(DocumentFacts(file, tuple(found)) for file, found in files.items())
    return Reading(documents, MappingProxyType({}))


def users_table(**more: Any) -> TableFact:
    return table(
        "users",
        column("id", "uuid", primary_key=True, nullable=False),
        column("email", "varchar(255)", unique=True, nullable=False),
        column("password_hash", "varchar(255)", nullable=False),
        column("created_at", "timestamptz", nullable=False, default="now()", has_default=True),
        **more,
    )


def tasks_table(*more: ColumnFact, owner: str = "uuid") -> TableFact:
    return table(
        "tasks",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", owner, nullable=False, references="users.id", on_delete="CASCADE"),
        column("title", "varchar(200)", nullable=False),
        column("description", "text", nullable=True),
        column("completed", "boolean", nullable=False, default=False, has_default=True),
        *more,
        column("created_at", "timestamptz", nullable=False, default="now()", has_default=True),
        line=20,
    )


CRUD = (
    endpoint("POST /api/tasks", line=1),
    endpoint("GET /api/tasks", line=2),
    endpoint("GET /api/tasks/{id}", line=3),
    endpoint("PUT /api/tasks/{id}", line=4),
    endpoint("DELETE /api/tasks/{id}", line=5),
)

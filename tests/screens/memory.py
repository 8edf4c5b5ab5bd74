"""A project in memory: what the screens need of a session, with answers that a test can rely on."""

import dataclasses
import threading
from collections.abc import Callable, Collection
from pathlib import Path

from generators.blueprint import (
    Blueprint,
    Body,
    Column,
    ColumnType,
    Entity,
    Operation,
    OperationKind,
    Requirement,
    RequirementStatus,
    Response,
    Settings,
    Source,
    TypeName,
)
from generators.files import GeneratedFile, Origin
from workbench.criteria.verdict import Evidence, State, Verdict
from workbench.errors import WorkbenchError
from workbench.previewing import Preview
from workbench.reading.facts import (
    ColumnFact,
    DocumentFacts,
    EndpointFact,
    FieldFact,
    Finding,
    Reading,
    TableFact,
    Unread,
)
from workbench.reconciling.lines import Side
from workbench.reconciling.plan import Change, ChangeKind, Plan
from workbench.resolving.deciding.questions import Assumption, Choice, Question, Resolution
from workbench.running.events import (
    Collected,
    Coverage,
    FileCoverage,
    Outcome,
    OutputLine,
    Run,
    RunEvent,
    RunFinished,
    StepStarted,
    TestFinished,
    TestResult,
    TestStarted,
)

API = "specs/api/notes.md"
SCHEMA = "specs/database/schema.md"

API_TEXT = """\
# Notes API

## Create a note

`POST /notes` stores a note of the caller.

```json
{"title": "Milk", "pinned": false}
```

## List notes

`GET /notes` gives the caller's notes.

Notes also shimmer when the moon is full.

## Delete a note

`DELETE /notes/{id}` removes a note.
"""

SCHEMA_TEXT = """\
# Tables

## notes

| column | type |
|---|---|
| id | uuid |
| title | varchar(80) |
| owner_id | uuid |
"""

MODEL = '''\
"""Notes as they are stored."""


class Note:
    """One note."""

    id: str
    title: str
'''

SCHEMAS = '''\
"""Notes as they travel."""


class NoteCreate:
    """What a new note holds."""

    title: str


class NotePublic:
    """What a client sees."""

    id: str
'''

ROUTES = '''\
"""Routes of notes."""


async def create_note() -> None:
    """Store a note."""


async def list_notes() -> None:
    """Give the caller's notes."""


async def delete_note() -> None:
    """Remove a note."""
'''

TESTS = '''\
"""Tests of notes."""


async def test_create_note() -> None:
    """It stores the row."""


async def test_list_notes() -> None:
    """It lists the rows."""


async def test_delete_note() -> None:
    """It removes the row."""
'''

NODES = tuple(f"tests/test_notes.py::test_{name}_note{'s' * (name == 'list')}" for name in ("create", "list", "delete"))

ORDER = Question(
    id="notes.order",
    text="In which order are notes listed?",
    choices=(
        Choice("newest", "newest first", "The list ends with ORDER BY created_at DESC."),
        Choice("title", "by title", "The list ends with ORDER BY title."),
    ),
    evidence=(Source(API, 11, 13), Source(SCHEMA, 3, 3)),
    why="People look for what they wrote last.",
    free=True,
    affects=2,
)
MISSING = Question(
    id="notes.missing",
    text="What does deleting a missing note answer?",
    choices=(Choice("404", "404"), Choice("204", "204")),
    evidence=(Source(API, 19, 19),),
)
OWNER = Assumption(
    id="notes.owner",
    text="owner_id is the owner of a note.",
    value="owner_id",
    reason="Its name says so.",
    evidence=(Source(SCHEMA, 9, 9),),
    choices=(Choice("owner_id", "owner_id"), Choice("nobody", "nobody owns notes")),
)


PREVIEW = """\
--- a/app/routes/notes.py
+++ b/app/routes/notes.py
@@ -8,2 +8,2 @@
 async def list_notes() -> None:
-    newest first
+    by title
"""


FAILURE = "tests/test_notes.py:9: in test_list_notes"

PREVIEWS = {("notes.order", "title"): Preview((("app/routes/notes.py", PREVIEW),))}


def a_reading() -> Reading:
    """Read the two documents."""
    endpoints = (
        EndpointFact("POST", "/notes", Source(API, 3, 9)),
        EndpointFact("GET", "/notes", Source(API, 11, 13)),
        EndpointFact("DELETE", "/notes/{id}", Source(API, 17, 19)),
    )
    columns = tuple(
        ColumnFact(FieldFact(name), Source(SCHEMA, line, line))
        for line, name in enumerate(("id", "title", "owner_id"), 7)
    )
    return Reading(
        (
            DocumentFacts(API, endpoints, (Unread(Source(API, 15, 15), "Notes also shimmer"),)),
            DocumentFacts(SCHEMA, (TableFact("notes", columns, Source(SCHEMA, 3, 9), "table"),)),
        ),
        {API: API_TEXT, SCHEMA: SCHEMA_TEXT},
    )


def a_blueprint() -> Blueprint:
    """Give three operations on one table."""

    def operation(name: str, method: str, path: str, kind: OperationKind, lines: tuple[int, int]) -> Operation:
        return Operation(
            f"notes.{name}", method, path, kind, "notes", f"{name}_note", Response(200, Body.EMPTY), "notes",
            requirements=("notes#FR-001",) if name == "create" else (), sources=(Source(API, *lines),),
        )  # fmt: skip

    text = ColumnType(TypeName.TEXT)
    return Blueprint(
        Settings(),
        (
            Entity(
                "notes",
                "note",
                (Column("id", text, primary_key=True, sources=(Source(SCHEMA, 7, 7),)), Column("title", text)),
                sources=(Source(SCHEMA, 3, 9),),
            ),
        ),
        (
            operation("create", "POST", "/notes", OperationKind.CREATE, (3, 9)),
            operation("list", "GET", "/notes", OperationKind.LIST, (11, 13)),
            operation("delete", "DELETE", "/notes/{id}", OperationKind.DELETE, (17, 19)),
        ),
        requirements=(
            Requirement("notes#FR-001", "Notes MUST be stored.", None, RequirementStatus.ENFORCED, Source(API, 5, 5)),
        ),
    )


def some_files() -> tuple[GeneratedFile, ...]:
    """Give model, schemas, routes and tests with their origins."""
    return (
        GeneratedFile("app/models/note.py", MODEL, (Origin("Note", 4, 8, ("table:notes",), (Source(SCHEMA, 3, 9),)),)),
        GeneratedFile(
            "app/schemas/note.py",
            SCHEMAS,
            (
                Origin("NoteCreate", 4, 7, ("notes.create", "table:notes")),
                Origin("NotePublic", 10, 13, ("table:notes",)),
            ),
        ),
        GeneratedFile(
            "app/routes/notes.py",
            ROUTES,
            tuple(
                Origin(
                    f"{verb}_note{'s' * (verb == 'list')}", line, line + 1, (f"notes.{verb}",), (Source(API, *stated),)
                )
                for line, verb, stated in ((4, "create", (3, 9)), (8, "list", (11, 13)), (12, "delete", (17, 19)))
            ),
        ),
        GeneratedFile(
            "tests/test_notes.py",
            TESTS,
            tuple(
                Origin(f"test_{verb}_note{'s' * (verb == 'list')}", line, line + 1, (f"notes.{verb}",))
                for line, verb in ((4, "create"), (8, "list"), (12, "delete"))
            ),
        ),
    )


class MemoryProject:
    """Keeps everything in memory and writes down what it was asked to do."""

    def __init__(
        self, folder: Path, *, questions: tuple[Question, ...] = (ORDER, MISSING), failing: bool = True
    ) -> None:
        self.folder = folder
        self.backend = folder / "backend"
        self.backend.mkdir(exist_ok=True)
        self.questions = questions
        self.failing = failing
        self.clashing = False
        self.preferred: Side | None = None
        self.texts = dict(a_reading().texts)
        self.answers: list[tuple[str, str]] = []
        self.written: list[Plan] = []
        self.selections: list[tuple[str, ...]] = []
        self.hold = threading.Event()
        self.hold.set()
        self.error: Exception | None = None
        self.obstacles: tuple[Finding, ...] = ()
        self._run: Run | None = None
        self._resolution: Resolution | None = None
        self._verdicts: tuple[Verdict, ...] | None = None

    def _fail(self) -> None:
        if self.error:
            raise self.error

    def reading(self) -> Reading:
        self._fail()
        return dataclasses.replace(a_reading(), texts=dict(self.texts), obstacles=self.obstacles)

    def resolution(self) -> Resolution:
        if self._resolution is None:
            self._resolution = Resolution(a_blueprint(), self.questions, (OWNER,))
        return self._resolution

    def files(self) -> tuple[GeneratedFile, ...]:
        return some_files()

    def plan(self, prefer: Side | None = None) -> Plan:
        if self.clashing and prefer is None:
            return Plan((Change("app/models/note.py", ChangeKind.CONFLICT, "mine", "new", ((4, 5),)),))
        self.preferred = prefer
        kind = ChangeKind.UNCHANGED if self.written else ChangeKind.CREATE
        return Plan(tuple(Change(file.path, kind, None, file.text) for file in some_files()))

    def write(self, plan: Plan, leave: Collection[str] = ()) -> None:
        if self.questions:
            raise WorkbenchError("Questions are open; answer them first.")
        self.written.append(plan.without(leave, {}))

    def preview(self, question_id: str, value: str) -> Preview:
        return PREVIEWS.get((question_id, value), Preview(()))

    def answer(self, question_id: str, value: str) -> None:
        self.answers.append((question_id, value))
        self.questions = tuple(question for question in self.questions if question.id != question_id)
        self._resolution = None

    def accept_defaults(self) -> None:
        for question in self.questions:
            self.answer(question.id, question.recommended)

    def run(
        self,
        on_event: Callable[[RunEvent], None],
        selection: tuple[str, ...] = (),
        cancel: threading.Event | None = None,
    ) -> Run:
        self._fail()
        self.selections.append(tuple(selection))
        on_event(StepStarted("tests"))
        on_event(OutputLine("collected 3 items"))
        on_event(Collected(NODES))
        results = []
        for node in NODES:
            on_event(TestStarted(node))
            self.hold.wait(5)
            if cancel and cancel.is_set():
                break
            bad = self.failing and node is NODES[1]
            message = f"{FAILURE}\n    assert order == 1\nE   assert 2 == 1" if bad else ""
            results.append(TestResult(node, Outcome.FAILED if bad else Outcome.PASSED, 0.25, message))
            on_event(TestFinished(results[-1]))
        coverage = Coverage(91.5, (FileCoverage("app/routes/notes.py", 20, (5, 9)), FileCoverage("app/main.py", 4, ())))
        complete = len(results) == len(NODES)
        self._run = Run(int(self.failing), 1.5, tuple(results), coverage if complete else None, complete=complete)
        self._verdicts = None
        on_event(RunFinished(self._run))
        return self._run

    def last_run(self) -> Run | None:
        return self._run

    def check(self) -> tuple[Verdict, ...]:
        if self._verdicts is None:
            state = State.AMBER if self._run is None else State.RED if self.failing else State.GREEN
            row = Evidence(
                "POST /notes answers",
                state,
                "notes.create",
                Source(API, 3, 9),
                Source("app/routes/notes.py", 4, 5),
                NODES[0],
            )
            self._verdicts = tuple(
                Verdict(f"C{number}", f"Criterion {number}", state, f"because of {number}", (row,))
                for number in range(1, 12)
            )
        return self._verdicts

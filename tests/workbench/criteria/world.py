"""A small world to judge: tasks that belong to users, a run in which all went well, and the code behind it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import dedent

from generators.blueprint import (
    Access,
    Blueprint,
    Body,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    EntityPurpose,
    OwnerPath,
    Reference,
    Requirement,
    RequirementStatus,
    Response,
    Settings,
    Source,
    TypeName,
)
from generators.files import GeneratedFile, Origin
from tests.generators.examples.parts import TEXT, UUID, K, operation, row
from workbench.criteria import CRITERIA
from workbench.criteria.grounds import Grounds
from workbench.criteria.verdict import Verdict
from workbench.running.events import (
    Coverage,
    Exchange,
    FileCoverage,
    ObservedColumn,
    ObservedConstraint,
    Outcome,
    Run,
    StoredRow,
    TestResult,
)

API, TABLES, FEATURES = "specs/api/tasks.md", "specs/database/schema.md", "specs/features/tasks.md"
TEST = "tests/test_tasks.py::"

USERS = Entity("users", "user", (Column("id", UUID, primary_key=True),), EntityPurpose.USERS)
TASKS = Entity(
    "tasks",
    "task",
    (
        Column("id", UUID, primary_key=True, role=ColumnRole.ID, sources=(Source(TABLES, 4, 4),)),
        Column("user_id", UUID, references=Reference("users", "id"), role=ColumnRole.OWNER),
        Column("title", ColumnType(TypeName.VARCHAR, length=200), sources=(Source(TABLES, 6, 6),)),
    ),
    owner=OwnerPath(("user_id",)),
    sources=(Source(TABLES, 1, 7),),
)
CREATE = operation(
    "tasks.create", "POST /api/tasks", K.CREATE, "create_task", body=(BodyField("title", TEXT, "title"),), errors=(),
    sources=(Source(API, 3, 9),)
)  # fmt: skip
LIST = operation("tasks.list", "GET /api/tasks", K.LIST, "list_tasks", response=Response(200, Body.ITEMS), errors=())
READ = operation(
    "tasks.read", "GET /api/tasks/{id}", K.READ, "read_task", path_parameters=(row("id", "tasks"),), errors=()
)
HEALTH = operation(
    "health.read", "GET /health", K.HEALTH, "read_health", entity=None, response=Response(200, Body.EMPTY), errors=(),
    access=Access.PUBLIC, sources=(Source(API, 40, 40),)
)  # fmt: skip
REQUIREMENT = Requirement(
    "tasks#FR-001",
    "Users can add tasks.",
    None,
    RequirementStatus.ENFORCED,
    Source(FEATURES, 5, 5),
    by=("tasks.create",),
)
BLUEPRINT = Blueprint(Settings(), (USERS, TASKS), (CREATE, LIST, READ, HEALTH), requirements=(REQUIREMENT,))

ROUTES = '''
    """Routes for tasks."""

    from fastapi import APIRouter
    from sqlmodel import select

    from app.dependencies import CurrentUser, SessionDep
    from app.models.task import Task

    router = APIRouter()


    @router.post("/api/tasks")
    async def create_task(title: str, user: CurrentUser, session: SessionDep) -> Task:
        """Store a task of the caller."""
        task = Task(title=title, user_id=user.id)
        session.add(task)
        await session.flush()
        return task


    @router.get("/api/tasks")
    async def list_tasks(user: CurrentUser, session: SessionDep) -> list[Task]:
        """List the caller's tasks."""
        return list(await session.scalars(select(Task).where(Task.user_id == user.id)))
'''
CODE = {
    "app/__init__.py": "",
    "app/models/task.py": '''
        """The table of tasks."""

        from sqlmodel import SQLModel


        class Task(SQLModel, table=True):
            """A task."""

            __tablename__ = "tasks"
            title: str
    ''',
    "app/routes/tasks.py": ROUTES,
    "app/config.py": '''
        """Settings."""

        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            """What the environment says."""

            database_url: str
            better_auth_secret: str
    ''',
    "tests/test_tasks.py": '''
        """Tests for tasks."""


        async def test_create(client: object) -> None:
            assert client
    ''',
    ".env.example": "DATABASE_URL=postgresql://user:password@localhost/tasks\nBETTER_AUTH_SECRET=\n",
    ".gitignore": ".env\n",
}
FILES = (
    GeneratedFile(
        "app/routes/tasks.py",
        "",
        (Origin("create_task", 1, 2, ("tasks.create",)), Origin("list_tasks", 3, 4, ("tasks.list",))),
    ),
    GeneratedFile("app/models/task.py", "", (Origin("Task", 1, 2, ("table:tasks",)),)),
    GeneratedFile(
        "tests/test_tasks.py",
        "",
        (
            Origin("test_create", 4, 5, ("tasks.create",)),
            Origin("test_list", 4, 5, ("tasks.list",)),
            Origin("test_errors", 4, 5, ("errors",)),
        ),
    ),
)
ROUTE_DOCUMENT = {
    "paths": {
        "/api/tasks": {"post": {"requestBody": {}}, "get": {}},
        "/api/tasks/{task_id}": {"get": {}},
        "/health": {"get": {}},
    }
}


def exchange(
    test: str, method: str, path: str, status: int, subject: str | None = "ann", **others: str | bool
) -> Exchange:
    """Give an exchange of a test; ``route`` follows from the path."""
    collection, _, key = path.removeprefix("/api/").partition("/")
    route = f"/api/{collection}/{{key}}" if collection and key else path
    detail = '{"detail": "No."}' if status >= 400 else ""
    known = {"response_body": detail, "route": route, **others}
    token = subject is not None
    return Exchange(f"{TEST}{test}", method=method, path=path, status=status, token=token, subject=subject, **known)  # type: ignore[arg-type]


EXCHANGES = (
    exchange(
        "test_create",
        "POST",
        "/api/tasks",
        201,
        request_body='{"title": "a"}',
        response_body='{"id": "t1", "title": "a"}',
    ),
    exchange("test_create", "POST", "/api/tasks", 422, request_body='{"title": null}'),
    exchange("test_read", "GET", "/api/tasks/t1", 200),
    exchange("test_read", "GET", "/api/tasks/t1", 404, "ben"),
    exchange("test_read", "GET", "/api/tasks/%00", 422),
    exchange("test_list", "GET", "/api/tasks", 200, "ben", response_body='[{"id": "t2", "title": "b"}]'),
    exchange("test_health", "GET", "/health", 200, None),
    *(
        exchange("test_tokens", method, path, 401, subject, forged=subject is not None)
        for method, path in (("POST", "/api/tasks"), ("GET", "/api/tasks"), ("GET", "/api/tasks/t1"))
        for subject in (None, "ann")
    ),
)
ROWS = (
    StoredRow(f"{TEST}test_read", "tasks", (("id", "t1"), ("user_id", "ann"))),
    StoredRow(f"{TEST}test_list", "tasks", (("id", "t1"), ("user_id", "ann"))),
)
RUN = Run(
    exit_code=0,
    seconds=1.0,
    tests=tuple(
        TestResult(f"{TEST}{name}", Outcome.PASSED, 0.1)
        for name in ("test_create", "test_read", "test_list", "test_health", "test_tokens", "test_errors")
    ),
    coverage=Coverage(96.25, (FileCoverage("app/routes/tasks.py", 20, (7,)),)),
    exchanges=EXCHANGES,
    rows=ROWS,
    columns=(
        ObservedColumn("users", "id", "uuid", nullable=False),
        ObservedColumn("tasks", "id", "uuid", nullable=False),
        ObservedColumn("tasks", "user_id", "uuid", nullable=False),
        ObservedColumn("tasks", "title", "character varying(200)", nullable=False),
    ),
    constraints=(
        ObservedConstraint("users", "pk_users", "primary key", "PRIMARY KEY (id)"),
        ObservedConstraint("tasks", "pk_tasks", "primary key", "PRIMARY KEY (id)"),
        ObservedConstraint("tasks", "fk_tasks", "foreign key", "FOREIGN KEY (user_id) REFERENCES users(id)"),
    ),
    openapi=json.dumps(ROUTE_DOCUMENT),
    warnings_as_errors=True,
)


@dataclass
class World:
    """What is judged; change a member, or write another text over a file, and ask again."""

    backend: Path
    blueprint: Blueprint = BLUEPRINT
    files: tuple[GeneratedFile, ...] = FILES
    run: Run | None = RUN
    _criteria: dict[str, Callable[[Grounds], Verdict]] = field(
        default_factory=lambda: {criterion.id: criterion.judge for criterion in CRITERIA}
    )

    def write(self, path: str, text: str) -> None:
        """Write a file of the backend."""
        file = self.backend / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file of the backend."""
        text = (self.backend / path).read_text(encoding="utf-8")
        assert old in text
        (self.backend / path).write_text(text.replace(old, new), encoding="utf-8")

    def change_run(self, **members: object) -> None:
        """Change members of the run."""
        assert self.run is not None
        self.run = replace(self.run, **members)  # type: ignore[arg-type]

    def observe(self, *exchanges: Exchange, instead_of: str = "") -> None:
        """Add exchanges to the run; those of the test ``instead_of`` are taken out."""
        kept = tuple(each for each in EXCHANGES if not instead_of or not each.node.endswith(instead_of))
        self.change_run(exchanges=(*kept, *exchanges))

    def end(self, test: str, outcome: Outcome) -> None:
        """Let a test end in another way."""
        tests = tuple(
            replace(each, outcome=outcome) if each.node.endswith(test) else each for each in (self.run or RUN).tests
        )
        self.change_run(tests=tests)

    def change_operation(self, identifier: str, **members: object) -> None:
        """Change members of an operation of the blueprint."""
        operations = tuple(
            replace(each, **members) if each.id == identifier else each  # type: ignore[arg-type]
            for each in self.blueprint.operations
        )
        self.blueprint = replace(self.blueprint, operations=operations)

    def own_subtasks(self) -> None:
        """Add a table below tasks, whose rows belong to the owner of their task, and an operation that reads it."""
        columns = (Column("id", UUID, primary_key=True), Column("task_id", UUID, references=Reference("tasks", "id")))
        subtasks = Entity("subtasks", "subtask", columns, owner=OwnerPath(("task_id", "user_id")))
        read = replace(
            READ,
            id="subtasks.read",
            path="/api/subtasks/{id}",
            entity="subtasks",
            path_parameters=(row("id", "subtasks"),),
        )
        entities = (*self.blueprint.entities, subtasks)
        self.blueprint = replace(self.blueprint, entities=entities, operations=(*self.blueprint.operations, read))

    def use_settings(self, settings: Settings) -> None:
        """Use other settings."""
        self.blueprint = replace(self.blueprint, settings=settings)

    @staticmethod
    def passed(test: str) -> TestResult:
        """Give a test that passed."""
        return TestResult(f"{TEST}{test}", Outcome.PASSED, 0.1)

    def judge(self, criterion: str) -> Verdict:
        """Give the verdict on one criterion."""
        return self._criteria[criterion](Grounds(self.blueprint, self.files, self.run, self.backend))

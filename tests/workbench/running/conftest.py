"""A backend of one table, small enough to read, that follows the conventions of generated ones."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from workbench.running import Server, open_server

_FILES = {
    "pyproject.toml": """
        [project]
        name = "notes"
        version = "0"

        [tool.pytest.ini_options]
        asyncio_mode = "auto"
        asyncio_default_fixture_loop_scope = "function"
        filterwarnings = ["error"]
        testpaths = ["tests"]
    """,
    ".env.example": """
        DATABASE_URL=postgresql://user@host/notes
        BETTER_AUTH_SECRET=
        LOG_LEVEL=INFO
    """,
    "alembic.ini": """
        [alembic]
        script_location = migrations
    """,
    "migrations/env.py": """
        import asyncio
        from alembic import context
        from app.database import metadata, open_engine

        def migrate(connection):
            context.configure(connection=connection, target_metadata=metadata)
            with context.begin_transaction():
                context.run_migrations()

        async def main():
            engine = open_engine()
            async with engine.connect() as connection:
                await connection.run_sync(migrate)
                await connection.commit()
            await engine.dispose()

        asyncio.run(main())
    """,
    "migrations/versions/0001_notes.py": """
        import sqlalchemy as sa
        from alembic import op

        revision, down_revision = "0001", None

        def upgrade():
            op.create_table(
                "notes",
                sa.Column("id", sa.Integer, primary_key=True),
                sa.Column("owner", sa.String(40), nullable=False),
                sa.Column("title", sa.Text, nullable=True),
            )

        def downgrade():
            op.drop_table("notes")
    """,
    "app/__init__.py": "",
    "app/config.py": """
        import os

        SECRET = os.environ["BETTER_AUTH_SECRET"]
    """,
    "app/database.py": """
        import os
        import sqlalchemy as sa
        from sqlalchemy.ext.asyncio import create_async_engine

        metadata = sa.MetaData()
        notes = sa.Table(
            "notes",
            metadata,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("owner", sa.String(40), nullable=False),
            sa.Column("title", sa.Text, nullable=True),
        )

        def open_engine(url=None):
            return create_async_engine((url or os.environ["DATABASE_URL"]).replace("://", "+asyncpg://", 1))
    """,
    "app/main.py": """
        import jwt
        import sqlalchemy as sa
        from fastapi import Depends, FastAPI, HTTPException
        from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
        from pydantic import BaseModel, Field
        from app.config import SECRET
        from app.database import notes, open_engine

        app = FastAPI(title="Notes")

        class NoteCreate(BaseModel):
            title: str = Field(min_length=1, max_length=5)

        class NotePublic(NoteCreate):
            id: int

        def caller(token: HTTPAuthorizationCredentials | None = Depends(HTTPBearer(auto_error=False))) -> str:
            try:
                return jwt.decode(token.credentials, SECRET, algorithms=["HS256"])["sub"]
            except (jwt.PyJWTError, AttributeError):
                raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Bearer"}) from None

        async def connection():
            engine = open_engine()
            try:
                async with engine.begin() as opened:
                    yield opened
            finally:
                await engine.dispose()

        REFUSALS = {code: {"content": {"application/json": {"schema": {"type": "object"}}}} for code in (401, 404)}

        @app.post("/notes", status_code=201, response_model=NotePublic, responses=REFUSALS)
        async def create_note(note: NoteCreate, owner=Depends(caller), db=Depends(connection)):
            statement = sa.insert(notes).values(owner=owner, title=note.title).returning(notes)
            return (await db.execute(statement)).one()._mapping

        @app.get("/notes/{note_id}", response_model=NotePublic, responses=REFUSALS)
        async def read_note(note_id: int, owner=Depends(caller), db=Depends(connection)):
            statement = sa.select(notes).where(notes.c.id == note_id, notes.c.owner == owner)
            row = (await db.execute(statement)).one_or_none()
            if row is None:
                raise HTTPException(404, "Note not found")
            return row._mapping

        @app.get("/broken", responses=REFUSALS, response_model=None)
        async def broken():
            return {"stays": "undocumented"} if app.title else None
    """,
    "tests/conftest.py": """
        import asyncio
        import os
        import secrets
        import httpx
        import jwt
        import pytest
        from app.database import metadata, open_engine
        from sqlalchemy import text

        SERVER = os.environ["TEST_DATABASE_URL"]
        NAME = "notes_" + secrets.token_hex(4)
        os.environ["DATABASE_URL"] = SERVER.replace("/postgres?", f"/{NAME}?", 1)

        async def on_server(statement):
            engine = open_engine(SERVER).execution_options(isolation_level="AUTOCOMMIT")
            async with engine.connect() as connection:
                await connection.execute(text(statement))
            await engine.dispose()

        async def create_tables():
            engine = open_engine()
            async with engine.begin() as connection:
                await connection.run_sync(metadata.create_all)
            await engine.dispose()

        @pytest.fixture(scope="session", autouse=True)
        def database():
            asyncio.run(on_server(f"CREATE DATABASE {NAME}"))
            asyncio.run(create_tables())
            yield
            asyncio.run(on_server(f"DROP DATABASE {NAME} WITH (FORCE)"))

        def bearer(subject, secret=None):
            token = jwt.encode({"sub": subject}, secret or os.environ["BETTER_AUTH_SECRET"], "HS256")
            return {"Authorization": f"Bearer {token}"}

        @pytest.fixture
        def ann():
            return bearer("ann")

        @pytest.fixture
        def ben():
            return bearer("ben")

        @pytest.fixture
        def forged():
            return bearer("ann", "x" * 32)

        @pytest.fixture
        async def client():
            from app.main import app
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as opened:
                yield opened
    """,
    "tests/test_notes.py": """
        async def test_create_and_read(client, ann):
            created = await client.post("/notes", json={"title": "milk"}, headers=ann)
            assert created.status_code == 201
            read = await client.get(f"/notes/{created.json()['id']}", headers=ann)
            assert read.json() == created.json()

        async def test_other_user_sees_nothing(client, ann, ben):
            created = await client.post("/notes", json={"title": "milk"}, headers=ann)
            assert (await client.get(f"/notes/{created.json()['id']}", headers=ben)).status_code == 404

        async def test_tokens(client, forged):
            assert (await client.get("/notes/1")).status_code == 401
            assert (await client.get("/notes/1", headers=forged)).status_code == 401

        async def test_title_is_limited(client, ann):
            assert (await client.post("/notes", json={"title": "x" * 6}, headers=ann)).status_code == 422
    """,
}


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write dedented texts under ``folder``."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")


@pytest.fixture(scope="session")
def notes_anew(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Give a function that writes a small backend, whose four tests pass, to a folder of its own."""

    def written() -> Path:
        backend = tmp_path_factory.mktemp("notes") / "backend"
        write_files(backend, _FILES)
        return backend

    return written


@pytest.fixture
def notes_backend(notes_anew: Callable[[], Path]) -> Path:
    """Give the folder of a small backend for one test."""
    return notes_anew()


@pytest.fixture(scope="module")
def notes_once(notes_anew: Callable[[], Path]) -> Path:
    """Give the small backend for tests that do not change it."""
    return notes_anew()


@pytest.fixture
def place() -> Iterator[Path]:
    """Give an empty folder outside of pytest's own: as root that one is closed to PostgreSQL's user by the next run."""
    with tempfile.TemporaryDirectory(prefix="workbench-test-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def data() -> Iterator[Path]:
    """Give the data folder that the runs of this session share."""
    with tempfile.TemporaryDirectory(prefix="workbench-test-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "pg"


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[Server]:
    """Keep the server up from the first run to the last."""
    with open_server(data) as opened:
        yield opened

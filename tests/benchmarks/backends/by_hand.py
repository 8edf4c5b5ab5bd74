"""FastAPI with asyncpg and SQL by hand: what the framework can give at best."""

import datetime as dt
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Literal

import asyncpg
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials
from pydantic import BaseModel, Field

from tests.benchmarks.backends.shared import RequestLog, bearer, subject_of

COLUMNS = "id, title, description, priority, tags, due_at, completed, completed_at, created_at, updated_at"
READ = f"SELECT {COLUMNS} FROM todos WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL"
LIST = (
    f"SELECT {COLUMNS}, (SELECT count(*) FROM todos WHERE user_id = $1 AND deleted_at IS NULL) AS total "
    "FROM todos WHERE user_id = $1 AND deleted_at IS NULL ORDER BY created_at DESC, id LIMIT $2 OFFSET $3"
)
CREATE = (
    "INSERT INTO todos (user_id, title, description, priority, tags, due_at) VALUES ($1, $2, $3, $4, $5, $6) "
    f"RETURNING {COLUMNS}"
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the pool, and close it."""
    app.state.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=5, max_size=20)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)
app.add_middleware(RequestLog)


class TodoCreate(BaseModel):
    """What clients write."""

    title: str = Field(min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=2000)
    priority: Literal["low", "medium", "high"] = "medium"
    tags: list[str] = []
    due_at: dt.datetime | None = None


class TodoPublic(TodoCreate):
    """What clients see."""

    id: uuid.UUID
    completed: bool
    completed_at: dt.datetime | None
    created_at: dt.datetime
    updated_at: dt.datetime


class TodoPage(BaseModel):
    """A page of todos."""

    total: int
    items: list[TodoPublic]
    limit: int
    offset: int


async def get_user_id(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> uuid.UUID:
    """Give the key of the calling user."""
    user_id = subject_of(credentials.credentials)
    if await app.state.pool.fetchval("SELECT 1 FROM users WHERE id = $1", user_id) is None:
        raise HTTPException(401, "Not authenticated.")
    return user_id


UserId = Annotated[uuid.UUID, Depends(get_user_id)]


@app.get("/api/todos")
async def list_todos(
    user_id: UserId, limit: Annotated[int, Query(ge=1, le=100)] = 10, offset: Annotated[int, Query(ge=0)] = 0
) -> TodoPage:
    """List the caller's todos."""
    rows = await app.state.pool.fetch(LIST, user_id, limit, offset)
    total = rows[0]["total"] if rows else 0
    return TodoPage(total=total, items=[TodoPublic(**row) for row in rows], limit=limit, offset=offset)


@app.get("/api/todos/{todo_id}")
async def read_todo(todo_id: uuid.UUID, user_id: UserId) -> TodoPublic:
    """Read one todo."""
    row = await app.state.pool.fetchrow(READ, todo_id, user_id)
    if row is None:
        raise HTTPException(404, "Todo not found.")
    return TodoPublic(**row)


@app.post("/api/todos", status_code=201)
async def create_todo(body: TodoCreate, user_id: UserId) -> TodoPublic:
    """Create a todo."""
    values = (body.title, body.description, body.priority, body.tags, body.due_at)
    return TodoPublic(**await app.state.pool.fetchrow(CREATE, user_id, *values))

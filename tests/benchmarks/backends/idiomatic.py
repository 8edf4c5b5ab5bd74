"""FastAPI with SQLModel as most people write it: entities, a session for each request, commit and refresh."""

import datetime as dt
import os
import uuid
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials
from sqlalchemy import ARRAY, DateTime, Text, func
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from tests.benchmarks.backends.shared import RequestLog, bearer, subject_of

engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://"), pool_size=20, pool_pre_ping=True
)
sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
app = FastAPI()
app.add_middleware(RequestLog)


def now() -> dt.datetime:
    """Give the present time."""
    return dt.datetime.now(dt.UTC)


class User(SQLModel, table=True):
    """An account."""

    __tablename__ = "users"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    email: str
    name: str
    password_hash: str
    role: str = "user"


class TodoBase(SQLModel):
    """What clients write."""

    title: str = Field(min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=2000)
    priority: str = "medium"
    tags: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    due_at: dt.datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class Todo(TodoBase, table=True):
    """A stored todo."""

    __tablename__ = "todos"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    completed: bool = False
    completed_at: dt.datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    created_at: dt.datetime = Field(default_factory=now, sa_type=DateTime(timezone=True))
    updated_at: dt.datetime = Field(default_factory=now, sa_type=DateTime(timezone=True))
    deleted_at: dt.datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class TodoPublic(TodoBase):
    """What clients see."""

    id: uuid.UUID
    completed: bool
    completed_at: dt.datetime | None
    created_at: dt.datetime
    updated_at: dt.datetime


class TodoPage(SQLModel):
    """A page of todos."""

    total: int
    items: list[TodoPublic]
    limit: int
    offset: int


async def get_session() -> AsyncIterator[AsyncSession]:
    """Give a session."""
    async with sessions() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


async def get_current_user(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)], session: SessionDep
) -> User:
    """Give the calling user."""
    user = await session.get(User, subject_of(credentials.credentials))
    if user is None:
        raise HTTPException(401, "Not authenticated.")
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


@app.get("/api/todos", response_model=TodoPage)
async def list_todos(
    user: CurrentUser,
    session: SessionDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> TodoPage:
    """List the caller's todos."""
    mine = (col(Todo.user_id) == user.id, col(Todo.deleted_at).is_(None))
    total = (await session.exec(select(func.count()).select_from(Todo).where(*mine))).one()
    statement = select(Todo).where(*mine).order_by(col(Todo.created_at).desc()).limit(limit).offset(offset)
    rows = (await session.exec(statement)).all()
    return TodoPage(total=total, items=[TodoPublic.model_validate(row) for row in rows], limit=limit, offset=offset)


@app.get("/api/todos/{todo_id}", response_model=TodoPublic)
async def read_todo(todo_id: uuid.UUID, user: CurrentUser, session: SessionDep) -> Todo:
    """Read one todo."""
    todo = await session.get(Todo, todo_id)
    if todo is None or todo.user_id != user.id or todo.deleted_at is not None:
        raise HTTPException(404, "Todo not found.")
    return todo


@app.post("/api/todos", response_model=TodoPublic, status_code=201)
async def create_todo(body: TodoBase, user: CurrentUser, session: SessionDep) -> Todo:
    """Create a todo."""
    todo = Todo.model_validate(body, update={"user_id": user.id})
    session.add(todo)
    await session.commit()
    await session.refresh(todo)
    return todo

"""The generated files: complete, deterministic, tied to the specifications, free of what must never be there."""

import ast
import dataclasses
import re

import pytest

from generators.backend import generate
from generators.blueprint import (
    Blueprint,
    Column,
    ColumnType,
    DeleteRule,
    Entity,
    Reference,
    Settings,
    TypeName,
)
from generators.files import GeneratedFile
from generators.frame import frame_rules
from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.examples.notes import notes_blueprint

BLUEPRINTS = pytest.mark.parametrize("name", EXAMPLES)
_FILES: dict[str, tuple[GeneratedFile, ...]] = {}


def files_of(name: str) -> dict[str, GeneratedFile]:
    """Give the files of an example by path, generated once."""
    if name not in _FILES:
        _FILES[name] = generate(EXAMPLES[name])
    return {file.path: file for file in _FILES[name]}


def application(name: str) -> list[GeneratedFile]:
    """Give the Python files below ``app/``."""
    return [file for path, file in files_of(name).items() if path.startswith("app/")]


@BLUEPRINTS
def test_the_same_blueprint_gives_the_same_bytes(name: str) -> None:
    assert generate(EXAMPLES[name]) == tuple(files_of(name).values())


@BLUEPRINTS
def test_the_tree_is_the_promised_one(name: str) -> None:
    paths = set(files_of(name))
    assert {
        "app/main.py",
        "app/config.py",
        "app/dependencies.py",
        "app/database/connection.py",
        "app/middleware/auth.py",
        "app/middleware/logging.py",
        "app/utils/jwt.py",
        "alembic.ini",
        "migrations/env.py",
        ".env.example",
        "requirements.txt",
        "pyproject.toml",
        "README.md",
        "tests/conftest.py",
    } <= paths
    packages = {path.rpartition("/")[0] for path in paths if path.startswith("app/") and path.count("/") > 1}
    assert {f"{package}/__init__.py" for package in packages} <= paths


def test_what_a_project_does_not_need_is_left_out() -> None:
    assert "app/utils/security.py" in files_of("accounts")
    assert "app/utils/security.py" not in files_of("shared-secret")
    assert "app/ports.py" not in files_of("accounts")


@BLUEPRINTS
def test_every_operation_is_tied_to_its_route(name: str) -> None:
    tied = {element for file in application(name) for origin in file.origins for element in origin.elements}
    assert {operation.id for operation in EXAMPLES[name].operations} <= tied


@BLUEPRINTS
def test_every_column_is_tied_to_its_line(name: str) -> None:
    for entity in EXAMPLES[name].entities:
        file = files_of(name)[f"app/models/{entity.singular}.py"]
        lines = file.text.splitlines()
        for column in entity.columns:
            element = f"table:{entity.name}.{column.name}"
            origin = next(origin for origin in file.origins if element in origin.elements)
            assert lines[origin.line - 1].strip().startswith(f"{origin.symbol.rpartition('.')[2]}:")


@BLUEPRINTS
def test_what_holds_for_every_request_is_tied_to_its_code_and_its_test(name: str) -> None:
    blueprint = EXAMPLES[name]
    rules = tuple(frame_rules(blueprint.settings, blueprint.operations))
    files = generate(dataclasses.replace(blueprint, rules=(*blueprint.rules, *rules)))
    for rule in rules:
        folders = {
            file.path.partition("/")[0] for file in files for origin in file.origins if rule.id in origin.elements
        }
        assert folders == {"app", "tests"}, rule.id


@BLUEPRINTS
def test_everything_is_documented_and_typed(name: str) -> None:
    for file in application(name):
        for node in ast.walk(ast.parse(file.text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.returns is not None, (file.path, node.name)
            if isinstance(node, ast.ClassDef):
                assert ast.get_docstring(node), (file.path, node.name)


@BLUEPRINTS
def test_no_sql_text_outside_migrations(name: str) -> None:
    for file in application(name):
        assert not re.search(r"\btext\(|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) ", file.text), file.path


@BLUEPRINTS
def test_no_tables_are_created_beside_the_migrations(name: str) -> None:
    assert not [file.path for file in files_of(name).values() if "create_all" in file.text]


@BLUEPRINTS
def test_routes_are_short(name: str) -> None:
    for path, file in files_of(name).items():
        if path.startswith("app/routes/"):
            for node in ast.parse(file.text).body:
                if isinstance(node, ast.AsyncFunctionDef):
                    assert (node.end_lineno or 0) - node.lineno < 50, node.name


@BLUEPRINTS
def test_the_environment_example_holds_no_secret(name: str) -> None:
    lines = files_of(name)[".env.example"].text.splitlines()
    assert "BETTER_AUTH_SECRET=" in lines or "JWKS_URL=https://localhost:3000/api/auth/jwks" in lines


def test_requirements_are_named_where_they_are_met() -> None:
    assert "todos#FR-001" in files_of("accounts")["app/routes/todos.py"].text


def test_fixed_paths_come_before_parameters() -> None:
    text = files_of("accounts")["app/routes/todos.py"].text
    assert text.index('"/statistics"') < text.index('"/{todo_id}"')


def test_an_administrator_clears_only_the_own_rows() -> None:
    text = files_of("accounts")["app/routes/todos.py"].text
    body = text[text.index("async def delete_completed_todos") :].split("@router")[0]
    assert "col(Todo.user_id) == user.id" in body


def test_published_keys_take_the_place_of_the_shared_secret() -> None:
    files = {file.path: file.text for file in generate(EXAMPLES["published-keys"])}
    assert "app/utils/jwks.py" in files
    assert "httpx" in files["requirements.txt"]
    assert "JWKS_URL" in files[".env.example"]
    assert not [path for path, text in files.items() if "better_auth_secret" in text.lower()]


def test_an_empty_blueprint_gives_a_backend_too() -> None:
    assert generate(Blueprint(Settings(), (), ()))


def test_a_circle_of_foreign_keys_is_closed_after_its_tables() -> None:
    notes = notes_blueprint().entities[0]
    integer = ColumnType(TypeName.INTEGER)
    best = Column("shelf_id", integer, nullable=True, references=Reference("shelves", "id", DeleteRule.SET_NULL))
    cover = Column("cover_id", integer, nullable=True, references=Reference("notes", "id"))
    shelves = Entity("shelves", "shelf", (notes.key[0], cover))
    circle = (dataclasses.replace(notes, columns=(*notes.columns, best)), shelves)
    files = {file.path: file.text for file in generate(dataclasses.replace(notes_blueprint(), entities=circle))}
    assert 'ForeignKey("shelves.id", ondelete="SET NULL", use_alter=True)' in files["app/models/note.py"]
    assert 'foreign_key="notes.id"' in files["app/models/shelf.py"]

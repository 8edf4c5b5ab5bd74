"""Finishing: drafts are formatted, and every symbol finds its lines."""

import pytest

from generators.blueprint import Blueprint, Entity, Settings, Source
from generators.drafts import Draft
from generators.finishing import DraftInvalid, SymbolMissing, finish

SOURCE = Source("specs/database/schema.md", 4, 9)
BLUEPRINT = Blueprint(Settings(), (Entity("todos", "todo", (), sources=(SOURCE,)),), ())


def finished(text: str, **symbols: tuple[str, ...]) -> str:
    """Give the text of one finished draft."""
    return finish((Draft("app/x.py", text, symbols),), BLUEPRINT)[0].text


def test_code_is_formatted() -> None:
    assert finished("x = {'a':1}\n") == 'x = {"a": 1}\n'


def test_imports_are_sorted_and_unused_ones_go() -> None:
    assert finished("import uuid\nimport os\nimport ast\n\nprint(uuid, ast)\n").startswith("import ast\nimport uuid\n")


def test_an_origin_covers_decorators_and_names_the_sources() -> None:
    text = "class A:\n    @staticmethod\n    def run() -> None: ...\n"
    file = finish((Draft("app/x.py", text, {"A.run": ("table:todos",)}),), BLUEPRINT)[0]
    origin = file.origins[0]
    assert file.text.splitlines()[origin.line - 1 : origin.end_line][0].strip() == "@staticmethod"
    assert origin.sources == (SOURCE,)


def test_columns_are_symbols_too() -> None:
    file = finish((Draft("app/x.py", "class A:\n    b: int = 1\n", {"A.b": ("table:todos.b",)}),), BLUEPRINT)[0]
    assert (file.origins[0].line, file.origins[0].end_line) == (2, 2)


def test_files_come_sorted_by_path() -> None:
    files = finish((Draft("b.py", ""), Draft("a.py", "")), BLUEPRINT)
    assert [file.path for file in files] == ["a.py", "b.py"]


def test_a_symbol_that_the_text_does_not_hold_is_a_fault() -> None:
    with pytest.raises(SymbolMissing, match=r"app/x\.py holds no f"):
        finished("x = 1\n", f=("table:todos",))


def test_a_draft_that_is_no_python_is_a_fault_that_says_where() -> None:
    with pytest.raises(DraftInvalid, match=r"x\.py"):
        finished("def f(:\n")

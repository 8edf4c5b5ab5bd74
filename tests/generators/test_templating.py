"""What specifications say becomes Python text that stays valid and plain, whatever is in it."""

import ast
import subprocess

import pytest
from ruff import find_ruff_bin

from generators.templating import docstring, literal, quoted, sentence

NASTY = [
    'Ends with a quote "like this"',
    '"Starts with one" and goes on.',
    'Holds """three""" of them.',
    "A path C:\\new\\table and a trailing backslash\\",
    "Braces {{ and }} and {% and %} stay.",
    "Ünïcode 任务 stays, control \x00\x07\x85 characters do not.",
    "This endpoint lists the tasks.",
    "this is a table of tasks",
    "This lists tasks",
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_docstring_is_valid_and_nothing_to_complain_about(text: str) -> None:
    source = f"def one() -> None:\n    {docstring(sentence(text or 'one'), indent=4)}\n"
    ast.parse(source)
    rules = ("--isolated", "--no-cache", "--select=D,E,W", "--ignore=D100,D203,D213,D401", "--line-length=120", "-")
    done = subprocess.run([find_ruff_bin(), "check", *rules], input=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("This endpoint lists the tasks", "The endpoint lists the tasks."),
        ("This is a table of tasks:", "A table of tasks."),
        ("This lists  tasks!", "Lists tasks!"),
        ("thistles grow", "Thistles grow."),
        ("任务。", "任务."),
        ("This", "This."),
    ],
)
def test_a_sentence_starts_with_what_it_is_about(said: str, written: str) -> None:
    assert sentence(said) == written


def test_a_word_alone_on_its_line_is_no_title_of_a_section() -> None:
    assert docstring("Ends here.\nReturns\nthe rows.") == '"""Ends here. Returns\nthe rows.\n"""'


@pytest.mark.parametrize(
    "text", ["short", "long " * 60, "x" * 300, "tab\tand  two blanks " * 20, "quotes \" and ' " * 30]
)
def test_a_literal_means_the_text(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text


def test_a_long_literal_comes_in_parts() -> None:
    assert literal("word " * 60).startswith("('word ")


@pytest.mark.parametrize("text", ["plain", "it's <b>", 'a "quote"', "back\\slash", "任务"])
def test_quoted_text_is_python_without_needless_escapes(text: str) -> None:
    assert ast.literal_eval(quoted(text)) == text
    assert "\\u" not in quoted(text)


def test_a_long_text_is_written_in_parts_of_a_width() -> None:
    text = "A loan with this member and this title exists already."
    assert literal(text) == repr(text)
    assert ast.literal_eval(literal(text, 20)) == text
    assert all(len(part) <= 22 for part in literal(text, 20).strip("()").split("' '"))

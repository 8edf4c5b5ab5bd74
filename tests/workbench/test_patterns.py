"""Expressions are compiled late, and behave as compiled ones do."""

import re
import subprocess
import sys

import pytest

from workbench.patterns import regex

COMPILE_ALL = """
import importlib, pkgutil, re
import workbench.patterns
workbench.patterns.regex = re.compile
import workbench
for module in pkgutil.walk_packages(workbench.__path__, "workbench."):
    if ".examples." not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_nothing_is_compiled_before_the_first_search(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def count(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", count)

    late = regex(r"lo+p", passing=True)
    assert compiled == []

    assert late.search("a looop") is not None
    assert late.match("a looop") is None
    assert compiled == ["lo+p"]


def test_it_finds_what_a_compiled_expression_finds() -> None:
    late, compiled = (make(r"(\d+)([a-z]?)", re.IGNORECASE) for make in (regex, re.compile))
    text = "12A and 3b, 40"

    assert late.findall(text) == compiled.findall(text)
    assert late.sub(r"<\1>", text) == compiled.sub(r"<\1>", text)
    assert late.split(text) == compiled.split(text)
    assert [match.span() for match in late.finditer(text, 3)] == [match.span() for match in compiled.finditer(text, 3)]
    assert (late.pattern, late.flags) == (compiled.pattern, compiled.flags)


def test_where_a_needed_word_is_missing_it_is_not_even_compiled() -> None:
    late = regex(r"tokens? (?:expire|last)s?\b", re.IGNORECASE)
    text = "A token is sent."

    assert late.search(text) is None
    assert late.findall(text) == []
    assert list(late.finditer(text)) == []
    assert "_compiled" not in vars(late)


@pytest.mark.parametrize("text", ["Tokens EXPIRE", "a token lasts", "nothing", ""])
def test_it_is_found_wherever_a_compiled_expression_is(text: str) -> None:
    late, compiled = (make(r"tokens? (?:expire|last)s?\b", re.IGNORECASE) for make in (regex, re.compile))

    assert late.findall(text) == compiled.findall(text)
    assert [one.span() for one in late.finditer(text, 1)] == [one.span() for one in compiled.finditer(text, 1)]
    assert bool(late.search(text)) is bool(compiled.search(text))


def test_what_a_compiled_expression_lacks_is_missing() -> None:
    assert not hasattr(regex("a"), "seek")


def test_every_expression_of_the_program_compiles() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", COMPILE_ALL], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")

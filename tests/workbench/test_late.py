"""Modules of others are loaded when they are first used, and by what uses them alone."""

import subprocess
import sys

import pytest

from workbench.late import LateModule

HEAVY = {"markdown_it", "sqlglot", "yaml", "jinja2", "merge3", "fasteners", "rich", "textual", "pydantic", "asyncio"}


def test_a_late_module_is_the_module() -> None:
    import colorsys

    late = LateModule("colorsys")

    assert late.rgb_to_hls is colorsys.rgb_to_hls
    with pytest.raises(AttributeError):
        _ = late.missing


def test_a_module_that_is_not_there_is_told_on_use() -> None:
    late = LateModule("no_such_module")
    with pytest.raises(ModuleNotFoundError):
        _ = late.anything


def _loaded(program: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return HEAVY & set(done.stdout.split())


def test_inspecting_loads_nothing_heavy_before_a_document_needs_it() -> None:
    program = (
        "import workbench.__main__, workbench.cli.inspect, workbench.reading.project, workbench.resolving.resolver"
    )
    assert _loaded(program) == set()


def test_the_first_statement_loads_what_reads_it() -> None:
    program = (
        "from workbench.reading.documents import Document\n"
        "from workbench.reading.project import read_document\n"
        "read_document(Document('specs/database/a.sql', 'CREATE TABLE boats (id integer PRIMARY KEY);'))"
    )
    assert _loaded(program) == {"sqlglot"}

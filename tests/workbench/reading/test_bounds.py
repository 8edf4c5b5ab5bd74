"""However large or odd a file is, reading it takes time linear in its length and a bounded memory."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts
from workbench.reading.layout.yaml_nodes import MOST
from workbench.reading.lengths import MOST_LINES
from workbench.reading.project import read_document

API = "openapi: 3.0.3\ninfo: {title: x, version: '1'}\n"
TINY = {
    "headings": ("specs/database/a.md", "", "# a\n\n"),
    "bullets": ("specs/database/a.md", "# Schema\n\n## t table\n\n", "- a: int\n"),
    "rows": ("specs/database/a.md", "## t table\n\n| Column | Type |\n|---|---|\n", "| a | int |\n"),
    "sentences": ("specs/features/a.md", "# F\n\n", "It must be.\n\n"),
    "endpoints": ("specs/api/a.md", "# A\n\n", "- GET /a\n"),
    "disclosures": ("specs/api/a.md", "# A\n\n", "<summary>GET /a</summary>\n"),
    "steps": ("specs/features/a.feature", "Feature: x\n", "Scenario: a\nGiven b\n"),
    "dbml": ("specs/database/a.dbml", "", "Table t {\n a int\n}\n"),
    "prisma": ("specs/database/a.prisma", "", "model T {\n a Int\n}\n"),
    "mermaid": ("specs/database/a.mmd", "erDiagram\n", "A {\n int a\n}\n"),
    "statements": ("specs/database/a.sql", "", "create table t (a int);\n"),
    "paths": ("specs/api/a.yaml", f"{API}paths:\n", "  ? /a\n  : {get: {}}\n"),
    "properties": (
        "specs/api/a.yaml",
        f"{API}paths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n",
        "        a%d: {type: string}\n",
    ),
    "values": ("specs/api/a.yaml", f"{API}x:\n", " - 1\n"),
    "json": ("specs/api/a.json", '{"openapi": "3.0.0", "x": [', '{"a": 1},'),
    "words": ("specs/features/a.md", "# F\n\n", "must be. "),
}
"""Files of nothing but the smallest fact of their notation, which take the most memory for their size."""


def read(text: str, file: str) -> DocumentFacts:
    return read_document(Document(file, text))


def written(kind: str, size: int) -> tuple[str, str]:
    file, head, unit = TINY[kind]
    count = size // len(unit)
    text = head + ("".join(unit % number for number in range(count)) if "%" in unit else unit * count)
    return (f"{text.rstrip(',')}]}}" if kind == "json" else text), file


QUICK = ("headings", "dbml", "json")


@pytest.mark.parametrize(
    "kind", [kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.slow) for kind in TINY]
)
def test_memory_is_never_more_than_ten_times_the_size(kind: str) -> None:
    text, file = written(kind, 1_000_000)
    read(*written(kind, 20_000))  # What is imported by the first file is no part of another one's memory.
    tracemalloc.start()
    try:
        read(text, file)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= 10 * len(text)


@pytest.mark.parametrize("kind", TINY)
def test_time_is_linear_in_the_length(kind: str) -> None:
    """Four times the text, up to what is read of a file, takes about four times as long and not sixteen."""
    taken = []
    for size in (15_000, 60_000):
        text, file = written(kind, size)
        rounds = []
        for _ in range(3):
            start = time.process_time()
            read(text, file)
            rounds.append(time.process_time() - start)
        taken.append(min(rounds))
    assert taken[1] < 9 * taken[0] + 0.2


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TINY)), st.lists(st.binary(min_size=1, max_size=12), min_size=1, max_size=6))
def test_any_bytes_among_facts_are_read_within_a_second(kind: str, noise: list[bytes]) -> None:
    file, head, unit = TINY[kind]
    text = head + "".join(unit * 40 + piece.decode("utf-8", "replace") for piece in noise)
    start = time.process_time()
    found = read(text.replace("\0", "").replace("\r", "\n"), file)
    assert time.process_time() - start < 2
    assert all(finding.text.endswith(".") and finding.source.file == file for finding in found.findings)


def test_what_is_beyond_the_last_line_that_is_read_is_told() -> None:
    text = "# Loans\n\n" + "- A loan must end.\n" * (MOST_LINES + 5)
    found = read(text, "specs/features/a.md")
    (finding,) = found.findings
    assert finding.source.line == MOST_LINES
    assert finding.text == "This document has 10,008 lines; only its first 10,000 were read, so split it here."
    assert max(fact.source.line for fact in found.facts) <= MOST_LINES


@pytest.mark.parametrize("kind", ["values", "json"])
def test_values_beyond_those_that_are_read_are_a_finding(kind: str) -> None:
    file, head, unit = TINY[kind]
    text = f"{head}{unit * (2 * MOST + 5)}"
    (finding,) = read(f"{text.rstrip(',')}]}}" if kind == "json" else text, file).findings
    assert finding.text == "This document was not read, as it holds more than 100,000 values up to here; split it."

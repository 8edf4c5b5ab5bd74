"""Lines and statements that no person wrote are cut or left out, with a sentence that says so."""

import time
import tracemalloc

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import EndpointFact, TableFact
from workbench.reading.lengths import LONGEST_LINE, cut_lines
from workbench.reading.project import read_document

MILLION = 1_000_000
LONG = {
    "one sentence": ("specs/api/a.md", "word " * (MILLION // 5)),
    "endpoints in a row": ("specs/api/a.md", "GET /a/b " * (MILLION // 9)),
    "one row of a table": ("specs/database/a.md", "| a " * (MILLION // 4)),
    "demands in a row": ("specs/features/a.md", "The system MUST do it. " * (MILLION // 23)),
    "one statement": (
        "specs/database/a.sql",
        f"CREATE TABLE t ({', '.join(f'c{n} int' for n in range(MILLION // 12))});",
    ),
    "one broken statement": ("specs/database/a.sql", "CREATE TABLE t (" + "a " * (MILLION // 2)),
}


@pytest.mark.parametrize(("file", "text"), LONG.values(), ids=LONG.keys())
def test_a_line_of_a_million_letters_is_read_within_ten_times_its_size(file: str, text: str) -> None:
    tracemalloc.start()
    start = time.process_time()
    facts = read_document(Document(file, text))
    took, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 10
    assert peak < 10 * len(text)
    assert [finding for finding in facts.findings if "characters" in finding.text]


def test_a_long_line_is_cut_and_the_others_keep_their_numbers() -> None:
    document = Document("specs/api/a.md", f"# A\n{'x' * LONGEST_LINE}y\n### GET /boats\n")
    shorter, (finding,) = cut_lines(document)
    assert shorter.lines == ("# A", "x" * LONGEST_LINE, "### GET /boats", "")
    assert (finding.source.line, "20,001 characters" in finding.text) == (2, True)
    (boats,) = [fact for fact in read_document(document).facts if isinstance(fact, EndpointFact)]
    assert boats.source.line == 3


def test_what_tools_write_on_one_line_is_read_whole() -> None:
    paths = ",".join(f'"/boats{n}":{{"get":{{"responses":{{}}}}}}' for n in range(1_000))
    document = Document("specs/api/a.json", f'{{"openapi":"3.0.0","paths":{{{paths}}}}}')
    assert cut_lines(document) == (document, ())
    assert len([fact for fact in read_document(document).facts if isinstance(fact, EndpointFact)]) == 1_000


def test_statements_beside_one_that_is_too_long_are_read() -> None:
    text = f"CREATE TABLE long ({'a int, ' * 20_000}b int);\nCREATE TABLE boats (id int);\n"
    facts = read_document(Document("specs/database/a.sql", text))
    assert [fact.name for fact in facts.facts if isinstance(fact, TableFact)] == ["boats"]
    (finding,) = facts.findings
    assert "was not read" in finding.text

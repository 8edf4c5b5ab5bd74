"""Files that are broken, huge or hostile: read or refused in a sentence, in bounded time."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.documents import Document
from workbench.reading.facts import EndpointFact, TableFact
from workbench.reading.project import read_document, read_project

HEAD = "openapi: 3.0.3\ninfo: {title: x, version: '1'}\n"
SUFFIXES = ("md", "yaml", "json", "sql", "dbml", "prisma", "feature", "mmd")
GOOD = "# Loans\n\n### GET /loans\n"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SUFFIXES), st.binary(max_size=600))
def test_any_bytes_are_read_or_refused_in_a_sentence(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "specs" / "api").mkdir(parents=True)
        (root / "specs" / "api" / "good.md").write_text(GOOD, encoding="utf-8")
        (root / "specs" / "api" / f"any.{suffix}").write_bytes(data)
        reading = read_project(root)
    name = f"specs/api/any.{suffix}"
    refused = [finding for finding in reading.obstacles if finding.source.file == name]
    assert (name in reading.texts) != bool(refused)
    assert all(finding.text.endswith(".") for finding in refused)
    assert any(fact.path == "/loans" for fact in reading.facts_of(EndpointFact))


def _bomb() -> str:
    letters = "abcdefghijkl"
    rows = [f"{letters[i + 1]}: &{letters[i + 1]} [{','.join([f'*{letters[i]}'] * 9)}]" for i in range(11)]
    return f"{HEAD}a: &a [x, x, x]\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("specs/api/a.yaml", _bomb(), "aliases"),
        ("specs/api/a.yaml", f"{HEAD}x: {'[' * 10_000}{']' * 10_000}\n", "nested too deeply"),
        ("specs/api/a.json", '{"openapi": "3.0.0", "x": ' + "[" * 10_000 + "]" * 10_000 + "}", "nested"),
        ("specs/api/a.yaml", f"{HEAD}paths:\n  /x: [\n", "not valid YAML"),
    ],
)
def test_what_cannot_be_parsed_is_a_finding_with_its_line(file: str, text: str, words: str) -> None:
    (finding,) = read_document(Document(file, text)).findings
    assert words in finding.text
    assert finding.source.line > 1 or "\n" not in text


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("specs/features/a.md", ">" * 10_000 + " x\n"),
        ("specs/features/a.md", "- " * 10_000 + "x\n"),
        ("specs/features/a.md", "[" * 50_000 + "\n"),
        ("specs/features/a.md", "# A\n\n" + "a" * 1_000_000 + "\n"),
        ("specs/api/a.md", "# A\n\n" + "must be GET /x `a` (b, c) 1-5 " * 3_000 + "\n"),
        ("specs/api/a.yaml", f"{HEAD}paths:\n  /x:\n    get:\n      description: {'must be true. ' * 20_000}\n"),
        ("specs/database/a.sql", "CREATE TABLE t (a int CHECK (" + "(" * 5_000 + "a" + ")" * 5_000 + "));\n"),
        ("specs/database/a.dbml", "Table t { " + "a int " * 160_000 + "}\n"),
    ],
)
def test_hostile_shapes_take_bounded_time(file: str, text: str) -> None:
    start = time.process_time()
    assert read_document(Document(file, text)).file == file
    assert time.process_time() - start < 20


def test_schemas_that_refer_to_each_other_end() -> None:
    loop = "components:\n  schemas:\n    A: {properties: {b: {$ref: '#/components/schemas/B'}}}\n"
    loop += "    B: {properties: {a: {$ref: '#/components/schemas/A'}}}\n"
    paths = "paths:\n  /x:\n    post:\n      requestBody:\n        content:\n          application/json:\n"
    text = f"{HEAD}{paths}            schema: {{$ref: '#/components/schemas/A'}}\n{loop}"
    (endpoint,) = (fact for fact in read_document(Document("a.yaml", text)).facts if isinstance(fact, EndpointFact))
    assert [field.name for field in endpoint.body or ()] == ["b"]


def test_a_reference_that_leaves_the_project_gives_nothing_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("properties: {token: {type: string}}\n", encoding="utf-8")
    specs = tmp_path / "project" / "specs" / "api"
    specs.mkdir(parents=True)
    body = "requestBody: {content: {application/json: {schema: {$ref: '../../../secret.yaml'}}}}"
    (specs / "api.yaml").write_text(f"{HEAD}paths:\n  /x:\n    post:\n      {body}\n", encoding="utf-8")
    (endpoint,) = read_project(tmp_path / "project").facts_of(EndpointFact)
    assert not endpoint.body


def test_every_one_of_500_paths_and_schemas_is_read() -> None:
    paths = "".join(
        f"  /things{n}/{{id}}:\n    get:\n      responses: {{'200': {{description: x}}}}\n" for n in range(500)
    )
    schemas = "".join(
        f"    Thing{n}: {{type: object, properties: {{id: {{type: integer}}, name: {{type: string}}}}}}\n"
        for n in range(500)
    )
    facts = read_document(Document("a.yaml", f"{HEAD}paths:\n{paths}components:\n  schemas:\n{schemas}")).facts
    assert len({fact.path for fact in facts if isinstance(fact, EndpointFact)}) == 500
    assert len({fact.name for fact in facts if isinstance(fact, TableFact)}) == 500

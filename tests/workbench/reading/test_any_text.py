"""Whatever a file holds, every reader gives facts, takes its time and raises nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.documents import Document
from workbench.reading.readers import READERS

_FILES = ["specs/database/a.md", "specs/features/a.md", "a.sql", "a.dbml", "a.prisma", "a.feature", "a.json", "a.mmd"]
_PIECES = st.sampled_from(
    [
        "# Loans table\n",
        "- id: int (pk)\n",
        "| a | type |\n|---|---|\n| b | int |\n",
        "```sql\nCREATE TABLE t (\n",
        "```\n",
        "class A(SQLModel, table=True):\n",
        "    x: int = Field(\n",
        "Table t {\n",
        "}\n",
        "(",
        "[",
        "'",
        "`",
        "**",
        "- Q: a → A: b\n",
        "Given a\n",
        "CHECK (",
        "\t",
        "│ id UUID │\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_FILES), st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=14))
def test_no_text_raises(file: str, pieces: list[str]) -> None:
    document = Document(file, "".join(pieces).replace("\r", ""))
    for reader in READERS:
        if reader.applies(document):
            assert reader.read(document).file == file


@pytest.mark.parametrize(
    "unit",
    [
        "- `a`: integer (required)\n",
        "### loans\n\n| Column | Type |\n|---|---|\n| id | int |\n\n",
        "text must be. ",
        "a, ",
        "((",
        "- Given x\n",
    ],
)
def test_time_grows_with_length(unit: str) -> None:
    start = time.process_time()
    document = Document("specs/database/a.md", "# Schema\n\n" + unit * (60_000 // len(unit)))
    for reader in READERS:
        if reader.applies(document):
            reader.read(document)
    assert time.process_time() - start < 20

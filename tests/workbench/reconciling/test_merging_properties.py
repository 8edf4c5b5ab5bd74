"""What holds for a merge of any texts."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from workbench.reconciling.lines import Side
from workbench.reconciling.merging import merge_texts

_STATEMENTS = [
    "import os",
    "from a import b",
    "from a import b, c",
    "x = 1",
    "x = 2",
    "y: int = 3",
    "router.include(x)",
    "def f() -> int:\n    return 1",
    "def f() -> int:\n    # two\n    return 2",
    "@decorated\ndef g() -> None:\n    pass",
    "class A:\n    a: int",
    "class A:\n    b: int\n\n    a: int",
    'class A(\n    Base,\n):\n    """Doc."""\n\n    def m(self) -> None:\n        pass',
    "if TYPE_CHECKING:\n    import z",
    "# a comment",
]
_GAPS = ["\n", "\n\n", "\n\n\n", "\n# above\n", "\n\n\n# section\n\n"]

modules = st.lists(st.tuples(st.sampled_from(_STATEMENTS), st.sampled_from(_GAPS)), max_size=7).map(
    lambda parts: "".join(statement + gap for statement, gap in parts)
)
texts = st.text(alphabet="ab\n ", max_size=40)


@given(base=modules, new=modules)
def test_python_without_hand_edits_becomes_the_new_text(base: str, new: str) -> None:
    assert merge_texts("a.py", base, base, new).text(Side.MINE) == new


@given(base=modules, mine=modules)
def test_python_without_new_text_stays_as_edited(base: str, mine: str) -> None:
    merged = merge_texts("a.py", base, mine, base)
    assert not merged.clashes
    assert merged.text(Side.NEW) == mine


@given(base=modules, mine=modules, new=modules)
def test_merged_python_is_python(base: str, mine: str, new: str) -> None:
    merged = merge_texts("a.py", base, mine, new)
    if not merged.clashes:
        ast.parse(merged.text(Side.MINE))


@given(base=modules, mine=modules, new=modules)
def test_clashes_point_at_lines_on_disk(base: str, mine: str, new: str) -> None:
    lines = mine.splitlines(keepends=True)
    for clash in merge_texts("a.py", base, mine, new).clashes:
        first, last = clash.lines
        assert 1 <= first <= last <= max(1, len(lines))
        if clash.mine:
            assert tuple(lines[first - 1 : last]) == clash.mine


@given(base=texts, mine=texts, new=texts)
def test_other_text_keeps_the_side_that_changed(base: str, mine: str, new: str) -> None:
    assert merge_texts("a.ini", base, base, new).text(Side.MINE) == new
    assert merge_texts("a.ini", base, mine, base).text(Side.NEW) == mine
    assert merge_texts("a.ini", base, mine, mine).text(Side.MINE) == mine

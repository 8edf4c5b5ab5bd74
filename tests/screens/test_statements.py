"""Statements: which lines of a piece of code belong together."""

from screens.statements import block_of, statements_of

CODE = """\
@get("/boats")
async def boats(
    a: int,
) -> list[
    int
]:
    \"\"\"Give them.

    All (of them.
    \"\"\"
    if a:
        call(a)

    else:
        leave()
"""
LINES = CODE.split("\n")


def test_what_brackets_and_quotes_hold_together_is_one_statement() -> None:
    assert statements_of(LINES) == [0, 1, 1, 1, 1, 1, 6, 6, 6, 6, 10, 11, 12, 13, 14, 15]


def test_a_line_stands_below_what_is_less_moved_in() -> None:
    assert [block_of(LINES, index) for index in (11, 14, 10, 0)] == [10, 13, 5, None]

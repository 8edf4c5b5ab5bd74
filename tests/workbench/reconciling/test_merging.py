"""Python files are merged by symbol: units that only one side changed never meet."""

import ast
from textwrap import dedent

import pytest

from workbench.reconciling.lines import Merged, Side
from workbench.reconciling.merging import merge_order, merge_texts

BASE = dedent('''\
    """Routes of the books."""

    from fastapi import APIRouter
    from app.models import Book

    router = APIRouter()


    class BookPublic(Base):
        """A book as anyone may see it."""

        id: int
        title: str = Field(
            max_length=200,
        )


    @router.get("/books")
    async def list_books() -> list[Book]:
        """Give all books."""
        return await find_books()


    # Reads one book.
    @router.get("/books/{book_id}")
    async def read_book(book_id: int) -> Book:
        """Give one book."""
        return await find_book(book_id)
''')


def edit(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def merge(mine: str, new: str, base: str | None = BASE) -> Merged:
    return merge_texts("app/routes/books.py", base, mine, new)


def clean(mine: str, new: str, base: str | None = BASE) -> str:
    merged = merge(mine, new, base)
    assert not merged.clashes
    text = merged.text(Side.MINE)
    ast.parse(text)
    return text


def test_a_hand_edited_function_and_another_changed_one_are_both_kept() -> None:
    text = clean(
        edit(BASE, ("await find_books()", "sorted(await find_books())")),
        edit(BASE, ("await find_book(book_id)", "await find_book(book_id, lock=True)")),
    )
    assert "sorted(await find_books())" in text
    assert "lock=True" in text


def test_only_the_touched_lines_differ() -> None:
    mine = edit(BASE, ("await find_books()", "sorted(await find_books())"))
    new = edit(BASE, ("await find_book(book_id)", "await find_book(book_id, lock=True)"))
    assert clean(mine, new) == edit(mine, ("await find_book(book_id)", "await find_book(book_id, lock=True)"))


def test_nothing_changed_by_hand_gives_the_new_text() -> None:
    new = edit(BASE, ("    id: int", "    id: int\n    isbn: str"), ("# Reads one book.\n", ""))
    assert clean(BASE, new) == new


def test_nothing_newly_generated_gives_the_text_on_disk() -> None:
    mine = edit(BASE, ("\n\nrouter", "\n# by hand\n\n\nrouter"), ("    id: int", "    id: int  # the key"))
    assert clean(mine, BASE) == mine


def test_new_fields_of_both_sides_at_the_same_place_are_both_kept() -> None:
    text = clean(
        edit(BASE, ("    id: int\n", "    id: int\n    shelf: str\n")),
        edit(BASE, ("    id: int\n", "    id: int\n    isbn: str\n")),
    )
    assert "    shelf: str\n    isbn: str\n    title" in text or "    isbn: str\n    shelf: str\n    title" in text


def test_a_new_field_and_an_edited_field_of_one_class_are_both_kept() -> None:
    text = clean(
        edit(BASE, ("max_length=200", "max_length=300")),
        edit(BASE, ("    id: int\n", "    id: int\n    isbn: str\n")),
    )
    assert "max_length=300" in text
    assert "isbn: str" in text


def test_functions_added_at_the_end_by_both_sides_are_both_kept() -> None:
    mine = BASE + "\n\ndef by_hand() -> None:\n    pass\n"
    new = BASE + "\n\ndef generated() -> None:\n    pass\n"
    text = clean(mine, new)
    assert text.count("\n\n\ndef ") == 2
    assert text.endswith("    pass\n")


def test_names_imported_by_both_sides_are_united() -> None:
    text = clean(
        edit(BASE, ("import APIRouter", "import APIRouter, Depends")),
        edit(BASE, ("import APIRouter", "import APIRouter, Query")),
    )
    assert "from fastapi import APIRouter, Depends, Query\n" in text


def test_a_name_whose_import_was_dropped_by_one_side_is_gone() -> None:
    base = edit(BASE, ("import APIRouter", "import APIRouter, Query"))
    text = clean(edit(base, (", Query", ", Query, Depends")), BASE, base)
    assert "from fastapi import APIRouter, Depends\n" in text


def test_long_imports_are_broken_as_the_formatter_would() -> None:
    names = ", ".join(f"parameter_{number}" for number in range(5))
    text = clean(
        edit(BASE, ("import APIRouter", f"import APIRouter, {names}")),
        edit(BASE, ("import APIRouter", "import APIRouter, Query")),
    )
    assert "from fastapi import (\n    APIRouter,\n    Query,\n    parameter_0,\n" in text


def test_imports_with_comments_are_merged_by_line() -> None:
    merged = merge(
        edit(BASE, ("import APIRouter", "import APIRouter  # noqa: F401")),
        edit(BASE, ("import APIRouter", "import APIRouter, Query")),
    )
    assert len(merged.clashes) == 1


def test_different_edits_of_one_line_clash_there_and_nowhere_else() -> None:
    mine = edit(BASE, ("await find_books()", "mine()"), ("    id: int", "    id: str"))
    merged = merge(mine, edit(BASE, ("await find_books()", "new()")))
    (clash,) = merged.clashes
    line = mine.splitlines().index("    return mine()") + 1
    assert clash.lines == (line, line)
    assert "id: str" in merged.text(Side.NEW)


def test_edits_of_different_lines_in_one_function_are_both_kept() -> None:
    text = clean(
        edit(BASE, ('"""Give all books."""', '"""Give all books, sorted."""')),
        edit(BASE, ("await find_books()", "await find_books(limit=10)")),
    )
    assert "sorted." in text
    assert "limit=10" in text


def test_a_function_deleted_by_hand_stays_deleted() -> None:
    mine = BASE[: BASE.index("\n\n# Reads one book.")]
    text = clean(mine, edit(BASE, ("    id: int", "    id: int\n    isbn: str")))
    assert "read_book" not in text
    assert "isbn" in text


def test_a_function_deleted_by_hand_but_changed_by_the_specifications_clashes() -> None:
    mine = BASE[: BASE.index("\n\n# Reads one book.")]
    merged = merge(mine, edit(BASE, ("await find_book(book_id)", "await find_book(book_id, lock=True)")))
    (clash,) = merged.clashes
    assert clash.mine == ()
    assert clash.lines[1] <= len(mine.splitlines())


def test_an_untouched_function_that_is_no_longer_generated_goes() -> None:
    new = BASE[: BASE.index("\n\n# Reads one book.")]
    text = clean(edit(BASE, ("    id: int", "    id: int\n    shelf: str")), new)
    assert "read_book" not in text
    assert "shelf" in text


def test_an_edited_function_that_is_no_longer_generated_clashes() -> None:
    new = BASE[: BASE.index("\n\n# Reads one book.")]
    assert merge(edit(BASE, ("await find_book(book_id)", "await mine(book_id)")), new).clashes


def test_without_a_base_what_one_side_has_is_kept() -> None:
    mine = "def by_hand() -> int:\n    return 1\n"
    new = "def generated() -> int:\n    return 2\n"
    text = clean(mine, new, None)
    assert "by_hand" in text
    assert "generated" in text


def test_without_a_base_different_bodies_of_one_function_clash() -> None:
    merged = merge("def f() -> int:\n    return 1\n", "def f() -> int:\n    return 2\n", None)
    assert [clash.lines for clash in merged.clashes] == [(1, 2)]


def test_functions_reordered_by_hand_keep_that_order() -> None:
    base = "def a() -> int:\n    return 1\n\n\ndef b() -> int:\n    return 2\n"
    mine = "def b() -> int:\n    return 2\n\n\ndef a() -> int:\n    return 1\n"
    text = clean(mine, base.replace("return 2", "return 3"), base)
    assert text == mine.replace("return 2", "return 3")


def test_functions_reordered_by_the_generator_follow_its_order() -> None:
    base = "def a() -> int:\n    return 1\n\n\ndef b() -> int:\n    return 2\n"
    new = "def b() -> int:\n    return 2\n\n\ndef a() -> int:\n    return 1\n"
    assert clean(base.replace("return 2", "return 3"), new, base) == new.replace("return 2", "return 3")


def test_text_that_is_no_python_is_merged_by_line() -> None:
    base = "def a(:\n    one\n    two\n    three\n"
    text = merge(base.replace("one", "ONE"), base.replace("three", "THREE"), base).text(Side.MINE)
    assert text == "def a(:\n    ONE\n    two\n    THREE\n"


def test_statements_sharing_a_line_are_merged_by_line() -> None:
    base = "a = 1; b = 2\nc = 3\nd = 4\n"
    merged = merge(base.replace("a = 1", "a = 10"), base.replace("d = 4", "d = 40"), base)
    assert merged.text(Side.MINE) == "a = 10; b = 2\nc = 3\nd = 40\n"


def test_a_class_whose_body_shares_its_line_is_merged_by_line() -> None:
    base = "class A: pass\n\n\nx = 1\n"
    merged = merge(base.replace("pass", "b = 1"), base.replace("pass", "c = 1"), base)
    assert len(merged.clashes) == 1


def test_overloads_of_one_name_are_told_apart() -> None:
    base = "@overload\ndef f(a: int) -> int: ...\n@overload\ndef f(a: str) -> str: ...\ndef f(a):\n    return a\n"
    text = clean(base.replace("str) -> str", "str) -> bytes"), base.replace("return a", "return (a)"), base)
    assert "-> bytes" in text
    assert "return (a)" in text


@pytest.mark.parametrize("path", ["requirements.txt", ".env.example", "README.md"])
def test_lines_added_at_the_end_of_a_list_by_both_sides_are_both_kept(path: str) -> None:
    merged = merge_texts(path, "a\n", "a\nmine\n", "a\nnew\n")
    assert merged.text(Side.MINE) == "a\nmine\nnew\n"
    assert not merged.clashes


def test_paragraphs_added_at_one_place_by_both_sides_keep_their_fences() -> None:
    mine = "# Title\n\n```sh\nmine\n```\n"
    new = "# Title\n\n```sh\nnew\n```\n"
    merged = merge_texts("README.md", "# Title\n", mine, new)
    assert merged.text(Side.MINE) == "# Title\n\n```sh\nmine\nnew\n```\n"


def test_a_text_that_was_there_before_is_not_mixed_with_a_generated_one() -> None:
    assert merge_texts("README.md", None, "# Mine\n", "# Generated\n").clashes


def test_settings_added_at_the_same_place_by_both_sides_clash() -> None:
    assert merge_texts("pyproject.toml", "a = 1\n", "a = 1\nb = 2\n", "a = 1\nb = 3\n").clashes


def test_order_follows_the_new_text_and_puts_own_keys_behind_their_predecessor() -> None:
    a, b, c, mine, new = ("a",), ("b",), ("c",), ("mine",), ("new",)
    assert merge_order((a, b, c), (a, mine, b, c), (a, b, new, c)) == [a, mine, b, new, c]

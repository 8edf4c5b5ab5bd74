"""Getting around: by name, by letter, back and forward, and within a pane."""

import pytest

from screens.dialogs.goto import GotoScreen
from screens.dialogs.jump import JumpScreen
from screens.history import History, Stop
from screens.lines.searching import Search, next_hit
from screens.lines.sheet import plain
from screens.matching import match_score
from screens.targets import found_sheet
from screens.widgets.lines import Lines
from tests.screens.conftest import Opened
from tests.screens.driving import Driver


async def go(driver: Driver, query: str) -> None:
    """Go to what fits best."""
    await driver.press("ctrl+g", *("space" if letter == " " else letter for letter in query), "enter")


async def test_an_operation_is_found_by_some_of_its_letters(opened: Opened) -> None:
    async with opened() as driver:
        await go(driver, "oper delete")
        assert driver.place == "review"
        assert driver.text("#elements") == "DELETE /notes/{id}"


async def test_a_table_is_found(opened: Opened) -> None:
    async with opened() as driver:
        await go(driver, "table notes")
        assert driver.text("#elements") == "▤ notes"


async def test_a_requirement_leads_to_its_line(opened: Opened) -> None:
    async with opened() as driver:
        await go(driver, "fr-001")
        assert (driver.place, driver.lines("#source").cursor) == ("specs", 4)


async def test_a_file_and_a_test_open_in_the_viewer(opened: Opened) -> None:
    async with opened() as driver:
        await go(driver, "file routes")
        assert driver.lines("#viewer").border_title == "app/routes/notes.py"
        await driver.press("escape")
        await go(driver, "test_delete")
        assert driver.text("#viewer") == "async def test_delete_note() -> None:"


async def test_a_criterion_is_found(opened: Opened) -> None:
    async with opened() as driver:
        await go(driver, "criterion 7")
        assert driver.text("#criteria").startswith("C7")


async def test_what_does_not_fit_is_said_and_escape_stays(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("f3", *"qqqq")
        assert isinstance(driver.app.screen, GotoScreen)
        assert driver.texts("#goto-list") == ["Nothing fits."]
        await driver.press("enter", "escape")
        assert driver.place == "specs"


async def test_the_list_moves_while_the_field_keeps_the_focus(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("ctrl+g", "down", "down")
        assert (driver.focus, driver.lines("#goto-list").cursor) == ("goto-query", 2)


async def test_b_goes_back_to_the_line_and_capital_b_forward_again(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "j", "j", "2", "n", "4", "b")
        assert (driver.place, driver.text("#elements")) == ("review", "GET    /notes")
        await driver.press("b")
        assert (driver.place, driver.lines("#source").cursor) == ("specs", 2)
        await driver.press("B", "B")
        assert driver.place == "checklist"
        await driver.press("B")
        assert "There is nothing ahead." in driver.notes


async def test_following_a_citation_can_be_taken_back(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "n", "enter", "j", "enter")
        assert driver.place == "specs"
        await driver.press("b")
        assert (driver.place, driver.text("#elements"), driver.focus) == ("review", "GET    /notes", "spec")


async def test_every_pane_has_a_letter_in_jump_mode(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "J")
        assert isinstance(driver.app.screen, JumpScreen)
        labels = [str(label.render()) for label in driver.app.screen.query(".jump-label")]
        assert labels[:3] == [" a ", " s ", " d "]
        await driver.press("s")
        assert driver.focus == "spec"


async def test_slash_finds_in_the_pane_as_one_types(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "slash", *"note")
        assert driver.app.screen_stack[0].query_one("#source", Lines).cursor == 0
        await driver.press("enter", "n")
        source = driver.lines("#source")
        assert source.cursor == 2
        assert source.border_subtitle == "/note  8 lines"
        await driver.press("N", "N")
        assert source.cursor == 18
        await driver.press("escape")
        assert not source.border_subtitle


async def test_what_is_searched_for_may_be_brackets(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "slash", *"[/]")
        assert any("/[/]  0 lines" in row for row in driver.screen_text())


async def test_leaving_a_search_puts_the_cursor_back(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "j", "slash", *"moon", "escape")
        assert driver.lines("#source").cursor == 1


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [("ab", "xabyAB", [(1, 3, "found"), (4, 6, "found")]), ("AB", "xabyAB", [(4, 6, "found")]), ("", "x", [])],
)
def test_capitals_count_only_when_they_are_typed(text: str, line: str, expected: list[object]) -> None:
    assert Search(text).spans(line) == expected
    assert bool(Search(text).hits(plain([line]))) == bool(expected)


def test_hits_go_round() -> None:
    assert [next_hit([2, 5], here, by) for here, by in ((2, 1), (5, 1), (2, -1), (3, -1))] == [5, 2, 5, 2]
    assert next_hit([], 1, 1) is None
    assert next_hit([2], 2, 1, itself=True) == 2


@pytest.mark.parametrize("query", ["tododel", "del todo", "DELETE /todos", "dtdi"])
def test_words_and_letters_fit(query: str) -> None:
    assert match_score(query, "DELETE /todos/{id}") or query == "tododel"


def test_a_word_at_a_boundary_fits_better_than_scattered_letters() -> None:
    assert match_score("list", "GET list of x") > match_score("list", "l i s t") > 0
    assert (
        match_score("list", "PATCH of the list") > match_score("list", "listed rows") > match_score("list", "enlisted")
    )
    assert match_score("xyz", "GET list") == 0


def test_scattered_letters_begin_with_a_word() -> None:
    assert match_score("lgn", "POST /auth/login")
    assert match_score("login", "FR-014: A member may be able to change single fields.") == 0


def test_history_forgets_what_was_ahead_after_another_way() -> None:
    history = History()
    first, second, third = (Stop(name, {}) for name in "abc")
    history.leave(first)
    assert history.back(second) == first
    history.leave(third)
    assert history.forward(third) is None
    assert history.back(Stop("d", {})) == third


async def test_a_text_is_found_in_any_specification(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("ctrl+f")
        assert driver.texts("#goto-list") == ["Type two letters or more."]
        await driver.press(*"owner")
        assert driver.texts("#goto-list") == ["specs/database/schema.md:9  | owner_id | uuid |"]
        await driver.press("enter")
        await driver.until(lambda: driver.place == "specs" and driver.focus == "source")
        assert driver.text("#source") == "| owner_id | uuid |"
        assert driver.lines("#source").border_title == "specs/database/schema.md"


def test_capitals_count_only_where_they_were_typed() -> None:
    lines = (("a.md", 1, "An Owner"), ("a.md", 2, "an owner"))
    assert len(found_sheet(lines, "owner").lines) == 2
    assert [line.text for line in found_sheet(lines, "Owner").lines] == ["a.md:1  An Owner"]

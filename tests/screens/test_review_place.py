from dataclasses import replace

import pytest

from screens import marks
from screens.widgets.lines import Lines
from tests.screens.conftest import Opened
from tests.screens.memory import API, MemoryProject, a_blueprint
from workbench.errors import SpecsUnreadable


async def test_operations_stand_under_their_feature_and_tables_below(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2")
        assert driver.texts("#elements") == [
            "notes",
            "POST   /notes",
            "GET    /notes",
            "DELETE /notes/{id}",
            "tables",
            "▤ notes",
        ]


async def test_the_first_operation_is_shown_with_its_specification_and_code(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2")
        assert driver.texts("#spec")[:2] == ["specs/api/notes.md:3-9", "## Create a note"]
        assert driver.lifted("#pane-route") == ["async def create_note() -> None:", '    """Store a note."""']


async def test_every_pane_follows_the_selection(opened: Opened) -> None:
    async with opened(size=(200, 60)) as driver:
        await driver.press("2", "j")
        assert driver.texts("#spec")[1] == "## List notes"
        assert driver.text("#pane-route") == "async def list_notes() -> None:"
        assert driver.text("#pane-tests") == "async def test_list_notes() -> None:"
        assert driver.text("#pane-model") == "class Note:"
        assert driver.text("#pane-schema") == "class NoteCreate:"


async def test_n_and_p_step_over_headings_from_any_pane(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "tab", "n", "n", "n")
        assert driver.text("#elements") == "▤ notes"
        assert driver.focus == "spec"
        await driver.press("p")
        assert driver.text("#elements") == "DELETE /notes/{id}"


async def test_brackets_bring_the_next_pane_to_the_front(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2")
        shown = []
        for _ in range(4):
            shown.append(next(pane.id for pane in driver.app.query("#panes Lines") if pane.display))
            await driver.press("right_square_bracket")
        assert shown == ["pane-route", "pane-tests", "pane-model", "pane-schema"]
        await driver.press("left_square_bracket")
        assert driver.lines("#pane-schema").display


async def test_a_click_on_a_tab_brings_its_pane_to_the_front(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2")
        await driver.pilot.click("#parts", offset=(2, 0))
        await driver.settle()
        assert driver.lines("#pane-model").display


async def test_a_wide_screen_shows_all_panes_at_once(opened: Opened) -> None:
    async with opened(size=(200, 60)) as driver:
        await driver.press("2")
        assert [pane.display for pane in driver.app.query("#panes Lines")] == [True] * 4


async def test_the_code_follows_the_specification_line_by_line(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "M", "M", "M", "enter")
        assert driver.focus == "spec"
        await driver.press(*"jjjjjj")
        assert driver.text("#spec") == "| title | varchar(80) |"
        assert driver.text("#pane-model") == "    title: str"


async def test_the_specification_follows_the_code_line_by_line(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "M", "M", "M", "tab", "tab", *"jjj")
        assert (driver.focus, driver.text("#pane-model")) == ("pane-model", "    id: str")
        assert driver.text("#spec") == "| id | uuid |"
        await driver.press("j")
        assert driver.text("#spec") == "| title | varchar(80) |"


async def test_a_pane_that_comes_to_the_front_shows_what_belongs_to_the_line(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "M", "M", "M", "[", "enter", *"jjjjjj", "]")
        assert driver.text("#pane-model") == "    title: str"


async def test_the_model_of_an_operation_follows_the_lines_of_its_table(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", *"]]", "tab", "tab", *"jjjj")
        assert (driver.focus, driver.text("#pane-model")) == ("pane-model", "    title: str")
        assert driver.text("#spec") == "| title | varchar(80) |"


async def test_code_that_leads_to_no_line_says_what_it_was_written_for(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "tab", "tab", *"jjjj")
        assert driver.text("#pane-route") == "async def list_notes() -> None:"
        assert driver.lines("#pane-route").border_subtitle == "written for GET /notes"
        await driver.press("<")
        assert driver.lines("#pane-route").border_subtitle == "part of the module: no line asks for it"


async def test_a_pane_says_that_nothing_in_it_was_written_for_a_line(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "tab", *"jjjjjjjjjjjj")
        assert driver.text("#spec") == "| column | type |"
        assert driver.lines("#pane-route").border_subtitle == "nothing here was written for that line"
        await driver.press("<")
        assert driver.lines("#pane-route").border_subtitle == ""


async def test_steps_that_follow_each_other_at_once_come_to_rest(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves: list[int] = []
    go_to = Lines.go_to

    def counted(lines: Lines, index: int, *, centre: bool = False) -> None:
        moves.append(index)
        go_to(lines, index, centre=centre)

    async with opened() as driver:
        await driver.press("2")
        monkeypatch.setattr(Lines, "go_to", counted)
        for index in (2, 3, 5):
            driver.lines("#elements").go_to(index)
        await driver.settle()
        assert (driver.text("#elements"), driver.texts("#spec")[1]) == ("▤ notes", "## notes")
        moves.clear()
        await driver.settle()
        assert moves == []


async def test_enter_on_a_specification_line_opens_it_in_specs(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "j", "enter", "j", "enter")
        assert driver.place == "specs"
        assert driver.text("#source") == "## List notes"


async def test_enter_on_a_code_line_opens_the_file_and_escape_returns(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "tab", "tab", "enter")
        assert driver.text("#viewer") == "async def create_note() -> None:"
        await driver.press("escape")
        assert driver.focus == "pane-route"


async def test_the_selection_survives_a_new_reading(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "n", "n", "f5")
        assert driver.text("#elements") == "DELETE /notes/{id}"


async def test_m_marks_what_was_reviewed_and_goes_on(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "m")
        elements = driver.lines("#elements")
        assert elements.border_title == "Reviewed 1 of 4"
        assert elements.sheet.lines[1].mark is marks.REVIEWED
        assert driver.text("#elements") == "GET    /notes"


async def test_m_again_takes_the_mark_off(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "m", "p", "m")
        assert driver.lines("#elements").border_title == "Reviewed 0 of 4"
        assert driver.text("#elements") == "POST   /notes"


async def test_capital_m_goes_to_the_next_that_is_not_reviewed(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "m", "m", "p", "p", "M")
        assert driver.text("#elements") == "DELETE /notes/{id}"


async def test_everything_reviewed_is_said(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "m", "m", "m", "m")
        assert driver.lines("#elements").border_title == "Reviewed 4 of 4"
        assert "Everything is reviewed." in driver.notes


async def test_a_mark_falls_off_when_the_specification_behind_it_changes(
    opened: Opened, project: MemoryProject
) -> None:
    async with opened() as driver:
        await driver.press("2", "m", "m")
        project.texts[API] = project.texts[API].replace("stores a note", "keeps a note")
        await driver.press("f5")
        elements = driver.lines("#elements")
        assert elements.border_title == "Reviewed 1 of 4"
        shown = [line.mark for line in elements.sheet.lines]
        assert shown[1:3] == [marks.CHANGED, marks.REVIEWED]


async def test_marks_are_still_there_after_a_restart(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "m")
        await driver.pilot.press("q")
    async with opened() as driver:
        await driver.press("2")
        assert driver.lines("#elements").border_title == "Reviewed 1 of 4"


async def test_where_there_is_nothing_to_review_both_sides_say_why(opened: Opened, project: MemoryProject) -> None:
    sentence = "No endpoint was found."
    project.files = lambda: (_ for _ in ()).throw(SpecsUnreadable(sentence))  # type: ignore[method-assign]
    nothing = replace(project.resolution(), blueprint=replace(a_blueprint(), operations=(), entities=()))
    project.resolution = lambda: nothing  # type: ignore[method-assign]
    async with opened() as driver:
        await driver.press("2")
        assert driver.texts("#elements") == ["No operation and no table is specified yet."]
        assert driver.texts("#spec") == driver.texts("#pane-route") == [sentence]

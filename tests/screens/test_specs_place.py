from textual.widgets import Markdown

from screens import marks
from tests.screens.conftest import Opened
from tests.screens.memory import API, API_TEXT, SCHEMA, MemoryProject


async def test_documents_stand_under_their_folders_with_their_open_marks(opened: Opened) -> None:
    async with opened() as driver:
        assert driver.texts("#outline") == ["api/", "▸ notes.md  ≠?○", "database/", "▸ schema.md  ≠"]


async def test_the_first_document_is_shown_with_line_numbers(opened: Opened) -> None:
    async with opened() as driver:
        lines = driver.lines("#source").sheet.lines
        assert [line.text for line in lines] == API_TEXT.splitlines()
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))


async def test_the_margin_tells_understood_contradictory_asked_and_unread(opened: Opened) -> None:
    async with opened() as driver:
        shown = {line.number: line.mark for line in driver.lines("#source").sheet.lines}
        assert (shown[3], shown[11], shown[19], shown[15]) == (
            marks.UNDERSTOOD,
            marks.CONTRADICTORY,
            marks.ASKED,
            marks.UNREAD,
        )
        assert shown[1] is None
        assert shown[4] is None, "an empty line states nothing"


async def test_l_unfolds_a_document_and_h_folds_it(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("l")
        assert driver.texts("#outline")[1:5] == [
            "▾ notes.md  ≠?○",
            "  Notes API",
            "    Create a note",
            "    List notes",
        ]
        await driver.press("j", "j", "h")
        assert driver.texts("#outline")[2] == "database/"
        assert driver.text("#outline").endswith("≠?○")


async def test_moving_in_the_outline_shows_the_section(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("right", "down", "down", "down")
        assert driver.text("#source") == "## List notes"


async def test_moving_to_another_document_shows_it(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("j", "j")
        assert driver.lines("#source").border_title == SCHEMA


async def test_enter_goes_into_the_document(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter")
        assert driver.focus == "source"


async def test_the_line_below_says_what_was_understood(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "j", "j")
        assert driver.static("#meaning") == "3: ✓ endpoint POST /notes"


async def test_brackets_step_through_what_needs_a_look_across_documents(opened: Opened) -> None:
    async with opened() as driver:
        seen = []
        for _ in range(5):
            await driver.press("right_square_bracket")
            seen.append((driver.lines("#source").border_title, driver.lines("#source").cursor + 1))
        assert seen == [(API, 11), (API, 13), (API, 15), (API, 19), (SCHEMA, 3)]
        await driver.press("left_square_bracket")
        assert driver.lines("#source").cursor + 1 == 19


async def test_m_renders_the_section_and_m_again_shows_the_source(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("m")
        assert driver.app.query_one("#rendered").display
        assert not driver.app.query_one("#source").display
        assert "POST /notes" in driver.app.query_one(Markdown).source
        await driver.press("m")
        assert driver.app.query_one("#source").display


async def test_a_saved_document_is_shown_without_losing_the_line(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("enter", "j", "j", "j", "j")
        project.texts[API] = API_TEXT.replace("moon", "sun")
        (project.folder / "specs" / "saved.md").write_text("saved")
        await driver.until(lambda: "Notes also shimmer when the sun is full." in driver.texts("#source"))
        assert driver.lines("#source").cursor == 4

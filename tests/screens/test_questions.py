import dataclasses

from textual.widgets import Input

from generators.blueprint import Source
from screens.widgets.question_panel import QuestionPanel
from tests.screens.conftest import Opened
from tests.screens.memory import OWNER, MemoryProject, a_blueprint
from workbench.reading.facts import Finding
from workbench.resolving.deciding.questions import Resolution


async def test_the_closed_panel_says_how_many_are_open(opened: Opened) -> None:
    async with opened() as driver:
        assert driver.static("#questions-head") == "? 2 open questions: press a to answer · 1 assumption"
        assert not driver.app.query_one(QuestionPanel).opened


async def test_the_closed_panel_names_a_document_that_is_not_read(opened: Opened, project: MemoryProject) -> None:
    broken = Finding(Source("specs/api/extra.yaml", 3, 3), "This is not valid YAML; correct it there.", unread=True)
    project.obstacles = (broken,)
    async with opened() as driver:
        assert driver.static("#questions-head").startswith("! extra.yaml is not read · ? 2 open questions")


async def test_a_opens_the_question_with_choices_reason_and_quoted_lines(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a")
        assert driver.texts("#questions-body")[:11] == [
            "In which order are notes listed?",
            "1 ● newest first (recommended) — The list ends with ORDER BY created_at DESC.",
            "2 ○ by title — The list ends with ORDER BY title.",
            "  = another value: press =, type it, enter",
            "Why: People look for what they wrote last.",
            "specs/api/notes.md:11-13",
            "## List notes",
            "",
            "`GET /notes` gives the caller's notes.",
            "specs/database/schema.md:3",
            "## notes",
        ]


async def test_a_digit_marks_a_choice_and_records_nothing(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("a", "2")
        assert driver.texts("#questions-body")[2].startswith("2 ●")
        assert project.answers == []
        assert driver.place == "specs"


async def test_enter_records_the_marked_choice_and_the_next_question_comes_up(
    opened: Opened, project: MemoryProject
) -> None:
    async with opened() as driver:
        await driver.press("a", "2", "enter")
        assert project.answers == [("notes.order", "title")]
        assert driver.texts("#questions-body")[0] == "What does deleting a missing note answer?"
        assert driver.texts("#questions-body")[1].startswith("1 ●")


async def test_after_the_last_answer_the_panel_closes_and_gives_the_keys_back(
    opened: Opened, project: MemoryProject
) -> None:
    async with opened() as driver:
        await driver.press("2", "a", "enter", "enter")
        assert project.answers == [("notes.order", "newest"), ("notes.missing", "404")]
        assert driver.focus == "elements"
        assert driver.static("#questions-head") == "✓ no open question · 1 assumption (a shows them)"


async def test_the_panel_never_blocks(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a", "escape", "3")
        assert driver.place == "run"


async def test_n_skips_and_p_returns(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("a", "n")
        assert driver.texts("#questions-body")[0] == "What does deleting a missing note answer?"
        await driver.press("p")
        assert driver.texts("#questions-body")[0] == "In which order are notes listed?"
        assert project.answers == []


async def test_another_value_can_be_typed_where_the_question_is_free(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("a", "equals_sign")
        assert driver.app.query_one("#questions-other", Input).has_focus
        await driver.press("1", "a", "enter")
        assert project.answers == [("notes.order", "1a")]


async def test_a_closed_question_takes_no_other_value(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a", "n", "equals_sign")
        assert driver.focus == "questions-body"
        assert "This question takes one of the choices shown." in driver.notes


async def test_an_assumption_can_be_overturned(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("a", "u")
        assert driver.texts("#questions-body")[:2] == ["owner_id is the owner of a note.", "1 ● owner_id (assumed)"]
        await driver.press("2", "enter")
        assert project.answers == [("notes.owner", "nobody")]


async def test_an_assumption_without_another_choice_says_where_it_is_decided(
    opened: Opened, project: MemoryProject
) -> None:
    settled = dataclasses.replace(OWNER, choices=())
    project._resolution = Resolution(a_blueprint(), (), (settled,))
    async with opened() as driver:
        await driver.press("a", "enter")
        assert driver.notes == ["There is nothing to choose: o shows the lines that decide this."]
        assert project.answers == []


async def test_all_recommended_answers_are_taken_after_confirmation(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("a", "D")
        assert project.answers == []
        await driver.press("y")
        assert project.answers == [("notes.order", "newest"), ("notes.missing", "404")]


async def test_o_shows_the_quoted_lines_in_specs(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "a", "o")
        assert driver.place == "specs"
        assert driver.text("#source") == "## List notes"


async def test_the_keys_go_back_to_the_place_that_quoted_lines_led_to(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "a", "o")
        shown = driver.focus
        await driver.press("a", "escape")
        assert (driver.place, driver.focus) == ("specs", shown)


async def test_moving_over_the_choices_marks_them(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a", "down")
        assert driver.texts("#questions-body")[2].startswith("2 ●")


async def test_what_the_marked_choice_changes_appears_below_the_evidence(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a", "2")
        await driver.until(lambda: "Choice 2 changes 2 lines in 1 file:" in driver.texts("#questions-body"))
        shown = driver.texts("#questions-body")
        start = shown.index("Choice 2 changes 2 lines in 1 file:")
        assert shown[start + 1 :] == [
            "app/routes/notes.py",
            "@@ -8,2 +8,2 @@",
            " async def list_notes() -> None:",
            "-    newest first",
            "+    by title",
        ]
        assert driver.text("#questions-body").startswith("2 ●")
        tones = [line.tone for line in driver.lines("#questions-body").sheet.lines[start + 4 :]]
        assert tones == ["removed", "added"]


async def test_a_choice_that_changes_nothing_says_so(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a")
        await driver.until(lambda: driver.texts("#questions-body")[-1] == "Choice 1 changes nothing in the backend.")


async def test_what_an_overturned_assumption_changes_is_shown_too(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("a", "u", "2")
        await driver.until(lambda: driver.texts("#questions-body")[-1] == "Choice 2 changes nothing in the backend.")

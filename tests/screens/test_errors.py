from pathlib import Path

from screens.application import WorkbenchApp
from screens.dialogs.error import ErrorDialog
from screens.dialogs.welcome import WelcomeScreen
from screens.home import Home
from tests.screens.conftest import Opened
from tests.screens.drawing import rows_of, text_rows
from tests.screens.driving import Driver
from tests.screens.memory import API, MemoryProject
from workbench.errors import SpecsUnreadable, UsageError


async def test_an_error_for_people_is_one_sentence(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        project.error = UsageError("There is no backend yet; press g to generate it.")
        await driver.press("r")
        assert isinstance(driver.app.screen, ErrorDialog)
        assert driver.static(".dialog-text") == "There is no backend yet; press g to generate it."
        assert not driver.app.screen.query("#error-details")
        await driver.press("escape")
        assert driver.place == "run"


async def test_an_unexpected_failure_is_one_sentence_with_details_to_copy(
    opened: Opened, project: MemoryProject
) -> None:
    async with opened() as driver:
        project.error = ZeroDivisionError("division by zero")
        await driver.press("r")
        assert driver.static(".dialog-text").startswith("Something unexpected happened while running tests")
        assert any("ZeroDivisionError" in text for text in driver.texts("#error-details"))
        await driver.press("c")
        assert "ZeroDivisionError" in driver.app.clipboard


async def test_after_a_failed_run_another_can_begin(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        project.error = UsageError("Not now.")
        await driver.press("r", "escape")
        project.error = None
        await driver.press("r")
        assert "3 of 3 tests" in driver.static("#run-state")


async def test_a_folder_without_specifications_leads_to_the_welcome_screen_with_the_reason(
    opened: Opened, project: MemoryProject
) -> None:
    project.error = SpecsUnreadable("There are no specifications here; put them into specs/.")
    async with opened() as driver:
        assert isinstance(driver.app.screen, WelcomeScreen)
        assert driver.static("#reason") == "! There are no specifications here; put them into specs/."


async def test_what_keeps_the_backend_from_being_known_stays_in_view(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        sentence = "specs/api/notes.md: is not UTF-8 text; save it as UTF-8 or remove it."
        project.files = lambda: (_ for _ in ()).throw(SpecsUnreadable(sentence))  # type: ignore[method-assign]
        project.texts[API] += "\n"
        await driver.press("f5")
        assert driver.static("#questions-head") == f"! {sentence}"
        await driver.press("4")
        assert driver.texts("#criteria") == [sentence]


async def test_what_is_told_in_passing_is_told_word_for_word(project: MemoryProject, tmp_path: Path) -> None:
    app = WorkbenchApp(project, lambda _: project, Home(tmp_path / "state", tmp_path / "config.toml"))
    async with app.run_test(notifications=True) as pilot:
        app.notify("pages/[id].md: [/] is no path.")
        await Driver(app, pilot).until(lambda: "pages/[id].md: [/] is no path." in "".join(text_rows(rows_of(app))))

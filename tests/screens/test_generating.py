import pytest

from screens.dialogs.plan import plan_sheet, plan_summary
from screens.lines.diffs import diff_sheet
from tests.screens.conftest import Opened
from tests.screens.memory import MemoryProject
from workbench.reconciling.lines import Side
from workbench.reconciling.plan import Change, ChangeKind, Plan


async def test_the_plan_shows_every_file_and_its_difference(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("d")
        assert driver.static("#plan-summary") == "Plan: 4 files to create"
        assert driver.texts("#plan-files")[0] == "app/models/note.py"
        assert '+"""Notes as they are stored."""' in driver.texts("#plan-diff")
        await driver.press("n")
        assert driver.lines("#plan-diff").border_title == "create app/routes/notes.py"
        await driver.press("escape")
        assert driver.place == "specs"


async def test_generating_writes_nothing_before_it_is_confirmed(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("g")
        assert "4 files to create" in driver.static(".dialog-text")
        await driver.press("escape")
        assert project.written == []


async def test_enter_confirms_and_the_other_button_changes_nothing(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("g", "right", "enter")
        assert project.written == []
        await driver.press("g", "enter")
        assert len(project.written) == 1


async def test_y_writes_the_plan(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("g", "y")
        assert len(project.written) == 1
        assert "The backend is written. r runs its tests." in driver.notes


async def test_g_in_the_plan_asks_too(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("d", "g", "y")
        assert len(project.written) == 1


async def test_open_questions_come_before_generating(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("g")
        assert "2 questions are open" in driver.static(".dialog-text")
        await driver.press("y")
        assert project.answers == [("notes.order", "newest"), ("notes.missing", "404")]
        await driver.press("y")
        assert len(project.written) == 1


async def test_nothing_to_write_is_said_and_not_asked(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("g", "y", "g")
        assert "The backend is as the specifications ask: nothing to write." in driver.notes
        assert len(driver.app.screen_stack) == 1


async def test_d_in_the_confirmation_shows_the_plan_and_writes_nothing(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("g", "d")
        assert driver.static("#plan-summary") == "Plan: 4 files to create"
        assert project.written == []


async def test_hand_edits_that_clash_are_kept_only_when_the_person_says_so(
    opened: Opened, project: MemoryProject
) -> None:
    project.questions = ()
    project.clashing = True
    async with opened() as driver:
        await driver.press("g")
        assert "app/models/note.py" in driver.static(".dialog-text")
        await driver.press("y")
        assert project.preferred is Side.MINE
        assert project.written == []
        await driver.press("y")
        assert len(project.written) == 1


async def test_a_clash_that_is_not_decided_writes_nothing(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    project.clashing = True
    async with opened() as driver:
        await driver.press("g", "escape")
        assert project.written == []
        assert len(driver.app.screen_stack) == 1


async def test_a_refused_change_is_not_written(opened: Opened, project: MemoryProject) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("d", "x")
        assert driver.static("#plan-summary") == "Plan: 3 files to create, 1 refused"
        assert driver.texts("#plan-files")[0] == "app/models/note.py  (refused)"
        assert driver.text("#plan-files") == "app/routes/notes.py"
        await driver.press("g")
        assert "3 files to create, 1 refused" in driver.static(".dialog-text")
        await driver.press("y")
        assert "app/models/note.py" not in [change.path for change in project.written[0].changes]
        assert len(project.written[0].changes) == 3


async def test_what_was_refused_stays_refused_on_the_way_back_to_the_plan(
    opened: Opened, project: MemoryProject
) -> None:
    project.questions = ()
    async with opened() as driver:
        await driver.press("d", "x", "g", "d")
        assert driver.static("#plan-summary") == "Plan: 3 files to create, 1 refused"
        await driver.press("escape", "d")
        assert driver.static("#plan-summary") == "Plan: 4 files to create"


async def test_a_refused_change_can_be_accepted_again(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("d", "x", "p", "x")
        assert driver.static("#plan-summary") == "Plan: 4 files to create"


async def test_a_clash_that_is_refused_is_in_nobodys_way(opened: Opened, project: MemoryProject) -> None:
    project.questions, project.clashing = (), True
    async with opened() as driver:
        await driver.press("d", "x", "g")
        assert "Every change was refused: nothing to write." in driver.notes


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_has_a_mark_a_word_and_something_to_look_at(kind: ChangeKind) -> None:
    plan = Plan((Change("app/main.py", kind, "old", "new"),))
    mark = plan_sheet(plan).lines[0].mark
    assert mark
    assert plan_summary(plan).startswith("1 file ")
    assert diff_sheet(plan.changes[0]).lines

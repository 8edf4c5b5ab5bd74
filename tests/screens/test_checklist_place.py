import pytest

from generators.blueprint import Requirement, RequirementStatus, Source
from screens import marks
from screens.matrix import Row, matrix_sheet
from screens.progress import Feed
from screens.snapshot import Snapshot
from tests.screens.conftest import Opened
from tests.screens.memory import MemoryProject
from workbench.criteria.verdict import State
from workbench.reading.facts import Reading


async def test_every_criterion_shows_symbol_word_title_and_summary(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4")
        lines = driver.lines("#criteria").sheet.lines
        assert len(lines) == 11
        assert lines[0].text == "C1  amber  Criterion 1 — because of 1"
        assert lines[0].mark is marks.STATES[State.AMBER]
        assert driver.lines("#criteria").border_title == "0 of 11 green"


async def test_a_passing_run_turns_the_list_green(opened: Opened, project: MemoryProject) -> None:
    project.failing = False
    async with opened() as driver:
        await driver.press("4", "r", "4")
        assert driver.lines("#criteria").border_title == "11 of 11 green"
        assert "✓ 11 of 11 green" in driver.top.state


async def test_the_evidence_follows_the_criterion(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "j", "j")
        assert driver.texts("#evidence")[0] == "C3 is amber: because of 3"


async def test_a_row_leads_to_its_specification(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "enter", "o")
        assert driver.place == "specs"
        assert driver.text("#source") == "## Create a note"


async def test_a_row_leads_to_its_code(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "enter", "i")
        assert driver.text("#viewer") == "async def create_note() -> None:"


async def test_escape_goes_back_to_the_list(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "enter", "escape")
        assert driver.focus == "criteria"


async def test_u_judges_again(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        project.failing = False
        project.run(Feed().put)
        await driver.press("4", "u")
        assert driver.lines("#criteria").border_title == "11 of 11 green"


async def test_a_row_leads_to_its_test(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "enter", "e")
        assert driver.text("#viewer") == "async def test_create_note() -> None:"


async def test_the_matrix_shows_each_requirement_with_what_enforces_it(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "right_square_bracket")
        row = driver.lines("#matrix").sheet.lines[1]
        assert row.text.split() == ["notes#FR-001", "–", "Notes", "MUST", "be", "stored.", "←", "notes.create"]
        assert row.mark is marks.STATES[State.AMBER]


def test_the_matrix_cuts_nothing_off_and_aligns_its_columns() -> None:
    rows = [
        Row(Requirement(name, "It holds.", None, RequirementStatus.ENFORCED, Source("a.md", 1, 1), by), by, ())
        for name, by in (("a#L1", ("rule:orders.total_is_the_sum_of_its_lines",)), ("billing_of_orders#FR-001", ()))
    ]
    title, first, second = matrix_sheet(rows, Snapshot(Reading((), {})), 240).lines
    assert "rule:orders.total_is_the_sum_of_its_lines" in first.text
    assert {line.text.index(text) for line, text in ((title, "text"), (first, "It"), (second, "It"))} == {first.hang}


@pytest.mark.parametrize("width", [40, 78, 300])
def test_the_texts_of_the_matrix_begin_below_each_other_whatever_enforces_them(width: int) -> None:
    by = ("rule:orders.total_is_the_sum_of_its_lines",)
    requirements = [
        Requirement("a#L1", "It holds.", None, RequirementStatus.ENFORCED, Source("a.md", 1, 1), by),
        Requirement("a#L2", "So does it.", None, RequirementStatus.ENFORCED, Source("a.md", 2, 2)),
    ]
    rows = [Row(requirement, requirement.by, ()) for requirement in requirements]
    _, first, second = matrix_sheet(rows, Snapshot(Reading((), {})), width).lines
    assert first.text.endswith(f"It holds. ← {by[0]}")
    assert second.text.index("So") == second.hang == first.text.index("It")


@pytest.mark.parametrize(("size", "told"), [((80, 24), False), ((120, 40), True), ((300, 80), True)])
async def test_the_reason_stands_in_the_list_where_all_fit_and_beside_it_always(
    opened: Opened, size: tuple[int, int], told: bool
) -> None:
    async with opened(size=size) as driver:
        await driver.press("4")
        assert ("because of 1" in driver.text("#criteria")) is told
        assert "because of 1" in driver.texts("#evidence")[0]
        assert driver.lines("#criteria").in_view(len(driver.texts("#criteria")) - 1)
        assert all("›" not in row for row in driver.screen_text())


async def test_a_requirement_leads_to_its_line(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("4", "right_square_bracket", "tab", "j", "o")
        assert (driver.place, driver.lines("#source").cursor) == ("specs", 4)

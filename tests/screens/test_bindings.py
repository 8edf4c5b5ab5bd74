"""The keys, read from the code: none collides, none is forgotten by palette or help."""

import importlib
import inspect
import pkgutil

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widget import Widget

import screens
from screens.application import WorkbenchApp
from screens.commands import OWNERS, commands
from screens.dialogs.help import HelpScreen
from screens.keys import described, key_name
from screens.places import PLACES, PlaceEntry, load_class
from screens.stage import Stage
from screens.widgets.branches import Branches
from screens.widgets.lines import Lines
from screens.widgets.question_panel import QuestionPanel
from tests.screens.conftest import Opened

SEARCHING = {"n", "N", "escape"}
"""Keys that belong to a search while there is one, and to the place otherwise."""


def own_bindings(kind: type) -> dict[str, str]:
    """Give the actions that a class binds itself, by key."""
    return {binding.key: binding.action for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ()))}


def all_classes() -> list[type]:
    """Give every class of the screens that binds keys."""
    names = [module.name for module in pkgutil.walk_packages(screens.__path__, "screens.")]
    found = {
        kind
        for name in names
        if name != "screens.app"
        for _, kind in inspect.getmembers(importlib.import_module(name), inspect.isclass)
        if kind.__module__.startswith("screens.") and "BINDINGS" in kind.__dict__
    }
    return sorted(found, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_two_keys_collide_in_a_place(place: PlaceEntry) -> None:
    target = place.target
    chain = [Branches, Lines, load_class(target), Stage, WorkbenchApp]
    seen: dict[str, str] = {}
    for kind in chain:
        for key, action in own_bindings(kind).items():
            if kind is Lines and key in SEARCHING:
                continue
            refined = kind is Lines and seen.get(key, "").startswith("fold")
            assert key not in seen or refined, f"{key}: {action} and {seen[key]}"
            seen.setdefault(key, action)


async def test_the_keys_of_a_search_belong_to_it_only_while_there_is_one(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2")
        lines = driver.lines("#elements")
        assert driver.app.screen.active_bindings["n"].node is not lines
        await driver.press("slash", *"notes", "enter")
        assert {key for key, active in driver.app.screen.active_bindings.items() if active.node is lines} >= SEARCHING
        await driver.press("escape")
        assert driver.app.screen.active_bindings["n"].node is not lines


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__qualname__)
def test_every_key_can_be_changed_by_a_name_of_its_own(kind: type) -> None:
    named = {(binding.id, binding.action) for binding in described(kind)}
    assert all(name for name, _ in named)
    assert len(named) == len({name for name, _ in named})


def test_the_question_panel_takes_over_only_the_digits_while_it_has_the_focus() -> None:
    outer = own_bindings(Stage) | own_bindings(WorkbenchApp)
    inner = own_bindings(QuestionPanel)
    assert set(inner) & set(outer) == {"1", "2", "3", "4"}


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__qualname__)
def test_a_class_binds_a_key_once(kind: type) -> None:
    keys = [binding.key for binding in Binding.make_bindings(kind.__dict__["BINDINGS"])]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__qualname__)
def test_every_key_has_a_description(kind: type) -> None:
    assert all(binding.description for binding in Binding.make_bindings(kind.__dict__["BINDINGS"]))


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__qualname__)
def test_every_key_has_an_action_behind_it(kind: type) -> None:
    for action in own_bindings(kind).values():
        namespace, _, name = action.partition("(")[0].rpartition(".")
        owner = WorkbenchApp if namespace == "app" else kind
        assert hasattr(owner, f"action_{name}"), action


def test_every_action_outside_dialogs_is_in_the_palette() -> None:
    listed = {(load_class(target), binding.action) for _, _, target in OWNERS for binding in _described(target)}
    offered = [command.action for command in commands()]
    assert len(offered) == len(listed)
    for kind in all_classes():
        if not issubclass(kind, ModalScreen):
            for action in own_bindings(kind).values():
                assert (kind, action) in listed, f"{kind.__name__}.{action}"


def _described(target: str) -> list[Binding]:
    return [b for b in Binding.make_bindings(load_class(target).__dict__.get("BINDINGS", ())) if b.description]


def test_no_two_commands_have_the_same_words() -> None:
    words = [command.text for command in commands()]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_help_lists_every_key_that_works_there(opened: Opened, place: PlaceEntry) -> None:
    async with opened() as driver:
        await driver.press(place.letter)
        active = driver.app.screen.active_bindings
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, HelpScreen)
        shown = "\n".join(driver.texts("#help"))
        for key, binding in active.items():
            if binding.binding.description and not binding.binding.system:
                assert key_name(key) in shown
                assert binding.binding.description in shown


async def test_a_command_of_another_place_goes_there_first(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("ctrl+p")
        await driver.press(*"check", "enter")
        await driver.until(lambda: driver.place == "checklist")


async def test_a_command_for_lists_works_on_the_list_with_the_focus(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "ctrl+p")
        await driver.press(*"last line", "enter")
        await driver.until(lambda: len(driver.app.screen_stack) == 1)
        source = driver.lines("#source")
        await driver.until(lambda: source.cursor == len(source.sheet.lines) - 1)


async def test_everything_can_be_reached_by_tab(opened: Opened) -> None:
    async with opened() as driver:
        for place in PLACES:
            await driver.press(place.letter)
            wanted = {
                widget.id
                for widget in driver.app.query(f"#{place.name} *").results(Widget)
                if widget.focusable
                and widget.display
                and all(up.display for up in widget.ancestors if isinstance(up, Widget))
            }
            seen = set()
            for _ in range(12):
                seen.add(driver.focus)
                await driver.pilot.press("tab")
            assert wanted <= seen


async def test_dialogs_have_help_too(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("d", "question_mark")
        assert isinstance(driver.app.screen, HelpScreen)
        assert any("Refuse or accept" in text for text in driver.texts("#help"))
        await driver.press("escape", "escape", "slash", "f1")
        assert isinstance(driver.app.screen, HelpScreen)


async def test_the_rendered_section_scrolls_by_the_keys_of_lists(opened: Opened) -> None:
    async with opened(size=(80, 24)) as driver:
        await driver.press("enter", "m", "G")
        rendered = driver.app.screen.query_one("#rendered")
        await driver.until(lambda: rendered.scroll_offset.y > 0)
        await driver.press("less_than_sign")
        await driver.until(lambda: rendered.scroll_offset.y == 0)

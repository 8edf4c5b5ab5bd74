"""The configuration file: theme, editor and keys."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from screens.flows.configuring import default_keys
from screens.keys import read_keys
from screens.settings import Settings, read_settings, settings_text
from tests.screens.conftest import Opened


def written(tmp_path: Path, text: str) -> Path:
    """Write a configuration."""
    (tmp_path / "config.toml").write_text(text)
    return tmp_path / "config.toml"


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == (Settings(), ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('theme = "pink"', "theme"),
        ("editor = 1", "editor"),
        ("keys = 1", "keys"),
        ("[keys]\nx = 1", "keys"),
        ("colour = 1", "colour"),
        ("not toml", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_the_rest_holds(tmp_path: Path, text: str, word: str) -> None:
    settings, problems = read_settings(written(tmp_path, text))
    assert settings == Settings()
    assert len(problems) == 1
    assert word in problems[0]


def test_the_file_that_is_offered_changes_nothing_and_names_everything(tmp_path: Path) -> None:
    text = settings_text(default_keys())
    assert read_settings(written(tmp_path, text)) == (Settings(), ())
    assert all(field.name in text for field in fields(Settings))


def test_every_offered_line_is_valid_when_it_is_taken_in() -> None:
    text = settings_text(default_keys())
    keys = tomllib.loads("\n".join(line[2:] for line in text.splitlines() if line.startswith('# "')))
    assert keys["review.next"] == "n"
    assert len(keys) > 40


async def test_a_key_can_be_changed(opened: Opened, tmp_path: Path) -> None:
    written(tmp_path, '[keys]\n"stage.go-to-review" = "w"')
    async with opened() as driver:
        await driver.press("2")
        assert driver.place == "specs"
        await driver.press("w")
        assert driver.place == "review"
        await driver.press("question_mark")
        assert any(text.strip().startswith("w ") and "Go to Review" in text for text in driver.texts("#help"))


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ('"stage.nothing" = "x"', '"stage.nothing" is no name of something that has keys.'),
        ('"stage.plan" = "g"', 'g is now "stage.plan"; "stage.generate" has lost it.'),
    ],
)
async def test_a_key_that_cannot_be_given_or_is_taken_is_told(
    opened: Opened, tmp_path: Path, keys: str, problem: str
) -> None:
    written(tmp_path, f"[keys]\n{keys}\n")
    async with opened() as driver:
        assert f"Configuration: {problem}" in driver.notes


@pytest.mark.parametrize(
    ("written_as", "key"),
    [("?", "question_mark"), ("Ctrl+N", "ctrl+n"), ("n, alt+left", "n,alt+left"), ("W", "W"), ("PageUp", "pageup")],
)
def test_keys_are_read_as_people_write_them(written_as: str, key: str) -> None:
    assert read_keys(written_as) == key


@pytest.mark.parametrize("text", ["", "ctrl+", "n,", "pgdwn", "strg+n", "ctrl+nn"])
def test_what_is_no_key_is_told_and_the_usual_one_stays(tmp_path: Path, text: str) -> None:
    settings, problems = read_settings(written(tmp_path, f'[keys]\n"stage.plan" = "{text}"\n'))
    assert settings.keys == {}
    assert [problem.partition(": ")[2] for problem in problems] == [f'"stage.plan" = "{text}" is no key.']


async def test_keys_that_are_exchanged_are_no_problem(opened: Opened, tmp_path: Path) -> None:
    written(tmp_path, '[keys]\n"stage.plan" = "g"\n"stage.generate" = "d"\n')
    async with opened() as driver:
        assert driver.notes == []


async def test_a_theme_can_be_chosen(opened: Opened, tmp_path: Path) -> None:
    written(tmp_path, 'theme = "contrast"')
    async with opened() as driver:
        assert driver.app.theme == "workbench-contrast"


async def test_a_mistake_is_told_when_the_screens_open(opened: Opened, tmp_path: Path) -> None:
    written(tmp_path, 'theme = "pink"')
    async with opened() as driver:
        assert any("theme is one of dark, light, contrast" in note for note in driver.notes)

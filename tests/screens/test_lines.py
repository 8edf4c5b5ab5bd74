"""The one viewer: keys, wrapping, marks, and nothing harmful on the terminal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region
from textual.theme import BUILTIN_THEMES

from generators.blueprint import Source
from screens import marks
from screens.lines.drawing import thumb
from screens.lines.making import excerpt_sheet, file_sheet
from screens.lines.markdown_spans import fence_languages
from screens.lines.python_spans import PythonSpans
from screens.lines.sheet import Line, Sheet, clean, plain
from screens.lines.tones import TONES, tone_styles
from screens.lines.wrapping import hang_of, wrap_rows
from screens.themes import CONTRAST
from screens.widgets.lines import Lines


class OneView(App[None]):
    """Shows one sheet."""

    CSS_PATH = "../../screens/lines.tcss"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        yield Lines(self._sheet, empty="Nothing here.")


@asynccontextmanager
async def shown(sheet: Sheet, *keys: str, size: tuple[int, int] = (40, 12)) -> AsyncIterator[Lines]:
    """Show a sheet and press keys."""
    app = OneView(sheet)
    async with app.run_test(size=size) as pilot:
        app.query_one(Lines).focus()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield app.query_one(Lines)


def rows(lines: Lines) -> list[str]:
    """Give what the view draws within its border, left of the scrollbar."""
    strips = lines.render_lines(Region(0, 0, *lines.outer_size))
    return [strip.text[1:-2].rstrip() for strip in strips[1:-1]]


HUNDRED = Sheet(plain(str(number) for number in range(100)))


async def test_j_and_k_move_one_line() -> None:
    async with shown(HUNDRED, "j", "j", "k") as lines:
        assert lines.cursor == 1


async def test_pages_and_ends_are_one_key_away() -> None:
    async with shown(HUNDRED, "pagedown") as lines:
        assert lines.cursor == 8
    async with shown(HUNDRED, "G") as lines:
        assert lines.cursor == 99
        assert rows(lines)[-1] == "▌99"
    async with shown(HUNDRED, "end", "home") as lines:
        assert rows(lines)[0] == "▌0"


async def test_the_cursor_stays_inside() -> None:
    async with shown(HUNDRED, "k", "pageup") as lines:
        assert lines.cursor == 0


async def test_an_empty_view_says_why() -> None:
    async with shown(Sheet(), "j", "enter") as lines:
        assert rows(lines)[0] == "▌Nothing here."


async def test_numbers_and_marks_stand_in_the_margin() -> None:
    sheet = Sheet((Line("one", mark=marks.UNREAD, number=9), Line("two", number=10)))
    async with shown(sheet) as lines:
        assert rows(lines)[:2] == ["▌○  9 one", "   10 two"]


async def test_long_lines_wrap_at_spaces_where_the_sheet_wraps() -> None:
    sheet = Sheet((Line("word " * 12, number=1), Line("end", number=2)), wrap=True)
    async with shown(sheet, size=(26, 12)) as lines:
        assert rows(lines)[:5] == [
            "▌1 word word word word",
            "▌  word word word word",
            "▌  word word word word",
            " 2 end",
            "",
        ]


async def test_a_line_that_goes_on_is_marked_and_can_be_scrolled_to() -> None:
    sheet = Sheet((Line("".join(str(n % 10) for n in range(100))),))
    async with shown(sheet) as lines:
        assert rows(lines)[0].endswith("›")
    async with shown(sheet, "l") as lines:
        assert rows(lines)[0].startswith("▌89012")
    async with shown(sheet, "l", "h") as lines:
        assert rows(lines)[0].startswith("▌01234")


async def test_y_copies_the_line() -> None:
    async with shown(Sheet(plain(["  copy me "])), "y") as lines:
        assert lines.app.clipboard == "copy me"


async def test_z_gives_the_view_the_whole_screen_and_back() -> None:
    async with shown(HUNDRED, "z") as lines:
        assert lines.screen.maximized is lines
    async with shown(HUNDRED, "z", "z") as lines:
        assert lines.screen.maximized is None


async def test_a_click_moves_the_cursor() -> None:
    app = OneView(HUNDRED)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(Lines, offset=(3, 4))
        assert app.query_one(Lines).cursor == 3


def test_control_characters_never_reach_the_terminal() -> None:
    assert clean("a\x1b[31mb\x00c\x9bd\te") == "a·[31mb·c·d e"


def test_wide_characters_are_wrapped_by_their_cells() -> None:
    assert wrap_rows([Line("漢字漢字漢字")], 8) == [(0, 0, 4), (0, 4, 6)]


def test_a_word_longer_than_the_row_is_broken() -> None:
    assert wrap_rows([Line("x" * 20)], 8) == [(0, 0, 8), (0, 8, 16), (0, 16, 20)]


def test_further_rows_are_moved_in_where_that_leaves_a_third_of_the_width() -> None:
    line = Line("name  one two three", hang=6)
    assert (hang_of(line, 12), hang_of(line, 9), hang_of(line, 8)) == (6, 6, 4)
    assert wrap_rows([line], 12) == [(0, 0, 10), (0, 10, 14), (0, 14, 19)]


async def test_further_rows_begin_below_the_column_they_hang_from() -> None:
    async with shown(Sheet((Line("name  one two three four five six seven", hang=6),), wrap=True), size=(24, 5)) as it:
        assert [row[1:] for row in rows(it)[:3]] == ["name  one two three", "      four five six", "      seven"]


def test_a_file_keeps_its_numbers_and_marks() -> None:
    sheet = file_sheet("a.md", "one\ntwo\nthree\n", {2: marks.UNREAD})
    assert [(line.number, line.text, line.mark) for line in sheet.lines] == [
        (1, "one", None),
        (2, "two", marks.UNREAD),
        (3, "three", None),
    ]


def test_excerpts_cite_their_file_and_lines() -> None:
    sheet = excerpt_sheet([(Source("a.md", 3, 4), "x\ny"), (Source("b.py", 9, 9), "def f(): ...")])
    assert [line.text for line in sheet.lines] == ["a.md:3-4", "x", "y", "", "b.py:9", "def f(): ..."]
    assert [line.number for line in sheet.lines] == [None, 3, 4, None, None, 9]
    assert sheet.spans is not None
    assert (0, 3, "keyword") in sheet.spans(5)


def test_a_docstring_is_a_string_on_each_of_its_lines() -> None:
    spans = PythonSpans(("def f():", '    """One', '    two"""', "    return 1"))
    assert (0, 10, "string") in spans(2)
    assert (4, 10, "keyword") in spans(3)


def test_columns_are_counted_in_characters_and_not_in_bytes() -> None:
    spans = PythonSpans(("x = 'éé' # ü",))(0)
    assert (4, 8, "string") in spans
    assert (9, 12, "comment") in spans


def test_fences_tell_their_language_until_they_close() -> None:
    lines = ("a", "```json", "{}", "```", "b", "~~~", "c", "~~~")
    assert fence_languages(lines) == [None, "-", "json", "-", None, "-", "-", "-"]


def luminance(color: Color) -> float:
    """Give how bright a colour is, as the contrast rules of the web define it."""
    parts = [part / 255 for part in color.rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", CONTRAST.name])
@pytest.mark.parametrize("behind", ["base", "cursor", "cursor-focused", "lifted"])
def test_every_tone_can_be_read_wherever_the_cursor_is(theme: str, behind: str) -> None:
    themes = {**BUILTIN_THEMES, CONTRAST.name: CONTRAST}
    styles = tone_styles(themes[theme].to_color_system().generate())
    for name, tone in TONES.items():
        if tone.color and name not in ("found", "bar"):
            front = styles[name].color
            back = styles[behind].bgcolor
            assert front
            assert back
            shades = sorted(luminance(Color.from_rich_color(shade)) for shade in (front, back))
            assert (shades[1] + 0.05) / (shades[0] + 0.05) >= 2.8, name


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", CONTRAST.name])
async def test_what_a_frame_says_can_be_read_and_in_high_contrast_the_frame_seen(theme: str) -> None:
    async with shown(HUNDRED) as lines:
        lines.app.register_theme(CONTRAST)
        lines.app.theme = theme
        lines.app.set_focus(None)
        await lines.app.animator.wait_until_complete()
        back = lines.background_colors[1]
        wanted = [(lines.styles.border_subtitle_color, 2.8), (lines.styles.border_title_color, 2.8)]
        if theme == CONTRAST.name:
            wanted.append((lines.styles.border_top[1], 3.0))
        for color, least in wanted:
            shades = sorted(luminance(shade) for shade in (back + color, back))
            assert (shades[1] + 0.05) / (shades[0] + 0.05) >= least


def test_weaker_tones_are_mixed_with_what_lies_behind() -> None:
    styles = tone_styles(BUILTIN_THEMES["textual-dark"].to_color_system().generate())
    assert styles["muted"].color != styles["base"].color
    assert styles["cursor"].bgcolor not in (styles["base"].color, styles["base"].bgcolor)


@pytest.mark.parametrize(
    ("total", "top", "filled"),
    [(10, 0, range(0)), (20, 0, range(5)), (20, 10, range(5, 10)), (5000, 4990, range(9, 10))],
)
def test_a_scrollbar_tells_how_much_is_in_sight_and_where(total: int, top: int, filled: range) -> None:
    assert thumb(total, 10, top) == filled


async def test_the_scrollbar_can_be_dragged() -> None:
    app = OneView(HUNDRED)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.mouse_down(Lines, offset=(38, 1))
        await pilot.hover(Lines, offset=(30, 10))
        lines = app.query_one(Lines)
        assert rows(lines)[-1] == " 99"
        await pilot.mouse_up(Lines, offset=(30, 10))
        await pilot.hover(Lines, offset=(30, 1))
        assert rows(lines)[-1] == " 99"


async def test_a_line_is_broken_the_same_with_and_without_a_scrollbar() -> None:
    words = " ".join(["word"] * 12)
    async with shown(Sheet((Line("short"),), wrap=True)) as lines:
        lines.show(Sheet(tuple(Line(words) for _ in range(20)), wrap=True))
        await lines.app.animator.wait_until_complete()
        drawn = " ".join(rows(lines)).replace("▌", " ")
        assert set(drawn.split()) == {"word"}


async def test_a_line_far_down_comes_into_view_where_a_short_text_stood_before() -> None:
    async with shown(Sheet((Line("short"),))) as lines:
        lines.show(HUNDRED, 70)
        assert "▌70" in rows(lines)


def test_a_long_path_is_broken_after_what_joins_its_parts() -> None:
    text = "specs/features/tickets.md:11-14"
    assert [text[start:end] for _, start, end in wrap_rows([Line(text)], 20)] == ["specs/features/", "tickets.md:11-14"]

"""Lines: the one viewer and list of the screens, drawn line by line, whatever its length.

Specifications, code, diffs, logs, trees and lists are all sheets; keys, mouse and colours are
therefore the same everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.dialogs.search import SearchScreen
from screens.keys import named
from screens.lines.drawing import Look, draw_row, margin_width, thumb
from screens.lines.making import Place
from screens.lines.searching import Search, next_hit
from screens.lines.sheet import Line, Sheet, clean
from screens.lines.tones import Styles, tone_styles
from screens.lines.wrapping import Row, WholeRows, wrap_rows


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a sheet, with a cursor on one of its lines."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = named(
        "lines",
        Binding("down,j", "move(1)", "Line down", show=False),
        Binding("up,k", "move(-1)", "Line up", show=False),
        Binding("pagedown,ctrl+d,space", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("home,less_than_sign", "first", "First line", show=False),
        Binding("end,G,greater_than_sign", "last", "Last line", show=False),
        Binding("left,h", "sideways(-8)", "Scroll left", show=False),
        Binding("right,l", "sideways(8)", "Scroll right", show=False),
        Binding("enter", "activate", "Open", show=False),
        Binding("y", "copy_line", "Copy line", show=False),
        Binding("Y", "copy_place", "Copy file and line", show=False),
        Binding("z", "zoom", "Zoom in or out", show=False),
        Binding("slash", "search", "Search here", show=False),
        Binding("n", "find(1)", "Next match"),
        Binding("N", "find(-1)", "Match before"),
        Binding("escape", "end_search", "End search"),
    )
    cursor: reactive[int] = reactive(0, repaint=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Changes nothing in how the screen is laid out, but where the height follows it."""

    @dataclass
    class About(Message):
        """Something about a view."""

        lines: "Lines"

        @property
        def control(self) -> "Lines":
            """The view it happened in."""
            return self.lines

    class Moved(About):
        """The cursor stands on another line."""

        @property
        def line(self) -> Line:
            """The line under the cursor when this is heard. Who moves a cursor in answer to where it stood before
            would be told of that in turn, for ever."""
            return self.lines.line or Line("")

    @dataclass
    class Activated(About):
        """Enter was pressed on a line, or it was clicked twice."""

        line: Line

    def __init__(
        self,
        sheet: Sheet | None = None,
        *,
        empty: str = "",
        enter: str = "",
        id: str | None = None,  # noqa: A002 - as Textual has it
    ) -> None:
        """Show ``sheet``, or the sentence ``empty`` while there is nothing to show; ``enter`` says in a word what that
        key opens here."""
        super().__init__(id=id)
        self.empty = empty
        self.enter = enter
        self._sheet = Sheet()
        self._rows: Sequence[Row] = ()
        self._first_rows: Sequence[int] = ()
        self._wrapped_at = -1
        self._centre = False
        self.expected_height = 0
        """The rows that there will be once this is shown, where that is known before: it then is drawn once, at the
        right place, and not again when it has its size."""
        self.lifted: tuple[tuple[int, int], ...] = ()
        """First and last numbers of the lines that stand out."""
        self._search = Search()
        self._mixed_of: Mapping[str, str] = {}
        self._styles: Styles = {}
        self._top = 0
        self._thumb = range(0)
        self._dragging = False
        self._look = Look(self._sheet, {}, 0)
        self.show(sheet or Sheet())

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self._sheet

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._sheet.lines[self.cursor] if 0 <= self.cursor < len(self._sheet.lines) else None

    def show(self, sheet: Sheet, cursor: int | None = None, lifted: Sequence[tuple[int, int]] = ()) -> None:
        """Show another sheet; the cursor goes to ``cursor``, or stays where it is. ``lifted`` are the first
        and last numbers of lines that stand out."""
        if not sheet.lines and self.empty:
            sheet = Sheet((Line(self.empty, "muted"),), wrap=True)
        self.lifted = tuple(lifted)
        if sheet is not self._sheet:
            self._sheet = sheet
            self._wrapped_at = -1
        self._lay_out()
        self.refresh()
        self.go_to(self.cursor if cursor is None else cursor, centre=cursor is not None)

    def clear(self) -> None:
        """Show nothing."""
        self.show(Sheet(), 0)

    def go_to(self, index: int, *, centre: bool = False) -> None:
        """Put the cursor on the line of that index and bring it into view."""
        index = max(0, min(index, len(self._sheet.lines) - 1))
        self.cursor = index
        height = self.scrollable_content_region.height if self.size.height else self.expected_height
        if not self._first_rows or not height:
            self._centre = centre
            return
        top, bottom = self._rows_of(index)
        offset = self.scroll_offset.y
        if centre:
            offset = top - height // 4
        elif top < offset:
            offset = top
        elif bottom > offset + height:
            offset = min(top, bottom - height)
        self.scroll_to(y=max(0, offset), animate=False, immediate=True)

    def in_view(self, index: int) -> bool:
        """Tell whether all of a line can be seen."""
        if not 0 <= index < len(self._first_rows):
            return False
        top, bottom = self._rows_of(index)
        return self.scroll_offset.y <= top and bottom <= self.scroll_offset.y + self.scrollable_content_region.height

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint both lines and tell who listens."""
        for index in (old, new):
            if 0 <= index < len(self._first_rows):
                top, bottom = self._rows_of(index)
                self.refresh_lines(top, bottom - top)
        if self.is_mounted and old != new and self.line:
            self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Break the lines anew where the width is another, and keep the cursor in view."""
        if self._lay_out():
            self.refresh()
        self.go_to(self.cursor, centre=self._centre)
        if self.size.height:
            self._centre = False

    def notify_style_update(self) -> None:
        """Repaint in the colours of another theme."""
        super().notify_style_update()
        self.refresh()

    def render_str(self, text_content: str | Content) -> Content:
        """Take titles word for word: names of files, and what is searched for, may hold brackets."""
        return text_content if isinstance(text_content, Content) else Content(clean(text_content))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw a part of what is visible; what its rows have in common is found once."""
        variables = self.app.theme_variables
        if self._mixed_of is not variables:
            self._mixed_of, self._styles = variables, tone_styles(variables)
        self._top = self.scroll_offset.y
        left = 0 if self._sheet.wrap else self.scroll_offset.x
        focused = self.has_focus
        self._look = Look(self._sheet, self._styles, self._width, left, self.cursor, focused, self.lifted, self._search)
        self._thumb = thumb(len(self._rows), self.size.height, self._top)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the visible region."""
        row, base = y + self._top, self._styles["base"]
        strip = draw_row(self._look, self._rows[row]) if row < len(self._rows) else Strip.blank(self._look.width, base)
        return Strip([*strip, Segment("▐" if y in self._thumb else " ", base + self._styles["bar"])])

    @property
    def _width(self) -> int:
        """The columns for text: the scrollbar has the last one, whether there is something to scroll or not."""
        return self.size.width - 1 if self.size.width else 80

    def _lay_out(self) -> bool:
        """Break the lines for the width that there is; tells whether that was to be done: lines that are not
        broken are laid out once, whatever the width."""
        width = self._width
        wanted = width if self._sheet.wrap else 0
        if self._wrapped_at == wanted:
            return False
        self._wrapped_at = wanted
        lines = self._sheet.lines
        body = width - margin_width(self._sheet)
        if self._sheet.wrap:
            self._rows = wrap_rows(lines, body)
            self._first_rows = [position for position, (_, start, _) in enumerate(self._rows) if start == 0]
        else:
            self._rows, self._first_rows = WholeRows(lines), range(len(lines))
        longest = 0 if self._sheet.wrap else self._sheet.longest
        self.virtual_size = Size(longest + margin_width(self._sheet) if longest else 0, len(self._rows))
        return True

    def watch_virtual_size(self) -> None:
        """Lay out anew where the height follows the number of rows."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)

    @property
    def allow_vertical_scroll(self) -> bool:
        """The view scrolls by itself: Textual's scrollbars are widgets, each of which is felt in every layout."""
        return True

    @property
    def allow_horizontal_scroll(self) -> bool:
        """Lines that are not broken scroll."""
        return not self._sheet.wrap

    def _rows_of(self, index: int) -> tuple[int, int]:
        top = self._first_rows[index]
        after = index + 1
        return top, self._first_rows[after] if after < len(self._first_rows) else len(self._rows)

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self.go_to(self.cursor + lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a screenful."""
        self.go_to(self.cursor + pages * max(1, self.scrollable_content_region.height - 2))

    def action_first(self) -> None:
        """Go to the first line."""
        self.go_to(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self.go_to(len(self._sheet.lines) - 1)

    def action_sideways(self, columns: int) -> None:
        """Scroll long lines."""
        self.scroll_to(x=self.scroll_offset.x + columns, animate=False)

    def action_activate(self) -> None:
        """Open what the line stands for."""
        if line := self.line:
            self.post_message(self.Activated(self, line))

    def action_copy_line(self) -> None:
        """Copy the line under the cursor."""
        if line := self.line:
            self.app.copy_to_clipboard(line.text.strip())
            self.notify("Line copied.", timeout=2)

    def action_copy_place(self) -> None:
        """Copy where the line stands, as ``file:line``."""
        if self.line and isinstance(place := self.line.target, Place):
            self.app.copy_to_clipboard(f"{place.file}:{place.line}")
            self.notify(f"{place.file}:{place.line} copied.", timeout=2)
        else:
            self.notify("This line stands in no file.", severity="warning")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Step through matches only while something is looked for."""
        return action not in ("find", "end_search") or bool(self._search)

    def action_search(self) -> None:
        """Ask what to look for, and go to the first match at once."""
        began = self.cursor

        def follow(text: str) -> None:
            self._look_for(text, began)

        def over(kept: bool | None) -> None:
            if not kept:
                self._look_for("", began)

        self.app.push_screen(SearchScreen(follow), over)

    def _look_for(self, text: str, began: int) -> None:
        self._search = Search(text)
        hits = self._search.hits(self._sheet.lines)
        hit = next_hit(hits, began, 1, itself=True)
        self.border_subtitle = f"/{text}  {len(hits)} line{'s' * (len(hits) != 1)}" if text else ""
        self.go_to(began if hit is None else hit)
        self.refresh()
        self.refresh_bindings()

    def action_find(self, by: int) -> None:
        """Go to another match."""
        hit = next_hit(self._search.hits(self._sheet.lines), self.cursor, by)
        if hit is not None:
            self.go_to(hit)

    def action_end_search(self) -> None:
        """Look for nothing any more, and stay."""
        self._look_for("", self.cursor)

    def action_zoom(self) -> None:
        """Give the view the whole screen, or give it back."""
        if self.screen.maximized is None:
            self.screen.maximize(self)
        else:
            self.screen.minimize()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar."""
        within = event.get_content_offset(self)
        if self._thumb and within and within.x >= self._width:
            self._dragging = True
            self.capture_mouse()
            self._drag(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scroll while the scrollbar is held."""
        if self._dragging:
            self._drag(event)

    def on_mouse_up(self) -> None:
        """Let the scrollbar go."""
        self._dragging = False
        self.release_mouse()

    def _drag(self, event: events.MouseEvent) -> None:
        share = (event.screen_y - self.content_region.y) / max(1, self.size.height - 1)
        self.scroll_to(y=round(share * self.max_scroll_y), animate=False)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked line; a second click opens it."""
        within = event.get_content_offset(self)
        row = within.y + self.scroll_offset.y if within and within.x < self._width else -1
        if 0 <= row < len(self._rows):
            self.go_to(self._rows[row][0])
            if event.chain == 2:
                self.action_activate()

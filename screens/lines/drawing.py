"""Drawing: what one row of a sheet looks like, with its margin, its tones, and what was found in it."""

import itertools
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.lines.searching import Search
from screens.lines.sheet import Line, Sheet
from screens.lines.tones import Styles
from screens.lines.wrapping import Row, hang_of


@dataclass(frozen=True, slots=True)
class Look:
    """What the rows of one frame share. ``lifted`` are the first and last numbers of lines that stand out, ``left``
    the columns that are scrolled away."""

    sheet: Sheet
    styles: Styles
    width: int
    left: int = 0
    cursor: int = -1
    focused: bool = False
    lifted: tuple[tuple[int, int], ...] = ()
    search: Search = field(default_factory=Search)

    def stands_out(self, line: Line) -> bool:
        """Tell whether a line is among those that were lifted."""
        number = line.number
        return number is not None and any(first <= number <= last for first, last in self.lifted)

    @property
    def cursor_style(self) -> Style:
        """How the line under the cursor is told apart."""
        return self.styles["cursor-focused" if self.focused else "cursor"]


def margin_width(sheet: Sheet) -> int:
    """Give the columns before the text: the pointer, the mark and the number."""
    return 1 + 2 * sheet.marked + (sheet.number_width + 1 if sheet.number_width else 0)


def thumb(rows: int, height: int, top: int) -> range:
    """Give the rows of a view of that height that its scrollbar fills while it shows ``rows`` from ``top`` on; none
    where all are in sight."""
    if rows <= height:
        return range(0)
    size = max(1, height * height // rows)
    first = round(top * (height - size) / (rows - height))
    return range(first, first + size)


def draw_row(look: Look, row: Row) -> Strip:
    """Draw a part of a line in the whole width."""
    index, start, _ = row
    sheet, styles = look.sheet, look.styles
    line = sheet.lines[index]
    here, lifted = index == look.cursor, look.stands_out(line)
    back = styles["base"] + (look.cursor_style if here else styles["lifted" if lifted else ""])
    pointer = "▌" if here else "┃" if lifted else " "
    margin = [Segment(pointer, back + styles["keyword"]), *_margin(look, line, back, first=start == 0)]
    room = max(0, look.width - margin_width(sheet))
    indent = [Segment(" " * hang_of(line, room), back)] if start and line.hang else []
    body = Strip([*indent, *_body(look, row, back)])
    if sheet.wrap:
        body = body.crop(0, room)
    elif body.cell_length > look.left + room:
        body = Strip([*body.crop(look.left, look.left + room - 1), Segment("›", back + styles["muted"])])
    elif look.left:
        body = body.crop(look.left, look.left + room)
    return Strip([*margin, *body]).adjust_cell_length(look.width, back)


def _margin(look: Look, line: Line, back: Style, *, first: bool) -> list[Segment]:
    segments = []
    if look.sheet.marked:
        mark = line.mark if first else None
        segments.append(Segment(f"{mark.symbol} ", back + look.styles[mark.tone]) if mark else Segment("  ", back))
    if width := look.sheet.number_width:
        number = str(line.number) if first and line.number is not None else ""
        segments.append(Segment(f"{number:>{width}} ", back + look.styles["margin"]))
    return segments


def _body(look: Look, row: Row, back: Style) -> list[Segment]:
    """Cut the text where a tone begins or ends; what lies behind the cursor's line goes over all but what was found."""
    index, start, end = row
    sheet, styles = look.sheet, look.styles
    line = sheet.lines[index]
    cursor = look.cursor_style if index == look.cursor else Style.null()
    style = back + styles[line.tone] + cursor
    spans = [*line.spans, *(sheet.spans(index) if sheet.spans else ()), *look.search.spans(line.text)]
    cuts = sorted({start, end, *(column for span in spans for column in span[:2] if start < column < end)})
    segments = []
    for low, high in itertools.pairwise(cuts):
        part = style
        for first, last, tone in spans:
            if first <= low and high <= last:
                part += styles[tone] if tone == "found" else styles[tone] + cursor
        segments.append(Segment(line.text[low:high], part))
    return segments

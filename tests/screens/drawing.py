"""What a terminal shows, as a small SVG: a text for each run of cells in one style, a box behind those with a
background of their own. The same screen gives the same bytes."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style

from screens.application import WorkbenchApp

_CELL, _ROW, _SIZE = 8, 17, 13
_DEFAULT = ("#e0e0e0", "#121212")

Run = tuple[int, int, str, Style]
"""Column, width in cells, text and style."""


def rows_of(app: WorkbenchApp) -> list[list[Run]]:
    """Give the runs of every row of the screen in front."""
    return [list(_runs(strip)) for strip in app.screen._compositor.render_strips()]


def _runs(strip: object) -> Iterator[Run]:
    column = 0
    for style, segments in groupby(strip, key=lambda segment: segment.style or Style.null()):  # type: ignore[call-overload]
        text = "".join(segment.text for segment in segments)
        width = cell_len(text)
        yield column, width, text, style
        column += width


def text_rows(rows: list[list[Run]]) -> list[str]:
    """Give the bare texts of rows."""
    return ["".join(text for _, _, text, _ in row).rstrip() for row in rows]


def draw_svg(rows: list[list[Run]], title: str) -> str:
    """Draw rows."""
    backgrounds = Counter[str]()
    for row in rows:
        for _, width, _, style in row:
            backgrounds[_colors(style)[1]] += width
    back = backgrounds.most_common(1)[0][0]
    styles: dict[str, str] = {}
    body = [line for y, row in enumerate(rows) for line in _draw_row(y, row, back, styles)]
    width = max(sum(run[1] for run in row) for row in rows) * _CELL
    height = len(rows) * _ROW
    classes = "".join(f".{name}{{{rule}}}" for rule, name in styles.items())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" xml:space="preserve">',
            f"<title>{escape(title)}</title>",
            f"<style>text{{font:{_SIZE}px monospace;white-space:pre}}{classes}</style>",
            f'<rect width="{width}" height="{height}" fill="{back}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def _draw_row(y: int, row: list[Run], back: str, styles: dict[str, str]) -> Iterator[str]:
    for column, width, text, style in row:
        front, behind = _colors(style)
        if behind != back:
            yield (
                f'<rect x="{column * _CELL}" y="{y * _ROW}" width="{width * _CELL}" height="{_ROW}" fill="{behind}"/>'
            )
        shown = text.rstrip()
        if not shown:
            continue
        start = len(shown) - len(shown.lstrip())
        rule = f"fill:{front}" + ";font-weight:bold" * bool(style.bold) + ";font-style:italic" * bool(style.italic)
        rule += ";text-decoration:underline" * bool(style.underline)
        name = styles.setdefault(rule, f"s{len(styles)}")
        x, length = (column + start) * _CELL, cell_len(shown.lstrip()) * _CELL
        at = f'x="{x}" y="{y * _ROW + _SIZE}"' + (f' textLength="{length}"' if length > _CELL else "")
        yield f'<text class="{name}" {at}>{escape(shown.lstrip(), quote=False)}</text>'


def _colors(style: Style) -> tuple[str, str]:
    front, behind = (_hex(color, other) for color, other in zip((style.color, style.bgcolor), _DEFAULT, strict=True))
    return (behind, front) if style.reverse else (front, behind)


def _hex(color: Color | None, otherwise: str) -> str:
    return color.get_truecolor().hex if color and not color.is_default else otherwise

"""The entity diagram as text: a box for each table, what it references to its left, lines between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generators.blueprint import Column, Entity
from screens.lines.sheet import Line, Sheet, Span, clean

_LEFT, _RIGHT, _UP, _DOWN = 1, 2, 4, 8
_STROKES = {
    0: " ", _LEFT: "─", _RIGHT: "─", _UP: "│", _DOWN: "│", _LEFT | _RIGHT: "─", _UP | _DOWN: "│",
    _RIGHT | _DOWN: "╭", _LEFT | _DOWN: "╮", _RIGHT | _UP: "╰", _LEFT | _UP: "╯", _RIGHT | _UP | _DOWN: "├",
    _LEFT | _UP | _DOWN: "┤", _LEFT | _RIGHT | _DOWN: "┬", _LEFT | _RIGHT | _UP: "┴",
    _LEFT | _RIGHT | _UP | _DOWN: "┼",
}  # fmt: skip
_KEY = "◆"
_FOREIGN = "→"


@dataclass(frozen=True, slots=True)
class _Box:
    """One table: the texts of its rows, and where it stands; ``top`` is the row of its upper edge."""

    name: str
    rows: tuple[tuple[str, str], ...]
    """Text and tone."""
    feet: tuple[tuple[int, str, bool], ...]
    """For each foreign key: the row within the box, the table it leads to, and whether it is unique."""
    layer: int = 0
    top: int = 0

    @property
    def width(self) -> int:
        """Inside the edges, with a space at either side."""
        return max(len(self.name) + 1, *(len(text) for text, _ in self.rows), 1) + 2

    @property
    def height(self) -> int:
        """With both edges."""
        return len(self.rows) + 2


@dataclass(slots=True)
class _Canvas:
    """Cells with strokes that join where they meet, and texts over them."""

    strokes: dict[tuple[int, int], int] = field(default_factory=dict)
    texts: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    def write(self, row: int, column: int, text: str, tone: str) -> None:
        """Write one text."""
        self.texts[row, column] = (text, tone)

    def across(self, row: int, first: int, last: int) -> None:
        """Draw from one column to another, both included."""
        for column in range(first, last + 1):
            self._add(row, column, (_LEFT if column > first else 0) | (_RIGHT if column < last else 0))

    def down(self, column: int, first: int, last: int) -> None:
        """Draw from one row to another, both included."""
        for row in range(first, last + 1):
            self._add(row, column, (_UP if row > first else 0) | (_DOWN if row < last else 0))

    def _add(self, row: int, column: int, stroke: int) -> None:
        self.strokes[row, column] = self.strokes.get((row, column), 0) | stroke

    def lines(self) -> tuple[Line, ...]:
        """Give what was drawn."""
        by_row: dict[int, list[tuple[int, str, str]]] = {}
        for (row, column), stroke in self.strokes.items():
            by_row.setdefault(row, []).append((column, _STROKES[stroke], ""))
        for (row, column), (text, tone) in self.texts.items():
            by_row.setdefault(row, []).append((column, text, tone))
        return tuple(_line(by_row.get(row, [])) for row in range(max(by_row, default=-1) + 1))


def _line(parts: Iterable[tuple[int, str, str]]) -> Line:
    cells: list[str] = []
    spans: list[Span] = []
    for column, text, tone in sorted(parts, key=lambda part: (bool(part[2]), part[0])):
        cells.extend(" " * (column + len(text) - len(cells)))
        cells[column : column + len(text)] = text
        if tone:
            spans.append((column, column + len(text), tone))
    return Line("".join(cells), spans=tuple(spans))


def diagram_sheet(entities: Sequence[Entity]) -> Sheet:
    """Draw the tables. Lines lead to tables of the column to the left; what a foreign key leads to is also
    written beside it."""
    layers = _place([_box(entity) for entity in entities])
    canvas = _Canvas()
    left = 0
    for index, layer in enumerate(layers):
        if index:
            left = _connect(canvas, layers[index - 1], layer, left)
        for box in layer:
            _draw(canvas, box, left)
        left += max(box.width for box in layer) + 2
    return Sheet((*canvas.lines(), Line(""), _legend()))


def _legend() -> Line:
    text = f"{_KEY} primary key   {_FOREIGN} foreign key   ? may be empty   1 one   n many"
    return Line(text, "muted")


def _box(entity: Entity) -> _Box:
    width = max((len(column.name) for column in entity.columns), default=0)
    alone = sum(column.primary_key for column in entity.columns) == 1
    feet = tuple(
        (position, column.references.entity, column.unique or (column.primary_key and alone))
        for position, column in enumerate(entity.columns, 1)
        if column.references
    )
    return _Box(clean(entity.name), tuple(_row(column, width) for column in entity.columns), feet)


def _row(column: Column, width: int) -> tuple[str, str]:
    sign = _KEY if column.primary_key else _FOREIGN if column.references else " "
    leads = f" {_FOREIGN} {column.references.entity}" if column.references else ""
    text = clean(f"{sign} {column.name:<{width}} {column.type}{'?' if column.nullable else ''}{leads}")
    return text, "keyword" if column.primary_key else "info" if column.references else ""


def _place(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Put every table to the right of those it references, and tables of one column below each other."""
    by_name = {box.name: box for box in boxes}
    depths: dict[str, int] = {}
    for box in boxes:
        _depth(box, by_name, depths, ())
    layers: list[list[_Box]] = [[] for _ in range(max(depths.values(), default=-1) + 1)]
    for box in boxes:
        layers[depths[box.name]].append(box)
    return [_stack(layer, index) for index, layer in enumerate(layers)]


def _depth(box: _Box, by_name: Mapping[str, _Box], depths: dict[str, int], way: tuple[str, ...]) -> int:
    """Give the length of the longest chain of references; a circle is cut where it closes."""
    if box.name in depths:
        return depths[box.name]
    way = (*way, box.name)
    names = {name for _, name, _ in box.feet if name in by_name and name not in way}
    depth = max((_depth(by_name[name], by_name, depths, way) + 1 for name in sorted(names)), default=0)
    depths[box.name] = depth
    return depth


def _stack(layer: Sequence[_Box], index: int) -> list[_Box]:
    top, stacked = 0, []
    for box in layer:
        stacked.append(_Box(box.name, box.rows, box.feet, index, top))
        top += box.height + 1
    return stacked


def _connect(canvas: _Canvas, heads: Sequence[_Box], layer: Sequence[_Box], left: int) -> int:
    """Draw lines from the tables of one column to those to its right; gives where these begin. Every table
    that is referenced has a track of its own between the columns."""
    feet = {
        head.name: [(box.top + row, unique) for box in layer for row, name, unique in box.feet if name == head.name]
        for head in heads
    }
    tracks = {name: left + 3 + 2 * position for position, name in enumerate(name for name in feet if feet[name])}
    right = left + 2 * len(tracks) + 4
    for head in heads:
        if head.name not in tracks:
            continue
        track, row = tracks[head.name], head.top + 1
        edge = left - max(box.width for box in heads) - 2 + head.width + 2
        canvas.across(row, edge, track)
        canvas.write(row, edge, "1", "muted")
        rows = [row, *(foot for foot, _ in feet[head.name])]
        canvas.down(track, min(rows), max(rows))
        for foot, unique in feet[head.name]:
            canvas.across(foot, track, right - 1)
            canvas.write(foot, right - 1, "1" if unique else "n", "muted")
    return right


def _draw(canvas: _Canvas, box: _Box, left: int) -> None:
    title = f" {box.name} "
    canvas.write(box.top, left, f"╭{title}{'─' * (box.width - len(title))}╮", "muted")
    canvas.write(box.top, left + 1, title, "title")
    for row, (text, tone) in enumerate(box.rows, box.top + 1):
        canvas.write(row, left, f"│ {text:<{box.width - 1}}│", "muted")
        canvas.write(row, left + 2, text, tone or "base")
    canvas.write(box.top + box.height - 1, left, f"╰{'─' * box.width}╯", "muted")

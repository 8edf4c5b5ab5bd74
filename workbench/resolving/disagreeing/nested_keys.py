"""Keys of a JSON column that are columns themselves: ``settings`` shown with a ``theme`` beside a column ``theme``."""

from collections.abc import Iterator

from generators.blueprint import Entity, Source, TypeName
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import join_words, snake

_KEY = regex(r'^(?:\s{1,4}|\t)"(\w+)"\s*:')
_OWN = frozenset({"id", "created_at", "updated_at"})
_ABOVE, _LONGEST = 4, 60


def find_nested_keys(desk: Desk) -> Iterator[Dispute]:
    """Find the JSON columns whose example holds what the same table keeps in columns."""
    holding = {
        column.name: entity
        for entity in desk.context.entities
        for column in entity.columns
        if column.type.name is TypeName.JSON and column.sources
    }
    for file, text in sorted(desk.context.texts.items()) if holding else ():
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if line.lstrip().startswith("```json"):
                above = " ".join(lines[max(0, number - _ABOVE) : number])
                named = [name for name in desk.names.columns_in(above) if name in holding]
                if len(named) == 1:
                    yield from _within(holding[named[0]], named[0], file, lines, number + 1)


def _within(entity: Entity, name: str, file: str, lines: list[str], start: int) -> Iterator[Dispute]:
    shown: dict[str, Source] = {}
    for number, line in enumerate(lines[start : start + _LONGEST], start + 1):
        if line.lstrip().startswith("```"):
            break
        if match := _KEY.match(line):
            shown.setdefault(snake(match[1]), Source(file, number, number))
    twice = [one for one in entity.columns if one.name in shown and one.sources and one.name not in _OWN]
    if not twice or name in shown or len(twice) == len(shown):
        return
    names = join_words([one.name for one in twice])
    columns = tuple(Statement(f"{entity.name}.{one.name}", one.sources[0], frozenset()) for one in twice)
    keys = tuple(Statement(f"{name}: {one.name}", shown[one.name], frozenset()) for one in twice)
    sides = (
        Side("columns", f"in columns of {entity.name}", columns, effect="The backend stays as it is described."),
        Side("inside", f"within {name}", keys, effect=f"The columns are there all the same; {name} takes them, too."),
    )
    text = (
        f"Where {'is' if len(twice) == 1 else 'are'} {names} of {entity.name} kept: in columns, as "
        f"{columns[0].source.file} says, or within {name}, as {file} shows?"
    )
    yield Dispute(f"{entity.name}.{name}.holds", "storage", text, sides)

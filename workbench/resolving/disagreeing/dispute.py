"""What a disagreement consists of: the sides, and the words in which a person is asked."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generators.blueprint import Source
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.statements import Statement

_LONGEST = 150
MOST_SIDES = 4
"""So many sides are shown; who sees more reads none."""

_MOST_SAYING = 3

Subject = TypeVar("Subject", bound=Hashable)
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Side:
    """One way to have it: ``value`` is what is stored, ``text`` what is shown, ``said`` who says so; ``rules`` are the
    lines of the exact notation that make it so, where there are any; ``effect`` tells what choosing it does where
    neither those nor the sentences do; ``drops`` are the paths and tables that it leaves out."""

    value: str
    text: str
    said: tuple[Statement, ...]
    rules: tuple[str, ...] = ()
    effect: str = ""
    drops: tuple[str, ...] = ()

    def also(self, statement: Statement) -> "Side":
        """Add another sentence that says the same."""
        return replace(self, said=(*self.said, statement))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where it is said."""
        return tuple(dict.fromkeys(one.source for one in self.said))


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement: ``id`` is made of the words that the sides share, ``sides`` begin with the most
    authoritative one."""

    id: str
    kind: str
    text: str
    sides: tuple[Side, ...]


def dispute_of(kind: str, sides: Iterable[Side], name: str = "") -> Dispute:
    """Put sides into order, and the disagreement into words; its id is ``name`` or made of what the sides share."""
    ordered = by_authority(sides)
    shared = frozenset.intersection(*(one.meaning for side in ordered for one in side.said[:1]))
    text = f"{quoted(ordered)}: which one holds?"
    return Dispute(name or f"said.{kind}.{'-'.join(sorted(shared)[:5])}", kind, text, ordered)


def put(identifier: str, kind: str, lead: str, sides: Iterable[Side]) -> Dispute:
    """Put sides into order, and ask the question that ``lead`` begins with what the first three say."""
    ordered = by_authority(sides)[:MOST_SIDES]
    return Dispute(identifier, kind, f"{lead}: {quoted(ordered)}?", ordered)


def by_authority(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Give the side first that the document with the most authority takes."""
    return tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side.sources[0])))


def quoted(sides: Sequence[Side]) -> str:
    """Give what the first three sides say, each in its own words."""
    return ", but ".join(f"{one.sources[0].file} says \u201c{quote(one.said[0].text)}\u201d" for one in sides[:3])


def placed(sides: Sequence[Side]) -> str:
    """Give what the first three sides come to, each with its document."""
    return ", but ".join(f"{one.text} in {one.sources[0].file}" for one in sides[:3])


def quote(text: str) -> str:
    """Give a sentence as it is quoted: on one line, and not too long."""
    plain = " ".join(text.split()).rstrip(".;:, ")
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"


class Told(Generic[Subject, Value]):
    """What sentences tell of several subjects: for each of them the values, and who says so."""

    def __init__(self) -> None:
        self._told: dict[Subject, dict[Value, list[Statement]]] = {}

    def add(self, subject: Subject, value: Value, said: Statement) -> None:
        """Note that a sentence gives a subject a value."""
        self._told.setdefault(subject, {}).setdefault(value, []).append(said)

    def __iter__(self) -> Iterator[tuple[Subject, dict[Value, list[Statement]]]]:
        """Give each subject with what is told of it, in the order in which they were met."""
        return iter(self._told.items())

    def differing(self) -> Iterator[tuple[Subject, dict[Value, list[Statement]]]]:
        """Give the subjects of which several values are told, in more than one place."""
        return ((subject, by_value) for subject, by_value in self if is_disputed(by_value))


def is_disputed(by_value: Mapping[Value, Sequence[Statement]]) -> bool:
    """Tell whether several values are told, in more than one place: what stands together was meant together."""
    return len(by_value) > 1 and len({one.place for said in by_value.values() for one in said}) > 1


def sides_of(
    by_value: Mapping[str, Sequence[Statement]], rules: Callable[[str], tuple[str, ...]] = lambda _: ()
) -> list[Side]:
    """Give a side for each value, with the first sentences that tell it and the ``rules`` that make it so."""
    return [Side(value, value, tuple(said[:_MOST_SAYING]), rules(value)) for value, said in by_value.items()]

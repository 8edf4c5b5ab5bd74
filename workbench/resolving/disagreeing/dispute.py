"""What a disagreement consists of: the sides, and the words in which a person is asked."""

from dataclasses import dataclass, replace

from generators.blueprint import Source
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.statements import Statement

_LONGEST = 150


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


def dispute_of(kind: str, sides: tuple[Side, ...], name: str = "") -> Dispute:
    """Put sides into order, and the disagreement into words; its id is ``name`` or made of what the sides share."""
    ordered = tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side.sources[0])))
    shared = frozenset.intersection(*(frozenset(one.meaning) for side in ordered for one in side.said[:1]))
    quotes = [f"{side.sources[0].file} says \u201c{quote(side.said[0].text)}\u201d" for side in ordered[:3]]
    text = f"{', but '.join(quotes)}: which one holds?"
    return Dispute(name or f"said.{kind}.{'-'.join(sorted(shared)[:5])}", kind, text, ordered)


def put(identifier: str, kind: str, lead: str, sides: tuple[Side, ...]) -> Dispute:
    """Put sides into order, and ask the question that ``lead`` begins with what the first three say."""
    ordered = tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side.sources[0])))
    quotes = [f"{side.sources[0].file} says \u201c{quote(side.said[0].text)}\u201d" for side in ordered[:3]]
    return Dispute(identifier, kind, f"{lead}: {', but '.join(quotes)}?", ordered)


def quote(text: str) -> str:
    """Give a sentence as it is quoted: on one line, and not too long."""
    plain = " ".join(text.split()).rstrip(".;:, ")
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"

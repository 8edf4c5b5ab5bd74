"""The catalogue of contradictions: what documents can disagree about, and how each is put to a person.

Every kind is one entry. A stage collects what the documents say in order of authority and lets
``settle`` choose: one value that all share needs no words, several become a question whose
recommended choice is the most authoritative statement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generators.blueprint import Source
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.words import join_words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """One document's statement."""

    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A kind of contradiction. ``sentence`` has places for ``about`` and ``values``; ``effect`` for
    ``value``; ``weight`` is multiplied with what depends on it; lighter kinds do not block generation."""

    suffix: str
    sentence: str
    effect: str
    why: str = "the more authoritative document says so."
    weight: int = 1
    blocking: bool = True


TYPE = Contradiction("type", "Which type does {about} have: {values}?", "The column is {value}.", weight=6)
TEXT_TYPE = Contradiction(
    "type", "Which type does {about} have: {values}?", "The column is {value}.", weight=4, blocking=False
)
USER_ID_TYPE = Contradiction(
    "type", "Which type does {about} have: {values}?", "The key and every reference to it are {value}.", weight=12
)
NULLABLE = Contradiction(
    "nullable", "Can {about} be empty? The documents say {values}.", "The column is {value}.", weight=2, blocking=False
)
LENGTH = Contradiction(
    "length", "How long can {about} be: {values}?", "Longer values than {value} are refused.", weight=3, blocking=False
)
DEFAULT = Contradiction(
    "default",
    "Which default does {about} have: {values}?",
    "Rows without a value get {value}.",
    weight=3,
    blocking=False,
)
CHOICES = Contradiction("choices", "Which values can {about} have: {values}?", "Only {value} are accepted.", weight=6)
UNIQUE = Contradiction(
    "unique", "Must {about} be unique? The documents say {values}.", "The column is {value}.", weight=4, blocking=False
)
ON_DELETE = Contradiction(
    "on_delete",
    "What happens to rows when the row behind {about} is deleted: {values}?",
    "Deleting the referenced row means {value}.",
    weight=4,
    blocking=False,
)
STATUS = Contradiction(
    "status", "With which status does {about} answer: {values}?", "The route answers {value}.", weight=3, blocking=False
)
AUTH = Contradiction("auth", "Does {about} need a signed-in user: {values}?", "The endpoint is {value}.", weight=8)
GENERAL_AUTH = Contradiction(
    "auth",
    "Does {about} need a signed-in user? What is said of it, and of all endpoints, is {values}.",
    "The endpoint is {value}.",
    why="what is said of one endpoint is more exact than what is said of all.",
    weight=5,
    blocking=False,
)
REQUIRED = Contradiction(
    "required", "Must {about} be given: {values}?", "The field is {value}.", weight=3, blocking=False
)
OFFERED = Contradiction(
    "offers", "Which values does {about} offer: {values}?", "{value} are accepted.", weight=3, blocking=False
)
SHAPE = Contradiction(
    "shape", "What does {about} answer with: {values}?", "The answer has the members {value}.", weight=6, blocking=False
)
LIMIT = Contradiction("limit", "What is {about}: {values}?", "It is {value}.", weight=2, blocking=False)
SETTING = Contradiction("setting", "What holds for {about}: {values}?", "It is {value}.", weight=5)


def settle(
    ledger: Ledger,
    kind: Contradiction,
    about: str,
    statements: Sequence[Said[T]],
    *,
    show: Callable[[T], str] = str,
    name: str | None = None,
    affects: int = 1,
) -> T:
    """Give what holds among ``statements`` (most authoritative first), asking where they differ."""
    by_value: dict[str, list[Said[T]]] = {}
    for statement in statements:
        by_value.setdefault(show(statement.value), []).append(statement)
    if len(by_value) == 1:
        return statements[0].value
    shown = list(by_value)
    choices = [Choice(value, _where(value, by_value[value]), kind.effect.format(value=value)) for value in shown]
    evidence = [statement.source for group in by_value.values() for statement in group]
    chosen = ledger.ask(
        f"{name or about}.{kind.suffix}",
        kind.sentence.format(about=about, values=join_words(shown, "or")),
        choices,
        evidence,
        why=kind.why,
        blocking=kind.blocking,
        affects=kind.weight * max(affects, 1),
    )
    return by_value[chosen][0].value


def _where(value: str, statements: Sequence[Said[T]]) -> str:
    files = list(dict.fromkeys(statement.source.file for statement in statements))
    return f"{value}, as {' and '.join(files[:2])} {'say' if len(files) > 1 else 'says'}"

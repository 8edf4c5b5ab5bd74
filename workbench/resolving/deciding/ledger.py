"""The ledger of decisions: every stage asks it what holds, answers come first, the rest is recorded.

A stage never looks at answers itself. It states what is to be decided, with the recommended choice
first, and works with the value it gets; whether that became a question, an assumption or was already
answered is the ledger's business, so that the blueprint depends on the answers and never on their order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generators.blueprint import Source
from workbench.reading.documents import CLARIFICATIONS
from workbench.reading.facts import AnswerFact
from workbench.resolving.deciding.questions import Assumption, Choice, Question, fingerprint_of

YES = frozenset({"yes", "y", "ok", "recommended", "default"})


@dataclass(frozen=True, slots=True)
class _Given:
    value: str
    fact: AnswerFact


@dataclass(frozen=True, slots=True)
class Mark:
    """What a ledger held at some time."""

    used: frozenset[str]
    questions: Mapping[str, Question]
    assumptions: Mapping[str, Assumption]
    evidence: Mapping[frozenset[tuple[str, int]], None]


class Ledger:
    """What was answered, asked and assumed while one set of specifications is resolved."""

    def __init__(self, answers: Iterable[AnswerFact]) -> None:
        ordered = sorted(answers, key=lambda fact: (fact.source, fact.answer))
        self._answers = {fact.id.strip().lower(): _Given(fact.answer.strip(), fact) for fact in ordered}
        self._used: set[str] = set()
        self._questions: dict[str, Question] = {}
        self._assumptions: dict[str, Assumption] = {}
        self._notices: dict[str, None] = {}
        self._evidence: dict[frozenset[tuple[str, int]], None] = {}

    def ask(
        self,
        identifier: str,
        text: str,
        choices: Sequence[Choice],
        evidence: Sequence[Source],
        *,
        why: str = "",
        free: bool = False,
        blocking: bool = True,
        affects: int = 1,
    ) -> str:
        """Give the answer to a question, or record it as open and give the recommended value."""
        self._evidence[frozenset((source.file, source.line) for source in evidence)] = None
        asked = Question(identifier, text, tuple(choices), _distinct(evidence), why, free, blocking, max(affects, 1))
        answer = self._answer(identifier, choices, asked.takes)
        if answer is None:
            self._questions.setdefault(identifier, asked)
        return asked.recommended if answer is None else answer

    def assume(
        self,
        identifier: str,
        text: str,
        choices: Sequence[Choice],
        evidence: Sequence[Source],
        *,
        reason: str,
        least: int | None = None,
    ) -> str:
        """Give the answer where somebody overturned the assumption, or record and give the first choice; ``least``
        allows whole numbers of at least that as well."""
        assumed = Assumption(identifier, text, choices[0].value, reason, _distinct(evidence), tuple(choices), least)
        answer = self._answer(identifier, choices, assumed.takes)
        if answer is None:
            self._assumptions.setdefault(identifier, assumed)
        return assumed.value if answer is None else answer

    def note(self, identifier: str, text: str, value: str, evidence: Sequence[Source], *, reason: str) -> None:
        """Record a decision that has no other way to go."""
        self._assumptions.setdefault(identifier, Assumption(identifier, text, value, reason, _distinct(evidence)))

    def notice(self, text: str) -> None:
        """Record a sentence that a person should read."""
        self._notices[text] = None

    def mark(self) -> "Mark":
        """Give what is recorded so far, to return to."""
        return Mark(frozenset(self._used), dict(self._questions), dict(self._assumptions), dict(self._evidence))

    def return_to(self, mark: "Mark", keeping: Iterable[str]) -> None:
        """Forget what was recorded after a mark, but for what was put to somebody under some ids: what follows is
        decided anew."""
        kept = {one.lower() for one in keeping}
        self._used = {*mark.used, *(self._used & kept)}
        self._questions = {
            one: asked for one, asked in self._questions.items() if one in mark.questions or one.lower() in kept
        }
        self._assumptions = dict(mark.assumptions)
        self._evidence = {
            lines: None
            for lines in self._evidence
            if lines in mark.evidence or any(lines == _lines(asked) for asked in self._questions.values())
        }

    def answered(self, identifier: str) -> bool:
        """Tell whether somebody answered this."""
        return identifier.lower() in self._answers

    def asked(self, identifier: str) -> bool:
        """Tell whether this was put to somebody, answered or not."""
        return identifier.lower() in self._used or identifier in self._questions

    def asked_of(self, table: str, column: str, matter: str) -> bool:
        """Tell whether a matter was put to somebody for a column, alone or for several at once."""
        ids = (one.split(".") for one in (*self._used, *(one.lower() for one in self._questions)))
        wanted = (table.lower(), column.lower(), matter)
        return any(len(one) == 3 and (one[0], one[2]) == wanted[::2] and wanted[1] in one[1].split("+") for one in ids)

    @property
    def evidence(self) -> tuple[frozenset[tuple[str, int]], ...]:
        """The files and lines of each question, answered or not: so an answer opens no second question."""
        return tuple(self._evidence)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions, most deciding first."""
        return tuple(sorted(self._questions.values(), key=lambda question: (-question.affects, question.id)))

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was decided without asking, in the order of the ids."""
        return tuple(self._assumptions[identifier] for identifier in sorted(self._assumptions))

    @property
    def notices(self) -> tuple[str, ...]:
        """The sentences recorded, and one for each answer that nothing asked for. What another document
        answers itself is a sentence of that document, and was never asked here."""
        unused = [
            f"The answer {given.fact.id!r} in {given.fact.source} fits nothing in the specifications any more."
            for identifier, given in sorted(self._answers.items())
            if identifier not in self._used and given.fact.source.file == CLARIFICATIONS
        ]
        return (*self._notices, *unused)

    def _answer(self, identifier: str, choices: Sequence[Choice], takes: Callable[[str], bool]) -> str | None:
        given = self._answers.get(identifier.lower())
        if given is None:
            return None
        self._used.add(identifier.lower())
        value = _matching(given.value, choices)
        taken = [choice for choice in choices if choice.value == value]
        if given.fact.fingerprint not in ("", fingerprint_of(choices), fingerprint_of(taken)):
            self.notice(
                f"What {identifier} asks has changed since it was answered with {given.value!r} in "
                f"{given.fact.source}; it is open again."
            )
            return None
        if value is not None:
            return value
        if takes(given.value):
            return given.value
        self.notice(
            f"The answer {given.value!r} to {identifier} in {given.fact.source} is none of "
            f"{', '.join(choice.value for choice in choices)}; the recommended choice stands until it is."
        )
        return None


def _lines(asked: Question) -> frozenset[tuple[str, int]]:
    return frozenset((source.file, source.line) for source in asked.evidence)


def _matching(answer: str, choices: Sequence[Choice]) -> str | None:
    lowered = answer.casefold().rstrip(".")
    for choice in choices:
        if lowered in (choice.value.casefold(), choice.text.casefold().rstrip(".")):
            return choice.value
    return choices[0].value if lowered in YES else None


def _distinct(evidence: Sequence[Source]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(evidence))

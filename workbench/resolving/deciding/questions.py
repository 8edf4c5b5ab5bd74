"""Questions, assumptions and answers: what resolving asks, and what it decided by itself."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from generators.blueprint import Blueprint, Source


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to answer: ``value`` is what is stored, ``text`` what is shown, ``effect`` what it changes
    in the generated code, in one sentence."""

    value: str
    text: str
    effect: str = ""


def fingerprint_of(choices: Sequence[Choice]) -> str:
    """Tell what there was to choose from, whatever the order and the words around it."""
    offered = sorted(f"{choice.value}\n{choice.effect}" for choice in choices)
    return hashlib.sha256("\n\n".join(offered).encode()).hexdigest()[:8]


def _binding(value: str, choices: Sequence[Choice]) -> str:
    """Give the fingerprint that is kept with an answer: while the choice stands, other choices may come and go."""
    return fingerprint_of([choice for choice in choices if choice.value == value] or choices)


@dataclass(frozen=True, slots=True)
class Question:
    """One open question. ``id`` is made of what is asked about (``tasks.id.type``) and not of lines, so
    that it survives rewording; ``choices`` begin with the recommended one; ``why`` says why that one;
    ``free`` tells that another value may be entered; ``blocking`` that nothing is generated before it is
    answered; ``affects`` counts the blueprint elements that depend on it."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    evidence: tuple[Source, ...]
    why: str = ""
    free: bool = False
    blocking: bool = True
    affects: int = 1

    def takes(self, value: str) -> bool:
        """Tell whether a value that is no choice may be entered."""
        return self.free and bool(value)

    @property
    def recommended(self) -> str:
        """The value of the recommended choice."""
        return self.choices[0].value

    def binding(self, value: str) -> str:
        """What an answer is bound to: the choice that it takes, or all of them where it takes none of them."""
        return _binding(value, self.choices)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that was decided without asking. ``id`` can be answered like a question's, which
    overturns it; ``value`` is what was decided; where ``least`` is one, a whole number of at least that may be
    entered as well."""

    id: str
    text: str
    value: str
    reason: str
    evidence: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    least: int | None = None

    @property
    def free(self) -> bool:
        """Whether another value than the choices may be entered."""
        return self.least is not None

    def takes(self, value: str) -> bool:
        """Tell whether a value that is no choice may be entered."""
        return self.least is not None and value.isascii() and value.isdigit() and int(value) >= self.least

    def binding(self, value: str) -> str:
        """What an answer is bound to, as with a question."""
        return _binding(value, self.choices)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What resolving gives: a blueprint in any case (built on the recommended choices where questions
    are open), the open questions, most deciding first, and the assumptions. ``notices`` are sentences
    about answers that fit nothing any more and the like."""

    blueprint: Blueprint
    questions: tuple[Question, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    notices: tuple[str, ...] = ()

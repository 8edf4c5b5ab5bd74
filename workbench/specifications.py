"""What a project's specifications say: read, resolved, and its questions answered.

The part of a session that looks at specifications alone. Every step is computed again only when its
input changed; methods block and may be called from several threads.
"""

import dataclasses
import datetime
import difflib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from generators.blueprint import Blueprint
from workbench.errors import QuestionsOpen, SpecsUnreadable, UsageError
from workbench.places import Places
from workbench.reading.clarifications import write_answer
from workbench.reading.documents import find_documents
from workbench.reading.facts import AnswerFact, Reading
from workbench.resolving.deciding.questions import Assumption, Question, Resolution
from workbench.understanding import Understanding, resolve_reading, understand

T = TypeVar("T")

_MOST_ROUNDS = 50
"""How often accepting all defaults may open further questions."""
_ENDPOINTS = ("endpoint", "describe at least one (a method and a path, such as GET /tasks) in specs/api/.")
_TABLES = ("table", "describe at least one with its columns in specs/database/.")
"""What there must be, and what to do where there is none."""


class Memo(Generic[T]):
    """The last value of a pure step, and what it was computed from."""

    def __init__(self) -> None:
        self._key: object = None
        self._value: T | None = None

    def get(self, key: object, compute: Callable[[], T]) -> T:
        """Give the value for ``key``, computed only where the key is not the last one."""
        if self._value is None or self._key != key:
            self._value, self._key = compute(), key
        return self._value


class Specifications:
    """The specifications of one project, as they are on disk now."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._lock = threading.RLock()
        self._defaults = False
        self._understood: Memo[Understanding] = Memo()

    @property
    def folder(self) -> Path:
        """The project folder."""
        return self.places.folder

    def reading(self) -> Reading:
        """Give what the specifications say now."""
        return self.look()[0]

    def resolution(self) -> Resolution:
        """Give the blueprint with its open questions and assumptions."""
        return self.look()[1]

    def look(self) -> tuple[Reading, Resolution]:
        """Give what the specifications say and what follows from it, of one look at the disk."""
        with self._lock:
            documents, obstacles = find_documents(self.folder.resolve())
            understood = self._understood.get(documents, lambda: understand(documents))
            return understood.reading(documents, obstacles), understood.resolution

    def blueprint(self) -> Blueprint:
        """Give the blueprint, built on recommended choices where questions are open."""
        return self.resolution().blueprint

    def refuse_unready(self) -> None:
        """Raise the error that stands in the way of generating, if there is one."""
        self.refuse_nothing()
        blocking = [question for question in self.resolution().questions if question.blocking]
        if blocking and not self._defaults:
            count = len(blocking)
            raise QuestionsOpen(
                f"{count} question{'s' * (count > 1)} must be answered before generating {self.folder} "
                f"(first: {blocking[0].id}); see them with `workbench ask`, or take all defaults with --defaults."
            )

    def refuse_nothing(self) -> None:
        """Raise the error that says why there is nothing to build, if there is one."""
        reading = self.reading()
        if reading.obstacles:
            raise SpecsUnreadable(reading.obstacles[0].text)
        blueprint = self.blueprint()
        absent = _ENDPOINTS if not blueprint.operations else _TABLES if not blueprint.entities else None
        if absent:
            unread = next((one for one in reading.findings if one.unread), None)
            advice = f". {unread.source}: {unread.text}" if unread else f"; {absent[1]}"
            raise SpecsUnreadable(f"No {absent[0]} was found in the specifications of {self.folder}{advice}")

    def answer(self, question_id: str, value: str) -> None:
        """Keep the answer to a question, or the overturning of an assumption, with the specifications.

        Raises ``UsageError`` as ``accepted`` does, and where the answer cannot be kept.
        """
        with self._lock:
            kept = self.accepted(question_id, value)
            self._record([(self.asked(question_id), kept)])

    def accepted(self, question_id: str, value: str) -> str:
        """Give the value as ``answer`` would keep it; ``yes`` stands for the recommended choice.

        Raises ``UsageError`` for an unknown id (naming the nearest) and for a value that is no choice.
        """
        with self._lock:
            return _checked(self.asked(question_id), value)

    def accept_defaults(self) -> None:
        """Take the recommended choice of every open question, and keep them with the specifications."""
        self.take_defaults(record=True)

    def take_defaults(self, *, record: bool) -> tuple[tuple[str, str], ...]:
        """Take the recommended choice of every open question, and give what was taken.

        ``record`` keeps them with the specifications; without it they hold for this session alone.
        """
        with self._lock:
            taken: dict[str, str] = {}
            for _ in range(_MOST_ROUNDS):
                questions = self.resolution().questions
                taken.update({question.id: question.recommended for question in questions})
                if not record or not questions:
                    break
                self._record([(question, question.recommended) for question in questions])
            self._defaults = True
            return tuple(taken.items())

    def asked(self, question_id: str) -> Question | Assumption:
        """Give a question or an assumption, an answered one too; raises ``UsageError`` for an unknown id."""
        resolution = self.resolution()
        known: dict[str, Question | Assumption] = {one.id: one for one in resolution.assumptions}
        known.update({one.id: one for one in resolution.questions})
        if question_id not in known and (before := self._without(question_id)) is not None:
            earlier: list[Question | Assumption] = [*before.assumptions, *before.questions]
            known.update({one.id: one for one in earlier if one.id == question_id})
        if question_id in known:
            return known[question_id]
        near = difflib.get_close_matches(question_id, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else "see the open ones with `workbench ask`."
        raise UsageError(f"No question of {self.folder} has the id {question_id}; {hint}")

    def _without(self, question_id: str) -> Resolution | None:
        """Resolve as if a question had not been answered yet, or None where it was not."""
        reading = self.reading()
        if not any(fact.id == question_id for fact in reading.facts_of(AnswerFact)):
            return None
        documents = tuple(
            dataclasses.replace(
                document,
                facts=tuple(
                    fact for fact in document.facts if not (isinstance(fact, AnswerFact) and fact.id == question_id)
                ),
            )
            for document in reading.documents
        )
        return resolve_reading(dataclasses.replace(reading, documents=documents))

    def _record(self, answers: Sequence[tuple[Question | Assumption, str]]) -> None:
        # Most commands write nothing, and should not wait for what merges and locks.
        from workbench.reconciling.applying import write_atomically
        from workbench.reconciling.disk import read_disk

        file = self.places.clarifications
        if not file.resolve().is_relative_to(self.folder.resolve()):
            raise UsageError(f"{file} leads out of the project through a link; put the file itself there.")
        text = read_disk(file) or ""
        day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        for asked, value in answers:
            text = write_answer(text, asked.id, asked.text, value, day, asked.binding(value))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, text.encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise UsageError(
                f"The answer cannot be kept in {file} ({error.strerror}); make the specs folder writable."
            ) from error


def _checked(asked: Question | Assumption, value: str) -> str:
    """Give the value as it is stored, or raise where it is no way to answer."""
    choices = {choice.value: choice for choice in asked.choices}
    for choice in choices:
        if value.strip().casefold() in (choice.casefold(), choices[choice].text.casefold()):
            return choice
    if choices and value.strip().casefold() == "yes":
        return next(iter(choices))
    if asked.takes(value.strip()):
        return value.strip()
    if isinstance(asked, Assumption) and asked.least is not None:
        raise UsageError(f"{value!r} is no answer to {asked.id}; give a whole number of at least {asked.least}.")
    if not choices:
        raise UsageError(f"{asked.id} offers no choice; change the specifications that it was read from.")
    raise UsageError(f"{value!r} is no choice of {asked.id}; take one of: {', '.join(choices)}.")

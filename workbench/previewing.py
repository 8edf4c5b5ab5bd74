"""What an answer would change in the generated backend, before it is given: a pure look ahead."""

import dataclasses
import difflib
from dataclasses import dataclass

from generators.backend import generate
from generators.blueprint import Blueprint, Source
from workbench.reading.documents import CLARIFICATIONS
from workbench.reading.facts import AnswerFact, DocumentFacts, Reading
from workbench.resolving.deciding.questions import Assumption, Question
from workbench.resolving.resolver import resolve

_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What one answer changes: for each file of the backend its changed lines as a unified diff, and the
    ``requirements`` that stand otherwise afterwards, one sentence each."""

    diffs: tuple[tuple[str, str], ...]
    requirements: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All diffs, one below the other."""
        return "".join(diff for _, diff in self.diffs)

    @property
    def lines(self) -> int:
        """How many lines are added or taken away."""
        rows = [row for _, diff in self.diffs for row in diff.splitlines()]
        return sum(row.startswith(("+", "-")) and not row.startswith(("+++", "---")) for row in rows)


def preview_answer(reading: Reading, identifier: str, value: str) -> Preview:
    """Give what answering a question with ``value`` changes against the backend as it would be built now."""
    return compare(resolve(reading).blueprint, resolve(with_answer(reading, identifier, value)).blueprint)


def preview_choices(reading: Reading, asked: Question | Assumption) -> tuple[tuple[str, Preview], ...]:
    """Give what each choice changes, as ``preview_answer`` does, computing the backend of now once."""
    before = resolve(reading).blueprint
    old = _texts(before)
    previews: list[tuple[str, Preview]] = []
    for choice in asked.choices:
        after = resolve(with_answer(reading, asked.id, choice.value)).blueprint
        new = old if after == before else _texts(after)
        previews.append((choice.value, Preview(_changes(old, new), _standings(before, after))))
    return tuple(previews)


def compare(before: Blueprint, after: Blueprint) -> Preview:
    """Give the difference between the backends of two blueprints."""
    return Preview(_changes(_texts(before), _texts(after)), _standings(before, after))


def _texts(blueprint: Blueprint) -> dict[str, str]:
    return {file.path: file.text for file in generate(blueprint)}


def _changes(old: dict[str, str], new: dict[str, str]) -> tuple[tuple[str, str], ...]:
    changed = [path for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
    return tuple((path, _diff(path, old.get(path, ""), new.get(path, ""))) for path in changed)


def _standings(before: Blueprint, after: Blueprint) -> tuple[str, ...]:
    """Tell which requirements stand otherwise: what an answer sets aside is no longer to be enforced."""
    stood = {(one.source, one.text): one.status for one in before.requirements}
    return tuple(
        f"{one.source} is {one.status.value.replace('_', ' ')}, and was {was.value.replace('_', ' ')}."
        for one in after.requirements
        if (was := stood.get((one.source, one.text), one.status)) is not one.status
    )


def with_answer(reading: Reading, identifier: str, value: str) -> Reading:
    """Give the reading as it would be with this answer, in place of any other to the same question."""
    given = AnswerFact(identifier, "", value, Source(CLARIFICATIONS, 1, 1))
    documents = tuple(
        dataclasses.replace(document, facts=tuple(fact for fact in document.facts if not _answers(fact, identifier)))
        for document in reading.documents
    )
    return dataclasses.replace(reading, documents=(*documents, DocumentFacts(CLARIFICATIONS, (given,))))


def _answers(fact: object, identifier: str) -> bool:
    return isinstance(fact, AnswerFact) and fact.id == identifier


def _diff(path: str, old: str, new: str) -> str:
    rows = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=_CONTEXT
    )
    return "".join(row if row.endswith("\n") else f"{row}\n" for row in rows)

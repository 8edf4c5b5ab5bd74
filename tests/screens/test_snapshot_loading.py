"""Loading: what is known and still holds is never taken away while the project is looked at again."""

import dataclasses
from pathlib import Path

from generators.files import GeneratedFile
from screens.snapshot import load
from tests.screens.memory import API, MemoryProject, some_files
from workbench.errors import WorkbenchError
from workbench.resolving.deciding.questions import Resolution


class Steady(MemoryProject):
    """Gives readings that are equal and everything else the same while nothing changes, as the session does."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._files = some_files()
        self.refusal = ""

    def files(self) -> tuple[GeneratedFile, ...]:
        if self.refusal:
            raise WorkbenchError(self.refusal)
        return self._files

    def save(self) -> None:
        """Let somebody save a document that says something else."""
        self.texts[API] = f"\n{self.texts[API]}"
        self._resolution: Resolution | None = dataclasses.replace(self.resolution())


def test_a_first_look_grows_part_by_part(folder: Path) -> None:
    first, *others = load(Steady(folder))
    assert first.resolution is None
    assert others[-1].verdicts is not None


def test_a_second_look_takes_nothing_away(folder: Path) -> None:
    project = Steady(folder)
    before = list(load(project))[-1]
    for snapshot in load(project, before):
        assert snapshot.digests is before.digests
        assert snapshot.code is before.code
        assert snapshot.verdicts is not None


def test_a_saved_document_is_shown_with_the_code_before_until_there_is_a_newer_one(folder: Path) -> None:
    project = Steady(folder)
    before = list(load(project))[-1]
    project.save()
    first, *others = load(project, before)
    assert first.reading.texts[API] == project.texts[API]
    assert first.code is before.code
    assert others[-1].digests is not None


def test_a_verdict_never_outlives_what_it_was_found_for(folder: Path) -> None:
    project = Steady(folder)
    before = list(load(project))[-1]
    project.save()
    assert next(load(project, before)).verdicts is None


def test_code_that_can_no_longer_be_generated_goes(folder: Path) -> None:
    project = Steady(folder)
    before = list(load(project))[-1]
    project.refusal = "Two operations answer the same call."
    last = list(load(project, before))[-1]
    assert (last.problem, last.code, last.verdicts) == (project.refusal, None, None)

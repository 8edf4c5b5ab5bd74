"""Loading: what is known and still holds is never taken away while the project is looked at again."""

from pathlib import Path

from screens.snapshot import load
from tests.screens.memory import MemoryProject, a_reading, some_files
from workbench.reading.facts import Reading


class Steady(MemoryProject):
    """Gives the same values while nothing changes, as the session does."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._reading = a_reading()
        self._files = some_files()

    def reading(self) -> Reading:
        return self._reading

    def files(self) -> tuple:  # type: ignore[type-arg]
        return self._files

    def save(self) -> None:
        """Let somebody save a document."""
        self._reading = a_reading()


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


def test_a_saved_document_begins_anew(folder: Path) -> None:
    project = Steady(folder)
    before = list(load(project))[-1]
    project.save()
    assert next(load(project, before)).resolution is None

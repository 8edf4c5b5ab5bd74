"""Which tests are worth running again: those of what changed since all of them ran."""

from collections.abc import Sequence

from generators.files import GeneratedFile
from screens.reviewing import Digests
from screens.snapshot import Snapshot


def affected_tests(snapshot: Snapshot, ran: Digests) -> tuple[str, ...]:
    """Give the tests of every element that does not look as it did when all tests ran; none where it is not
    known what it looked like."""
    if not ran or snapshot.digests is None:
        return ()
    changed = {element for element, digest in snapshot.digests.items() if ran.get(element) != digest}
    return tuple(test for file in snapshot.files or () for test in _tests_of(file, changed))


def _tests_of(file: GeneratedFile, changed: set[str]) -> Sequence[str]:
    if not changed or not file.path.startswith("tests/"):
        return ()
    return [
        f"{file.path}::{origin.symbol.replace('.', '::')}"
        for origin in file.origins
        if origin.symbol.rpartition(".")[2].startswith("test_") and changed.intersection(origin.elements)
    ]

"""The tests of a backend are run on each fault: what no test notices is told, and the backend stays as it is."""

import threading
from pathlib import Path

import pytest

from tests.workbench.criteria.world import BLUEPRINT
from workbench.criteria.grounds import Grounds
from workbench.proving import Proof, prove_tests
from workbench.running.events import Run

FILES = {
    "app/__init__.py": "",
    "app/routes/__init__.py": "",
    "app/routes/notes.py": """\
def shorten(text: str) -> str:
    if len(text) > 5:
        raise ValueError("too long")
    return text


def rename(text: str) -> str:
    if not text:
        raise ValueError("no name")
    return text
""",
    "tests/test_notes.py": """\
import pytest

from app.routes.notes import rename, shorten


def test_long_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        shorten("longer")


def test_a_name_is_taken() -> None:
    assert rename("name") == "name"
""",
}


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project") / "backend"
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def proof(backend: Path, told: list[tuple[int, int]]) -> Proof:
    grounds = Grounds(BLUEPRINT, (), Run(0, 1.0), backend)
    return prove_tests(grounds, lambda done, faults: told.append((done, faults)), workers=2)


def test_a_fault_that_a_test_fails_on_is_noticed(proof: Proof) -> None:
    assert proof.faults == 2
    assert "shorten" not in {fault.symbol for fault in proof.survivors}


def test_a_fault_that_all_tests_pass_on_is_told(proof: Proof) -> None:
    assert [(fault.symbol, fault.text) for fault in proof.survivors] == [("rename", "without the guard not text")]


@pytest.mark.usefixtures("proof")
def test_progress_is_told_fault_by_fault(told: list[tuple[int, int]]) -> None:
    assert told == [(1, 2), (2, 2)]


@pytest.mark.usefixtures("proof")
def test_the_backend_itself_is_not_touched(backend: Path) -> None:
    assert {path: (backend / path).read_text("utf-8") for path in FILES} == FILES


def test_an_interrupted_proof_ends_its_tests(backend: Path) -> None:
    grounds = Grounds(BLUEPRINT, (), Run(0, 1.0), backend)

    def interrupt(done: int, faults: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prove_tests(grounds, interrupt, workers=1)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPoolExecutor")]

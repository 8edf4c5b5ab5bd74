"""Work is shared with a copy of the process, and nobody can tell by its results.

What the copy does ends within ``together``: no copy of a test may ever run on.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from workbench import spreading
from workbench.spreading import spread, together

HERE = os.getpid()

T = TypeVar("T")
R = TypeVar("R")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the work, whatever the machine and the threads of the test run are."""
    monkeypatch.setattr(spreading, "can_fork", lambda: True)


def _spread(work: Callable[[T], R], things: Sequence[T], there: Callable[[T], bool] = spreading.nowhere) -> list[R]:
    with together():
        return spread(work, things, there=there)


def _met(folder: Path) -> int:
    """Wait until both processes have come here, and tell which of them this is."""
    folder.mkdir(exist_ok=True)
    (folder / str(os.getpid())).touch()
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.002)
    return os.getpid()


@pytest.mark.usefixtures("shared")
def test_results_come_in_the_order_of_the_things() -> None:
    assert _spread(lambda number: number * number, range(300)) == [number * number for number in range(300)]


@pytest.mark.usefixtures("shared")
def test_both_processes_work(tmp_path: Path) -> None:
    assert len(set(_spread(lambda _: _met(tmp_path / "met"), range(20)))) == 2


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    "fault",
    [
        lambda: os._exit(3),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: 1 // 0,
        lambda: sys.exit(1),
    ],
)
def test_what_a_failing_copy_did_not_do_is_done_here(fault: Callable[[], object]) -> None:
    def work(number: int) -> int:
        if os.getpid() != HERE:
            fault()
        time.sleep(0.005)
        return number + 1

    assert _spread(work, range(10)) == list(range(1, 11))


@pytest.mark.usefixtures("shared")
def test_both_know_all_that_came_of_it_and_go_on_alike(tmp_path: Path) -> None:
    with together():
        first = spread(lambda _: _met(tmp_path / "first"), range(20))
        told = spread(lambda _: (_met(tmp_path / "second"), first), range(20))
    assert {process for process, _ in told} == set(first)
    assert len(set(first)) == 2
    assert [known for _, known in told] == [first] * 20


@pytest.mark.usefixtures("shared")
def test_a_copy_that_is_needed_once_ends_with_what_it_did(tmp_path: Path) -> None:
    with together(once=True):
        first = spread(lambda _: _met(tmp_path / "met"), range(20))
        then = spread(lambda _: os.getpid(), range(20))
    assert len(set(first)) == 2
    assert set(then) == {HERE}


@pytest.mark.usefixtures("shared")
def test_what_this_process_does_meanwhile_the_copy_does_not() -> None:
    done: list[int] = []
    with together():
        spread(str, range(4), meanwhile=lambda: done.append(os.getpid()))
        told = spread(lambda _: tuple(done), range(200))
    assert set(told) <= {(HERE,), ()}
    assert done == [HERE]


@pytest.mark.usefixtures("shared")
def test_after_a_copy_was_lost_everything_is_done_here() -> None:
    def work(_: int) -> int:
        if os.getpid() != HERE:
            os._exit(3)
        return os.getpid()

    with together():
        rounds = [spread(work, range(1_000)) for _ in range(100)]
    assert {process for found in rounds for process in found} == {HERE}


@pytest.mark.usefixtures("shared")
def test_much_is_told_both_ways() -> None:
    with together():
        found = spread(lambda number: str(number) * 200_000, range(8))
        again = spread(len, found)
    assert again == [200_000] * 8


def test_without_a_copy_all_is_done_here() -> None:
    assert set(spread(lambda _: os.getpid(), range(20))) == {HERE}


@pytest.mark.usefixtures("shared")
def test_results_that_cannot_be_sent_are_worked_out_here() -> None:
    def work(number: int) -> Callable[[], int]:
        return lambda: number

    assert [result() for result in _spread(work, range(6))] == list(range(6))


@pytest.mark.usefixtures("shared")
def test_an_error_is_raised_and_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[int] = []
    fork = os.fork

    def remembered() -> int:
        copies.append(fork())
        return copies[-1]

    def work(number: int) -> int:
        if os.getpid() != HERE:
            time.sleep(60)
        raise ValueError(number)

    monkeypatch.setattr(os, "fork", remembered)
    with pytest.raises(ValueError, match=r"\d"):
        _spread(work, range(4))
    assert len(copies) == 1
    assert not Path("/proc", str(copies[0])).exists()


@pytest.mark.usefixtures("shared")
def test_what_is_better_done_there_this_process_takes_last(tmp_path: Path) -> None:
    places = _spread(lambda _: _met(tmp_path / "met"), range(8), there=lambda number: number >= 4)
    assert places[0] == HERE
    assert places[4] != HERE


def test_an_interruption_ends_the_copy_as_well(tmp_path: Path) -> None:
    program = f"""
import os, pathlib, signal, time
from workbench import spreading
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may begin without
spreading.can_fork = lambda: True
def work(number):
    pathlib.Path({str(tmp_path)!r}, str(os.getpid())).touch()
    time.sleep(60)
try:
    with spreading.together():
        spreading.spread(work, range(8))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert (out, err) == (b"interrupted\n", b"")
    running = [pid.name for pid in tmp_path.iterdir() if Path("/proc", pid.name).exists()]
    assert len(list(tmp_path.iterdir())) == 2
    assert running == []


def test_a_process_with_threads_is_not_copied() -> None:
    import threading

    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not spreading.can_fork()
        assert set(_spread(lambda _: os.getpid(), range(20))) == {HERE}
    finally:
        stop.set()
        thread.join()

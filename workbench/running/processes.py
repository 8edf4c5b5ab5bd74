"""Subprocesses in groups of their own, whose output is followed while they run."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from workbench.running.tether import TIED

_GRACE_SECONDS = 5.0
_ENDING = ("SIGINT", "SIGTERM", "SIGKILL")


class LineTail:
    """Reads the complete lines that were added to a growing file since the last look."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._rest = b""

    def lines(self, *, final: bool = False) -> Iterator[str]:
        """Give the new lines; a ``final`` look also gives what ends without a line break."""
        try:
            with self._file.open("rb") as stream:
                stream.seek(self._read)
                fresh = stream.read()
        except FileNotFoundError:
            return
        self._read += len(fresh)
        *complete, self._rest = (self._rest + fresh).split(b"\n")
        if final and self._rest:
            complete.append(self._rest)
            self._rest = b""
        for line in complete:
            yield line.rstrip(b"\r").decode("utf-8", "replace")


@contextlib.contextmanager
def started(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], output: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``command`` in a process group of its own that does not outlive the block, nor this process where it
    is a ``module_command``; both its streams go to ``output``."""
    with output.open("wb") as stream:
        process = start(command, folder=folder, environment=environment, output=stream)
    try:
        yield process
    finally:
        terminate(process)


def start(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], output: BinaryIO | None = None
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a process group of its own, tied to this process; ``terminate`` ends it. Its streams
    go to ``output``, or where those of this process go."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, TIED: "1"},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )


def terminate(process: subprocess.Popen[bytes]) -> None:
    """End a process and its group, gently first: an interrupted pytest still drops its database.

    One that has ended already is left in peace.
    """
    for number in _ENDING:
        if process.poll() is not None:
            break
        _signal(process, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_SECONDS)
    if process.stdin:
        process.stdin.close()


def _signal(process: subprocess.Popen[bytes], name: str) -> None:
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, signal.Signals[name])

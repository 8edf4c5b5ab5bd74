"""The keeper of an embedded PostgreSQL: outlives the workbench that uses it, and stops it where that one was killed.

Run as ``python -m workbench.running.keeper FOLDER PID``: its standard input is a pipe of which only the workbench with
that PID holds the other end. A workbench that leaves by itself ends its keeper.
"""

import subprocess
import sys
from pathlib import Path

from workbench.running import leftovers

_ENDING_SECONDS = 10


def hire(folder: Path, owner: int) -> "subprocess.Popen[bytes]":
    """Start the keeper of the server in ``folder`` for the process ``owner``, beyond the reach of its signals."""
    command = [sys.executable, "-P", "-m", "workbench.running.keeper", str(folder), str(owner)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def dismiss(keeper: "subprocess.Popen[bytes]") -> None:
    """End a keeper whose workbench has left the server by itself."""
    keeper.kill()
    keeper.communicate(timeout=_ENDING_SECONDS)


def main(folder: Path, owner: int) -> None:
    """Wait for the end of ``owner``, and stop the server if nobody else uses it."""
    while sys.stdin.buffer.read(1):
        pass
    with leftovers.locked(folder):
        leftovers.leave_for(folder, owner)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

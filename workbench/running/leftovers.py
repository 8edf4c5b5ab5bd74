"""What a PostgreSQL data folder holds after its owner was killed, and how to start from it again."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners
import psutil

_MADE = "workbench.made"
_PID_FILE = "postmaster.pid"
_HANDLES = ".handle_pids.json"


def is_half_made(folder: Path) -> bool:
    """Tell whether ``folder`` holds data of which it is not known that their creation came to its end."""
    return not (folder / _MADE).exists()


def mark_made(folder: Path) -> None:
    """Note that the data in ``folder`` are complete."""
    (folder / _MADE).touch()


def clear(folder: Path) -> None:
    """Remove the traces of processes that are gone: a stale pid file, users of the server that ended."""
    _clear_pid_file(folder, folder / _PID_FILE)
    _clear_handles(folder / _HANDLES)


def users(folder: Path) -> tuple[int, ...]:
    """Give the processes that are noted as users of the server."""
    file = folder / _HANDLES
    try:
        return tuple(int(pid) for pid in json.loads(file.read_text() or "[]"))
    except (OSError, ValueError, TypeError):
        return ()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other workbenches from starting or stopping the server of ``folder`` meanwhile."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = fasteners.InterProcessLock(folder.with_name(f"{folder.name}.lock"))
    with lock:
        yield


def leave_for(folder: Path, owner: int) -> None:
    """Leave the server in the stead of ``owner``, a process that was killed; the last user of the server ends it."""
    clear(folder)
    rest = [pid for pid in users(folder) if pid != owner]
    if not folder.exists():
        return
    (folder / _HANDLES).write_text(json.dumps(rest))
    for process in () if rest else _servers(folder):
        _end(process)


def put_aside(folder: Path) -> bool:
    """Move the data in ``folder`` to ``<name>.damaged``, in place of what lay there before.

    A server that still runs on them is ended. Tells whether there was anything to move.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return False
    for process in _servers(folder):
        _end(process)
    damaged = folder.with_name(f"{folder.name}.damaged")
    shutil.rmtree(damaged, ignore_errors=True)
    folder.rename(damaged)
    return True


def _clear_pid_file(folder: Path, file: Path) -> None:
    """Remove a pid file whose process is gone, or is by now another program's."""
    if not file.exists():
        return
    first = file.read_text(errors="replace").partition("\n")[0].strip()
    if first.isdigit() and psutil.pid_exists(int(first)) and _serves(psutil.Process(int(first)), folder):
        return
    file.unlink(missing_ok=True)


def _clear_handles(file: Path) -> None:
    """Keep of the noted users of the server those that live, and so that it is stopped when they leave."""
    if not file.exists():
        return
    noted_until = file.stat().st_mtime
    file.write_text(json.dumps([pid for pid in users(file.parent) if _lived(pid, noted_until)]))


def _lived(pid: int, moment: float) -> bool:
    """Tell whether the process ``pid`` runs and did so at ``moment``; a younger one merely has the number."""
    try:
        return bool(psutil.Process(pid).create_time() <= moment + 1)
    except psutil.Error:
        return False


def _servers(folder: Path) -> list[psutil.Process]:
    """Give the servers that run on the data in ``folder``."""
    return [process for process in psutil.process_iter(["name", "cmdline"]) if _serves(process, folder)]


def _serves(process: psutil.Process, folder: Path) -> bool:
    try:
        return "postgres" in process.name() and str(folder) in process.cmdline()
    except psutil.Error:
        return False


def _end(process: psutil.Process) -> None:
    try:
        process.terminate()
        process.wait(5)
    except psutil.TimeoutExpired:
        process.kill()
    except psutil.NoSuchProcess:
        return

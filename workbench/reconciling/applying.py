"""Writing a plan: all of it or nothing, whatever happens in between.

New texts are staged beside their targets, a journal then names every step, and only then files are
replaced. A process killed before the journal says ``commit`` leaves the old state (the next run
clears what was staged); killed after it, the next run finishes the steps. A file that was edited
between the kill and that next run keeps the edit.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fasteners

from workbench.errors import ConflictsOpen, UsageError, WorkbenchError
from workbench.reconciling.base import base_document, read_base
from workbench.reconciling.disk import digest, read_disk, safe_target, to_bytes
from workbench.reconciling.plan import Change, ChangeKind, Plan

JOURNAL = "journal.json"
BASE = "base.json"
_STAGED = ".workbench-new"
_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Step:
    """One file: ``staged`` is the name beside the target that holds the new text (none: delete)."""

    path: str
    before: str | None
    staged: str | None


def apply_plan(plan: Plan, folder: Path, state: Path) -> None:
    """Write a plan's files below ``folder`` and the base of the next merge below ``state``.

    Raises ``ConflictsOpen`` where conflicts are open or the disk changed since the plan was made, and
    writes nothing then.
    """
    _refuse_conflicts(plan, folder)
    recover(folder, state)
    document = _next_document(plan.base, state / BASE)
    if not plan.writes and document is None:
        return
    try:
        with _locked(state):
            _check_disk(plan, folder)
            try:
                _write(plan, folder, state, document)
            except (OSError, KeyboardInterrupt, SystemExit):
                _recover(folder, state)
                raise
    except OSError as error:
        raise UsageError(
            f"{error.filename or folder} cannot be written ({error.strerror}), so nothing was changed; "
            "make the folder writable or choose another with --out."
        ) from error


def recover(folder: Path, state: Path) -> bool:
    """Finish or undo what an interrupted ``apply_plan`` left; tells whether there was something."""
    if not (state / JOURNAL).exists():
        return False
    with _locked(state):
        return _recover(folder, state)


def _recover(folder: Path, state: Path) -> bool:
    journal = state / JOURNAL
    try:
        data = json.loads(journal.read_text("utf-8"))
        steps = [_Step(**step) for step in data["steps"]]
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise WorkbenchError(
            f"{journal}, the note of an interrupted write, cannot be read ({error}); delete it and run generate again."
        ) from error
    if data["phase"] == "commit":
        _commit(steps, folder, state)
    else:
        _undo(steps, folder, state, created=data["created"])
    journal.unlink()
    _sync_folder(state)
    return True


@contextlib.contextmanager
def _locked(state: Path) -> Iterator[None]:
    """Keep other processes from writing the same backend; the lock ends with its process."""
    state.mkdir(parents=True, exist_ok=True)
    lock = fasteners.InterProcessLock(state / "lock")
    if not lock.acquire(timeout=_PATIENCE_SECONDS):
        raise WorkbenchError(f"Another workbench is writing to {state.parent}; wait until it is done and try again.")
    try:
        yield
    finally:
        lock.release()


def _refuse_conflicts(plan: Plan, folder: Path) -> None:
    conflicts = plan.of(ChangeKind.CONFLICT)
    if conflicts:
        places = ", ".join(_place(folder, change) for change in conflicts[:3])
        more = f" and {len(conflicts) - 3} more files" if len(conflicts) > 3 else ""
        raise ConflictsOpen(
            f"Hand edits and generated text change the same lines in {places}{more}, so nothing was written; "
            "see them with --diff, then change them by hand or decide with --prefer mine or --prefer generated."
        )


def _place(folder: Path, change: Change) -> str:
    name = f"{folder.name}/{change.path}"
    if not change.lines:
        return name
    first, last = change.lines[0]
    return f"{name}:{first}" if first == last else f"{name}:{first}-{last}"


def _check_disk(plan: Plan, folder: Path) -> None:
    for change in plan.writes:
        if read_disk(safe_target(folder, change.path)) != change.before:
            raise ConflictsOpen(
                f"{folder / change.path} changed while the plan was looked at, so nothing was written; try again."
            )


def _next_document(base: Mapping[str, str], file: Path) -> str | None:
    """Give the new document of the base, or None where the one on disk already says it."""
    previous = read_disk(file) or ""
    document = base_document(base, previous)
    return None if document == previous else document


def _write(plan: Plan, folder: Path, state: Path, document: str | None) -> None:
    steps = [
        _Step(
            change.path,
            None if change.before is None else digest(change.before),
            None if change.after is None else f".{change.path.rpartition('/')[2]}{_STAGED}",
        )
        for change in plan.writes
    ]
    created = not folder.exists()
    _write_journal(state, "stage", steps, created)
    for change, step in zip(plan.writes, steps, strict=True):
        if step.staged is not None and change.after is not None:
            _stage(safe_target(folder, change.path), step.staged, change.after)
    if document is not None:
        _write_synced(state / (BASE + _STAGED), to_bytes(document))
    _write_journal(state, "commit", steps, created)
    _commit(steps, folder, state)
    (state / JOURNAL).unlink()
    _sync_folder(state)


def _stage(target: Path, staged: str, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    file = target.parent / staged
    _write_synced(file, to_bytes(text))
    with contextlib.suppress(FileNotFoundError):
        file.chmod(target.stat().st_mode & 0o7777)


def _commit(steps: list[_Step], folder: Path, state: Path) -> None:
    edited = {step.path for step in steps if not _replace(folder, step)}
    _remove_empty(folder, [step.path for step in steps if step.staged is None])
    for parent in {safe_target(folder, step.path).parent for step in steps}:
        _sync_folder(parent)
    staged = state / (BASE + _STAGED)
    if staged.exists():
        if edited:
            _keep_base_of(edited, staged, state / BASE)
        staged.replace(state / BASE)
        _sync_folder(state)


def _replace(folder: Path, step: _Step) -> bool:
    """Take one step, again or for the first time; False where a person edited the file meanwhile."""
    target = safe_target(folder, step.path)
    disk = read_disk(target)
    now = None if disk is None else digest(disk)
    if step.staged is None:
        if now == step.before:
            target.unlink()
        return now in (None, step.before)
    staged = target.parent / step.staged
    if not staged.exists():
        return True
    if now != step.before:
        staged.unlink()
        return False
    staged.replace(target)
    return True


def _keep_base_of(paths: set[str], staged: Path, file: Path) -> None:
    old, new = read_base(file), read_base(staged)
    for path in paths:
        new.pop(path, None)
        if path in old:
            new[path] = old[path]
    _write_synced(staged, to_bytes(base_document(new, staged.read_text("utf-8"))))


def _undo(steps: list[_Step], folder: Path, state: Path, *, created: bool) -> None:
    for step in steps:
        if step.staged is not None:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                (safe_target(folder, step.path).parent / step.staged).unlink()
    _remove_empty(folder, [step.path for step in steps])
    (state / (BASE + _STAGED)).unlink(missing_ok=True)
    if created:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _remove_empty(folder: Path, paths: list[str]) -> None:
    """Remove the folders of ``paths`` that are empty now."""
    root = folder.resolve()
    parents = {parent for path in paths for parent in safe_target(folder, path).parents if parent.is_relative_to(root)}
    for parent in sorted(parents - {root}, key=lambda one: len(one.parts), reverse=True):
        with contextlib.suppress(OSError):
            parent.rmdir()


def _write_journal(state: Path, phase: str, steps: list[_Step], created: bool) -> None:
    document: dict[str, Any] = {
        "phase": phase,
        "created": created,
        "steps": [{"path": step.path, "before": step.before, "staged": step.staged} for step in steps],
    }
    write_atomically(state / JOURNAL, json.dumps(document).encode())


def write_atomically(file: Path, content: bytes) -> None:
    """Replace a file's content in one step, durable once this returns."""
    staged = file.parent / f".{file.name}{_STAGED}"
    _write_synced(staged, content)
    staged.replace(file)
    _sync_folder(file.parent)


def _write_synced(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the platform can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)

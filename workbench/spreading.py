"""Work on both cores: what is to be done with each of many things, done here and in a forked copy of this process.

Both take the next thing from a pipe until it is empty, so that neither waits for the other; the copy sends
back what it worked out and is gone. Whatever is the matter with it, the work is done here instead. Results come
in the order of the things, so that nobody can tell.
"""

import os
import pickle
import signal
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from workbench.compiling import SHELF

T = TypeVar("T")
R = TypeVar("R")

_TICKET = struct.Struct("=H")
_MOST_TICKETS = 2_000
"""More would not fit into a pipe of 4 KB, which every system grants."""


def nothing() -> None:
    """Do nothing meanwhile."""


def nowhere(_: object) -> bool:
    """Tell of no thing that it is better done in the copy."""
    return False


def spread(
    work: Callable[[T], R],
    things: Sequence[T],
    meanwhile: Callable[[], object] = nothing,
    there: Callable[[T], bool] = nowhere,
) -> list[R]:
    """Give the result of ``work`` for each of ``things``; it is pure, and its results can be pickled.

    Put first what takes longest. ``meanwhile`` is what this process alone has to do anyway, before or after: it
    does so while the copy begins. What is better done ``there`` the copy takes first, and this process last: things
    for which something must be loaded, which one of the two is then spared. Raises what ``work`` raises.
    """
    done: dict[int, R] = {}
    if 1 < len(things) <= _MOST_TICKETS and can_fork():
        done = _by_two(work, things, meanwhile, [there(thing) for thing in things])
    return [done[place] if place in done else work(thing) for place, thing in enumerate(things)]


def can_fork() -> bool:
    """Tell whether a copy of this process is safe, which takes Linux and a single thread, and of any use."""
    if threading.active_count() > 1 or not hasattr(os, "sched_getaffinity"):
        return False
    return len(os.sched_getaffinity(0)) > 1


def _by_two(
    work: Callable[[T], R], things: Sequence[T], meanwhile: Callable[[], object], there: Sequence[bool]
) -> dict[int, R]:
    """Give the results by place; those that the copy failed to give are missing."""
    tickets = [_issue(place for place, one in enumerate(there) if one is side) for side in (False, True)]
    received, sent = os.pipe()
    try:
        copy = os.fork()
    except OSError:
        for end in (*tickets, received, sent):
            os.close(end)
        return {}
    if copy == 0:
        _answer(work, things, tickets[::-1], sent)
    os.close(sent)
    try:
        meanwhile()
        mine = {place: work(things[place]) for place in _places(tickets)}
        return mine | _results(received)
    finally:
        for end in (*tickets, received):
            os.close(end)
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)


def _answer(work: Callable[[T], R], things: Sequence[T], tickets: Sequence[int], sent: int) -> None:
    """Be the copy: send results and end, without any of what the process does at its end."""
    try:
        results = {place: work(things[place]) for place in _places(tickets)}
        with os.fdopen(sent, "wb") as stream:
            pickle.dump((results, SHELF.fresh), stream, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _issue(places: Iterable[int]) -> int:
    """Give the pipe from which both processes take the places of things, each of them once."""
    tickets, filled = os.pipe()
    os.write(filled, b"".join(map(_TICKET.pack, places)))
    os.close(filled)
    return tickets


def _places(pipes: Sequence[int]) -> Iterator[int]:
    """Give the places of things that nobody has taken yet, those of the first pipe first."""
    for tickets in pipes:
        while ticket := os.read(tickets, _TICKET.size):
            yield _TICKET.unpack(ticket)[0]


def _results(received: int) -> dict[int, Any]:
    try:
        with os.fdopen(os.dup(received), "rb") as stream:
            # What this function's own copy of the process has written.
            results, fresh = pickle.load(stream)  # noqa: S301
    except (EOFError, pickle.UnpicklingError):
        return {}
    SHELF.learn(fresh)
    return dict(results)

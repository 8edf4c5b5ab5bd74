"""Work on both cores: this process and a copy of it do the same step by step, and share what can be shared.

Within ``together`` there are two of this program. Both come to each ``spread``; there each of them takes one thing
after the other from a pipe until it is empty, so that neither waits for long, and tells the other what came of them.
So both know all of it, go on alike, and what they remember (compiled expressions, sentences that were looked
through) serves them at the next ``spread``. Whatever is the matter with the copy, the work is done here instead.
Results come in the order of the things, so that nobody can tell.
"""

import os
import pickle
import signal
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, TypeVar

from workbench.compiling import SHELF
from workbench.packing import pack

T = TypeVar("T")
R = TypeVar("R")

_TICKET = struct.Struct("=H")
_MOST_TICKETS = 2_000
"""More would not fit into a pipe of 4 KB, which every system grants."""
_NO_MORE = 0xFFFF
_MISUNDERSTOOD = (OSError, EOFError, pickle.PickleError, AttributeError, TypeError)
"""What a copy that is gone leads to, and results that cannot be told."""


def nothing() -> None:
    """Do nothing meanwhile."""


def nowhere(_: object) -> bool:
    """Tell of no thing that it is better done in the copy."""
    return False


def can_fork() -> bool:
    """Tell whether a copy of this process is safe, which takes Linux and a single thread, and of any use."""
    if threading.active_count() > 1 or not hasattr(os, "sched_getaffinity"):
        return False
    return len(os.sched_getaffinity(0)) > 1


@contextmanager
def together(*, once: bool = False) -> Iterator[None]:
    """Do what stands inside in two processes at once; the copy is gone at the end.

    What stands inside is pure, but for what it remembers: it comes to the same ``spread``s in both. Where it is to one
    alone, ``once``, the copy ends with it and is told nothing.
    """
    pair = _Pair.begin(once=once) if _PAIR.get() is None and can_fork() else None
    if pair is None:
        yield
        return
    token = _PAIR.set(pair)
    try:
        yield
    finally:
        pair.end()
        _PAIR.reset(token)


def spread(
    work: Callable[[T], R],
    things: Sequence[T],
    meanwhile: Callable[[], object] = nothing,
    there: Callable[[T], bool] = nowhere,
) -> list[R]:
    """Give the result of ``work`` for each of ``things``; it is pure, and its results can be pickled.

    Put first what takes longest. ``meanwhile`` is what this process alone has to do anyway, before or after: it
    does so while the copy begins. What is better done ``there`` the copy takes first, and this process last: things
    for which something must be loaded, or which the copy has seen before. Raises what ``work`` raises.
    """
    done: dict[int, R] = {}
    pair = _PAIR.get()
    if pair is not None and 1 < len(things) <= _MOST_TICKETS:
        done = pair.work(work, things, meanwhile, [there(thing) for thing in things])
    return [done[place] if place in done else work(thing) for place, thing in enumerate(things)]


class _Pair:
    """A process and its copy, as one of them sees it: the pipes that hold the places of things, those that it takes
    first before the others, and the pipes through which it hears what came of the other's, and tells of its own."""

    def __init__(
        self, copy: int, tickets: Sequence[int], dealt: Sequence[int], hears: int, tells: int, *, once: bool
    ) -> None:
        self._copy = copy
        """The copy; nothing in the copy itself."""
        self._once = once
        self._tickets, self._dealt = tickets, dealt
        self._hears, self._tells = os.fdopen(hears, "rb"), os.fdopen(tells, "wb")
        self._lost = False

    @classmethod
    def begin(cls, *, once: bool) -> "_Pair | None":
        """Begin the copy, and give each of the two its side; nothing where there cannot be a copy."""
        here, there, up, down = (os.pipe() for _ in range(4))
        try:
            copy = os.fork()
        except OSError:
            _close(*here, *there, *up, *down)
            return None
        if copy:
            _close(up[1], down[0])
            return cls(copy, (here[0], there[0]), (here[1], there[1]), up[0], down[1], once=once)
        # Where it held these ends as well, it would wait for tickets that nobody deals any more.
        _close(here[1], there[1], up[0], down[1])
        return cls(copy, (there[0], here[0]), (), down[0], up[1], once=once)

    def work(
        self, work: Callable[[T], R], things: Sequence[T], meanwhile: Callable[[], object], there: Sequence[bool]
    ) -> dict[int, R]:
        """Give the results by place; those that a copy failed to give are missing."""
        if self._lost:
            return {}
        for pipe, side in zip(self._dealt, (False, True), strict=False):
            places = [place for place, one in enumerate(there) if one is side]
            os.write(pipe, b"".join(map(_TICKET.pack, (*places, _NO_MORE, _NO_MORE))))
        if self._copy:
            meanwhile()
        mine = {place: work(things[place]) for place in self._places()}
        return mine | (self._hear(mine) if self._copy else self._speak(mine))

    def _places(self) -> Iterator[int]:
        """Give the places of things that nobody has taken yet."""
        for pipe in self._tickets:
            while (ticket := os.read(pipe, _TICKET.size)) not in (_TICKET.pack(_NO_MORE), b""):
                yield _TICKET.unpack(ticket)[0]

    def _hear(self, mine: dict[int, R]) -> dict[int, R]:
        """Be the first of the two, and listen before telling, so that no full pipe ever stops both."""
        try:
            theirs = self._heard()
            if not self._once:
                self._tell(mine)
        except _MISUNDERSTOOD:
            self._lost = True
            return {}
        return theirs

    def _speak(self, mine: dict[int, R]) -> dict[int, R]:
        """Be the copy, which ends by any error."""
        self._tell(mine)
        if self._once:
            self.end()
        return self._heard()

    def _heard(self) -> dict[int, Any]:
        # What this class's own copy of the process has written.
        theirs, fresh = pickle.load(self._hears)  # noqa: S301
        SHELF.learn(fresh)
        return dict(theirs)

    def _tell(self, mine: dict[int, Any]) -> None:
        self._tells.write(pack((mine, SHELF.hand_over())))
        self._tells.flush()

    def end(self) -> None:
        """End the copy; the copy itself at once, without any of what the process does at its end."""
        if not self._copy:
            os._exit(0)
        os.kill(self._copy, signal.SIGKILL)
        os.waitpid(self._copy, 0)
        _close(*self._tickets, *self._dealt)
        for stream in (self._hears, self._tells):
            with suppress(OSError):  # what the copy did not hear any more
                stream.close()


_PAIR: ContextVar[_Pair | None] = ContextVar("_PAIR", default=None)
"""The pair that this process belongs to now; threads that are begun within it belong to none."""


def _close(*ends: int) -> None:
    for end in ends:
        os.close(end)

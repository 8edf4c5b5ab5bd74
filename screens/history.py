"""The way one came: back and forward between places, like pages."""

from dataclasses import dataclass, field

from screens.keeping import State

_MOST = 100


@dataclass(frozen=True, slots=True)
class Stop:
    """A place and where one was in it."""

    place: str
    state: State


@dataclass(slots=True)
class History:
    """Stops behind and ahead of the one where one is."""

    behind: list[Stop] = field(default_factory=list)
    ahead: list[Stop] = field(default_factory=list)

    def leave(self, stop: Stop) -> None:
        """Take note of a stop before going somewhere else; what was ahead is gone then."""
        if not self.behind or self.behind[-1] != stop:
            self.behind.append(stop)
        del self.behind[:-_MOST]
        self.ahead.clear()

    def back(self, here: Stop) -> Stop | None:
        """Give the stop before, if there is one."""
        return _turn(self.behind, self.ahead, here)

    def forward(self, here: Stop) -> Stop | None:
        """Give the stop that one came back from, if there is one."""
        return _turn(self.ahead, self.behind, here)


def _turn(source: list[Stop], other: list[Stop], here: Stop) -> Stop | None:
    while source and source[-1] == here:
        source.pop()
    if not source:
        return None
    other.append(here)
    return source.pop()

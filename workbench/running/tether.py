"""A child's tie to the process that started it: when that one is gone, whatever took it, the child ends too.

The child reads its standard input, a pipe of which only the parent holds the other end and into which it
never writes. The system closes that end with the parent, even where it was killed, so that the child sees
the end of the file on every platform.
"""

import _thread
import os
import signal
import sys
import threading
import time

TIED = "WORKBENCH_TIED"
"""Set in the environment of a child whose standard input is such a pipe."""

_GRACE_SECONDS = 10.0


def tie() -> None:
    """End this process once its parent is gone, if it is tied; its own children are not."""
    if os.environ.pop(TIED, None):
        rope = os.dup(sys.__stdin__.fileno() if sys.__stdin__ else 0)
        threading.Thread(target=_watch, args=(rope,), name="tether", daemon=True).start()


def _watch(rope: int) -> None:
    while os.read(rope, 1):
        pass
    _interrupt()
    time.sleep(_GRACE_SECONDS)
    os._exit(1)


def _interrupt() -> None:
    """Interrupt the main thread: an interrupted pytest still drops its database."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        os.kill(os.getpid(), signal.SIGINT)

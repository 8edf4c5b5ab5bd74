"""Jobs: calls that may take long, done in worker threads that never touch a widget.

A failure that a person can do something about becomes its own sentence, any other one a sentence with
details to copy; both are shown in one place.
"""

import traceback
from collections.abc import Callable

from textual.message_pump import MessagePump

from screens.messages import Done, Failed
from workbench.errors import WorkbenchError

Job = Callable[[], Callable[[], None] | None]
"""Does the work; may give what is left to do on the application's thread."""


def guarded(pump: MessagePump, group: str, job: Job) -> Callable[[], None]:
    """Wrap a job so that whatever happens becomes a message."""

    def work() -> None:
        try:
            then = job()
        except WorkbenchError as error:
            pump.post_message(Failed(group, str(error)))
        except Exception as error:  # the worker's boundary: a person gets a sentence, not a traceback
            name = type(error).__name__
            sentence = f"Something unexpected happened while {group} ({name}: {error}). c copies the details."
            pump.post_message(Failed(group, sentence, traceback.format_exc()))
        else:
            pump.post_message(Done(group, then))

    return work

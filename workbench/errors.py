"""Every error that a user can meet, under one root.

    WorkbenchError            exit 1
    ├── UsageError            exit 2   a folder, name or value that cannot be used
    ├── QuestionsOpen         exit 3   generation needs answers
    ├── ConflictsOpen         exit 4   hand edits and new text disagree
    └── SpecsUnreadable       exit 5   specifications that are missing or cannot be read

A message is one sentence that says what is wrong, where, and what to do. The command line prints
it, the UI shows it; nothing else catches the root.
"""


class WorkbenchError(Exception):
    """The root; ``exit_code`` is what the command exits with."""

    exit_code = 1


class UsageError(WorkbenchError):
    """The command was pointed at something that it cannot use."""

    exit_code = 2


class QuestionsOpen(WorkbenchError):
    """Questions that decide the backend are open."""

    exit_code = 3


class ConflictsOpen(WorkbenchError):
    """A hand edit and the newly generated text change the same lines."""

    exit_code = 4


class SpecsUnreadable(WorkbenchError):
    """There are no specifications, or they cannot be read as text."""

    exit_code = 5

"""The command's entry point, and the boundary at which every error becomes one sentence.

It is the one place that knows the terminal UI, and imports it only when it opens.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.cli.console import has_terminal
from workbench.cli.parser import parse, run_ui
from workbench.cli.registry import Screens
from workbench.compiling import SHELF
from workbench.errors import UsageError, WorkbenchError

_SELDOM = (500_000, 50, 50)
"""When to look for garbage: a specification becomes many small values that all stay, and hardly a cycle."""
_INTERRUPTED = 130
_BROKEN_PIPE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (the process's own where none is given) and give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if argv is None:
        signal.signal(signal.SIGTERM, _terminated)
        gc.set_threshold(*_SELDOM)
    try:
        code = _run_flushed(list(sys.argv[1:] if argv is None else argv))
    except WorkbenchError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _complain("interrupted.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more; without this, flushing at exit would complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except Exception as error:
        _complain(_unexpected(error))
        return WorkbenchError.exit_code
    finally:
        if argv is None:
            gc.freeze()  # all goes with the process: what is left is not looked through for garbage once more
    return code


def _run_flushed(words: list[str]) -> int:
    """Run, and write out what was printed while a reader that has left can still be told apart."""
    try:
        code = _run(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 2
    sys.stdout.flush()
    return code


def _run(words: list[str]) -> int:
    command, arguments = parse(words)
    outcome = run_ui(arguments) if command is None else command.load().run(arguments)
    try:
        return _open_screens(outcome) if isinstance(outcome, Screens) else outcome
    finally:
        SHELF.keep()


def _terminated(number: int, _: object) -> None:
    """End as an interruption does, so that what was started is stopped too."""
    raise SystemExit(128 + number)


def _open_screens(screens: Screens) -> int:
    # A browser's screens are drawn by a driver of their own, without a terminal.
    if screens.web is None and not has_terminal() and "TEXTUAL_DRIVER" not in os.environ:
        raise UsageError("The terminal UI needs a terminal; `workbench --help` names the commands that need none.")
    from screens.app import run

    return run(screens.folder, screens.web)


def _complain(sentence: str) -> None:
    print(f"workbench: {sentence}", file=sys.stderr)


def _unexpected(error: Exception) -> str:
    """Give the sentence for an error that nobody foresaw, its details written to a log."""
    import traceback

    import platformdirs

    details = "".join(traceback.format_exception(error))
    log = Path(platformdirs.user_log_dir("workbench", appauthor=False)) / "errors.log"
    kind = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(details + "\n")
    except OSError:
        return f"something went wrong that should not ({kind}), and the details could not be logged."
    return f"something went wrong that should not ({kind}); the details are in {log}, please report them."


if __name__ == "__main__":
    sys.exit(main())

"""The pytest plugin that tells a run's events, one JSON object a line, to the file that the runner follows.

It is loaded with ``-p workbench.running.observer`` into the backend's own test run, before any
module of the backend, and does nothing unless the runner named the file.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import coverage
import pytest

from workbench.running.storing import RowWatch
from workbench.running.traffic import Recorder

EVENTS_FILE = "WORKBENCH_EVENTS"

_EXCLUDED = (r"if TYPE_CHECKING:", r"@(typing\.)?overload", r"^\s*\.\.\.$")


class Observer:
    """Tells what pytest does; one a run."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._recorder = Recorder(self._tell)
        self._rows = RowWatch(self._tell_row)
        self._coverage = _start_coverage()
        self._seconds: dict[str, float] = {}
        self._outcomes: dict[str, tuple[str, str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Start to watch the traffic, and tell how warnings are treated."""
        self._recorder.install()
        self._rows.install()
        filters = [*session.config.getini("filterwarnings"), *(session.config.option.pythonwarnings or ())]
        strict = any(text.strip() == "error" for text in filters)
        self._tell({"event": "session", "warnings_as_errors": strict}, flush=True)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell a module that cannot be collected as a test that went wrong."""
        if report.failed:
            self._tell(
                {
                    "event": "finished",
                    "node": report.nodeid,
                    "outcome": "error",
                    "seconds": 0.0,
                    "message": report.longreprtext,
                    "collecting": True,
                },
                flush=True,
            )

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell which tests will run."""
        self._tell({"event": "collected", "nodes": [item.nodeid for item in session.items]}, flush=True)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Tell that a test begins."""
        self._recorder.node = nodeid
        self._seconds[nodeid] = 0.0
        self._outcomes[nodeid] = ("passed", "")
        self._tell({"event": "started", "node": nodeid}, flush=True)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather what set-up, call and tear-down say; the first that goes wrong decides."""
        node = report.nodeid
        self._seconds[node] = self._seconds.get(node, 0.0) + report.duration
        if self._outcomes.get(node, ("passed", ""))[0] in ("passed", "skipped") and report.outcome != "passed":
            outcome = report.outcome if report.when == "call" or report.skipped else "error"
            self._outcomes[node] = (outcome, report.longreprtext)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Tell how a test ended."""
        outcome, message = self._outcomes.pop(nodeid, ("passed", ""))
        self._recorder.node = ""
        self._tell(
            {
                "event": "finished",
                "node": nodeid,
                "outcome": outcome,
                "message": message,
                "seconds": self._seconds.pop(nodeid, 0.0),
            },
            flush=True,
        )

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self) -> Iterator[None]:
        """Tell the application's document and the coverage, when every fixture has been torn down."""
        yield
        self._tell({"event": "measured"}, flush=True)
        self._recorder.uninstall()
        self._rows.uninstall()
        self._coverage.stop()
        if (document := self._recorder.document()) is not None:
            self._tell({"event": "openapi", "document": document})
        self._tell({"event": "coverage", "report": _report(self._coverage)}, flush=True)

    def pytest_unconfigure(self) -> None:
        """Close the file."""
        self._stream.close()

    def _tell_row(self, table: str, keys: dict[str, str]) -> None:
        self._tell({"event": "stored", "node": self._recorder.node, "table": table, "keys": keys})

    def _tell(self, event: dict[str, Any], *, flush: bool = False) -> None:
        json.dump(event, self._stream, separators=(",", ":"))
        self._stream.write("\n")
        if flush:
            self._stream.flush()


def _start_coverage() -> coverage.Coverage:
    """Measure lines and branches of ``app/`` by fixed settings, whatever the backend's own files configure."""
    # SQLAlchemy runs its side of an awaited statement in a greenlet: without that, lines after it count as missed.
    measuring = coverage.Coverage(
        data_file=None, branch=True, source=["app"], config_file=False, concurrency=["thread", "greenlet"]
    )
    for pattern in _EXCLUDED:
        measuring.exclude(pattern)
    measuring.start()
    return measuring


def _report(measured: coverage.Coverage) -> dict[str, Any] | None:
    """Give coverage's own JSON report; nothing where no line of ``app/`` was seen."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        try:
            measured.json_report(outfile=str(file))
        except coverage.CoverageException:
            return None
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return report


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin before the first conftest is imported, so that what it imports is measured as well."""
    name = os.environ.get(EVENTS_FILE)
    if name:
        stream = Path(name).open("a", encoding="utf-8")  # noqa: SIM115 - closed when pytest ends
        early_config.pluginmanager.register(Observer(stream), "workbench-observer")

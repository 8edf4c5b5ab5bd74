"""The commands that run the generated backend, on a real PostgreSQL."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workbench.cli.conftest import Command

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="stops processes by signal")]

_PATIENCE = 120.0


@contextmanager
def started(*words: object, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run ``workbench`` in the background, its output in ``log``; interrupted at the end."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench", *map(str, words)],
            stdout=stream,
            stderr=stream,
            stdin=subprocess.DEVNULL,
            # Where a shell runs the tests in its background, SIGINT is ignored by all below it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def wait_for(
    found: Callable[[], "re.Match[str] | None"], process: "subprocess.Popen[bytes]", log: Path
) -> "re.Match[str]":
    deadline = time.monotonic() + _PATIENCE
    while (match := found()) is None:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    return match


def test_tests_run_and_are_judged_without_running_again(generated: Path, command: Command) -> None:
    done = command("test", generated, "--json")
    document = json.loads(done.stdout)
    assert done.returncode == 0, document
    assert document["tests"]["passed"] > 0
    assert document["failures"] == []
    assert document["coverage"] > 80

    judged = command("check", generated, "--json")
    assert json.loads(judged.stdout)["tests"]["passed"] == document["tests"]["passed"]
    assert "collecting tests" not in judged.stderr


def test_a_failing_test_ends_with_1_and_is_shown(generated: Path, command: Command) -> None:
    (generated / "backend" / "tests" / "test_own.py").write_text(
        'def test_own() -> None:\n    """Fail."""\n    assert 1 == 2\n'
    )
    done = command("test", generated, "-k", "test_own")
    assert done.returncode == 1
    assert "FAILED tests/test_own.py::test_own" in done.stdout
    assert "1 failed" in done.stdout


def test_serve_answers_on_a_migrated_database_with_its_token(generated: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started("serve", generated, "--port", "0", log=log) as process:
        address = wait_for(lambda: re.search(r"at (http://\S+),", log.read_text()), process, log)[1]
        wait_for(lambda: re.search(r"End with", log.read_text()), process, log)
        authorization = re.search(r"^Authorization: (.+)$", log.read_text(), re.MULTILINE)
        assert authorization is not None
        request = urllib.request.Request(f"{address}/api/books", headers={"Authorization": authorization[1]})
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{address}/docs", timeout=_PATIENCE) as page:
            assert b"swagger" in page.read().lower()
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(f"{address}/api/books", timeout=_PATIENCE)
    assert process.returncode == 130
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/docs", timeout=_PATIENCE)


def test_serve_names_a_port_that_is_taken(generated: Path, command: Command) -> None:
    done = command("serve", generated, "--port", "99999")
    assert done.returncode == 2
    assert "choose another with --port" in done.stderr


def test_watch_regenerates_on_save(generated: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    schema = generated / "specs" / "database" / "schema.md"
    model = generated / "backend" / "app" / "models" / "book.py"
    with started("watch", generated, "--no-test", log=log) as process:
        wait_for(lambda: re.search(r"Watching the specifications", log.read_text()), process, log)
        text = schema.read_text().replace("| created_at", "| pages | integer | null |\n| created_at")

        def saved_and_written() -> "re.Match[str] | None":
            # Whoever has just begun to watch may not have heard of the first save.
            if (match := re.search(r"files? written", log.read_text())) is None:
                schema.write_text(text)
            return match

        wait_for(saved_and_written, process, log)
    assert "pages" in model.read_text()
    assert "saved specs/database/schema.md" in log.read_text()
    assert "Traceback" not in log.read_text()
    assert process.returncode == 130


@pytest.mark.parametrize("name", ["todo", "community", "shop"])
def test_the_demo_is_green_from_nothing(name: str, tmp_path: Path, command: Command) -> None:
    done = command("demo", name, "--headless", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 of 11 green" in done.stdout
    assert (tmp_path / f"workbench-{name}" / "backend" / "app" / "main.py").is_file()

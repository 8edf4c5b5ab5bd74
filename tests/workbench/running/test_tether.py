"""Children never outlive the workbench, whatever ends it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from workbench.running.environment import module_command
from workbench.running.processes import start, started, terminate

PARENT = """
import os, sys, time
from pathlib import Path
from workbench.running.environment import module_command
from workbench.running.processes import started
command = module_command("http.server", "0", "--bind", "127.0.0.1")
folder = Path(sys.argv[1])
with started(command, folder=folder, environment=os.environ, output=folder / "output") as process:
    print(process.pid, flush=True)
    time.sleep(60)
"""


def gone(pid: int, seconds: float = 60) -> bool:
    """Wait until a process is gone, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_parent_takes_its_child_along(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert not gone(child, 0.5)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert gone(child)


def test_a_child_is_left_in_peace_while_its_parent_lives(tmp_path: Path) -> None:
    command = module_command("timeit", "-n", "1", "-r", "1", "import time; time.sleep(0.5)")
    with started(command, folder=tmp_path, environment=os.environ, output=tmp_path / "output") as process:
        assert process.wait(120) == 0


def test_what_a_child_starts_is_not_tied_itself(tmp_path: Path) -> None:
    code = "import os; print('WORKBENCH_TIED' in os.environ)"
    output = tmp_path / "output"
    with started(
        module_command("timeit", "-n1", "-r1", code), folder=tmp_path, environment=os.environ, output=output
    ) as process:
        process.wait(120)
    assert output.read_text().startswith("False")


def test_a_child_ends_when_it_is_told_to(tmp_path: Path) -> None:
    process = start(module_command("http.server", "0"), folder=tmp_path, environment=os.environ)
    terminate(process)
    assert process.poll() is not None

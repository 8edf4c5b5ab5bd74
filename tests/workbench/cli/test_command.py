"""The command as such: help, version, wrong usage, and the boundary that no traceback passes."""

import subprocess
import sys
import tomllib
from pathlib import Path
from unittest.mock import Mock

import pytest

import workbench
from workbench.__main__ import main
from workbench.cli import registry
from workbench.cli.registry import COMMANDS, Command
from workbench.errors import QuestionsOpen

ROOT = Path(__file__).parents[3]


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert capsys.readouterr().out == f"workbench {version}\n" == f"workbench {workbench.__version__}\n"


def test_help_names_every_command_with_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(f"  {name} " in text for name in COMMANDS)
    assert "examples:" in text
    assert "4 conflicts with hand edits" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: workbench {name}")
    assert (COMMANDS[name].load().__doc__ or "").strip().split("\n")[0] in text


def test_a_misspelt_command_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generat"]) == 2
    assert capsys.readouterr().err == (
        "workbench: There is no folder and no command generat; did you mean `workbench generate`?\n"
    )


def test_an_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "--wrong"]) == 2
    assert "unrecognized arguments: --wrong" in capsys.readouterr().err


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command that ends in an error."""
    failing = Mock(__doc__="Fail.", run=Mock(side_effect=error))
    monkeypatch.setitem(registry.COMMANDS, "fail", Command("fail", "fail", "fail"))
    monkeypatch.setattr(Command, "load", lambda _: failing)
    return main(["fail"])


def test_an_error_for_users_is_one_sentence_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fail_with(QuestionsOpen("2 questions are open."), monkeypatch) == 3
    assert capsys.readouterr().err == "workbench: 2 questions are open.\n"


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert fail_with(KeyboardInterrupt(), monkeypatch) == 130
    assert capsys.readouterr().err == "workbench: interrupted.\n"


def test_an_unforeseen_error_is_one_sentence_and_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    assert fail_with(ZeroDivisionError("by zero\nsecond line"), monkeypatch) == 1
    captured = capsys.readouterr()
    log = tmp_path / "log" / "errors.log"
    assert captured.err == (
        "workbench: something went wrong that should not (ZeroDivisionError: by zero); "
        f"the details are in {log}, please report them.\n"
    )
    assert "Traceback" in log.read_text()


def test_a_log_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "file"))
    assert fail_with(ZeroDivisionError(), monkeypatch) == 1
    assert "could not be logged" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "workbench", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.close()
    _, complaints = writer.communicate()
    assert complaints == b""
    assert writer.returncode in (0, 141)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_headless_command_loads_the_terminal_ui(name: str) -> None:
    script = (
        "import sys\n"
        "from workbench.__main__ import main\n"
        f"code = main([{name!r}, '--help'])\n"
        "sys.exit(code or any(module.split('.')[0] in ('textual', 'screens') for module in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0


def test_the_version_loads_nothing_but_the_parser() -> None:
    script = (
        "import sys\n"
        "from workbench.__main__ import main\n"
        "main(['--version'])\n"
        "heavy = {'rich', 'pydantic', 'jinja2', 'markdown_it', 'sqlglot', 'asyncpg', 'textual', 'generators'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")

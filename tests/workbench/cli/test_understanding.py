"""inspect, ask and answer, as a user or a script runs them."""

import json
from pathlib import Path

import pytest

from tests.workbench.cli.conftest import Command, files_of, write_contradiction


@pytest.fixture
def contradictory(tmp_path: Path) -> Path:
    """A project of which something has to be asked."""
    return write_contradiction(tmp_path / "asking")


def test_inspect_gives_the_documented_json(project: Path, command: Command) -> None:
    done = command("inspect", project, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert list(document)[:6] == ["format", "endpoints", "tables", "requirements", "questions", "unread"]
    assert [(one["method"], one["path"]) for one in document["endpoints"]] == [
        ("GET", "/api/books"),
        ("POST", "/api/books"),
        ("DELETE", "/api/books/{id}"),
    ]
    assert [one["name"] for one in document["tables"]] == ["users", "books"]


def test_inspect_prints_plain_lines_where_no_terminal_is(project: Path, command: Command) -> None:
    done = command("inspect", project)
    assert done.returncode == 0
    assert "/api/books/{id}" in done.stdout
    assert "\x1b" not in done.stdout


def test_inspect_without_a_folder_takes_the_current_one(project: Path, command: Command) -> None:
    assert command("inspect", "--json", folder=project).stdout == command("inspect", project, "--json").stdout


def test_inspect_writes_nothing(project: Path, command: Command) -> None:
    before = files_of(project)
    command("inspect", project)
    assert files_of(project) == before


def test_ask_exits_with_3_while_questions_block(contradictory: Path, command: Command) -> None:
    done = command("ask", contradictory, "--json")
    assert done.returncode == 3
    document = json.loads(done.stdout)
    assert document["format"] == 1
    assert document["open"] == len(document["questions"]) >= document["blocking"] >= 1
    question = document["questions"][0]
    assert question["recommended"] == question["choices"][0]["value"]
    assert {"id", "text", "choices", "recommended", "evidence", "affects"} <= set(question)


def test_ask_shows_evidence_and_choices(contradictory: Path, command: Command) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    text = command("ask", contradictory).stdout
    assert question["id"] in text
    assert f"- {question['recommended']} (recommended): " in text
    for place in question["evidence"]:
        assert f"{place['file']}:{place['line']}" in text


def test_an_answer_is_kept_with_the_specifications_and_the_question_is_gone(
    contradictory: Path, command: Command
) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    last = question["choices"][-1]["value"]
    done = command("answer", contradictory, question["id"], last)
    assert done.returncode == 0, done.stderr
    assert f"{question['id']}: {last}" in done.stdout
    assert last in (contradictory / "specs" / "clarifications.md").read_text("utf-8")
    left = json.loads(command("ask", contradictory, "--json").stdout)["questions"]
    assert question["id"] not in [one["id"] for one in left]


def test_an_answer_can_be_changed(contradictory: Path, command: Command) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    command("answer", contradictory, question["id"], question["choices"][-1]["value"])
    done = command("answer", contradictory, question["id"], "yes")
    assert done.returncode == 0, done.stderr
    text = (contradictory / "specs" / "clarifications.md").read_text("utf-8")
    assert f"A: {question['recommended']} " in text
    assert text.count(question["id"]) == 1


def test_a_wrong_id_is_told_with_the_nearest(contradictory: Path, command: Command) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    done = command("answer", contradictory, question["id"][:-1] + "x", "yes")
    assert done.returncode == 2
    assert f"did you mean {question['id']}?" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_wrong_choice_is_told_with_the_right_ones_and_nothing_is_written(
    contradictory: Path, command: Command
) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    before = files_of(contradictory)
    done = command("answer", contradictory, question["id"], "no such choice")
    assert done.returncode == 2
    assert question["recommended"] in done.stderr
    assert done.stderr.count("\n") == 1
    assert files_of(contradictory) == before


def test_answers_need_a_folder_that_can_be_written(contradictory: Path, command: Command) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    (contradictory / "specs" / "clarifications.md").mkdir()
    done = command("answer", contradictory, question["id"], "yes")
    assert done.returncode == 2
    assert "clarifications.md" in done.stderr
    assert done.stderr.count("\n") == 1


def test_ask_with_an_id_shows_what_each_choice_changes(contradictory: Path, command: Command) -> None:
    question = json.loads(command("ask", contradictory, "--json").stdout)["questions"][0]
    (shown,) = json.loads(command("ask", contradictory, question["id"], "--json").stdout)["questions"]
    first, other = shown["choices"][:2]
    assert (first["changes"], first["lines"]) == ([], 0)
    assert other["lines"] > 0
    assert any(change["path"].startswith("app/") for change in other["changes"])
    text = command("ask", contradictory, question["id"]).stdout
    assert "as the backend would be now" in text
    assert other["changes"][0]["diff"].splitlines()[0] in text


def test_ask_previews_all_that_it_shows(contradictory: Path, command: Command) -> None:
    shown = json.loads(command("ask", contradictory, "--json", "--preview").stdout)["questions"]
    assert all("changes" in choice for question in shown for choice in question["choices"])


def test_ask_lists_what_was_decided_without_asking(project: Path, command: Command) -> None:
    assumed = json.loads(command("ask", project, "--json").stdout)["assumptions"]
    text = command("ask", project, "--assumed").stdout
    assert assumed
    assert all(one["id"] in text and one["reason"] in text for one in assumed)


def test_ask_about_what_was_never_asked_is_refused(project: Path, command: Command) -> None:
    done = command("ask", project, "no.such.question")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no.such.question" in done.stderr

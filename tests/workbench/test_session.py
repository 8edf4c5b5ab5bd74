"""A session gives what the specifications say now, and keeps what it computed while they say the same."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.workbench.cli.conftest import write_books, write_contradiction
from workbench import session as session_module
from workbench import specifications
from workbench.errors import QuestionsOpen, SpecsUnreadable, UsageError
from workbench.reading.facts import AnswerFact
from workbench.reconciling import ChangeKind
from workbench.resolving.deciding.questions import Assumption, Choice
from workbench.running.events import Outcome, Run, RunEvent, TestResult
from workbench.session import Session
from workbench.understanding import understand

RUN = Run(0, 1.5, (TestResult("tests/test_books.py::test_create", Outcome.PASSED, 0.1),))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.open(write_books(tmp_path / "project"))


@pytest.fixture
def asking(tmp_path: Path) -> Session:
    return Session.open(write_contradiction(tmp_path / "asking"))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Replace real test runs by one that passes; gives the backends that were run."""
    seen: list[Path] = []

    def run_tests(
        backend: Path,
        *,
        on_event: Callable[[RunEvent], None],
        selection: tuple[str, ...],
        cancel: threading.Event | None,
        fingerprint: str,
    ) -> Run:
        seen.append(backend)
        return replace(RUN, fingerprint=fingerprint, complete=not selection)

    monkeypatch.setattr(session_module, "run_tests", run_tests)
    return seen


def ignore(event: RunEvent) -> None:
    """Take an event and do nothing."""


def save(session: Session, name: str, old: str, new: str) -> None:
    file = session.folder / "specs" / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_session_knows_its_folders(session: Session) -> None:
    assert session.backend == session.folder / "backend"


def test_opening_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        Session.open(tmp_path / "missing")


def test_the_same_specifications_are_resolved_and_generated_once(session: Session) -> None:
    assert session.resolution() is session.resolution()
    assert session.files() is session.files()


def test_a_saved_specification_is_seen(session: Session) -> None:
    before = session.files()
    save(session, "database/schema.md", "varchar(100)", "varchar(120)")
    assert session.files() != before


def test_a_folder_named_by_a_dot_is_the_same_project(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(session.folder)
    assert Session.open(Path()).blueprint() == session.blueprint()


def test_a_written_plan_leaves_nothing_to_write(session: Session) -> None:
    session.accept_defaults()
    session.write(session.plan())
    assert not session.plan().writes
    assert {file.path for file in session.files()} == {change.path for change in session.plan().changes}


def test_blocking_questions_refuse_writing_and_nothing_is_written(asking: Session) -> None:
    plan = asking.plan()
    with pytest.raises(QuestionsOpen, match="must be answered before generating"):
        asking.write(plan)
    assert not asking.backend.exists()


def test_accepted_defaults_are_kept_for_everybody(asking: Session) -> None:
    asking.accept_defaults()
    assert not asking.resolution().questions
    assert not Session.open(asking.folder).resolution().questions
    asking.write(asking.plan())
    assert asking.backend.is_dir()


def test_defaults_taken_for_one_session_leave_no_trace(asking: Session) -> None:
    taken = asking.take_defaults(record=False)
    assert taken == tuple((one.id, one.recommended) for one in asking.resolution().questions)
    assert not asking.places.clarifications.exists()
    asking.refuse_unready()


def test_accepting_defaults_gives_the_blueprint_that_was_shown(asking: Session) -> None:
    before = asking.blueprint()
    asking.accept_defaults()
    assert asking.blueprint() == before


def test_an_answer_changes_the_blueprint_and_closes_its_question(asking: Session) -> None:
    before = asking.blueprint()
    question = asking.resolution().questions[0]
    asking.answer(question.id, question.choices[-1].value)
    assert asking.blueprint() != before
    assert question.id not in [one.id for one in asking.resolution().questions]


def test_a_choice_is_shown_with_what_it_changes_and_nothing_is_written(asking: Session) -> None:
    question = asking.resolution().questions[0]
    assert asking.preview(question.id, "yes").diffs == ()
    assert asking.preview(question.id, question.choices[1].value).lines > 0
    assert not asking.places.clarifications.exists()


def test_an_answer_can_be_taken_back(asking: Session) -> None:
    before = asking.blueprint()
    question = asking.resolution().questions[0]
    asking.answer(question.id, question.choices[-1].value)
    asking.answer(question.id, question.recommended)
    assert asking.blueprint() == before


def test_answering_twice_writes_once(asking: Session) -> None:
    question = asking.resolution().questions[0]
    asking.answer(question.id, question.recommended)
    text = asking.places.clarifications.read_text()
    asking.answer(question.id, question.recommended)
    assert asking.places.clarifications.read_text() == text


def test_answers_are_accepted_as_they_are_shown(asking: Session) -> None:
    question = asking.resolution().questions[0]
    last = question.choices[-1]
    assert asking.accepted(question.id, f" {last.value.upper()} ") == last.value
    assert asking.accepted(question.id, last.text) == last.value
    assert asking.accepted(question.id, "yes") == question.recommended


def test_answers_are_not_written_through_a_link_out_of_the_project(asking: Session, tmp_path: Path) -> None:
    question = asking.resolution().questions[0]
    asking.places.clarifications.symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(UsageError, match="leads out of the project"):
        asking.answer(question.id, "yes")
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_wrong_id_names_the_nearest(asking: Session) -> None:
    question = asking.resolution().questions[0]
    with pytest.raises(UsageError, match=f"did you mean {question.id}"):
        asking.answer(question.id + "s", "yes")


def test_an_assumption_can_be_overturned(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    choices = (Choice("uuid", "a UUID"), Choice("integer", "a number"))
    assumption = Assumption("books.id.type", "The ids of books are UUIDs.", "uuid", "It is usual.", (), choices)
    resolution = replace(session.resolution(), assumptions=(assumption,))
    monkeypatch.setattr(specifications, "understand", lambda found: replace(understand(found), resolution=resolution))
    overturning = Session.open(session.folder)
    overturning.answer("books.id.type", "integer")
    (kept,) = overturning.reading().facts_of(AnswerFact)
    assert (kept.id, kept.answer) == ("books.id.type", "integer")


def test_without_endpoint_there_is_nothing_to_build(session: Session) -> None:
    (session.folder / "specs" / "api" / "books.md").unlink()
    with pytest.raises(SpecsUnreadable, match="No endpoint was found"):
        session.plan()


def test_a_run_is_kept_for_later_sessions(session: Session, runs: list[Path]) -> None:
    session.write(session.plan())
    run = session.run(ignore)
    assert runs == [session.backend]
    assert Session.open(session.folder).last_run() == run


def test_a_run_of_other_files_does_not_count(session: Session, runs: list[Path]) -> None:
    session.write(session.plan())
    session.run(ignore)
    (session.backend / "app" / "main.py").write_text("# edited\n")
    assert session.last_run() is None


def test_caches_and_environments_do_not_outdate_a_run(session: Session, runs: list[Path]) -> None:
    session.write(session.plan())
    session.run(ignore)
    for name in ("app/__pycache__/main.pyc", ".venv/bin/python", ".coverage", ".env"):
        file = session.backend / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("cache")
    assert session.last_run() is not None


def test_a_selection_of_tests_does_not_replace_the_last_run(session: Session, runs: list[Path]) -> None:
    session.write(session.plan())
    session.run(ignore, ("-k", "create"))
    assert session.last_run() is None


def test_a_run_that_got_to_no_test_is_not_kept(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "run_tests", lambda *_, **__: Run(4, 1.0, output="no such option"))
    session.write(session.plan())
    session.run(ignore)
    assert session.last_run() is None


def test_a_damaged_run_counts_as_none(session: Session, runs: list[Path]) -> None:
    session.write(session.plan())
    session.run(ignore)
    session.places.run.write_text('{"exit_code": []')
    assert session.last_run() is None


def test_running_needs_a_backend(session: Session) -> None:
    with pytest.raises(UsageError, match="generate"):
        session.run(ignore)


def test_verdicts_are_given_for_all_criteria_and_kept(session: Session, runs: list[Path]) -> None:
    session.write(session.plan())
    verdicts = session.check()
    assert [verdict.id for verdict in verdicts] == [f"C{number}" for number in range(1, 12)]
    assert session.check() is verdicts
    session.run(ignore)
    assert session.check() is not verdicts


def test_texts_of_specifications_and_of_the_backend_as_it_is(session: Session) -> None:
    assert session.text("specs/database/schema.md").startswith("# Schema")
    generated = session.text("backend/app/main.py")
    assert generated == next(file.text for file in session.files() if file.path == "app/main.py")
    session.write(session.plan())
    (session.backend / "app" / "main.py").write_text("# edited\n")
    assert session.text("app/main.py") == "# edited\n"


@pytest.mark.parametrize("name", ["nothing.md", "backend/../../secret", "/etc/hostname"])
def test_other_texts_are_refused(session: Session, name: str) -> None:
    with pytest.raises(UsageError, match="neither a specification"):
        session.text(name)


def test_foreign_files_in_the_backend_stay(session: Session) -> None:
    session.write(session.plan())
    own = session.backend / "app" / "own.py"
    own.write_text("x = 1\n")
    save(session, "database/schema.md", "varchar(100)", "varchar(120)")
    plan = session.plan()
    session.write(plan)
    assert plan.of(ChangeKind.UPDATE)
    assert own.read_text() == "x = 1\n"


def test_several_threads_may_ask_at_once(session: Session) -> None:
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(len(session.plan().changes))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len(set(results)) == 1


def test_a_refused_change_leaves_the_file_and_is_shown_again(session: Session) -> None:
    session.accept_defaults()
    session.write(session.plan())
    save(session, "database/schema.md", "varchar(100)", "varchar(120)")
    changed = [change.path for change in session.plan().writes]
    session.write(session.plan(), changed[:1])
    assert [change.path for change in session.plan().writes] == changed[:1]
    session.write(session.plan())
    assert not session.plan().writes


def test_a_new_file_that_is_refused_is_offered_again(session: Session) -> None:
    session.accept_defaults()
    session.write(session.plan(), ["README.md"])
    assert not (session.backend / "README.md").exists()
    assert [(change.path, change.kind) for change in session.plan().writes] == [("README.md", ChangeKind.CREATE)]

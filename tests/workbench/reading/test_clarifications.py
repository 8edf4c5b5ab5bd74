"""Accepted answers: written for people, read back without loss."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading import clarifications
from workbench.reading.clarifications import question_id, split_answer, write_answer
from workbench.reading.documents import CLARIFICATIONS, Document
from workbench.reading.facts import AnswerFact


def read(text: str, file: str = CLARIFICATIONS) -> list[tuple[str, str, str]]:
    facts = clarifications.read(Document(file, text)).facts
    return [(fact.id, fact.question, fact.answer) for fact in facts if isinstance(fact, AnswerFact)]


def test_the_first_answer_makes_the_file() -> None:
    assert write_answer("", "loans.id.type", "What type are the ids of loans?", "uuid", "2026-01-31") == (
        "## Clarifications\n\n### Session 2026-01-31\n\n- Q: What type are the ids of loans? "
        "→ A: uuid <!-- loans.id.type -->\n"
    )


def test_what_was_written_is_read_back() -> None:
    text = write_answer("", "loans.id.type", "What type?", "uuid", "2026-01-31")
    assert read(text) == [("loans.id.type", "What type?", "uuid")]


def test_the_line_is_the_source() -> None:
    (fact,) = clarifications.read(Document(CLARIFICATIONS, write_answer("", "a", "Q", "x", "2026-01-31"))).facts
    assert fact.source.line == 5


def test_an_answer_of_the_same_day_goes_to_its_session() -> None:
    text = write_answer(write_answer("", "a", "A?", "1", "2026-01-31"), "b", "B?", "2", "2026-01-31")
    assert text.count("### Session") == 1
    assert [each[0] for each in read(text)] == ["a", "b"]


def test_an_answer_of_another_day_begins_a_session() -> None:
    text = write_answer(write_answer("", "a", "A?", "1", "2026-01-31"), "b", "B?", "2", "2026-02-01")
    assert text.count("### Session") == 2


def test_a_session_that_others_follow_is_found() -> None:
    text = write_answer(write_answer("", "a", "A?", "1", "2026-01-31"), "b", "B?", "2", "2026-02-01")
    text = write_answer(text, "c", "C?", "3", "2026-01-31")
    assert [each[0] for each in read(text)] == ["a", "c", "b"]


def test_writing_an_answer_again_changes_nothing() -> None:
    text = write_answer("", "a", "A?", "1", "2026-01-31")
    assert write_answer(text, "a", "Asked otherwise?", "1", "2027-12-31") == text


def test_another_answer_replaces_the_first_where_it_stands() -> None:
    text = write_answer(write_answer("", "a", "A?", "1", "2026-01-31"), "b", "B?", "2", "2026-01-31")
    changed = write_answer(text, "a", "A?", "9", "2027-12-31")
    assert read(changed) == [("a", "A?", "9"), ("b", "B?", "2")]
    assert "2027" not in changed


def test_what_people_wrote_around_it_stays() -> None:
    text = (
        "# Notes\n\nSome words.\n\n## Clarifications\n\n### Session 2026-01-31\n\nTalked to Ann.\n\n## More\n\nEnd.\n"
    )
    changed = write_answer(text, "a", "A?", "1", "2026-01-31")
    assert changed.replace("\n- Q: A? → A: 1 <!-- a -->", "") == text


def test_an_edit_by_hand_counts() -> None:
    text = write_answer("", "a", "A?", "1", "2026-01-31").replace("→ A: 1", "→ A: two words")
    assert read(text) == [("a", "A?", "two words")]


def test_a_later_answer_to_the_same_question_counts() -> None:
    assert read("- Q: A? → A: 1 <!-- a -->\n- Q: A? → A: 2 <!-- a -->\n") == [("a", "A?", "2")]


def test_answers_in_a_specification_get_an_id_of_their_words() -> None:
    text = (
        "# Loans\n\n## Clarifications\n\n### Session 2026-01-31\n\n- Q: How many books? → A: Five"
        "\n\n## Requirements\n\n- Q: no → A: no\n"
    )
    assert read(text, "specs/001-loans/spec.md") == [("asked.how-many-books", "How many books?", "Five")]


def test_other_bullets_are_no_answers() -> None:
    assert read("- Question: x\n- Q: without an answer\n- Q: empty → A:\n") == []


def test_an_id_survives_marks_and_spaces() -> None:
    assert question_id("  How  MANY books?! ") == "asked.how-many-books"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_any_answer_survives(question: str, answer: str, before: str) -> None:
    text = write_answer(before, "loans.id.type", question, answer or "x", "2026-01-31")
    again = write_answer(text, "loans.id.type", question, answer or "x", "2026-02-28")
    assert again == text or split_answer(f"- Q: {question} → A: {answer} <!-- a -->") is None


def test_an_answer_about_an_endpoint_is_read_back_although_its_id_holds_a_space() -> None:
    parts = split_answer(write_answer("", "endpoint.GET /loans.auth", "Q", "public", "2026-01-31").splitlines()[-1])
    assert parts is not None
    assert (parts.id, parts.answer) == ("endpoint.GET /loans.auth", "public")


def test_an_answer_remembers_what_there_was_to_choose_from() -> None:
    text = write_answer("", "endpoint.GET /loans.auth", "Q", "public", "2026-01-31", "0a1b2c3d")
    (fact,) = clarifications.read(Document(CLARIFICATIONS, text)).facts
    assert isinstance(fact, AnswerFact)
    assert (fact.id, fact.fingerprint) == ("endpoint.GET /loans.auth", "0a1b2c3d")


def test_answering_what_changed_replaces_the_answer_and_what_it_is_bound_to() -> None:
    text = write_answer("", "a", "A?", "1", "2026-01-31", "0a1b2c3d")
    changed = write_answer(text, "a", "A?", "1", "2026-02-28", "ffffffff")
    assert changed.count("<!-- a #ffffffff -->") == 1
    assert "0a1b2c3d" not in changed

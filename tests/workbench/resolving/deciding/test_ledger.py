"""Decisions: answers come first, what is open becomes a question or an assumption."""

from dataclasses import replace

from tests.workbench.resolving.readings import answer, at
from workbench.resolving.contradicting.kinds import LENGTH, Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice, fingerprint_of

CHOICES = [Choice("red", "Red as roses"), Choice("blue", "Blue as skies")]


def ask(ledger: Ledger, *, free: bool = False) -> str:
    return ledger.ask("walls.colour", "Which colour?", CHOICES, [at(3), at(3)], free=free)


def test_an_open_question_gives_the_recommended_choice() -> None:
    ledger = Ledger(())
    assert (ask(ledger), [question.id for question in ledger.questions]) == ("red", ["walls.colour"])


def test_evidence_is_named_once() -> None:
    ledger = Ledger(())
    ask(ledger)
    assert ledger.questions[0].evidence == (at(3),)


def test_an_answer_closes_the_question() -> None:
    ledger = Ledger([answer("walls.colour", "blue")])
    assert (ask(ledger), ledger.questions, ledger.notices) == ("blue", (), ())


def test_an_answer_may_be_the_words_of_the_choice() -> None:
    assert ask(Ledger([answer("Walls.Colour", "Blue as skies.")])) == "blue"


def test_yes_accepts_the_recommendation() -> None:
    assert ask(Ledger([answer("walls.colour", "yes")])) == "red"


def test_an_answer_that_is_no_choice_leaves_the_question_open_and_says_so() -> None:
    ledger = Ledger([answer("walls.colour", "green")])
    assert (ask(ledger), len(ledger.questions)) == ("red", 1)
    assert "green" in ledger.notices[0]


def test_a_free_question_takes_any_value() -> None:
    assert ask(Ledger([answer("walls.colour", "green")]), free=True) == "green"


def test_an_answer_that_fits_nothing_is_reported() -> None:
    ledger = Ledger([answer("roof.colour", "red")])
    assert "roof.colour" in ledger.notices[0]


def test_an_assumption_can_be_overturned() -> None:
    given = Ledger([answer("walls.colour", "blue")])
    assert given.assume("walls.colour", "Red.", CHOICES, [], reason="It is usual.") == "blue"
    assert given.assumptions == ()


def test_an_assumption_is_recorded_with_its_reason() -> None:
    ledger = Ledger(())
    ledger.assume("walls.colour", "Red.", CHOICES, [], reason="It is usual.")
    assert ledger.assumptions[0].reason == "It is usual."


def test_questions_come_in_the_order_of_what_they_decide() -> None:
    ledger = Ledger(())
    ledger.ask("a", "?", CHOICES, [], affects=1)
    ledger.ask("b", "?", CHOICES, [], affects=9)
    assert [question.id for question in ledger.questions] == ["b", "a"]


def test_statements_that_agree_settle_without_a_word() -> None:
    ledger = Ledger(())
    assert settle(ledger, LENGTH, "x", [Said(5, at(1)), Said(5, at(2))]) == 5
    assert ledger.questions == ()


def test_statements_that_differ_become_a_question_with_both_lines() -> None:
    ledger = Ledger(())
    assert settle(ledger, LENGTH, "x", [Said(5, at(1)), Said(6, at(2))]) == 5
    assert ledger.questions[0].evidence == (at(1), at(2))


def test_an_answer_chooses_among_the_statements() -> None:
    ledger = Ledger([answer("x.length", "6")])
    assert settle(ledger, LENGTH, "x", [Said(5, at(1)), Said(6, at(2))]) == 6


def test_an_answer_holds_while_there_is_the_same_to_choose_from() -> None:
    ledger = Ledger([replace(answer("walls.colour", "blue"), fingerprint=fingerprint_of(CHOICES))])
    assert (ask(ledger), ledger.questions, ledger.notices) == ("blue", (), ())


def test_an_answer_to_what_has_changed_opens_the_question_again_and_says_so() -> None:
    before = fingerprint_of([*CHOICES, Choice("green", "Green")])
    ledger = Ledger([replace(answer("walls.colour", "blue"), fingerprint=before)])
    assert (ask(ledger), [question.id for question in ledger.questions]) == ("red", ["walls.colour"])
    assert "has changed" in ledger.notices[0]


def test_an_answer_outlives_choices_that_it_did_not_take() -> None:
    ledger = Ledger([replace(answer("walls.colour", "blue"), fingerprint=fingerprint_of(CHOICES[1:]))])
    more = [Choice("green", "Green as grass"), *CHOICES]
    assert ledger.ask("walls.colour", "Which colour?", more, []) == "blue"
    assert (ledger.questions, ledger.notices) == ((), ())


def test_an_answer_does_not_outlive_a_change_of_what_it_took() -> None:
    ledger = Ledger([replace(answer("walls.colour", "blue"), fingerprint=fingerprint_of(CHOICES[1:]))])
    assert (
        ledger.ask("walls.colour", "Which colour?", [CHOICES[0], Choice("blue", "Blue", "The doors, too.")], [])
        == "red"
    )
    assert "has changed" in ledger.notices[0]


def test_the_order_and_wording_of_the_choices_do_not_bind_an_answer() -> None:
    reworded = [Choice("blue", "Blue like the sea"), Choice("red", "Red like wine")]
    assert fingerprint_of(reworded) == fingerprint_of(CHOICES)


def test_a_choice_that_is_called_yes_is_that_choice() -> None:
    ledger = Ledger([answer("walls.painted", "yes")])
    assert ledger.ask("walls.painted", "Painted?", [Choice("no", "no"), Choice("yes", "yes")], []) == "yes"

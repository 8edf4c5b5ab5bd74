"""Messages: the documented words before the usual ones, and the codes that go with them."""

from generators.blueprint import Blueprint, Column, Entity, Message, Occasion, Settings, TypeName
from generators.blueprint.entity import ColumnType
from generators.messages import (
    codes_by_message,
    codes_by_status,
    forbidden_text,
    missing_source,
    says,
    taken_text,
    text_of,
    told_under,
)

TASKS = Entity("tasks", "task", (Column("name", ColumnType(TypeName.TEXT), unique=True),))


def settings(*messages: Message) -> Settings:
    return Settings(messages=messages)


def test_the_usual_words_are_said_where_nothing_is_documented() -> None:
    assert text_of(settings(), Occasion.FORBIDDEN) == "Not allowed."
    assert missing_source(settings(), TASKS, "task_id") == '"Task not found."'
    assert taken_text(settings(), TASKS, ("name",)) is None
    assert says(settings())["expired_token"] == ""


def test_documented_words_go_before_the_usual_ones() -> None:
    said = settings(
        Message(Occasion.FORBIDDEN, "Hands off"),
        Message(Occasion.MISSING, "No task #{key}", "tasks"),
        Message(Occasion.TAKEN, "One is called so", "tasks", "name"),
    )
    assert text_of(said, Occasion.FORBIDDEN) == "Hands off"
    assert missing_source(said, TASKS, "task_id") == 'f"No task #{task_id}"'
    assert taken_text(said, TASKS, ("user_id", "name")) == "One is called so"


def test_a_code_alone_leaves_the_usual_words() -> None:
    said = settings(Message(Occasion.FORBIDDEN, "", code="NO_WAY"))
    assert text_of(said, Occasion.FORBIDDEN) == "Not allowed."
    assert codes_by_status(said)[403] == "NO_WAY"


def test_an_expiry_that_is_told_like_any_other_bad_token_is_not_told_apart() -> None:
    same = settings(Message(Occasion.BAD_TOKEN, "Not ours"), Message(Occasion.EXPIRED_TOKEN, "Not ours"))
    assert says(same)["expired_token"] == ""
    assert says(settings(Message(Occasion.EXPIRED_TOKEN, "Over")))["expired_token"] == "Over"


def test_codes_keep_the_style_of_the_documented_ones() -> None:
    assert codes_by_status(settings())[404] == "not_found"
    assert codes_by_status(settings(Message(Occasion.NO_TOKEN, "Who?", code="WHO")))[404] == "NOT_FOUND"


def test_the_code_of_one_table_does_not_stand_for_its_status() -> None:
    said = settings(Message(Occasion.MISSING, "No task", "tasks", code="NO_TASK"))
    assert codes_by_status(said)[404] == "NOT_FOUND"
    assert codes_by_message(said) == {"No task": "NO_TASK"}


def test_the_code_of_a_missing_token_stands_for_the_status_and_others_for_their_message() -> None:
    said = settings(
        Message(Occasion.NO_TOKEN, "Who?", code="UNAUTHORIZED"), Message(Occasion.CREDENTIALS, "No", code="WRONG")
    )
    assert codes_by_status(said)[401] == "UNAUTHORIZED"
    assert codes_by_message(said) == {"No": "WRONG"}


def test_what_stands_under_a_member_of_its_own_is_told_by_what_the_routes_say() -> None:
    said = settings(
        Message(Occasion.NO_TOKEN, "is missing", key="token"),
        Message(Occasion.BAD_TOKEN, "", key="token"),
        Message(Occasion.FORBIDDEN, "is not yours", "tasks", key="task"),
        Message(Occasion.MISSING, "is unknown", "tasks", key="task"),
        Message(Occasion.TAKEN, "is taken", "tasks", "name", key="name"),
    )
    assert (text_of(said, Occasion.NO_TOKEN), forbidden_text(said, None)) == ("Not authenticated.", "Not allowed.")
    assert told_under(Blueprint(said, (TASKS,), ())) == {
        "Not authenticated.": ("token", "is missing"),
        "The token is not valid.": ("token", "The token is not valid."),
        "The user does not exist.": ("token", "The user does not exist."),
        "Not allowed on this task.": ("task", "is not yours"),
        "Task not found.": ("task", "is unknown"),
        "A task with this name exists already.": ("name", "is taken"),
    }

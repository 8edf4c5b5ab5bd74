"""What a choice changes in the generated code is shown before it is made."""

from tests.workbench.resolving.readings import CRUD, answer, column, reading, table, tasks_table, users_table
from workbench.previewing import preview_answer
from workbench.resolving.resolver import resolve

READING = reading(
    users_table(),
    tasks_table(column("size", "varchar(9)", nullable=False)),
    table("tasks", column("size", "varchar(7)"), file="specs/plan.md"),
    *CRUD,
)


def test_another_choice_shows_the_lines_that_it_changes() -> None:
    preview = preview_answer(READING, "tasks.size.type", "varchar(7)")
    files = [path for path, _ in preview.diffs]
    assert "app/models/task.py" in files
    model = dict(preview.diffs)["app/models/task.py"]
    assert any(row.startswith("-") and "9" in row for row in model.splitlines())
    assert any(row.startswith("+") and "7" in row for row in model.splitlines())
    assert preview.lines > 1


def test_the_recommended_choice_changes_nothing() -> None:
    (question,) = resolve(READING).questions
    assert preview_answer(READING, question.id, question.recommended).diffs == ()


def test_an_answer_that_is_there_already_is_replaced() -> None:
    answered = reading(
        users_table(),
        tasks_table(column("size", "varchar(9)", nullable=False)),
        table("tasks", column("size", "varchar(7)"), file="specs/plan.md"),
        *CRUD,
        answer("tasks.size.type", "varchar(7)"),
    )
    model = dict(preview_answer(answered, "tasks.size.type", "varchar(9)").diffs)["app/models/task.py"]
    assert any(row.startswith("+") and "9" in row for row in model.splitlines())

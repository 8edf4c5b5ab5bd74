"""Tasks with their comments: the tables that the tests on operations describe endpoints for."""

from typing import Any

from generators.blueprint import Operation, OperationKind
from tests.workbench.resolving.readings import column, endpoint, reading, table, tasks_table, users_table
from tests.workbench.resolving.validating import validate
from workbench.reading.facts import Fact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

K = OperationKind
STATES = ("draft", "published", "archived")
STATUS = column("status", "varchar(20)", nullable=False, choices=STATES, default="draft", has_default=True)
TABLES = (
    users_table(),
    tasks_table(
        STATUS,
        column("priority", "varchar(10)", nullable=False, choices=("low", "high"), default="low", has_default=True),
        column("due_date", "timestamptz", nullable=True),
        column("completed_at", "timestamptz", nullable=True),
        column("tags", "text[]", nullable=True),
    ),
    table(
        "comments",
        column("id", "uuid", primary_key=True),
        column("task_id", "uuid", nullable=False, references="tasks.id"),
    ),
)


def resolved(*facts: Fact) -> Resolution:
    resolution = resolve(reading(*TABLES, *facts))
    assert validate(resolution.blueprint) == ()
    return resolution


def operation(route: str, **more: Any) -> Operation:  # noqa: ANN401 - whatever an endpoint can say
    return resolved(endpoint(route, **more)).blueprint.operations[0]

"""Lines that list the values of a schema, or say in which order a value of a parameter brings the rows."""

import pytest

from generators.blueprint import RequirementStatus
from tests.workbench.resolving.readings import API, at, column, endpoint, field, reading, table, users_table
from workbench.reading.facts import Fact, RequirementFact
from workbench.resolving.resolver import resolve

SORTS = field("order", "string", choices=("newest", "name"), default="newest", has_default=True)
FACTS: tuple[Fact, ...] = (
    users_table(),
    table(
        "plants",
        column("id", "uuid", primary_key=True),
        column("name", "varchar(40)"),
        column("light", "varchar(10)", choices=("sun", "shade", "dark")),
        column("created_at", "timestamptz"),
        line=20,
    ),
    endpoint("GET /plants", line=3, query=(SORTS, field("light", "string"))),
)


def status(text: str) -> RequirementStatus:
    """Give where a line stands that belongs to the endpoint."""
    fact = RequirementFact("plants", text, at(3, API))
    return resolve(reading(*FACTS, fact)).blueprint.requirements[0].status


@pytest.mark.parametrize("text", ["Light — string — one of `sun`, `shade`, `dark`", "newest — newest plants first"])
def test_what_the_backend_has_is_enforced(text: str) -> None:
    assert status(text) is RequirementStatus.ENFORCED


@pytest.mark.parametrize(
    "text",
    [
        "Light — string — one of `sun`, `shade`",
        "Light — string — one of `sun`, `shade`, `dark`, `void`",
        "newest — oldest plants first",
        "newest — newest plants first on weekdays",
        "tallest — tallest plants first",
    ],
)
def test_other_values_and_other_orders_stay_open(text: str) -> None:
    assert status(text) is RequirementStatus.OPEN

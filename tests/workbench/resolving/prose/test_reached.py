"""Who reaches what: sentences about the callers of ports, and about all that lies below a path."""

import pytest

from generators.blueprint import RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, reading, requirement, setting, table, users_table
from workbench.reading.facts import Topic
from workbench.resolving.resolver import resolve

FACTS = (
    users_table(),
    table("pages", column("id", "uuid", primary_key=True), column("title", "varchar(80)", nullable=False), line=40),
    setting(Topic.ROLE, "reader"),
    setting(Topic.ROLE, "editor"),
    endpoint("GET /pages", line=2, auth="public"),
    endpoint("POST /desk/pages", line=4, auth="required", roles=("editor",)),
    endpoint("POST /desk/pages/{id}/weave", line=6, auth="required", roles=("editor",)),
    endpoint("POST /loom/{id}/weave", line=8, auth="public"),
    endpoint("POST /loom/{id}/unweave", line=10, auth="required"),
)


def read(text: str) -> RequirementStatus:
    return resolve(reading(*FACTS, requirement(text, 30))).blueprint.requirements[-1].status


@pytest.mark.parametrize(
    "text",
    [
        "Only editors may access /desk/*",
        "All endpoints below /desk require the editor role.",
        "POST /loom/{id}/weave is public",
    ],
)
def test_who_is_let_in_is_known_of_ports_and_paths(text: str) -> None:
    assert read(text) is RequirementStatus.ENFORCED


@pytest.mark.parametrize(
    "text",
    [
        "Only readers may access /desk/*",
        "Only editors may access /loom/*",
        "Only editors may access /attic/*",
        "Only editors may access /",
        "POST /loom/{id}/unweave is public",
        "POST /loom/{id}/weave weaves a page",
    ],
)
def test_who_else_is_let_in_stays_open(text: str) -> None:
    assert read(text) is RequirementStatus.OPEN

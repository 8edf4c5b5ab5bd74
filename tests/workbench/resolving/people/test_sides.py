"""Rows with two sides: whose row one may be tied to, who sees it then, and who decides about it."""

from pathlib import Path

import pytest

from generators.blueprint import Foreign, Operation, OwnerPath, RequirementStatus
from tests.workbench.resolving.people.moorings import API, REFUSAL, SCHEMA, write_harbour
from workbench.reading.project import read_project
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

AUTHOR, HOLDER = OwnerPath(("sailor_id",)), OwnerPath(("mooring_id", "keeper_id"))
PLAIN = SCHEMA.replace("sailor_id", "user_id").replace("keeper_id", "user_id").replace("author_id", "user_id")
"""The same tables with columns that tell no side from the other."""


def resolved(folder: Path, schema: str = SCHEMA, api: str = API, features: str = "") -> Resolution:
    return resolve(read_project(write_harbour(folder, schema, api, features)))


def operation(found: Resolution, route: str) -> Operation:
    return next(one for one in found.blueprint.operations if f"{one.method} {one.path}" == route)


def opened(found: Resolution) -> bool:
    return found.blueprint.entity("moorings").shared


def test_both_sides_see_the_row_and_the_holder_decides(tmp_path: Path) -> None:
    found = resolved(tmp_path)
    sides = {f"{one.method} {one.path}": one.sides for one in found.blueprint.operations if one.sides}
    assert sides == {
        "GET /moorings/{id}/reservations": (AUTHOR, HOLDER),
        "GET /reservations/{id}": (AUTHOR, HOLDER),
        "POST /reservations/{id}/accept": (HOLDER,),
    }
    assert found.blueprint.entity("reservations").owner == AUTHOR
    assert opened(found)


def test_what_is_written_for_everybody_is_its_authors_and_shown_to_all(tmp_path: Path) -> None:
    comments = resolved(tmp_path).blueprint.entity("comments")
    assert (comments.owner, comments.shared) == (OwnerPath(("author_id",)), True)


def test_the_assumption_is_told_and_can_be_overturned(tmp_path: Path) -> None:
    found = resolved(tmp_path)
    assert "reservations.mooring_id.others" in {one.id for one in found.assumptions}
    answers = tmp_path / "specs" / "clarifications.md"
    answers.write_text("## Clarifications\n\n- Q: To whose? → A: own <!-- id: reservations.mooring_id.others -->\n")
    again = resolve(read_project(tmp_path))
    assert not opened(again)
    assert not any(one.sides for one in again.blueprint.operations)


@pytest.mark.parametrize(
    ("features", "status"),
    [
        (REFUSAL, 403),
        ("- FR-001: Nobody may reserve a mooring twice. Self-reservation is answered with 409.", 409),
        ("- FR-001: Users must not reserve their own moorings (400).", 400),
    ],
)
def test_a_row_of_ones_own_is_refused_where_it_is_said(features: str, status: int, tmp_path: Path) -> None:
    found = resolved(tmp_path, PLAIN, features=features)
    assert operation(found, "POST /moorings/{id}/reservations").foreign == Foreign("mooring_id", status)
    assert opened(found)


@pytest.mark.parametrize(
    "features",
    [
        "- FR-001: Any signed-in user can browse moorings.",
        "- FR-001: Moorings are visible to all users.",
    ],
)
def test_a_sentence_opens_the_rows(features: str, tmp_path: Path) -> None:
    assert opened(resolved(tmp_path, PLAIN, features=features))


@pytest.mark.parametrize(
    "features",
    [
        "- FR-001: Any user can see only their own moorings.",
        "- FR-001: Users cannot see moorings of other users.",
        "- FR-001: Users cannot delete their own reservations.",
    ],
)
def test_columns_alone_open_nothing_and_it_is_asked(features: str, tmp_path: Path) -> None:
    found = resolved(tmp_path, PLAIN, features=features)
    question = next(one for one in found.questions if one.id == "reservations.mooring_id.others")
    assert (question.recommended, question.blocking, opened(found)) == ("own", False, False)


def test_who_alone_may_change_a_row_tells_that_others_see_it(tmp_path: Path) -> None:
    api = API.replace("`PATCH /moorings/{id}` {name} → Mooring", "`PATCH /moorings/{id}` {name} → Mooring (owner only)")
    assert opened(resolved(tmp_path, PLAIN, api))


def test_rows_below_ones_own_stay_ones_own(tmp_path: Path) -> None:
    schema = PLAIN.replace("reservations", "repairs").replace("comments", "photos")
    api = API.replace("reservations", "repairs").replace("comments", "photos")
    found = resolved(tmp_path, schema, api)
    assert not opened(found)
    assert not [one for one in found.questions if one.id.endswith(".others")]


def test_a_row_whose_user_the_caller_names_has_no_second_side(tmp_path: Path) -> None:
    api = API.replace("{note?}", "{note?, sailor_id}").replace(
        "`POST /moorings/{id}/comments` {text} → 201 Comment\n", ""
    )
    assert not opened(resolved(tmp_path, api=api))


def test_a_description_names_the_side_that_it_serves(tmp_path: Path) -> None:
    api = API.replace("`DELETE /reservations/{id}` → 204", "`DELETE /reservations/{id}` → 204 (keeper only)")
    assert operation(resolved(tmp_path, api=api), "DELETE /reservations/{id}").sides == (HOLDER,)


def test_requirements_on_sides_are_enforced(tmp_path: Path) -> None:
    said = "- FR-002: Only the keeper can accept reservations.\n- FR-003: Only the keeper can delete a reservation."
    found = resolved(tmp_path, features=f"{REFUSAL}\n{said}")
    stated = [one for one in found.blueprint.requirements if one.id.startswith("moorings#")]
    assert [one.status for one in stated] == [RequirementStatus.ENFORCED] * 3
    assert operation(found, "DELETE /reservations/{id}").sides == (HOLDER,)


@pytest.mark.parametrize(
    ("holder", "sides"),
    [("mooring_id.keeper_id", (HOLDER,)), ("sailor_id or mooring_id.keeper_id", (AUTHOR, HOLDER))],
)
def test_an_exact_rule_names_the_sides(holder: str, sides: tuple[OwnerPath, ...], tmp_path: Path) -> None:
    write_harbour(tmp_path)
    rules = tmp_path / "specs" / "clarifications.md"
    rules.write_text(f"## Rules\n\n- DELETE /reservations/{{id}}: only {holder}\n")
    found = resolve(read_project(tmp_path))
    assert operation(found, "DELETE /reservations/{id}").sides == sides
    [exact] = [one for one in found.blueprint.requirements if one.id.startswith("clarifications#")]
    assert exact.status is RequirementStatus.ENFORCED


def test_an_exact_rule_on_a_column_that_leads_nowhere_is_open(tmp_path: Path) -> None:
    write_harbour(tmp_path)
    rules = tmp_path / "specs" / "clarifications.md"
    rules.write_text("## Rules\n\n- DELETE /reservations/{id}: only note.keeper_id\n")
    found = resolve(read_project(tmp_path))
    assert operation(found, "DELETE /reservations/{id}").sides == ()
    assert any("reservations.note leads to no other row" in one for one in found.notices)

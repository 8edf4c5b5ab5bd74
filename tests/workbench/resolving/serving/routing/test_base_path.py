"""A base path that a document without endpoints states for those of all others."""

import pytest

from tests.workbench.resolving.readings import answer, endpoint, reading, setting
from workbench.reading.facts import EndpointFact, SettingFact, Topic
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.routing.base_path import endpoints_under_base

PLAN = "specs/architecture.md"
BASE = setting(Topic.BASE_PATH, "/api", file=PLAN)
BOATS = endpoint("GET /boats", file="specs/api/boats.md")


def paths(*facts: EndpointFact | SettingFact) -> list[str]:
    return [fact.path for fact in endpoints_under_base(Ledger(()), reading(*facts))]


def test_it_holds_for_documents_that_state_none() -> None:
    assert paths(BASE, BOATS) == ["/api/boats"]


def test_it_holds_where_documents_only_name_their_area_as_a_base() -> None:
    area = setting(Topic.BASE_PATH, "/boats", file="specs/api/boats.md")
    assert paths(BASE, area, BOATS) == ["/api/boats"]


def test_that_it_was_taken_is_noted_with_its_source() -> None:
    ledger = Ledger(())
    endpoints_under_base(ledger, reading(BASE, BOATS))
    (assumption,) = ledger.assumptions
    assert (assumption.value, assumption.evidence[0].file) == ("/api", PLAN)


@pytest.mark.parametrize(
    "other",
    [
        endpoint("GET /api/crews", file="specs/api/crews.md"),
        endpoint("GET /crews", file="specs/api/crews.yaml"),
        setting(Topic.BASE_PATH, "/api", file="specs/api/boats.md"),
        setting(Topic.BASE_PATH, "/v2", file="specs/overview.md"),
    ],
    ids=["written in full elsewhere", "an OpenAPI document", "stated there already", "two bases"],
)
def test_it_changes_nothing_where_the_documents_say_enough_or_disagree(other: EndpointFact | SettingFact) -> None:
    assert "/boats" in paths(BASE, BOATS, other)


def test_paths_that_leave_out_a_part_of_their_own_base_are_asked_about() -> None:
    stated = setting(Topic.BASE_PATH, "/api/v2", file="specs/api/boats.md")
    boats = endpoint("GET /api/boats", file="specs/api/boats.md", line=9)
    ledger = Ledger(())
    assert [one.path for one in endpoints_under_base(ledger, reading(stated, boats))] == ["/api/boats"]
    (question,) = ledger.questions
    assert (question.id, question.recommended) == ("paths.prefix", "/api")
    chosen = Ledger((answer("paths.prefix", "/api/v2"),))
    assert [one.path for one in endpoints_under_base(chosen, reading(stated, boats))] == ["/api/v2/boats"]


def test_one_path_that_is_written_in_full_shows_what_the_base_means() -> None:
    stated = setting(Topic.BASE_PATH, "/api/v2", file="specs/api/boats.md")
    whole = endpoint("GET /api/v2/crews", file="specs/api/boats.md")
    ledger = Ledger(())
    endpoints_under_base(ledger, reading(stated, endpoint("GET /api/boats", file="specs/api/boats.md"), whole))
    assert ledger.questions == ()

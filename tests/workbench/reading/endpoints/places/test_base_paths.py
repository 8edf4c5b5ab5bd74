"""Endpoints in Markdown: the path that all of a document's begin with."""

import pytest

from tests.workbench.reading.endpoints.found import calls, facts_of
from workbench.reading.facts import EndpointFact, SettingFact, Topic


class TestBasePaths:
    @pytest.mark.parametrize(
        "statement",
        [
            "Base URL: `/api/v1`",
            "**Base path**: `/api/v1/`",
            "## Base URL\n\n`https://library.example.com/api/v1`",
            "## Base URL\n- Development: http://localhost:8000/api/v1\n- Production: https://x.org/api/v1",
            "| Setting | Value |\n|---|---|\n| Base URL | `/api/v1` |",
            "All endpoints are prefixed with `/api/v1`.",
        ],
    )
    def test_a_base_path_goes_before_every_path(self, statement: str) -> None:
        found = facts_of(f"# API\n\n{statement}\n\n## Books\n\n### GET /books\nAll.\n").facts
        assert [fact.path for fact in found if isinstance(fact, EndpointFact)] == ["/api/v1/books"]
        assert [fact.value for fact in found if isinstance(fact, SettingFact) and fact.topic is Topic.BASE_PATH] == [
            "/api/v1"
        ]

    def test_a_base_path_is_not_doubled(self) -> None:
        assert calls("# API\n\nBase URL: `/api`\n\n### GET /api/books\nAll.\n") == ["GET /api/books"]

    def test_a_resource_called_like_the_first_part_of_the_base_stands_below_it(self) -> None:
        text = "# API\n\nBase path: `/boats/api`\n\n### GET /boats\nAll.\n\n### GET /berths\nAll.\n"
        assert calls(text) == ["GET /boats/api/boats", "GET /boats/api/berths"]

    def test_one_of_several_paths_is_no_base(self) -> None:
        text = "# API\n\nA token is needed for everything below `/boats` and `/berths`.\n\n### GET /piers\nAll.\n"
        assert calls(text) == ["GET /piers"]

    def test_where_most_paths_are_full_the_others_are_meant_as_they_are(self) -> None:
        text = "# API\n\nBase URL: `/api`\n\n- `GET /api/a`\n- `GET /api/b`\n- `GET /health`\n"
        assert calls(text) == ["GET /api/a", "GET /api/b", "GET /health"]

    def test_a_section_can_have_a_prefix_of_its_own(self) -> None:
        text = """
            # API
            ## Books
            Prefix: `/books`
            ### GET /
            All.
            ### GET /{id}
            One.
            ## Health
            ### GET /health
            Up.
        """
        assert calls(text) == ["GET /books", "GET /books/{id}", "GET /health"]

    def test_an_address_without_a_path_adds_nothing(self) -> None:
        assert calls("# API\n\nBase URL: http://localhost:8000\n\n### GET /a\nA.\n") == ["GET /a"]


@pytest.mark.parametrize(
    "words",
    [
        "Base path for everything: `/api/v2`",
        "Root path: /api/v2",
        "Everything lives below `/api/v2`.",
        "Base path `/api/v2`. Authentication: bearer token.",
        "All routes are mounted at `/api/v2`.",
        "The root of the interface is `/api/v2`.",
        "The service is reachable at `https://harbour.example.com/api/v2`.",
        "All endpoints: `/api/v2` prefix, JSON.",
        "JSON API under `/api/v2`; pages are rendered.",
        "Alle Endpunkte liegen unter `/api/v2`.",
    ],
)
def test_a_base_path_in_other_words(words: str) -> None:
    assert calls(f"# API\n\n{words}\n\n## Books\n\n### GET /books\n") == ["GET /api/v2/books"]


def test_a_line_of_several_labels_may_hold_the_base() -> None:
    assert calls("# Boats\n\nVersion: 2 · Base: `/api/v2` · Auth: JWT\n\n- `GET /boats`\n") == ["GET /api/v2/boats"]


def test_a_document_that_describes_all_endpoints_is_no_base_path() -> None:
    text = "# Boats\n\nEvery endpoint below MUST exist in `openapi/boats.yaml`.\n\n- `GET /boats`\n"
    assert calls(text) == ["GET /boats"]

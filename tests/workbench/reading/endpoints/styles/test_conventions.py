"""What a document agrees for all its endpoints: signs, the base, credentials, parameters, whose they are."""

import pytest

from tests.workbench.reading.endpoints.styles.harbour import endpoints_of, query_of


class TestSignsThatADocumentExplains:
    @pytest.mark.parametrize(
        ("legend", "sign"),
        [
            ("Calls marked [P] = public.", "[P]"),
            ("`open` means no token is asked for.", "`open`"),
            ("Unless a call says *open*, the caller\nsends a bearer token.", "*open*"),
            ("Sofern nicht „frei“ vermerkt, ist ein JWT nötig.", "„frei“"),
        ],
    )
    def test_they_say_who_may_call(self, legend: str, sign: str) -> None:
        found = endpoints_of(f"# Harbour\n\n{legend}\n\n- `GET /boats` {sign}\n- `POST /boats`\n")
        assert [fact.auth for fact in found.values()] == ["public", None]

    def test_a_row_of_signs_explains_them_all(self) -> None:
        text = (
            "# Harbour\n\n> Legend: 🌍 anyone, 👤 signed-in user, ⭐ owner\n\n"
            "| | Endpoint | Does |\n|---|---|---|\n| 🌍 | `GET /boats` | list |\n| 👤 | `POST /boats` | add |\n"
        )
        assert [fact.auth for fact in endpoints_of(text).values()] == ["public", "required"]

    def test_a_label_in_bold_is_no_sign(self) -> None:
        text = (
            "# Harbour\n\n**Prefix**: `/api/auth` **Auth Required**: Yes\n\n## Prefix\n\n### GET /boats\n**Prefix**\n"
        )
        assert [fact.auth for fact in endpoints_of(text).values()] != ["public"]

    def test_one_alone_below_the_heading_counts(self) -> None:
        text = (
            "# Harbour\n\nUnless a call says *open*, it needs a token.\n\n### GET /boats\n*open*\n\n### POST /boats\n"
        )
        assert [fact.auth for fact in endpoints_of(text).values()] == ["public", None]

    def test_a_word_that_nobody_explained_says_nothing(self) -> None:
        assert endpoints_of("# Harbour\n\n- `GET /boats` [P]\n")["GET /boats"].auth is None


def test_the_base_may_stand_among_conventions_that_name_endpoints() -> None:
    found = endpoints_of(
        """
        # Harbour

        ## Conventions

        * host: `https://harbour.example.net`, everything under `/api/v2`
        * 401 when the token is missing (only `GET /boats` and `GET /boats/{id}` work without one)

        ## Boats

        ### GET /boats
        ### GET /boats/{id}
        ### POST /boats
        """
    )
    assert {name: fact.auth for name, fact in found.items()} == {
        "GET /api/v2/boats": "public", "GET /api/v2/boats/{id}": "public", "POST /api/v2/boats": "required",
    }  # fmt: skip


@pytest.mark.parametrize("said", ["Path prefix = /api.", "Root: `https://harbour.example/api`", "Mounted at: `/api`"])
def test_the_base_in_few_words(said: str) -> None:
    assert list(endpoints_of(f"# Harbour\n\n{said}\n\n- `GET /boats`\n")) == ["GET /api/boats"]


class TestParametersOfAllLists:
    @pytest.mark.parametrize(
        "said",
        [
            "All list endpoints support pagination:\n\n- `page=1` - Page number\n- `per_page=20` - At most 100\n",
            "Every list endpoint takes:\n\n| Parameter | Default |\n|---|---|\n| page | 1 |\n| per_page | 20 |\n",
            "All paginated endpoints use `page` (default 1) and `per_page` (max 100).\n",
        ],
    )
    def test_a_section_about_all_lists_is_read_for_each(self, said: str) -> None:
        found = endpoints_of(f"# Harbour\n\n- `GET /boats`\n- `GET /boats/{{id}}`\n\n## Pagination\n\n{said}")
        assert query_of(found["GET /boats"]) == ["page", "per_page"]
        assert query_of(found["GET /boats/{id}"]) == []


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_the_stage_of_a_deployment_is_no_prefix(stage: str) -> None:
    text = f"# Harbour\n\n**Base URL:** `https://api.example.com/{stage}`\n\n### GET /boats\n"
    assert list(endpoints_of(text)) == ["GET /boats"]


@pytest.mark.parametrize(
    "said",
    [
        "모든 업무 API는 별도 인증 없이 호출합니다.",
        "Todas las rutas se llaman sin autenticación.",
        "Alle Endpunkte sind ohne Anmeldung erreichbar.",
        "所有接口无需登录。",
    ],
)
def test_a_sentence_may_say_that_no_endpoint_asks_for_credentials(said: str) -> None:
    (fact,) = endpoints_of(f"# Harbour\n\n{said}\n\n### GET /boats\n").values()
    assert fact.auth == "public"


@pytest.mark.parametrize("title", ["외부 데이터 수집 API 계약", "외부 결제 시스템"])
def test_what_stands_below_another_system_is_not_ours(title: str) -> None:
    text = f"# Harbour\n\n## {title}\n\n`POST /events`\n\n## Boats\n\n`GET /boats`\n"
    assert list(endpoints_of(text)) == ["GET /boats"]

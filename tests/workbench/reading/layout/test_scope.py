"""What specifications leave out, put off, or say of other systems, in the languages that they are written in."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact
from workbench.reading.layout.asides import is_aside
from workbench.reading.layout.outline import is_future


@pytest.mark.parametrize(
    "title",
    [
        "Out of scope",
        "Not in this version",
        "Not part of the first release",
        "For a later phase",
        "7. Won't have",
        "Future tables",
        "Nicht Teil dieser Version",
        "Nicht im Umfang",
        "Fuera de alcance",
        "Funciones no incluidas",
        "Fora do escopo",
        "Hors périmètre",
        "Évolutions futures",
        "Fuori ambito",
        "Kapsam dışı",
        "Вне рамок проекта",
        "범위 외",
        "추후 개발",
        "不在范围内",
        "暂不支持",
        "対象外",
    ],
)
def test_a_heading_that_puts_things_off_is_known_in_many_languages(title: str) -> None:
    assert is_aside(title)
    assert is_future((title,))


@pytest.mark.parametrize(
    "title",
    [
        "Frontend-Seiten",
        "Rutas del frontend",
        "Servicios externos",
        "Serviços externos",
        "Services externes",
        "Pages du frontend",
        "Sommaire",
        "프론트엔드 구조",
        "외부 API",
        "前端路由",
        "第三方接口",
        "フロントエンド画面",
    ],
)
def test_a_heading_over_pages_or_other_systems_is_known_in_many_languages(title: str) -> None:
    assert is_aside(title)


@pytest.mark.parametrize(
    "title", ["Loans", "Versions", "Ausleihen", "Envíos", "Prêts", "Notes for members", "대출", "借阅", "Phase 2 API"]
)
def test_a_heading_that_names_a_part_of_the_backend_is_none(title: str) -> None:
    assert not is_aside(title)


def test_endpoints_below_such_a_heading_are_not_defined() -> None:
    text = (
        "# API\n\n- `GET /boats` — all boats\n\n## Nicht Teil dieser Version\n\n- `POST /regattas` — plan a regatta\n"
    )
    facts = read_endpoints(Document("specs/api/boats.md", text)).facts
    assert [fact.path for fact in facts if isinstance(fact, EndpointFact)] == ["/boats"]

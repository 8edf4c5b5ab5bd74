"""Sentences about all endpoints, or about one, in other languages than English."""

import pytest

from workbench.reading.access import is_exempt, read_spoken, read_statement
from workbench.reading.base_paths import base_of_section
from workbench.reading.documents import Document


@pytest.mark.parametrize(
    "sentence",
    [
        "Todas las rutas empiezan con `/api/v2`.",
        "Todos os endpoints usam o prefixo `/api/v2`.",
        "Toutes les routes commencent par `/api/v2`.",
        "Alle Pfade beginnen mit `/api/v2`.",
        "Tutte le rotte iniziano con `/api/v2`.",
        "모든 경로는 `/api/v2` 로 시작한다.",
        "所有接口以 `/api/v2` 为前缀。",
        "すべてのパスは `/api/v2` から始まる。",
    ],
)
def test_a_sentence_that_puts_all_endpoints_under_a_path_is_their_base(sentence: str) -> None:
    base = base_of_section(Document("specs/api/a.md", sentence).sections)
    assert base is not None
    assert base.path == "/api/v2"


@pytest.mark.parametrize(
    "sentence",
    [
        "Todas las rutas requieren un token, salvo `/boats/:id`.",
        "Las rutas están listas. Todas requieren autenticación, salvo `/boats/:id`.",
        "Todas as rotas exigem autenticação, exceto `/boats/:id`.",
        "Toutes les routes nécessitent un jeton d'authentification, sauf `/boats/:id`.",
        "Alle Endpunkte verlangen eine Anmeldung, ausgenommen `/boats/:id`.",
        "`/boats/:id` 를 제외한 모든 API 는 인증이 필요하다.",
        "除 `/boats/:id` 外，所有接口都需要认证。",
    ],
)
def test_a_sentence_that_asks_for_credentials_everywhere_excepts_what_it_names(sentence: str) -> None:
    statement = read_statement(sentence, 1)
    assert statement is not None
    assert statement.auth == "required"
    assert is_exempt(statement, "/boats/{id}", "")
    assert not is_exempt(statement, "/harbours", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Todos los campos son obligatorios.",
        "Alle Boote brauchen einen Namen.",
        "所有字段必填。",
        "Cada barco requiere un puerto.",
    ],
)
def test_a_sentence_about_all_of_something_else_says_nothing_of_access(sentence: str) -> None:
    assert read_statement(sentence, 1) is None


@pytest.mark.parametrize(
    ("sentence", "auth"),
    [
        ("Public.", "public"),
        ("Öffentlich.", "public"),
        ("Público.", "public"),
        ("无需登录。", "public"),
        ("인증 불필요", "public"),
        ("Anmeldung erforderlich.", "required"),
        ("Requiere autenticación.", "required"),
        ("Authentification requise.", "required"),
        ("인증 필요", "required"),
        ("需要登录", "required"),
        ("Publica un barco.", None),
        ("Public boats come first.", None),
    ],
)
def test_a_sentence_of_its_own_says_who_may_call(sentence: str, auth: str | None) -> None:
    assert read_spoken(sentence).auth == auth

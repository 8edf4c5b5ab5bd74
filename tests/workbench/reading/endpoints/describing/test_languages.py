"""Sentences about all endpoints, or about one, in other languages than English."""

from textwrap import dedent

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints.describing.access import is_exempt, read_access, read_spoken, read_statement
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.endpoints.places.base_paths import base_of_section, sentences_of_blocks
from workbench.reading.facts import EndpointFact


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
    assert is_exempt(statement, "GET", "/boats/{id}", "")
    assert not is_exempt(statement, "GET", "/harbours", "")


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


@pytest.mark.parametrize(
    "text",
    [
        "All endpoints require a token. Exceptions: `POST /boats`, `/health`.",
        "All endpoints require a token except:\n\n- `POST /boats`\n- `/health`",
        "모든 API는 인증이 필요합니다. 단, `POST /boats` 와 `/health` 는 제외합니다.",
        "Todas las rutas requieren un token. Salvo `POST /boats` y `/health`.",
    ],
)
def test_exceptions_may_follow_in_a_sentence_or_list_and_name_a_method(text: str) -> None:
    (line, number), *_ = sentences_of_blocks(Document("specs/api/a.md", text).sections.blocks)
    statement = read_statement(line, number)
    assert statement is not None
    assert is_exempt(statement, "POST", "/boats", "")
    assert not is_exempt(statement, "GET", "/boats", "")
    assert not is_exempt(statement, "POST", "/boats/{id}", "")
    assert is_exempt(statement, "GET", "/health", "")


RENTAL = {
    "Korean": """
        ### 보트 대여
        - **메서드**: POST
        - **경로**: /rentals
        - **요청 본문**:

        | 필드명 | 타입 | 필수 여부 | 설명 |
        |---|---|---|---|
        | boat_id | int | O | |
        | note | string | X | |
    """,
    "Chinese": """
        ### 租船
        - 请求方式：`POST`
        - 请求路径：`/rentals`
        - 请求参数（Body）：

        | 参数名 | 类型 | 是否必填 | 说明 |
        |---|---|---|---|
        | boat_id | int | 是 | |
        | note | string | 否 | |
    """,
    "Japanese": """
        ### ボートを借りる
        - メソッド：POST
        - パス：`/rentals`
        - リクエストボディ：

        | パラメータ名 | 型 | 必須 | 説明 |
        |---|---|---|---|
        | boat_id | int | はい | |
        | note | string | いいえ | |
    """,
    "Portuguese": """
        ### Alugar um barco
        - **Método**: POST
        - **Rota**: `/rentals`
        - **Corpo da requisição**:

        | Parâmetro | Tipo | Obrigatório | Descrição |
        |---|---|---|---|
        | boat_id | int | sim | |
        | note | string | não | |
    """,
    "French": """
        ### Louer un bateau
        - **Méthode** : POST
        - **Chemin** : `/rentals`
        - **Corps de la requête** :

        | Champ | Type | Obligatoire | Description |
        |---|---|---|---|
        | boat_id | int | oui | |
        | note | string | non | |
    """,
}


@pytest.mark.parametrize("text", RENTAL.values(), ids=RENTAL.keys())
def test_an_endpoint_described_by_labels_of_any_language(text: str) -> None:
    facts = read_endpoints(Document("specs/api/a.md", dedent(text))).facts
    (rental,) = [fact for fact in facts if isinstance(fact, EndpointFact)]
    assert (rental.method, rental.path) == ("POST", "/rentals")
    assert {field.name: field.required for field in rental.body or ()} == {"boat_id": True, "note": False}


@pytest.mark.parametrize("answer", ["Non", "Nein", "Não", "否", "아니오", "нет"])
def test_a_no_in_a_column_about_access_makes_an_endpoint_public(answer: str) -> None:
    assert read_access(answer).auth == "public"

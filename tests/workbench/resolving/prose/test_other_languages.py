"""Rules in other languages: enforced where they say what the blueprint has, open where they say something else."""

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, users_table
from workbench.resolving.resolver import resolve


def read(text: str) -> Requirement:
    return resolve(reading(*FACTS, requirement(text, 3))).blueprint.requirements[-1]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("El título es obligatorio y no puede superar los 200 caracteres.", "rule:tasks.title.length"),
        ("Los usuarios solo pueden ver sus propias tareas.", "rule:tasks.ownership"),
        ("A prioridade padrão é low.", "rule:tasks.priority.default"),
        ("O título não pode ficar vazio.", "rule:tasks.title.length"),
        ("La priorité doit être low ou high.", "rule:tasks.priority.choices"),
        ("Tous les endpoints nécessitent une authentification.", "rule:tokens.authentication"),
        ("Der Titel muss zwischen 1 und 200 Zeichen lang sein.", "rule:tasks.title.length"),
        ("Die E-Mail-Adresse muss eindeutig sein.", "rule:users.email.unique"),
        ("제목은 필수이며 최대 200자입니다.", "rule:tasks.title.length"),
        ("다른 사용자의 작업은 조회할 수 없다.", "rule:tasks.ownership"),
        ("404 — 할 일 없음", "tasks.get"),
        ("优先级默认为 low。", "rule:tasks.priority.default"),
        ("标题必填，最长200个字符。", "rule:tasks.title.length"),
    ],
)
def test_a_rule_is_enforced_in_any_language_of_the_tables(text: str, rule: str) -> None:
    found = read(text)
    assert (found.text, found.status) == (text, RequirementStatus.ENFORCED)
    assert rule in found.by


@pytest.mark.parametrize(
    "text",
    [
        "El título no es obligatorio.",
        "Los usuarios pueden ver las tareas de otros usuarios.",
        "O título deve ter no máximo 100 caracteres.",
        "La description est obligatoire.",
        "Der Titel ist kein Pflichtfeld.",
        "Die E-Mail-Adresse muss nicht eindeutig sein.",
        "이메일은 중복될 수 있다.",
        "제목은 필수가 아닙니다.",
        "标题可以为空。",
        "用户可以访问其他用户的任务。",
    ],
)
def test_the_contrary_stays_open(text: str) -> None:
    assert read(text).status is RequirementStatus.OPEN


def test_tables_and_columns_may_be_named_in_the_language_of_the_rules() -> None:
    books = table(
        "libros", column("id", "uuid", primary_key=True), column("titulo", "varchar(80)", nullable=False), line=60
    )
    taken = (field("titulo", "string", required=True, min_length=1, max_length=80),)
    text = "El título de un libro es obligatorio."
    facts = (users_table(), books, endpoint("POST /api/libros", line=30, body=taken), requirement(text, 3))
    assert resolve(reading(*facts)).blueprint.requirements[-1].by == ("rule:libros.titulo.required",)

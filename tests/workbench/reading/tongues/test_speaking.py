"""Speaking: sentences of other languages in English words, and what of them stays as it is."""

import pytest

from workbench.reading.tongues.speaking import in_english, name_in_english, tongue_among


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("El título no puede superar los 80 caracteres.", "The title must not exceed 80 characters."),
        ("A quantidade deve ser maior ou igual a 1", "The quantity must be greater than or equal to 1"),
        ("L’adresse e-mail doit être unique.", "The email must be unique."),
        ("Der Name darf 40 Zeichen nicht überschreiten.", "The Name must not exceed 40 Characters."),
        ("Der Standardstatus ist erforderlich.", "The default status is required."),
        ("가격은 0 이상이어야 한다", "Price at least 0"),
        ("名称必填，最多40个字符。", "Name required, at most 40 characters."),
        ("用户只能查看自己的订单。", "Users can only view their own order."),
    ],
)
def test_a_sentence_is_said_in_english_words(text: str, english: str) -> None:
    assert in_english(text) == english


@pytest.mark.parametrize(
    "text",
    [
        "The café's title is required — at most 80 characters → 422",
        "A note on the die, its côté and the rest",
        "Заголовок обязателен",
        "タイトルは必須です",
    ],
)
def test_a_sentence_in_english_or_an_unknown_language_stays_as_it_is(text: str) -> None:
    assert in_english(text) == text


def test_quotes_paths_and_names_stay_as_they_are() -> None:
    said = in_english(
        'Si el título está vacío, POST /tareas/nombre devuelve 422 "El título es obligatorio" (fecha_fin)'
    )
    assert '"El título es obligatorio"' in said
    assert "/tareas/nombre" in said
    assert "fecha_fin" in said


def test_a_word_that_no_table_holds_stays_in_its_place() -> None:
    assert in_english("El título debe ser chispeante y único.") == "The title must be chispeante and unique."


def test_names_of_columns_are_known_by_the_language_of_the_texts() -> None:
    tongue = tongue_among(["The title is required.", "La fecha límite es opcional", "El precio es obligatorio"])
    assert (tongue, name_in_english("fecha_limite", tongue)) == ("spanish", "due date")
    assert tongue_among(["The title is required."]) == ""

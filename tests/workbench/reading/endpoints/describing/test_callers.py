"""Sentences that say nothing but who may call: the roles of people, and not which rows or values there are."""

import pytest

from workbench.reading.endpoints.describing.access import Access, read_access, read_spoken


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("Admins only.", ("admin",)),
        ("Nurses and managers only", ("nurse", "manager")),
        ("Only nurses, doctors or admins.", ("nurse", "doctor", "admin")),
        ("Staff only.", ("staff",)),
        ("Requires the warden role.", ("warden",)),
    ],
)
def test_a_sentence_that_names_people_keeps_all_others_out(sentence: str, roles: tuple[str, ...]) -> None:
    assert read_spoken(sentence) == Access("required", roles)


@pytest.mark.parametrize(
    "sentence",
    [
        "Unread only.",
        "JSON only",
        "Only titles",
        "Read only.",
        "Only the owner.",
        "Registered users only",
        "Only admins can see the archived ones",
        "Only own rows",
    ],
)
def test_other_sentences_with_only_name_no_role(sentence: str) -> None:
    assert read_spoken(sentence).roles == ()


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Guest own, Skipper own, Admin", ("guest", "skipper", "admin")),
        ("Skipper own", ("skipper",)),
        ("Owner", ("owner",)),
        ("owner only", ("owner",)),
        ("auth, creator only", ()),
    ],
)
def test_a_cell_may_say_whose_rows_a_role_reaches(cell: str, roles: tuple[str, ...]) -> None:
    assert read_access(cell) == Access("required", roles)

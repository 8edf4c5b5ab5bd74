"""Names that a sentence lists are fields, with what parentheses behind each say of it."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints.describing.wording import listed_fields

PAGE = Document("specs/api/parcels.md", "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("`note` (string, optional), `label` (string, required).", ["note", "label"]),
        ("note, label and `size?`", ["note", "label", "size"]),
        ("the label's fields (sender, weight, due_on)", ["sender", "weight", "due_on"]),
    ],
)
def test_the_names_of_a_list(text: str, names: list[str]) -> None:
    assert [field.name for field in listed_fields(text, PAGE, 1)] == names


def test_what_stands_behind_a_name_describes_it() -> None:
    note, label = listed_fields("`note` (string, optional), `label` (string, required)", PAGE, 1)
    assert (note.type, note.required, label.required) == ("string", False, True)

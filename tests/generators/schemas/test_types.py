"""Types of fields that several schemas share."""

from generators.schemas.collecting import Module
from generators.schemas.types import name_types

TITLE = "Annotated[Text, Field(max_length=80)]"


def module(*lines: str) -> Module:
    """A module called ``note`` with one class for each line."""
    made = Module("note")
    for number, line in enumerate(lines):
        made.add(f"Class{number}", f"class Class{number}(RequestModel):\n    {line}\n", f"notes.{number}")
    return made


def test_a_type_that_two_classes_share_gets_the_name_of_its_field() -> None:
    both = module(f"title: {TITLE}", f"title: {TITLE} | None = None")
    assert name_types(both, frozenset()) == {"Title": TITLE}
    assert both.classes["Class0"].endswith("    title: Title\n")
    assert both.classes["Class1"].endswith("    title: Title | None = None\n")
    assert both.symbols["Title"] == ("notes.0", "notes.1")


def test_a_type_that_stands_once_is_written_out() -> None:
    once = module(f"title: {TITLE}", "title: str")
    assert name_types(once, frozenset()) == {}
    assert TITLE in once.classes["Class0"]


def test_a_name_that_is_taken_is_told_apart_by_the_module() -> None:
    assert name_types(module(*[f"text: {TITLE}"] * 2), frozenset({"Text"})) == {"NoteText": TITLE}


def test_two_rules_for_fields_of_one_name_get_names_of_their_own() -> None:
    short = "Annotated[Text, Field(max_length=8)]"
    several = module(*[f"title: {TITLE}"] * 2, *[f"title: {short}"] * 2)
    assert name_types(several, frozenset()) == {"Title": TITLE, "NoteTitle": short}


def test_what_a_field_is_called_by_clients_stays_with_the_field() -> None:
    line = 'due_at: Annotated[Timestamp, Field(alias="dueAt")] = UNSET'
    assert name_types(module(line, line), frozenset()) == {}

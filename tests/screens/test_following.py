"""Following: the line of the code for a line of the specification, and back."""

from collections.abc import Mapping

import pytest

from generators.blueprint import Source
from generators.files import GeneratedFile, Origin
from screens.clues import Clues
from screens.following import Side, Ties
from screens.lines.making import code_sheet, excerpt_sheet
from screens.words import meant_words, telling_words

SPEC = "specs/api/boats.md"
SPEC_TEXT = """\
## POST /boats

Moor a boat.

| field | type |
|---|---|
| berthNumber | integer |
| name | string |

Errors: 404 where the berth is unknown.

- **FR-007**: A name is never empty."""

CODE = """\
class BoatCreate(Model):
    name: str
    berth_number: int


async def moor_boat(body: BoatCreate) -> None:
    \"\"\"Moor it.

    Requirements: boats#FR-007.
    \"\"\"
    if berth is None:
        raise HTTPException(404)


async def tie_up(user: CurrentUser) -> None:
    await fasten(
        lines,
        "name",
    )
    if is_hers:
        await pump()


async def sink() -> None:
    pump()"""

SCHEMA = Origin("BoatCreate", 1, 3, ("boats.create",), (Source(SPEC, 1, 12),))
TYING = Origin("tie_up", 15, 21, ("boats.tie",), (Source(SPEC, 1, 12),))
SINKING = Origin("sink", 24, 25, ("boats.sink",), (Source(SPEC, 1, 12),))
ROUTE = Origin("moor_boat", 6, 12, ("boats.create",), (Source(SPEC, 1, 12), Source(SPEC, 12, 12)))


def ties(*own: Origin, clues: Clues | None = None, asked: Mapping[str, Source] | None = None) -> Ties:
    """Tie the document to the file, where only ``own`` were written for the element."""
    file = GeneratedFile("app/boats.py", CODE, (SCHEMA, ROUTE, TYING, SINKING))
    spec = excerpt_sheet([(Source(SPEC, 1, 12), SPEC_TEXT)])
    return Ties(Side(spec, clues), Side(code_sheet(file.path, file.text)), [(file, list(own))], asked)


@pytest.mark.parametrize(("line", "code"), [(7, 3), (8, 2)])
def test_a_row_of_a_table_leads_to_the_field_of_that_name_however_it_is_written(line: int, code: int) -> None:
    assert ties(SCHEMA).code_of(line) == code - 1


@pytest.mark.parametrize(("code", "line"), [(3, 7), (2, 8), (9, 12), (12, 10)])
def test_a_line_of_code_leads_to_the_line_it_was_written_for(code: int, line: int) -> None:
    assert ties(SCHEMA, ROUTE).spec_of(code - 1) == line


def test_a_requirement_leads_to_the_line_that_names_it() -> None:
    assert ties(ROUTE).code_of(12) == 9 - 1


def test_a_status_leads_to_where_it_is_answered() -> None:
    assert ties(ROUTE).code_of(10) == 12 - 1


def test_a_line_that_shares_no_word_leads_to_the_symbol() -> None:
    assert ties(ROUTE).code_of(6) == ROUTE.line - 1


def test_code_that_shares_no_word_leads_to_the_first_line_it_was_written_for() -> None:
    assert ties(SINKING).spec_of(25 - 1) == 1


@pytest.mark.parametrize("code", [16, 17, 19])
def test_every_line_of_a_statement_leads_where_one_of_them_does(code: int) -> None:
    assert ties(TYING).spec_of(code - 1) == 8


def test_a_line_of_a_branch_leads_where_its_condition_does() -> None:
    clues = {(SPEC, 3): ("hers",)}
    assert ties(TYING, clues=clues).spec_of(21 - 1) == 3


def test_what_ends_a_docstring_leads_where_the_docstring_does() -> None:
    assert ties(ROUTE).spec_of(10 - 1) == 12


def test_the_words_of_a_rule_lead_to_the_line_it_was_read_from_and_back() -> None:
    clues = {(SPEC, 10): ("currentuser",)}
    assert ties(TYING, clues=clues).spec_of(15 - 1) == 10
    assert ties(TYING, clues=clues).code_of(10) == 15 - 1


def test_code_that_was_written_for_nothing_leads_nowhere() -> None:
    assert ties(ROUTE).spec_of(5 - 1) is None


def test_the_citation_above_an_excerpt_leads_where_its_first_line_does() -> None:
    assert ties(ROUTE).code_of(0) == ties(ROUTE).code_of(1)


@pytest.mark.parametrize("text", ["| dueDate | date |", "due_date: date", "DUE_DATE — date"])
def test_a_name_is_the_same_in_every_notation(text: str) -> None:
    assert telling_words(text) == ["duedate", "date"]


def test_a_docstring_that_names_a_requirement_leads_to_where_it_stands() -> None:
    elsewhere = {"boats#FR-007": Source(SPEC, 3, 3)}
    assert ties(ROUTE, asked=elsewhere).spec_of(9 - 1) == 3


def test_a_line_without_any_word_stays_with_the_line_before() -> None:
    assert ties(SCHEMA).code_of(6) == ties(SCHEMA).code_of(5)
    assert ties(ROUTE).code_of(11) == ties(ROUTE).code_of(10)


def test_one_status_among_many_says_less_than_where_it_is_raised() -> None:
    code = "@router.post(responses=errors(400, 404, 409))\ndef moor() -> None:\n    raise HTTPException(404)"
    origin = Origin("moor", 1, 3, ("boats.moor",), (Source(SPEC, 1, 1),))
    file = GeneratedFile("app/boats.py", code, (origin,))
    spec = Side(excerpt_sheet([(Source(SPEC, 1, 1), "404 where the berth is unknown.")]))
    assert Ties(spec, Side(code_sheet(file.path, code)), [(file, [origin])]).code_of(1) == 2


def test_the_symbol_around_a_line_is_known_whatever_it_was_written_for() -> None:
    assert ties(SCHEMA).symbol_at(25 - 1) == SINKING
    assert ties(SCHEMA).symbol_at(5 - 1) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [("    raise unauthorized()", "401"), ("    return row", "response"), ("rows.order_by(name)", "sorted")],
)
def test_code_is_called_in_prose_by_other_words(text: str, meant: str) -> None:
    assert meant in meant_words(text)

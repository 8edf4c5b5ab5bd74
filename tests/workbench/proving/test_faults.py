"""A fault departs from what is specified in one place, and leaves a module that Python still reads."""

import ast
from pathlib import Path

import pytest

from workbench.criteria.code import Code
from workbench.proving import Fault, find_faults

ROUTE = "app/routes/notes.py"


def faults_in(folder: Path, text: str, path: str = ROUTE) -> tuple[Fault, ...]:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return find_faults(Code(folder))


@pytest.mark.parametrize(
    ("sound", "faulty"),
    [
        ("one = select(Note).where(Note.id == 1)", ["one = select(Note).where(True)"]),
        (
            "one = select(Note).where(mine, *more)",
            ["one = select(Note).where(True, *more)", "one = select(Note).where(mine, True)"],
        ),
        ("one = insert(Note).values(**body, owner=me)", ["one = insert(Note).values(**body, **{})"]),
        ("one = column.desc()", ["one = column.asc()"]),
        ("size = Field(max_length=200)", ["size = Field(max_length=201)"]),
        ("size = Field(ge=1, lt=9)", ["size = Field(ge=0, lt=9)", "size = Field(ge=1, lt=10)"]),
        ("size = Field(min_length=0)", []),
        ("gone = HTTPException(404, 'No.')", ["gone = HTTPException(418, 'No.')"]),
        ("put = router.post('', status_code=201)", ["put = router.post('', status_code=202)"]),
        ("lead = 'é'; one = select(Note).where(é)", ["lead = 'é'; one = select(Note).where(True)"]),
        ("import this", []),
    ],
)
def test_what_is_specified_is_changed_in_one_place(tmp_path: Path, sound: str, faulty: list[str]) -> None:
    assert [fault.put_into(sound) for fault in faults_in(tmp_path, sound)] == faulty


def test_a_guard_lets_everything_pass(tmp_path: Path) -> None:
    sound = "def get(row):\n    if row is None:\n        raise Missing\n    return row\n"
    (fault,) = faults_in(tmp_path, sound)
    assert "if False:" in fault.put_into(sound)
    assert (fault.symbol, fault.line, fault.text) == ("get", 2, "without the guard row is None")


def test_a_check_is_left_out_and_nothing_else_that_is_called(tmp_path: Path) -> None:
    sound = "async def get(key):\n    await require_caller(key)\n    await _require_note(key)\n    await send(key)\n"
    faults = faults_in(tmp_path, sound)
    assert [(fault.line, fault.replacement) for fault in faults] == [(2, "pass"), (3, "pass")]


def test_a_validator_takes_every_value_as_it_comes(tmp_path: Path) -> None:
    sound = (
        "class Note:\n    @field_validator('text')\n    @classmethod\n    def trim(cls, value):\n"
        "        '''Trim.'''\n        return value.strip()\n"
    )
    (fault,) = faults_in(tmp_path, sound)
    assert "'''Trim.'''\n        return value\n" in fault.put_into(sound)


def test_every_fault_can_be_parsed_and_differs(tmp_path: Path) -> None:
    sound = "one = (\n    select(Note)\n    .where(\n        Note.id == key,  # mine\n        owned,\n    )\n"
    sound += "    .values(a=1)\n)\n"
    faults = faults_in(tmp_path, sound)
    texts = {fault.put_into(sound) for fault in faults}
    assert len(texts) == len(faults) == 3
    assert sound not in texts
    for text in texts:
        ast.parse(text)


@pytest.mark.parametrize("path", ["tests/test_notes.py", "app/main.py", "migrations/versions/0001.py"])
def test_only_what_answers_requests_is_touched(tmp_path: Path, path: str) -> None:
    assert faults_in(tmp_path, "one = select(Note).where(mine)", path) == ()

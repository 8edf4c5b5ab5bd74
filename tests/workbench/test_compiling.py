"""Compiled expressions are kept between processes, and nothing depends on it."""

import marshal
import re
import sys
from dataclasses import FrozenInstanceError, dataclass, field, make_dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench import compiling
from workbench.compiling import Shelf

EXPRESSIONS = [
    (r"(?P<day>\d{1,2})\.(?P<month>\d+)|(never)", re.IGNORECASE),
    (r"(?i:caf\u00e9)\b(?!s)", 0),
    (r"^\s*[\w.-]+@[^\s,;]+?$", re.MULTILINE),
    ("", 0),
]
TEXT = "12.4, never; Caf\u00c9 mail@host.org\nx@y.z"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where expressions are kept; nothing is there yet."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "x.expressions"


def _keep(file: Path) -> None:
    shelf = Shelf(file)
    for expression, flags in EXPRESSIONS:
        shelf.compile(expression, flags)
    shelf.keep()


@pytest.mark.parametrize(("expression", "flags"), EXPRESSIONS)
def test_what_was_kept_is_what_python_compiles(file: Path, expression: str, flags: int) -> None:
    _keep(file)
    real, kept = re.compile(expression, flags), Shelf(file).compile(expression, flags)

    assert kept == real
    assert (kept.flags, kept.groups, kept.groupindex) == (real.flags, real.groups, real.groupindex)
    assert [match.groups() for match in kept.finditer(TEXT)] == [match.groups() for match in real.finditer(TEXT)]


def test_a_kept_expression_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep(file)
    monkeypatch.setattr(compiling, "_make", lambda *_: pytest.fail("compiled again"))

    assert [Shelf(file).compile(*one).pattern for one in EXPRESSIONS] == [one[0] for one in EXPRESSIONS]


def test_what_several_processes_kept_is_kept(file: Path) -> None:
    first, second = Shelf(file), Shelf(file)
    first.compile("a+", 0)
    second.compile("b+", 0)
    first.keep()
    second.keep()

    shelf = Shelf(file)
    shelf.compile("a+", 0)
    shelf.compile("b+", 0)
    assert shelf.hand_over() == {}


def test_what_another_process_compiled_is_kept_too(file: Path) -> None:
    other, shelf = Shelf(file), Shelf(file)
    other.compile("c+", 0)
    shelf.learn(other.hand_over())
    shelf.keep()

    assert file.exists()
    again = Shelf(file)
    again.compile("c+", 0)
    assert again.hand_over() == {}


def test_what_was_compiled_is_handed_over_once(file: Path) -> None:
    shelf = Shelf(file)
    shelf.compile("a+", 0)
    assert set(shelf.hand_over()) == {("code", "a+", 0)}
    shelf.compile("b+", 0)
    shelf.learn({})
    assert set(shelf.hand_over()) == {("code", "b+", 0)}
    shelf.keep()
    assert {"a+", "b+"} <= {expression for _, expression, _ in marshal.loads(file.read_bytes())[1]}


def test_what_was_learnt_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, shelf = Shelf(file), Shelf(file)
    other.compile("c+", 0)
    shelf.learn(other.hand_over())
    monkeypatch.setattr(compiling, "_make", lambda *_: pytest.fail("compiled again"))

    assert shelf.compile("c+", 0).search("abc") is not None


def test_expressions_that_add_up_make_room_for_those_in_use(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_MOST", len(EXPRESSIONS))
    _keep(file)
    shelf = Shelf(file)
    shelf.compile(*EXPRESSIONS[0])
    shelf.compile("new", 0)
    shelf.keep()

    after = Shelf(file)
    for expression, flags in (EXPRESSIONS[0], ("new", 0), EXPRESSIONS[1]):
        after.compile(expression, flags)
    assert set(after.hand_over()) == {("code", EXPRESSIONS[1][0], 0)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"torn",
        marshal.dumps(3),
        marshal.dumps(("another Python", {("code", "a", 0): (32, b"", 0, ())})),
        marshal.dumps((compiling._version(), {("code", "a", 0): (32, b"\xff" * 16, 0, ())})),
        marshal.dumps((compiling._version(), {("code", "a", 0): "what is this"})),
        marshal.dumps((compiling._version(), [])),
    ],
)
def test_a_damaged_or_foreign_file_is_as_good_as_none(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    found = Shelf(file).compile("a", 0).search("cab")

    assert found is not None
    assert found.start() == 1


def test_another_inside_of_re_is_compiled_as_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(compiling, "import_module", missing)
    shelf = Shelf(file)

    assert shelf.compile("a", 0).search("cab") is not None
    shelf.keep()
    assert not file.exists()


def test_other_things_are_kept_as_well(file: Path) -> None:
    shelf = Shelf(file)
    shelf.recall(("needs", "a+"), lambda: (("a",),))
    shelf.keep()

    assert Shelf(file).recall(("needs", "a+"), lambda: pytest.fail("found again")) == (("a",),)


def test_a_mistake_in_an_expression_is_told(file: Path) -> None:
    with pytest.raises(re.error):
        Shelf(file).compile("(", 0)


def test_nothing_is_written_where_python_writes_no_bytecode(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _keep(file)
    assert not file.exists()


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    _keep(tmp_path / "missing" / "x.expressions")
    assert list(tmp_path.iterdir()) == []


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A class whose methods were written by ``dataclasses``."""

    name: str
    count: int = 3


def _again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> type[Any]:
    """Make such a class as one of the program's modules would."""
    monkeypatch.setattr(compiling, "SHELF", shelf)
    monkeypatch.setattr(compiling, "_OURS", (__name__.partition(".")[0],))
    return make_dataclass(
        "Again",
        [("name", str), ("count", int, field(default=3))],
        frozen=True,
        slots=True,
        order=True,
        namespace={"__module__": __name__},
    )


def test_the_methods_of_a_dataclass_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(file)
    _again(shelf, monkeypatch)
    shelf.keep()
    monkeypatch.setattr(compiling, "_written_out", lambda _: pytest.fail("compiled again"))
    again = _again(Shelf(file), monkeypatch)

    assert again("a") == again("a", 3) != again("b")
    assert again("a") < again("b")
    assert len({again("a"), again("a", 3)}) == 1
    assert repr(again("a", 4)) == repr(Known("a", 4)).replace("Known", "Again")
    with pytest.raises(FrozenInstanceError):
        again("a").name = "b"


def test_damaged_methods_are_compiled_as_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(file)
    monkeypatch.setattr(shelf, "recall", lambda *_: b"torn")

    assert _again(shelf, monkeypatch)("a").count == 3


def test_classes_of_others_are_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(file)
    monkeypatch.setattr(compiling, "SHELF", shelf)
    made = make_dataclass("Other", [("name", str)])

    assert made("a") == made("a")
    assert shelf.hand_over() == {}

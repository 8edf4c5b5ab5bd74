"""The harbour is generated and run: its suite is green, and red as soon as one of its sides is broken by hand."""

import re
from functools import partial
from pathlib import Path

import pytest

from generators.backend import generate
from tests.generators.living import check_broken, check_suite, write_files
from tests.workbench.resolving.people.moorings import write_harbour
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve

pytestmark = pytest.mark.slow
_HOLDER = r"col\(Reservation\.mooring_id\)\.in_\(select.*?bindparam\(\"caller_id\"\)\)\)"


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated backend of the harbour."""
    folder = write_harbour(tmp_path_factory.mktemp("specs"))
    return write_files(generate(resolve(read_project(folder)).blueprint), tmp_path_factory.mktemp("harbour"))


def test_the_suite_is_green_and_covers_the_application(backend: Path) -> None:
    check_suite(backend)


@pytest.mark.parametrize(
    ("pattern", "replacement", "told"),
    [
        pytest.param(rf",\s*{_HOLDER}", "", "serves_the_holder", id="the author alone sees it"),
        pytest.param(
            rf"path_id\"\),\s*{_HOLDER},\n    \)\n    \.values",
            'path_id"))\n    .values',
            "not_for_those_below",
            id="whoever asked accepts",
        ),
        pytest.param(r"await _refuse_own_mooring\(.*?\)\n", "\n", "callers_own_mooring", id="one's own"),
        pytest.param(
            r"col\(Reservation\.sailor_id\) == bindparam\(\"caller_id\"\)", "True", "rows_of_others", id="everybody's"
        ),
    ],
)
def test_a_broken_side_turns_the_suite_red(pattern: str, replacement: str, told: str, backend: Path) -> None:
    edit = partial(re.sub, pattern, replacement, flags=re.DOTALL)
    check_broken(backend, "app/routes/reservations.py", edit, told, "tests/test_reservations.py")

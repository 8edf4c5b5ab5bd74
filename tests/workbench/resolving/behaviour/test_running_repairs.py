"""The workshop is generated and run: its suite is green, and red as soon as one of its rules is broken by hand."""

import re
from functools import partial
from pathlib import Path

import pytest

from generators.backend import generate
from tests.generators.living import check_broken, check_suite, write_files
from tests.workbench.resolving.behaviour.test_repairs import blueprint_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated backend of the workshop."""
    return write_files(generate(blueprint_of()), tmp_path_factory.mktemp("repairs"))


def test_the_suite_is_green_and_covers_the_application(backend: Path) -> None:
    check_suite(backend)


@pytest.mark.parametrize(
    ("module", "pattern", "replacement", "told"),
    [
        pytest.param("repairs", r"\(state, target\) not in REPAIR_STEPS", "False", "every_other_step", id="any step"),
        pytest.param("repairs", r"\.with_for_update\(of=Repair\)", "", "one_of_two", id="no lock"),
        pytest.param("repairs", r'repair\.stage == "collected"', "False", "final_state", id="no final state"),
        pytest.param("repairs", r"repair\.technician_id != user\.id", "False", "no_part_in_the_row", id="anybody's"),
        pytest.param(
            "repairs", r"dt\.timedelta\(days=10\)", "dt.timedelta(days=1)", "promised_at", id="another due time"
        ),
        pytest.param(
            "remarks", r"col\(Remark\.is_private\)\.is_\(False\)", "true()", "private", id="nothing concealed"
        ),
        pytest.param("remarks", r"if body\.is_private and", "if False and", "private", id="anybody's private remarks"),
    ],
)
def test_a_broken_rule_turns_the_suite_red(
    module: str, pattern: str, replacement: str, told: str, backend: Path
) -> None:
    edit = partial(re.sub, pattern, replacement)
    check_broken(backend, f"app/routes/{module}.py", edit, told, "-k", module[:-1])

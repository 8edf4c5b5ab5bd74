"""The checklist: the criteria by their number, in order."""

from pathlib import Path

from generators.blueprint import Blueprint
from generators.files import GeneratedFile
from workbench.criteria.c01_endpoints import check_endpoints
from workbench.criteria.c02_tables import check_tables
from workbench.criteria.c03_requirements import check_requirements
from workbench.criteria.c04_validation import check_validation
from workbench.criteria.c05_authentication import check_authentication
from workbench.criteria.c06_isolation import check_isolation
from workbench.criteria.c07_errors import check_errors
from workbench.criteria.c08_types import check_types
from workbench.criteria.c09_async import check_async
from workbench.criteria.c10_coverage import check_coverage
from workbench.criteria.c11_secrets import check_secrets
from workbench.criteria.grounds import Grounds
from workbench.criteria.judging import Criterion
from workbench.criteria.verdict import Verdict
from workbench.running.events import Run

CRITERIA = (
    Criterion("C1", "All endpoints are implemented", check_endpoints),
    Criterion("C2", "All tables exist and are properly typed", check_tables, needs_tests=False),
    Criterion("C3", "All business logic is enforced", check_requirements),
    Criterion("C4", "All requests and responses validate against their schemas", check_validation),
    Criterion("C5", "All endpoints require authentication unless declared public", check_authentication),
    Criterion("C6", "All user data is isolated by owner", check_isolation),
    Criterion("C7", "All errors return proper status codes and messages", check_errors),
    Criterion("C8", "All code has type hints and docstrings", check_types, needs_run=False),
    Criterion("C9", "All async operations are awaited, nothing blocks", check_async, needs_run=False),
    Criterion("C10", "The test suite covers more than 80 % of the code", check_coverage),
    Criterion("C11", "No secrets in code, all of them in .env", check_secrets, needs_run=False),
)


def check(
    blueprint: Blueprint, files: tuple[GeneratedFile, ...], run: Run | None, backend: Path
) -> tuple[Verdict, ...]:
    """Judge the backend on the disk by all criteria; without a run, by those that the code alone answers."""
    grounds = Grounds(blueprint, tuple(files), run, backend.resolve())
    return tuple(criterion.judge(grounds) for criterion in CRITERIA)

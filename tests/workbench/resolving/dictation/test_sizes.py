"""How large a body may be: as sentences say it, and as it is where none does."""

import pytest

from generators.blueprint import Blueprint, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import reading, requirement
from workbench.resolving.resolver import resolve


def told(text: str) -> Blueprint:
    return resolve(reading(*FACTS, requirement(text, 300))).blueprint


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Maximum request body size: 2 MB", 2 * 1024**2),
        ("Request bodies are limited to 512 KB", 512 * 1024),
        ("Request bodies larger than 3 MB are rejected with 413", 3 * 1024**2),
        ("The payload must not exceed 4MB", 4 * 1024**2),
    ],
)
def test_a_body_holds_what_a_sentence_allows(text: str, size: int) -> None:
    built = told(text)
    assert built.settings.max_body == size
    assert (built.requirements[-1].status, built.requirements[-1].by) == (
        RequirementStatus.ENFORCED,
        ("rule:frame.body_size.frame",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Maximum file upload size: 5 MB",
        "Maximum request body size: 900 MB",
        "Request bodies larger than 2 MB are compressed",
        "Requests larger than 3 MB are rejected with 400",
        "The database holds at most 20 MB",
    ],
)
def test_other_sizes_change_nothing(text: str) -> None:
    built = told(text)
    assert built.settings.max_body == 1024**2
    assert built.requirements[-1].status is not RequirementStatus.ENFORCED

"""An id that can be none: 400 for ``/boats/red`` in one place, 404 in another."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Told, put, sides_of

_ID = r"[`_]{0,2}(?:ids?|uuid|objectid)\b"
_BAD = regex(
    rf"\b(?:invalid|malformed|ill-formed|not a valid)\s+{_ID}"
    rf"|\b{_ID}`?\s(?:\w+\s){{0,6}}?(?:malformed|ill-formed|invalid|not (?:a )?valid)\b",
    re.IGNORECASE,
)
_STATUS = regex(r"(?<![\w.,/-])(40[0-9]|422)(?![\w%]|[.,]\d)")
_ASIDE = regex(r"\b(?:tokens?|jwt|claims?|subject)\b", re.IGNORECASE)


def find_bad_ids(desk: Desk) -> Iterator[Dispute]:
    """Find the tables whose malformed ids are answered differently."""
    told = Told[str, str]()
    for statement in desk.said.telling(_BAD, _STATUS, unless=_ASIDE):
        codes = set(_STATUS.findall(statement.text))
        found = desk.operation_at(statement.source)
        entities = (found[0].entity or "",) if found else desk.names.entities_of(statement)
        if len(codes) == 1 and len(entities) == 1 and entities[0]:
            told.add(entities[0], codes.pop(), statement)
    for entity, by_code in told.differing():
        lead = f"With which status is a malformed id of {entity} answered"
        yield put(f"{entity}.id.malformed", "status", lead, sides_of(by_code))

"""What makes two rows one: ``imports are matched by code`` beside ``duplicates are found by name and harbour``."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, Told, put
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import join_words

_SAME = regex(
    r"\b(?:de-?duplicat\w*|upsert\w*"
    r"|duplicates?\b.{0,20}\b(?:is|are) (?:found|identified|recogni[sz]ed|detected))\b.{0,40}?"
    r"\b(?:by|on|key)\b:?\s*(?P<what>[^.;)\n]{3,80})",
    re.IGNORECASE,
)
_ASIDE = regex(r"\bon (?:the )?same (?:page|run|file|batch)\b|\bindex\w*\b", re.IGNORECASE)
"""What is told apart before anything is stored."""

_BEYOND = regex(r"\s(?:in|via|with|when|if|for|so|before|during|and then)\s")


def find_sameness(desk: Desk) -> Iterator[Dispute]:
    """Find the tables whose rows are told apart by other columns here than there."""
    told = Told[str, tuple[str, ...]]()
    for statement in desk.said.telling(_SAME, unless=_ASIDE):
        match = _SAME.search(statement.text)
        columns = desk.names.columns_in(_BEYOND.split(match["what"])[0]) if match else ()
        owners = {desk.names.owner_of(column, statement) for column in columns}
        if len(owners) == 1 and (owner := owners.pop()):
            told.add(owner, tuple(sorted(columns)), statement)
    for entity, by_columns in told.differing():
        sides = [_side(entity, columns, said) for columns, said in by_columns.items()]
        yield put(f"{entity}.same_by", "unique", f"What makes two rows of {entity} the same", sides)


def _side(entity: str, columns: tuple[str, ...], said: list[Statement]) -> Side:
    rule = f"{entity}.{columns[0]}: unique" if len(columns) == 1 else f"{entity}: unique {', '.join(columns)}"
    return Side("+".join(columns), f"the same {join_words(columns)}", tuple(said[:3]), (rule,))

"""Bodies written in short, in whatever language the line before them is: ``Body: { name, stars: 1-5, note?: string }``.

A member with a question mark may be left out; behind a colon stands a type, a range or the values to choose from.
"""

import re

from generators.blueprint import BodyField, RuleKind, TypeName
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence, missing, proven
from workbench.resolving.words import snake

_BODY = regex(r"^(?:request )?body\W*\{(?P<members>[^{}]+)\}\.?$", re.IGNORECASE)
_MEMBER = regex(r"^(?P<name>[A-Za-z_]\w*)(?P<open>\?)?(?: ?: ?(?P<says>.+))?$")
_RANGE = regex(r"^(?P<least>\d+) ?(?:-|–|\.\.) ?(?P<most>\d+)$")
_TYPES = {
    "string": (TypeName.VARCHAR, TypeName.TEXT),
    "text": (TypeName.VARCHAR, TypeName.TEXT),
    "boolean": (TypeName.BOOLEAN,),
    "bool": (TypeName.BOOLEAN,),
    "int": (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT),
    "integer": (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT),
    "number": (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT, TypeName.NUMERIC, TypeName.FLOAT),
    "uuid": (TypeName.UUID,),
    "date": (TypeName.DATE,),
    "datetime": (TypeName.TIMESTAMP,),
}


def read_body_literal(sentence: Sentence, book: Book) -> Proof | None:
    """Read a body in short: the one operation around it takes each member as it is written, and needs no other."""
    match = _BODY.match(sentence.text.strip().replace("`", ""))
    members = [_MEMBER.match(part.strip()) for part in match["members"].split(",")] if match else []
    if match is None or not all(members) or len(sentence.here) != 1:
        return None
    operation = sentence.here[0]
    fields = {snake(field.name): field for field in operation.body}
    told = {snake(member["name"]): member for member in members if member}
    strange = next((name for name in told if name not in fields), None) or next(
        (name for name, field in fields.items() if field.required and name not in told), None
    )
    if strange:
        return missing(f"the body of {operation.id} says otherwise of {strange}", RuleKind.OPERATION)
    for name, member in told.items():
        field = fields[name]
        if field.required is (member["open"] is not None) or not _is_as_told(field, (member["says"] or "").strip()):
            return missing(f"the body of {operation.id} takes {name} otherwise", RuleKind.OPERATION)
    names = {fields[name].column or fields[name].name for name in told}
    kinds = (RuleKind.RANGE, RuleKind.CHOICES, RuleKind.REQUIRED)
    rules = [rule for kind in kinds for rule in book.ruled(kind, operation.entity, names)]
    return proven(RuleKind.OPERATION, operation, *(rule for rule in rules if operation.id in rule.operations))


def _is_as_told(field: BodyField, says: str) -> bool:
    """Tell whether a field has the type, the range or the values that are written behind its name."""
    if not says:
        return True
    limits = field.limits
    if bounds := _RANGE.match(says):
        return (limits.minimum, limits.maximum) == (float(bounds["least"]), float(bounds["most"]))
    if "|" in says:
        return {one.strip(" '\"") for one in says.split("|")} == set(limits.choices)
    return field.type.name in _TYPES.get(says.lower(), ())

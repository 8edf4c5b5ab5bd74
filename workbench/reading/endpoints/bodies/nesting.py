"""Members of objects in a list that a table of fields names by their path: ``lines[].quantity``, ``address.city``."""

from collections.abc import Iterable
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.facts import FieldFact

_PATH = regex(r"(?P<outer>[A-Za-z_$][\w$-]*)(?P<array>\[\]|\[\*\]|\.\*)?\.(?P<inner>[A-Za-z_$][\w$.\[\]-]*)$")


def nested(fields: Iterable[FieldFact]) -> tuple[FieldFact, ...]:
    """Put fields whose name is a path into the field that it begins with; any other stays where it is.

    Example: ``guests | object[]`` and ``guests[].name | string`` are one field with one member.
    """
    found: dict[str, FieldFact] = {}
    for field in fields:
        path = _PATH.match(field.name)
        outer = found.get(path["outer"]) or found.get(f"{path['outer']}[]") if path else None
        if path is None or outer is None:
            found[field.name] = field
            continue
        inner = nested((*outer.fields, replace(field, name=path["inner"])))
        kind = "object[]" if path["array"] else outer.type
        found[outer.name] = replace(outer, fields=inner, type=kind)
    return tuple(found.values())

"""Types: what several fields of one name have in common gets a name, so that each limit stands once in a module.

``title: Annotated[Text, Field(max_length=200)]`` in the bodies of a creation and of a change becomes ``title: Title``.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from generators.naming import pascal
from generators.schemas.collecting import Module

_UNNAMED = ("alias=", "none_if_absent")
"""What belongs to one field rather than to its values."""


def name_types(module: Module, reserved: frozenset[str]) -> dict[str, str]:
    """Give the types of the module's fields that stand in several classes, by their names, and have the classes use
    them; ``reserved`` are the names that the module cannot give to others."""
    counted = Counter(pair for text in module.classes.values() for pair in dict.fromkeys(_types(text)))
    taken = reserved | module.classes.keys() | {line.rpartition(" ")[2] for line in module.imports}
    names: dict[tuple[str, str], str] = {}
    for pair, count in counted.items():
        candidates = (pascal(pair[0]), pascal(f"{module.name}_{pair[0]}"))
        name = next((one for one in candidates if one not in taken and one not in names.values()), None)
        if count > 1 and name:
            names[pair] = name
    for owner, text in module.classes.items():
        module.classes[owner] = "".join(_named(line, names) for line in text.splitlines(keepends=True))
        for pair in dict.fromkeys(_types(text)):
            if pair in names:
                module.serve(names[pair], *module.symbols.get(owner, ()))
    return {name: annotation for (_, annotation), name in names.items()}


def _types(text: str) -> Iterator[tuple[str, str]]:
    """Give the fields of a class, each with its type, where that says more than a word."""
    return (found for line in text.splitlines() if (found := _type(line)))


def _type(line: str) -> tuple[str, str] | None:
    """Give the field of a line and its type, without what says that it may be absent."""
    if not line.startswith("    ") or ": " not in line or "[" not in line:
        return None
    try:
        statement = ast.parse(line.strip()).body[0]
    except SyntaxError:
        return None
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        return None
    annotation = statement.annotation.left if isinstance(statement.annotation, ast.BinOp) else statement.annotation
    source = ast.get_source_segment(line.strip(), annotation) or ""
    if not source.startswith(("Annotated[", "Literal[")) or any(word in source for word in _UNNAMED):
        return None
    return statement.target.id, source


def _named(line: str, names: Mapping[tuple[str, str], str]) -> str:
    found = _type(line)
    return line.replace(found[1], names[found], 1) if found and found in names else line

"""Names: what tables, columns, parameters and schemas are called in the generated Python."""

import builtins
import keyword
import re

import inflection

from generators.blueprint import Entity, Operation, OperationKind

_RESERVED = frozenset(
    {"metadata", "registry", "model_config", "copy", "json", "dict", "construct", "schema", "validate", "connection"}
)
"""Names that SQLModel, Pydantic or the generated routes use themselves."""


def snake(name: str) -> str:
    """Give ``name`` in snake case: ``dueDate`` and ``due-date`` become ``due_date``."""
    return re.sub(r"\W+", "_", inflection.underscore(name)).strip("_") or "value"


def attribute(name: str) -> str:
    """Give the Python attribute for a column or field: snake case, never reserved."""
    plain = snake(name)
    if plain[0].isdigit():
        plain = f"n{plain}"
    if keyword.iskeyword(plain) or plain in _RESERVED or plain.startswith("model_"):
        return f"{plain}_"
    return plain


def parameter(name: str) -> str:
    """Give the Python parameter for a path or query parameter: an attribute that hides no builtin."""
    plain = attribute(name)
    return f"{plain}_" if hasattr(builtins, plain) and plain != "id" else plain


def camel(name: str) -> str:
    """Give ``name`` in lower camel case, as JSON of JavaScript clients has it."""
    return inflection.camelize(snake(name), uppercase_first_letter=False)


def pascal(name: str) -> str:
    """Give ``name`` as a class name."""
    return inflection.camelize(snake(name))


def class_name(entity: Entity) -> str:
    """Give the name of the entity's table class, ``TodoItem``."""
    return pascal(entity.singular)


def module_name(entity: Entity) -> str:
    """Give the name of the entity's module below ``models`` and ``schemas``, ``todo_item``."""
    return attribute(entity.singular)


def human(name: str) -> str:
    """Give ``name`` as words in a sentence, ``todo item``."""
    return snake(name).replace("_", " ")


def article(words: str) -> str:
    """Give ``a`` or ``an``, as the words after it ask for."""
    return "an" if words[:1].lower() in "aeiou" else "a"


def public_schema(entity: Entity) -> str:
    """Give the name of the schema that shows a row, ``TodoPublic``."""
    return f"{class_name(entity)}Public"


_BODY_NAMES = {
    OperationKind.CREATE: "Create",
    OperationKind.REPLACE: "Replace",
    OperationKind.PATCH: "Update",
}


def body_schema(operation: Operation, entity: Entity | None) -> str:
    """Give the name of the schema of an operation's request body, ``TodoCreate`` or ``LoginRequest``."""
    if entity and operation.kind in _BODY_NAMES and operation.name.endswith(entity.singular):
        return f"{class_name(entity)}{_BODY_NAMES[operation.kind]}"
    return f"{pascal(operation.name)}Request"


def query_schema(operation: Operation) -> str:
    """Give the name of the schema of an operation's query string, ``ListTodosQuery``."""
    return f"{pascal(operation.name)}Query"


def response_schema(operation: Operation) -> str:
    """Give the name of the schema of an operation's own envelope, ``ListTodosResponse``."""
    return f"{pascal(operation.name)}Response"


def feature_module(feature: str) -> str:
    """Give the name of the route module of a feature."""
    return attribute(feature)

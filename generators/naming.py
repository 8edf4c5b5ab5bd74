"""Names: what tables, columns, parameters and schemas are called in the generated Python."""

import builtins
import keyword
import re

import inflection

from generators.blueprint import BodyField, Entity, Operation, OperationKind

_RESERVED = frozenset(
    {"metadata", "registry", "model_config", "copy", "json", "dict", "construct", "schema", "validate", "connection"}
)
"""Names that SQLModel, Pydantic or the generated routes use themselves."""
_CLASSES = frozenset(
    {
        *("AccessToken", "Annotated", "Any", "Body", "Bundle", "Call", "Caller", "Claims", "Config", "Connection"),
        *("Counter", "CurrentUser", "Date", "Decimal", "Depends", "Double", "Email", "Field", "Headers", "Index"),
        *("Iterable", "Iterator", "Json", "Keys", "Literal", "Mapping", "Model", "Number", "Page", "Path", "Port"),
        *("Protocol", "Query", "RateLimit", "Refusal", "Request", "Response", "Row", "Secret", "Select", "Settings"),
        *("AdminUser", "ManagerUser", "MemberUser", "ModeratorUser", "OperatorUser", "OptionalUser", "StaffUser"),
        *("String", "Text", "Throttle", "Timestamp", "Url", "Uuid", "Violation", "Wish"),
    }
)
"""Classes that stand in a generated module beside those of tables."""
_WORDS = frozenset(
    {
        *("added", "after", "again", "all", "and", "any", "app", "asked", "before", "bearer", "body", "both", "caller"),
        *("caplog", "case", "child", "client", "col", "column", "conditions", "config", "connection", "constraint"),
        *("content", "count", "date", "datetime", "delete", "detail", "document", "dt", "each", "elsewhere", "engine"),
        *("error", "errors", "exists", "expected", "field", "first", "foreign", "found", "free", "func", "gather"),
        *("given", "group", "headers", "index", "insert", "item", "json", "key", "keys", "kind", "known", "later"),
        *("left", "level", "like", "limit", "line", "literal", "log", "made", "message", "method", "missing", "mixed"),
        *("model", "monkeypatch", "more", "move", "name", "named", "new", "now", "number", "offset", "one"),
        *("operation", "origin", "other", "others", "own", "owner", "page", "paged", "params", "parent", "part"),
        *("password", "path", "plan", "port", "probe", "pytest", "query", "record", "request", "response", "rest"),
        *("result", "role", "row", "rows", "same", "sample", "savepoint", "schema", "search", "second", "secret"),
        *("select", "sent", "session", "settings", "shown", "sort", "source", "stamp", "start", "state", "statement"),
        *("status", "stored", "stranger", "subject", "success", "table", "target", "text", "tie", "time", "timedelta"),
        *("token", "total", "type", "under", "unique", "unknown", "update", "url", "user", "uuid", "value", "values"),
        *("word", "wrong"),
    }
)
"""Variables, fixtures and functions that generated routes and tests use beside a row."""
ROUTE_CALLS = frozenset(
    {
        *("asked", "bindparam", "case", "col", "columns_of", "create_access_token", "create_refresh_token", "delete"),
        *("errors", "fetch_page", "func", "get_settings", "hash_password", "hash_token", "insert", "literal"),
        *("lru_cache", "paged", "select", "unauthorized", "update", "verify_password"),
    }
)
"""Functions that the modules of routes import, so that no route can be called the same."""
_FILES = frozenset({"base", "error"})
"""Modules below ``models`` and ``schemas`` that belong to no table."""
_VOWEL_SOUND = re.compile(r"(?!eu|one\b|once|u(?:ni(?![mn])|s[aeu]|ti|ten|bi|r[aei]))[aeiou]|hour|hon(?:est|ou?r)|heir")
"""The beginnings that sound like a vowel: not those of ``user``, ``unit``, ``utility`` or ``one``."""


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


def in_body(field: BodyField) -> str:
    """Give the expression for what the request body holds for a field: ``body.title``, ``body.address.street``."""
    if field.group is None:
        return f"body.{attribute(field.name)}"
    group = f"body.{attribute(field.group.name)}"
    value = f"{group}.{attribute(field.member)}"
    return value if field.group.required else f"({value} if {group} else None)"


def parameter(name: str) -> str:
    """Give the Python parameter for a path or query parameter: an attribute that hides no builtin."""
    plain = attribute(name)
    return f"{plain}_" if hasattr(builtins, plain) and plain != "id" else plain


def key_argument(entity: Entity) -> str:
    """Give what a function calls the key of a row of ``entity`` that it is given: ``note_id``."""
    key = attribute(entity.key[0].name)
    return f"{snake(entity.singular)}_{key}" if key == "id" else key


def camel(name: str) -> str:
    """Give ``name`` in lower camel case, as JSON of JavaScript clients has it, part by part."""
    if "." in name:
        return ".".join(map(camel, name.split(".")))
    return inflection.camelize(snake(name), uppercase_first_letter=False)


def pascal(name: str) -> str:
    """Give ``name`` as a class name."""
    return inflection.camelize(snake(name))


def class_name(entity: Entity) -> str:
    """Give the name of the entity's table class, ``TodoItem``; ``DateRow`` where the code has a ``Date`` of its own."""
    plain = pascal(entity.singular)
    return f"{plain}Row" if plain in _CLASSES else plain


def row_variable(entity: Entity) -> str:
    """Give the variable of one row, ``todo_item``; ``client_row`` where the code has a ``client`` of its own."""
    plain = attribute(entity.singular)
    return f"{plain}_row" if plain in _WORDS else plain


def rows_variable(entity: Entity) -> str:
    """Give the variable of several rows, ``todo_items``."""
    plain = attribute(entity.name)
    return f"{plain}_rows" if plain in _WORDS or plain == row_variable(entity) else plain


def module_name(entity: Entity) -> str:
    """Give the name of the entity's module below ``models`` and ``schemas``, ``todo_item``."""
    plain = attribute(entity.singular)
    return f"{plain}_row" if plain in _FILES else plain


def human(name: str) -> str:
    """Give ``name`` as words in a sentence, ``todo item``."""
    return snake(name).replace("_", " ")


def article(words: str) -> str:
    """Give ``a`` or ``an``, as the sound asks for that ``words`` begin with: a user, an order, an hour."""
    return "an" if _VOWEL_SOUND.match(words.lower()) else "a"


def with_article(name: str) -> str:
    """Give ``name`` as words with their article, ``an order line``."""
    words = human(name)
    return f"{article(words)} {words}"


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


_UNSAID = {
    OperationKind.READ_ME: "Give the caller's own profile",
    OperationKind.UPDATE_ME: "Change the caller's own profile",
    OperationKind.DELETE_ME: "Delete the caller's own account",
    OperationKind.REGISTER: "Register an account",
    OperationKind.LOGIN: "Log in",
    OperationKind.REFRESH: "Exchange a refresh token for a new session",
    OperationKind.LOGOUT: "Log out",
    OperationKind.CHANGE_PASSWORD: "Change the caller's password",
}


def summary_of(operation: Operation) -> str:
    """Give what the operation does in one sentence: as the specifications say it, else by its kind or its name. A
    single word (``Login``) says no more than the name."""
    said, usual = operation.summary, _UNSAID.get(operation.kind)
    if usual and len(said.split()) < 2:
        return usual
    return said or human(operation.name).capitalize()


def feature_module(feature: str) -> str:
    """Give the name of the route module of a feature."""
    return attribute(feature)

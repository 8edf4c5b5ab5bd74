"""Query strings: their classes, and what a parameter is where it is absent."""

from generators.blueprint import ColumnType, JsonScalar, Limits, Operation, QueryParameter, QueryUse, TypeName
from generators.cursors import cursor_schema
from generators.datatypes import TEXTUAL
from generators.naming import parameter
from generators.schemas.annotations import input_type
from generators.schemas.classes import render_class
from generators.templating import literal


def render_query(name: str, operation: Operation) -> str:
    """Give the class ``name`` of the query string of an operation."""
    lines = [_query_line(parameter) for parameter in operation.query]
    lines += [
        line for each in operation.query if each.use is QueryUse.CURSOR for line in _cursor_check(each, operation)
    ]
    return render_class(name, "QueryModel", f"The query string of {operation.route}.", lines)


def _cursor_check(query: QueryParameter, operation: Operation) -> list[str]:
    """Give the lines of the validator that refuses what is no cursor of the list."""
    return [
        "",
        f'@field_validator("{parameter(query.name)}")',
        "@classmethod",
        "def know_cursor(cls, value: str) -> str:",
        '    """Refuse what is no cursor of this list."""',
        f"    {cursor_schema(operation)}.read(value)",
        "    return value",
    ]


def _query_line(query: QueryParameter) -> str:
    name = parameter(query.name)
    annotation = query_type(query)
    arguments = [] if name == query.name else [f'alias="{query.name}"']
    if query.description:
        arguments.append(f"description={literal(query.description)}")
    if not query.required:
        default = query_default(query)
        if default is None and not query.multiple:
            annotation += " | None"
        source = "[]" if query.multiple and default is None else repr(default)
        if not arguments:
            return f"{name}: {annotation} = {source}"
        arguments.insert(0, f"default={source}")
    return f"{name}: {annotation}" + (f" = Field({', '.join(arguments)})" if arguments else "")


def query_default(query: QueryParameter) -> JsonScalar:
    """Give the value of a query parameter that is absent."""
    if query.default is not None:
        return query.default
    if query.use is QueryUse.DELETED:
        return False
    return {QueryUse.OFFSET: 0, QueryUse.PAGE: 1, QueryUse.LIMIT: 10}.get(query.use)


def query_type(query: QueryParameter) -> str:
    """Give the annotation of a query parameter."""
    limits = query.limits
    if query.use is QueryUse.DIRECTION:
        return 'Literal["asc", "desc"]'
    if query.choices and query.type.name is not TypeName.BOOLEAN:
        return f"Literal[{', '.join(repr(choice.value) for choice in query.choices)}]"
    if query.use is QueryUse.LIMIT:
        limits = Limits(minimum=limits.minimum or 1, maximum=limits.maximum or 100)
    elif query.use is QueryUse.OFFSET:
        limits = Limits(minimum=0, maximum=limits.maximum)
    elif query.use is QueryUse.PAGE:
        limits = Limits(minimum=1, maximum=limits.maximum or 1_000_000)
    elif query.type.name in TEXTUAL and not limits.max_length:
        limits = Limits(limits.min_length, query.type.length or 200, pattern=limits.pattern, choices=limits.choices)
    kind = ColumnType(query.type.item or TypeName.TEXT) if query.type.name is TypeName.ARRAY else query.type
    annotation = input_type(kind, limits)
    return f"list[{annotation}]" if query.multiple else annotation

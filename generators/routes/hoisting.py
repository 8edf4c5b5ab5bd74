"""Statements as constants: what a route runs with nothing but parameters is built once, when its module is loaded."""

import ast
import re

from generators.blueprint import Entity
from generators.naming import attribute, parameter
from generators.routes.context import Context

CALLER = "caller_"
"""How the parameters begin that stand for what is known of the caller."""
_KEY = "path_"
"""How the parameters begin that stand for a key from the path which is called like a column: in a changing
statement, a parameter of a column's name would be a value for it."""
_LONGEST = 116
"""How long a line within a route may be."""
_GIVEN = frozenset({"body", "query", "request", "user"})
_COMPUTED = frozenset({"and_", "case", "col", "func", "not_", "or_", "select"})
_TAKING = (
    "connection.execute(statement)",
    "session.execute(statement)",
    "connection.execute(statement, {",
    "session.execute(statement, {",
    "(connection, statement, {",
    "(session, statement, {",
    "connections, statement",
)
"""The forms in which a route runs its statement."""


def bind(context: Context, source: str) -> tuple[str, dict[str, str]] | None:
    """Give an SQL expression in source with parameters in place of what a request gives, and the value of each.

    Nothing is given where it depends on a request in another way: on a function of the caller, or on the body.
    """
    binder = _Binder(_names(context), {column.name for column in context.entity.columns})
    tree = binder.visit(ast.parse(source, mode="eval"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    local = {name.partition("(")[0] for name in context.helpers.functions}
    if binder.failed or used & (_GIVEN | _names(context) | local) or "await" in source:
        return None
    return ast.unparse(tree), binder.values


def _names(context: Context) -> set[str]:
    """Give the names that hold keys from the path."""
    keys = context.operation.path_parameters
    return {parameter(key.name) for key in keys} | {context.parent_value(key) for key in keys if key.entity}


class _Binder(ast.NodeTransformer):
    """Replaces what a column is compared with: keys from the path, and what is known of the caller."""

    def __init__(self, names: set[str], columns: set[str]) -> None:
        self._names = names
        self._columns = columns
        self.values: dict[str, str] = {}
        self.failed = False

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Put a parameter in place of the right side."""
        node.comparators = [self._bound(each) for each in node.comparators]
        self.generic_visit(node)
        return node

    def _bound(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Name) and node.id == f"{CALLER}id":
            name = node.id
        elif isinstance(node, ast.Name) and node.id in self._names:
            name = f"{_KEY}{node.id}" if node.id in self._columns else node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "user":
            name = f"{CALLER}{node.attr}"
        else:
            return node
        self.values[name] = ast.unparse(node)
        return ast.parse(f'bindparam("{name}")', mode="eval").body


def hoist(context: Context, body: list[str]) -> list[str]:
    """Give the route's statements with the one SQL statement as a constant, where it can be one."""
    assigned = [line for line in body if line.startswith("statement = ")]
    text = "\n".join(body)
    taken = [form for form in _TAKING if form in text]
    named = sum(line.count("statement") for line in body)
    if len(assigned) != 1 or named != 2 or len(taken) != 1:
        return body
    source = assigned[0].removeprefix("statement = ")
    inserted = _insertion(context.entity, source)
    bound = bind(context, inserted[0] if inserted else source)
    if bound is None or _assigned(text) & set(re.findall(r"\w+", bound[0])):
        return body
    constant = context.operation.name.upper()
    members = [f'"{name}": {value}' for name, value in bound[1].items()] + (inserted[1] if inserted else [])
    context.helpers.constants[constant] = f"{constant} = {bound[0]}"
    called = _call(taken[0], constant, members)
    kept = [line for line in body if line not in assigned]
    return [each for line in kept for each in _spread(line, line.replace(taken[0], called), members, bool(inserted))]


def _spread(line: str, called: str, members: list[str], inserts: bool) -> list[str]:
    """Give a call as one line, or, where what it takes is too long for that, with a name for it before."""
    given = dictionary(members) if members else ""
    if line == called or len(called) <= _LONGEST or f", {given})).one" not in called:
        return [called]
    name = "values" if inserts else "keys"
    return [f"{name} = {given}", called.replace(given, name)]


def _assigned(text: str) -> set[str]:
    """Give the names that the route itself assigns."""
    return set(re.findall(r"^ *(\w+)(?:, \w+)* = ", text, re.MULTILINE)) - {"statement", "row"}


def _call(form: str, constant: str, members: list[str]) -> str:
    given = ", ".join(members)
    if form.endswith("{"):
        return form.replace("statement", constant) + (f"{given}, " if given else "")
    return form.replace("statement", f"{constant}, {dictionary(members)}" if members else constant)


def dictionary(members: list[str]) -> str:
    """Give a dictionary in source: what a request gives, and what else is known beside it."""
    first, rest = members[0], members[1:]
    if not first.startswith("**") or any(member.startswith("**") for member in rest):
        return f"{{{', '.join(members)}}}"
    return first.removeprefix("**") + (f" | {{{', '.join(rest)}}}" if rest else "")


def _insertion(entity: Entity, source: str) -> tuple[str, list[str]] | None:
    """Give an insertion without its values, and these as members of a dictionary.

    Attributes that are not called like their columns, and values that the database computes, stay in the statement.
    """
    if any(attribute(column.name) != column.name for column in entity.columns):
        return None
    for node in ast.walk(ast.parse(source, mode="eval")):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(").values") and not node.args:
            insertion = ast.unparse(node.func).removesuffix(".values")
            computed = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)} & (_COMPUTED - {"select"})
            if not insertion.startswith("insert(") or "." in insertion or computed:
                return None
            members = [
                f'"{each.arg}": {ast.unparse(each.value)}' if each.arg else f"**{ast.unparse(each.value)}"
                for each in node.keywords
            ]
            return ast.unparse(ast.parse(source, mode="eval")).replace(ast.unparse(node), insertion), members
    return None

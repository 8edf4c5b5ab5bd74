"""Faults: small departures from what the code should do, each of which a careful test suite notices.

Every kind is a function that looks at one node of the syntax tree and gives the places to change: a
new kind is one function and one line in ``KINDS``. Only what is specified is touched (conditions,
statuses, limits, stored values, order, validators), never wording or how a thing is done.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.criteria.code import Code, Module

_PLACES = ("app/routes/", "app/schemas/", "app/dependencies.py", "app/middleware/auth.py", "app/utils/")
_STEPS = {"max_length": 1, "le": 1, "lt": 1, "min_length": -1, "ge": -1, "gt": -1}
"""The way in which each limit is moved: always to let more through."""
_OTHER_ORDER = {"asc": "desc", "desc": "asc"}
_OTHER_STATUS = 418


@dataclass(frozen=True, slots=True)
class Fault:
    """One departure: in ``path`` (below ``backend/``), inside ``symbol``, at ``line``, the characters from
    ``start`` to ``end`` of the text become ``replacement``. ``text`` tells it to a person."""

    path: str
    symbol: str
    line: int
    text: str
    start: int
    end: int
    replacement: str

    def put_into(self, text: str) -> str:
        """Give the file's text with the fault in it."""
        return text[: self.start] + self.replacement + text[self.end :]


@dataclass(frozen=True, slots=True)
class _Departure:
    node: ast.expr | ast.keyword | ast.stmt
    replacement: str
    text: str


Kind = Callable[[ast.AST], Iterator[_Departure]]


def find_faults(code: Code) -> tuple[Fault, ...]:
    """Give all faults that can be put into the application, in the order of the files."""
    return tuple(
        fault
        for path, module in sorted(code.modules.items())
        if path.startswith(_PLACES) and not module.broken
        for fault in _faults_in(module)
    )


def _faults_in(module: Module) -> Iterator[Fault]:
    starts = _line_starts(module.text)
    for name, unit in _units(module.tree):
        for node in ast.walk(unit):
            for kind in KINDS:
                for departure in kind(node):
                    yield _fault(module, name, departure, starts)


def _fault(module: Module, symbol: str, departure: _Departure, starts: list[int]) -> Fault:
    node = departure.node
    lines = module.text.split("\n")

    def position(line: int, column: int) -> int:
        # Columns are counted in bytes of UTF-8.
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    start = position(node.lineno, node.col_offset)
    end = position(node.end_lineno or node.lineno, node.end_col_offset or 0)
    return Fault(module.path, symbol, node.lineno, departure.text, start, end, departure.replacement)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _units(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Give the statements of a module with the name that each is known by."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node


def drop_conditions(node: ast.AST) -> Iterator[_Departure]:
    """Let a statement match rows that one of its conditions keeps out."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "where":
        for argument in node.args:
            yield _Departure(argument, "True", f"without the condition {_shown(argument)}")


def disable_guards(node: ast.AST) -> Iterator[_Departure]:
    """Pass where an error is raised."""
    if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Raise):
        yield _Departure(node.test, "False", f"without the guard {_shown(node.test)}")


def skip_checks(node: ast.AST) -> Iterator[_Departure]:
    """Leave out the call of a function that refuses what may not be."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Await) and isinstance(node.value.value, ast.Call):
        called = node.value.value.func
        if isinstance(called, ast.Name) and called.id.lstrip("_").startswith("require_"):
            yield _Departure(node, "pass", f"without the check {_shown(node.value.value)}")


def change_statuses(node: ast.AST) -> Iterator[_Departure]:
    """Answer with another status."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Name) and node.func.id == "HTTPException" and node.args:
        yield _Departure(node.args[0], str(_OTHER_STATUS), f"{_OTHER_STATUS} instead of {_shown(node.args[0])}")
    for keyword in node.keywords:
        if keyword.arg == "status_code" and isinstance(keyword.value, ast.Constant):
            yield _Departure(keyword.value, "202", f"202 instead of {_shown(keyword.value)}")


def move_limits(node: ast.AST) -> Iterator[_Departure]:
    """Let a value through that is one beyond its limit."""
    if not isinstance(node, ast.keyword) or node.arg not in _STEPS or not isinstance(node.value, ast.Constant):
        return
    limit = node.value.value
    if isinstance(limit, int) and not isinstance(limit, bool) and not (node.arg == "min_length" and limit == 0):
        moved = limit + _STEPS[node.arg]
        yield _Departure(node.value, str(moved), f"{node.arg} {moved} instead of {limit}")


def drop_values(node: ast.AST) -> Iterator[_Departure]:
    """Leave out a column that a statement stores."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
        for keyword in node.keywords:
            if keyword.arg is not None:
                yield _Departure(keyword, "**{}", f"without storing {_shown(keyword)}")


def turn_orders(node: ast.AST) -> Iterator[_Departure]:
    """Sort the other way round."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _OTHER_ORDER:
        column = ast.unparse(node.func.value)
        turned = f"{column}.{_OTHER_ORDER[node.func.attr]}()"
        yield _Departure(node, turned, f"{turned} instead of {_shown(node)}")


def skip_validators(node: ast.AST) -> Iterator[_Departure]:
    """Take every value as it comes."""
    if not isinstance(node, ast.FunctionDef):
        return
    names = [ast.unparse(part.func) for part in node.decorator_list if isinstance(part, ast.Call)]
    given = {"field_validator": "value", "model_validator": "self"}
    for name in names:
        if name in given and len(node.args.args) > (name == "field_validator"):
            taken = node.args.args[-1].arg
            body = node.body[1:] if isinstance(node.body[0], ast.Expr) else node.body
            yield _Departure(body[0], f"return {taken}", f"without the validator {node.name}")


KINDS: tuple[Kind, ...] = (
    drop_conditions,
    disable_guards,
    skip_checks,
    change_statuses,
    move_limits,
    drop_values,
    turn_orders,
    skip_validators,
)


def _shown(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 80 else f"{text[:79]}…"

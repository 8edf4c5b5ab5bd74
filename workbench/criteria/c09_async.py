"""C9: all async operations are awaited or injected; nothing blocks."""

import ast
from collections.abc import Iterator, Mapping

from generators.blueprint import Source
from workbench.criteria.code import Function, Module, dotted, functions_of, own_nodes
from workbench.criteria.grounds import Grounds
from workbench.criteria.lint import read_remarks
from workbench.criteria.verdict import Evidence, State
from workbench.wording import plural

_RULES = ("ASYNC", "RUF006")
_BLOCKING = frozenset(
    (
        "time.sleep",
        "open",
        "input",
        "os.system",
        "os.popen",
        "os.wait",
        "urllib.request.urlopen",
        "socket.create_connection",
        "sqlite3.connect",
        "psycopg.connect",
        "psycopg2.connect",
        "pymysql.connect",
        "sqlalchemy.create_engine",
        "sqlmodel.create_engine",
        "sqlmodel.Session",
        "sqlalchemy.orm.Session",
        "sqlalchemy.orm.sessionmaker",
        "jwt.PyJWKClient",
    )
)
_BLOCKING_MODULES = (
    "requests.",
    "subprocess.",
    "httpx.get",
    "httpx.post",
    "httpx.put",
    "httpx.delete",
    "httpx.Client",
    "smtplib.",
)
_BLOCKING_METHODS = frozenset(("read_text", "write_text", "read_bytes", "write_bytes"))
_ROUTE_METHODS = frozenset(("get", "post", "put", "patch", "delete", "head", "options", "api_route"))
_SYNC_DRIVERS = frozenset(name for name in _BLOCKING if name.startswith(("sql", "psycopg", "pymysql", "jwt.")))
_SESSION_COROUTINES = frozenset(
    (
        "execute",
        "exec",
        "scalar",
        "scalars",
        "get",
        "flush",
        "commit",
        "rollback",
        "refresh",
        "delete",
        "close",
        "merge",
    )
)
_INJECTED = ("SessionDep", "ConnectionDep", "TransactionDep")
"""How the annotated types end by which routes get a session or a connection."""

Defect = tuple[int, str]


def check_async(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Look for what blocks the event loop and for coroutines that nobody awaits.

    Red where an ``async def`` of ``app/`` calls something that blocks, where a synchronous driver is
    used at all, where a coroutine of the backend's own or of a session is called and dropped, where
    a route is not asynchronous, or where ruff's ASYNC rules find more; amber where the tests did not
    run with warnings as errors, for a forgotten await is a warning.
    """
    modules = grounds.code.below("app")
    coroutines = _coroutine_names(modules)
    evidence = [
        _row(grounds, module.path, line, text)
        for module in modules
        for line, text in sorted(set(_defects(module, coroutines)))
    ]
    known = {(row.code.file, row.code.line) for row in evidence if row.code}
    for remark in read_remarks(grounds.backend, _RULES, ("app",)) or ():
        row = _row(grounds, remark.path, remark.line, f"{remark.text} ({remark.code})")
        if row.code and (row.code.file, row.code.line) not in known:
            evidence.append(row)
    number = sum(isinstance(function, ast.AsyncFunctionDef) for m in modules for function, _ in functions_of(m.tree))
    if not evidence:
        evidence.append(
            Evidence(f"{plural(number, 'async function')} await what they call and block nothing", State.GREEN)
        )
    blocked = sum(row.state is State.RED for row in evidence)
    evidence.append(_warnings(grounds))
    return f"{plural(blocked, 'blocking or unawaited call')} in {plural(number, 'async function')}.", tuple(evidence)


def _warnings(grounds: Grounds) -> Evidence:
    strict = grounds.run.warnings_as_errors if grounds.run else None
    if strict is None:
        return Evidence("The tests have not run yet, so that no coroutine was seen to be awaited.", State.AMBER)
    if not strict:
        return Evidence("The tests ran without warnings as errors: a forgotten await would go unnoticed.", State.AMBER)
    wrong = next((test for test in grounds.tests if "was never awaited" in test.message), None)
    if wrong is not None:
        return Evidence("A coroutine was never awaited in a test.", State.RED, test=wrong.node)
    return Evidence("The tests ran with warnings as errors and no coroutine was left unawaited.", State.GREEN)


def _row(grounds: Grounds, path: str, line: int, text: str) -> Evidence:
    return Evidence(f"{path} {text}", State.RED, code=Source(f"{grounds.backend.name}/{path}", line, line))


def _coroutine_names(modules: tuple[Module, ...]) -> frozenset[str]:
    """Give the names that are async functions wherever ``app/`` defines them."""
    found: dict[str, bool] = {}
    for module in modules:
        for function, _ in functions_of(module.tree):
            is_async = isinstance(function, ast.AsyncFunctionDef) and not _is_generator(function)
            found[function.name] = found.get(function.name, True) and is_async
    return frozenset(name for name, is_async in found.items() if is_async)


def _is_generator(function: Function) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function))


def _defects(module: Module, coroutines: frozenset[str]) -> Iterator[Defect]:
    imported = dict(_imports(module.tree))
    for function, _ in functions_of(module.tree):
        if isinstance(function, ast.AsyncFunctionDef):
            yield from _blocking_calls(function, imported)
        elif _is_route(function):
            yield function.lineno, f"{function.name} is a route that is not async"
        yield from _dropped_coroutines(function, coroutines)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _full_name(node.func, imported) in _SYNC_DRIVERS:
            yield node.lineno, f"uses the synchronous {_full_name(node.func, imported)}"


def _blocking_calls(function: ast.AsyncFunctionDef, imported: Mapping[str, str]) -> Iterator[Defect]:
    awaited = {id(node.value) for node in own_nodes(function) if isinstance(node, ast.Await)}
    for node in own_nodes(function):
        if not isinstance(node, ast.Call) or id(node) in awaited:
            continue
        name = _full_name(node.func, imported)
        method = name.rpartition(".")[2] if "." in name else getattr(node.func, "attr", "")
        if name in _SYNC_DRIVERS:
            continue
        if name in _BLOCKING or name.startswith(_BLOCKING_MODULES) or method in _BLOCKING_METHODS:
            yield node.lineno, f"{function.name} blocks the event loop by {name or method}"


def _dropped_coroutines(function: Function, coroutines: frozenset[str]) -> Iterator[Defect]:
    """Give the calls of coroutines whose result is thrown away: that runs nothing."""
    sessions = {argument.arg for argument in function.args.args if _is_session(argument)}
    for node in own_nodes(function):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
            continue
        name = dotted(node.value.func)
        of_session = name.partition(".")[0] in sessions and name.partition(".")[2] in _SESSION_COROUTINES
        if of_session or (name in coroutines):
            yield node.lineno, f"{function.name} does not await {name}"


def _is_session(argument: ast.arg) -> bool:
    written = ast.unparse(argument.annotation) if argument.annotation is not None else ""
    return any(name in written for name in ("AsyncSession", "AsyncConnection")) or written.endswith(_INJECTED)


def _is_route(function: Function) -> bool:
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in _ROUTE_METHODS
        and dotted(decorator.func.value).endswith(("router", "app"))
        for decorator in function.decorator_list
    )


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give what each imported name stands for in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def _full_name(node: ast.AST, imported: Mapping[str, str]) -> str:
    first, dot, rest = dotted(node).partition(".")
    return f"{imported.get(first, first)}{dot}{rest}"

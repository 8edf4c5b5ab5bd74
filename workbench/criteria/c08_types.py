"""C8: all code has type hints and docstrings."""

import ast
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.criteria.code import Function, Module, functions_of
from workbench.criteria.grounds import Grounds
from workbench.criteria.lint import read_remarks
from workbench.criteria.verdict import Evidence, State
from workbench.wording import plural

_RULES = ("ANN001", "ANN002", "ANN003", "ANN2", "D100", "D101", "D104")
_FOLDERS = ("app", "tests")

Defect = tuple[int, str]


def check_types(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Look at every module, class and function of ``app/`` and ``tests/``; a test's name is its description.

    Red where a parameter or a result has no annotation, where a docstring is missing, where a file
    is not Python, or where ruff's rules for annotations and docstrings find more; amber where there
    is no code.
    """
    modules = [module for folder in _FOLDERS for module in grounds.code.below(folder)]
    seen: set[tuple[str, int]] = set()
    evidence: list[Evidence] = []
    definitions = 0
    for module in modules:
        definitions += sum(1 for _ in functions_of(module.tree))
        defects = list(_defects(module))
        seen |= {(module.path, line) for line, _ in defects}
        evidence += [_row(grounds, module.path, line, text) for line, text in defects]
        if not defects:
            evidence.append(_row(grounds, module.path, 1, "is typed and described throughout", State.GREEN))
    for remark in read_remarks(grounds.backend, _RULES, _FOLDERS) or ():
        # Empty packages have nothing to describe.
        if (remark.path, remark.line) not in seen and not _is_empty(grounds, remark.path):
            evidence.append(_row(grounds, remark.path, remark.line, f"{remark.text} ({remark.code})"))
    bad = sum(row.state is State.RED for row in evidence)
    summary = (
        f"{plural(bad, 'gap')} in the types and docstrings "
        f"of {plural(definitions, 'function')} in {plural(len(modules), 'file')}."
    )
    return summary, tuple(sorted(evidence, key=lambda row: row.state is State.GREEN))


def _is_empty(grounds: Grounds, path: str) -> bool:
    module = grounds.code.modules.get(path)
    return module is not None and not module.tree.body and not module.broken


def _row(grounds: Grounds, path: str, line: int, text: str, state: State = State.RED) -> Evidence:
    return Evidence(f"{path} {text}", state, code=Source(f"{grounds.backend.name}/{path}", line, line))


def _defects(module: Module) -> Iterator[Defect]:
    if module.broken:
        yield 1, f"cannot be parsed: {module.broken}"
        return
    if module.tree.body and not ast.get_docstring(module.tree):
        yield 1, "has no docstring"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} has no docstring"
    for function, nested in functions_of(module.tree):
        if not (nested or _explains_itself(module, function)) and not ast.get_docstring(function):
            yield function.lineno, f"{function.name} has no docstring"
        yield from _untyped(function)


def _untyped(function: Function) -> Iterator[Defect]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if positional and positional[0].arg in ("self", "cls", "mcs"):
        positional = positional[1:]
    every = [*positional, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    bare = [argument.arg for argument in every if argument is not None and argument.annotation is None]
    if bare:
        yield function.lineno, f"{function.name} leaves {', '.join(bare)} without a type"
    if function.returns is None:
        yield function.lineno, f"{function.name} has no return type"


def _explains_itself(module: Module, function: Function) -> bool:
    """Tell whether a function is described by its name alone: magic methods, overloads, tests."""
    if function.name.startswith("__") and function.name.endswith("__"):
        return True
    if module.is_test and function.name.startswith("test_"):
        return True
    return any(ast.unparse(decorator).endswith("overload") for decorator in function.decorator_list)

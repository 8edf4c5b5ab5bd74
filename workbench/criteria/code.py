"""The backend's code as it lies on the disk: parsed modules, and where their symbols are."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

_SKIPPED = frozenset(("__pycache__", ".venv", "venv", "node_modules", ".git", ".mypy_cache", ".ruff_cache"))


@dataclass(frozen=True)
class Module:
    """One parsed file; ``path`` is relative to ``backend/``. ``broken`` says why it cannot be parsed."""

    path: str
    text: str
    tree: ast.Module
    broken: str = ""

    @cached_property
    def symbols(self) -> Mapping[str, tuple[int, int]]:
        """The first and last line of each class, function, method, attribute and constant, by qualified name."""
        return dict(_symbols(self.tree.body, ""))

    @property
    def is_test(self) -> bool:
        """Tell whether the file belongs to the test suite."""
        return self.path.startswith("tests/")


@dataclass(frozen=True)
class Code:
    """All Python files below ``backend/``."""

    backend: Path
    folders: tuple[str, ...] = ("app", "tests", "migrations")
    modules: Mapping[str, Module] = field(init=False)

    def __post_init__(self) -> None:
        modules = {module.path: module for module in self._read()}
        object.__setattr__(self, "modules", modules)

    def locate(self, path: str, symbol: str) -> tuple[int, int] | None:
        """Give the lines of ``symbol`` as the file stands now; nothing where it is gone."""
        module = self.modules.get(path)
        return module.symbols.get(symbol) if module else None

    def below(self, folder: str) -> tuple[Module, ...]:
        """Give the modules below ``folder``."""
        return tuple(module for path, module in self.modules.items() if path.startswith(f"{folder}/"))

    def _read(self) -> Iterator[Module]:
        for folder in self.folders:
            for file in sorted((self.backend / folder).rglob("*.py")):
                if _SKIPPED.isdisjoint(file.relative_to(self.backend).parts):
                    yield _parsed(file, file.relative_to(self.backend).as_posix())


def functions_of(tree: ast.AST) -> Iterator[tuple[Function, bool]]:
    """Give every function below ``tree``, and whether it is nested in another one."""
    pending: list[tuple[ast.AST, bool]] = [(child, False) for child in ast.iter_child_nodes(tree)]
    while pending:
        node, nested = pending.pop(0)
        is_function = isinstance(node, Function)
        if isinstance(node, Function):
            yield node, nested
        pending += [(child, nested or is_function) for child in ast.iter_child_nodes(node)]


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """Give the nodes of a function's body, those of functions inside it left out."""
    pending: list[ast.AST] = [*function.body]
    while pending:
        node = pending.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending += ast.iter_child_nodes(node)


def dotted(node: ast.AST) -> str:
    """Give ``a.b.c`` for a name or attribute chain, an empty text for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join((node.id, *reversed(parts)))


def lines_of(node: Definition) -> tuple[int, int]:
    """Give the lines of a definition, decorators included."""
    first = min((decorator.lineno for decorator in node.decorator_list), default=node.lineno)
    return first, node.end_lineno or node.lineno


def _parsed(file: Path, path: str) -> Module:
    try:
        text = file.read_text(encoding="utf-8")
        return Module(path, text, ast.parse(text))
    except (SyntaxError, ValueError, OSError) as error:
        return Module(path, "", ast.Module([], []), broken=f"{type(error).__name__}: {error}")


def _symbols(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{prefix}{node.name}", lines_of(node)
            if isinstance(node, ast.ClassDef):
                yield from _symbols(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            lines = (node.lineno, node.end_lineno or node.lineno)
            yield from ((f"{prefix}{target.id}", lines) for target in targets if isinstance(target, ast.Name))

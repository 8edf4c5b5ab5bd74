"""The environment variables that the backend's code reads."""

import ast
from collections.abc import Iterator

from workbench.criteria.code import Code, Module, dotted

_READERS = frozenset(("os.getenv", "os.environ.get", "environ.get", "getenv"))
_ENVIRONMENTS = frozenset(("os.environ", "environ"))


def settings_read(code: Code) -> Iterator[tuple[str, str, int]]:
    """Give name, file and line of every variable that ``app/`` reads, each name once."""
    seen: set[str] = set()
    for module in code.below("app"):
        for name, line in (*_settings_fields(module), *_direct_reads(module)):
            if name not in seen:
                seen.add(name)
                yield name, module.path, line


def _settings_fields(module: Module) -> Iterator[tuple[str, int]]:
    """Give the fields of pydantic settings classes, under the names of their variables."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef) or not any(dotted(base).endswith("BaseSettings") for base in node.bases):
            continue
        prefix = _prefix(node)
        for part in node.body:
            if (
                isinstance(part, ast.AnnAssign)
                and isinstance(part.target, ast.Name)
                and part.target.id != "model_config"
            ):
                yield _alias(part.value) or f"{prefix}{part.target.id}".upper(), part.lineno


def _prefix(node: ast.ClassDef) -> str:
    texts = (
        keyword.value.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and dotted(call.func).endswith("SettingsConfigDict")
        for keyword in call.keywords
        if keyword.arg == "env_prefix" and isinstance(keyword.value, ast.Constant)
    )
    return str(next(texts, ""))


def _alias(value: ast.expr | None) -> str:
    for keyword in value.keywords if isinstance(value, ast.Call) else ():
        if keyword.arg in ("alias", "validation_alias") and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value).upper()
    return ""


def _direct_reads(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        key: ast.expr | None = None
        if isinstance(node, ast.Call) and dotted(node.func) in _READERS and node.args:
            key = node.args[0]
        elif isinstance(node, ast.Subscript) and dotted(node.value) in _ENVIRONMENTS:
            key = node.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, key.lineno

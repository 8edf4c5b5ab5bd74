"""C11: no secrets or sensitive data in code; all of it in ``.env``."""

import ast
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generators.blueprint import Source
from workbench.criteria.code import Module
from workbench.criteria.grounds import Grounds
from workbench.criteria.judging import count
from workbench.criteria.settings_read import settings_read
from workbench.criteria.verdict import Evidence, State
from workbench.patterns import regex
from workbench.wording import plural

_SECRET_NAME = regex(r"(?:^|_)(?:secret|password|passwd|token|api_?key|private_?key|secret_?key|credentials?)$", re.I)
_KEY_FORMATS = regex(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bsk_live_[A-Za-z0-9]{16,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|\bAIza[0-9A-Za-z_-]{35}\b"
)
_PASSWORD_IN_ADDRESS = regex(r"\b[a-z][a-z0-9+]*://[^\s/:@{}]+:([^\s/:@{}<>$]+)@", re.I)
_PLACEHOLDERS = frozenset(("password", "pass", "secret", "user", "postgres", "changeme", "change-me", "example"))
_OPAQUE = regex(r"[A-Za-z0-9+/=_-]{20,}")
_OPAQUE_BITS = 4.0
_ENV_LINE = regex(r"^\s*#?\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*)$")
_TEXT_FILES = ("alembic.ini", "pyproject.toml", "README.md", "requirements.txt", ".env.example")


def check_secrets(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Search code and project files for secrets, and see that the environment is described and kept out of git.

    Red where a secret-like name is given a text, where a key of a known format, an opaque random
    text or a password in an address is written down, where ``.env.example`` lacks a setting that the
    code reads or holds a real secret, or where a ``.env`` lies unprotected beside the code.
    """
    evidence = [
        Evidence(f"{path} {text}", State.RED, code=Source(f"{grounds.backend.name}/{path}", line, line))
        for path, line, text in (*_in_code(grounds), *_in_files(grounds.backend))
    ]
    files = len(grounds.code.modules)
    if not evidence:
        evidence.append(Evidence(f"{plural(files, 'file')} hold no secret", State.GREEN))
    found = sum(row.state is State.RED for row in evidence)
    settings = tuple(_settings(grounds))
    evidence += [*settings, _environment_file(grounds.backend)]
    summary = (
        f"{plural(found, 'secret')} in {plural(files, 'file')}; "
        f"{count(settings)} of {plural(len(settings), 'setting')} in .env.example."
    )
    return summary, tuple(evidence)


def _in_code(grounds: Grounds) -> Iterator[tuple[str, int, str]]:
    for module in grounds.code.modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY_FORMATS.search(node.value):
                yield module.path, node.lineno, "holds a key"
        if not module.is_test:
            yield from ((module.path, line, text) for line, text in _named_secrets(module))
            yield from ((module.path, line, text) for line, text in _opaque_texts(module))


def _named_secrets(module: Module) -> Iterator[tuple[int, str]]:
    """Give the places where a name that says secret is given a text."""
    for node in ast.walk(module.tree):
        pairs: list[tuple[str, ast.expr | None]] = []
        if isinstance(node, ast.Assign):
            pairs = [(_name(target), node.value) for target in node.targets]
        elif isinstance(node, ast.AnnAssign):
            pairs = [(_name(node.target), node.value)]
        elif isinstance(node, ast.Call):
            pairs = [(keyword.arg or "", keyword.value) for keyword in node.keywords]
        elif isinstance(node, ast.arguments):
            named = [*node.posonlyargs, *node.args]
            pairs = [(argument.arg, value) for argument, value in zip(named[::-1], node.defaults[::-1], strict=False)]
            pairs += [(argument.arg, value) for argument, value in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
        for name, value in pairs:
            text = _given_text(value)
            if text and _SECRET_NAME.search(name) and not _is_word_for(name, text):
                yield value.lineno if value else 1, f"gives {name} a text"


def _given_text(value: ast.expr | None) -> str:
    """Give the text of a constant, also where it is wrapped as ``SecretStr("…")`` or ``Field(default="…")``."""
    if isinstance(value, ast.Call):
        wrapped = [*value.args[:1], *(keyword.value for keyword in value.keywords if keyword.arg == "default")]
        return next((text for part in wrapped if (text := _given_text(part))), "")
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _is_word_for(name: str, text: str) -> bool:
    """Tell whether the text only names the thing: ``PASSWORD = "password"``, a column or environment name."""
    return text.lower().replace("-", "_") in name.lower() or name.lower() in text.lower()


def _opaque_texts(module: Module) -> Iterator[tuple[int, str]]:
    documented = {id(text) for node in ast.walk(module.tree) if (text := _docstring(node)) is not None}
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in documented:
            continue
        if _is_opaque(node.value):
            yield node.lineno, "holds an opaque text that looks like a key"
        elif (match := _PASSWORD_IN_ADDRESS.search(node.value)) and match[1].lower() not in _PLACEHOLDERS:
            yield node.lineno, "holds an address with a password"


def _docstring(node: ast.AST) -> ast.expr | None:
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    return first.value if isinstance(first, ast.Expr) else None


def _is_opaque(text: str) -> bool:
    if not _OPAQUE.fullmatch(text) or not (re.search(r"\d", text) and re.search(r"[A-Za-z]", text)):
        return False
    bits = -sum(number / len(text) * math.log2(number / len(text)) for number in Counter(text).values())
    return bits >= _OPAQUE_BITS


def _in_files(backend: Path) -> Iterator[tuple[str, int, str]]:
    for name in _TEXT_FILES:
        for number, line in enumerate(_lines(backend / name), 1):
            if _KEY_FORMATS.search(line):
                yield name, number, "holds a key"
            elif (match := _PASSWORD_IN_ADDRESS.search(line)) and match[1].lower() not in _PLACEHOLDERS:
                yield name, number, "holds an address with a password"
            elif name == ".env.example" and (setting := _ENV_LINE.match(line)) and _is_opaque(setting[2].strip(" \"'")):
                yield name, number, f"gives {setting[1]} what looks like a real secret"


def _settings(grounds: Grounds) -> Iterator[Evidence]:
    """Give a row for each setting that the code reads."""
    listed = {match[1] for line in _lines(grounds.backend / ".env.example") if (match := _ENV_LINE.match(line))}
    for name, path, line in settings_read(grounds.code):
        known = name in listed
        yield Evidence(
            text=f"{name} is {'listed' if known else 'missing'} in .env.example",
            state=State.GREEN if known else State.RED,
            code=Source(f"{grounds.backend.name}/{path}", line, line),
        )


def _environment_file(backend: Path) -> Evidence:
    """Judge the ``.env`` beside the code: there may be one, if git is told to leave it out."""
    ignored = any(
        line.strip().lstrip("/").removeprefix("backend/") in (".env", ".env*", "*.env", ".env.*")
        for file in (backend / ".gitignore", backend.parent / ".gitignore")
        for line in _lines(file)
    )
    if ignored:
        return Evidence(".env is kept out of git by .gitignore", State.GREEN)
    if (backend / ".env").exists():
        return Evidence(".env lies beside the code and no .gitignore keeps it out of git", State.RED)
    return Evidence("there is no .env beside the code", State.GREEN)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")

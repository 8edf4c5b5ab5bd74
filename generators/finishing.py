"""Finishing: drafts become files, formatted in one pass, their symbols located."""

import ast
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ruff import find_ruff_bin

from generators.blueprint import Blueprint, Source
from generators.drafts import Draft
from generators.files import GeneratedFile, Origin


class DraftInvalid(ValueError):
    """A draft is not valid Python: a fault of its renderer; says where."""


class SymbolMissing(LookupError):
    """A draft names a symbol that its finished text does not hold: a fault of its renderer."""


def finish(drafts: tuple[Draft, ...], blueprint: Blueprint, kept: tuple[Draft, ...] = ()) -> tuple[GeneratedFile, ...]:
    """Format all drafts with the generated project's own settings and tie their symbols to lines; the
    text of those that are ``kept`` stays as it is."""
    texts = [*_format(drafts), *(draft.text for draft in kept)]
    drafts = (*drafts, *kept)
    sources = sources_by_id(blueprint)
    return tuple(
        GeneratedFile(draft.path, text, _origins(draft, text, sources))
        for draft, text in sorted(zip(drafts, texts, strict=True), key=lambda pair: pair[0].path)
    )


def sources_by_id(blueprint: Blueprint) -> dict[str, tuple[Source, ...]]:
    """Give the specification lines of every element that an origin can name."""
    found: dict[str, tuple[Source, ...]] = {}
    for entity in blueprint.entities:
        found[f"table:{entity.name}"] = entity.sources
        for column in entity.columns:
            found[f"table:{entity.name}.{column.name}"] = column.sources
    for operation in blueprint.operations:
        found[operation.id] = operation.sources
    for rule in blueprint.rules:
        found[rule.id] = rule.sources
    for requirement in blueprint.requirements:
        found[requirement.id] = (requirement.source,)
    return found


def _format(drafts: tuple[Draft, ...]) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="drafts-") as name:
        root = Path(name)
        for draft in drafts:
            path = root / draft.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(draft.text, encoding="utf-8")
        # A comma that ended a template's long list of imports says nothing once the unused ones are gone.
        folded = ("--config", "lint.isort.split-on-trailing-comma=false")
        _ruff(root, "check", "--fix", "--quiet", "--exit-zero", "--select", "I,F401", *folded, "--no-cache", ".")
        _ruff(root, "format", "--no-cache", ".")
        return [(root / draft.path).read_text(encoding="utf-8") for draft in drafts]


def _ruff(root: Path, *arguments: str) -> None:
    done = subprocess.run([find_ruff_bin(), *arguments], cwd=root, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DraftInvalid(done.stderr.strip() or f"ruff {arguments[0]} failed")


def _origins(draft: Draft, text: str, sources: Mapping[str, tuple[Source, ...]]) -> tuple[Origin, ...]:
    if not draft.symbols:
        return ()
    spans = {"": (1, max(1, text.count("\n")))}
    if draft.path.endswith(".py"):
        spans |= dict(_spans(ast.parse(text)))
    origins = []
    for symbol, elements in draft.symbols.items():
        if symbol not in spans:
            raise SymbolMissing(f"{draft.path} holds no {symbol}")
        line, end_line = spans[symbol]
        lines = tuple(dict.fromkeys(source for element in elements for source in sources.get(element, ())))
        origins.append(Origin(symbol, line, end_line, elements, lines))
    return tuple(sorted(origins, key=lambda origin: (origin.line, origin.symbol)))


def _spans(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list)])
            yield prefix + child.name, (first, child.end_lineno or first)
            if isinstance(child, ast.ClassDef):
                yield from _spans(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.Assign | ast.AnnAssign):
            targets = child.targets if isinstance(child, ast.Assign) else [child.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield prefix + target.id, (child.lineno, child.end_lineno or child.lineno)

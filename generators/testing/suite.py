"""A suite: one module of tests while it is written, and what each of its tests proves."""

import ast
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from generators.blueprint import Blueprint, Operation, Rule, RuleKind
from generators.testing.values.cases import Case

_STORED = re.compile(r"^(\w+) = (await make_\w+\()", re.MULTILINE)
_PARAMETER_TYPES = {
    "stamped": "bool",
    "value": "bool",
    "name": "str",
    "state": "str",
    "step": "str",
    "due": "date",
    "later": "date",
    "after": "timedelta",
    "target": "str",
    "key": "str",
    "field": "str",
    "says": "str",
    "strange": "str",
    "body": "bytes",
    "content": "bytes",
    "status": "int",
    "changes": "dict[str, Any]",
    "expected": "dict[str, Any]",
    "params": "dict[str, Any]",
    "bad_headers": "Headers",
    "limit": "RateLimit",
    "algorithm": "str",
    "subject": "str",
}


class Tested(Protocol):
    """What a test can be about: something that knows its operation."""

    @property
    def operation(self) -> Operation:
        """The operation."""


Table = tuple[str, Sequence[object]]
"""The names of a parametrised test's arguments, and the rows: names, pairs, or Python source."""


@dataclass
class Suite:
    """Collects the tests of one module; ``symbols`` tells what each of them proves."""

    blueprint: Blueprint
    fixtures: dict[str, str]
    symbols: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def name_table(self, name: str, rows: Sequence[object]) -> None:
        """Let tests with a table of these rows go through the constant ``name`` instead."""
        self._named.setdefault(rows_source(rows), name)

    def test(
        self,
        name: str,
        about: Iterable[Tested],
        *kinds: str,
        caller: Callable[[], str],
        table: Table | None = None,
        also: tuple[str, str] | None = None,
        proves: Sequence[Case] = (),
        says: Sequence[tuple[str, str | None]] = (),
    ) -> str:
        """Give the source of the test called ``name``, whose body is the block of the template's call."""
        operations = list(dict.fromkeys(each.operation for each in about))
        body = _without_unused(_tidy(caller()))
        parameters = [each.strip() for each in table[0].split(",")] if table else []
        parameters += [also[0]] if also else []
        self._record(f"test_{name}", operations, kinds, proves, says)
        arguments = [f"{each}: {_PARAMETER_TYPES[each]}" for each in parameters]
        arguments += [f"{each}: {self.fixtures[each]}" for each in _fixtures_in(body, self.fixtures, parameters)]
        lines = self._decorators(table, also)
        lines.append(f"async def test_{name}({', '.join(arguments)}) -> None:")
        lines.append(textwrap.indent(body, "    "))
        return "\n".join(lines) + "\n"

    def _decorators(self, table: Table | None, also: tuple[str, str] | None) -> list[str]:
        lines = []
        if also:
            lines.append(f'@pytest.mark.parametrize("{also[0]}", {also[1]})')
        if table:
            names = [each.strip() for each in table[0].split(",")]
            header = f'"{names[0]}"' if len(names) == 1 else "(" + ", ".join(f'"{each}"' for each in names) + ")"
            rows = rows_source(table[1])
            lines.append(f"@pytest.mark.parametrize({header}, {self._named.get(rows, rows)})")
        return lines

    def _record(
        self,
        symbol: str,
        operations: list[Operation],
        kinds: Iterable[str],
        proves: Sequence[Case],
        says: Sequence[tuple[str, str | None]],
    ) -> None:
        if symbol in self.symbols:
            raise ValueError(f"two tests are called {symbol}")
        ids = [operation.id for operation in operations]
        wanted = {RuleKind(kind) for kind in kinds}
        rules = [
            rule.id
            for rule in self.blueprint.rules
            if _bears_on(rule.operations, rule.entity, operations)
            and (rule.kind in wanted or _is_proved(rule.kind, rule.columns, proves) or _is_said(rule, says))
        ]
        self.symbols[symbol] = tuple(dict.fromkeys((*ids, *rules)))


def _bears_on(bearing: tuple[str, ...], entity: str | None, operations: list[Operation]) -> bool:
    if bearing:
        return any(operation.id in bearing for operation in operations)
    return entity is None or any(operation.entity == entity for operation in operations)


def _is_proved(kind: RuleKind, columns: tuple[str, ...], proves: Sequence[Case]) -> bool:
    return any(case.kind is kind and (not columns or case.field in columns) for case in proves)


def _is_said(rule: Rule, says: Sequence[tuple[str, str | None]]) -> bool:
    """Tell whether a rule is one of the messages that a test expects: an occasion, and a column if it is about one."""
    occasion = dict(rule.parameters).get("occasion")
    return rule.kind is RuleKind.MESSAGE and any(
        occasion == each and (column is None or column in rule.columns) for each, column in says
    )


def rows_source(rows: Sequence[object]) -> str:
    """Give the rows of a table as Python source; those of a constant alone are the constant."""
    if len(rows) == 1 and isinstance(rows[0], Source) and rows[0].text.startswith("*"):
        return rows[0].text.removeprefix("*")
    return f"[{', '.join(_row(row) for row in rows)}]"


def _row(row: object) -> str:
    if isinstance(row, Source):
        return row.text
    if isinstance(row, tuple):
        return "(" + ", ".join(_row(each) for each in row) + ")"
    return f'"{getattr(row, "name", row)}"'


@dataclass(frozen=True, slots=True)
class Source:
    """A row of a table that is Python source already."""

    text: str


def _tidy(body: str) -> str:
    lines = textwrap.dedent(body).strip("\n").splitlines()
    kept = [line for index, line in enumerate(lines) if line.strip() or (index and lines[index - 1].strip())]
    return "\n".join(kept)


def _without_unused(body: str) -> str:
    """Give the body without the names of stored rows that nothing asks for again."""
    used = _loaded(body)
    return _STORED.sub(lambda stored: stored[0] if stored[1] in used else stored[2], body)


def _fixtures_in(body: str, fixtures: dict[str, str], parameters: list[str]) -> list[str]:
    loaded = _loaded(body)
    return [name for name in fixtures if name in loaded and name not in parameters]


def _loaded(body: str) -> set[str]:
    """Give the names that the body of a test asks for."""
    tree = ast.parse(f"async def test():\n{textwrap.indent(body, '    ')}")
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}

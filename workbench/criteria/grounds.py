"""What verdicts stand on: the blueprint, the files, the run and the code, with the ways between them."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generators.blueprint import Blueprint, Operation, Source
from generators.files import GeneratedFile
from workbench.criteria.code import Code
from workbench.patterns import regex
from workbench.running.events import Exchange, Outcome, Run, TestResult

_PARAMETER = regex(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Grounds:
    """Everything that a check may look at; derived views are made once. ``run`` is none before the first one."""

    blueprint: Blueprint
    files: tuple[GeneratedFile, ...]
    run: Run | None
    backend: Path

    @cached_property
    def code(self) -> Code:
        """The Python files on the disk."""
        return Code(self.backend)

    @cached_property
    def openapi(self) -> Mapping[str, Any]:
        """The application's own document; empty where no run told it."""
        document: Mapping[str, Any] = json.loads(self.run.openapi) if self.run and self.run.openapi else {}
        return document

    @cached_property
    def documented(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """The operations of the application's document by method and template, parameters unnamed."""
        return {
            (method.upper(), anonymous(path)): operation
            for path, item in self.openapi.get("paths", {}).items()
            for method, operation in item.items()
            if isinstance(operation, dict)
        }

    @cached_property
    def passed(self) -> frozenset[str]:
        """The node ids of the tests that passed."""
        return frozenset(test.node for test in self.tests if test.outcome is Outcome.PASSED)

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests of the run."""
        return self.run.tests if self.run else ()

    def exchanges_of(self, operation: Operation) -> tuple[Exchange, ...]:
        """Give the requests that reached ``operation``."""
        return self._exchanges.get((operation.method.upper(), anonymous(operation.path)), ())

    def operation_of(self, exchange: Exchange) -> Operation | None:
        """Give the operation that a request reached, where it is one of the blueprint's."""
        return self._operations.get((exchange.method, anonymous(exchange.route or "")))

    def tests_of(self, element: str) -> tuple[TestResult, ...]:
        """Give the tests that were written for a blueprint element."""
        return self._tests_by_element.get(element, ())

    def elements_of(self, node: str) -> frozenset[str]:
        """Give the blueprint elements that a test was written for."""
        return self._elements_by_test.get(function_of(node), frozenset())

    def code_of(self, element: str, *folders: str) -> Source | None:
        """Give the lines that serve ``element`` in one of ``folders`` below ``app/``, as they stand on the disk."""
        for path, symbol in self._symbols_by_element.get(element, ()):
            if path.startswith(folders or ("app/",)):
                lines = self.code.locate(path, symbol) if symbol else (1, 1)
                if lines:
                    return Source(f"{self.backend.name}/{path}", *lines)
        return None

    def route_of(self, operation: Operation) -> Source | None:
        """Give the lines of the route function of ``operation``."""
        return self.code_of(operation.id, "app/routes/") or self.code_of(operation.id)

    @cached_property
    def _operations(self) -> Mapping[tuple[str, str], Operation]:
        return {
            (operation.method.upper(), anonymous(operation.path)): operation for operation in self.blueprint.operations
        }

    @cached_property
    def _exchanges(self) -> Mapping[tuple[str, str], tuple[Exchange, ...]]:
        found: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
        for exchange in self.run.exchanges if self.run else ():
            if exchange.route is not None:
                found[exchange.method, anonymous(exchange.route)].append(exchange)
        return {key: tuple(exchanges) for key, exchanges in found.items()}

    @cached_property
    def _elements_by_test(self) -> Mapping[tuple[str, str], frozenset[str]]:
        return {
            (file.path, origin.symbol): frozenset(origin.elements)
            for file in self.files
            if file.path.startswith("tests/")
            for origin in file.origins
        }

    @cached_property
    def _tests_by_element(self) -> Mapping[str, tuple[TestResult, ...]]:
        found: dict[str, list[TestResult]] = defaultdict(list)
        for test in self.tests:
            for element in self.elements_of(test.node):
                found[element].append(test)
        return {element: tuple(tests) for element, tests in found.items()}

    @cached_property
    def _symbols_by_element(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for file in self.files:
            for origin in file.origins:
                for element in origin.elements:
                    found[element].append((file.path, origin.symbol))
        return {element: tuple(places) for element, places in found.items()}


def anonymous(path: str) -> str:
    """Give a path template with its parameters' names taken out: two that differ in them are one route."""
    return _PARAMETER.sub("{}", path)


def function_of(node: str) -> tuple[str, str]:
    """Give file and qualified function of a pytest node id, the parameters left out."""
    path, _, rest = node.partition("::")
    return path, rest.partition("[")[0].replace("::", ".")


def specification(sources: tuple[Source, ...]) -> Source | None:
    """Give the first of an element's sources."""
    return sources[0] if sources else None


def body_of(text: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Give a body as JSON; nothing where it is none or was cut."""
    try:
        return json.loads(text)
    except ValueError:
        return None

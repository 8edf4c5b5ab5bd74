"""Sharing: a function that several modules of routes need stands once, in ``app/dependencies.py``, under a public name.

Such are whose rows the caller reaches and the look at a row that others build on (``_reachable_orders``,
``_require_shop``): what decides about access is written in one place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.routes.helpers import Helpers

_TAKEN = frozenset({"require_caller"})
"""What the module that they go to calls things of its own."""
_LATER = ("from app.dependencies import", "from app.database.views import")
"""Imports of modules that cannot be imported there: that one, and what imports it."""


@dataclass(slots=True)
class RouteModule:
    """One module of routes before it is written: its helpers and the texts of its routes."""

    helpers: Helpers
    routes: list[str]

    def words(self) -> set[str]:
        """Give every name in it."""
        texts = (*self.helpers.functions.values(), *self.helpers.constants.values(), *self.routes)
        return _words("\n".join(texts))

    def give_away(self, name: str, public: str) -> None:
        """Import a function, which stood here under ``name``, under its public name."""
        self.helpers.functions.pop(name, None)
        self.helpers.functions = {each: _renamed(text, name) for each, text in self.helpers.functions.items()}
        self.routes = [_renamed(text, name) for text in self.routes]
        self.helpers.imports.add(f"from app.dependencies import {public}")


@dataclass(frozen=True, slots=True)
class Shared:
    """The functions that several modules need, under their public names, and the imports that they may need."""

    functions: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


def share(modules: Sequence[RouteModule]) -> Shared:
    """Take out of ``modules`` what stands in several of them, which then import it."""
    names = set(_movable(modules))
    # What calls a function that stays must stay as well.
    while staying := {name for name in names if not _calls(modules, name) <= names}:
        names -= staying
    functions: dict[str, str] = {}
    imports: set[str] = set()
    for module in modules:
        for name in [each for each in module.helpers.functions if each in names]:
            functions.setdefault(name, module.helpers.functions[name])
            imports |= {line for line in module.helpers.imports if not line.startswith(_LATER)}
            module.give_away(name, name.removeprefix("_"))
    for name in names:
        functions = {each: _renamed(text, name) for each, text in functions.items()}
    return Shared(tuple(functions.values()), tuple(sorted(imports)))


def _movable(modules: Sequence[RouteModule]) -> Iterator[str]:
    """Give the functions that two modules or more have, each in the same words, and that need no constant of theirs."""
    for name in dict.fromkeys(name for module in modules for name in module.helpers.functions):
        holders = [module for module in modules if name in module.helpers.functions]
        texts = {module.helpers.functions[name] for module in holders}
        public = name.removeprefix("_")
        if len(holders) < 2 or len(texts) > 1 or public in _TAKEN or not name.startswith("_"):
            continue
        words = _words(texts.pop())
        if all(not (words & _bound(module.helpers)) and public not in module.words() for module in holders):
            yield name


def _bound(helpers: Helpers) -> set[str]:
    """Give the names that tie a function to its module: constants, and what only such a module can import."""
    late = "\n".join(line.partition(" import ")[2] for line in helpers.imports if line.startswith(_LATER))
    return set(helpers.constants) | _words(late)


def _calls(modules: Sequence[RouteModule], name: str) -> set[str]:
    """Give the helpers that a function calls."""
    helpers = next(module.helpers for module in modules if name in module.helpers.functions)
    return (_words(helpers.functions[name]) & helpers.functions.keys()) - {name}


def _renamed(text: str, name: str) -> str:
    return re.sub(rf"\b{name}\b", name.removeprefix("_"), text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))

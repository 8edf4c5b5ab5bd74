"""The owner in the code: every statement on owned data mentions it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generators.blueprint import Access, Entity, Source
from workbench.criteria.code import Module, dotted
from workbench.criteria.grounds import Grounds
from workbench.criteria.verdict import Evidence, State

_STATEMENTS = frozenset(("select", "update", "delete", "exists", "get", "get_one"))
_CHANGES = frozenset(("update", "delete"))
"""The statements that keep to the owner even where everyone may read the rows."""


def check_owner_filters(grounds: Grounds) -> tuple[Evidence, ...]:
    """Give one row for each function or constant in ``app/`` that reads or changes an owned entity by statement.

    It must name the owner's column, or use a function or constant that does. Functions that serve
    only operations which are open to everyone or to a role are left out.
    """
    return tuple(_Filters(grounds).evidence())


@dataclass(frozen=True)
class _Filters:
    grounds: Grounds

    def evidence(self) -> Iterator[Evidence]:
        for module in self.grounds.code.below("app"):
            if module.path.startswith("app/models/"):
                continue
            for name, node in _units(module):
                for entity in self._owned_entities_in(node):
                    if not self._is_exempt(module, name):
                        yield self._judged(module, name, node, entity)

    def _judged(self, module: Module, name: str, node: ast.AST, entity: Entity) -> Evidence:
        kept = self._names_owner(node, entity) or not self._guards.isdisjoint(_names(node))
        lines = module.symbols.get(name, (1, 1))
        return Evidence(
            text=f"{name} {'filters' if kept else 'does not filter'} {entity.name} by its owner",
            state=State.GREEN if kept else State.RED,
            element=f"table:{entity.name}",
            code=Source(f"{self.grounds.backend.name}/{module.path}", *lines),
        )

    @cached_property
    def _models(self) -> Mapping[str, Entity]:
        """The owned entities by the name of their table class, as the models say themselves."""
        owned = {entity.name: entity for entity in self.grounds.blueprint.entities if entity.owner is not None}
        return {
            node.name: owned[table]
            for module in self.grounds.code.below("app")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef) and (table := _table_name(node)) in owned
        }

    @cached_property
    def _guards(self) -> frozenset[str]:
        """The functions and constants that name the owner of an entity: to use one is to filter by it."""
        return frozenset(
            name.rpartition(".")[2]
            for module in self.grounds.code.below("app")
            if not module.path.startswith("app/models/")
            for name, node in _units(module)
            if any(self._names_owner(node, entity) for entity in self._models.values())
        )

    def _owned_entities_in(self, node: ast.AST) -> tuple[Entity, ...]:
        found = {
            entity.name: entity
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and (name := dotted(call.func).rpartition(".")[2]) in _STATEMENTS
            for argument in call.args
            if (entity := self._models.get(dotted(argument).partition(".")[0])) is not None
            and (name in _CHANGES or not entity.shared)
        }
        return tuple(found.values())

    def _names_owner(self, node: ast.AST, entity: Entity) -> bool:
        """Tell whether ``node`` names the column that holds the owner at the end of the owner path, or of the way to
        another side that some operation serves."""
        serving = [one for one in self.grounds.blueprint.operations if one.entity == entity.name]
        ways = [*([entity.owner] if entity.owner else []), *(side for one in serving for side in one.sides)]
        ends = {way.steps[-1] for way in ways}
        return any(
            (isinstance(part, ast.Attribute) and part.attr in ends)
            or (isinstance(part, ast.keyword) and part.arg in ends)
            for part in ast.walk(node)
        )

    def _is_exempt(self, module: Module, name: str) -> bool:
        """Tell whether only operations that may see everyone's rows are served here."""
        served = self._served.get((module.path, name), ())
        operations = {operation.id: operation for operation in self.grounds.blueprint.operations}
        known = [operations[element] for element in served if element in operations]
        return bool(known) and all(bool(item.roles) or item.access is not Access.REQUIRED for item in known)

    @cached_property
    def _served(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return {
            (file.path, origin.symbol): origin.elements
            for file in self.grounds.files
            if file.path.startswith("app/")
            for origin in file.origins
        }


def _units(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Give the functions, methods and assigned constants of a module with their qualified names."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            methods = (part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))
            yield from ((f"{node.name}.{method.name}", method) for method in methods)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                yield target.id, node


def _names(node: ast.AST) -> frozenset[str]:
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name)) | frozenset(
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    )


def _table_name(node: ast.ClassDef) -> str | None:
    for part in node.body:
        target = part.targets[0] if isinstance(part, ast.Assign) else getattr(part, "target", None)
        value = getattr(part, "value", None)
        if isinstance(target, ast.Name) and target.id == "__tablename__" and isinstance(value, ast.Constant):
            return str(value.value)
    return None

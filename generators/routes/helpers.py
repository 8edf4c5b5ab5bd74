"""Helpers: the private functions, constants and imports that the routes of one module share."""

from collections.abc import Mapping
from types import MappingProxyType

from generators.blueprint import Entity
from generators.naming import class_name, module_name


class Helpers:
    """The private functions, constants and imports that the routes of one module share.

    ``path_types`` are names for types of path parameters, by their annotations.
    """

    def __init__(self, path_types: Mapping[str, str] = MappingProxyType({})) -> None:
        self._path_types = path_types
        self.functions: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        self.imports: set[str] = set()

    def define(self, name: str, text: str, other: str = "") -> str:
        """Keep a function under ``name``, which stands as ``{name}`` in its text, or under ``other`` or a further one
        where another function has it already; gives the name."""
        candidates: list[str] = [name, *((other,) if other else ()), *(f"{name}_{number}" for number in range(2, 50))]
        same = (one for one in candidates if self.functions.get(one) == text.replace("{name}", one, 1))
        free = (one for one in candidates if one not in self.functions)
        chosen = next(same, None) or next(free)
        self.functions.setdefault(chosen, text.replace("{name}", chosen, 1))
        return chosen

    def path_type(self, annotation: str) -> str:
        """Give the type of a path parameter: by its name, which becomes a constant of the module, where it has one."""
        name = self._path_types.get(annotation)
        if name is None:
            return annotation
        self.constants.setdefault(name, f"{name} = {annotation}")
        return name

    def statements(self) -> list[str]:
        """Give the constants as they stand in the module, types of path parameters first."""
        types = [text for name, text in self.constants.items() if name in self._path_types.values()]
        return [*types, *(text for name, text in self.constants.items() if name not in self._path_types.values())]

    def use_model(self, entity: Entity) -> str:
        """Import the entity's table class, and give its name."""
        self.imports.add(f"from app.models.{module_name(entity)} import {class_name(entity)}")
        return class_name(entity)

    def use_schema(self, module: str, name: str) -> str:
        """Import a schema, and give its name."""
        self.imports.add(f"from app.schemas.{module} import {name}")
        return name

"""Helpers: the private functions, constants and imports that the routes of one module share."""

from generators.blueprint import Entity
from generators.naming import class_name, module_name


class Helpers:
    """The private functions, constants and imports that the routes of one module share."""

    def __init__(self) -> None:
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

    def use_model(self, entity: Entity) -> str:
        """Import the entity's table class, and give its name."""
        self.imports.add(f"from app.models.{module_name(entity)} import {class_name(entity)}")
        return class_name(entity)

    def use_schema(self, module: str, name: str) -> str:
        """Import a schema, and give its name."""
        self.imports.add(f"from app.schemas.{module} import {name}")
        return name

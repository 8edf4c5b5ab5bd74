"""Modules of others that take long to load, and that many runs never need: loaded when they are first used."""

from importlib import import_module
from types import ModuleType
from typing import Any


class LateModule(ModuleType):
    """Stands for the module of its name, and becomes it once something of it is asked for.

    State it where type checkers do not look, beside the import that they see; annotations must not be evaluated.
    """

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        module = import_module(self.__name__)
        self.__dict__.update(module.__dict__)
        return getattr(module, name)

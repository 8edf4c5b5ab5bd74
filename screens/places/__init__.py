"""The places and the registry of them: a new place is one module and one line here.

A place's module is imported when the place is first entered, so that the first screen is painted
before anything else is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from screens.places.base import Place


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """How a place is reached: by digit (its position), by letter, by name; ``target`` is ``module:Class``."""

    name: str
    letter: str
    title: str
    target: str

    @property
    def kind(self) -> type[Place]:
        """The place's class."""
        return cast("type[Place]", load_class(self.target))


def load_class(target: str) -> type:
    """Import the class that ``module:Class`` names."""
    module, _, name = target.partition(":")
    return cast("type", getattr(import_module(module), name))


PLACES = (
    PlaceEntry("specs", "s", "Specs", "screens.places.specs:SpecsPlace"),
    PlaceEntry("review", "v", "Review", "screens.places.review:ReviewPlace"),
    PlaceEntry("run", "t", "Run", "screens.places.run:RunPlace"),
    PlaceEntry("checklist", "c", "Checklist", "screens.places.checklist:ChecklistPlace"),
)

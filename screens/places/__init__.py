"""The places and the registry of them: a new place is one module and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from screens.places.base import Place
from screens.places.checklist import ChecklistPlace
from screens.places.review import ReviewPlace
from screens.places.run import RunPlace
from screens.places.specs import SpecsPlace


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """How a place is reached: by digit, by letter, by name."""

    name: str
    letter: str
    title: str
    build: Callable[[], Place]
    kind: type[Place]


PLACES = (
    PlaceEntry("specs", "s", "Specs", SpecsPlace, SpecsPlace),
    PlaceEntry("review", "v", "Review", ReviewPlace, ReviewPlace),
    PlaceEntry("run", "t", "Run", RunPlace, RunPlace),
    PlaceEntry("checklist", "c", "Checklist", ChecklistPlace, ChecklistPlace),
)

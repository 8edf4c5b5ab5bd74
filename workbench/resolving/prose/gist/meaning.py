"""A meaning: which senses a text must hold, which it may hold besides, and what then bears it out."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.resolving.prose.claims import Proof
from workbench.resolving.prose.gist.gist import EVERYWHERE, Gist

Check = Callable[[Gist], Proof | None]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What texts of certain senses say. Each of ``needs`` is a choice of senses, of which one must occur;
    beside those only ``may`` occur, and those that may stand everywhere."""

    needs: tuple[frozenset[str], ...]
    may: frozenset[str]
    check: Check

    def fits(self, senses: frozenset[str]) -> bool:
        """Tell whether a text with these senses says this."""
        return not any(map(senses.isdisjoint, self.needs)) and senses <= self.may.union(*self.needs)


def meaning(needs: str, may: str, check: Check) -> Meaning:
    """Write a meaning down: ``TOKEN REQUIRE|VERIFY`` needs the first sense and one of the others."""
    choices = tuple(frozenset(choice.split("|")) for choice in needs.split())
    return Meaning(choices, EVERYWHERE.union(may.split()), check)

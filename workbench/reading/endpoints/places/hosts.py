"""Telling the project's own addresses from those of other systems."""

import re
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.endpoints.places.marks import Mark, find_marks

_LOCAL = regex(
    r"^(?:localhost|127\.|0\.0\.0\.0|\[?::1)|(?:^|\.)(?:example|yourdomain|your-domain|your-?app|yourapi|domain"
    r"|mydomain|test|local)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that a document calls its own; an address on any other is a call to a third party."""

    names: tuple[str, ...]

    def is_local(self, host: str) -> bool:
        """Tell a host that is the project's: named as such, or a placeholder."""
        return bool(_LOCAL.search(host)) or host in self.names

    def is_ours(self, mark: Mark) -> bool:
        """Tell an endpoint of this backend from one that it calls elsewhere."""
        return not mark.host or self.is_local(mark.host)

    def find_own(self, text: str) -> list[Mark]:
        """Find the backend's own endpoints that a text names, in order."""
        return [mark for mark in find_marks(text) if self.is_ours(mark)]

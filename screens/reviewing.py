"""What was reviewed: by content, so that a mark falls off when the text behind it changes."""

import hashlib
from collections.abc import Mapping, Sequence

from screens import marks
from screens.code_index import CodeIndex
from screens.elements import Element, Part, find_code
from screens.lines.making import cut
from screens.marks import Mark

Digests = Mapping[str, str]
"""Digests by element."""


def digest_elements(elements: Sequence[Element], texts: Mapping[str, str], index: CodeIndex) -> dict[str, str]:
    """Give a digest for each element of its specification lines and of the code that was written for it."""
    return {element.id: _digest(element, texts, index) for element in elements}


def _digest(element: Element, texts: Mapping[str, str], index: CodeIndex) -> str:
    content = hashlib.sha256()
    for source in element.sources:
        content.update(f"\0{source.file}\0{cut(texts.get(source.file, ''), source)}".encode("utf-8", "replace"))
    for part in Part:
        for file, origins in find_code(element, part, index):
            for origin in origins:
                content.update(f"\0{file.path}\0{index.cut(file, origin)}".encode("utf-8", "replace"))
    return content.hexdigest()[:32]


def review_mark(element: str, reviewed: Digests, digests: Digests | None) -> Mark | None:
    """Give the mark of an element: reviewed, changed since, or none."""
    if element not in reviewed or digests is None:
        return None
    return marks.REVIEWED if reviewed[element] == digests.get(element) else marks.CHANGED


def progress(elements: Sequence[Element], reviewed: Digests, digests: Digests | None) -> tuple[int, int]:
    """Tell how many elements are reviewed as they are now, and of how many."""
    done = sum(review_mark(element.id, reviewed, digests) is marks.REVIEWED for element in elements)
    return done, len(elements)

"""What the documents themselves leave open: questions without answers, documents that are not there."""

import re
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.resolving.unsaid.entry import Known, Unsaid

_QUESTION = regex(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?(?P<text>[^\n]{12,300}\?)\s*$")
_ANSWERED = regex(r"→|->|=>|\*\*A\b|\bA:", re.IGNORECASE)
_HEADING = regex(r"^#{1,6}\s+(.*)$")
_OPEN = regex(
    r"\b(?:edge cases?|open (?:questions?|issues?|points?)|unclear|unresolved|questions?)\b",
    re.I,
)
_UNDECIDED = regex(
    r"\b(?:TBD|TODO|to be (?:decided|defined|determined|clarified)|NEEDS CLARIFICATION)\b|\[NEEDS[^\]]*\]"
)
_NAMED = regex(r"(?<![\w/:.])@?(?:\.{1,2}/)*([\w./-]*[\w-]\.(?:md|ya?ml|json|sql|prisma|ts|feature))\b")
_DOCUMENTS = regex(r"\bspecs/|\bcontracts/|data-model\.md|research\.md|openapi\.|\.schema\.ts", re.IGNORECASE)
_MOST = 12


def find_open_questions(known: Known) -> Iterator[Unsaid]:
    """Questions that a document asks itself (edge cases) and does not answer."""
    for file, text in sorted(known.texts.items()):
        if not file.endswith(".md") or "clarifications" in file:
            continue
        found = list(_questions(file, text))
        if found:
            first = found[0][1]
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            yield Unsaid(
                f"unsaid.questions.{file}",
                f"{file} asks \u201c{first}\u201d{more}, and gives no answer: nothing special is built for it, what "
                "is said of statuses, limits and owners holds there, too.",
                "nothing special",
                "A case without an answer is treated like any other.",
                tuple(source for source, _ in found)[:_MOST],
            )


def _questions(file: str, text: str) -> Iterator[tuple[Source, str]]:
    title, holds_undecided = "", _UNDECIDED.search(text) is not None
    for number, line in enumerate(text.split("\n"), 1):
        if heading := line.startswith("#") and _HEADING.match(line):
            title = heading[1]
        elif "?" in line and (match := _QUESTION.match(line)) and _OPEN.search(title) and not _ANSWERED.search(line):
            yield Source(file, number, number), " ".join(match["text"].replace("*", "").split())
        elif holds_undecided and _UNDECIDED.search(line):
            yield Source(file, number, number), " ".join(line.strip(" -*|").split())[:120]


def find_missing_documents(known: Known) -> Iterator[Unsaid]:
    """Documents that are named and not there."""
    there = {name for file in known.texts for name in (file, file.rsplit("/", 1)[-1])}
    missing: dict[str, Source] = {}
    for file, number, line in known.lines.telling(_DOCUMENTS):
        for match in _NAMED.finditer(line):
            name = match[1]
            if name.rsplit("/", 1)[-1] not in there and _DOCUMENTS.search(name):
                missing.setdefault(name, Source(file, number, number))
    if missing:
        names = sorted(missing)
        shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
        yield Unsaid(
            "unsaid.documents",
            f"{shown} {'are' if len(names) > 1 else 'is'} named and not among the documents: what only stands there "
            "is not built.",
            "not built",
            "Nothing can be read from a document that is not there.",
            tuple(missing[name] for name in names)[:_MOST],
        )

"""How much of a document is read: text that no person wrote is cut, with a sentence that says so."""

from dataclasses import replace

from workbench.reading.documents import Document
from workbench.reading.facts import Finding

LONGEST_LINE = 20_000
"""Characters. A paragraph on one line has a few thousand; more is data that was pasted in."""

MOST_LINES = 10_000
"""Lines. The longest specifications that people write have a few thousand. A line of Markdown takes up to 3 KB while
it is read, whatever its length, so that this bounds the memory for files of nothing but tiny lines."""

_MINIFIED = frozenset({".json", ".yaml", ".yml", ".sql"})
"""What tools write, on one line if they like; their readers bound their work themselves."""

_STRUCTURED = frozenset({".json", ".yaml", ".yml"})
"""Where half a document is none; the number of their values is bounded where they are parsed."""


def cut_lines(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """Cut what no person wrote: the lines beyond those that somebody might have written, and the end of every line
    that is longer. What is left keeps its numbers, and a finding tells where it was cut and what to do."""
    document, findings = _cut_end(document)
    if document.suffix in _MINIFIED or len(document.text) <= LONGEST_LINE:
        return document, findings
    lines = document.text.split("\n")  # Not kept with the document, most readers of which never ask for its lines.
    longer = [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
    findings += tuple(
        Finding(
            document.source(number),
            f"This line has {len(lines[number - 1]):,} characters; "
            f"only its first {LONGEST_LINE:,} were read, so break it up.",
        )
        for number in longer
    )
    if longer:
        document = replace(document, text="\n".join(line[:LONGEST_LINE] for line in lines))
    return document, findings


def _cut_end(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    count = document.text.count("\n") + 1
    if document.suffix in _STRUCTURED or count <= MOST_LINES:
        return document, ()
    position = -1
    for _ in range(MOST_LINES):
        position = document.text.index("\n", position + 1)
    cut = replace(document, text=document.text[:position])
    text = f"This document has {count:,} lines; only its first {MOST_LINES:,} were read, so split it here."
    return cut, (Finding(cut.source(MOST_LINES), text),)

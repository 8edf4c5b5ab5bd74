"""How much of a document is read: text that no person wrote is cut, with a sentence that says so."""

from dataclasses import replace

from workbench.reading.documents import Document
from workbench.reading.facts import Finding

LONGEST_LINE = 20_000
"""Characters. A paragraph on one line has a few thousand; more is data that was pasted in."""

_MINIFIED = frozenset({".json", ".yaml", ".yml", ".sql"})
"""What tools write, on one line if they like; their readers bound their work themselves."""


def cut_lines(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """Cut every line that no person wrote to the length of one that somebody might have; all keep their numbers."""
    if document.suffix in _MINIFIED or len(document.text) <= LONGEST_LINE:
        return document, ()
    findings = tuple(
        Finding(
            document.source(number),
            f"This line has {len(line):,} characters; only its first {LONGEST_LINE:,} were read, so break it up.",
        )
        for number, line in enumerate(document.lines, 1)
        if len(line) > LONGEST_LINE
    )
    if not findings:
        return document, ()
    text = "\n".join(line[:LONGEST_LINE] for line in document.lines)
    return replace(document, text=text), findings

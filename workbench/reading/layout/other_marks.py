"""Marks that Markdown does not know, and that people write in it nevertheless, as those that it does know.

Headings of AsciiDoc (``== Boats``) with its numbered items (``. A boat has a name.``), items with letters
(``a) GET /boats``), and what is said of a term above (``: id uuid PK``). Lines keep their numbers.
"""

import re

from workbench.patterns import regex

_ANY = regex(r"^(?:={1,6} \S|[ \t]*[a-h]\) \S|: \S)", re.MULTILINE)
_FENCE = regex(r"[ \t]{0,12}(?:```|~~~)")
_HEADING = regex(r"(={1,6}) (?=\S)")
_LETTER = regex(r"([ \t]*)[a-h]\) (?=\S)")


def translate_marks(text: str) -> str:
    """Write the marks as Markdown's own, but for those within fences."""
    if _ANY.search(text) is None:
        return text
    lines, fenced, titled = text.split("\n"), False, False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif heading := _HEADING.match(line):
            titled = True
            lines[number] = f"{'#' * len(heading[1])} {line[heading.end() :]}"
        elif letter := _LETTER.match(line):
            lines[number] = f"{letter[1]}1) {line[letter.end() :]}"
        elif line.startswith(": ") or (titled and line.startswith(". ")):
            lines[number] = f"- {line[2:]}"
    return "\n".join(lines)

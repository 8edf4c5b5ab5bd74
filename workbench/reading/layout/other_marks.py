"""Marks that Markdown does not know, and that people write in it nevertheless, as those that it does know.

Headings of AsciiDoc (``== Boats``) with its numbered items (``. A boat has a name.``), items with letters
(``a) GET /boats``), what is said of a term above (``: id uuid PK``), and endpoints as reStructuredText describes them
(``.. http:get:: /boats/(int:id)`` over ``:query rig: …``). Lines keep their numbers.
"""

import re

from workbench.patterns import regex

_ANY = regex(r"^(?:={1,6} \S|[ \t]*[a-h]\) \S|: \S|\.\. http:)", re.MULTILINE)
_DIRECTIVE = regex(r"\.\. http:(get|post|put|patch|delete):: (\S{1,200})\s*")
_OPTION = regex(r"[ \t]{1,8}:(query|queryparam|<json|jsonparam|form|statuscode|status)(?: (\w+))? (\w{1,40}): ?(.*)")
_SAID = {"query": "Query", "queryparam": "Query", "<json": "Body", "jsonparam": "Body", "form": "Body"}
_VARIABLE = regex(r"\((?:\w+:)?(\w+)\)")
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
        elif directive := _DIRECTIVE.fullmatch(line):
            path = _VARIABLE.sub(r"{\1}", directive[2])
            lines[number] = f"#### {directive[1].upper()} {path}"
        elif option := _OPTION.fullmatch(line):
            lines[number] = _option(option)
    return "\n".join(lines)


def _option(option: re.Match[str]) -> str:
    """Write an option of a directive as an item with a label: ``:query integer limit: page size``."""
    part, kind, name, said = option.groups()
    if part not in _SAID:
        return f"- Status: {name} {said}"
    return f"- {_SAID[part]}: `{name}`{f' ({kind})' if kind else ''}"

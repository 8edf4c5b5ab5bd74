"""Templates: text files below ``templates/`` that mirror the generated tree."""

import json
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generators.naming import attribute, with_article

if TYPE_CHECKING:
    from jinja2 import Environment

_ROOT = Path(__file__).parent / "templates"
_TEXT_WIDTH = 84
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\x85]")
_SECTION = re.compile(
    r"\s*(?:args|arguments|attention|attributes|caution|danger|error|examples?|extended summary|hint|important"
    r"|keyword arg(?:ument)?s|methods|notes?|other (?:arg(?:ument)?|param(?:eter)?)s|parameters|raises|receives"
    r"|references|returns?|see also|short summary|tip|todo|usage|warnings?|warns|yields?)\s*:?\s*",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?P<this>this)\b[,:]?\s*(?:(?:is|are)\s+|(?=(?P<next>\w+)))", re.IGNORECASE)
_NAMED_BY_THIS = frozenset(
    {
        *("action", "api", "call", "collection", "column", "endpoint", "entity", "feature", "field", "method"),
        *("model", "object", "operation", "page", "parameter", "query", "record", "request", "resource", "route"),
        *("row", "schema", "service", "table", "type", "value"),
    }
)


@cache
def _environment() -> "Environment":
    # Resolving words some of what templates do, and renders nothing.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_ROOT),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python, not HTML
    )
    environment.filters["quoted"] = quoted
    environment.filters["source"] = literal
    environment.filters["with_article"] = with_article
    environment.filters["attribute"] = attribute
    return environment


def render(template: str, /, **values: object) -> str:
    """Lay ``values`` out with ``templates/<template>.j2``; a value that is missing is an error."""
    return _environment().get_template(f"{template}.j2").render(**values)


def quoted(text: str) -> str:
    """Give ``text`` in double quotes, as Python, JSON and TOML all read it."""
    return json.dumps(text, ensure_ascii=False)


def tuple_source(members: Sequence[str]) -> str:
    """Give a tuple in source; a comma that is not needed would keep the formatter from putting it on one line."""
    return f"({members[0]},)" if len(members) == 1 else f"({', '.join(members)})"


def literal(value: object, width: int = _TEXT_WIDTH) -> str:
    """Give ``value`` as Python source; a text longer than ``width`` in parts, so that the formatter can break it."""
    if not isinstance(value, str) or len(value) <= width:
        return repr(value)
    parts = textwrap.wrap(
        value, width, drop_whitespace=False, replace_whitespace=False, expand_tabs=False, break_on_hyphens=False
    )
    return f"({' '.join(map(repr, parts))})"


def docstring(text: str, *, indent: int = 0) -> str:
    """Give ``text`` as a docstring's source, its lines indented by ``indent`` spaces."""
    clean = _CONTROL.sub("", text).replace('"""', "'''").strip()
    if clean.startswith('"'):
        clean = clean.replace('"', "'")
    if clean.endswith(('"', "\\")):
        clean += " "
    margin = "\n" + " " * indent
    body = margin.join(line.rstrip() for line in _join_lone_titles(clean.splitlines()))
    body = "\n".join(line.rstrip() for line in body.split("\n")) + (" " if clean.endswith(" ") else "")
    return f'{"r" if chr(92) in body else ""}"""{body}{margin if chr(10) in body else ""}"""'


def _join_lone_titles(lines: list[str]) -> list[str]:
    """Put a word that would be taken for a section's title, alone on its line, to the end of the line before."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].strip() and _SECTION.fullmatch(line):
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line)
    return joined


def sentence(text: str) -> str:
    """Give a title or summary as one sentence on its own lines, with a capital and a full stop.

    What a docstring describes is what it stands in, so that "This endpoint lists …" starts with
    "The endpoint", and "This lists …" with "Lists".
    """
    words = " ".join(_CONTROL.sub("", text).split())
    if match := _THIS.match(words):
        names = match["next"] and match["next"].lower() in _NAMED_BY_THIS
        words = f"The {words[match.end('this') :].strip()}" if names else words[match.end() :].strip() or words
    if not words:
        return ""
    ended = words if words[-1] in ".!?" else f"{words.rstrip(':;,。…')}."
    return wrapped(ended[0].upper() + ended[1:])


def wrapped(text: str, width: int = 100) -> str:
    """Give one paragraph broken into lines of at most ``width`` characters."""
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)

"""Templates: text files below ``templates/`` that mirror the generated tree."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_ROOT = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_ROOT),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python, not HTML
    )


def render(template: str, /, **values: object) -> str:
    """Lay ``values`` out with ``templates/<template>.j2``; a value that is missing is an error."""
    return _environment().get_template(f"{template}.j2").render(**values)


def literal(value: object) -> str:
    """Give ``value`` as Python source."""
    return repr(value)


def docstring(text: str, *, indent: int = 0) -> str:
    """Give ``text`` as a docstring's source, its lines indented by ``indent`` spaces."""
    clean = text.replace("\\", "\\\\").replace('"""', "'''").strip()
    if clean.endswith('"'):
        clean += " "
    margin = "\n" + " " * indent
    body = margin.join(line.rstrip() for line in clean.splitlines())
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    return f'"""{body}{margin if chr(10) in body else ""}"""'


def sentence(text: str) -> str:
    """Give a title or summary as one sentence on its own lines, with a capital and a full stop."""
    words = " ".join(text.split())
    if not words:
        return ""
    ended = words if words[-1] in ".!?" else f"{words.rstrip(':;,')}."
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

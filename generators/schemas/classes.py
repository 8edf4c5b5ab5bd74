"""Classes: how one request or response model is written."""

from generators.naming import attribute
from generators.templating import docstring, wrapped


def render_class(name: str, base: str, description: str, lines: list[str]) -> str:
    """Give the source of a class whose body is ``lines``."""
    body = "\n".join(f"    {line}" for line in lines)
    text = description if "\n" in description else wrapped(description)
    return f"class {name}({base}):\n    {docstring(text, indent=4)}\n\n{body}\n"


def render_member(name: str, annotation: str, default: str = "", *, column: str = "") -> str:
    """Give the line for a member of a response that clients call ``name``, as ``from_: str`` has to be written, and
    that is taken from ``column`` of the row where that is called otherwise."""
    own = attribute(name)
    arguments = [f"default={default}"] if default else []
    arguments += [f'validation_alias="{column}"'] if column not in ("", own) else []
    arguments += [f'serialization_alias="{name}"'] if own != name else []
    if not arguments or arguments == [f"default={default}"]:
        return f"{own}: {annotation}" + (f" = {default}" if default else "")
    return f"{own}: {annotation} = Field({', '.join(arguments)})"

"""Path parameters, as routes take them."""

from generators.blueprint import PathParameter, TypeName
from generators.datatypes import INTEGER_BOUNDS, TEXTUAL, python_type
from generators.naming import parameter


def path_annotation(key: PathParameter) -> str:
    """Give the annotation of a path parameter, bounded by what its column can hold."""
    name = parameter(key.name)
    arguments = [] if name == key.name else [f'alias="{key.name}"']
    base = python_type(key.type)
    if key.type.name in INTEGER_BOUNDS:
        arguments += ["ge=1", f"le={INTEGER_BOUNDS[key.type.name][1]}"]
    elif key.type.name in TEXTUAL:
        base = "KeyText"
        arguments.append(f"max_length={key.type.length or 255}")
    elif key.type.name is TypeName.DATE:
        base = "Date"
    return f"Annotated[{base}, Path({', '.join(arguments)})]" if arguments else base

"""Path parameters, as routes take them."""

from collections import Counter
from collections.abc import Iterable

from generators.blueprint import Blueprint, PathParameter, TypeName
from generators.datatypes import INTEGER_BOUNDS, TEXTUAL, python_type
from generators.naming import class_name, parameter, pascal


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


def path_types(blueprint: Blueprint, keys: Iterable[PathParameter]) -> dict[str, str]:
    """Give a name for each bounded type that several routes of a module take, by its annotation: ``TodoId``."""
    used = Counter((_type_name(blueprint, key), path_annotation(key)) for key in keys)
    often = {name: text for (name, text), count in used.items() if count > 1 and text.startswith("Annotated")}
    classes = set(map(class_name, blueprint.entities))
    return {text: name for name, text in often.items() if name not in classes}


def _type_name(blueprint: Blueprint, key: PathParameter) -> str:
    column = key.column or key.name
    if key.entity is None:
        return pascal(key.name)
    singular = blueprint.entity(key.entity).singular
    return pascal(column if singular in column else f"{singular}_{column}")

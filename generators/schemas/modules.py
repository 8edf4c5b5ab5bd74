"""Modules of schemas: the files below ``app/schemas``."""

import re
from collections.abc import Iterable

from generators.blueprint import Blueprint, TypeName, UnknownFields
from generators.drafts import Draft
from generators.errors import render_error_schema
from generators.moments import moments_in
from generators.naming import class_name, human
from generators.passwords import CHARACTERS, password_pattern
from generators.schemas.collecting import Module, collect_modules
from generators.schemas.types import name_types
from generators.templating import render

_VALIDATED = re.compile(
    r"\b(?:Date|Timestamp|Number|Email|Url|Json|Secret|Password|NUMBER_ONLY|none_if_absent|PartedModel|ChangeModel|Cursor)\b"
)
"""What ``app/schemas/base.py`` defines only where it is used, as annotations name it: ``due_date: Date``."""
_RESERVED = frozenset(
    {"Annotated", "Any", "BeforeValidator", "Decimal", "Field", "Literal", "StrictBool"}
    | {"ChangeModel", "Date", "Email", "Json", "KeyText", "Number", "PartedModel", "Password", "QueryModel"}
    | {"RequestModel", "ResponseModel", "RowPart", "Secret", "Text", "Timestamp", "Url"}
)
"""What modules of schemas import."""


def render_schemas(blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give the modules below ``app/schemas``."""
    modules = collect_modules(blueprint)
    source = _source(modules)
    moments = moments_in(source)
    reserved = _RESERVED | {name for name, _, _ in moments} | {class_name(entity) for entity in blueprint.entities}
    return (
        Draft("app/schemas/__init__.py", '"""Request and response models."""\n'),
        Draft("app/schemas/base.py", _base(blueprint, source)),
        Draft("app/schemas/error.py", render_error_schema(blueprint.settings)),
        *(
            Draft(
                f"app/schemas/{module.name}.py",
                render(
                    "backend/app/schemas/module.py",
                    module=module,
                    types=name_types(module, reserved),
                    title=f"Schemas: {human(module.name)}.",
                    moments=moments,
                ),
                module.symbols,
            )
            for module in modules
            if module.classes
        ),
    )


def _source(modules: Iterable[Module]) -> str:
    return "\n".join(text for module in modules for text in module.classes.values())


def _base(blueprint: Blueprint, source: str) -> str:
    return render(
        "backend/app/schemas/base.py",
        forbid=blueprint.settings.unknown_fields is UnknownFields.FORBID,
        named=_validators_in(source, blueprint),
        moments=moments_in(source),
        needs=[CHARACTERS[need] for need in blueprint.settings.password_needs],
        whole=password_pattern(blueprint.settings.password_needs),
    )


def validators_of(blueprint: Blueprint) -> frozenset[str]:
    """Give the names of the validated types that any schema or route uses: only these are written."""
    return _validators_in(_source(collect_modules(blueprint)), blueprint)


def _validators_in(source: str, blueprint: Blueprint) -> frozenset[str]:
    named = {*_VALIDATED.findall(source), *(base for _, base, _ in moments_in(source))}
    keys = (key for operation in blueprint.operations for key in operation.path_parameters)
    return frozenset(named | {"Date"} if any(key.type.name is TypeName.DATE for key in keys) else named)

"""What a column bears out of its own row: type, key, null, default, check and reference, as the schema has them.

These are words for the database, which is looked at column by column; what is left of the row is read as prose.
"""

import re
from collections.abc import Iterator

from generators.blueprint import Column, DefaultKind, Entity

_DEFAULTS = {
    DefaultKind.NOW: r"now\(\)|current_timestamp(?:\(\))?|current time(?:stamp)?",
    DefaultKind.UUID: r"gen_random_uuid\(\)|uuid_generate_v4\(\)|uuid4?(?:\(\))?",
    DefaultKind.SERIAL: r"auto[- ]?increment|nextval\([^)]*\)|identity",
}
_TYPES = {
    "timestamptz": r"timestamptz|timestamp(?: with time zone)?|datetime",
    "integer": r"integer|int4?|serial",
    "bigint": r"bigint|int8|bigserial",
    "boolean": r"bool(?:ean)?",
    "jsonb": r"jsonb?",
    "double precision": r"double precision|float8?|real",
    "array": r"(?:text|varchar(?:\(\d+\))?|integer|uuid)\[\]",
}


def without_schema(rest: str, entity: Entity, column: Column, *, used: bool = True) -> str:
    """Give what a row says of a column beyond what the column itself shows to be so.

    Where no operation uses it, so that no claim about its values leads to one, the schema alone bears out its CHECKs.
    """
    for expression in (*_borne_out(entity, column), *(() if used else _checks_of_values(column))):
        rest = re.sub(rf"(?<![\w.])(?:{expression})(?![\w(])", " ", rest, count=1, flags=re.IGNORECASE)
    cells = [cell.strip(" ,;") for cell in re.split(r"\s+—\s+|\s+\|\s+|^—|—$", rest)]
    return " — ".join(" ".join(cell.split()) for cell in cells if cell.strip(" ,;—"))


def _borne_out(entity: Entity, column: Column) -> Iterator[str]:
    yield from _references(column)
    yield from _checks(column)
    if column.primary_key:
        yield r"primary key|pk"
    if column.unique:
        yield "unique"
    yield "not null" if not column.nullable else r"(?:not null|null(?:able)?)" if entity.external else r"null(?:able)?"
    default = column.default
    if default is not None and default.kind in _DEFAULTS:
        yield rf"default:? (?:{_DEFAULTS[default.kind]})"
        yield _DEFAULTS[default.kind]
    yield _type(column)


def _references(column: Column) -> Iterator[str]:
    reference = column.references
    if reference is not None:
        target = (
            rf"{re.escape(reference.entity)} ?(?:\({re.escape(reference.column)}\)|\.{re.escape(reference.column)})?"
        )
        rule = rf"(?: on delete {reference.on_delete.value.lower()})?"
        yield rf"(?:foreign key )?(?:references|fk|→|->) {target}{rule}"


def _checks(column: Column) -> Iterator[str]:
    """Give the CHECKs over lengths that the column's own limits repeat; those over values are read as claims."""
    limits, name = column.limits, re.escape(column.name)
    measure = rf"(?:char_length|length)\({name}\)"
    if limits.min_length:
        yield rf"check ?\({measure} ?>= ?{limits.min_length}\)"
        yield rf"check ?\({measure} ?> ?{limits.min_length - 1}\)"
    if limits.max_length:
        yield rf"check ?\({measure} ?<= ?{limits.max_length}\)"
    if limits.min_length and limits.max_length:
        yield rf"check ?\({measure} between {limits.min_length} and {limits.max_length}\)"


def _checks_of_values(column: Column) -> Iterator[str]:
    limits, name = column.limits, re.escape(column.name)
    least, most = (None if one is None else f"{one:g}" for one in (limits.minimum, limits.maximum))
    if least and most:
        yield rf"check ?\({name} between {least} and {most}\)"
        yield rf"check ?\({name} ?>= ?{least} and {name} ?<= ?{most}\)"
    elif least:
        yield rf"check ?\({name} ?{'>' if limits.exclusive_minimum else '>='} ?{least}\)"
    if limits.choices:
        values = "|".join(map(re.escape, limits.choices))
        yield rf"check ?\({name} in ?\((?:'(?:{values})',? ?){{{len(limits.choices)}}}\)\)"


def _type(column: Column) -> str:
    written = str(column.type)
    plain = written.partition("[")[0] if written.endswith("[]") else written
    known = _TYPES.get("array" if written.endswith("[]") else plain, re.escape(written))
    return rf"(?:{known}|{re.escape(written)})"

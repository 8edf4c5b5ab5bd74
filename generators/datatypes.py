"""Types: how a PostgreSQL type is written in tables, migrations, schemas and parameters."""

from collections.abc import Mapping
from dataclasses import dataclass

from generators.blueprint import Column, ColumnType, Entity, TypeName

INTEGER_BOUNDS = {
    TypeName.SMALLINT: (-(2**15), 2**15 - 1),
    TypeName.INTEGER: (-(2**31), 2**31 - 1),
    TypeName.BIGINT: (-(2**63), 2**63 - 1),
}
"""What fits into an integer column, both ends included."""

_PYTHON = {
    TypeName.SMALLINT: "int",
    TypeName.INTEGER: "int",
    TypeName.BIGINT: "int",
    TypeName.NUMERIC: "Decimal",
    TypeName.FLOAT: "float",
    TypeName.BOOLEAN: "bool",
    TypeName.VARCHAR: "str",
    TypeName.TEXT: "str",
    TypeName.UUID: "uuid.UUID",
    TypeName.DATE: "dt.date",
    TypeName.TIME: "dt.time",
    TypeName.TIMESTAMP: "dt.datetime",
    TypeName.INTERVAL: "dt.timedelta",
    TypeName.JSON: "Any",
    TypeName.BYTES: "bytes",
}

_SQLALCHEMY = {
    TypeName.SMALLINT: "SmallInteger()",
    TypeName.INTEGER: "Integer()",
    TypeName.BIGINT: "BigInteger()",
    TypeName.FLOAT: "Double()",
    TypeName.BOOLEAN: "Boolean()",
    TypeName.TEXT: "Text()",
    TypeName.UUID: "Uuid()",
    TypeName.DATE: "Date()",
    TypeName.TIME: "Time()",
    TypeName.TIMESTAMP: "DateTime(timezone=True)",
    TypeName.INTERVAL: "Interval()",
    TypeName.BYTES: "LargeBinary()",
}

TEXTUAL = frozenset({TypeName.VARCHAR, TypeName.TEXT})
TOLD_BY_ANNOTATION = frozenset(
    {TypeName.INTEGER, TypeName.BOOLEAN, TypeName.UUID, TypeName.DATE, TypeName.TIME, TypeName.INTERVAL, TypeName.BYTES}
)
"""The types that SQLModel gives a column of itself, by the annotation of its field."""


def product_source(entity: Entity, column: Column, known: Mapping[str, str]) -> str:
    """Give the expression of a column that multiplies others, whose sources are ``known``; rounded as the database
    would, so that what adds such values up agrees with what is stored."""
    factors = column.derivation.factors if column.derivation else ()
    product = " * ".join(known[factor] for factor in factors)
    digits = sum(entity.column(factor).type.scale or 0 for factor in factors)
    if column.type.name is not TypeName.NUMERIC or column.type.scale is None or digits <= column.type.scale:
        return product
    least = f"0.{'1':0>{column.type.scale}}" if column.type.scale else "1"
    return f'({product}).quantize(Decimal("{least}"), ROUND_HALF_UP)'


def python_type(kind: ColumnType) -> str:
    """Give the annotation of a value as it is read from the database."""
    if kind.name is TypeName.ARRAY:
        return f"list[{_PYTHON[kind.item or TypeName.TEXT]}]"
    return _PYTHON[kind.name]


@dataclass(frozen=True, slots=True)
class SqlTypes:
    """How SQLAlchemy's types are reached: ``prefix`` for generic ones, ``dialect`` for PostgreSQL's."""

    prefix: str = ""
    dialect: str = ""

    def write(self, kind: ColumnType) -> str:
        """Give the SQLAlchemy type as source."""
        if kind.name is TypeName.ARRAY:
            item = self.write(ColumnType(kind.item or TypeName.TEXT))
            return f"{self.dialect}ARRAY({item})"
        if kind.name is TypeName.JSON:
            return f"{self.dialect}JSONB(none_as_null=True)"
        if kind.name is TypeName.VARCHAR:
            return f"{self.prefix}String({kind.length or ''})"
        if kind.name is TypeName.NUMERIC:
            digits = f"{kind.precision}, {kind.scale or 0}" if kind.precision else ""
            return f"{self.prefix}Numeric({digits})"
        return f"{self.prefix}{_SQLALCHEMY[kind.name]}"


MODEL_TYPES = SqlTypes()
MIGRATION_TYPES = SqlTypes("sa.", "postgresql.")

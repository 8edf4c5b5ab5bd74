"""What tables state of one column, before it is merged."""

from dataclasses import dataclass

from workbench.reading.facts import ColumnFact, FieldFact


@dataclass(frozen=True, slots=True)
class Statement:
    """What one table statement says of a column; ``notation`` is the table's."""

    fact: ColumnFact
    notation: str

    @property
    def field(self) -> FieldFact:
        """The field part of the fact."""
        return self.fact.field


def stated_nullable(statement: Statement) -> bool | None:
    """Tell whether a statement says that the column can be empty; nothing where it does not speak of it."""
    field = statement.field
    if field.nullable is not None:
        return field.nullable
    if field.required is not None:
        return not field.required and not field.has_default
    if (statement.fact.on_delete or "").replace("_", " ").upper() == "SET NULL":
        return True  # a column that is emptied with the row it refers to can be empty
    return None

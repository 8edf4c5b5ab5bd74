"""Changes: the closed set of steps that lead from one schema to another, each with its opposite."""

from dataclasses import dataclass

from generators.constraints import CheckRule, IndexRule
from generators.migrations.tables import ForeignKey, PrimaryKey, Table, TableColumn, Unique


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A new table with everything that belongs to it."""

    table: Table

    def opposite(self) -> "Change":
        """Drop it."""
        return DropTable(self.table)


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table goes, and its rows with it."""

    table: Table

    def opposite(self) -> "Change":
        """Create it again, empty."""
        return CreateTable(self.table)


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table gets another name and keeps its rows."""

    old: str
    new: str

    def opposite(self) -> "Change":
        """Give it its old name."""
        return RenameTable(self.new, self.old)


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A new column. ``external`` marks a table of another system, which may have it already."""

    table: str
    column: TableColumn
    external: bool = False

    def opposite(self) -> "Change":
        """Drop it, unless it belongs to another system."""
        return KeepColumn(self.table, self.column) if self.external else DropColumn(self.table, self.column)


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column goes, and its values with it."""

    table: str
    column: TableColumn

    def opposite(self) -> "Change":
        """Add it again, without its values."""
        return AddColumn(self.table, self.column)


@dataclass(frozen=True, slots=True)
class KeepColumn:
    """A column of another system's table that is no longer used here: it stays, and may be left empty."""

    table: str
    column: TableColumn

    def opposite(self) -> "Change":
        """It is there."""
        return self


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """A column gets another name and keeps its values."""

    table: str
    old: str
    new: str

    def opposite(self) -> "Change":
        """Give it its old name."""
        return RenameColumn(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """A column keeps its name and changes its type, its default, or whether it can be empty."""

    table: str
    old: TableColumn
    new: TableColumn

    def opposite(self) -> "Change":
        """Change it back."""
        return AlterColumn(self.table, self.new, self.old)


@dataclass(frozen=True, slots=True)
class RenameRule:
    """A constraint or index (``index``) gets the name that belongs to its renamed columns."""

    table: str
    old: str
    new: str
    index: bool = False

    def opposite(self) -> "Change":
        """Give it its old name."""
        return RenameRule(self.table, self.new, self.old, self.index)


Rule = PrimaryKey | Unique | CheckRule | IndexRule | ForeignKey


@dataclass(frozen=True, slots=True)
class AddRule:
    """A table gets a constraint or an index."""

    table: str
    rule: Rule

    def opposite(self) -> "Change":
        """Drop it."""
        return DropRule(self.table, self.rule)


@dataclass(frozen=True, slots=True)
class DropRule:
    """A table loses a constraint or an index."""

    table: str
    rule: Rule

    def opposite(self) -> "Change":
        """Add it again."""
        return AddRule(self.table, self.rule)


Change = (
    CreateTable
    | DropTable
    | RenameTable
    | AddColumn
    | DropColumn
    | KeepColumn
    | RenameColumn
    | AlterColumn
    | RenameRule
    | AddRule
    | DropRule
)
"""One step; ``opposite`` takes it back."""

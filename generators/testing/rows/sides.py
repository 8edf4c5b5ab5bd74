"""Two sides: rows that lie below somebody else's row, and whom of the two each operation serves."""

from dataclasses import dataclass, replace

from generators.blueprint import Access, Entity, EntityPurpose, OperationKind
from generators.callers import is_reading
from generators.naming import human
from generators.reach import must_own
from generators.testing.naming import caller_key
from generators.testing.rows.readiness import ready_values
from generators.testing.rows.recipes import related_rows
from generators.testing.views.calls import CallView


@dataclass(frozen=True)
class Sides:
    """The two sides of an operation's rows: their author, and the holder of the row above."""

    view: CallView

    @property
    def far(self) -> Entity | None:
        """The row above whose holder the operation serves as well; nothing where it serves the author alone."""
        ways = (side.steps for side in self.view.operation.sides)
        return next((self._above(steps[0]) for steps in ways if len(steps) > 1), None)

    @property
    def words(self) -> str:
        """What the row above is called."""
        return human(self.far.singular).replace(" ", "_") if self.far else ""

    @property
    def reads(self) -> bool:
        """Whether the operation only reads."""
        return is_reading(self.view.operation)

    @property
    def decides(self) -> bool:
        """Whether it is for the holder of the row above alone."""
        return bool(self.far) and len(self.view.operation.sides) == 1

    def arrange(self, author: str, holder: str) -> str:
        """Give the lines that store a row of ``author`` below one of ``holder``."""
        view, above = self.view, self.far
        wanted = [view.recipe.target(each) for each in view.recipe.addressed] + [view.entity]
        steps = next(side.steps for side in view.operation.sides if len(side.steps) > 1)
        rows = related_rows(view.recipe.blueprint, [*([above] if above else []), *wanted], {steps[0]})
        ready = dict(ready_values(view.operation, view.entity, view.caller))
        own = [row.entity == view.entity for row in rows]
        return "\n".join(
            row.having(ready).line(author) if mine else row.line(holder) for row, mine in zip(rows, own, strict=True)
        )

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The rows of others to which a new row may be tied: what each is called, and the lines that store it."""
        operation, recipe = self.view.operation, self.view.recipe
        if operation.kind is not OperationKind.CREATE or operation.access is not Access.REQUIRED or self.view.role:
            return ()
        if self.view.entity.owner is None or len(self.view.entity.owner.steps) != 1:
            return ()
        return tuple(
            (human(row.entity.singular).replace(" ", "_"), self._stored_for(row.entity, "other_user"))
            for row in recipe.rows()
            if row.entity.owner is not None and row.entity.purpose is EntityPurpose.DATA
            if not must_own(recipe.blueprint, operation, row.entity) and not row.foreign
        )

    @property
    def own(self) -> tuple[str, str] | None:
        """The row that must be somebody else's: what it is called, and the lines that store it for the caller."""
        foreign = self.view.operation.foreign
        if foreign is None:
            return None
        entity = self._above(foreign.via)
        return human(entity.singular).replace(" ", "_"), self._stored_for(entity, self.view.caller)

    @property
    def author(self) -> str:
        """What the author's column of a new row must hold, as Python source."""
        owner = self.view.entity.owner
        column = self.view.entity.column(owner.steps[0]) if owner else None
        return f"{self.view.caller}.{caller_key(column)}"

    @property
    def author_column(self) -> str:
        """The column that holds the author."""
        return self.view.entity.owner.steps[0] if self.view.entity.owner else ""

    def _stored_for(self, entity: Entity, holder: str) -> str:
        """Give the lines that store what the call names, the row of ``entity`` for ``holder``."""
        caller, rows = self.view.caller, self.view.recipe.rows()
        return "\n".join(replace(row, foreign=False).line(holder if row.entity == entity else caller) for row in rows)

    def _above(self, via: str) -> Entity:
        return self.view.recipe.blueprint.above(self.view.entity, (via,))

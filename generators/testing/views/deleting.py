"""Views of the operations that delete a row."""

from dataclasses import dataclass

from generators.blueprint import DeleteRule, Entity, EntityPurpose
from generators.naming import attribute, human
from generators.testing.rows.recipes import Row
from generators.testing.views.changing import BodyView


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that go, or lose their parent, when the addressed row is deleted."""

    verb: str
    words: str
    arrange: str
    check: str


@dataclass(frozen=True)
class DeleteView(BodyView):
    """A delete."""

    @property
    def children(self) -> tuple[Child, ...]:
        """What happens to the rows that reference the deleted one."""
        found = []
        for entity in self.recipe.blueprint.entities:
            if entity.purpose is EntityPurpose.REFRESH_TOKENS or entity.name == self.entity.name:
                continue
            for column in entity.columns:
                reference = column.references
                if reference is None or reference.entity != self.entity.name:
                    continue
                name = attribute(column.name)
                override = (name, f"{self.row}.{attribute(reference.column)}")
                arrange = Row(self.recipe.blueprint, "child", entity, (override,)).line(self.caller)
                if reference.on_delete is DeleteRule.CASCADE:
                    check = "assert await row_of(session, child) is None"
                    found.append(Child("removes", _plural(entity), arrange, check))
                elif reference.on_delete is DeleteRule.SET_NULL:
                    left = f'{{"{column.name}": None}}'
                    check = f"assert part(await row_of(session, child), {left}) == {left}"
                    found.append(Child("leaves", _plural(entity), arrange, check))
        return tuple({child.words: child for child in found}.values())


def _plural(entity: Entity) -> str:
    return human(entity.name).replace(" ", "_")

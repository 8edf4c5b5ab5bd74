"""Views of the operations that tie rows together."""

import re
from dataclasses import dataclass

from generators.blueprint import Entity
from generators.naming import attribute
from generators.testing.naming import factory_of, variable_of
from generators.testing.rows.recipes import owner_arguments
from generators.testing.sources import dict_source
from generators.testing.views.changing import BodyView


@dataclass(frozen=True)
class LinkView(BodyView):
    """A link between two rows, or its end."""

    @property
    def tied_columns(self) -> tuple[tuple[str, str], ...]:
        """The columns of the join table and the keys that they hold."""
        found = []
        for parameter in self.recipe.addressed:
            if parameter.via and self.entity.has(parameter.via):
                target = self.recipe.target(parameter)
                found.append((parameter.via, f"{variable_of(target)}.{self._referenced(parameter.via, target)}"))
        for field, entity, column in self.recipe.references():
            if field.column:
                found.append((field.column, f"{variable_of(entity)}.{attribute(column)}"))
        given = dict(found)
        for column_ in self.entity.columns:
            reference = column_.references
            users = self.recipe.blueprint.users
            if column_.name not in given and reference and users and reference.entity == users.name:
                given[column_.name] = f"{self.caller}.{attribute(reference.column)}"
        return tuple(given.items())

    def _referenced(self, column: str, target: Entity) -> str:
        """Give the attribute that a column of the join table references, whatever column the path names the row by."""
        reference = self.entity.column(column).references
        return attribute(reference.column if reference else target.key[0].name)

    @property
    def oneself(self) -> bool:
        """Whether the table keeps users from being tied to themselves."""
        users = self.recipe.blueprint.users
        ends = [column for column in self.entity.columns if column.references and users]
        between_users = users is not None and all(
            column.references is not None and column.references.entity == users.name for column in ends
        )
        return between_users and any(re.search(r"<>|!=", check.expression) for check in self.entity.checks)

    @property
    def send_oneself(self) -> str:
        """The expression that sends the request with the caller's own row in the path."""
        users = self.recipe.blueprint.users
        call = self.send(self.body_or_none)
        return call.replace(f"{{{variable_of(users)}.", f"{{{self.caller}.") if users else call

    @property
    def validation_status(self) -> int:
        """The answer to what is not allowed."""
        return self.recipe.blueprint.settings.validation_status

    @property
    def join_columns(self) -> str:
        """The same as a dictionary's source."""
        return dict_source(self.tied_columns)

    @property
    def arrange_link(self) -> str:
        """The line that stores the link."""
        overrides = "".join(f", {attribute(name)}={source}" for name, source in self.tied_columns)
        owner = owner_arguments(self.recipe.blueprint, self.entity, self.caller)
        return f"await {factory_of(self.entity)}({', '.join(['session', *owner])}{overrides})"

    @property
    def tied(self) -> list[str]:
        """The variables of the rows that are tied."""
        return list(dict.fromkeys(variable_of(self.recipe.target(each)) for each in self.recipe.addressed))

"""Guards in tests: what rows of other states, other people's rows and concealed rows must do to a call."""

from dataclasses import dataclass

from generators.blueprint import EffectValue, Entity, Hidden, Operation, Record, RecordField, RecordValue
from generators.naming import attribute, class_name, human
from generators.states import frozen_states, moved_to
from generators.testing.naming import caller_key, caller_of, headers_of, json_name, key_of
from generators.testing.rows.readiness import moving_target, ready_values
from generators.testing.rows.recipes import Recipe
from generators.testing.sources import dict_source
from generators.testing.suite import Source
from generators.testing.values.making import literal_source


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row that a call writes along: its table class, its name in words, and what it must hold."""

    model: str
    words: str
    expected: str


@dataclass(frozen=True)
class Guards:
    """What guards the row of one operation; ``row`` is its variable, ``caller`` who calls."""

    recipe: Recipe
    row: str

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.recipe.operation

    @property
    def entity(self) -> Entity:
        """Its entity."""
        return self.recipe.entity

    @property
    def target(self) -> str | None:
        """The state to which the call moves the row."""
        return moving_target(self.operation, self.entity) if self.operation.entity else None

    @property
    def state_column(self) -> str:
        """The column that holds the state."""
        return self.entity.states.column if self.entity.states else ""

    @property
    def chooses(self) -> str | None:
        """The member of the body that says to which state the row goes; nothing where the operation itself does."""
        effect = moved_to(self.operation, self.entity)
        if effect is None or effect.value is not EffectValue.BODY:
            return None
        field = next(one for one in self.operation.body if one.column == effect.column)
        return json_name(self.recipe.blueprint, field.name)

    @property
    def steps_table(self) -> str:
        """The names of the arguments of the tests on steps."""
        return "state, target" if self.chooses else "state"

    @property
    def allowed(self) -> list[Source]:
        """The steps that the operation may take."""
        return self._steps(allowed=True)

    @property
    def forbidden(self) -> list[Source]:
        """The steps that it must refuse."""
        return self._steps(allowed=False)

    def _steps(self, *, allowed: bool) -> list[Source]:
        machine = self.entity.states
        if machine is None or self.target is None:
            return []
        states = self.entity.column(machine.column).limits.choices
        known = {(step.origin, step.target) for step in machine.transitions}
        targets = states if self.chooses else (self.target,)
        pairs = [(origin, target) for origin in states for target in targets if ((origin, target) in known) is allowed]
        return [Source(f'("{origin}", "{target}")' if self.chooses else f'"{origin}"') for origin, target in pairs]

    def body_for(self, body: str | None) -> str | None:
        """Give the body of a call that takes the step of a row of the table."""
        return f'{{**{body}, "{self.chooses}": target}}' if self.chooses else body

    @property
    def reached(self) -> str:
        """The state after such a call, as Python source."""
        return "target" if self.chooses else f'"{self.target}"'

    @property
    def frozen(self) -> tuple[str, ...]:
        """The states in which the row must stay as it is."""
        return frozen_states(self.operation, self.entity) if self.operation.entity else ()

    @property
    def strange(self) -> tuple[tuple[str, str], ...]:
        """The keyword arguments of a row in which the caller has no part; empty where nobody is kept out."""
        held = {attribute(grant.column) for grant in self.operation.permits if grant.column}
        whole = {role for grant in self.operation.permits if grant.column is None for role in grant.roles}
        if not held or self.recipe.role in whole:
            return ()
        values = dict(ready_values(self.operation, self.entity, self.recipe.caller))
        owner = self.entity.owner.steps[0] if self.entity.owner else ""
        rest = {name: source for name, source in values.items() if name not in held}
        nullable = {attribute(column.name) for column in self.entity.columns if column.nullable}
        return tuple((rest | {name: "None" for name in held & nullable if name != attribute(owner)}).items())

    @property
    def admitted(self) -> tuple[tuple[str, str, str], ...]:
        """The roles that may do it to every row that they reach: role, fixture of its header, and of the caller."""
        whole = dict.fromkeys(role for grant in self.operation.permits if grant.column is None for role in grant.roles)
        able = [role for role in whole if not self.operation.roles or role in self.operation.roles]
        reaching = [role for role in able if role in self.operation.bypass_roles and role != self.recipe.role]
        return tuple((role, headers_of(role), caller_of(role)) for role in reaching)

    @property
    def records(self) -> tuple[Recorded, ...]:
        """The rows that a call writes along."""
        blueprint = self.recipe.blueprint
        return tuple(
            Recorded(
                class_name(blueprint.entity(record.entity)),
                human(blueprint.entity(record.entity).name).replace(" ", "_"),
                dict_source((one.column, source) for one in record.fields if (source := self._recorded(record, one))),
            )
            for record in self.operation.records
        )

    def _recorded(self, record: Record, one: RecordField) -> str | None:
        if one.holds is RecordValue.CALLER:
            held = self.recipe.blueprint.entity(record.entity).column(one.column)
            return f"{self.recipe.caller}.{caller_key(held)}"
        if one.holds is RecordValue.KEY:
            return f"{self.row}.{attribute(key_of(self.entity).name)}"
        if one.holds is RecordValue.BEFORE:
            return f"{self.row}.{attribute(str(one.value))}"
        if one.holds is RecordValue.LITERAL:
            return repr(one.value)
        if one.holds is RecordValue.AFTER and str(one.value) == record.on and self.target:
            return f'"{self.target}"'
        sent = dict(self.recipe.body(optional=True, variant=self.variant))
        return sent.get(str(one.value))

    @property
    def variant(self) -> int:
        """Which values the call sends."""
        return 1 if self.operation.kind.value in {"patch", "replace"} else 0


@dataclass(frozen=True, slots=True)
class Concealed:
    """Rows that the ordinary user may not know of: ``value`` is the keyword argument that makes a row one of them,
    ``headers`` the fixture of somebody who may, ``member`` and ``source`` the same in a body."""

    words: str
    value: str
    headers: str
    role: str
    member: str
    source: str


def concealed_of(recipe: Recipe) -> tuple[Concealed, ...]:
    """Give what the caller of an operation may not know of."""
    if recipe.operation.entity is None:
        return ()
    return tuple(
        _concealed(recipe, hidden)
        for hidden in recipe.entity.hidden
        if recipe.role not in hidden.roles and recipe.blueprint.settings.default_role not in hidden.roles
    )


def _concealed(recipe: Recipe, hidden: Hidden) -> Concealed:
    column = recipe.entity.column(hidden.column)
    source = literal_source(column.type, hidden.equals) or repr(hidden.equals)
    reaching = [role for role in hidden.roles if role in recipe.operation.bypass_roles] or list(hidden.roles)
    return Concealed(
        human(hidden.column).replace(" ", "_"),
        f"{attribute(hidden.column)}={source}",
        headers_of(reaching[0]),
        reaching[0],
        json_name(recipe.blueprint, hidden.column),
        source,
    )

"""The blueprint: the one vocabulary between the specifications and the generated backend.

Immutable, typed, ordered and JSON-serialisable; equal specifications and answers give an equal
blueprint, and ``fingerprint`` names its content.
"""

from dataclasses import dataclass

from generators.blueprint.behaviour import (
    Deadline,
    Foreign,
    Grant,
    Hidden,
    Record,
    RecordField,
    RecordValue,
    Recurrence,
    Stamp,
    StateMachine,
    Transition,
    Within,
)
from generators.blueprint.bodies import Body, BodyField, Children, Group, Holds, Response, ResponseField
from generators.blueprint.codec import fingerprint, from_json, to_json
from generators.blueprint.effects import Adjustment, Counted, Effect, EffectValue, RateLimit
from generators.blueprint.entity import (
    CONFLICT,
    INTEGERS,
    MOMENTS,
    NUMBERS,
    Check,
    Column,
    ColumnRole,
    ColumnType,
    CountLimit,
    Default,
    DefaultKind,
    DeleteRule,
    Derivation,
    DerivationKind,
    Entity,
    EntityPurpose,
    Index,
    Limits,
    OwnerPath,
    Period,
    Plan,
    Reference,
    TypeName,
    users_among,
)
from generators.blueprint.kinds import (
    CHANGING,
    CREATING,
    DELETING,
    OF_ONESELF,
    SESSIONS,
    STORING,
    Access,
    OperationKind,
)
from generators.blueprint.message import FIELD_OCCASIONS, Message, Occasion
from generators.blueprint.operation import Operation
from generators.blueprint.parameters import Choice, PathParameter, PathUse, QueryParameter, QueryUse
from generators.blueprint.rule import Requirement, RequirementStatus, Rule, RuleKind
from generators.blueprint.scalar import JsonScalar
from generators.blueprint.settings import (
    DEFAULT_ERROR_BODY,
    ErrorField,
    ErrorPart,
    Settings,
    TokenIssuer,
    UnknownFields,
)
from generators.blueprint.source import Source
from generators.blueprint.view import Among, Member, Shows, Through


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A whole backend-to-be, in the order in which it is written."""

    settings: Settings
    entities: tuple[Entity, ...]
    operations: tuple[Operation, ...]
    rules: tuple[Rule, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    def entity(self, name: str) -> Entity:
        """Give the entity of that table name; raises ``KeyError`` where there is none."""
        for entity in self.entities:
            if entity.name == name:
                return entity
        raise KeyError(f"no entity {name}")

    def above(self, entity: Entity, steps: tuple[str, ...]) -> Entity:
        """Give the entity to which the foreign keys ``steps`` lead from a row of ``entity``."""
        for step in steps:
            reference = entity.column(step).references
            if reference is None:
                raise ValueError(f"{entity.name}.{step} leads nowhere")
            entity = self.entity(reference.entity)
        return entity

    @property
    def users(self) -> Entity | None:
        """The entity that holds the users, where the backend has one."""
        return users_among(self.entities)

    @property
    def refresh_tokens(self) -> Entity | None:
        """The entity that holds the refresh tokens that are issued here, where any are."""
        return next((entity for entity in self.entities if entity.purpose is EntityPurpose.REFRESH_TOKENS), None)

    @property
    def tenants(self) -> Entity | None:
        """The entity that users belong to, each to one row, where rows are kept apart by it."""
        column = self.tenant_column
        return self.entity(column.references.entity) if column and column.references else None

    @property
    def tenant_column(self) -> Column | None:
        """The users' column that tells which tenant a user belongs to."""
        return self.users.with_role(ColumnRole.TENANT) if self.users else None

    @property
    def features(self) -> tuple[str, ...]:
        """The route modules, in the order of their first operation."""
        return tuple(dict.fromkeys(operation.feature for operation in self.operations))


__all__ = [
    "CHANGING",
    "CONFLICT",
    "CREATING",
    "DEFAULT_ERROR_BODY",
    "DELETING",
    "FIELD_OCCASIONS",
    "INTEGERS",
    "MOMENTS",
    "NUMBERS",
    "OF_ONESELF",
    "SESSIONS",
    "STORING",
    "Access",
    "Adjustment",
    "Among",
    "Blueprint",
    "Body",
    "BodyField",
    "Check",
    "Children",
    "Choice",
    "Column",
    "ColumnRole",
    "ColumnType",
    "CountLimit",
    "Counted",
    "Deadline",
    "Default",
    "DefaultKind",
    "DeleteRule",
    "Derivation",
    "DerivationKind",
    "Effect",
    "EffectValue",
    "Entity",
    "EntityPurpose",
    "ErrorField",
    "ErrorPart",
    "Foreign",
    "Grant",
    "Group",
    "Hidden",
    "Holds",
    "Index",
    "JsonScalar",
    "Limits",
    "Member",
    "Message",
    "Occasion",
    "Operation",
    "OperationKind",
    "OwnerPath",
    "PathParameter",
    "PathUse",
    "Period",
    "Plan",
    "QueryParameter",
    "QueryUse",
    "RateLimit",
    "Record",
    "RecordField",
    "RecordValue",
    "Recurrence",
    "Reference",
    "Requirement",
    "RequirementStatus",
    "Response",
    "ResponseField",
    "Rule",
    "RuleKind",
    "Settings",
    "Shows",
    "Source",
    "Stamp",
    "StateMachine",
    "Through",
    "TokenIssuer",
    "Transition",
    "TypeName",
    "UnknownFields",
    "Within",
    "fingerprint",
    "from_json",
    "to_json",
    "users_among",
]

"""The catalogue of gaps: what the documents leave open, one entry per kind, each decided or asked."""

from collections.abc import Sequence

from generators.blueprint import BodyField, Entity, EntityPurpose, Operation, OperationKind, Source
from workbench.reading.facts import FieldFact
from workbench.resolving.access import Policy
from workbench.resolving.endpoints import Endpoint
from workbench.resolving.ledger import Ledger
from workbench.resolving.questions import Choice

_STORING = (OperationKind.CREATE, OperationKind.REPLACE, OperationKind.PATCH)


class Gaps:
    """Finds what is missing between endpoints and tables while operations are made."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def derived_body(self, endpoint: Endpoint, entity: Entity) -> None:
        """An endpoint that writes, of whose body nothing is said."""
        self._ledger.note(
            f"endpoint.{endpoint.method} {endpoint.path}.body",
            f"{endpoint.method} {endpoint.path} takes the columns of {entity.name} that a client may set.",
            "the columns",
            endpoint.sources,
            reason="No document describes the body.",
        )

    def stored(
        self, endpoint: Endpoint, kind: OperationKind, entity: Entity | None, body: Sequence[BodyField]
    ) -> tuple[BodyField, ...]:
        """Body fields that no column holds: give the body without those that are refused."""
        if entity is None or kind not in _STORING:
            return tuple(body)
        kept = [(field.column or field.children or field.through) is not None for field in body]
        return tuple(
            field
            for field, stored in zip(body, kept, strict=True)
            if stored or self._takes(endpoint, entity, field) == "ignore"
        )

    def _takes(self, endpoint: Endpoint, entity: Entity, field: BodyField) -> str:
        return self._ledger.ask(
            f"{entity.name}.{field.name}.stored",
            f"{endpoint.method} {endpoint.path} takes {field.name}, but {entity.name} has no such column. "
            "What happens to it?",
            [
                Choice("ignore", "it is accepted and not stored", f"{field.name} is checked and dropped."),
                Choice("refuse", "it is not part of the body", f"{field.name} is left out of the schema."),
            ],
            (*field.sources, *endpoint.sources[:1], *entity.sources[:1]),
            why="the table is described without it.",
            blocking=False,
            affects=5,
        )

    def accepts(self, endpoint: Endpoint, entity: Entity, field: FieldFact) -> bool:
        """A query parameter that stands for nothing in the table: tell whether it is accepted all the same."""
        sources = (field.source,) if field.source else endpoint.sources[:1]
        value = self._ledger.ask(
            f"endpoint.{endpoint.method} {endpoint.path}.{field.name}",
            f"What does {field.name} select on {endpoint.method} {endpoint.path}? {entity.name} has no such column.",
            [
                Choice("ignore", "it is accepted and has no effect", f"{field.name} is checked and not used."),
                Choice("leave_out", "it is no parameter", f"The route does not know {field.name}."),
            ],
            (*sources, *entity.sources[:1]),
            why="nothing in the tables fits its name.",
            blocking=False,
            affects=4,
        )
        return value == "ignore"

    def without_authentication(self, policy: Policy, evidence: Sequence[Source]) -> None:
        """Specifications that never speak of authentication."""
        if not policy.known:
            self._ledger.note(
                "auth.default",
                "Every endpoint needs a signed-in user unless it is declared public.",
                "required",
                evidence,
                reason="No document speaks of authentication, and closed is safer than open.",
            )

    def idle_tables(self, entities: Sequence[Entity], operations: Sequence[Operation]) -> None:
        """Tables that no endpoint reads or writes."""
        used = {operation.entity for operation in operations}
        used |= {parameter.entity for operation in operations for parameter in operation.path_parameters}
        used |= {field.children.entity for operation in operations for field in operation.body if field.children}
        for entity in entities:
            if entity.name not in used and entity.purpose is EntityPurpose.DATA and entity.sources:
                self._ledger.note(
                    f"{entity.name}.endpoints",
                    f"{entity.name} is created, and no endpoint reads or writes it.",
                    "table only",
                    entity.sources[:1],
                    reason="The database documents describe it, the interface does not.",
                )

    def ownerless(self, entities: Sequence[Entity], operations: Sequence[Operation]) -> None:
        """Tables behind protected endpoints whose rows belong to nobody."""
        used = {operation.entity for operation in operations}
        for entity in entities:
            kept = entity.owner is not None or entity.tenant is not None
            if not kept and entity.purpose is EntityPurpose.DATA and entity.name in used:
                self._ledger.note(
                    f"{entity.name}.owner",
                    f"Rows of {entity.name} belong to nobody: whoever may call an endpoint sees them all.",
                    "shared",
                    entity.sources[:1],
                    reason="No column leads from the table to a user.",
                )

    def ports(self, operations: Sequence[Operation]) -> None:
        """Endpoints that are none of the known kinds."""
        for operation in operations:
            if operation.kind is OperationKind.PORT:
                self._ledger.note(
                    f"endpoint.{operation.method} {operation.path}.port",
                    f"{operation.method} {operation.path} becomes a port: its route checks and authorises, "
                    "what it does is written behind a typed interface.",
                    "port",
                    operation.sources[:2],
                    reason="What it does follows from no table and no rule.",
                )

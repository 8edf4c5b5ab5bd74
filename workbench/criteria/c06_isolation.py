"""C6: all user data is isolated by owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from generators.blueprint import Access, Entity, Operation, OperationKind, PathUse
from generators.reach import is_open
from workbench.criteria.grounds import Grounds
from workbench.criteria.judging import Finding, count, evidence_of, worst
from workbench.criteria.owner_filters import check_owner_filters
from workbench.criteria.ownership import Ownership, keys_in, owned_entity, path_keys
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import Exchange
from workbench.wording import plural

_REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
_OVER_MANY = (OperationKind.LIST, OperationKind.AGGREGATE, OperationKind.BULK_DELETE)


def check_isolation(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Follow two identities through every operation on owned data, and the owner through the code.

    Red where a user was answered with success on another user's row, saw one of its keys in a list,
    may name the owner in the body, or where a statement on owned data does not mention the owner;
    amber where no second user was seen to try.
    """
    ownership = Ownership(grounds)
    operations = [operation for operation in grounds.blueprint.operations if _concerns_owned_data(grounds, operation)]
    observed = tuple(
        evidence_of(grounds, operation, _finding(grounds, ownership, operation)) for operation in operations
    )
    in_code = check_owner_filters(grounds)
    statements = plural(count(in_code), "function")
    if not observed:
        evidence = (*in_code, Evidence("The specifications know no data that belong to a user.", State.GREEN))
        return "No data belong to a user.", evidence
    summary = (
        f"{count(observed)} of {plural(len(observed), 'endpoint')} on owned data kept a second user out; "
        f"{statements} of {len(in_code)} with statements on it filter by the owner."
    )
    return summary, (*observed, *in_code)


def _concerns_owned_data(grounds: Grounds, operation: Operation) -> bool:
    addressed = any(
        parameter.use is PathUse.CALLER or owned_entity(grounds, operation, parameter)
        for parameter in operation.path_parameters
    )
    entity = _entity(grounds, operation)
    concerned = addressed or (entity is not None and not is_open(operation, entity))
    return operation.kind is not OperationKind.PORT and concerned


def _entity(grounds: Grounds, operation: Operation) -> Entity | None:
    """Give the owned entity that the operation is about."""
    found = next((entity for entity in grounds.blueprint.entities if entity.name == operation.entity), None)
    return found if found is not None and found.owner is not None else None


def _finding(grounds: Grounds, ownership: Ownership, operation: Operation) -> Finding:
    exchanges = grounds.exchanges_of(operation)
    if operation.access is not Access.REQUIRED:
        return State.GREEN, f"is declared {operation.access}: its rows are for everyone", None
    if operation.roles:
        return _limited_to_roles(operation, exchanges)
    view = _View(grounds, ownership, operation, _entity(grounds, operation))
    findings = [finding for exchange in exchanges for finding in view.leaks(exchange)] or list(view.refusals(exchanges))
    overall = worst(state for state, _, _ in findings)
    return next(finding for finding in findings if finding[0] is overall)


def _limited_to_roles(operation: Operation, exchanges: tuple[Exchange, ...]) -> Finding:
    roles = " or ".join(operation.roles)
    refusal = next((exchange for exchange in exchanges if exchange.status == HTTPStatus.FORBIDDEN), None)
    if refusal is None:
        return State.AMBER, f"is for {roles} only, but was not seen to refuse others", None
    return State.GREEN, f"is for {roles} only and answered others with 403", refusal.node


@dataclass(frozen=True)
class _View:
    """One operation, looked at for what a second user gets out of it."""

    grounds: Grounds
    ownership: Ownership
    operation: Operation
    entity: Entity | None

    def leaks(self, exchange: Exchange) -> Iterator[Finding]:
        """Give what a successful request should not have done; callers with a bypass role may do it."""
        if exchange.status >= HTTPStatus.BAD_REQUEST or not exchange.subject or self.operation.bypass_roles:
            return
        for name, owner in self._foreign(exchange):
            yield State.RED, f"answered {exchange.status} to {exchange.subject} for {owner}'s {name}", exchange.node
        if self.entity is not None:
            others = self.ownership.others_rows(exchange.node, self.operation, exchange.subject)
            if shown := others & keys_in(exchange, self.entity, self.grounds):
                yield State.RED, f"showed {exchange.subject} {plural(len(shown), 'row')} of another user", exchange.node

    def refusals(self, exchanges: tuple[Exchange, ...]) -> Iterator[Finding]:
        """Give, for every way to another user's rows, whether somebody was seen to be kept from it."""
        names = [
            parameter.name
            for parameter in self.operation.path_parameters
            if parameter.use is PathUse.CALLER or owned_entity(self.grounds, self.operation, parameter)
        ]
        tried = [(exchange, name) for exchange in exchanges for name, _ in self._foreign(exchange)]
        for name in names:
            refused = [exchange for exchange, key in tried if key == name and exchange.status in _REFUSED]
            if refused:
                first = refused[0]
                yield State.GREEN, f"answered {first.status} to a second user on another's {name}", first.node
            else:
                yield State.AMBER, f"was not tried by a second user on another's {name}", None
        if not names:
            yield self._without_address(exchanges)

    def _without_address(self, exchanges: tuple[Exchange, ...]) -> Finding:
        """Judge an operation that names no row: a list, an aggregate, a creation."""
        entity = self.entity
        if entity is None:
            return State.GREEN, "touches the caller's own data only", None
        succeeded = [
            exchange for exchange in exchanges if exchange.status < 300 and exchange.node in self.grounds.passed
        ]
        if self.operation.kind in _OVER_MANY:
            beside = [
                exchange
                for exchange in succeeded
                if self.ownership.others_rows(exchange.node, self.operation, exchange.subject or "")
            ]
            if beside:
                return State.GREEN, "left out the rows of another user", beside[0].node
            return State.AMBER, "was not called while another user had rows", None
        owner = entity.owner.steps[0] if entity.owner else ""
        if (
            any(field.column == owner for field in self.operation.body)
            and len(entity.owner.steps if entity.owner else ()) == 1
        ):
            return State.RED, "takes the owner from the body", None
        if succeeded:
            return State.GREEN, "works on the caller's own rows", succeeded[0].node
        return State.AMBER, "was not called with success", None

    def _foreign(self, exchange: Exchange) -> Iterator[tuple[str, str]]:
        """Give the path parameters by which a request addressed another user's data, and that user."""
        if not exchange.subject or exchange.forged:
            return
        for parameter, value in path_keys(self.operation, exchange):
            if parameter.use is PathUse.CALLER:
                if value != exchange.subject:
                    yield parameter.name, value
                continue
            entity = owned_entity(self.grounds, self.operation, parameter)
            row = (entity.name, value) if entity else ("", "")
            holders = self.ownership.holders_of(exchange.node, row, self.operation)
            if holders and exchange.subject not in holders:
                yield parameter.name, holders[0]

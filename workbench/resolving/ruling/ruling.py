"""The way of exact rules through resolving: into settings, tables and operations, and out again as requirements."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from generators.blueprint import (
    CREATING,
    BodyField,
    Entity,
    Message,
    Operation,
    OperationKind,
    Response,
    Settings,
    Source,
    TokenIssuer,
)
from generators.passwords import CHARACTERS
from workbench.reading.facts import RuleFact
from workbench.reading.notation.clauses import Clause
from workbench.resolving.dictation.taking import Dictated
from workbench.resolving.ruling.columns import rule_column
from workbench.resolving.ruling.endpoints import limit_calls, rule_operation
from workbench.resolving.ruling.limits import limited
from workbench.resolving.ruling.messages import MessageKey, key_of, read_message
from workbench.resolving.ruling.names import Refused, find_column, find_entity, find_operations
from workbench.resolving.ruling.tables import rule_table
from workbench.resolving.serving.refusing import can_clash

Kind = OperationKind
_LIMITS = ("length", "range", "above", "below", "pattern", "format", "choices")
_MOMENTS = ("future", "past", "not_past", "not_future")
_CREATING = (Kind.CREATE, Kind.REGISTER, Kind.REPLACE)
_CHANGING = (Kind.REPLACE, Kind.PATCH, Kind.UPDATE_ME)
_COSTS = (10, 14)
_SMALLEST_BODY, _LARGEST_BODY = 1024, 50 * 1024**2
_DERIVED = ("slug", "next", "copy", "product", "sum", "due")


@dataclass(frozen=True)
class Rulebook:
    """The exact rules of a project, after those that its sentences dictate; ``refused`` collects what could not be
    followed, by line and clause."""

    facts: tuple[RuleFact, ...]
    dictated: tuple[RuleFact, ...] = ()
    refused: dict[tuple[Source, int], str] = field(default_factory=dict)

    def after(self, dictated: Dictated) -> "Rulebook":
        """Give the rulebook in which the exact rules follow those that were dictated, and so have the last word."""
        said = [fact for facts in dictated.values() for fact in facts]
        # What holds only in some states is said of movements, wherever those stand.
        return replace(self, dictated=tuple(sorted(said, key=lambda fact: fact.clauses[0].word == "while")))

    def routes_told(self, word: str) -> frozenset[str]:
        """Give the paths of which a line says ``word``, whatever their parameters are called."""
        told = (fact for fact in self.facts if any(clause.word == word for clause in fact.clauses))
        return frozenset(fact.subject.path for fact in told if fact.subject.method)

    def rule_settings(self, settings: Settings) -> Settings:
        """Give the settings with what is said of everything."""
        for fact, clause in self._clauses(lambda fact: str(fact.subject) == "all"):
            if clause.word == "password_needs":
                needs = (*settings.password_needs, *clause.names("needs"))
                settings = replace(settings, password_needs=tuple(one for one in CHARACTERS if one in needs))
            if clause.word == "password_length" and fact in self.facts:  # what sentences say of it is settled before
                settings = replace(settings, password_min_length=int(clause.number("min") or 1))
            if clause.word == "body_size":
                settings = self._sized(fact, clause, settings)
            if clause.word == "password_hash":
                settings = self._hashed(fact, clause, settings)
            if clause.word not in ("access_token", "refresh_token"):
                continue
            if settings.token_issuer is not TokenIssuer.HERE:
                self._refuse(fact, clause, "tokens are issued elsewhere, which decides how long they live")
                continue
            seconds = int(clause.number("seconds") or 0)
            if clause.word == "access_token":
                settings = replace(settings, access_token_seconds=seconds)
            else:
                settings = replace(settings, refresh_token_seconds=seconds)
        return settings

    def _sized(self, fact: RuleFact, clause: Clause, settings: Settings) -> Settings:
        """Give the settings with how large a body may be: nobody reads more than that into memory at once."""
        size = int(clause.number("bytes") or 0)
        if not _SMALLEST_BODY <= size <= _LARGEST_BODY:
            self._refuse(fact, clause, "a body may hold 1 KB to 50 MB")
            return settings
        return replace(settings, max_body=size)

    def _hashed(self, fact: RuleFact, clause: Clause, settings: Settings) -> Settings:
        """Give the settings with how passwords are hashed: at a cost that takes a person's time and not a minute."""
        rounds = clause.number("rounds")
        if settings.token_issuer is not TokenIssuer.HERE:
            self._refuse(fact, clause, "passwords are kept elsewhere")
        elif rounds is not None and not _COSTS[0] <= rounds <= _COSTS[1]:
            self._refuse(fact, clause, f"bcrypt works at a cost of {_COSTS[0]} to {_COSTS[1]} here")
        else:
            settings = replace(settings, bcrypt_rounds=int(rounds) if rounds is not None else None)
        return settings

    def rule_messages(
        self, settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]
    ) -> Settings:
        """Give the settings with what errors are to say, which goes before what was found in the documents."""
        stated: dict[MessageKey, Message] = {}
        for fact, clause in self._clauses(lambda _: True):
            if clause.word == "message":
                try:
                    message = read_message(fact, clause, entities, operations)
                except Refused as reason:
                    self._refuse(fact, clause, str(reason))
                else:
                    stated[key_of(message)] = message
        kept = (one for one in settings.messages if key_of(one) not in stated)
        return replace(settings, messages=(*stated.values(), *kept)) if stated else settings

    def rule_entities(self, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Give the tables with what is said of them and of their columns."""
        for fact, clause in self._clauses(lambda fact: bool(fact.subject.table)):
            if clause.word == "message":
                continue
            try:
                entity = find_entity(fact.subject.table, entities)
                if fact.subject.column:
                    changed = rule_column(clause, entity, fact.subject.column, entities, fact.source)
                else:
                    changed = rule_table(clause, entity, entities, fact.source)
            except Refused as reason:
                self._refuse(fact, clause, str(reason))
            else:
                entities = tuple(changed if one.name == entity.name else one for one in entities)
        return entities

    def rule_operations(self, operations: tuple[Operation, ...], entities: tuple[Entity, ...]) -> tuple[Operation, ...]:
        """Give the operations with what is said of them, and of the values that they take."""
        for fact, clause in self._clauses(lambda _: True):
            try:
                changed = self._changed(fact, clause, operations, entities)
            except Refused as reason:
                self._refuse(fact, clause, str(reason))
            else:
                by_id = {one.id: one for one in changed}
                operations = tuple(by_id.get(one.id, one) for one in operations)
        return operations

    def notices(self) -> tuple[str, ...]:
        """Give one sentence for each clause that could not be followed."""
        written = {fact.source for fact in self.facts}
        refused = [(source, at, reason) for (source, at), reason in self.refused.items() if source in written]
        return tuple(f"{source}: column {at}: {reason}." for source, at, reason in sorted(refused))

    def _changed(
        self, fact: RuleFact, clause: Clause, operations: tuple[Operation, ...], entities: tuple[Entity, ...]
    ) -> list[Operation]:
        subject = fact.subject
        if subject.method:
            return [rule_operation(clause, one, entities, fact.source) for one in find_operations(subject, operations)]
        if str(subject) == "all":
            if clause.word != "calls":
                return []
            counted = [one for one in operations if clause.text("per") == "address" or one.access.value == "required"]
            return [limit_calls(clause, one, fact.source, "all") for one in counted if one.kind is not Kind.HEALTH]
        if clause.word == "message" or not subject.column or (fact.source, clause.at) in self.refused:
            return []
        entity = find_entity(subject.table, entities)
        column = find_column(subject.column, entity).name
        own = [one for one in operations if one.entity == entity.name]
        if clause.word == "hidden":
            return [replace(one, response=_without(one.response, column)) for one in own if one.response.columns]
        if clause.word == "unique":
            own = [one for one in own if can_clash(one, entity)]
            return [replace(one, errors=tuple(sorted({*one.errors, entity.taken_status}))) for one in own]
        return [replace(one, body=_body(clause, one, column)) for one in own if one.body]

    def _clauses(self, wanted: Callable[[RuleFact], bool]) -> Iterable[tuple[RuleFact, Clause]]:
        return [(fact, clause) for fact in (*self.dictated, *self.facts) if wanted(fact) for clause in fact.clauses]

    def _refuse(self, fact: RuleFact, clause: Clause, reason: str) -> None:
        self.refused[fact.source, clause.at] = reason


def _without(response: Response, column: str) -> Response:
    return replace(response, columns=tuple(name for name in response.columns if name != column))


def _body(clause: Clause, operation: Operation, column: str) -> tuple[BodyField, ...]:
    """Give the body of an operation with what a clause says of the value that a column holds."""
    fields: list[BodyField] = []
    for one in operation.body:
        if (one.column or one.name) != column:
            fields.append(one)
        elif clause.word in _LIMITS or (
            clause.word in _MOMENTS and (operation.kind in CREATING or clause.text("on") != "create")
        ):
            fields.append(replace(one, limits=limited(clause, one.limits)))
        elif clause.word == "required" and operation.kind in _CREATING:
            fields.append(replace(one, required=True, nullable=False))
        elif clause.word in ("optional", "default") and operation.kind in _CREATING:
            fields.append(replace(one, required=False))
        elif (clause.word == "immutable" and operation.kind in _CHANGING) or clause.word in _DERIVED:
            continue
        else:
            fields.append(one)
    return tuple(fields)

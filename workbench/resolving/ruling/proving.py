"""Exact rules as requirements: each clause is enforced by the rules of the blueprint that came of it, or open."""

from collections.abc import Iterator, Mapping

from generators.blueprint import Operation, Requirement, RequirementStatus, Rule, RuleKind, TypeName
from workbench.reading.facts import RuleFact
from workbench.reading.notation.clauses import Clause
from workbench.resolving.dictation.taking import Dictated, Said
from workbench.resolving.enforcing.messages import says
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof
from workbench.resolving.ruling.messages import read_message
from workbench.resolving.ruling.names import Refused, find_column, find_entity, find_operations
from workbench.resolving.ruling.ruling import Rulebook

_KINDS: dict[str, RuleKind] = {
    "required": RuleKind.REQUIRED,
    "length": RuleKind.LENGTH,
    "range": RuleKind.RANGE,
    "above": RuleKind.RANGE,
    "below": RuleKind.RANGE,
    "pattern": RuleKind.PATTERN,
    "format": RuleKind.FORMAT,
    "choices": RuleKind.CHOICES,
    "default": RuleKind.DEFAULT,
    "case": RuleKind.NORMALISATION,
    "future": RuleKind.TIME,
    "past": RuleKind.TIME,
    "not_past": RuleKind.TIME,
    "not_future": RuleKind.TIME,
    "unique": RuleKind.UNIQUE,
    "hidden": RuleKind.VISIBILITY,
    "on_delete": RuleKind.CASCADE,
    "slug": RuleKind.COMPUTED,
    "next": RuleKind.COMPUTED,
    "copy": RuleKind.COMPUTED,
    "product": RuleKind.COMPUTED,
    "sum": RuleKind.COMPUTED,
    "due": RuleKind.COMPUTED,
    "stamp": RuleKind.EFFECT,
    "transition": RuleKind.TRANSITION,
    "frozen": RuleKind.IMMUTABLE,
    "immutable": RuleKind.IMMUTABLE,
    "marks": RuleKind.VISIBILITY,
    "check": RuleKind.CROSS_FIELD,
    "at_most": RuleKind.COUNT_LIMIT,
    "hide": RuleKind.VISIBILITY,
    "repeats": RuleKind.RECURRENCE,
    "shared": RuleKind.VISIBILITY,
    "token": RuleKind.AUTHENTICATION,
    "role": RuleKind.PERMISSION,
    "only": RuleKind.PERMISSION,
    "order": RuleKind.ORDER,
    "page": RuleKind.PAGINATION,
    "set": RuleKind.EFFECT,
    "flip": RuleKind.EFFECT,
    "clear": RuleKind.EFFECT,
    "record": RuleKind.EFFECT,
    "add": RuleKind.EFFECT,
    "subtract": RuleKind.EFFECT,
    "while": RuleKind.EFFECT,
    "calls": RuleKind.RATE_LIMIT,
    "message": RuleKind.MESSAGE,
    "password_needs": RuleKind.PATTERN,
    "password_length": RuleKind.LENGTH,
    "password_hash": RuleKind.FRAME,
    "body_size": RuleKind.FRAME,
    "idempotent": RuleKind.IDEMPOTENT,
    "repeatable": RuleKind.IDEMPOTENT,
    "some": RuleKind.REQUIRED,
    "csv": RuleKind.OPERATION,
}


def prove_dictated(dictated: Dictated, rulebook: Rulebook, book: Book) -> Mapping[Said, Proof]:
    """Give, for each sentence that was taken down, what enforces all that it says, or why nothing does."""
    proofs: dict[Said, Proof] = {}
    for said, facts in dictated.items():
        found = [_proof(fact, clause, rulebook, book) for fact in facts for clause in fact.clauses]
        reason = next((one for one in found if isinstance(one, str)), "")
        by = tuple(dict.fromkeys(name for one in found if not isinstance(one, str) for name in one))
        kind = _KINDS.get(facts[0].clauses[0].word)
        proofs[said] = Proof((), kind, reason) if reason else Proof(by, kind)
    return proofs


def prove_rules(rulebook: Rulebook, book: Book) -> Iterator[Requirement]:
    """Give each line of the notation as a requirement, ``clarifications#L12``."""
    for fact in rulebook.facts:
        found = [_proof(fact, clause, rulebook, book) for clause in fact.clauses]
        reason = next((one for one in found if isinstance(one, str)), "")
        by = tuple(dict.fromkeys(name for one in found if not isinstance(one, str) for name in one))
        status = RequirementStatus.OPEN if reason or not by else RequirementStatus.ENFORCED
        yield Requirement(
            f"clarifications#L{fact.source.line}",
            fact.text,
            _KINDS.get(fact.clauses[0].word),
            status,
            fact.source,
            () if reason else by,
            reason or ("" if by else "nothing in the backend enforces it yet"),
        )


def _proof(fact: RuleFact, clause: Clause, rulebook: Rulebook, book: Book) -> tuple[str, ...] | str:
    """Give the ids of what enforces a clause, or the reason why it is open."""
    refused = rulebook.refused.get((fact.source, clause.at))
    if refused:
        return f"column {clause.at}: {refused}"
    try:
        found = (_saying if clause.word == "message" else _enforcing)(fact, clause, book)
    except Refused as reason:
        return f"column {clause.at}: {reason}"
    if not found:
        return f"column {clause.at}: the generated backend has nothing yet that enforces it"
    return tuple(one.id for one in found)


def _of_everything(clause: Clause, book: Book) -> list[Rule] | list[Operation]:
    if clause.word in ("password_needs", "password_length"):
        return _of_passwords(clause, book)
    if clause.word == "password_hash":
        said = {"algorithm": clause.scalar("value"), "rounds": clause.number("rounds")}
        have = [(rule, dict(rule.parameters)) for rule in book.ruled(RuleKind.FRAME)]
        return [rule for rule, have in have if all(have.get(name) == value for name, value in said.items())]
    if clause.word == "body_size":
        size = clause.number("bytes")
        return [rule for rule in book.ruled(RuleKind.FRAME) if dict(rule.parameters).get("bytes") == size]
    if clause.word == "calls":
        return book.ruled(RuleKind.RATE_LIMIT)
    wanted = ("login",) if clause.word == "access_token" else ("refresh",)
    return [one for one in book.operations if one.kind.value in wanted]


def _of_passwords(clause: Clause, book: Book) -> list[Rule]:
    """Give the rules that hold new passwords to what a clause says."""
    if clause.word == "password_length":
        fitting = [
            one for one in book.ruled(RuleKind.LENGTH) if dict(one.parameters).get("min") == clause.number("min")
        ]
        return [one for one in fitting if any("password" in name for name in one.columns)]
    wanted = set(clause.names("needs"))
    return [
        rule
        for rule in book.ruled(RuleKind.PATTERN)
        if wanted <= set(str(dict(rule.parameters).get("needs", "")).split(", "))
    ]


def _saying(fact: RuleFact, clause: Clause, book: Book) -> list[Rule]:
    """Give the rule of a message, where some operation can say it."""
    message = read_message(fact, clause, book.entities, book.operations)
    return [rule for rule in book.ruled(RuleKind.MESSAGE) if says(rule, message)]


def _enforcing(fact: RuleFact, clause: Clause, book: Book) -> list[Rule] | list[Operation]:
    subject, kind = fact.subject, _KINDS.get(clause.word)
    if subject.method:
        operations = find_operations(subject, book.operations)
        if clause.word in ("public", "optional_token", "answers", "csv"):
            return operations
        ids = {one.id for one in operations}
        rules = [rule for rule in book.ruled(kind) if ids & set(rule.operations)] if kind else []
        if clause.word in ("set", "flip", "clear"):
            entities = [find_entity(one.entity, book.entities) for one in operations if one.entity]
            written = {find_column(clause.text("column"), entity).name for entity in entities}
            rules = [rule for rule in rules if written & set(rule.columns)]
        return rules
    if not subject.table:
        return _of_everything(clause, book)
    entity = find_entity(subject.table, book.entities)
    if clause.word == "check":
        sides = {clause.text("left"), str(clause.scalar("right"))}
        return [rule for rule in book.ruled(kind, entity.name) if sides == set(rule.columns)] if kind else []
    if not subject.column:
        return book.ruled(kind, entity.name, clause.names("columns")) if kind else []
    column = find_column(subject.column, entity)
    taking = [
        one for one in book.operations if one.entity == entity.name and any(f.column == column.name for f in one.body)
    ]
    if clause.word in ("optional", "references"):
        return taking
    if clause.word == "trimmed" and column.type.name in (TypeName.VARCHAR, TypeName.TEXT):
        return taking
    if clause.word == "immutable":
        changing = [
            one for one in book.operations if one.entity == entity.name and one.kind.value in ("patch", "replace")
        ]
        return [] if set(changing) & set(taking) else changing
    if kind is None or (clause.word == "default" and clause.scalar("value") is None):
        return taking
    if clause.word == "on_delete":
        return book.ruled(kind, column.references.entity if column.references else None)
    columns = () if clause.word == "frozen" else (column.name,)
    return [rule for rule in book.ruled(kind, entity.name, columns) if _agrees(rule, clause)]


def _agrees(rule: Rule, clause: Clause) -> bool:
    """Tell whether a rule holds the limits that the clause states."""
    have = dict(rule.parameters)
    if clause.word in ("length", "range"):
        return all(have.get(name) == value for name, value in clause.values)
    if clause.word in ("above", "below"):
        return have.get(clause.word) == clause.number("value")
    if clause.word in ("future", "past", "not_past", "not_future"):
        return have.get("moment") == clause.word
    if clause.word == "choices":
        return set(have.values()) == set(clause.names("values"))
    if clause.word == "stamp":
        return rule.id.endswith(".stamp.effect")
    if clause.word == "default":
        return have.get("value") == clause.scalar("value")
    return True

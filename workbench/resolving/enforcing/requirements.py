"""Requirements: sentences of the specifications, tied to what enforces them or open in plain sight.

A sentence counts as enforced only when every word of it is accounted for: by a claim that the
blueprint bears out, by a noun of the blueprint, or by a word that carries no condition. What is left
over is named as the reason why it stays open.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from generators.blueprint import (
    Entity,
    Operation,
    OperationKind,
    Requirement,
    RequirementStatus,
    Source,
)
from workbench.patterns import regex
from workbench.reading.facts import RequirementFact, RuleFact
from workbench.reading.notation.clauses import Clause, Subject
from workbench.resolving.dictation.taking import Said
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Topic, Wish
from workbench.resolving.prose.desk import Desk, can_wish
from workbench.resolving.prose.operations.parameters import read_description
from workbench.resolving.prose.passages import Passage, read_prose, read_row
from workbench.resolving.prose.rows import open_row
from workbench.resolving.prose.sentences import is_odd, sentences_of
from workbench.resolving.prose.stored.keys import read_constraint_row
from workbench.spreading import spread

_LABEL = regex(r"^\W*[A-Z]{1,6}(?:-[A-Z]+)*-?\d+(?:\.\d+)*\W*[:.)]?\s*")
_HEADING_WORDS_TEXT = """
    field fields column attribute property validation validations constraints constraint rules rule
    requirements requirement format policy specification spec details values value the of for and
"""
_HEADING_WORDS = frozenset(_HEADING_WORDS_TEXT.split())
_LONGEST = 1200
_PERSON = regex(r"^\W*as an? (?:\w+ )?([a-z]{4,20}),? (?:i|we) (?:want|can|need|would|should|must)\b", re.IGNORECASE)
_ASKED = regex(
    r"^what (?:happens |should happen )?(?:if|when) (?P<case>[^?]{4,160})\? ?(?:(?:→|->|—|-|:) ?)?"
    r"\(?(?P<answer>[^()]+?)\)?$",
    re.IGNORECASE,
)
"""A case that is asked about with its answer: ``What happens when the hull is full? The request is rejected``."""
_SPECIAL = regex(
    r"admin|manager|moderator|staff|owner|guest|visitor|anonymous|operator|support|agent|editor|reviewer|developer"
    r"|system|service|application|backend|engineer|devops|team|lead|member|stakeholder|tester|auditor|superuser",
    re.IGNORECASE,
)
"""Words for persons who are more, or less, than any user: nothing is said of everybody in their name."""
_STORY = regex(r"^(?:as (?:an?|the) |so that |i want )", re.IGNORECASE)


def resolve_requirements(
    facts: Iterable[RequirementFact],
    book: Book,
    set_aside: Mapping[Source, str] = MappingProxyType({}),
    told: Mapping[Said, Proof] = MappingProxyType({}),
) -> tuple[Requirement, ...]:
    """Give every requirement with where it stands; what a person ``set_aside`` is out of scope.

    ``told`` are the sentences that were taken down as exact rules, with what became of those.
    """
    every = list(facts)
    desk = _desk(every, book, wishing=False)
    labelled = {fact.source.file for fact in every if fact.label}
    asides = [_aside(fact, set_aside, told_elsewhere=fact.source.file in labelled) for fact in every]
    claims = [fact for fact, aside in zip(every, asides, strict=True) if not aside]
    proofs = iter(spread(lambda fact: _proof(fact, desk, told), claims, there=is_odd))
    found: dict[str, Requirement] = {}
    for fact, aside in zip(every, asides, strict=True):
        identifier = _identifier(fact, found)
        found[identifier] = _requirement(identifier, fact, aside, Proof() if aside else next(proofs))
    return tuple(found.values())


def _within(line: Source, source: Source) -> bool:
    return line.file == source.file and line.line <= source.end_line and source.line <= line.end_line


def _identifier(fact: RequirementFact, taken: dict[str, Requirement]) -> str:
    base = f"{fact.feature}#{fact.label or f'L{fact.source.line}'}"
    identifier, number = base, 2
    while identifier in taken:
        identifier = f"{base}.{number}"
        number += 1
    return identifier


def _aside(fact: RequirementFact, set_aside: Mapping[Source, str], *, told_elsewhere: bool) -> str | None:
    """Tell why nobody has to enforce a requirement; nothing where somebody has."""
    reason = next((why for line, why in set_aside.items() if _within(line, fact.source)), "") or fact.aside
    if not reason and told_elsewhere and not fact.label and _STORY.match(fact.text.strip("*_ ")):
        return "a story: what it asks for is stated by the numbered requirements beside it"
    return reason


def _requirement(identifier: str, fact: RequirementFact, aside: str | None, proof: Proof) -> Requirement:
    if aside:
        return Requirement(identifier, fact.text, None, RequirementStatus.OUT_OF_SCOPE, fact.source, (), aside)
    status = RequirementStatus.ENFORCED if proof.by else RequirementStatus.OPEN
    heard = f"heard as “{fact.said}”: " if proof.reason and fact.said != fact.text else ""
    return Requirement(identifier, fact.text, proof.kind, status, fact.source, proof.by, heard + proof.reason)


def _proof(fact: RequirementFact, desk: Desk, told: Mapping[Said, Proof]) -> Proof:
    """Give the proof of a requirement: of the sentences that were taken down, and of what else it says."""
    sentences = sentences_of(fact.said)
    known = [told[fact.source, one] for one in sentences if (fact.source, one) in told]
    rest = " ".join(one for one in sentences if (fact.source, one) not in told)
    if known and rest:
        known.append(read_text(replace(fact, text=rest), desk))
    elif not known:
        return read_text(fact, desk)
    failed = next((one for one in known if not one.by), None)
    return failed or Proof(tuple(dict.fromkeys(name for one in known for name in one.by)), known[0].kind)


def read_text(fact: RequirementFact, desk: Desk, wishes: list[Wish] | None = None) -> Proof:
    """Read a requirement: a row of a table by its cells, anything else sentence by sentence.

    Where the desk is wishing, what would bear the text out is added to ``wishes``.
    """
    text = _LABEL.sub("", fact.said.replace("**", "").replace("`", "")).strip()
    text = _ASKED.sub(r"If \g<case>, \g<answer>", text)
    if len(text) > _LONGEST:
        return Proof((), None, "too long to be one requirement")
    if (listed := read_constraint_row(text, fact.section, desk.book)) is not None:
        return listed
    here = tuple(desk.book.operations_at(fact.source))
    about = _of_operations(here, desk.book) or _about(fact, desk.book)
    row = open_row(text, fact.source, here, (about,), desk.book)
    if row is not None:
        passage = Passage(row.rest, fact.source, about, here)
        proof = read_row(row, passage, desk)
        if proof.by or row.made or row.parameter is not None:
            (wishes if wishes is not None else []).extend(passage.wishes)
            return proof
    passage = Passage(text, fact.source, about, here, _topic(fact, about, desk.book))
    proof = read_prose(passage, desk)
    if not proof.by and here and (described := read_description(fact.source, text, here, desk.book, desk.plain)).by:
        return described
    (wishes if wishes is not None else []).extend(passage.wishes)
    return proof


def find_persons(facts: Iterable[RequirementFact], roles: Iterable[str]) -> tuple[str, ...]:
    """Give what stories call those who use the backend (``As a collector, I want …``), roles left out:
    what only some users may do is not what all of them may."""
    said = [match[1].lower() for fact in facts if (match := _PERSON.search(fact.text[:80]))]
    known = {role.lower() for role in roles}
    return tuple(sorted({one for one in said if one not in known and not _SPECIAL.search(one)}))


def find_wishes(facts: Iterable[RequirementFact], book: Book) -> tuple[RuleFact, ...]:
    """Give what requirements ask for that no document states otherwise, as exact rules.

    Only texts count of which every word is understood, and the first of them for each value.
    """
    every = list(facts)
    desk = _desk(every, book, wishing=True)
    heard = [fact for fact in every if not fact.aside]
    found: dict[tuple[Subject, str, str], RuleFact] = {}
    for fact, wishes in zip(heard, spread(lambda fact: _wishes(fact, desk), heard, there=is_odd), strict=True):
        for wish in wishes:
            key = (wish.subject, wish.clause.word, wish.clause.text("name"))
            granted = found.get(key)
            if granted is None:
                found[key] = RuleFact(wish.subject, (wish.clause,), fact.text, fact.source)
            elif (both := _both_bounds(granted.clauses[0], wish.clause)) is not None:
                found[key] = replace(granted, clauses=(both,))
    return tuple(found.values())


def _both_bounds(first: Clause, second: Clause) -> Clause | None:
    """Give the clause with the lower bound of one and the upper bound of the other, where something fits both."""
    bounds = dict((*first.values, *second.values))
    least, most = bounds.get("min"), bounds.get("max")
    apart = len(bounds) == len(first.values) + len(second.values) == 2
    if not (apart and isinstance(least, int | float) and isinstance(most, int | float) and least <= most):
        return None
    return replace(first, values=(("min", least), ("max", most)))


def _wishes(fact: RequirementFact, desk: Desk) -> list[Wish]:
    wishes: list[Wish] = []
    return wishes if can_wish(fact.said) and read_text(fact, desk, wishes).by else []


def _desk(facts: list[RequirementFact], book: Book, *, wishing: bool) -> Desk:
    """Give where sentences are read: with all operations but ports, which prove nothing, and the words for persons."""
    real = tuple(operation for operation in book.operations if operation.kind is not OperationKind.PORT)
    ports = tuple(operation for operation in book.operations if operation.kind is OperationKind.PORT)
    persons = find_persons(facts, book.settings.roles)
    return Desk(replace(book, operations=real, ports=ports, persons=persons), wishing)


def _of_operations(here: tuple[Operation, ...], book: Book) -> Entity | None:
    """Give the entity that all operations around a line are about."""
    names = {one.entity for one in here}
    return next((one for one in book.entities if names == {one.name}), None)


def _about(fact: RequirementFact, book: Book) -> Entity | None:
    """Give the entity of a requirement's document: named by its section or its file, else the main one."""
    for heading in (*reversed(fact.section), fact.feature, fact.source.file):
        for word in _words_of(heading):
            entity = book.nouns.get(word)
            if entity is not None and (entity is not book.users or word.startswith("user")):
                return entity
    if re.search(r"auth|sign|login|account", fact.source.file, re.IGNORECASE) and book.users is not None:
        return book.users
    return book.main


@lru_cache(maxsize=1024)
def _words_of(heading: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+", heading.lower()))


def _topic(fact: RequirementFact, about: Entity | None, book: Book) -> Topic | None:
    """Give the column that the nearest heading names: ``Task title``, ``Password requirements``."""
    for heading in reversed(fact.section[-2:]):
        names = [word for word in re.findall(r"[A-Za-z_]+", heading.lower()) if word not in _HEADING_WORDS]
        if about is not None:
            names = [word for word in names if book.nouns.get(word) is not about] or names
        columns = book.columns_called(" ".join(names)) if names else set()
        for column in sorted(columns):
            entity = book.entity_of(column, (about,))
            if entity is not None:
                return Topic(entity, frozenset(name for name in columns if entity.has(name) or name == column))
    return None

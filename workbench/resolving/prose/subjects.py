"""Subjects: the column that a claim is about, and claims that hold for each column of a list."""

import re
from collections.abc import Iterable

from generators.blueprint import Entity, Rule, RuleKind, TypeName
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import (
    Proof,
    Reader,
    Sentence,
    Topic,
)

_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)
_FORMS = (RuleKind.CHOICES, RuleKind.FORMAT, RuleKind.PATTERN)


def subject(match: re.Match[str], sentence: Sentence, book: Book) -> tuple[Entity, set[str]] | None:
    """Give the column that a claim is about: the last one named before it, else the first one after, else the
    one of the heading; in the row of a table it is that of the row."""
    if sentence.topic is not None and sentence.topic.fixed:
        return sentence.topic.entity, set(sentence.topic.columns)
    columns: set[str] = set()
    for found in book.named_columns.finditer(sentence.text):
        if found.end() <= match.start() + 1 or not columns:
            columns = book.columns_called(found[0]) or columns
    if not columns:
        return (sentence.topic.entity, set(sentence.topic.columns)) if sentence.topic else None
    for column in sorted(columns):
        entity = book.entity_of(column, sentence.near)
        if entity is not None:
            return entity, {name for name in columns if book.holds(entity, name)}
    return None


def ruled_at(kind: RuleKind, match: re.Match[str], sentence: Sentence, book: Book) -> tuple[list[Rule], str] | None:
    """Give the rules of a kind on the column that a claim is about, those of the operations around it first,
    and the column as a person reads it."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    rules = book.ruled(kind, entity.name, columns)
    if sentence.here and (
        local := [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    ):
        rules = local
    return rules, f"{entity.name}.{'/'.join(sorted(columns))}"


def rules_against_empty(entity: Entity, columns: set[str], book: Book) -> list[Rule]:
    """Give the rules by which an empty value is refused: of a text its least length or its form, for to be required
    only refuses that it is left out; of anything else that it is required."""
    least = [rule for rule in book.ruled(RuleKind.LENGTH, entity.name, columns) if dict(rule.parameters).get("min")]
    forms = [rule for kind in _FORMS for rule in book.ruled(kind, entity.name, columns)]
    texts = [name for name in columns if entity.has(name) and entity.column(name).type.name in _TEXTS]
    return least or forms or ([] if texts else book.ruled(RuleKind.REQUIRED, entity.name, columns))


def from_zero(rules: Iterable[Rule], *, beyond: bool = False) -> list[Rule]:
    """Give those of some ranges that no negative number is in, and where ``beyond`` is asked for not even zero."""
    found = []
    for rule in rules:
        values = dict(rule.parameters)
        low = values.get("min", values.get("above"))
        if isinstance(low, int | float) and low >= 0 and (not beyond or low > 0 or "above" in values):
            found.append(rule)
    return found


def each_named(reader: Reader) -> Reader:
    """Give the reader that holds a claim against every column of the list before it: ``price and stock are …``."""

    def read(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
        listed = _list_before(match, sentence, book)
        if len(listed) < 2:
            return reader(match, sentence, book)
        topic, found = sentence.topic, list[Proof]()
        for one in listed:
            sentence.topic = one
            proof = reader(match, sentence, book)
            if proof is None or not (proof.by or proof.wish):
                sentence.topic = topic
                return proof
            if proof.wish is not None:
                sentence.wishes.append(proof.wish)
            found.append(proof)
        sentence.topic = topic
        by = tuple(dict.fromkeys(name for proof in found for name in proof.by))
        last = found[-1]
        return Proof(by, last.kind, last.reason, wish=None if by else last.wish)

    return read


def _list_before(match: re.Match[str], sentence: Sentence, book: Book) -> list[Topic]:
    """Give the columns of the list that ends where a claim begins."""
    if sentence.topic is not None and sentence.topic.fixed:
        return []
    end = match.start()
    named = [one for one in book.named_columns.finditer(sentence.text) if one.end() <= end + 1]
    if not named or sentence.text[named[-1].end() : end].strip(" `*") not in ("", "fields", "columns", "both"):
        return []
    found: list[re.Match[str]] = [named[-1]]
    for one in reversed(named[:-1]):
        between = sentence.text[one.end() : found[0].start()]
        if not re.fullmatch(r"[`*]*(?:,? and |, ?|/| & )(?:the )?[`*]*", between):
            break
        found.insert(0, one)
    topics: list[Topic] = []
    for one in found:
        columns = book.columns_called(one[0])
        entity = next((each for name in sorted(columns) if (each := book.entity_of(name, sentence.near))), None)
        if entity is None:
            return []
        topics.append(Topic(entity, frozenset(name for name in columns if book.holds(entity, name)), fixed=True))
    return topics

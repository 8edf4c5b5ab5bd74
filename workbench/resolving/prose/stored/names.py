"""Claims about slugs that are made of a title, and about lists of names that are kept in a table of their own."""

import re

from generators.blueprint import (
    EffectValue,
    Entity,
    Operation,
    OperationKind,
    RuleKind,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or

Kind = OperationKind
_CHANGES = (Kind.PATCH, Kind.REPLACE, Kind.DELETE)
_OBJECT = r"(?:(?:a|an|the|another|other|any|each|their|his|her|somebody|someone|somebody else's) )*"


def _slug(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The slug is made of the name``."""
    entity = _slugged(sentence, book)
    found = book.of(entity, Kind.CREATE) if entity else []
    return proven_or(RuleKind.COMPUTED, found, "no slug is made")


def _slugged(sentence: Sentence, book: Book) -> Entity | None:
    made = [entity for entity in book.entities if any(column.is_slug for column in entity.columns)]
    near = [entity for entity in made if entity in sentence.near]
    return next(iter(near or made), None)


def _slug_follows(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Renaming a recipe updates its slug``."""
    entity = _slugged(sentence, book)
    found = [one for one in book.of(entity, *_CHANGES) if any(e.value is EffectValue.SLUG for e in one.effects)]
    return proven_or(RuleKind.EFFECT, found if entity else [], "no change makes the slug anew")


def _slug_unique(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = _slugged(sentence, book)
    return proven_or(RuleKind.UNIQUE, book.of(entity, Kind.CREATE), "no slug is made") if entity else None


def _lists_of_names(book: Book) -> list[tuple[Operation, str, int | None]]:
    """Give the operations that take a list of names, with the table that the names are kept in and how many may be."""
    found = []
    for one in book.operations:
        for field in one.body:
            tie = next((e for e in book.entities if field.through and e.name == field.through.entity), None)
            column = tie.column(field.through.there) if tie and field.through else None
            if column is not None and column.references:
                found.append((one, column.references.entity, field.limits.max_length))
    return found


def _names_added(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Ingredients that do not exist yet are created``."""
    entity = book.entity_called(match["noun"])
    found = [one for one, table, _ in _lists_of_names(book) if entity and table == entity.name]
    return proven_or(RuleKind.EFFECT, found, "no body names such rows")


def _names_limited(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A recipe MUST NOT carry more than 10 tags``."""
    entity = book.entity_called(match["noun"])
    named = [(one, most) for one, table, most in _lists_of_names(book) if entity and table == entity.name]
    if not named:
        return None
    if any(most != int(match["most"]) for _, most in named):
        return missing(f"not every list is limited to {match['most']}", RuleKind.LENGTH)
    return proven(RuleKind.LENGTH, *(one for one, _ in named))


PATTERNS = (
    Pattern(
        r"(?:the )?slugs? (?:is|are) (?:made|generated|derived|built|created|computed|formed)"
        r" (?:automatically )?(?:of|from|out of) (?:the |its )?(?:{column})",
        _slug,
        ("slug",),
    ),
    Pattern(
        rf"(?:(?:changing|editing|updating|renaming) (?:the (?:{{column}}) of )?{_OBJECT}(?:{{noun}}|{{column}})"
        r" (?:also )?(?:updates?|changes?|renews?) (?:its|the) slug"
        r"|a new (?:{column}) (?:makes|gives|means) a new slug)",
        _slug_follows,
        ("slug",),
    ),
    Pattern(r"(?:the |each |every )?slugs? (?:must|shall|should|has to|have to) be unique", _slug_unique, ("slug",)),
    Pattern(
        r"(?:new )?(?P<noun>{noun}) (?:that|which) (?:do|does) not (?:yet )?exist(?: yet)?"
        r" (?:is|are|get) (?:added|created)",
        _names_added,
        ("exist",),
    ),
    Pattern(
        rf"{_OBJECT}(?:{{noun}}) (?:must not|cannot|may not|can not) (?:have|carry|hold|contain) more than"
        r" (?P<most>\d+) (?P<noun>{noun})",
        _names_limited,
        ("more than",),
    ),
)

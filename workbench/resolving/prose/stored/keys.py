"""Claims of database documents about a table as a whole: its key, its checks and its indexes.

That they are in the database is looked at table by table; here they lead to the operations that live by them.
"""

import re
from collections.abc import Sequence

from generators.blueprint import Entity, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven
from workbench.resolving.prose.rows import lived_by
from workbench.resolving.prose.sentences import cells_of


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _key(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Primary key: (reader_id, book_id)``."""
    names = set(_names(match["names"]))
    keyed = [entity for entity in book.entities if {column.name for column in entity.key} == names]
    return _lived_by(keyed, "no table has this key", book)


def _check(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Check: starts_on < ends_on``."""
    wanted = _normal(match["expression"])
    checked = [
        entity for entity in book.entities if any(_normal(check.expression) == wanted for check in entity.checks)
    ]
    return _lived_by(checked, "no table has this check", book)


def _check_of_row(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """A CHECK over several columns, as DDL writes it; one that limits a column alone is read as what it limits."""
    found = _check(match, sentence, book)
    return found if found is not None and found.by else None


def read_constraint_row(text: str, section: Sequence[str], book: Book) -> Proof | None:
    """Read the row of a table that lists constraints of one kind, as its heading says: below ``Unique constraints``,
    ``shelves — floor, number`` are unique together; below ``Not null``, none of them can be empty."""
    cells, title = cells_of(text), section[-1].lower() if section else ""
    entity = book.entity_called(cells[0].strip()) if len(cells) == 2 else None
    names = re.findall(r"\w+", cells[1]) if entity is not None else []
    if entity is None or not names or not all(entity.has(name) for name in names):
        return None
    if re.fullmatch(r"unique(?: constraints?| columns?| keys?)?", title):
        rules = [rule for rule in book.ruled(RuleKind.UNIQUE, entity.name) if set(rule.columns) == set(names)]
        if rules:
            return proven(RuleKind.UNIQUE, *rules)
        alone = len(names) == 1 and entity.column(names[0]).unique
        together = any(index.unique and set(index.columns) == set(names) for index in entity.indexes)
        return _lived_by([entity] if alone or together else [], f"{', '.join(names)} can be there twice", book)
    if re.fullmatch(r"(?:not[ -]null|required)(?: constraints?| columns?| fields?)?", title):
        empty = [name for name in names if entity.column(name).nullable]
        return _lived_by([] if empty else [entity], f"{', '.join(empty)} can be empty", book)
    return None


def _normal(expression: str) -> str:
    """Give an expression without what only its writing decides."""
    return "".join(expression.lower().replace("!=", "<>").split())


def _index(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``loans(reader_id, due_on)``, alone on its line."""
    names = _names(match["names"])
    indexed = [entity for entity in book.entities if entity.name == match["table"] and _has_index(entity, names)]
    return _lived_by(indexed, "no table has this index", book)


def _has_index(entity: Entity, names: tuple[str, ...]) -> bool:
    single = entity.column(names[0]) if len(names) == 1 and entity.has(names[0]) else None
    return (single is not None and (single.index or single.unique)) or any(
        index.columns == names for index in entity.indexes
    )


def _lived_by(entities: list[Entity], reason: str, book: Book) -> Proof:
    if not entities:
        return missing(reason)
    using = lived_by(entities[0], book)
    return Proof(using, RuleKind.OPERATION, "" if using else f"nothing uses {entities[0].name}")


PATTERNS = (
    Pattern(r"^\W*(?:composite )?primary key:? ?\(?(?P<names>\w+(?:, ?\w+)+)\)?\W*$", _key, ("primary key",)),
    Pattern(r"^\W*check:? ?\(?(?P<expression>[a-z_]\w* ?(?:<>|!=|<=|>=|<|>|=) ?[a-z_]\w*)\)?\W*$", _check, ("check",)),
    Pattern(r"^\W*(?:constraint \w+ )?check ?\((?P<expression>.* (?:and|or) .*)\)[ ,;]*$", _check_of_row, ("check",)),
    Pattern(r"^\W*(?P<table>\w+) ?\((?P<names>\w+(?:, ?\w+)*)\)\W*$", _index, ("(",)),
)

"""Claims about what is shown of a row: its parent, its counts, what tells of the caller, and what is left out."""

import re
from collections.abc import Iterable

from generators.blueprint import (
    Access,
    Entity,
    Member,
    Operation,
    OperationKind,
    RuleKind,
    Shows,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import singular, snake, words

Kind = OperationKind


class MemberTest:
    """Tells whether a member is the one that is meant."""

    def __init__(self, shows: Shows, *names: str, table: str | None = None) -> None:
        self.shows, self.names, self.table = shows, {singular(name) for name in names}, table

    def __call__(self, member: Member) -> bool:
        """Tell whether it is that member."""
        named = not self.names or singular(member.name) in self.names
        return member.shows is self.shows and named and (self.table is None or member.entity == self.table)


def _members(members: Iterable[Member]) -> Iterable[Member]:
    for member in members:
        yield member
        yield from _members(member.members)


def find_showing(book: Book, entity: Entity | None, test: "MemberTest", *, deep: bool = False) -> list[Operation]:
    """Give the operations that show a member which passes a test, of rows of an entity where one is given."""
    return [
        one
        for one in book.operations
        if entity is None or (one.response.entity or one.entity) == entity.name
        if any(test(member) for member in (_members(one.response.members) if deep else one.response.members))
    ]


def _false(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``saved is false for a visitor``: what tells about the caller, where no token is needed."""
    test = MemberTest(Shows.EXISTS, match["flag"])
    found = [one for one in find_showing(book, None, test, deep=True) if one.access is Access.OPTIONAL]
    return proven_or(RuleKind.COMPUTED, found, f"nothing shows {match['flag']} without a token")


def _number(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A recipe shows the number of its saves``."""
    entity = book.entity_called(match["of"]) or sentence.entity or sentence.about
    counted = singular(match["what"])
    found = [
        one
        for one in book.operations
        if entity is None or (one.response.entity or one.entity) == entity.name
        for member in one.response.members
        if member.shows is Shows.COUNT
        and counted in (singular(member.entity or ""), *map(singular, words(member.name)))
    ]
    return proven_or(RuleKind.COMPUTED, found, f"no response counts {match['what']}")


def _with_parent(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A recipe shows its cook with name and following``."""
    entity = book.entity_called(match["of"]) or sentence.entity or sentence.about
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+", match["names"].strip(" ."))
    wanted = {snake(name) for name in names if name.strip()}
    found = [
        one
        for one in book.operations
        if entity is not None and (one.response.entity or one.entity) == entity.name
        for member in one.response.members
        if member.shows is Shows.PARENT and singular(member.name) == singular(match["parent"])
        if wanted <= {snake(inner.name) for inner in member.members}
    ]
    return proven_or(RuleKind.COMPUTED, found, f"no response shows {match['parent']} like this")


def _left_out(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The list leaves out the body``: shown of one row, not of many."""
    entity = sentence.entity or sentence.about
    columns = book.columns_called(match["column"] or match["column2"])
    lists = [one for one in book.of(entity, Kind.LIST) if one.response.members or one.response.columns]
    shown = [one for one in lists if columns & _shown(one)]
    if entity is None or not columns or not lists or shown:
        return missing(f"{shown[0].id if shown else 'no list'} does not leave it out", RuleKind.VISIBILITY)
    return proven(RuleKind.VISIBILITY, *lists)


def _shown(operation: Operation) -> set[str]:
    members = {member.column for member in operation.response.members if member.column}
    return members | set(operation.response.columns)


def _never_shown(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A profile MUST NOT show the email``: none of the views of that name has the column."""
    noun = snake(match["of"])
    columns = book.columns_called(match["column"])
    views = [one for one in book.operations if any(singular(field.name) == noun for field in one.response.envelope)]
    if not views or not columns:
        return None
    shown = [one for one in views if not one.response.members or columns & _shown(one)]
    if shown:
        return missing(f"{shown[0].id} shows {match['column']}", RuleKind.VISIBILITY)
    return proven(RuleKind.VISIBILITY, *views)


PATTERNS = (
    Pattern(
        r"(?P<flag>\w+) (?:is|are) (?:always )?false (?:for|to|where) (?:an? |any |the )?(?:callers?|visitors?|users?"
        r"|guests?|everyone|requests?|anonymous \w+)(?: (?:calls? )?without (?:an? |any )?(?:tokens?|accounts?))?",
        _false,
        ("false",),
    ),
    Pattern(
        r"(?:(?:a|an|the|each|every) )?(?P<of>[a-z]+) (?:shows?|has|includes?|carries|tells) the (?:number|count)"
        r" of (?:its |their )?(?P<what>[a-z]+)",
        _number,
        ("number of", "count of"),
    ),
    Pattern(
        r"(?:(?:a|an|the|each|every) )?(?P<of>[a-z]+) (?:shows?|includes?|carries|comes with) (?:its|the|their)"
        r" (?P<parent>[a-z]+) with (?P<names>[\w, ]+)",
        _with_parent,
        ("with",),
    ),
    Pattern(
        r"(?:the )?lists? (?:leaves?|leaving) out (?:the )?(?P<column>{column})(?: of (?:the |its )?(?:{noun}))?"
        r"|lists? (?:omits?|excludes?) (?:the )?(?P<column2>{column})",
        _left_out,
        ("list",),
    ),
    Pattern(
        r"(?:(?:a|an|the|each|every|no) )?(?P<of>[a-z]+) (?:must not|must never|never|does not)"
        r" (?:shows?|exposes?|reveals?|includes?)(?: the)? (?P<column>{column})",
        _never_shown,
        ("not", "never"),
    ),
)

"""Claims about whose a row is: who may read it, who alone changes it, and what goes with it."""

import re

from generators.blueprint import (
    Access,
    DeleteRule,
    Entity,
    Operation,
    OperationKind,
    RuleKind,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.prose.operations.actions import VERB_PATTERN, find_actions, find_operation, verbs_in
from workbench.resolving.words import is_akin, singular, snake, stem

Kind = OperationKind
_CHANGES = (Kind.PATCH, Kind.REPLACE, Kind.DELETE)
_WHO = r"(?:everyone|everybody|anyone|anybody|visitors?|guests?)"
_MAY = r"(?:(?:must|shall|should|can|may|will) )?(?:be able to )?"
_OBJECT = r"(?:(?:a|an|the|another|other|any|each|their|his|her|somebody|someone|somebody else's) )*"
_AUTHOR = r"(?:(?:the|its|their|his|her|a) )?(?:author|owner|creator|writer|cook|poster)s?"


def _open(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Everyone MUST be able to read a recipe by its slug``."""
    entity = book.entity_called(match["noun"]) or _viewed(match["noun"], book)
    if entity is None:
        return missing(f"nothing is called {match['noun']}", RuleKind.VISIBILITY)
    sentence.entity = entity
    found = []
    for verb in verbs_in(match["verbs"]):
        operation = find_operation(verb, entity, match[0], sentence, book)
        if operation is None or operation.access is Access.REQUIRED:
            return missing(f"nobody without an account can {verb} {entity.name}", RuleKind.VISIBILITY)
        found.append(operation)
    if match["key"] and not all(_addressed_by(one, match["key"], book) for one in found):
        return missing(f"no path holds {match['key']}", RuleKind.VISIBILITY)
    return proven(RuleKind.VISIBILITY, *found)


def _addressed_by(operation: Operation, key: str, book: Book) -> bool:
    columns = book.columns_called(key) | {snake(key)}
    return any(one.column in columns for one in operation.path_parameters)


def _viewed(noun: str, book: Book) -> Entity | None:
    """Give the entity whose rows answers call by that noun: ``{"profile": {…}}``."""
    for one in book.operations:
        for field in one.response.envelope:
            if singular(field.name) == singular(noun) and one.response.members:
                return next((e for e in book.entities if e.name == (one.response.entity or one.entity)), None)
    return None


def _by_author(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Only the author MUST be able to delete a comment``."""
    entity = book.entity_called(match["noun"]) if match["noun"] else sentence.entity or sentence.about
    if entity is None or entity.owner is None:
        return missing("the rows have no owner", RuleKind.PERMISSION)
    sentence.entity = entity
    found = [find_operation(verb, entity, match[0], sentence, book) for verb in verbs_in(match["verbs"])]
    able = [one for one in found if one is not None and _is_authors(one)]
    if len(able) < len(found):
        return missing(f"not every such change of {entity.name} is its owner's", RuleKind.PERMISSION)
    sentence.here = tuple(able)
    return proven(RuleKind.PERMISSION, *able)


def _is_authors(operation: Operation) -> bool:
    """Tell whether a change is for whose row it is, and not for somebody on another side of it."""
    return operation.access is Access.REQUIRED and operation.kind in _CHANGES and not operation.sides


def _not_ones_own(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Sailors cannot reserve their own mooring``."""
    target = book.entity_called(match["noun"])
    if target is None:
        return None
    found = [one for one in book.operations if one.foreign and _leads_to(book, one, one.foreign.via, target)]
    fitting = [one for one in found if one.entity and is_akin(match["verb"], singular(one.entity))]
    return proven(RuleKind.PERMISSION, *fitting) if fitting else None


def _by_holder(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Only the keeper can accept reservations``: the keeper of the mooring that they are for."""
    entity = book.entity_called(match["noun"])
    if entity is None:
        return None
    verbs = re.split(r",? (?:and|or) |, |/", match["verbs"].lower())
    found = [
        find_operation(known[0], entity, match[0], sentence, book)
        if (known := verbs_in(verb))
        else next(iter(find_actions({stem(verb)}, entity, book)), None)
        for verb in verbs
    ]
    wanted = snake(match["holder"])
    fitting = [
        one for one in found if one and wanted in {snake(side.steps[-1]).removesuffix("_id") for side in one.sides}
    ]
    if len(fitting) < len(found) or any(len(one.sides) > 1 for one in fitting):
        return None
    return proven(RuleKind.PERMISSION, *fitting)


def _leads_to(book: Book, operation: Operation, via: str, target: Entity) -> bool:
    entity = next((one for one in book.entities if one.name == operation.entity), None)
    reference = entity.column(via).references if entity and entity.has(via) else None
    return reference is not None and reference.entity == target.name


def _its_author(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Only its author may do it``, in the description of an operation."""
    owned = {entity.name for entity in book.entities if entity.owner is not None}
    fitting = sentence.here and all(one.entity in owned and _is_authors(one) for one in sentence.here)
    if not fitting:
        return missing("no operation is described here that only the owner may do", RuleKind.PERMISSION)
    return proven(RuleKind.PERMISSION, *sentence.here)


def _refused(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``anybody else gets 403``, after what is refused to them."""
    status = int(match["status"])
    if not sentence.here:
        return missing("it is not said of what", RuleKind.STATUS)
    if any((one.other_status or book.settings.other_users_row) != status for one in sentence.here):
        return missing(f"others are not answered with {status}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *sentence.here)


def _optional(_match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """``Authentication optional``, in the description of an operation."""
    fitting = sentence.here and all(one.access is Access.OPTIONAL for one in sentence.here)
    return proven(RuleKind.AUTHENTICATION, *sentence.here) if fitting else missing("a token is needed here")


def _deletes(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Deleting a recipe deletes its comments and saves``, join tables among them."""
    entity = book.entity_called(match["noun"])
    names = [name for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", match["names"].strip(" .")) if name]
    tables = {singular(one.name): one for one in book.entities} | {one.singular: one for one in book.entities}
    children = [tables.get(singular(re.sub(r"^(?:its|their|all|the|of)\s+", "", name))) for name in names]
    if entity is None or not all(children):
        return None
    kept = [child for child in children if child is not None and not _goes_with(child, entity)]
    if kept:
        return missing(f"{kept[0].name} does not go with {entity.name}", RuleKind.CASCADE)
    return proven_or(RuleKind.CASCADE, book.of(entity, Kind.DELETE), f"nothing deletes {entity.name}")


def _owner_stays(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Updating a boat does not change its owner``: no change takes the column by which a row is somebody's."""
    entity = book.entity_called(match["noun"] or match["noun2"])
    if entity is None or entity.owner is None or len(entity.owner.steps) != 1:
        return missing("the rows have no owner", RuleKind.OWNERSHIP)
    owner = entity.owner.steps[0]
    changing = book.of(entity, Kind.PATCH, Kind.REPLACE)
    taking = next((one for one in changing if any(part.column == owner for part in one.body)), None)
    if taking is not None:
        return missing(f"{taking.id} takes {owner}", RuleKind.OWNERSHIP)
    return proven_or(RuleKind.OWNERSHIP, changing, f"nothing changes {entity.name}")


def _goes_with(child: Entity, entity: Entity) -> bool:
    return any(
        column.references
        and column.references.entity == entity.name
        and column.references.on_delete is DeleteRule.CASCADE
        for column in child.columns
    )


PATTERNS = (
    Pattern(r"^\W*authentication (?:is )?optional\W*$", _optional, ("optional",)),
    Pattern(
        rf"{_WHO} {_MAY}(?P<verbs>{VERB_PATTERN}(?:(?:, ?(?:and |or )?| and | or |/){VERB_PATTERN})*)"
        rf" (?:(?:a|an|the|all|any|of|every|list of) )*(?P<noun>{{noun}}|[a-z]+)"
        r"(?: (?:by|with|using) (?:its|their|the|his|her) (?P<key>{column}))?",
        _open,
        ("every", "any", "visitor", "guest"),
    ),
    Pattern(
        rf"only {_AUTHOR}(?: of (?:{_OBJECT})(?:{{noun}}))? {_MAY}"
        rf"(?P<verbs>{VERB_PATTERN}(?:(?:, ?(?:and |or )?| and | or |/){VERB_PATTERN})*) "
        rf"{_OBJECT}(?P<noun>{{noun}})",
        _by_author,
        ("only",),
    ),
    Pattern(
        r"(?:nobody|no one|an? \w+|\w+) (?:may|can|cannot|can't|can not|may not|must not|must never)"
        r" (?P<verb>[a-z]+)(?: (?:to|for|on|at|in))? (?:their|his|her|its|an?|the) own (?P<noun>{noun})",
        _not_ones_own,
        (" own ",),
    ),
    Pattern(
        r"only (?:the |its |their )?(?P<holder>[a-z]+)(?: of (?:the|an?|its) {noun})? (?:may|can|must)(?: be able to)? "
        r"(?P<verbs>[a-z]+(?:(?:, ?(?:and |or )?| and | or |/)[a-z]+)*) (?:an?|the|its|their)? ?(?P<noun>{noun})",
        _by_holder,
        ("only",),
    ),
    Pattern(rf"only {_AUTHOR} (?:may|can|must) (?:do|be able to do) (?:it|so|this|that)", _its_author, ("only",)),
    Pattern(
        r"(?:anybody|anyone|everybody|everyone|somebody|someone) else (?:gets?|receives?|is answered(?: with)?)"
        r" (?:a |an )?(?P<status>403|404)\b",
        _refused,
        ("else",),
    ),
    Pattern(
        rf"(?:updat|chang|edit|modify|patch|replac)\w* {_OBJECT}(?P<noun>{{noun}}) (?:does not|doesn't|never|must not"
        r"|must never|can ?not|can't|may not) (?:changes?|alters?|affects?|moves?|transfers?|touch(?:es)?) (?:its|the"
        rf"|their) owner(?:ship)?|(?:the )?owner(?:ship)? of {_OBJECT}(?P<noun2>{{noun}}) (?:never changes?|(?:is"
        r"|must be|are) (?:immutable|fixed)|(?:must not|can ?not|can't|may not|can never|must never) (?:change|be"
        r" (?:changed|transferred|modified|updated)))",
        _owner_stays,
        ("owner",),
    ),
    Pattern(
        rf"deleting {_OBJECT}(?P<noun>{{noun}}) (?:also |then )?(?:deletes?|removes?)"
        r" (?P<names>(?:its|their|all|the) [\w ,]+)",
        _deletes,
        ("delet",),
    ),
)

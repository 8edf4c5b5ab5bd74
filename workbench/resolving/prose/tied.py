"""Claims about what ties rows: who follows and saves, what is shown of it, whose a row is and who may read it."""

import re
from collections.abc import Iterable

from generators.blueprint import (
    Access,
    DefaultKind,
    DeleteRule,
    EffectValue,
    Entity,
    Member,
    Operation,
    OperationKind,
    PathUse,
    RuleKind,
    Shows,
)
from workbench.resolving.prose.actions import VERB_PATTERN, find_operation, verbs_in
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import singular, snake, stem, words

Kind = OperationKind
_TIES = (Kind.LINK, Kind.UNLINK)
_CHANGES = (Kind.PATCH, Kind.REPLACE, Kind.DELETE)
_WHO = r"(?:everyone|everybody|anyone|anybody|visitors?|guests?)"
_CALLER = r"(?:the |a )?(?:caller|viewer|reader|current user|signed-in user|logged-in user|requesting user)"
_MAY = r"(?:(?:must|shall|should|can|may|will) )?(?:be able to )?"
_OBJECT = r"(?:(?:a|an|the|another|other|any|each|their|his|her|somebody|someone|somebody else's) )*"
_AUTHOR = r"(?:(?:the|its|their|his|her|a) )?(?:author|owner|creator|writer|cook|poster)s?"


def _verb_of(operation: Operation) -> str:
    return operation.name.split("_", 1)[0]


def _forms(verb: str) -> list[str]:
    base = verb.removesuffix("e")
    doubled = f"{verb}{verb[-1]}ing" if re.search(r"[^aeiou][aeiou][bdgmnprt]$", verb) else f"{base}ing"
    return [verb, f"{verb}s", f"{verb}es", f"{base}ing", doubled, f"{base}ed"]


def _tied(book: Book, spoken: str, *kinds: OperationKind) -> list[Operation]:
    """Give the operations that tie or untie by a verb, in whatever form it is spoken."""
    return [one for one in book.of(None, *(kinds or _TIES)) if spoken.lower() in _forms(_verb_of(one))]


def _row_of(operation: Operation) -> str | None:
    """Give the table of the row that an operation ties the caller to."""
    return next((key.entity for key in operation.path_parameters if key.use is PathUse.PARENT), None)


def _members(members: Iterable[Member]) -> Iterable[Member]:
    for member in members:
        yield member
        yield from _members(member.members)


def _showing(book: Book, entity: Entity | None, test: "MemberTest", *, deep: bool = False) -> list[Operation]:
    """Give the operations that show a member which passes a test, of rows of an entity where one is given."""
    return [
        one
        for one in book.operations
        if entity is None or (one.response.entity or one.entity) == entity.name
        if any(test(member) for member in (_members(one.response.members) if deep else one.response.members))
    ]


class MemberTest:
    """Tells whether a member is the one that is meant."""

    def __init__(self, shows: Shows, *names: str, table: str | None = None) -> None:
        self.shows, self.names, self.table = shows, {singular(name) for name in names}, table

    def __call__(self, member: Member) -> bool:
        """Tell whether it is that member."""
        named = not self.names or singular(member.name) in self.names
        return member.shows is self.shows and named and (self.table is None or member.entity == self.table)


def _ties(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``follow another cook``, ``unlike a recipe``."""
    found = _tied(book, match["verb"])
    entity = book.entity_called(match["noun"]) if match["noun"] else None
    if entity is not None:
        found = [one for one in found if _row_of(one) == entity.name]
    if not found:
        return missing(f"no operation does {match['verb']}", RuleKind.OPERATION)
    sentence.here = tuple(found)
    return proven(RuleKind.OPERATION, *found)


def _twice(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Saving a recipe twice is no error``: a tie is kept once by its key, and its end is a plain delete."""
    found = _tied(book, match["verb"])
    return proven_or(RuleKind.IDEMPOTENT, found, f"no operation does {match['verb']}")


def _oneself(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    found = [one for one in _tied(book, match["verb"], Kind.LINK) if _differs(book, one)]
    return proven_or(RuleKind.CROSS_FIELD, found, "no constraint keeps users from themselves")


def _differs(book: Book, operation: Operation) -> bool:
    tie = next((entity for entity in book.entities if entity.name == operation.entity), None)
    return tie is not None and any(re.search(r"<>|!=", check.expression) for check in tie.checks)


def _whether(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A recipe tells whether the caller saved it``."""
    entity = book.entity_called(match["of"]) or sentence.entity or sentence.about
    tables = [one.entity for one in _tied(book, match["verb"])]
    tests = [MemberTest(Shows.EXISTS, table=table) for table in dict.fromkeys(tables)]
    found = [one for test in tests for one in _showing(book, entity, test)]
    return proven_or(RuleKind.COMPUTED, found, "no response tells it")


def _false(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``saved is false for a visitor``: what tells about the caller, where no token is needed."""
    test = MemberTest(Shows.EXISTS, match["flag"])
    found = [one for one in _showing(book, None, test, deep=True) if one.access is Access.OPTIONAL]
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


def _slug(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The slug is made of the name``."""
    entity = _slugged(sentence, book)
    found = book.of(entity, Kind.CREATE) if entity else []
    return proven_or(RuleKind.COMPUTED, found, "no slug is made")


def _slugged(sentence: Sentence, book: Book) -> Entity | None:
    made = [
        entity
        for entity in book.entities
        if any(column.default and column.default.kind is DefaultKind.SLUG for column in entity.columns)
    ]
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
    able = [one for one in found if one is not None and one.access is Access.REQUIRED and one.kind in _CHANGES]
    if len(able) < len(found):
        return missing(f"not every such change of {entity.name} is its owner's", RuleKind.PERMISSION)
    sentence.here = tuple(able)
    return proven(RuleKind.PERMISSION, *able)


def _its_author(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Only its author may do it``, in the description of an operation."""
    owned = {entity.name for entity in book.entities if entity.owner is not None}
    fitting = sentence.here and all(
        one.entity in owned and one.kind in _CHANGES and one.access is Access.REQUIRED for one in sentence.here
    )
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


def _goes_with(child: Entity, entity: Entity) -> bool:
    return any(
        column.references
        and column.references.entity == entity.name
        and column.references.on_delete is DeleteRule.CASCADE
        for column in child.columns
    )


def _among(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``the recipes of the cooks whom they follow``: a list that is kept to what the caller is tied to."""
    ties = {one.entity for one in _tied(book, match["verb"])}
    entity = book.entity_called(match["noun"])
    found = [
        one
        for one in book.of(entity, Kind.LIST)
        if one.among is not None and one.among.entity in ties and (not sentence.here or one in sentence.here)
    ]
    if found:
        sentence.here, sentence.entity = tuple(found), entity
    return proven_or(RuleKind.FILTER, found, "no list is kept to those")


def _feed(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The feed``: the list that is called so; what is said of it is said of that operation."""
    found = [one for one in book.of(None, Kind.LIST) if match["feed"].lower() in words(one.name)]
    if not found:
        return None
    sentence.here = tuple(found)
    sentence.entity = next((entity for entity in book.entities if entity.name == found[0].entity), sentence.entity)
    return proven(RuleKind.OPERATION, *found) if match["verb"] else SILENT


def _below(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``comment on a recipe``: a creation below a row, called by the noun for what is created."""
    entity, parent = book.entity_called(match["what"]), book.entity_called(match["noun"])
    if entity is None or parent is None:
        return None
    found = [
        one
        for one in book.of(entity, Kind.CREATE)
        if any(key.use is PathUse.PARENT and key.entity == parent.name for key in one.path_parameters)
    ]
    sentence.entity = entity
    return proven_or(RuleKind.OPERATION, found, f"nothing creates {entity.name} below {parent.name}")


def _optional(_match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """``Authentication optional``, in the description of an operation."""
    fitting = sentence.here and all(one.access is Access.OPTIONAL for one in sentence.here)
    return proven(RuleKind.AUTHENTICATION, *sentence.here) if fitting else missing("a token is needed here")


def tie_patterns(book: Book) -> tuple[Pattern, ...]:
    """Give the patterns for the verbs by which a blueprint ties rows."""
    verbs = dict.fromkeys(form for one in book.of(None, *_TIES) for form in _forms(_verb_of(one)))
    if not verbs:
        return ()
    verb = "(?P<verb>" + "|".join(sorted(map(re.escape, verbs), key=lambda form: (-len(form), form))) + ")"
    hints = tuple(dict.fromkeys(stem(_verb_of(one)).removeprefix("un") for one in book.of(None, *_TIES)))
    some = r"(?:somebody|someone|a user|it|them|" + f"{_OBJECT}{{noun}})"
    already = (
        r"(?: (?:whom|that|which) (?:one|they|he|she|the caller) (?:already )?(?:does not |do not )?\w+(?:"
        r" already)?)?"
    )
    return (
        Pattern(
            rf"\b{verb} {some}{already}(?: (?:twice|again|already|repeatedly))?"
            r" (?:is|are) (?:no error|not an error|idempotent|no problem|harmless)",
            _twice,
            hints,
        ),
        Pattern(
            rf"\b(?:must |can |may |shall )?(?:not|never|cannot) (?:be able to )?{verb}"
            r" (?:themselves|themself|oneself|himself|herself|itself)",
            _oneself,
            hints,
        ),
        Pattern(
            rf"(?:(?:a|an|the|each|every) )?(?P<of>[a-z]+) (?:tells?|shows?|says?|indicates?|states?) (?:whether|if)"
            rf" {_CALLER} (?:has |is )?{verb}(?: (?:it|them|{_OBJECT}(?:{{noun}})))?",
            _whether,
            hints,
        ),
        Pattern(
            rf"(?:the )?(?P<noun>{{noun}}) (?:of|by|from) (?:the |those |all )?(?:{{noun}})"
            rf" (?:whom |that |who |which )?(?:they|the caller|he|she|one|i|{_CALLER}) {verb}\b",
            _among,
            hints,
        ),
        Pattern(rf"\b{_MAY}{verb} {_OBJECT}(?P<noun>{{noun}})?\b", _ties, hints),
    )


PATTERNS = (
    Pattern(r"^\W*authentication (?:is )?optional\W*$", _optional, ("optional",)),
    Pattern(
        rf"(?P<verb>(?:{VERB_PATTERN}) )?(?:a|the|their|his|her) (?:personal |own )?(?P<feed>feed|timeline)\b"
        r"(?: (?:with|of|containing|shows))?",
        _feed,
        ("feed", "timeline"),
    ),
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
    Pattern(rf"only {_AUTHOR} (?:may|can|must) (?:do|be able to do) (?:it|so|this|that)", _its_author, ("only",)),
    Pattern(
        r"(?:anybody|anyone|everybody|everyone|somebody|someone) else (?:gets?|receives?|is answered(?: with)?)"
        r" (?:a |an )?(?P<status>403|404)\b",
        _refused,
        ("else",),
    ),
    Pattern(
        rf"deleting {_OBJECT}(?P<noun>{{noun}}) (?:also |then )?(?:deletes?|removes?)"
        r" (?P<names>(?:its|their|all|the) [\w ,]+)",
        _deletes,
        ("delet",),
    ),
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
    Pattern(
        rf"{_MAY}(?P<what>{{noun}}) (?:on|to) {_OBJECT}(?P<noun>{{noun}})",
        _below,
        (" on ", " to "),
    ),
)

"""Claims that an operation exists and does its work."""

import re

from generators.blueprint import Entity, Operation, OperationKind, QueryUse, Rule, RuleKind
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import snake, stem, words

Kind = OperationKind
_ARTICLES = (
    r"(?:(?:a|an|the|new|their|his|her|own|all|all of|of|any|my|one|single|specific|individual|existin"
    r"g|particular|personal|multiple|more|its|list of|single fields of|fields of|some fields of|detail"
    r"s of|only|another|user's|caller's|authenticated|returned|paginated|user) )*"
)
_VERBS: dict[str, tuple[OperationKind, ...]] = {
    "create": (Kind.CREATE,),
    "add": (Kind.CREATE,),
    "record": (Kind.CREATE,),
    "submit": (Kind.CREATE,),
    "list": (Kind.LIST,),
    "browse": (Kind.LIST,),
    "view": (Kind.LIST, Kind.READ),
    "see": (Kind.LIST, Kind.READ),
    "get": (Kind.READ, Kind.LIST),
    "retrieve": (Kind.READ, Kind.LIST),
    "fetch": (Kind.READ, Kind.LIST),
    "read": (Kind.READ, Kind.LIST),
    "return": (Kind.READ, Kind.LIST),
    "replace": (Kind.REPLACE, Kind.PATCH),
    "update": (Kind.PATCH, Kind.REPLACE),
    "edit": (Kind.PATCH, Kind.REPLACE),
    "modify": (Kind.PATCH, Kind.REPLACE),
    "change": (Kind.PATCH, Kind.REPLACE),
    "delete": (Kind.DELETE,),
    "remove": (Kind.DELETE,),
}
_FORMS = {
    "creates": "create",
    "adds": "add",
    "lists": "list",
    "views": "view",
    "sees": "see",
    "gets": "get",
    "retrieves": "retrieve",
    "reads": "read",
    "returns": "return",
    "updates": "update",
    "edits": "edit",
    "modifies": "modify",
    "changes": "change",
    "deletes": "delete",
    "removes": "remove",
    "creating": "create",
    "adding": "add",
    "recording": "record",
    "records": "record",
    "submitting": "submit",
    "submits": "submit",
    "listing": "list",
    "viewing": "view",
    "updating": "update",
    "editing": "edit",
    "deleting": "delete",
    "removing": "remove",
    "reading": "read",
    "retrieving": "retrieve",
    "replacing": "replace",
    "replaces": "replace",
    "fetches": "fetch",
}
VERB_PATTERN = "(?:" + "|".join(sorted((*_VERBS, *_FORMS), key=len, reverse=True)) + ")"
_THIRD = frozenset(form for form in _FORMS if form.endswith("s"))
_SPEAKER = regex(
    r"^\W*(?:(?:the|a|an|this|that|it|system|app|application|api|backend|endpoint|users?|callers?|who|which"
    r"|operation|and|also|then)"
    r"\b\W*)*$",
    re.IGNORECASE,
)
"""Who may do something in the third person: after anything else it is what an action brings about."""
_SINGLE = regex(r"\b(?:single|specific|individual|particular|one|by id|details?)\b", re.IGNORECASE)
_MANY = regex(r"\b(?:all|list)\b", re.IGNORECASE)


def actor_role(sentence: Sentence, book: Book) -> str | None:
    """Give the role of whom the sentence speaks: ``An admin MUST be able to …``."""
    roles = {role for one in book.operations for role in one.roles}
    for role in sorted(roles):
        said = re.match(
            rf"\W*(?:an? |the |only )?(?:{re.escape(role)}(?:istrator)?s?)\b(?: users?)?", sentence.text, re.IGNORECASE
        )
        if said is not None:
            sentence.spans.append(said.span())
            return role
    return None


def _verb(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    said = re.findall(VERB_PATTERN, match["verbs"].lower())
    if said[0] in _THIRD and not sentence.here and not _SPEAKER.match(sentence.text[: match.start()]):
        return None
    verbs = [_FORMS.get(word, word) for word in said]
    entity = book.entity_called(match["noun"]) if match["noun"] else sentence.entity or sentence.about
    if entity is None:
        return None
    sentence.entity = entity
    found: list[Operation] = []
    for verb in verbs:
        operation = find_operation(verb, entity, match[0], sentence, book)
        if operation is None:
            return missing(f"no operation {verb}s {entity.name}", RuleKind.OPERATION)
        found.append(operation)
    return proven(RuleKind.OPERATION, *found)


def verbs_in(text: str) -> list[str]:
    """Give the verbs of a text in their plain form."""
    return [_FORMS.get(word, word) for word in re.findall(VERB_PATTERN, text.lower())]


def find_operation(verb: str, entity: Entity, text: str, sentence: Sentence, book: Book) -> Operation | None:
    """Give the operation that a verb asks for on an entity, for the role of whom the sentence speaks."""
    kinds = list(_VERBS[verb])
    if Kind.READ in kinds:
        if _SINGLE.search(text):
            kinds = [Kind.READ]
        elif _MANY.search(text) or text.lower().rstrip().endswith("s"):
            kinds = [Kind.LIST, Kind.READ]
    role = actor_role(sentence, book)
    for kind in kinds:
        for operation in book.of(entity, kind):
            if role is None or role in operation.roles:
                return operation
    mine = {
        Kind.READ: Kind.READ_ME,
        Kind.PATCH: Kind.UPDATE_ME,
        Kind.DELETE: Kind.DELETE_ME,
        Kind.CREATE: Kind.REGISTER,
    }
    if entity is book.users and role is None:
        return next((one for kind in kinds if kind in mine for one in book.of(entity, mine[kind])), None)
    return None


def _action(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``completing a task``, ``mark a task as complete``, ``toggle completion``: a named change of state."""
    wanted = {stem(word) for word in words(match["action"])} - {"mark", "as", "be"}
    named = book.entity_called(match["noun"])
    entity = named if named is not None and named is not book.users else sentence.entity or sentence.about
    found = find_actions(wanted, entity, book)
    if not found:
        return None
    if entity is not None:
        sentence.entity = entity
    return proven(RuleKind.OPERATION, *found)


def find_actions(stems: set[str], entity: Entity | None, book: Book) -> list[Operation]:
    """Give the acts and toggles that are called by one of those words."""
    found = [one for one in book.of(entity, Kind.ACT, Kind.TOGGLE) if {stem(word) for word in words(one.name)} & stems]
    if found or not stems & {"complet", "done", "don", "incomplet", "pend"}:
        return found
    return [one for one in book.of(entity, Kind.TOGGLE) if _flips(one, "complet")]


def _flips(operation: Operation, wanted: str) -> bool:
    return any(stem(word) == wanted for effect in operation.effects for word in words(effect.column))


def action_pattern(book: Book) -> Pattern:
    """Give the pattern for the named changes of state that a blueprint has."""
    stems = sorted(
        {stem(word) for one in book.of(None, Kind.ACT, Kind.TOGGLE) for word in words(one.name) if len(word) > 3}
        - {stem(word) for entity in book.entities for word in words(entity.singular)}
        - {"toggl", "statu", "mark"},
        key=lambda text: (-len(text), text),
    )
    if not stems:
        return Pattern(r"(?!x)x(?P<action>x)(?P<noun>x)", _action)
    # a participle says how a row is, not what is done to it, unless somebody marks it as such
    forms = "|".join(f"{re.escape(text)}(?:e|ing|es|s|ion)?" for text in stems)
    marked = "|".join(f"as {re.escape(text)}(?:e|ed)" for text in stems)
    return Pattern(
        rf"(?:(?:marks?|marking|marked|toggles?|toggling|sets?|setting) (?:the )?)?(?:{_ARTICLES}(?P<no"
        rf"un>{{noun}}) (?:as )?)?"
        rf"(?P<action>{marked}|{forms})\b(?: (?:status|state))?(?: (?:of )?{_ARTICLES}(?:{{noun}}))?",
        _action,
    )


def _route(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``GET /api/tasks``: the endpoint itself."""
    from_path = _shape(match["path"])
    found = [one for one in book.operations if one.method == match["method"].upper() and _shape(one.path) == from_path]
    if not found:
        tails = [
            one
            for one in book.operations
            if one.method == match["method"].upper() and _shape(one.path).endswith(from_path)
        ]
        found = tails if len(tails) == 1 else []
    if not found:
        return missing(f"there is no {match['method']} {match['path']}", RuleKind.OPERATION)
    sentence.here = tuple(found)
    return proven(RuleKind.OPERATION, *found)


def _shape(path: str) -> str:
    return "/" + "/".join("{}" if part[:1] in "{:<" else part.lower() for part in path.strip("`.,/").split("/") if part)


def _listed(match: re.Match[str], name: str) -> list[str]:
    parts = re.split(r", ?(?:and |or )?| and | or |/| & ", match[name])
    return [
        re.sub(r"^(?:(?:the|its|their|a|an|task|item)\s+)+", "", part.strip(" `.:()\"'"), flags=re.IGNORECASE)
        for part in parts
        if part.strip(" `.()")
    ]


def _filters(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    names = _listed(match, "names")
    # What a list is filtered by may be a noun of its own: recipes by ingredient.
    for entity in dict.fromkeys((sentence.entity or sentence.about, sentence.about)):
        by_name = {name: _filter_named(name, entity, book) for name in names}
        if names and all(by_name.values()):
            return proven(RuleKind.FILTER, *(rule for rules in by_name.values() for rule in rules))
    unknown = next((name for name, rules in by_name.items() if not rules), None)
    return missing(f"no list is filtered by {unknown}", RuleKind.FILTER) if unknown else None


def _filter_named(name: str, entity: Entity | None, book: Book) -> list[Rule]:
    rules = [
        rule
        for rule in book.ruled(RuleKind.FILTER, entity.name if entity else None)
        if dict(rule.parameters)["use"] != QueryUse.SEARCH.value
    ]
    by_parameter = [rule for rule in rules if rule.id.split(".")[-2] == snake(name)]
    if by_parameter:
        return by_parameter
    columns = book.columns_called(name)
    return [rule for rule in rules if columns & set(rule.columns)]


def _search(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    rules = [
        rule
        for rule in book.ruled(RuleKind.FILTER, entity.name if entity else None)
        if dict(rule.parameters)["use"] == QueryUse.SEARCH.value
    ]
    names = _listed(match, "names") if match["names"] else []
    for name in names:
        columns = book.columns_called(name)
        rules = [rule for rule in rules if columns & set(rule.columns)]
    return proven_or(RuleKind.FILTER, rules, "no list is searched so")


def _ignores_case(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """A search never looks at case; whatever else ignores it is not a list's business."""
    if "search" not in sentence.text.lower():
        return None
    entity = sentence.entity or sentence.about
    rules = [
        rule
        for rule in book.ruled(RuleKind.FILTER, entity.name if entity else None)
        if dict(rule.parameters)["use"] == QueryUse.SEARCH.value
    ]
    return proven_or(RuleKind.FILTER, rules, "no list is searched")


def _sorts(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    for operation in book.of(entity, Kind.LIST):
        offered = {choice.column for one in operation.query if one.use is QueryUse.SORT for choice in one.choices}
        if offered and all(book.columns_called(name) & offered for name in _listed(match, "names")):
            return proven(
                RuleKind.ORDER, *[rule for rule in book.ruled(RuleKind.ORDER) if operation.id in rule.operations]
            )
    return missing("no list is sorted so", RuleKind.ORDER)


def _pages(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    wanted = {name: int(value) for name, value in match.groupdict().items() if value}
    entity = sentence.entity or sentence.about
    every = book.ruled(RuleKind.PAGINATION)
    rules = [rule for rule in every if entity is None or rule.entity == entity.name] or every
    fitting = [
        rule for rule in rules if all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    return proven_or(RuleKind.PAGINATION, fitting, "no list has such pages")


_NAMES = (
    r"(?P<names>[\w`' -]+?(?:(?:, ?(?:and |or )?| and | or |/)[\w`' -]+?)*?)(?=[.;:()]|,? (?:and ignor|ignor|with"
    r"|usin"
    r"g|which|that|so|and (?:a|can|sort|search|filter)|or (?:a|sort|search))|$)"
)

PATTERNS = (
    Pattern(
        r"`?(?P<method>GET|POST|PUT|PATCH|DELETE) (?P<path>/[\w{}:<>/.-]*)`?(?: (?:endpoint|request|route)s?)?",
        _route,
        ("/",),
    ),
    Pattern(
        rf"\b(?P<verbs>{VERB_PATTERN}(?:(?:, ?(?:and |or )?| and | or |/){VERB_PATTERN})*) "
        rf"{_ARTICLES}(?P<noun>{{noun}})(?: (?:by|with|using) (?:its |the |an? )?(?:id|identifier))?\b",
        _verb,
    ),
    Pattern(
        rf"(?:(?:can|may|must|should|be|support|supports|with|a|the|list|results) )*(?:filter|narrow|restrict)(?:ed"
        rf"|ing|s|a"
        rf"ble)?(?: (?:the |their )?(?:{{noun}}|list|results))?(?: by| on) {_NAMES}",
        _filters,
        ("filter", "narrow", "restrict"),
    ),
    Pattern(
        rf"(?:(?:the|a|free|text|keyword|free-text|full) )*search (?:looks at|covers|includes|considers|goes"
        rf" through|works on|runs over|is over|matches) (?:(?:the|both) )*{_NAMES}",
        _search,
        ("search",),
    ),
    Pattern(
        r"(?:and )?(?:it )?(?:ignores|ignoring|disregards|regardless of) (?:upper and lower )?case",
        _ignores_case,
        ("case",),
    ),
    Pattern(
        rf"(?:case[- ]insensitive(?:ly)? |partial |full[- ]text )*search(?:es|ing)?(?: (?:is|performs?|uses?|must"
        rf" be|should be|must|be))*(?: case[- ]insensitive(?:ly)?)(?: (?:partial )?match(?:ing|es)?)?(?: ?(?:on"
        rf"|over|in|across|of) {_NAMES})?",
        _search,
        ("insensitive",),
    ),
    Pattern(
        rf"case[- ]insensitive (?:partial )?search (?:in|on|over|across|of) {_NAMES}",
        _search,
        ("insensitive",),
    ),
    Pattern(
        rf"(?:(?:can|may|must|should|be|support|supports|with|and|a|the) )*search(?:ed|ing|es|able)?(?:"
        rf" (?:the |their )?(?:{{noun}}|list))?(?: by| in| on| across| within| for)?(?: (?:free )?text|"
        rf" keywords?)?(?: in| within)? {_NAMES}",
        _search,
        ("search",),
    ),
    Pattern(
        rf"(?:(?:can|may|must|should|be|support|supports|with|and|a|the) )*sort(?:ed|ing|s|able)?(?: (?"
        rf":the |their )?(?:{{noun}}|list))?(?: by| on) {_NAMES}",
        _sorts,
        ("sort",),
    ),
    Pattern(
        r"(?:(?:is|are|be|must be|support|supports|with) )*(?:paginated|pagination)(?:,? (?:with )?(?:"
        r"a )?(?:default(?: (?:limit|page size|size))?(?: of)? (?P<default>\d+))?"
        r"(?: items?)?(?:,? ?(?:and )?(?:a )?max(?:imum)?(?: (?:of|limit|page size))? ?(?P<max>\d+))?("
        r"?: (?:items?|{noun}))?(?: (?:a|per) page)?)?",
        _pages,
        ("pagina", "limit"),
    ),
    Pattern(
        r"`?limit`?(?: is| defaults? to|:)? (?P<default>\d+)(?: unless (?:given|specified))?(?:,? ?(?:"
        r"and )?(?:at most|max(?:imum)?(?: of)?) (?P<max>\d+))?",
        _pages,
        ("pagina", "limit"),
    ),
)

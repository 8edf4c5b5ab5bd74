"""Claims that an operation exists and does its work: by a verb, by a word for its action, or by its route."""

import re

from generators.blueprint import CHANGING, Entity, Operation, OperationKind, RuleKind
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import stem, words

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
    "replace": CHANGING,
    "update": CHANGING,
    "edit": CHANGING,
    "modify": CHANGING,
    "change": CHANGING,
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
    r"|operation|and|also|then)\b\W*)*$",
    re.IGNORECASE,
)
"""Who may do something in the third person: after anything else it is what an action brings about."""
_OF = regex(
    r"\s+(?:of|in|on) (?:(?:an?|the|their|its|his|her|any|each|every|one|own|existing|specific|single)\s+)*",
    re.IGNORECASE,
)
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
    held = _part_of_another(match, verbs, entity, book)
    if held is not None:
        return held
    sentence.entity = entity
    found: list[Operation] = []
    for verb in verbs:
        operation = find_operation(verb, entity, match[0], sentence, book)
        if operation is None:
            return missing(f"no operation {verb}s {entity.name}", RuleKind.OPERATION)
        found.append(operation)
    return proven(RuleKind.OPERATION, *found)


def _part_of_another(match: re.Match[str], verbs: list[str], entity: Entity, book: Book) -> Proof | None:
    """``change the floor of a room``, where rooms reference floors: the room is changed, and no floor."""
    after = _OF.match(match.string, match.end())
    named = book.noun_words.match(match.string, after.end()) if after else None
    holder = book.entity_called(named[0]) if named else None
    changing = all(_VERBS.get(verb) == CHANGING for verb in verbs)
    if holder is None or holder is entity or not changing:
        return None
    keys = {one.name for one in holder.columns if one.references and one.references.entity == entity.name}
    if not keys:
        return None
    found = [one for one in book.of(holder, *CHANGING) if any(part.column in keys for part in one.body)]
    return proven_or(RuleKind.OPERATION, found, f"no operation changes the {entity.singular} of {holder.name}")


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
)

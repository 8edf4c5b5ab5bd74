"""Claims about tenants, stock, lists of objects and what may be there once."""

import re

from generators.blueprint import Entity, OperationKind, Rule, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.prose.subjects import from_zero
from workbench.resolving.words import singular, snake, words

_ANSWERS = r"(?:answers?|returns?|gets?|(?:is|are) (?:answered|refused|rejected)(?: with)?)"
_AGAIN = (
    r"(?:[;,] (?:and )?(?:an? (?:second|further|new)|another|\w+ing)(?: [\w`-]+){0,9}? "
    rf"{_ANSWERS} (?P<status>4\d\d))?"
)


def _of_another_tenant(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A ward of another clinic answers 404, as if it did not exist``."""
    tenants = {rule.entity: rule for rule in book.ruled(RuleKind.OWNERSHIP) if rule.id.endswith(".tenant.ownership")}
    users = book.users
    holder = next((one for one in (users.columns if users else ()) if one.role == "tenant" and one.references), None)
    named = book.entity_called(match["tenant"])
    if not tenants or holder is None or named is None or holder.references is None:
        return None
    if holder.references.entity != named.name:
        return None
    if int(match["status"]) != book.settings.other_users_row:
        return missing(f"another {match['tenant']}'s row answers {book.settings.other_users_row}", RuleKind.OWNERSHIP)
    about = book.entity_called(match["noun"]) if match["noun"] else None
    found = [tenants[about.name]] if about and about.name in tenants else [] if about else list(tenants.values())
    return proven_or(RuleKind.OWNERSHIP, found, f"rows of {match['noun']} belong to no {match['tenant']}")


def _not_below_zero(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The level never falls below zero``."""
    columns = book.columns_called(match["column"])
    for entity in (*sentence.near, *book.entities):
        own = [name for name in columns if entity is not None and entity.has(name)]
        rules = book.ruled(RuleKind.RANGE, entity.name, own) if entity is not None and own else []
        found = from_zero(rules)
        if found:
            return proven(RuleKind.RANGE, *found)
    if "negative" in match[0].lower():
        return None  # a limit like any other, which can be granted
    return missing(f"nothing keeps {match['column']} from falling below zero", RuleKind.RANGE) if columns else None


def _too_much(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``a booking for more than is left answers 409 and changes nothing``."""
    entity = book.entity_called(match["noun"])
    creating = {one.id for one in book.of(entity, OperationKind.CREATE)} if entity else set()
    taking = [
        rule
        for rule in book.ruled(RuleKind.EFFECT)
        if dict(rule.parameters).get("moves") == "down" and creating & set(rule.operations)
    ]
    if match["status"] != "409":
        return missing("that answers 409", RuleKind.STATUS)
    return proven_or(RuleKind.EFFECT, taking, f"creating {match['noun']} takes nothing away")


def _once(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A guest appears at most once in a booking``: both keys are unique together."""
    if match["status"] not in (None, "409"):
        return missing("a duplicate answers 409", RuleKind.UNIQUE)
    once, within = book.entity_called(match["noun"]), match["within"].lower()
    if once is None:
        return None
    found = [
        rule
        for rule in book.ruled(RuleKind.UNIQUE)
        for entity in book.entities
        if entity.name == rule.entity and _ties(entity, rule, once, within, book)
    ]
    return proven_or(RuleKind.UNIQUE, found, f"nothing keeps {match['noun']} from being in {within} twice")


def _ties(entity: Entity, rule: Rule, once: Entity, within: str, book: Book) -> bool:
    """Tell whether a rule makes a key to ``once`` unique with a key to what it is in, or in what is named after it."""
    targets = {
        reference.entity
        for name in rule.columns
        if entity.has(name) and (reference := entity.column(name).references) is not None
    }
    holder = book.entity_called(within)
    inside = (holder is not None and holder.name in targets) or snake(singular(within)) in words(entity.singular)
    return once.name in targets and len(rule.columns) == 2 and inside


def _unique_within(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The code is unique within a venue; a second show with the same code answers 409``."""
    if match["status"] not in (None, "409"):
        return missing("a duplicate answers 409", RuleKind.UNIQUE)
    columns, scope = book.columns_called(match["column"]), book.entity_called(match["scope"])
    for rule in book.ruled(RuleKind.UNIQUE):
        entity = next((one for one in book.entities if one.name == rule.entity), None)
        if entity is None or scope is None or not columns & set(rule.columns) or len(rule.columns) != 2:
            continue
        keys = [entity.column(name).references for name in rule.columns if entity.has(name)]
        if any(key and key.entity == scope.name for key in keys) and (sentence.entity in (None, entity, scope)):
            return proven(RuleKind.UNIQUE, rule)
    return None


def _together(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``UNIQUE (venue_id, code)``: the columns are unique together, neither of them alone."""
    wanted = {snake(name.strip(' `"')) for name in match["columns"].split(",")}
    found = [rule for rule in book.ruled(RuleKind.UNIQUE) if {snake(name) for name in rule.columns} == wanted]
    return proven_or(RuleKind.UNIQUE, found, f"{match['columns']} are not unique together")


def _within_bound(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``CHECK (spent <= budget)``, of a number that operations move no further than the other one."""
    left, right = snake(match["left"]), snake(match["right"])
    moved = [rule for rule in book.ruled(RuleKind.EFFECT) if left in rule.columns]
    found = [rule for rule in moved if dict(rule.parameters).get("at_most") == right]
    return proven(RuleKind.EFFECT, *found) if found else None


def _so_many(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A booking has 1 to 20 guests``, and ``1 to 20 items`` of a list in a body."""
    listed = match["part"].lower()
    named = sentence.topic.columns if sentence.topic else frozenset()
    wanted = {"min": int(match["low"]), "max": int(match["high"])}
    found = [
        rule
        for rule in book.ruled(RuleKind.LENGTH)
        if (listed in rule.columns or named & set(rule.columns))
        and all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    return proven(RuleKind.LENGTH, *found) if found else None


def _needs_role(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Requires the role clerk``, of the operations in whose description it stands."""
    role = match["role"].lower()
    here = [one for one in sentence.here if role in {each.lower() for each in one.roles}]
    if not sentence.here:
        return None
    if len(here) < len(sentence.here):
        return missing(f"not every endpoint here is reserved to {role}", RuleKind.PERMISSION)
    ids = {one.id for one in here}
    rules = [
        rule
        for rule in book.ruled(RuleKind.PERMISSION)
        if ids & set(rule.operations) and str(dict(rule.parameters).get("role")).lower() == role
    ]
    return proven_or(RuleKind.PERMISSION, rules, f"nothing is reserved to {role}")


def _bare_range(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``1–99``, in the row of a number."""
    topic = sentence.topic
    if topic is None or not topic.fixed:
        return None
    wanted = {"min": float(match["low"]), "max": float(match["high"])}
    found = [
        rule
        for rule in book.ruled(RuleKind.RANGE, topic.entity.name, topic.columns)
        if all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    return proven(RuleKind.RANGE, *found) if found else None


_PARTS = r"(?P<low>\d+)(?: ?(?:to|–|-) ?| and )(?P<high>\d+) (?P<part>[a-z]\w*)"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        r"(?:(?:an?|the|any) )?(?:(?P<noun>{noun})|rows?|records?|data|anything) (?:of|from|that belongs? to) "
        rf"(?:another|a different|other) (?P<tenant>{{noun}}) {_ANSWERS} (?P<status>4\d\d)"
        r"(?:,? as if (?:it|they) did not exist)?",
        _of_another_tenant,
        ("another", "different", "other"),
    ),
    Pattern(
        r"(?:the )?(?P<column>{column}) (?:must not|may not|can ?not|can never|must never|never) "
        r"(?:be|becomes?|goes|go|falls?|drops?|gets?) (?:negative|below (?:zero|0))",
        _not_below_zero,
        ("negative", "below"),
    ),
    Pattern(
        r"[;,]? ?(?:and )?an? (?P<noun>{noun}) for more than (?:is|are|there is|there are) (?:left|available|in"
        r" stock) "
        rf"{_ANSWERS} (?P<status>4\d\d)(?: and changes nothing)?",
        _too_much,
        ("more than",),
    ),
    Pattern(
        r"an? (?P<noun>{noun}) (?:(?:must|may|can) )?(?:appears?|is|be|stands?|occurs?) "
        rf"(?:at most|only|no more than) once (?:in|on|per) (?:an?|each|the same|one) (?P<within>[a-z]\w*){_AGAIN}",
        _once,
        ("once",),
    ),
    Pattern(
        r"(?:the )?(?P<column>{column}) (?:is|must be|are) unique (?:within|per|in) (?:an?|each|the same|one|every) "
        rf"(?P<scope>{{noun}}){_AGAIN}",
        _unique_within,
        ("unique",),
    ),
    Pattern(r"^check ?\((?P<left>\w+) ?<= ?(?P<right>\w+)\),?$", _within_bound, ("check",)),
    Pattern(r"requires? the role (?P<role>\w+)", _needs_role, ("role",)),
    Pattern(r"(?<![\w.-])(?P<low>\d+) ?(?:–|-|to) ?(?P<high>\d+)(?![\w-]| \w)", _bare_range),
    Pattern(r"^unique(?: key| index)? ?\((?P<columns>[\w\"` ]+(?:,[\w\"` ]+)+)\)$", _together, ("unique",)),
    Pattern(
        rf"(?:an? {{noun}} (?:must have|has|have|must hold|holds|consists of) )?{_PARTS}", _so_many, ("to", "–", "-")
    ),
)
"""What is tried before the claims about single values: each of these speaks of two things at once."""

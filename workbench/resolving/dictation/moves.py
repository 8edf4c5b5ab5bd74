"""Numbers that move, in sentences: taken from a stock, given back to it, added to a sum within its bounds."""

import re

from generators.blueprint import NUMBERS, Column, Entity, Operation, OperationKind
from workbench.resolving.dictation.derived import is_part
from workbench.resolving.dictation.listening import LEAD, Ear, Hearing, Rules
from workbench.resolving.words import stem, words

_DOWN = r"(?:reduces?|decreases?|decrements?|lowers?|takes? from)"
_UP = r"(?:increases?|increments?|raises?|adds? to)"
_BACK = r"(?:puts?|gives?|adds?|returns?)"
_EACH = r"(?:an?|the|each|every|its)"
_PART = r"[a-z]\w*(?: [a-z]\w*)?"


def _taken(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Booking a trip reduces the seats of each bus by the persons of its booking``."""
    return _moved(match, ear, _operations(match, ear), "subtract", "from")


def _raised(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Returning a book increases the copies of the book by one``, ``Cancelling a booking puts the persons of each
    item back into the seats of its bus``."""
    return _moved(match, ear, _operations(match, ear), "add", "to")


def _operations(match: re.Match[str], ear: Ear) -> list[Operation]:
    """Give the operations that a gerund and a noun mean: the act of that name, else what creates such rows."""
    entity = ear.entity(match["noun"])
    return _doing(entity, match["verb"], ear)


def _doing(entity: Entity | None, verb: str, ear: Ear) -> list[Operation]:
    acts = ear.acting(entity, verb)
    if acts or not re.match(r"creat|plac|order|book|add|buy|borrow|reserv|rent|mak|stor|submit", verb, re.IGNORECASE):
        return acts
    return ear.creating(entity)


def _of_itself(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Borrowing a book decreases its available copies by one; returning it increases them by one``: what is done
    with a thing makes or changes a row that references it, a loan of the book."""
    said = match.groupdict()
    target = ear.entity(said["noun"])
    column = ear.column_of(target, said["column"])
    if target is None or column is None:
        return None
    down = said.get("down") is not None
    steps = [(said["verb"], "subtract 1 from" if down else "add 1 to")]
    if said.get("back"):
        steps.append((said["back"], "add 1 to" if down else "subtract 1 from"))
    lines: list[str] = []
    for verb, moves in steps:
        found = [
            f"{one.route}: {moves} {via.name}.{column.name}"
            for entity in ear.book.entities
            if (via := ear.to(entity, target)) is not None
            for one in _doing(entity, verb, ear)
            if one.kind is OperationKind.CREATE or entity.states is not None  # else it could be done twice
        ]
        if len(found) != 1:
            return None
        lines += found
    return tuple(lines)


def _moved(match: re.Match[str], ear: Ear, operations: list[Operation], word: str, preposition: str) -> Rules | None:
    entity, target = ear.entity(match["noun"]), ear.entity(match["target"])
    column = ear.column_of(target, match["column"])
    if entity is None or target is None or column is None or not operations:
        return None
    amount = match.groupdict().get("amount")
    direct = ear.to(entity, target)
    if amount is None or amount.lower() in ("1", "one"):
        lines = [f"{word} 1 {preposition} {direct.name}.{column.name}"] if direct else []
    else:
        lines = [
            f"{word} {amount_of} {preposition} {via.name}.{column.name}"
            for amount_of, via in _amounts(match, ear, entity, target, amount)
        ]
    return tuple(f"{one.route}: {lines[0]}" for one in operations) if lines else None


def _amounts(match: re.Match[str], ear: Ear, entity: Entity, target: Entity, amount: str) -> list[tuple[str, Column]]:
    """Give the column that says by how much, of the row itself or of rows that belong to it."""
    holder = match.groupdict().get("holder")
    found = []
    for one in ear.book.entities:
        via = ear.to(one, target)
        own = one is entity
        if via is None or not (own or ear.to(one, entity) is not None):
            continue
        if holder and not (ear.entity(holder) is one or is_part(holder, one)):
            continue
        column = ear.column_of(one, amount)
        if column is not None:
            found.append((column.name if own else f"{one.name}.{column.name}", via))
    return found


def _taken_with(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Deduct stock after a sale is created``: each line of a sale takes its quantity from what it references."""
    entity = ear.entity(match["noun"])
    found = [
        f"{one.route}: subtract {amount_of} from {via.name}.{column.name}"
        for one in ear.creating(entity)
        for rows in _made_by(one, ear)
        for via in rows.columns
        if via.references is not None
        and (column := ear.column_of(ear.entity(via.references.entity), match["column"])) is not None
        and (amount_of := _quantity(rows, entity))
    ]
    return tuple(found) if len(found) == 1 else None


def _made_by(operation: Operation, ear: Ear) -> list[Entity]:
    """Give the tables of which an operation stores rows: its own, and those of the lists in its body."""
    names = {operation.entity, *(field.children.entity for field in operation.body if field.children)}
    return [one for one in ear.book.entities if one.name in names]


def _quantity(rows: Entity, entity: Entity | None) -> str:
    """Give the only number that is told of a row: not worked out, no key and no reference."""
    told = [
        one
        for one in rows.columns
        if one.type.name in NUMBERS and not (one.primary_key or one.references or one.derivation)
    ]
    amounts = [one.name for one in told if one.default is None or not one.default.by_application]
    if len(amounts) != 1:
        return ""
    return amounts[0] if rows is entity else f"{rows.name}.{amounts[0]}"


def _summed(match: re.Match[str], ear: Ear) -> Rules | None:
    """``The repayments of a loan must not exceed its sum``: each adds to a number that may not pass another."""
    rows, parent = ear.entity(match["rows"]), ear.entity(match["noun"])
    most = ear.column_of(parent, match["most"])
    via = ear.to(rows, parent) if rows else None
    if rows is None or parent is None or most is None or via is None:
        return None
    amount = next((one for one in rows.columns if one.type == most.type and one.references is None), None)
    total = _running(parent, rows, most)
    if amount is None or total is None:
        return None
    return (
        tuple(
            f"{one.route}: add {amount.name} to {via.name}.{total.name} at most {most.name}"
            for one in ear.creating(rows)
        )
        or None
    )


def _added(match: re.Match[str], ear: Ear) -> Rules | None:
    """``A repayment adds its amount to the repaid sum of its loan``."""
    rows, parent = ear.entity(match["noun"]), ear.entity(match["target"])
    via = ear.to(rows, parent) if rows else None
    amount, column = ear.column_of(rows, match["amount"]), ear.column_of(parent, match["column"])
    if via is None or amount is None or column is None:
        return None
    lines = (f"{one.route}: add {amount.name} to {via.name}.{column.name}" for one in ear.creating(rows))
    return tuple(lines) or None


def _only_in(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Only loans with the state open or late can be repaid``: what is created with a row asks for its state."""
    parent = ear.entity(match["noun"])
    states = (
        [ear.state(parent, word) for word in re.findall(r"[\w-]+", match["states"]) if word != "or"] if parent else []
    )
    known = [one for one in states if one is not None]
    if parent is None or len(known) != len(states) or len({column for column, _ in known}) != 1:
        return None
    root = stem(match["verb"].lower())
    named = ", ".join(state for _, state in known)
    found = []
    for rows in ear.book.entities:
        via, name = ear.to(rows, parent), rows.singular.rpartition("_")[2]
        if via is None or len(root) < 4 or not name.startswith(root):
            continue
        found += [f"{one.route}: while {via.name}.{known[0][0]} in {named}" for one in ear.creating(rows)]
    return tuple(found) or None


def _running(parent: Entity, rows: Entity, most: Column) -> Column | None:
    """Give the column of a row that adds up what belongs to it, by its name: ``refunded`` for refunds."""
    root = rows.singular.rpartition("_")[2][:5]
    fitting = [
        one for one in parent.columns if one.type == most.type and any(w.startswith(root) for w in words(one.name))
    ]
    return fitting[0] if len(fitting) == 1 else None


_WORD = r"[a-z][\w]*(?: [a-z]\w*)?"
_STATUS = (
    r"(?:\s*[;,]\s*(?:one|any|a \w+|what)(?: (?:that|which))? (?:would|does|do|exceeds?)(?: \w+)? "
    r"(?:answers?|returns?|is refused with|gets?) 409)?"
)
_DOING = r"(?P<verb>\w+ing) (?:an?|the|each|every) (?P<noun>{noun})"
_WHOSE = rf"the (?P<column>{_WORD}) of {_EACH} (?P<target>{{noun}})"
_BY = rf"(?: by (?:the |its )?(?:(?P<amount>one|1|{_WORD}?)(?: of {_EACH} (?P<holder>{_PART}))?))?"

_MUST = r"(?:(?:must|shall|will) )?"

PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (f"{_DOING} {_DOWN} {_WHOSE}{_BY}", _taken),
    (
        rf"an? (?P<noun>{{noun}}) adds (?:its|the) (?P<amount>{_WORD}) to the (?P<column>[a-z]\w*)"
        rf"(?: sum| total| amount)? of {_EACH} (?P<target>{{noun}})",
        _added,
    ),
    (
        r"only (?P<noun>{noun}) (?:with (?:the )?(?:status|state)|in (?:the )?(?:status|state)|that are) "
        r"(?P<states>[\w-]+(?:,? (?:or )?[\w-]+)*) (?:can|may) be (?P<verb>\w+)"
        r"(?:[;,] (?:any other|others?|everything else|all others?)(?: \w+)? (?:answers?|returns?|gets?) 409)?",
        _only_in,
    ),
    (f"{_DOING} {_UP} {_WHOSE}{_BY}", _raised),
    (
        rf"{LEAD}(?:(?:atomically|automatically) )?(?:{_DOWN}|deducts?|subtracts?) (?:the |its )?"
        rf"(?P<column>{_WORD})(?: (?:in|from|of) (?:the )?[a-z]+)?,? (?:after|when|once|upon|on|as soon as|for) "
        rf"(?:an? |the |each |every )?(?P<noun>{{noun}}) (?:creation|(?:is|has been|gets) (?:created|placed|confirmed))"
        rf"(?: succeeds| completes)?(?: \([^()]*\b(?:transaction|rollback)\b[^()]*\))?",
        _taken_with,
    ),
    (
        rf"{_DOING} {_MUST}(?:(?P<down>{_DOWN})|{_UP}) (?:its|the number of(?: its)?) (?P<column>{_WORD}) by (?:one|1)"
        rf"(?:[;,] (?:and )?(?P<back>\w+ing) (?:it|one|them) {_MUST}(?:{_UP}|{_DOWN}) (?:it|them) by (?:one|1))?",
        _of_itself,
    ),
    (
        rf"{_DOING} {_BACK} the (?P<amount>{_WORD}) of {_EACH} (?P<holder>{_PART}) back (?:into|to|in) {_WHOSE}",
        _raised,
    ),
    (
        r"the (?P<rows>{noun}) of (?:an?|each|every|the) (?P<noun>{noun}) (?:together )?"
        r"(?:must|may|can|shall)(?: ?not| never) (?:exceed|be more than|go beyond|be higher than) (?:its|the) "
        rf"(?P<most>{_WORD}){_STATUS}",
        _summed,
    ),
)
"""The ways to say that a number moves, each with how it is taken down."""

"""Claims about what happens to rows: time stamps, soft deletes, cascades, repeated calls, and sessions."""

import re

from generators.blueprint import ColumnRole, DeleteRule, EffectValue, Operation, OperationKind, Rule, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Reader, Sentence, missing, proven, proven_or

Kind = OperationKind
_VALUES = {"true": True, "false": False}


def _focus(sentence: Sentence, book: Book) -> list[Operation]:
    """Give the actions of which the sentence speaks: those in whose description it stands, or that it names."""
    acting = [one for one in sentence.here if one.kind in (Kind.ACT, Kind.TOGGLE)]
    if acting:
        return acting
    text = sentence.text.lower()
    entity = sentence.entity or sentence.about
    named = [
        one
        for one in book.of(entity, Kind.ACT, Kind.TOGGLE)
        if any(len(word) > 4 and word.rstrip("e") in text for word in one.name.split("_")[:1])
    ]
    exact = [one for one in named if text.startswith(one.name.split("_")[0].rstrip("e"))]
    return exact or named


def _sets(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    columns = book.columns_called(match["column"])
    value = match["value"].lower()
    wanted = (
        EffectValue.NULL
        if value in ("null", "none")
        else EffectValue.NOW
        if "time" in value or value == "now"
        else EffectValue.LITERAL
    )
    return _effect(columns, wanted, _VALUES.get(value), sentence, book)


def _clears(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    return _effect(book.columns_called(match["column"]), EffectValue.NULL, None, sentence, book)


def _effect(
    columns: set[str], wanted: EffectValue, literal: bool | None, sentence: Sentence, book: Book
) -> Proof | None:
    rules: list[Rule] = []
    for operation in _focus(sentence, book):
        for effect in operation.effects:
            if (
                effect.column in columns
                and effect.value is wanted
                and (wanted is not EffectValue.LITERAL or effect.literal == literal)
            ):
                rules += [rule for rule in book.ruled(RuleKind.EFFECT) if rule.operations == (operation.id,)]
    return proven_or(RuleKind.EFFECT, rules, "no action writes that")


def _flips(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The endpoint toggles the completion status``: an operation that writes the other value."""
    columns = book.columns_called(match["column"]) if match["column"] else set()
    entity = sentence.entity or sentence.about
    toggling = [one for one in sentence.here if one.kind is Kind.TOGGLE] or (
        [] if any(one.body for one in sentence.here) else book.of(entity, Kind.TOGGLE)
    )
    values = [word.lower() for word in (match["first"], match["second"]) if word]
    for one in toggling:
        flipped = {effect.column for effect in one.effects if effect.value is EffectValue.FLIP}
        if (
            (not columns or columns & flipped)
            and flipped
            and set(values) <= {"true", "false", "complete", "incomplete", "completed", "pending"}
        ):
            return proven(
                RuleKind.EFFECT, one, *[rule for rule in book.ruled(RuleKind.EFFECT) if rule.operations == (one.id,)]
            )
    return missing("nothing is toggled so", RuleKind.EFFECT)


def _completed(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Then it is completed and has a completion time``: what the action leaves behind."""
    if not re.search(r"\bwhen\b", sentence.text[: match.start()], re.IGNORECASE):
        return None
    columns = book.columns_called(match["column"])
    rules: list[Rule] = []
    for operation in _focus(sentence, book):
        if {effect.column for effect in operation.effects} & columns:
            rules += [rule for rule in book.ruled(RuleKind.EFFECT) if rule.operations == (operation.id,)]
    return proven(RuleKind.EFFECT, *rules) if rules else None


def _nothing(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    focus = _focus(sentence, book)
    rules = [rule for rule in book.ruled(RuleKind.IDEMPOTENT) if {one.id for one in focus} & set(rule.operations)]
    return proven_or(RuleKind.IDEMPOTENT, rules, "no action can be repeated so")


def _unchanged(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    rules = book.ruled(RuleKind.OWNERSHIP, entity.name if entity else None)
    return proven_or(RuleKind.OWNERSHIP, rules, "the rows have no owner")


def _soft(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    return proven_or(
        RuleKind.EFFECT, [one for one in book.of(entity, Kind.DELETE) if one.soft], "nothing is deleted softly"
    )


def _gone(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    rules = [
        rule for rule in book.ruled(RuleKind.VISIBILITY, entity.name if entity else None) if ".deleted." in rule.id
    ]
    return proven_or(RuleKind.VISIBILITY, rules, "deleted rows are not kept")


def _hard(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    return proven_or(
        RuleKind.EFFECT,
        [one for one in book.of(entity, Kind.DELETE) if not one.soft],
        "rows are only marked as deleted",
    )


def _cascades(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    parent, child = book.entity_called(match["parent"]), book.entity_called(match["child"])
    if parent is None or child is None:
        return None
    rules = [rule for rule in book.ruled(RuleKind.CASCADE, parent.name) if dict(rule.parameters)["rows"] == child.name]
    return proven_or(RuleKind.CASCADE, rules, f"no operation deletes {parent.name} with their {child.name}")


def _all_cascade(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """Foreign keys cascade: every one of them, and a test shows it for each."""
    others = [
        f"{entity.name}.{column.name}"
        for entity in book.entities
        for column in entity.columns
        if column.references and column.references.on_delete is not DeleteRule.CASCADE
    ]
    if others:
        return missing(f"{others[0]} does not cascade", RuleKind.CASCADE)
    return proven_or(RuleKind.CASCADE, book.ruled(RuleKind.CASCADE), "nothing references anything")


def _kept_by_children(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A category that has posts cannot be deleted``: the reference restricts, and the operation answers 409."""
    parent = book.entity_called(match["parent"] or match["parent2"])
    child = book.entity_called(match["child"] or match["child2"])
    if parent is None or child is None:
        return None
    kept = any(
        column.references is not None
        and column.references.entity == parent.name
        and column.references.on_delete in (DeleteRule.RESTRICT, DeleteRule.NO_ACTION)
        for column in child.columns
    )
    deleting = [one for one in book.of(parent, Kind.DELETE) if 409 in one.errors and not one.soft]
    if not kept:
        return missing(f"deleting {parent.name} does not look at {child.name}", RuleKind.CASCADE)
    return proven_or(RuleKind.CASCADE, deleting, f"no operation that deletes {parent.name} answers 409")


def _exists(kind: OperationKind) -> Reader:
    """Give the reader of a claim that there is an operation of that kind."""

    def read(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
        return proven_or(RuleKind.OPERATION, book.of(None, kind), f"there is no {kind.value.replace('_', ' ')}")

    return read


def _named_hash(_match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """The algorithm's name in the row of the column that keeps the hash."""
    topic = sentence.topic
    if topic is None or not topic.fixed:
        return None
    hashes = [topic.entity.column(name) for name in sorted(topic.columns) if topic.entity.has(name)]
    return SILENT if any(column.role is ColumnRole.PASSWORD for column in hashes) else None


def _hashed(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    named = (match.groupdict().get("algorithm") or "argon2").lower()
    if not named.startswith("argon"):
        return missing(f"passwords are hashed with Argon2, not {named}", RuleKind.EFFECT)
    return proven_or(RuleKind.EFFECT, book.of(None, Kind.REGISTER), "the backend keeps no passwords")


def _never_leaves(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    users = book.users
    hidden = [
        rule
        for rule in (book.ruled(RuleKind.VISIBILITY, users.name) if users else [])
        if any(
            users is not None and users.has(name) and users.column(name).role is ColumnRole.PASSWORD
            for name in rule.columns
        )
    ]
    storing = [
        one for one in book.of(None, Kind.REGISTER) if users is not None and "password" not in " ".join(users.visible)
    ]
    if hidden:
        return proven(RuleKind.VISIBILITY, *hidden)
    return proven_or(RuleKind.VISIBILITY, storing, "the backend keeps no passwords")


def _throttled(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    seconds = int(match["time"]) * (60 if match["unit"].lower().startswith("min") else 3600)
    wanted = {"attempts": int(match["attempts"]), "seconds": seconds}
    rules = [rule for rule in book.ruled(RuleKind.RATE_LIMIT) if dict(rule.parameters) == wanted]
    return proven_or(RuleKind.RATE_LIMIT, rules, "the number of attempts is another")


def _same_answer(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:auth.login.")]
    return proven_or(RuleKind.AUTHENTICATION, rules, "there is no login")


def _replaces(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    replacing = [one for one in (sentence.here or book.operations) if one.kind is Kind.REPLACE]
    return proven_or(RuleKind.OPERATION, replacing, "nothing is replaced as a whole")


def _times(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    timed = {entity.name for entity in book.entities if entity.with_role(ColumnRole.CREATED_AT)}
    showing = [one for one in book.operations if one.entity in timed and one.kind in (Kind.READ, Kind.CREATE)]
    return proven_or(RuleKind.NORMALISATION, showing, "no response shows a time")


PATTERNS = (
    Pattern(r"fields that are left out fall back to their defaults", _replaces, ("left out",)),
    Pattern(
        r"(?:all |every )?(?:times?|dates?|timestamps?|datetimes?|dates and times)(?: (?:must|are|is|b"
        r"e|values?|fields?|in responses))*"
        r"(?:,? (?:in|as|with|and)*(?: ?(?:the|time zone|timezone|utc|iso[ -]?8601|format|strings?)))+",
        _times,
        ("utc", "iso"),
    ),
    Pattern(r"`?{column}`? is set and no endpoint shows (?:the |a )?{noun} any more", _gone, ("any more",)),
    Pattern(
        r"(?:and |it |which )?sets? `?(?P<column>{column})`? to (?:the )?`?(?P<value>current time(?:st"
        r"amp)?|now|true|false|null)`?",
        _sets,
        ("set",),
    ),
    Pattern(r"(?:and |it |which )?clears `?(?P<column>{column})`?", _clears, ("clear",)),
    Pattern(
        r"(?:(?:the|endpoint|it|must|patch|toggle|completion|operation|should) )*(?:toggles?|flips?|inverts?"
        r"|switches)\b(?: (?:the|a|its|current|boolean|{noun}|{noun}'s))*(?: `?(?P<column>{column})`?)?(?: "
        r"(?:status|state|flag|field|value))*"
        r"(?: ?\(?(?:between|from) [`'\"]?(?P<first>\w+)[`'\"]? (?:and|to) [`'\"]?(?P<second>\w+)[`'\"]?\)?)?",
        _flips,
        ("toggl", "flip", "invert", "switch"),
    ),
    Pattern(
        r"(?:an? )?(?:\w+ )?{noun} \((?P<column>{column}) ?[:=] ?(?P<first>true|false)\) becomes (?:\w+ )?\("
        r"(?:{column}) ?[:=] ?(?P<second>true|false)\)(?: and vice versa)?",
        _flips,
        ("becomes",),
    ),
    Pattern(
        r"(?:it|{noun}) (?:is|has|gets) (?:a |an |then )?(?P<column>{column})(?: and (?:has|gets) (?:a"
        r" |an )?{column})?",
        _completed,
        ("when",),
    ),
    Pattern(
        r"(?:(?:a|an|the|completed|again|doing it|it) )*(?:{noun} )?(?:changes? nothing|has no effect|"
        r"is (?:a no-op|idempotent))",
        _nothing,
        ("nothing", "no effect", "no-op", "idempotent"),
    ),
    Pattern(r"(?:and )?(?:the )?(?:{noun}) (?:is|stays|remains) unchanged", _unchanged, ("unchanged",)),
    Pattern(r"[(,;—-]? ?\b(?:no|not an?|never|without|not) soft[- ]delet(?:es?|ed|ion|ing)\)?", _hard, ("soft",)),
    Pattern(
        r"(?:the )?(?:`?\w+`? )?health[- ]check(?:s| endpoints?)?(?: (?:must|shall|should|is|are|be|exists?"
        r"|available|provided|there))*(?: (?:to|for) (?:monitor(?:ing)? )?(?:the )?(?:system |service )?(?:status"
        r"|health|monitoring))?",
        _exists(Kind.HEALTH),
        ("health",),
    ),
    Pattern(r"(?:(?:is|are|a|be|must|by) )*soft[- ]delet(?:es?|ed|ion|ing)", _soft, ("soft",)),
    Pattern(
        r"(?:an? |the )?(?:soft-)?deleted (?:{noun}) (?:is|are|must be) (?:never|not) (?:shown|returne"
        r"d|listed|visible)(?: again| any more)?",
        _gone,
        ("deleted",),
    ),
    Pattern(
        r"(?:(?:the )?(?:deleted|deletion of|deleting|deletion|delete)(?: (?:the |a |an )?{noun})? )?(?:(?:is|are"
        r"|be|a|gets?|must) )*"
        r"(?:permanent(?:ly)?(?: (?:deletes?|deleted|removes?|removed|deletion))?|hard delet(?:e|ed|ion))(?: from "
        r"(?:the )?(?:system|database))?",
        _hard,
        ("permanent", "hard"),
    ),
    Pattern(
        r"(?:when|if|once|after) (?:an? |the )?(?P<parent>{noun}) (?:account )?(?:is|gets|has been) deleted,? "
        r"(?:then )?(?:all )?(?:of )?"
        r"(?:(?:their|its|the|his|her|associated|related|owned|user's) )*(?P<child>{noun}) (?:(?:are|is|must|should"
        r"|shall|will|be|also|automatically|get) )*"
        r"(?:deleted|removed)(?: (?:too|as well|automatically))?(?: ?\(cascad\w+(?: delet\w+)?\))?",
        _cascades,
        ("delet",),
    ),
    Pattern(
        r"foreign keys?(?: constraints?)? (?:must |should |shall )?cascade(?: on delete| deletes?)?",
        _all_cascade,
        ("cascade",),
    ),
    Pattern(
        r"(?:prevent|refuse|reject|block|disallow|forbid)s? (?:the )?(?:deletion|deleting|removal|removing) (?:of"
        r" )?(?:an? |the )?(?P<parent>{noun}) (?:(?:that|which|with|having|if|while|when|it|they|still|has|have|is"
        r"|are|any) )*"
        r"(?:(?:associated|linked|existing|related|assigned) )*(?P<child>{noun})(?:,? (?:and |by )?(?:returns?"
        r"|returning|answers?) (?:an? )?(?:http )?409(?: conflict)?)?"
        r"|(?:an? |the )?(?P<parent2>{noun}) (?:cannot|can not|can't|must not|may not) be deleted (?:while|if|when"
        r"|as long as) (?:it has|it still has|there are|they have) (?:(?:associated|linked|existing|related) )*"
        r"(?P<child2>{noun})",
        _kept_by_children,
        ("delet", "remov"),
    ),
    Pattern(
        r"(?:delete (?:a |an )?)?(?:with )?(?:all (?:of )?)?(?:the )?(?P<parent>{noun})(?:'s|s') (?P<c"
        r"hild>{noun}) (?:are|is) (?:also )?deleted(?: too)?",
        _cascades,
        ("delet",),
    ),
    Pattern(
        r"delet(?:ing|es|ed) (?:a |an |the )?(?P<parent>{noun}) (?:also |will )?(?:delet(?:es?|ed|ing)"
        r"|removes?|cascades? to) (?:all )?(?:of )?(?:their |its |the |his |associated )*(?:{noun}'s )"
        r"?(?P<child>{noun})",
        _cascades,
        ("delet",),
    ),
    Pattern(
        r"\b(?:any(?:one|body) (?:can|may) )?(?:register|sign ?up|create (?:a |an |their )?(?:new )?account)(?: for"
        r" (?:a |an )?account)?",
        _exists(Kind.REGISTER),
    ),
    Pattern(r"\b(?:log ?in|sign ?in|authenticate)\b", _exists(Kind.LOGIN)),
    Pattern(r"\b(?:log|sign) ?out\b(?:, which revokes the refresh token)?", _exists(Kind.LOGOUT)),
    Pattern(r"change (?:the|their|his) password(?:; all refresh tokens are revoked)?", _exists(Kind.CHANGE_PASSWORD)),
    Pattern(
        r"(?:an? |the |each )?refresh tokens? (?:must )?works? once(?:; using (?:it again|it twice|one"
        r" a second time|it a second time) revokes (?:its|the whole) family)?",
        _exists(Kind.REFRESH),
    ),
    Pattern(r"(?:hashed with |hash: )?\bargon2(?:id)?\b(?: hash)?(?=\W|$)", _named_hash, ("argon2",)),
    Pattern(
        r"tells? whether (?:the )?(?:service|system|api|backend)(?: and (?:its|the) database)? (?:is|are) (?:up"
        r"|healthy|alive|running|reachable)",
        _exists(Kind.HEALTH),
        ("whether",),
    ),
    Pattern(
        r"(?:the )?(?:caller|user|current user|authenticated user)'s own (?:profile|account)",
        _exists(Kind.READ_ME),
        ("own",),
    ),
    Pattern(
        r"(?:and )?(?:is |are |must be |be )?(?:only )?(?:stored|kept|saved) (?:only )?as (?:salted )?"
        r"(?P<algorithm>argon2\w*|bcrypt|pbkdf2|scrypt|sha\w*) hash(?:es)?(?: only)?",
        _hashed,
        ("hash",),
    ),
    Pattern(
        r"password hash(?:es)? (?:must |may |shall )?never (?:leaves?|appears?|be (?:shown|returned|sent)|(?:is"
        r"|are) (?:shown|returned|sent|exposed))(?: (?:in|to|from|by) (?:the |any |a )?\w+| the (?:server|backend"
        r"|database))?",
        _never_leaves,
        ("hash",),
    ),
    Pattern(
        r"passwords? (?:must |shall |should |are |is |be )*(?:stored (?:only )?as |hashed (?:with|usin"
        r"g) |hashed)(?:salted )?(?P<algorithm>argon2\w*|bcrypt|pbkdf2|scrypt|sha\w*)?(?: hash(?:es)?)"
        r"?(?: before (?:storage|storing|being stored))?",
        _hashed,
        ("password",),
    ),
    Pattern(
        r"after (?P<attempts>\d+) failed logins? (?:attempts )?(?:within|in) (?P<time>\d+) (?P<unit>minutes?|hours?)",
        _throttled,
        ("failed",),
    ),
    Pattern(r"(?:a |an )?wrong password and (?:a |an )?unknown email(?: address)?", _same_answer, ("wrong",)),
)

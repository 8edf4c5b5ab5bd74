"""Claims about single values: required, optional, lengths, ranges, choices, defaults, formats, uniqueness."""

import re

from generators.blueprint import DefaultKind, Entity, Operation, OperationKind, Rule, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Reader, Sentence, missing, proven, proven_or
from workbench.resolving.words import snake

_CREATING = (OperationKind.CREATE, OperationKind.REGISTER)
_NUMBER = r"(\d[\d,]*)"
_CHARACTERS = r"(?:char(?:acter)?s?|letters|symbols)"
_LONG = r"(?: long| in length)?"
_EMPTY = r"(?:empty|blank|null|missing|omitted|whitespace(?:[- ]only)?)"


def subject(match: re.Match[str], sentence: Sentence, book: Book) -> tuple[Entity, set[str]] | None:
    """Give the column that a claim is about: the last one named before it, else the first one after, else the
    one of the heading; in the row of a table it is that of the row."""
    if sentence.topic is not None and sentence.topic.fixed:
        return sentence.topic.entity, set(sentence.topic.columns)
    columns: set[str] = set()
    for found in book.named_columns.finditer(sentence.text):
        if found.end() <= match.start() + 1 or not columns:
            columns = book.columns_called(found[0]) or columns
    if not columns:
        return (sentence.topic.entity, set(sentence.topic.columns)) if sentence.topic else None
    for column in sorted(columns):
        entity = book.entity_of(column, sentence.near)
        if entity is not None:
            return entity, {name for name in columns if book.holds(entity, name)}
    return None


def _ruled(kind: RuleKind, match: re.Match[str], sentence: Sentence, book: Book) -> tuple[list[Rule], str] | None:
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    rules = book.ruled(kind, entity.name, columns)
    if sentence.here and (
        local := [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    ):
        rules = local
    return rules, f"{entity.name}.{'/'.join(sorted(columns))}"


def _required(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    found = _ruled(RuleKind.REQUIRED, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    if rules:
        return proven(RuleKind.REQUIRED, *rules)
    lengths = _ruled(RuleKind.LENGTH, match, sentence, book)
    filled = [rule for rule in lengths[0] if dict(rule.parameters).get("min")] if lengths else []
    return proven_or(RuleKind.REQUIRED, filled, f"nothing requires {about}")


def _optional(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    every = sentence.here if any(one.body for one in sentence.here) else book.of(entity, *_CREATING)
    taking = [
        one
        for one in every
        if any((field.column or field.name) in columns and not field.required for field in one.body)
    ]
    return proven_or(RuleKind.REQUIRED, taking, f"{entity.name} takes no optional {'/'.join(sorted(columns))}")


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _length(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    wanted = {name: _whole(value) for name, value in match.groupdict().items() if value}
    found = _ruled(RuleKind.LENGTH, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    fitting = [rule for rule in rules if _agrees(rule, wanted)]
    if fitting:
        return proven(RuleKind.LENGTH, *fitting)
    stated = "; ".join(_shown(rule) for rule in rules) or "no length"
    return missing(f"the blueprint has {stated} for {about}", RuleKind.LENGTH)


def _bounds(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``max 1000``, ``length 1-200``: a length for text, a range for numbers."""
    wanted = {name.rstrip("2"): _whole(value) for name, value in match.groupdict().items() if value}
    for kind in (RuleKind.LENGTH, RuleKind.RANGE):
        found = _ruled(kind, match, sentence, book)
        if found is None:
            return None
        rules, about = found
        if fitting := [rule for rule in rules if _agrees(rule, wanted)]:
            return proven(kind, *fitting)
    return missing(f"the blueprint has no such limit for {about}", RuleKind.LENGTH)


def _agrees(rule: Rule, wanted: dict[str, int]) -> bool:
    have = dict(rule.parameters)
    return all(
        have.get(name) == value or (name == "min" and value == 0 and not have.get("min"))
        for name, value in wanted.items()
    )


def _shown(rule: Rule) -> str:
    return ", ".join(f"{name} {value}" for name, value in rule.parameters)


def _range(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    wanted = {name: float(value) for name, value in match.groupdict().items() if value}
    words = match[0].lower()
    if not wanted:
        wanted = {"min": 0.0} if "non" in words or "negative" in words else {"above": 0.0}
    found = _ruled(RuleKind.RANGE, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    fitting = [
        rule for rule in rules if all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    return proven_or(RuleKind.RANGE, fitting, f"the blueprint has no such range for {about}")


def _default(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    value = match["value"].strip("`'\".").lower()
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, value)]
    if rules:
        return proven(RuleKind.DEFAULT, *rules)
    if value in ("null", "none", "empty"):
        return _optional(match, sentence, book)
    return missing(f"{entity.name}.{'/'.join(sorted(columns))} has no default {value}", RuleKind.DEFAULT)


def _is_default(rule: Rule, value: str) -> bool:
    have = dict(rule.parameters)["value"]
    if value in ("empty", "[]", "{}", "empty list", "empty array"):
        return have in ("[]", "{}", "")
    return str(have).lower() == value or snake(str(have)) == snake(value) != ""


def _new_flag(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = book.entity_called(match["owner"]) or sentence.about
    columns = book.columns_called(match["flag"])
    if entity is None or not columns:
        return None
    value = "false" if match["negation"] else "true"
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, value)]
    return proven_or(RuleKind.DEFAULT, rules, f"a new row of {entity.name} does not start so")


def _new_value(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    entity = book.entity_called(match["owner"])
    columns = book.columns_called(match["column"])
    if entity is None or not columns:
        return None
    value = match["value"].strip("`'\".").lower()
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, value)]
    return proven_or(RuleKind.DEFAULT, rules, f"a new row of {entity.name} does not start so")


def _email(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.FORMAT) if dict(rule.parameters)["format"] == "email"]
    if sentence.here:
        rules = [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    return proven_or(RuleKind.FORMAT, rules, "no field is checked to be an email address")


def _unique(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    found = _ruled(RuleKind.UNIQUE, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    single = [rule for rule in rules if len(rule.columns) == 1]
    scoped = [rule for rule in rules if len(rule.columns) > 1]
    return proven_or(RuleKind.UNIQUE, scoped if "per" in match[0].lower() else single, f"{about} is not unique")


def choice_patterns(book: Book) -> list[Pattern]:
    """Give one pattern for each enumeration: its values, listed in any order."""
    found: list[Pattern] = []
    for rule in book.ruled(RuleKind.CHOICES):
        values = [str(value) for _, value in rule.parameters]
        one = (
            r"[`'\"]?(?:" + "|".join(re.escape(value) for value in sorted(values, key=len, reverse=True)) + r")[`'\"]?"
        )
        between = r" ?(?:, ?(?:or |and )?|/|\|| or | and ) ?"
        lead = (
            r"(?:(?:(?:must|can|may|should|shall|values?|allowed|valid|options?|possible) )*(?:(?:be|is|are) )?)?"
            r"(?:one of|any of|either|from|in|among|enum|between|with values?)? ?[:(\[]* ?"
        )
        found.append(
            Pattern(
                rf"{lead}{one}(?:{between}{one})+[)\]]?",
                _choices_reader(rule),
                tuple(value.lower() for value in values),
            )
        )
    return found


def _choices_reader(rule: Rule) -> Reader:
    values = {snake(str(value)) for _, value in rule.parameters}

    def read(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
        named = {snake(word) for word in re.findall(r"[\w-]+", match[0])} & values
        if named != values:
            return missing(
                f"{rule.entity}.{rule.columns[0]} also allows {', '.join(sorted(values - named))}", RuleKind.CHOICES
            )
        about = subject(match, sentence, book)
        if about is None or not about[1] & set(rule.columns):
            return None
        return proven(RuleKind.CHOICES, rule)

    return read


def _with_fields(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``with email, password and name``: the body of what was just spoken of takes them."""
    names = [book.columns_called(found[0]) for found in book.named_columns.finditer(match[0])]
    if not names or not all(names):
        return None
    focus = _taking(sentence, book)
    for operation in focus:
        held = {field.column or field.name for field in operation.body} | {field.name for field in operation.body}
        if all(
            columns & held or (columns & {"password_hash", "hashed_password"} and "password" in held)
            for columns in names
        ):
            return proven(RuleKind.OPERATION, operation)
    return missing("no such body takes all of these fields", RuleKind.OPERATION)


def _taking(sentence: Sentence, book: Book) -> list[Operation]:
    if sentence.here:
        return list(sentence.here)
    text = sentence.text.lower()
    for words, kinds in (
        (("regist", "sign up", "signup"), (OperationKind.REGISTER,)),
        (("log in", "login", "sign in"), (OperationKind.LOGIN,)),
        (("creat", "add"), (OperationKind.CREATE,)),
        (("updat", "edit", "modif"), (OperationKind.PATCH, OperationKind.REPLACE)),
    ):
        if any(word in text for word in words):
            return book.of(None if kinds[0] is not OperationKind.CREATE else sentence.entity or sentence.about, *kinds)
    return []


def _generated(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    made = [
        name
        for name in columns
        if entity.has(name)
        and (default := entity.column(name).default) is not None
        and default.kind is not DefaultKind.LITERAL
    ]
    rules = book.ruled(RuleKind.EFFECT, entity.name, made) if made else []
    return proven_or(RuleKind.EFFECT, rules, f"{'/'.join(sorted(columns))} is not set by the backend")


PATTERNS = (
    Pattern(
        rf"(?:(?:must|shall|should|has to|have to) (?:always )?not be {_EMPTY}|(?:cannot|can not|can't|"
        rf"may not|must not) be {_EMPTY}"
        rf"|(?:must|shall|should) be (?:provided|given|present|supplied|included|non-?empty)"
        rf"|(?:is|are|be|as) (?:required|mandatory)|\brequired\b|\bmandatory\b|\bnon-?empty\b|\bnot empty\b)"
        rf"(?: (?:or|and) {_EMPTY})?(?: (?:on|for|at|when) (?:creation|create|creating))?",
        _required,
        (
            "require",
            "mandatory",
            "empty",
            "blank",
            "null",
            "missing",
            "provided",
            "present",
            "given",
            "supplied",
            "included",
            "omitted",
        ),
    ),
    Pattern(
        r"(?:(?:is|are|be) )?\boptional(?:ly)?\b|(?:may|can) be (?:omitted|left out|empty|null|blank)",
        _optional,
        ("optional", "omitted", "left out", "may be", "can be"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|between|from|with|of|length|a|contain) )*"
        rf"(?P<min>\d+) ?(?:-|–|—|to|and) ?(?P<max>\d[\d,]*) {_CHARACTERS}{_LONG}",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|not|length|cannot|can|a|of|with|to|limited|carry|contain"
        rf"|more) )*"
        rf"(?:at most|up to|max(?:imum)?\.?(?: length)?(?: of)?:?|no more than|not (?:more|longer) than"
        rf"|exceed|more than|limited to|≤|<=) "
        rf"(?P<max>\d[\d,]*) ?(?:{_CHARACTERS}|items|entries|{{column}}){_LONG}",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|has|have|be|is|are|a) )*(?P<max>\d[\d,]*) {_CHARACTERS} (?:or (?:less|fewer)|max("
        rf"?:imum)?|at most)",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|shall|should|has|have|be|is|are|length|a|of|with|contain) )*"
        rf"(?:at least|min(?:imum)?\.?(?: length)?(?: of)?:?|no (?:less|fewer) than|≥|>=) (?P<min>\d[\d"
        rf",]*) ?{_CHARACTERS}{_LONG}",
        _length,
        ("character", "char", "letters", "items", "entries", "more than", "at most", "up to", "max"),
    ),
    Pattern(
        rf"(?:(?:must|be|have|has|at|least|is|are|a) )*(?P<min>\d+)\+ ?{_CHARACTERS}{_LONG}",
        _length,
        ("+",),
    ),
    Pattern(
        rf"(?:min(?:imum)?|at least) ?(?:length)? ?[:—-]? ?(?P<min>\d+) ?{_CHARACTERS}|(?:max(?:imum)? length"
        rf"|maximum) ?(?:is|of|[:—-])? ?(?P<max>\d[\d,]*)(?: ?{_CHARACTERS})?",
        _length,
        ("min", "max", "least"),
    ),
    Pattern(
        rf"(?:length|characters?):? ?(?:is |of |between |from )?(?P<min>\d+) ?(?:-|–|to|and|\.\.) ?"
        rf"(?P<max>\d[\d,]*)(?: ?{_CHARACTERS})?|max(?:imum)?:? (?P<max2>\d[\d,]*)(?=\)|,|;|$| —)",
        _bounds,
        ("length", "max"),
    ),
    Pattern(
        r"(?:(?:must|shall|should|be|is|are) )*(?:(?:greater than or equal to|(?:>=|≥)) ?(?P<min>-?\d+(?:\.\d+)?)|"
        r"(?:less than or equal to|(?:<=|≤)) ?(?P<max>-?\d+(?:\.\d+)?)"
        r"|(?:greater than|more than|above|(?<![-=<])>) ?(?P<above>-?\d+(?:\.\d+)?)|(?:less than|below|(?<![-=<])<)"
        r" ?(?P<below>-?\d+(?:\.\d+)?))(?! ?char)(?!\d)",
        _range,
        (">", "<", "≥", "≤", "than", "above", "below"),
    ),
    Pattern(
        r"(?:(?:must|shall|should|be|is|are|range|a) )*(?:between|from|range) (?P<min>-?\d+(?:\.\d+)?)"
        r" ?(?:-|–|to|and) ?(?P<max>-?\d+(?:\.\d+)?)(?! ?char)",
        _range,
        ("between", "from", "range", "positive", "negative", "greater", "at least", ">=", "≥"),
    ),
    Pattern(
        r"(?:must|shall|should) be (?:a )?(?:non-?negative|positive|greater than (?P<above>-?\d+)|(?:a"
        r"t least|>=|≥) (?P<min>-?\d+))(?: (?:number|integer))?",
        _range,
        ("between", "from", "range", "positive", "negative", "greater", "at least", ">=", "≥"),
    ),
    Pattern(
        r"(?:and |it |which )?(?:(?:is|are|be) )?(?:(?:the |with (?:a )?)?defaults? (?:value )?(?:is |"
        r"to |of |as )?|default: ?|set to )"
        r"(?P<value>[`'\"]?[\w\[\]{}.-]+[`'\"]?)(?: (?:by default|when omitted|if (?:not|none) (?:is )"
        r"?(?:given|provided|specified|set)|on creation))?",
        _default,
        ("default", "set to"),
    ),
    Pattern(
        r"(?:a |each |every |all )?new (?P<owner>{noun}) (?:is|are|must be|should be|starts?(?: as)?) "
        r"(?P<negation>not |in|un)?(?P<flag>{column})\b",
        _new_flag,
        ("new ",),
    ),
    Pattern(
        r"(?:a |each |every |all )?new (?P<owner>{noun}) (?:has|have|gets?|receives?) (?:the |a )?(?P<"
        r"column>{column}) (?:of )?(?P<value>[`'\"]?[\w-]+[`'\"]?)",
        _new_value,
        ("new ",),
    ),
    Pattern(
        r"(?:(?:must|shall|should) be |is |are |be )?(?:a |an )?(?:valid(?:ly)? (?:formatted )?(?:e-?m"
        r"ail)(?: address(?:es)?)?(?: format)?|e-?mail format|in e-?mail format)",
        _email,
        ("mail",),
    ),
    Pattern(
        r"(?:(?:must|shall|should|has to|is|are) )?(?:be )?(?:globally )?unique(?: (?:constraint|acros"
        r"s (?:all )?(?:users|the system)|per {noun}))?",
        _unique,
        ("unique",),
    ),
    Pattern(
        r"(?:with|including|containing|has|have|consists of|using) (?:an? |the |only |optional |requir"
        r"ed |their |\(optional\) )*{column}(?:(?:, ?(?:and |or )?| and | or | & )(?:an? |the |optiona"
        r"l |required )*{column}(?: \(optional\)| \(required\))?)*",
        _with_fields,
        ("with", "includ", "contain", "has", "have", "consists", "using"),
    ),
    Pattern(
        r"(?:(?:is|are|be|must be|should be|shall be) )?(?:automatically |auto-?)(?:generated|set|assi"
        r"gned|created|recorded|managed|populated)(?: (?:by the (?:database|backend|system|server)|on "
        r"creation))?",
        _generated,
        ("auto",),
    ),
)

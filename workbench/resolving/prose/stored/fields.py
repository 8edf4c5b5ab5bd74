"""Claims about single values: required, optional, choices, formats, uniqueness, and lists of fields."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    CHANGING,
    CREATING,
    Column,
    ColumnRole,
    DefaultKind,
    Entity,
    Operation,
    OperationKind,
    Rule,
    RuleKind,
    TypeName,
)
from workbench.reading.notation.clauses import Clause, Subject
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import (
    Pattern,
    Proof,
    Reader,
    Sentence,
    Wish,
    missing,
    proven,
    proven_or,
    wish_for,
)
from workbench.resolving.prose.rows import find_using
from workbench.resolving.prose.subjects import each_named, ruled_at, rules_against_empty, subject
from workbench.resolving.words import snake

_EMPTY = r"(?:empty|blank|null|missing|omitted|whitespace(?:[- ]only)?)"


def _required(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    found = ruled_at(RuleKind.REQUIRED, match, sentence, book)
    if found is None:
        return None
    rules, about = found
    if re.search(r"empty|blank|white", match[0], re.IGNORECASE) and (named := subject(match, sentence, book)):
        against = rules_against_empty(*named, book)
        if not against:
            # What may be left out altogether is asked for otherwise, if it must not be empty.
            wish = wish_for(*named, "length", min=1) if rules else None
            return missing("an empty text is accepted", RuleKind.REQUIRED, wish)
        return proven(RuleKind.REQUIRED, *rules, *against)
    return proven_or(RuleKind.REQUIRED, rules, f"nothing requires {about}")


def read_optional(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """Read that a value may be left out: no request that creates rows requires it."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    every = sentence.here if any(one.body for one in sentence.here) else book.of(entity, *CREATING)
    taking = [
        one
        for one in every
        if any((field.column or field.name) in columns and not field.required for field in one.body)
    ]
    return proven_or(RuleKind.REQUIRED, taking, f"{entity.name} takes no optional {'/'.join(sorted(columns))}")


def _email(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = [rule for rule in book.ruled(RuleKind.FORMAT) if dict(rule.parameters)["format"] == "email"]
    if sentence.here:
        rules = [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    return proven_or(RuleKind.FORMAT, rules, "no field is checked to be an email address")


def _valid(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The e-mail must be valid``: held to its form, where the name of the value tells which."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    rules = book.ruled(RuleKind.FORMAT, entity.name, columns)
    mails = [name for name in columns if "email" in snake(name)]
    if not rules and not mails:
        return None
    wish = wish_for(entity, mails, "format", value="email")
    return proven(RuleKind.FORMAT, *rules) if rules else missing("no address is checked", RuleKind.FORMAT, wish)


def _format(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``format uuid``, as JSON Schema names it: the type of the column, or the form to which it is held."""
    named = match["format"].lower()
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    types = {entity.column(name).type.name for name in columns if entity.has(name)}
    if _FORMATS.get(named) in types:
        return proven_or(RuleKind.FORMAT, list(find_using(entity.name, book))[:2], f"nothing uses {entity.name}")
    rules = book.ruled(RuleKind.FORMAT, entity.name, columns)
    fitting = [rule for rule in rules if dict(rule.parameters).get("format") in (named, _FORMATS.get(named))]
    return proven_or(RuleKind.FORMAT, fitting, f"{entity.name}.{min(columns)} is not held to the format {named}")


def _shared_by_none(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``no two books may share one``: unique, where the words deny that two have the same."""
    text = match[0].lower()
    denied = text.startswith("no ") or re.search(r"\b(?:cannot|can not|may not|must not|never|not)\b", text)
    return _unique(match, sentence, book) if denied else None


def _unique(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Unique``: alone, or within what is named after it (``per user``, ``within a shop``)."""
    found = ruled_at(RuleKind.UNIQUE, match, sentence, book)
    about = subject(match, sentence, book)
    if found is None or about is None:
        return None
    rules, said = found
    within = _scope(match, about[0], book)
    if within is None:
        fitting = [rule for rule in rules if len(rule.columns) == 1]
    else:
        fitting = [rule for rule in rules if within & set(rule.columns) and set(rule.columns) <= within | about[1]]
    if fitting:
        return proven(RuleKind.UNIQUE, *fitting)
    return missing(f"{said} is not unique", RuleKind.UNIQUE, _unique_wish(*about, within, book))


def _scope(match: re.Match[str], entity: Entity, book: Book) -> set[str] | None:
    """Give the columns that hold a key of what a value is unique within; nothing where it is alone."""
    scope = match.groupdict().get("scope")
    if not scope:
        return None
    target = book.entity_called(scope)
    if target is None or target is book.users:
        return set(entity.owner.steps) if entity.owner and len(entity.owner.steps) == 1 else set()
    return {one.name for one in entity.columns if one.references and one.references.entity == target.name}


def _unique_wish(entity: Entity, columns: set[str], within: set[str] | None, book: Book) -> Wish | None:
    """Give the wish for uniqueness; a value that is already unique in another scope is left alone."""
    if any(rule.columns for rule in book.ruled(RuleKind.UNIQUE, entity.name, columns)):
        return None
    if within is None:
        return wish_for(entity, columns, "unique")
    return wish_for(entity, columns, "unique", within=tuple(within)) if len(within) == 1 else None


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
            r"(?:accepts? only|only allows?|allows? only|limited to|one of|any of|either|from|in|among|enum(?: with"
            r" values?)?|between|with values?)? ?[:(\[]* ?"
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


def _accepts(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``must accept JSON with name (required) and notes (optional)``: one body has every field that is named."""
    named = book.named_columns.finditer(sentence.text, match.end())
    columns = [book.columns_called(found[0]) for found in named]
    entity = sentence.entity or sentence.about
    for operation in _taking(sentence, book):
        held = {field.column or field.name for field in operation.body} | {field.name for field in operation.body}
        fits = entity is None or operation.entity == entity.name
        if fits and columns and all(one & held for one in columns):
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
        (("updat", "edit", "modif"), CHANGING),
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


_FORMATS = {"uuid": TypeName.UUID, "date-time": TypeName.TIMESTAMP, "date": TypeName.DATE, "uri": "uri", "url": "uri"}
"""What JSON Schema calls a form, where it is a type or has another name here."""


def _one_of(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Must be one of: low, high``, of a text for which no document lists values otherwise."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    values = tuple(re.findall(r"[\w-]+", re.sub(r"\bor\b", " ", match["values"])))
    free = [name for name in columns if entity.has(name) and _is_free(entity.column(name), values)]
    wish = wish_for(entity, free, "choices", values=values) if free and len(set(values)) > 1 else None
    return missing(f"{entity.name}.{'/'.join(sorted(columns))} takes other values", RuleKind.CHOICES, wish)


def _is_free(column: Column, values: Sequence[str]) -> bool:
    """Tell whether a column holds text of any kind, given by clients, and its default would be one of the values."""
    default = column.default.value if column.default else None
    if default is not None and default not in values:
        return False
    plain = column.role is ColumnRole.PLAIN and column.references is None and not column.limits.choices
    return plain and column.type.name in (TypeName.VARCHAR, TypeName.TEXT)


def _some(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``At least one field must be provided``, of the changes in whose description it stands or of the entity."""
    about = [one for one in (sentence.here or book.of(sentence.entity or sentence.about, *CHANGING)) if one.body]
    free = next((one for one in about if not one.needs_some and not any(field.required for field in one.body)), None)
    if free is not None:
        wish = Wish(Subject(method=free.method, path=free.path), Clause("some", 1)) if len(about) == 1 else None
        return missing(f"{free.id} takes a body without fields", RuleKind.REQUIRED, wish)
    bearing = {one.id for one in about}
    rules = [rule for rule in book.ruled(RuleKind.REQUIRED) if bearing & set(rule.operations)]
    return proven_or(RuleKind.REQUIRED, rules, "nothing is changed here")


_SINGLE = (
    Pattern(
        r"(?:(?:must|should|shall|can|may) )?(?:be |is |are )?(?:limited to |only )?one of:? ?[\[(]?"
        r"(?P<values>[`'\"]?\w[\w-]*[`'\"]?(?:(?:, ?(?:or )?| or | ?\| ?)[`'\"]?\w[\w-]*[`'\"]?)+)[\])]?",
        _one_of,
        ("one of",),
    ),
    Pattern(
        r"\bat least one (?:of the |updat\w+ |editable |optional )*fields? (?:\([^()]*\) )?"
        r"(?:(?:must|should|shall|has to|needs to|is|be) )*(?:provided|present|given|sent|included|required|specified"
        r"|supplied)(?: (?:for|in|on) (?:an? |the )?(?:updates?|request|body))?",
        _some,
        ("at least one",),
    ),
    Pattern(
        r"{column} (?:(?:must|should|has to|is|be) )*(?:valid|well-formed)\b(?! e-?mail)", _valid, ("valid", "well-")
    ),
    Pattern(r"\bformat (?P<format>email|uri|url|uuid|date-time|date)\b", _format, ("format ",)),
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
        r"(?:(?:is|are|be) )?\boptional(?:ly)?\b|(?:may|can) be (?:omitted|left (?:out|empty|blank)|empty|null"
        r"|blank|skipped)",
        read_optional,
        ("optional", "omitted", "left ", "may be", "can be"),
    ),
    Pattern(
        r"(?:(?:must|shall|should) be |is |are |be )?(?:a |an )?(?:valid(?:ly)? (?:formatted )?(?:e-?m"
        r"ail)(?: address(?:es)?)?(?: format)?|e-?mail format|in e-?mail format)",
        _email,
        ("mail",),
    ),
    Pattern(
        r"(?:no )?(?:two|different) (?:{noun}|rows|accounts|records) (?:may|can|must|cannot|can not|shall|should"
        r"|have|may not|must not|never)?(?: (?:ever|share|have|carry|bear|use|get))*"
        r" (?:the same|one|an identical|a common)(?: {column})?"
        r"|(?:must |should |is |are )*(?:not|never) (?:be )?(?:shared|used twice|duplicated|reused by another"
        r" {noun})",
        _shared_by_none,
        ("two", "share", "same", "twice", "duplicat"),
    ),
    Pattern(
        r"(?:(?:must|shall|should|has to|is|are) )?(?:be )?(?:globally )?unique\b(?! id|:? ?`?\([\w` ]+,)"
        r"(?: (?:constraint|(?:across|in|within) (?:all )?(?:users|the (?:whole |entire )?(?:system|platform|database"
        r"|application|app|site|service))|(?:per|within|in|inside|for)(?: (?:an?|the|one|each|every|its|the same))?"
        r" (?P<scope>{noun}|users?|owners?|accounts?)\b))?",
        _unique,
        ("unique",),
    ),
    Pattern(
        r"(?:(?:must|shall|should) )?(?:(?:create|update|edit|register) )?(?:endpoints? )?(?:(?:must|shall|should) )?"
        r"\b(?:accepts?|takes?|expects?) (?:an? |the )?(?:json(?: (?:body|object|payload))?"
        r"|(?:request )?(?:body|payload)) (?:with|of|containing|holding)(?: the)?(?: fields?)?:?(?= [`'\"]?{column})",
        _accepts,
        ("accept", "take", "expect"),
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
        r"creation))?(?! to [`'\"]?(?!the\b)\w)",
        _generated,
        ("auto",),
    ),
)
PATTERNS = tuple(replace(pattern, reader=each_named(pattern.reader)) for pattern in _SINGLE)

"""Claims about one value in the shorthand of tables and bullets: types, "Yes", "trimmed", "nullable", keys."""

import re
from collections.abc import Collection

from generators.blueprint import (
    INTEGERS,
    NUMBERS,
    BodyField,
    Column,
    Entity,
    Operation,
    OperationKind,
    RuleKind,
    TypeName,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.prose.subjects import subject

Kind = OperationKind


WRITING = (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.REGISTER, Kind.UPDATE_ME)


_TEXT = (TypeName.VARCHAR, TypeName.TEXT)


_FAMILIES: tuple[tuple[str, Collection[TypeName]], ...] = (
    (
        r"string|str|text|varchar(?: ?\(\d+\))?|char(?: ?\(\d+\))?|citext",
        (*_TEXT, TypeName.UUID, TypeName.DATE, TypeName.TIMESTAMP),
    ),
    (r"integer|int|bigint|smallint|serial|bigserial", INTEGERS),
    (r"number|numeric(?: ?\(\d+(?:, ?\d+)?\))?|decimal(?: ?\(\d+(?:, ?\d+)?\))?|float", NUMBERS),
    (r"boolean|bool", (TypeName.BOOLEAN,)),
    (r"uuid(?: ?v4)?", (TypeName.UUID,)),
    (r"datetime|date-time|timestamp(?: with time zone)?|timestamptz", (TypeName.TIMESTAMP,)),
    (r"date", (TypeName.DATE, TypeName.TIMESTAMP)),
    (r"(?:json )?(?:array|list)(?: of (?:strings?|text))?|string\[\]|text\[\]", (TypeName.ARRAY, TypeName.JSON)),
    (r"json|jsonb|object", (TypeName.JSON,)),
    (r"enum(?:eration)?", _TEXT),
)


_TYPE = "|".join(f"(?P<t{number}>{words})" for number, (words, _) in enumerate(_FAMILIES))


def holders(sentence: Sentence, match: re.Match[str], book: Book) -> list[tuple[Operation, BodyField]]:
    """Give the body fields that hold the value a claim is about, of the operations near the sentence or of all."""
    about = subject(match, sentence, book)
    if about is None:
        return []
    entity, columns = about
    every = [
        (one, field)
        for one in book.operations
        if one.kind in WRITING and one.entity == entity.name
        for field in one.body
        if (field.column or field.name) in columns or field.name in columns
    ]
    local = [(one, field) for one, field in every if one in sentence.here]
    return local or every


def column_of(sentence: Sentence, match: re.Match[str], book: Book) -> tuple[Entity, Column] | None:
    """Give the column that a claim is about."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    return next(((entity, entity.column(name)) for name in sorted(columns) if entity.has(name)), None)


def _typed(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    if sentence.topic is None or not sentence.topic.fixed:
        return None
    allowed = next(types for number, (_, types) in enumerate(_FAMILIES) if match[f"t{number}"])
    column = column_of(sentence, match, book)
    have = {field.type.name for _, field in holders(sentence, match, book)} | (
        {column[1].type.name} if column else set()
    )
    if any(name in allowed for name in have):
        return SILENT
    return (
        missing(f"{'/'.join(sorted(sentence.topic.columns))} is of type {', '.join(sorted(have)) or 'unknown'}")
        if have
        else None
    )


def _yes_no(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """A cell with ``Yes`` or ``No``: the column of the table that tells what is required."""
    if sentence.topic is None or not sentence.topic.fixed:
        return None
    wanted = match["word"].lower() in ("yes", "y", "✓", "✅", "true")
    held = [
        field for one, field in holders(sentence, match, book) if one.kind in (Kind.CREATE, Kind.REGISTER, Kind.REPLACE)
    ]
    held = held or [field for _, field in holders(sentence, match, book)]
    if held and any(field.required is wanted for field in held):
        return SILENT
    column = column_of(sentence, match, book)
    if not held and column is not None and column[1].nullable is not wanted:
        return SILENT
    return None


def _trimmed(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """Texts lose the white space around them wherever they are taken in, and what is left must be long enough."""
    held = [(one, field) for one, field in holders(sentence, match, book) if field.type.name in _TEXT]
    if not held and subject(match, sentence, book) is None:
        held = [
            (one, field)
            for one in book.operations
            if one.kind in WRITING
            for field in one.body
            if field.type.name in _TEXT
        ]
    if "only" in match[0].lower():
        held = [(one, field) for one, field in held if field.limits.min_length or field.limits.choices]
        return proven_or(RuleKind.NORMALISATION, [one for one, _ in held][:6], "an empty text is accepted")
    return proven_or(RuleKind.NORMALISATION, [one for one, _ in held][:6], "no text is taken in")


def _lowered(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """Addresses are written small before they are compared or stored."""
    held = [(one, field) for one, field in holders(sentence, match, book) if field.limits.format == "email"]
    column = column_of(sentence, match, book)
    if re.search(r"\bupper-?case\b", sentence.text, re.IGNORECASE):
        return missing("nothing asks which letters and digits a value holds", RuleKind.PATTERN)
    if not held and not (column is not None and column[1].case_insensitive):
        return missing("it is kept in the letters in which it was given", RuleKind.NORMALISATION)
    found = [one for one, _ in held] or (book.of(column[0], *WRITING) if column else [])
    return proven_or(RuleKind.NORMALISATION, found[:6], "no operation takes it")


def _nullable(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    held = holders(sentence, match, book)
    clearing = [one for one, field in held if field.nullable]
    if clearing:
        return proven(RuleKind.REQUIRED, *clearing)
    column = column_of(sentence, match, book)
    if column is not None and column[1].nullable and "clear" not in match[0].lower():
        return SILENT
    return missing("null is refused", RuleKind.REQUIRED)


def _not_null(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    column = column_of(sentence, match, book)
    if column is None:
        return None
    entity, found = column
    if found.nullable:
        return missing(f"{entity.name}.{found.name} can be null", RuleKind.REQUIRED)
    using = book.of(entity, *WRITING, Kind.READ, Kind.LIST)
    return proven_or(RuleKind.REQUIRED, using[:2], f"no operation uses {entity.name}")


def _check_mark(_match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """The word before a condition in DDL; the condition itself is read as what it says."""
    return SILENT if sentence.topic is not None and sentence.topic.fixed else None


def _valid(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Email must be valid``: its format, pattern or enumeration is checked, or its type has only one form."""
    held = [
        (one, field)
        for one, field in holders(sentence, match, book)
        if field.limits.format or field.limits.pattern or field.limits.choices or field.type.name not in _TEXT
    ]
    return proven(RuleKind.FORMAT, *[one for one, _ in held][:4]) if held else None


_BLANK = (
    r"(?:(?:the |any )?(?:leading|surrounding|outer)(?:(?: and |/| or |, ?)trailing)? (?:white ?spaces?|spaces"
    r"|blanks))"
)


def _matching(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``pattern ^[a-z]+$``: every body that holds the value keeps to it."""
    wanted = match["regex"].strip("`").removeprefix("^").removesuffix("$")
    held = holders(sentence, match, book)
    fitting = [one for one, field in held if field.limits.pattern and field.limits.pattern.strip("^$") == wanted]
    if not held or len(fitting) < len(held):
        return missing(f"not every body keeps to {match['regex']}", RuleKind.PATTERN)
    return proven(RuleKind.PATTERN, *fitting)


PATTERNS = (
    Pattern(
        r"(?:(?:must|shall|should) )?(?:match(?:es|ing)? )?(?:the )?(?:pattern|regex|regular expression)s?:?"
        r" (?P<regex>`?(?:\^\S|[\[\\]|\((?=[^\s;,`]*[\[\\^$+*?]))[^\s;,`]*`?)",
        _matching,
        ("pattern", "regex", "regular"),
    ),
    Pattern(
        rf"{_BLANK} (?:in|of|around|from) (?:the |all |any )?(?:{{column}}|text|texts|values?|input|strings?"
        rf"|{{noun}}) (?:(?:is|are|must be|get|gets|will be) )+(?:dropped|removed|stripped|trimmed|cut off"
        rf"|discarded)",
        _trimmed,
        ("leading", "surrounding", "outer"),
    ),
    Pattern(
        rf"(?:white ?space ?[:—–-]? ?preserved,? ?\(?except (?:for )?(?:leading|surrounding)(?:(?:/| and | or |,"
        rf" ?)trailing)?(?:,? which (?:is|are) trimmed)?\)?"
        rf"|(?:white ?space ?[:—–-] ?)?(?:(?:is|are|be|must|shall|should|stored|saved|and|with|automatically|after"
        rf"|before|its|has|have|no|value) )*"
        rf"(?:trimm(?:ed|ing)|stripp(?:ed|ing)|strips?|trims?)(?: (?:of |from |for |off )?(?:{_BLANK}|white"
        rf" ?spaces?|spaces))?"
        rf"(?: (?:from|at|on|of) (?:the )?(?:start|both|beginning)(?: ?(?:/|and|or) ?(?:end|ends|sides))?)?(?: "
        rf"(?:before|prior to|on) (?:storage|storing|saving|validation|being stored|input))?"
        rf"|(?:(?:must|should|shall|have|has|not) )*no {_BLANK}(?: (?:is )?allowed)?"
        rf"|(?:any )?(?:white ?space|spaces|blanks) at (?:either end|both ends|the ends?|(?:the )?(?:start|beginning)"
        rf" (?:and|or) (?:the )?end)(?: of (?:an? |the )?(?:{{column}}|values?|texts?))? (?:(?:does|do)"
        rf" not|don't|doesn't) (?:count|matter)"
        rf"|white ?space(?:-only)? (?:(?:titles?|values?|strings?|input|names?) )?(?:(?:is|are|must be|be) )*"
        rf"(?:rejected|refused|not allowed|invalid|trimmed))",
        _trimmed,
        ("trim", "strip", "whitespace", "white space", "leading", "spaces at", "blanks at"),
    ),
    Pattern(
        r"(?:(?:is|are|be|must|and|should|treated|compared|matched|stored|as|fields?|which|it) )*(?:\(? ?)(?:case[-"
        r" ]insensitive(?:ly)?|without (?:any )?regard to (?:upper and lower )?case|regardless of (?:their |its )?case"
        r"|ignoring (?:their |its |the )?case|lower[- ]?cased?|(?:normali[sz]ed|stored|converted|stores?|saved) (?:to"
        r"|as|in) lower[- ]?case)"
        r"(?: ?[(,;—-]? ?(?:(?:and|is|are|it|store[sd]?|normali[sz]ed|converted|saved) )*(?:(?:as|to|in) )?"
        r"(?:lower[- ]?case[d]?)?)?(?: (?:before|for|on) (?:storage|storing|saving|comparison|being stored))?\)?",
        _lowered,
        ("insensitive", "lower", "case"),
    ),
    Pattern(
        r"(?:(?:may|can) be )?(?:set to )?\bnull (?:to clear|clears)(?: (?:it|the field|the value))?"
        r"|(?:may|can) be (?:set to )?null\b|\bnullable\b|\bor null\b|(?:\||/) ?null\b",
        _nullable,
        ("null",),
    ),
    Pattern(r"\bnot[ _-]null\b", _not_null, ("null",)),
    Pattern(rf"(?:type:? |of type |an? |as (?:an? )?)?\b(?:{_TYPE})(?![\w\[])(?: (?:type|value))?", _typed),
    Pattern(r"\bcheck ?(?=\()", _check_mark, ("check",)),
    Pattern(
        r"(?:must |should |is |are |be |has to |have to )*(?:an? |in (?:an? )?)?(?:valid|well-?formed)(?: format)?"
        r"(?: when provided)?(?=[.;,)]|$| and | or )",
        _valid,
        ("valid", "formed"),
    ),
    Pattern(r"(?:^|(?<=[—|]\s)|required: ?)(?P<word>yes|no|y|n|✓|✅)(?= ?[—|,.(]| ?$)", _yes_no),
)

"""Claims about one value in the shorthand of tables and bullets: types, "Yes", "trimmed", "nullable", keys."""

import re

from generators.blueprint import BodyField, Column, ColumnRole, Entity, Operation, OperationKind, RuleKind, TypeName
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.prose.fields import subject

Kind = OperationKind
_WRITING = (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.REGISTER, Kind.UPDATE_ME)
_TEXT = (TypeName.VARCHAR, TypeName.TEXT)
_WHOLE = (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT)
_FAMILIES: tuple[tuple[str, tuple[TypeName, ...]], ...] = (
    (
        r"string|str|text|varchar(?: ?\(\d+\))?|char(?: ?\(\d+\))?|citext",
        (*_TEXT, TypeName.UUID, TypeName.DATE, TypeName.TIMESTAMP),
    ),
    (r"integer|int|bigint|smallint|serial|bigserial", _WHOLE),
    (
        r"number|numeric(?: ?\(\d+(?:, ?\d+)?\))?|decimal(?: ?\(\d+(?:, ?\d+)?\))?|float",
        (*_WHOLE, TypeName.NUMERIC, TypeName.FLOAT),
    ),
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
        if one.kind in _WRITING and one.entity == entity.name
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
            if one.kind in _WRITING
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
    if not held and not (column is not None and column[1].case_insensitive):
        return missing("it is kept in the letters in which it was given", RuleKind.NORMALISATION)
    found = [one for one, _ in held] or (book.of(column[0], *_WRITING) if column else [])
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
    using = book.of(entity, *_WRITING, Kind.READ, Kind.LIST)
    return proven_or(RuleKind.REQUIRED, using[:2], f"no operation uses {entity.name}")


def _references(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``user_id references users.id``: the foreign key, with what deleting does where that is said."""
    column = column_of(sentence, match, book)
    target = book.entity_called(match["noun"])
    if column is None or target is None:
        return None
    entity, found = column
    if found.references is None or found.references.entity != target.name:
        return missing(f"{entity.name}.{found.name} does not reference {target.name}", RuleKind.STATUS)
    if "cascade" in match[0].lower() and found.references.on_delete.value != "CASCADE":
        return missing(f"deleting {target.name} does not delete {entity.name}", RuleKind.CASCADE)
    owned = book.ruled(RuleKind.OWNERSHIP, entity.name, [found.name])
    using = book.of(entity, *_WRITING)
    if not owned and not using:
        return missing(f"no operation writes {entity.name}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *owned, *using[:2])


def _unique_mark(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``UNIQUE(user_id, name)``: the columns that no two rows share."""
    names = [next(iter(sorted(book.columns_called(part))), "") for part in re.findall(r"\w+", match["names"])]
    for rule in book.ruled(RuleKind.UNIQUE):
        if set(names) == set(rule.columns):
            return proven(RuleKind.UNIQUE, rule)
    return missing(f"{', '.join(names)} are not unique together", RuleKind.UNIQUE)


def _immutable(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``id and created_at cannot be changed``: no operation that changes rows takes them."""
    columns: set[str] = set()
    for found in book.named_columns.finditer(match["names"]):
        columns |= book.columns_called(found[0])
    entity = next((one for one in sentence.near if one is not None and any(one.has(name) for name in columns)), None)
    if not columns:
        return None
    written = {effect.column for one in book.operations for effect in one.effects} | {
        column.name for one in book.entities for column in one.columns if column.role is ColumnRole.UPDATED_AT
    }
    if columns & written:
        return missing(f"{', '.join(sorted(columns & written))} is changed by the backend", RuleKind.IMMUTABLE)
    changing = [
        one
        for one in (sentence.here or book.of(entity, Kind.PATCH, Kind.REPLACE, Kind.UPDATE_ME))
        if one.kind in (Kind.PATCH, Kind.REPLACE, Kind.UPDATE_ME)
    ]
    taking = [one.id for one in changing for field in one.body if (field.column or field.name) in columns]
    if taking:
        return missing(f"{taking[0]} takes it", RuleKind.IMMUTABLE)
    return proven_or(RuleKind.IMMUTABLE, changing, "nothing is changed")


def _hidden(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``user_id is never included in any response``."""
    columns = book.columns_called(match["column"])
    shown: list[str] = []
    able: list[Operation] = []
    for entity in book.entities:
        own = {name for name in columns if entity.has(name)}
        if not own:
            continue
        for one in book.operations:
            if one.entity == entity.name and one.response.body.value != "empty":
                members = set(one.response.columns or entity.visible)
                able.append(one)
                if own & members:
                    shown.append(one.id)
    if shown:
        return missing(f"{shown[0]} shows {'/'.join(sorted(columns))}", RuleKind.VISIBILITY)
    return proven_or(RuleKind.VISIBILITY, able[:6], "no response shows such rows")


_BLANK = (
    r"(?:(?:the |any )?(?:leading|surrounding|outer)(?:(?: and |/| or |, ?)trailing)? (?:white ?spaces?|spaces|blanks))"
)

PATTERNS = (
    Pattern(
        rf"(?:(?:(?:is|are|be|must|shall|should|stored|saved|and|with|automatically|after|before|its|has|have|no"
        rf"|value) )*"
        rf"(?:trimm(?:ed|ing)|stripp(?:ed|ing)|strips?|trims?)(?: (?:of|from|for|off) )?(?: ?{_BLANK}| ?(?:white"
        rf" ?spaces?|spaces))?"
        rf"(?: (?:from|at|on|of) (?:the )?(?:start|both|beginning)(?: ?(?:/|and|or) ?(?:end|ends|sides))?)?(?: "
        rf"(?:before|prior to|on) (?:storage|storing|saving|validation|being stored|input))?"
        rf"|(?:(?:must|should|shall|have|has|not) )*no {_BLANK}(?: (?:is )?allowed)?"
        rf"|white ?space(?:-only)? (?:(?:titles?|values?|strings?|input|names?) )?(?:(?:is|are|must be|be) )*"
        rf"(?:rejected|refused|not allowed|invalid|trimmed))",
        _trimmed,
        ("trim", "strip", "whitespace", "white space", "leading"),
    ),
    Pattern(
        r"(?:(?:is|are|be|must|and|should|treated|compared|stored|as|fields?|which|it) )*(?:\(? ?)(?:case[-"
        r" ]insensitive(?:ly)?|lower-?cased?|(?:normali[sz]ed|stored|converted|stores?|saved) (?:to|as|in)"
        r" lower-?case)"
        r"(?: ?[(,;—-]? ?(?:(?:and|is|are|it|store[sd]?|normali[sz]ed|converted|saved) )*(?:(?:as|to|in) )?"
        r"(?:lower-?case[d]?)?)?(?: (?:before|for|on) (?:storage|storing|saving|comparison|being stored))?\)?",
        _lowered,
        ("insensitive", "lower"),
    ),
    Pattern(
        r"(?:(?:may|can) be )?(?:set to )?\bnull (?:to clear|clears)(?: (?:it|the field|the value))?"
        r"|(?:may|can) be (?:set to )?null\b|\bnullable\b",
        _nullable,
        ("null",),
    ),
    Pattern(r"\bnot[ _-]null\b", _not_null, ("null",)),
    Pattern(
        r"(?:(?:is|as|a|the|an|must|has|have|constraint|on|with) )*(?:(?:foreign key|fk)(?: (?:constraint"
        r"|reference))?(?: ?\(\w+\))?(?: ?(?:to|→|->|linking|references|referencing))?|references?|reference (?:to"
        r" )?|refers to|links? to) "
        r"(?:(?:to|the|an|existing|a|valid) )*(?P<noun>{noun})(?: table)?(?:\.id|\(id\)| record| row| id)?(?: "
        r"(?:with |on delete )?(?:cascade delete|delete cascade|cascade)(?: delete)?)?",
        _references,
        ("foreign", "fk", "refer", "links"),
    ),
    Pattern(
        r"\bunique ?\((?P<names>[\w, ]+)\)|\bunique (?:together|constraint|index)(?: on)?:? ?\((?P<names2>[\w, ]+)\)",
        _unique_mark,
        ("unique",),
    ),
    Pattern(
        r"(?P<names>`?{column}`?(?:(?:,? and |, ?|/| & )`?{column}`?)*) (?:(?:is|are|fields?|columns?|must be|both)"
        r" )*(?:immutable|read-?only|(?:can ?not|can't|must not|may not|never|not) (?:be )?(?:changed|modified"
        r"|updated|edited|set))"
        r"(?: (?:by (?:the )?(?:client|user|users|clients)|after creation|via (?:PUT|PATCH)|by (?:PUT|PATCH)|on"
        r" update|once set|once created|afterwards))*",
        _immutable,
        ("immutable", "read", "chang", "modif", "updat", "edit", "set"),
    ),
    Pattern(
        r"(?:update |change |can update |modify |edit )?(?:any|all|every) (?:fields?|columns?|attributes?)(?: of "
        r"(?:their |the |a |an )?{noun})? except (?:for )?(?:the )?(?P<names>`?{column}`?(?:(?:,? and |, ?|/)(?:the"
        r" )?`?{column}`?)*)",
        _immutable,
        ("except",),
    ),
    Pattern(
        r"`?(?P<column>{column})`?(?: field| column)? (?:(?:is|are|must|shall|should|be) )*(?:never|not) (?:be )?"
        r"(?:included|returned|shown|exposed|part of|visible|sent)(?: (?:in|by|to) (?:any|a|the|all|every)?(?: ?"
        r"(?:api|http))? ?(?:responses?|clients?))?",
        _hidden,
        ("never", "not "),
    ),
    Pattern(rf"(?:type:? |of type |an? |as (?:an? )?)?\b(?:{_TYPE})\b(?: (?:type|value))?", _typed),
    Pattern(r"(?:^|(?<=[—|]\s)|required: ?)(?P<word>yes|no|y|n|✓|✅)(?= ?[—|,.(]| ?$)", _yes_no),
)

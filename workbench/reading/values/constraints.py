"""Constraint cells of columns: ``PRIMARY KEY``, ``FK -> users.id``, ``REFERENCES users(id) ON DELETE CASCADE``."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.facts import ColumnFact
from workbench.reading.values.checks import apply_check, checked_columns, read_condition
from workbench.reading.values.phrases import LONGEST, read_phrase

_I = re.IGNORECASE
_NAME = r"[\"`]?[^\W\d]\w{0,62}[\"`]?"
_PRIMARY = regex(
    r"\bprimary[ _-]?key\b|\bpk\b|primary_key ?= ?true|\bclé primaire|\bclave primaria|\bprimärschlüssel"
    r"|\bchave primária"
    r"|\bchiave primaria|주키|기본 ?키|主キー|主键|@id\b",
    _I,
)
_NOT_PRIMARY = regex(
    r"\b(?:not|composite|part of(?: the)?(?: composite)?) (?:the )?primary[ _-]?key|primary_key ?= ?false", _I
)
_UNIQUE = regex(
    r"\bunique\b|\bu[qk]\b|unique ?= ?true|고유|一意|唯一|@unique\b|\bunik\b"
    r"|\b[uú]nic[oa]\b|\beindeutig\b",
    _I,
)
_NOT_UNIQUE = regex(
    r"\b(?:not|non)[ -]?unique\b|\bunique (?:identifier|id\b|key identif|\w+ (?:id"
    r"|identifier)\b|per\b|within\b|across\b|with\b|together|for each|constraint on \()"
    r"|\bunique \(?(?:(?:when|where|if) (?!it is |set\b|provided|present|given|non|not )|(?:among|within|per) )"
    r"|\b(?:composite|globally|conditionally|jointly) unique\b|unique\s?[:=]\s?(?:no|false)",
    _I,
)
_INDEX = regex(r"\bindex(?:ed)?\b|\bidx\b|index ?= ?true|\bindexé", _I)
_NOT_INDEX = regex(r"\b(?:not|no|un) ?index(?:ed)?\b|index\s?[:=]\s?(?:no|false)", _I)
_AUTO = regex(r"\bauto[ _-]?incre\w*|\bauto-?generated\b|\b(?:big|small)?serial\b|\bidentity\b|\bautoincrement\b", _I)
_REFERENCES = (
    regex(rf"\breferen(?:ces|cing|ce to)\b:? ?({_NAME}) ?(?:\( ?({_NAME}) ?\)|\. ?({_NAME}))?", _I),
    regex(
        rf"(?:\bforeign[ _-]?key\b|\bfk\b|\bref\b:? ?[<>-]?|\bclé étrangère\b"
        rf"|\bfremdschlüssel\b|\bclave (?:foránea|ajena)\b|\bchave estrangeira\b|\bchiave esterna\b|外部キー"
        rf"|외래 ?키|外键)[ )]{{0,2}}"
        rf"(?::|=|→|->|=>|–|-|,|\(|\bto\b|\bof\b|\breferences\b|\bpoints to\b|\b(?:vers|auf|zu|nach|para"
        rf"|hacia|a|su)\b|>)? ?(?:to |the |references )?[\"'(]?({_NAME}) ?(?:\( ?({_NAME}) ?\)|\. ?({_NAME}))",
        _I,
    ),
    regex(rf"(?:→|->|=>) ?({_NAME}) ?(?:\( ?({_NAME}) ?\)|\. ?({_NAME}))", _I),
    regex(
        rf"(?:\bforeign[ _-]?key\b|\bfk\b)[ )]{{0,2}}(?::|→|->|=>|\(|\bto\b|\breferences\b) ?(?:the )?"
        rf"({_NAME})(?:\b(?! key| constraint))",
        _I,
    ),
    regex(rf"({_NAME}) ?(?:\( ?({_NAME}) ?\)|\. ?({_NAME}))\)? ?(?:을|를)? ?(?:참조|参照|引用|관련)", _I),
    regex(rf"(?:参照|引用|关联|참조)[:：]? ?({_NAME})(?: ?\( ?({_NAME}) ?\)|\. ?({_NAME}))", _I),
    regex(rf"\b(?:links?|refers?|linked|belongs) to (?:the )?({_NAME})\.({_NAME})", _I),
    # An arrow at the start, or behind the type of a key: ``→ Boat; unique``, ``ObjectId -> Boat``, ``ref: Boat``.
    regex(rf"(?:^\W{{0,3}}|[,;|]\s?|\bobjectid\W{{1,3}})(?:→|->|=>|ref:) ?({_NAME})(?=\W{{0,2}}(?:$|[\s,;(|]))", _I),
)
_ON_DELETE = regex(
    r"\b(?:on delete:?|ondelete ?=?:?|delete:|on_delete ?=?:?) ?[\"']?(cascade|set null|set default"
    r"|restrict|no action)\b|\b(cascade)(?:s|d)?(?: on)? delet",
    _I,
)
_GOES_WITH = regex(
    r"\b(?:(?:is |are )?(?:deleted|removed|dropped)|goes|go) (?:together |along )?with (?:it|its|the|their)\b"
    r"|\bmit ?gelöscht|\bse (?:borra|elimina)n? (?:junto )?con\b|\bsupprimée?s? avec\b"
    r"|\b(?:apagad|excluíd)[oa]s? com\b",
    _I,
)
"""Words for ON DELETE CASCADE: "deleted with the club", "wird mit gelöscht"."""
_REMARKED = regex(
    r"(?:→|->|=>|\breferences\b|\bfk\b)[^,;()]{1,70}(?:\(\w+\))?\s*[(,]\s*(cascade|set null|restrict)\b", _I
)
"""The remark behind a reference: ``-> clubs.id (cascade)``."""
_CHECK = regex(r"\bcheck ?\(", _I)
_NOT_A_TABLE_WORDS = (
    "a an and column constraint field in index key not null nullable on optional or references required "
    "table the this to unique user's with"
)
_NOT_A_TABLE = frozenset(_NOT_A_TABLE_WORDS.split())


_MOMENT = regex(r"(?:_at|[a-z]At|_?[Tt]ime(?:stamp)?)\Z")
"""Names of points in time, which the ``Date`` of JavaScript is: ``created_at: Date``."""


def read_column(name: str, phrase: str, source: Source, *, kind: str | None = None) -> ColumnFact:
    """Read a column from all that stands beside its name; ``kind`` is the text of its own type cell.
    "Required" means not null here, and "optional" means nullable, where null itself is not mentioned."""
    text = " ".join(phrase[:LONGEST].split())
    field = read_phrase(name, f"{kind}, {text}" if kind and text else kind or text, source)
    if field.type == "Date" and _MOMENT.search(name):
        field = replace(field, type="timestamp")
    plain = text.replace("`", "").replace("**", "")
    everything = f"{kind or ''} {plain}"
    primary = True if _PRIMARY.search(_NOT_PRIMARY.sub(" ", everything)) else None
    nullable = field.nullable
    if nullable is None and field.required is not None:
        nullable = not field.required
    reference = find_reference(plain)
    check = find_check(plain)
    condition = read_condition(check) if check else None
    if condition is not None and checked_columns(condition) == (name,):
        field = apply_check(replace(field, choices=(), minimum=None, maximum=None), condition)
    return ColumnFact(
        field=replace(field, nullable=nullable, description=plain),
        source=source,
        primary_key=primary,
        unique=True if _UNIQUE.search(_NOT_UNIQUE.sub(" ", plain)) else None,
        index=True if _INDEX.search(_NOT_INDEX.sub(" ", plain)) else None,
        auto_increment=True if _AUTO.search(everything) else None,
        references=reference,
        on_delete=find_on_delete(plain),
        check=check,
    )


_REMARKS = frozenset({"cascade", "indexed", "nullable", "optional", "required", "restrict", "unique"})
"""What stands behind a referenced table in parentheses and is no column of it: ``-> Boat (required)``."""


def find_reference(plain: str) -> str | None:
    """Find the ``table.column`` that the text says is referenced (``table`` alone where no column is named)."""
    for pattern in _REFERENCES:
        for match in pattern.finditer(plain):
            table = match[1].strip('"`')
            column = next((group.strip('"`') for group in match.groups()[1:] if group), None)
            if table.lower() in _NOT_A_TABLE or (column or "").lower() in ("e", "g"):
                continue
            return f"{table}.{column}" if column and column.lower() not in _REMARKS else table
    return None


_TOGETHER = regex(
    r"\b(?:primary[ _-]?key|pk)\b,?\s*(?:together\s+with|with|along with|shared with|zusammen mit|junto con|avec)\s+"
    r"((?:`?[a-z]\w{0,62}`?(?:\s*(?:,|and|und|y|et)\s*)?){1,4})",
    _I,
)


_PART = regex(r"\bpart of (?:the )?(?:(?:composite|compound|primary|joint) )*(?:key|pk)\b", _I)


def find_shared_key(columns: Sequence[ColumnFact]) -> tuple[str, ...]:
    """Find the columns that make up the key together: one says "primary key together with `member_id`", or each of
    them "part of the key"."""
    names = [column.field.name for column in columns]
    for column in columns:
        match = _TOGETHER.search(column.field.description)
        partners = re.findall(r"[a-z]\w*", match[1]) if match else []
        if partners and all(partner in names for partner in partners):
            return (column.field.name, *partners)
    parts = tuple(column.field.name for column in columns if _PART.search(column.field.description))
    return parts if len(parts) > 1 else ()


def find_on_delete(plain: str) -> str | None:
    """Find what is said to happen when the referenced row is deleted, as the SQL words."""
    match = _ON_DELETE.search(plain)
    if match is not None:
        return (match[1] or match[2]).upper()
    remark = _REMARKED.search(plain)
    if remark is not None:
        return remark[1].upper()
    return "CASCADE" if _GOES_WITH.search(plain) else None


def find_check(plain: str) -> str | None:
    """Find the text between the brackets of a CHECK."""
    match = _CHECK.search(plain)
    if match is None:
        return None
    depth, quote = 1, ""
    for position in range(match.end(), len(plain)):
        letter = plain[position]
        if quote:
            quote = "" if letter == quote else quote
        elif letter == "'":
            quote = letter
        else:
            depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return plain[match.end() : position].strip()
    return None


def silent_is_null(columns: Sequence[ColumnFact], *, told: bool = False) -> tuple[ColumnFact, ...]:
    """Where some columns say NOT NULL (``told``: it is known that they do), those that say nothing may be null, as in
    SQL."""
    if not told and not any("not null" in one.field.description.lower() for one in columns):
        return tuple(columns)
    return tuple(
        replace(one, field=replace(one.field, nullable=True))
        if one.field.nullable is None and not one.primary_key
        else one
        for one in columns
    )

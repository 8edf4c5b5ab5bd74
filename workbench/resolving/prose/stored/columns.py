"""Claims about columns as a whole: who may change or see them, what they point to, what is unique together."""

import re

from generators.blueprint import (
    ColumnRole,
    DeleteRule,
    Operation,
    OperationKind,
    Rule,
    RuleKind,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or, wish_for
from workbench.resolving.prose.stored.values import WRITING, column_of
from workbench.resolving.prose.subjects import subject

Kind = OperationKind


def _references(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``user_id references users.id``: the foreign key, with what deleting does where that is said."""
    column = column_of(sentence, match, book)
    target = book.entity_called(match["noun"])
    if column is None or target is None:
        return None
    entity, found = column
    if found.references is None or found.references.entity != target.name:
        return missing(f"{entity.name}.{found.name} does not reference {target.name}", RuleKind.STATUS)
    if "cascade" in match[0].lower():
        taking = [
            rule
            for rule in book.ruled(RuleKind.CASCADE, target.name)
            if dict(rule.parameters)["rows"] == entity.name and found.references.on_delete is DeleteRule.CASCADE
        ]
        return proven_or(RuleKind.CASCADE, taking, f"deleting {target.name} does not delete {entity.name}")
    owned = book.ruled(RuleKind.OWNERSHIP, entity.name, [found.name])
    using = book.of(entity, *WRITING) or book.recording(entity)
    if not owned and not using:
        return missing(f"no operation writes {entity.name}", RuleKind.STATUS)
    return proven(RuleKind.STATUS, *owned, *using[:2])


def _unique_mark(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``UNIQUE(user_id, name)``, ``unique together: (club_id, name)``: the columns that no two rows share."""
    listed = match["names"] or match["names2"]
    names = [next(iter(sorted(book.columns_called(part))), part) for part in re.findall(r"\w+", listed)]
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
    said = re.search(r"\b(?:by|via|with|through) (PUT|PATCH)\b", match[0])
    if columns & written and not said:
        return missing(f"{', '.join(sorted(columns & written))} is changed by the backend", RuleKind.IMMUTABLE)
    changing = [
        one
        for one in (sentence.here or book.of(entity, Kind.PATCH, Kind.REPLACE, Kind.UPDATE_ME))
        if one.kind in (Kind.PATCH, Kind.REPLACE, Kind.UPDATE_ME) and (said is None or one.method == said[1].upper())
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
        owning = next(one for one in book.entities if any(one.has(name) for name in columns))
        wish = wish_for(owning, columns, "hidden") if not match["column"].lower().startswith("id") else None
        return missing(f"{shown[0]} shows {'/'.join(sorted(columns))}", RuleKind.VISIBILITY, wish)
    return proven_or(RuleKind.VISIBILITY, able[:6], "no response shows such rows")


def _never_reused(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """Keys are numbered on or random: the database gives none twice."""
    entity = sentence.entity or sentence.about
    if entity is None or not all(one.default and one.default.kind.value in ("serial", "uuid") for one in entity.key):
        return missing("keys are given by somebody else", RuleKind.EFFECT)
    return proven_or(RuleKind.EFFECT, book.of(entity, Kind.CREATE), "nothing is created")


def _all_named(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``all required fields (name, price) are provided``: each of them is required."""
    entity = sentence.entity or sentence.about
    found: list[Rule] = []
    for named in book.named_columns.finditer(match["names"]):
        columns = book.columns_called(named[0])
        owner = next((one for one in (book.entity_of(name, (entity,)) for name in sorted(columns)) if one), None)
        rules = book.ruled(RuleKind.REQUIRED, owner.name, columns) if owner else []
        if not rules:
            return missing(f"nothing requires {named[0]}", RuleKind.REQUIRED)
        found += rules
    return proven(RuleKind.REQUIRED, *found) if found else None


def _other_method(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    there = [one for one in book.operations if one.method == match["method"].upper()]
    own = [one for one in there if entity is None or one.entity == entity.name]
    return SILENT if own else missing(f"there is no {match['method']}", RuleKind.OPERATION)


def _always(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``completed is always false on creation``: the default, and no request that creates may say otherwise."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    wanted = match["value"].lower()
    rules = [
        rule
        for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns)
        if str(dict(rule.parameters).get("value")).lower() == wanted
    ]
    taking = [one for one in book.of(entity, Kind.CREATE) if any(field.column in columns for field in one.body)]
    if (match["always"] or "").lower() == "always" and taking:
        return missing(f"{taking[0].id} takes it", RuleKind.DEFAULT)
    return proven_or(RuleKind.DEFAULT, rules, f"{'/'.join(sorted(columns))} does not start so")


def _shown(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Responses include created_at``: the rows are shown with these columns."""
    entity = sentence.entity or sentence.about
    if entity is None:
        return None
    for found in book.named_columns.finditer(match["names"]):
        if not {name for name in book.columns_called(found[0]) if name in entity.visible}:
            return missing(f"{found[0]} is not shown", RuleKind.VISIBILITY)
    named = [book.columns_called(one[0]) for one in book.named_columns.finditer(match["names"])]
    showing = [
        one
        for one in book.of(entity, Kind.READ, Kind.LIST, Kind.CREATE)
        if not one.response.columns or all(columns & set(one.response.columns) for columns in named)
    ]
    return proven_or(RuleKind.VISIBILITY, showing, f"no response shows {entity.name}")


def _must_exist(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``User must exist``: rows point to it by a foreign key."""
    target = book.entity_called(match["noun"])
    near = book.entity_called(match["table"]) or sentence.about
    if near is None or (target is None and not match["column"]):
        return None
    columns = book.columns_called(match["column"]) if match["column"] else set()
    for column in near.columns:
        reference = column.references
        if (
            reference
            and (target is None or reference.entity == target.name)
            and (not columns or column.name in columns)
        ):
            using = book.of(near, *WRITING)
            owned = book.ruled(RuleKind.OWNERSHIP, near.name, [column.name])
            if using or owned:
                return proven(RuleKind.STATUS, *owned, *using[:2])
    return missing(f"{near.name} references nothing of the kind", RuleKind.STATUS)


PATTERNS = (
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
        r"\bunique:? ?`?\((?P<names>[\w, ]+)\)"
        r"|\bunique (?:together|constraint|index)(?: on)?:? ?\((?P<names2>[\w, ]+)\)",
        _unique_mark,
        ("unique",),
    ),
    Pattern(
        r"(?P<names>`?{column}`?(?:(?:,? and |, ?|/| & )`?{column}`?)*)(?: status| flag| state)? (?:(?:is|are"
        r"|fields?|columns?|must be|both)"
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
    Pattern(
        r"\(use (?P<method>PATCH|PUT|POST) (?:for|to) [^()]{3,40}\)",
        _other_method,
        ("use ",),
    ),
    Pattern(
        r"`?(?P<column>{column})`?(?: status| flag)? (?:is|are|starts?|must be) (?P<always>always|initially"
        r"|automatically)? ?(?:set )?(?:to |as )?[`'\"]?(?P<value>\w+)[`'\"]? (?:on|at|upon|for) (?:creation|create"
        r"|new {noun}|creating)",
        _always,
        ("creat", "new "),
    ),
    Pattern(
        r"(?:(?:all|every|each|the|api|{noun}) )*(?:responses?|answers?) (?:must |should |always )?(?:includes?"
        r"|contains?|carr(?:y|ies)|shows?|ha(?:s|ve)) (?:the )?(?P<names>`?{column}`?(?:(?:,? and |, ?|/)(?:the"
        r" )?`?{column}`?)*)(?: (?:fields?|timestamps?))?",
        _shown,
        ("respon", "answer"),
    ),
    Pattern(
        r"(?P<noun>{noun}) (?:must|should|has to) exist(?: in (?:the )?database)?|foreign key(?: constraint)? on "
        r"(?P<table>{noun})\.(?P<column>{column})",
        _must_exist,
        ("exist", "foreign"),
    ),
    Pattern(
        r"(?:the )?(?:deleted )?{noun}(?:'s|s'|s)? ids? (?:is|are|must be) (?:never|not) reused(?: (?:in|for|within"
        r"|by) (?:the )?(?:same )?(?:\w+'s )?(?:{noun} )?(?:list|table|user)?)?",
        _never_reused,
        ("reused",),
    ),
    Pattern(
        r"(?:all )?required fields \((?P<names>`?{column}`?(?:(?:,? and |, ?)`?{column}`?)*)\) (?:are |must be |is"
        r" )?(?:provided|given|present|sent)?(?: when (?:creating|updating) (?:an? )?{noun})?",
        _all_named,
        ("required fields",),
    ),
    Pattern(
        r"(?:must )?requires? (?:an? |the )?(?P<names>`?{column}`?)(?: (?:when|on|for|upon) (?:creat\w+|creating)"
        r"(?: (?:an? |new )?{noun})?)",
        _all_named,
        ("require",),
    ),
)

"""Claims about time stamps: when they are set, in which zone they are kept and how they are written."""

import re

from generators.blueprint import Column, ColumnRole, Entity, Operation, OperationKind, Rule, RuleKind, TypeName
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or, wish_for
from workbench.resolving.prose.subjects import subject

Kind = OperationKind
_STAMPS = (ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT)
_NOW = (
    r"(?:the )?(?:current|present|server)(?:[ -](?:server|utc|date|time))*(?:[ -]?(?:time ?stamps?|times?"
    r"|datetimes?))?"
    r"|now(?:\(\))?|current utc"
)
_SET = (
    r"(?:(?:is|are|be|gets?|must|shall|should|will|and|both|always|automatically) )*"
    r"(?:set|updated|refreshed|stamped|recorded|assigned|generated|auto-?(?:set|updated|generated|refreshed"
    r"|managed)|managed|maintained)"
    r"(?: automatically)?"
)
_CHANGE = (
    r"(?:(?:each|every|any|all|successful|the|a|an|record|row|subsequent|data|its) )*(?:(?:{noun}|field) )?"
    r"(?:updates?|modifications?|changes?|edits?|toggles?|writes?|PUT|PATCH|is updated|is modified|is changed)"
)


def _named(text: str, sentence: Sentence, book: Book) -> list[tuple[Entity, Column]]:
    """Give the time stamps that a text names, of the entities near it or else of any."""
    found: list[tuple[Entity, Column]] = []
    for match in book.named_columns.finditer(text):
        columns = book.columns_called(match[0])
        near = [one for one in sentence.near if one is not None and any(one.has(name) for name in columns)]
        for entity in near[:1] or book.entities:
            found += [(entity, entity.column(name)) for name in sorted(columns) if entity.has(name)]
    return list(dict.fromkeys(found))


def _stamp_rules(entity: Entity, column: Column, book: Book) -> list[Rule]:
    return book.ruled(RuleKind.EFFECT, entity.name, [column.name])


def _stamped(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``created_at and updated_at are set to the current time``: what the backend itself writes."""
    named = _named(match[0], sentence, book)
    if not named:
        return None
    rules: list[Rule] = []
    for entity, column in named:
        own = _stamp_rules(entity, column, book)
        if column.role not in _STAMPS and not own:
            return missing(f"{entity.name}.{column.name} is not set by the backend", RuleKind.EFFECT)
        if (
            column.role is ColumnRole.CREATED_AT
            and re.search(r"\bupdat\w+ (?:on|with|every)|every|each|modif", match[0])
            and len(named) == 1
        ):
            return missing(f"{entity.name}.{column.name} is set once", RuleKind.EFFECT)
        rules += own
    return proven_or(RuleKind.EFFECT, rules, "no operation writes it")


def _touched(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    every = _named(match["column"], sentence, book)
    named = [(entity, column) for entity, column in every if column.role is ColumnRole.UPDATED_AT]
    if not named:
        return missing("no such column is updated with every change", RuleKind.EFFECT)
    rules = [rule for entity, column in named for rule in _stamp_rules(entity, column, book)]
    if sentence.here:
        rules = [rule for rule in rules if {one.id for one in sentence.here} & set(rule.operations)]
    return proven_or(RuleKind.EFFECT, rules, "no operation updates it")


def _zoned(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """Times are kept with their zone, in UTC: wherever a table has one."""
    named = _named(sentence.text, sentence, book) or (
        [
            (sentence.topic.entity, sentence.topic.entity.column(name))
            for name in sorted(sentence.topic.columns)
            if sentence.topic.entity.has(name)
        ]
        if sentence.topic
        else []
    )
    timed = [(entity, column) for entity, column in named if column.type.name is TypeName.TIMESTAMP]
    if named and not timed:
        return None
    tables = [entity for entity, _ in timed] or [
        entity for entity in book.entities if any(column.type.name is TypeName.TIMESTAMP for column in entity.columns)
    ]
    return proven_or(RuleKind.TIME, _writing(tables, book), "no time is kept")


def _writing(tables: list[Entity], book: Book) -> list[Operation]:
    names = {entity.name for entity in tables}
    kinds = (Kind.CREATE, Kind.REGISTER, Kind.READ, Kind.LIST)
    return [one for kind in kinds for one in book.of(None, kind) if one.entity in names][:4]


def _iso(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``ISO 8601``: the one form in which dates and times are read and written."""
    named = _named(sentence.text, sentence, book)
    timed = [entity for entity, column in named if column.type.name in (TypeName.TIMESTAMP, TypeName.DATE)]
    if sentence.topic is not None and not timed:
        timed = [
            sentence.topic.entity
            for name in sentence.topic.columns
            if sentence.topic.entity.has(name)
            and sentence.topic.entity.column(name).type.name in (TypeName.TIMESTAMP, TypeName.DATE)
        ]
    elif not named and re.search(r"\b(?:date|time|timestamp)", sentence.text, re.IGNORECASE):
        timed = [
            entity
            for entity in book.entities
            if any(column.type.name in (TypeName.TIMESTAMP, TypeName.DATE) for column in entity.columns)
        ]
    if not timed:
        return None
    found = _writing(timed, book)
    return proven(RuleKind.FORMAT, *found) if found else missing("no operation takes it", RuleKind.FORMAT)


def _moment(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The due date must not be in the past``: what a request may give, held against the present."""
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, names = about
    timed = [
        name
        for name in sorted(names)
        if entity.has(name) and entity.column(name).type.name in (TypeName.DATE, TypeName.TIMESTAMP)
    ]
    if not timed:
        return None
    if match["today"]:
        moment = "not_past"
    else:
        moment = f"not_{match['when'].lower()}" if match["denied"] else match["when"].lower()
    rules = book.ruled(RuleKind.TIME, entity.name, timed)
    fitting = [rule for rule in rules if dict(rule.parameters).get("moment") == moment]
    if fitting:
        return proven(RuleKind.TIME, *fitting)
    on = {"on": "create"} if match["created"] else {}
    wish = None if any("moment" in dict(rule.parameters) for rule in rules) else wish_for(entity, timed, moment, **on)
    return missing(f"{entity.name}.{timed[0]} may lie anywhere in time", RuleKind.TIME, wish)


def _shows_times(_match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    timed = {entity.name for entity in book.entities if entity.with_role(ColumnRole.CREATED_AT)}
    showing = [one for one in book.operations if one.entity in timed and one.kind in (Kind.READ, Kind.CREATE)]
    return proven_or(RuleKind.NORMALISATION, showing, "no response shows a time")


PATTERNS = (
    Pattern(
        r"(?:all |every )?(?:times?|dates?|timestamps?|datetimes?|dates and times)(?: (?:must|are|is|b"
        r"e|values?|fields?|in responses))*"
        r"(?:,? (?:in|as|with|and)*(?: ?(?:the|time zone|timezone|utc|iso[ -]?8601|format|strings?)))+",
        _shows_times,
        ("utc", "iso"),
    ),
    Pattern(
        r"(?:(?:must|should|shall|has to|have to|may|can|is|are|and|it) )*(?:(?P<denied>not|never|cannot|can't|can"
        r" not) )?"
        r"(?:(?:be|lie|set|dated|a date|a time) )*(?:in the (?P<when>future|past)|(?P<today>today or (?:later|in"
        r" the future|after)))"
        r"(?P<created> ?\(?(?:on|at|upon|when|during) (?:create|creation|creating)(?: (?:an? )?{noun})?\)?)?",
        _moment,
        ("future", "past", "today"),
    ),
    Pattern(
        rf"(?:`?(?:{{column}})`?(?: (?:and|,|&|/) ?`?{{column}}`?)*(?: (?:timestamps?|columns?|fields?))?) {_SET}"
        rf"(?: to (?:{_NOW}))?"
        rf"(?: (?:automatically|by the (?:backend|server|database|system)))?(?: (?:on|upon|at|when|during|with) (?:"
        rf"(?:the|row|record|task|initial|{{noun}}) )*(?:creat\w+|insert\w*|registration)"
        rf"(?: and (?:on |upon |at |with )?{_CHANGE})?)?(?!(?:\w| (?:on|upon|with|when|at|after|whenever) (?:each"
        rf"|every|any|all|updat|modif|chang|the)))",
        _stamped,
        ("set", "updat", "refresh", "stamp", "record", "assign", "generat", "manag", "maintain"),
    ),
    Pattern(
        rf"`?(?P<column>{{column}})`?(?: (?:timestamps?|columns?|fields?))? {_SET}(?: to (?:{_NOW}))?(?:"
        rf" automatically)?"
        rf" (?:on|upon|with|when|at|after|whenever|each time|every time) {_CHANGE}(?: of (?:the |a |an |each"
        rf" )?{{noun}})?(?: \([^()]*\))?",
        _touched,
        ("updat", "refresh", "set", "chang", "modif"),
    ),
    Pattern(
        rf"`?(?P<column>{{column}})`? (?:(?:must|should|will|be|is) )*(?:changes?|changed|advances?) (?:on|with|upon"
        rf"|after|at|whenever) {_CHANGE}",
        _touched,
        ("chang", "advance"),
    ),
    Pattern(
        rf"(?:{_CHANGE} (?:also )?)?(?:must )?(?:updates?|refreshes|sets|touches|bumps) (?:the )?`?"
        rf"(?P<column>{{column}})`?(?: timestamp| column| field)?(?: to (?:{_NOW}))?(?: automatically)?",
        _touched,
        ("updat", "refresh", "touch", "bump", "sets"),
    ),
    Pattern(
        r"(?:(?:all|every|datetimes?|dates?|times?|timestamps?|and|are|is|must|be|stored|kept|saved"
        r"|normali[sz]e[sd]?|converted|handled|application|it|always|values?) )*"
        r"(?:in |to |as |using )?(?:utc|time ?zone[- ]aware|timestamptz|with time ?zone)\b(?: (?:before|for|at|on) "
        r"(?:storage|storing|being stored|rest|persistence))?"
        r"(?:,? (?:and )?(?:stored|kept|time ?zone[- ]aware))?(?: (?:timestamps?|times?|format|datetimes?|time"
        r" ?zone))?",
        _zoned,
        ("utc", "zone"),
    ),
    Pattern(
        r"(?:(?:must|should|shall|are|is|be|a|an|calendar|date|the|form|YYYY-MM-DD|valid|in|as|formatted|returned"
        r"|use|uses|using|follow|given|the|optional) )*:? ?(?:iso[- ]?8601|iso)(?: ?\([^()]*\))?"
        r"(?: (?:utc|format(?:ted)?|date-?times?|dates?|timestamps?|strings?|times?|with|z|suffix|timezone|and))*"
        r"(?:: ?YYYY-MM-DD(?:[T ]HH:MM:SS(?:Z|\.\w+Z?)?)?)?",
        _iso,
        ("iso",),
    ),
)

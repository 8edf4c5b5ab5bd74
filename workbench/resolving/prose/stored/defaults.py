"""Claims about what a value is where nobody gives one: "defaults to low", "a new task is not completed"."""

import re
from dataclasses import replace

from generators.blueprint import NUMBERS, Column, DefaultKind, Entity, OperationKind, Rule, RuleKind, TypeName
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import (
    Pattern,
    Proof,
    Sentence,
    Wish,
    missing,
    proven,
    proven_or,
    wish_for,
)
from workbench.resolving.prose.stored.fields import read_optional
from workbench.resolving.prose.subjects import each_named, subject
from workbench.resolving.words import snake

_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)


_TEXT = regex(r"'([^']{1,60} [^']{1,60})'|\"([^\"]{1,60} [^\"]{1,60})\"")


def _default(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, columns = about
    if text := _TEXT.fullmatch(match["value"] or ""):
        return _default_text(text[1] or text[2], entity, columns, book)
    given = match["value"] or match.groupdict().get("value2") or ""
    value = given.strip("`'\".").lower().replace(" ", "")
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, value)]
    if rules:
        return proven(RuleKind.DEFAULT, *rules)
    if value.removesuffix("()") in ("now", "current_timestamp", "gen_random_uuid", "uuid_generate_v4"):
        return _made(entity, columns, book)
    if value in ("null", "none", "empty"):
        return read_optional(match, sentence, book)
    return missing(
        f"{entity.name}.{'/'.join(sorted(columns))} has no default {value}",
        RuleKind.DEFAULT,
        _default_wish(entity, columns, value),
    )


def _default_text(text: str, entity: Entity, columns: set[str], book: Book) -> Proof:
    """``DEFAULT 'none yet'``: words in quotes are the value, whatever they mean elsewhere."""
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, text.lower())]
    about = "/".join(sorted(columns))
    return proven_or(RuleKind.DEFAULT, rules, f"{entity.name}.{about} has no default '{text}'")


def _made(entity: Entity, columns: set[str], book: Book) -> Proof:
    """``DEFAULT now()``: what the database fills in when a row is stored."""
    kinds = (DefaultKind.NOW, DefaultKind.UUID)
    given = [name for name in columns if entity.has(name) and (it := entity.column(name).default) and it.kind in kinds]
    storing = book.of(entity, OperationKind.CREATE, OperationKind.REGISTER) or book.recording(entity)
    return proven_or(RuleKind.DEFAULT, storing if given else [], f"nothing fills in {'/'.join(sorted(columns))}")


def _default_wish(entity: Entity, columns: set[str], value: str) -> Wish | None:
    """Give the wish for a default that the type and the choices of the column allow."""
    for name in sorted(columns):
        if not entity.has(name) or entity.column(name).default is not None:
            continue
        column = entity.column(name)
        choice = next((one for one in column.limits.choices if snake(one) == snake(value)), None)
        if choice is not None:
            return wish_for(entity, [name], "default", value=choice)
        if column.type.name in _TEXTS and value == "" and not column.limits.min_length:
            return wish_for(entity, [name], "default", value="")
        if column.type.name is TypeName.BOOLEAN and value in ("true", "false"):
            return wish_for(entity, [name], "default", value=value == "true")
        if column.type.name in NUMBERS and value.isdigit():
            return wish_for(entity, [name], "default", value=int(value))
    return None


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


def _new_state(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A freshly added book is available``: one of the values of an enumeration, and the default of it."""
    entity = book.entity_called(match["owner"])
    if entity is None:
        return None
    value = snake(match["value"])
    known = [one for one in entity.columns if value in _states_of(one)]
    if not known:
        return None
    rules = book.ruled(RuleKind.DEFAULT, entity.name, [one.name for one in known])
    fitting = [rule for rule in rules if snake(str(dict(rule.parameters).get("value"))) == value]
    return proven_or(RuleKind.DEFAULT, fitting, f"a new row of {entity.name} does not start so")


def _states_of(column: Column) -> set[str]:
    """Give the values that a column is known to have: those of its enumeration, and the one that rows start with."""
    given = column.default.value if column.default and column.type.name in _TEXTS else None
    return {snake(str(choice)) for choice in (*column.limits.choices, given) if choice}


def _new_value(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    entity = book.entity_called(match["owner"])
    columns = book.columns_called(match["column"])
    if entity is None or not columns:
        return None
    value = match["value"].strip("`'\".").lower()
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, value)]
    return proven_or(RuleKind.DEFAULT, rules, f"a new row of {entity.name} does not start so")


_GIVEN = r"(?P<value>[`'\"]?[\w.-]+[`'\"]?)"
_OTHERWISE = (
    r"(?:(?:otherwise|something else is|an(?:other| different) (?:one|value) is) (?:stated|specified|told|given|set"
    r"|sent|provided|chosen)|(?:stated|specified|told|given|set) otherwise)"
)
"""How a sentence says that a value may be given."""

_SINGLE = (
    Pattern(
        r"(?:must )?\bdefault (?:the |a )?{column} to (?P<value>[`'\"]?[\w.-]+[`'\"]?)(?: (?:if|when) (?:not|none"
        r"|no) (?:\w+ )?(?:is )?(?:specified|given|provided|set))?"
        r"(?: for (?:any|every|each|all) {noun}(?: {column})?)?",
        _default,
        ("default",),
    ),
    Pattern(
        rf"{{column}} (?:is|are) {_GIVEN} (?:unless|until) {_OTHERWISE}"
        rf"|(?:unless|until) {_OTHERWISE},? (?:an? |the |its )?{{column}} (?:is|are)"
        rf" {_GIVEN.replace('value', 'value2')}",
        _default,
        ("unless", "until"),
    ),
    Pattern(
        r"auto-?(?:matically )?(?:set|assigned|initialized) to (?P<value>[`'\"]?[\w.-]+[`'\"]?)",
        _default,
        ("auto",),
    ),
    Pattern(
        r"(?:and |it |which )?(?:(?:is|are|be) )?(?:(?:the |with (?:a )?)?defaults? (?:value )?(?:is |"
        r"to |of |as )?|default: ?|set to )"
        r"(?P<value>\"\"|'[^']{1,60} [^']{1,60}'|\"[^\"]{1,60} [^\"]{1,60}\""
        r"|(?:now|gen_random_uuid|uuid_generate_v4) ?\(\)|''|(?!(?:to|is|of|as|value|limit|page|sort"
        r"|order)\b)[`'\"]?[\w\[\]{}.-]+[`'\"]?)(?: (?:by"
        r" default|(?:when|if) omitted|if (?:not|none) (?:is )"
        r"?(?:given|provided|specified|set)|on creation))?",
        _default,
        ("default", "set to"),
    ),
    Pattern(
        r"(?:omit(?:ting|ted)|leaving out) (?:the )?{column} (?:stores|is stored as|becomes|means|defaults to"
        r"|gives) (?P<value>\"\"|''|[`'\"]?[\w\[\]{}.-]+[`'\"]?)",
        _default,
        ("omit", "leaving out"),
    ),
    Pattern(
        r"(?:a |an |each |every |all )?(?:new|freshly (?:added|created|made)|newly (?:added|created|registered)"
        r"|just created) (?P<owner>{noun}) (?:(?:is|are|must|be|should|starts?|begins?|out|as|always|has|have|the"
        r"|status|state|in) )*[`'\"]?(?P<value>[a-z][\w-]*)[`'\"]?",
        _new_state,
        ("new", "fresh", "just created"),
    ),
    Pattern(
        r"(?:a |each |every |all )?(?:new|(?:freshly|newly) (?:added|created|made)) (?P<owner>{noun}) (?:is|are"
        r"|must be|should be|starts?(?: as)?) "
        r"(?P<negation>not |in|un)?(?P<flag>{column})\b",
        _new_flag,
        ("new", "fresh"),
    ),
    Pattern(
        r"(?:a |each |every |all )?new (?P<owner>{noun}) (?:has|have|gets?|receives?) (?:the |a )?(?P<"
        r"column>{column}) (?:of )?(?P<value>[`'\"]?[\w-]+[`'\"]?)",
        _new_value,
        ("new ",),
    ),
)
PATTERNS = tuple(replace(pattern, reader=each_named(pattern.reader)) for pattern in _SINGLE)

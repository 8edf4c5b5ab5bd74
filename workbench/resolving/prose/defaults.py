"""Claims about what a value is where nobody gives one: "defaults to low", "a new task is not completed"."""

import re
from dataclasses import replace

from generators.blueprint import Entity, Rule, RuleKind, TypeName
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
from workbench.resolving.prose.fields import read_optional
from workbench.resolving.prose.limits import NUMBERS
from workbench.resolving.prose.subjects import each_named, subject
from workbench.resolving.words import snake

_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)


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
        return read_optional(match, sentence, book)
    return missing(
        f"{entity.name}.{'/'.join(sorted(columns))} has no default {value}",
        RuleKind.DEFAULT,
        _default_wish(entity, columns, value),
    )


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


def _new_value(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    entity = book.entity_called(match["owner"])
    columns = book.columns_called(match["column"])
    if entity is None or not columns:
        return None
    value = match["value"].strip("`'\".").lower()
    rules = [rule for rule in book.ruled(RuleKind.DEFAULT, entity.name, columns) if _is_default(rule, value)]
    return proven_or(RuleKind.DEFAULT, rules, f"a new row of {entity.name} does not start so")


_SINGLE = (
    Pattern(
        r"auto-?(?:matically )?(?:set|assigned|initialized) to (?P<value>[`'\"]?[\w.-]+[`'\"]?)",
        _default,
        ("auto",),
    ),
    Pattern(
        r"(?:and |it |which )?(?:(?:is|are|be) )?(?:(?:the |with (?:a )?)?defaults? (?:value )?(?:is |"
        r"to |of |as )?|default: ?|set to )"
        r"(?P<value>\"\"|''|(?!(?:to|is|of|as|value|limit|page|sort|order)\b)[`'\"]?[\w\[\]{}.-]+[`'\"]?)(?: (?:by"
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
        r"(?:must )?\bdefault (?:the |a )?{column} to (?P<value>[`'\"]?[\w.-]+[`'\"]?)(?: (?:if|when) (?:not|none"
        r"|no) (?:\w+ )?(?:is )?(?:specified|given|provided|set))?",
        _default,
        ("default",),
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
)
PATTERNS = tuple(replace(pattern, reader=each_named(pattern.reader)) for pattern in _SINGLE)

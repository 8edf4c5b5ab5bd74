"""Opening: sentences that show the rows of a table to every user, while their owner alone changes them.

"Any signed-in user can read any recipe", "Recipes are visible to all members", "The list shows the recipes of all
users". What only speaks of "users" and "all recipes" may mean their own ones, and opens nothing, unless what only the
owner may do is set against it; nor does what holds for some rows, or under a condition.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generators.blueprint import Entity, EntityPurpose, Source
from workbench.patterns import regex
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import plural

_PEOPLE = r"(?:users?|members?|customers?|people|accounts?|callers?)"
_SIGNED_IN = r"(?:(?:(?:signed|logged)[- ]in|authenticated|registered|other) )?"
ANYBODY = (
    r"(?:(?:any|every)(?:one|body)(?: (?:signed|logged) in| authenticated)?"
    rf"|(?:all|any|every|each) {_SIGNED_IN}{_PEOPLE})"
)
"""Whoever uses the backend."""
SEES = (
    r"(?:(?:can|may|must be able to|shall be able to|is able to|are able to|is allowed to|are allowed to) )?"
    r"(?:see|view|read|list|browse|look at|search|find)s?"
)
SEEN = r"(?:visible|readable|viewable|open|shown|listed|available|accessible|displayed)"
_ARE = r"(?:is|are|becomes?|(?:must|shall|should) be)"
_OTHERS = rf"(?:all|other|any|every) {_SIGNED_IN}{_PEOPLE}"
_NOUN = r"[a-z_]+(?: [a-z]+){0,2}"
_OPENINGS = (
    regex(rf"\b{ANYBODY} {SEES} (?:any|every|all|each)(?: of)?(?: the)? (?P<first>{_NOUN})"),
    regex(rf"(?:^|\b(?:all|any|every|each|the) )(?P<whole>{_NOUN}) {_ARE} {SEEN} (?:to|for|by) {ANYBODY}\b"),
    regex(rf"(?:^|\b(?:all|any|every|the|views?|sees?|reads?) )(?P<whole>{_NOUN}) (?:of|by|from) {_OTHERS}\b"),
    regex(
        rf"\b(?:(?:other|all) (?:user|member|customer|people)s['’]|(?:any|every)(?:one|body)['’]s) (?P<first>{_NOUN})"
    ),
)
_ANY = regex(rf"\b{SEES} any (?P<first>{_NOUN})")
_SHOWS = regex(rf"\b(?:{SEES}|{SEEN}|returns?|shows?|gets?)\b")
_CLAUSE = regex(r"[.;:!?]\s+|, (?=but|while|whereas|and only|only)|\s(?=but |while |whereas |and only )")
_LIMITED = regex(
    r"\b(?:own|only|their|his|her|my|cannot|can't|not|never|no|nobody|none|private|except|unless|if|when|once|until|after"
    rf"|where|with|whose|that|which|admins?|roles?)\b|\b{_PEOPLE} (?:of|in|within|from) (?:the|a|an|that|this|same)\b"
)
_OWNERS = regex(
    r"\b(?:change|edit|update|modify|delete|remove|manage)\w*\b[^.;]{0,30}\b(?:own|their|owner|author|creator)s?\b"
    r"|\b(?:owner|author|creator)s?\b[^.;]{0,20}\b(?:change|edit|update|modify|delete|remove|manage)"
)
_ISOLATED = regex(r"\b(?:isolat\w+|own (?:data|rows|records|resources)|only their|each user's)\b")
_HINTS = ("any", "every", "all ", "other", "each")


def with_opened(ledger: Ledger, entities: Sequence[Entity], sentences: Sequence[Statement]) -> tuple[Entity, ...]:
    """Mark the tables of which a sentence says that everybody sees all rows: told as an assumption, and asked where
    other sentences keep rows to their owners."""
    kept = {one.name: one for one in entities if one.owner and not one.shared and one.purpose is EntityPurpose.DATA}
    names = {
        name.replace("_", " "): one.name
        for one in kept.values()
        for name in (one.name, one.singular, plural(one.singular))
    }
    told = dict(reversed([found for one in sentences for found in _openings(one, names)]))
    if not told:
        return tuple(entities)
    isolated = next((one.source for one in sentences if _ISOLATED.search(one.text.lower())), None)
    opened = {name for name, line in told.items() if _is_opened(ledger, kept[name], line, isolated)}
    return tuple(replace(one, shared=True) if one.name in opened else one for one in entities)


def _openings(sentence: Statement, names: Mapping[str, str]) -> Iterator[tuple[str, Source]]:
    """Give the tables that a sentence opens."""
    text = sentence.text[:400].lower()
    if not any(hint in text for hint in _HINTS) or not _SHOWS.search(text):
        return
    patterns = (*_OPENINGS, _ANY) if _OWNERS.search(text) else _OPENINGS
    for clause in map(str.strip, _CLAUSE.split(text)):
        if _LIMITED.search(clause) or not _SHOWS.search(clause):
            continue
        for match in filter(None, (pattern.search(clause) for pattern in patterns)):
            if name := _called(match, names):
                yield name, sentence.source


def _called(match: re.Match[str], names: Mapping[str, str]) -> str | None:
    """Give the table that a match names: in its first words, the longest name first, or in all of them."""
    named = match.groupdict()
    said = (named.get("first") or named["whole"]).split()
    ends = range(len(said), 0 if "first" in named else len(said) - 1, -1)
    return next((names[name] for end in ends if (name := " ".join(said[:end])) in names), None)


def _is_opened(ledger: Ledger, entity: Entity, told: Source, isolated: Source | None) -> bool:
    rows, one = entity.name.replace("_", " "), entity.singular.replace("_", " ")
    everybody = Choice("everybody", "every user", f"Every user sees all {rows}; who made a {one} alone changes it.")
    owner = Choice("owner", "who made it", f"A user sees and changes their own {rows} alone.")
    identifier = f"{entity.name}.seen_by"
    if isolated and isolated != told:
        asked = f"Who sees a {one}: every user, or who made it?"
        why = "one sentence shows them to everybody, and another keeps rows to their owners."
        value = ledger.ask(identifier, asked, [owner, everybody], [told, isolated], why=why, blocking=False, affects=6)
        return value == everybody.value
    return (
        ledger.assume(identifier, everybody.effect, [everybody, owner], [told], reason="A sentence says so.")
        == "everybody"
    )

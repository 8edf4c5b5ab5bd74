"""What an action changes: the columns that its name and its words point at."""

import re
from collections.abc import Sequence

from generators.blueprint import BodyField, Column, Effect, EffectValue, Entity, TypeName
from workbench.patterns import regex
from workbench.resolving.serving.classify import flag_column
from workbench.resolving.words import snake, stem, words

_GOES_TO = regex(
    r"(?:\b(?:moves?|goes|changes?|transitions?|sets?|becomes?|returns?)\b[^.;]{0,40}?\b(?:to|into|becomes?)|(?:->|→))"
    r" [`'\"]?(?P<state>[a-z][a-z_-]+)[`'\"]?",
    re.IGNORECASE,
)
_UNDO = ("un", "in", "de", "dis")
_NEGATIVE = {
    "reopen": "complete",
    "undo": "complete",
    "restore": "delete",
    "uncheck": "complete",
    "incomplete": "complete",
}
_SYNONYMS = {
    "finish": "complete",
    "close": "close",
    "check": "complete",
    "done": "complete",
    "mark": "",
    "mark_complete": "complete",
}
_STORING = frozenset({"update", "change", "move", "transfer", "rename", "edit", "adjust"})
_IGNORED = frozenset({"mark", "as", "set", "make", "toggle", "status", "state"})


def toggle_effects(entity: Entity, action: Sequence[str]) -> tuple[Effect, ...]:
    """Give the effects of flipping the flag that an action names, its time stamp set and cleared with it."""
    flag = flag_column(entity, action)
    if flag is None:
        return ()
    return (Effect(flag, EffectValue.FLIP), *_stamps(entity, flag))


def act_effects(entity: Entity, action: Sequence[str], body: Sequence[BodyField]) -> tuple[Effect, ...]:
    """Give what a named change of state writes; nothing where the columns do not tell."""
    verbs = [word for word in action if word not in _IGNORED]
    if not verbs:
        return ()
    verb, value = _meaning("_".join(verbs))
    flag = _flag(entity, verb)
    if flag is not None:
        return _flag_effects(entity, flag, body, value=value)
    status = _status(entity, "_".join(verbs)) or _status(entity, _back(verb, verbs))
    if status is not None:
        column, literal = status
        return (Effect(column, EffectValue.LITERAL, literal), *_status_stamps(entity, literal))
    stamp = _stamp(entity, verb)
    if stamp is not None:
        return (Effect(stamp, EffectValue.NOW if value else EffectValue.NULL),)
    return _stored(entity, verbs[0], body)


def _stored(entity: Entity, verb: str, body: Sequence[BodyField]) -> tuple[Effect, ...]:
    """Give what a body stores, where the verb speaks of storing it: ``POST …/assign {assignee_id}``."""
    columns = [field.column for field in body if field.column and entity.has(field.column)]
    if any(field.required and field.column not in columns for field in body):
        return ()
    spoken = {stem(verb)[:6], stem(verb.removeprefix("re"))[:6]}
    named = any(stem(word)[:6] in spoken for column in columns for word in words(column))
    return tuple(Effect(column, EffectValue.BODY) for column in columns) if named or verb in _STORING else ()


def told_state(entity: Entity, text: str) -> tuple[Effect, ...]:
    """Give the state to which a description says that a row goes: "Start work: the ticket moves to in_progress"."""
    match = _GOES_TO.search(text)
    if match is None or entity.states is None:
        return ()
    choices = entity.column(entity.states.column).limits.choices
    state = next((one for one in choices if snake(one) == snake(match["state"])), None)
    return (Effect(entity.states.column, EffectValue.LITERAL, state),) if state else ()


def _back(verb: str, verbs: Sequence[str]) -> str:
    """Give what a verb goes back to: ``reopen`` leads to ``open``."""
    return "_".join(verbs).removeprefix("re") if verbs[0].startswith("re") and verb else "_".join(verbs)


def _meaning(verb: str) -> tuple[str, bool]:
    if verb in _NEGATIVE:
        return _NEGATIVE[verb], False
    for prefix in _UNDO:
        rest = verb.removeprefix(prefix)
        if (
            rest != verb
            and len(rest) > 4
            and verb not in ("index", "install", "deliver", "describe", "invite", "inspect")
        ):
            return rest, False
    return _SYNONYMS.get(verb) or verb, True


def _flag(entity: Entity, verb: str) -> str | None:
    wanted = {stem(word) for word in words(verb)}
    for column in entity.columns:
        if column.type.name is TypeName.BOOLEAN and {stem(word) for word in words(column.name)} & wanted:
            return column.name
    if wanted & {"complet", "don"}:
        return flag_column(entity, ("complete",))
    return None


def _flag_effects(entity: Entity, flag: str, body: Sequence[BodyField], *, value: bool) -> tuple[Effect, ...]:
    if any(field.column == flag for field in body):
        return (Effect(flag, EffectValue.BODY, value), *_stamps(entity, flag))
    stamps = [effect for effect in _stamps(entity, flag) if effect.when is value]
    return (Effect(flag, EffectValue.LITERAL, value), *(Effect(one.column, one.value) for one in stamps))


def _stamps(entity: Entity, flag: str) -> tuple[Effect, ...]:
    stamp = _stamp(entity, flag.removeprefix("is_"))
    if stamp is None:
        return ()
    return (Effect(stamp, EffectValue.NOW, when=True), Effect(stamp, EffectValue.NULL, when=False))


def _stamp(entity: Entity, verb: str) -> str | None:
    wanted = stem(verb)
    for column in entity.columns:
        name = snake(column.name)
        if column.type.name is TypeName.TIMESTAMP and name.endswith("_at") and stem(name.removesuffix("_at")) == wanted:
            return column.name
    return None


def _status(entity: Entity, verb: str) -> tuple[str, str] | None:
    for column in entity.columns:
        if not _is_status(column):
            continue
        for choice in column.limits.choices:
            if stem(snake(choice)) == stem(verb):
                return column.name, choice
    return None


def _is_status(column: Column) -> bool:
    return bool(column.limits.choices) and snake(column.name) in ("status", "state", "stage")


def _status_stamps(entity: Entity, literal: str) -> tuple[Effect, ...]:
    stamp = _stamp(entity, snake(literal))
    return (Effect(stamp, EffectValue.NOW),) if stamp else ()

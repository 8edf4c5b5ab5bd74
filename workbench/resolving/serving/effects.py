"""What an action changes: the columns that its name and its words point at."""

import re
from collections.abc import Sequence

from generators.blueprint import BodyField, Column, ColumnRole, Effect, EffectValue, Entity, TypeName
from workbench.patterns import regex
from workbench.resolving.serving.classify import flag_column
from workbench.resolving.serving.deeds import ALL, led_to
from workbench.resolving.words import is_form, snake, stem, words

_GOES_TO = regex(
    r"(?:\b(?:moves?|goes|changes?|transitions?|sets?|becomes?|returns?)\b[^.;]{0,40}?\b(?:to|into|becomes?)|(?:->|→))"
    r" [`'\"]?(?P<state>[a-z][a-z_-]+)[`'\"]?",
    re.IGNORECASE,
)
_SIGNS = regex(r"[,|/();:]")
_UNDO = ("un", "in", "de", "dis")
_NEGATIVE = {
    "reopen": "complete",
    "undo": "complete",
    "uncheck": "complete",
    "incomplete": "complete",
}
_RESTORED = ("delete", "archive", "trash", "remove")
"""What restoring a row undoes, whichever of it the table knows."""
_SYNONYMS = {
    "finish": "complete",
    "close": "close",
    "check": "complete",
    "done": "complete",
    "mark": "",
    "mark_complete": "complete",
}
_STORING = frozenset({"update", "change", "move", "transfer", "rename", "edit", "adjust"})
_IGNORED = ALL | {"mark", "as", "set", "make", "toggle", "status", "state"}


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
    if verbs == ["restore"]:
        undone = (_meant(entity, (deed,), deed, body, value=False) for deed in _RESTORED)
        return next((effects for effects in undone if effects), ())
    verb, value = _meaning("_".join(verbs))
    return _meant(entity, verbs, verb, body, value=value)


def _meant(
    entity: Entity, verbs: Sequence[str], verb: str, body: Sequence[BodyField], *, value: bool
) -> tuple[Effect, ...]:
    """Give what a deed writes, done or undone: the flag, the state or the time that is called like it, and what a
    call must give beside it (``POST …/edit {text}``)."""
    found = _marked(entity, verbs, verb, body, value=value)
    if not found:
        return _stored(entity, verbs[0], body)
    written = {effect.column for effect in found}
    given = [field.column for field in body if field.required and field.column and entity.has(field.column)]
    return (*found, *(Effect(column, EffectValue.BODY) for column in given if column not in written))


def _marked(
    entity: Entity, verbs: Sequence[str], verb: str, body: Sequence[BodyField], *, value: bool
) -> tuple[Effect, ...]:
    flag = _flag(entity, verb)
    if flag is not None:
        return _flag_effects(entity, flag, body, value=value)
    status = _status(entity, "_".join(verbs)) or _status(entity, _back(verb, verbs))
    status = status or (None if value else _status(entity, verb, opposite=True))
    if status is not None:
        return _status_effects(entity, *status)
    stamp, led = _stamp(entity, verb), _led(entity, "_".join(verbs))
    moment = (Effect(stamp, EffectValue.NOW if value else EffectValue.NULL),) if stamp else ()
    if led is not None:
        written = _status_effects(entity, *led)
        return (*written, *(one for one in moment if one.column not in {effect.column for effect in written}))
    return moment


def told_value(entity: Entity, action: Sequence[str]) -> tuple[Effect, ...]:
    """Give the state that only the description of a text column lists: "draft, paid, voided" for ``POST …/void``."""
    found = [
        (column.name, state)
        for column in entity.columns
        if column.type.name in (TypeName.VARCHAR, TypeName.TEXT) and column.role is ColumnRole.PLAIN
        for state in _listed_words(column.description)
        if any(is_form(state.lower(), verb) for verb in action)
    ]
    return _status_effects(entity, *found[0]) if len(set(found)) == 1 else ()


def _listed_words(description: str) -> list[str]:
    """Give the members of a list of single words."""
    parts = [part.strip(" `'\"") for part in _SIGNS.split(description)]
    return [part for part in parts if part.isalpha()] if len(parts) > 1 else []


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
    for column in entity.columns:
        named = [word for word in words(column.name) if word not in ("is", "has")]
        if column.type.name is TypeName.BOOLEAN and any(is_form(name, word) for name in named for word in words(verb)):
            return column.name
    if {stem(word) for word in words(verb)} & {"complet", "don"}:
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
    """Give the column for the time of a deed: ``returned_on``, ``paidAt``, ``pagado_en``."""
    for column in entity.columns:
        name, _, short = snake(column.name).rpartition("_")
        timed = column.type.name in (TypeName.TIMESTAMP, TypeName.DATE) and (short == "at" or column.nullable)
        if timed and len(short) < len("_at") and short.isalpha() and is_form(name, verb):
            return column.name
    return None


def _status(entity: Entity, verb: str, *, opposite: bool = False) -> tuple[str, str] | None:
    """Give the column of states with the one that a verb leads to, or whose ``opposite`` it names: ``inactive``.
    Columns that are called so go first."""
    for column in sorted((one for one in entity.columns if one.limits.choices), key=_rank):
        said = [(choice, _positive(snake(choice)) if opposite else snake(choice)) for choice in column.limits.choices]
        exact = [choice for choice, word in said if word and stem(word) == stem(verb)]
        alike = exact or [choice for choice, word in said if word and is_form(word, verb)]
        if exact or len(alike) == 1:
            return column.name, alike[0]
    return None


def _led(entity: Entity, verb: str) -> tuple[str, str] | None:
    """Give the column of states with the one to which a verb leads that is called otherwise."""
    states = (one for one in entity.columns if one.limits.choices and not _rank(one))
    return next(((one.name, state) for one in states if (state := led_to(verb, one.limits.choices))), None)


def _rank(column: Column) -> bool:
    return snake(column.name) not in ("status", "state", "stage")


def _positive(choice: str) -> str:
    """Give what a negative state denies: ``active`` of ``inactive``; nothing of any other."""
    return next((choice.removeprefix(prefix) for prefix in _UNDO if choice.startswith(prefix)), "")


def _status_effects(entity: Entity, column: str, state: str) -> tuple[Effect, ...]:
    stamp = _stamp(entity, snake(state))
    return (Effect(column, EffectValue.LITERAL, state), *((Effect(stamp, EffectValue.NOW),) if stamp else ()))

"""Deeds: the states to which verbs lead that are called otherwise, ``in_progress`` after ``POST /tasks/{id}/start``,
and deeds on all rows of the caller: ``POST /alerts/read-all``, ``DELETE /tasks/completed``."""

from collections.abc import Mapping, Sequence

from generators.blueprint import Choice, Effect, EffectValue, Entity, OperationKind
from workbench.patterns import regex
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.listing.flags import find_choice
from workbench.resolving.words import snake

ALL = frozenset({"all", "every", "everything"})
"""Words of paths for all rows that the caller has."""
_CLEARING = frozenset({"clear", "delete", "remove", "purge", "empty", "discard", "flush", "prune"})
_ALL_TOLD = regex(r"\b(?:all|every|each)\b")

_LEADS_TO: Mapping[str, str] = {
    "abort": "aborted cancelled canceled",
    "accept": "accepted approved confirmed",
    "approve": "approved accepted confirmed",
    "begin": "in_progress started ongoing running doing active",
    "book": "booked reserved confirmed",
    "check_in": "checked_in arrived in_house",
    "check_out": "checked_out departed completed",
    "claim": "claimed assigned in_progress",
    "close": "closed completed done resolved finished",
    "complete": "completed complete done finished closed",
    "confirm": "confirmed approved accepted",
    "decline": "declined rejected denied",
    "deliver": "delivered completed",
    "deny": "denied rejected declined",
    "disable": "disabled inactive",
    "discard": "discarded cancelled canceled",
    "dispatch": "dispatched shipped sent in_transit",
    "enable": "enabled active",
    "end": "ended completed finished done closed",
    "enqueue": "queued pending",
    "finish": "finished completed done closed",
    "fulfill": "fulfilled completed delivered",
    "hold": "on_hold held paused",
    "launch": "launched live active running",
    "pause": "paused on_hold",
    "publish": "published live public",
    "reject": "rejected declined denied",
    "reopen": "reopened open active todo new",
    "resolve": "resolved closed done",
    "resume": "in_progress active running open",
    "send": "sent submitted",
    "ship": "shipped dispatched sent in_transit",
    "start": "in_progress started ongoing running doing active",
    "stop": "stopped ended paused",
    "submit": "submitted in_review under_review pending_review awaiting_review review pending",
    "suspend": "suspended inactive blocked",
    "unpublish": "unpublished draft",
    "withdraw": "withdrawn cancelled canceled",
}
"""By a verb the states that mean that it is done, the closest first."""


def led_to(verb: str, states: Sequence[str]) -> str | None:
    """Give the state to which a verb leads: the closest that there is."""
    known = {snake(state): state for state in states}
    return next((known[name] for name in _LEADS_TO.get(verb, "").split() if name in known), None)


def kind_on_many(endpoint: Endpoint, action: Sequence[str]) -> OperationKind | None:
    """Give what a request without a body or a key does with many rows: it deletes or changes all that there are to
    delete or to change; nothing where neither its path nor its words speak of that."""
    if endpoint.body or endpoint.method == "GET" or not action:
        return None
    if endpoint.method == "DELETE" or action[0] in _CLEARING:
        return OperationKind.BULK_DELETE
    told = ALL & set(action) or _ALL_TOLD.search(endpoint.text)
    return OperationKind.ACT if told else None


def rows_cleared(entity: Entity, action: Sequence[str]) -> tuple[bool, Choice | None]:
    """Tell whether the table has what the words of a path that clears say of rows, and give that; nothing of all."""
    named = [word for word in action if word not in _CLEARING | ALL]
    choice = find_choice(named, entity)
    return not named or choice is not None, choice


def rows_changed(effects: Sequence[Effect]) -> Choice | None:
    """Give the rows that are not yet as an action on all of them leaves them."""
    for effect in effects:
        if effect.value is EffectValue.LITERAL:
            return Choice("", effect.column, effect.literal, negated=True)
    times = [effect for effect in effects if effect.value in (EffectValue.NOW, EffectValue.NULL)]
    return Choice("", times[0].column, negated=times[0].value is EffectValue.NULL) if times else None

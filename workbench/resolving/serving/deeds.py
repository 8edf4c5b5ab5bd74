"""Deeds: the states to which verbs lead that are called otherwise, ``in_progress`` after ``POST /tasks/{id}/start``."""

from collections.abc import Mapping, Sequence

from workbench.resolving.words import snake

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

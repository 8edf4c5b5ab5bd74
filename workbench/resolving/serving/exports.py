"""Exports: lists whose rows come as lines of CSV.

Examples: ``GET /readings/export`` that "gives the caller's readings as CSV", ``GET /readings/csv``, and whatever a line
of the exact notation says so of: ``GET /readings/dump: as csv``.
"""

import re
from collections.abc import Collection, Sequence

from generators.blueprint import Body, Entity, Response
from workbench.patterns import regex
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import parameter_name, path_key, segments_of
from workbench.resolving.storing.column_types import stated_choices
from workbench.resolving.words import snake, words

_TAKING_AWAY = frozenset({"export", "exports", "download", "downloads"})
_FORMATS = regex(r"\b(?:csv|pdf|xlsx?|excel|json|xml|zip|ods|parquet)\b")
_FORMAT = frozenset({"format", "file_format", "export_format", "type"})
_COLUMNS = regex(r"\b(?:columns|fields|header)\b([^.;]{3,400})", re.IGNORECASE)


def find_exports(endpoints: Sequence[Endpoint], ruled: Collection[str]) -> frozenset[str]:
    """Give the routes that answer with CSV: those that say so, and the ``ruled`` ones."""
    keys = {path_key(path) for path in ruled}
    return frozenset(
        one.route for one in endpoints if one.method == "GET" and (path_key(one.path) in keys or _gives_csv(one))
    )


def _gives_csv(endpoint: Endpoint) -> bool:
    """Tell whether a path speaks of CSV, or takes something away as CSV and as nothing else."""
    fixed = [part for part in segments_of(endpoint.path) if parameter_name(part) is None]
    spoken = {word for part in fixed for word in words(part)}
    if "csv" in spoken:
        return True
    stated = [stated_choices(field) for field in endpoint.query if snake(field.name) in _FORMAT]
    offered = {choice.lower() for choices in stated for choice in choices} or set(_FORMATS.findall(endpoint.told))
    return bool(spoken & _TAKING_AWAY) and offered == {"csv"}


def is_format(name: str) -> bool:
    """Tell whether a parameter is called like the one that chooses a format: ``?format=csv``."""
    return snake(name) in _FORMAT


def export_response(endpoint: Endpoint, entity: Entity | None) -> Response:
    """Give the answer of an export: with the columns that are named where it is described, else with all."""
    return Response(200, Body.CSV, columns=_named_columns(endpoint, entity) if entity else ())


def _named_columns(endpoint: Endpoint, entity: Entity) -> tuple[str, ...]:
    """Give the visible columns that a description lists, in its order: "with the columns `day`, `litres`"."""
    by_name = {snake(name): name for name in entity.visible}
    texts = [one.description for one in endpoint.responses]
    texts += [text for fact in endpoint.facts for text in (fact.summary, *fact.notes)]
    for listed in (match[1] for text in texts for match in _COLUMNS.finditer(text)):
        found = [by_name.get(snake(word)) for word in re.findall(r"\w+", listed)]
        named = tuple(dict.fromkeys(name for name in found if name))
        if len(named) > 1:
            return named
    return ()

"""The tests of concurrency: requests at the same time, over connections and transactions of their own."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generators.blueprint import Access, Blueprint, ColumnRole, Counted, EffectValue, Entity, OperationKind, PathUse
from generators.callers import verifies_published_keys
from generators.drafts import Draft
from generators.naming import attribute
from generators.templating import render
from generators.testing.modules.features import constants_of, fixtures_of, views_of
from generators.testing.modules.frame import render_module
from generators.testing.modules.sessions import SessionView
from generators.testing.naming import json_name
from generators.testing.rows.recipes import Recipe
from generators.testing.rows.recurring import Repeating
from generators.testing.rows.taking import RUSH_SUCCESSES, Limited, Moving
from generators.testing.sources import body_source, dict_source
from generators.testing.suite import Suite
from generators.testing.values.bodies import Unique
from generators.testing.views.acting import ActView
from generators.testing.views.changing import BodyView
from generators.testing.views.view import View

RUSH = 50
"""How many users want at once what is there for some of them."""
SEVERAL = 4
"""How often one user sends the same at once."""
CROWD = 50
"""How often one user tries at once to pass a limit."""


@dataclass(frozen=True, slots=True)
class Creation:
    """Two creations of which only one can succeed."""

    op: BodyView
    unique: Unique


@dataclass(frozen=True, slots=True)
class Slugging:
    """Creations of rows whose ``column`` is made of the same text."""

    op: BodyView
    column: str


@dataclass(frozen=True, slots=True)
class Rush:
    """Many calls at once by different users, of whom only some can find what they want."""

    op: BodyView
    moving: Moving
    successes: int = RUSH_SUCCESSES
    callers: int = RUSH


@dataclass(frozen=True, slots=True)
class Crowd:
    """More creations at once than a limit on counts allows."""

    op: BodyView
    limit: Limited
    calls: int


@dataclass(frozen=True, slots=True)
class Toggling:
    """Toggles at the same time: ``columns`` must be as they were after an even number of them."""

    op: ActView
    columns: str


@dataclass(frozen=True, slots=True)
class Stepping:
    """Two requests for the same step of one row, of which one must find it taken."""

    op: BodyView


@dataclass(frozen=True, slots=True)
class Making:
    """Calls at the same time that all find no single row, of which they must make one."""

    op: View


@dataclass(frozen=True, slots=True)
class Changes:
    """Two changes of one row, either of which may come first: of fields that have nothing to do with each other, nor
    with where the row is found."""

    op: BodyView
    first: str
    second: str
    stored: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """Requests at the same time that all bring one row to its end, of which one adds the next; ``answers`` are their
    statuses."""

    op: BodyView
    again: Repeating
    calls: int
    answers: str


Race = Creation | Slugging | Rush | Crowd | Toggling | Stepping | Making | Repetition


def render_races(blueprint: Blueprint) -> Draft | None:
    """Give ``tests/test_concurrency.py``; nothing where no two requests can get into each other's way."""
    views = [view for feature in blueprint.features for view in views_of(blueprint, feature)]
    sessions = _sessions_of(blueprint)
    registers = [view for kind, view in sessions.items() if kind is OperationKind.REGISTER]
    bodied = [view for view in views if isinstance(view, BodyView)]
    creating = [view for view in bodied if view.creates]
    races: dict[str, list[Race]] = {
        "creations": [*_creations(registers), *_creations(bodied)],
        "sluggings": [Slugging(view, slug.column) for view in creating if _repeats(view) for slug in view.slugs],
        "makings": [Making(view) for view in views if view.makes_single],
        "togglings": [found for view in views if isinstance(view, ActView) for found in _togglings(view)],
        "repetitions": [found for view in bodied for found in _repetitions(view)],
        "steppings": [Stepping(view) for view in bodied if _steps_away(view)],
        "rushes": [found for view in creating for found in _rushes(view)],
        "crowds": [found for view in creating for found in _crowds(view)],
    }
    changes = [found for view in bodied if view.is_patch for found in _changes(view)]
    keyed = [view for view in creating if view.operation.repeatable]
    numbered = [view for view in creating if view.numberings and _by_many(view)]
    login, refresh = _rotating(sessions)
    guessed = sessions.get(OperationKind.LOGIN)
    if not (any(races.values()) or changes or numbered or keyed or guessed):
        return None
    suite = Suite(blueprint, fixtures_of(blueprint))
    body = render(
        "backend/tests/concurrency.py",
        jwks=verifies_published_keys(blueprint),
        several=SEVERAL,
        test=suite.test,
        constants=constants_of([*(race.op for group in races.values() for race in group), *numbered, *keyed]),
        of_tenant=_of_tenant(blueprint),
        numbered=numbered,
        keyed=keyed,
        changes=changes,
        guessed=guessed,
        attempts=blueprint.settings.login_attempts,
        login=login,
        refresh=refresh,
        **races,
    )
    text = render_module(blueprint, "Tests of concurrency: what happens to requests that come at the same time.", body)
    return Draft("tests/test_concurrency.py", text, suite.symbols)


def _sessions_of(blueprint: Blueprint) -> dict[OperationKind, SessionView]:
    return {
        operation.kind: SessionView(Recipe(blueprint, operation))
        for operation in blueprint.operations
        if operation.kind in {OperationKind.REGISTER, OperationKind.LOGIN, OperationKind.REFRESH}
    }


def _rotating(sessions: Mapping[OperationKind, SessionView]) -> tuple[SessionView | None, SessionView | None]:
    """Give the login and the refresh of tokens that are good for one use; neither where there are none such."""
    login, refresh = (sessions.get(kind) for kind in (OperationKind.LOGIN, OperationKind.REFRESH))
    rotates = login is not None and login.refresh_token and refresh is not None and refresh.has_token_field
    return (login, refresh) if rotates else (None, None)


def _creations(views: list[SessionView] | list[BodyView]) -> Iterator[Creation]:
    for view in views:
        if view.creates:
            yield from (Creation(view, unique) for unique in view.uniques)


def _togglings(view: ActView) -> Iterator[Toggling]:
    flipped = [effect.column for effect in view.effects if effect.value is EffectValue.FLIP]
    if view.operation.kind is OperationKind.TOGGLE and flipped:
        yield Toggling(view, ", ".join(f'"{column}"' for column in flipped))


def _repetitions(view: BodyView) -> Iterator[Repetition]:
    again = view.repeating
    if again is None:
        return
    # A flag that is turned twice is where it was; with a third turn there would be a row more.
    calls = 2 if again.flips and not again.ending else 4
    once = _steps_away(view)
    answers = f"[{view.status}] + [409] * {calls - 1}" if once else f"[{view.status}] * {calls}"
    yield Repetition(view, again, calls, answers)


def _of_tenant(blueprint: Blueprint) -> Callable[[str], str]:
    """Give the function that gives the argument by which a factory makes users of somebody's tenant."""
    column = blueprint.tenant_column
    name = attribute(column.name) if column else ""
    return lambda user: f", {name}={user}.{name}" if name else ""


def _by_many(view: BodyView) -> bool:
    """Tell whether any users may send the same body, who are not counted as one by their address."""
    operation = view.operation
    anybody = view.role is None and not view.recipe.names_caller and operation.access is Access.REQUIRED
    alike = all(unique.spare or unique.per_owner for unique in view.uniques)
    return anybody and alike and not any(limit.per is Counted.ADDRESS for limit in operation.rate_limits)


def _rushes(view: BodyView) -> Iterator[Rush]:
    if _by_many(view):
        yield from (Rush(view, moving) for moving in view.movings if moving.several)


def _repeats(view: BodyView) -> bool:
    """Tell whether one user may send the same body several times."""
    alike = all(unique.spare for unique in view.uniques)
    return alike and all(limit.maximum >= SEVERAL for limit in view.limits_on_counts)


def _crowds(view: BodyView) -> Iterator[Crowd]:
    calls = min([CROWD, *(limit.calls for limit in view.operation.rate_limits)])
    if not view.uniques:
        yield from (Crowd(view, limit, calls) for limit in view.limits_on_counts if limit.maximum < calls)


def _steps_away(view: BodyView) -> bool:
    """Tell whether the operation moves one row to a state from which the same request cannot move it again."""
    machine, target = view.entity.states if view.operation.entity else None, None
    if machine is not None and any(each.use is PathUse.ROW for each in view.recipe.addressed):
        target = view.guards.target
    return machine is not None and target is not None and target not in machine.origins(target)


def _changes(view: BodyView) -> Iterator[Changes]:
    stored = view.bodies.stored(optional=True)
    columns = {
        json_name(view.recipe.blueprint, field.body.name): field.column.name
        for field in view.recipe.fields
        if field.column
    }
    barred = _telling(view.entity)
    free = [
        (name, source)
        for name, source in view.bodies.full()
        if columns.get(name) in stored and columns[name] not in barred and name not in view.moving_fields
    ]
    if len(free) > 1:
        first, second = free[:2]
        both = [(columns[name], stored[columns[name]]) for name, _ in (first, second)]
        yield Changes(view, body_source([first]), body_source([second]), dict_source(both))


def _telling(entity: Entity) -> frozenset[str]:
    """Give the columns that have a say in other changes: the state, what tells whose a row is and whether it is there
    at all, what follows from another column, and what a CHECK holds against one."""
    names = {column.name for column in entity.columns}
    about = [names & set(re.findall(r"\w+", check.expression)) for check in entity.checks]
    together = {name for columns in about if len(columns) > 1 for name in columns}
    own = {
        column.name
        for column in entity.columns
        if column.role is not ColumnRole.PLAIN or column.is_slug or column.stamp or column.deadline or column.derivation
    }
    states = {entity.states.column} if entity.states else set()
    return frozenset(together | own | states | {one.column for one in entity.hidden})

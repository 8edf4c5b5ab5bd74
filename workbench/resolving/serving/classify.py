"""What an endpoint does: its kind, told from its method, the shape of its path, its words and its body."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generators.blueprint import Column, ColumnRole, Entity, EntityPurpose, OperationKind, TypeName, users_among
from workbench.patterns import regex
from workbench.resolving.serving.deeds import kind_on_many
from workbench.resolving.serving.endpoints import Endpoint, signs_in, unwrapped
from workbench.resolving.serving.routing.paths import Resource, Shape, action_words, is_caller_name, segments_of
from workbench.resolving.storing.ties import Tie, find_tie
from workbench.resolving.words import singular, snake, stem, words

Kind = OperationKind

_REGISTER = frozenset({"register", "signup", "sign_up", "registration"})
_LOGIN = frozenset({"login", "signin", "sign_in", "token", "log_in"})
_LOGOUT = frozenset({"logout", "signout", "sign_out", "log_out"})
_REFRESH = frozenset({"refresh", "refresh_token", "token_refresh"})
_PASSWORD = frozenset({"change_password", "password", "update_password"})
_ME = frozenset({"me", "profile", "session", "current", "current_user", "whoami", "account"})
_PARTS = frozenset({"preferences", "settings"})
"""What a part of the caller's own row is called."""
_CALLED = frozenset({"me", "my", "own", "current"})
_HEALTH = regex(r"^(?:health\w*|healthz|ping|ready|readyz|readiness|live|livez|liveness|\w+_health|health_\w+)$")
_AGGREGATE = frozenset({"stats", "statistics", "summary", "count", "counts", "analytics", "metrics", "totals"})
_LISTS = ("search", "list", "all", "filter", "feed", "timeline")
_TOGGLE = regex(r"\btoggl", re.IGNORECASE)
_PARTIAL = regex(
    r"\bpartial|only (?:the )?(?:provided|given|supplied)|fields to update|all fields (?:are )?optional", re.IGNORECASE
)
_AS_CREATED = regex(
    r"\bsame (?:request )?(?:body|payload|fields) (?:as|like)\b[^.]{0,20}(?:\w+ing\b|creat\w+|POST\b)", re.I
)
"""A PUT that takes what makes a row stores a whole row: "Same body as adding a boat"."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an endpoint is classified against."""

    entities: tuple[Entity, ...]
    put_means: str | None = None
    ties: tuple[Tie, ...] = ()
    path_names: Mapping[str, str] | None = None
    """Other nouns that paths have for entities, in the singular."""
    patched: frozenset[str] = frozenset()
    """The paths with a PATCH, beside which a PUT replaces the whole row."""
    singles: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """The routes that are about a single row, with the columns of which it is the only one."""
    exports: frozenset[str] = frozenset()
    """The routes that answer with lines of CSV."""

    @property
    def users(self) -> Entity | None:
        """The entity that holds the users."""
        return users_among(self.entities)

    def entity(self, name: str | None) -> Entity | None:
        """Give an entity by its name."""
        return next((entity for entity in self.entities if entity.name == name), None)


@dataclass(frozen=True, slots=True)
class Classified:
    """A kind with the entity it is about."""

    kind: OperationKind
    entity: str | None = None
    tie: Tie | None = None


def classify(endpoint: Endpoint, shape: Shape, context: Context) -> Classified:
    """Give the kind of an endpoint; what is none of the others is a port."""
    for reader in (_health, _session, _me, _on_resource, _by_contents):
        found = reader(endpoint, shape, context)
        if found is not None:
            return found
    return Classified(Kind.PORT, shape.target.entity if shape.target else None)


def _last(endpoint: Endpoint) -> str:
    fixed = [part for part in segments_of(endpoint.path) if not part.startswith("{")]
    return snake(fixed[-1]) if fixed else ""


def registered_fields(endpoints: Sequence[Endpoint]) -> frozenset[str]:
    """Give the names of what whoever registers gives beside a password, where one endpoint takes it."""
    bodies = [one.body for one in endpoints if one.method == "POST" and _last(one) in _REGISTER and one.body]
    names = {snake(field.name) for field in bodies[0] if not field.fields} if len(bodies) == 1 else set()
    return frozenset(name for name in names if "password" not in name)


def _health(endpoint: Endpoint, shape: Shape, _context: Context) -> Classified | None:
    if endpoint.method not in ("GET", "HEAD") or shape.resources or shape.loose:
        return None
    if not segments_of(endpoint.path) or _HEALTH.match(_last(endpoint)):
        return Classified(Kind.HEALTH)
    return None


_SESSION: tuple[tuple[frozenset[str], OperationKind, tuple[str, ...]], ...] = (
    (_REGISTER, Kind.REGISTER, ("POST",)),
    (_LOGIN, Kind.LOGIN, ("POST",)),
    (_REFRESH, Kind.REFRESH, ("POST",)),
    (_LOGOUT, Kind.LOGOUT, ("POST", "DELETE")),
    (frozenset({"session"}), Kind.LOGOUT, ("DELETE",)),
    (_PASSWORD, Kind.CHANGE_PASSWORD, ("POST", "PUT", "PATCH")),
)


def _session(endpoint: Endpoint, shape: Shape, context: Context) -> Classified | None:
    users = context.users
    if users is None:
        return None
    last = _last(endpoint)
    for names, kind, methods in _SESSION:
        others = shape.loose or (shape.target and shape.target.entity != users.name)
        if last in names and endpoint.method in methods and not others:
            return Classified(kind, users.name)
    target = shape.target
    if target is None and signs_in(endpoint):
        return Classified(Kind.LOGIN, users.name)
    if endpoint.method == "POST" and target and target.entity == users.name and target.parameter is None:
        fields = {snake(inner.name) for field in endpoint.body or () for inner in (field, *field.fields)}
        if not shape.action and "password" in fields:
            return Classified(Kind.REGISTER, users.name)
    return None


_ME_KINDS = {"GET": Kind.READ_ME, "PUT": Kind.UPDATE_ME, "PATCH": Kind.UPDATE_ME, "DELETE": Kind.DELETE_ME}


def _me(endpoint: Endpoint, shape: Shape, context: Context) -> Classified | None:
    users = context.users
    kind = _ME_KINDS.get(endpoint.method)
    if users is None or kind is None:
        return None
    last = _last(endpoint)
    target = shape.target
    others = target is not None and target.entity != users.name
    if target and not others and not shape.action and target.parameter is None and _is_one(target, users):
        return Classified(kind, users.name)
    if last in _PARTS and not others and find_part(endpoint, shape, users):
        return Classified(kind, users.name)
    if last in _ME and not others and (last != "session" or kind is Kind.READ_ME):
        return Classified(kind, users.name)
    if target and target.entity == users.name and target.parameter and not shape.action and _is_own(endpoint, target):
        return Classified(kind, users.name)
    return None


def find_part(endpoint: Endpoint, shape: Shape, users: Entity | None) -> tuple[str, ...]:
    """Give the columns of the caller's own row that a path is about, ``GET /me/preferences``: those of the documented
    fields, where all of these are columns; else those that the description names. Nothing for any other path."""
    spoken = {word for part in shape.unnamed for word in words(part)}
    if users is None or endpoint.method not in ("GET", "PUT", "PATCH") or _last(endpoint) not in _PARTS:
        return ()
    if not spoken & _CALLED and not any(
        map(is_caller_name, (*shape.loose, *(one.parameter or "" for one in shape.resources)))
    ):
        return ()
    success = endpoint.success
    stated = [snake(field.name) for fields in (endpoint.body, success and success.fields) for field in fields or ()]
    if stated:
        return tuple(dict.fromkeys(stated)) if set(stated) <= set(users.visible) else ()
    told = set(words(endpoint.text))
    return tuple(
        column.name
        for column in users.columns
        if column.name in users.visible and column.role is ColumnRole.PLAIN and set(words(column.name)) <= told
    )


def _is_one(target: Resource, users: Entity) -> bool:
    """Tell whether a path speaks of one user without saying which: ``/user`` beside ``/users``."""
    return snake(target.segment) == users.singular != users.name


def _is_own(endpoint: Endpoint, target: Resource) -> bool:
    admin = any("admin" in role.lower() for role in endpoint.roles)
    return not admin and target.parameter is not None and is_caller_name(target.parameter)


def _on_resource(endpoint: Endpoint, shape: Shape, context: Context) -> Classified | None:
    target = shape.target
    entity = context.entity(target.entity) if target else None
    if target is None or entity is None:
        return None
    link = _tie(endpoint, shape, context) or _link(endpoint, shape, context)
    if link is not None:
        return link
    if endpoint.route in context.singles:
        return Classified(_single(endpoint), entity.name)
    if endpoint.route in context.exports and target.parameter is None:
        return Classified(Kind.LIST, entity.name)
    if not shape.action:
        return _plain(endpoint, target, entity, context)
    if target.parameter is not None:
        return _on_row(endpoint, shape, entity)
    return _on_collection(endpoint, shape, entity)


def _tie(endpoint: Endpoint, shape: Shape, context: Context) -> Classified | None:
    """Tell a request that ties the caller to a row: ``POST /recipes/{id}/save``, ``DELETE /cooks/{name}/follow``."""
    if endpoint.method not in ("POST", "PUT", "DELETE") or endpoint.body:
        return None
    row = next((resource for resource in reversed(shape.resources) if resource.parameter), None)
    after = shape.resources[shape.resources.index(row) + 1 :] if row else ()
    spoken = [word for part in (*(resource.segment for resource in after), *shape.action) for word in words(part)]
    if row is None or not spoken:
        return None
    undoes = endpoint.method == "DELETE" or spoken[0].startswith("un")
    tie = find_tie([*spoken, *(word.removeprefix("un") for word in spoken)], row.entity, context.ties)
    return Classified(Kind.UNLINK if undoes else Kind.LINK, tie.table, tie) if tie else None


def _link(endpoint: Endpoint, shape: Shape, context: Context) -> Classified | None:
    if len(shape.resources) < 2 or shape.action or endpoint.method not in ("POST", "PUT", "DELETE"):
        return None
    left, right = shape.resources[-2], shape.resources[-1]
    join = next(
        (
            entity
            for entity in context.entities
            if entity.purpose is EntityPurpose.JOIN
            and {column.references.entity for column in entity.columns if column.references}
            == {left.entity, right.entity}
        ),
        None,
    )
    if join is None or left.parameter is None:
        return None
    if endpoint.method == "DELETE":
        return Classified(Kind.UNLINK, join.name) if right.parameter else None
    return Classified(Kind.LINK, join.name)


def _plain(endpoint: Endpoint, target: Resource, entity: Entity, context: Context) -> Classified | None:
    row = target.parameter is not None
    kinds: dict[tuple[str, bool], OperationKind] = {
        ("POST", False): Kind.CREATE,
        ("GET", False): Kind.LIST,
        ("GET", True): Kind.READ,
        ("PATCH", True): Kind.PATCH,
        ("DELETE", True): Kind.DELETE,
        ("DELETE", False): Kind.BULK_DELETE,
    }
    if (endpoint.method, row) == ("PUT", True):
        return Classified(Kind.PATCH if is_partial(endpoint, context) else Kind.REPLACE, entity.name)
    kind = kinds.get((endpoint.method, row))
    return Classified(kind, entity.name) if kind else None


def _single(endpoint: Endpoint) -> OperationKind:
    """Give what is done with a single row; a PUT stores it as a whole unless it says otherwise."""
    if endpoint.method == "PUT":
        return Kind.PATCH if _PARTIAL.search(endpoint.text) else Kind.REPLACE
    return {"GET": Kind.READ, "PATCH": Kind.PATCH, "DELETE": Kind.DELETE}[endpoint.method]


def is_partial(endpoint: Endpoint, context: Context) -> bool:
    """Tell whether a PUT changes only the fields that it is given."""
    if _PARTIAL.search(endpoint.text):
        return True
    body = unwrapped(endpoint.body or ())
    if any(field.required for field in body) or _AS_CREATED.search(endpoint.text):
        return False
    replaces = context.put_means == "replace" or (context.put_means is None and endpoint.path in context.patched)
    return not replaces or bool(body and all(field.required is False for field in body))


def _on_row(endpoint: Endpoint, shape: Shape, entity: Entity) -> Classified | None:
    if endpoint.method not in ("POST", "PUT", "PATCH"):
        return None
    name = snake("_".join(shape.action))
    column = named_column(entity, name)
    if column and (endpoint.method == "PATCH" or endpoint.body) and column.type.name is not TypeName.BOOLEAN:
        return Classified(Kind.PATCH, entity.name)
    if _TOGGLE.search(f"{name} {endpoint.text}") and flag_column(entity, action_words(shape)):
        return Classified(Kind.TOGGLE, entity.name)
    return Classified(Kind.ACT, entity.name)


def named_column(entity: Entity, name: str) -> Column | None:
    """Give the column that a path calls ``name`` in snake case: ``payment-status`` is ``paymentStatus``."""
    return next((column for column in entity.columns if snake(column.name) == name), None)


def _on_collection(endpoint: Endpoint, shape: Shape, entity: Entity) -> Classified | None:
    name = action_words(shape)
    if endpoint.method == "GET" and name and (name[-1] in _LISTS or is_mine(shape)):
        return Classified(Kind.LIST, entity.name)
    if endpoint.method == "GET" and set(name) & _AGGREGATE:
        return Classified(Kind.AGGREGATE, entity.name)
    if endpoint.method in ("POST", "PATCH", "PUT") and name and _lists_keys(endpoint, entity):
        return Classified(Kind.ACT, entity.name)
    kind = kind_on_many(endpoint, name)
    return Classified(kind, entity.name) if kind else None


def is_mine(shape: Shape) -> bool:
    """Tell whether a path asks for the caller's own rows: ``/recipes/mine``, ``/my/recipes``."""
    return bool({word for part in (*shape.area, *shape.action) for word in words(part)} & {"mine", "my", "own"})


def _lists_keys(endpoint: Endpoint, entity: Entity) -> bool:
    """Tell whether the body is a list of keys: ``{"ids": [...]}``, ``{"ticket_ids": [...]}``."""
    names = [snake(field.name) for field in endpoint.body or ()]
    return len(names) == 1 and names[0] in ("ids", f"{entity.singular}_ids", "keys")


def flag_column(entity: Entity, action: Sequence[str]) -> str | None:
    """Give the boolean column that an action flips: the one it names, or the only one."""
    flags = [column.name for column in entity.columns if column.type.name is TypeName.BOOLEAN]
    stems = {stem(word) for word in action if word not in ("toggle", "status", "state")}
    for flag in flags:
        if {stem(word) for word in words(flag)} & stems:
            return flag
    common = [flag for flag in flags if {stem(word) for word in words(flag)} & {"complet", "done"}]
    if common:
        return common[0]
    return flags[0] if len(flags) == 1 else None


def _by_contents(endpoint: Endpoint, shape: Shape, context: Context) -> Classified | None:
    """Tell a list by what it answers with, where its path names no entity."""
    if endpoint.method != "GET" or shape.target is not None or _last(endpoint) not in ("search", "feed", "list"):
        return None
    success = endpoint.success
    if success is None:
        return None
    names = {snake(field.name) for field in success.fields}
    for field in success.fields:
        names |= {snake(inner.name) for inner in field.fields}
    for entity in context.entities:
        columns = {snake(column.name) for column in entity.columns}
        if len(names & columns) * 2 > len(columns) or (success.refers and singular(success.refers) == entity.singular):
            return Classified(Kind.LIST, entity.name)
    return None

"""Names of operations: route module, function and id, stable while method and path are."""

from collections.abc import Sequence
from itertools import pairwise

from generators.blueprint import OF_ONESELF, SESSIONS, Entity, EntityPurpose, Operation, OperationKind, PathUse
from generators.naming import ROUTE_CALLS
from workbench.resolving.serving.classify import Kind
from workbench.resolving.serving.routing.paths import Shape, is_prefix, parameter_name, segments_of
from workbench.resolving.words import DEEDS, plural, singular, snake

_VERBS = {
    Kind.CREATE: "create",
    Kind.LIST: "list",
    Kind.READ: "get",
    Kind.REPLACE: "replace",
    Kind.PATCH: "update",
    Kind.DELETE: "delete",
    Kind.BULK_DELETE: "delete",
    Kind.TOGGLE: "toggle",
    Kind.LINK: "add",
    Kind.UNLINK: "remove",
}
_OF = "of_"
_RESERVED = frozenset(
    {"import", "class", "def", "return", "from", "global", "pass", "raise", "with", "for", "in", "is"}
)


def feature_of(kind: OperationKind, entity: Entity | None, shape: Shape, path: str, entities: Sequence[Entity]) -> str:
    """Give the route module of an operation."""
    fixed = [part for part in segments_of(path) if parameter_name(part) is None and not is_prefix(part)]
    first = snake(fixed[0]) if fixed else "root"
    if kind is Kind.HEALTH:
        return "health"
    if kind in SESSIONS or first == "auth":
        return "auth"
    if kind in OF_ONESELF:
        return "users"
    if entity is not None and entity.purpose is EntityPurpose.JOIN and shape.resources:
        entity = next((one for one in entities if one.name == shape.resources[0].entity), entity)
    called = _called_otherwise(entity, shape)
    if called:
        return plural(called)
    if entity is not None:
        return plural(entity.name)
    return _identifier(first)


def _called_otherwise(entity: Entity | None, shape: Shape) -> str | None:
    """Give what a path calls the rows of an entity where it is another word than the table's: ``/profiles/{name}``."""
    segment = next((one.segment for one in shape.resources if entity and one.entity == entity.name), "")
    return singular(segment) if entity and segment and singular(segment) != entity.singular else None


def _identifier(name: str) -> str:
    plain = name if name and not name[0].isdigit() else f"route_{name}"
    return f"{plain}_" if plain in _RESERVED else plain


def function_name(kind: OperationKind, entity: Entity | None, shape: Shape, method: str, path: str) -> str:
    """Give the name of the route function."""
    if kind is Kind.HEALTH:
        return _health_name(path)
    if kind in SESSIONS:
        return str(kind.value)
    if kind in OF_ONESELF:
        return {"read_me": "get_me", "update_me": "update_me", "delete_me": "delete_me"}[kind.value]
    action = snake("_".join(shape.action))
    if kind in (Kind.LINK, Kind.UNLINK) and (action or len(shape.resources) < 2 or not shape.resources[-1].parameter):
        return _tie_name(kind, shape, action)
    if kind in (Kind.LINK, Kind.UNLINK):
        return f"{_VERBS[kind]}_{singular(shape.resources[-2].entity)}_{singular(shape.resources[-1].entity)}"
    if kind is Kind.READ and (called := _called_otherwise(entity, shape)):
        return f"{_VERBS[kind]}_{called}"
    if kind in _VERBS and entity is not None:
        return _with_action(kind, entity, action)
    if kind is Kind.ACT and entity is not None:
        single = shape.target is not None and shape.target.parameter is not None
        return f"{action}_{entity.singular if single else plural(entity.name)}"
    return _port_name(method, path)


def _tie_name(kind: OperationKind, shape: Shape, action: str) -> str:
    """Name what ties the caller to a row by its verb: ``like_recipe``, ``unlike_recipe``."""
    row = next(resource for resource in reversed(shape.resources) if resource.parameter)
    verb = singular(action or shape.resources[-1].segment)
    undone = "un" if kind is Kind.UNLINK and not verb.startswith("un") else ""
    return f"{undone}{verb}_{singular(row.entity)}"


def _health_name(path: str) -> str:
    fixed = [snake(part) for part in segments_of(path) if not is_prefix(part)]
    return "_".join(fixed) or "root"


def _with_action(kind: OperationKind, entity: Entity, action: str) -> str:
    many = kind in (Kind.LIST, Kind.BULK_DELETE)
    noun = plural(entity.name) if many else entity.singular
    if kind is Kind.LIST and action in ("search", "filter"):
        return f"search_{noun}"
    if kind is Kind.LIST and action in ("export", "download"):
        return f"{action}_{noun}"
    if kind is Kind.LIST and action in ("feed", "timeline"):
        return f"list_{action}"
    if kind is Kind.LIST and action in ("mine", "my", "own"):
        return f"list_my_{noun}"
    if kind is Kind.TOGGLE:
        words = [word for word in action.split("_") if word not in ("toggle", "status")]
        return "_".join(["toggle", entity.singular, *words])
    if kind is Kind.BULK_DELETE and action:
        return f"{action}_{noun}" if action.split("_")[0] in DEEDS else f"delete_{action}_{noun}"
    if kind is Kind.PATCH and action:
        return f"update_{entity.singular}_{action}"
    return f"{_VERBS[kind]}_{noun}"


def _port_name(method: str, path: str) -> str:
    """Name a deed by its verb where the path ends in one (``/parcels/{id}/dispatch`` is ``dispatch_parcel``),
    any other by its method (``/parcels/{id}/route`` is ``get_parcel_route``)."""
    parts = _fixed_parts(path)
    if not parts:
        return f"{method.lower()}_root"
    *subject, last = parts
    verb, *objects = last.split("_")
    if method == "GET" or verb not in DEEDS:
        return "_".join([method.lower(), *parts])
    return "_".join([verb, *(objects or subject)])


def _fixed_parts(path: str) -> list[str]:
    """Give the words of a path: of one, where a key picks it out, and of many."""
    segments = [part for part in segments_of(path) if not is_prefix(part)]
    return [
        singular(part) if parameter_name(after) is not None else snake(part)
        for part, after in pairwise([*segments, ""])
        if parameter_name(part) is None
    ]


def distinction(operation: Operation) -> str:
    """Give what tells an operation from another of its name: its parent, its place, else its method."""
    parents = [one.entity for one in operation.path_parameters if one.use is PathUse.PARENT and one.entity]
    if parents:
        return f"{_OF}{parents[0]}"
    told = set(operation.name.split("_"))
    apart = [part for part in _fixed_parts(operation.path) if told.isdisjoint(part.split("_"))]
    return "_".join(apart) or operation.method.lower()


def unique_names(names: Sequence[tuple[str, str]]) -> list[str]:
    """Make the function names of each feature unique. Of equal ones the first that is not below a parent keeps its
    name; the others are told apart by the parent, place or method given with them: ``list_loans_of_books``.
    ``get_settings`` reads settings where routes call another one."""
    taken = set(ROUTE_CALLS)
    unique: dict[int, str] = {}
    for place in sorted(range(len(names)), key=lambda place: names[place][1].startswith(_OF)):
        given, hint = names[place]
        name = given.replace("get_", "read_", 1) if given in ROUTE_CALLS else given
        candidate = name if name not in taken else f"{name}_{hint}"
        number = 2
        while candidate in taken:
            candidate = f"{name}_{hint}_{number}"
            number += 1
        taken.add(candidate)
        unique[place] = candidate
    return [unique[place] for place in range(len(names))]

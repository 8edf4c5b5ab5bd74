"""Steps: the transitions of a state machine as a constant, and the function that refuses any other."""

from collections.abc import Callable

from generators.blueprint import Access, Blueprint, Entity, StateMachine
from generators.naming import snake, with_article
from generators.routes.context import Context
from generators.routes.refusals import forbidden
from generators.states import moved_to


def permission(roles: tuple[str, ...]) -> str:
    """Give the condition that the caller has none of ``roles``."""
    return f"user.roles.isdisjoint({{{', '.join(map(repr, roles))}}})"


def depends_on_roles(blueprint: Blueprint, entity: Entity) -> bool:
    """Tell whether some step is closed to a role that may call an operation which takes it."""
    for operation in blueprint.operations:
        target = moved_to(operation, entity) if operation.entity == entity.name else None
        callers = set(operation.roles or blueprint.settings.roles)
        if target is None or entity.states is None or operation.access is not Access.REQUIRED:
            continue
        for step in entity.states.transitions:
            if target.literal in (None, step.target) and step.roles and not callers <= set(step.roles):
                return True
    return False


def step_check(context: Context, machine: StateMachine) -> Callable[[str, str], str]:
    """Give what writes the statement that refuses a step which the transitions do not hold."""
    entity = context.entity
    by_role = depends_on_roles(context.blueprint, entity)
    constant = _steps(context, machine, by_role=by_role)
    words = with_article(entity.singular)
    refusal = f'raise HTTPException(409, f"{words.capitalize()} cannot go from {{state}} to {{target}}.")'
    if by_role:
        lines = [
            "def {name}(state: str, target: str, user: Caller) -> None:",
            f'    """Refuse a step that {words} cannot take, or that the user may not."""',
            f"    roles = {constant}.get((state, target))",
            "    if roles is None:",
            f"        {refusal}",
            "    if user.roles.isdisjoint(roles):",
            f"        raise {forbidden(context)}",
        ]
    else:
        lines = [
            "def {name}(state: str, target: str) -> None:",
            f'    """Refuse a step that {words} cannot take."""',
            f"    if (state, target) not in {constant}:",
            f"        {refusal}",
        ]
    name = context.helpers.define(f"_require_{snake(entity.singular)}_step", "\n".join(lines))
    user = ", user" if by_role else ""
    return lambda state, target: f"{name}({state}, {target}{user})"


def _steps(context: Context, machine: StateMachine, *, by_role: bool) -> str:
    name = f"{snake(context.entity.singular).upper()}_STEPS"
    every = ", ".join(map(repr, context.blueprint.settings.roles))
    if by_role:
        entries = ", ".join(
            f"({step.origin!r}, {step.target!r}): frozenset({{{', '.join(map(repr, step.roles)) or every}}})"
            for step in machine.transitions
        )
        source = f"{name}: dict[tuple[str, str], frozenset[str]] = {{{entries}}}"
    else:
        pairs = dict.fromkeys((step.origin, step.target) for step in machine.transitions)
        source = f"{name} = frozenset({{{', '.join(f'({origin!r}, {target!r})' for origin, target in pairs)}}})"
    said = "The steps between states" + (", and the roles that may take them." if by_role else ".")
    context.helpers.constants.setdefault(name, f'{source}\n"""{said}"""')
    return name

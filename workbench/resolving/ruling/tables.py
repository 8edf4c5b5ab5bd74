"""What a clause about a table changes in it."""

from collections.abc import Callable
from dataclasses import replace

from generators.blueprint import Check, CountLimit, Entity, Hidden, Index, Period, Plan, Recurrence, Source
from generators.comparisons import comparisons_of
from generators.recurring import why_not
from workbench.reading.notation.clauses import Clause
from workbench.resolving.ruling.conditions import as_sql, literal
from workbench.resolving.ruling.names import Refused, find_column, find_entity

Apply = Callable[[Clause, Entity, tuple[Entity, ...], Source], Entity]


def rule_table(clause: Clause, entity: Entity, entities: tuple[Entity, ...], source: Source) -> Entity:
    """Give the table with what the clause says of its rows; raises ``Refused``."""
    apply = _APPLY.get(clause.word)
    return apply(clause, entity, entities, source) if apply else entity


def _unique(clause: Clause, entity: Entity, _all: tuple[Entity, ...], source: Source) -> Entity:
    columns = tuple(find_column(name, entity).name for name in clause.names("columns"))
    index = Index(columns, unique=True, where=as_sql(clause, entity), sources=(source,))
    return replace(entity, indexes=(*(one for one in entity.indexes if one.columns != columns), index))


def _check(clause: Clause, entity: Entity, _all: tuple[Entity, ...], source: Source) -> Entity:
    left = find_column(clause.text("left"), entity).name
    right = clause.scalar("right")
    if dict(clause.values)["literal"]:
        shown, name = literal(right), str(right)
    else:
        shown = name = find_column(clause.text("right"), entity).name
    operator = "<>" if clause.text("operator") == "!=" else clause.text("operator")
    words = {"<": "before", "<=": "up_to", ">": "after", ">=": "from", "=": "is", "<>": "is_not"}[operator]
    plain = "".join(letter if letter.isalnum() else "_" for letter in name.lower())
    check = Check(f"{left}_{words}_{plain}", f"{left} {operator} {shown}", (source,))
    if _is_kept(entity, check):
        return entity
    return replace(entity, checks=(*(one for one in entity.checks if one.name != check.name), check))


def _is_kept(entity: Entity, check: Check) -> bool:
    """Tell whether the table has a CHECK already that says the same, whatever it is called."""
    have = {(one.higher, one.lower, one.strict) for one in comparisons_of(entity)}
    wanted = comparisons_of(replace(entity, checks=(check,)))
    return any((one.higher, one.lower, one.strict) in have for one in wanted)


def _at_most(clause: Clause, entity: Entity, every: tuple[Entity, ...], source: Source) -> Entity:
    within = find_column(clause.text("within"), entity).name if clause.text("within") else None
    column = find_column(clause.text("where"), entity).name if clause.text("where") else None
    equals = clause.scalar("equals")
    among = clause.names("among") or ((str(equals),) if column and equals is not None else ())
    plans = tuple(Plan(name, value if isinstance(value, int) else None) for name, value in clause.pairs("plans"))
    plan = _plan_column(clause, entity, within, every) if plans else None
    maximum = clause.number("maximum")
    limit = CountLimit(
        int(maximum) if maximum is not None else None,
        within,
        column,
        among,
        Period(clause.text("period")) if clause.text("period") else None,
        plan,
        plans,
        (source,),
    )
    same = [
        one
        for one in entity.count_limits
        if (one.within, one.column, one.among, one.period) == (within, column, among, limit.period)
    ]
    return replace(entity, count_limits=(*(one for one in entity.count_limits if one not in same), limit))


def _plan_column(clause: Clause, entity: Entity, within: str | None, every: tuple[Entity, ...]) -> str:
    if not clause.text("plan"):
        raise Refused("say by which column the plan is told: 'by plan'")
    reference = entity.column(within).references if within else None
    if reference is None:
        raise Refused("say within which foreign key the rows count: 'within user_id'")
    return find_column(clause.text("plan"), find_entity(reference.entity, every)).name


def _hide(clause: Clause, entity: Entity, _all: tuple[Entity, ...], source: Source) -> Entity:
    column = find_column(clause.text("where"), entity).name
    if clause.names("among"):
        raise Refused("rows are hidden by one value: 'where internal = true'")
    hidden = Hidden(column, clause.scalar("equals"), clause.names("roles"), (source,))
    kept = tuple(one for one in entity.hidden if (one.column, one.equals) != (hidden.column, hidden.equals))
    return replace(entity, hidden=(*kept, hidden))


def _repeats(clause: Clause, entity: Entity, _all: tuple[Entity, ...], source: Source) -> Entity:
    named = {word: clause.text(word) for word in ("by", "done", "every", "until", "left", "series")}
    found = {word: find_column(name, entity).name if name else None for word, name in named.items()}
    again = Recurrence(
        found["by"] or "",
        found["done"] or "",
        clause.scalar("equals"),
        tuple(find_column(name, entity).name for name in clause.names("moves")),
        found["every"],
        found["until"],
        found["left"],
        found["series"],
        (source,),
    )
    if reason := why_not(entity, again):
        raise Refused(reason)
    return replace(entity, recurrence=again)


def _shared(_clause: Clause, entity: Entity, _all: tuple[Entity, ...], _source: Source) -> Entity:
    return replace(entity, shared=True)


_APPLY: dict[str, Apply] = {
    "unique": _unique,
    "check": _check,
    "at_most": _at_most,
    "hide": _hide,
    "repeats": _repeats,
    "shared": _shared,
}

"""All disagreements in prose: found, put to a person, and what lost set aside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generators.blueprint import Source
from workbench.reading.facts import RuleFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.kinds.absent import find_absent
from workbench.resolving.disagreeing.kinds.bad_ids import find_bad_ids
from workbench.resolving.disagreeing.kinds.callers import find_callers
from workbench.resolving.disagreeing.kinds.choices import find_choices
from workbench.resolving.disagreeing.kinds.counting import find_counts
from workbench.resolving.disagreeing.kinds.deletes import find_deletes
from workbench.resolving.disagreeing.kinds.envelopes import find_envelopes
from workbench.resolving.disagreeing.kinds.fields import find_field_disputes
from workbench.resolving.disagreeing.kinds.forms import find_forms
from workbench.resolving.disagreeing.kinds.kept import find_kept
from workbench.resolving.disagreeing.kinds.keys import find_keys
from workbench.resolving.disagreeing.kinds.named_shapes import find_named_shapes
from workbench.resolving.disagreeing.kinds.opposites import find_opposites
from workbench.resolving.disagreeing.kinds.orders import find_orders
from workbench.resolving.disagreeing.kinds.plans import find_plans
from workbench.resolving.disagreeing.kinds.quantities import find_quantities
from workbench.resolving.disagreeing.kinds.repeats import find_repeats
from workbench.resolving.disagreeing.kinds.replacing import find_replaced
from workbench.resolving.disagreeing.kinds.routes import find_route_disputes
from workbench.resolving.disagreeing.kinds.sameness import find_sameness
from workbench.resolving.disagreeing.kinds.samples import find_samples
from workbench.resolving.disagreeing.kinds.schedules import find_schedules
from workbench.resolving.disagreeing.kinds.scope import find_scope_disputes
from workbench.resolving.disagreeing.kinds.sessions import find_session_disputes
from workbench.resolving.disagreeing.kinds.stances import find_stances
from workbench.resolving.disagreeing.kinds.statuses import find_statuses
from workbench.resolving.disagreeing.kinds.stubs import find_stubs
from workbench.resolving.disagreeing.kinds.tables_named import find_named_tables
from workbench.resolving.disagreeing.kinds.targets import find_targets
from workbench.resolving.disagreeing.kinds.told import find_told
from workbench.resolving.disagreeing.kinds.unknown_rows import find_unknown_rows
from workbench.resolving.disagreeing.kinds.values import find_values
from workbench.resolving.disagreeing.rulings import outcome, rules_of
from workbench.resolving.disagreeing.statements import Statement, Surroundings, meaning_of
from workbench.resolving.index import Index
from workbench.spreading import spread

KINDS: tuple[Callable[[Desk], Iterator[Dispute]], ...] = (
    find_told,
    find_bad_ids,
    find_unknown_rows,
    find_plans,
    find_quantities,
    find_statuses,
    find_opposites,
    find_session_disputes,
    find_choices,
    find_values,
    find_field_disputes,
    find_forms,
    find_envelopes,
    find_orders,
    find_counts,
    find_replaced,
    find_samples,
    find_route_disputes,
    find_keys,
    find_stances,
    find_scope_disputes,
    find_kept,
    find_repeats,
    find_absent,
    find_stubs,
    find_named_shapes,
    find_schedules,
    find_targets,
    find_named_tables,
    find_callers,
    find_deletes,
    find_sameness,
)
"""The catalogue: a further kind is a module with one function."""

_WEIGHT = 3
_BUILT = "so it is described where the tables and endpoints are."
_RANKED = "of the two, that document has more authority."


def open_desk(sentences: tuple[Statement, ...], said: Index[Statement], context: Surroundings) -> Desk:
    """Give the sentences of all documents ready to be compared."""
    names = {name for entity in context.entities for name in (entity.name, *(column.name for column in entity.columns))}
    return Desk(sentences, frozenset().union(*map(meaning_of, sorted(names))), context, said)


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of the answers: the lines that were set ``aside``, each with the reason, the ``rules`` that the
    chosen sides make of the backend, and the paths and tables that they drop."""

    aside: dict[Source, str]
    rules: tuple[RuleFact, ...]
    drops: tuple[str, ...] = ()


def settle_disputes(ledger: Ledger, desk: Desk) -> Settled:
    """Ask which side of each disagreement holds; give what follows from the answers."""
    known = [*ledger.evidence]
    named: set[str] = set()
    aside: dict[Source, str] = {}
    rules: list[RuleFact] = []
    drops: list[str] = []
    for disputes in spread(lambda find: tuple(find(desk)), KINDS):
        for dispute in disputes:
            lines = frozenset((source.file, source.line) for side in dispute.sides for source in side.sources)
            if dispute.id not in named and not any(lines <= one for one in known) and not _is_nullable(ledger, dispute):
                named.add(dispute.id)
                known.append(lines)
                winner = _winner(ledger, dispute, desk)
                if winner is not None:
                    aside |= _lost(dispute, winner)
                    rules += rules_of(winner)
                    drops += winner.drops
    return Settled(aside, tuple(rules), tuple(drops))


def _is_nullable(ledger: Ledger, dispute: Dispute) -> bool:
    """Tell whether it was asked if the column can be empty: whether it must be given is the same in other words."""
    table, _, column = dispute.id.removesuffix(".said_required").partition(".")
    return dispute.kind == "required" and ledger.asked_of(table, column, "nullable")


def _winner(ledger: Ledger, dispute: Dispute, desk: Desk) -> Side | None:
    """Give the side that somebody chose. What is built as it stands is recommended, where that can be told."""
    changing = {side.value: outcome(side, desk.context) for side in dispute.sides}
    sides = sorted(dispute.sides, key=lambda side: changing[side.value] is not False)
    built = changing[sides[0].value] is False
    chosen = ledger.ask(
        dispute.id,
        dispute.text,
        [_choice(side, changing[side.value]) for side in sides],
        [source for side in sides for source in side.sources],
        why=_BUILT if built else _RANKED,
        blocking=False,
        affects=_WEIGHT + built,
    )
    return next(side for side in sides if side.value == chosen) if ledger.answered(dispute.id) else None


def _lost(dispute: Dispute, winner: Side) -> dict[Source, str]:
    return {
        source: f"set aside by the answer to {dispute.id}: {winner.sources[0]} holds"
        for side in dispute.sides
        if side is not winner
        for source in side.sources
        if source not in winner.sources
    }


def _choice(side: Side, changing: bool | None) -> Choice:
    effect = f"Only \u201c{quote(side.said[0].text)}\u201d counts as a requirement, what says otherwise is set aside."
    if side.effect:
        effect = side.effect
    elif changing is not None:
        effect = (
            f"The backend follows {'; '.join(side.rules)}." if changing else "The backend stays as it is described."
        )
    return Choice(side.value, f"{side.text}, as {side.sources[0].file} says", effect)

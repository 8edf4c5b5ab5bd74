"""The catalogue of what is left unsaid: a further kind is a function and a line."""

from collections.abc import Callable, Iterator

from workbench.reading.facts import RuleFact
from workbench.reading.notation.lines import read_rule
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.unsaid import answers, calls, people, tables, texts, values
from workbench.resolving.unsaid.entry import Known, Unsaid
from workbench.spreading import spread

KINDS: tuple[Callable[[Known], Iterator[Unsaid]], ...] = (
    answers.find_statuses,
    answers.find_responses,
    answers.find_members,
    answers.find_orders,
    answers.find_pages,
    answers.find_filters,
    answers.find_unfiltered,
    answers.find_bad_ids,
    answers.find_writes,
    answers.find_deletes,
    calls.find_public_writes,
    calls.find_unwritten,
    calls.find_refusals,
    calls.find_errors,
    calls.find_matching,
    calls.find_twins,
    calls.find_repeats,
    calls.find_again,
    calls.find_health,
    calls.find_root,
    calls.find_issuer,
    tables.find_references,
    tables.find_plain_ids,
    tables.find_states,
    tables.find_clashes,
    tables.find_no_clashes,
    tables.find_unset,
    tables.find_slugs,
    tables.find_times,
    tables.find_numbers,
    tables.find_rowless,
    tables.find_checks,
    values.find_windows,
    values.find_ranges,
    values.find_sorts,
    values.find_lengths,
    values.find_unique,
    values.find_markup,
    values.find_secrets,
    values.find_left_out,
    people.find_tokens,
    people.find_users,
    people.find_roles,
    people.find_flags,
    people.find_limits,
    texts.find_open_questions,
    texts.find_missing_documents,
)


def note_unsaid(ledger: Ledger, known: Known) -> tuple[RuleFact, ...]:
    """Record what the backend decides because nobody else did; give the rules that answers put in the place of it."""
    chosen: list[RuleFact] = []
    for found in spread(lambda find: tuple(find(known)), KINDS):
        for one in found:
            if one.others:
                chosen += _overturned(ledger, one)
            else:
                ledger.note(one.id, one.text, one.value, one.evidence, reason=one.reason)
    return tuple(chosen)


def _overturned(ledger: Ledger, one: Unsaid) -> Iterator[RuleFact]:
    choices = [
        Choice(one.value, one.text, "The backend stays as it is."),
        *(Choice(other.value, other.text, f"The backend follows {'; '.join(other.rules)}.") for other in one.others),
    ]
    value = ledger.assume(one.id, one.text, choices, one.evidence, reason=one.reason)
    for other in one.others:
        if other.value == value:
            for line in other.rules:
                subject, clauses = read_rule(line)
                yield RuleFact(subject, clauses, line, one.evidence[0])

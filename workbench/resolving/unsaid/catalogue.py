"""The catalogue of what is left unsaid: a further kind is a function and a line."""

from collections.abc import Callable, Iterator

from workbench.resolving.ledger import Ledger
from workbench.resolving.unsaid import answers, people, tables, texts
from workbench.resolving.unsaid.entry import Known, Unsaid

KINDS: tuple[Callable[[Known], Iterator[Unsaid]], ...] = (
    answers.find_statuses,
    answers.find_responses,
    answers.find_members,
    answers.find_orders,
    answers.find_pages,
    answers.find_filters,
    answers.find_bad_ids,
    answers.find_writes,
    answers.find_deletes,
    tables.find_references,
    tables.find_plain_ids,
    tables.find_states,
    tables.find_clashes,
    tables.find_unset,
    tables.find_slugs,
    tables.find_times,
    tables.find_numbers,
    tables.find_rowless,
    people.find_tokens,
    people.find_users,
    people.find_roles,
    people.find_flags,
    people.find_limits,
    texts.find_open_questions,
    texts.find_missing_documents,
)


def note_unsaid(ledger: Ledger, known: Known) -> None:
    """Record what the backend decides because nobody else did."""
    for find in KINDS:
        for one in find(known):
            ledger.note(one.id, one.text, one.value, one.evidence, reason=one.reason)

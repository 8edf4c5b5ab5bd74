"""What a verb at the end of a path changes: the state, the flag or the time that is called like it."""

from typing import Any

import pytest

from generators.backend import generate
from generators.blueprint import Effect, EffectValue, OperationKind
from tests.workbench.resolving.readings import column, endpoint, reading, table, users_table
from workbench.reading.facts import ColumnFact, FieldFact
from workbench.resolving.resolver import resolve


def effects_of(verb: str, *columns: ColumnFact) -> tuple[Effect, ...]:
    boats = table(
        "boats",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", "uuid", nullable=False, references="users.id"),
        *columns,
        line=20,
    )
    found = resolve(reading(users_table(), boats, endpoint(f"POST /boats/{{id}}/{verb}"))).blueprint.operations[0]
    assert (found.kind is OperationKind.ACT) is bool(found.effects)
    return found.effects


def states(*choices: str, name: str = "status", **more: Any) -> ColumnFact:  # noqa: ANN401 - whatever a column takes
    return column(name, "varchar(20)", nullable=False, choices=choices, **more)


@pytest.mark.parametrize(
    ("verb", "known", "reached"),
    [
        ("refund", ("sold", "refunded"), "refunded"),
        ("suspend", ("sailing", "suspended"), "suspended"),
        ("deny", ("asked", "denied", "granted"), "denied"),
        ("cancel", ("booked", "cancelled"), "cancelled"),
        ("deactivate", ("active", "inactive"), "inactive"),
        ("pagar", ("borrador", "pagada", "anulada"), "pagada"),
        ("annuler", ("ouverte", "annulée"), "annulée"),
        ("stornieren", ("offen", "storniert"), "storniert"),
    ],
)
def test_a_verb_leads_to_the_state_that_is_a_form_of_it(verb: str, known: tuple[str, ...], reached: str) -> None:
    assert effects_of(verb, states(*known, name="estado")) == (Effect("estado", EffectValue.LITERAL, reached),)


@pytest.mark.parametrize(
    ("verb", "name", "kind"),
    [
        ("return", "returned_on", "date"),
        ("publish", "published_at", "timestamptz"),
        ("zurueckgeben", "zurueckgegeben_am", "timestamptz"),
        ("pagar", "pagado_en", "timestamptz"),
    ],
)
def test_a_verb_sets_the_time_that_is_called_like_it(verb: str, name: str, kind: str) -> None:
    assert effects_of(verb, column(name, kind, nullable=True)) == (Effect(name, EffectValue.NOW),)


def test_activating_sets_the_flag_and_deactivating_clears_it() -> None:
    flag = column("is_active", "boolean", nullable=False)
    assert effects_of("activate", flag) == (Effect("is_active", EffectValue.LITERAL, True),)
    assert effects_of("deactivate", flag) == (Effect("is_active", EffectValue.LITERAL, False),)


def test_a_state_that_only_the_description_lists_is_reached() -> None:
    listed = column("state", "varchar(16)", nullable=False, description="moored, scrapped; moored at first")
    assert effects_of("scrap", listed) == (Effect("state", EffectValue.LITERAL, "scrapped"),)


@pytest.mark.parametrize(
    "columns",
    [
        (states("asked", "granted"),),
        (column("remark", "text", nullable=True, description="What a customer writes when scrapping a boat"),),
        (column("scrap_value", "integer", nullable=True),),
    ],
)
def test_what_nothing_is_called_like_stays_a_port(columns: tuple[ColumnFact, ...]) -> None:
    assert effects_of("scrap", *columns) == ()


def test_restoring_reaches_rows_that_are_marked_as_deleted() -> None:
    boats = table(
        "boats",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", "uuid", nullable=False, references="users.id"),
        column("deleted_at", "timestamptz", nullable=True),
        line=20,
    )
    routes = (endpoint("DELETE /boats/{id}"), endpoint("POST /boats/{id}/restore", line=2))
    files = generate(resolve(reading(users_table(), boats, *routes)).blueprint)
    text = next(file.text for file in files if file.path == "app/routes/boats.py")
    removal, restoring = text.index("DELETE_BOAT ="), text.index("RESTORE_BOAT =")
    assert "deleted_at).is_(None)" in text[removal:restoring]
    assert "deleted_at).is_(None)" not in text[restoring:]
    assert "values(deleted_at=None)" in text[restoring:]


def test_restoring_undoes_what_archived_the_row() -> None:
    assert effects_of("restore", column("archived_at", "timestamptz", nullable=True)) == (
        Effect("archived_at", EffectValue.NULL),
    )


@pytest.mark.parametrize(
    ("verb", "known", "reached"),
    [
        ("start", ("planned", "in_progress", "over"), "in_progress"),
        ("submit", ("draft", "in_review", "printed"), "in_review"),
        ("check-in", ("booked", "arrived"), "arrived"),
        ("finish", ("sailing", "COMPLETED", "closed"), "COMPLETED"),
        ("reopen", ("open", "settled"), "open"),
    ],
)
def test_a_verb_leads_to_the_closest_state_that_means_it(verb: str, known: tuple[str, ...], reached: str) -> None:
    moment = column("started_at", "timestamptz", nullable=True)
    stamped = (Effect("started_at", EffectValue.NOW),) if verb == "start" else ()
    written = (Effect("status", EffectValue.LITERAL, reached), *stamped)
    assert effects_of(verb, states(*known), moment) == written


def test_a_verb_leads_to_no_value_of_a_column_that_holds_no_states() -> None:
    assert effects_of("start", states("in_progress", "over", name="weather")) == ()


def test_what_a_call_must_give_is_kept_beside_the_time_or_the_state_that_it_leads_to() -> None:
    boats = table(
        "boats",
        column("id", "uuid", primary_key=True, nullable=False),
        column("log", "text", nullable=False),
        column("edited_at", "timestamptz", nullable=True),
        column("note", "text", nullable=True),
        line=20,
    )
    body = (FieldFact("log", "string", required=True), FieldFact("note", "string", required=False))
    found = resolve(reading(users_table(), boats, endpoint("POST /boats/{id}/edit", body=body))).blueprint.operations[0]
    assert found.effects == (Effect("edited_at", EffectValue.NOW), Effect("log", EffectValue.BODY))

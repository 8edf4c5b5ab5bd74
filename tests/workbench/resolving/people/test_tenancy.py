"""Documents that know tenants keep the rows of each apart."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import ColumnRole, Entity, OwnerPath
from tests.workbench.resolving.readings import column, reading, table
from workbench.reading.facts import TableFact
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True, nullable=False)


def tables(key: str = "clinic_id", holder: str = "clinics", *, said: str = "") -> tuple[TableFact, ...]:
    """Give users of clinics, their visits, and prescriptions that only a visit leads to."""
    return (
        table(holder, ID, column("name", "varchar(50)", nullable=False)),
        table("users", ID, column(key, "uuid", nullable=False, references=f"{holder}.id", description=said)),
        table(
            "visits",
            ID,
            column(key, "uuid", nullable=False, references=f"{holder}.id"),
            column("user_id", "uuid", nullable=False, references="users.id"),
        ),
        table("prescriptions", ID, column("visit_id", "uuid", nullable=False, references="visits.id")),
    )


def entities(*facts: TableFact, text: str = "") -> dict[str, Entity]:
    told = replace(reading(*facts), texts=MappingProxyType({"specs/architecture.md": text}))
    return {entity.name: entity for entity in resolve(told).blueprint.entities}


@pytest.mark.parametrize(
    "text",
    [
        "Each clinic is a tenant of the service.",
        "The tenant is the clinic.",
        "Tenants (clinics) never see each other's rows.",
    ],
)
def test_a_sentence_tells_what_a_tenant_is(text: str) -> None:
    found = entities(*tables(), text=text)
    assert found["users"].column("clinic_id").role is ColumnRole.TENANT
    assert found["visits"].tenant == OwnerPath(("clinic_id",))
    assert found["prescriptions"].tenant == OwnerPath(("visit_id", "clinic_id"))
    assert found["clinics"].tenant is None


def test_the_description_of_a_key_tells_it_too() -> None:
    assert entities(*tables(said="tenant of the user"))["visits"].tenant == OwnerPath(("clinic_id",))


def test_a_usual_name_is_enough_where_the_documents_speak_of_tenants() -> None:
    assert entities(*tables("workspace_id", "workspaces"), text="A multi-tenant service.")["visits"].tenant is not None


@pytest.mark.parametrize("text", ["", "A multi-tenant service.", "Visitors of a clinic see its address."])
def test_without_such_words_a_key_of_users_is_an_ordinary_one(text: str) -> None:
    found = entities(*tables(), text=text)
    assert found["users"].column("clinic_id").role is ColumnRole.PLAIN
    assert all(entity.tenant is None for entity in found.values())

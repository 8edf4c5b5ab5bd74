"""An operation is summed up in the specification's words where these are a summary, else by what it does."""

import pytest

from generators.blueprint import Column, ColumnType, Entity, OperationKind, TypeName
from workbench.resolving.serving.summaries import summarize

INVOICE = Entity("sales_invoices", "sales_invoice", (Column("id", ColumnType(TypeName.INTEGER), primary_key=True),))
ORDER = Entity("orders", "order", INVOICE.columns)


@pytest.mark.parametrize(
    "stated",
    [
        "Create an invoice for a customer",
        "Stores the invoice",
        "Books a sales entry, numbered by year",
        "Send a new invoice (must belong to the caller)",
        "청구서 만들기",
    ],
)
def test_a_summary_stays_as_it_is_written(stated: str) -> None:
    assert summarize(stated, "create_sales_invoice", OperationKind.CREATE, INVOICE) == stated


def test_only_the_first_sentence_is_taken_without_its_marks() -> None:
    stated = "**Create** an `invoice`. It is numbered by year."
    assert summarize(stated, "create_sales_invoice", OperationKind.CREATE, INVOICE) == "Create an invoice"


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "7",
        "All",
        "Backend requirements",
        "Managers only",
        "FR-014: System MUST offer invoices",
        "The service shall create an invoice",
        "POST /invoices creates an invoice",
        f"Create an invoice {'with very many fields ' * 6}",
    ],
)
def test_what_is_no_summary_gives_way_to_what_the_operation_does(stated: str) -> None:
    assert summarize(stated, "create_sales_invoice", OperationKind.CREATE, INVOICE) == "Create a sales invoice"


@pytest.mark.parametrize(
    ("kind", "summary"),
    [
        (OperationKind.LIST, "List orders"),
        (OperationKind.READ, "Get an order"),
        (OperationKind.REPLACE, "Replace an order"),
        (OperationKind.PATCH, "Change some fields of an order"),
        (OperationKind.DELETE, "Delete an order"),
        (OperationKind.ACT, ""),
    ],
)
def test_each_kind_says_what_it_does(kind: OperationKind, summary: str) -> None:
    assert summarize("", "any_order", kind, ORDER) == summary


def test_words_that_name_the_operation_are_its_own() -> None:
    assert summarize("Sign out everywhere", "logout", OperationKind.LOGOUT, None) == "Sign out everywhere"
    assert summarize("Everyone", "logout", OperationKind.LOGOUT, None) == ""

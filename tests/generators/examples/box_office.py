"""The box office: an example blueprint of tenants that sell what is limited, written by hand.

Theatres are the tenants. Guests book seats for several shows at once; the price is copied, the total
worked out, the seats taken; bookings are numbered in each theatre, and nobody holds more than two unpaid ones.
"""

from typing import Any

from generators.blueprint import (
    Access,
    Adjustment,
    Blueprint,
    BodyField,
    Check,
    Children,
    Column,
    ColumnRole,
    ColumnType,
    Counted,
    CountLimit,
    Default,
    DefaultKind,
    DeleteRule,
    Derivation,
    DerivationKind,
    Effect,
    EffectValue,
    Entity,
    EntityPurpose,
    Index,
    Limits,
    Operation,
    OwnerPath,
    Period,
    Plan,
    RateLimit,
    Reference,
    Response,
    Settings,
    StateMachine,
    Transition,
    TypeName,
)
from tests.generators.examples.parts import (
    CREATED,
    INTEGER,
    ITEM,
    LIMIT,
    OFFSET,
    UUID,
    K,
    created_at,
    key_column,
    literal,
    operation,
    parent,
    row,
    user_role,
    varchar,
)

MONEY = ColumnType(TypeName.NUMERIC, precision=12, scale=2)
PLANS = ("small", "grand")
ITEMS = Children("items", "booking_items", "booking_id")
OF_THEATRE = OwnerPath(("theatre_id",))


def _reference(name: str, table: str, rule: DeleteRule = DeleteRule.CASCADE, *, role: ColumnRole) -> Column:
    return Column(name, UUID, references=Reference(table, "id", rule), role=role)


def _theatre() -> Column:
    return _reference("theatre_id", "theatres", role=ColumnRole.TENANT)


def _money(name: str, derivation: Derivation | None = None, default: Default | None = None) -> Column:
    return Column(name, MONEY, default=default, limits=Limits(minimum=0), derivation=derivation)


def _entities() -> tuple[Entity, ...]:
    theatres = Entity(
        "theatres",
        "theatre",
        (
            key_column(),
            Column("name", varchar(100), limits=Limits(min_length=1)),
            Column("plan", varchar(10), default=literal("small"), limits=Limits(choices=PLANS)),
        ),
        visible=("id", "name"),
    )
    users = Entity(
        "users",
        "user",
        (
            key_column(),
            _theatre(),
            Column("email", varchar(255), unique=True, limits=Limits(format="email")),
            user_role("guest", "staff"),
        ),
        EntityPurpose.USERS,
        tenant=OF_THEATRE,
    )
    shows = Entity(
        "shows",
        "show",
        (
            key_column(),
            _theatre(),
            Column("code", varchar(20), limits=Limits(min_length=1)),
            Column("title", varchar(200), limits=Limits(min_length=1)),
            _money("price"),
            Column("seats", INTEGER, limits=Limits(minimum=0)),
            created_at(),
        ),
        indexes=(Index(("theatre_id", "code"), unique=True),),
        tenant=OF_THEATRE,
        count_limits=(CountLimit(None, "theatre_id", plan="plan", plans=(Plan("small", 3), Plan("grand"))),),
        visible=("id", "code", "title", "price", "seats"),
    )
    return (theatres, users, shows, *_sold())


def _sold() -> tuple[Entity, ...]:
    bookings = Entity(
        "bookings",
        "booking",
        (
            key_column(),
            _theatre(),
            _reference("user_id", "users", role=ColumnRole.OWNER),
            Column("number", INTEGER, default=Default(DefaultKind.NEXT, "theatre_id")),
            Column(
                "status", varchar(10), default=literal("open"), limits=Limits(choices=("open", "paid", "cancelled"))
            ),
            Column("note", varchar(200), nullable=True),
            _money("total", Derivation(DerivationKind.SUM, column="amount", entity="booking_items")),
            _money("repaid", default=Default(DefaultKind.LITERAL, 0)),
            created_at(),
        ),
        indexes=(Index(("theatre_id", "number"), unique=True),),
        checks=(Check("repaid_within_total", "repaid <= total"),),
        owner=OwnerPath(("user_id",)),
        tenant=OF_THEATRE,
        states=StateMachine("status", (Transition("open", "paid"), Transition("open", "cancelled"))),
        count_limits=(CountLimit(2, "user_id", "status", ("open",)),),
        visible=("id", "number", "status", "note", "total", "repaid", "created_at"),
    )
    items = Entity(
        "booking_items",
        "booking_item",
        (
            key_column(),
            _reference("booking_id", "bookings", role=ColumnRole.PLAIN),
            _reference("show_id", "shows", DeleteRule.RESTRICT, role=ColumnRole.PLAIN),
            Column("seats", INTEGER, limits=Limits(minimum=1, maximum=10)),
            _money("price", Derivation(DerivationKind.COPY, column="price", via="show_id")),
            _money("amount", Derivation(DerivationKind.PRODUCT, factors=("seats", "price"))),
        ),
        indexes=(Index(("booking_id", "show_id"), unique=True),),
        owner=OwnerPath(("booking_id", "user_id")),
        tenant=OwnerPath(("booking_id", "theatre_id")),
        visible=("show_id", "seats", "price", "amount"),
    )
    repayments = Entity(
        "repayments",
        "repayment",
        (
            key_column(),
            _reference("booking_id", "bookings", role=ColumnRole.PLAIN),
            Column("amount", MONEY, limits=Limits(minimum=0, exclusive_minimum=True)),
            created_at(),
        ),
        owner=OwnerPath(("booking_id", "user_id")),
        tenant=OwnerPath(("booking_id", "theatre_id")),
        count_limits=(CountLimit(3, "booking_id", period=Period.DAY),),
        visible=("id", "amount", "created_at"),
    )
    return bookings, items, repayments


_STAFF = ("staff",)


def _show_operations() -> tuple[Operation, ...]:
    one: dict[str, Any] = {"path_parameters": (row("show_id", "shows"),), "errors": ()}
    seats = BodyField("seats", INTEGER, "seats", limits=Limits(minimum=0))
    title = BodyField("title", varchar(200), "title", limits=Limits(min_length=1))
    price = BodyField("price", MONEY, "price", limits=Limits(minimum=0))
    code = BodyField("code", varchar(20), "code", limits=Limits(min_length=1))
    return (
        operation("shows.list_public", "GET /theatres/{theatre_id}/shows", K.LIST, "list_shows_of_theatre",
                  access=Access.PUBLIC, path_parameters=(parent("theatre_id", "theatres"),), query=(LIMIT, OFFSET),
                  rate_limits=(RateLimit("public", 30, 60, Counted.ADDRESS),), errors=()),
        operation("shows.list", "GET /shows", K.LIST, "list_shows", query=(LIMIT, OFFSET), errors=()),
        operation("shows.create", "POST /shows", K.CREATE, "create_show", roles=_STAFF,
                  body=(code, title, price, seats), errors=()),
        operation("shows.read", "GET /shows/{show_id}", K.READ, "read_show", **one),
        operation("shows.delete", "DELETE /shows/{show_id}", K.DELETE, "delete_show", roles=_STAFF, **one),
    )  # fmt: skip


def _booking_operations() -> tuple[Operation, ...]:
    one: dict[str, Any] = {"path_parameters": (row("booking_id", "bookings"),), "errors": ()}
    seats = BodyField("seats", INTEGER, "seats", limits=Limits(minimum=1, maximum=10))
    item, size = (BodyField("show_id", UUID, "show_id"), seats), Limits(min_length=1, max_length=20)
    lines = BodyField("items", ColumnType(TypeName.JSON), limits=size, children=ITEMS, fields=item)
    note = BodyField("note", varchar(200), "note", required=False, nullable=True)
    amount = BodyField("amount", MONEY, "amount", limits=Limits(minimum=0, exclusive_minimum=True))
    return (
        operation("bookings.create", "POST /bookings", K.CREATE, "create_booking", body=(note, lines),
                  response=Response(201, CREATED.body, children=(ITEMS,)),
                  adjustments=(Adjustment("seats", "show_id", "booking_items", "seats", subtract=True),),
                  rate_limits=(RateLimit("bookings", 20, 60),), errors=()),
        operation("bookings.list", "GET /bookings", K.LIST, "list_bookings", bypass_roles=_STAFF,
                  query=(LIMIT, OFFSET), errors=()),
        operation("bookings.read", "GET /bookings/{booking_id}", K.READ, "read_booking", bypass_roles=_STAFF,
                  response=Response(200, ITEM.body, children=(ITEMS,)), **one),
        operation("bookings.cancel", "POST /bookings/{booking_id}/cancel", K.ACT, "cancel_booking", **one,
                  effects=(Effect("status", EffectValue.LITERAL, "cancelled"),),
                  adjustments=(Adjustment("seats", "show_id", "booking_items", "seats"),)),
        operation("repayments.create", "POST /bookings/{booking_id}/repayments", K.CREATE, "create_repayment",
                  roles=_STAFF, bypass_roles=_STAFF, path_parameters=(parent("booking_id", "bookings"),),
                  body=(amount,), adjustments=(Adjustment("repaid", "booking_id", by="amount", at_most="total"),),
                  errors=()),
    )  # fmt: skip


def box_office_blueprint() -> Blueprint:
    """Give tenants, bookings with items, limited seats and limits on counts and calls."""
    settings = Settings(name="box-office", title="Box office", roles=("guest", "staff"), default_role="guest")
    return Blueprint(settings, _entities(), (*_show_operations(), *_booking_operations()))

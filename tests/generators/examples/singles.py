"""Example blueprint: the one profile and the one basket of a user with the links and items in them, and the one label
of each of their boxes."""

from dataclasses import replace

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Choice,
    Column,
    ColumnRole,
    Effect,
    EffectValue,
    Entity,
    Holds,
    Limits,
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
    Response,
    ResponseField,
    Settings,
    TokenIssuer,
    Within,
)
from tests.generators.examples.accounts import users_entity
from tests.generators.examples.parts import (
    LIMIT,
    OFFSET,
    TEXT,
    TIMESTAMP,
    UUID,
    created_at,
    foreign,
    key_column,
    operation,
    updated_at,
    varchar,
)

K = OperationKind
_HANDLE = BodyField("handle", varchar(40), "handle", limits=Limits(min_length=2))
_BIO = BodyField("bio", TEXT, "bio", required=False, nullable=True)
_BOX = (PathParameter("id", PathUse.PARENT, UUID, "boxes", "id", "box_id"),)
_OWNED = {"unique": True, "index": False, "role": ColumnRole.OWNER}
_OWN = {"single": ("user_id",), "mine": True}
_BELOW = {"single": ("box_id",), "path_parameters": _BOX}


_PROFILE = Within("profile_id")
_BASKET = Within("basket_id", made=True)


_LEFT = Choice("", "bought_at")


def _number(name: str, holds: Holds, value: str | None = None) -> Response:
    return Response(200, Body.ENVELOPE, (ResponseField(name, holds, value),))


def _entries(name: str, upper: str, table: str, column: Column) -> Entity:
    """Give a table of rows below a user's only row of another one."""
    via = f"{upper}_id"
    bought = Column("bought_at", TIMESTAMP, nullable=True)
    columns = (key_column(), foreign(via, table, UUID), column, bought, created_at())
    owner = OwnerPath((via, "user_id"))
    return Entity(name, name.removesuffix("s"), columns, owner=owner, visible=("id", column.name, "created_at"))


def _body(entity: Entity) -> tuple[BodyField, ...]:
    column = entity.columns[2]
    return (BodyField(column.name, column.type, column.name, limits=column.limits),)


def singles_blueprint() -> Blueprint:
    """Give a backend of single rows: profiles with a further key, baskets made at first use, labels below boxes."""
    profiles = Entity(
        "profiles",
        "profile",
        (
            key_column(),
            foreign("user_id", "users", UUID, **_OWNED),
            Column("handle", varchar(40), unique=True, limits=Limits(min_length=2)),
            Column("bio", TEXT, nullable=True),
            Column("deleted_at", TIMESTAMP, nullable=True, role=ColumnRole.DELETED_AT),
            updated_at(),
        ),
        owner=OwnerPath(("user_id",)),
        visible=("id", "handle", "bio", "updated_at"),
    )
    baskets = Entity(
        "baskets",
        "basket",
        (key_column(), foreign("user_id", "users", UUID, **_OWNED), Column("note", TEXT, nullable=True), created_at()),
        owner=OwnerPath(("user_id",)),
        visible=("id", "note", "created_at"),
    )
    boxes = Entity(
        "boxes",
        "box",
        (key_column(), foreign("user_id", "users", UUID, role=ColumnRole.OWNER), Column("name", varchar(80))),
        owner=OwnerPath(("user_id",)),
        visible=("id", "name"),
    )
    labels = Entity(
        "labels",
        "label",
        (
            foreign("box_id", "boxes", UUID, primary_key=True, index=False),
            Column("text", varchar(60), limits=Limits(min_length=1)),
        ),
        owner=OwnerPath(("box_id", "user_id")),
        visible=("text",),
    )
    links = _entries("links", "profile", "profiles", Column("url", varchar(200), limits=Limits(min_length=1)))
    items = _entries(
        "items", "basket", "baskets", Column("name", varchar(60), unique=True, limits=Limits(min_length=1))
    )
    text = BodyField("text", varchar(60), "text", limits=Limits(min_length=1))
    note = BodyField("note", TEXT, "note", required=False, nullable=True)
    return Blueprint(
        Settings(name="boxes-backend", title="Boxes", token_issuer=TokenIssuer.SHARED_SECRET),
        (users_entity(), profiles, baskets, boxes, labels, links, items),
        (
            operation("profiles.read", "GET /profile", K.READ, "get_profile", **_OWN),
            operation("profiles.replace", "PUT /profile", K.REPLACE, "replace_profile", body=(_HANDLE, _BIO), **_OWN),
            operation("profiles.delete", "DELETE /profile", K.DELETE, "delete_profile", soft=True, **_OWN),
            operation("baskets.read", "GET /basket", K.READ, "get_basket", made=True, **_OWN),
            operation("baskets.patch", "PATCH /basket", K.PATCH, "update_basket", made=True, body=(note,), **_OWN),
            operation("links.create", "POST /profile/links", K.CREATE, "add_link", body=_body(links), within=_PROFILE),
            operation("items.create", "POST /basket/items", K.CREATE, "add_item", body=_body(items), within=_BASKET),
            operation("items.list", "GET /basket/items", K.LIST, "list_items", mine=True, query=(LIMIT, OFFSET)),
            operation(
                "items.buy",
                "POST /basket/items/buy-all",
                K.ACT,
                "buy_all_items",
                effects=(Effect("bought_at", EffectValue.NOW),),
                only=_LEFT,
                mine=True,
                response=_number("bought", Holds.COUNT),
            ),
            operation(
                "items.clear",
                "DELETE /basket/items/bought",
                K.BULK_DELETE,
                "delete_bought_items",
                only=replace(_LEFT, negated=True),
                response=_number("deleted", Holds.COUNT),
            ),
            operation(
                "items.left",
                "GET /basket/items/left",
                K.AGGREGATE,
                "count_left_items",
                response=_number("left", Holds.COUNT, "bought_at=null"),
            ),
            operation("labels.read", "GET /boxes/{id}/label", K.READ, "get_label", **_BELOW),
            operation("labels.replace", "PUT /boxes/{id}/label", K.REPLACE, "replace_label", body=(text,), **_BELOW),
            operation("labels.delete", "DELETE /boxes/{id}/label", K.DELETE, "delete_label", **_BELOW),
        ),
    )

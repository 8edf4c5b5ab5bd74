"""A blueprint of a community: profiles that are followed, posts with slugs and tags, likes, comments, a feed."""

from generators.blueprint import (
    Access,
    Among,
    Blueprint,
    Body,
    BodyField,
    Check,
    Choice,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Effect,
    EffectValue,
    Entity,
    EntityPurpose,
    ErrorField,
    ErrorPart,
    Holds,
    Limits,
    Member,
    Message,
    Occasion,
    Operation,
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
    QueryParameter,
    QueryUse,
    Reference,
    Response,
    ResponseField,
    Settings,
    Shows,
    Through,
    TokenIssuer,
    TypeName,
)
from tests.generators.examples.parts import (
    INTEGER,
    OFFSET,
    TEXT,
    UUID,
    changes,
    created_at,
    key_column,
    row,
    updated_at,
    varchar,
)

NAMES = ColumnType(TypeName.ARRAY, item=TypeName.TEXT)
LIMIT = QueryParameter("limit", QueryUse.LIMIT, INTEGER, default=20, limits=Limits(minimum=1, maximum=100))


def _reference(name: str, table: str, role: ColumnRole = ColumnRole.PLAIN, *, key: bool = False) -> Column:
    return Column(name, UUID, primary_key=key, references=Reference(table, "id", DeleteRule.CASCADE), role=role)


USERS = Entity(
    "users",
    "user",
    (
        key_column(),
        Column("email", varchar(255), unique=True, case_insensitive=True, limits=Limits(format="email")),
        Column("username", varchar(40), unique=True, limits=Limits(min_length=3, pattern="^[a-z0-9_]+$")),
        Column("password_hash", varchar(255), role=ColumnRole.PASSWORD),
        Column("bio", TEXT, nullable=True, limits=Limits(max_length=500)),
        Column("image", varchar(500), nullable=True, limits=Limits(format="uri")),
        created_at(),
    ),
    EntityPurpose.USERS,
    shared=True,
    visible=("id", "email", "username", "bio", "image", "created_at"),
)
FOLLOWS = Entity(
    "follows",
    "follow",
    (
        _reference("follower_id", "users", ColumnRole.OWNER, key=True),
        _reference("followed_id", "users", key=True),
        created_at(),
    ),
    EntityPurpose.JOIN,
    checks=(Check("not_oneself", "follower_id <> followed_id"),),
    owner=OwnerPath(("follower_id",)),
)
POSTS = Entity(
    "posts",
    "post",
    (
        key_column(),
        Column(
            "slug", varchar(220), unique=True, default=Default(DefaultKind.SLUG, "title"), limits=Limits(format="slug")
        ),
        _reference("author_id", "users", ColumnRole.OWNER),
        Column("title", varchar(200), limits=Limits(min_length=1)),
        Column("description", varchar(500), nullable=True),
        Column("body", TEXT, limits=Limits(min_length=1, max_length=20000)),
        created_at(),
        updated_at(),
    ),
    owner=OwnerPath(("author_id",)),
    shared=True,
    visible=("id", "slug", "author_id", "title", "description", "body", "created_at", "updated_at"),
)
TAGS = Entity(
    "tags", "tag", (key_column(), Column("name", varchar(50), unique=True)), shared=True, visible=("id", "name")
)
POST_TAGS = Entity(
    "post_tags",
    "post_tag",
    (_reference("post_id", "posts", key=True), _reference("tag_id", "tags", key=True)),
    EntityPurpose.JOIN,
    owner=OwnerPath(("post_id", "author_id")),
)
LIKES = Entity(
    "likes",
    "like",
    (
        _reference("user_id", "users", ColumnRole.OWNER, key=True),
        _reference("post_id", "posts", key=True),
        created_at(),
    ),
    EntityPurpose.JOIN,
    owner=OwnerPath(("user_id",)),
)
COMMENTS = Entity(
    "comments",
    "comment",
    (
        key_column(TypeName.INTEGER),
        _reference("post_id", "posts"),
        _reference("author_id", "users", ColumnRole.OWNER),
        Column("body", varchar(2000), limits=Limits(min_length=1)),
        created_at(),
    ),
    owner=OwnerPath(("author_id",)),
    shared=True,
    visible=("id", "post_id", "author_id", "body", "created_at"),
)

FOLLOWING = Member("following", Shows.EXISTS, entity="follows", here="followed_id", caller="follower_id")
PROFILE = (
    Member("username", column="username"),
    Member("bio", column="bio"),
    Member("image", column="image"),
    FOLLOWING,
)
AUTHOR = Member("author", Shows.PARENT, "author_id", members=PROFILE)
POST_TAG_NAMES = Through("tag_id", "name", "post_tags", "post_id")
LISTED_POST = (
    Member("slug", column="slug"),
    Member("title", column="title"),
    Member("description", column="description"),
    Member("tagList", Shows.VALUES, through=POST_TAG_NAMES),
    Member("createdAt", column="created_at"),
    Member("updatedAt", column="updated_at"),
    Member("liked", Shows.EXISTS, entity="likes", here="post_id", caller="user_id"),
    Member("likesCount", Shows.COUNT, entity="likes", here="post_id"),
    AUTHOR,
)
POST = (*LISTED_POST[:3], Member("body", column="body"), *LISTED_POST[3:])
COMMENT = (
    Member("id", column="id"),
    Member("url", Shows.LINK, "id", here="/comments/"),
    Member("body", column="body"),
    Member("createdAt", column="created_at"),
    AUTHOR,
)


def _item(name: str, members: tuple[Member, ...], status: int = 200, entity: str | None = None) -> Response:
    return Response(status, Body.ENVELOPE, (ResponseField(name, Holds.ITEM),), members=members, entity=entity)


_ACCOUNT = (
    ResponseField("email", Holds.COLUMN, "email"),
    ResponseField("token", Holds.ACCESS_TOKEN),
    ResponseField("username", Holds.COLUMN, "username"),
    ResponseField("bio", Holds.COLUMN, "bio"),
    ResponseField("image", Holds.COLUMN, "image"),
)


def _account(status: int = 200) -> Response:
    return Response(status, Body.ENVELOPE, (ResponseField("user", Holds.OBJECT, fields=_ACCOUNT),))


_USERNAME = row("username", "users", varchar(40), "username")
_FOLLOWED = PathParameter("username", PathUse.PARENT, varchar(40), "users", "username", "followed_id")
_SLUG = row("slug", "posts", varchar(220), "slug")
_OF_POST = PathParameter("slug", PathUse.PARENT, varchar(220), "posts", "slug", "post_id")
_COMMENT_ID = row("id", "comments", INTEGER)
_EMAIL = BodyField("email", varchar(255), "email", limits=Limits(format="email"))
_NAME = BodyField("username", varchar(40), "username", limits=Limits(min_length=3, pattern="^[a-z0-9_]+$"))
_NEEDS = ("upper", "lower", "digit", "special")
_PASSWORD = BodyField("password", varchar(128), limits=Limits(min_length=8, max_length=128, needs=_NEEDS))
_TITLE = BodyField("title", varchar(200), "title", limits=Limits(min_length=1))
_TAG_LIST = BodyField("tagList", NAMES, required=False, through=POST_TAG_NAMES, limits=Limits(max_length=10))
_CONTENT = (
    BodyField("description", varchar(500), "description", required=False, nullable=True),
    BodyField("body", TEXT, "body", limits=Limits(min_length=1, max_length=20000)),
    _TAG_LIST,
)
_POSTS_PAGE = Response(
    200,
    Body.ENVELOPE,
    (ResponseField("posts", Holds.ITEMS), ResponseField("postsCount", Holds.TOTAL)),
    members=LISTED_POST,
)
_NEWEST = (Choice("created_at", "created_at", descending=True),)


def _account_operations() -> tuple[Operation, ...]:
    def operation(verb: str, method: str, path: str, kind: OperationKind, name: str, **more: object) -> Operation:
        members: dict[str, object] = {"response": _account(), "body_name": "user", **more}
        return Operation(f"auth.{verb}", method, path, kind, "auth", name, entity="users", **members)  # type: ignore[arg-type]

    login = BodyField("password", varchar(128), limits=Limits(min_length=1, max_length=128))
    return (
        operation("register", "POST", "/api/users", OperationKind.REGISTER, "register", access=Access.PUBLIC,
                  body=(_NAME, _EMAIL, _PASSWORD), response=_account(201), errors=(409,)),
        operation("login", "POST", "/api/users/login", OperationKind.LOGIN, "login", access=Access.PUBLIC,
                  body=(_EMAIL, login)),
        operation("read_me", "GET", "/api/user", OperationKind.READ_ME, "read_me", body_name=None),
        operation("update_me", "PUT", "/api/user", OperationKind.UPDATE_ME, "update_me", errors=(409,),
                  body=(*changes(_EMAIL, _NAME, _PASSWORD),
                        BodyField("bio", TEXT, "bio", required=False, nullable=True, limits=Limits(max_length=500)))),
    )  # fmt: skip


def _profile_operations() -> tuple[Operation, ...]:
    shown = _item("profile", PROFILE, entity="users")
    path = "/api/profiles/{username}"
    return (
        Operation("profiles.read", "GET", path, OperationKind.READ, "profiles", "read_profile",
                  _item("profile", PROFILE), "users", Access.OPTIONAL, path_parameters=(_USERNAME,)),
        Operation("profiles.follow", "POST", f"{path}/follow", OperationKind.LINK, "profiles", "follow_user",
                  shown, "follows", path_parameters=(_FOLLOWED,)),
        Operation("profiles.unfollow", "DELETE", f"{path}/follow", OperationKind.UNLINK, "profiles", "unfollow_user",
                  shown, "follows", path_parameters=(_FOLLOWED,)),
    )  # fmt: skip


def _post_operations() -> tuple[Operation, ...]:
    row, kind = "/api/posts/{slug}", OperationKind
    query = (
        QueryParameter("tag", QueryUse.FILTER, varchar(50), through=POST_TAG_NAMES),
        QueryParameter("author", QueryUse.FILTER, varchar(40), through=Through("author_id", "username")),
        QueryParameter(
            "liked", QueryUse.FILTER, varchar(40), through=Through("user_id", "username", "likes", "post_id")
        ),
        LIMIT,
        OFFSET,
    )
    slug = (Effect("slug", EffectValue.SLUG, literal="title"),)
    return (
        Operation("posts.list", "GET", "/api/posts", kind.LIST, "posts", "list_posts", _POSTS_PAGE, "posts",
                  Access.OPTIONAL, query=query, order_by=_NEWEST),
        Operation("posts.feed", "GET", "/api/posts/feed", kind.LIST, "posts", "read_feed", _POSTS_PAGE, "posts",
                  query=(LIMIT, OFFSET), among=Among("author_id", "follows", "followed_id", "follower_id"),
                  order_by=_NEWEST),
        Operation("posts.create", "POST", "/api/posts", kind.CREATE, "posts", "create_post",
                  _item("post", POST, 201), "posts", body=(_TITLE, *_CONTENT), body_name="post"),
        Operation("posts.read", "GET", row, kind.READ, "posts", "read_post", _item("post", POST), "posts",
                  Access.OPTIONAL, path_parameters=(_SLUG,)),
        Operation("posts.update", "PATCH", row, kind.PATCH, "posts", "update_post", _item("post", POST), "posts",
                  path_parameters=(_SLUG,), body=changes(_TITLE, *_CONTENT), body_name="post",
                  effects=slug, other_status=403),
        Operation("posts.delete", "DELETE", row, kind.DELETE, "posts", "delete_post", Response(204, Body.EMPTY),
                  "posts", path_parameters=(_SLUG,), other_status=403),
        Operation("posts.like", "POST", f"{row}/like", kind.LINK, "posts", "like_post",
                  _item("post", POST, entity="posts"), "likes", path_parameters=(_OF_POST,)),
        Operation("posts.unlike", "DELETE", f"{row}/like", kind.UNLINK, "posts", "unlike_post",
                  _item("post", POST, entity="posts"), "likes", path_parameters=(_OF_POST,)),
        Operation("tags.list", "GET", "/api/tags", kind.LIST, "tags", "list_tags",
                  Response(200, Body.ENVELOPE, (ResponseField("tags", Holds.VALUES, "name"),)), "tags", Access.PUBLIC,
                  order_by=(Choice("name", "name"),)),
    )  # fmt: skip


def _comment_operations() -> tuple[Operation, ...]:
    path, kind = "/api/posts/{slug}/comments", OperationKind
    listed = Response(200, Body.ENVELOPE, (ResponseField("comments", Holds.ITEMS),), members=COMMENT)
    body = BodyField("body", varchar(2000), "body", limits=Limits(min_length=1, max_length=2000))
    return (
        Operation("comments.list", "GET", path, kind.LIST, "comments", "list_comments", listed, "comments",
                  Access.OPTIONAL, path_parameters=(_OF_POST,), order_by=_NEWEST),
        Operation("comments.create", "POST", path, kind.CREATE, "comments", "create_comment",
                  _item("comment", COMMENT, 201), "comments", path_parameters=(_OF_POST,), body=(body,),
                  body_name="comment"),
        Operation("comments.delete", "DELETE", f"{path}/{{id}}", kind.DELETE, "comments", "delete_comment",
                  Response(204, Body.EMPTY), "comments", path_parameters=(_OF_POST, _COMMENT_ID), other_status=403),
    )  # fmt: skip


def community_blueprint() -> Blueprint:
    """Give the community: what it shows differs from caller to caller, and everyone may read it."""
    settings = Settings(
        name="community-backend",
        title="Community API",
        token_issuer=TokenIssuer.HERE,
        token_scheme="Token",
        password_needs=_NEEDS,
        camel_case=True,
        error_body=(ErrorField("errors", ErrorPart.FIELDS),),
        messages=(
            Message(Occasion.CREDENTIALS, "Wrong e-mail or password"),
            Message(Occasion.FORBIDDEN, "This is not yours"),
            Message(Occasion.MISSING, "There is no such post", "posts"),
            Message(Occasion.TAKEN, "This e-mail has an account", "users", "email"),
            Message(Occasion.REQUIRED, "Posts need a title", "posts", "title"),
        ),
        default_limit=20,
    )
    return Blueprint(
        settings,
        (USERS, FOLLOWS, POSTS, TAGS, POST_TAGS, LIKES, COMMENTS),
        (*_account_operations(), *_profile_operations(), *_post_operations(), *_comment_operations()),
    )

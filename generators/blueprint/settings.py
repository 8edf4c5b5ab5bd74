"""Settings: decisions that hold for the whole backend."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.message import Message, Occasion
from generators.blueprint.scalar import JsonScalar


class TokenIssuer(StrEnum):
    """Who issues the access tokens that the backend accepts."""

    HERE = "here"
    """The backend itself: register, login, refresh."""
    SHARED_SECRET = "shared_secret"
    """Somebody else, signing HS256 with BETTER_AUTH_SECRET."""
    JWKS = "jwks"
    """Somebody else, signing with keys published as a JWKS document."""


class UnknownFields(StrEnum):
    """What happens to body fields that no schema names."""

    IGNORE = "ignore"
    FORBID = "forbid"


class ErrorPart(StrEnum):
    """What a member of an error body holds."""

    MESSAGE = "message"
    ERRORS = "errors"
    """The list of ``{"field", "message"}`` of a validation error."""
    MESSAGES = "messages"
    """All messages, as an array of text; those of a validation error begin with their field."""
    FIELDS = "fields"
    """An object with an array of messages for each field; what is about no field stands under ``value``."""
    CODE = "code"
    """A machine-readable word for the error: ``not_found``."""
    STATUS = "status"
    LITERAL = "literal"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class ErrorField:
    """One member of the error body."""

    name: str
    part: ErrorPart
    value: JsonScalar = None
    fields: tuple["ErrorField", ...] = ()


DEFAULT_ERROR_BODY = (ErrorField("detail", ErrorPart.MESSAGE), ErrorField("errors", ErrorPart.ERRORS))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is decided once.

    ``name`` is the distribution name of the backend (``todo-backend``), ``title`` what its
    OpenAPI shows. Token times are in seconds. ``login_attempts`` per ``login_window`` seconds are
    allowed for one address and account before 429. ``password_needs`` are the kinds of characters that a new
    password must hold, as in ``Limits``. Passwords are hashed with Argon2id, or with bcrypt where ``bcrypt_rounds``
    say at which cost. ``max_body`` is in bytes. Browsers may call from ``origins`` unless the environment names others;
    ``*`` is any. ``messages`` are what errors say where the usual words are not wanted.
    """

    name: str = "backend"
    title: str = "Backend"
    description: str = ""
    version: str = "0.1.0"
    token_issuer: TokenIssuer = TokenIssuer.SHARED_SECRET
    token_scheme: str = "Bearer"
    access_token_seconds: int = 900
    refresh_token_seconds: int = 30 * 24 * 3600
    password_min_length: int = 8
    password_needs: tuple[str, ...] = ()
    bcrypt_rounds: int | None = None
    login_attempts: int = 10
    login_window: int = 900
    roles: tuple[str, ...] = ()
    default_role: str | None = None
    other_users_row: int = 404
    other_users_path: int = 403
    validation_status: int = 422
    unknown_fields: UnknownFields = UnknownFields.IGNORE
    error_body: tuple[ErrorField, ...] = DEFAULT_ERROR_BODY
    messages: tuple[Message, ...] = ()
    camel_case: bool = False
    default_limit: int = 10
    max_limit: int = 100
    max_body: int = 1_048_576
    origins: tuple[str, ...] = ()

    def message(self, occasion: Occasion, entity: str | None = None, column: str | None = None) -> Message | None:
        """Give what the specifications want said on an occasion; nothing where the usual words do."""
        return next(
            (one for one in self.messages if (one.occasion, one.entity, one.column) == (occasion, entity, column)),
            None,
        )

"""Operations: what an endpoint does, in a closed set of kinds that each know how to be written."""

from dataclasses import dataclass

from generators.blueprint.behaviour import Foreign, Grant, Record, Within
from generators.blueprint.bodies import Body, BodyField, Response
from generators.blueprint.effects import Adjustment, Effect, RateLimit
from generators.blueprint.entity import OwnerPath
from generators.blueprint.kinds import Access, OperationKind
from generators.blueprint.parameters import Choice, PathParameter, PathUse, QueryParameter
from generators.blueprint.source import Source
from generators.blueprint.view import Among


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint, classified.

    ``id`` is ``<feature>.<verb>`` (``tasks.create``) and stable while method and path are;
    ``feature`` names the route module; ``name`` the route function. ``errors`` are the statuses
    that can come beside success. ``soft`` makes a DELETE set the entity's DELETED_AT column.
    ``roles`` are the roles of which the caller needs one; ``bypass_roles`` see rows of all owners.
    ``grants`` are the rows that a role reaches beyond its own where these are not all; ``permits`` say who may do it
    with a row that they reach, and the rest answers 403 (nothing said: whoever reaches the row).
    ``sides`` are the ways to the users whose rows it takes, where these are not the owner's alone: an application is
    its applicant's and that of the gig's creator. ``foreign`` is the row that must not be the caller's own.
    ``records`` are the rows that are written along in the same transaction.
    ``needs_some`` refuses a body that holds none of its fields, each of which may be absent.
    ``other_status`` is the answer for another user's row where it differs from the settings.
    ``tables`` names what an aggregate or health operation reads. ``body_name`` is the one member of the
    body that holds the fields (``{"post": {...}}``). ``among`` keeps a list to what the caller is tied to.
    ``mine`` keeps it to the caller's own rows although the entity's are shown to everyone.
    ``single`` are the columns of the caller or the parent of which the row is the only one: the path names no key of
    it, and two cannot be there. ``made`` makes that row where there is none yet.
    ``only`` keeps what is done with many rows to those that fit it.
    ``within`` is the caller's only row of another table, to which a new row is added.
    ``repeatable`` takes a key by which a request that is sent again gets its first answer, and does nothing more.
    ``adjustments`` are the numbers that it moves in other rows, ``rate_limits`` how often it may be called.
    """

    id: str
    method: str
    path: str
    kind: OperationKind
    feature: str
    name: str
    response: Response
    entity: str | None = None
    access: Access = Access.REQUIRED
    roles: tuple[str, ...] = ()
    bypass_roles: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    permits: tuple[Grant, ...] = ()
    sides: tuple[OwnerPath, ...] = ()
    foreign: Foreign | None = None
    path_parameters: tuple[PathParameter, ...] = ()
    query: tuple[QueryParameter, ...] = ()
    body: tuple[BodyField, ...] = ()
    body_name: str | None = None
    needs_some: bool = False
    among: Among | None = None
    mine: bool = False
    single: tuple[str, ...] = ()
    made: bool = False
    repeatable: bool = False
    within: Within | None = None
    only: Choice | None = None
    effects: tuple[Effect, ...] = ()
    records: tuple[Record, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    rate_limits: tuple[RateLimit, ...] = ()
    order_by: tuple[Choice, ...] = ()
    errors: tuple[int, ...] = ()
    other_status: int | None = None
    soft: bool = False
    summary: str = ""
    description: str = ""
    requirements: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def route(self) -> str:
        """Its method and path, as people write them: ``GET /tasks``."""
        return f"{self.method} {self.path}"

    @property
    def exports(self) -> bool:
        """Whether it answers with lines of CSV."""
        return self.response.body is Body.CSV

    @property
    def addresses_row(self) -> bool:
        """Whether the path names one row of the entity, by a key or as the only one."""
        return bool(self.single) or any(key.use is PathUse.ROW for key in self.path_parameters)

"""Sides: tables whose rows lie below somebody else's row, and who may see and decide what there.

Applying to another user's gig, booking somebody's cabin, reviewing a seller's product: such a row has a column for its
author, and lies below a row that has an owner of its own. It is read from what the documents say or show, and never
guessed from two columns alone: ``subtasks(user_id, task_id)`` below ``tasks(user_id)`` stay their owner's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import Column, ColumnRole, Entity, EntityPurpose, OwnerPath, Source
from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import PERHAPS_ROLES
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.people.access import Policy
from workbench.resolving.people.ownership import AUTHORS, with_inherited
from workbench.resolving.serving.classify import Context
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import Shape, shape_of
from workbench.resolving.words import is_akin, plural, singular, snake, words

_SPOKEN = frozenset({"comment", "review", "reply", "rating", "answer", "reaction", "vote"})
"""What people write below a row for everybody who sees the row."""
_DEALT = frozenset(
    """
    application bid booking enquiry enrollment enrolment inquiry offer order purchase registration rental reservation
    rsvp
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""What two people have with each other, and nobody else."""
_ANYONE = frozenset({"user", "owner", "account", *AUTHORS})
"""Words for whoever has a row, which tell no side from the other."""
_AGENT = regex(r"(?:er|or|an[dt]|ent|ee|ist|guest)$")
"""How words for people end who act: ``applicant``, ``buyer``, ``student``, ``attendee``."""
OWN = regex(
    r"\b(?:my|own|mine|(?:the )?(?:authenticated|current|calling|logged[- ]in|signed[- ]in) user'?s|caller'?s)\b"
)
"""A description that speaks of the caller's rows alone."""
_OWNERS_ONLY = regex(
    r"\b(?:owner|creator|author|seller|host)s?(?: only|\))"
    r"|\bonly (?:by )?(?:the |its )?(?:owner|creator|author|seller|host)\b"
)
_ANYBODY = regex(
    r"\b(?:any(?:one|body)|every(?:one|body)"
    r"|(?:any|every|all|other)(?: [\w-]+)? (?:users?|members?|customers?|people))\b"
)
_ABLE = regex(r"\b(?:can|may|able|allowed|visible|available|open|browse)\b")
_KEPT = regex(r"\b(?:own|only|their|cannot|can't|not|never|private|except)\b")
_REFUSED = regex(
    r"\b(?:cannot|can't|can not|may not|must not|must never|not allowed to|forbidden to|never)\s+"
    r"(?P<verb>[a-z]+)[^.;]{0,40}?\bown\s+(?P<noun>[a-z_]+)|\bself-(?P<deed>[a-z]+)"
)
_DOES = frozenset({"buy", "purchase", "rent", "book", "join", "apply", "bid", "rate", "order", "enroll", "enrol"})
_STATUS = regex(r"\b4(?:00|03|09|22)\b")


@dataclass(frozen=True, slots=True)
class Side:
    """A table with two sides: rows of ``entity``, by the user in ``author``, lie below one of ``parent``, to which
    ``via`` leads and whose ``holder`` is another user. ``refused`` is the status of tying a row to one's own, and the
    line that says so. ``spoken`` rows are for every reader; others are for ``both`` sides, or for their author alone.
    """

    entity: str
    author: str
    via: str
    parent: str
    holder: tuple[str, ...]
    spoken: bool = False
    both: bool = True
    refused: tuple[int, Source] | None = None
    makers: tuple[str, ...] = ()
    """The roles of those who add such rows; none where anybody does."""

    @property
    def far(self) -> OwnerPath:
        """The way to the holder of the row above."""
        return OwnerPath((self.via, *self.holder))


@dataclass(frozen=True)
class _Ground:
    """What the sides are read from; ``shapes`` are the paths of the endpoints, taken apart."""

    ledger: Ledger
    policy: Policy
    shapes: tuple[tuple[Endpoint, Shape], ...]
    sentences: Sequence[Statement]

    def endpoints(self, entity: str, *methods: str) -> list[Endpoint]:
        """Give the endpoints that end in rows of a table, or in one of them."""
        return [
            one
            for one, shape in self.shapes
            if one.method in methods and shape.target and shape.target.entity == entity and not shape.action
        ]

    def creating(self, entity: str) -> list[Endpoint]:
        """Give the endpoints that make rows of a table."""
        named = {id(one) for one, shape in self.shapes if shape.target and shape.target.parameter is None}
        return [one for one in self.endpoints(entity, "POST") if id(one) in named]


def find_sides(
    ledger: Ledger, context: Context, policy: Policy, endpoints: Sequence[Endpoint], sentences: Sequence[Statement]
) -> tuple[Side, ...]:
    """Give the tables that have two sides: told by a sentence, by who may do what, or by what their columns are
    called; what only the noun suggests is asked about."""
    pairs = list(_pairs(context.entities))
    if not pairs:
        return ()
    shapes = tuple((one, shape_of(one.path, context.entities, context.path_names)) for one in endpoints)
    ground = _Ground(ledger, policy, shapes, sentences)
    # What everybody sees for one table's sake, others are added to as well.
    told = [side for pair in pairs if (side := _side(ground, *pair))]
    opened = frozenset(side.parent for side in told)
    known = {(side.entity, side.via) for side in told}
    rest = [pair for pair in pairs if (pair[0].name, pair[2].name) not in known]
    return (*told, *(side for pair in rest if (side := _side(ground, *pair, opened))))


def _pairs(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Column, Column, Entity]]:
    """Give each table with an author of its own below a table that has owners: both, and the columns between."""
    by_name = {entity.name: entity for entity in entities}
    for entity in entities:
        author = entity.with_role(ColumnRole.OWNER) or entity.with_role(ColumnRole.AUTHOR)
        if author is None or author.references is None or entity.purpose is not EntityPurpose.DATA:
            continue
        for column in entity.columns:
            parent = by_name.get(column.references.entity) if column.references and not column.nullable else None
            if parent and parent.purpose is EntityPurpose.DATA and parent.owner and parent is not entity:
                yield entity, author, column, parent


def _side(
    ground: _Ground, entity: Entity, author: Column, via: Column, parent: Entity, opened: frozenset[str] | None = None
) -> Side | None:
    """Give the sides of one table. At a second look, ``opened`` are the tables of which every user sees the rows; only
    then it is asked about what nothing tells."""
    creating = ground.creating(entity.name)
    given = {snake(field.name) for one in creating for field in one.body or ()}
    if not creating or given & {snake(author.name), _bare(author.name)} or parent.owner is None:
        return None
    makers = tuple(role for one in creating for role in one.roles)
    steps, spoken = parent.owner.steps, entity.singular in _SPOKEN
    side = Side(entity.name, author.name, via.name, parent.name, steps, spoken=spoken, makers=makers)
    refusal = _refusal(ground.sentences, entity, parent, creating)
    reason = _reason(ground, side, entity, parent, creating)
    if reason is None and opened and parent.name in opened and words(entity.singular)[-1] in _SPOKEN | _DEALT:
        reason = (f"Every user sees the {parent.name}.", None)
    if refusal:
        reason = ("Nobody may do so with their own.", refusal[1])
    if reason is None and (opened is None or not _is_suggested(entity, author)):
        return None
    if reason and not reason[0]:
        return replace(side, refused=refusal, both=side.spoken or _is_seen(ground, side, parent, reason[1]))
    return replace(side, refused=refusal) if _is_open(ground, side, parent, reason) else None


def _reason(
    ground: _Ground, side: Side, entity: Entity, parent: Entity, creating: Sequence[Endpoint]
) -> tuple[str, Source | None] | None:
    """Give what says that the row above may be anybody's, with the line: nothing where nothing does."""
    reading, changing = ground.endpoints(parent.name, "GET"), ground.endpoints(parent.name, "PUT", "PATCH", "DELETE")
    public = next((one for one in reading if _access(one, ground.policy) != "required"), None)
    if public:
        return "", public.sources[0]
    makers = {role for one in ground.creating(parent.name) for role in one.roles}
    if makers and all(one.roles and not makers & set(one.roles) for one in creating):
        return f"Who makes {parent.name} makes no {entity.name}.", creating[0].sources[0]
    spoken = next((one for one in ground.sentences if _is_for_anybody(one.text.lower(), entity, parent)), None)
    if spoken:
        return "A sentence says who may.", spoken.source
    kept = next((one for one in changing if _is_owners(one)), None)
    if kept and reading and not any(_is_owners(one) or OWN.search(one.text) for one in reading):
        return f"Changing {parent.name} is their owner's, and reading them is not.", kept.sources[0]
    named, holder = _bare(side.author), _bare(side.holder[-1])
    acts = _AGENT.search(named) and named not in _ANYONE and not any(one.roles for one in creating)
    if acts and named != holder and len(side.holder) == 1:
        return f"The {named.replace('_', ' ')} is not the {holder.replace('_', ' ')}.", None
    return None


def _is_owners(endpoint: Endpoint) -> bool:
    """Tell whether a description reserves an endpoint to whose row it is."""
    return bool(_OWNERS_ONLY.search(endpoint.text)) or bool(set(endpoint.roles) & PERHAPS_ROLES)


def _is_for_anybody(text: str, entity: Entity, parent: Entity) -> bool:
    """Tell whether a sentence lets everybody see a table's rows, or make rows below them."""
    if not _ANYBODY.search(text) or not _ABLE.search(text) or _KEPT.search(text):
        return False
    said = {singular(word) for word in words(text)}
    return parent.singular in said or entity.singular in said


def _is_suggested(entity: Entity, author: Column) -> bool:
    return author.role is ColumnRole.OWNER and words(entity.singular)[-1] in _SPOKEN | _DEALT


def _is_open(ground: _Ground, side: Side, parent: Entity, reason: tuple[str, Source | None] | None) -> bool:
    """Tell whether rows may be tied to those of others: assumed where something says so, else asked."""
    made, above = plural(side.entity).replace("_", " "), parent.singular.replace("_", " ")
    anybody = Choice(
        "anybody",
        f"any {above}",
        f"Every signed-in user sees {parent.name}; who made one sees its {made}.",
    )
    own = Choice("own", f"the caller's own {above}", f"{parent.name} and their {made} are seen by one user alone.")
    lines = [one.sources[0] for one in ground.creating(side.entity)]
    identifier = f"{side.entity}.{side.via}.others"
    if reason is None:
        asked = f"To whose {above} may a user add {made}?"
        why = "no document says that others see it."
        value = ground.ledger.ask(
            identifier, asked, [own, anybody], [*lines, *parent.sources[:1]], why=why, blocking=False, affects=8
        )
        return value == anybody.value
    evidence = [*([reason[1]] if reason[1] else []), *lines]
    text = f"A user may add {made} to any {above}, not only to their own."
    return ground.ledger.assume(identifier, text, [anybody, own], evidence, reason=reason[0]) == anybody.value


def _is_seen(ground: _Ground, side: Side, parent: Entity, evidence: Source | None) -> bool:
    """Tell whether who has a row that everybody sees also sees what others add to it: assumed."""
    made, above = plural(side.entity).replace("_", " "), parent.singular.replace("_", " ")
    choices = [
        Choice(
            "both", f"the author and who has the {above}", f"The {made} of their own {parent.name} are shown to users."
        ),
        Choice("author", "the author alone", f"A user sees nobody else's {made}."),
    ]
    text = f"{made.capitalize()} are seen by who made them and by who has the {above}."
    lines = [*([evidence] if evidence else []), *(one.sources[0] for one in ground.creating(side.entity))]
    reason = f"They are added to the {parent.name} of others."
    return ground.ledger.assume(f"{side.entity}.{side.via}.seen", text, choices, lines, reason=reason) == "both"


def _refusal(
    sentences: Sequence[Statement], entity: Entity, parent: Entity, creating: Sequence[Endpoint]
) -> tuple[int, Source] | None:
    """Give the status that answers tying a row to one of the caller's own, and the line that says so."""
    said = [(one.text.lower(), one.source) for one in sentences]
    said += [(one.text, one.sources[0]) for one in creating]
    for text, source in said:
        for match in _REFUSED.finditer(text):
            told = match["deed"] or match["verb"]
            about = match["deed"] or singular(match["noun"]) in (parent.singular, words(parent.singular)[-1])
            if about and _akin(told, entity.singular):
                status = _STATUS.search(text)
                return (int(status[0]) if status else 403), source
    return None


def _akin(verb: str, noun: str) -> bool:
    """Tell whether a verb is what making a row of that name is called: ``apply`` and ``application``."""
    return is_akin(verb, noun) or (verb in _DOES and words(noun)[-1] in _DEALT)


def _access(endpoint: Endpoint, policy: Policy) -> str:
    return next((fact.auth for fact in endpoint.facts if fact.auth), policy.default.value)


def _bare(column: str) -> str:
    return snake(column).removesuffix("_id")


def with_sides(entities: Sequence[Entity], sides: Sequence[Side]) -> tuple[Entity, ...]:
    """Give the tables with the rows above there for every reader, and the rows below their author's."""
    if not sides:
        return tuple(entities)
    above = {side.parent for side in sides}
    below = {side.entity: side for side in sides}
    found = [_authored(one, below[one.name]) if one.name in below else one for one in entities]
    return with_inherited(replace(one, shared=one.shared or one.name in above) for one in found)


def _authored(entity: Entity, side: Side) -> Entity:
    columns = tuple(replace(one, role=ColumnRole.OWNER) if one.name == side.author else one for one in entity.columns)
    return replace(entity, columns=columns, owner=OwnerPath((side.author,)), shared=entity.shared or side.spoken)

"""Meanings about tokens and owners: who is let in, who is not, and whose rows are reached."""

from generators.blueprint import Access, ColumnRole, OperationKind, Rule, RuleKind, TokenIssuer
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning

Kind = OperationKind
_OPEN = (Kind.HEALTH, Kind.REGISTER, Kind.LOGIN, Kind.REFRESH)


def token_rules(gist: Gist) -> list[Rule]:
    """Give the rules by which tokens are asked for."""
    return [rule for rule in gist.book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:tokens.")]


def _required(gist: Gist) -> Proof | None:
    """``Every route needs a valid JWT``: all that the text is about, but for what hands tokens out."""
    closed = [one for one in gist.scope if one.kind not in _OPEN]
    opened = [one for one in closed if one.access is not Access.REQUIRED]
    excepted = {"EXCEPT", "PUBLIC"} & gist.senses
    if opened and not excepted:
        return missing(f"{opened[0].id} is {opened[0].access.value}", RuleKind.AUTHENTICATION)
    asking = {one.id for one in closed} - {one.id for one in opened}
    rules = [rule for rule in token_rules(gist) if asking & set(rule.operations)]
    return proven_or(RuleKind.AUTHENTICATION, rules, "no endpoint here needs a token")


def _open(gist: Gist) -> Proof | None:
    """``No authentication needed``, of the endpoint where it stands or that it names."""
    if not gist.sentence.here and not gist.texts("CALL") and "HEALTH" not in gist.senses:
        return None
    found = [one for one in gist.reached if "HEALTH" not in gist.senses or one.kind is Kind.HEALTH]
    closed = [one for one in found if one.access is Access.REQUIRED]
    if closed:
        return missing(f"{closed[0].id} needs a token", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.OPERATION, found, "there is no such endpoint")


def _refused(gist: Gist) -> Proof | None:
    """``An expired token is rejected``, with 401 where a status is named."""
    if set(gist.statuses) - {401}:
        return missing("that answers 401", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, token_rules(gist), "no endpoint needs a token")


def _verified(gist: Gist) -> Proof | None:
    """``The signature is checked with the shared secret``."""
    if gist.book.settings.token_issuer is TokenIssuer.JWKS and "SECRET" in gist.senses:
        return missing("tokens are verified with published keys", RuleKind.AUTHENTICATION)
    return proven_or(RuleKind.AUTHENTICATION, token_rules(gist), "no endpoint needs a token")


_VERBS: tuple[tuple[str, tuple[OperationKind, ...]], ...] = (
    ("READ", (Kind.READ, Kind.LIST)),
    ("LIST", (Kind.LIST,)),
    ("CREATE", (Kind.CREATE,)),
    ("UPDATE", (Kind.PATCH, Kind.REPLACE)),
    ("DELETE", (Kind.DELETE,)),
    ("TOGGLE", (Kind.TOGGLE, Kind.ACT)),
)


def kinds_of(gist: Gist) -> set[OperationKind]:
    """Give the kinds of operations that the verbs of a text mean."""
    return {kind for sense, kinds in _VERBS if sense in gist.senses for kind in kinds}


def _owned(gist: Gist) -> Proof | None:
    """``Only its owner can edit a note``, ``a user never sees the notes of another``."""
    entity = gist.entity if gist.entity is not gist.book.users else gist.book.main
    vague = all(" " not in text for text in gist.texts("OTHERS")) and not gist.says("ENTITY", "USER", "OWN", "USERID")
    if gist.statuses or vague:
        return None
    rules = [rule for rule in gist.book.ruled(RuleKind.OWNERSHIP, entity.name if entity else None) if rule.entity]
    ids = {name for rule in rules for name in rule.operations}
    kinds = kinds_of(gist)
    meant = [one for one in gist.book.operations if entity and one.entity == entity.name and one.kind in kinds]
    free = [one for one in meant if one.id not in ids]
    if free or (kinds and not meant):
        return missing(f"{free[0].id} is not kept to the owner" if free else "nothing does that", RuleKind.OWNERSHIP)
    return proven_or(RuleKind.OWNERSHIP, rules, "the rows have no owner")


def _caller(gist: Gist) -> Proof | None:
    """``user_id is extracted from the token's sub claim``."""
    rules = token_rules(gist)
    return proven_or(RuleKind.AUTHENTICATION, rules, "no endpoint needs a token")


def _given(gist: Gist) -> Proof | None:
    """``A new note is associated with the user's id and time-stamped``."""
    entity = gist.entity
    rules = gist.book.ruled(RuleKind.OWNERSHIP, entity.name) if entity is not None else []
    stamp = entity.with_role(ColumnRole.CREATED_AT) if entity is not None else None
    if entity is not None and "TIMESTAMP" in gist.senses:
        stamped = gist.book.ruled(RuleKind.EFFECT, entity.name, [stamp.name]) if stamp else []
        rules = [*rules, *stamped] if stamped else []
    return proven_or(RuleKind.OWNERSHIP, [rule for rule in rules if rule.columns], "the rows have no owner")


def _mismatch(gist: Gist) -> Proof | None:
    """``403 if they do not match``: the id of the path and that of the token."""
    rules = [rule for rule in gist.book.ruled(RuleKind.OWNERSHIP) if rule.id.startswith("rule:paths.caller")]
    expected = gist.book.settings.other_users_path
    if not rules:
        return missing("no path holds the caller's id", RuleKind.OWNERSHIP)
    if set(gist.statuses) - {expected}:
        return missing(f"another user's path answers {expected}", RuleKind.OWNERSHIP)
    return proven(RuleKind.OWNERSHIP, *rules)


def _below(gist: Gist) -> Proof | None:
    """``Only editors may access /desk/*``: all that lies below the path is theirs alone."""
    start = gist.texts("PATH")[0].rstrip("/*")
    roles = set(gist.texts("ROLE"))
    every = [*gist.book.operations, *gist.book.ports]
    below = [one for one in every if len(start) > 1 and f"{start}/" in f"{one.path}/"]
    other = next((one for one in below if set(one.roles) != roles), None)
    if other is not None:
        return missing(f"{other.id} is for {' and '.join(other.roles) or 'everybody'}", RuleKind.PERMISSION)
    ids = {one.id for one in below}
    rules = [rule for rule in gist.book.ruled(RuleKind.PERMISSION) if ids & set(rule.operations)]
    return proven_or(RuleKind.PERMISSION, rules, f"nothing lies below {start}")


ACCESS = (
    meaning("PATH ROLE ONLY|REQUIRE|PROTECT", "ENDPOINT READ MANAGE ONLY REQUIRE ROLEWORD TOKEN BELOW", _below),
    meaning("NOT TOKEN", "REQUIRE ENDPOINT PUBLIC HEALTH CALL", _open),
    meaning("PUBLIC ENDPOINT|CALL|HEALTH", "", _open),
    meaning("TOKEN REQUIRE|PROTECT", "ENDPOINT ENTITY CALL VERIFY SIGNATURE READ CREATE UPDATE DELETE LIST", _required),
    meaning("TOKEN REQUIRE|PROTECT EXCEPT", "ENDPOINT ENTITY PUBLIC STATE OWNSECURITY", _required),
    meaning(
        "TOKEN|CREDENTIALS INVALID|ABSENT|EXPIRE|WITHOUT|UNAUTHORIZED REFUSE|FAIL|STATUS",
        "ENDPOINT PROTECT UNAUTHORIZED VERIFY CALL SIGNATURE ENTITY",
        _refused,
    ),
    meaning("UNAUTHORIZED REFUSE|FAIL|STATUS", "ENDPOINT PROTECT READ", _refused),
    meaning("TOKEN SIGNATURE VERIFY", "SECRET EXTRACT USERID CLAIMS ENDPOINT PROTECT EXPIRE", _verified),
    meaning("TOKEN VERIFY ENDPOINT|SECRET|PROTECT", "SIGNATURE EXPIRE CALL", _verified),
    meaning("USERID EXTRACT TOKEN|SUBJECT", "SUBJECT CLAIMS SIGNATURE VERIFY TOKEN", _caller),
    meaning("ONLY OWN", "ENTITY READ UPDATE DELETE TOGGLE CREATE LIST ENDPOINT MANAGE COLUMN", _owned),
    meaning(
        "NOT OTHERS",
        "ENTITY READ UPDATE DELETE TOGGLE LIST ENDPOINT SCOPE OWN MANAGE",
        _owned,
    ),
    meaning("OTHERS HIDE", "ENTITY READ LIST ENDPOINT", _owned),
    meaning("SCOPE OWN|USERID|USER", "ENTITY READ ENDPOINT UPDATE DELETE LIST VERIFY", _owned),
    meaning("CREATE USERID", "ENTITY TIMESTAMP REFERENCE OWN SET", _given),
    meaning("STATUS NOT MATCH", "FORBIDDEN USERID TOKEN SUBJECT", _mismatch),
)
"""What texts say of who is let in, the exact before the general."""

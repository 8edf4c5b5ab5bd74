"""Meanings about accounts: registering, logging in, and what keeps either from happening."""

from generators.blueprint import CONFLICT, Holds, OperationKind, RuleKind
from workbench.resolving.prose.answering.shapes import members
from workbench.resolving.prose.claims import Proof, missing, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning

Kind = OperationKind


def _logs_in(gist: Gist) -> Proof | None:
    """``A registered user can sign in with e-mail and password``."""
    found = gist.book.of(None, Kind.LOGIN)
    fields = {name for one in found for part in one.body for name in (part.name, part.column)}
    strange = [text for text in gist.texts("COLUMN") if not gist.book.columns_called(text) & fields]
    if found and strange:
        return missing(f"a login takes no {strange[0]}", RuleKind.OPERATION)
    return proven_or(RuleKind.OPERATION, found, "there is no login")


def _refuses_login(gist: Gist) -> Proof | None:
    """``Login fails with wrong credentials``."""
    if set(gist.statuses) - {401}:
        return missing("that answers 401", RuleKind.AUTHENTICATION)
    rules = [rule for rule in gist.book.ruled(RuleKind.AUTHENTICATION) if rule.id.startswith("rule:auth.login")]
    return proven_or(RuleKind.AUTHENTICATION, rules, "there is no login")


def _starts_session(gist: Gist) -> Proof | None:
    """``Users are logged in right after they register``: the answer to it holds a token."""
    found = [
        one
        for one in gist.book.of(None, Kind.REGISTER)
        if any(field.holds is Holds.ACCESS_TOKEN for field in members(one.response.envelope))
    ]
    return proven_or(RuleKind.OPERATION, found, "registering gives no token")


def _taken(gist: Gist) -> Proof | None:
    """``Duplicate addresses are rejected``."""
    named = gist.columns()
    answers = {entity.taken_status for entity, _ in named} or {CONFLICT}
    if set(gist.statuses) - answers:
        return missing(f"a duplicate answers {min(answers)}", RuleKind.UNIQUE)
    found = [rule for entity, column in named for rule in gist.book.ruled(RuleKind.UNIQUE, entity.name, [column.name])]
    alone = [rule for rule in found if len(rule.columns) == 1]
    return proven_or(RuleKind.UNIQUE, alone, "nothing of it is unique") if named else None


SESSIONS = (
    meaning("LOGIN CREDENTIALS|COLUMN|PASSWORD", "COLUMN EXIST REGISTER SUCCESS", _logs_in),
    meaning("LOGIN FAIL|REFUSE INVALID", "CREDENTIALS COLUMN PASSWORD STATUS", _refuses_login),
    meaning("REGISTER LOGGEDIN|LOGIN AUTO", "SUCCESS WHEN", _starts_session),
    meaning("DUPLICATE COLUMN REFUSE|FAIL|STATUS", "REGISTER CREATE ENTITY", _taken),
    meaning("DUPLICATE COLUMN NOT ACCEPT", "REGISTER CREATE ENTITY", _taken),
)
"""What texts say of accounts."""

"""What one document demands and no endpoint, parameter or table offers: ``bulk changes MUST be supported``."""

from collections.abc import Iterator

from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.kinds.scope import Scope
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import join_words, singular, words

_OFFERED: dict[str, str] = {
    "bulk operations": "bulk batch many all multiple ids",
    "export": "export download csv pdf report",
    "import": "import upload csv",
    "password reset": "reset forgot forgotten recovery recover",
    "email verification": "verify verification verified confirm confirmation",
    "attachments": "attachment file upload document media",
    "two factors": "2fa mfa otp totp factor",
    "reviews": "review rating rate star feedback",
    "discounts": "coupon discount voucher promo promotion code",
    "waiting lists": "waitlist waiting queue",
    "comments": "comment reply note",
    "webhooks": "webhook hook callback event",
    "priorities": "priority importance urgency",
    "due dates": "due deadline",
    "categories": "category",
    "tags": "tag label",
    "recurrence": "recurrence recurring recur repeat repeats",
    "subtasks": "subtask checklist parent",
}
"""Features that nobody can use without something to call or to write in, and the words of what offers them."""

_MOST = 3


def find_absent(desk: Desk) -> Iterator[Dispute]:
    """Find the features that are demanded and that nothing which is described offers, those of one document at once."""
    context = desk.context
    if not context.endpoints:
        return
    there, scope = _described(desk), Scope(desk)
    missing: dict[str, dict[str, list[Statement]]] = {}
    for feature, offered in _OFFERED.items():
        if not there & set(offered.split()) and not scope.leaving_out(feature):
            for statement in scope.demanding(feature):
                missing.setdefault(statement.source.file, {}).setdefault(feature, []).append(statement)
    for file, features in missing.items():
        yield _dispute(file, features, Statement("the endpoints", context.endpoints[0].sources[0]))


def _described(desk: Desk) -> set[str]:
    """Give the words that endpoints, their parameters and bodies, and the tables are named with."""
    names = [one.name for one in desk.context.entities]
    names += [column.name for one in desk.context.entities for column in one.columns]
    for endpoint in desk.context.endpoints:
        names += [endpoint.path, endpoint.summary, *(field.name for field in endpoint.query)]
        names += [field.name for field in endpoint.body or ()]
    return {singular(word) for name in names for word in words(name)} | {word for name in names for word in words(name)}


def _dispute(file: str, features: dict[str, list[Statement]], there: Statement) -> Dispute:
    names = sorted(features)
    wanted = tuple(dict.fromkeys(one for name in names for one in features[name][:_MOST]))
    shown, them = join_words(names), "them" if len(names) > 1 else "it"
    text = (
        f"{file} demands {shown} (\u201c{quote(wanted[0].text)}\u201d), and no endpoint in {there.source.file} or "
        f"elsewhere offers {them}: what holds?"
    )
    sides = (
        Side("left out", f"{shown} {'are' if len(names) > 1 else 'is'} no part of the backend", (there,)),
        Side("part of it", f"{shown} {'have' if len(names) > 1 else 'has'} still to be described", wanted),
    )
    return Dispute(f"absent.{'-'.join('_'.join(name.split()) for name in names[:4])}", "scope", text, sides)

"""Summaries: what an operation does, in the specification's own words where these are a summary.

Beside an endpoint stands a sentence of what it does, but as often a heading ("Backend requirements"), the
cell of another column ("All"), or a whole requirement ("FR-007: The system MUST …"). Those are about
something else, or say more than fits a line; the operation then says itself what it does.
"""

import re

from generators.blueprint import Entity, OperationKind
from generators.naming import with_article
from workbench.patterns import regex
from workbench.resolving.words import DEEDS, plural, words

_LONGEST = 100
_SENTENCE = regex(r"(?<=[.!?])\s")
_REQUIREMENT = regex(r"^[A-Z]{2,}-\d|\b(?:must|shall|should)\b|(?-i:\b(?:GET|POST|PUT|PATCH|DELETE)\b)", re.IGNORECASE)
_ASIDE = regex(r"\([^()]*\)")
_OTHER_SCRIPT = regex(r"[\u0370-\u1fff\u2c00-\ud7ff]")
_SAYING = {
    OperationKind.CREATE: "Create {one}",
    OperationKind.LIST: "List {many}",
    OperationKind.READ: "Get {one}",
    OperationKind.REPLACE: "Replace {one}",
    OperationKind.PATCH: "Change some fields of {one}",
    OperationKind.DELETE: "Delete {one}",
}


def summarize(stated: str, name: str, kind: OperationKind, entity: Entity | None) -> str:
    """Give the summary of the operation called ``name``: its first stated sentence, or what its kind says;
    nothing where neither tells more than the name."""
    plain = " ".join(stated.replace("*", "").replace("`", "").split())
    first = _SENTENCE.split(plain, maxsplit=1)[0].strip(" -–—:.")
    if _is_summary(first, {*words(name), *(words(entity.singular) if entity else ())}):
        return first
    if entity is None or kind not in _SAYING:
        return ""
    one = " ".join(words(entity.singular))
    return _SAYING[kind].format(one=with_article(one), many=plural(one).replace("_", " "))


def _is_summary(text: str, subject: set[str]) -> bool:
    if not text or len(text) > _LONGEST or _REQUIREMENT.search(_ASIDE.sub("", text)):
        return False
    if _OTHER_SCRIPT.search(text):
        return True
    said = words(text)
    third_person = said[0].removesuffix("s") if said else ""
    return len(said) > 1 and (bool({said[0], third_person} & DEEDS) or bool(subject & set(said)))

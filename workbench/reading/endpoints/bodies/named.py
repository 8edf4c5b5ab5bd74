"""Bodies that an endpoint only names: a model, another endpoint's, the part above."""

import re
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import merge_fields
from workbench.reading.endpoints.bodies.models import find_models, model_of
from workbench.reading.endpoints.describing.drafts import MOST_REFERENCES, Draft
from workbench.reading.endpoints.describing.wording import AS_ABOVE, listed_fields
from workbench.reading.endpoints.places.marks import same_shape
from workbench.reading.endpoints.places.titles import handles_in
from workbench.reading.facts import FieldFact

_ALL_FIELDS = regex(
    r"\b(?:all|every|the|todos|alle)?\b[^.]{0,20}\b(?:fields?|campos|champs|felder|필드)\b", re.IGNORECASE
)
_EXCEPT = regex(
    r"\b(?:except(?: for)?|without|but not|außer|ohne|excepto|sauf|salvo)\s+((?:(?:,|and|und|y|et)?\s*`\w{1,60}`)+)",
    re.I,
)
_PLUS = regex(
    r"\b(?:plus|and also|in addition|dazu|zusätzlich|además|en plus)\s+((?:(?:,|and|und|y"
    r"|et)?\s*`\w{1,60}`(?:\s*\([^()]{0,60}\))?)+)",
    re.I,
)
_REFERRING = frozenset({
    "same", "identical", "above", "body", "request", "schema", "fields", "format", "see", "like", "but", "with",
    "the", "optional", "all", "and", "for", "are", "object", "payload", "structure", "takes", "sends", "attributes",
    "properties", "when",
})  # fmt: skip


def name_bodies(drafts: list[Draft], document: Document) -> None:
    """Resolve bodies that are only named: "same as Create Task", ``TaskCreate``, "all fields of the form"."""
    models = find_models(document)
    for draft in [draft for draft in drafts if draft.body and AS_ABOVE.match(draft.body_named)][:MOST_REFERENCES]:
        draft.body = merge_fields(_as_above(draft, drafts) or (), draft.body or ())
    for draft in [draft for draft in drafts if draft.body is None and draft.body_named][:MOST_REFERENCES]:
        draft.body = _as_above(draft, drafts) if AS_ABOVE.match(draft.body_named) else None
        draft.body = draft.body or _referred(draft, draft.body_named, drafts) or model_of(draft.body_named, models)
        if draft.body is None and _ALL_FIELDS.search(draft.body_named):
            draft.body = models.get("")
        draft.body = draft.body or _sole_field(draft)
    for draft in drafts:
        if draft.body_subset and draft.body:
            draft.body = merge_fields(draft.body, _full_body(draft, drafts))
        if draft.body_optional and draft.body:
            draft.body = tuple(replace(field, required=False) for field in draft.body)
        draft.responses = [
            replace(response, fields=model_of(response.refers or response.description, models) or ())
            if not response.fields and response.body is not False and (response.status or 200) < 300
            else response
            for response in draft.responses
        ]


def _sole_field(draft: Draft) -> tuple[FieldFact, ...] | None:
    """Take a body of one bare word for its only field, unless it is the thing itself that the path names.

    Example: ``| POST | /returns | barcode |`` sends ``barcode``; ``| POST | /books | book |`` sends a book.
    """
    name = draft.body_named.strip("`* .")
    resource = next((part for part in reversed(draft.mark.path.split("/")) if part and part[0] != "{"), "")
    if not re.fullmatch(r"[a-z]\w{1,40}", name) or resource.replace("-", "_").startswith(name[:-1]):
        return None
    return (FieldFact(name=name, source=draft.document.source(draft.body_line)),)


def _as_above(draft: Draft, drafts: list[Draft]) -> tuple[FieldFact, ...] | None:
    """Find the body that "as above", "as in 3.2, without `team_id`, plus `status`" means: that of the part
    with this number, else of the nearest endpoint before with a body, of the same area if there is one."""
    text = draft.body_named
    handles = handles_in(text[:80])
    before = [other for other in drafts[: drafts.index(draft)] if other.body and other.defining]
    named = [other for other in drafts if other is not draft and other.body and other.handles & handles]
    near = [other for other in before if other.area == draft.area] or before
    body = (named or near)[-1].body if named or near else None
    if body is None:
        return None
    out = set(re.findall(r"`(\w+)`", match[1])) if (match := _EXCEPT.search(text)) else set()
    more = listed_fields(match[1], draft.document, draft.body_line) if (match := _PLUS.search(text)) else ()
    return merge_fields(tuple(field for field in body if field.name not in out), more)


def _full_body(draft: Draft, drafts: list[Draft]) -> tuple[FieldFact, ...]:
    """Find what "any subset of the fields" means: the body of PUT on the path, else of POST above it."""
    above = draft.mark.path.rsplit("/", 1)[0]
    for method, path in (("PUT", draft.mark.path), ("POST", above)):
        for other in drafts:
            if other.body and other.mark.method == method and same_shape(other.mark.path, path):
                return other.body
    return ()


def _referred(draft: Draft, text: str, drafts: list[Draft]) -> tuple[FieldFact, ...] | None:
    """Find the body of the endpoint that "same as …" names by method and path, title or verb."""
    words = set(re.findall(r"[a-z]{3,}", text.lower())) - _REFERRING
    drafts = sorted(drafts, key=lambda other: other.area != draft.area)  # the nearest of its kind is meant
    for other in drafts:
        if other is not draft and other.body and other.mark.route.lower() in text.lower().replace("`", ""):
            return other.body
    for other in drafts:
        if other is draft or not other.body:
            continue
        title = set(re.findall(r"[a-z]{3,}", f"{other.title} {other.summary}".lower())) | {other.mark.method.lower()}
        if words and all(word in title or _does(word, title) for word in words):
            return other.body
    return None


def _does(word: str, title: set[str]) -> bool:
    """Tell whether a title has the verb of which a word is the doing: "adding" of "Add a boat", "creating" of
    "Create"."""
    stem = word.removesuffix("ing")
    return stem != word and any(one in (stem, f"{stem}e", stem[:-1]) for one in title)

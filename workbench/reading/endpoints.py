"""Endpoints in Markdown documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.access import Statement, is_exempt, is_own_data, opens_session, read_statement
from workbench.reading.asides import is_interface
from workbench.reading.base_paths import (
    Base,
    base_of_document,
    join_paths,
    lines_of_blocks,
    sentences_of_blocks,
    starts_alike,
)
from workbench.reading.bodies import merge_fields
from workbench.reading.documents import Document
from workbench.reading.drafts import BODY_METHODS, Draft
from workbench.reading.facts import DocumentFacts, EndpointFact, FieldFact, SettingFact, Topic, Unread
from workbench.reading.finding import Finder
from workbench.reading.legends import read_legend
from workbench.reading.markdown import ListItem, Paragraph, Section, walk_blocks
from workbench.reading.marks import key_of, same_shape
from workbench.reading.models import find_models, model_of
from workbench.reading.sentences import split_run
from workbench.reading.shapes import shape_in
from workbench.reading.surroundings import Context
from workbench.reading.titles import handles_in
from workbench.reading.wording import AS_ABOVE, listed_fields


def read_endpoints(document: Document) -> DocumentFacts:
    """Read the endpoints that a Markdown document states or mentions, and its base path."""
    if "/" not in document.text:
        return DocumentFacts(document.file)
    root = document.sections
    base = base_of_document(document, _holding_endpoints(root))
    finder = Finder(document, base.hosts)
    finder.walk(root, Context(interface=is_interface(document.file)))
    drafts = _joined_mentions(finder.drafts)
    _promote_calls(drafts, document)
    _promote_prose(drafts, document)
    _share_mentioned(drafts)
    _follow_legend(drafts, document)
    _share_access(drafts)
    _name_bodies(drafts, document)
    _share_parameters(drafts, document)
    statements = _statements(document)
    paths = _paths(drafts, base)
    by_header = any(draft.header_seen for draft in drafts if draft.defining)
    _trust_shown_calls(drafts)
    facts = [_fact(draft, path, statements, by_header=by_header) for draft, path in zip(drafts, paths, strict=True)]
    unread = [
        Unread(document.source(draft.body_line), f"{draft.mark.method} {draft.mark.path}: {draft.body_named}")
        for draft in drafts
        if draft.defining and draft.body is None and draft.body_named and draft.mark.method in BODY_METHODS
        if shape_in(draft.body_named) is None
    ]
    settings = [_base_setting(base, document)] if base.path else []
    return DocumentFacts(document.file, (*settings, *facts), unread=tuple(unread))


_MOST = 500
"""References within one document that are followed; no written document has as many."""


def _holding_endpoints(root: Section) -> set[int]:
    """Give the lines of the sections that hold endpoints, in headings or blocks, at any depth."""
    found: set[int] = set()

    def visit(section: Section) -> bool:
        texts = [text for text, _ in lines_of_blocks(section.blocks)]
        holds = bool(_MARK_LIKE.search(section.title)) or any(_OPENS_LIKE.match(text) for text in texts)
        for child in section.sections:
            holds = visit(child) or holds
        if holds:
            found.add(section.line)
        return holds

    visit(root)
    return found


_OPENS_LIKE = regex(
    r"[^\w/]{0,12}(?:[\w ]{1,24}[:：–—-][\s`*]{0,6})?(?:\d{1,3}[.)]\s)?[`*]{0,3}(?:GET|POST|PUT|PATCH|DELETE)\b"
    r"[\s`*:]{1,8}/"
)
_MARK_LIKE = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b[\s`*:]{1,5}/")


def _base_setting(base: Base, document: Document) -> SettingFact:
    return SettingFact(Topic.BASE_PATH, base.path, document.source(base.line))


def _joined_mentions(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep each definition, and of the mentions of one endpoint the first, with the parameters of all."""
    kept: list[Draft] = []
    mentioned: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        key = draft.mark.method, key_of(draft.mark.path)
        if draft.defining:
            kept.append(draft)
        elif key in mentioned:
            mentioned[key].add_query(draft.query)
            if draft.body:
                mentioned[key].add_body(draft.body)
        else:
            mentioned[key] = draft
            kept.append(draft)
    return kept


def _promote_calls(drafts: list[Draft], document: Document) -> None:
    """In a document of the interface, a call that a section is about defines the endpoint that nothing else
    there defines; where nothing is defined at all, every call does."""
    if "/api/" not in document.file:
        return
    defined = [draft.mark for draft in drafts if draft.defining][:_MOST]
    every = not defined
    for draft in [draft for draft in drafts if draft.sole_call or (every and draft.from_call)][:_MOST]:
        mark = draft.mark
        if not any(mark.method == one.method and same_shape(one.path, mark.path) for one in defined):
            draft.defining = True
            defined.append(mark)


def _promote_prose(drafts: list[Draft], document: Document) -> None:
    """In a document of the interface that tells of its endpoints in sentences and in no other form, what they name
    is defined: "`PUT /pets/{id}` registers a pet; the body holds `name`"."""
    told = [draft for draft in drafts if draft.in_prose]
    if (
        not is_interface(document.file)
        or len(told) < 2
        or len(told) <= sum(d.defining and not d.in_prose for d in drafts)
    ):
        return
    if any(draft.defining and not draft.in_prose for draft in drafts):
        return
    for draft in told:
        draft.defining = True


def _share_mentioned(drafts: list[Draft]) -> None:
    """Give definitions the query parameters with which the same document mentions them."""
    defined: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        if draft.defining:
            defined.setdefault((draft.mark.method, draft.mark.path.count("/")), []).append(draft)
    for draft in [draft for draft in drafts if (draft.query or draft.body) and not draft.defining][:_MOST]:
        for other in defined.get((draft.mark.method, draft.mark.path.count("/")), ()):
            if same_shape(other.mark.path, draft.mark.path):
                other.add_query(draft.query)
                if draft.from_call and draft.body and not (other.body or other.body_named):
                    other.add_body(draft.body)


def _share_access(drafts: list[Draft]) -> None:
    """Let what one place says of an endpoint's access hold where the same document repeats the endpoint in silence.

    Example: an overview names ``GET /pets``, and its own section adds "(public)".
    """
    said: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        if draft.defining and draft.auth:
            said.setdefault((draft.mark.method, key_of(join_paths(draft.prefix, draft.mark.path))), draft)
    for draft in drafts:
        key = draft.mark.method, key_of(join_paths(draft.prefix, draft.mark.path))
        if draft.defining and not draft.auth and not draft.header_seen and (other := said.get(key)):
            draft.auth, draft.roles = other.auth, draft.roles or other.roles


_ALL_FIELDS = regex(
    r"\b(?:all|every|the|todos|alle)?\b[^.]{0,20}\b(?:fields?|campos|champs|felder|필드)\b", re.IGNORECASE
)


def _name_bodies(drafts: list[Draft], document: Document) -> None:
    """Resolve bodies that are only named: "same as Create Task", ``TaskCreate``, "all fields of the form"."""
    models = find_models(document)
    for draft in [draft for draft in drafts if draft.body and AS_ABOVE.match(draft.body_named)][:_MOST]:
        draft.body = merge_fields(_as_above(draft, drafts) or (), draft.body or ())
    for draft in [draft for draft in drafts if draft.body is None and draft.body_named][:_MOST]:
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


_EXCEPT = regex(
    r"\b(?:except(?: for)?|without|but not|außer|ohne|excepto|sauf|salvo)\s+((?:(?:,|and|und|y|et)?\s*`\w{1,60}`)+)",
    re.I,
)
_PLUS = regex(
    r"\b(?:plus|and also|in addition|dazu|zusätzlich|además|en plus)\s+((?:(?:,|and|und|y"
    r"|et)?\s*`\w{1,60}`(?:\s*\([^()]{0,60}\))?)+)",
    re.I,
)


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
        if (
            other is not draft
            and other.body
            and f"{other.mark.method} {other.mark.path}".lower() in text.lower().replace("`", "")
        ):
            return other.body
    for other in drafts:
        if other is draft or not other.body:
            continue
        title = set(re.findall(r"[a-z]{3,}", f"{other.title} {other.summary}".lower()))
        if words and words <= title | {other.mark.method.lower()}:
            return other.body
    return None


_REFERRING = frozenset({
    "same", "identical", "above", "body", "request", "schema", "fields", "format", "see", "like", "but", "with",
    "the", "optional", "all", "and", "for", "are", "object", "payload", "structure",
})  # fmt: skip
_LISTS = regex(
    r"\b(?:query parameters?"
    r"|query params?)\b[^.\n]{0,40}?:?\s+((?:`?[a-z]\w*`?(?:\s*\([^()]{0,60}\))?,\s*)+(?:and\s+|or\s+)?`?[a-z]\w*`?)",
    re.IGNORECASE,
)


def _share_parameters(drafts: list[Draft], document: Document) -> None:
    """Give list endpoints the parameters that a sentence states for lists as such.

    Example: "Lists MUST support the query parameters: page, limit and sort".
    """
    own = {
        line
        for draft in drafts
        if draft.defining and draft.end_line > draft.line
        for line in range(draft.line, draft.end_line + 1)
    }
    for section in document.sections.walk():
        for text, line in lines_of_blocks(section.blocks):
            match = (
                _LISTS.search(text[:500])
                if line not in own and "quer" in text.lower() and not _MARK_LIKE.search(text)
                else None
            )
            if match is None:
                continue
            source = document.source(line)
            names = [piece.strip("`").split("(")[0].strip("` ") for piece in split_run(match[1])]
            fields = tuple(
                FieldFact(name=name, source=source) for name in names if re.fullmatch(r"[a-z]\w{0,40}", name)
            )
            for draft in drafts:
                if draft.defining and _is_list(draft):
                    draft.add_query(fields)


def _is_list(draft: Draft) -> bool:
    last = draft.mark.path.rsplit("/", 1)[-1].lower()
    listed = re.search(r"\b(?:list|all|paginat\w+|search)\b", draft.summary.lower()) is not None
    return (
        draft.mark.method == "GET"
        and "{" not in last
        and (listed or (last.endswith("s") and last not in ("stats", "status", "statistics", "settings")))
    )


def _statements(document: Document) -> list[Statement]:
    found = []
    for section in document.sections.walk():
        for text, line in sentences_of_blocks(section.blocks):
            if statement := read_statement(text, line):
                found.append(statement)
    return sorted(found, key=lambda statement: statement.partial)


def _paths(drafts: list[Draft], base: Base) -> list[str]:
    """Apply section prefixes and the document's base path where paths are not written in full."""
    with_prefix = [join_paths(draft.prefix, draft.mark.path) for draft in drafts]
    defining = [path for draft, path in zip(drafts, with_prefix, strict=True) if draft.defining] or with_prefix
    full = sum(1 for path in defining if starts_alike(base.path, path))
    if base.path and full * 2 < len(defining):
        return [join_paths(base.path, path) for path in with_prefix]
    return with_prefix


def _fact(draft: Draft, path: str, statements: list[Statement], *, by_header: bool) -> EndpointFact:
    auth, roles = _access(draft, path, statements, by_header=by_header)
    document = draft.document
    return EndpointFact(
        method=draft.mark.method,
        path=path,
        source=document.source(draft.line, draft.end_line),
        summary=_plain(draft.summary),
        area=draft.area,
        auth=auth,
        roles=roles,
        path_parameters=draft.path_parameters,
        query=draft.query,
        body=draft.body,
        body_shape=shape_in(draft.body_named) if draft.body is None else None,
        responses=tuple(draft.responses),
        notes=tuple(note for note in dict.fromkeys(_plain(note) for note in draft.notes) if note)[:20],
        defining=draft.defining,
    )


def _trust_shown_calls(drafts: list[Draft]) -> None:
    """Where most calls are shown with their credentials, those shown without any need none."""
    defining = [draft for draft in drafts if draft.defining]
    guarded = sum(1 for draft in defining if draft.header_seen)
    bare = [draft for draft in defining if draft.shown_bare and not draft.header_seen and not draft.auth]
    if guarded > max(len(bare), 1):
        for draft in bare:
            draft.auth = "public"


def _paragraphs(document: Document) -> Iterator[str]:
    for section in document.sections.walk():
        for block in walk_blocks(section.blocks):
            if isinstance(block, (Paragraph, ListItem)):
                yield block.text[:2000].replace("\n", " ")


def _follow_legend(drafts: list[Draft], document: Document) -> None:
    """Read the marks that the document explains itself, on the endpoint's own line or alone below it."""
    legend = read_legend(_paragraphs(document))
    if not legend.meanings:
        return
    for draft in [draft for draft in drafts if draft.defining and draft.auth is None]:
        first, *below = document.lines[draft.line - 1 : min(draft.end_line, draft.line + 3)]
        draft.auth = legend.read(first[:400]) or next(
            (auth for line in below if len(line) < 40 and (auth := legend.read(line))), None
        )


def _access(
    draft: Draft, path: str, statements: list[Statement], *, by_header: bool
) -> tuple[str | None, tuple[str, ...]]:
    """Weigh what is said of the access: at the endpoint, in its section, for the whole document."""
    roles = draft.roles or draft.section_roles
    if draft.auth:
        return draft.auth, roles
    if draft.header_seen or is_own_data(path, draft.summary):
        return "required", roles
    if draft.section_auth:
        return draft.section_auth, roles
    said = ([draft.statement] if draft.statement else []) + statements
    for statement in said:
        if is_exempt(statement, draft.mark.method, path, draft.area):
            return "public" if statement.auth == "required" else "required", roles
        if statement.speaks_of(path, draft.area):
            return (None if opens_session(draft.mark.method, path) else statement.auth), roles
    if said and by_header and draft.defining:
        return "public", roles
    return None, roles


def _plain(text: str) -> str:
    return " ".join(text[:2000].replace("**", "").replace("`", "").split())[:300]

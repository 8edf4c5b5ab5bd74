"""Endpoints in Markdown documents."""

from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.named import name_bodies
from workbench.reading.endpoints.bodies.shapes import shape_in
from workbench.reading.endpoints.describing.access import (
    Statement,
    is_exempt,
    is_own_data,
    opens_session,
    read_statement,
    recovers_account,
)
from workbench.reading.endpoints.describing.drafts import BODY_METHODS, MARK_LIKE, Draft
from workbench.reading.endpoints.describing.shared import (
    follow_legend,
    follow_roles,
    join_mentions,
    promote_calls,
    promote_prose,
    share_access,
    share_mentioned,
    share_parameters,
    trust_shown_calls,
)
from workbench.reading.endpoints.places.base_paths import (
    Base,
    base_of_document,
    join_paths,
    lines_of_blocks,
    sentences_of_blocks,
    starts_alike,
)
from workbench.reading.endpoints.places.finding import Finder
from workbench.reading.endpoints.places.surroundings import Context
from workbench.reading.facts import DocumentFacts, EndpointFact, SettingFact, Topic, Unread
from workbench.reading.layout.asides import is_interface
from workbench.reading.layout.markdown import Section

_OPENS_LIKE = regex(
    r"[^\w/]{0,12}(?:[\w ]{1,24}[:：–—-][\s`*]{0,6})?(?:\d{1,3}[.)]\s)?[`*]{0,3}(?:GET|POST|PUT|PATCH|DELETE)\b"
    r"[\s`*:]{1,8}/"
    r"|\W{0,6}(?i:(?:http )?(?:method|methode|método|méthode|verb)|方法|メソッド|메서드)\W{1,12}"
    r"(?:GET|POST|PUT|PATCH|DELETE)\b"
)
"""How a line begins that defines an endpoint: ``2. GET /books``, ``Borrow: `POST /loans```, ``Method: `GET```."""


def read_endpoints(document: Document) -> DocumentFacts:
    """Read the endpoints that a Markdown document states or mentions, and its base path."""
    if "/" not in document.text:
        return DocumentFacts(document.file)
    base = base_of_document(document, _holding_endpoints(document.sections))
    drafts = _draft(document, base)
    statements = _statements(document)
    paths = _paths(drafts, base)
    by_header = any(draft.header_seen for draft in drafts if draft.defining)
    trust_shown_calls(drafts)
    unread = tuple(_unread_bodies(drafts, document))
    facts: list[SettingFact | EndpointFact] = [_base_setting(base, document)] if base.path else []
    drafts.reverse()
    for path in paths:  # Each draft goes with its fact, so that thousands of both never stand side by side.
        facts.append(_fact(drafts.pop(), path, statements, by_header=by_header))
    return DocumentFacts(document.file, tuple(facts), unread=unread)


def _draft(document: Document, base: Base) -> list[Draft]:
    """Find the endpoints, and complete each by what the document says of several."""
    finder = Finder(document, base.hosts)
    finder.walk(document.sections, Context(interface=is_interface(document.file)))
    drafts = join_mentions(finder.drafts)
    promote_calls(drafts, document)
    promote_prose(drafts, document)
    share_mentioned(drafts)
    follow_legend(drafts, document)
    follow_roles(drafts, document)
    share_access(drafts)
    name_bodies(drafts, document)
    share_parameters(drafts, document)
    return drafts


def _unread_bodies(drafts: list[Draft], document: Document) -> Iterator[Unread]:
    for draft in drafts:
        named = draft.body_named if draft.defining and draft.body is None else ""
        if named and draft.mark.method in BODY_METHODS and shape_in(named) is None:
            yield Unread(document.source(draft.body_line), f"{draft.mark.route}: {named}")


def _holding_endpoints(root: Section) -> set[int]:
    """Give the lines of the sections that hold endpoints, in headings or blocks, at any depth."""
    found: set[int] = set()

    def visit(section: Section) -> bool:
        texts = [text for text, _ in lines_of_blocks(section.blocks)]
        holds = bool(MARK_LIKE.search(section.title)) or any(_OPENS_LIKE.match(text) for text in texts)
        for child in section.sections:
            holds = visit(child) or holds
        if holds:
            found.add(section.line)
        return holds

    visit(root)
    return found


def _base_setting(base: Base, document: Document) -> SettingFact:
    return SettingFact(Topic.BASE_PATH, base.path, document.source(base.line))


def _statements(document: Document) -> list[Statement]:
    found = []
    for section in document.sections.walk():
        for text, line in sentences_of_blocks(section.blocks):
            if statement := read_statement(text, line):
                found.append(statement)
    return sorted(found, key=lambda statement: statement.partial)


def _paths(drafts: list[Draft], base: Base) -> list[str]:
    """Apply section prefixes and the document's base path where paths are not written in full."""
    whole = {draft.prefix for draft in drafts if draft.prefix and _begins_with(draft.mark.path, draft.prefix)}
    with_prefix = [
        draft.mark.path if draft.prefix in whole else join_paths(draft.prefix, draft.mark.path) for draft in drafts
    ]
    defining = [path for draft, path in zip(drafts, with_prefix, strict=True) if draft.defining] or with_prefix
    full = sum(1 for path in defining if starts_alike(base.path, path))
    if base.path and base.path not in whole and full * 2 < len(defining):
        return [join_paths(base.path, path) for path in with_prefix]
    written = set(with_prefix)
    joined = [join_paths(base.path, path) for path in with_prefix]
    return [one if one in written else path for one, path in zip(joined, with_prefix, strict=True)]


def _begins_with(path: str, prefix: str) -> bool:
    """Tell a path that is written whole below a prefix of several parts, so that those beside it are whole as well."""
    return prefix.count("/") > 1 and f"{path}/".startswith(f"{prefix}/")


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
    if (said and by_header and draft.defining) or recovers_account(draft.mark.method, path):
        return "public", roles
    return None, roles


def _plain(text: str) -> str:
    return " ".join(text[:2000].replace("**", "").replace("`", "").split())[:300]

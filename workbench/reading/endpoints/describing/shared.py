"""What the endpoints of one document say of each other: mentions, access and parameters that they share."""

import re
from collections.abc import Iterator, Sequence

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.sentences import split_run
from workbench.reading.endpoints.describing.blocks import Description
from workbench.reading.endpoints.describing.drafts import MARK_LIKE, MOST_REFERENCES, Draft
from workbench.reading.endpoints.describing.labels import Part
from workbench.reading.endpoints.describing.legends import read_legend, read_roles
from workbench.reading.endpoints.places.base_paths import join_paths, lines_of_blocks
from workbench.reading.endpoints.places.marks import Mark, find_marks, key_of, same_shape
from workbench.reading.facts import FieldFact
from workbench.reading.layout.asides import is_interface
from workbench.reading.layout.markdown import Code, ListItem, Paragraph, Section, walk_blocks
from workbench.reading.values.phrases import read_phrase

_TOLD = regex(
    r"\bquery param(?:eter)?s?:? ((?:`[a-z]\w{0,40}`(?: ?\([^()]{0,60}\))?(?:,? (?:and|or) |, )?){1,8})", re.IGNORECASE
)
"""Parameters that a requirement names: "MUST support the query parameter `rig` (sloop/ketch) for filtering boats"."""
_LISTS = regex(
    r"\b(?:query parameters?"
    r"|query params?)\b[^.\n]{0,40}?:?\s+((?:`?[a-z]\w*`?(?:\s*\([^()]{0,60}\))?,\s*)+(?:and\s+|or\s+)?`?[a-z]\w*`?)",
    re.IGNORECASE,
)
"""Parameters in a row: ``Query parameters `page`, `size` and `sort`.``"""
_FOR_LISTS = regex(
    r"\b(?:all|every|each|any) (?:\w+ )?(?:list(?:ing)?|collection|paginated) (?:endpoint|route|call|request)s?\b"
    r"|\ball lists\b|\b(?:list|collection|paginated) (?:endpoints|routes) (?:accept|support|take|allow|use|share)\b",
    re.IGNORECASE,
)
"""What says that parameters are those of all lists: "All list endpoints support:"."""
_ALONE = regex(r"\(([A-Za-z][\w ,/-]{2,40})\)")
_CODED = regex(r"`([a-z]\w{0,40})`(?: ?\(([^()]{0,60})\))?")


def join_mentions(drafts: Sequence[Draft]) -> list[Draft]:
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


def promote_calls(drafts: list[Draft], document: Document) -> None:
    """In a document of the interface, a call that a section is about defines the endpoint that nothing else
    there defines; where nothing is defined at all, every call does."""
    if "/api/" not in document.file:
        return
    defined = [draft.mark for draft in drafts if draft.defining][:MOST_REFERENCES]
    every = not defined
    for draft in [draft for draft in drafts if draft.sole_call or (every and draft.from_call)][:MOST_REFERENCES]:
        mark = draft.mark
        if not any(mark.method == one.method and same_shape(one.path, mark.path) for one in defined):
            draft.defining = True
            defined.append(mark)


def promote_prose(drafts: list[Draft], document: Document) -> None:
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


def share_mentioned(drafts: list[Draft]) -> None:
    """Give definitions the query parameters with which the same document mentions them."""
    defined: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        if draft.defining:
            defined.setdefault((draft.mark.method, draft.mark.path.count("/")), []).append(draft)
    for draft in [draft for draft in drafts if (draft.query or draft.body) and not draft.defining][:MOST_REFERENCES]:
        for other in defined.get((draft.mark.method, draft.mark.path.count("/")), ()):
            if same_shape(other.mark.path, draft.mark.path):
                other.add_query(draft.query)
                if draft.from_call and draft.body and not (other.body or other.body_named):
                    other.add_body(draft.body)


def follow_roles(drafts: list[Draft], document: Document) -> None:
    """Take a role alone in parentheses on an endpoint's line, where the document says that it is one.

    Example: "(registrar)" behind ``PATCH /pupils/{id}``, below "the claim `role` is `teacher` or `registrar`".
    """
    silent = [draft for draft in drafts if draft.defining and not draft.roles and draft.auth is None]
    known = read_roles(_paragraphs(document)) if silent else frozenset()
    for draft in silent if known else ():
        for inner in _ALONE.findall(document.lines[draft.line - 1][:400]):
            names = tuple(dict.fromkeys(re.split(r",\s*|\s*/\s*|\s+(?:and|or)\s+", inner.lower())))
            if set(names) <= known:
                draft.auth, draft.roles = "required", names


def share_access(drafts: list[Draft]) -> None:
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


def share_parameters(drafts: list[Draft], document: Document) -> None:
    """Give list endpoints the parameters that a sentence states for lists as such, or a section about all lists.

    Example: "Lists MUST support the query parameters: page, limit and sort".
    """
    lists = [draft for draft in drafts if draft.defining and _is_list(draft)]
    for section in document.sections.walk() if lists else ():
        if fields := _stated_for_lists(section, document):
            for draft in lists:
                draft.add_query(fields)
    own = {
        line
        for draft in drafts
        if draft.defining and draft.end_line > draft.line
        for line in range(draft.line, draft.end_line + 1)
    }
    for section in document.sections.walk():
        for text, line in lines_of_blocks(section.blocks):
            silent = line in own or "quer" not in text.lower() or MARK_LIKE.search(text)
            match = None if silent else _TOLD.search(text[:500]) or _LISTS.search(text[:500])
            if match is None:
                continue
            source = document.source(line)
            told = tuple(read_phrase(name, said, source) for name, said in _CODED.findall(match[1]))
            names = [piece.strip("`").split("(")[0].strip("` ") for piece in split_run(match[1])]
            fields = tuple(
                FieldFact(name=name, source=source) for name in names if re.fullmatch(r"[a-z]\w{0,40}", name)
            )
            words = set(re.findall(r"\w+", text[match.end() :].lower()))
            spoken = [draft for draft in lists if draft.mark.path.rsplit("/", 1)[-1].lower() in words]
            for draft in spoken or lists:
                draft.add_query(told or fields)


def _stated_for_lists(section: Section, document: Document) -> tuple[FieldFact, ...]:
    """Read the query parameters of a section that says of all lists which they take, in items or a table: "All list
    endpoints support pagination:"."""
    told = [block for block in section.blocks if isinstance(block, Paragraph) and _FOR_LISTS.search(block.text[:300])]
    if not (told or _FOR_LISTS.search(section.title)) or find_marks(section.title):
        return ()
    reader = Description(document, Mark("GET", "/", 0, 0), section.line, section.end_line)
    reader.part = Part.QUERY
    begin = section.blocks.index(told[0]) if told else 0
    reader.take([block for block in section.blocks[begin:] if not isinstance(block, Code)])
    for block in told:
        for line, text in enumerate(block.text[:600].split("\n"), block.line):
            for name, said in _CODED.findall(text) if _FOR_LISTS.search(text) else ():
                reader.add_query((read_phrase(name, said, document.source(line)),))
    return tuple(field for field in reader.query if field.name.isidentifier())


def _is_list(draft: Draft) -> bool:
    last = draft.mark.path.rsplit("/", 1)[-1].lower()
    listed = re.search(r"\b(?:list|all|paginat\w+|search)\b", draft.summary.lower()) is not None
    return (
        draft.mark.method == "GET"
        and "{" not in last
        and (listed or (last.endswith("s") and last not in ("stats", "status", "statistics", "settings")))
    )


def trust_shown_calls(drafts: list[Draft]) -> None:
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


def follow_legend(drafts: list[Draft], document: Document) -> None:
    """Read the marks that the document explains itself, on the endpoint's own line or alone below it."""
    legend = read_legend(_paragraphs(document))
    if not legend.meanings:
        return
    for draft in [draft for draft in drafts if draft.defining and draft.auth is None]:
        first, *below = document.lines[draft.line - 1 : min(draft.end_line, draft.line + 3)]
        draft.auth = legend.read(first[:400]) or next(
            (auth for line in below if len(line) < 40 and (auth := legend.read(line))), None
        )

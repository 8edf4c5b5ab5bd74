"""What the headings above say about the endpoints below: area, prefix, access."""

import re
from dataclasses import dataclass, replace

from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import Statement, read_access, read_statement
from workbench.reading.endpoints.describing.labels import Part, classify, split_label
from workbench.reading.endpoints.places.base_paths import base_of_section, lines_of_blocks
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.titles import access_of, area_of
from workbench.reading.layout.asides import is_example
from workbench.reading.layout.markdown import Section, Table

_TITLE_PATH = regex(
    r"^[\d.)\s`*]*(?:(?:endpoint|resource|route"
    r"|path):?\s*)?[`*]{0,3}(/[\w/{}:<>.\[\]-]*)[`*]{0,3}(?:\s*(?:[(–—:-].*|endpoints?|routes?))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the endpoints of a section unless they say otherwise. ``path`` is the one that a
    heading names for the methods below it; ``mention`` when endpoints there are only spoken of;
    ``interface`` in a document about the API, which "by example" defines it."""

    areas: tuple[str, ...] = ()
    prefix: str = ""
    auth: str | None = None
    roles: tuple[str, ...] = ()
    statement: Statement | None = None
    path: str = ""
    mention: bool = False
    interface: bool = False


def enter_section(section: Section, context: Context, hosts: Hosts) -> Context | None:
    """Take what a heading and its own lines say for all below; nothing when it is another system's."""
    base = base_of_section(section) if section.level > 1 else None
    if base is not None and base.hosts and not any(hosts.is_local(host) for host in base.hosts):
        return None
    label = classify(section.title)
    area = area_of(section.title) if section.level > 1 and label is None else ""
    path = _TITLE_PATH.match(section.title)
    return replace(
        _with_access(section, context) if section.level > 1 else context,
        areas=(*context.areas, area) if area else context.areas,
        prefix=base.path if base is not None and label is None and base.path else context.prefix,
        path=path[1] if path else context.path,
        mention=context.mention or only_speaks(section, whole=context.interface and section.level == 1),
    )


def only_speaks(section: Section, *, whole: bool = False) -> bool:
    """Tell a section that only speaks of endpoints ("Testing") from one of a resource that is called so: "Tests" over
    ``GET /tests``."""
    if not is_example(section.title, whole=whole):
        return False
    named = re.fullmatch(r"[\W\d]{0,8}([A-Za-z]{3,20})\W{0,3}", section.title)
    path = f"/{named[1].lower()}" if named else ""
    cells = [cell for block in section.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    texts = (*cells, *(text for text, _ in lines_of_blocks(section.blocks)))
    return not path or not any(re.search(rf"{path}(?![\w-])", text) for text in texts)


def _with_access(section: Section, context: Context) -> Context:
    """Take who may call what stands below: from the heading, else from a label or sentence right under it."""
    access = access_of(section.title)
    auth, roles = (access.auth, access.roles) if access and access.auth else (context.auth, context.roles)
    statement = context.statement
    for text, line in lines_of_blocks(section.blocks):
        found = split_label(text)
        if found is not None and found.part is Part.AUTH:
            told = read_access(found.rest)
            auth, roles = told.auth or auth, told.roles or roles
        elif said := read_statement(text, line):
            statement = said
    return replace(context, auth=auth, roles=roles, statement=statement)

"""Where a block stands: its headings, the words that lead to it, and what those say about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.layout.markdown import Block, Code, ListItem, Paragraph, Section, Table
from workbench.reading.layout.scope import is_postponed
from workbench.reading.literals import strip_marks


@dataclass(frozen=True, slots=True)
class Place:
    """A block in its surroundings. ``titles`` are the headings above it, outermost first; ``lead`` is the
    paragraph right before it (``Indexes:``), ``before`` all paragraphs of the section before it. A list
    is one place: ``items`` holds what follows each other."""

    titles: tuple[str, ...]
    section: Section
    lead: str = ""
    before: tuple[str, ...] = ()
    paragraph: Paragraph | None = None
    table: Table | None = None
    code: Code | None = None
    items: tuple[ListItem, ...] = ()

    @property
    def title(self) -> str:
        """The nearest heading."""
        return self.titles[-1] if self.titles else ""


def walk_places(section: Section, titles: tuple[str, ...] = ()) -> Iterator[Place]:
    """Give every block of the document with its surroundings, in document order."""
    here = (*titles, section.title) if section.title else titles
    yield from _places(section, here, tuple(section.blocks), "")
    for below in section.sections:
        yield from walk_places(below, here)


def nested_places(place: Place, item: ListItem) -> Iterator[Place]:
    """Give the blocks below a list item; the item's own text leads to them."""
    yield from _places(place.section, place.titles, item.children, item.text)


def _places(section: Section, titles: tuple[str, ...], blocks: tuple[Block, ...], lead: str) -> Iterator[Place]:
    before: tuple[str, ...] = (lead,) if lead else ()
    items: list[ListItem] = []
    for block in (*blocks, None):
        if isinstance(block, ListItem):
            items.append(block)
            continue
        if items:
            yield Place(titles, section, lead, before, items=tuple(items))
            items, lead = [], ""
        if isinstance(block, Paragraph):
            yield Place(titles, section, lead, before, paragraph=block)
            lead = block.text.strip().rsplit("\n", 1)[-1].strip()
            before = (*before[-3:], block.text)
        elif isinstance(block, Table):
            yield Place(titles, section, lead, before, table=block)
            lead = ""
        elif isinstance(block, Code):
            yield Place(titles, section, lead, before, code=block)
            lead = ""


_FUTURE = regex(
    r"\b(?:future|excluded|later phases?|potential|wish ?list|nice to have|planned|deprecated|removed|not building"
    r"|won'?t|legacy|futuro|futuras?)\b",
    re.IGNORECASE,
)
_STORED = regex(
    r"\b(?:tables?|schemas?|database|data ?models?|data ?base|entit(?:y|ies)|models?|columns?"
    r"|relations?|persistence|storage|collections?"
    r"|tablas?|tabelas?|esquemas?|entidad(?:es?)?|modelos?|base de datos|(?:banco|base) de dados|modèles?|entités?"
    r"|base de données|datenbank\w*|tabellen?|datenmodell|entität(?:en)?|tabell[ae]|entità"
    r"|veritabanı|tablolar?|db)\b|테이블|데이터|스키마|엔티티|テーブル|データベース|エンティティ|数据库|数据模型|表结构|实体|таблиц|модел|сущност",
    re.IGNORECASE,
)
_EXCHANGED = regex(
    r"\b(?:requests?|responses?|body|payload|(?:query|path|url) ?param\w*|parameters?|headers?"
    r"|endpoints?|errors?|events?|dtos?|claims?"
    r"|env(?:ironment)?|configuration|config|settings|api|tools?|props|components?|messages? format"
    r"|websocket|kafka|topics?|cookies?|value objects?|embedded (?:objects?|types?|documents?)|embedded(?=\))"
    r"|embeddables?|jwt|tokens? (?:structure|payload|format)|status codes?|examples?|sample|rutas|respuesta"
    r"|petición|requête|réponse|antwort|anfrage)\b"
    r"|\b(?:get|post|put|patch|delete) [`/]|요청|응답|환경 ?변수|リクエスト|レスポンス|请求|响应",
    re.IGNORECASE,
)


_BARE_NAME = regex(r"\A[`*\s]*(?:events|settings|messages|components|tools|errors|topics|claims)[`*\s]*\Z")


def is_future(texts: tuple[str, ...]) -> bool:
    """Tell whether one of the headings says that what follows is not for now."""
    return any(map(_names_future, texts))


@lru_cache(maxsize=4096)
def _names_future(text: str) -> bool:
    """A heading is asked about for every block below it, by every reader."""
    return is_postponed(text) or bool(_FUTURE.search(text))


@lru_cache(maxsize=4096)
def is_stored(text: str) -> bool:
    """Tell whether the words speak of tables or entities."""
    return bool(_STORED.search(text))


def is_exchanged(text: str) -> bool:
    """Tell whether the words speak of what goes over the wire, or of settings, and not of tables; a bare name
    in small letters is a table's, whatever it means (``### events``)."""
    return bool(_EXCHANGED.search(text)) and not _BARE_NAME.match(text)


def is_label(text: str) -> bool:
    """Tell whether a paragraph only leads to what follows: ``**Indexes**:``, ``Columns:``."""
    plain = text.strip()
    return len(plain) <= 80 and (
        plain.endswith((":", ":**", "：")) or (plain.startswith("**") and plain.endswith("**"))
    )


def plain_words(text: str) -> str:
    """Give the text without Markdown marks."""
    return strip_marks(text.replace("`", "").replace("**", "").replace("__", ""))

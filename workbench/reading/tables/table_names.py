"""Which table a heading, a bold line or a sentence names: ``### 4.2 tasks (managed by us)`` names ``tasks``."""

import re

import inflection

from workbench.patterns import regex
from workbench.reading.layout.outline import is_stored

_NUMBERING = regex(r"^(?:\d{1,3}(?:\.\d{1,3}){0,4}[.):]?|[A-Z][.)]|\d{1,3}[a-z]?[.):]|[IVX]{1,5}\.)\s+")
_KIND = regex(
    r"^(?:(?:database|db|sql|data|core|main|new|join|junction|link)\s+)?(?:table|entity|model"
    r"|collection|relation|association|tabla|tabela|tabelle|tabella|bảng|entidade?|entité|entität|entità|таблица|테이블"
    r"|テーブル|表)"
    r"(?:\s?#?\s?\d{1,3})?(?:\s?name)?\s*(?:[:：—–-]+\s*|\s+)",
    re.IGNORECASE,
)
_IDENTIFIER = regex(r"[A-Za-z_]\w{0,62}\Z")
_CODE = regex(r"`([A-Za-z_][\w.]{0,62})`")
_FILE = regex(r"(?<=`)([A-Za-z_]\w{0,62})\.(?:js|mjs|ts|py|rb|java|kt|go|cs|php|rs|sql|prisma)(?=`)")
"""The file of a model names it as well: ``Boat.js``."""
_PARENTHESES = regex(r"\(([^()]{0,120})\)|\[([^\[\]]{0,120})\]|（([^（）]{0,120})）")
_EMOJI = regex(r"[^\w\s`()\[\]:：,.;/&'\"—–→<>=*+-]+")
_TRAILING = regex(r"\s*(?:[—–:：]|\s-\s).*\Z", re.DOTALL)
_GENERIC_WORDS = """
    table tables model models entity entities schema schemas database databases db data definition definitions
    columns column fields field attributes attribute structure the specification specifications spec specs
    overview design sql ddl sqlmodel orm collection collections complete details properties neon postgresql
    postgres application core main auth authentication relational updated new existing of for and summary
    description key keys all primary record object class domain physical logical full final current sqlalchemy
    prisma python implementation pydantic types custom with create ddl code example notes requirements
    requirement constraints constraint validation rules indexes relationships integrity migrations layer storage
    persistence information format shape default values backend system tabla tablas tabelle tabellen entidad
    entidade entidades tabela tabelas esquema tabella entità entität entitäten
    purpose metadata rationale usage goal scope campos colunas columnas atributos felder spalten champs colonnes
    modelo modèle tablo tablosu 테이블 스키마 テーブル 表
"""
_IN_SMALL_LETTERS = frozenset({"notes", "keys", "rules", "records", "types", "collections", "requirements", "examples"})
"""Generic words that are tables where they stand alone and in small letters: ``**notes**``, but not ``## Notes``."""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_PROSE_WORDS = "by to in on is are with a an from not do this per each as at be must can when that it no if has have"
_PROSE = frozenset(_PROSE_WORDS.split())
_PAYLOAD = regex(
    r"(?:Create|Update|Read|Response|Request|Payload|Input|Output|DTO|Dto|Params?|Query"
    r"|Props|Out|In|Public|Schema|Mixin|Repository|Base|Patch|Put|Enum)\Z"
)
_PERHAPS_PAYLOAD = regex(
    r"(?:Filters?|Event|Error|Exception|Config|Settings|Service|Registration|Login|Detail|Summary|List|Post|Status|Type"
    r"|Claims?)\Z"
)
"""Words of business as well: ``BarberService``, ``BlogPost``, ``RoomType``."""
_EXTERNAL = regex(
    r"\b(?:(?:managed|owned|handled|maintained|provided)(?: and \w+)? (?:entirely |externally "
    r"|primarily |automatically |completely )?"
    r"(?:by|via|in|through) (?!(?:the |our |this |its )?(?:application|app|back-?end|systems?|api|us"
    r"|our|fastapi|sqlmodel|alembic|developers?"
    r"|users?|owners?|admins?|administrators?|same|authenticated|database|server|service layer)\b)"
    r"|better[ -]auth[ -](?:managed|owned)|managed externally|\(external\b|\bexternal (?:table|service"
    r"|system)|for reference only|auto-managed by"
    r"|gestionad[oa] por (?!la |el )|better auth (?:automatically )?(?:creates|manages|owns|handles))",
    re.IGNORECASE,
)


def find_table_name(text: str) -> str | None:
    """Find the table that a heading or label names; nothing for ``Columns`` or ``Data Integrity Rules``."""
    text = _NUMBERING.sub("", text.strip().strip("#*_ ").rstrip(":："))
    if text in _IN_SMALL_LETTERS:
        return text
    text = _FILE.sub(r"\1", text)
    codes = _CODE.findall(text)
    if len(set(codes)) == 1 and _IDENTIFIER.match(codes[0].rsplit(".", 1)[-1]):
        return str(codes[0].rsplit(".", 1)[-1])
    text = _EMOJI.sub(" ", text.replace("`", "").replace("*", "")).strip()
    asides = [next(group for group in match.groups() if group is not None) for match in _PARENTHESES.finditer(text)]
    text = _PARENTHESES.sub(" ", text)
    text = _KIND.sub("", _NUMBERING.sub("", text.strip())).strip()
    name = _from_words(_TRAILING.sub("", text)) or _from_words(text.partition(":")[2])
    for aside in asides:
        word = aside.strip(" `\"'").removeprefix("table:").removeprefix("table").strip(" :`")
        if _IDENTIFIER.match(word) and (same_thing(word, name) if name else "_" in word or word.endswith("s")):
            return word
    return name


_OTHER_SCRIPT = regex(r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]")
_LATIN = regex(r"(?<![\w-])[a-z][a-z0-9_]{1,62}(?![\w-])")


def _from_words(text: str) -> str | None:
    if _OTHER_SCRIPT.search(text):
        latin = [word for word in _LATIN.findall(text) if word not in _GENERIC]
        return latin[0] if len(latin) == 1 else None
    words = text.replace("/", " / ").split()
    while words and words[-1].lower().strip(".,:") in _GENERIC:
        words.pop()
    while len(words) > 1 and words[0].lower() in _GENERIC:
        words.pop(0)
    words = [word.strip(",.:;\"'") for word in words]
    if not words or len(words) > 3 or (len(words) == 1 and words[0].lower() in _GENERIC):
        return None
    if any(word in _PROSE for word in words):
        return None
    return "_".join(words) if all(_IDENTIFIER.match(word) for word in words) else None


_FOREIGN = regex(r"(?:tabla|tabelle|tabela|tabella|bảng|таблица):?\s+", re.IGNORECASE)
_LONE_NOUNS = frozenset(
    {"application", "class", "collection", "domain", "goal", "property", "record", "requirement", "table"}
)
"""Generic words that are things of many businesses: a gig's applications, a shop's collections."""


def find_lone_noun(title: str) -> str | None:
    """Find the table that a heading right above its columns names with a generic word alone: ``### Application``.

    In the plural such a word more often speaks of what follows (``#### Properties``), unless it is in small letters."""
    word = _FOREIGN.sub("", _NUMBERING.sub("", title.strip().strip("#*_` ")))
    single = inflection.singularize(word.lower()) if _IDENTIFIER.match(word) else ""
    return word if single in _LONE_NOUNS and (word.islower() or word.lower() == single) else None


def same_thing(one: str, other: str) -> bool:
    """Tell whether two names are one table's, but for case, number and separators."""
    return _stem(one) == _stem(other)


def _stem(name: str) -> str:
    return inflection.singularize(inflection.underscore(name[:64])).replace("_", "").replace(" ", "")


def is_payload(name: str, *, stored: bool = False) -> bool:
    """Tell whether the name is that of a request, response or setting (``TaskCreate``) and not a table's; ``stored``
    where the document is about nothing but tables, so that a ``BlogPost`` is one."""
    if not name[:1].isupper() or len(name) <= 6 or name.isupper() or not _two_humps(name):
        return False
    return bool(_PAYLOAD.search(name)) or (not stored and bool(_PERHAPS_PAYLOAD.search(name)))


def _two_humps(name: str) -> bool:
    return sum(letter.isupper() for letter in name) > 1


def find_external(texts: tuple[str, ...]) -> bool | None:
    """Tell whether one of the texts says that another system manages the table."""
    return True if any(_EXTERNAL.search(text) for text in texts) else None


def names_table(title: str) -> bool:
    """Tell whether a heading announces one table by its words: ``Users Table``, ``Entity: Item``, ``Task Model``."""
    return is_stored(title) and find_table_name(title) is not None

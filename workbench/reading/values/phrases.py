"""Type and constraint phrases: "string (required, 1-200 chars)", "VARCHAR(255) NOT NULL UNIQUE".

One phrase describes one value: a body field, a query parameter, a column. ``read_phrase`` takes out of
it what it understands; the whole phrase stays as the description. Every pattern here is bounded, so
that reading is linear in the length of the phrase.
"""

import re

from generators.blueprint import JsonScalar, Source
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.reading.literals import read_empty, read_literal
from workbench.reading.values.choices import find_choices, find_marked_default
from workbench.reading.values.limits import Limited, find_limits
from workbench.reading.values.types import find_type

LONGEST = 2000
"""Longer phrases are cut: no constraint phrase is."""

_SPACE = regex(r"\s+")
_NOT_REQUIRED = regex(
    r"\b(?:not (?:required|mandatory)|optional(?:ly)?(?!\[)|required\s?[:=]\s?(?:no|false)|opcional"
    r"|optionnel\w*|facultati\w+|opsiyonel|необязательн\w+)\b|\A\S{1,60}(?: \S{1,12})?\?\Z|선택|任意|可选|可選",
    re.IGNORECASE,
)
_REQUIRED = regex(
    r"\b(?:(?:required|mandatory)(?! (?:only )?(?:when|if|unless)\b)|must be (?:provided|present)"
    r"|(?:must|can)\s?not be (?:empty|blank)|non-?empty|not empty"
    r"|requis\w*|obligat\w+|requerid\w+|pflicht(?:feld)?|erforderlich|zorunlu|обязательн\w+)\b|필수|必須|必填",
    re.IGNORECASE,
)
_NOT_NULL = regex(
    r"\b(?:not[ _-]?null(?:able)?|non[ -]?null(?:able)?|(?:can(?: ?no|')t|must not|never)(?: be)? null"
    r"|nullable\s?[:=]\s?(?:no|false))\b",
    re.IGNORECASE,
)
_WHEN_NOT_NULL = regex(r"\b(?:when|if|where|unless|once) (?:it is |set or )?(?:not|non)[ -]?null\b", re.IGNORECASE)
"""A condition of something else: "unique when non-null"."""
_NULL = regex(r"\b(?:null(?:able|s)?|nul[oa]s?|anulável|optional\[|none\b(?=\s*(?:$|[|,)\]])))", re.IGNORECASE)
_NULL_NOISE = regex(
    r"\b(?:(?:on delete|on update)? ?set null|default\s?[:=]?\s?\(?null\)?|is (?:not )?null|(?:is|if"
    r"|when|returns?) null)\b",
    re.IGNORECASE,
)
_NON_EMPTY = regex(r"\b(?:non-?empty|not empty|(?:must|can)\s?not be (?:empty|blank))\b", re.IGNORECASE)
_DEFAULT = regex(
    r"\b(?:default(?:s|ed)?(?:[ _]factory)?(?: value)?(?: (?:to|is|of|as))?|valor por defecto"
    r"|vorgabe(?:wert)?:?|padrão:?|par défaut|standard(?:wert)?:"
    r"|varsayılan|server_default)\s?[:=(]?\s?|기본값?\s?[:=]?\s?|默认值?\s?[:=：]?\s?|デフォルト\s?[:=：]?\s?",
    re.IGNORECASE,
)
_BY_DEFAULT = regex(r"\b(true|false|\d{1,9}|\"[^\"]{1,40}\"|'[^']{1,40}')\)? by default\b", re.IGNORECASE)
_ASSIGNED = regex(r"[\w\[\]., |]{1,80}? = (?=\S{1,60}$)")
_VALUE = regex(
    r"\"([^\"]{0,80})\"|'([^']{0,80})'|`([^`]{0,80})`|([\w.+-]{1,60}\([^()]{0,60}\))|"
    r"([\[{][^\]}]{0,60}[\]}])|([^\s,;()|\]]{1,60})"
)
_NO_VALUE_TEXT = (
    "a an the value values is if when sort sorting order ordering to for and or on in by page limit all-time "
    "no none behavior behaviour factory"
)
_NO_VALUE = frozenset(_NO_VALUE_TEXT.split())
_FORMATS = (
    (regex(r"\be-?mails?\b(?! (?:verif|notif|sent|of))", re.IGNORECASE), "email"),
    (regex(r"\b(?:valid |format:? ?|^)(?:url|uri)s?\b|\b(?:url|uri) format\b|^https? url", re.IGNORECASE), "uri"),
    (regex(r"\bslug\b(?= format|,|\)|$)", re.IGNORECASE), "slug"),
)
_PATTERN = regex(
    r"\b(?:pattern|regex(?:p)?|matches|match(?:ing)?)\b\s?[:=]?\s?(?:r?\"([^\"]{1,200})\"|/"
    r"([^/\s]{1,200})/|`([^`]{1,200})`|(\^[^\s]{1,200}))",
    re.IGNORECASE,
)


def read_phrase(name: str, text: str, source: Source | None) -> FieldFact:
    """Read what a phrase says about the value called ``name``."""
    raw = _SPACE.sub(" ", text[:LONGEST]).strip()
    plain = raw.replace("`", "").replace("**", "")
    choices = find_choices(raw)
    kind = find_type(plain, choices=bool(choices))
    has_default, default = find_default(raw)
    limits = find_limits(plain, kind)
    required, nullable = find_presence(plain)
    if required is None and kind and plain.startswith((f"{kind}?", f"{kind} FK?")):
        required = False  # as TypeScript and Prisma mark it: "String? - as painted on the bow"
    return FieldFact(
        name=name,
        type=kind or _implied_type(choices, limits, plain),
        required=required,
        nullable=nullable,
        choices=choices,
        min_length=limits.min_length if limits.min_length is not None else _least_length(plain, kind),
        max_length=limits.max_length,
        minimum=limits.minimum,
        maximum=limits.maximum,
        exclusive_minimum=limits.exclusive_minimum,
        exclusive_maximum=limits.exclusive_maximum,
        pattern=find_pattern(raw),
        format=find_format(plain, name),
        default=default,
        has_default=has_default,
        description=plain,
        source=source,
    )


def find_presence(plain: str) -> tuple[bool | None, bool | None]:
    """Tell whether the value is required, and whether it can be null; ``None`` where neither is said."""
    required: bool | None = None
    if _NOT_REQUIRED.search(plain):
        required = False
    elif _REQUIRED.search(plain):
        required = True
    nullable: bool | None = None
    if _NOT_NULL.search(_WHEN_NOT_NULL.sub(" ", plain)):
        nullable = False
    elif _NULL.search(_NULL_NOISE.sub(" ", plain)):
        nullable = True
    return required, nullable


def find_default(raw: str) -> tuple[bool, JsonScalar]:
    """Find the default value that the phrase states."""
    for match in _DEFAULT.finditer(raw):
        if raw[max(0, match.start() - 3) : match.start()].lower() in ("no ", "by "):
            continue
        value = _value_at(raw, match.end())
        if value is not None:
            return True, value if value != "null" else None
    if (assigned := _ASSIGNED.match(raw)) and (value := _value_at(raw, assigned.end())) is not None:
        return True, value if value != "null" else None
    if by_default := _BY_DEFAULT.search(raw):
        return True, read_literal(by_default[1])
    marked = find_marked_default(raw)
    return (True, read_literal(marked)) if marked else (False, None)


def find_pattern(raw: str) -> str | None:
    """Find a regular expression that the value must match."""
    match = _PATTERN.search(raw)
    return next((group for group in match.groups() if group), None) if match else None


def find_format(plain: str, name: str = "") -> str | None:
    """Find a known text format; a field called ``email`` needs no further word."""
    if name.lower() in ("email", "email_address", "emailaddress"):
        return "email"
    lead = plain[:80]
    return next((word for pattern, word in _FORMATS if pattern.search(lead)), None)


def _value_at(raw: str, position: int) -> JsonScalar | None:
    """Read the value that begins at ``position``; ``"null"`` stands for a stated null."""
    if (empty := read_empty(raw[position : position + 24])) is not None:
        return empty
    match = _VALUE.match(raw, position)
    if match is None:
        return None
    for quoted in match.groups()[:2]:
        if quoted is not None:
            return quoted
    if match[3] is not None:
        value = read_literal(match[3])
        return "null" if value is None else value
    word = (match[4] or match[5] or match[6]).rstrip(".:`*")
    if not word or (word.lower() in _NO_VALUE and word.lower() != "none"):
        return None
    value = read_literal(word)
    return "null" if value is None else value


def _implied_type(choices: tuple[str, ...], limits: Limited, plain: str) -> str | None:
    if choices or limits.min_length is not None or limits.max_length is not None:
        return "string"
    return "string" if find_format(plain) else None


def _least_length(plain: str, kind: str | None) -> int | None:
    textual = kind is None or kind.lower().startswith(("str", "text", "varchar", "char"))
    return 1 if textual and _NON_EMPTY.search(plain) else None

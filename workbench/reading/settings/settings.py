"""Settings: sentences that hold beyond one endpoint or table, each read by the pattern of its topic."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, SettingFact, Topic
from workbench.reading.layout.asides import is_interface
from workbench.reading.layout.markdown import ListItem
from workbench.reading.layout.outline import Place, is_future, is_label, plain_words
from workbench.reading.settings.deeds import read_deeds
from workbench.reading.settings.openness import says_open
from workbench.reading.values.durations import find_seconds

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of prose, a bullet or a table row, with what leads to it."""

    text: str
    line: int
    titles: tuple[str, ...]


Finder = Callable[[Statement], str | None]


def _value(pattern: str, value: str) -> Finder:
    compiled = regex(pattern, _I)
    return lambda statement: value if compiled.search(statement.text) else None


def _group(pattern: str) -> Finder:
    compiled = regex(pattern, _I)

    def find(statement: Statement) -> str | None:
        match = compiled.search(statement.text)
        return next((group for group in match.groups() if group), None) if match else None

    return find


_OTHERS = (
    r"(?:another|other|different|someone else'?s|non-?own(?:er|ed)|not (?:the )?own(?:er|ed)|unowned"
    r"|cross-user|doesn'?t (?:own|belong)"
    r"|does not (?:own|belong)|not belong(?:ing)?|belong\w* to (?:a |an)?(?:other|different))"
)
_MISMATCH = (
    r"(?:mismatch\w*|(?:does ?n[o']t|not|must) match|different (?:from|than)|url.{0,40}token"
    r"|token.{0,40}(?:url|path)|path.{0,40}(?:token|jwt)"
    r"|matches)"
)
_TOKEN = r"(?:tokens?|jwts?|sessions?|access tokens?)"
_ISSUES = r"(?:generat\w+|issu\w+|creat\w+|return\w*|sign(?:s|ed)?)"


def _other_users_row(statement: Statement) -> str | None:
    text = statement.text
    if not re.search(_OTHERS, text, _I) or re.search(r"user[_ ]?ids?\b.{0,60}" + _MISMATCH, text, _I):
        return None
    preferred = re.search(r"\b(404|403)\b.{0,20}\b(?:not|instead of|rather than)\b.{0,12}\b(?:404|403)\b", text, _I)
    if preferred:
        return preferred[1]
    text = _NEGATED_STATUS.sub(" ", text)
    stated = set(re.findall(r"\b(403|404)\b", text)) or _status_words(text)
    return stated.pop() if len(stated) == 1 else None


_NEGATED_STATUS = regex(
    r"\b(?:not|instead of|rather than|never)\s+(?:an?\s+)?40[34]\b(?:\s+forbidden|\s+not found)?", re.IGNORECASE
)
"""The status that is not meant: ``404 for boats of other crews (not 403 Forbidden, which would tell)``."""


def _status_words(text: str) -> set[str]:
    found = set()
    if re.search(r"\bforbidden\b|access denied", text, _I):
        found.add("403")
    if re.search(r"\bnot found\b", text, _I):
        found.add("404")
    return found


def _other_users_path(statement: Statement) -> str | None:
    text = statement.text
    if not re.search(r"user[_ -]?ids?\b|\{user_id\}|\bsub\b", text, _I) or not re.search(_MISMATCH, text, _I):
        return None
    stated = set(re.findall(r"\b(403|404)\b", text)) or _status_words(text)
    return stated.pop() if len(stated) == 1 else None


def _validation_status(statement: Statement) -> str | None:
    text = statement.text
    if not re.search(
        r"\bvalidat\w*|\binvalid (?:input|data|body|request|payload|parameters?)|unprocessable|bad request", text, _I
    ):
        return None
    if re.search(r"\btokens?\b|\bjwt\b|credential|\bauth", text, _I):
        return None
    stated = set(re.findall(r"\b(400|422)\b", text))
    return stated.pop() if len(stated) == 1 else None


_REFRESHING = r"\brefresh\b(?! (?:mechanism|strategy|flow|support|endpoint))"
"""``1 hour, with refresh mechanism`` says how long the other token lives."""


def _token_seconds(statement: Statement, *, refresh: bool) -> str | None:
    text = statement.text
    if not re.search(rf"\b{_TOKEN}\b|\bexp\b", text, _I):
        return None
    if not re.search(r"\bexpir\w*|\bvalid for\b|lifetime|\bttl\b|\bexp\b|duration|lives?\b", text, _I) or re.search(
        r"\bverification|reset", text, _I
    ):
        return None
    # "An access token lives 15 minutes, a refresh token 30 days": each clause has a duration of its own.
    timed = [clause for clause in re.split(r"[,;]| and | / ", text) if find_seconds(clause)]
    about = [text] if len(timed) < 2 else timed
    own = (clause for clause in about if bool(re.search(_REFRESHING, clause, _I)) is refresh)
    return next((str(seconds) for clause in own if (seconds := find_seconds(clause))), None)


_LOGIN_ROUTE = regex(r"\bPOST\b.{0,40}/(?:login|signin|sign-in|register|signup|token)\b")
_ISSUED_HERE = regex(
    rf"\b(?:back-?end|server|api|fastapi|system|endpoint)\b.{{0,30}}\b{_ISSUES}\b.{{0,30}}\b{_TOKEN}\b", _I
)
_TO_ISSUE = regex(
    rf"(?:generate|issue|create|return)s? (?:a |an |the )?(?:new )?(?:signed )?(?:jwt |access )?{_TOKEN}\b", _I
)
_ISSUED_ELSEWHERE = regex(
    r"better[ -]?auth|front-?end|next\.?js|auth0|clerk|keycloak|cognito|firebase|\bnot\b|\bnever\b", _I
)


def _issuer_here(statement: Statement) -> str | None:
    text = statement.text
    here = _LOGIN_ROUTE.search(text) or _ISSUED_HERE.search(text) or _TO_ISSUE.match(text)
    return "here" if here and not _ISSUED_ELSEWHERE.search(text) else None


def _roles(statement: Statement) -> str | None:
    match = re.search(
        r"\b(?:user )?roles?\b\s?[:=(]\s?((?:[\"'`]?[a-z_]{3,20}[\"'`]?(?:\s?[,|/]\s?|\s+(?:and"
        r"|or)\s+)){1,6}[\"'`]?[a-z_]{3,20}[\"'`]?)",
        statement.text,
        _I,
    )
    if not match:
        return None
    words = [word.strip("\"'` ").lower() for word in re.split(r"[,|/]|\band\b|\bor\b", match[1])]
    known = {
        "user",
        "admin",
        "member",
        "owner",
        "editor",
        "viewer",
        "manager",
        "moderator",
        "guest",
        "staff",
        "author",
        "superuser",
        "customer",
    }
    return ",".join(words) if len(set(words) & known) > 1 else None


_CORS = regex(r"\bcors\b|\ballowed origins?\b", _I)
_SENTENCE = regex(r"(?<=[.;!?])\s+")
_ANY_ORIGIN = regex(r"\b(?:all|any|every) origins?\b|\borigins?\b[^*]{0,12}\*(?!\w)", _I)
_ORIGIN = regex(r"https?://[\w.-]+(?::\d+)?(?![\w.-]*/\w)", _I)
_NO_ORIGIN = regex(r"\b(?:no|not|never|see|avoid|don't|instead of|rather than|example\.\w+|your\S*)\b", _I)


def _origin(statement: Statement) -> str | None:
    """Read one origin of those from which browsers may call: "CORS: allow http://localhost:3000"."""
    titled = any(map(_CORS.search, statement.titles[-2:]))
    for sentence in _SENTENCE.split(statement.text):
        if not (titled or _CORS.search(sentence)) or _NO_ORIGIN.search(sentence):
            continue
        if _ANY_ORIGIN.search(sentence):
            return "*"
        if named := _ORIGIN.search(sentence):
            return named[0].lower()
    return None


_FINDERS: tuple[tuple[Topic, Finder], ...] = (
    (
        Topic.AUTH_DEFAULT,
        _value(

                r"\b(?:all|every|each)\b.{0,40}\b(?:endpoints?|routes?|requests?|operations?"
                r"|apis?)\b.{0,60}\b(?:require\w*|must|need\w*|protected|secured)\b"
            r".{0,60}\b(?:auth\w*|jwt|tokens?|bearer)\b|\btodos los endpoints.{0,40}requieren auth",
            "required",
        ),
    ),
    (Topic.AUTH_DEFAULT, _value(
        r"\bno (?:authentication|authorization|auth) (?:is )?(?:required|needed|implemented)\b.{0,60}\b"
        r"(?:all|any|phase|endpoints)\b|\bauthentication\b.{0,8}: none\b", "public")),
    (Topic.AUTH_DEFAULT, _value(
        r"\b(?:some|certain|a few) (?:\w+ )?(?:endpoints|routes|operations|requests|calls) (?:require|need)\b.{0,20}"
        r"\b(?:auth\w*|tokens?|jwt|bearer|login)\b", "marked")),
    (Topic.NO_AUTH, lambda statement: "public" if says_open(statement.text, statement.titles) else None),
    (Topic.CREDENTIALS, _value(r"\bx-api-key\b|\b(?:auth\w*|requests?)\b.{0,30}\bapi[ -]keys?\b(?!\S)", "api key")),
    (Topic.CREDENTIALS, _value(r"\b(?:http basic|basic auth\w*)\b", "password")),
    (Topic.TOKEN_ISSUER, _value(r"\bjwks\b|\bEdDSA\b|\bEd25519\b|public keys? (?:endpoint|set)|\b[RE]S256\b", "jwks")),
    (Topic.TOKEN_ISSUER, _value(
        r"\bshared secret|\bsame secret|\bBETTER_AUTH_SECRET\b|\bHS256\b.{0,80}\bbetter[ -]auth"
        r"|\bbetter[ -]auth\b.{0,80}\bHS256\b", "shared_secret")),
    (Topic.TOKEN_ISSUER, _issuer_here),
    (Topic.TOKEN_SCHEME, _group(r"\bAuthorization\b[`*\"]{0,3}\s?:\s?[`*\"]{0,3}(Bearer|Token|JWT)\b")),
    (Topic.TOKEN_SECONDS, lambda statement: _token_seconds(statement, refresh=False)),
    (Topic.REFRESH_SECONDS, lambda statement: _token_seconds(statement, refresh=True)),
    (Topic.OTHER_USERS_ROW, _other_users_row),
    (Topic.OTHER_USERS_PATH, _other_users_path),
    (Topic.VALIDATION_STATUS, _validation_status),
    (Topic.DEFAULT_LIMIT, _group(
        r"\b(?:limit|page[ _]?size|per[ _]?page|items per page|pagina\w+)\b.{0,60}\bdefault\w*\b[^\d\n]{0,20}"
        r"(\d{1,4})\b|\bdefault (?:limit|page size)\b[^\d\n]{0,12}(\d{1,4})\b"
        r"|\bpages?\b.{0,40}\b(?:holds?|contains?|shows?|has)\b[^\d\n]{0,5}(\d{1,4})\b.{0,20}\bby default\b")),
    (Topic.MAX_LIMIT, _group(
        r"\b(?:limit|page[ _]?size|per[ _]?page|items per page|pagina\w+)\b.{0,80}\bmax(?:imum)?\b[^\d\n]{0,12}"
        r"(\d{1,5})\b|\bmax(?:imum)? (?:limit|page size)\b[^\d\n]{0,12}(\d{1,5})\b"
        r"|\b(?:page[ _]?size|per[ _]?page)\b.{0,30}\b(?:capped at|at most|up to|no more than|not exceed)"
        r"[^\d\n]{0,5}(\d{1,5})\b"
        r"|\bpages?\b.{0,40}\b(?:holds?|contains?|shows?|has)\b.{0,40}\b(?:never|not|no|at) (?:more than|most)"
        r"[^\d\n]{0,5}(\d{1,5})\b")),
    (Topic.USER_ID_TYPE, _group(
        r"\buser[ _]?ids?\b[`*]{0,3}\s?(?:\(|:|\bis an?\b|\bare\b)\s?[`*]{0,3}(uuid|strings?|text"
        r"|integers?|int|varchar(?:\(\d{1,4}\))?)\b")),
    (Topic.PUT_MEANS, _value(
        r"\bPUT\b.{0,80}\b(?:partial\w*|only (?:the )?provided|provided fields|omitted fields (?:are"
        r"|remain|keep))", "partial")),
    (Topic.PUT_MEANS, _value(
        r"\bPUT\b.{0,80}\b(?:full(?:y)? (?:replace\w*|update)|replaces? (?:the )?(?:entire|whole|all)"
        r"|all fields (?:are )?required|complete replacement)", "replace")),
    (Topic.UNKNOWN_FIELDS, _value(
        r"\b(?:unknown|extra|additional|unexpected|unrecognized) (?:\w+ )?(?:fields?|properties"
        r"|keys)\b.{0,40}\bignor", "ignore")),
    (Topic.UNKNOWN_FIELDS, _value(
        r"\b(?:unknown|extra|additional|unexpected|unrecognized) (?:\w+ )?(?:fields?|properties"
        r"|keys)\b.{0,40}\b(?:reject|refus|forbid|not allowed|error|4\d\d)", "forbid")),
    (Topic.PASSWORD_MIN_LENGTH, _group(
        r"\bpasswords?\b.{0,60}?\b(?:min\w*|at least|length)\b[^\d\n]{0,24}(\d{1,3})\b"
        r"|\bpasswords?\b[^\d\n]{0,60}\b(\d{1,3})\+ ?char|\bpasswords?\b[^\d\n]{0,20}(?:\(|≥|>=) ?"
        r"(\d{1,3}) ?char|\bpasswords?\b.{0,40}?(\d{1,3}) ?(?:characters?|chars?) min")),
    (Topic.LOGIN_ATTEMPTS, _group(
        r"\b(\d{1,3}) (?:failed|unsuccessful|consecutive|wrong|invalid|login)\b.{0,24}\battempts?\b"
        r"|\battempts?\b.{0,30}\b(?:login|auth\w*)\b[^\d\n]{0,20}(\d{1,3})\b")),
    (Topic.ROLE, _roles),
    (Topic.DEFAULT_ROLE, _group(
        r"\bdefault (?:user )?role\b[^\w\n]{0,6}(?:is |of )?[\"'`]?([a-z_]{3,20})\b"
        r"|\broles?\b.{0,40}\bdefaults?\b(?: to|:| is)? ?[\"'`]?([a-z_]{3,20})\b")),
    (Topic.CASE, _group(
        r"\b(?:json|api|fields?|keys?|propert\w+|responses?|naming)\b.{0,60}?\b(camelCase|snake_case)")),
    (Topic.ORIGIN, _origin),
    (Topic.DATABASE, _group(
        r"\b(?:database|db|datenbank|base de datos|persist\w+|data store|storage)\b.{0,40}\b(postgres"
        r"(?:ql)?|mysql|mariadb|sqlite|mongodb|h2|sql server|oracle)\b|\b(neon)\b.{0,30}\bpostgres")),
)  # fmt: skip
_LIMIT_WORDS = ("limit", "page", "pagina")
_NEEDS: dict[Topic, tuple[str, ...]] = {
    Topic.AUTH_DEFAULT: ("auth", "token", "jwt", "bearer"),
    Topic.NO_AUTH: (
        "auth",
        "autent",
        "anmeld",
        "login",
        "log ",
        "sign",
        "account",
        "token",
        "public",
        "open",
        "anonym",
        "none",
        "requir",
        "need",
    ),
    Topic.CREDENTIALS: ("api", "basic"),
    Topic.TOKEN_ISSUER: ("jwks", "ed", "key", "s256", "secret", "token", "jwt", "session", "post"),
    Topic.TOKEN_SCHEME: ("authorization",),
    Topic.TOKEN_SECONDS: ("exp", "valid for", "lifetime", "ttl", "duration", "live"),
    Topic.REFRESH_SECONDS: ("refresh",),
    Topic.OTHER_USERS_ROW: ("other", "different", "own", "belong", "else", "cross-user"),
    Topic.OTHER_USERS_PATH: ("match", "different", "token", "path"),
    Topic.VALIDATION_STATUS: ("400", "422"),
    Topic.DEFAULT_LIMIT: _LIMIT_WORDS,
    Topic.MAX_LIMIT: _LIMIT_WORDS,
    Topic.USER_ID_TYPE: ("user",),
    Topic.PUT_MEANS: ("put",),
    Topic.UNKNOWN_FIELDS: ("unknown", "extra", "additional", "unexpected", "unrecognized"),
    Topic.PASSWORD_MIN_LENGTH: ("password",),
    Topic.LOGIN_ATTEMPTS: ("attempt",),
    Topic.ROLE: ("role",),
    Topic.DEFAULT_ROLE: ("role",),
    Topic.ORIGIN: ("origin", "://"),
    Topic.CASE: ("camelcase", "snake_case"),
    Topic.DATABASE: ("postgres", "mysql", "mariadb", "sqlite", "mongo", "h2", "sql server", "oracle", "neon"),
}
"""Words of which one must occur before a topic's pattern is tried: most lines speak of nothing here."""
_TOPICS_BY_WORD = {
    word: frozenset(topic for topic, words in _NEEDS.items() if word in words)
    for word in dict.fromkeys(word for words in _NEEDS.values() for word in words)
}
_LONGEST = 600


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read all settings of the document; a line may state several."""
    facts: list[SettingFact] = []
    for statement in statements(document):
        low = statement.text.lower()
        spoken = {topic for word, topics in _TOPICS_BY_WORD.items() if word in low for topic in topics}
        for topic, find in _FINDERS:
            value = find(statement) if topic in spoken else None
            if value is not None:
                facts.append(SettingFact(topic, value, document.source(statement.line), _scope(statement)))
        facts += _deeds(statement, document)
    return DocumentFacts(document.file, tuple(dict.fromkeys([*_title(document), *facts])))


def _deeds(statement: Statement, document: Document) -> Iterator[SettingFact]:
    for deeds in read_deeds(statement.text):
        general = deeds.whole or is_interface(document.file) or document.file.count("/") == 1
        for method in deeds.methods if (general or deeds.resource) and not _scope(statement) else ():
            value = " ".join((method, deeds.auth, *deeds.roles))
            yield SettingFact(Topic.AUTH_METHODS, value, document.source(statement.line), deeds.resource)


def statements(document: Document) -> Iterator[Statement]:
    """Give the lines of prose, bullets and rows of the document that are for now."""
    for place in document.places:
        if is_future((*place.titles, place.lead if is_label(place.lead) else "")):
            continue
        yield from _statements(place)


def _statements(place: Place) -> Iterator[Statement]:
    if place.section.title and (not place.before and not place.lead):
        yield Statement(plain_words(place.section.title)[:_LONGEST], place.section.line, place.titles[:-1])
    if place.paragraph is not None:
        yield from _lines(place.paragraph.text, place.paragraph.line, place.titles)
    elif place.table is not None:
        for row in place.table.rows:
            yield Statement(" | ".join(plain_words(cell) for cell in row.cells)[:_LONGEST], row.line, place.titles)
    for item in place.items:
        yield from _item(item, place.titles)


def _item(item: ListItem, titles: tuple[str, ...]) -> Iterator[Statement]:
    yield from _lines(item.text, item.line, titles)
    for child in item.children:
        if isinstance(child, ListItem):
            yield from _item(child, (*titles, plain_words(item.text)[:80]))


def _lines(text: str, line: int, titles: tuple[str, ...]) -> Iterator[Statement]:
    for offset, part in enumerate(text.split("\n")):
        if part.strip():
            yield Statement(plain_words(part)[:_LONGEST], line + offset, titles)


_METHOD = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE) +`?(/[\w/{}.:-]{1,120})")


def _scope(statement: Statement) -> str:
    """A statement below an endpoint's heading is about that endpoint alone."""
    for title in reversed(statement.titles):
        if match := _METHOD.search(title.replace("`", "")):
            return match[0].replace("`", "")
    return ""


_TITLE_NOISE = regex(
    r"\b(?:project|overview|specifications?|spec|architecture|system|documentation|document"
    r"|requirements?|phase [\divx]+|v?\d+(?:\.\d+)+|mvp|technical|design|the)\b",
    _I,
)


def _title(document: Document) -> list[SettingFact]:
    """The first heading of an overview or an architecture document names the project."""
    stem = document.file.rsplit("/", 1)[-1].lower()
    if not stem.startswith(("overview", "architecture", "readme", "constitution")):
        return []
    first = next((section for section in document.sections.walk() if section.level == 1), None)
    if first is None:
        return []
    words = " ".join(_TITLE_NOISE.sub(" ", plain_words(first.title)).split()).strip(" :-–—()|")
    return [SettingFact(Topic.TITLE, words, document.source(first.line))] if len(words) > 2 else []

"""Who may call an endpoint, as a label, a cell or a sentence says it."""

import re
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.endpoints.describing.languages import read_alone, read_general_access
from workbench.reading.endpoints.places.marks import find_marks, key_of, normal_path

_PUBLIC = regex(
    r"\b(?:public(?:ly)?|no(?:t|ne)?|n/?a|false|anonymous|(?:any|every)(?:one|body)(?! (?:with|logged|signed|who))"
    r"|visitors?|unauthenticated|open|not? (?:auth\w*|token|required"
    r"|needed)|without (?:auth\w*|token|login)"
    r"|no requerid[ao]|pública?|público|öffentlich|offen|publi(?:c|que)|pubblic[ao]|keine|aucune?|nein|hayır"
    r"|signature|webhook secret|unprotected|guest|публичн\w{1,3})\b|❌|✗|✘|[🔓🌐🌍🌎🌏]"
    r"|불필요|없음|不要|不需要",
    re.IGNORECASE,
)
_OPTIONAL = regex(r"\b(?:optional(?:ly)?|opcional|optionnel\w*|if (?:logged|signed) in)\b|선택", re.IGNORECASE)
_REQUIRED = regex(
    r"\b(?:required?|yes|y|true|auth(?:ed)?"
    r"|jwt|bearer|token|authenticated|logged[ -]in|session|requerid[ao]|obligatori[ao]"
    r"|sí|si|oui|ja|evet|requise?|angemeldet|connecté|autenticad[ao]|alle rollen|all(?: roles)?"
    r"|erforderlich|cookie|api[- ]?key|basic|user|users|owner|private|protected|must|member|needed|any (?:role|account)"
    r"|account|everyone|anyone|админ\w{0,12}|авторизованн\w{1,4})\b|✅"
    r"|✓|✔|🔒|🔐|필요|필수|必須|需要",
    re.IGNORECASE,
)
_ROLE = regex(
    r"\b(admin(?:istrator)?|superuser|super[ _]admin|moderator|editor|manager|owner|staff|author|member|viewer"
    r"|backoffice|operator)s?\b",
    re.IGNORECASE,
)
_ONLY = regex(r"\b([a-z][a-z_-]{2,20}?)s? only\b(?!\s+\w)", re.IGNORECASE)
_NO_ROLE = frozenset({
    "authenticated", "user", "owner", "author", "member", "read", "write", "internal", "development", "logged",
    "registered", "client", "server", "pro", "premium", "creator", "recipient", "sender", "receiver", "applicant",
})  # fmt: skip
_NEGATED = regex(
    r"\b(?:not?|no)\b[^.;]{0,20}\b(?:required|needed|auth\w*|token|login)\b|\bno auth\w*|\bnot? required", re.IGNORECASE
)
_OPENING = regex(
    r"^[\s*`\"'(]*(?:no|none|public|false|n/?a|not|nein|non|não|nao|hayır|нет|아니오|否|いいえ|❌|✗|🔓|-|—|–)(?![\w'])",
    re.IGNORECASE,
)


PERHAPS_ROLES = frozenset({"owner", "author", "member"})
"""What is a role where the accounts have one of that name, and else whoever the row belongs to."""


@dataclass(frozen=True, slots=True)
class Access:
    """``required``, ``optional`` or ``public``, and the roles of which one is needed."""

    auth: str | None
    roles: tuple[str, ...] = ()


def read_access(text: str) -> Access:
    """Read a cell or the rest of an "Auth" label.

    Examples: ``Required (admin)``, ``No``, ``✅``, ``Bearer token``, ``None — public``.
    """
    plain = text.strip().strip("*_").strip()
    if not plain:
        return Access(None)
    if _OPENING.match(plain) or _NEGATED.search(plain[:60]):
        return Access("public")
    roles = tuple(
        dict.fromkeys(
            role.lower() for role in _ROLE.findall(plain) if role.lower() not in ("owner", "author", "member")
        )
    )
    only = _ONLY.search(plain)
    listed = _listed_roles(_OWN.sub("", plain))
    if roles and set(roles) < set(listed):
        roles = listed
    if not roles and only and only[1].lower() not in _NO_ROLE:
        roles = (only[1].lower(),)
    if not roles and plain.lower().removesuffix(" only") in PERHAPS_ROLES:
        roles = (plain.lower().removesuffix(" only"),)
    if roles and _OWN_PART.search(plain):
        roles = ("owner", *(role for role in roles if role not in ("owner", "self")))
    required = _REQUIRED.search(plain)
    public = None if _OWN.search(plain) else _PUBLIC.search(plain)
    if _OPTIONAL.search(plain) and not required:
        return Access("optional")
    if required and (public is None or required.start() < public.start()):
        return Access("required", roles)
    if public:
        return Access("public")
    roles = roles or listed
    return Access("required", roles) if roles else Access(None)


_OWN = regex(r"(?<=\w) own\b", re.IGNORECASE)
"""What a role may reach, behind its name: ``Client own, Admin``."""


_OWN_PART = regex(r"(?:^|[,/;|]|\bor\b)\s*(?:(?:all|any|every\w*|users?)\s*\(?\s*)?(?:own|self)\b", re.IGNORECASE)
"""Everybody's own rows beside the roles that reach any: ``All (own) / Manager``, ``Self or admin``."""


_REST = regex(r"\s*\([^()]{0,60}\)|[`*_]")
_ROLE_NAME = regex(r"(?:an? |the |any |every )?([a-z][a-z_-]{2,24}?)s?(?: role| users?)?\Z", re.IGNORECASE)
_NO_ROLE_NAME = frozenset({
    "read-only", "read", "write", "internal", "external", "default", "inherited", "same", "see", "above", "varie",
    "tbd", "todo", "custom", "any", "all", "alle", "every", "each", "todos", "tous", "both", "logged-in", "none",
    "api", "http", "standard", "normal", "role", "authentication", "server",
})  # fmt: skip


def _listed_roles(plain: str) -> tuple[str, ...]:
    """Read a text that is nothing but names: ``librarian``, ``patient, desk``, ``curator (own rooms) or guide``."""
    parts = [part.strip() for part in re.split(r",|/|;|&|\band\b|\bor\b", _REST.sub("", plain)) if part.strip(" .")]
    names = [match[1].lower() for part in parts if (match := _ROLE_NAME.match(part.strip(". ")))]
    if len(names) != len(parts) or len(names) > 5 or any(name in _NO_ROLE_NAME for name in names):
        return ()
    return tuple(dict.fromkeys(names))


_SPOKEN = regex(
    r"^\W*(?P<no>no(?:t)? |without )?(?:(?:user |valid )?(?:auth\w*|log-?in|signing in|tokens?|jwt|credentials))"
    r"(?: (?:is|are))?(?P<is> (?:not |un)?(?:required|needed|necessary|mandatory)| optional)?\b",
    re.IGNORECASE,
)


_PUBLIC_ALONE = regex(
    r"^\W*(?:public(?: (?:endpoint|route|access))?|open to (?:all|any(?:one|body)|every(?:one|body)|the public))"
    r"(?:\W+no (?:auth\w*|log-?in)(?: (?:needed|required))?)?\W*$",
    re.IGNORECASE,
)


_RESERVED = regex(
    r"^\W*(?:(?:for )?(?P<who>[a-z][\w, /-]{2,60}?) only|(?:for )?only (?:for |by )?(?P<only>[a-z][\w, /-]{2,60}?)"
    r"|requires? (?:the |an? )?(?P<role>\w{3,20}) role)\W*$",
    re.IGNORECASE,
)
_NOBODY = frozenset({
    "json", "get", "post", "test", "text", "example", "demo", "backend", "frontend", "title", "response", "request",
    "field", "item", "row", "number", "letter", "digit", "day", "task", "key", "value", "list", "id", "guest",
})  # fmt: skip


def _read_reserved(sentence: str) -> tuple[str, ...]:
    """Read a sentence that says nothing but who may call: "Admins only.", "Only librarians and managers"."""
    lowered = sentence[:100].lower()
    if "only" not in lowered and " role" not in lowered:
        return ()
    match = _RESERVED.match(sentence[:100])
    if match is None:
        return ()
    said = match["who"] or match["only"] or ""
    # What is kept so may be rows as well, "unread only": people are named as several, or by what they are.
    people = match["role"] or all(
        part.rstrip().endswith("s") or _ROLE.search(part) for part in re.split(r",|/|\band\b|\bor\b", said)
    )
    roles = _listed_roles(match["role"] or said) if people else ()
    return () if any(role in _NO_ROLE or role in _NOBODY for role in roles) else roles


def read_spoken(sentence: str) -> Access:
    """Read a sentence that opens with who may call: "No authentication required, returns the tags"."""
    if roles := _read_reserved(sentence):
        return Access("required", roles)
    if alone := read_alone(sentence):
        return Access(alone)
    if _PUBLIC_ALONE.match(sentence[:60]):
        return Access("public")
    match = _SPOKEN.match(sentence[:80])
    if match is None or not (match["is"] or match["no"]):
        return Access(None)
    words = (match["is"] or "").lower()
    if "optional" in words:
        return Access("public" if match["no"] else "optional")
    return Access("public" if match["no"] or "not " in words or " un" in words else "required")


_REMARK = regex(
    r"^(?:auth(?:ed)?|open)$|\bpublic\b|\bno auth\w*|\bauth\w* (?:required|not required|optional)"
    r"|\brequires? (?:auth\w*|login"
    r"|jwt"
    r"|a (?:valid )?token|\w+ role)"
    r"|\bprotected\b|\badmins?(?: only)?\b|\b\w+ only\b|🔒|🔓",
    re.IGNORECASE,
)


def _are_roles(text: str) -> bool:
    """Tell whether a text is nothing but names of roles: ``staff``, ``editors or admins``."""
    names = _listed_roles(text)
    return bool(names) and all(_ROLE.fullmatch(name) for name in names)


_BY_ANYBODY = regex(
    r"\b(?:any(?:one|body)|the public)\b[^.]{0,20}\b(?:shall|must|may|can|is able|are able)\b"
    r"|\bwithout (?:signing|logging) in\b|\bwithout (?:a |an |any )?(?:token|account|login|authentication)\b",
    re.IGNORECASE,
)
_REFUSED = regex(r"\b(?:401|403|not|never|no|reject\w*|refus\w*|den(?:y|ied|ies))\b", re.IGNORECASE)


def is_for_anybody(demand: str) -> bool:
    """Tell a demand that opens its endpoint to all: "Anyone SHALL be able to look a boat up through `GET /boats`"."""
    return _BY_ANYBODY.search(demand[:400]) is not None and not _REFUSED.search(demand[:400])


def read_remark(text: str) -> Access:
    """Read a remark in parentheses behind an endpoint: ``(public)``, ``(admin only)``, ``(staff)``, ``[no auth]``."""
    if locked := re.search("[🔒🔐🔓🌐🌍🌎🌏]", text[:300]):
        return Access("required" if locked[0] in "🔒🔐" else "public")
    for inner in re.findall(r"[(\[]([^()\[\]]{3,60})[)\]]", text[:300]):
        if _REMARK.search(inner) or _are_roles(inner):
            return read_access(inner)
    return Access(None)


_GLOBAL = regex(
    r"\b(?:all|every|each|any|todos los|toutes? les|alle)\b(?P<what>[^.\n]{0,60}?)"
    r"\b(?:endpoints?|routes?|requests?|operations?|apis?|calls?|interfaces?|operaciones|endpunkte"
    r"|anfragen)\b(?P<except>[^.\n]{0,120}?)"
    r"\b(?P<verb>(?:must |shall |should |will )?(?:requires?|required|requieren|verlangen|brauchen|benötigen"
    r"|needs?|carr(?:y|ies)|sends?|bears?|be protected|be authenticated"
    r"|(?:are|is) protected|protected|includes?|enforces?|nécessitent)|must have|(?:are|is) public|accessible without"
    r"|without auth\w*|do(?:es)? not require|don't require|no auth\w*)\b(?P<rest>[^\n]{0,160})",
    re.IGNORECASE,
)
_FREE = regex(
    r"(?:are|is) public|accessible without|without auth|do(?:es)? not require|don't require|no auth", re.IGNORECASE
)
_TOKENS = regex(r"jwt|token|auth|bearer|login|logged|credential|session|api[- ]?key|header", re.IGNORECASE)
_EXCEPT = regex(
    r"\b(?:except(?:ing)?(?: for)?|exceptions?(?: (?:are|is))?:?|excluding|other than|apart from|excepto|salvo|sauf"
    r"|außer|unless"
    r"|but not)\b(?P<what>[^.\n;]{1,200})",
    re.IGNORECASE,
)
_PATHS = regex(r"/[\w{}/:*-]+")
_PROTECTED = regex(r"\b(?:protected|secured?|authenticated|private|non-public)\b", re.IGNORECASE)
_SUBJECTLESS = frozenset({
    "the", "api", "rest", "http", "backend", "other", "of", "our", "these", "those", "its", "following", "data",
    "server", "public", "new", "and", "crud", "json",
})  # fmt: skip
_FILLERS = frozenset({
    "except", "routes", "route", "endpoints", "endpoint", "require", "requires", "requieren", "explicitly",
    "stated", "otherwise", "those", "that", "marked", "public", "públicos", "the", "and", "other", "with",
    "from", "token", "valid", "auth", "via", "header", "using", "paths", "path", "noted", "following",
    "specified",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of many endpoints at once. ``exceptions`` are path patterns and words;
    ``subjects`` words that limit it ("all task endpoints"); ``partial`` when it speaks of "protected"
    ones without saying which; ``shown`` when the examples tell which ("except where the example shows none")."""

    auth: str
    line: int
    exceptions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    partial: bool = False
    shown: bool = False

    def speaks_of(self, path: str, area: str) -> bool:
        """Tell whether an endpoint is among those of which it speaks."""
        if self.partial or self.shown:
            return False
        low = f"{path} {area}".lower()
        return not self.subjects or any(subject.rstrip("s") in low for subject in self.subjects)


_SHOWN = regex(
    r"\b(?:example|sample|request|snippet|call|header)s?\b[^.]{0,30}\b(?:shows?|without|lacks?|has no|omits?|leaves?)\b"
    r"|\b(?:shows?|sends?) none\b|\bnone is shown\b|\bnot shown\b",
    re.IGNORECASE,
)


_ONLY_FREE = regex(
    r"\bonly\b(?P<what>[^.;\n]{0,240}/[^.;\n]{1,240}?)\b(?:(?:work|answer|function)s? without"
    r"|(?:is|are) (?:public|open|reachable without|callable without)|(?:do(?:es)? not|don't|doesn't) (?:need|require)"
    r"|needs? no|requires? no|(?:can|may) be (?:called|used|reached|read) without)\b",
    re.IGNORECASE,
)


_LISTED_FREE = regex(
    r"^[\s*_-]*(?:public|open|unauthenticated|no (?:auth\w*|token|login))(?: (?:endpoints?|routes?|paths?|calls?))?"
    r"(?: are)?[*_]{0,2}\s?:[*_]{0,2}\s(?P<what>[^\n]{4,400})",
    re.IGNORECASE,
)
"""The endpoints of which it is said in a row that they are open: "Public: `GET /ports`, `GET /ports/{id}`"."""


def read_statement(text: str, line: int) -> Statement | None:
    """Read a sentence about the access to all endpoints.

    Example: ``All endpoints except `/health` and the login routes require a JWT.``
    """
    alone = _ONLY_FREE.search(text[:600])
    if alone is not None and (named := tuple(_exceptions(alone["what"]))):
        return Statement("required", line, named)
    listed = _LISTED_FREE.match(text[:600])
    if listed is not None and find_marks(text[:600]):
        return Statement("required", line, tuple(_exceptions(listed["what"])))
    told = read_general_access(text[:600])
    if told is not None:
        auth = "public" if told.public else "required"
        return Statement(auth, line, tuple(_exceptions(told.excepted)))
    match = _GLOBAL.search(text[:600])
    if match is None:
        return None
    sentence = match[0] + text[match.end() : match.end() + 200].split("\n")[0]
    free = bool(_FREE.search(match["verb"])) or bool(
        re.search(r"\b(?:without|no) auth", match["rest"][:40], re.IGNORECASE)
    )
    if not free and not _TOKENS.search(match["except"] + match["verb"] + match["rest"]):
        return None
    excluded = _EXCEPT.search(sentence)
    exceptions = tuple(_exceptions(excluded["what"])) if excluded else ()
    what = match["what"].split("(")[0]
    subjects = tuple(
        word for word in re.findall(r"[a-z]{3,}", what.lower()) if word not in _SUBJECTLESS and word != "related"
    )
    partial = bool(_PROTECTED.search(what))
    shown = excluded is not None and bool(_SHOWN.search(excluded["what"]))
    if shown:
        exceptions = ()
    return Statement("public" if free else "required", line, exceptions, () if partial else subjects, partial, shown)


def _exceptions(text: str) -> list[str]:
    marks = find_marks(text)
    paths = _PATHS.findall("".join(" " if any(m.start <= n < m.end for m in marks) else c for n, c in enumerate(text)))
    found = [mark.route for mark in marks] + [normal_path(path.rstrip("/*.")) for path in paths]
    return found or [word for word in re.findall(r"[^\W\d_]{4,20}", text.lower()) if word not in _FILLERS]


_SESSION = regex(
    r"/(?:register|registration|sign-?up|login|log-?in|sign-?in|refresh|token|forgot-?password|reset-?password"
    r"|verify(?:-email)?|auth)(?=/|$)",
    re.IGNORECASE,
)


def is_exempt(statement: Statement, method: str, path: str, area: str) -> bool:
    """Tell whether the statement excepts an endpoint: by method and path, its path alone, its first segments or
    its area."""
    low, place = key_of(path), area.lower()
    for exception in statement.exceptions:
        if " /" in exception:
            named, _, excepted = exception.partition(" ")
            if named == method and low.endswith(key_of(excepted)):
                return True
            continue
        if exception.startswith("/"):
            excepted = key_of(exception)
            if f"{excepted}/" in f"{low}/" or low.startswith(excepted):
                return True
            continue
        stem = exception.rstrip("s")
        if stem.startswith("authent") or stem in ("login", "signup", "signin", "registration", "register"):
            if _SESSION.search(low):
                return True
        elif stem in low or stem in place:
            return True
    return False


def is_own_data(path: str, summary: str) -> bool:
    """Tell an endpoint that cannot be public: it answers for "the current user"."""
    return bool(
        re.search(r"/(?:me|profile|whoami)(?=/|$)", path.lower())
        or re.search(r"\bcurrent(?:ly)? (?:authenticated |logged[- ]in )?user\b", summary[:200].lower())
    )


def opens_session(method: str, path: str) -> bool:
    """Tell an endpoint that nobody can have a token for yet: register, login, refresh, reset."""
    return (
        method == "POST"
        and re.search(
            r"/(?:register|registration|sign-?up|login|log-?in|sign-?in|refresh(?:-token)?|token|forgot-?password"
            r"|reset-?password)/?$",
            path.lower(),
        )
        is not None
    )


_RECOVERS = regex(
    r"/(?:forgot|reset|recover)-?password/?$|/(?:request-)?password-?(?:reset|recovery)\b|/(?:verify|confirm)-?email/?$"
)


def recovers_account(method: str, path: str) -> bool:
    """Tell an endpoint for those who cannot sign in: a forgotten password, the proof of an address."""
    return method == "POST" and _RECOVERS.search(path.lower()) is not None

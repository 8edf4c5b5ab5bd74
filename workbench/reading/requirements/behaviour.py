"""Which texts ask for behaviour of the backend, and why some are not its business.

Every sentence is looked through for these words: in small letters, which takes a fifth of the time that it takes to
leave the case of its letters open.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.patterns import regex

_RULES = regex(
    r"\b(?:requirements?|rules?|validations?|acceptance|criteri\w+|business logic|edge cases?|security"
    r"|constraints?|authori[sz]ation|permissions?"
    r"|access control|cors|isolation|ownership|integrity|invariants?|behaviou?rs?|scenarios?|user stor(?:y"
    r"|ies)|error (?:handling|responses?|cases?|conditions?|codes?)"
    r"|errors?|policy|policies|guarantees?|limits?|rate[ -]limit\w*|processing|business|side effects?"
    r"|logic|notes?|restrictions?|authentication"
    r"|preconditions?|postconditions?|state transitions?|transitions?|deletion|relationships?"
    r"|expiration|lifecycle|enforcement"
    r"|reglas|requisitos|validación|validaciones|criterios|seguridad|restricciones|casos (?:borde"
    r"|límite)|règles|exigences|regeln|anforderungen"
    r"|errores|comportamiento|lógica|kurallar|gereksinimler)\b"
    r"|규칙|요구 ?사항|검증|제약|조건|인수|예외|보안|要件|ルール|規則|制約|要求|规则|约束|验证",
)
_MODAL = regex(
    r"\b(?:must|shall|should|cannot|can ?not|can't|may not|may only|can only|only (?:the|a|an|their"
    r"|its|own\w*|authenticated|admin\w*|users?)|never|always"
    r"|required?|requires|mandatory|not allowed|allowed|forbidden|prohibited|rejects?|rejected"
    r"|refuse[sd]?|ensures?|enforce[sd]?|automatically|unique"
    r"|defaults?|at (?:least|most)|maximum|minimum|max(?:\.|imum)?|min(?:\.|imum)?|up to|no more than"
    r"|between \d+ and \d+|immutable|read-?only|case-?insensitive"
    r"|returns?|returned|responds?|scoped to|belong(?:s|ing)? to|owner|filtered by|ordered by"
    r"|sorted by|expire[sd]?|hashed|encrypted|cascade[sd]?|optional"
    r"|idempotent|combin(?:ed|able)|toggl\w+|flips?|switch(?:es)?|increment\w*|decrement\w*|soft[- ]delet\w*|upsert\w*"
    r"|creates? (?:a|the) new|updates? `?\w+_at|one of|subset|counts?|format|iso ?8601|utc|per "
    r"(?:minute|hour|day|user|ip)|case[- ]sensitive|partial\w*|null|empty|hs256|cors|idempotent"
    r"|atomic\w*|rate[ -]limit\w*|ignored|trimmed|stripped|normali[sz]ed|match(?:es)?|valid(?:ated?"
    r"|ates)?|exceed\w*|instead of|set to|cleared|needs? (?:an?|no|the)\b|exactly once|at once|relative to|skipp?ed"
    r"|will (?:be|not)|does not|do not|is not|are not|debe\w*|solo|sólo|obligatori\w+|máx\w*|mín\w*"
    r"|requerid\w+|único|doit|doivent|muss|müssen|darf)\b"
    r"|\b(?:400|401|403|404|409|410|413|415|422|423|429|500|503)\b|≤|≥|해야|필수|불가|반드시|최대|최소|unique|なければ|必須|できない|必须|不能|只能",
)
_BACKEND = regex(
    r"\b(?:api|back-?end|server|endpoints?|database|requests?|responses?|status(?: code)?s?|http|jwt"
    r"|tokens?|query|queries|tables?|columns?|fields?|records?"
    r"|rows?|returns?|persist\w*|stor(?:e|es|ed|age)|validat\w+|authenticat\w+|authori[sz]\w+|user_id"
    r"|40[0-9]|422|42[0-9]|50[0-9])\b|(?<!\d)4(?:0\d|22)(?=[^\W\d_a-z])",
)
_LISTED = regex(
    r"\b(?:newest|oldest|latest|chronological\w*|alphabetical\w*|sorted|ordered|inactive|deleted|archived|soft-deleted"
    r"|only (?:their|the user's|his|her) own)\b",
)
"""Words for which rows a list holds and in which order: whoever displays them, the backend gives them so."""
_SHOWN = regex(r"\bdisplay(?:s|ed)?\b")
_PATHS = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b|/[\w{}/:.-]+")
_ASIDES: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    (
        "user interface",
        regex(
            r"\b(?:ui|ux|user interface|front-?end|screens?|buttons?|modals?|dialogs?|toasts?"
            r"|spinners?|dropdowns?|checkbox(?:es)?|tooltips?|responsive"
            r"|mobile|desktop|accessib\w+|aria|keyboard|hover|animations?|themes?|dark mode|css"
            r"|tailwind|react|next\.?js|vue|components?|layout|styling"
            r"|local ?storage|session ?storage|browsers?|click\w*|visual(?:ly)?|icons?|badges?"
            r"|colou?rs?|display(?:s|ed)?|redirect(?:s|ed)?|login page"
            r"|signup page|dashboard|navbar|sidebar|optimistic(?! (?:lock|concurr))|loading states?|form (?:field|state"
            r"|valid)\w*|pages? (?:load|show|refresh)\w*|empty state"
            r"|pantalla|botón|interfaz|프론트\w*|화면|버튼|画面|ボタン|页面|按钮)\b",
        ),
        True,
    ),
    (
        "deployment",
        regex(
            r"\b(?:deploy\w*|docker\w*|kubernetes|k8s|helm|ci/cd|pipelines?|hosting|vercel|railway"
            r"|infrastructure|terraform|backups?|disaster recovery"
            r"|point-in-time|load balanc\w+|cdn|cron jobs?|minikube|dapr|replicas?|despliegue)\b",
        ),
        True,
    ),
    (
        "process",
        regex(
            r"\b(?:unit tests?|integration tests?|test coverage|tests? (?:pass|cover|suite)\w*|e2e"
            r"|code review\w*|documentation|documented|readme|lint\w*"
            r"|type hints?|docstrings?|constitution|spec-driven|pull requests?|commits?|git|branch\w*"
            r"|stakeholders?|team|developers?|manual testing"
            r"|checklist|migration scripts?|milestones?|acceptance of this spec|pytest|postman|swagger)\b",
        ),
        True,
    ),
    (
        "performance",
        regex(
            r"\b(?:\d+ ?ms|milliseconds?|p95|p99|latency|throughput|response times?|uptime"
            r"|concurrent users|performance|(?<!precision/)(?<!precision and )scal(?:e|es|ability|able)|availability"
            r"|within \d+(?:\.\d+)? seconds?|under \d+(?:\.\d+)? (?:ms|seconds?|minutes?)|load time|99"
            r"(?:\.\d+)? ?%|\d+% of)\b|\d ?ms\b",
        ),
        False,
    ),
)
_OUT_OF_SCOPE = regex(
    r"\b(?:out[ -]of[ -]scope|not in scope|non-?goals?|not included|won'?t|excluded|not building"
    r"|fuera de alcance)\b|스코프 제외|范围外",
)
_FUTURE = regex(
    r"\b(?:future|later phases?|phase (?:[3-9]|iii|iv|v)\+?|roadmap|nice to have|enhancements?"
    r"|deferred|potential|planned|futuro|futuras)\b|향후|将来|미구현",
)
_PHASE = regex(r"\bphase (?:\d+|[ivx]+)\+?")
_FRONT_TITLES = regex(
    r"\b(?:ui|ux|user interface|front-?end|pages?|screens?|components?|layout|styling|responsive"
    r"|accessib\w+|design system|visual|client-side|interfaz"
    r"|flow|user flows?|pantallas?)\b|프론트|화면|(?<![a-z])ui(?![a-z])|画面|界面",
)
_FRONT_END = regex(r"\bfront-?end\b|\bclient[ -]side\b|\blocal ?storage\b")
_SERVER = regex(
    r"\b(?:back-?end|api|server|endpoints?|database|cors|allow(?:ed)?[ -](?:origins?|methods|headers|credentials))\b",
)
_PROCESS_TITLES = regex(
    r"\b(?:test(?:s|ing)?|test cases?|checklist|definition of done|implementation (?:plan|notes|steps"
    r"|order|tasks|phases)|migration (?:strategy|plan|notes)"
    r"|compliance|authority|assumptions?|dependencies|risks?|open questions|timeline|milestones?"
    r"|(?:implementation|development|remaining|follow-up|project|open|next) tasks|tasks? (?:list|breakdown)"
    r"|references?|related|review|workflow|development"
    r"|approval|governance|why this priority|independent test|purpose|success (?:metrics|criteria)"
    r"|measurable outcomes)\b",
)
_DEPLOY_TITLES = regex(
    r"\b(?:deploy\w*|infrastructure|environment|monitoring|hosting|setup|installation|backup\w*|recovery|operations)\b",
)
_SPEED_TITLES = regex(r"\b(?:performance|scalab\w+|optimi[sz]ation|availability|throughput|caching)\b")

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("future", regex(r"\W*(?:future|later)\b")),
    ("process", regex(r"\W*(?:why this priority|independent test|note to \w+)\W*:")),
    (
        "process",
        regex(r"\W*(?:(?:version|created|date|last updated|authors?|status|stage|phase|feature branch): [^:]*){2}"),
    ),
    (
        "a question without an answer",
        regex(r"\W*(?:what|how|when|where|why|should|can|could|does|is|are|will|which|who)\b[^?]{5,300}\?\W*\Z"),
    ),
)
"""Lines that say by their form that no backend answers for them: what is for later, the frame of a document,
questions that it leaves open."""


@lru_cache(maxsize=1024)
def asks_for_rules(text: str) -> bool:
    """Tell whether a heading or label announces rules: what stands below it is one each."""
    return bool(_RULES.search(text.lower()))


def states_behaviour(text: str) -> bool:
    """Tell whether a sentence outside such headings asks for behaviour by its own words."""
    return bool(_MODAL.search(text.lower()))


_TELLING = regex(
    r"\b(?:no longer|any ?more|only (?:see|list|change|edit|delete|remove|add|create|read|view|manage|use|access)s?"
    r"|starts? (?:as|in|out)|begins? (?:as|in)|becomes?|(?:goes|moves?|turns?) (?:to|into|from|back)|nobody|no one"
    r"|none of|until|unless|may (?:not )?be|can be|cannot be|once|at a time|(?:gets?|takes?|has|have|holds?) no)\b"
    r"|\b(?-i:IF|WHEN|WHILE)\b.{3,200}\b(?-i:THEN|SHALL)\b",
    re.IGNORECASE,
)


def tells_rule(text: str) -> bool:
    """Tell a sentence of a document about features that says how things are, without "must": "A paid order can no
    longer be changed", "A ticket starts as open"."""
    return bool(_TELLING.search(text))


_MATTERS = (("user interface", _FRONT_TITLES), ("deployment", _DEPLOY_TITLES), ("process", _PROCESS_TITLES))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the headings above a sentence say: that all of it is ``put_off``, or what it is about unless it speaks of
    the backend; ``nearest`` is the last of them without its paths."""

    put_off: str
    matter: str
    nearest: str


@lru_cache(maxsize=1024)
def _frame_of(titles: tuple[str, ...]) -> _Frame:
    nearest = _PATHS.sub(" ", titles[-1]).lower() if titles else ""
    matters = (matter for matter, pattern in _MATTERS if pattern.search(nearest))
    matter = "" if _RULES.search(nearest) else next(matters, "")
    return _Frame(_put_off(titles), matter or ("performance" if _SPEED_TITLES.search(nearest) else ""), nearest)


def _put_off(titles: tuple[str, ...]) -> str:
    for depth, title in reversed(list(enumerate(map(str.lower, titles)))):
        if _OUT_OF_SCOPE.search(title):
            return "out of scope"
        # A phase in a document's own title says when it was written, not that it is for later.
        if _FUTURE.search(title if depth else _PHASE.sub("", title)) and not _RULES.search(title):
            return "future"
    return ""


def _names_backend(text: str) -> bool:
    return bool(_BACKEND.search(text) or _SERVER.search(text))


def find_aside(text: str, titles: tuple[str, ...]) -> str | None:
    """Say why the backend does not answer for the sentence, where its words or headings show it."""
    frame = _frame_of(titles)
    if frame.put_off:
        return frame.put_off
    said = text.lower()
    if _OUT_OF_SCOPE.match(said.lstrip("*_- ")):
        return "out of scope"
    shown = _SHOWN.sub(" ", said) if _LISTED.search(said) else said
    if _FRONT_END.search(f"{frame.nearest} {shown}") and not _SERVER.search(f"{frame.nearest} {shown}"):
        return "user interface"
    if frame.matter and not _names_backend(said):
        return frame.matter
    for reason, pattern, unless_backend in _ASIDES:
        if pattern.search(shown) and not (unless_backend and _names_backend(said)):
            return reason
    return next((reason for reason, form in _FORMS if form.match(shown)), None)


_ENGLISH = regex(r"\b(?:the|an|is|are|of|to|and|with|for|must|be|by|when|user)\b")


_FOREIGN = regex(r"[\u0300-\u1fff\u2c00-\ud7ff]")


def is_english(text: str) -> bool:
    """Tell whether the text is English by the share of its commonest words: for others the words above say
    little, and their bullets are taken as they come."""
    sample = text[:6000].lower()
    words = sum(1 for word in sample.split() if word[:1].isalpha())
    foreign = len(_FOREIGN.findall(sample))
    return words < 20 or (len(_ENGLISH.findall(sample)) * 20 >= words and foreign * 8 < len(sample))

"""Labels of the parts of an endpoint: "**Request Body:**", "Query Parameters", "- **Auth**: JWT"."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from workbench.patterns import regex


class Part(Enum):
    """What stands under a label."""

    METHOD = auto()
    PATH = auto()
    ENDPOINT = auto()
    SUMMARY = auto()
    AUTH = auto()
    ROLES = auto()
    REQUEST = auto()
    RESPONSE = auto()
    ERRORS = auto()
    STATUS = auto()
    QUERY = auto()
    PATH_PARAMETERS = auto()
    PARAMETERS = auto()
    HEADERS = auto()
    RULES = auto()
    EXAMPLE = auto()
    PREFIX = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what follows it on its line. ``remark`` is what stood in its parentheses."""

    part: Part
    rest: str = ""
    status: int | None = None
    remark: str = ""


_WORDS: dict[Part, str] = {
    Part.METHOD: r"(?:http )?(?:method|verb)s?|método(?: http)?|(?:http-?)?methode|méthode(?: http)?"
    r"|(?:请求|http ?)?(?:方式|方法)|(?:http ?)?メソッド|(?:요청 ?)?(?:메서드|메소드|방식)",
    Part.PATH: r"(?:(?:url|api|request|resource) )?(?:path|url|uri|route)(?: pattern)?|ruta|chemin|caminho|rota|pfad"
    r"|경로"
    r"|(?:请求|接口)?(?:路径|路徑|地址)|パス",
    Part.ENDPOINT: r"(?:api |rest |http )?endpoints?|operation|(?:api |http )?call|http request|endpunkt|point d'accès"
    r"|엔드포인트|接口|エンドポイント",
    Part.SUMMARY: r"description|purpose|summary|descripción|beschreibung|설명|title|descrição|açıklama|what|action"
    r"|notes?|описание|(?:接口|功能)?(?:描述|说明)|說明|功能|概要|説明|기능|개요",
    Part.AUTH: r"(?:jwt |bearer )?(?:auth|authentication|authenticated|authorization|authorisation|autenticación"
    r"|인증|auth type|security|access|"
    r"authentification|authentifizierung|protected|permissions?|access control|kimlik doğrulama)(?: ?/ ?authorization)?"
    r"(?: (?:required|requirements?|level|needed|method))?|requires auth(?:entication|orization)?|requires login"
    r"|zugriff|доступ|авторизация"
    r"|acceso|acesso|accès|auth\?|login required|public|who(?: (?:may|can|is allowed to) (?:call|use"
    r"|do)(?: (?:it|this|that))?)?|callers?"
    r"|(?:是否)?(?:需要)?(?:认证|登录|鉴权|認證|登入)(?:方式)?|權限|权限|권한|(?:인증|로그인) ?(?:필요|여부)|認証|権限"
    r"|allowed (?:callers?|for|to)|available to|audience|quién|qui|wer|누가|誰|谁",
    Part.ROLES: r"(?:allowed |required |user )?roles?|minimum role|rol(?:es)?",
    Part.REQUEST: r"(?:example |sample )?(?:(?:request|req|input|post|put|patch|update|create"
    r"|json)(?: ?/ ?response)? ?)?"
    r"(?:body|payload|requests?|input|schema|data|fields|model)(?: (?:body|payload|schema|format|example|fields"
    r"|model|data|parameters|params|json|dto|structure|shape))*"
    r"(?: \w+ example)?|(?:body|request|input|json|form) (?:parameters|params|fields|schema|data|example|format"
    r"|json)|data constraints?|accepts|form data|cuerpo(?: de la petición)?|petición|요청(?: 본문| 바디)?"
    r"|takes|sends|expects|receives"
    r"|(?:required|mandatory|optional|accepted|allowed|permitted|updatable|editable|writable|supported)"
    r" (?:(?:body|request|input|json) )?(?:fields?|attributes|properties)"
    r"|eingaben?|entradas?|entrée|입력|输入|輸入|入力"
    r"|corps(?: de la requête)?|requête|anfrage|anfragetext|corpo|requisição|istek(?: gövdesi)?|тело(?: запроса)?"
    r"|запрос|请求(?:体|数据|内容|示例|body|字段|格式)?"
    r"|請求(?:主體|體|資料|內容|範例|欄位|格式)?"
    r"|リクエスト(?:ボディ|例|フィールド|項目)?|요청 ?(?:데이터|예시|값|body|필드|항목|형식)"
    r"|corps de requête|corpo da (?:requisição|richiesta)|anfrage-?(?:body|körper|daten)|multipart form"
    r"|(?:form[ -])?field",
    Part.RESPONSE: r"(?:example |sample |success(?:ful)? |ok |json |http |api |expected |server )*(?:responses?"
    r"|returns?|gives|answers?|responds(?: with)?|yields|output|result|success|reply)"
    r"(?: (?:body|schema|fields|model|example|format|payload|data|json|object|structure|shape|dto|item|code"
    r"|headers))*|example success|respuesta|(?:성공 ?)?응답(?: 본문| 필드| 항목| 형식)?|réponse|antwort"
    r"|resposta|yanıt|ответ|(?:成功)?响应(?:体|数据|示例|参数|字段|格式)?|返回(?:示例|结果|值|数据|参数|字段)?"
    r"|(?:成功)?回應(?:主體|資料|範例|欄位|格式)?"
    r"|(?:成功)?レスポンス(?:例|フィールド|項目)?|戻り値"
    r"|ausgabe|salida|saída|sortie|출력|输出|輸出|出力|응답 ?(?:예시|데이터|값|코드)|risposta|on success",
    Part.ERRORS: r"(?:possible |common |example )?(?:errors?|failures?|on failure|error(?: responses?| codes?| cases?"
    r"| handling| conditions| status(?: codes?)?| scenarios)|failure responses?|exceptions)"
    r"(?: (?:responses?|codes?|example))*|errores|오류|에러|erreurs|fehler|erros|hatalar|ошибки|错误(?:码|响应|返回)?"
    r"|錯誤(?:碼|回應)?|异常"
    r"|エラー(?:コード|レスポンス)?|(?:에러|오류|실패) ?(?:코드|응답)|errori|on (?:error"
    r"|failure)",
    Part.STATUS: r"(?:http |response |success )*(?:status|status ?codes?|response codes?|codes?|statuses)"
    r"|códigos(?: de estado)?|상태 ?코드|状态码|狀態碼|ステータスコード|codes? (?:de )?statut|statuscodes?",
    Part.QUERY: r"(?:optional |supported |url |available )?(?:query|search|filter(?:ing)?|pagination|sort(?:ing)?"
    r"|url query)(?: (?:params?|parameters?|strings?|args|arguments|options))*"
    r"|filters|paging|filters? and (?:paging|sorting)|parámetros de consulta|쿼리(?: 파라미터)?|paramètres de requête"
    r"|consulta"
    r"|sorgu parametreleri|abfrage(?:parameter)?|suchparameter|parámetros de búsqueda|parâmetros de consulta"
    r"|查询参数|查詢參數|クエリ(?:パラメータ)?|쿼리 ?스트링|parâmetros de query|query-?parameter|filtros|filtres",
    Part.PATH_PARAMETERS: r"(?:path|url|route|uri)(?: (?:params?|parameters?|variables?|args))+"
    r"|parámetros de ruta|경로 ?(?:변수|파라미터)|路径参数|路徑參數|パスパラメータ"
    r"|pfad-?parameter|parâmetros de (?:rota|caminho)|paramètres de (?:chemin|route)",
    Part.PARAMETERS: r"(?:request )?(?:params?|parameters?|arguments?|args|inputs|parámetros|paramètres|parameter"
    r"|파라미터|parâmetros|parametri|(?:请求)?参数|(?:請求)?參數|(?:요청 ?)?파라미터|パラメータ)",
    Part.HEADERS: r"(?:request |required |http |response )*headers?(?: required)?|cabeceras|cabeçalhos"
    r"|(?:요청 ?)?헤더|请求头|ヘッダー?|en-têtes",
    Part.RULES: r"(?:input |request |field |business )?(?:validations?|constraints?|rules?|validation (?:rules"
    r"|requirements))(?: rules)?|validación|validaciones|유효성|검증|校验(?:规则)?|验证规则|バリデーション|regras"
    r"|validações|règles"
    r"|prüfungen",
    Part.EXAMPLE: r"(?:example|usage|sample|curl)(?: (?:usage|curl|calls?))*|(?:usage|curl) requests?|examples"
    r"|ejemplo|exemplo|예시"
    r"|예제|示例|例子?"
    r"|beispiel|exemple",
    Part.PREFIX: r"(?:route |url |api |path |router )?prefix|base|(?:api )?root|mounted (?:at|under)"
    r"|(?:base|root|common|mount)"
    r" (?:path|route|url|uri|endpoint|address|point)"
    r"(?: (?:for|of) (?:everything|(?:all|every|the|each)(?: (?:\w+ ){0,2}\w+)?))?|api base(?: url"
    r"| path)?|basis-?(?:url|pfad)|pr[äéeê]fi(?:x|xe|jo|xo)|url (?:de )?base|(?:ruta|caminho|chemin) (?:de )?base"
    r"|기본 ?(?:url|경로)|접두사|(?:接口)?前缀|基础(?:路径|地址|url)|ベース(?:url|パス)",
    Part.OTHER: r"acceptance criteria|side effects?|behaviou?r|implementation(?: notes)?|logic|flow|steps"
    r"|edge cases|security(?: considerations| notes)|rate limit(?:ing|s)?|source|"
    r"performance|process(?:ing)?|tests?|test cases|dependencies|example (?:data|object|row|record)|notas|triggered by"
    r"|requirements|user story|priority|criterios de aceptación|efecto|"
    r"business logic|database|sql|caching|related|see also|status flow|content-type|content type|validación \w+"
    r"|ui|frontend|client|use cases?|todo|changes?",
}
_ORDER = (
    Part.METHOD, Part.PATH_PARAMETERS, Part.QUERY, Part.HEADERS, Part.RESPONSE, Part.ERRORS, Part.STATUS, Part.AUTH,
    Part.ROLES, Part.RULES, Part.OTHER, Part.EXAMPLE, Part.REQUEST, Part.PARAMETERS, Part.PREFIX, Part.PATH,
    Part.ENDPOINT, Part.SUMMARY,
)  # fmt: skip
_PATTERNS = tuple((part, regex(rf"(?:{_WORDS[part]})\Z", re.IGNORECASE)) for part in _ORDER)
_PARENTHESES = regex(r"\s*[(\[（]([^()\[\]（）]{0,120})[)\]）]")
_STATUS = regex(
    r"[-–—:,/]?\s*\b([1-5]\d\d)\b(?:\s+(?:ok|created|accepted|no content|bad request|unauthori[sz]ed|forbidden"
    r"|not found|conflict"
    r"|gone|unprocessable(?: entity| content)?|too many requests|internal server error|server error"
    r"|service unavailable))?",
    re.IGNORECASE,
)
_MODEL_NAME = regex(r"(?<=\w)\s+`[A-Z]\w{2,60}`(?=\W*\Z)")
"""The name of what a label leads to: ``Request `NewLoan`:``."""
_NUMBERING = regex(r"^(?:[\d.]{1,8}\)?\s+|[a-z]\)\s+|step \d+[:.]?\s+)", re.IGNORECASE)
_NOISE = regex(r"^[^\w¿]+|[^\w)?]+$")
_LABELLED = regex(r"(?P<label>[^:：\n]{1,80}?)\s*[:：](?!//)\s*(?P<rest>.*)\Z", re.DOTALL)
_PLACES = (
    ("query", Part.QUERY),
    ("path", Part.PATH_PARAMETERS),
    ("url", Part.PATH_PARAMETERS),
    ("body", Part.REQUEST),
    ("json", Part.REQUEST),
    ("header", Part.HEADERS),
)
"""Where parameters go by the remark behind their label: "Parameters (query)", "请求参数（Body）"."""
_TOLD = regex(r"(?:required|mandatory|optional) (?=(?:\w+ )?(?:fields?|attributes|properties)\b)", re.IGNORECASE)
_NEEDS = dict.fromkeys(("optional", "opcional", "optionnel", "optionale", "facultatif", "facoltativo"), "optional")
_NEEDS |= dict.fromkeys(("required", "mandatory", "obligatorio", "obrigatório", "obligatoire", "requerido"), "required")
_ERROR_STATUS = regex(r"\b[45]\d\d\b")


@lru_cache(maxsize=8192)
def classify(text: str) -> Label | None:
    """Tell which part a label names, whatever its wording; nothing where it names none.

    Examples: ``Response (201 Created)``, ``Success Response 200 OK``, ``#### 3.1 Query params``.
    """
    if len(text) > 90:
        return None
    plain = _MODEL_NAME.sub("", text) if "`" in text else text
    plain = plain.replace("`", "").replace("*", "").replace("_", " ").strip().rstrip(":").strip()
    remarks = " ".join(_PARENTHESES.findall(plain))
    status = _STATUS.search(plain)
    bare = _PARENTHESES.sub(" ", plain)
    bare = _STATUS.sub(" ", bare)
    bare = " ".join(_NOISE.sub("", _NUMBERING.sub("", bare.strip())).split())
    number = int(status[1]) if status else None
    part = _part_named(bare)
    if part is None:
        bare, need = _without_need(bare)
        part = _part_named(bare) if need else None
        remarks = f"{need} {remarks}".strip()
    if part is None:
        return None
    if part is Part.PARAMETERS:
        part = next((place for word, place in _PLACES if word in remarks.lower()), part)
    if part is Part.REQUEST and (told := _TOLD.match(bare)):
        remarks = f"{told[0].lower()} {remarks}"
    if part in (Part.RESPONSE, Part.STATUS) and number is not None and number >= 400:
        part = Part.ERRORS
    return Label(part, "", number, remarks)


def _part_named(bare: str) -> Part | None:
    return next((part for part, pattern in _PATTERNS if pattern.match(bare)), None)


def _without_need(bare: str) -> tuple[str, str]:
    """Take the word off a label that says whether the part is needed, and say it in English: "Cuerpo opcional"."""
    first, _, rest = bare.partition(" ")
    before, _, last = bare.rpartition(" ")
    if rest and (need := _NEEDS.get(first.lower())):
        return rest, need
    if before and (need := _NEEDS.get(last.lower())):
        return before, need
    return bare, ""


@lru_cache(maxsize=8192)
def split_label(line: str) -> Label | None:
    """Read a line ``label: rest`` or ``**label** rest``; a line in plain text counts only with a colon."""
    text = line.strip()
    bold = text.startswith(("**", "__"))
    plain = text.replace("**", "").replace("__", "")
    match = _LABELLED.match(plain)
    if match is not None:
        label = classify(match["label"])
        if label is not None:
            return Label(label.part, match["rest"].strip(), label.status, label.remark)
    if bold:
        inner, closed, rest = text[2:].partition(text[:2])
        label = classify(inner) if closed else None
        if label is not None:
            return Label(label.part, rest.strip().lstrip(":–—- ").strip(), label.status, label.remark)
    return None


def is_bold_heading(line: str) -> bool:
    """Tell a line that is a label of whatever kind: bold as a whole, or bold up to a colon."""
    text = line.strip()
    return text.startswith("**") and (text.endswith(("**", "**:")) or ":**" in text[:80] or "**:" in text[:80])


_CODE = regex(r"(?<![\d.#$-])([1-5]\d\d)(?![\d.]\d|\d|-\d|\s?(?:chars?|char|ms|bytes|items))")


def statuses_in(text: str) -> list[int]:
    """Give the status codes that a text names, in order, each once; 255 is none, whatever it counts."""
    return list(dict.fromkeys(code for code in map(int, _CODE.findall(text)) if code % 100 < _CODES[code // 100 - 1]))


_CODES = (4, 9, 9, 52, 12)
"""How many status codes each class has: 100 to 103, 200 to 208 and so on."""

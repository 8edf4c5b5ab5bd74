"""Sentences about all endpoints at once, in other languages than English: their prefix, who may call them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.patterns import regex

_I = re.IGNORECASE
_ALL = regex(
    r"\b(?:alle[nr]?|sämtliche[nr]?|jede[rs]?|tod[oa]s|cada|toutes|tous|chaque|tutt[ei]|ogni|tüm|bütün|все|всех)\b"
    r"|모든|전체|所有|全部|每个|すべて|全て",
    _I,
)
_ENDPOINTS = regex(
    r"\b(?:end-?points?|endpunkte?n?|pfade?|routen?|rout?es?|rutas?|rotas?|rotte|schnittstellen?|apis?|operaciones"
    r"|operações"
    r"|opérations|anfragen|aufrufe|peticiones|solicitudes|requisições|requêtes|richieste|chemins|caminhos|urls?"
    r"|uç noktalar\w*|istekler\w*|эндпоинт\w*|запрос\w*|маршрут\w*)\b"
    r"|엔드포인트|요청|경로|api|接口|请求|路径|路由|エンドポイント|リクエスト|パス",
    _I,
)
_BARE = regex(r"^\W*(?:tod[oa]s|alle|toutes|tous|tutt[ei]) \w+(?:n|en|t|em) ", _I)
"""The endpoints spoken of in the sentence before: "Todas requieren …", "Alle verlangen …"."""
_BEGIN = regex(
    r"\b(?:beginnen|starten|präfix|unter|unterhalb|relativ|(?:em|com)?piezan|comienzan|começam|iniciam|prefij\w+|prefix\w+"
    r"|bajo"
    r"|sob|relativ[oa]s|commencent|préfix\w+|sous|relatifs?|relatives?|iniziano|prefiss\w+|sotto|ile başlar|önek\w*"
    r"|начина\w+|префикс\w*)\b|접두|시작|하위|前缀|开头|プレフィックス|始ま",
    _I,
)
_NEED = regex(
    r"\b(?:verlang\w+|erforder\w+|brauch\w+|benötig\w+|requier\w+|exig\w+|necesit\w+|requer\w+|precisam|nécessit\w+"
    r"|richied\w+|gerektirir|требу\w+)\b|필요|필수|요구|需要|须|要求|必要|必須",
    _I,
)
_TOKEN = regex(
    r"jwt|token|auth|bearer|login|anmeld|autentic|autorizac|sesión|sessão|connexion|kimlik|авториз|аутентиф"
    r"|인증|로그인|토큰|认证|登录|鉴权|授权|令牌|認証|ログイン|トークン",
    _I,
)
_WITHOUT = regex(
    r"\b(?:sin (?:autenticación|autenticar\w*|token|login)|sem (?:autenticação|token|login)"
    r"|sans (?:authentification|connexion)|ohne (?:anmeldung|authentifizierung|token)|senza autenticazione)\b"
    r"|(?:인증|로그인|토큰) ?없이"
    r"|(?:无需|不需要|无须)(?:登录|认证|鉴权)|認証(?:は)?(?:不要|なし)",
    _I,
)
_EXCEPT = regex(
    r"\b(?:außer|ausgenommen|mit ausnahme|excepto|salvo|menos|exceto|sauf|hormis|à l'exception|tranne|eccetto"
    r"|hariç|кроме)\b|제외|외에|除.{1,120}?外|除外|以外|を除",
    _I,
)
_PATH = regex(r"(?:^|[\s`\"'(*])(/[\w{}:][\w./{}:-]*)")
_SHOWN = regex(r"(?:\b(?:GET|POST|PUT|PATCH|DELETE) )?(?<![\w/])/[\w{}:][\w./{}:*-]*")
_ALONE = regex(
    r"^\W*(?:(?P<public>öffentlich(?:er endpunkt)?|públic[oa]|publique?|pubblic[oa]|herkese açık|публичн\w+|공개"
    r"|公开|公開|(?:keine|ohne) (?:anmeldung|authentifizierung)(?: (?:nötig|erforderlich))?|sin autenticación"
    r"|sem autenticação|sans authentification|인증 불필요|无需(?:登录|认证)|不需要(?:登录|认证)|認証不要)"
    r"|(?P<required>anmeldung (?:erforderlich|nötig)|authentifizierung erforderlich|nur angemeldet\w*"
    r"|(?:requiere|requer|exige|nécessite|richiede) (?:una? )?(?:autenticación|autenticação|authentification"
    r"|autenticazione"
    r"|login|iniciar sesión|sesión|connexion|token)|autenticación requerida|autenticação (?:obrigatória|necessária)"
    r"|authentification requise|인증 ?필[요수]|로그인 ?필[요수]|需要(?:登录|认证)|需登录|要認証|認証必須|ログイン必須))"
    r"[.。!]?\W*$",
    _I,
)


@dataclass(frozen=True, slots=True)
class Access:
    """That all endpoints ask for credentials, or none where they are ``public``; ``excepted`` is the text that names
    those of which the contrary holds."""

    excepted: str = ""
    public: bool = False


@lru_cache(maxsize=4096)
def _speaks_of_all(sentence: str) -> bool:
    """Most sentences do not; those of a document are asked by several readers."""
    return bool(_ALL.search(sentence))


def read_prefix(sentence: str) -> str | None:
    """Read under which path all endpoints stand: "Todas las rutas empiezan con `/api/v2`"."""
    if not (_speaks_of_all(sentence) and _BEGIN.search(sentence)):
        return None
    paths = _PATH.findall(sentence)
    return str(paths[0]) if paths else None


def read_general_access(text: str) -> Access | None:
    """Read that all endpoints ask for credentials: "Alle außer `/health` verlangen ein Token". What is excepted
    may follow in a sentence of its own."""
    sentences = split_sentences(text)
    for sentence, following in zip(sentences, [*sentences[1:], ""], strict=True):
        told = _read_access(sentence)
        if told is not None and not told.excepted and _EXCEPT.search(following):
            return Access(" ".join(_SHOWN.findall(following)) or following)
        if told is not None:
            return told
    return None


def _read_access(sentence: str) -> Access | None:
    if _speaks_of_all(sentence) and _WITHOUT.search(sentence) and _ENDPOINTS.search(sentence):
        return None if _EXCEPT.search(sentence) else Access(public=True)
    if not (_speaks_of_all(sentence) and _NEED.search(sentence) and _TOKEN.search(sentence)):
        return None
    excepted = _EXCEPT.search(sentence)
    if not (_ENDPOINTS.search(sentence) or _BARE.match(sentence) or (excepted and not excepted.start())):
        return None
    if excepted is None:
        return Access()
    # a path may stand before the word ("`/health` を除く"), words stand behind it
    return Access(" ".join(_SHOWN.findall(sentence)) or sentence[excepted.end() :][:200])


def read_alone(sentence: str) -> str | None:
    """Read a sentence that says nothing but who may call: "Öffentlich.", "Requiere autenticación", "需要登录"."""
    match = _ALONE.match(sentence[:80])
    if match is None:
        return None
    return "public" if match["public"] else "required"


_STOP = regex(r"(?<=[.!?])\s+|(?<=[。！？])\s*")


@lru_cache(maxsize=4096)
def split_sentences(text: str) -> tuple[str, ...]:
    """Split at full stops of any script that stand before a space, and at the end of Chinese and Japanese ones."""
    return tuple(_STOP.split(text))

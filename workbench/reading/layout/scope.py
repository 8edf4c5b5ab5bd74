"""Words by which specifications put something off or leave it out, in the languages that they are written in."""

import re

from workbench.patterns import regex

_POSTPONED = regex(
    "|".join(
        (
            # English: "Out of scope", "Not in this version", "Post-MVP", "For a later phase", "Not yet implemented"
            r"\b(?:out[ -]of[ -]scope|beyond (?:the )?scope|non-?goals?|post-mvp|deferred|roadmap|upgrade path"
            r"|not (?:yet )?(?:in|part of|for) (?:scope|(?:this|the|our|v\d|phase|mvp|first|current|initial)\b)"
            r"|not (?:yet |currently )?(?:implemented|supported|included|planned|covered|available|built)"
            r"|(?:in|for) (?:a |the )?(?:later|future|next|subsequent) (?:phases?|versions?|releases?|iterations?)"
            r"|(?:do not|don'?t|won'?t|will not) (?:build|implement|have|do)"
            r"|future (?:enhancements?|work|scope|considerations?|versions?|features?|improvements?|endpoints?|tables?"
            r"|phases?|extensions?|plans?|additions?|ideas?))\b",
            # German
            r"\bnicht (?:im|teil|bestandteil|enthalten|in dieser|vorgesehen|umgesetzt|implementiert|unterstützt"
            r"|geplant)\b"
            r"|\baußerhalb des (?:umfangs|projekts|rahmens|scopes?)\b|\b(?:zu)?künftige?\b|\bspätere[rn]? (?:version"
            r"|phase)\w*"
            r"|\bausblick\b",
            # Spanish, Portuguese, Italian
            r"\bfuera del? (?:alcance|esta versión)\b|\bfora d[eo] (?:escopo|âmbito)\b|\bfuori (?:ambito|scope"
            r"|perimetro)\b"
            r"|\bn(?:o|ão|on) (?:(?:se )?inclu[iíy]d[oa]s?|inclus[oi]|incluye|implementad[oa]s?|contemplad[oa]s?"
            r"|fa(?:z|zem) parte)\b"
            r"|\b(?:versi(?:ón|ones|ão|ões)|vers(?:ão|ões)|fases?|mejoras|melhorias) (?:futuras?|posteriore?s?)\b",
            # French
            r"\bhors (?:du )?(?:périmètre|scope|champ)\b|\bnon (?:inclus|implémenté|couvert)(?:e?s)?\b"
            r"|\bne fait pas partie\b"
            r"|\b(?:versions?|évolutions?|phases?) (?:futures?|ultérieures?|possibles)\b",
            # Turkish, Russian
            r"\bkapsam dışı\b|\bвне (?:рамок|области|объ[её]ма)\b|не входит|\bв будущ",
            # Korean, Chinese, Japanese
            r"범위 ?(?:외|밖)|제외|향후|추후|차후|미구현|다음 (?:단계|버전)",
            r"(?:不在|超出).{0,6}范围|范围(?:之)?外|不包[括含]|暂不|未来|将来|今后|后续(?:版本|迭代)|[待未]实现|非目标",
            r"スコープ外|対象外|範囲外|今後|未来|未実装|次期",
        )
    ),
    re.IGNORECASE,
)
_ELSEWHERE = regex(
    "|".join(
        (
            r"\b(?:extern(?:e|er|al|os|as|es|i)? (?:dienste?|schnittstellen?|apis?|services?|servi[zç]os?|systeme?)"
            r"|(?:servicios?|serviços?|services?|apis?|sistemas?) extern[oae]s?|drittanbieter|de terceir?os"
            r"|de tiers)\b",
            r"\bfrontend-?(?:routen|seiten)\b|\b(?:rutas?|rotas?|páginas?|pantallas?|telas?|routes?|pages?|écrans?)"
            r" (?:del?|do|du|de la|de l') ?(?:front-?end|cliente?|interfa[cz]e?)\b",
            r"\b(?:inhaltsverzeichnis|tabla de contenidos?|índice|sumário|sommaire|table des matières"
            r"|änderungshistorie)\b",
            r"프론트엔드 ?(?:라우트|라우팅|경로|구조|페이지|화면)|외부 ?(?:[^\n]{0,12} )?(?:api|서비스|시스템|연동)"
            r"|목차|화면 ?(?:구성|경로)",
            r"前端(?:路由|页面|结构)|(?:外部|第三方) ?(?:接口|服务|api)|^目录",
            r"フロントエンド|外部 ?(?:api|サービス)|目次",
        )
    ),
    re.IGNORECASE,
)


def is_postponed(text: str) -> bool:
    """Tell words that leave something out, or put it off: "Not part of this release", "Fora de escopo"."""
    return bool(_POSTPONED.search(text))


def is_elsewhere(text: str) -> bool:
    """Tell a heading in another language than English over pages, other systems or a table of contents."""
    return bool(_ELSEWHERE.search(text))

"""Marks that a document itself gives a meaning to: "marked [P] = public", "unless an operation says *open*".

A team that writes many endpoints agrees on a short sign for who may call them, and says once what it means.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.patterns import regex

_WORD = r"[^\W\d_][\w-]{0,19}"
_SYMBOL = r"[^\w\s\x00-\x7f“”„«»–—…·•→←⇒✓✗✅❌]"
_MARK = rf"[\[({{`*\"'„“«]{{1,3}}(?P<mark>{_WORD}|{_SYMBOL}{{1,2}})\ufe0f?[\])}}`*\"'”“»]{{1,3}}"
_MEANS = regex(
    rf"(?:[\[(`\"'„“«]{{1,2}}(?P<word>{_WORD})[\])`\"'”“»]{{1,2}}|(?P<symbol>{_SYMBOL}{{1,2}})\ufe0f?)\s*"
    r"(?:=|–|—|->|→|means|stands for|heißt|bedeutet|significa|signifie)\s*(?![`/])(?P<meaning>[^.;,\n]{2,60})",
    re.IGNORECASE,
)
_UNLESS = regex(
    r"\b(?:unless|except where|except when|sofern nicht|wenn nicht|soweit nicht|salvo (?:que|donde)|sauf (?:si|mention)"
    r"|a menos que|除(?:非|了)?注明|除(?:非|了)?标注)[^.;\n*\[(`\"„“«]{0,60}?" + _MARK,
    re.IGNORECASE,
)
_FREE = regex(
    r"\bpublic\b|\b(?:any|every)(?:one|body)\b(?! (?:with|logged|signed|who))|\b(?:guest|visitor)s?\b|\bopen to\b"
    r"|\bno (?:auth\w*|token|login)|\bwithout (?:a |an )?(?:auth\w*|token|login)|\banonymous\b"
    r"|öffentlich|ohne anmeldung|públic|publique|sin token|无需登录|公开",
    re.IGNORECASE,
)
_GUARDED = regex(
    r"\b(?:auth\w*|token|jwt|bearer|login|logged[ -]in|protected)\b.{0,20}\b(?:required|needed)\b"
    r"|\b(?:logged|signed)[ -]in\b|\b(?:requires?|needs?)\b.{0,20}\b(?:auth\w*|token|jwt|login)\b"
    r"|\b(?:protected|authenticated)\b",
    re.IGNORECASE,
)
_ROW = regex(
    r"\b(?:legend|key|symbols?|icons?|signs?|access|auth\w*|legende|leyenda|légende)\b[^:：\n]{0,20}[:：]", re.I
)
_SIGN = regex(
    rf"\s*[`*]{{0,3}}(?P<mark>{_SYMBOL}{{1,2}}?)\ufe0f?[`*]{{0,3}}\s*[=:–—-]?\s*(?P<meaning>[^\W\d_].{{1,60}})"
)
_ASKS = regex(
    r"token|jwt|bearer|auth|log(?:ged|s)? in|login|anmeld|sesión|connexion|登录|认证|인증|ログイン", re.IGNORECASE
)
_NAMED_ROLES = regex(
    r"\broles?\b[`\"']?(?: (?:claim|column|field))?\s*(?:[:=(]|(?:is|are|may be|can be|must be)\b)"
    r"(?:\s*(?:one of|either|always)\b:?)?((?:(?:\s|,|/|\||\band\b|\bor\b)*[`\"'][a-z][a-z_-]{2,20}[`\"']){1,12})",
    re.IGNORECASE,
)
_CODED = regex(r"[`\"']([a-z][a-z_-]{2,20})[`\"']")
_PLAIN = frozenset({
    "authorization", "bearer", "token", "jwt", "true", "false", "null", "none", "required", "optional", "id", "user",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Legend:
    """Which marks a document uses for ``public`` and for ``required`` access, in small letters."""

    meanings: tuple[tuple[str, str], ...] = ()

    def read(self, text: str) -> str | None:
        """Tell what a line says by a mark in brackets or emphasis, or by nothing but a mark."""
        if not self.meanings:
            return None
        low = text.lower()
        for mark, auth in self.meanings:
            bare = low.strip(" *_`[](){}.:-–—")
            if (
                bare == mark
                or (not mark[0].isalnum() and mark in low)
                or any(f"{a}{mark}{b}" in low for a, b in _BRACKETS)
            ):
                return auth
        return None


_BRACKETS = (("[", "]"), ("(", ")"), ("{", "}"), ("*", "*"), ("`", "`"), ("„", "“"), ("“", "”"), ("_", "_"))


def read_legend(lines: Iterable[str]) -> Legend:
    """Find the marks that sentences of a document explain.

    Examples: ``[P] = public``, ``🔓 means no token``, "Unless a call says *open*, it needs a bearer token".
    """
    found: dict[str, str] = {}
    for line in lines:
        found |= {mark: auth for mark, auth in _listed(line[:600]) if mark not in found}
        for match in _MEANS.finditer(line[:600]):
            mark = (match["word"] or match["symbol"]).lower()
            if (auth := _meaning(match["meaning"])) and mark not in _PLAIN:
                found.setdefault(mark, auth)
        unless = _UNLESS.search(line[:600])
        if unless is not None and _ASKS.search(line) and unless["mark"].lower() not in _PLAIN:
            found.setdefault(unless["mark"].lower(), "public")
    return Legend(tuple(found.items()))


def _listed(line: str) -> Iterator[tuple[str, str]]:
    """Read "Legend: 🌍 anyone, 👤 signed-in user, ⭐ staff": signs in a row, each with its meaning."""
    row = _ROW.search(line[:60])
    for piece in re.split(r"[,;|·]", line[row.end() :]) if row else ():
        sign = _SIGN.match(piece)
        if sign is not None and (auth := _meaning(sign["meaning"])):
            yield sign["mark"], auth


def _meaning(text: str) -> str | None:
    if _FREE.search(text):
        return "public"
    return "required" if _GUARDED.search(text) else None


def read_roles(lines: Iterable[str]) -> frozenset[str]:
    """Give the roles that sentences of a document name: "The claim `role` is `teacher` or `registrar`"."""
    runs = (match[1] for line in lines for match in _NAMED_ROLES.finditer(line[:2000]))
    return frozenset(name for run in runs for name in _CODED.findall(run))

"""What headings say besides endpoints: the area, who may call what stands below."""

import re

from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import Access, read_remark
from workbench.reading.endpoints.describing.languages import read_alone
from workbench.reading.endpoints.places.marks import Mark, normal_path
from workbench.reading.literals import strip_marks

_NUMBERING = regex(r"^(?:[\d.]{1,8}\)?\s+|[ivx]{1,4}\.\s+)", re.IGNORECASE)
_TAIL = regex(r"\s*(?:rest )?(?:api )?(?:endpoints?|routes|operations)\s*(?:\(.*\))?\s*$", re.IGNORECASE)
_NO_AREA = regex(
    r"(?:(?:functional |non-functional |api |rest )?(?:requirements?|endpoints?|specifications?|definitions?"
    r"|overview|routes|details|reference|summary|contracts?|interface|design)"
    r"[ -]*){1,3}(?:\*?\(.*\)\*?)?$",
    re.IGNORECASE,
)


_PATH_ALONE = regex(r"[`*_\s]*(/[\w{}<>:/.-]{1,120})[`*_\s]*:?(?:\s+[(–—-].{0,80})?\Z")


def path_alone(text: str) -> str | None:
    """Give the path of a line that is nothing else: ``**/loans**`` leads to what is done with loans."""
    match = _PATH_ALONE.match(text.strip())
    return normal_path(match[1]) if match else None


def without_number(title: str) -> str:
    """Take the number off a heading: "2.1 Books" to "Books"."""
    return _NUMBERING.sub("", title)


def area_of(title: str) -> str:
    """Name the area that a heading opens: "2. Book Endpoints" opens "Book"; generic ones open none."""
    plain = strip_marks(_NUMBERING.sub("", title.replace("`", "")))
    if _NO_AREA.match(plain):
        return ""
    if plain.startswith("/"):
        plain = next((part for part in reversed(plain.split("/")) if part and part[0] not in "{:<["), "")
    return _TAIL.sub("", plain).strip() or plain


def access_of(title: str) -> Access | None:
    """Tell who may call what stands below: "Admin endpoints", "Books (require JWT)"."""
    low = title.lower()
    if re.search(r"\bpublic\b|no auth|unauthenticated|without auth", low):
        return Access("public")
    if re.search(r"\bprotected\b|\brequires?\b.*\b(?:auth|jwt|token|login)|\bauth\w* required|\bauthenticated\b", low):
        return Access("required")
    role = re.search(r"\b(admin|moderator|editor|manager|staff|superuser)\b", low)
    return Access("required", (role[1],)) if role else _bracketed(title)


def _bracketed(title: str) -> Access | None:
    """Read who may call from brackets in any language: "Alumnos (público, sin autenticación)"."""
    inner = title[title.rfind("(") + 1 : -1] if title.endswith(")") else ""
    return Access(said) if (said := read_alone(inner.partition(",")[0])) else None


_BRACKETS = regex(r"\([^()]{0,60}\)")


def title_without(title: str, marks: list[Mark]) -> str:
    """Give what a heading says beside its endpoints, and beside a remark on who may call them."""
    rest = title[: marks[0].start] + " " + title[marks[-1].end :] if marks[-1].end else title
    rest = _BRACKETS.sub(lambda remark: "" if read_remark(remark[0]).auth else remark[0], rest)
    return _NUMBERING.sub("", rest.replace("`", "").replace("**", "").strip()).strip(" :–—-()→`")


_HANDLE = regex(r"(?<![\w.-])(?:[A-Z]{1,6}-?\d{1,4}|\d{1,2}(?:\.\d{1,2}){1,3})(?![\w-]|\.\d)")


def handles_in(text: str) -> frozenset[str]:
    """Give the numbers by which a document refers to its own parts: ``IF-01``, ``3.2``."""
    return frozenset(_HANDLE.findall(text))


def is_handle(cell: str) -> bool:
    """Tell a cell that holds nothing but the number of its row."""
    plain = strip_marks(cell).strip(" .#")
    return plain.isdigit() or _HANDLE.fullmatch(plain) is not None

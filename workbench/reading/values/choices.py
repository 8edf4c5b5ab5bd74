"""Finding enumerations in a phrase: ``"low" | "high"``, ``enum: a, b``, ``one of: x, y``."""

import re

from workbench.patterns import regex
from workbench.reading.values.types import split_arguments

_QUOTED = regex(r"\"([^\"\n]{1,60})\"|'([^'\n]{1,60})'|`([^`\n]{1,60})`|“([^”\n]{1,60})”")
_GAP = regex(
    r" ?(?:\((?:the )?default\))? ?(?:,? ?(?:\bor\b|\band\b|및|또는|oder|ou|o|y)|,|\||/|、|->|→)? ?\Z", re.IGNORECASE
)
_LEAD = regex(
    r"\b(?:enum(?:eration)?(?: of)?|one of|any of|(?:allowed|possible|valid|accepted)(?: values?"
    r"| options?)?(?: are| is)?|values?|options"
    r"|choices|either|must be(?: one of)?|can be|in)\b\s?[:=]?\s?(?:is )?[(\[{<]?\s?"
    r"|(?:값|허용값|可选值|枚举)\s?[:：]?\s?",
    re.IGNORECASE,
)
_LITERAL = regex(r"\bLiteral\[([^\]]{1,400})\]")
_WORD = regex(r"[^\W\d][\w-]{0,40}(?:[ ][^\W\d][\w-]{0,20})?\Z")
_BARE_RUN = regex(
    r"(?<![\w/|.])([\w-]{1,40}(?: ?[|] ?[\w-]{1,40}){1,30})(?![\w/|])|(?<![\w/|.:-])([a-z][\w-]{0,40}"
    r"(?:/[a-z][\w-]{0,40}){1,20})(?![\w/|])"
)
_EXAMPLE = regex(r"\b(?:e\.?g\.?|for example|example|such as|like|format|i\.e\.),? ?[:=(]? ?\Z", re.IGNORECASE)
_TYPE_WORDS_TEXT = (
    "string str text number integer int float bool boolean object array list dict null none undefined date "
    "datetime timestamp uuid any true false and or unique nullable optional required index pk fk"
)
_TYPE_WORDS = frozenset(_TYPE_WORDS_TEXT.split())
_MARKED = regex(r"[\"'`]?([\w-]{1,40})[\"'`]? ?\((?:the )?default\)", re.IGNORECASE)
_SUFFIX = regex(r"\s*\((?:the )?default\)\s*\Z", re.IGNORECASE)


def find_choices(raw: str) -> tuple[str, ...]:
    """Find the values that the phrase allows, in their order; empty where it enumerates none."""
    for finder in (_literal, _quoted_run, _after_lead, _bare_run):
        found = finder(raw)
        # The ends of addresses are no values: "must be `@a.example` or `@b.example`".
        if len(found) > 1 and not all(value.startswith("@") for value in found):
            return tuple(dict.fromkeys(found))
    return ()


def find_marked_default(raw: str) -> str | None:
    """Find the choice that is marked as the default: ``low, medium (default), high``."""
    match = _MARKED.search(raw)
    return match[1] if match else None


def _literal(raw: str) -> list[str]:
    match = _LITERAL.search(raw)
    return [part.strip("\"' ") for part in split_arguments(match[1])] if match else []


def _quoted_run(raw: str) -> list[str]:
    """Give the longest run of quoted values with nothing but separators in between."""
    best: list[str] = []
    run: list[str] = []
    end, code, announced = 0, False, False
    for match in _QUOTED.finditer(raw):
        value = next(group for group in match.groups() if group)
        gap = raw[end : match.start()]
        if run and len(gap) <= 24 and gap.strip() and _GAP.match(gap):
            run.append(value)
        else:
            run = [value]
            code = match[3] is not None and not _LEAD.search(raw[max(0, match.start() - 40) : match.start()])
            announced = raw[: match.start()].rstrip()[-1:] in (":", "(", "=", "：")
            if _EXAMPLE.search(raw[max(0, match.start() - 16) : match.start()]):
                run = []
        if code and not (_pure(raw) or announced):
            run = []
        if len(run) > len(best):
            best = list(run)
        end = match.end()
    return [value for value in best if _plausible(value)] if all(_plausible(value) for value in best) else []


def _pure(raw: str) -> bool:
    """Tell whether the phrase is hardly more than code-marked values: there they are the choices."""
    rest = _QUOTED.sub("", raw)
    return " and " not in rest and sum(letter.isalpha() for letter in rest) <= 12


def _plausible(value: str) -> bool:
    return value.lower() not in _TYPE_WORDS - {"true", "false", "none"} and not set(value) & set("(){}=<>")


def _after_lead(raw: str) -> list[str]:
    """Read ``enum: low, medium, high`` and ``one of (a|b|c)`` where nothing is quoted."""
    for lead in _LEAD.finditer(raw):
        if lead[0].lower().rstrip() in ("in", "can be", "must be", "either", "value", "values", "options") and raw[
            lead.end() - 1 : lead.end()
        ] not in ("(", "[", "{", " "):
            continue
        bracketed = lead[0].rstrip()[-1:] in ("(", "[", "{", "<")
        announced = (
            bracketed
            or lead[0].rstrip()[-1:] in (":", "=", "：")
            or "of" in lead[0].lower()
            or "enum" in lead[0].lower()
        )
        if not announced:
            continue
        tail = re.split(r"[)\]}>;.]|\bdefault|[—–]", raw[lead.end() : lead.end() + 400], maxsplit=1)[0]
        words = [_SUFFIX.sub("", part).strip(" (`'\"") for part in re.split(r"[,|/、]|\bor\b", tail)]
        words = [word for word in words if word]
        if len(words) > 1 and all(_WORD.match(word) and word.lower() not in _TYPE_WORDS for word in words):
            return words
    return []


def _bare_run(raw: str) -> list[str]:
    """Read ``low|medium|high`` and ``asc/desc``; two words with a slash count only when alone."""
    for match in _BARE_RUN.finditer(raw):
        words = [word.strip() for word in re.split(r"[|/]", match[0])]
        if any(word.lower() in _TYPE_WORDS for word in words):
            continue
        if (
            "/" in match[0]
            and len(words) == 2
            and not (match.start() == 0 or raw[match.start() - 1] in "(:" or words == ["asc", "desc"])
        ):
            continue
        if any(word[:1].isdigit() for word in words) and "/" in match[0]:
            continue
        return words
    return []

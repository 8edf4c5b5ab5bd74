"""Claims about the letters of a value: "lowercase letters, digits and hyphens only", "exactly 13 digits"."""

import re

from generators.blueprint import Column, ColumnRole, Entity, Rule, RuleKind, TypeName
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, wish_for
from workbench.resolving.prose.subjects import subject

_ALPHABETS = (
    (r"lower-?case alphanumeric(?:s|al)?(?: characters)?", "a-z0-9"),
    (r"alphanumeric(?:s|al)?(?: characters)?", "A-Za-z0-9"),
    (r"(?:lower-?case|small)(?: latin| ascii)? letters?", "a-z"),
    (r"(?:upper-?case|capital)(?: latin| ascii)? letters?", "A-Z"),
    (r"a-z,? (?:and )?0-9", "A-Za-z0-9"),
    (r"(?:latin |ascii )?letters?", "A-Za-z"),
    (r"digits?|numbers|numerals", "0-9"),
    (r"underscores?", "_"),
    (r"hyphens?|dash(?:es)?", "-"),
    (r"dots?|periods?|full stops?", "."),
)
"""What letters are called, with how a regular expression writes them; the longer names first."""
_ONE = "(?:" + "|".join(words for words, _ in _ALPHABETS) + ")"
_NEXT = r"(?: ?(?:, ?(?:and |or )?|\+|&|/| and | or | plus ) ?(?:the )?)"
_RANGES = ("A-Z", "a-z", "0-9")
_INSIDE = regex(r"\^?\[([^\]]+)\](\+|\*|\{[\d,]+\})\$?")
_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)


def _letters(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Codes hold letters and digits only``: the pattern that lets these through and nothing else."""
    if re.search(r"\bcontains?\b", match[0], re.IGNORECASE) and not re.search(r"\bonly\b|alphanum", match[0], re.I):
        return None  # "must contain letters and digits" asks for one of each, and allows anything else
    said = match["letters"] or match["letters2"]
    return _limited(_inside(said), "+", match, sentence, book)


def _counted(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``exactly 13 digits``, ``a 3-digit code``: as many of these letters and no others."""
    return _limited(_inside(match["kind"]), f"{{{int(match['count'])}}}", match, sentence, book)


def _limited(inside: str, times: str, match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    found = _text_column(match, sentence, book)
    if found is None:
        return None
    entity, column = found
    rules = book.ruled(RuleKind.PATTERN, entity.name, [column.name])
    fitting = [rule for rule in rules if _allows(rule, inside, times)]
    if fitting:
        return proven(RuleKind.PATTERN, *fitting)
    wish = None if rules else wish_for(entity, [column.name], "pattern", value=f"[{inside}]{times}")
    return missing(f"{entity.name}.{column.name} may hold other letters", RuleKind.PATTERN, wish)


def _text_column(match: re.Match[str], sentence: Sentence, book: Book) -> tuple[Entity, Column] | None:
    """Give the column of text that a claim is about; of a password, letters are only asked for."""
    about = subject(match, sentence, book)
    held = [about[0].column(name) for name in sorted(about[1]) if about[0].has(name)] if about else []
    texts = [one for one in held if one.type.name in _TEXTS and one.role is not ColumnRole.PASSWORD]
    return (about[0], texts[0]) if about and texts else None


def _inside(said: str) -> str:
    """Give what stands between the brackets of a regular expression for letters that are named."""
    found: list[str] = []
    for part in re.findall(_ONE, said.lower()):
        written = next(letters for words, letters in _ALPHABETS if re.fullmatch(words, part))
        found += re.findall(r"\w-\w|.", written)
    ranges = [one for one in _RANGES if one in found]
    return "".join((*ranges, *sorted({one for one in found if len(one) == 1 and one != "-"}))) + "-" * ("-" in found)


def _allows(rule: Rule, inside: str, times: str) -> bool:
    """Tell whether a rule lets just those letters through, and as many of them where their number is told."""
    pattern = str(dict(rule.parameters).get("pattern", ""))
    match = _INSIDE.fullmatch(pattern.replace(r"\d", "0-9" if "[" in pattern else "[0-9]"))
    if match is None:
        return False
    written = match[1].replace(r"\w", "A-Za-z0-9_").replace("\\", "")
    return _parts(written) == _parts(inside) and (times == "+" or match[2] == times)


def _parts(inside: str) -> set[str]:
    return set(re.findall(r"\w-\w|.", inside))


_LEAD = (
    r"(?:(?:must|may|can|should|only|contains?|consists?|holds?|made|up|of|be|is|are|have|has|use|uses|allows?|an?) )*"
)
_EXACT = r"(?:(?:must|should|be|is|are|has|have|to|consists?|of|contains?|made|up|an?|exactly) )*"
PATTERNS = (
    Pattern(
        rf"{_EXACT}(?P<count>\d{{1,3}})[ -](?P<kind>digits?|(?:(?:lower-?case|upper-?case|capital) )?letters?)"
        r"(?: (?:code|number|long))?(?! (?:after|before|of|and|or))",
        _counted,
        ("digit", "letter"),
    ),
    Pattern(
        rf"{_LEAD}(?:(?P<letters>{_ONE}(?:{_NEXT}{_ONE})+)(?: only| allowed| characters)*"
        rf"|(?P<letters2>(?:lower-?case )?alphanumeric(?:s|al)?(?: characters)?)(?: only| allowed| characters)*)",
        _letters,
        ("alphanumeric", "letters", "a-z", "digits", "numbers"),
    ),
)
"""Claims that can be granted where no pattern is stated otherwise."""

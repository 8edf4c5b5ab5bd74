"""Claims about the kind of value that a column takes: whole numbers, URLs, samples that are refused, flags."""

import re

from generators.blueprint import INTEGERS, NUMBERS, Column, DefaultKind, Entity, OperationKind, RuleKind, TypeName
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or, wish_for
from workbench.resolving.prose.stored.values import WRITING
from workbench.resolving.prose.subjects import ruled_at, subject

_KINDS = {
    "integer": INTEGERS,
    "number": NUMBERS,
    "boolean": (TypeName.BOOLEAN,),
    "date": (TypeName.DATE,),
    "uuid": (TypeName.UUID,),
    "timestamp": (TypeName.TIMESTAMP,),
    "yyyy-mm-dd": (TypeName.DATE,),
}
_CHANGING = (OperationKind.PATCH, OperationKind.REPLACE)


def _named(match: re.Match[str], sentence: Sentence, book: Book) -> tuple[Entity, list[Column]] | None:
    about = subject(match, sentence, book)
    if about is None:
        return None
    entity, names = about
    return entity, [entity.column(name) for name in sorted(names) if entity.has(name)]


def _kind(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Stock is an integer``: what takes it in refuses anything else."""
    about = _named(match, sentence, book)
    if about is None or not about[1]:
        return None
    entity, columns = about
    allowed = _KINDS[match["kind"].lower().removesuffix("s")]
    other = next((one for one in columns if one.type.name not in allowed), None)
    if other is not None:
        return missing(f"{entity.name}.{other.name} is of type {other.type.name}", RuleKind.FORMAT)
    names = {one.name for one in columns}
    taking = [one for one in book.of(entity, *WRITING) if any(field.column in names for field in one.body)]
    return proven_or(RuleKind.FORMAT, taking, f"nothing takes {entity.name}.{columns[0].name}")


def _written(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``(YYYY-MM-DD)`` behind a date says only how it is written."""
    about = _named(match, sentence, book)
    dates = about is not None and any(one.type.name is TypeName.DATE for one in about[1])
    return SILENT if dates else missing("it is no date", RuleKind.FORMAT)


def _url(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``The homepage must be a valid URL``."""
    found = ruled_at(RuleKind.FORMAT, match, sentence, book)
    about = subject(match, sentence, book)
    if found is None or about is None:
        return None
    held = [rule for rule in found[0] if dict(rule.parameters)["format"] == "uri"]
    wish = None if found[0] else wish_for(*about, "format", value="uri")
    return proven(RuleKind.FORMAT, *held) if held else missing(f"{found[1]} takes any text", RuleKind.FORMAT, wish)


def _sample(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``A rating of 0 or 6 is rejected``: what is accepted ends before each of them."""
    found = ruled_at(RuleKind.RANGE, match, sentence, book)
    if found is None:
        return None
    samples = [float(value) for value in re.findall(r"-?\d+(?:\.\d+)?", match["values"])]
    outside = [rule for rule in found[0] if all(_is_outside(value, dict(rule.parameters)) for value in samples)]
    return proven_or(RuleKind.RANGE, outside, f"{found[1]} takes {match['values']}")


def _is_outside(value: float, limits: dict[str, object]) -> bool:
    bounds = {name: float(one) for name, one in limits.items() if isinstance(one, int | float)}
    return (
        value < bounds.get("min", value)
        or value > bounds.get("max", value)
        or value <= bounds.get("above", value - 1)
        or value >= bounds.get("below", value + 1)
    )


def _ignored(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``… and ignored in requests``: no body has such a field."""
    about = _named(match, sentence, book)
    if about is None or not about[1]:
        return None
    entity, columns = about
    writing = book.of(entity, *WRITING)
    names = {one.name for one in columns}
    taking = next((one for one in writing if any(field.column in names for field in one.body)), None)
    if taking is not None:
        return missing(f"{taking.id} takes it", RuleKind.IMMUTABLE)
    if book.settings.unknown_fields.value == "forbid":
        return missing("a field that is not known is refused", RuleKind.IMMUTABLE)
    return proven_or(RuleKind.IMMUTABLE, writing, f"nothing writes {entity.name}")


def _flag(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``Profiles are public by default``: a flag that is true where nobody says otherwise."""
    entity = book.entity_called(match["owner"])
    names = book.columns_called(match["flag"])
    if entity is None:
        return None
    flags = [one for one in entity.columns if one.name in names and one.type.name is TypeName.BOOLEAN]
    if not flags:
        return None
    wanted = not match["negation"]
    given = flags[0].default
    if given is not None and given.kind is DefaultKind.LITERAL and given.value is wanted:
        return proven(RuleKind.DEFAULT, *book.ruled(RuleKind.DEFAULT, entity.name, [flags[0].name]))
    wish = wish_for(entity, [flags[0].name], "default", value=wanted) if given is None else None
    return missing(f"{entity.name}.{flags[0].name} does not start so", RuleKind.DEFAULT, wish)


PATTERNS = (
    Pattern(
        r"(?:must be|are|is|be|as) (?:an? |of type )?(?P<kind>integers?|numbers?|booleans?|uuids?|timestamps?)\b"
        r"(?! ?(?:of|only|\d))",
        _kind,
        ("integer", "number", "boolean", "uuid", "timestamp"),
    ),
    Pattern(r"\((?:in the form )?YYYY-MM-DD\)|(?:in|as) (?:the )?YYYY-MM-DD(?: format)?", _written, ("yyyy-mm-dd",)),
    Pattern(
        r"(?:must be|should be|is|are) (?:an? )?(?:absolute )?(?:(?:valid|well-formed) )(?:https?(?:\(s\))? |http ?or"
        r" https )?(?:absolute )?(?:urls?|uris?|links?)\b(?: format)?",
        _url,
        ("url", "uri", "link"),
    ),
    Pattern(
        r"{column} of (?P<values>-?\d+(?:\.\d+)?(?: or -?\d+(?:\.\d+)?)?) (?:is|are|must be|gets?) (?:rejected|refused"
        r"|invalid|not allowed|not accepted)",
        _sample,
        (" of ",),
    ),
    Pattern(
        r"(?:and )?(?:is |are |be |must be )?ignored (?:in|when sent in|if sent in|when present in) (?:all |the |any )?"
        r"(?:requests?|request body|request bodies|bodies|body|input)"
        r"|(?:and )?(?:is |are |be |must be )?ignored (?:if|when) (?:it is |they are )?(?:sent|given|provided|present"
        r"|supplied|set)(?: by (?:the |a )?(?:clients?|callers?|users?))?",
        _ignored,
        ("ignored",),
    ),
    Pattern(
        r"(?:all |new |every |each |an? )*(?P<owner>{noun}) (?:is|are|starts? out|starts?|begins?) (?P<negation>not"
        r" |un|in)?(?P<flag>{column}) (?:by default|initially|from the start|at first|unless (?:told|stated"
        r"|specified) otherwise)",
        _flag,
        ("by default", "initially", "from the start", "at first", "unless"),
    ),
)
"""Ways to say what kind of value is taken."""

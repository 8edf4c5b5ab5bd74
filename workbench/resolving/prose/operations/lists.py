"""Claims about lists: what they are filtered and searched by, how they are sorted, and their pages."""

import re

from generators.blueprint import Entity, OperationKind, QueryUse, Rule, RuleKind
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import snake

Kind = OperationKind


def _listed(match: re.Match[str], name: str) -> list[str]:
    parts = re.split(r", ?(?:and |or )?| and | or |/| & ", match[name])
    return [
        re.sub(r"^(?:(?:by|the|its|their|a|an|task|item)\s+)+", "", part.strip(" `.:()\"'"), flags=re.IGNORECASE)
        for part in parts
        if part.strip(" `.()")
    ]


def _filters(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    names = _listed(match, "names")
    # What a list is filtered by may be a noun of its own: recipes by ingredient.
    before = any(book.entity_called(found[0]) for found in book.noun_words.finditer(sentence.text, 0, match.start()))
    about = () if before and sentence.entity else (sentence.about,)
    for entity in dict.fromkeys((sentence.entity or sentence.about, *about)):
        by_name = {name: _filter_named(name, entity, book) for name in names}
        if names and all(by_name.values()):
            return proven(RuleKind.FILTER, *(rule for rules in by_name.values() for rule in rules))
    unknown = next((name for name, rules in by_name.items() if not rules), None)
    return missing(f"no list is filtered by {unknown}", RuleKind.FILTER) if unknown else None


def _filter_named(name: str, entity: Entity | None, book: Book) -> list[Rule]:
    rules = [
        rule
        for rule in book.ruled(RuleKind.FILTER, entity.name if entity else None)
        if dict(rule.parameters)["use"] != QueryUse.SEARCH.value or rule.columns == (rule.id.split(".")[-2],)
    ]
    by_parameter = [rule for rule in rules if rule.id.split(".")[-2] == snake(name)]
    if by_parameter:
        return by_parameter
    if name.endswith(" range"):
        return _ends_of(book.columns_called(name.removesuffix(" range")), rules)
    columns = book.columns_called(name) | _keys_of(name, entity, book)
    return [rule for rule in rules if columns & set(rule.columns)]


def _ends_of(columns: set[str], rules: list[Rule]) -> list[Rule]:
    """Give the two filters that leave a range of values, where there are both."""
    ends = [rule for rule in rules if columns & set(rule.columns)]
    by_use = {str(dict(rule.parameters)["use"]): rule for rule in ends}
    both = [by_use[use.value] for use in (QueryUse.FROM, QueryUse.TO) if use.value in by_use]
    return both if len(both) == 2 else []


def _keys_of(name: str, entity: Entity | None, book: Book) -> set[str]:
    """Give the columns that hold a key of what a noun means: loans are filtered by reader where by ``reader_id``."""
    target = book.entity_called(name)
    return {
        column.name
        for column in (entity.columns if entity is not None and target is not None else ())
        if column.references is not None and target is not None and column.references.entity == target.name
    }


def _searching(sentence: Sentence, book: Book) -> list[Rule]:
    entity = sentence.entity or sentence.about
    return [
        rule
        for rule in book.ruled(RuleKind.FILTER, entity.name if entity else None)
        if dict(rule.parameters)["use"] == QueryUse.SEARCH.value
    ]


def _search(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    rules = _searching(sentence, book)
    names = _listed(match, "names") if match["names"] else []
    for name in names:
        columns = book.columns_called(name)
        rules = [rule for rule in rules if columns & set(rule.columns)]
    return proven_or(RuleKind.FILTER, rules, "no list is searched so")


def _ignores_case(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """A search never looks at case; whatever else ignores it is not a list's business."""
    if "search" not in sentence.text.lower():
        return None
    return proven_or(RuleKind.FILTER, _searching(sentence, book), "no list is searched")


def _sorts(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = sentence.entity or sentence.about
    for operation in book.of(entity, Kind.LIST):
        offered = {choice.column for one in operation.query if one.use is QueryUse.SORT for choice in one.choices}
        if offered and all(book.columns_called(name) & offered for name in _listed(match, "names")):
            return proven(
                RuleKind.ORDER, *[rule for rule in book.ruled(RuleKind.ORDER) if operation.id in rule.operations]
            )
    return missing("no list is sorted so", RuleKind.ORDER)


def _pages(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    wanted = {name: int(value) for name, value in match.groupdict().items() if value}
    entity = sentence.entity or sentence.about
    every = book.ruled(RuleKind.PAGINATION)
    rules = [rule for rule in every if entity is None or rule.entity == entity.name] or every
    fitting = [
        rule for rule in rules if all(dict(rule.parameters).get(name) == value for name, value in wanted.items())
    ]
    return proven_or(RuleKind.PAGINATION, fitting, "no list has such pages")


_NAMES = (
    r"(?P<names>[\w`' -]+?(?:(?:, ?(?:and |or )?| and | or |/)[\w`' -]+?)*?)(?=[.;:()]|,? (?:and ignor|ignor|with"
    r"|using|which|that|so|and (?:a|can|sort|search|filter)|or (?:a|sort|search))|$)"
)
PATTERNS = (
    Pattern(
        rf"(?:(?:can|may|must|should|be|support|supports|with|a|the|list|results) )*(?:filter|narrow|restrict)(?:ed"
        rf"|ing|s|able)?(?: (?:the |their )?(?:{{noun}}|list|results))?(?: by| on) {_NAMES}",
        _filters,
        ("filter", "narrow", "restrict"),
    ),
    Pattern(
        rf"(?:(?:the|a|free|text|keyword|free-text|full) )*search (?:looks at|covers|includes|considers|goes"
        rf" through|works on|runs over|is over|matches) (?:(?:the|both) )*{_NAMES}",
        _search,
        ("search",),
    ),
    Pattern(
        r"(?:(?:the |a )?search(?:es|ing)? )?(?:and )?(?:it )?(?:ignores|ignoring|disregards|regardless of)"
        r" (?:upper and lower )?case",
        _ignores_case,
        ("case",),
    ),
    Pattern(
        rf"(?:case[- ]insensitive(?:ly)? |partial |full[- ]text )*search(?:es|ing)?(?: (?:is|performs?|uses?|must"
        rf" be|should be|must|be))*(?: case[- ]insensitive(?:ly)?)(?: (?:partial )?match(?:ing|es)?)?(?: ?(?:on"
        rf"|over|in|across|of) {_NAMES})?",
        _search,
        ("insensitive",),
    ),
    Pattern(
        rf"case[- ]insensitive (?:partial )?search (?:in|on|over|across|of) {_NAMES}",
        _search,
        ("insensitive",),
    ),
    Pattern(
        rf"(?:(?:can|may|must|should|be|support|supports|with|and|a|the) )*search(?:ed|ing|es|able)?(?:"
        rf" (?:the |their )?(?:{{noun}}|list))?(?: by| in| on| across| within| for)?(?: (?:free )?text|"
        rf" keywords?)?(?: in| within)? {_NAMES}",
        _search,
        ("search",),
    ),
    Pattern(
        rf"(?:(?:can|may|must|should|be|support|supports|with|and|a|the) )*sort(?:ed|ing|s|able)?(?: (?"
        rf":the |their )?(?:{{noun}}|list))?(?: by| on) {_NAMES}",
        _sorts,
        ("sort",),
    ),
    Pattern(
        r"(?:(?:is|are|be|must be|support|supports|with) )*(?:paginated|pagination)(?:,? (?:with )?(?:"
        r"a )?(?:default(?: (?:limit|page size|size))?(?: of)? (?P<default>\d+))?"
        r"(?: items?)?(?:,? ?(?:and )?(?:a )?max(?:imum)?(?: (?:of|limit|page size))? ?(?P<max>\d+))?("
        r"?: (?:items?|{noun}))?(?: (?:a|per) page)?)?",
        _pages,
        ("pagina", "limit"),
    ),
    Pattern(
        r"(?:an? |each |every |one )?pages?(?: of (?:the |an? )?(?:lists?|results?|{noun}))* (?:(?:must|holds?|hold|has"
        r"|have|contains?|shows?|is|are) )+(?P<default>\d+) ?(?:{noun}|items?|rows?|results?|entries)?(?: by default)?"
        r"(?:,? (?:and |but )?(?:never|not|no|at) (?:more than|most) (?P<max>\d+)(?: (?:{noun}|items?|rows?))?)?",
        _pages,
        ("page",),
    ),
    Pattern(
        r"(?:the )?default (?:page size|limit|number of (?:{noun}|items|rows|results)(?: per page)?) (?:is|of|=|:)"
        r" (?P<default>\d+)(?:,? (?:and )?(?:the )?max(?:imum)?(?: (?:page size|limit|one|size))? (?:is|of|=|:) "
        r"(?P<max>\d+))?",
        _pages,
        ("default",),
    ),
    Pattern(
        r"(?:the )?max(?:imum)? (?:page size|limit) (?:is|of|=|:) (?P<max>\d+)",
        _pages,
        ("max",),
    ),
    Pattern(
        r"`?(?:limit|page[_ ]?size|per[_ ]?page)`? (?:(?:must|can|may|be|is|are) )*(?:at most|up to|max(?:imum)?"
        r"(?: of)?|not more than|capped at) (?P<max>\d+)(?: ?[(,;] ?(?:and )?(?:the |its )?defaults?:?(?: (?:to|is"
        r"|of))? (?P<default>\d+)\)?)?",
        _pages,
        ("limit", "page"),
    ),
    Pattern(
        r"`?limit`?(?: is| defaults? to|:)? (?P<default>\d+)(?: unless (?:given|specified))?(?:,? ?(?:"
        r"and )?(?:at most|max(?:imum)?(?: of)?) (?P<max>\d+))?",
        _pages,
        ("pagina", "limit"),
    ),
)

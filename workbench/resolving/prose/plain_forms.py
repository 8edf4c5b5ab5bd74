"""Forms of whole sentences about one value: what is refused, missing, given or alike, with what they ask for.

``Reject orders whose quantity is below 1`` asks for what ``Quantity must be at least 1`` asks for.
"""

import re

from workbench.patterns import regex

_COMPOSED = {"{whose}": r"{row} (?:whose|with an? (?!\w+ error|error)|(?:where|if|when) (?:the|its))"}
_PARTS = {
    "{what}": r"(?:an? |any |the |its )?(?P<what>\w[\w' -]{1,40}?)",
    "{row}": r"(?:an? |any |all |new |every )*\w[\w ]{1,30}?",
    "{less}": r"(?:shorter than|less than|lower than|smaller than|below|under|fewer than) (?P<n>\d+|zero)",
    "{more}": r"(?:longer than|more than|greater than|higher than|larger than|above|over|exceeding) (?P<m>\d+|zero)",
    "{unit}": r"(?P<unit> (?:characters?|chars?|letters))?",
    "{list}": r"(?P<list>[\w'-]+(?:, ?[\w'-]+)*,? (?:and|or) [\w'-]+)",
    "{value}": r"(?P<value>[\w.-]+)",
    "{blanks}": r"(?:white ?space|spaces|blanks)",
    "{refused}": (
        r"(?:(?:is|are|must be|should be|will be|gets?) (?:rejected|refused|invalid|disallowed|forbidden|declined"
        r"|not (?:allowed|accepted|permitted|valid))|must not be accepted"
        r"|(?:leads? to|causes?|results? in|triggers?|gives?) an? (?:validation )?error|fails?(?: validation)?)"
    ),
    "{status}": r"(?: (?:with|by) (?:an? )?(?:http )?(?:status )?(?P<status>4\d\d)[\w ]{0,24}?)?",
    "{given}": r"(?:given|provided|specified|set|sent|supplied|chosen)",
    "{reject}": (
        r"(?:(?:the )?(?:system|api|backend|server|service|application|app) )?(?:(?:must|should|will|has to) )?"
        r"(?:rejects?|refuses?|declines?|disallows?|(?:does |must |should )?(?:not|never) accepts?)"
    ),
    "{must}": r"(?:(?:the )?(?:system|api|backend|server|service|application|app) )?(?:(?:must|should|will) )?",
    "{answers}": (
        r" ?(?:→|->|=>|:|—|-|returns|answers|gives|leads to|is answered with) ?(?P<status>4\d\d)(?: [\w ]{1,24})?"
    ),
    "{same}": r"(?:(?:the|an?) (?:same|identical)|one)",
    "{changed}": (
        r"(?:is immutable|is fixed|(?:can ?not|can't|must not|may not|can never) (?:be )?(?:changed?|modified|edited))"
    ),
}
"""What the forms below are made of."""
_FORMS_TEXT = (
    (
        r"{what} {less}(?: characters)? (?:or|and) {more}{unit} {refused}{status}",
        r"{what} must be between {n} and {m}{unit}",
    ),
    (r"{what} {less}{unit} {refused}{status}", r"{what} must be at least {n}{unit}"),
    (r"{what} {more}{unit} {refused}{status}", r"{what} must be at most {m}{unit}"),
    (r"(?:an? |any )?negative {what} {refused}{status}", r"{what} must not be negative"),
    (
        r"{what} (?:that|which) (?:consists?|is|are) (?:only (?:of )?|of nothing but ){blanks} {refused}{status}",
        r"A whitespace-only {what} is rejected",
    ),
    (
        r"{row} without {what} (?:can ?not|can't|may not|must not) be (?:created|added|saved|stored)",
        r"{what} is required",
    ),
    (r"(?:creating|adding|posting|saving) {row} without {what} {refused}{status}", r"{what} is required"),
    (
        r"only {list} (?:is|are) (?:valid|allowed|accepted|permitted)(?: values)?(?: for| as)? {what}",
        r"{what} must be one of {list}",
    ),
    (r"{what} other than {list} {refused}{status}", r"{what} must be one of {list}"),
    (
        r"(?:there )?(?:can|may|must) (?:only )?be (?:only |at most )?one {row} (?:per|for each|with the same) {what}",
        r"{what} must be unique",
    ),
    (
        r"(?:any )?{blanks} (?:around|surrounding|before and after) {what} (?:is|are|gets?|will be) (?:trimmed|removed"
        r"|stripped|cut off|dropped)(?: before (?:saving|storing|it is saved|validation))?",
        r"Leading and trailing whitespace in {what} is trimmed",
    ),
    (
        r"(?:if|when) (?:no {what} (?:is|are) {given}|(?:the )?(?P<what2>\w[\w -]{1,40}?) (?:is|are)"
        r" (?:omitted|left out|not {given})),?"
        r" (?:it|they|this) (?:is|are|becomes?|defaults? to|(?:is|are) set to|starts? (?:at|with)) {value}",
        r"{what}{what2} defaults to {value}",
    ),
    (r"(?:every|each) {row} (?:needs|must (?:always )?have) {what}", r"{what} is required"),
    (r"no duplicate {what}", r"{what} must be unique"),
    (
        r"{must}require (?:an? |the )?(?P<what>\w[\w ]{1,30}?) of"
        r" (?P<rest>(?:at (?:least|most) |between |up to )?\d[^;.]*)",
        r"{what} is required and must have {rest}",
    ),
    (r"{must}accepts? only {list} (?:as|for)(?: the)? {what}", r"{what} must be one of {list}"),
    (r"(?:an? )?empty {what}{answers}", r"{what} must not be empty"),
    (r"(?:an? )?negative {what}{answers}", r"{what} must not be negative"),
    (r"(?:an? )?missing {what}{answers}", r"{what} is required"),
    (
        r"(?:an? )?{blanks}(?:-only| only)? {what} (?:is|are) (?:treated|considered|regarded|counted) as (?:empty|blank"
        r"|missing)(?:,? and (?:is |are )?(?:rejected|refused))?{status}",
        r"{what} must not be empty",
    ),
    (
        r"{must}(?:set|record|store)s? {what} (?:when {row} is (?:created|added)|(?:on|at|upon) creation)(?:,?"
        r" (?:and|but) (?:never changes? it|is immutable it|never updates? it)(?: afterwards| again| later"
        r"| thereafter)?)",
        r"{what} is set automatically on creation and is immutable",
    ),
    (r"the default (?P<what>\w(?:(?! is | and )[\w' -]){1,40}?) is {value}", r"{what} defaults to {value}"),
    (r"(?:allowed|permitted) {what}: ?(?P<list>\w+(?:, ?\w+)+)", r"{what} must be one of {list}"),
    (r"minimum {what} length is (?P<n>\d+)", r"{what} must be at least {n} characters"),
    (r"{row} (?:starts?|begins?) (?:out )?with {what} of {value}", r"{what} defaults to {value}"),
    (
        r"(?:once|after) (?:it is |it has been )?(?:set|created|assigned|given),? {what} {changed}",
        r"{what} is immutable",
    ),
    (r"{reject} {whose} {what}(?: is| are|,)? {less}{unit}{status}", r"{what} must be at least {n}{unit}"),
    (r"{reject} {whose} {what}(?: is| are|,)? {more}{unit}{status}", r"{what} must be at most {m}{unit}"),
    (
        r"{reject} {whose} {what} (?:is|are) (?:blank|empty|(?:only )?{blanks}(?:[- ]only)?)(?: or missing)?{status}",
        r"{what} must not be empty",
    ),
    (r"{reject} {row} with an? (?:blank|empty|whitespace-only) {what}{status}", r"{what} must not be empty"),
    (r"{reject} {whose} {what} (?:is|are) (?:missing|absent|omitted|not {given}){status}", r"{what} is required"),
    (r"{reject} {row} (?:without|that (?:lacks?|has no|have no)) {what}{status}", r"{what} is required"),
    (r"{reject} {whose} {what} (?:is|are) negative{status}", r"{what} must not be negative"),
    (
        r"{reject} {whose} {what} (?:is|are|lies?) in the (?P<when>past|future){status}",
        r"{what} must not be in the {when}",
    ),
    (
        r"(?:there )?(?:can ?not|can't|may not|must not|can never|must never|never)(?: ever)? be (?:two|several|more"
        r" than one) {row} with {same} {what}",
        r"{what} must be unique",
    ),
    (
        r"(?:you|an? \w+|every \w+|users|members) (?:can ?not|can't|may not|must not|can never|may never) (?:have|own"
        r"|create|add|keep) (?:two|several|more than one) {row} (?:with {same}|of the same) {what}",
        r"{what} must be unique per user",
    ),
    (
        r"{what} (?:(?:may|can|must|should) )?(?:(?:be|is|are) )?(?:limited|restricted|confined) to"
        r" (?:the values )?{list}",
        r"{what} must be one of {list}",
    ),
    (r"{what} (?:may|can|must) only (?:be|take)(?: the values)? {list}", r"{what} must be one of {list}"),
    (r"{what} (?:must be|is|are) (?:always )?either {list}", r"{what} must be one of {list}"),
    (r"{what} (?:takes?|accepts?) only (?:the values )?{list}", r"{what} must be one of {list}"),
    (
        r"(?:an? |any |all |every |each )*new(?:ly created)? {row} (?:(?:starts?|begins?)(?: out| off)?|(?:is|are)"
        r" created) (?:in|with)(?: the| an?)? {what}(?: of| set to)? {value}",
        r"{what} defaults to {value}",
    ),
)
"""Forms of whole sentences about what is refused, missing or given, with what they ask for."""


def _form(expression: str) -> re.Pattern[str]:
    for name, part in (*_COMPOSED.items(), *_PARTS.items()):
        expression = expression.replace(name, part)
    return regex(rf"^{expression}\.?$", re.IGNORECASE)


FORMS = tuple((_form(expression), said) for expression, said in _FORMS_TEXT)
"""The forms as expressions, with what each asks for in words that readers know."""

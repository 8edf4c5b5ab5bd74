"""Claims about behaviour in a sentence: the tellings in it, and what is said beside them."""

import re
from collections.abc import Iterable, Iterator

from generators.blueprint import ColumnRole, Entity, Holds, Operation, OperationKind, PathUse, Rule, RuleKind
from generators.shapes import envelope_fields
from workbench.patterns import regex
from workbench.resolving.behaviour.clauses import split_clauses, tell
from workbench.resolving.behaviour.lexicon import Lexicon
from workbench.resolving.behaviour.proving import prove
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import SILENT, Pattern, Proof, Sentence, missing, proven, proven_or
from workbench.resolving.words import singular, words

Kind = OperationKind
_FORBIDDING = {"403": ("only",), "409": ("cannot", "can't", "must not", "may not", "no longer", "read-only")}
"""The words by which a claim forbids what then answers a status."""
_DEED = regex(r"(list|see|read|add|write)s? (?:its |an? |the )?([a-z_ ]+?)(?=,| and |$)", re.IGNORECASE)
_STEP = regex(r"\s*(?:—|\||->|→|=>|,|;|/|\bor\b|\band\b|:)\s*")


def read_tellings(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[tuple[int, int], Proof]]:
    """Give the clauses of a sentence that are told behaviour, each with its place and its proof."""
    step = _step(sentence, lexicon.book)
    if step is not None:
        yield (0, len(sentence.text)), step
        return
    for start, clause in split_clauses(sentence.text):
        telling = tell(clause, lexicon)
        if telling is not None:
            yield (start, start + len(clause)), prove(telling, lexicon.book)


def _step(sentence: Sentence, book: Book) -> Proof | None:
    """``open — in_progress — agent``: a line from which the transitions were read, and nothing else in it."""
    for entity in book.entities:
        machine = entity.states
        if machine is None or not any(_is_line(sentence, source.line, source.file) for source in machine.sources):
            continue
        known = {words(one) for one in (*entity.column(machine.column).limits.choices, *book.settings.roles)}
        parts = [part for part in _STEP.split(sentence.text) if part.strip(" `.*")]
        if parts and all(words(part) in known for part in parts):
            return proven_or(RuleKind.TRANSITION, book.ruled(RuleKind.TRANSITION, entity.name), "nothing moves it")
    return None


def _is_line(sentence: Sentence, line: int, file: str) -> bool:
    return sentence.source.file == file and sentence.source.line <= line <= sentence.source.end_line


def refuses_by_state(said: str, operations: Iterable[Operation], book: Book) -> bool:
    """Tell whether a text says that the state of a row stands in the way, and all ``operations`` look at it."""
    states = Lexicon(book, ()).state_list
    known = re.compile(
        rf"(?:when|if|where|because|as) (?:the |an? )?{book.noun_pattern} (?:is (?:already |not )?{states}"
        r"|can(?: ?not|'t) (?:go|move|get) there(?: from its (?:state|status))?|is in (?:a |the "
        r")?(?:wrong|other) state)"
        r"|(?:the )?(?:transition|step|move|change of state) is not (?:allowed|possible)"
    )
    guarded = {
        identifier
        for kind in (RuleKind.TRANSITION, RuleKind.IMMUTABLE)
        for rule in book.ruled(kind)
        for identifier in rule.operations
    }
    return bool(known.fullmatch(said.strip(" .").lower())) and all(one.id in guarded for one in operations)


def behaviour_patterns(book: Book) -> list[Pattern]:
    """Give the ways to say something of behaviour that stands beside a telling, in the words of a blueprint."""
    return _in_words_of(book, _PATTERNS)


def refusal_patterns(book: Book) -> list[Pattern]:
    """Give the ways to say what follows from a claim that was read before: "anyone else gets 403"."""
    return _in_words_of(book, _REFUSALS)


def _in_words_of(book: Book, patterns: tuple[Pattern, ...]) -> list[Pattern]:
    lexicon = Lexicon(book, book.settings.roles)
    role = "|".join(map(re.escape, lexicon.role_words)) or "(?!x)x"
    fill = {"{roles}": lexicon.role_list, "{states}": lexicon.state_list, "{role}": role}
    return [Pattern(_filled(one.expression, fill), one.reader, one.hints) for one in patterns]


def _filled(expression: str, fill: dict[str, str]) -> str:
    for name, text in fill.items():
        expression = expression.replace(name, text)
    return expression


def _near(sentence: Sentence) -> Entity | None:
    return sentence.entity or sentence.about


def _transitions(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = _near(sentence)
    rules = book.ruled(RuleKind.TRANSITION, entity.name if entity else None)
    return proven_or(RuleKind.TRANSITION, rules, "no states are known")


def _refused(match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    """``anyone else gets 403``: what follows from the claim before it, which is what is proven."""
    told = any(word in sentence.text[: match.start()].lower() for word in _FORBIDDING[match["status"]])
    return SILENT if sentence.spans and told else None


def _others_row(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    named = book.entity_called(match.groupdict().get("noun")) or _near(sentence)
    rules = [rule for rule in book.ruled(RuleKind.OWNERSHIP, named.name if named else None) if rule.entity]
    rules = rules or [rule for rule in book.ruled(RuleKind.OWNERSHIP) if rule.entity]
    expected = book.settings.other_users_row
    if int(match["status"]) != expected:
        return missing(f"another user's row answers {expected}", RuleKind.OWNERSHIP)
    return proven_or(RuleKind.OWNERSHIP, rules, "the rows have no owner")


def _roles_here(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    if not sentence.here:
        return None
    named = set(Lexicon(book, book.settings.roles).roles_in(match["roles"]))
    others = [one for one in sentence.here if set(one.roles) != named]
    if others:
        return missing(f"{others[0].id} is for {' and '.join(others[0].roles) or 'everybody'}", RuleKind.PERMISSION)
    ids = {one.id for one in sentence.here}
    rules = [rule for rule in book.ruled(RuleKind.PERMISSION) if ids & set(rule.operations) and _role_of(rule) in named]
    return proven_or(RuleKind.PERMISSION, rules, "nothing is reserved to them")


def _role_of(rule: Rule) -> str:
    return str(dict(rule.parameters).get("role", ""))


def _new_state(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = book.entity_called(match["noun"]) or _near(sentence)
    for rule in book.ruled(RuleKind.DEFAULT, entity.name if entity else None):
        if words(str(dict(rule.parameters)["value"])) == words(match["states"]):
            return proven(RuleKind.DEFAULT, rule)
    return missing(f"a new row is not {match['states']}", RuleKind.DEFAULT)


def _counted_by(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Agents can count the tickets by state and by priority``."""
    entity = book.entity_called(match["noun"]) or _near(sentence)
    named = set(Lexicon(book, book.settings.roles).roles_in(match["roles"])) if match["roles"] else set()
    wanted = re.split(r",? and (?:by )?|, (?:by )?", match["by"])
    for one in book.of(entity, Kind.AGGREGATE):
        counted = {
            str(field.value).partition("=")[0]
            for field in envelope_fields(one.response.envelope)
            if field.holds is Holds.COUNT and field.value
        }
        able = not one.roles or named <= set(one.roles)
        if able and all(_means(word, counted, entity, book) for word in wanted):
            return proven(RuleKind.COMPUTED, one)
    return missing("nothing counts so", RuleKind.COMPUTED)


def _means(word: str, counted: set[str], entity: Entity | None, book: Book) -> bool:
    state = entity.states.column if entity and entity.states else ""
    called = book.columns_called(word.strip()) | ({state} if word.strip() in ("state", "status") else set())
    return bool(called & counted)


_FIGURES = {
    "sum": Holds.SUM,
    **dict.fromkeys(("lowest", "smallest", "minimum"), Holds.LEAST),
    **dict.fromkeys(("highest", "largest", "maximum"), Holds.GREATEST),
}
_FIGURE = f"(?:{'|'.join(_FIGURES)})"


def _averages(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    for one in book.of(None, Kind.AGGREGATE):
        for field in envelope_fields(one.response.envelope):
            named = all(_stem_in(match[name], str(field.value)) for name in ("first", "last"))
            if field.holds is Holds.AVERAGE and named:
                return proven(RuleKind.COMPUTED, one)
    return missing("nothing averages that", RuleKind.COMPUTED)


def _sums(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``the sum of the totals``, ``the lowest and the highest price``: figures over the rows of an aggregate."""
    wanted = {_FIGURES[word.lower()] for word in re.findall(rf"\b(?:{'|'.join(_FIGURES)})\b", match["figures"], re.I)}
    columns = book.columns_called(match["column"]) | book.columns_called(singular(match["column"].strip("` ")))
    for one in book.of(None, Kind.AGGREGATE):
        shown = {field.holds for field in envelope_fields(one.response.envelope) if field.value in columns}
        if wanted and wanted <= shown:
            return proven(RuleKind.COMPUTED, one)
    return missing("nothing works that out", RuleKind.COMPUTED)


def _stem_in(word: str, value: str) -> bool:
    return any(part[:5] == word.lower()[:5] for part in words(value))


def _per_period(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    wanted = set(re.findall(r"hour|day|week|month|quarter|year", match["units"].lower()))
    for one in book.of(None, Kind.AGGREGATE):
        offered = {choice.value for query in one.query if query.use.value == "period" for choice in query.choices}
        if wanted and wanted <= offered:
            return proven(RuleKind.COMPUTED, one)
    return missing("nothing is counted by such periods", RuleKind.COMPUTED)


def _moves_due(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = _near(sentence)
    by, columns = book.columns_called(match["by"]), book.columns_called(match["due"])
    patching = {one.id for one in book.of(entity, Kind.PATCH)}
    for rule in book.ruled(RuleKind.TIME, entity.name if entity else None, columns):
        if by & set(rule.columns) and patching & set(rule.operations):
            return proven(RuleKind.TIME, rule)
    return missing("a change of that moves nothing", RuleKind.TIME)


def _filtered_by_that(_match: re.Match[str], sentence: Sentence, _book: Book) -> Proof | None:
    return SILENT if sentence.spans else None


def _several(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``An admin can close several tickets at once``: an action on the rows that the body lists."""
    entity = book.entity_called(match["noun"]) or _near(sentence)
    named = set(Lexicon(book, book.settings.roles).roles_in(match["roles"]))
    for one in book.of(entity, Kind.ACT):
        listed = any(field.type.name.value == "array" for field in one.body)
        if listed and one.name.startswith(match["verb"].lower()) and (not one.roles or named <= set(one.roles)):
            return proven(RuleKind.OPERATION, one)
    return missing(f"nothing {match['verb']}s several rows at once", RuleKind.OPERATION)


def _stays(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = _near(sentence)
    machine = entity.states if entity else None
    if entity is None or machine is None or not sentence.spans:
        return None
    told = Lexicon(book, ()).states_in(match["states"], entity)
    origins = {one.origin for one in machine.transitions}
    fits = told is not None and told[0].name == machine.column and set(told[1]) <= origins
    return proven_or(RuleKind.TRANSITION, book.ruled(RuleKind.TRANSITION, entity.name) if fits else [], "they change")


def _whoever_sees(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``Whoever sees a ticket can comment on it and list its comments``: what is below a row is reached with it."""
    parent = book.entity_called(match["noun"])
    found: list[Operation] = []
    kinds = {"list": Kind.LIST, "see": Kind.LIST, "read": Kind.LIST, "add": Kind.CREATE, "write": Kind.CREATE}
    for verb, noun in _DEED.findall(match["deeds"]):
        found += [one for one in _below(parent, kinds[verb], book) if _called(noun, one, book)]
    for verb in re.findall(r"\b(\w+) on it\b", match["deeds"]):
        found += [one for one in _below(parent, Kind.CREATE, book) if _called(verb, one, book)]
    said = len(re.findall(r"\b(?:list|see|read|add|write)s?\b|\bon it\b", match["deeds"]))
    reached = [one for one in found if not one.roles]
    if not said or len(reached) < said:
        return missing("not whoever sees the row can do that", RuleKind.PERMISSION)
    sentence.entity = next((one for one in book.entities if one.name == reached[0].entity), sentence.entity)
    return proven(RuleKind.PERMISSION, *reached)


def _below(parent: Entity | None, kind: OperationKind, book: Book) -> list[Operation]:
    if parent is None:
        return []
    above = {one.id: [key for key in one.path_parameters if key.use is PathUse.PARENT] for one in book.operations}
    return [one for one in book.of(None, kind) if any(key.entity == parent.name for key in above[one.id])]


def _called(noun: str, operation: Operation, book: Book) -> bool:
    entity = next((one for one in book.entities if one.name == operation.entity), None)
    wanted = {word.rstrip("s") for word in words(noun)}
    return entity is not None and bool(wanted) and wanted <= {word.rstrip("s") for word in words(entity.name)}


def _writes_hidden(match: re.Match[str], _sentence: Sentence, book: Book) -> Proof | None:
    """``A customer who writes an internal comment gets 403``."""
    entity = book.entity_called(match["noun"])
    flag = Lexicon(book, book.settings.roles).flag_called(match["flag"], entity) if entity else None
    kept_out = set(Lexicon(book, book.settings.roles).roles_in(match["roles"]))
    for hidden in entity.hidden if entity and flag else ():
        if flag and (hidden.column, hidden.equals) == (flag[0].name, flag[1]) and not kept_out & set(hidden.roles):
            rules = [rule for rule in book.ruled(RuleKind.VISIBILITY) if hidden.column in rule.columns]
            return proven_or(RuleKind.VISIBILITY, rules, "no operation writes such rows")
    return missing("everybody may write such rows", RuleKind.VISIBILITY)


def _author(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    entity = book.entity_called(match["noun"]) or _near(sentence)
    column = entity.with_role(ColumnRole.AUTHOR) or entity.with_role(ColumnRole.OWNER) if entity else None
    if column is None or match["who"].lower() not in words(column.name):
        return missing("nothing keeps who wrote the row", RuleKind.EFFECT)
    return proven_or(RuleKind.EFFECT, book.of(entity, Kind.CREATE), "no operation creates such rows")


_PATTERNS = (
    Pattern(
        r"(?:an? |the )?{noun} (?:moves?|goes|go|passe?s?) between its (?:states|stages|statuses) only as (?:the )?"
        r"(?:tables?|lists?|diagrams?|transitions?)(?: (?:below|above))? (?:says?|shows?|allows?)",
        _transitions,
        ("between its",),
    ),
    Pattern(
        r"(?:any|every|all) other (?:changes? of (?:its )?(?:state|status|stage)|transitions?|steps?) "
        r"(?:answers?|returns?|gets?|is refused with|is rejected with|are refused with) 409",
        _transitions,
        ("other",),
    ),
    Pattern(
        r"of (?:two|several) (?:changes? of (?:state|status)|transitions?)(?: of (?:one|a|the same) {noun})? "
        r"at the same time,? "
        r"(?:only )?one succeeds and the others? (?:answers?|gets?|fails? with) 409",
        _transitions,
        ("same time",),
    ),
    Pattern(
        r"(?P<roles>{roles}) who (?:writes|adds|creates|posts|sends) an? (?P<flag>[\w-]+) (?P<noun>{noun}) "
        r"(?:gets?|receives?|is answered with) 403",
        _writes_hidden,
        ("403",),
    ),
    Pattern(
        r"(?:another|other) (?:{role})(?:'s|s'|’s) (?P<noun>{noun}) (?:answers?|returns?|gets?) (?P<status>404|403)",
        _others_row,
        ("404", "403"),
    ),
    Pattern(
        r"an? (?:row|record|{noun}) that the (?:caller|user) (?:may not|cannot|must not|is not allowed to) "
        r"(?:see|reach|access) "
        r"(?:answers?|returns?) (?P<status>404|403)(?:, as if it did not exist)?",
        _others_row,
        ("404", "403"),
    ),
    Pattern(r"(?:required |allowed )?roles?: (?P<roles>{roles})", _roles_here, ("role",)),
    Pattern(r"an? new (?P<noun>{noun}) (?:is|starts (?:as|out as|in)) (?P<states>{states})", _new_state, ("new",)),
    Pattern(
        r"(?:(?P<roles>{roles}) (?:can|may) )?counts? (?:the |all )?(?P<noun>{noun}) by "
        r"(?P<by>(?:state|status|{column})(?:(?:,? and (?:by )?|, (?:by )?)(?:state|status|{column}))*)",
        _counted_by,
        ("count",),
    ),
    Pattern(
        r"(?:the )?(?:statistics|summary|report) (?:shows?|gives?|holds?|includes?) (?:the )?"
        rf"(?P<figures>{_FIGURE}(?:(?:,? and |, )(?:the )?{_FIGURE})*) (?:(?:of )?(?:the |all )?)"
        r"`?(?P<column>{column}|[a-z_]+s)`?(?: of (?:the |all )?{noun})?",
        _sums,
        ("sum", "lowest", "highest", "smallest", "largest", "minimum", "maximum"),
    ),
    Pattern(
        r"(?:the )?statistics (?:show|give|hold) the average (?:time|duration) from (?P<first>\w+) to "
        r"(?P<last>\w+)(?:, in seconds)?",
        _averages,
        ("average",),
    ),
    Pattern(
        r"(?:the )?statistics count the {noun}(?: (?:opened|created|added))? (?:per|by|for each) "
        r"(?P<units>\w+(?:(?:, | or | and |, or )\w+)*)",
        _per_period,
        ("per ", "by ", "each "),
    ),
    Pattern(
        r"an? change of (?:the )?(?P<by>{column}) moves the (?P<due>{column})(?: accordingly| with it)?",
        _moves_due,
        ("change of",),
    ),
    Pattern(r"the list can be filtered by (?:that|it)", _filtered_by_that, ("filtered by",)),
    Pattern(
        r"(?P<roles>{roles}) (?:can|may) (?P<verb>\w+) (?:several|many|multiple) (?P<noun>{noun})(?: at once| "
        r"together)?",
        _several,
        ("several", "many", "multiple"),
    ),
    Pattern(r"those that are not (?P<states>{states}) (?:stay|remain) as they are", _stays, ("as they are",)),
    Pattern(
        r"whoever (?:sees|reaches|can see) an? (?P<noun>{noun}) (?:can|may) (?P<deeds>[\w ]+?)(?=,|\.|$)",
        _whoever_sees,
        ("whoever",),
    ),
    Pattern(
        r"the (?P<who>\w+) of an? (?P<noun>{noun}) is (?:always )?the (?:caller|calling user|authenticated user)",
        _author,
        ("is the", "always the"),
    ),
)

_REFUSALS = (
    Pattern(
        r"(?:{roles}|(?:any|every)(?:one|body) else|(?:all )?others) (?:gets?|receives?|is answered with|are "
        r"answered with) "
        r"(?P<status>403)",
        _refused,
        ("403",),
    ),
    Pattern(
        r"(?:trying it|trying to|an attempt|such a request|it) (?:answers?|returns?|gets?) (?P<status>409)",
        _refused,
        ("409",),
    ),
)

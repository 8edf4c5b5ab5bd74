"""Derived values in sentences and in descriptions of columns: copied, multiplied, added up, numbered."""

import re

from generators.blueprint import Column, Entity
from workbench.resolving.dictation.listening import LEAD, Ear, Hearing, Rules
from workbench.resolving.words import snake

_OF = r"(?:of (?:an?|the|each|every|one|its|their|all(?: of)? (?:its|the)) )"
_DOES_NOT_CHANGE = r"(?:,? (?:and|so that it) (?:does not|never) (?:change|follow)\w*[^;.]*)?"
_WHEN = r"(?:,? (?:when|at the time|as soon as|on|at) [^;.]*)?"


def _copied(match: re.Match[str], ear: Ear) -> Rules | None:
    """``The fare of each route is copied into its ticket when the ticket is bought``."""
    source = ear.entity(match["noun"])
    column = ear.column_of(source, match["column"])
    for child in _children(source, ear):
        if match["into"] and ear.entity(match["into"]) is not child and not is_part(match["into"], child):
            continue
        held = _copy_of(child, column, source)
        if held is not None and column is not None and source is not None:
            via = ear.to(child, source)
            return (f"{child.name}.{held.name}: copy {via.name}.{column.name}",) if via else None
    return None


def _copied_here(match: re.Match[str], ear: Ear) -> Rules | None:
    """``the fare of the route, copied when the ticket is bought``, of the column that it describes."""
    if ear.column is None or ear.about is None:
        return None
    source = ear.entity(match["noun"])
    column, via = ear.column_of(source, match["column"]), ear.to(ear.about, source)
    if column is None or via is None or source is ear.about:
        return None
    return (f"{ear.about.name}.{ear.column.name}: copy {via.name}.{column.name}",)


def _children(source: Entity | None, ear: Ear) -> list[Entity]:
    return [one for one in ear.book.entities if source and one is not source and ear.to(one, source) is not None]


def _copy_of(child: Entity, column: Column | None, source: Entity | None) -> Column | None:
    """Give the column that holds a copy: of the same name, or with a word before or after it."""
    if column is None or source is None:
        return None
    name = snake(column.name)
    fitting = [
        one
        for one in child.columns
        if one.references is None
        and (snake(one.name) == name or snake(one.name).endswith(f"_{name}") or snake(one.name).startswith(f"{name}_"))
        and one.type.name is column.type.name
    ]
    return fitting[0] if len(fitting) == 1 else None


def is_part(noun: str, child: Entity) -> bool:
    """Tell whether a noun is the last word of an entity's name: a line is an ``order_line``."""
    return snake(noun).removesuffix("s") == child.singular.rpartition("_")[2]


def _product(match: re.Match[str], ear: Ear) -> Rules | None:
    """``The fee of a rental is its days times its daily rate``, ``Calculate fee as (days × daily_rate)``."""
    for entity in _whose(match, ear):
        found = [ear.column_of(entity, match[name]) for name in ("column", "left", "right")]
        target, left, right = found
        if target is not None and left is not None and right is not None and target not in (left, right):
            return (f"{entity.name}.{target.name}: product {left.name} * {right.name}",)
    return None


def _product_here(match: re.Match[str], ear: Ear) -> Rules | None:
    """``days × daily_rate``, of the column that it describes."""
    if ear.column is None or ear.about is None:
        return None
    left, right = (ear.column_of(ear.about, match[name]) for name in ("left", "right"))
    if left is None or right is None or ear.column in (left, right):
        return None
    return (f"{ear.about.name}.{ear.column.name}: product {left.name} * {right.name}",)


def _sum(match: re.Match[str], ear: Ear) -> Rules | None:
    """``The total of an invoice is the sum of the amounts of its items``, ``total = sum of all item amounts``."""
    for entity in _whose(match, ear):
        target = ear.column_of(entity, match["column"])
        line = _added(entity, match["added"], match["rows"], ear)
        if target is not None and line:
            return (f"{entity.name}.{target.name}: sum {line}",)
    return None


def _sum_here(match: re.Match[str], ear: Ear) -> Rules | None:
    """``sum of the amounts of the items``, of the column that it describes."""
    if ear.column is None or ear.about is None:
        return None
    line = _added(ear.about, match["added"], match["rows"], ear)
    return (f"{ear.about.name}.{ear.column.name}: sum {line}",) if line else None


def _added(entity: Entity, added: str, rows: str | None, ear: Ear) -> str:
    """Give what is added up, ``items.amount``: a column of the rows that belong to a row of the entity, of those that
    are named or of the only ones that have it."""
    found = []
    for child in ear.book.entities:
        if ear.to(child, entity) is None or (rows and not (ear.entity(rows) is child or is_part(rows, child))):
            continue
        column = ear.column_of(child, added)
        if column is not None and column.references is None:
            found.append(f"{child.name}.{column.name}")
    return found[0] if len(found) == 1 else ""


def _whose(match: re.Match[str], ear: Ear) -> list[Entity]:
    """Give the entities whose column is told of: those that are named, else the nearest before all others."""
    noun = match["noun"] or match["whose"]
    if noun:
        return _named(noun, ear)
    return [*([ear.about] if ear.about else []), *(one for one in ear.book.entities if one is not ear.about)]


def _named(noun: str, ear: Ear) -> list[Entity]:
    """Give the entities that a noun can mean: its own, else those whose name ends with it."""
    own = ear.entity(noun)
    return [own] if own else [one for one in ear.book.entities if is_part(noun, one)]


def _numbered(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Invoices are numbered from 1 within each company, without gaps``."""
    entity = ear.entity(match["noun"])
    column = _number_column(entity)
    scope = ear.to(entity, ear.entity(match["scope"])) if entity else None
    if entity is None or column is None or scope is None:
        return None
    return (f"{entity.name}.{column.name}: next within {scope.name}",)


def _numbered_here(match: re.Match[str], ear: Ear) -> Rules | None:
    """``counts up from 1 within a company, without gaps``, of the column that it describes."""
    if ear.column is None or ear.about is None or ear.column.type.name.value not in ("integer", "bigint", "smallint"):
        return None
    scope = ear.to(ear.about, ear.entity(match["scope"]))
    return (f"{ear.about.name}.{ear.column.name}: next within {scope.name}",) if scope else None


def _number_column(entity: Entity | None) -> Column | None:
    """Give the column that numbers rows: ``number``, ``invoice_number``, ``sequence``."""
    names = ("number", "no", "sequence", "seq")
    fitting = [
        one
        for one in (entity.columns if entity else ())
        if snake(one.name).rpartition("_")[2] in names and one.type.name.value in ("integer", "bigint", "smallint")
    ]
    return fitting[0] if len(fitting) == 1 else None


_WORD = r"[a-z][\w]*(?: [a-z]\w*)?"
_TIMES = r"(?:times|multiplied by|×|x|\*)"
_GAPS = r"(?:,? (?:and )?(?:without|with no|no) (?:gaps?|holes?)(?: (?:or|and) (?:duplicates?|repetitions?))?)?"
_WITHIN = r"(?:within|per|in|for) (?:an?|each|every|one|its|the)? ?(?P<scope>{noun})"
_OF_NOUN = rf"(?P<column>{_WORD}) {_OF}(?P<noun>{{noun}})"
_SUM_OF = (
    rf"sum of (?:the |all |its |their )*(?:(?P<added>{_WORD})(?: of (?:all )?(?:of )?(?:its|the) (?P<rows>{_WORD}))?)"
)
_TARGET = (
    rf"{LEAD}(?:(?:automatically )?(?:calculates?|computes?|works? out) )?(?:the |each |an? )*"
    rf"(?:(?P<whose>{{noun}})(?:'s)? )?(?P<column>{_WORD})"
    rf"(?: (?:of|for) (?:an?|the|each|every|one|its) (?P<noun>{_WORD}))?"
    rf"(?: (?:as|from) | ?= ?| (?:is|are|equals|must be|must equal)(?: (?:automatically )?(?:calculated|computed))?"
    rf"(?: as| from)? )(?:the )?"
)
"""The value that is worked out, up to how: ``Calculate fee as``, ``the fee of a rental is``, ``fee =``."""
_WORKED_OUT = r"(?:(?:calculated|computed|worked out)(?: automatically)? (?:as|from) )?(?:the )?"
_EXACTLY = r"(?: with (?:full |exact |decimal )*precision(?: ?\((?:[^()]|\([^()]*\))*\))?)?"
_KEPT = r"(?:[;,] (?:stored|kept|saved|shown|calculated|computed) [^;]*)?"
_FACTORS = rf"\(?(?:its |the )?(?P<left>{_WORD}) {_TIMES} (?:its |the )?(?P<right>{_WORD})\)?"

PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (
        rf"the {_OF_NOUN} is (?:copied|frozen|taken over|stored|kept) (?:into|in|on|with) "
        rf"(?:its|the|each|every|an?) (?P<into>{_WORD}){_WHEN}{_DOES_NOT_CHANGE}",
        _copied,
    ),
    (rf"(?:the )?{_OF_NOUN},? (?:copied|frozen|taken over|as it (?:is|was)|at the time)[^;.]*", _copied_here),
    (
        rf"(?:an? |the )?(?:(?:snapshot|copy) of|(?:copied|captured) from) (?:an? |the |its )?"
        rf"(?P<noun>{{noun}})(?:\.|'s? | )(?P<column>{_WORD})(?:,? (?:at|as|when|on) [^;.()]*)?(?: \(.*\))?",
        _copied_here,
    ),
    (rf"(?=[^;]* {_TIMES} ){_TARGET}{_FACTORS}{_EXACTLY}", _product),
    (f"{_WORKED_OUT}=? ?{_FACTORS}{_EXACTLY}{_KEPT}", _product_here),
    (f"{_TARGET}{_SUM_OF}{_EXACTLY}", _sum),
    (rf"{_WORKED_OUT}{_SUM_OF}{_EXACTLY}{_KEPT}", _sum_here),
    (
        rf"(?:[\w ]+\()?{_WORKED_OUT}sum ?(?:of |\()(?:all |the )?(?P<rows>\w+)\.(?P<added>\w+)\)*{_KEPT}",
        _sum_here,
    ),
    (
        r"(?:the )?(?P<noun>{noun}) (?:are|is) (?:numbered|counted)"
        rf"(?: (?:up|from 1|from one|consecutively|one by one))* {_WITHIN}{_GAPS}",
        _numbered,
    ),
    (
        rf"(?:counts?|numbered|running number|consecutive number)(?: up| from 1| from one)* {_WITHIN}{_GAPS}",
        _numbered_here,
    ),
)
"""The ways to say where a value comes from, each with how it is taken down."""

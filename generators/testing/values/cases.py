"""Cases: what a field or a parameter must refuse, and what it must just accept."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import (
    INTEGERS,
    NUMBERS,
    Blueprint,
    BodyField,
    Column,
    Limits,
    Occasion,
    Operation,
    OperationKind,
    RuleKind,
    TypeName,
)
from generators.passwords import CHARACTERS, password_without
from generators.shapes import limits_of
from generators.testing.rows.rooms import object_members
from generators.testing.sources import dict_source
from generators.testing.values.making import (
    INTEGER_BITS,
    TEXTS,
    Value,
    number_source,
    sized_text,
    step_of,
    text_of,
    value_of,
)
from generators.testing.values.samples import not_matching

MISSING = "MISSING"
"""The name of the marker that stands in the tables of the tests for a field left out."""

_WRONG_TYPES = {
    TypeName.BOOLEAN: '"perhaps"',
    TypeName.UUID: '"not-a-uuid"',
    TypeName.DATE: '"someday"',
    TypeName.TIME: '"teatime"',
    TypeName.TIMESTAMP: '"someday"',
    TypeName.INTERVAL: '"a while"',
    TypeName.ARRAY: '"not a list"',
}


_BEYOND = {
    TypeName.DATE: ('"2001-01-31"', '"2990-01-31"'),
    TypeName.TIMESTAMP: ('"2001-01-31T12:00:00Z"', '"2990-01-31T12:00:00Z"'),
}
"""A value long ago and one far ahead."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a table of tests: ``field`` gets ``value``; ``says`` names the case;
    ``kind`` is the rule that it proves, if it proves one; ``occasion`` what an error then tells of."""

    field: str
    value: Value
    says: str
    kind: RuleKind | None = None
    occasion: Occasion | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A body field with its column, if it has one, and the limits that hold for it in the end."""

    body: BodyField
    column: Column | None
    limits: Limits

    @property
    def words(self) -> str:
        """The name as words."""
        return self.body.name.replace("_", " ").replace(".", " ")


def refused_cases(field: Field) -> tuple[Case, ...]:
    """Give what ``field`` must refuse, each just beyond one of its limits."""
    cases = [*_absences(field)]
    kind = field.body.type.name
    if field.body.children:
        return (*cases, _case(field, '"not a list"', "of another type"), *_counts_beyond(field))
    if kind in TEXTS:
        cases += _texts_beyond(field)
    elif kind in NUMBERS:
        cases += _numbers_beyond(field)
    elif kind is TypeName.ARRAY or field.body.type.item:
        cases += _lists_beyond(field)
    elif field.limits.moment and kind in _BEYOND:
        ahead = field.limits.moment in ("past", "not_future")
        cases.append(_wrong(field, _BEYOND[kind][ahead], "in the future" if ahead else "in the past", RuleKind.TIME))
    wrong = _WRONG_TYPES.get(TypeName.ARRAY if field.body.type.item else kind)
    if wrong:
        cases.append(_case(field, wrong, "of another type"))
    return tuple(cases)


def accepted_cases(field: Field) -> tuple[Case, ...]:
    """Give what ``field`` must accept, each just inside one of its limits."""
    kind = field.body.type.name
    cases: list[Case] = []
    if field.body.nullable:
        cases.append(_case(field, "None", "null"))
    if field.limits.choices:
        cases += [_case(field, _quoted(field, choice), choice, RuleKind.CHOICES) for choice in field.limits.choices]
    elif kind in TEXTS:
        cases += _texts_within(field)
    elif kind in NUMBERS:
        cases += _numbers_within(field)
    elif field.limits.moment and kind in _BEYOND:
        value = value_of(field.body.name, field.body.type, field.limits)
        cases.append(_case(field, value.sent, "at the right side of now", RuleKind.TIME, value.stored))
    return tuple(cases)


def refused_objects(blueprint: Blueprint, field: Field) -> Iterator[Case]:
    """Give lists with one object each, in which one member is just beyond one of its limits."""
    child = blueprint.entity(field.body.children.entity) if field.body.children else None
    for member in field.body.fields if child else ():
        column = child.column(member.column) if child and member.column and child.has(member.column) else None
        inner = Field(member, column, limits_of(member, child))
        others = tuple(each for each in object_members(blueprint, field.body) if each[0] != member.name)
        for case in refused_cases(inner):
            members = others if case.value.sent == MISSING else (*others, (member.name, case.value.sent))
            yield _case(field, f"[{dict_source(members)}]", f"with {case.says}", case.kind)


def refused_groups(operation: Operation) -> Iterator[Case]:
    """Give what stands in place of the objects in a body that hold columns of the row."""
    for group in dict.fromkeys(field.group for field in operation.body if field.group):
        words = group.name.replace("_", " ")
        if group.required and operation.kind is not OperationKind.PATCH:
            yield Case(group.name, Value(MISSING, MISSING), f"{words} missing")
        yield Case(group.name, Value("None", "None"), f"{words} null")
        yield Case(group.name, Value('"text"', '"text"'), f"{words} that is no object")


def _counts_beyond(field: Field) -> Iterator[Case]:
    if field.limits.min_length:
        yield _case(field, "[]", "empty", RuleKind.LENGTH)
    if field.limits.max_length is not None:
        over = field.limits.max_length + 1
        yield _case(field, f"[{{}}] * {over}", f"of {over} entries", RuleKind.LENGTH)


def _case(
    field: Field,
    sent: str,
    says: str,
    kind: RuleKind | None = None,
    stored: str | None = None,
    occasion: Occasion | None = None,
) -> Case:
    return Case(field.body.name, Value(sent, stored or sent), f"{field.words} {says}", kind, occasion)


def _wrong(field: Field, sent: str, says: str, kind: RuleKind | None = None) -> Case:
    return _case(field, sent, says, kind, occasion=Occasion.WRONG)


def _short(field: Field, sent: str, says: str) -> Case:
    return _case(field, sent, says, RuleKind.LENGTH, occasion=_unless_formatted(field, Occasion.TOO_SHORT))


def _unless_formatted(field: Field, occasion: Occasion) -> Occasion:
    """Give what is told of a length; letters that are no address are told to be none, however many they are."""
    return Occasion.WRONG if field.limits.format else occasion


def _quoted(field: Field, choice: str) -> str:
    return choice if field.body.type.name in NUMBERS else f'"{choice}"'


def _absences(field: Field) -> Iterator[Case]:
    if field.body.required or (field.body.group and field.body.member in field.body.group.needs):
        yield _case(field, MISSING, "missing", RuleKind.REQUIRED, occasion=Occasion.REQUIRED)
    if not field.body.nullable:
        yield _case(field, "None", "null", RuleKind.REQUIRED)


def _texts_beyond(field: Field) -> Iterator[Case]:
    limits = field.limits
    yield _wrong(field, "12345", "that is a number")
    yield _case(field, r'"a\x00b"', "with a NUL")
    if limits.min_length:
        yield _short(field, '""', "empty")
        if field.column is not None:
            yield _short(field, '"   "', "blank")
        short = sized_text(limits.min_length - 1, limits)
        if limits.min_length > 1 and short:
            yield _short(field, short, f"of {limits.min_length - 1} characters")
    if limits.max_length is not None and not limits.choices:
        over = limits.max_length + 1
        long = sized_text(over, Limits()) or ""
        yield _case(
            field, long, f"of {over} characters", RuleKind.LENGTH, occasion=_unless_formatted(field, Occasion.TOO_LONG)
        )
    if limits.choices:
        yield _wrong(field, '"none-of-these"', "not among the choices", RuleKind.CHOICES)
    elif limits.pattern and (stranger := not_matching(limits.pattern)):
        yield _wrong(field, f'"{stranger}"', "outside the pattern", RuleKind.PATTERN)
    for need in limits.needs:
        lacking = password_without(need, limits.min_length or 0)
        yield _wrong(field, f'"{lacking}"', f"without {CHARACTERS[need].words}", RuleKind.PATTERN)
    if limits.format:
        yield _wrong(field, '"not one"', f"that is no {limits.format}", RuleKind.FORMAT)


def _texts_within(field: Field) -> Iterator[Case]:
    limits = field.limits
    for length in dict.fromkeys((limits.min_length, limits.max_length)):
        text = sized_text(length, limits) if length else None
        if text:
            says = f"of {length} character" + ("s" if length != 1 else "")
            yield _case(field, text, says, RuleKind.LENGTH)
    if limits.format or limits.pattern or limits.needs:
        kind = RuleKind.FORMAT if limits.format and not limits.pattern else RuleKind.PATTERN
        yield _case(field, f'"{text_of(field.body.name, limits)}"', "well formed", kind)


def _numbers_beyond(field: Field) -> Iterator[Case]:
    limits, kind = field.limits, field.body.type
    step = step_of(kind)
    yield _case(field, '"many"', "that is no number")
    if limits.choices:
        yield _wrong(field, "987654", "not among the choices", RuleKind.CHOICES)
        return
    if limits.minimum is not None:
        value = number_source(kind, limits.minimum - (0 if limits.exclusive_minimum else step))
        yield _wrong(field, value.sent, f"of {value.sent}", RuleKind.RANGE)
    if limits.maximum is not None:
        value = number_source(kind, limits.maximum + (0 if limits.exclusive_maximum else step))
        yield _wrong(field, value.sent, f"of {value.sent}", RuleKind.RANGE)
    if kind.name in INTEGERS:
        yield _case(field, f"2**{INTEGER_BITS[kind.name]}", "beyond the column's range")
    elif kind.name is TypeName.NUMERIC and kind.precision:
        whole, decimals = kind.precision - (kind.scale or 0), kind.scale or 0
        fine = f'"{max(1, int(limits.minimum or 0))}.{"0" * decimals}1"'
        yield _case(field, fine, f"with {decimals + 1} decimals", RuleKind.PRECISION)
        yield _case(field, f'"1{"0" * whole}"', f"of {whole + 1} digits before the point", RuleKind.PRECISION)


def _numbers_within(field: Field) -> Iterator[Case]:
    limits, kind = field.limits, field.body.type
    step = step_of(kind)
    if limits.minimum is not None:
        value = number_source(kind, limits.minimum + (step if limits.exclusive_minimum else 0))
        yield _case(field, value.sent, f"of {value.sent}", RuleKind.RANGE, value.stored)
    if limits.maximum is not None:
        value = number_source(kind, limits.maximum - (step if limits.exclusive_maximum else 0))
        yield _case(field, value.sent, f"of {value.sent}", RuleKind.RANGE, value.stored)


def _lists_beyond(field: Field) -> Iterator[Case]:
    limits = field.limits
    if limits.max_length is not None:
        over = limits.max_length + 1
        yield _case(field, f"[str(number) for number in range({over})]", f"of {over} entries", RuleKind.LENGTH)

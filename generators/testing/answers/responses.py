"""What a response must look like, as Python source for the expectations of the tests."""

from collections.abc import Iterator, Mapping

from generators.blueprint import Body, Holds, Operation, ResponseField


def accessor(operation: Operation, *wanted: Holds) -> str | None:
    """Give the subscripts that lead from the parsed body to what holds one of ``wanted``.

    ``""`` is the body itself, ``["data"]["items"]`` a nested member, ``None`` means that there is none.
    """
    if operation.response.body is Body.ITEM:
        return "" if {Holds.ITEM, Holds.USER} & set(wanted) else None
    if operation.response.body is Body.ITEMS:
        return "" if Holds.ITEMS in wanted else None
    return _search(operation.response.envelope, frozenset(wanted))


def _search(fields: tuple[ResponseField, ...], wanted: frozenset[Holds]) -> str | None:
    for field in fields:
        if field.holds in wanted:
            return f'["{field.name}"]'
        if field.holds is Holds.OBJECT:
            inner = _search(field.fields, wanted)
            if inner is not None:
                return f'["{field.name}"]{inner}'
    return None


def moment_checks(operation: Operation) -> list[str]:
    """Give the expectations on the times in an answer: its own, and that at which an access token expires."""
    lines = []
    if (place := accessor(operation, Holds.EXPIRES_IN)) is not None:
        lines.append(f"assert response.json(){place} == get_settings().access_token_seconds")
    if (place := accessor(operation, Holds.EXPIRES_AT)) is not None:
        lines += [
            f"left = datetime.fromisoformat(response.json(){place}) - datetime.now(UTC)",
            "assert abs(left - timedelta(seconds=get_settings().access_token_seconds)) < timedelta(minutes=1)",
        ]
    if (place := accessor(operation, Holds.NOW)) is not None:
        lines += [
            f"told = datetime.fromisoformat(response.json(){place})",
            "assert abs(datetime.now(UTC) - told) < timedelta(minutes=1)",
        ]
    return lines


def enveloped_places(operation: Operation) -> list[tuple[str, str]]:
    """Give the subscripts that lead to the columns which stand in the envelope one by one, with the columns."""
    return list(_places(operation.response.envelope, ""))


def _places(fields: tuple[ResponseField, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        place = f'{prefix}["{field.name}"]'
        if field.holds is Holds.COLUMN:
            yield place, str(field.value)
        yield from _places(field.fields, place)


def expected_body(operation: Operation, sources: Mapping[Holds, str]) -> str | None:
    """Give the whole body as Python source, each place filled from ``sources``;
    nothing where a place is not in them and cannot be foreseen."""
    if operation.response.body is Body.ITEM:
        return sources.get(Holds.ITEM)
    if operation.response.body is Body.ITEMS:
        return sources.get(Holds.ITEMS)
    if operation.response.body is Body.ENVELOPE:
        return _object(operation.response.envelope, sources)
    return None


def _object(fields: tuple[ResponseField, ...], sources: Mapping[Holds, str]) -> str | None:
    members = []
    for field in fields:
        if field.holds is Holds.LITERAL:
            source: str | None = repr(field.value)
        elif field.holds is Holds.OBJECT:
            source = _object(field.fields, sources)
        else:
            source = sources.get(field.holds)
        if source is None:
            return None
        members.append(f'"{field.name}": {source}')
    return "{" + ", ".join(members) + "}"

"""What every rule of a blueprint is made with."""

from collections.abc import Iterable, Iterator

from generators.blueprint import JsonScalar, Operation, Rule, RuleKind, Source

Parameters = tuple[tuple[str, JsonScalar], ...]


def make_rule(
    name: str,
    kind: RuleKind,
    operations: Iterable[Operation],
    *,
    entity: str | None = None,
    columns: Iterable[str] = (),
    parameters: Parameters = (),
    sources: Iterable[Source] = (),
) -> Iterator[Rule]:
    """Give the rule where there is an operation that it bears on."""
    bearing = tuple(dict.fromkeys(operation.id for operation in operations))
    if bearing:
        yield Rule(
            f"rule:{name}.{kind.value}",
            kind,
            entity,
            tuple(dict.fromkeys(columns)),
            bearing,
            parameters,
            sources=tuple(dict.fromkeys(sources)),
        )

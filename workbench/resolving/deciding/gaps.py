"""The catalogue of gaps: what the documents leave open, one entry per kind, each decided or asked."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from generators.blueprint import STORING, BodyField, Entity, EntityPurpose, Operation, OperationKind, Source
from workbench.reading.facts import FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import join_words, snake

NO_TEXTS: Mapping[str, str] = {}
_MOST = 2


def _naming(texts: Mapping[str, str], names: Sequence[str], endpoint: Endpoint) -> Iterator[Source]:
    """Give the lines of other documents that name parameters as code does (``showClosed``, ``due_within``)."""
    described = {source.file for source in endpoint.sources[:1]}
    for name in (one for one in names if not one.isalpha() or one != one.lower()):
        places = ((file, line) for file, text in sorted(texts.items()) if name in text for line in _lines(text, name))
        yield from islice((Source(file, line, line) for file, line in places if file not in described), _MOST)


def _lines(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield text.count("\n", 0, start) + 1
        start = text.find(name, max(text.find("\n", start), start + 1))


def _shown(endpoint: Endpoint) -> set[str]:
    """Give the names that a successful answer shows, in an object or an envelope."""
    fields = endpoint.success.fields if endpoint.success else ()
    return {snake(inner.name) for field in fields for inner in (field, *field.fields)}


class Gaps:
    """Finds what is missing between endpoints and tables while operations are made."""

    def __init__(self, ledger: Ledger, texts: Mapping[str, str] = NO_TEXTS) -> None:
        self._ledger = ledger
        self._texts = texts
        self.missing: dict[str, list[BodyField]] = {}
        """The fields for which tables are to get columns, by table."""
        self.settled: list[str] = []
        """The ids under which that was decided."""

    def derived_body(self, endpoint: Endpoint, entity: Entity) -> None:
        """An endpoint that writes, of whose body nothing is said."""
        self._ledger.note(
            f"endpoint.{endpoint.route}.body",
            f"{endpoint.route} takes the columns of {entity.name} that a client may set.",
            "the columns",
            endpoint.sources,
            reason="No document describes the body.",
        )

    def stored(
        self, endpoint: Endpoint, kind: OperationKind, entity: Entity | None, body: Sequence[BodyField]
    ) -> tuple[BodyField, ...]:
        """Body fields that no column holds: give the body without those that are refused."""
        if entity is None or kind not in STORING:
            return tuple(body)
        homeless = [field for field in body if (field.column or field.children or field.through) is None]
        shown = _shown(endpoint)
        decided: dict[str, str] = {}
        for seen in (True, False):
            alike = [field for field in homeless if (snake(field.name) in shown) is seen]
            if alike:
                value = self._takes(endpoint, entity, alike, shown=seen)
                decided |= {field.name: value for field in alike}
        self.missing.setdefault(entity.name, []).extend(one for one in homeless if decided[one.name] == "store")
        return tuple(field for field in body if decided.get(field.name) != "refuse")

    def _takes(self, endpoint: Endpoint, entity: Entity, fields: Sequence[BodyField], *, shown: bool) -> str:
        """Decide what happens to fields that no column holds: what answers show again has to be stored."""
        names = [field.name for field in fields]
        told, many = join_words(names), len(names) > 1
        identifier = f"{entity.name}.{'+'.join(sorted(names))}.stored"
        text = f"{endpoint.route} takes {told}, but {entity.name} has no such column{'s' * many}."
        ignore = Choice("ignore", "accepted and not stored", f"{told} {'are' if many else 'is'} checked and dropped.")
        refuse = Choice("refuse", "not part of the body", f"{told} {'are' if many else 'is'} left out of the schema.")
        store = Choice(
            "store",
            "stored in columns of its own",
            f"{entity.name} gets {told} as {'columns' if many else 'a column'}.",
        )
        storable = not any(field.group for field in fields)
        choices = [store, ignore, refuse] if shown and storable else [ignore, refuse, *([store] if storable else [])]
        why = "answers show it again." if shown else "the table is described without it."
        lines = tuple(line for field in fields for line in field.sources)
        evidence = (*lines, *endpoint.sources[:1], *entity.sources[:1])
        if self._was_asked(f"endpoint.{endpoint.route}.takes", lines):
            does = "stored" if choices[0] is store else "not stored"
            value = self._ledger.assume(
                identifier, f"{text} {'They are' if many else 'It is'} {does}.", choices, evidence, reason=why
            )
        else:
            value = self._ledger.ask(
                identifier,
                f"{text} What happens to {'them' if many else 'it'}?",
                choices,
                evidence,
                why=why,
                blocking=False,
                affects=4 + len(names),
            )
        self.settled += [identifier] if value == "store" else []
        return value

    def _was_asked(self, identifier: str, lines: Sequence[Source]) -> bool:
        """Tell whether a question quotes some lines already: who says that a body has a field is asked nothing more."""
        places = {(line.file, line.line) for line in lines}
        return bool(places) and self._ledger.asked(identifier) and any(places <= one for one in self._ledger.evidence)

    def accepts(self, endpoint: Endpoint, entity: Entity, fields: Sequence[FieldFact]) -> bool:
        """Query parameters that stand for nothing in the table: tell whether they are accepted all the same."""
        if not fields:
            return False
        names = [field.name for field in fields]
        shown, many = join_words(names), len(names) > 1
        sources = [field.source for field in fields if field.source] or list(endpoint.sources[:1])
        value = self._ledger.ask(
            f"endpoint.{endpoint.route}.{'+'.join(sorted(names))}",
            f"What do{'' if many else 'es'} {shown} select on {endpoint.route}? {entity.name} has no such "
            f"column{'s' * many}.",
            [
                Choice("ignore", "accepted, without effect", f"{shown} {'are' * many or 'is'} checked, not used."),
                Choice("leave_out", "no parameter", f"The route does not know {join_words(names, 'or')}."),
            ],
            (*sources, *entity.sources[:1], *_naming(self._texts, names, endpoint)),
            why="nothing in the tables fits its name.",
            blocking=False,
            affects=4,
        )
        return value == "ignore"

    def idle_tables(self, entities: Sequence[Entity], operations: Sequence[Operation]) -> None:
        """Tables that no endpoint reads or writes."""
        used = {operation.entity for operation in operations}
        used |= {parameter.entity for operation in operations for parameter in operation.path_parameters}
        used |= {field.children.entity for operation in operations for field in operation.body if field.children}
        for entity in entities:
            if entity.name not in used and entity.purpose is EntityPurpose.DATA and entity.sources:
                self._ledger.note(
                    f"{entity.name}.endpoints",
                    f"{entity.name} is created, and no endpoint reads or writes it.",
                    "table only",
                    entity.sources[:1],
                    reason="The database documents describe it, the interface does not.",
                )

    def ownerless(self, entities: Sequence[Entity], operations: Sequence[Operation]) -> None:
        """Tables behind protected endpoints whose rows belong to nobody."""
        used = {operation.entity for operation in operations}
        for entity in entities:
            kept = entity.owner is not None or entity.tenant is not None
            if not kept and entity.purpose is EntityPurpose.DATA and entity.name in used:
                self._ledger.note(
                    f"{entity.name}.owner",
                    f"Rows of {entity.name} belong to nobody: whoever may call an endpoint sees them all.",
                    "shared",
                    entity.sources[:1],
                    reason="No column leads from the table to a user.",
                )

    def ports(self, operations: Sequence[Operation]) -> None:
        """Endpoints that are none of the known kinds."""
        for operation in operations:
            if operation.kind is OperationKind.PORT:
                self._ledger.note(
                    f"endpoint.{operation.route}.port",
                    f"{operation.route} becomes a port: its route checks and authorises, "
                    "what it does is written behind a typed interface.",
                    "port",
                    operation.sources[:2],
                    reason="What it does follows from no table and no rule.",
                )

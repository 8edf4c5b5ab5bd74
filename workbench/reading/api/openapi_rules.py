"""What an OpenAPI document asks for beyond its shapes: sentences of descriptions, limits of values, errors, access.

Each statement becomes one requirement with the lines on which it stands; a referenced schema or parameter
is read once, where it is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import RequirementFact
from workbench.reading.layout.nodes import Kind, Node
from workbench.reading.layout.outline import plain_words
from workbench.reading.layout.trees import Marks
from workbench.reading.requirements.behaviour import find_aside, is_english, states_behaviour
from workbench.reading.values.schema_fields import Lookup, follow, no_lookup

METHODS = ("get", "post", "put", "patch", "delete")

_KEY = regex(r"""\s*(?:-\s+)?(?:[{,]\s*)?["']?description["']?\s*:\s*""")
_BLOCK = regex(r"[|>][-+0-9]{0,3}\s*(?:#.*)?\Z")
_BULLET = regex(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_SENTENCE = regex(r"(?<=[.!?。])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)\s+(?=[A-Z`*\"(\[]|[^\x00-\x7f])")
_TELLS = regex(
    r"\b(?:true|false|null|set|present|given|used|omitted|populated) (?:for|if|when|to|unless|on|only|after|once)\b"
    r"|\b(?:only|unless|inclusive|exclusive|case|order\w*|sort\w*|first|oldest|newest|latest|search\w*|filter\w*"
    r"|combin\w+|\d-based|overlap\w*|always|default)\b"
    r"|\b(?:HH:mm|YYYY-MM|dd[/.]MM|(?:ceil|floor|round|sum|count|min|max|coalesce)\()|[<>≤≥]=?\s?\S",
    re.IGNORECASE,
)
_SHAPE = regex(
    r"\b(?:unique )?(?:\w+ )?(?:identifier|id)s?\b|\(optional\)|\biso[- ]?8601\b|\butc\b|\bvalid\w*|\bformat\w*"
    r"|\bmatch(?:es|ing)?\b|\bcounts?\b|\bnot found\b|\breturn(?:s|ed)\b|\b[45]\d\d\b|\brequire[sd]?\b(?= field| id)",
    re.IGNORECASE,
)
_BINDING = regex(r"\b(?:must|shall|requires?|required|only|never|all (?:endpoints|requests|responses|operations))\b")
_EVERYDAY = regex(
    r"\W*(?:internal (?:server )?error|server error|unexpected (?:server )?error|error|default(?: response)?)?\W*\Z",
    re.IGNORECASE,
)
_LONGEST = 600
_SHORTEST = 8
_LIMITS = (
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minimum", "minimum {}"),
    ("maximum", "maximum {}"),
    ("exclusiveMinimum", "above {}"),
    ("exclusiveMaximum", "below {}"),
    ("multipleOf", "a multiple of {}"),
    ("pattern", "pattern {}"),
    ("minItems", "at least {} items"),
    ("maxItems", "at most {} items"),
    ("default", "default {}"),
)
_FORMATS = ("email", "uri", "url", "ipv4", "ipv6", "hostname", "byte", "password")


def rules_of_api(
    root: Node, document: Document, feature: str, lookup: Lookup, linked: Callable[[], Iterable[Node]]
) -> Iterator[RequirementFact]:
    """Give the requirements of one description; ``linked`` gives the roots of other files that it refers to,
    once its own nodes were read."""
    yield from _Rules(document, feature, lookup).read(root, linked)


def rules_of_schema(root: Node, document: Document, feature: str) -> Iterator[RequirementFact]:
    """Give the requirements of a JSON Schema in a file of its own."""
    yield from _Rules(document, feature, no_lookup).read_schema(root)


@dataclass
class _Rules:
    """One description being read; ``seen`` holds the nodes that were."""

    document: Document
    feature: str
    lookup: Lookup
    seen: Marks = field(default_factory=Marks)
    asked: Marks = field(default_factory=Marks)

    def read(self, root: Node, linked: Callable[[], Iterable[Node]]) -> Iterator[RequirementFact]:
        self.foreign = not is_english(self.document.text)
        self.others = {file: Document(file, text) for file, text in self.document.linked}
        for _, _, operation in self._operations(root):
            self._ask(operation.get("requestBody"))
        info = root.get("info")
        if info is not None:
            yield from self._description(info, ("About",), _binds)
        if (security := root.get("security")) is not None and security.entries:
            names = ", ".join(name for entry in security.entries for name in entry.members) or "credentials"
            text = f"Every operation requires {names} unless it states its own security"
            yield self._fact(text, self._source(security), ("Security",))
        for path, method, operation in self._operations(root):
            yield from self._operation(f"{method.upper()} {path}", operation)
        paths, components = root.get("paths"), root.get("components") or root
        for path, item in paths.members.items() if paths is not None else ():
            yield from self._parameters(follow(item, self.lookup), (path,))
        for name, parameter in _members(components, "parameters"):
            yield from self._parameter(parameter, ("Parameters", name))
        for group in ("schemas", "definitions"):
            for name, schema in _members(components, group):
                yield from self._schema(schema, ("Schemas", name))
        for other in linked():
            yield from self._schema(other, ("Schemas",))

    def read_schema(self, root: Node) -> Iterator[RequirementFact]:
        """Read a schema that stands by itself; what it requires is a rule."""
        self.foreign, self.others = not is_english(self.document.text), {}
        self._ask(root)
        yield from self._schema(root, ("Schema", root.word("title") or self.feature))

    def _operations(self, root: Node) -> Iterator[tuple[str, str, Node]]:
        for path, item in _members(root, "paths"):
            for method, operation in follow(item, self.lookup).members.items():
                if method in METHODS and operation.kind is Kind.OBJECT:
                    yield path, method, operation

    def _ask(self, body: Node | None) -> None:
        """Note the schemas of which a request body is made: what they require is a rule."""
        waiting: list[Iterator[Node]] = [iter(() if body is None else (body,))]
        while waiting:
            if (node := next(waiting[-1], None)) is None:
                waiting.pop()
            elif self.asked.add(node := follow(node, self.lookup)):
                waiting.append(chain(node.members.values(), node.items))

    # operations

    def _operation(self, name: str, operation: Node) -> Iterator[RequirementFact]:
        yield from self._description(operation, (name,), bool)
        security = operation.get("security")
        if security is not None and security.kind is Kind.ARRAY:
            needed = ", ".join(member for entry in security.items for member in entry.members)
            text = f"{name} requires {needed}" if needed else f"{name} is public"
            yield self._fact(text, self._source(security), (name, "Security"))
        yield from self._parameters(operation, (name, "Parameters"))
        body = operation.get("requestBody")
        if body is not None and "$ref" not in body.members:
            yield from self._description(body, (name, "Request body"))
            yield from self._schema(body, (name, "Request body"))
        for status, response in _members(operation, "responses"):
            yield from self._response(name, status, response)

    def _response(self, name: str, status: str, response: Node) -> Iterator[RequirementFact]:
        stated = response.get("description")
        if stated is None:
            return
        text = " ".join(stated.text.split())
        if re.fullmatch(r"4\d\d", status) or (re.fullmatch(r"5\d\d", status) and not _EVERYDAY.match(text)):
            start, end = self._source(response).line, self._source(stated).end_line
            source = self._placed(response, min(start, end), max(start, end))
            yield self._fact(f"{status} — {text[:_LONGEST]}", source, (name, "Errors"))
        elif status.startswith("2"):
            yield from self._description(response, (name, "Response"))
        yield from self._schema(response, (name, "Response"))

    def _parameters(self, owner: Node, titles: tuple[str, ...]) -> Iterator[RequirementFact]:
        listed = owner.get("parameters")
        for parameter in listed.entries if listed is not None else ():
            if "$ref" not in parameter.members:
                yield from self._parameter(parameter, titles)

    def _parameter(self, parameter: Node, titles: tuple[str, ...]) -> Iterator[RequirementFact]:
        name = parameter.word("name")
        if not name or parameter.word("in") == "header" or not self.seen.add(parameter):
            return
        schema = parameter.get("schema") or parameter
        required = parameter.word("required") == "true" and parameter.word("in") == "query"
        if text := self._limits(name, schema, required=required):
            first, last = parameter.get("required") if required else None, self._lines_of_limits(schema)
            source = self._placed(parameter, min(first.line, last[0]) if first else last[0], last[1])
            yield self._fact(text, source, titles)
        yield from self._description(parameter, (*titles, name))

    # schemas

    def _schema(self, schema: Node, titles: tuple[str, ...]) -> Iterator[RequirementFact]:
        """Read all properties below a node, each once; nothing behind a reference."""
        if "enum" in schema.members and len(titles) > 1 and schema not in self.seen:
            yield from self._choices(titles[-1], schema, titles)
        yield from self._below(schema, titles)

    def _below(self, node: Node, titles: tuple[str, ...]) -> Iterator[RequirementFact]:
        if not self.seen.add(node):
            return
        required = {entry.text for entry in (node.get("required") or node).entries}
        for name, member in _members(node, "properties"):
            if member not in self.seen and member.kind is Kind.OBJECT:
                asked = name in required and node in self.asked
                yield from self._property(name, member, titles, required=asked)
                yield from self._below(member, (*titles, name))
        for key, member in node.members.items():
            if key not in ("properties", "example", "examples", "default", "enum", "required"):
                yield from self._below(member, titles)
                for item in member.items:
                    yield from self._below(item, titles)

    def _choices(self, name: str, node: Node, titles: tuple[str, ...]) -> Iterator[RequirementFact]:
        text = self._limits(name, node, required=False)
        if text:
            yield self._fact(text, self._placed(node, *self._lines_of_limits(node)), titles)

    def _property(
        self, name: str, schema: Node, titles: tuple[str, ...], *, required: bool
    ) -> Iterator[RequirementFact]:
        if text := self._limits(name, schema, required=required):
            yield self._fact(text, self._placed(schema, *self._lines_of_limits(schema)), titles)
        yield from self._description(schema, (*titles, name))

    def _limits(self, name: str, schema: Node, *, required: bool) -> str:
        """Write what limits a value as a row of a table would; nothing where only its type is stated."""
        shown = ["required"] if required else []
        for owner in (schema, schema.get("items") or schema):
            stated = owner.get("enum")
            if not any(entry.startswith("one of") for entry in shown) and stated is not None and stated.entries:
                shown.append("one of " + ", ".join(f"`{entry.text}`" for entry in stated.entries[:40]))
        for key, words in _LIMITS:
            value = schema.get(key)
            if value is not None and value.is_scalar:
                shown.append(words.format(value.text[:200]))
        if schema.word("format") in _FORMATS:
            shown.append(f"format {schema.word('format')}")
        if schema.word("readOnly") == "true":
            shown.append("read-only")
        if schema.word("uniqueItems") == "true":
            shown.append("no item twice")
        kind = schema.word("type")
        return " — ".join([name, *([kind] if kind else []), ", ".join(shown)]) if shown else ""

    def _lines_of_limits(self, schema: Node) -> tuple[int, int]:
        """Give the lines from the first keyword of a schema to the last, without descriptions and examples."""
        nodes = [
            member for key, member in schema.members.items() if key not in ("description", "example", "properties")
        ]
        first = min((node.line for node in nodes), default=schema.line)
        last = max((node.end_line for node in nodes), default=first)
        return max(first, schema.line), max(first, last)

    # texts

    def _description(
        self, owner: Node, titles: tuple[str, ...], asks: Callable[[str], object] | None = None
    ) -> Iterator[RequirementFact]:
        """Read the sentences and bullets of a description that ask for behaviour."""
        stated = owner.get("description")
        if stated is None or not stated.is_scalar:
            return
        asks = asks or (_limits_or_computes if not self.foreign else _names_numbers)
        for text, first, last in self._sentences(stated):
            if len(text) >= _SHORTEST and asks(text):
                yield self._fact(text, self._placed(stated, first, last), titles)

    def _sentences(self, node: Node) -> Iterator[tuple[str, int, int]]:
        for lines in self._paragraphs(node):
            text = "\n".join(line for line, _ in lines)
            position = 0
            for sentence in _SENTENCE.split(text):
                start = text.find(sentence, position)
                position = start + len(sentence)
                before, inside = text.count("\n", 0, start), sentence.count("\n")
                plain = plain_words(" ".join(sentence.split()))[:_LONGEST]
                if plain and not plain.endswith(":"):
                    yield plain, lines[before][1], lines[before + inside][1]

    def _paragraphs(self, node: Node) -> Iterator[list[tuple[str, int]]]:
        """Split a description into paragraphs and bullets of lines with their numbers."""
        current: list[tuple[str, int]] = []
        fenced = False
        for text, line in self._written(node):
            fence = text.lstrip().startswith("```")
            fenced ^= fence
            bullet = _BULLET.match(text)
            if current and (bullet or fence or not text.strip() or text.lstrip().startswith(("#", "|"))):
                yield current
                current = []
            if text.strip() and not (fenced or fence or text.lstrip().startswith(("#", "|"))):
                current.append((text[bullet.end() :] if bullet else text.strip(), line))
        if current:
            yield current

    def _written(self, node: Node) -> Iterator[tuple[str, int]]:
        """Give the lines of a scalar as they are written, with their numbers."""
        if node.line == node.end_line:
            yield from ((part, node.line) for part in node.text.split("\n"))
            return
        document = self.others[node.file] if node.file else self.document
        for number in range(node.line, min(node.end_line, document.line_count) + 1):
            text = document.line(number)
            if number == node.line:
                key = _KEY.match(text)
                text = text[key.end() :] if key else text
                text = "" if _BLOCK.match(text) else text
            yield text.strip().strip("\"'") if number in (node.line, node.end_line) else text, number

    def _source(self, node: Node) -> Source:
        return self._placed(node, node.line, node.end_line)

    def _placed(self, node: Node, first: int, last: int) -> Source:
        if node.file:
            return Source(node.file, first, max(first, last))
        return self.document.source(first, last)

    def _fact(self, text: str, source: Source, titles: tuple[str, ...]) -> RequirementFact:
        return RequirementFact(self.feature, text, source, None, titles, find_aside(text, titles[:1]))


def _binds(text: str) -> bool:
    """Tell a sentence about the interface as a whole that asks for something."""
    return bool(_BINDING.search(text))


def _limits_or_computes(text: str) -> bool:
    """Tell what says more of a value or a response than its shape does."""
    return bool(_TELLS.search(text)) or states_behaviour(_SHAPE.sub(" ", text))


def _names_numbers(text: str) -> bool:
    """Tell it in a language whose words are not known here: by numbers, formats and code."""
    return _limits_or_computes(text) or re.search(r"\d|[A-Za-z]{2}:[a-z]{2}", text) is not None


def _members(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    member = node.get(name)
    yield from member.members.items() if member is not None else ()

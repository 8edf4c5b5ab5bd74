"""OpenAPI 3.0 and 3.1 documents (and Swagger 2.0), in YAML or JSON, in files of their own or fenced
in Markdown: endpoints, and schemas that look like stored resources.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from sys import intern

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.api.json_schema import refusal
from workbench.reading.api.openapi_rules import METHODS, rules_of_api
from workbench.reading.documents import Document
from workbench.reading.endpoints.places.base_paths import join_paths, starts_alike
from workbench.reading.endpoints.places.marks import normal_path
from workbench.reading.facts import (
    ColumnFact,
    DocumentFacts,
    EndpointFact,
    Fact,
    FieldFact,
    Finding,
    ResponseFact,
    SettingFact,
    TableFact,
    Topic,
)
from workbench.reading.layout.markdown import Code, walk_blocks
from workbench.reading.layout.nodes import Kind, Node, source_of
from workbench.reading.layout.yaml_nodes import Unparsable, parse_document
from workbench.reading.requirements.requirements import feature_of
from workbench.reading.values.schema_fields import field_of_schema, fields_of_schema, follow, with_examples

_VERSION = regex(r"^\s{0,4}(?:\{\s{0,8})?[\"']?(?:openapi|swagger)[\"']?\s*:\s*[\"']?[23]\.", re.MULTILINE)
_NOT_STORED = regex(
    r"(?:Request|Response|Create|Created|Update|Updated|Input|Output|Dto|DTO|Payload|Params|Query|Error|Errors"
    r"|List|Page|Pagination|Paginated\w*|Result|Results"
    r"|Summary|Stats|Statistics|Envelope|Meta|Metadata|Body|Credentials|Token|Tokens|Patch|Form|Base|Detail"
    r"|Details|Problem|Message|Login|Register|Health\w*)$"
    r"|^(?:Error|Create|Update|New|Paginated|Login|Register|Patch|Validation|Http|HTTP|API|Api)"
)


def applies(document: Document) -> bool:
    """Whether the document is OpenAPI, or Markdown that holds some."""
    return (
        document.suffix in (".yaml", ".yml", ".json", ".md", ".markdown") and _VERSION.search(document.text) is not None
    )


def read(document: Document) -> DocumentFacts:
    """Read the endpoints, settings and resource schemas of an OpenAPI document."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    for text, suffix, line in _texts(document):
        try:
            root = parse_document(text, suffix, line)
        except Unparsable as problem:
            findings.append(refusal(document, problem, suffix[1:].upper()))
            continue
        facts += _Api(document, root).facts()
    return DocumentFacts(document.file, tuple(facts), findings=tuple(findings))


def _texts(document: Document) -> Iterator[tuple[str, str, int]]:
    if not document.is_markdown:
        if document.suffix in (".yaml", ".yml", ".json"):
            yield document.text, ".json" if document.suffix == ".json" else ".yaml", 1
        return
    for section in document.sections.walk():
        for block in walk_blocks(section.blocks):
            if (
                isinstance(block, Code)
                and block.language in ("", "yaml", "yml", "json", "openapi")
                and _VERSION.search(block.text)
            ):
                yield block.text, ".json" if block.text.lstrip().startswith("{") else ".yaml", block.text_line


_SCHEME = regex(r"\b(Bearer|Token|JWT)\s+(?:[<{\[\"']|[A-Z_]{5,}\b|x{3,}|eyJ|[a-z]+\.[a-z]+\.)")
"""The word before the place of a token: ``Token <key>``, ``Bearer YOUR_TOKEN``; not "a valid JWT token"."""


@dataclass
class _Api:
    """One OpenAPI description being read."""

    document: Document
    root: Node

    def __post_init__(self) -> None:
        self.linked: dict[str, Node | None] = {}
        self.holders: dict[tuple[str, str], Node | None] = {}
        self.guarded = self._has_security()

    def facts(self) -> Iterator[Fact]:
        """Give everything that the description states."""
        base = self._base()
        endpoints = list(self._endpoints())
        full = sum(1 for endpoint in endpoints if starts_alike(base, endpoint.path))
        if base and full * 2 >= len(endpoints):
            base = ""
        yield from self._settings(base)
        for endpoint in endpoints:
            yield replace(endpoint, path=join_paths(base, endpoint.path)) if base else endpoint
        yield from self._tables()
        feature = feature_of(self.document.file)
        yield from rules_of_api(self.root, self.document, feature, self.lookup, self._others)

    def _others(self) -> list[Node]:
        return [node for node in self.linked.values() if node is not None]

    # references

    def lookup(self, reference: str) -> Node | None:
        """Find what a ``$ref`` points to: in this document, or in a linked one inside the project."""
        place, _, pointer = reference.partition("#")
        above, _, name = pointer.strip("/").rpartition("/")
        if (place, above) not in self.holders:
            self.holders[place, above] = self._down(self._linked(place) if place else self.root, above)
        return self._down(self.holders[place, above], name)

    @staticmethod
    def _down(node: Node | None, pointer: str) -> Node | None:
        for part in pointer.split("/") if pointer else ():
            name = part.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
            node = node.get(name) if node else None
        return node

    def _linked(self, place: str) -> Node | None:
        file = (
            place
            if any(place == name for name, _ in self.document.linked)
            else posixpath.normpath(posixpath.join(posixpath.dirname(self.document.file), place))
        )
        if file == self.document.file:
            return self.root
        if file not in self.linked:
            text = next((text for name, text in self.document.linked if name == file), None)
            self.linked[file] = self._parsed(file, text) if text is not None else None
        return self.linked[file]

    def _parsed(self, file: str, text: str) -> Node | None:
        try:
            return parse_document(text, posixpath.splitext(file)[1], 1, file)
        except Unparsable:
            return None

    # endpoints

    def _endpoints(self) -> Iterator[EndpointFact]:
        paths = self.root.get("paths")
        for path, item in paths.members.items() if paths is not None else ():
            if not path.startswith("/"):
                continue
            followed = follow(item, self.lookup)
            for method, operation in followed.members.items():
                if method in METHODS and operation.kind is Kind.OBJECT:
                    yield self._endpoint(intern(method.upper()), path, followed, operation)

    def _endpoint(self, method: str, path: str, item: Node, operation: Node) -> EndpointFact:
        parameters = self._parameters(item, operation)
        description = operation.word("description").strip()
        tags = operation.get("tags")
        auth = self._auth(operation)
        body = tuple(field for place, field in parameters if place in ("body", "formData")) or self._body(operation)
        stated = any(operation.get(name) is not None for name in ("requestBody", "responses"))
        return EndpointFact(
            method=method,
            path=normal_path(path),
            source=source_of(operation, self.document),
            summary=(operation.word("summary") or description.split("\n")[0]).strip(),
            area=tags.items[0].text if tags is not None and tags.items else "",
            auth=auth,
            roles=tuple(
                entry.text
                for name in ("x-roles", "x-required-roles")
                for entry in (operation.get(name) or operation).entries
            ),
            path_parameters=tuple(field for place, field in parameters if place == "path"),
            query=tuple(field for place, field in parameters if place == "query"),
            # What states neither what it takes nor what it answers is an outline, and takes what it must.
            body=body if body or stated or method in ("GET", "DELETE") else None,
            responses=tuple(self._responses(operation)),
            notes=tuple(line.strip() for line in description.split("\n") if line.strip())[:20],
        )

    def _parameters(self, item: Node, operation: Node) -> list[tuple[str, FieldFact]]:
        found: dict[tuple[str, str], tuple[str, FieldFact]] = {}
        for owner in (item, operation):
            listed = owner.get("parameters")
            for entry in listed.entries if listed is not None else ():
                parameter = follow(entry, self.lookup)
                place, name = parameter.word("in"), parameter.word("name")
                if place == "body" and (schema := parameter.get("schema")) is not None:
                    for field in fields_of_schema(schema, self.document, self.lookup):
                        found["body", field.name] = "body", field
                elif name:
                    found[place, name] = place, self._parameter(name, parameter)
        return list(found.values())

    def _parameter(self, name: str, parameter: Node) -> FieldFact:
        schema = parameter.get("schema") or parameter
        field = field_of_schema(name, schema, self.document, self.lookup, required=parameter.word("required") == "true")
        shown = parameter.word("example")
        return replace(
            field,
            description=" ".join(parameter.word("description").split()) or field.description,
            example=field.example or (f'"{shown}"' if shown else None),
            source=source_of(parameter, self.document),
        )

    def _content(self, owner: Node) -> Node | None:
        """Give the schema of a body, JSON before all other media types."""
        if (schema := owner.get("schema")) is not None:
            return schema
        content = owner.get("content")
        kinds = content.members if content is not None else {}
        for name in sorted(kinds, key=lambda kind: ("json" not in kind, "form" not in kind)):
            if (schema := kinds[name].get("schema")) is not None:
                return schema
        return None

    def _body(self, operation: Node) -> tuple[FieldFact, ...]:
        stated = operation.get("requestBody")
        schema = self._content(follow(stated, self.lookup)) if stated is not None else None
        return fields_of_schema(schema, self.document, self.lookup) if schema is not None else ()

    def _responses(self, operation: Node) -> Iterator[ResponseFact]:
        stated = operation.get("responses")
        for status, entry in stated.members.items() if stated is not None else ():
            response = follow(entry, self.lookup)
            schema = self._content(response)
            shape = follow(schema, self.lookup) if schema is not None else None
            array = shape is not None and shape.word("type") == "array"
            named = (shape.get("items") if array and shape is not None else schema) if schema is not None else None
            yield ResponseFact(
                status=int(status) if status.isdigit() else None,
                description=" ".join(response.word("description").split()),
                array=array,
                body=schema is not None or None if status != "204" else False,
                fields=self._shown_fields(response, schema, status) if schema is not None else (),
                refers=named.word("$ref").rsplit("/", 1)[-1] or None if named is not None else None,
                source=source_of(entry, self.document),
            )

    def _shown_fields(self, response: Node, schema: Node, status: str) -> tuple[FieldFact, ...]:
        """Give the members of a body; those of an error show what stands in the example beside its schema."""
        fields = fields_of_schema(schema, self.document, self.lookup)
        shown = _shown(response) if status[:1] in ("4", "5") else None
        return with_examples(fields, shown) if shown is not None else fields

    # security, settings, tables

    def _auth(self, operation: Node) -> str | None:
        stated = operation.get("security") or self.root.get("security")
        if stated is None:
            return "public" if self.guarded else None
        if not stated.items:
            return "public"
        return "optional" if any(not entry.members for entry in stated.items) else "required"

    def _has_security(self) -> bool:
        """Whether some operation asks for credentials, which makes the others public."""
        paths = self.root.get("paths")
        items = paths.members.values() if paths is not None else ()
        return any("security" in operation.members for item in items for operation in item.members.values())

    def _base(self) -> str:
        if path := self.root.word("basePath"):
            return normal_path(path).rstrip("/")
        servers = self.root.get("servers")
        for server in servers.entries if servers is not None else ():
            path = re.sub(r"^(?:https?://|//)?[^/]*", "", _with_defaults(server)).rstrip("/")
            if path and "{" not in path:
                return path
        return ""

    def _settings(self, base: str) -> Iterator[SettingFact]:
        if base:
            yield SettingFact(Topic.BASE_PATH, base, self._line_of("servers"))
        info = self.root.get("info")
        if info is not None and info.word("title"):
            yield SettingFact(Topic.TITLE, info.word("title"), self._line_of("info"))
        yield from self._schemes()
        security = self.root.get("security")
        if security is not None:
            yield SettingFact(Topic.AUTH_DEFAULT, "required" if security.items else "public", self._line_of("security"))

    def _schemes(self) -> Iterator[SettingFact]:
        """Give the word before the token in the Authorization header: that of an ``http`` scheme, or the one that the
        description of a header spells out (``Token YOUR_TOKEN``)."""
        components = self.root.get("components") or self.root
        schemes = components.get("securitySchemes") or components.get("securityDefinitions")
        for scheme in schemes.members.values() if schemes is not None else ():
            described = _SCHEME.search(scheme.word("description"))
            if scheme.word("type") == "http" and scheme.word("scheme").lower() == "bearer":
                yield SettingFact(Topic.TOKEN_SCHEME, "Bearer", source_of(scheme, self.document))
            elif scheme.word("name").lower() == "authorization" and described is not None:
                yield SettingFact(Topic.TOKEN_SCHEME, described[1], source_of(scheme, self.document))

    def _line_of(self, name: str) -> Source:
        node = self.root.get(name) or self.root
        return self.document.source(node.line, node.end_line if node is not self.root else node.line)

    def _tables(self) -> Iterator[TableFact]:
        components = self.root.get("components") or self.root
        schemas = components.get("schemas") or components.get("definitions")
        for name, schema in schemas.members.items() if schemas is not None else ():
            if _NOT_STORED.search(name):
                continue
            fields = fields_of_schema(schema, self.document, self.lookup)
            if any(field.name in ("id", "_id", "uuid") for field in fields) and len(fields) > 1:
                yield TableFact(
                    name=name,
                    columns=tuple(_column(field, source_of(schema, self.document)) for field in fields),
                    source=source_of(schema, self.document),
                    notation="openapi",
                    implied=True,
                    description=schema.word("description").strip(),
                )


def _shown(response: Node) -> Node | None:
    """Give the example of a response's body, or the only one of several: they may tell of different occasions."""
    content = response.get("content")
    for kind in content.members.values() if content is not None else ():
        several = kind.get("examples")
        named = list(several.members.values()) if several is not None else []
        shown = kind.get("example") or (named[0].get("value") if len(named) == 1 else None)
        if shown is not None:
            return shown
    return None


def _column(field: FieldFact, source: Source) -> ColumnFact:
    return ColumnFact(field, field.source or source, primary_key=True if field.name in ("id", "_id", "uuid") else None)


def _with_defaults(server: Node) -> str:
    """Give the address of a server with the defaults of its variables: ``/{stage}/v1`` as ``/live/v1``."""
    url, variables = server.word("url"), server.get("variables")
    for name, variable in variables.members.items() if variables is not None else ():
        url = url.replace(f"{{{name}}}", variable.word("default") or f"{{{name}}}")
    return url

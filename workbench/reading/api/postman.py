"""Postman collections: each saved request is an endpoint, its folder the area, its examples the answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.api.json_schema import refusal
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import fields_of_node
from workbench.reading.endpoints.places.marks import Mark, read_target, template_of
from workbench.reading.facts import DocumentFacts, EndpointFact, FieldFact, ResponseFact
from workbench.reading.layout.nodes import Kind, Node, parse_json
from workbench.reading.layout.yaml_nodes import Unparsable, parse_document

_MARK = regex(r"schema\.(?:get)?postman\.com|\"_postman_id\"")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_DEEPEST = 20


def applies(document: Document) -> bool:
    """Tell whether the document is a collection."""
    return document.suffix == ".json" and _MARK.search(document.text[:5000]) is not None


def read(document: Document) -> DocumentFacts:
    """Read the requests of all folders; one that is saved several times is one endpoint."""
    try:
        root = parse_document(document.text, ".json")
    except Unparsable as problem:
        return DocumentFacts(document.file, findings=(refusal(document, problem, "JSON"),))
    facts: dict[str, EndpointFact] = {}
    for saved in _requests(root, _Folder("", _scheme(root))):
        fact = _endpoint(document, saved)
        if fact is not None:
            facts.setdefault(fact.route, fact)
    return DocumentFacts(document.file, tuple(facts.values()))


@dataclass(frozen=True, slots=True)
class _Folder:
    """What holds for the requests of a folder: its name, and how they are authenticated."""

    name: str
    scheme: str


@dataclass(frozen=True, slots=True)
class _Saved:
    """A saved request with its folder."""

    node: Node
    request: Node
    folder: _Folder


def _scheme(node: Node) -> str:
    auth = node.get("auth")
    return auth.word("type") if auth is not None else ""


def _requests(node: Node, folder: _Folder, depth: int = 0) -> Iterator[_Saved]:
    items = node.get("item")
    for item in items.entries if items is not None and depth < _DEEPEST else ():
        request = item.get("request")
        if request is not None:
            yield _Saved(item, request, folder)
        else:
            yield from _requests(
                item, _Folder(item.word("name") or folder.name, _scheme(item) or folder.scheme), depth + 1
            )


def _endpoint(document: Document, saved: _Saved) -> EndpointFact | None:
    request = saved.request
    method = request.word("method").upper() or "GET"
    mark = _target(method, request) if method in _METHODS else None
    if mark is None:
        return None
    return EndpointFact(
        method=method,
        path=template_of(mark.path),
        source=document.source(saved.node.line, saved.node.end_line),
        summary=saved.node.word("name"),
        area=saved.folder.name,
        auth=_auth(request, saved.folder.scheme),
        query=_query(document, request, mark),
        body=_body(document, request),
        responses=tuple(_responses(document, saved.node)),
    )


def _target(method: str, request: Node) -> Mark | None:
    """Read the address, which begins with a variable for the host: ``{{base}}/boats/:id``."""
    url = request.get("url")
    if url is None:
        return None
    raw = url.text if url.is_scalar else url.word("raw")
    return read_target(method, raw.removeprefix("http://").removeprefix("https://"))


def _auth(request: Node, scheme: str) -> str | None:
    headers = request.get("header")
    names = [one.word("key").lower() for one in headers.entries] if headers is not None else []
    own = _scheme(request) or scheme
    if own == "noauth":
        return "public"
    return "required" if own or "authorization" in names or "x-api-key" in names else None


def _query(document: Document, request: Node, mark: Mark) -> tuple[FieldFact, ...]:
    url = request.get("url")
    listed = url.get("query") if url is not None and not url.is_scalar else None
    found = {
        one.word("key"): FieldFact(
            one.word("key"), description=one.word("description"), source=document.source(one.line, one.end_line)
        )
        for one in (listed.entries if listed is not None else ())
        if one.word("key")
    }
    for name, _ in mark.query:
        found.setdefault(name, FieldFact(name, source=document.source(request.line)))
    return tuple(found.values())


def _body(document: Document, request: Node) -> tuple[FieldFact, ...] | None:
    body = request.get("body")
    if body is None:
        return None
    if (raw := body.get("raw")) is not None:
        return _shown(document, raw)
    for mode in ("formdata", "urlencoded"):
        if (form := body.get(mode)) is not None:
            return tuple(
                FieldFact(
                    one.word("key"),
                    type="file" if one.word("type") == "file" else "string",
                    source=document.source(one.line),
                )
                for one in form.entries
                if one.word("key")
            )
    return None


def _shown(document: Document, raw: Node) -> tuple[FieldFact, ...]:
    """Read the JSON in a text of the collection; all of it stands on the line of that text."""
    nodes = parse_json(raw.text.replace("\n", " "), raw.line)
    return fields_of_node(nodes[0], document) if nodes else ()


def _responses(document: Document, item: Node) -> Iterator[ResponseFact]:
    examples = item.get("response")
    for example in examples.entries if examples is not None else ():
        code, shown = example.word("code"), example.get("body")
        if code.isdigit():
            nodes = parse_json(shown.text.replace("\n", " "), shown.line) if shown is not None else []
            yield ResponseFact(
                status=int(code),
                description=example.word("name"),
                array=bool(nodes) and nodes[0].kind is Kind.ARRAY,
                fields=fields_of_node(nodes[0], document) if nodes else (),
                source=document.source(example.line, example.end_line),
            )

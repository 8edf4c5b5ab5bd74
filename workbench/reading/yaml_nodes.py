"""YAML and JSON documents as nodes with lines: safe loading, and aliases that blow up refused."""

import json
from dataclasses import dataclass, field

import yaml

from workbench.reading.nodes import Kind, Node, parse_json

LARGEST = 400_000
"""As many nodes a document may stand for when its aliases are written out."""

DEEPEST = 120

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Unparsable(Exception):
    """The text is not in its notation: where, and a short reason."""

    line: int
    reason: str


def parse_document(text: str, suffix: str, first_line: int = 1, file: str = "") -> Node:
    """Parse a YAML (or, by its suffix, JSON) text; raises ``Unparsable``."""
    if suffix == ".json":
        return _parse_json(text, first_line, file)
    try:
        composed = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise Unparsable(first_line + line, error.problem or "not YAML") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Unparsable(first_line, str(error).split("\n")[0]) from None
    if composed is None:
        return Node(Kind.OBJECT, first_line, first_line)
    return _Converter(first_line, file).convert(composed, 0)


def _parse_json(text: str, first_line: int, file: str) -> Node:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise Unparsable(first_line + error.lineno - 1, error.msg) from None
    except RecursionError:
        raise Unparsable(first_line, "too deeply nested") from None
    nodes = parse_json(text, first_line)
    node = nodes[0] if nodes else Node(Kind.OBJECT, first_line, first_line)
    if file:
        _set_file(node, file)
    return node


def _set_file(node: Node, file: str) -> None:
    node.file = file
    for child in (*node.members.values(), *node.items):
        _set_file(child, file)


@dataclass
class _Converter:
    """Turns composed YAML into nodes; an anchor's node is shared, never copied."""

    first_line: int
    file: str
    done: dict[int, tuple[Node, int]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def convert(self, node: yaml.Node, depth: int) -> Node:
        return self._sized(node, depth)[0]

    def _sized(self, node: yaml.Node, depth: int) -> tuple[Node, int]:
        """Give the node and the number of nodes that it stands for."""
        known = self.done.get(id(node))
        if known is not None:
            return known
        line = self.first_line + node.start_mark.line
        if id(node) in self.open or depth > DEEPEST:
            raise Unparsable(line, "an alias that holds itself, or nesting without end")
        self.open.add(id(node))
        result, size = self._filled(node, line, depth)
        self.open.discard(id(node))
        if size > LARGEST:
            raise Unparsable(line, "aliases that stand for more than a specification can hold")
        self.done[id(node)] = result, size
        return result, size

    def _filled(self, node: yaml.Node, line: int, depth: int) -> tuple[Node, int]:
        end = self.first_line + node.end_mark.line
        if not isinstance(node, yaml.ScalarNode) and node.end_mark.column == 0 and end > line:
            end -= 1
        result = Node(Kind.OBJECT, line, max(end, line), file=self.file)
        size = 1
        if isinstance(node, yaml.ScalarNode):
            quoted = node.tag == "tag:yaml.org,2002:str"
            result.kind, result.text = (Kind.STRING if quoted else Kind.WORD), str(node.value)
        elif isinstance(node, yaml.SequenceNode):
            result.kind = Kind.ARRAY
            for item in node.value:
                child, count = self._sized(item, depth + 1)
                result.items.append(child)
                size += count
        else:
            for key, value in node.value:
                child, count = self._sized(value, depth + 1)
                size += count
                self._member(result, key, child)
        return result, size

    def _member(self, result: Node, key: yaml.Node, child: Node) -> None:
        if not isinstance(key, yaml.ScalarNode):
            return
        if key.value == "<<":
            for part in (child, *child.items):
                for name, member in part.members.items():
                    result.members.setdefault(name, member)
            return
        if child.kind is not Kind.OBJECT or child.line > self.first_line + key.start_mark.line:
            child.line = min(child.line, self.first_line + key.start_mark.line)
        result.members[str(key.value)] = child

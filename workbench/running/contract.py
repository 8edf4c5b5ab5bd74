"""The application's own OpenAPI document, as a yardstick for its traffic."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from workbench.patterns import regex

_DOCUMENT = "urn:application:openapi"
_METHODS = frozenset(("get", "put", "post", "delete", "patch", "head", "options", "trace"))
_JSON_TYPE = "application/json"
_TEMPLATE_PART = regex(r"\\\{[^{}]*\\\}")
_LONGEST_VALUE = 80

Key = tuple[str, str, str]


@dataclass(slots=True)
class Contract:
    """Judges requests and responses by an OpenAPI 3.1 ``document``; schemas are compiled once each."""

    document: Mapping[str, Any]
    _routes: list[tuple[re.Pattern[str], str, frozenset[str]]] = field(init=False)
    _registry: Registry[Any] = field(init=False)
    _validators: dict[Key, jsonschema.Draft202012Validator | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._routes = [
            (_pattern(path), path, frozenset(item) & _METHODS) for path, item in self.document.get("paths", {}).items()
        ]
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self._registry = Registry().with_resource(_DOCUMENT, resource)

    def route(self, method: str, path: str) -> str | None:
        """Give the template that answers ``method`` on ``path``, in the order in which the application looks: a path
        that is documented as it stands takes its own methods alone, for it is no key of a row."""
        if path in self.document.get("paths", {}):
            return path if method.lower() in self.document["paths"][path] else None
        for pattern, template, methods in self._routes:
            if method.lower() in methods and pattern.fullmatch(path):
                return template
        return None

    def problem_of_response(self, method: str, route: str, status: int, media: str, body: bytes) -> str:
        """Say how a response departs from the document; nothing where it does not."""
        described = self._operation(method, route).get("responses", {})
        if str(status) not in described:
            return f"status {status} is not documented for {method} {route}"
        content = self._resolved(described[str(status)]).get("content", {})
        if not content:
            return f"a body came with status {status}, which is documented without one" if body.strip() else ""
        plain = media.partition(";")[0].strip().lower()
        if plain not in content:
            return f"status {status} came as {plain or 'no content type'}, which is not documented"
        if not (plain == _JSON_TYPE or plain.endswith("+json")):
            return ""
        return self._problem((method, route, str(status)), content[plain].get("schema"), body, "response")

    def problem_of_request(self, method: str, route: str, body: bytes) -> str:
        """Say how a request that was accepted departs from the document; nothing where it does not."""
        described = self._resolved(self._operation(method, route).get("requestBody", {}))
        schema = described.get("content", {}).get(_JSON_TYPE, {}).get("schema")
        if not body.strip() or schema is None:
            return ""
        problem = self._problem((method, route, "request"), schema, body, "request")
        # Texts are trimmed before they are measured, so blanks around them are no departure.
        return problem and self._problem((method, route, "request"), schema, _trimmed(body), "request")

    def _operation(self, method: str, route: str) -> Mapping[str, Any]:
        operation: Mapping[str, Any] = self.document["paths"][route][method.lower()]
        return operation

    def _resolved(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        """Follow a reference to a shared response or request body."""
        pointer = part.get("$ref")
        if not isinstance(pointer, str):
            return part
        contents: Mapping[str, Any] = self._registry.resolver(_DOCUMENT).lookup(pointer).contents
        return contents

    def _problem(self, key: Key, schema: object, body: bytes, what: str) -> str:
        validator = self._validator(key, schema)
        if validator is None:
            return ""
        try:
            value = json.loads(body)
        except ValueError:
            return f"the {what} of {key[0]} {key[1]} is not JSON"
        error = (
            jsonschema.exceptions.best_match(validator.iter_errors(value)) if not validator.is_valid(value) else None
        )
        if error is None:
            return ""
        place = error.json_path.removeprefix("$").removeprefix(".")
        return f"the {what} departs from its schema{f' at {place}' if place else ''}: {_shortened(error.message)}"

    def _validator(self, key: Key, schema: object) -> jsonschema.Draft202012Validator | None:
        if key not in self._validators:
            self._validators[key] = (
                jsonschema.Draft202012Validator(
                    _anchored(schema),
                    registry=self._registry,
                    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
                )
                if schema
                else None
            )
        return self._validators[key]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_TEMPLATE_PART.sub("[^/]+", re.escape(template)))


def _anchored(schema: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Give the schema with its references leading into the document that it was taken from."""
    if isinstance(schema, dict):
        return {
            name: f"{_DOCUMENT}{value}" if name == "$ref" and isinstance(value, str) else _anchored(value)
            for name, value in schema.items()
        }
    if isinstance(schema, list):
        return [_anchored(member) for member in schema]
    return schema


def _trimmed(body: bytes) -> bytes:
    def trimmed(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
        if isinstance(value, dict):
            return {name: trimmed(member) for name, member in value.items()}
        if isinstance(value, list):
            return [trimmed(member) for member in value]
        return value.strip() if isinstance(value, str) else value

    try:
        return json.dumps(trimmed(json.loads(body))).encode()
    except ValueError:
        return body


def _shortened(message: str) -> str:
    if len(message) <= 2 * _LONGEST_VALUE:
        return message
    return f"{message[:_LONGEST_VALUE]} … {message[-_LONGEST_VALUE:]}"

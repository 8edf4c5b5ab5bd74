"""Whole OpenAPI documents, as far as the blueprint: every operation, every schema, every keyword."""

from pathlib import Path
from string import ascii_lowercase

import pytest

from generators.blueprint import Blueprint, BodyField
from workbench.reading.documents import Document
from workbench.reading.facts import EndpointFact
from workbench.reading.project import read_document, read_project
from workbench.resolving.resolver import resolve

KENNEL = """\
openapi: 3.0.3
info: {title: Kennel, version: 1.0.0}
servers: [{url: /api/v3}]
tags: [{name: dog}, {name: stay}, {name: keeper}]
paths:
  /dogs:
    get:
      tags: [dog]
      operationId: findDogs
      parameters:
        - {name: status, in: query, schema: {type: string, enum: [free, booked, gone]}}
        - {name: tags, in: query, explode: true, schema: {type: array, items: {type: string}}}
      responses:
        "200":
          description: Dogs
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Dog"}}}}
    post:
      tags: [dog]
      operationId: addDog
      requestBody: {$ref: "#/components/requestBodies/Dog"}
      responses: {"201": {description: Added}, "422": {description: Invalid}}
      security: [{kennel_auth: ["write:dogs"]}]
  /dogs/{dogId}:
    parameters: [{name: dogId, in: path, required: true, schema: {type: integer, format: int64}}]
    get:
      tags: [dog]
      operationId: getDog
      responses:
        "200": {description: The dog, content: {application/json: {schema: {$ref: "#/components/schemas/Dog"}}}}
        "404": {description: No such dog}
    put:
      tags: [dog]
      operationId: replaceDog
      requestBody: {$ref: "#/components/requestBodies/Dog"}
      responses: {"200": {description: Replaced}}
      security: [{kennel_auth: ["write:dogs"]}]
    delete:
      tags: [dog]
      operationId: removeDog
      parameters: [{name: api_key, in: header, schema: {type: string}}]
      responses: {"204": {description: Removed}}
      security: [{api_key: []}]
  /stays:
    post:
      tags: [stay]
      operationId: bookStay
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Stay"}}}}
      responses:
        "201":
          description: Booked
          content: {application/json: {schema: {$ref: "#/components/schemas/Stay"}}}
  /stays/{stayId}:
    get:
      tags: [stay]
      operationId: getStay
      parameters: [{name: stayId, in: path, required: true, schema: {type: integer}}]
      responses:
        "200":
          description: The stay
          content: {application/json: {schema: {$ref: "#/components/schemas/Stay"}}}
    delete:
      tags: [stay]
      operationId: cancelStay
      parameters: [{name: stayId, in: path, required: true, schema: {type: integer}}]
      responses: {"204": {description: Cancelled}}
  /keepers:
    post:
      tags: [keeper]
      operationId: hireKeeper
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Keeper"}}}}
      responses: {"201": {description: Hired}}
  /keepers/{name}:
    get:
      tags: [keeper]
      operationId: getKeeper
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The keeper
          content: {application/json: {schema: {$ref: "#/components/schemas/Keeper"}}}
components:
  requestBodies:
    Dog:
      required: true
      content: {application/json: {schema: {$ref: "#/components/schemas/Dog"}}}
  securitySchemes:
    kennel_auth:
      type: oauth2
      flows: {implicit: {authorizationUrl: https://kennel.example/oauth, scopes: {"write:dogs": x}}}
    api_key: {type: apiKey, name: api_key, in: header}
  schemas:
    Dog:
      type: object
      required: [name, photoUrls]
      properties:
        id: {type: integer, format: int64, readOnly: true}
        name: {type: string, example: Rex}
        breed: {$ref: "#/components/schemas/Breed"}
        photoUrls: {type: array, items: {type: string}}
        status: {type: string, enum: [free, booked, gone]}
    Breed:
      type: object
      properties: {id: {type: integer}, name: {type: string}}
    Stay:
      type: object
      properties:
        id: {type: integer, format: int64, readOnly: true}
        dogId: {type: integer, format: int64}
        nights: {type: integer, format: int32, minimum: 1}
        arrivesAt: {type: string, format: date-time}
        complete: {type: boolean, default: false}
    Keeper:
      type: object
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        email: {type: string, format: email}
"""

EVERY_KEYWORD = """\
openapi: 3.1.0
info: {title: Every keyword, version: 1.0.0}
paths:
  /samples:
    post:
      operationId: addSample
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Sample"}}}}
      responses: {"201": {description: Added}}
    get:
      operationId: listSamples
      responses:
        "200":
          description: All
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Sample"}}}}
components:
  schemas:
    Sample:
      $comment: holds every keyword once
      title: Sample
      description: What is measured.
      externalDocs: {url: https://lab.example/samples}
      allOf: [{$ref: "#/components/schemas/Numbered"}]
      type: object
      required: [code, grams]
      minProperties: 1
      maxProperties: 90
      propertyNames: {pattern: "^[a-z_]+$"}
      patternProperties: {"^x_": {type: string}}
      additionalProperties: false
      unevaluatedProperties: false
      dependentRequired: {lid: [colour]}
      dependentSchemas: {lid: {properties: {colour: {type: string}}}}
      if: {properties: {kind: {const: soil}}}
      then: {required: [depth]}
      else: {required: [colour]}
      not: {required: [forbidden]}
      properties:
        code: {type: string, minLength: 3, maxLength: 12, pattern: "^[A-Z]+$", examples: [ABC]}
        kind: {type: string, enum: [soil, water], default: soil}
        unit: {const: gram}
        grams: {type: number, exclusiveMinimum: 0, maximum: 5000, multipleOf: 0.5}
        depth: {type: [integer, "null"], minimum: 0, exclusiveMaximum: 100}
        colour: {type: string, deprecated: true, example: red}
        lid: {type: boolean, default: false}
        taken_on: {type: string, format: date}
        mail: {type: string, format: email}
        secret: {type: string, writeOnly: true}
        photo: {type: string, contentEncoding: base64, contentMediaType: image/png}
        marks: {type: array, items: {type: string}, minItems: 1, maxItems: 9, uniqueItems: true}
        place: {type: array, prefixItems: [{type: number}, {type: number}], unevaluatedItems: false}
        tags: {type: array, contains: {type: string}, minContains: 1, maxContains: 3}
        choice: {anyOf: [{type: string}, {type: "null"}]}
        either:
          oneOf: [{$ref: "#/components/schemas/Round"}, {$ref: "#/components/schemas/Square"}]
          discriminator: {propertyName: shape}
        tree: {$ref: "#/components/schemas/Tree"}
        named: {$ref: "#/components/schemas/Sample/$defs/inner"}
      $defs: {inner: {$anchor: inner, type: object, properties: {size: {type: integer}}}}
    Numbered: {type: object, properties: {id: {type: integer, readOnly: true}}}
    Round: {type: object, properties: {shape: {const: round}, radius: {type: number}}, xml: {name: round}}
    Square: {type: object, properties: {shape: {const: square}, side: {type: number}}}
    Tree:
      type: object
      properties: {label: {type: string}, children: {type: array, items: {$ref: "#/components/schemas/Tree"}}}
"""


def blueprint_of(folder: Path, text: str, file: str = "openapi.yaml") -> Blueprint:
    api = folder / "specs" / "api"
    api.mkdir(parents=True)
    (api / file).write_text(text, encoding="utf-8")
    return resolve(read_project(folder)).blueprint


class TestKennel:
    """A shop as the usual examples have it: shared bodies, keys and OAuth, read-only keys, things in things."""

    @pytest.fixture
    def blueprint(self, tmp_path: Path) -> Blueprint:
        return blueprint_of(tmp_path, KENNEL)

    def test_every_operation_is_there(self, blueprint: Blueprint) -> None:
        assert [f"{one.method} {one.path}" for one in blueprint.operations] == [
            "GET /api/v3/dogs",
            "POST /api/v3/dogs",
            "GET /api/v3/dogs/{dogId}",
            "PUT /api/v3/dogs/{dogId}",
            "DELETE /api/v3/dogs/{dogId}",
            "POST /api/v3/stays",
            "GET /api/v3/stays/{stayId}",
            "DELETE /api/v3/stays/{stayId}",
            "POST /api/v3/keepers",
            "GET /api/v3/keepers/{name}",
        ]

    def test_every_schema_that_is_stored_is_a_table_and_one_inside_another_a_column(self, blueprint: Blueprint) -> None:
        tables = {entity.name: [column.name for column in entity.columns] for entity in blueprint.entities}
        assert set(tables) == {"dogs", "stays", "keepers"}
        assert tables["dogs"] == ["id", "name", "breed", "photoUrls", "status"]

    def test_a_shared_body_belongs_to_both_operations_without_what_only_the_backend_sets(
        self, blueprint: Blueprint
    ) -> None:
        bodies = [[field.name for field in one.body] for one in blueprint.operations if one.method in ("POST", "PUT")]
        assert bodies[:2] == [["name", "breed", "photoUrls", "status"]] * 2

    def test_security_of_an_operation_is_its_own(self, blueprint: Blueprint) -> None:
        guarded = [f"{one.method} {one.path}" for one in blueprint.operations if one.access != "public"]
        assert guarded == ["POST /api/v3/dogs", "PUT /api/v3/dogs/{dogId}", "DELETE /api/v3/dogs/{dogId}"]


def test_five_hundred_paths_are_five_hundred_operations_and_tables(tmp_path: Path) -> None:
    names = [f"boat{one}{two}er" for one in ascii_lowercase[:20] for two in ascii_lowercase[:25]]
    paths = "".join(
        f"  /{name}s:\n    post:\n      requestBody: {{content: {{application/json: {{schema: {{$ref: "
        f"'#/components/schemas/{name.title()}'}}}}}}}}\n      responses: {{'201': {{description: x}}}}\n"
        for name in names
    )
    schemas = "".join(
        f"    {name.title()}: {{type: object, properties: {{id: {{type: integer}}, mast: {{type: string}}}}}}\n"
        for name in names
    )
    head = "openapi: 3.0.3\ninfo: {title: Wide, version: '1'}\n"
    blueprint = blueprint_of(tmp_path, f"{head}paths:\n{paths}components:\n  schemas:\n{schemas}")
    assert {one.path for one in blueprint.operations} == {f"/{name}s" for name in names}
    assert {entity.name for entity in blueprint.entities} == {f"{name}s" for name in names}


class TestEveryKeyword:
    """A schema with every keyword of JSON Schema and of OpenAPI."""

    @pytest.fixture
    def fields(self, tmp_path: Path) -> dict[str, BodyField]:
        blueprint = blueprint_of(tmp_path, EVERY_KEYWORD)
        (add,) = [one for one in blueprint.operations if one.method == "POST"]
        return {field.name: field for field in add.body}

    def test_every_property_is_a_field_but_those_that_are_only_read(self, fields: dict[str, BodyField]) -> None:
        stated = (
            "code kind unit grams depth colour lid taken_on mail secret photo marks place tags choice either tree named"
        )
        assert set(fields) == set(stated.split())

    def test_what_is_required_and_what_may_be_null_is_told_apart(self, fields: dict[str, BodyField]) -> None:
        assert [name for name, field in fields.items() if field.required] == ["code", "grams"]
        assert fields["depth"].nullable
        assert fields["choice"].nullable
        assert not fields["code"].nullable

    def test_limits_are_those_of_the_schema(self, fields: dict[str, BodyField]) -> None:
        code, grams, depth = fields["code"].limits, fields["grams"].limits, fields["depth"].limits
        assert (code.min_length, code.max_length, code.pattern) == (3, 12, "[A-Z]+")
        assert (grams.minimum, grams.exclusive_minimum, grams.maximum) == (0, True, 5000)
        assert (depth.minimum, depth.maximum, depth.exclusive_maximum) == (0, 100, True)
        assert fields["kind"].limits.choices == ("soil", "water")
        assert fields["unit"].limits.choices == ("gram",)
        assert fields["marks"].limits.max_length == 9
        assert fields["mail"].limits.format == "email"

    def test_alternatives_share_a_member_with_the_values_of_each(self) -> None:
        facts = read_document(Document("specs/api/openapi.yaml", EVERY_KEYWORD)).facts
        (add,) = [one for one in facts if isinstance(one, EndpointFact) and one.method == "POST"]
        (either,) = [field for field in add.body or () if field.name == "either"]
        assert {field.name: field.choices for field in either.fields} == {
            "shape": ("round", "square"),
            "radius": (),
            "side": (),
        }

    def test_defaults_are_those_of_the_schema(self, fields: dict[str, BodyField]) -> None:
        assert (fields["kind"].default, fields["lid"].default) == ("soil", False)


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("api.yaml", "openapi: 3.1.0\ninfo: {title: x}\npaths:\n  /boats: [\n", 5),
        ("api.yaml", "openapi: 3.1.0\npaths:\n\t/boats: {}\n", 3),
        ("api.json", '{"openapi": "3.1.0",\n "paths": {"/boats": }}', 2),
    ],
)
def test_an_invalid_document_is_a_finding_on_the_line_of_its_error(file: str, text: str, line: int) -> None:
    facts = read_document(Document(f"specs/api/{file}", text))
    (finding,) = facts.findings
    assert not facts.facts
    assert finding.source.line == line
